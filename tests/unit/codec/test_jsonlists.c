#include "../check.h"

#include "codec/jsonlists.h"

#include <string.h>

static const char *const paths[] = {"/a", "/b/1/c"};

static bool opened(ltn_json_lists *l, const char *text)
{
    return ltn_json_lists_open(l, text, strlen(text), paths, 2);
}

static void lists_are_read_one_element_at_a_time(void **state)
{
    ltn_json_lists l;
    size_t len;
    (void)state;

    assert_true(opened(&l,
                       "{\"a\": [1, {\"x\": \"]\\\"\"} ,\"s\"], \"z\": 5, "
                       "\"b\": [{\"c\": [9]}, {\"c\": [true], \"d\": 0}]}"));
    assert_int_equal(ltn_json_lists_count(&l, 0), 3);
    assert_int_equal(ltn_json_lists_count(&l, 1), 1);
    assert_int_equal(ltn_jv_integer(ltn_json_lists_at(&l, 0, 0, &len)), 1);
    const ltn_jv *v = ltn_json_lists_at(&l, 0, 1, &len);
    assert_string_equal(ltn_jv_string(ltn_jv_get(v, "x")), "]\"");
    assert_int_equal(len, 12);
    v = ltn_json_lists_at(&l, 0, 2, &len);
    assert_string_equal(ltn_jv_string(v), "s");
    assert_true(ltn_jv_is(ltn_json_lists_at(&l, 1, 0, &len), LTN_JV_TRUE));

    const ltn_jv *root = &l.rest.root;
    assert_int_equal(ltn_jv_len(ltn_jv_get(root, "a")), 0);
    assert_int_equal(ltn_jv_integer(ltn_jv_get(root, "z")), 5);
    assert_int_equal(ltn_jv_len(ltn_jv_at(root, "/b/0/c")), 1);
    assert_int_equal(ltn_jv_len(ltn_jv_at(root, "/b/1/c")), 0);
    ltn_json_lists_close(&l);
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "{",
                                      "{\"a\":[1,]}",
                                      "{\"a\":[,1]}",
                                      "{\"a\":[1 2]}",
                                      "{\"a\":[1}",
                                      "{\"a\":[1]",
                                      "{\"a\":[\"x]}",
                                      "{\"a\" [1]}",
                                      "{\"a\":[1]}x",
                                      "{\"a\":[1],}",
                                      "{\"a\":[1],\"a\":[2]}",
                                      "{\"b\":[1,{\"c\":[1]]}",
                                      "{\"z\":01,\"a\":[1]}"};
    ltn_json_lists l;
    size_t len;
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(opened(&l, bad[i]));
        ltn_json_lists_close(&l);
    }
    assert_true(opened(&l, "{\"a\":[tru]}"));
    assert_null(ltn_json_lists_at(&l, 0, 0, &len));
    ltn_json_lists_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read_one_element_at_a_time),
        cmocka_unit_test(what_is_not_json_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
