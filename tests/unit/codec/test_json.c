#include "../check.h"

#include "codec/json.h"

#include <string.h>

/* The one diagnostic that parsing text leaves. */
static void refused(const char *text, const char *expected)
{
    ltn_diags d;
    ltn_buf out = {0};
    json_t *value;

    ltn_diags_init(&d, "a");
    assert_int_not_equal(ltn_json_load(text, strlen(text), &d, &value), LTN_OK);
    assert_null(value);
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

static void large_integers_become_reals(void **state)
{
    ltn_diags d;
    json_t *value;
    (void)state;

    ltn_diags_init(&d, "a");
    assert_int_equal(
        ltn_json_load("123456789012345678901234567890", 30, &d, &value),
        LTN_OK);
    assert_true(json_is_real(value));
    json_decref(value);
    ltn_diags_release(&d);
}

static void a_byte_order_mark_is_passed_over(void **state)
{
    ltn_diags d;
    json_t *value;
    (void)state;

    ltn_diags_init(&d, "a");
    assert_int_equal(ltn_json_load("\xEF\xBB\xBF[]", 5, &d, &value), LTN_OK);
    json_decref(value);
    ltn_diags_release(&d);
}

static void is_at(ltn_json_map *m, const char *pointer, unsigned line,
                  unsigned col)
{
    ltn_pos pos = ltn_json_map_at(m, pointer);

    assert_int_equal(pos.line, line);
    assert_int_equal(pos.col, col);
}

static void values_are_found_by_pointer(void **state)
{
    static const char text[] = "{\"a\": [1, \"\\\"]\",\n"
                               "  {\"b/~\": -2.5e3}],\n"
                               " \"\\u00e9\": null, \"c\" : {}}";
    ltn_json_map *m = ltn_json_map_new(text, sizeof text - 1);
    (void)state;

    is_at(m, "", 1, 1);
    is_at(m, "/a", 1, 7);
    is_at(m, "/a/0", 1, 8);
    is_at(m, "/a/2/b~1~0", 2, 11);
    is_at(m, "/a/1", 1, 11);
    is_at(m, "/é", 3, 12);
    is_at(m, "/c", 3, 24);
    is_at(m, "/a/9", 1, 7); /* not there: what is around it */
    ltn_pos name = ltn_json_map_name_at(m, "/c");
    assert_int_equal(name.col, 18);
    ltn_json_map_free(m);
}

static void pointers_escape_slash_and_tilde(void **state)
{
    ltn_buf out = {0};
    (void)state;

    ltn_json_pointer_put(&out, "a/b~c", 5);
    ltn_buf_putc(&out, '\0');
    assert_string_equal(out.data, "/a~1b~0c");
    ltn_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_token_has_its_line_and_column),
        cmocka_unit_test(a_name_given_twice_is_refused),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(large_integers_become_reals),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(values_are_found_by_pointer),
        cmocka_unit_test(pointers_escape_slash_and_tilde),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
