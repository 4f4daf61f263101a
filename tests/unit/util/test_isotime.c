#include "../check.h"
#include "util/isotime.h"

static void a_moment_is_shown_in_utc(void **state)
{
    char out[LTN_TIME_BYTES];

    (void)state;
    assert_string_equal(ltn_time_iso(0, out), "1970-01-01T00:00:00Z");
    assert_string_equal(ltn_time_iso(1721376309, out), "2024-07-19T08:05:09Z");
    assert_string_equal(ltn_time_iso(951782400, out), "2000-02-29T00:00:00Z");
    assert_string_equal(ltn_date_iso(-1, out), "1969-12-31");
}

static void years_stay_within_four_digits(void **state)
{
    char out[LTN_TIME_BYTES];

    (void)state;
    assert_string_equal(ltn_time_iso(INT64_MAX, out), "9999-12-31T23:59:59Z");
    assert_string_equal(ltn_time_iso(INT64_MIN, out), "0000-01-01T00:00:00Z");
}

static void a_date_has_a_day_that_exists(void **state)
{
    static const char *const good[] = {"2024", "2024-07", "2024-02-29"};
    static const char *const bad[] = {"",           "24",      "2024-13",
                                      "2023-02-29", "2024-7",  "2024/07/19",
                                      "19 July",    "2024-00", "2024-07-19Z"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(ltn_is_date(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(ltn_is_date(bad[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_is_shown_in_utc),
        cmocka_unit_test(years_stay_within_four_digits),
        cmocka_unit_test(a_date_has_a_day_that_exists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
