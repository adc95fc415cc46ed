/* SPDX-License-Identifier: Apache-2.0 */

/* The least a program does that uses the library: consumer DOCUMENT > FILE.pdf */

#include <hongtou/hongtou.h>
#include <stdio.h>

static bool write_out(const void *bytes, size_t size, void *user)
{
    return fwrite(bytes, 1, size, user) == size;
}

int main(int argc, char **argv)
{
    ht_diags *diags = ht_diags_new();
    ht_document *document = NULL;
    ht_layout *layout = NULL;
    ht_fontset *fonts = NULL;
    ht_pages *pages = NULL;
    bool done = argc == 2 && ht_document_read_file(&document, argv[1], NULL, diags) == HT_OK &&
                ht_layout_load_for(&layout, document, diags) == HT_OK &&
                ht_fontset_new(&fonts, NULL, diags) == HT_OK &&
                ht_render(&pages, document, layout, fonts, NULL, diags) == HT_OK &&
                ht_pages_write_pdf(pages, NULL, write_out, stdout, diags) == HT_OK;
    for (size_t i = 0; !done && ht_diags_at(diags, i) != NULL; i++) {
        ht_diag_write_text(ht_diags_at(diags, i), write_out, stderr);
    }
    ht_pages_free(pages);
    ht_fontset_unref(fonts);
    ht_layout_unref(layout);
    ht_document_free(document);
    ht_diags_free(diags);
    return done ? 0 : 1;
}
