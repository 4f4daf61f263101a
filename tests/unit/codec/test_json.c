#include "../check.h"

#include "codec/json.h"

#include <string.h>

/* The one diagnostic that parsing text leaves. */
static void refused(const char *text, const char *expected)
{
    ltn_diags d;
    ltn_buf out = {0};
    ltn_json_doc doc;

    ltn_diags_init(&d, "a");
    assert_int_not_equal(ltn_json_parse(text, strlen(text), &d, &doc), LTN_OK);
    ltn_diags_put(&d, LTN_NOTE, 0, false, &out);
    ltn_buf_putc(&out, '\0');
    assert_non_null(strstr(out.data, expected));
    ltn_buf_release(&out);
    ltn_diags_release(&d);
}

static void a_wrong_token_has_its_line_and_column(void **state)
{
    (void)state;

    refused("{\n  \"é\": tru\n}", "a:2:8: error: not JSON: ");
    refused("[1,\n 2", "[json.syntax]");
    refused("", "a:1:1: error");
}

static void a_name_given_twice_is_refused(void **state)
{
    (void)state;

    refused("{\"a\":1,\n\"a\":2}", "a:2:1: error");
    refused("{\"a\":1,\"a\":2}", "[json.duplicate]");
}

static void depth_is_bounded(void **state)
{
    char *deep = malloc(3001);
    (void)state;

    memset(deep, '[', 3000);
    deep[3000] = '\0';
    refused(deep, "[json.depth]");
    free(deep);
}

/* A document of text that must be JSON. */
static ltn_json_doc parsed(const char *text)
{
    ltn_diags d;
    ltn_json_doc doc;

    ltn_diags_init(&d, "a");
    assert_int_equal(ltn_json_parse(text, strlen(text), &d, &doc), LTN_OK);
    ltn_diags_release(&d);
    return doc;
}

static void scalars_have_their_values(void **state)
{
    ltn_json_doc doc = parsed(
        "[null, true, false, -9223372036854775808, 9223372036854775807, 0.1, "
        "-2.5e3, 1E-400, 123456789012345678901234567890, 1.7976931348623157e308"
        "]");
    const ltn_jv *v = doc.root.is.items;
    (void)state;

    assert_int_equal(doc.root.len, 10);
    assert_int_equal(v[0].type, LTN_JV_NULL);
    assert_int_equal(v[1].type, LTN_JV_TRUE);
    assert_int_equal(v[2].type, LTN_JV_FALSE);
    assert_true(v[3].is.integer == INT64_MIN);
    assert_true(v[4].is.integer == INT64_MAX);
    assert_true(ltn_jv_number(&v[5]) == 0.1);
    assert_true(ltn_jv_number(&v[6]) == -2500);
    assert_true(ltn_jv_number(&v[7]) == 0);
    assert_int_equal(v[8].type, LTN_JV_REAL);
    assert_true(ltn_jv_number(&v[8]) == 1.2345678901234568e29);
    assert_true(ltn_jv_number(&v[9]) == 1.7976931348623157e308);
    ltn_json_release(&doc);
    refused("1e309", "[json.number]");
    refused("01", "[json.syntax]");
    refused("1.", "[json.syntax]");
    refused("-", "[json.syntax]");
}

static void strings_are_undone(void **state)
{
    ltn_json_doc doc = parsed("[\"\\u00e9\\n\\\"\\ud83d\\ude00 and more than "
                              "eight\", \"a\\u0000b\", \"\"]");
    const ltn_jv *v = doc.root.is.items;
    (void)state;

    assert_string_equal(v[0].is.string, "é\n\"😀 and more than eight");
    assert_int_equal(v[0].len, strlen(v[0].is.string));
    assert_int_equal(v[1].len, 3);
    assert_memory_equal(v[1].is.string, "a\0b", 4);
    assert_int_equal(v[2].len, 0);
    ltn_json_release(&doc);
    refused("\"\\ud83d\"", "[json.syntax]");
    refused("\"\\x\"", "[json.syntax]");
    refused("\"a\nb\"", "a:1:3: error: not JSON: a control character");
    refused("\"abc", "a string has no end");
    refused("\"\xff\"", "a:1:2: error: not JSON: not UTF-8 [json.utf8]");
}

static void members_are_found_in_large_objects_too(void **state)
{
    char text[2000] = "{";
    (void)state;

    for (int i = 0; i < 100; i++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s\"n%d\": %d", i ? "," : "", i,
                 i);
    }
    strcat(text, "}");
    ltn_json_doc doc = parsed(text);
    assert_int_equal(ltn_jv_integer(ltn_jv_get(&doc.root, "n0")), 0);
    assert_int_equal(ltn_jv_integer(ltn_jv_get(&doc.root, "n99")), 99);
    assert_null(ltn_jv_get(&doc.root, "n100"));
    ltn_json_release(&doc);
    strcpy(text + strlen(text) - 1, ",\"n7\":0}");
    refused(text, "[json.duplicate]");
}

static void a_byte_order_mark_is_passed_over(void **state)
{
    ltn_json_doc doc = parsed("\xEF\xBB\xBF[]");
    (void)state;

    assert_int_equal(doc.root.type, LTN_JV_ARRAY);
    ltn_json_release(&doc);
}

static void is_at(const ltn_json_doc *doc, ltn_json_places *places,
                  const char *pointer, unsigned line, unsigned col)
{
    ltn_pos pos = ltn_json_place(places, ltn_jv_at(&doc->root, pointer)->at);

    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
}

static void values_have_their_places(void **state)
{
    static const char text[] = "{\"a\": [1, \"\\\"]\",\n"
                               "  {\"b/~\": -2.5e3}],\n"
                               " \"\\u00e9\": null, \"c\" : {}}";
    ltn_json_doc doc = parsed(text);
    ltn_json_places places = {.bytes = text};
    (void)state;

    is_at(&doc, &places, "", 1, 1);
    is_at(&doc, &places, "/a", 1, 7);
    is_at(&doc, &places, "/a/0", 1, 8);
    is_at(&doc, &places, "/a/2/b~1~0", 2, 11);
    is_at(&doc, &places, "/a/1", 1, 11);
    is_at(&doc, &places, "/é", 3, 12);
    is_at(&doc, &places, "/c", 3, 24);
    is_at(&doc, &places, "/a/9", 1, 7); /* not there: what is around it */
    ltn_json_release(&doc);
}

static void places_have_their_pointers(void **state)
{
    ltn_json_doc doc = parsed("{\"a/b~c\": [1, {\"d\": {}}]}");
    ltn_buf out = {0};
    (void)state;

    ltn_jv_put_pointer(&out, &doc.root, 14); /* the object */
    ltn_buf_putc(&out, ' ');
    ltn_jv_put_pointer(&out, &doc.root, 15); /* the name */
    ltn_buf_putc(&out, ' ');
    ltn_jv_put_pointer(&out, &doc.root, 20); /* its value */
    ltn_buf_putc(&out, '\0');
    assert_string_equal(out.data, "/a~1b~0c/1 /a~1b~0c/1/d /a~1b~0c/1/d");
    ltn_buf_release(&out);
    ltn_json_release(&doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_token_has_its_line_and_column),
        cmocka_unit_test(a_name_given_twice_is_refused),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(scalars_have_their_values),
        cmocka_unit_test(strings_are_undone),
        cmocka_unit_test(members_are_found_in_large_objects_too),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(values_have_their_places),
        cmocka_unit_test(places_have_their_pointers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
