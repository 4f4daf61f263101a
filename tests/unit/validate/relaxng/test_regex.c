#include "../../check.h"

#include "validate/relaxng/regex.h"

#include <string.h>

static bool match(const char *pattern, const char *s)
{
    const char *why;
    ltn_regex *r = ltn_regex_new(pattern, strlen(pattern), &why);

    assert_non_null(r);
    bool yes = ltn_regex_match(r, s, strlen(s));
    assert_int_equal(ltn_regex_match(r, s, strlen(s)), yes); /* from memory */
    ltn_regex_free(r);
    return yes;
}

static bool wrong(const char *pattern)
{
    const char *why = NULL;
    ltn_regex *r = ltn_regex_new(pattern, strlen(pattern), &why);

    ltn_regex_free(r);
    return !r && why;
}

static void a_whole_string_must_match(void **state)
{
    (void)state;
    assert_true(match("a|bc*", "bcc"));
    assert_false(match("a|bc*", "ab"));
    assert_true(match("", ""));
    assert_false(match("", "x"));
    assert_true(match("(ab)+(c|)", "abab"));
    assert_true(match("^a$", "^a$")); /* no anchors in XML Schema */
}

static void quantities_are_counted(void **state)
{
    (void)state;
    assert_true(match("a{2,3}", "aaa"));
    assert_false(match("a{2,3}", "aaaa"));
    assert_false(match("a{2,}", "a"));
    assert_true(match("(a?){0,5}b{0}", "aaaaa"));
    assert_true(match("(a*)*", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_false(match("(a*)*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"));
}

static void classes_have_their_characters(void **state)
{
    (void)state;
    assert_true(match("[^\\p{C}\\p{Z}]+", "a\xC3\xA9\xE2\x82\xAC-"));
    assert_false(match("[^\\p{C}\\p{Z}]+", "a b"));
    assert_true(match("[a-z-[aeiou]]+", "xyz"));
    assert_false(match("[a-z-[aeiou]]+", "xaz"));
    assert_true(match("[-a]*[b-]*", "--ab-"));
    assert_true(match("\\p{Lu}\\P{Lu}", "\xC3\x89\xC3\xA9"));
    assert_true(match("\\p{IsGreek}+", "\xCE\xB1\xCF\x89"));
    assert_true(match("\\i\\c*", "x-1.2"));
    assert_true(match("\\d+\\.\\s\\S\\w\\W", "12. ab_"));
    assert_false(match(".", "\n"));
}

static void what_is_no_expression_is_refused(void **state)
{
    (void)state;
    assert_true(wrong("("));
    assert_true(wrong(")"));
    assert_true(wrong("*a"));
    assert_true(wrong("a{2,1}"));
    assert_true(wrong("[]"));
    assert_true(wrong("[b-a]"));
    assert_true(wrong("[a"));
    assert_true(wrong("\\q"));
    assert_true(wrong("\\p{Xx}"));
    assert_true(wrong("\\p{IsNowhere}"));
    assert_true(wrong("a\\"));
}

static void growth_meets_a_limit(void **state)
{
    (void)state;
    assert_true(wrong("(a{1000}){1000}"));
    assert_true(wrong("(((){10000}){10000}){10000}"));
    /* (a|b)*a(a|b){n} has 2^n deterministic states */
    assert_true(match("(a|b)*a(a|b){16}", "bababababababbbabababababbbababa"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_string_must_match),
        cmocka_unit_test(quantities_are_counted),
        cmocka_unit_test(classes_have_their_characters),
        cmocka_unit_test(what_is_no_expression_is_refused),
        cmocka_unit_test(growth_meets_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
