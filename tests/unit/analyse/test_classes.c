#include "../check.h"

#include "sample.h"

/* The classes of the quotations of a text, in order. */
static const char *classes(sample *s, const char *lang, const char *text)
{
    size_t n = 0;

    read_text(s, text);
    in_language(s, lang);
    run_pass(s, &ltn_pass_quotes);
    run_pass(s, &ltn_pass_classes);
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);) {
        const ltn_node *x = it.node;
        if (it.event == LTN_ENTER && x->kind == LTN_QUOTE)
            n += (size_t)snprintf(s->shown + n, sizeof s->shown - n, "%s ",
                                  ltn_class_name(LTN_QUOTE, x->cls));
    }
    return s->shown;
}

static void expect(const char *lang, const char *text, const char *want)
{
    sample s = {.shown = ""};

    assert_string_equal(classes(&s, lang, text), want);
    end_sample(&s);
}

static void a_short_phrase_is_kept_at_a_distance(void **state)
{
    (void)state;
    expect("en", "The so-called “experts” met a “soft” deadline.",
           "soCalled soCalled ");
    expect("de", "Die sogenannten „Experten“ kamen.", "soCalled ");
    expect("fr", "Les soi-disant « experts » sont venus.", "soCalled ");
}

static void an_entitled_work_is_a_title(void **state)
{
    (void)state;
    expect("en",
           "Its resolution “On the use of water” (A/RES/61/2) and the report "
           "entitled “Rivers of the World” were read.",
           "title title ");
    expect("es", "El informe titulado “Ríos del mundo” fue leído.", "title ");
    expect("ru", "Доклад под названием «Реки мира» был прочитан.", "title ");
}

static void a_long_fragment_is_a_quotation(void **state)
{
    (void)state;
    expect("en",
           "It notes that “since the first day the members have worked to a "
           "common end in all parts of the river basin”.",
           "quote ");
}

static void what_people_of_a_story_say_is_said(void **state)
{
    (void)state;
    expect("en",
           "“Come in,” said Anna.\n\n“It rains,” he answered.\n\n“So it "
           "does.”",
           "said said said ");
}

static void a_word_that_is_talked_about_is_a_term(void **state)
{
    (void)state;
    expect("en", "The word “basin” is old.", "term ");
}

static void names_in_a_list_share_their_class(void **state)
{
    (void)state;
    expect("en", "The ships “Orion”, “Vega” and “Sirius” sailed.",
           "name name name ");
}

static void doubt_stays_undecided(void **state)
{
    sample s = {.shown = "", .analysis.options.threshold = 98};

    (void)state;
    assert_string_equal(classes(&s, "en", "A “soft” word."), "q ");
    end_sample(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_phrase_is_kept_at_a_distance),
        cmocka_unit_test(an_entitled_work_is_a_title),
        cmocka_unit_test(a_long_fragment_is_a_quotation),
        cmocka_unit_test(what_people_of_a_story_say_is_said),
        cmocka_unit_test(a_word_that_is_talked_about_is_a_term),
        cmocka_unit_test(names_in_a_list_share_their_class),
        cmocka_unit_test(doubt_stays_undecided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
