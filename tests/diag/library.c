/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Findings that only a caller of the library can bring about, and how calls end that go wrong.
 */

#include <stdio.h>
#include <string.h>

#include "hongtou/hongtou.h"

static int failed;

static void check(bool right, const char *what)
{
    if (!right) {
        printf("FAIL %s\n", what);
        failed = 1;
    }
}

/* Takes `left` bytes more and then no more. */
typedef struct sink {
    size_t left;
} sink;

static bool take(const void *bytes, size_t size, void *user)
{
    sink *s = user;
    (void)bytes;
    if (size > s->left) {
        return false;
    }
    s->left -= size;
    return true;
}

/* True when the list holds one finding, with that code and a hint; the list is cleared. */
static bool told(ht_diags *diags, const char *code)
{
    const ht_diag *diag = ht_diags_at(diags, 0);
    bool right = ht_diags_count(diags, HT_SEVERITY_NOTE) == 1 && strcmp(diag->code, code) == 0 &&
                 diag->hint != NULL;
    ht_diags_clear(diags);
    return right;
}

/* True when nothing was told but, perhaps, which fonts are used. */
static bool told_nothing(ht_diags *diags)
{
    bool right = ht_diags_count(diags, HT_SEVERITY_WARNING) == 0;
    ht_diags_clear(diags);
    return right;
}

static void check_reading(ht_diags *diags)
{
    static const char broken[] = "title: [";
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    ht_status status =
        ht_document_read_memory(&document, "a.yaml", "- 桥", strlen("- 桥"), NULL, diags);
    check(status == HT_INVALID && document == NULL && told(diags, "E0103"), "a list in memory");
    status = ht_document_read_memory(&document, "a.yaml", broken, strlen(broken), NULL, diags);
    check(status == HT_INVALID && document == NULL && told(diags, "E0112"), "half a document");
    status = ht_document_read_memory(&document, "a.yaml", "", 0, NULL, diags);
    check(status == HT_INVALID && document == NULL && told(diags, "E0103"), "no bytes at all");
    status = ht_document_read_file(&document, "none.yaml", NULL, diags);
    check(status == HT_IO && document == NULL && told(diags, "E0801"), "a file that is not there");
    status = ht_layout_load(&layout, "none.yaml", diags);
    check(status == HT_IO && layout == NULL && told(diags, "E0801"), "a layout that is not there");
}

static ht_pages *make_pages(ht_diags *diags)
{
    static const char text[] = "title: 决议\nissuers: 青河县人民政府\nbody: 会议同意修复古桥。\n";
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    ht_fontset *fonts = NULL;
    ht_pages *pages = NULL;
    if (ht_document_read_memory(&document, "a.yaml", text, strlen(text), NULL, diags) == HT_OK &&
        ht_layout_load(&layout, ht_document_layout(document), diags) == HT_OK &&
        ht_fontset_new(&fonts, NULL, diags) == HT_OK) {
        ht_render(&pages, document, layout, fonts, NULL, diags);
    }
    /* Pages stand on their own. */
    ht_document_free(document);
    ht_layout_unref(layout);
    ht_fontset_unref(fonts);
    return pages;
}

static void check_writing(const ht_pages *pages, ht_diags *diags)
{
    sink plenty = {(size_t)1 << 30};
    sink little = {100};
    ht_status status = ht_pages_write_png(pages, 0, 35, take, &plenty, diags);
    check(status == HT_LIMIT && told(diags, "E0703"), "35 dots an inch");
    status = ht_pages_write_png(pages, 0, 1201, take, &plenty, diags);
    check(status == HT_LIMIT && told(diags, "E0703"), "1201 dots an inch");
    status = ht_pages_write_png(pages, 0, 36, take, &plenty, diags);
    check(status == HT_OK && told_nothing(diags), "36 dots an inch");
    status = ht_pages_write_pdf(pages, NULL, take, &little, diags);
    check(status == HT_IO && told_nothing(diags), "PDF to a caller who takes 100 bytes");
    status = ht_pages_write_svg(pages, 0, take, &little, diags);
    check(status == HT_IO && told_nothing(diags), "SVG to a caller who takes 100 bytes");
    status = ht_pages_write_png(pages, 0, 72, take, &little, diags);
    check(status == HT_IO && told_nothing(diags), "PNG to a caller who takes 100 bytes");
    status = ht_pages_write_trace(pages, take, &little, diags);
    check(status == HT_IO && told_nothing(diags), "a trace to a caller who takes 100 bytes");
}

int main(void)
{
    ht_diags *diags = ht_diags_new();
    check_reading(diags);
    ht_pages *pages = make_pages(diags);
    check(pages != NULL && told_nothing(diags), "minutes in memory");
    if (pages != NULL) {
        check_writing(pages, diags);
    }
    ht_pages_free(pages);
    ht_diags_free(diags);
    return failed;
}
