/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Calls in, JSON text out.
 */

#include "base/base.h"

#include <glib.h>
#include <math.h>

static bool append(const void *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return true;
}

static void expect(ht_json *json, const char *text)
{
    GString *out = g_string_new(NULL);
    g_assert_true(ht_json_finish(json, append, out));
    g_assert_cmpstr(out->str, ==, text);
    g_string_free(out, TRUE);
}

static void test_values_are_separated(void)
{
    ht_json *json = ht_json_new(0);
    ht_json_object(json);
    ht_json_key_text(json, "name", "红头");
    ht_json_key_int(json, "pages", 4);
    ht_json_key(json, "list");
    ht_json_array(json);
    ht_json_bool(json, true);
    ht_json_null(json);
    ht_json_object(json);
    ht_json_end(json);
    ht_json_array(json);
    ht_json_end(json);
    ht_json_text(json, "last");
    ht_json_end(json);
    ht_json_key_text(json, "none", NULL);
    ht_json_end(json);
    expect(json, "{\"name\":\"红头\",\"pages\":4,\"list\":[true,null,{},[],\"last\"],"
                 "\"none\":null}\n");
}

static void test_texts_are_escaped(void)
{
    ht_json *json = ht_json_new(0);
    ht_json_text(json, "a\"b\\c\td\n");
    expect(json, "\"a\\\"b\\\\c\\u0009d\\u000a\"\n");
}

static void test_numbers_have_their_decimals(void)
{
    ht_json *json = ht_json_new(0);
    ht_json_array(json);
    ht_json_number(json, 36.999, 2);
    ht_json_number(json, -0.5, 3);
    ht_json_number(json, 1e300, 0);
    ht_json_number(json, NAN, 2);
    ht_json_int(json, -7);
    ht_json_end(json);
    GString *out = g_string_new(NULL);
    g_assert_true(ht_json_finish(json, append, out));
    g_assert_true(g_str_has_prefix(out->str, "[37.00,-0.500,1000000000000000"));
    g_assert_true(g_str_has_suffix(out->str, ",null,-7]\n"));
    g_string_free(out, TRUE);
}

static void test_outer_levels_have_lines(void)
{
    ht_json *json = ht_json_new(2);
    ht_json_object(json);
    ht_json_key(json, "clauses");
    ht_json_array(json);
    for (int i = 0; i < 2; i++) {
        ht_json_object(json);
        ht_json_key_int(json, "n", i);
        ht_json_end(json);
    }
    ht_json_end(json);
    ht_json_end(json);
    expect(json, "{\n  \"clauses\":[\n    {\"n\":0},\n    {\"n\":1}\n  ]\n}\n");
}

static void test_bytes_that_are_no_text_are_replaced(void)
{
    ht_json *json = ht_json_new(0);
    ht_json_text(json, "a\xff");
    expect(json, "\"a\xef\xbf\xbd\"\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/json/values", test_values_are_separated);
    g_test_add_func("/json/escapes", test_texts_are_escaped);
    g_test_add_func("/json/no-text", test_bytes_that_are_no_text_are_replaced);
    g_test_add_func("/json/numbers", test_numbers_have_their_decimals);
    g_test_add_func("/json/lines", test_outer_levels_have_lines);
    return g_test_run();
}
