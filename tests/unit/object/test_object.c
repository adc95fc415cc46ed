/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What is read of a PDF file: words and values, texts, objects in all the places where they may
 * stand; and that damage is nothing worse than an object that is not there.
 */

#include "object/object.h"

#include <string.h>
#include <zlib.h>

static ht_written all_of(const char *text)
{
    return (ht_written){text, text + strlen(text)};
}

/* The caller frees it. */
static char *text_of(ht_written written)
{
    return written.at != NULL ? g_strndup(written.at, (gsize)(written.end - written.at))
                              : g_strdup("");
}

static void assert_written(ht_written written, const char *wanted)
{
    char *text = text_of(written);
    g_assert_cmpstr(text, ==, wanted);
    g_free(text);
}

/* ---- Words ---------------------------------------------------------------------------------- */

static void test_words(void)
{
    static const char *const words[] = {"<<", "/A", "(b(c)\\))", "<0A>", "[",
                                        "1",  "]",  ">>",        "true"};
    ht_written word;
    ht_written rest = all_of("<</A(b(c)\\))<0A>% note\n[1]>>true");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        g_assert_true(ht_written_word(&word, &rest));
        assert_written(word, words[i]);
    }
    g_assert_false(ht_written_word(&word, &rest));
}

static void test_values(void)
{
    static const char *const values[] = {"12 0 R", "12", "[1 [2 0 R]]", "<</A<</B 1>>>>"};
    ht_written value;
    ht_written rest = all_of("12 0 R 12 [1 [2 0 R]] <</A<</B 1>>>> [1");
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_assert_true(ht_written_value(&value, &rest));
        assert_written(value, values[i]);
    }
    g_assert_false(ht_written_value(&value, &rest)); /* it has no end */
    g_assert_cmpint(ht_written_reference(all_of("12 0 R")), ==, 12);
    g_assert_cmpint(ht_written_reference(all_of("12 0 R 1")), ==, 0);
    g_assert_cmpint(ht_written_reference(all_of("12 0 RG")), ==, 0);
    g_assert_cmpint(ht_written_number(all_of("012")), ==, 12);
    g_assert_cmpint(ht_written_number(all_of("-1")), ==, -1);
    g_assert_cmpint(ht_written_number(all_of("1234567890123456789")), ==, -1);
}

static void test_entries(void)
{
    ht_written dictionary = all_of("<</A<</B 1>>/B 2 0 R/C[/B 3]>>");
    assert_written(ht_written_entry(dictionary, "B"), "2 0 R");
    assert_written(ht_written_entry(dictionary, "C"), "[/B 3]");
    assert_written(ht_written_entry(dictionary, "D"), "");
    assert_written(ht_written_entry(all_of("<</A 0 0 R/B 3>>"), "A"), "0 0 R");
    assert_written(ht_written_entry(all_of("<</A 1 2/B 3>>"), "B"), "3"); /* 2 is no key */
    assert_written(ht_written_entry(all_of("<</A 1]"), "A"), "");
    assert_written(ht_written_entry(all_of("[/A 1]"), "A"), "");
}

static void test_texts(void)
{
    static const char *const texts[][2] = {{"(a\\(b\\)\\101\\n\\\nc)", "a(b)A\nc"},
                                           {"<FEFF516C6587>", "公文"},
                                           {"<41 4>", "A@"},
                                           {"(\xE9)", "é"},
                                           {"(\\376\\377Qle\\207)", "公文"},
                                           {"/Name", ""},
                                           {"(", ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        char *text = ht_written_text(all_of(texts[i][0]));
        g_assert_cmpstr(text, ==, texts[i][1]);
        g_free(text);
    }
    char *nothing = ht_written_text(HT_NOTHING);
    g_assert_cmpstr(nothing, ==, "");
    g_free(nothing);
}

/* ---- Files ---------------------------------------------------------------------------------- */

/* A file that is written as the test goes: where each object begins is kept. */
typedef struct made {
    GString *bytes;
    size_t at[16];
} made;

static made begin(void)
{
    return (made){.bytes = g_string_new("%PDF-1.7\n")};
}

static void put(made *m, int number, const char *text)
{
    m->at[number] = m->bytes->len;
    g_string_append_printf(m->bytes, "%d 0 obj\n%s\nendobj\n", number, text);
}

/* A table with rows for these objects, and a trailer of these entries. */
static size_t put_table(made *m, const int *numbers, size_t n, const char *trailer)
{
    size_t start = m->bytes->len;
    g_string_append(m->bytes, "xref\n");
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(m->bytes, "%d 1\n%010zu 00000 n \n", numbers[i], m->at[numbers[i]]);
    }
    g_string_append_printf(m->bytes, "trailer\n<<%s>>\nstartxref\n%zu\n%%%%EOF\n", trailer, start);
    return start;
}

/* The value of an object of a file, as text; the caller frees it. */
static char *read_value(const GString *bytes, int number)
{
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, bytes->str, bytes->len);
    char *text = text_of(file != NULL ? ht_object_value(file, number) : all_of("no file"));
    ht_arena_free(arena);
    return text;
}

static void check(const made *m, int number, const char *wanted)
{
    char *value = read_value(m->bytes, number);
    g_assert_cmpstr(value, ==, wanted);
    g_free(value);
}

static void test_table(void)
{
    made m = begin();
    put(&m, 1, "<</Pages 2 0 R>>");
    put(&m, 2, "(old)");
    size_t first = put_table(&m, (const int[]){1, 2}, 2, "/Size 3/Root 1 0 R");
    check(&m, 1, "<</Pages 2 0 R>>");
    check(&m, 2, "(old)");
    put(&m, 2, "(new)");
    char *trailer = g_strdup_printf("/Size 3/Root 1 0 R/Prev %zu", first);
    put_table(&m, (const int[]){2}, 1, trailer);
    check(&m, 1, "<</Pages 2 0 R>>");
    check(&m, 2, "(new)"); /* what is written last holds */
    check(&m, 3, "");
    g_free(trailer);
    g_string_free(m.bytes, TRUE);
}

/* Objects 2 and 3 stand in 4, which no row of a table can say: the stream 5 does. */
static made file_with_streams(void)
{
    made m = begin();
    put(&m, 1, "<</A 3 0 R>>");
    put(&m, 4, "<</Type/ObjStm/N 2/First 8/Length 6 0 R>>stream\n2 0 3 4 (a) <</B 7>>\nendstream");
    put(&m, 6, "20");
    m.at[5] = m.bytes->len;
    g_string_append(m.bytes,
                    "5 0 obj\n<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length 28>>stream\n");
    const guint8 rows[][4] = {{0, 0, 0, 0},
                              {1, (guint8)(m.at[1] >> 8), (guint8)m.at[1], 0},
                              {2, 0, 4, 0},
                              {2, 0, 4, 1},
                              {1, (guint8)(m.at[4] >> 8), (guint8)m.at[4], 0},
                              {1, (guint8)(m.at[5] >> 8), (guint8)m.at[5], 0},
                              {1, (guint8)(m.at[6] >> 8), (guint8)m.at[6], 0}};
    g_string_append_len(m.bytes, (const char *)rows, sizeof rows);
    g_string_append_printf(m.bytes, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", m.at[5]);
    return m;
}

static void test_streams(void)
{
    made m = file_with_streams();
    check(&m, 2, "(a)");
    check(&m, 3, "<</B 7>>");
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, m.bytes->str, m.bytes->len);
    bool stream = false;
    g_assert_cmpuint(ht_object_section(file, &stream), ==, m.at[5]);
    g_assert_true(stream);
    g_assert_cmpint(ht_object_count(file), ==, 7);
    assert_written(ht_object_entry(file, ht_written_entry(ht_object_value(file, 1), "A"), "B"),
                   "7");
    ht_arena_free(arena);
    g_string_free(m.bytes, TRUE);
}

/* A table calls free what only the stream beside it can name. */
static void test_both(void)
{
    made m = file_with_streams();
    size_t start = m.bytes->len;
    g_string_append_printf(m.bytes,
                           "xref\n2 2\n0000000000 65535 f \n0000000000 65535 f \n"
                           "trailer\n<</Size 7/Root 1 0 R/XRefStm %zu>>\nstartxref\n%zu\n%%%%EOF\n",
                           m.at[5], start);
    check(&m, 3, "<</B 7>>");
    g_string_free(m.bytes, TRUE);
}

/* ---- Damage --------------------------------------------------------------------------------- */

static void test_no_files(void)
{
    static const char *const files[] = {
        "",
        "startxref",
        "%PDF-1.7\nstartxref\n99999\n%%EOF",
        "%PDF-1.7\nstartxref\n0\n%%EOF",
        "xref\n0 1\n0000000000 65535 f \nstartxref\n0\n",         /* no trailer */
        "xref\n0 9\n0000000000 65535 f \ntrailer<<>>startxref 0", /* rows are missing */
        "xref\n0 0\ntrailer<</Prev 0>>startxref 0",               /* a circle */
        "1 0 obj<</Type/XRef/W[1 99 1]/Size 1/Length 3>>stream\nabc startxref 0", /* too wide */
        "1 0 obj<</Type/XRef/W[1 1 1]/Size 9/Length 3>>stream\nabc startxref 0",  /* too short */
        "1 0 obj<</Type/XRef/W[1 1 1]/Size 1/Length 99>>stream\nabc startxref 0", /* cut off */
        "1 0 obj<</Type/XRef/W[1 1 1]/Size 1/Length 3/Filter/FlateDecode>>stream\nabc startxref 0",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        ht_arena *arena = ht_arena_new();
        g_assert_null(ht_object_open(arena, files[i], strlen(files[i])));
        ht_arena_free(arena);
    }
}

static void test_bad_objects(void)
{
    made m = begin();
    put(&m, 1, "<</A[1 2");                              /* no end */
    put(&m, 2, "2 0 R");                                 /* itself */
    put(&m, 4, "<</Length 999>>stream\nabc\nendstream"); /* cut off */
    m.at[3] = m.at[1];                                   /* another one stands there */
    put_table(&m, (const int[]){1, 2, 3, 4}, 4, "/Size 5/Root 1 0 R");
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, m.bytes->str, m.bytes->len);
    ht_written bytes;
    assert_written(ht_object_value(file, 3), "");
    assert_written(ht_object_resolve(file, all_of("2 0 R")), "");
    g_assert_false(ht_object_stream(&bytes, file, 4));
    g_assert_null(ht_object_contents(file, 4));
    ht_arena_free(arena);
    g_string_free(m.bytes, TRUE);
}

#define N_BLOATED 3
#define BLANKS ((size_t)40 << 20)

/* Objects 1, 2 and 3 stand in 4, 5 and 6, behind a great many blanks. */
static made file_of_blanks(void)
{
    made m = begin();
    guint8 rows[7][5] = {{0}};
    char *blanks = g_strnfill(BLANKS, ' ');
    for (int i = 1; i <= N_BLOATED; i++) {
        int number = i + N_BLOATED;
        blanks[0] = (char)('0' + i); /* "1 0", and the object itself at the end */
        memcpy(blanks + 1, " 0", 2);
        memcpy(blanks + BLANKS - 3, "(a)", 3);
        uLongf size = compressBound(BLANKS);
        Bytef *packed = g_malloc(size);
        g_assert_cmpint(compress2(packed, &size, (const Bytef *)blanks, BLANKS, 1), ==, Z_OK);
        size_t at = m.bytes->len;
        g_string_append_printf(m.bytes,
                               "%d 0 obj<</First 4/Filter/FlateDecode/Length %zu>>stream\n", number,
                               (size_t)size);
        g_string_append_len(m.bytes, (const char *)packed, (gssize)size);
        memcpy(rows[i], (const guint8[]){2, 0, 0, (guint8)number, 0}, sizeof rows[i]);
        memcpy(rows[number],
               (const guint8[]){1, (guint8)(at >> 16), (guint8)(at >> 8), (guint8)at, 0},
               sizeof rows[number]);
        g_free(packed);
    }
    size_t start = m.bytes->len;
    g_string_append(m.bytes, "7 0 obj<</Type/XRef/Size 7/W[1 3 1]/Length 35>>stream\n");
    g_string_append_len(m.bytes, (const char *)rows, sizeof rows);
    g_string_append_printf(m.bytes, "\nstartxref\n%zu\n", start);
    g_free(blanks);
    return m;
}

/* A small file does not take all memory: each object can be read, but not all of them. */
static void test_blanks(void)
{
    made m = file_of_blanks();
    ht_arena *arena = ht_arena_new();
    ht_object_file *file = ht_object_open(arena, m.bytes->str, m.bytes->len);
    check(&m, 3, "(a)");
    assert_written(ht_object_value(file, 1), "(a)");
    assert_written(ht_object_value(file, 2), "(a)");
    assert_written(ht_object_value(file, 3), "");
    assert_written(ht_object_value(file, 1), "(a)");
    ht_arena_free(arena);
    g_string_free(m.bytes, TRUE);
}

/* Each byte of a file in turn is another: nothing is asked but that reading ends. */
static void test_every_byte(void)
{
    made m = file_with_streams();
    static const char others[] = "0<>[(/ \xFF";
    for (size_t i = 0; i < m.bytes->len; i++) {
        char was = m.bytes->str[i];
        for (size_t k = 0; others[k] != '\0'; k++) {
            m.bytes->str[i] = others[k];
            for (int number = 1; number < 7; number++) {
                g_free(read_value(m.bytes, number));
            }
        }
        m.bytes->str[i] = was;
    }
    check(&m, 3, "<</B 7>>");
    g_string_free(m.bytes, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/object/words", test_words);
    g_test_add_func("/object/values", test_values);
    g_test_add_func("/object/entries", test_entries);
    g_test_add_func("/object/texts", test_texts);
    g_test_add_func("/object/table", test_table);
    g_test_add_func("/object/streams", test_streams);
    g_test_add_func("/object/both", test_both);
    g_test_add_func("/object/no-files", test_no_files);
    g_test_add_func("/object/bad-objects", test_bad_objects);
    g_test_add_func("/object/blanks", test_blanks);
    g_test_add_func("/object/every-byte", test_every_byte);
    return g_test_run();
}
