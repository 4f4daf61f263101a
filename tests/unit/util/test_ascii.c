#include "../check.h"

#include "util/ascii.h"

static void a_byte_of_a_longer_sequence_is_nothing(void **state)
{
    (void)state;
    for (int c = -128; c < 0; c++) {
        assert_false(ltn_ascii_alnum((char)c));
        assert_false(ltn_ascii_blank((char)c));
        assert_int_equal(ltn_ascii_lower((char)c), (char)c);
        assert_int_equal(ltn_hex_value((char)c), -1);
    }
}

static void the_ends_of_ranges_belong_to_them(void **state)
{
    (void)state;
    assert_true(ltn_ascii_digit('0') && ltn_ascii_digit('9'));
    assert_false(ltn_ascii_digit('/') || ltn_ascii_digit(':'));
    assert_true(ltn_ascii_letter('A') && ltn_ascii_letter('z'));
    assert_false(ltn_ascii_letter('@') || ltn_ascii_letter('[') ||
                 ltn_ascii_letter('`') || ltn_ascii_letter('{'));
    assert_true(ltn_ascii_hex('f') && ltn_ascii_hex('F'));
    assert_false(ltn_ascii_hex('g') || ltn_ascii_hex('G'));
    assert_true(ltn_ascii_blank(' ') && ltn_ascii_blank('\t'));
    assert_false(ltn_ascii_blank('\0'));
}

static void case_changes_letters_only(void **state)
{
    (void)state;
    assert_int_equal(ltn_ascii_lower('Z'), 'z');
    assert_int_equal(ltn_ascii_upper('a'), 'A');
    assert_int_equal(ltn_ascii_lower('['), '[');
    assert_int_equal(ltn_ascii_upper('{'), '{');
    assert_int_equal(ltn_hex_value('a'), 10);
    assert_int_equal(ltn_hex_value('F'), 15);
    assert_int_equal(ltn_hex_value('7'), 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_byte_of_a_longer_sequence_is_nothing),
        cmocka_unit_test(the_ends_of_ranges_belong_to_them),
        cmocka_unit_test(case_changes_letters_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
