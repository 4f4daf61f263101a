#include "../check.h"

#include "sample.h"

/* The text with brackets round its quotations. */
static const char *shown(sample *s)
{
    size_t n = 0;

    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);) {
        const ltn_node *x = it.node;
        char *out = s->shown + n;
        size_t room = sizeof s->shown - n;
        if (it.event == LTN_LEAF)
            n += (size_t)snprintf(out, room, "%.*s", (int)(x->end - x->start),
                                  s->doc->text.data + x->start);
        else if (x->kind == LTN_QUOTE)
            n += (size_t)snprintf(out, room, it.event == LTN_ENTER ? "[" : "]");
        else if (x->kind == LTN_PARAGRAPH && it.event == LTN_LEAVE)
            n += (size_t)snprintf(out, room, "/");
    }
    return s->shown;
}

static void expect_in(const char *lang, const char *style, const char *text,
                      const char *want)
{
    sample s = {.analysis.options.quotes = style};

    read_text(&s, text);
    in_language(&s, lang);
    run_pass(&s, &ltn_pass_quotes);
    assert_string_equal(shown(&s), want);
    end_sample(&s);
}

static void expect(const char *style, const char *text, const char *want)
{
    expect_in("en", style, text, want);
}

static void marks_stay_inside(void **state)
{
    (void)state;
    expect(NULL, "He said “no”, twice.", "He said [“no”], twice./");
    expect(NULL, "\"Go,\" he said. \"Now.\"", "[\"Go,\"] he said. [\"Now.\"]/");
}

static void an_apostrophe_is_no_mark(void **state)
{
    (void)state;
    expect(NULL, "‘The boys’ books,’ said O’Brien, ‘are ’tis-free.’",
           "[‘The boys’ books,’] said O’Brien, [‘are ’tis-free.’]/");
    expect(NULL, "'It's the dogs' bowl,' he said. 'Fish 'n' chips.'",
           "['It's the dogs' bowl,'] he said. ['Fish 'n' chips.']/");
    expect(NULL, "It was ’69, or the ’70s; ’twas cold.",
           "It was ’69, or the ’70s; ’twas cold./");
}

static void a_prime_is_no_mark(void **state)
{
    (void)state;
    expect(NULL, "\"A 5'9\" man,\" she said, with a 12\" rule.",
           "[\"A 5'9\" man,\"] she said, with a 12\" rule./");
}

static void quotes_nest_three_deep(void **state)
{
    (void)state;
    expect(NULL, "“I heard ‘He cried “Fire!” and ran’ from her,” he said.",
           "[“I heard [‘He cried [“Fire!”] and ran’] from her,”] he said./");
}

static void the_document_decides_which_mark_opens(void **state)
{
    (void)state;
    expect(NULL, "»Ja«, sagte er. »Nein.«", "[»Ja«], sagte er. [»Nein.«]/");
    expect(NULL, "«Oui», dit-il. «Non.»", "[«Oui»], dit-il. [«Non.»]/");
    expect(NULL, "”Kyllä”, hän sanoi. ”Ei.”", "[”Kyllä”], hän sanoi. [”Ei.”]/");
    expect(NULL, "„Ano,“ řekl. „Ne.“", "[„Ano,“] řekl. [„Ne.“]/");
    expect(NULL, "„Tak”, rzekł.", "[„Tak”], rzekł./");
    expect(NULL, "「はい」と『彼』は言った。",
           "[「はい」]と[『彼』]は言った。/");
    expect(NULL, "``Yes,'' he said, `now'.", "[``Yes,''] he said, [`now']./");
}

static void a_space_inside_of_chevrons_is_theirs(void **state)
{
    (void)state;
    expect(NULL, "Il dit : « Oui » et « non » ; « peut-être ».",
           "Il dit : [« Oui »] et [« non »] ; [« peut-être »]./");
}

static void a_reopened_quotation_runs_on(void **state)
{
    (void)state;
    expect(NULL, "“One.\n\n“Two ‘three’.\n\n“Four.”\n\nFive.",
           "[“One.]/[“Two [‘three’].]/[“Four.”]/Five./");
}

static void a_lost_mark_hurts_its_paragraph_only(void **state)
{
    (void)state;
    expect(NULL, "The “lost mark.\n\nHe said “yes”.\n\nShe said “no”.",
           "The “lost mark./He said [“yes”]./She said [“no”]./");
}

static void a_line_end_is_a_space(void **state)
{
    (void)state;
    expect(NULL, "It was \"a long\nway\" off.",
           "It was [\"a long\nway\"] off./");
}

static void a_style_can_be_forced(void **state)
{
    (void)state;
    expect("chevrons", "»Ja« “no” «x»", "[»Ja«] “no” «x»/");
}

static void a_dash_opens_speech(void **state)
{
    (void)state;
    expect_in("es", NULL,
              "—¿Adónde vas? —dijo Ana—. Es tarde.\n\n—A casa —respondió "
              "él.\n\nLlovía.",
              "[—¿Adónde vas?] —dijo Ana—. [Es tarde.]/[—A casa] "
              "—respondió él./Llovía./");
    expect_in("ru", NULL, "— Нет, — сказал он. — Завтра.\n\n— Хорошо.",
              "[— Нет,] — сказал он. — [Завтра.]/[— Хорошо.]/");
}

static void a_list_is_no_dialogue(void **state)
{
    (void)state;
    expect(NULL, "We need:\n\n— bread\n\n— milk\n\n— salt",
           "We need:/— bread/— milk/— salt/");
}

static void french_speech_is_cut_at_the_inserted_clause(void **state)
{
    (void)state;
    expect_in("fr", NULL,
              "— Venez, dit-elle, il est tard.\n\n— Non ! répondit Luc d'une "
              "voix sourde. Je reste.",
              "[— Venez,] dit-elle, [il est tard.]/[— Non !] répondit Luc "
              "d'une voix sourde. [Je reste.]/");
    expect_in("fr", NULL, "« Demain, reprit-il, nous verrons. »",
              "[« Demain,] reprit-il, [nous verrons. »]/");
}

static void parts_of_a_quotation_are_linked(void **state)
{
    sample s = {0};
    const ltn_node *part[2] = {NULL, NULL};
    int n = 0;

    (void)state;
    read_text(&s, "“One.\n\n“Two.”");
    run_pass(&s, &ltn_pass_quotes);
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER && it.node->kind == LTN_QUOTE && n < 2)
            part[n++] = it.node;
    assert_int_equal(n, 2);
    assert_int_equal(part[0]->props->next, part[1]->key);
    assert_int_equal(part[1]->props->prev, part[0]->key);
    assert_string_equal(s.doc->findings.at[0].value, "en");
    end_sample(&s);
}

static void an_unknown_style_is_refused(void **state)
{
    sample s = {.analysis.options.quotes = "frr"};
    ltn_edits e;

    (void)state;
    read_text(&s, "x");
    ltn_edits_init(&e, s.doc);
    assert_int_equal(ltn_pass_quotes.run(&s.analysis, s.doc, &e, &s.diags),
                     LTN_EUSAGE);
    assert_int_equal(s.diags.count[LTN_ERROR], 1);
    ltn_edits_release(&e);
    end_sample(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_stay_inside),
        cmocka_unit_test(an_apostrophe_is_no_mark),
        cmocka_unit_test(a_prime_is_no_mark),
        cmocka_unit_test(quotes_nest_three_deep),
        cmocka_unit_test(the_document_decides_which_mark_opens),
        cmocka_unit_test(a_space_inside_of_chevrons_is_theirs),
        cmocka_unit_test(a_reopened_quotation_runs_on),
        cmocka_unit_test(a_lost_mark_hurts_its_paragraph_only),
        cmocka_unit_test(a_line_end_is_a_space),
        cmocka_unit_test(a_style_can_be_forced),
        cmocka_unit_test(a_dash_opens_speech),
        cmocka_unit_test(a_list_is_no_dialogue),
        cmocka_unit_test(french_speech_is_cut_at_the_inserted_clause),
        cmocka_unit_test(parts_of_a_quotation_are_linked),
        cmocka_unit_test(an_unknown_style_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
