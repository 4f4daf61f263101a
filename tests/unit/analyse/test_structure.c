#include "../check.h"

#include "sample.h"

/* The divisions and headings of text: "chapter[1:CHAPTER I part...]". */
static const char *outline(const char *text, char out[600])
{
    sample s;
    size_t n = 0;

    read_layout(&s, text);
    run_pass(&s, &ltn_pass_structure);
    out[0] = '\0';
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);) {
        const ltn_node *k = it.node;
        if (k->kind == LTN_DIVISION && it.event == LTN_ENTER)
            n += (size_t)snprintf(out + n, 600 - n, "%s[",
                                  ltn_class_name(LTN_DIVISION, k->cls));
        else if (k->kind == LTN_DIVISION)
            n += (size_t)snprintf(out + n, 600 - n, "]");
        else if (k->kind == LTN_EPIGRAPH && it.event == LTN_ENTER)
            n += (size_t)snprintf(out + n, 600 - n, "(epigraph)");
        else if (k->kind == LTN_FOOTNOTE && it.event == LTN_ENTER)
            n += (size_t)snprintf(out + n, 600 - n, "(note %s)",
                                  k->props->label);
        else if (k->kind == LTN_NOTE_REF && it.event == LTN_ENTER)
            n += (size_t)snprintf(
                out + n, 600 - n, "(to %s)",
                ltn_doc_node(s.doc, k->props->target)->props->label);
        else if (k->kind == LTN_HEADING && it.event == LTN_ENTER)
            n += (size_t)snprintf(out + n, 600 - n, "%s%u:%.*s;",
                                  k->cls == LTN_HEAD_SUB ? "sub" : "", k->level,
                                  (int)(k->end - k->start),
                                  s.doc->text.data + k->start);
    }
    end_sample(&s);
    return out;
}

static void assert_outline(const char *text, const char *expected)
{
    char out[600];

    assert_string_equal(outline(text, out), expected);
}

#define BODY                                                                   \
    "\n\nWe met in the old town hall to speak about the bridge, and "          \
    "everybody who had crossed it that winter had something to say.\n\n"

static void named_and_numbered_headings_nest(void **state)
{
    (void)state;
    assert_outline("PART ONE\n\nTHE BRIDGE\n\nCHAPTER I" BODY "CHAPTER II" BODY
                   "PART TWO" BODY,
                   "part[1:PART ONE;sub1:THE BRIDGE;chapter[2:CHAPTER I;]"
                   "chapter[2:CHAPTER II;]]part[1:PART TWO;]");
}

static void names_are_known_in_many_languages(void **state)
{
    (void)state;
    assert_outline("Erstes Kapitel" BODY "Chapitre II" BODY "Глава 3" BODY,
                   "chapter[1:Erstes Kapitel;]chapter[1:Chapitre II;]"
                   "chapter[1:Глава 3;]");
}

static void decimal_numbers_give_levels(void **state)
{
    (void)state;
    assert_outline("1. Introduction" BODY "1.1 The Valley" BODY
                   "1.2 The Bridge" BODY "2. Methods" BODY,
                   "section[1:1. Introduction;section[2:1.1 The Valley;]"
                   "section[2:1.2 The Bridge;]]section[1:2. Methods;]");
}

static void numbers_that_rise_and_lines_between_texts_are_headings(void **state)
{
    (void)state;
    assert_outline("1 A slow start" BODY "2 What was done" BODY
                   "3 What remains" BODY,
                   "section[1:1 A slow start;]section[1:2 What was done;]"
                   "section[1:3 What remains;]");
    assert_outline("The Fund" BODY "How it began and why" BODY
                   "What it did for the towns" BODY,
                   "section[1:The Fund;]section[1:How it began and why;]"
                   "section[1:What it did for the towns;]");
}

static void front_matter_ends_where_numbers_begin(void **state)
{
    (void)state;
    assert_outline("Abstract" BODY "1. Introduction" BODY "2. Methods" BODY,
                   "front[1:Abstract;]section[1:1. Introduction;]"
                   "section[1:2. Methods;]");
}

static void a_bare_title_stands_between_paragraphs(void **state)
{
    (void)state;
    assert_outline("Once more" BODY "The Long Way" BODY "Home Again" BODY,
                   "section[1:Once more;]section[1:The Long Way;]"
                   "section[1:Home Again;]");
}

static void a_speech_is_named_by_its_title(void **state)
{
    (void)state;
    assert_outline("Remarks by the Mayor at the opening of the bridge.\n\n"
                   "July 19, 2024" BODY,
                   "speech[1:Remarks by the Mayor at the opening of the "
                   "bridge.;]");
}

static void short_sentences_and_signatures_are_no_headings(void **state)
{
    (void)state;
    assert_outline("She was late." BODY "\"No\"" BODY
                   "Part of it was true." BODY "Yours,\n\nJohn Smith\n",
                   "");
}

static void verse_under_a_heading_is_an_epigraph(void **state)
{
    (void)state;
    assert_outline("CHAPTER I\n\n    All along the backwater,\n"
                   "    Through the rushes tall,\n\nGrahame" BODY,
                   "chapter[1:CHAPTER I;(epigraph)]");
}

static void notes_are_linked_to_where_they_are_called(void **state)
{
    (void)state;
    assert_outline("The bridge[1] was old, and the road* that led to it was "
                   "older[2] than anything else in the valley.\n\n[1] Built "
                   "in 1802.\n\n[2] See above.\n\n* Now closed.\n\n[9] "
                   "Nobody calls this one.\n",
                   "(to 1)(to *)(to 2)(note 1)(note 2)(note *)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(named_and_numbered_headings_nest),
        cmocka_unit_test(names_are_known_in_many_languages),
        cmocka_unit_test(decimal_numbers_give_levels),
        cmocka_unit_test(
            numbers_that_rise_and_lines_between_texts_are_headings),
        cmocka_unit_test(front_matter_ends_where_numbers_begin),
        cmocka_unit_test(a_bare_title_stands_between_paragraphs),
        cmocka_unit_test(a_speech_is_named_by_its_title),
        cmocka_unit_test(short_sentences_and_signatures_are_no_headings),
        cmocka_unit_test(verse_under_a_heading_is_an_epigraph),
        cmocka_unit_test(notes_are_linked_to_where_they_are_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
