#include "../../check.h"

#include "util/limits.h"
#include "validate/jsonschema/regex.h"

#include <string.h>

static ltn_status match(const char *pattern, const char *s, size_t len)
{
    ltn_js_regex r = {0};
    ltn_js_matcher m = {0};
    ltn_buf why = {0};

    assert_true(ltn_js_regex_compile(&r, pattern, strlen(pattern), &why));
    ltn_status status = ltn_js_regex_match(&r, &m, s, len, LTN_REGEX_MATCH_FEW);
    ltn_js_matcher_release(&m);
    ltn_js_regex_release(&r);
    ltn_buf_release(&why);
    return status;
}

static void found(const char *pattern, const char *s)
{
    assert_int_equal(match(pattern, s, strlen(s)), LTN_OK);
}

static void not_found(const char *pattern, const char *s)
{
    assert_int_equal(match(pattern, s, strlen(s)), LTN_INVALID);
}

static void refused(const char *pattern)
{
    ltn_js_regex r = {0};
    ltn_buf why = {0};

    assert_false(ltn_js_regex_compile(&r, pattern, strlen(pattern), &why));
    assert_true(why.len > 0);
    ltn_buf_release(&why);
}

static void classes_mean_what_ecma_262_says(void **state)
{
    (void)state;

    found("^\\s$", "\u00a0");
    found("^[\\s]$", "\ufeff");
    not_found("^\\S$", "\u2003");
    found("^[\\S]$", "é");
    not_found("^[\\S]$", "\u3000");
    found("^\\d$", "7");
    not_found("^\\d$", "\u0967"); /* a digit, but not of ASCII */
    not_found("^\\w$", "é");
    found("^\\W$", "é");
    not_found("^.$", "\u2028");
    found("^.$", "😀");
    not_found("^a$", "a\n");
    found("^[^]$", "\n");
    not_found("[]", "a");
    found("^[[]$", "[");
}

static void escapes_mean_what_ecma_262_says(void **state)
{
    (void)state;

    found("^\\u00e9\\xE9\\u{1F600}\\ud83d\\ude00$", "éé😀😀");
    found("^\\cA$", "\x01");
    found("^[\\b]$", "\b");
    found("^\\v\\t\\-\\/$", "\v\t-/");
    found("^\\p{Letter}\\p{Lu}\\P{L}\\p{Script=Greek}$", "éÉ1α");
    found("^(?<a>.)\\k<a>$", "xx");
    found("^(?<!a)b(?=c)", "bc");
    found("^(?:a|(b))\\1c$", "ac"); /* a group that took no part is empty */
    assert_int_equal(match("^\\0$", "\0", 1), LTN_OK);
}

static void what_only_others_know_is_refused(void **state)
{
    static const char *const wrong[] = {
        "\\a",    "\\Z",    "\\Qa\\E", "(?>a)", "(?i)a",   "a++", "a*+",
        "(*F)",   "\\N",    "\\h",     "\\u12", "\\u{}",   "(",   "[b-a]",
        "\\p{X}", "\\cé",   "*",       "\\",    "\\p",     "[a",  "\\u{110000}",
        "a{2}+",  "(?#no)", "(?R)",    "\\K",   "\\p{Lx}", "\\G",
    };
    (void)state;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        refused(wrong[i]);
}

static void endless_matches_stop(void **state)
{
    static const char s[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    (void)state;

    assert_int_equal(match("^(a|a?)+$", s, sizeof s - 1), LTN_ELIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_mean_what_ecma_262_says),
        cmocka_unit_test(escapes_mean_what_ecma_262_says),
        cmocka_unit_test(what_only_others_know_is_refused),
        cmocka_unit_test(endless_matches_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
