/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is to be said of a batch in; out one page of HTML for a person: what failed comes first, by
 * kinds. It is one file without a script, asks for nothing but the pictures beside it, and takes no
 * text of a document for anything but text.
 */

#include "batch/page.h"

#include <string.h>

/* ---- Text ---------------------------------------------------------------------------------- */

void ht_summary_put(const ht_summary_page *p, const char *html)
{
    g_string_append(p->out, html);
}

void ht_summary_put_text(const ht_summary_page *p, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    char *escaped = g_markup_escape_text(valid, -1);
    g_string_append(p->out, escaped);
    g_free(escaped);
    g_free(valid);
}

/* <tag class="name">text</tag>; nothing for no text. */
void ht_summary_put_element(const ht_summary_page *p, const char *tag, const char *name,
                            const char *text)
{
    if (text != NULL) {
        g_string_append_printf(p->out, "<%s class=\"%s\">", tag, name);
        ht_summary_put_text(p, text);
        g_string_append_printf(p->out, "</%s>", tag);
    }
}

void ht_summary_put_sentence(const ht_summary_page *p, const char *name, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    ht_summary_put_element(p, "p", name, text);
    ht_summary_put(p, "\n");
    g_free(text);
}

/* ---- Places of files ----------------------------------------------------------------------- */

/* The way from one folder to another, both as given from the working folder: "../out". */
static const char *way(ht_arena *arena, const char *from, const char *to)
{
    char *start = g_canonicalize_filename(from, NULL);
    char *goal = g_canonicalize_filename(to, NULL);
    char **a = g_strsplit(start, "/", -1);
    char **b = g_strsplit(goal, "/", -1);
    GString *steps = g_string_new(".");
    size_t same = 0;
    while (a[same] != NULL && b[same] != NULL && strcmp(a[same], b[same]) == 0) {
        same++;
    }
    for (size_t i = same; a[i] != NULL && *a[i] != '\0'; i++) {
        g_string_append(steps, "/..");
    }
    for (size_t i = same; b[i] != NULL && *b[i] != '\0'; i++) {
        g_string_append_printf(steps, "/%s", b[i]);
    }
    const char *found = ht_arena_strdup(arena, steps->str);
    g_string_free(steps, TRUE);
    g_strfreev(a);
    g_strfreev(b);
    g_free(start);
    g_free(goal);
    return found;
}

/* ---- Counts -------------------------------------------------------------------------------- */

static void put_count(const ht_summary_page *p, const char *name, const char *word, size_t count)
{
    g_string_append_printf(p->out, "<div class=\"%s%s\"><dt>", name, count == 0 ? " none" : "");
    ht_summary_put_text(p, word);
    g_string_append_printf(p->out, "</dt><dd>%zu</dd></div>\n", count);
}

static void put_verdict(const ht_summary_page *p)
{
    const ht_batch_progress *progress = p->run->progress;
    if (progress->interrupted != 0) {
        ht_summary_put_element(p, "p", "verdict failed",
                               ht_tr(N_("ended by a signal before all was done")));
    } else if (p->run->missing > 0) {
        ht_summary_put_element(p, "p", "verdict failed", ht_tr(N_("documents are missing")));
    } else if (ht_diags_errors(p->run->findings) > 0) {
        ht_summary_put_element(p, "p", "verdict failed",
                               ht_tr(N_("something is wrong with the whole")));
    } else if (progress->failed > 0) {
        ht_summary_put_element(p, "p", "verdict failed", ht_tr(N_("some documents failed")));
    } else if (p->run->output == NULL) {
        ht_summary_put_element(p, "p", "verdict passed", ht_tr(N_("each document has its record")));
    } else {
        ht_summary_put_element(p, "p", "verdict passed", ht_tr(N_("all documents are there")));
    }
}

static void put_time(const ht_summary_page *p)
{
    const ht_summary *s = p->summary;
    if (s->timed == 0) {
        return;
    }
    ht_summary_put_sentence(
        p, "facts",
        ht_tr(N_("%.0f documents a second and worker: %.1f ms each on average, at most "
                 "%.0f ms (%s)")),
        1000 * (double)s->timed / s->milliseconds, s->milliseconds / (double)s->timed, s->longest,
        s->slowest);
}

static void put_head(const ht_summary_page *p)
{
    const ht_batch_progress *progress = p->run->progress;
    /* What the language is called, so that browsers choose its glyphs. */
    g_string_append_printf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n", ht_tr(N_("en")));
    ht_summary_put(
        p, "<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "img-src 'self' file:; style-src 'unsafe-inline'\">\n<title>hongtou batch</title>\n"
           "<style>\n");
    ht_summary_put(p, ht_summary_css);
    ht_summary_put(p, "</style>\n</head>\n<body>\n<header>\n");
    ht_summary_put_element(p, "h1", "title", ht_tr(N_("Batch report")));
    put_verdict(p);
    g_string_append_printf(p->out, "<span class=\"program\">hongtou %s</span>\n</header>\n<main>\n",
                           ht_version());
    ht_summary_put(p, "<dl class=\"counts\">\n");
    put_count(p, "all", ht_tr(N_("documents")), progress->done + p->run->missing);
    put_count(p, "failed", ht_tr(N_("failed")), progress->failed);
    if (p->run->missing > 0) {
        put_count(p, "failed", ht_tr(N_("not there")), p->run->missing);
    }
    put_count(p, "rendered", ht_tr(N_("rendered")), progress->rendered);
    put_count(p, "unchanged", ht_tr(N_("unchanged")), progress->unchanged);
    put_count(p, "pages", ht_tr(N_("pages")), p->summary->pages);
    if (p->run->shards > 0) {
        put_count(p, "shards", ht_tr(N_("reports")), p->run->shards);
    }
    ht_summary_put(p, "</dl>\n");
    put_time(p);
}

/* ---- Findings ------------------------------------------------------------------------------ */

/* More findings of one kind are shown when they are asked for. */
#define MOST_OPEN 20

/* The hint is told once for all that follow and have the same. */
static void put_case(const ht_summary_page *p, const ht_summary_case *found, const char *title,
                     const char *hint_before)
{
    ht_summary_put(p, "<li>");
    ht_summary_put_element(p, "span", "name", found->input);
    ht_summary_put_element(p, "span", "place", found->place);
    if (g_strcmp0(found->message, title) != 0) {
        ht_summary_put_element(p, "p", "message", found->message);
    }
    if (g_strcmp0(found->hint, hint_before) != 0) {
        ht_summary_put_element(p, "p", "hint", found->hint);
    }
    ht_summary_put(p, "</li>\n");
}

static void put_kind(const ht_summary_page *p, const ht_summary_kind *kind, bool open)
{
    char *title = ht_diag_title(kind->code);
    const char *hint = NULL;
    g_string_append_printf(p->out, "<details%s><summary>", open ? " open" : "");
    ht_summary_put_element(p, "code", "code", kind->code);
    ht_summary_put_element(p, "span", "kind", title != NULL ? title : kind->cases[0].message);
    g_string_append_printf(p->out, "<span class=\"count\">%zu</span></summary>\n<ul>\n",
                           kind->documents);
    for (size_t i = 0; i < kind->n_cases; i++) {
        put_case(p, &kind->cases[i], title, hint);
        hint = kind->cases[i].hint;
    }
    ht_summary_put(p, "</ul>\n");
    if (kind->count > kind->n_cases) {
        ht_summary_put_sentence(p, "more", ht_tr(N_("and %zu more, which stand in the report")),
                                kind->count - kind->n_cases);
    }
    ht_summary_put(p, "</details>\n");
    g_free(title);
}

/* Those that are found most often first. */
static int by_count(gconstpointer a, gconstpointer b)
{
    const ht_summary_kind *first = *(const ht_summary_kind *const *)a;
    const ht_summary_kind *second = *(const ht_summary_kind *const *)b;
    return first->documents != second->documents ? (first->documents < second->documents ? 1 : -1)
                                                 : strcmp(first->code, second->code);
}

static void put_kinds(const ht_summary_page *p, ht_severity severity, const char *title,
                      const char *none)
{
    size_t shown = 0;
    ht_summary_put(p, "<section>\n");
    ht_summary_put_element(p, "h2", "title", title);
    for (size_t i = 0; i < p->summary->kinds->len; i++) {
        const ht_summary_kind *kind = g_ptr_array_index(p->summary->kinds, i);
        if (kind->severity == severity) {
            put_kind(p, kind, severity == HT_SEVERITY_ERROR && kind->count <= MOST_OPEN);
            shown++;
        }
    }
    ht_summary_put_element(p, "p", "nothing", shown == 0 ? none : NULL);
    ht_summary_put(p, "</section>\n");
}

/* Findings of the whole: what is missing, what stands in for a face. */
static size_t put_findings(const ht_summary_page *p, ht_severity least, ht_severity most)
{
    const ht_diag *diag = NULL;
    size_t shown = 0;
    for (size_t i = 0; (diag = ht_diags_at(p->run->findings, i)) != NULL; i++) {
        if (diag->severity >= least && diag->severity <= most) {
            ht_summary_put(p, shown++ == 0 ? "<ul class=\"whole\">\n<li>" : "<li>");
            ht_summary_put_element(p, "code", "code", diag->code);
            ht_summary_put_element(p, "span", "place", diag->file);
            ht_summary_put_element(p, "p", "message", diag->message);
            ht_summary_put_element(p, "p", "hint", diag->hint);
            ht_summary_put(p, "</li>\n");
        }
    }
    ht_summary_put(p, shown > 0 ? "</ul>\n" : "");
    return shown;
}

/* ---- Faces --------------------------------------------------------------------------------- */

static void put_faces(const ht_summary_page *p)
{
    ht_summary_put(p, "<section>\n");
    ht_summary_put_element(p, "h2", "title", ht_tr(N_("Faces")));
    put_findings(p, HT_SEVERITY_NOTE, HT_SEVERITY_NOTE);
    ht_summary_put(p, "<ul class=\"faces\">\n");
    for (size_t i = 0; i < p->summary->faces->len; i++) {
        const ht_summary_face *face = g_ptr_array_index(p->summary->faces, i);
        ht_summary_put(p, "<li>");
        ht_summary_put_element(p, "span", "name", face->name);
        g_string_append_printf(p->out, "<span class=\"count\">%zu</span></li>\n", face->documents);
    }
    ht_summary_put(p, "</ul>\n</section>\n");
}

/* ---- The whole ----------------------------------------------------------------------------- */

static ht_status fill(ht_write_fn write, void *user, void *data)
{
    const GString *text = data;
    return write(text->str, text->len, user) ? HT_OK : HT_IO;
}

ht_status ht_summary_write(ht_summary *summary, const ht_summary_run *run, ht_diags *diags)
{
    ht_summary_page p = {
        .arena = ht_arena_new(), .out = g_string_new(NULL), .summary = summary, .run = run};
    char *folder = g_path_get_dirname(run->path);
    p.outputs = run->output != NULL ? way(p.arena, folder, run->output) : NULL;
    bool pictures = run->thumbnails != NULL && ht_summary_shows_pictures(run->progress->of);
    p.pictures = pictures ? way(p.arena, folder, run->thumbnails) : NULL;
    g_ptr_array_sort(summary->kinds, by_count);
    put_head(&p);
    put_findings(&p, HT_SEVERITY_WARNING, HT_SEVERITY_ERROR);
    put_kinds(&p, HT_SEVERITY_ERROR, ht_tr(N_("Failures")), ht_tr(N_("No document failed.")));
    put_kinds(&p, HT_SEVERITY_WARNING, ht_tr(N_("Warnings")), ht_tr(N_("There are no warnings.")));
    put_faces(&p);
    ht_summary_put_documents(&p);
    ht_summary_put(&p, "</main>\n</body>\n</html>\n");
    ht_status status = ht_write_file(run->path, fill, p.out, diags);
    g_free(folder);
    g_string_free(p.out, TRUE);
    ht_arena_free(p.arena);
    return status;
}
