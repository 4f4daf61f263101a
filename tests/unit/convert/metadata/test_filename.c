#include "../../check.h"

#include "convert/metadata/metadata.h"

#include <stdio.h>

/* "date|title" of a document whose file is called so. */
static const char *named(const char *stem)
{
    static char out[128];
    ltn_doc doc = {.source = {.stem = stem}};

    ltn_filename_apply(&doc);
    snprintf(out, sizeof out, "%s|%s",
             ltn_meta_text(&doc.meta, LTN_META_DATE, ""),
             ltn_meta_text(&doc.meta, LTN_META_TITLE, ""));
    ltn_arena_release(&doc.strings);
    return out;
}

static void a_file_name_has_a_date_and_the_words_behind_it(void **state)
{
    (void)state;
    assert_string_equal(named("pres_1845-03-04-first-address"),
                        "1845-03-04|First address");
    assert_string_equal(named("1845-03-04_2nd_address"),
                        "1845-03-04|2nd address");
    assert_string_equal(named("1845-03-04 - On the river"),
                        "1845-03-04|On the river");
    assert_string_equal(named("1845-03-04--on__rivers_"),
                        "1845-03-04|On rivers");
}

static void a_name_without_words_is_the_title_as_it_stands(void **state)
{
    static const char *const stems[] = {"minutes",
                                        "1845-03-04",
                                        "1845-03-04-draft",
                                        "1845-03-04T10-22-33",
                                        "1845-03-04_10-22-33",
                                        "x1845-13-04-first-address",
                                        "11845-03-04-first-address",
                                        "1845-03-041-first-address"};
    (void)state;

    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        char expected[64];
        bool dated = i > 0 && i < 5;
        snprintf(expected, sizeof expected, "%s|%s", dated ? "1845-03-04" : "",
                 stems[i]);
        assert_string_equal(named(stems[i]), expected);
    }
    assert_string_equal(named(""), "|");
}

static void what_is_known_stays(void **state)
{
    ltn_doc doc = {.source = {.stem = "1845-03-04-first-address"}};

    (void)state;
    ltn_meta_add(&doc.meta, &doc.strings,
                 &(ltn_meta_value){.key = LTN_META_TITLE, .text = "Rivers"});
    ltn_filename_apply(&doc);
    assert_string_equal(ltn_meta_text(&doc.meta, LTN_META_TITLE, ""), "Rivers");
    const ltn_meta_value *date = ltn_meta_get(&doc.meta, LTN_META_DATE);
    assert_string_equal(date->iso, "1845-03-04");
    assert_int_equal(date->origin, LTN_FROM_FILENAME);
    ltn_arena_release(&doc.strings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_name_has_a_date_and_the_words_behind_it),
        cmocka_unit_test(a_name_without_words_is_the_title_as_it_stands),
        cmocka_unit_test(what_is_known_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
