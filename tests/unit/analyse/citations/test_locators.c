#include "../../check.h"

#include "../sample.h"

#include "analyse/citations/locators.h"

static void expect(const char *words, const char *from, const char *to)
{
    static sample s;
    ltn_edits e;
    ltn_props p = {0};

    s = (sample){0};
    read_text(&s, "x");
    ltn_edits_init(&e, s.doc);
    ltn_locator_range(&e, &p, words, strlen(words));
    assert_string_equal(p.from ? p.from : "-", from);
    assert_string_equal(p.to ? p.to : "-", to);
    end_sample(&s);
}

static void a_single_place_has_no_end(void **state)
{
    (void)state;
    expect("para. 12", "12", "-");
    expect("Chapter VIII", "8", "-");
    expect("section C", "C", "-");
    expect("annex", "-", "-");
}

static void a_list_runs_from_its_first_to_its_last(void **state)
{
    (void)state;
    expect("paras. 3, 5 and 7-9", "3", "9");
    expect("Articles 2 (3) and 33", "2(3)", "33");
    expect("pp. 100–120", "100", "120");
}

static void the_end_of_a_range_gets_the_digits_it_shares(void **state)
{
    (void)state;
    expect("444-45", "444", "445");
    expect("1,234", "1", "234");
}

static void an_open_end_is_empty(void **state)
{
    (void)state;
    expect("p. 12 ff.", "12", "");
    expect("p. 12ff", "12", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_single_place_has_no_end),
        cmocka_unit_test(a_list_runs_from_its_first_to_its_last),
        cmocka_unit_test(the_end_of_a_range_gets_the_digits_it_shares),
        cmocka_unit_test(an_open_end_is_empty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
