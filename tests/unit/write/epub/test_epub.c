#include "../../check.h"

#include "codec/zip.h"
#include "model/build.h"
#include "write/writer.h"

#include <stdio.h>
#include <string.h>

/* A document from a line of signs: "<k" opens kind k, ">" closes, the rest is
 * text. Letters of kinds are below. */
static const struct {
    char sign;
    ltn_kind kind;
} kinds[] = {
    {'d', LTN_DIVISION}, {'h', LTN_HEADING},     {'p', LTN_PARAGRAPH},
    {'l', LTN_LIST},     {'i', LTN_ITEM},        {'t', LTN_TABLE},
    {'r', LTN_ROW},      {'c', LTN_CELL},        {'n', LTN_FOOTNOTE},
    {'f', LTN_NOTE_REF}, {'g', LTN_LINE_GROUP},  {'v', LTN_LINE},
    {'q', LTN_QUOTE},    {'b', LTN_CITATION},    {'s', LTN_TURN},
    {'k', LTN_SPEAKER},  {'w', LTN_FURNITURE},   {'a', LTN_LINK},
    {'e', LTN_EMPHASIS}, {'Q', LTN_BLOCK_QUOTE},
};

typedef struct sample {
    ltn_diags diags;
    ltn_doc *doc;
    ltn_buf out;
} sample;

static ltn_kind kind_of(char sign)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (kinds[i].sign == sign)
            return kinds[i].kind;
    fail_msg("no kind '%c'", sign);
    return LTN_KINDS;
}

static void put(ltn_builder *b, const char *s)
{
    for (const char *from = s;; s++) {
        if (*s && *s != '<' && *s != '>' && *s != '|')
            continue;
        ltn_build_text(b, from, (size_t)(s - from),
                       (ltn_pos){.line = 1, .col = 1});
        if (*s == '\0')
            return;
        if (*s == '<')
            ltn_build_open(b, kind_of(*++s));
        else if (*s == '>')
            ltn_build_close(b);
        else {
            size_t at = b->doc->text.len;
            ltn_node *n = ltn_build_leaf(b, LTN_PAGE_BREAK, at, at);
            ltn_props *p = ltn_build_props(b);
            p->label = "12";
            n->props = p;
        }
        from = s + 1;
    }
}

static void start(sample *s, const char *text)
{
    ltn_builder b;

    *s = (sample){0};
    ltn_diags_init(&s->diags, "sample");
    ltn_build_start(&b, &s->diags);
    put(&b, text);
    assert_int_equal(ltn_build_finish(&b, &s->doc), LTN_OK);
    s->doc->source.stem = "sample";
}

/* The first node of the kind gets these properties. */
static void give(sample *s, ltn_kind kind, const ltn_props *props)
{
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);)
        if (it.node->kind == kind) {
            ((ltn_node *)it.node)->props = props;
            return;
        }
    fail_msg("no such node");
}

static uint32_t key_of(const sample *s, ltn_kind kind)
{
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);)
        if (it.node->kind == kind)
            return it.node->key;
    return 0;
}

/* What the book has under name, or "" when it has no such file. */
static const char *file(sample *s, const char *name)
{
    static char shown[64 * 1024];
    const ltn_write_options options = {.time = 1700000000};
    ltn_buf book = {0};
    ltn_zip_in *z;

    shown[0] = '\0';
    s->out.len = 0;
    assert_int_equal(ltn_writer_epub.write(s->doc, &options, &book, &s->diags),
                     LTN_OK);
    assert_int_equal(ltn_zip_open(book.data, book.len, &z, &s->diags), LTN_OK);
    for (size_t i = 0; i < ltn_zip_count(z); i++)
        if (strcmp(ltn_zip_at(z, i).name, name) == 0) {
            assert_int_equal(ltn_zip_read(z, i, &s->out, &s->diags), LTN_OK);
            snprintf(shown, sizeof shown, "%.*s", (int)s->out.len, s->out.data);
        }
    ltn_zip_close(z);
    ltn_buf_release(&book);
    return shown;
}

static void end(sample *s)
{
    ltn_buf_release(&s->out);
    ltn_doc_free(s->doc);
    ltn_diags_release(&s->diags);
}

#define HAS(s, name, what)   assert_non_null(strstr(file(s, name), what))
#define LACKS(s, name, what) assert_null(strstr(file(s, name), what))

static void each_top_division_is_a_file(void **state)
{
    sample s;
    (void)state;

    start(&s, "<d<hOne><pA>><d<hTwo><pB>>");
    HAS(&s, "EPUB/ch001.xhtml", "<h1 id=\"h1\">One</h1>");
    HAS(&s, "EPUB/ch002.xhtml", "<h1 id=\"h2\">Two</h1>");
    LACKS(&s, "EPUB/ch001.xhtml", "Two");
    HAS(&s, "EPUB/nav.xhtml", "<a href=\"ch002.xhtml#h2\">Two</a>");
    HAS(&s, "EPUB/toc.ncx", "<content src=\"ch002.xhtml#h2\"/>");
    end(&s);
}

static void furniture_gets_no_file_of_its_own(void **state)
{
    sample s;
    (void)state;

    start(&s, "<wMust read><d<hOne><pA>><wMore>");
    HAS(&s, "EPUB/ch001.xhtml", "Must read");
    HAS(&s, "EPUB/ch001.xhtml", "More");
    assert_string_equal(file(&s, "EPUB/ch002.xhtml"), "");
    end(&s);
}

static void notes_pop_up_and_lead_back(void **state)
{
    sample s;
    ltn_props ref = {0}, note = {.label = "1"};
    (void)state;

    start(&s, "<pText<f[1]> goes on.><n<p[1] A note.>>");
    ref.target = key_of(&s, LTN_FOOTNOTE);
    give(&s, LTN_NOTE_REF, &ref);
    give(&s, LTN_FOOTNOTE, &note);
    HAS(&s, "EPUB/ch001.xhtml",
        "<a class=\"noteref\" epub:type=\"noteref\" role=\"doc-noteref\" "
        "href=\"#n1\" id=\"nr1\">[1]</a>");
    HAS(&s, "EPUB/ch001.xhtml",
        "<p id=\"p2\"><a class=\"backlink\" epub:type=\"backlink\" "
        "role=\"doc-backlink\" href=\"#nr1\">[1]</a> A note.</p>");
    end(&s);
}

static void a_note_in_a_sentence_waits_for_the_end(void **state)
{
    sample s;
    (void)state;

    start(&s, "<pText<nA note.> goes on.>");
    HAS(&s, "EPUB/ch001.xhtml",
        "href=\"#n1\" id=\"n1-ref\">1</a> goes on.</p>");
    HAS(&s, "EPUB/ch001.xhtml", "href=\"#n1-ref\">1</a> A note.</aside>");
    end(&s);
}

static void what_is_no_item_is_put_behind_the_list(void **state)
{
    sample s;
    (void)state;

    start(&s, "<l<hHead><iOne><iTwo><pThree>>");
    HAS(&s, "EPUB/ch001.xhtml",
        "<p id=\"h1\" class=\"heading main\">Head</p>\n"
        "<ul class=\"list marked bulleted\">");
    HAS(&s, "EPUB/ch001.xhtml", "</ul>\n<p id=\"p1\">Three</p>");
    end(&s);
}

static void a_table_has_rows_and_cells_only(void **state)
{
    sample s;
    (void)state;

    start(&s, "<t<r<cA><cB>><rC>>");
    HAS(&s, "EPUB/ch001.xhtml", "<tr><td>A</td>\n<td>B</td>\n</tr>");
    HAS(&s, "EPUB/ch001.xhtml", "<tr><td>C</td>");
    end(&s);
}

static void a_paragraph_in_a_line_of_verse_is_a_span(void **state)
{
    sample s;
    (void)state;

    start(&s, "<g<v<pOdd>>>");
    HAS(&s, "EPUB/ch001.xhtml", "<div id=\"lg1\" class=\"stanza\">");
    HAS(&s, "EPUB/ch001.xhtml", "Odd");
    end(&s);
}

static void page_breaks_are_listed(void **state)
{
    sample s;
    (void)state;

    start(&s, "<pOne |two.>");
    HAS(&s, "EPUB/ch001.xhtml", "role=\"doc-pagebreak\" aria-label=\"12\"");
    HAS(&s, "EPUB/nav.xhtml", "<a href=\"ch001.xhtml#pb1\">12</a>");
    HAS(&s, "EPUB/package.opf", "\"pageBreakSource\"");
    end(&s);
}

static void only_plain_urls_are_links(void **state)
{
    static const struct {
        const char *url;
        bool good;
    } urls[] = {
        {"https://example.org/a?b=c&d", true},
        {"http://example.org:8080/", true},
        {"mailto:a@example.org", true},
        {"javascript:alert(1)", false},
        {"http://exa mple.org/", false},
        {"http://example.org/<>", false},
        {"http:///x", false},
        {"http://1.2.3.999/", false},
        {"ch001.xhtml", false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        sample s;
        ltn_props p = {.url = urls[i].url};
        start(&s, "<p<aHere>>");
        give(&s, LTN_LINK, &p);
        bool link = strstr(file(&s, "EPUB/ch001.xhtml"), "<a class=\"link\"");
        assert_int_equal(link, urls[i].good);
        end(&s);
    }
}

static void characters_that_html_forbids_are_shown(void **state)
{
    sample s;
    (void)state;

    start(&s, "<pA\x01"
              "B\xEF\xBF\xBE\x7F&\f.>");
    HAS(&s, "EPUB/ch001.xhtml", ">A\u2401B\uFFFD\u2421&amp; .</p>");
    end(&s);
}

static void a_long_text_is_cut_between_paragraphs(void **state)
{
    static char text[500 * 1000];
    sample s;
    size_t n = 0;
    (void)state;

    while (n + 4000 < sizeof text) {
        text[n++] = '<';
        text[n++] = 'p';
        memset(text + n, 'x', 3000);
        n += 3000;
        text[n++] = '>';
    }
    start(&s, text);
    HAS(&s, "EPUB/package.opf", "ch003.xhtml");
    LACKS(&s, "EPUB/package.opf", "ch004.xhtml");
    end(&s);
}

static void levels_of_headings_leave_none_out(void **state)
{
    sample s;
    (void)state;

    start(&s, "<d<hA><Q<d<hB>>><d<d<hC>>><d<hD>>><d<pX>>");
    HAS(&s, "EPUB/ch001.xhtml", "<h1 id=\"h1\">A</h1>");
    HAS(&s, "EPUB/ch001.xhtml", "<h2 id=\"h2\">B</h2>");
    HAS(&s, "EPUB/ch001.xhtml", "<h3 id=\"h3\">C</h3>");
    HAS(&s, "EPUB/ch001.xhtml", "<h2 id=\"h4\">D</h2>");
    end(&s);
}

static void an_empty_document_is_a_book(void **state)
{
    sample s;
    (void)state;

    start(&s, "");
    HAS(&s, "EPUB/package.opf",
        "<dc:title id=\"main-title\">sample</dc:title>");
    HAS(&s, "EPUB/nav.xhtml", "<a href=\"ch001.xhtml\">sample</a>");
    end(&s);
}

static void know(sample *s, ltn_meta_key key, ltn_origin origin,
                 const char *text)
{
    ltn_meta_add(&s->doc->meta, &s->doc->strings,
                 &(ltn_meta_value){.key = key,
                                   .origin = origin,
                                   .confidence = 92,
                                   .rule = "speech.date",
                                   .text = text});
}

static void decide(sample *s, ltn_kind kind, const ltn_decision *why)
{
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);)
        if (it.node->kind == kind && it.event == LTN_ENTER)
            ((ltn_node *)it.node)->why = why;
}

static void the_colophon_says_who_said_what(void **state)
{
    static const ltn_decision said = {"quote.said", NULL, 81};
    static const char colophon[] = "EPUB/colophon.xhtml";
    sample s;

    (void)state;
    start(&s, "<p<q\"One.\">> <p<q\"Two.\">>");
    decide(&s, LTN_QUOTE, &said);
    know(&s, LTN_META_DATE, LTN_DETECTED, "3 May 2023");
    know(&s, LTN_META_PUBLISHER, LTN_FROM_TABLE, "The Harbour Press");
    HAS(&s, colophon,
        "<dt>Publisher</dt><dd><span lang=\"und\" "
        "xml:lang=\"und\">The Harbour Press</span> <span "
        "class=\"origin\">(from the table of metadata)</span>");
    HAS(&s, colophon, "(found by <code>speech.date</code>, 92\u00A0%)");
    HAS(&s, colophon,
        ">quote</th><td>2</td><td>81\u00A0%</td><td>"
        "<code>quote.said</code></td>");
    end(&s);
}

static void words_are_those_of_the_language(void **state)
{
    sample s;

    (void)state;
    start(&s, "<d<hX> <pa>>");
    know(&s, LTN_META_LANGUAGE, LTN_FROM_COMMAND, "ar");
    HAS(&s, "EPUB/nav.xhtml", "dir=\"rtl\"");
    HAS(&s, "EPUB/nav.xhtml", "<h1 id=\"toc-heading\">المحتويات</h1>");
    HAS(&s, "EPUB/colophon.xhtml",
        "class=\"colophon\" lang=\"en\" xml:lang=\"en\" dir=\"ltr\"");
    end(&s);
    start(&s, "<d<hX> <pa>>");
    know(&s, LTN_META_LANGUAGE, LTN_FROM_COMMAND, "eo");
    HAS(&s, "EPUB/nav.xhtml",
        "<h1 id=\"toc-heading\" lang=\"en\" xml:lang=\"en\">Contents");
    end(&s);
}

static void addresses_may_be_broken_before_their_points(void **state)
{
    static const ltn_props link = {.url = "https://example.org/a/b"};
    sample s;

    (void)state;
    start(&s, "<p<ahttps://example.org/a/b>>");
    give(&s, LTN_LINK, &link);
    HAS(&s, "EPUB/ch001.xhtml",
        "href=\"https://example.org/a/b\">https://<wbr/>example<wbr/>.org"
        "<wbr/>/a<wbr/>/b</a>");
    end(&s);
}

static void the_size_of_a_title_is_that_of_its_characters(void **state)
{
    sample s;

    (void)state;
    start(&s, "<d<h"
              "خطاب معالي الوزير في افتتاح دار المحفوظات"
              "> <pa>>");
    assert_null(strstr(file(&s, "EPUB/ch001.xhtml"), "longer"));
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_top_division_is_a_file),
        cmocka_unit_test(furniture_gets_no_file_of_its_own),
        cmocka_unit_test(notes_pop_up_and_lead_back),
        cmocka_unit_test(a_note_in_a_sentence_waits_for_the_end),
        cmocka_unit_test(what_is_no_item_is_put_behind_the_list),
        cmocka_unit_test(a_table_has_rows_and_cells_only),
        cmocka_unit_test(a_paragraph_in_a_line_of_verse_is_a_span),
        cmocka_unit_test(page_breaks_are_listed),
        cmocka_unit_test(only_plain_urls_are_links),
        cmocka_unit_test(characters_that_html_forbids_are_shown),
        cmocka_unit_test(a_long_text_is_cut_between_paragraphs),
        cmocka_unit_test(levels_of_headings_leave_none_out),
        cmocka_unit_test(an_empty_document_is_a_book),
        cmocka_unit_test(the_colophon_says_who_said_what),
        cmocka_unit_test(words_are_those_of_the_language),
        cmocka_unit_test(addresses_may_be_broken_before_their_points),
        cmocka_unit_test(the_size_of_a_title_is_that_of_its_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
