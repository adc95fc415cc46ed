/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: a set of fonts. Out: what people want to know of it: the table of `hongtou fonts`, and the
 * note that open faces stand in for licensed ones.
 *
 * Coverage is told against the 6763 Han characters of GB/T 2312, because its table can be counted
 * out by code: rows 16 to 87, 94 a row, the last five of row 55 empty.
 */

#include "font/fontset.h"

#include <string.h>

#define FIRST_ROW 16
#define LAST_ROW 87
#define CELLS 94
#define SHORT_ROW 55
#define SHORT_CELLS 89

/* As many of the lacking characters as the table shows. */
#define SHOWN 10

#define COLUMNS 6

void ht_fontset_report(ht_fontset *fonts, ht_diags *diags)
{
    if (!g_atomic_int_compare_and_exchange(&fonts->reported, 0, 1)) {
        return;
    }
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < fonts->roles.n_roles; i++) {
        const ht_chain *chain = &fonts->chains[i];
        ht_face *face = chain->candidates[0].face;
        const char *fault = chain->role->shared ? NULL : ht_face_fault(face);
        if (fault != NULL) {
            ht_diag_add(diags, HT_E0406, HT_NO_PLACE, ht_face_path(face), ht_tr(fault));
        } else if (chain->open && !chain->role->shared) {
            g_string_append_printf(list, "%s%s %s", list->len > 0 ? ", " : "", chain->role->name,
                                   ht_face_name(face));
        }
    }
    if (list->len > 0) {
        ht_diag_add(diags, HT_N0412, HT_NO_PLACE, list->str);
    }
    g_string_free(list, TRUE);
}

/* ---- The table ----------------------------------------------------------------------------- */

/* The Han characters of GB/T 2312 in its order, as UTF-8; NULL when the C library knows no
 * GB 2312. The caller frees it. */
static char *list_gb2312(void)
{
    GString *bytes = g_string_new(NULL);
    for (int row = FIRST_ROW; row <= LAST_ROW; row++) {
        int cells = row == SHORT_ROW ? SHORT_CELLS : CELLS;
        for (int cell = 1; cell <= cells; cell++) {
            g_string_append_c(bytes, (char)(0xA0 + row));
            g_string_append_c(bytes, (char)(0xA0 + cell));
        }
    }
    char *text = g_convert(bytes->str, (gssize)bytes->len, "UTF-8", "GB2312", NULL, NULL, NULL);
    g_string_free(bytes, TRUE);
    return text;
}

/* "-" for none, "all", or a number and the first of the characters lacking. */
static char *describe_lack(ht_face *face, const char *characters)
{
    GString *first = g_string_new(NULL);
    int total = 0;
    int lacking = 0;
    for (const char *p = characters; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar character = g_utf8_get_char(p);
        total++;
        if (!ht_face_has(face, character) && ++lacking <= SHOWN) {
            g_string_append_unichar(first, character);
        }
    }
    char *text = g_strdup(lacking == 0 ? "-" : ht_tr(N_("all")));
    if (lacking > 0 && lacking < total) {
        g_free(text);
        text = g_strdup_printf("%d: %s%s", lacking, first->str, lacking > SHOWN ? "…" : "");
    }
    g_string_free(first, TRUE);
    return text;
}

static void fill_row(char **row, const ht_chain *chain, const char *characters)
{
    ht_face *face = chain->candidates[0].face;
    const char *fault = ht_face_fault(face);
    row[0] = g_strdup(chain->role->key);
    row[1] = g_strdup(chain->role->name);
    row[2] = fault == NULL ? g_strdup(ht_face_name(face)) : g_strdup("-");
    row[3] = g_strdup(chain->open ? ht_tr(N_("open")) : ht_tr(N_("licensed")));
    if (fault != NULL) {
        row[4] = g_strdup(ht_tr(fault));
    } else {
        row[4] = characters != NULL ? describe_lack(face, characters) : g_strdup("?");
    }
    unsigned index = ht_face_index(face);
    row[5] = index == 0 ? g_strdup(ht_face_path(face))
                        : g_strdup_printf("%s#%u", ht_face_path(face), index);
}

static int text_width(const char *text)
{
    int width = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        width += ht_display_width(g_utf8_get_char(p));
    }
    return width;
}

/* Lays the cells out in columns, two spaces apart, wide characters counted as two. */
static GString *align_rows(char **cells, size_t n_rows)
{
    int widths[COLUMNS] = {0};
    for (size_t i = 0; i < n_rows * COLUMNS; i++) {
        widths[i % COLUMNS] = MAX(widths[i % COLUMNS], text_width(cells[i]));
    }
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n_rows * COLUMNS; i++) {
        bool last = i % COLUMNS == COLUMNS - 1;
        int gap = widths[i % COLUMNS] - text_width(cells[i]) + 2;
        g_string_append_printf(text, "%s%*s", cells[i], last ? 0 : gap, last ? "\n" : "");
    }
    return text;
}

bool ht_fontset_write(ht_fontset *fonts, ht_write_fn write, void *user)
{
    const char *heading[COLUMNS] = {ht_tr(N_("role")),
                                    "",
                                    ht_tr(N_("face")),
                                    ht_tr(N_("set")),
                                    ht_tr(N_("lacks of the 6763 characters of GB/T 2312")),
                                    ht_tr(N_("file"))};
    size_t n_rows = fonts->roles.n_roles + 1;
    size_t n_cells = n_rows * COLUMNS;
    char **cells = g_new0(char *, n_cells + 1);
    char *characters = list_gb2312();
    for (size_t i = 0; i < COLUMNS; i++) {
        cells[i] = g_strdup(heading[i]);
    }
    for (size_t i = 1; i < n_rows; i++) {
        fill_row(&cells[i * COLUMNS], &fonts->chains[i - 1], characters);
    }
    GString *text = align_rows(cells, n_rows);
    bool written = write(text->str, text->len, user);
    g_string_free(text, TRUE);
    g_free(characters);
    g_strfreev(cells);
    return written;
}
