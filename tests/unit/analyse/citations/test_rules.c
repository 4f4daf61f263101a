#include "../../check.h"

#include "analyse/citations/check.h"
#include "analyse/citations/packs.h"
#include "analyse/citations/run.h"
#include "analyse/citations/values.h"

#include <string.h>

static const char *messages(ltn_diags *d, ltn_buf *out)
{
    out->len = 0;
    ltn_diags_put(d, LTN_NOTE, 0, false, out);
    ltn_buf_putc(out, '\0');
    return out->data;
}

static void every_builtin_rule_passes_its_own_tests(void **state)
{
    (void)state;
    ltn_diags d;
    ltn_buf out = {0};
    ltn_cites *c = ltn_cites_new();

    ltn_diags_init(&d, "packs");
    ltn_status read = ltn_cites_builtin(c, NULL, &d);
    ltn_status checked =
        ltn_cites_check_rules(c, &(ltn_cites_check){.out = NULL}, &d);
    assert_string_equal(messages(&d, &out), "");
    assert_int_equal(read, LTN_OK);
    assert_int_equal(checked, LTN_OK);
    ltn_buf_release(&out);
    ltn_cites_free(c);
    ltn_diags_release(&d);
}

static const char pack[] = "pack club\n"
                           "table words squash\n"
                           "  No. 1 = first\n"
                           "rule minutes\n"
                           "  family club-minutes\n"
                           "  trigger Minutes\n"
                           "  pattern Minutes {year}/{number}(?:, {para})?\n"
                           "  more (?:,| and) (?<cite>{year}/{number})\n"
                           "  token year \\d{4}\n"
                           "  token number \\d{1,3}\n"
                           "  token para p\\. \\d+\n"
                           "  edit number pad 3\n"
                           "  locator para page\n"
                           "  id M{year}-{number}[#{para}]\n"
                           "  url https://club.example/{id}\n";

/* The ids that the rules of `text` find in `in`, joined by blanks. */
static void expect(const char *text, const char *in, const char *want)
{
    ltn_diags d;
    ltn_cites *c = ltn_cites_new();
    ltn_cite_run run;
    ltn_buf got = {0};

    ltn_diags_init(&d, "club.cites");
    assert_int_equal(ltn_cites_parse(c, "club.cites", text, strlen(text), &d),
                     LTN_OK);
    ltn_cite_run_init(&run, c, in, strlen(in));
    ltn_cite_scan(&run, 0, (uint32_t)strlen(in));
    for (uint32_t i = 0; i < run.found; i++) {
        ltn_buf_puts(&got, i > 0 ? " " : "");
        ltn_buf_puts(&got, run.at[i].id ? run.at[i].id : "?");
    }
    ltn_buf_putc(&got, '\0');
    assert_string_equal(got.data, want);
    ltn_buf_release(&got);
    ltn_cite_run_release(&run);
    ltn_cites_free(c);
    ltn_diags_release(&d);
}

static void a_blank_matches_a_line_end_and_edits_apply(void **state)
{
    (void)state;
    expect(pack, "See Minutes\n2019/7.", "M2019-007");
}

static void an_optional_part_of_a_template_drops_when_empty(void **state)
{
    (void)state;
    expect(pack, "Minutes 2019/7, p. 4", "M2019-007#p. 4");
}

static void a_list_is_several_citations(void **state)
{
    (void)state;
    expect(pack, "Minutes 2019/7, 2020/12 and 2021/101 agree",
           "M2019-007 M2020-012 M2021-101");
}

static void a_later_rule_of_the_same_name_replaces_the_earlier(void **state)
{
    (void)state;
    ltn_buf both = {0};

    ltn_buf_puts(&both, pack);
    ltn_buf_puts(&both, "rule minutes\n  trigger Minutes\n"
                        "  pattern Minutes {n}\n  token n \\d+\n  id {n}\n");
    ltn_buf_putc(&both, '\0');
    expect(both.data, "Minutes 2019/7", "2019");
    ltn_buf_release(&both);
}

static void a_short_form_takes_what_it_lacks_from_its_antecedent(void **state)
{
    (void)state;
    ltn_buf both = {0};

    ltn_buf_puts(&both, pack);
    ltn_buf_puts(&both, "rule again\n  trigger ibid.\n  after minutes\n"
                        "  pattern ibid\\.\n  id {id}\n");
    ltn_buf_putc(&both, '\0');
    expect(both.data, "ibid. Minutes 2019/7; ibid.", "M2019-007 M2019-007");
    ltn_buf_release(&both);
}

static void the_longest_match_wins(void **state)
{
    (void)state;
    ltn_buf both = {0};

    ltn_buf_puts(&both, pack);
    ltn_buf_puts(&both, "rule long\n  trigger Minutes\n  priority 1\n"
                        "  pattern Minutes \\d+/\\d+ of {n}\n"
                        "  token n [A-Z]+\n  id {n}\n");
    ltn_buf_putc(&both, '\0');
    expect(both.data, "Minutes 2019/7 of XYZ", "XYZ");
    ltn_buf_release(&both);
}

static void complain(const char *text, const char *want)
{
    ltn_diags d;
    ltn_buf out = {0};
    ltn_cites *c = ltn_cites_new();

    ltn_diags_init(&d, "club.cites");
    ltn_status s = ltn_cites_parse(c, "club.cites", text, strlen(text), &d);
    if (s == LTN_OK)
        s = ltn_cites_check_rules(c, &(ltn_cites_check){.out = NULL}, &d);
    assert_int_equal(s, LTN_INVALID);
    assert_non_null(strstr(messages(&d, &out), want));
    ltn_buf_release(&out);
    ltn_cites_free(c);
    ltn_diags_release(&d);
}

static void mistakes_in_a_pack_are_told_with_their_place(void **state)
{
    (void)state;
    complain("rule x\n  colour red\n", "club.cites:2:3: error");
    complain("rule x\n  trigger ab\n", "club.cites:1:1: error");
    complain("rule x\n  trigger ab\n  token n \\d\n  edit n shout\n",
             "club.cites:4:10: error");
    complain("rule x\n  trigger ab\n  pattern a(b\n", "missing closing");
    complain("rule x\n  trigger ab\n  pattern {nobody}\n", "'nobody'");
    complain("rule x\n  family\n", "a family is one word");
    complain("rule x\n  family my laws\n", "a family is one word");
    complain("nonsense\n", "club.cites:1:1: error");
    complain("rule x\n  pattern \xff\n", "not UTF-8");
}

static void a_rule_needs_a_test_and_a_reject_line(void **state)
{
    (void)state;
    complain(pack, "has no test");
    complain(pack, "has no reject line");
}

static void check_digits_must_hold(void **state)
{
    (void)state;
    char out[14];

    assert_true(ltn_isbn_ok("0-306-40615-2", 13));
    assert_false(ltn_isbn_ok("0-306-40616-2", 13));
    assert_true(ltn_isbn_ok("978-0-306-40615-7", 17));
    assert_true(ltn_isbn_ok("080442957X", 10));
    assert_true(ltn_issn_ok("0378-5955", 9));
    assert_false(ltn_issn_ok("0378-5956", 9));
    assert_true(ltn_orcid_ok("0000-0002-1825-0097", 19));
    assert_false(ltn_orcid_ok("0000-0002-1825-0098", 19));
    ltn_isbn13("0-306-40615-2", 13, out);
    assert_string_equal(out, "9780306406157");
    assert_int_equal(ltn_roman("XXIX", 4), 29);
    assert_int_equal(ltn_roman("A", 1), 0);
}

static void a_hostile_pattern_meets_a_limit(void **state)
{
    (void)state;
    char text[4000];

    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    memcpy(text, "ab", 2);
    expect("rule x\n  trigger ab\n  pattern ab(a|a)*(a|a)*(a|a)*(a|a)*c\n",
           text, "");
}

static void an_apostrophe_is_one_however_it_is_set(void **state)
{
    (void)state;
    static const char text[] = "pack club\n"
                               "table books\n"
                               "  Steward's = S\n"
                               "rule book\n"
                               "  family club\n"
                               "  trigger @books\n"
                               "  pattern {book} {page}\n"
                               "  token book {@books}\n"
                               "  token page \\d+\n"
                               "  edit book must books\n"
                               "  id {book}-{page}\n";

    expect(text, "in Steward's 4 and 5", "S-4");
    expect(text, "in Steward\xE2\x80\x99s 4 and 5", "S-4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_apostrophe_is_one_however_it_is_set),
        cmocka_unit_test(every_builtin_rule_passes_its_own_tests),
        cmocka_unit_test(a_blank_matches_a_line_end_and_edits_apply),
        cmocka_unit_test(an_optional_part_of_a_template_drops_when_empty),
        cmocka_unit_test(a_list_is_several_citations),
        cmocka_unit_test(a_later_rule_of_the_same_name_replaces_the_earlier),
        cmocka_unit_test(a_short_form_takes_what_it_lacks_from_its_antecedent),
        cmocka_unit_test(the_longest_match_wins),
        cmocka_unit_test(mistakes_in_a_pack_are_told_with_their_place),
        cmocka_unit_test(a_rule_needs_a_test_and_a_reject_line),
        cmocka_unit_test(check_digits_must_hold),
        cmocka_unit_test(a_hostile_pattern_meets_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
