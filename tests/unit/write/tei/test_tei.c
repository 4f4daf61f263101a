#include "../../check.h"

#include "model/build.h"
#include "model/edits.h"
#include "write/writer.h"

#include <stdio.h>
#include <string.h>

static ltn_builder b;
static ltn_diags diags;
static ltn_buf out;
static ltn_doc *doc;

static int begin(void **state)
{
    (void)state;
    ltn_diags_init(&diags, "test");
    ltn_build_start(&b, &diags);
    return 0;
}

static int end(void **state)
{
    (void)state;
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    doc = NULL;
    ltn_diags_release(&diags);
    return 0;
}

static ltn_node *node(ltn_kind kind)
{
    return ltn_build_open(&b, kind);
}

static void done(void)
{
    ltn_build_close(&b);
}

static void say(const char *text)
{
    ltn_build_text(&b, text, strlen(text), (ltn_pos){.line = 1, .col = 1});
}

/* A node of this kind and class with text. */
static ltn_node *put(ltn_kind kind, unsigned cls, const char *text)
{
    ltn_node *n = node(kind);

    n->cls = (uint8_t)cls;
    say(text);
    done();
    return n;
}

static ltn_props *props(ltn_node *n)
{
    ltn_props *p = ltn_build_props(&b);

    n->props = p;
    return p;
}

static void finish(void)
{
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    doc->source = (ltn_source){.name = "p1.txt", .stem = "p1"};
}

static void know(ltn_meta_key key, const char *text, const char *iso)
{
    ltn_meta_value v = {
        .key = key, .origin = LTN_FROM_TABLE, .text = text, .iso = iso};

    ltn_meta_add(&doc->meta, &doc->strings, &v);
}

/* The whole file. */
static const char *file(void)
{
    ltn_write_options options = {.time = 1700000000};

    if (!doc)
        finish();
    assert_int_equal(ltn_writer_tei.write(doc, &options, &out, &diags), LTN_OK);
    ltn_buf_putc(&out, '\0');
    return out.data;
}

/* What is in the body. */
static void expect(const char *want)
{
    char *from = strstr(file(), "<body>") + 6;
    char *to = strstr(from, "</body>\n</text>");

    *to = '\0';
    assert_string_equal(from, want);
}

static void expect_in_file(const char *want)
{
    if (!strstr(file(), want))
        fail_msg("no %s in %s", want, strstr(out.data, "<text"));
}

static void blocks_stand_on_lines_with_ids(void **state)
{
    (void)state;
    node(LTN_DIVISION)->cls = LTN_DIV_SPEECH;
    put(LTN_HEADING, 0, "A & B");
    put(LTN_PARAGRAPH, 0, "one");
    put(LTN_PARAGRAPH, 0, "two");
    expect("\n<div xml:id=\"d1\" type=\"speech\">\n"
           "<head xml:id=\"h1\">A &amp; B</head>\n"
           "<p xml:id=\"p1\">one</p>\n<p xml:id=\"p2\">two</p>\n</div>\n");
}

static void an_empty_document_has_a_body(void **state)
{
    (void)state;
    expect("<ab/>");
}

static void loose_words_share_an_ab(void **state)
{
    (void)state;
    say("one ");
    put(LTN_EMPHASIS, LTN_EMPH_BOLD, "two");
    put(LTN_PARAGRAPH, 0, "three");
    expect("\n<ab>one <hi rend=\"bold\">two</hi></ab>\n"
           "<p xml:id=\"p1\">three</p>\n");
}

static void a_heading_after_paragraphs_begins_a_section(void **state)
{
    (void)state;
    put(LTN_PARAGRAPH, 0, "one");
    put(LTN_HEADING, 0, "A");
    put(LTN_HEADING, LTN_HEAD_SUB, "B");
    put(LTN_PARAGRAPH, 0, "two");
    put(LTN_HEADING, 0, "C");
    expect("\n<p xml:id=\"p1\">one</p>\n"
           "<div type=\"section\">\n<head xml:id=\"h1\">A</head>\n"
           "<head xml:id=\"h2\" type=\"sub\">B</head>\n"
           "<p xml:id=\"p2\">two</p>\n</div>\n"
           "<div type=\"section\">\n<head xml:id=\"h3\">C</head>\n</div>\n");
}

static void a_paragraph_after_a_division_continues(void **state)
{
    (void)state;
    node(LTN_DIVISION);
    done();
    put(LTN_PARAGRAPH, 0, "after");
    expect("\n<div xml:id=\"d1\" type=\"section\"/>\n"
           "<div type=\"continuation\">\n<p xml:id=\"p1\">after</p>\n</div>\n");
}

static void openers_and_closers_gather_their_parts(void **state)
{
    (void)state;
    put(LTN_DATELINE, 0, "Rome");
    put(LTN_SALUTATION, 0, "Sir,");
    put(LTN_PARAGRAPH, 0, "one");
    put(LTN_CLOSING, 0, "Thank you.");
    put(LTN_SIGNATURE, 0, "X");
    put(LTN_FURNITURE, LTN_FW_NAVIGATION, "More");
    expect("\n<opener><dateline xml:id=\"dl1\">Rome</dateline>"
           "<salute xml:id=\"sa1\">Sir,</salute></opener>\n"
           "<p xml:id=\"p1\">one</p>\n"
           "<closer><salute xml:id=\"cl1\">Thank you.</salute>"
           "<signed xml:id=\"sg1\">X</signed></closer>\n"
           "<fw xml:id=\"fw1\" type=\"navigation\">More</fw>\n");
}

static void a_closing_in_the_middle_is_an_ab(void **state)
{
    (void)state;
    put(LTN_PARAGRAPH, 0, "one");
    put(LTN_CLOSING, 0, "Thanks.");
    put(LTN_PARAGRAPH, 0, "two");
    expect("\n<p xml:id=\"p1\">one</p>\n"
           "<ab xml:id=\"cl1\" type=\"closing\">Thanks.</ab>\n"
           "<p xml:id=\"p2\">two</p>\n");
}

static void a_quote_names_its_source(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    ltn_node *q = put(LTN_QUOTE, LTN_Q_QUOTE, "\"x\"");
    say(" in ");
    ltn_node *c = put(LTN_CITATION, 0, "A/RES/1");
    props(q)->source = c->key;
    props(c)->family = "un-symbol";
    expect("\n<p xml:id=\"p1\"><quote xml:id=\"q1\" source=\"#b1\">\"x\""
           "</quote> in <bibl xml:id=\"b1\" type=\"un-symbol\">A/RES/1</bibl>"
           "</p>\n");
}

static void a_quote_and_source_that_touch_are_a_cit(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    ltn_node *q = put(LTN_QUOTE, LTN_Q_QUOTE, "\"x\"");
    say(" ");
    ltn_node *c = put(LTN_CITATION, 0, "(p. 3)");
    say(".");
    props(q)->source = c->key;
    expect("\n<p xml:id=\"p1\"><cit><quote xml:id=\"q1\" source=\"#b1\">\"x\""
           "</quote> <bibl xml:id=\"b1\">(p. 3)</bibl></cit>.</p>\n");
}

static void a_title_never_stands_in_a_cit(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    ltn_node *q = put(LTN_QUOTE, LTN_Q_TITLE, "\"x\"");
    ltn_node *c = put(LTN_CITATION, 0, "(p. 3)");
    props(q)->source = c->key;
    expect("\n<p xml:id=\"p1\"><title xml:id=\"q1\" source=\"#b1\">\"x\""
           "</title><bibl xml:id=\"b1\">(p. 3)</bibl></p>\n");
}

static void a_citation_points_where_its_identifier_is(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    ltn_node *c = node(LTN_CITATION);
    say("see ");
    ltn_props *p = props(c);
    p->url = "https://undocs.org/A/RES/1";
    p->identifier = "A/RES/1";
    props(put(LTN_BIBL_PART, LTN_BIBL_IDENTIFIER, "1"))->family = "un";
    done();
    expect("\n<p xml:id=\"p1\"><bibl xml:id=\"b1\">see <ref "
           "target=\"https://undocs.org/A/RES/1\" n=\"A/RES/1\">"
           "<idno type=\"un\">1</idno></ref></bibl></p>\n");
}

static void a_plain_citation_points_with_all_its_words(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    props(put(LTN_CITATION, 0, "Mt 5,9"))->cref = "Matt.5.9";
    expect("\n<p xml:id=\"p1\"><bibl xml:id=\"b1\"><ref cRef=\"Matt.5.9\">"
           "Mt 5,9</ref></bibl></p>\n");
}

static void a_citation_with_parts_has_a_pointer_at_its_end(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    ltn_node *c = node(LTN_CITATION);
    props(c)->cref = "UN-Charter Art. 51";
    ltn_props *p = props(put(LTN_LOCATOR, 0, "Article 51"));
    p->unit = "article";
    p->from = "51";
    say(" of the Charter");
    done();
    expect("\n<p xml:id=\"p1\"><bibl xml:id=\"b1\"><biblScope unit=\"article\" "
           "from=\"51\" to=\"51\">Article 51</biblScope> of the Charter<ptr "
           "cRef=\"UN-Charter Art. 51\"/></bibl></p>\n");
}

static void breaks_keep_the_characters_they_cover(void **state)
{
    ltn_buf text = {0};

    (void)state;
    ltn_buf_puts(&text, "exam-\nple\nend\f");
    ltn_build_take(&b, &text);
    node(LTN_PARAGRAPH);
    ltn_build_leaf(&b, LTN_TEXT, 0, 4);
    ltn_build_leaf(&b, LTN_HYPHEN, 4, 6);
    ltn_build_leaf(&b, LTN_TEXT, 6, 9);
    ltn_build_leaf(&b, LTN_LINE_BREAK, 9, 10);
    ltn_build_leaf(&b, LTN_TEXT, 10, 13);
    done();
    ltn_build_leaf(&b, LTN_PAGE_BREAK, 13, 14);
    expect("\n<p xml:id=\"p1\">exam-\n<lb break=\"no\"/>ple\n<lb/>end</p>\n"
           "<pb xml:id=\"pb1\" rend=\"form-feed\"/>\n");
}

static void what_xml_cannot_hold_is_named(void **state)
{
    (void)state;
    put(LTN_PARAGRAPH, 0,
        "a\x01"
        "b\xEF\xBF\xBF");
    expect_in_file("<p xml:id=\"p1\">a<g ref=\"#char.0001\"/>b"
                   "<g ref=\"#char.FFFF\"/></p>");
    assert_non_null(strstr(out.data, "<char xml:id=\"char.0001\"><desc>"));
    assert_non_null(strstr(out.data, "U+FFFF</mapping>"));
}

static void blocks_in_running_text_become_segs(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    node(LTN_EMPHASIS);
    put(LTN_PARAGRAPH, 0, "in");
    done();
    node(LTN_DIVISION);
    put(LTN_PARAGRAPH, 0, "deep");
    expect("\n<p xml:id=\"p1\"><hi rend=\"italic\"><seg xml:id=\"p2\" "
           "type=\"paragraph\">in</seg></hi><floatingText>\n<body>\n"
           "<div xml:id=\"d1\" type=\"section\">\n<p xml:id=\"p3\">deep</p>\n"
           "</div>\n</body>\n</floatingText></p>\n");
}

static void strays_get_what_holds_them(void **state)
{
    (void)state;
    put(LTN_ITEM, 0, "a");
    put(LTN_ITEM, 0, "b");
    put(LTN_CELL, 0, "c");
    node(LTN_LIST);
    done();
    expect("\n<list>\n<item xml:id=\"i1\">a</item>\n<item xml:id=\"i2\">b"
           "</item>\n</list>\n<table>\n<row><cell xml:id=\"c1\">c</cell></row>"
           "\n</table>\n<list xml:id=\"li1\" rend=\"bulleted\"><item/></list>"
           "\n");
}

static void verse_holds_no_paragraphs_or_verse(void **state)
{
    (void)state;
    node(LTN_LINE);
    node(LTN_BLOCK_QUOTE)->cls = LTN_Q_QUOTE;
    put(LTN_PARAGRAPH, 0, "a");
    put(LTN_LINE, 0, "b");
    node(LTN_FOOTNOTE);
    put(LTN_PARAGRAPH, 0, "c");
    expect("\n<l xml:id=\"l1\"><quote xml:id=\"q1\"><seg xml:id=\"p1\" "
           "type=\"paragraph\">a</seg><seg xml:id=\"l2\" type=\"line\">b"
           "</seg><note xml:id=\"n1\" place=\"foot\">\n<p xml:id=\"p2\">c"
           "</p>\n</note></quote></l>\n");
}

static void turns_are_speeches_of_their_speakers(void **state)
{
    ltn_edits e;

    (void)state;
    ltn_node *t = node(LTN_TURN);
    props(t)->who = 1;
    put(LTN_SPEAKER, 0, "Ms A:");
    put(LTN_PARAGRAPH, 0, "Yes.");
    finish();
    ltn_edits_init(&e, doc);
    ltn_edit_entity(
        &e,
        &(ltn_entity){.cls = LTN_NAME_PERSON, .name = "A", .speaker = true});
    ltn_edits_release(&e);
    expect("\n<sp xml:id=\"sp1\" who=\"#per.1\">\n"
           "<speaker xml:id=\"spk1\">Ms A:</speaker>\n"
           "<p xml:id=\"p1\">Yes.</p>\n</sp>\n");
}

static void front_and_back_matter_have_their_parts(void **state)
{
    (void)state;
    node(LTN_DIVISION)->cls = LTN_DIV_PREFACE;
    done();
    put(LTN_PARAGRAPH, 0, "x");
    node(LTN_DIVISION)->cls = LTN_DIV_NOTES;
    done();
    expect_in_file("<front>\n<div xml:id=\"d1\" type=\"preface\"/>\n</front>\n"
                   "<body>\n<p xml:id=\"p1\">x</p>\n</body>\n"
                   "<back>\n<div xml:id=\"d2\" type=\"notes\"/>\n</back>");
}

static void only_valid_dates_become_attributes(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    props(put(LTN_DATE, 0, "a"))->when = "2024-02-29";
    props(put(LTN_DATE, 0, "b"))->when = "2023-02-29";
    props(put(LTN_DATE, 0, "c"))->when = "2024-06/2024-07-01";
    expect("\n<p xml:id=\"p1\"><date xml:id=\"dt1\" when=\"2024-02-29\">a"
           "</date><date xml:id=\"dt2\">b</date><date xml:id=\"dt3\" "
           "from=\"2024-06\" to=\"2024-07-01\">c</date></p>\n");
}

static void addresses_are_made_fit_for_xml(void **state)
{
    (void)state;
    node(LTN_PARAGRAPH);
    props(put(LTN_LINK, 0, "a"))->url = "http://x/a b?c&d#e#f%zz";
    props(put(LTN_LINK, 0, "b"))->url = "1:2";
    expect("\n<p xml:id=\"p1\"><ref xml:id=\"a1\" target=\""
           "http://x/a%20b?c&amp;d#e%23f%25zz\">a</ref>"
           "<ref xml:id=\"a2\">b</ref></p>\n");
}

static void decisions_that_are_not_sure_are_annotated(void **state)
{
    static const ltn_decision unsure = {"quote.class", "a <cue>", 62};

    (void)state;
    node(LTN_PARAGRAPH);
    put(LTN_QUOTE, LTN_Q_SOCALLED, "\"x\"")->why = &unsure;
    expect_in_file(
        "<annotation xml:id=\"an1\" target=\"#q1\" motivation=\"classifying\" "
        "cert=\"medium\"><note type=\"decision\">rule "
        "quote.class: a &lt;cue&gt; <num type=\"confidence\" "
        "value=\"0.62\"/></note></annotation>");
}

static void the_header_counts_what_is_there(void **state)
{
    (void)state;
    put(LTN_PARAGRAPH, 0, "one two");
    put(LTN_PARAGRAPH, 0, "three");
    expect_in_file("<tagUsage gi=\"p\" occurs=\"2\"/>");
    assert_non_null(strstr(out.data, "unit=\"paragraphs\" quantity=\"2\""));
    assert_null(strstr(out.data, "gi=\"q\""));
}

static void the_header_says_what_metadata_says(void **state)
{
    (void)state;
    finish();
    know(LTN_META_TITLE, "On Peace.", NULL);
    know(LTN_META_SPEAKER, "A. Speaker", NULL);
    know(LTN_META_DATE, "July 19, 2024", "2024-07-19");
    know(LTN_META_LICENCE, "CC-BY-4.0", NULL);
    expect_in_file("<title type=\"main\">On Peace</title>");
    assert_non_null(
        strstr(out.data, "<author><persName>A. Speaker</persName>"));
    assert_non_null(strstr(out.data, "role=\"speaker\"><persName>A. Speaker"));
    assert_non_null(strstr(out.data, "<creation><date when=\"2024-07-19\">"));
    assert_non_null(
        strstr(out.data, "target=\"https://creativecommons.org/licenses/by/"));
}

static void nothing_unknown_is_in_the_header(void **state)
{
    static const char *const absent[] = {
        "<author>", "<creation",  "<particDesc", "<settingDesc", "<textClass",
        "<licence", "<publisher", "<seriesStmt", "<classDecl",   "<standOff",
    };

    (void)state;
    put(LTN_PARAGRAPH, 0, "x");
    file();
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (strstr(out.data, absent[i]))
            fail_msg("%s is there", absent[i]);
}

static const char *file_as(const char *profile)
{
    ltn_write_options options = {.time = 1700000000, .profile = profile};

    if (!doc)
        finish();
    assert_int_equal(ltn_writer_tei.write(doc, &options, &out, &diags), LTN_OK);
    ltn_buf_putc(&out, '\0');
    return out.data;
}

static void a_profile_writes_what_its_schema_has(void **state)
{
    (void)state;
    put(LTN_FURNITURE, LTN_FW_KICKER, "Must read");
    node(LTN_PARAGRAPH);
    put(LTN_QUOTE, LTN_Q_SAID, "\"x\"");
    file_as("lite");
    assert_non_null(strstr(out.data, "<note xml:id=\"fw1\" type=\"fw\" "
                                     "subtype=\"kicker\">Must read</note>"));
    assert_non_null(
        strstr(out.data, "<q xml:id=\"q1\" type=\"spoken\">\"x\"</q>"));
    assert_null(strstr(out.data, "<xenoData"));
    assert_null(strstr(out.data, "<standOff"));
    assert_non_null(strstr(out.data, "tei_lite.rng"));
}

static void an_unknown_profile_is_refused(void **state)
{
    ltn_write_options options = {.profile = "light"};

    (void)state;
    finish();
    assert_int_equal(ltn_writer_tei.write(doc, &options, &out, &diags),
                     LTN_EUSAGE);
    assert_string_equal(diags.first->code, "tei.profile.unknown");
    assert_int_equal(out.len, 0);
}

static void the_file_has_an_id_that_no_node_has(void **state)
{
    (void)state;
    put(LTN_PARAGRAPH, 0, "x");
    expect_in_file("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" "
                   "xml:id=\"t_p1\" xml:lang=\"und\"");
}

static void a_long_text_is_cut_where_parsers_would_refuse_it(void **state)
{
    size_t len = LTN_XML_TEXT_MAX + 10;
    ltn_buf text = {0};
    char *s = ltn_buf_room(&text, len);

    (void)state;
    memset(s, 'x', len);
    ltn_buf_advance(&text, len);
    ltn_build_take(&b, &text);
    node(LTN_PARAGRAPH);
    ltn_build_leaf(&b, LTN_TEXT, 0, len);
    const char *cut = strstr(file(), "x<anchor/>x");
    assert_non_null(cut);
    assert_non_null(strstr(cut, "xxxxxxxxxx</p>"));
}

static void too_deep_nodes_are_anchored(void **state)
{
    (void)state;
    for (int i = 0; i < 75; i++) {
        node(LTN_DIVISION);
        node(LTN_PARAGRAPH);
    }
    say("x");
    expect_in_file("<anchor xml:id=\"p75\" type=\"node\"/>");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(blocks_stand_on_lines_with_ids),
        TEST(an_empty_document_has_a_body),
        TEST(loose_words_share_an_ab),
        TEST(a_heading_after_paragraphs_begins_a_section),
        TEST(a_paragraph_after_a_division_continues),
        TEST(openers_and_closers_gather_their_parts),
        TEST(a_closing_in_the_middle_is_an_ab),
        TEST(a_quote_names_its_source),
        TEST(a_quote_and_source_that_touch_are_a_cit),
        TEST(a_title_never_stands_in_a_cit),
        TEST(a_citation_points_where_its_identifier_is),
        TEST(a_plain_citation_points_with_all_its_words),
        TEST(a_citation_with_parts_has_a_pointer_at_its_end),
        TEST(breaks_keep_the_characters_they_cover),
        TEST(what_xml_cannot_hold_is_named),
        TEST(blocks_in_running_text_become_segs),
        TEST(strays_get_what_holds_them),
        TEST(verse_holds_no_paragraphs_or_verse),
        TEST(turns_are_speeches_of_their_speakers),
        TEST(front_and_back_matter_have_their_parts),
        TEST(only_valid_dates_become_attributes),
        TEST(addresses_are_made_fit_for_xml),
        TEST(decisions_that_are_not_sure_are_annotated),
        TEST(the_header_counts_what_is_there),
        TEST(the_header_says_what_metadata_says),
        TEST(nothing_unknown_is_in_the_header),
        TEST(a_profile_writes_what_its_schema_has),
        TEST(an_unknown_profile_is_refused),
        TEST(the_file_has_an_id_that_no_node_has),
        TEST(a_long_text_is_cut_where_parsers_would_refuse_it),
        TEST(too_deep_nodes_are_anchored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
