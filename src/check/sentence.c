/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Findings in, sentences out: "page 1: the number moved 0.50 mm down (notice.yaml:4)". The page of
 * the report tells them in the same words, by report-sentences.js.
 */

#include "check/check.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* So much of a text is quoted to tell which line is meant. */
#define QUOTED 12

const char *ht_check_verdict_name(ht_check_verdict verdict)
{
    static const char *const names[HT_VERDICTS] = {
        "same-bytes", "same-pages", "page-count",   "page-size",    "faces",
        "marks",      "pixels",     "no-reference", "not-rendered",
    };
    return names[verdict];
}

const char *ht_check_verdict_words(ht_check_verdict verdict)
{
    static const char *const words[HT_VERDICTS] = {
        N_("the same file"),     N_("the same pages"), N_("another number of pages"),
        N_("another page size"), N_("other faces"),    N_("marks moved or changed"),
        N_("pixels differ"),     N_("no reference"),   N_("not rendered"),
    };
    return ht_tr(words[verdict]);
}

const char *ht_finding_name(ht_finding_kind kind)
{
    static const char *const names[HT_FOUND_KINDS] = {
        "page-count", "page-size", "face",     "ink",        "moved",  "resized",
        "changed",    "appeared",  "vanished", "other-page", "pixels",
    };
    return names[kind];
}

static void append_subject(GString *out, const ht_finding *finding)
{
    g_string_append(out, ht_element_words(finding->element));
    bool quoted = finding->text != NULL && *finding->text != '\0' &&
                  !(finding->kind == HT_FOUND_CHANGED && strcmp(finding->what, "text") == 0);
    if (quoted) {
        bool cut = g_utf8_strlen(finding->text, -1) > QUOTED + 1;
        const char *end = cut ? g_utf8_offset_to_pointer(finding->text, QUOTED)
                              : finding->text + strlen(finding->text);
        g_string_append_printf(out, ht_tr(N_(" “%.*s%s”")), (int)(end - finding->text),
                               finding->text, cut ? "…" : "");
    }
}

/* "0.50 mm right and 0.30 mm down": each part by the word for its sign. */
static void append_lengths(GString *out, const ht_finding *finding, const char *const words[4])
{
    const ht_len lengths[] = {finding->dx, finding->dy};
    bool first = true;
    for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
        if (lengths[i] == 0) {
            continue;
        }
        g_string_append(out, first ? "" : ht_tr(N_(" and ")));
        g_string_append_printf(out, ht_tr(words[2 * i + (lengths[i] > 0 ? 1 : 0)]),
                               ht_len_to_mm(abs(lengths[i])));
        first = false;
    }
}

static void append_moved(GString *out, const ht_finding *finding)
{
    static const char *const words[] = {N_("%.2f mm left"), N_("%.2f mm right"), N_("%.2f mm up"),
                                        N_("%.2f mm down")};
    g_string_append(out, ht_tr(N_(" moved ")));
    append_lengths(out, finding, words);
}

/* A rule is long and thick, whichever way it lies; all else is wide and tall. */
static void append_resized(GString *out, const ht_finding *finding)
{
    static const char *const box[] = {N_("%.2f mm narrower"), N_("%.2f mm wider"),
                                      N_("%.2f mm lower"), N_("%.2f mm taller")};
    static const char *const lying[] = {N_("%.2f mm shorter"), N_("%.2f mm longer"),
                                        N_("%.2f mm thinner"), N_("%.2f mm thicker")};
    static const char *const standing[] = {N_("%.2f mm thinner"), N_("%.2f mm thicker"),
                                           N_("%.2f mm shorter"), N_("%.2f mm longer")};
    bool rule = finding->mark == HT_MARK_RULE;
    bool lies = finding->box.width >= finding->box.height;
    g_string_append(out, ht_tr(N_(" is ")));
    append_lengths(out, finding, !rule ? box : lies ? lying : standing);
}

static void append_changed(GString *out, const ht_finding *finding)
{
    static const struct {
        const char *what;
        const char *words; /* takes both values, in any order, or none */
    } sentences[] = {
        {"text", N_(" says “%2$s” instead of “%1$s”")},
        {"face", N_(" is set in %2$s instead of %1$s")},
        {"size", N_(" is set in %2$s instead of %1$s")},
        {"ink", N_(" is %2$s instead of %1$s")},
        {"image", N_(" shows another image")},
        {"link", N_(" leads to %2$s instead of %1$s")},
        {"code", N_(" is another code")},
        {"glyphs", N_(" is drawn with other glyphs")},
        {"spacing", N_(" has its letters spaced otherwise")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        if (strcmp(finding->what, sentences[i].what) == 0) {
            g_string_append_printf(out, ht_tr(sentences[i].words), finding->from, finding->to);
        }
    }
}

static void append_pixels(GString *out, const ht_finding *finding)
{
    const ht_area *box = &finding->box;
    g_string_append_printf(
        out,
        ht_tr(N_("%zu pixels differ, %.2f mm from the left and %.2f mm from the top, in %.2f x "
                 "%.2f mm")),
        finding->pixels, ht_len_to_mm(box->x), ht_len_to_mm(box->y), ht_len_to_mm(box->width),
        ht_len_to_mm(box->height));
    if (finding->elements != NULL) {
        char **names = g_strsplit(finding->elements, ", ", -1);
        for (size_t i = 0; names[i] != NULL; i++) {
            g_string_append(out, i == 0 ? ht_tr(N_(": ")) : ht_tr(N_(", ")));
            g_string_append(out, ht_element_words(names[i]));
        }
        g_strfreev(names);
    }
    if (finding->text != NULL) {
        g_string_append_printf(out, ht_tr(N_(", at “%s”")), finding->text);
    }
}

/* What holds for the whole. */
static void append_whole(GString *out, const ht_finding *finding)
{
    const char *from = finding->from;
    const char *to = finding->to;
    switch (finding->kind) {
    case HT_FOUND_PAGE_COUNT:
        g_string_append_printf(out, ht_tr(N_("the number of pages is %s instead of %s")), to, from);
        break;
    case HT_FOUND_PAGE_SIZE:
        g_string_append_printf(out, ht_tr(N_("the page measures %s mm instead of %s mm")), to,
                               from);
        break;
    case HT_FOUND_FACE:
        g_string_append_printf(out,
                               from == NULL ? ht_tr(N_("the face %s is used, and was not"))
                               : to == NULL ? ht_tr(N_("the face %s is no longer used"))
                                            : ht_tr(N_("the face %s comes from another file")),
                               finding->text);
        break;
    default:
        g_string_append_printf(out,
                               from == NULL ? ht_tr(N_("the ink %s is used, and was not"))
                               : to == NULL ? ht_tr(N_("the ink %s is no longer used"))
                                            : ht_tr(N_("the ink %s is %s instead of %s")),
                               finding->text, to, from);
        break;
    }
}

static void append_mark(GString *out, const ht_finding *finding)
{
    append_subject(out, finding);
    switch (finding->kind) {
    case HT_FOUND_MOVED:
        append_moved(out, finding);
        break;
    case HT_FOUND_RESIZED:
        append_resized(out, finding);
        break;
    case HT_FOUND_CHANGED:
        append_changed(out, finding);
        break;
    case HT_FOUND_APPEARED:
        g_string_append(out, ht_tr(N_(" is new")));
        break;
    case HT_FOUND_VANISHED:
        g_string_append(out, ht_tr(N_(" is gone")));
        break;
    default:
        g_string_append_printf(out, ht_tr(N_(" moved from page %s to page %s")), finding->from,
                               finding->to);
        break;
    }
}

/* " (3 marks, notice.yaml:4)" */
static void append_place(GString *out, const ht_finding *finding, const char *document)
{
    GString *place = g_string_new(NULL);
    if (finding->marks > 1) {
        g_string_append_printf(place, ht_tr(N_("%zu marks")), finding->marks);
    }
    if (finding->source_line > 0 && document != NULL) {
        g_string_append_printf(place, "%s%s:%d", place->len > 0 ? ht_tr(N_(", ")) : "", document,
                               finding->source_line);
    }
    if (place->len > 0) {
        g_string_append_printf(out, ht_tr(N_(" (%s)")), place->str);
    }
    g_string_free(place, TRUE);
}

const char *ht_finding_sentence(ht_arena *arena, const ht_finding *finding, const char *document)
{
    GString *out = g_string_new(NULL);
    if (finding->page > 0) {
        g_string_append_printf(out, ht_tr(N_("page %d: ")), finding->page);
    }
    if (finding->kind == HT_FOUND_PIXELS) {
        append_pixels(out, finding);
    } else if (finding->element == NULL) {
        append_whole(out, finding);
    } else {
        append_mark(out, finding);
        append_place(out, finding, document);
    }
    const char *sentence = ht_arena_strdup(arena, out->str);
    g_string_free(out, TRUE);
    return sentence;
}

/* By how much pages were laid onto their references. */
static void append_shifts(GString *out, const ht_result *result)
{
    static const char *const words[] = {N_("%.2f mm left"), N_("%.2f mm right"), N_("%.2f mm up"),
                                        N_("%.2f mm down")};
    for (size_t i = 0; i < result->n_pages; i++) {
        const ht_area *shift = &result->pages[i].shift;
        ht_finding moved = {.dx = shift->x, .dy = shift->y};
        if (shift->x != 0 || shift->y != 0) {
            g_string_append_printf(out, ht_tr(N_("  page %zu was laid onto its reference: ")),
                                   i + 1);
            append_lengths(out, &moved, words);
            g_string_append_c(out, '\n');
        }
    }
}

bool ht_check_write(const ht_check *check, size_t index, ht_write_fn write, void *user)
{
    const ht_result *result = &check->results[index];
    ht_arena *arena = ht_arena_new();
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s: %s", result->test.name,
                           ht_check_verdict_words(result->verdict));
    if (result->missing != NULL) {
        g_string_append_printf(out, "%s%s", ht_tr(N_(": ")), result->missing);
    }
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < result->findings.n_items; i++) {
        const ht_finding *finding = &result->findings.items[i];
        g_string_append_printf(out, "  %s\n",
                               ht_finding_sentence(arena, finding, result->test.document));
    }
    append_shifts(out, result);
    if (result->verdict == HT_NO_REFERENCE && result->product.pages != NULL) {
        g_string_append(out,
                        ht_tr(N_("  approve its pages with --update, after a look at them\n")));
    }
    bool ok = write(out->str, out->len, user);
    const ht_diag *diag = NULL;
    for (size_t i = 0; ok && (diag = ht_diags_at(result->diags, i)) != NULL; i++) {
        ok = diag->severity != HT_SEVERITY_ERROR || ht_diag_write_text(diag, write, user);
    }
    g_string_free(out, TRUE);
    ht_arena_free(arena);
    return ok;
}
