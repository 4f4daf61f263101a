#include "../check.h"

#include "vocab/licence.h"

static const char *url(const char *id)
{
    static char out[LTN_LICENCE_BYTES];

    return ltn_licence_url(id, out);
}

static void identifiers_are_spelt_as_spdx_spells_them(void **state)
{
    char out[LTN_LICENCE_BYTES];
    (void)state;

    assert_true(ltn_licence_id("cc-by-4.0", out));
    assert_string_equal(out, "CC-BY-4.0");
    assert_true(ltn_licence_id("CC0-1.0", out));
    assert_string_equal(out, "CC0-1.0");
}

static void a_mistyped_one_has_a_neighbour(void **state)
{
    char out[LTN_LICENCE_BYTES];
    (void)state;

    assert_false(ltn_licence_id("CC-BY-4.O", out));
    assert_string_equal(out, "CC-BY-4.0");
    assert_false(ltn_licence_id("all rights reserved by nobody at all", out));
    assert_string_equal(out, "");
}

static void each_leads_to_its_words(void **state)
{
    (void)state;
    assert_string_equal(url("CC-BY-4.0"),
                        "https://creativecommons.org/licenses/by/4.0/");
    assert_string_equal(url("CC-BY-NC-SA-3.0"),
                        "https://creativecommons.org/licenses/by-nc-sa/3.0/");
    assert_string_equal(url("CC0-1.0"),
                        "https://creativecommons.org/publicdomain/zero/1.0/");
    assert_string_equal(url("CC-BY-3.0-US"),
                        "https://spdx.org/licenses/CC-BY-3.0-US.html");
    assert_string_equal(url("MIT"), "https://spdx.org/licenses/MIT.html");
    assert_string_equal(url("https://example.org/terms"),
                        "https://example.org/terms");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_are_spelt_as_spdx_spells_them),
        cmocka_unit_test(a_mistyped_one_has_a_neighbour),
        cmocka_unit_test(each_leads_to_its_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
