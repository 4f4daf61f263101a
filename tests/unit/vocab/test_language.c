#include "../check.h"

#include "vocab/language.h"
#include "vocab/licence.h"

static void tags_are_put_into_canonical_form(void **state)
{
    char out[LTN_LANGUAGE_BYTES];
    (void)state;

    assert_true(ltn_language_tag("EN", out));
    assert_string_equal(out, "en");
    assert_true(ltn_language_tag("eng-us", out));
    assert_string_equal(out, "en-US");
    assert_true(ltn_language_tag("zh-hant-tw", out));
    assert_string_equal(out, "zh-Hant-TW");
    assert_true(ltn_language_tag("de-1996", out));
    assert_string_equal(out, "de-1996");
    assert_true(ltn_language_tag("es-419-x-mine", out));
    assert_string_equal(out, "es-419-x-mine");
    assert_true(ltn_language_tag("und", out));
    assert_string_equal(out, "und");
    assert_true(ltn_language_tag("grc", out));
}

static void what_is_no_tag_is_refused(void **state)
{
    static const char *const bad[] = {
        "",    "e",      "english",  "xx",   "en_US",
        "en-", "en--US", "en-US-US", "en-U", "en-US-Latn"};
    char out[LTN_LANGUAGE_BYTES];
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (ltn_language_tag(bad[i], out))
            fail_msg("'%s' was taken for a language tag", bad[i]);
    assert_false(ltn_language_tag("Spanish", out));
    assert_string_equal(out, "es");
}

static void languages_have_names(void **state)
{
    char name[64];
    (void)state;

    assert_string_equal(ltn_language_name("de-AT", name, sizeof name),
                        "German");
    assert_null(ltn_language_name("xx", name, sizeof name));
}

static void licences_are_known_by_identifier(void **state)
{
    char out[LTN_LICENCE_BYTES];
    (void)state;

    assert_true(ltn_licence_id("cc-by-sa-4.0", out));
    assert_string_equal(out, "CC-BY-SA-4.0");
    assert_false(ltn_licence_id("CC-BY-SA-4", out));
    assert_string_equal(out, "CC-BY-SA-4.0");
    assert_string_equal(ltn_licence_url("CC-BY-NC-ND-3.0", out),
                        "https://creativecommons.org/licenses/by-nc-nd/3.0/");
    assert_string_equal(ltn_licence_url("CC-BY-4.0", out),
                        "https://creativecommons.org/licenses/by/4.0/");
    assert_string_equal(ltn_licence_url("CC0-1.0", out),
                        "https://creativecommons.org/publicdomain/zero/1.0/");
    assert_string_equal(ltn_licence_url("MIT", out),
                        "https://spdx.org/licenses/MIT.html");
    assert_string_equal(ltn_licence_url("https://a.example/l", out),
                        "https://a.example/l");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_put_into_canonical_form),
        cmocka_unit_test(what_is_no_tag_is_refused),
        cmocka_unit_test(languages_have_names),
        cmocka_unit_test(licences_are_known_by_identifier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
