/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What became of documents in; out, a part of the page: a picture of each, if there are some, and a
 * row of a table. A name is a link to its output.
 */

#include "batch/page.h"

/* Escapes it both as an address and as HTML. */
static void put_address(const ht_summary_page *p, const char *path)
{
    char *address = g_uri_escape_string(path, "/", FALSE);
    ht_summary_put_text(p, address);
    g_free(address);
}

/* The name of a document, as a link to its output when it has one. */
static void put_name(const ht_summary_page *p, const ht_summary_document *document)
{
    bool links = document->output != NULL && p->outputs != NULL;
    if (links) {
        ht_summary_put(p, "<a href=\"");
        put_address(p, ht_arena_printf(p->arena, "%s/%s", p->outputs, document->output));
        ht_summary_put(p, "\">");
    }
    ht_summary_put_text(p, document->input);
    ht_summary_put(p, links ? "</a>" : "");
}

static const char *word_of(ht_batch_outcome outcome)
{
    switch (outcome) {
    case HT_BATCH_FAILED:
        return ht_tr(N_("failed"));
    case HT_BATCH_UNCHANGED:
        return ht_tr(N_("unchanged"));
    default:
        return ht_tr(N_("rendered"));
    }
}

static void put_picture(const ht_summary_page *p, const ht_summary_document *document)
{
    if (document->pdf == NULL) {
        return;
    }
    ht_summary_put(p, "<figure><img loading=\"lazy\" alt=\"\" src=\"");
    put_address(p, ht_summary_picture(p->arena, p->pictures, document->pdf));
    ht_summary_put(p, "\"><figcaption>");
    put_name(p, document);
    ht_summary_put(p, "</figcaption></figure>\n");
}

static void put_row(const ht_summary_page *p, const ht_summary_document *document)
{
    bool failed = document->outcome == HT_BATCH_FAILED;
    g_string_append_printf(p->out, "<tr%s><td class=\"number\">%zu</td><td>",
                           failed ? " class=\"failed\"" : "", document->number);
    put_name(p, document);
    ht_summary_put(p, " ");
    ht_summary_put_element(p, "span", "about", document->document_number);
    ht_summary_put(p, " ");
    ht_summary_put_element(p, "span", "about", document->title);
    ht_summary_put(p, "</td>");
    if (failed) {
        ht_summary_put(p, "<td></td>");
    } else {
        g_string_append_printf(p->out, "<td class=\"number\">%zu</td>", document->pages);
    }
    ht_summary_put_element(p, "td", "outcome", word_of(document->outcome));
    ht_summary_put(p, "</tr>\n");
}

void ht_summary_put_documents(const ht_summary_page *p)
{
    const ht_summary *s = p->summary;
    const char *const words[] = {"", ht_tr(N_("document")), ht_tr(N_("pages")),
                                 ht_tr(N_("outcome"))};
    ht_summary_put(p, "<section>\n");
    ht_summary_put_element(p, "h2", "title", ht_tr(N_("All documents")));
    if (s->all > HT_SUMMARY_DOCUMENTS) {
        ht_summary_put_sentence(p, "nothing", ht_tr(N_("There are %zu: the report lists them.")),
                                s->all);
        ht_summary_put(p, "</section>\n");
        return;
    }
    if (p->pictures != NULL) {
        ht_summary_put(p, "<div class=\"pictures\">\n");
        for (size_t i = 0; i < s->n_documents; i++) {
            put_picture(p, &s->documents[i]);
        }
        ht_summary_put(p, "</div>\n");
    }
    ht_summary_put(p, "<table>\n<thead><tr>");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        ht_summary_put_element(p, "th", i == 0 || i == 2 ? "number" : "text", words[i]);
    }
    ht_summary_put(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < s->n_documents; i++) {
        put_row(p, &s->documents[i]);
    }
    ht_summary_put(p, "</tbody>\n</table>\n</section>\n");
}
