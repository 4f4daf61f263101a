#include "../check.h"
#include "read/reader.h"

#include <stdio.h>
#include <string.h>

typedef struct result {
    ltn_doc *doc;
    ltn_diags diags;
    ltn_status status;
} result;

static result read_bytes(const char *bytes, size_t len, const char *encoding)
{
    static ltn_builder b;
    result r = {0};

    ltn_diags_init(&r.diags, "test.txt");
    ltn_build_start(&b, &r.diags);
    r.status = ltn_reader_text.read(
        bytes, len, &(ltn_read_options){.encoding = encoding}, &b, &r.diags);
    ltn_status built = ltn_build_finish(&b, &r.doc);
    if (r.status == LTN_OK)
        r.status = built;
    return r;
}

static result read_string(const char *s)
{
    return read_bytes(s, strlen(s), NULL);
}

static void drop(result *r)
{
    ltn_doc_free(r->doc);
    ltn_diags_release(&r->diags);
}

/* "p p(h) lg(l l)": the kinds by their id prefix. */
static const char *shape(const ltn_doc *doc, char out[400])
{
    size_t n = 0;

    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        const ltn_kind_info *k = &ltn_kinds[it.node->kind];
        if (it.node == doc->root || k->group > LTN_BLOCKS)
            continue;
        bool in = k->group == LTN_CONTAINERS;
        if (it.event == LTN_ENTER)
            n += (size_t)snprintf(out + n, 400 - n, "%s%s",
                                  n && out[n - 1] != '(' ? " " : "", k->id);
        if (in)
            n += (size_t)snprintf(out + n, 400 - n,
                                  it.event == LTN_ENTER ? "(" : ")");
    }
    out[n] = '\0';
    return out;
}

static void assert_shape(const char *text, const char *expected)
{
    char out[400];
    const char *why;
    result r = read_string(text);

    assert_int_equal(r.status, LTN_OK);
    assert_int_equal(ltn_doc_check(r.doc, &why), LTN_OK);
    assert_string_equal(shape(r.doc, out), expected);
    assert_int_equal(r.doc->text.len, strlen(text));
    drop(&r);
}

#define WRAPPED                                                                \
    "It was a long and quiet road that led from the mill down to the\n"        \
    "river, and nobody had walked on it since the first days of the\n"         \
    "spring, when the water had risen over the meadow and taken the\n"         \
    "fences with it.\n"

static void blank_lines_divide_wrapped_text(void **state)
{
    (void)state;
    assert_shape(WRAPPED "\n" WRAPPED, "p p");
}

static void every_line_is_a_paragraph_when_nothing_is_wrapped(void **state)
{
    (void)state;
    assert_shape("The first one.\nThe second one.\nThe third one.\n", "p p p");
}

static void indented_first_lines_begin_paragraphs(void **state)
{
    (void)state;
    assert_shape("  " WRAPPED "  " WRAPPED "  " WRAPPED, "p p p");
}

static void a_blank_line_between_any_two_lines_is_no_end(void **state)
{
    (void)state;
    assert_shape("It was a long and quiet road that led from the mill to\n\n"
                 "the river, and nobody had walked on it since the first\n\n"
                 "days of the spring, when the water had risen over them\n\n"
                 "and taken the fences with it.\n\n\n\n"
                 "Then the miller came, and his wife, and they looked at\n\n"
                 "what was left of the fences.\n",
                 "p p");
}

static void a_page_number_does_not_end_a_paragraph(void **state)
{
    (void)state;
    assert_shape("It was a long and quiet road that led from the mill down\n"
                 "to the river, and nobody had walked on it since the first\n"
                 "\n12\n\n"
                 "days of the spring, when the water had risen over the old\n"
                 "meadow. And taken the fences with it, and the gates, and\n"
                 "all of the hay that was still there from the last harvest\n"
                 "\n13\n\n"
                 "that anybody could remember.\n",
                 "p fw fw");
}

static void bullets_make_lists_with_levels(void **state)
{
    (void)state;
    assert_shape("Buy:\n\n* bread\n  1. white\n  2. brown\n* milk\n\nThanks.",
                 "p li(i(p li(i(p) i(p))) i(p)) p");
}

static void dashes_of_speech_are_no_list(void **state)
{
    (void)state;
    assert_shape("— Who is it?\n\n— It is me.\n\n— Come in.\n", "p p p");
}

static void an_underline_makes_a_heading(void **state)
{
    (void)state;
    assert_shape("The Arrival\n===========\n\nHe came.\n", "h p");
}

static void indented_short_lines_are_verse(void **state)
{
    (void)state;
    assert_shape(WRAPPED "\n    All along the backwater,\n    Through the "
                         "rushes tall,\n\n" WRAPPED,
                 "p lg(l l) p");
}

static void what_is_indented_alike_is_a_block_quote(void **state)
{
    (void)state;
    assert_shape(WRAPPED WRAPPED
                 "The report says:\n\n"
                 "    The bridge was built by the people of the valley, and\n"
                 "    it was never meant to carry anything heavier.\n\n"
                 "    It will not stand.\n\n" WRAPPED,
                 "p p p q(p p) p");
}

static void mail_quotes_keep_their_signs(void **state)
{
    (void)state;
    assert_shape("He wrote:\n\n> I have read it.\n>\n> It is nonsense.\n\n"
                 "That was all.\n",
                 "p q(p p) p");
}

static void centred_lines_make_one_heading(void **state)
{
    (void)state;
    assert_shape(WRAPPED "\n                     IN WHICH NOBODY COMES\n"
                         "                       AND NOBODY LEAVES\n\n" WRAPPED,
                 "p h p");
}

static void a_line_of_no_break_spaces_is_kept_as_a_spacer(void **state)
{
    (void)state;
    assert_shape("One.\n\xC2\xA0\nTwo.\n", "p fw p");
}

static void front_matter_is_one_block(void **state)
{
    char out[400];
    result r = read_string("---\ntitle: A tale\ndate: 2024\n---\n\nOne.\n");

    (void)state;
    assert_string_equal(shape(r.doc, out), "fw p");
    assert_int_equal(r.doc->root->first->cls, LTN_FW_FRONT_MATTER);
    drop(&r);
}

static void a_divided_word_has_a_hyphen_leaf(void **state)
{
    result r = read_string("They spoke of a fully inclu-\nsive thing.\n");
    const ltn_node *p = r.doc->root->first;

    (void)state;
    assert_int_equal(p->first->next->kind, LTN_HYPHEN);
    assert_int_equal(p->first->next->end - p->first->next->start, 2);
    drop(&r);
}

static void all_line_ends_stay_in_the_text(void **state)
{
    result r = read_string("One.\r\nTwo.\rThree.\xE2\x80\xA8"
                           "Four.\n");
    char out[400];

    (void)state;
    assert_string_equal(shape(r.doc, out), "p p p p");
    assert_string_equal(r.doc->source.line_ends, "mixed");
    drop(&r);
}

static void utf_16_is_told_by_its_mark(void **state)
{
    result r = read_bytes("\xFF\xFEH\0i\0.\0", 8, NULL);

    (void)state;
    assert_int_equal(r.status, LTN_OK);
    assert_memory_equal(r.doc->text.data, "Hi.", 3);
    assert_string_equal(r.doc->source.encoding, "UTF-16LE");
    assert_true(r.doc->source.bom && r.doc->source.decoded);
    drop(&r);
}

static void a_legacy_encoding_is_guessed_with_a_warning(void **state)
{
    result r = read_string("Les \xE9l\xE8ves fran\xE7"
                           "ais \xE9taient d\xE9j\xE0 l\xE0.\n");

    (void)state;
    assert_int_equal(r.status, LTN_OK);
    assert_non_null(strstr(r.doc->text.data, "élèves"));
    assert_int_equal(r.diags.count[LTN_WARNING], 1);
    assert_string_equal(r.diags.first->code, "text.encoding.guessed");
    drop(&r);
}

static void the_first_broken_byte_is_named_with_its_place(void **state)
{
    result r = read_string("Les élèves\nétaient d\xE9jà là, très tôt\n");

    (void)state;
    assert_int_equal(r.status, LTN_INVALID);
    assert_string_equal(r.diags.first->code, "text.encoding.invalid");
    assert_int_equal(r.diags.first->pos.line, 2);
    assert_int_equal(r.diags.first->pos.col, 10);
    drop(&r);
}

static void an_unknown_encoding_is_the_callers_mistake(void **state)
{
    result r = read_bytes("Hi.", 3, "klingon");

    (void)state;
    assert_int_equal(r.status, LTN_EUSAGE);
    drop(&r);
}

static void nothing_but_white_space_is_refused(void **state)
{
    static const char *const nothing[] = {"", " \n\t\n", "\xEF\xBB\xBF",
                                          "\xC2\xA0\n"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        result r = read_string(nothing[i]);
        assert_int_equal(r.status, LTN_INVALID);
        assert_string_equal(r.diags.first->code, "text.empty");
        drop(&r);
    }
}

static void binary_files_are_refused_by_name(void **state)
{
    result r = read_string("%PDF-1.7 and so on");

    (void)state;
    assert_int_equal(r.status, LTN_INVALID);
    assert_string_equal(r.diags.first->code, "text.binary");
    assert_non_null(strstr(r.diags.first->text, "PDF"));
    drop(&r);
}

static void control_characters_are_reported_and_kept(void **state)
{
    result r = read_bytes("One\0two and all the others.\x01\n", 29, NULL);

    (void)state;
    assert_int_equal(r.status, LTN_OK);
    assert_int_equal(r.doc->text.len, 29);
    assert_string_equal(r.diags.first->code, "text.control");
    drop(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_lines_divide_wrapped_text),
        cmocka_unit_test(every_line_is_a_paragraph_when_nothing_is_wrapped),
        cmocka_unit_test(indented_first_lines_begin_paragraphs),
        cmocka_unit_test(a_blank_line_between_any_two_lines_is_no_end),
        cmocka_unit_test(a_page_number_does_not_end_a_paragraph),
        cmocka_unit_test(bullets_make_lists_with_levels),
        cmocka_unit_test(dashes_of_speech_are_no_list),
        cmocka_unit_test(an_underline_makes_a_heading),
        cmocka_unit_test(indented_short_lines_are_verse),
        cmocka_unit_test(what_is_indented_alike_is_a_block_quote),
        cmocka_unit_test(mail_quotes_keep_their_signs),
        cmocka_unit_test(centred_lines_make_one_heading),
        cmocka_unit_test(a_line_of_no_break_spaces_is_kept_as_a_spacer),
        cmocka_unit_test(front_matter_is_one_block),
        cmocka_unit_test(a_divided_word_has_a_hyphen_leaf),
        cmocka_unit_test(all_line_ends_stay_in_the_text),
        cmocka_unit_test(utf_16_is_told_by_its_mark),
        cmocka_unit_test(a_legacy_encoding_is_guessed_with_a_warning),
        cmocka_unit_test(the_first_broken_byte_is_named_with_its_place),
        cmocka_unit_test(an_unknown_encoding_is_the_callers_mistake),
        cmocka_unit_test(nothing_but_white_space_is_refused),
        cmocka_unit_test(binary_files_are_refused_by_name),
        cmocka_unit_test(control_characters_are_reported_and_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
