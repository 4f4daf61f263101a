#include "../check.h"

#include "util/jsonout.h"

#include <string.h>

static void put_sample(ltn_json *j)
{
    ltn_json_object(j);
    ltn_json_member(j, "a", "x\"\\\n\x01");
    ltn_json_member(j, "none", NULL);
    ltn_json_name(j, "b");
    ltn_json_array(j);
    ltn_json_number(j, 7);
    ltn_json_bool(j, true);
    ltn_json_percent(j, 85);
    ltn_json_percent(j, 100);
    ltn_json_percent(j, 70);
    ltn_json_array_end(j);
    ltn_json_name(j, "c");
    ltn_json_object(j);
    ltn_json_object_end(j);
    ltn_json_object_end(j);
}

static void assert_made(unsigned indent, const char *want)
{
    ltn_buf out = {0};
    ltn_json j = {.out = &out, .indent = indent};

    put_sample(&j);
    assert_int_equal(out.len, strlen(want));
    assert_memory_equal(out.data, want, out.len);
    ltn_buf_release(&out);
}

static void one_line_has_no_blanks(void **state)
{
    (void)state;
    assert_made(0, "{\"a\":\"x\\\"\\\\\\n\\u0001\",\"b\":[7,true,0.85,1,0.7],"
                   "\"c\":{}}");
}

static void indented_has_a_line_for_each_value(void **state)
{
    (void)state;
    assert_made(1, "{\n \"a\": \"x\\\"\\\\\\n\\u0001\",\n \"b\": [\n  7,\n"
                   "  true,\n  0.85,\n  1,\n  0.7\n ],\n \"c\": {}\n}");
}

static void a_string_may_come_in_pieces(void **state)
{
    ltn_buf out = {0};
    ltn_json j = {.out = &out};
    (void)state;

    ltn_json_array(&j);
    ltn_json_text_start(&j);
    ltn_json_text_put(&j, "a\t", 2);
    ltn_json_text_put(&j, "b", 1);
    ltn_json_text_end(&j);
    ltn_json_string(&j, "c");
    ltn_json_array_end(&j);
    assert_int_equal(out.len, strlen("[\"a\\tb\",\"c\"]"));
    assert_memory_equal(out.data, "[\"a\\tb\",\"c\"]", out.len);
    ltn_buf_release(&out);
}

/* Eight bytes are looked at together: each byte, at each place among them. */
static void every_byte_is_escaped_or_itself_wherever_it_stands(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++)
        for (size_t at = 0; at < 20; at++) {
            char text[20];
            ltn_buf out = {0};
            ltn_json j = {.out = &out};
            bool same = c >= 0x20 && c != '"' && c != '\\';
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            ltn_json_text_put(&j, text, sizeof text);
            assert_int_equal(out.data[at], same ? text[at] : '\\');
            assert_true(same == (out.len == sizeof text));
            assert_int_equal(out.data[out.len - 1],
                             at < 19 ? 'x' : out.data[out.len - 1]);
            ltn_buf_release(&out);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_line_has_no_blanks),
        cmocka_unit_test(indented_has_a_line_for_each_value),
        cmocka_unit_test(a_string_may_come_in_pieces),
        cmocka_unit_test(every_byte_is_escaped_or_itself_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
