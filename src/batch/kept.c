/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Files without a name: what is read twice and must not change in between. In: standard input, or a
 * text of any encoding. Out: an open file that goes away by itself.
 */

#include "batch/source.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)
/* No byte of any encoding becomes more than so many of UTF-8. */
#define MOST_GROWTH 4

static FILE *open_nameless(const char *folder)
{
    char *name = g_build_filename(folder, "hongtou-XXXXXX", NULL);
    int fd = g_mkstemp(name);
    if (fd >= 0) {
        unlink(name);
    }
    g_free(name);
    return fd >= 0 ? fdopen(fd, "w+") : NULL;
}

/* From the beginning on; NULL, and closed, when it was not written whole. */
static FILE *finish(FILE *file)
{
    if (file != NULL && (fflush(file) != 0 || ferror(file))) {
        int error = errno;
        fclose(file);
        errno = error;
        return NULL;
    }
    if (file != NULL) {
        rewind(file);
    }
    return file;
}

FILE *ht_keep_standard_input(void)
{
    FILE *file = open_nameless(g_get_tmp_dir());
    char *chunk = g_malloc(CHUNK);
    size_t n = 0;
    while (file != NULL && (n = fread(chunk, 1, CHUNK, stdin)) > 0) {
        fwrite(chunk, 1, n, file);
    }
    g_free(chunk);
    return finish(file);
}

/* ---- Text ---------------------------------------------------------------------------------- */

typedef struct keeping {
    GIConv conversion;
    FILE *file;
    int line; /* of what is kept so far: where it ends */
    int column;
    bool begun;
    bool returned; /* the byte before was CR */
} keeping;

/* CR LF and CR become LF, so that lines are counted as editors count them. */
static void keep(keeping *k, const char *text, size_t size)
{
    static const char mark[] = "\xEF\xBB\xBF";
    size_t skip = !k->begun && size >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    k->begun = k->begun || size > 0;
    for (size_t i = skip; i < size; i++) {
        bool second = text[i] == '\n' && k->returned;
        k->returned = text[i] == '\r';
        if (second) {
            continue;
        }
        char c = text[i];
        if (c == '\r') {
            c = '\n';
        }
        k->column = c == '\n' ? 1 : k->column + ((c & 0xC0) != 0x80);
        k->line += c == '\n';
        putc_unlocked(c, k->file);
    }
}

/* Converts all; false when there is something in the way, *odd then is its first byte. */
static bool convert(keeping *k, FILE *from, unsigned *odd)
{
    char *in = g_malloc(CHUNK);
    char *out = g_malloc(MOST_GROWTH * CHUNK);
    size_t left = 0; /* the beginning of a character that is not whole yet */
    size_t n = 0;
    bool good = true;
    do {
        n = fread(in + left, 1, CHUNK - left, from);
        char *next = in;
        char *to = out;
        size_t room = MOST_GROWTH * CHUNK;
        left += n;
        bool stuck = g_iconv(k->conversion, &next, &left, &to, &room) == (size_t)-1;
        good = !stuck || (errno == EINVAL && n > 0);
        *odd = left > 0 ? (unsigned char)*next : 0;
        keep(k, out, (size_t)(to - out));
        memmove(in, next, left);
    } while (n > 0 && good);
    g_free(out);
    g_free(in);
    return good;
}

static ht_status tell_odd(const keeping *k, const ht_listing *listing, const char *path,
                          unsigned odd)
{
    const char *encoding = listing->options->encoding;
    const ht_source source = {path, NULL, 0, NULL};
    const ht_place place = {&source, k->line, k->column, 1};
    if (encoding != NULL) {
        char *why = g_strdup_printf(ht_tr(N_("the byte 0x%02X is not %s text")), odd, encoding);
        ht_diag_add(listing->diags, HT_E0801, place, path, why);
        ht_diag_hint(listing->diags, "%s", ht_tr("name another encoding"));
        g_free(why);
    } else {
        ht_diag_add(listing->diags, HT_E0101, place, odd);
        ht_diag_hint(listing->diags, "%s",
                     ht_tr("name its encoding, such as --encoding gb18030; or save it as UTF-8"));
    }
    return HT_INVALID;
}

static ht_status keep_text(FILE **out, const ht_listing *listing, const char *path, FILE *from)
{
    const char *encoding = listing->options->encoding;
    keeping k = {.conversion = g_iconv_open("UTF-8", encoding != NULL ? encoding : "UTF-8"),
                 .line = 1,
                 .column = 1};
    unsigned odd = 0;
    if (k.conversion == (GIConv)-1) {
        ht_diag_add(listing->diags, HT_E0801, HT_NO_PLACE, path, ht_tr("no such encoding"));
        ht_diag_hint(listing->diags, "%s", ht_tr("`iconv -l` lists all encodings"));
        return HT_IO;
    }
    k.file = open_nameless(listing->own);
    bool good = k.file == NULL || convert(&k, from, &odd);
    g_iconv_close(k.conversion);
    *out = finish(k.file);
    if (*out == NULL) {
        ht_diag_add(listing->diags, HT_E0803, HT_NO_PLACE, listing->own, g_strerror(errno));
        return HT_IO;
    }
    if (ferror(from)) {
        return ht_source_tell(listing, path, errno);
    }
    return good ? HT_OK : tell_odd(&k, listing, path, odd);
}

ht_status ht_keep_text(FILE **out, const ht_listing *listing, const char *path)
{
    FILE *from = fopen(path, "re");
    if (from == NULL) {
        return ht_source_tell(listing, path, errno);
    }
    ht_status status = keep_text(out, listing, path, from);
    fclose(from);
    return status;
}
