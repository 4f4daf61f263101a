#include "../check.h"

#include "sample.h"

#include "analyse/phrases.h"

static const char *const classes[] = {
    "kicker", "navigation", "related", "next",   "inline", "share",
    "notice", "letterhead", "caption", "byline", "page"};

static ltn_phrase find(const char *s)
{
    ltn_phrases *p = ltn_phrases_new("src/analyse/furniture/", classes, 11);

    assert_non_null(p);
    ltn_phrase found = ltn_phrases_find(p, s, strlen(s));
    ltn_phrases_free(p);
    return found;
}

static void case_punctuation_and_numbers_do_not_count(void **state)
{
    (void)state;
    assert_int_equal(find("MUST READ!").cls, 0);
    assert_int_equal(find("12 Comments").cls, 5);
    assert_int_equal(find("* À lire aussi :").cls, 4);
    assert_true(find("Check against delivery").whole);
}

static void a_phrase_is_not_found_in_other_words(void **state)
{
    (void)state;
    assert_int_equal(find("We must read the treaty").cls, -1);
    assert_int_equal(find("Sharing the burden").cls, -1);
}

/* What the furniture pass finds in text: its classes, in order. */
static const char *furniture(const char *text, char out[200])
{
    sample s;
    size_t n = 0;

    read_layout(&s, text);
    run_pass(&s, &ltn_pass_furniture);
    out[0] = '\0';
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER && it.node->kind == LTN_FURNITURE)
            n += (size_t)snprintf(out + n, 200 - n, "%s%s", n ? " " : "",
                                  ltn_class_name(LTN_FURNITURE, it.node->cls));
    end_sample(&s);
    return out;
}

#define BODY                                                                   \
    "We met in the old town hall to speak about the bridge, and everybody "    \
    "who had crossed it that winter had something to say about it.\n"

static void a_scraped_page_is_stripped_of_what_is_round_it(void **state)
{
    char out[200];

    (void)state;
    assert_string_equal(
        furniture("Skip to content\n\nHome » News\n\nA bridge for the valley "
                  "and its people\n\nShare on Facebook\n\n" BODY "\n"
                  "Advertisement\n\n" BODY
                  "\nRelated articles\n\nThe mayor goes fishing\n\n"
                  "© 2024 The Valley Post. All rights reserved.\n",
                  out),
        "navigation navigation share navigation navigation navigation notice");
}

static void an_authors_own_short_lines_are_left_alone(void **state)
{
    char out[200];

    (void)state;
    assert_string_equal(furniture("Home\n\n" BODY "\nNews\n\n" BODY
                                  "\n\"Share the bread.\"\n\n" BODY
                                  "\nThank you.\n",
                                  out),
                        "");
}

static void numbers_of_document_and_page_are_furniture(void **state)
{
    char out[200];

    (void)state;
    assert_string_equal(furniture(BODY "\n21-32343      3/17\n\n" BODY, out),
                        "pageNumber");
    assert_string_equal(furniture(BODY "\n1-2-3\n\n" BODY, out), "");
    assert_string_equal(
        furniture(BODY "\n21-32343      12345678/17\n\n" BODY, out), "");
}

static void a_notice_on_top_of_a_title_is_taken_off_it(void **state)
{
    char out[200];

    (void)state;
    assert_string_equal(
        furniture("Check against delivery\nSTATEMENT BY THE MAYOR\nON THE "
                  "BRIDGE\n\nWe met in the old town hall to speak about\n"
                  "the bridge, and everybody who had crossed it that\n"
                  "winter had something to say about it.\n",
                  out),
        "notice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_punctuation_and_numbers_do_not_count),
        cmocka_unit_test(a_phrase_is_not_found_in_other_words),
        cmocka_unit_test(a_scraped_page_is_stripped_of_what_is_round_it),
        cmocka_unit_test(an_authors_own_short_lines_are_left_alone),
        cmocka_unit_test(numbers_of_document_and_page_are_furniture),
        cmocka_unit_test(a_notice_on_top_of_a_title_is_taken_off_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
