#include "../check.h"
#include "util/unicode.h"

#include <string.h>

static size_t words(const char *s)
{
    return ltn_count_words(s, strlen(s));
}

static void words_are_what_white_space_separates(void **state)
{
    (void)state;
    assert_int_equal(words(""), 0);
    assert_int_equal(words(" \t\n "), 0);
    assert_int_equal(words("one"), 1);
    assert_int_equal(words(" one\u00A0two\u2003\u2014 three "), 4);
    assert_int_equal(words("\u00E9t\u00E9\x1C\u00E0"), 2);
}

static void white_space_is_the_same_for_counting_and_asking(void **state)
{
    (void)state;
    for (unsigned c = 1; c < 0x80; c++) {
        char one[] = {(char)c, '\0'};
        assert_int_equal(words(one), ltn_is_space(c) ? 0 : 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_what_white_space_separates),
        cmocka_unit_test(white_space_is_the_same_for_counting_and_asking),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
