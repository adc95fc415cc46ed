/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Results in; out report.json, which holds all that is known of them in mm and plain words, and
 * junit.xml, which build servers read. Neither tells the time: the same results give the same
 * files.
 */

#include "check/check.h"

#include <glib.h>
#include <string.h>

#define MM_DECIMALS 2
/* Lists have a line for each case and each of its parts. */
#define LINES 3
/* Stands for a character that cannot be written. */
#define NO_CHARACTER 0xFFFD

const char *ht_image_name(ht_arena *arena, const ht_result *result, size_t page, const char *what)
{
    char *name = g_strdelimit(g_strdup(result->test.name), "/", '_'); /* of a case in a subfolder */
    const char *image = ht_arena_printf(arena, "%s-p%02zu.%s", name, page + 1, what);
    g_free(name);
    return image;
}

static void put_mm(ht_json *json, const char *key, ht_len len)
{
    ht_json_key(json, key);
    ht_json_number(json, ht_len_to_mm(len), MM_DECIMALS);
}

/* The sides of a box, into an object that is open. */
static void put_sides(ht_json *json, const ht_area *box)
{
    put_mm(json, "x", box->x);
    put_mm(json, "y", box->y);
    put_mm(json, "width", box->width);
    put_mm(json, "height", box->height);
}

static void put_box(ht_json *json, const ht_area *box)
{
    ht_json_key(json, "box");
    ht_json_object(json);
    put_sides(json, box);
    ht_json_end(json);
}

/* Where something stood that has moved. */
static void put_before(ht_json *json, const ht_finding *finding)
{
    ht_json_key(json, "before");
    ht_json_object(json);
    ht_json_key_int(json, "page", finding->left_page);
    put_sides(json, &finding->left);
    ht_json_end(json);
}

static void put_names(ht_json *json, const char *names)
{
    char **each = g_strsplit(names != NULL ? names : "", ", ", -1);
    ht_json_key(json, "elements");
    ht_json_array(json);
    for (size_t i = 0; each[i] != NULL; i++) {
        ht_json_text(json, each[i]);
    }
    ht_json_end(json);
    g_strfreev(each);
}

static void put_mark(ht_json *json, const ht_finding *finding)
{
    ht_json_key_text(json, "element", finding->element);
    ht_json_key_int(json, "line", finding->source_line);
    ht_json_key_int(json, "marks", (long)finding->marks);
    if (finding->kind == HT_FOUND_MOVED || finding->kind == HT_FOUND_RESIZED) {
        put_mm(json, "dx", finding->dx);
        put_mm(json, "dy", finding->dy);
    }
    if (finding->kind == HT_FOUND_RESIZED) {
        ht_json_key_text(json, "mark", finding->mark == HT_MARK_RULE ? "rule" : "box");
    }
    if (finding->what != NULL) {
        ht_json_key_text(json, "what", finding->what);
    }
}

static void put_finding(ht_json *json, const ht_finding *finding)
{
    ht_json_object(json);
    ht_json_key_text(json, "kind", ht_finding_name(finding->kind));
    ht_json_key_int(json, "page", finding->page);
    if (finding->element != NULL) {
        put_mark(json, finding);
    }
    if (finding->text != NULL) {
        ht_json_key_text(json, "text", finding->text);
    }
    if (finding->from != NULL || finding->to != NULL) {
        ht_json_key_text(json, "from", finding->from);
        ht_json_key_text(json, "to", finding->to);
    }
    if (finding->kind == HT_FOUND_PIXELS) {
        ht_json_key_int(json, "pixels", (long)finding->pixels);
        put_names(json, finding->elements);
    }
    if (finding->has_box) {
        put_box(json, &finding->box);
    }
    if (finding->left_page > 0) {
        put_before(json, finding);
    }
    ht_json_end(json);
}

static void put_findings(ht_json *json, const ht_result *result)
{
    ht_json_key(json, "findings");
    ht_json_array(json);
    for (size_t i = 0; i < result->findings.n_items; i++) {
        put_finding(json, &result->findings.items[i]);
    }
    ht_json_end(json);
}

static void put_masks(ht_json *json, const ht_case *test)
{
    ht_json_key(json, "masks");
    ht_json_array(json);
    for (size_t i = 0; i < test->n_masks; i++) {
        ht_json_object(json);
        ht_json_key_int(json, "page", test->masks[i].page);
        put_sides(json, &test->masks[i].box);
        ht_json_end(json);
    }
    ht_json_end(json);
}

/* The type area of the case's layout and the cells of its grid. */
static void put_grid(ht_json *json, const ht_result *result)
{
    ht_json_key(json, "type_area");
    if (!result->has_grid) {
        ht_json_null(json);
        return;
    }
    ht_json_object(json);
    put_sides(json, &result->type_area);
    ht_json_key_int(json, "columns", result->columns);
    ht_json_key_int(json, "lines", result->lines);
    ht_json_end(json);
}

/* What is wrong with the case's files, as it is told on a terminal. */
static void put_diagnostics(ht_json *json, const ht_result *result)
{
    const ht_diag *diag = NULL;
    ht_json_key(json, "diagnostics");
    ht_json_array(json);
    for (size_t i = 0; (diag = ht_diags_at(result->diags, i)) != NULL; i++) {
        if (diag->severity == HT_SEVERITY_ERROR) {
            GString *text = g_string_new(NULL);
            ht_diag_write_text(diag, ht_write_to_text, text);
            ht_json_text(json, text->str);
            g_string_free(text, TRUE);
        }
    }
    ht_json_end(json);
}

static void put_image_name(ht_json *json, const char *key, const ht_result *result, size_t page,
                           GBytes *image, const char *what)
{
    ht_json_key_text(json, key,
                     image != NULL ? ht_image_name(result->arena, result, page, what) : NULL);
}

/* A page that is what it was has one image. */
static const char *name_of_output(const ht_shown_page *page)
{
    return page->output == page->reference ? "ref" : "out";
}

static void put_pages(ht_json *json, const ht_result *result)
{
    ht_json_key(json, "pages");
    ht_json_array(json);
    for (size_t i = 0; i < result->n_pages; i++) {
        const ht_shown_page *page = &result->pages[i];
        ht_json_object(json);
        ht_json_key_int(json, "number", (long)i + 1);
        put_mm(json, "width", page->size.width);
        put_mm(json, "height", page->size.height);
        ht_json_key(json, "left");
        if (page->has_left) {
            ht_json_number(json, ht_len_to_mm(page->left), MM_DECIMALS);
        } else {
            ht_json_null(json);
        }
        ht_json_key_int(json, "pixels", (long)page->pixels);
        put_mm(json, "shift_x", page->shift.x);
        put_mm(json, "shift_y", page->shift.y);
        put_image_name(json, "reference", result, i, page->reference, "ref");
        put_image_name(json, "output", result, i, page->output, name_of_output(page));
        put_image_name(json, "difference", result, i, page->difference, "diff");
        ht_json_end(json);
    }
    ht_json_end(json);
}

static void put_case(ht_json *json, const ht_result *result)
{
    const ht_case *test = &result->test;
    ht_json_object(json);
    ht_json_key_text(json, "name", test->name);
    ht_json_key(json, "passed");
    ht_json_bool(json, ht_check_verdict_passes(result->verdict));
    ht_json_key_text(json, "verdict", ht_check_verdict_name(result->verdict));
    ht_json_key_text(json, "missing", result->missing);
    ht_json_key_text(json, "document", test->document);
    ht_json_key_int(json, "dpi", test->dpi);
    ht_json_key_int(json, "tolerance", test->tolerance);
    put_mm(json, "slack", test->slack);
    ht_json_key_int(json, "budget", test->budget);
    ht_json_key_text(json, "reason", test->reason);
    put_masks(json, test);
    put_grid(json, result);
    put_findings(json, result);
    put_diagnostics(json, result);
    put_pages(json, result);
    ht_json_end(json);
}

static size_t count_passed(const ht_check *check)
{
    size_t passed = 0;
    for (size_t i = 0; i < check->n_results; i++) {
        passed += ht_check_passed(check, i);
    }
    return passed;
}

static void put_image(ht_json *json, const ht_result *result, size_t page, GBytes *image,
                      const char *what)
{
    if (image != NULL) {
        gsize size = 0;
        const guchar *bytes = g_bytes_get_data(image, &size);
        char *base64 = g_base64_encode(bytes, size);
        char *uri = g_strconcat("data:image/png;base64,", base64, NULL);
        ht_json_key_text(json, ht_image_name(result->arena, result, page, what), uri);
        g_free(uri);
        g_free(base64);
    }
}

static void put_images(ht_json *json, const ht_check *check)
{
    ht_json_key(json, "images");
    ht_json_object(json);
    for (size_t i = 0; i < check->n_results; i++) {
        const ht_result *result = &check->results[i];
        for (size_t p = 0; p < result->n_pages; p++) {
            put_image(json, result, p, result->pages[p].reference, "ref");
            if (result->pages[p].output != result->pages[p].reference) {
                put_image(json, result, p, result->pages[p].output, "out");
            }
            put_image(json, result, p, result->pages[p].difference, "diff");
        }
    }
    ht_json_end(json);
}

GString *ht_check_json(const ht_check *check, bool images)
{
    GString *out = g_string_new(NULL);
    ht_json *json = ht_json_new(LINES);
    char *program = g_strdup_printf("hongtou %s", ht_version());
    size_t passed = count_passed(check);
    ht_json_object(json);
    ht_json_key_text(json, "program", program);
    ht_json_key(json, "summary");
    ht_json_object(json);
    ht_json_key_int(json, "cases", (long)check->n_results);
    ht_json_key_int(json, "passed", (long)passed);
    ht_json_key_int(json, "failed", (long)(check->n_results - passed));
    ht_json_end(json);
    ht_json_key(json, "cases");
    ht_json_array(json);
    for (size_t i = 0; i < check->n_results; i++) {
        put_case(json, &check->results[i]);
    }
    ht_json_end(json);
    if (images) {
        put_images(json, check);
    }
    ht_json_end(json);
    ht_json_finish(json, ht_write_to_text, out);
    g_free(program);
    return out;
}

/* ---- JUnit --------------------------------------------------------------------------------- */

/* A text as XML 1.0 may hold it: UTF-8, without control characters even as references. To be freed
 * with g_free. */
static char *xml_text(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *clean = g_string_new(NULL);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool control = g_unichar_iscntrl(c) && c != '\t' && c != '\n';
        g_string_append_unichar(clean, control ? NO_CHARACTER : c);
    }
    char *escaped = g_markup_escape_text(clean->str, -1);
    g_string_free(clean, TRUE);
    g_free(valid);
    return escaped;
}

static void put_failure(GString *out, const ht_check *check, size_t index)
{
    const ht_result *result = &check->results[index];
    const char *kind = result->verdict == HT_NOT_RENDERED ? "error" : "failure";
    GString *text = g_string_new(NULL);
    ht_check_write(check, index, ht_write_to_text, text);
    char *words = xml_text(ht_check_verdict_words(result->verdict));
    char *all = xml_text(text->str);
    g_string_append_printf(out, "\n    <%s type=\"%s\" message=\"%s\">%s</%s>\n  ", kind,
                           ht_check_verdict_name(result->verdict), words, all, kind);
    g_free(all);
    g_free(words);
    g_string_free(text, TRUE);
}

GString *ht_check_junit(const ht_check *check)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    size_t errors = 0;
    for (size_t i = 0; i < check->n_results; i++) {
        errors += ht_check_broken(check, i);
    }
    g_string_append_printf(
        out, "<testsuite name=\"hongtou check\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
        check->n_results, check->n_results - count_passed(check) - errors, errors);
    for (size_t i = 0; i < check->n_results; i++) {
        char *name = xml_text(check->results[i].test.name);
        g_string_append_printf(out, "  <testcase classname=\"hongtou.check\" name=\"%s\">", name);
        if (!ht_check_passed(check, i)) {
            put_failure(out, check, i);
        }
        g_string_append(out, "</testcase>\n");
        g_free(name);
    }
    g_string_append(out, "</testsuite>\n");
    return out;
}
