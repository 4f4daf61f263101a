#include "../check.h"

#include "util/clean.h"

#include <string.h>

static void bytes_that_are_no_text_become_replacement_characters(void **state)
{
    ltn_arena a = {0};
    (void)state;

    assert_string_equal(ltn_clean(&a,
                                  "a\xFF"
                                  "b\xC3\xA9",
                                  5),
                        "a\xEF\xBF\xBD"
                        "b\xC3\xA9");
    assert_string_equal(ltn_clean(&a, "\xE2\x82", 2),
                        "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(ltn_clean(&a, "", 0), "");
    ltn_arena_release(&a);
}

static void a_terminal_obeys_nothing(void **state)
{
    ltn_buf b = {0};
    (void)state;

    ltn_clean_put(&b, "a\033[2Jb\nc\x7F");
    ltn_buf_putc(&b, '\0');
    assert_string_equal(b.data, "a\\x1B[2Jb\\x0Ac\\x7F");
    ltn_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_are_no_text_become_replacement_characters),
        cmocka_unit_test(a_terminal_obeys_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
