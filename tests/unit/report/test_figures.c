#include "../check.h"

#include "report/form.h"

#include <string.h>

static bool says(void put(ltn_buf *, uint64_t), uint64_t n, const char *want)
{
    ltn_buf b = {0};

    put(&b, n);
    bool same = b.len == strlen(want) && memcmp(b.data, want, b.len) == 0;
    if (!same)
        print_message("%.*s is not %s\n", (int)b.len, b.data, want);
    ltn_buf_release(&b);
    return same;
}

static void counts_have_commas_between_thousands(void **state)
{
    (void)state;
    assert_true(says(ltn_put_count, 0, "0"));
    assert_true(says(ltn_put_count, 999, "999"));
    assert_true(says(ltn_put_count, 1000, "1,000"));
    assert_true(says(ltn_put_count, UINT64_MAX, "18,446,744,073,709,551,615"));
}

static void times_and_sizes_have_units_that_fit(void **state)
{
    (void)state;
    assert_true(says(ltn_put_time, 0, "0.0 ms"));
    assert_true(says(ltn_put_time, 3507, "3.5 ms"));
    assert_true(says(ltn_put_time, 45600, "46 ms"));
    assert_true(says(ltn_put_time, 1250000, "1.3 s"));
    assert_true(says(ltn_put_time, 150 * 1000000u, "2.5 min"));
    assert_true(says(ltn_put_time, UINT64_C(9000) * 1000000, "2.5 h"));
    assert_true(says(ltn_put_size, 999, "999 bytes"));
    assert_true(says(ltn_put_size, 1000, "1.0 kB"));
    assert_true(says(ltn_put_size, 253952, "254 kB"));
    assert_true(says(ltn_put_size, 12100000, "12.1 MB"));
    assert_true(says(ltn_put_size, UINT64_C(3400000000), "3.4 GB"));
}

static void a_share_is_neither_nothing_nor_all_when_it_is_not(void **state)
{
    ltn_buf b = {0};
    (void)state;

    ltn_put_share(&b, 1, 100000);
    ltn_put_share(&b, 99999, 100000);
    ltn_put_share(&b, 5, 5);
    ltn_put_share(&b, 0, 0);
    ltn_buf_putc(&b, '\0');
    assert_string_equal(b.data, "0.1 %99.9 %100.0 %0.0 %");
    ltn_buf_release(&b);
}

static bool spans(const char *began, const char *ended, const char *want)
{
    const ltn_summary m = {.runs = 1200, .began = began, .ended = ended};
    ltn_buf b = {0};

    ltn_put_span(&b, &m);
    bool same = b.len == strlen(want) && memcmp(b.data, want, b.len) == 0;
    if (!same)
        print_message("%.*s is not %s\n", (int)b.len, b.data, want);
    ltn_buf_release(&b);
    return same;
}

static void what_is_no_time_is_not_shown(void **state)
{
    (void)state;
    assert_true(spans("2026-11-25T16:01:37.250Z", "2026-11-25T16:02:00.000Z",
                      "2026-11-25 16:01:37 to 2026-11-25 16:02:00 UTC, "
                      "1,200 runs"));
    assert_true(spans("2026-11-25T16:01:37.250Z", "",
                      "2026-11-25 16:01:37 UTC, 1,200 runs"));
    assert_true(spans("2026", "", "time not known, 1,200 runs"));
    assert_true(
        spans("<script>alert(1)</script>", "", "time not known, 1,200 runs"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_commas_between_thousands),
        cmocka_unit_test(times_and_sizes_have_units_that_fit),
        cmocka_unit_test(a_share_is_neither_nothing_nor_all_when_it_is_not),
        cmocka_unit_test(what_is_no_time_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
