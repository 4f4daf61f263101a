/* Dates of citations and entries, in the ways that lists write them. */

#include "../../check.h"

#include "analyse/citations/works.h"

#include <string.h>

static void expect(const ltn_date_words *known, const char *s, const char *want)
{
    char iso[11] = "-";

    if (!ltn_cite_iso_date(known, s, strlen(s), iso))
        memcpy(iso, "-", 2);
    assert_string_equal(iso, want);
}

static void dates_are_read_in_any_order_and_language(void **state)
{
    ltn_date_words known = {0};

    (void)state;
    ltn_date_words_load(&known);
    expect(&known, "18 March 2010", "2010-03-18");
    expect(&known, "2019, May 4", "2019-05-04");
    expect(&known, "Sept. 4, 2018", "2018-09-04");
    expect(&known, "12 mars 2020", "2020-03-12");
    expect(&known, "12 de marzo de 2020", "2020-03-12");
    expect(&known, "2020, 4. Mai", "2020-05-04");
    expect(&known, "июля 2011", "2011-07");
    expect(&known, "2010", "2010");
    ltn_words_release(&known.months);
}

static void what_has_no_year_is_no_date(void **state)
{
    ltn_date_words known = {0};

    (void)state;
    ltn_date_words_load(&known);
    expect(&known, "", "-");
    expect(&known, "May 4", "-");
    expect(&known, "42 May 2010", "-");
    expect(&known, "12345", "-");
    expect(&known, "Mayfield 2010", "2010");
    ltn_words_release(&known.months);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_any_order_and_language),
        cmocka_unit_test(what_has_no_year_is_no_date),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
