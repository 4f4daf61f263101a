/* encodingDesc: what was done to the text, from what is in it. */

#include "write/tei/tei.h"

#include <stdio.h>
#include <string.h>

/* A part of editorialDecl, or only its paragraphs where there are no parts. */
static void open_part(ltn_tei *w, const char *name, const char *attribute,
                      const char *value)
{
    ltn_tei_line(w, 8);
    if (ltn_tei_lacks(w, LTN_NO_EDITORIAL))
        return;
    ltn_xml_start(&w->xml, name);
    ltn_xml_attr(&w->xml, attribute, value);
}

static void close_part(ltn_tei *w, const char *name)
{
    if (!ltn_tei_lacks(w, LTN_NO_EDITORIAL))
        ltn_xml_end(&w->xml, name);
}

static void say_in(ltn_tei *w, const char *name, const char *attribute,
                   const char *value, const char *text)
{
    open_part(w, name, attribute, value);
    ltn_tei_say(w, "%s", text);
    close_part(w, name);
}

static void put_project(ltn_tei *w)
{
    const ltn_meta_value *project = ltn_tei_meta(w, LTN_META_PROJECT);

    ltn_tei_open(w, 6, "projectDesc");
    if (project)
        ltn_xml_element(&w->xml, "p", project->text);
    ltn_tei_say(w, "Encoded by lectern, a program that keeps every character "
                   "of its source and marks what it understands of it.");
    ltn_xml_end(&w->xml, "projectDesc");
}

static void put_correction(ltn_tei *w)
{
    const ltn_source *s = &w->doc->source;

    open_part(w, "correction", "method", "silent");
    if (s->decoded && s->encoding)
        ltn_tei_say(w,
                    "No correction has been made: the characters are those of "
                    "the source, read as %s.",
                    s->encoding);
    else
        ltn_tei_say(w, "No correction has been made: the text is that of the "
                       "source, character by character.");
    close_part(w, "correction");
}

static void put_normalization(ltn_tei *w)
{
    open_part(w, "normalization", "method", "silent");
    if (w->kinds[LTN_DATE] > 0)
        ltn_tei_say(w, "None in the text. Dates that name a year are given in "
                       "ISO 8601 by @when; others are left as they stand.");
    else
        ltn_tei_say(w, "None in the text.");
    close_part(w, "normalization");
}

/* What each class of quotation became, if there is one. */
static void put_quotation(ltn_tei *w)
{
    static const char *const meaning[LTN_Q_CLASSES] = {
        [LTN_Q] = "<q>: quotation marks of undetermined function",
        [LTN_Q_QUOTE] = "<quote>: words of a source",
        [LTN_Q_SAID] = "<said>: direct speech",
        [LTN_Q_SOCALLED] = "<soCalled>: scare quotes or figurative use",
        [LTN_Q_TITLE] = "<title>: a quoted title",
        [LTN_Q_TERM] = "<term>: a quoted designation",
        [LTN_Q_NAME] = "<name>: a quoted proper name",
    };
    bool any = false;

    open_part(w, "quotation", "marks", "all");
    ltn_xml_raw(&w->xml, "<p>");
    ltn_xml_puts(&w->xml, "Quotation marks are kept as characters inside the "
                          "element that they delimit");
    for (int i = 0; i < LTN_Q_CLASSES; i++) {
        if (w->quotes[i] == 0)
            continue;
        ltn_xml_puts(&w->xml, any ? "; " : ". ");
        ltn_xml_puts(&w->xml, meaning[i]);
        any = true;
    }
    ltn_xml_raw(&w->xml, any ? ".</p>" : "; none were found.</p>");
    close_part(w, "quotation");
}

static void put_hyphenation(ltn_tei *w)
{
    bool any = w->kinds[LTN_HYPHEN] > 0;

    say_in(w, "hyphenation", "eol", any ? "all" : "none",
           any ? "Hyphens at line ends are kept and followed by <lb "
                 "break=\"no\"/> where they divide a word."
               : "No word is divided at a line end.");
}

static void put_segmentation(ltn_tei *w)
{
    open_part(w, "segmentation", NULL, NULL);
    ltn_tei_say(w,
                "Blocks are those of the source; white space between them "
                "is represented by their boundaries, line ends inside of "
                "them by line ends%s%s%s.",
                w->kinds[LTN_LINE_BREAK] > 0 ? " and <lb>" : "",
                w->kinds[LTN_PAGE_BREAK] > 0 ? ", page breaks by <pb>" : "",
                w->kinds[LTN_FURNITURE] > 0
                    ? ". What is not part of the text itself is kept in <fw>"
                    : "");
    close_part(w, "segmentation");
}

/* Findings about the whole document: layout, convention of quotation. */
static void put_interpretation(ltn_tei *w)
{
    open_part(w, "interpretation", NULL, NULL);
    ltn_tei_say(w,
                "All marking is automatic. %u decision%s of less than full "
                "confidence %s listed in <standOff>, with rule and "
                "confidence.",
                w->decisions, w->decisions == 1 ? "" : "s",
                w->decisions == 1 ? "is" : "are");
    for (uint32_t i = 0; i < w->doc->findings.len; i++) {
        const ltn_finding *f = &w->doc->findings.at[i];
        ltn_tei_say(w, "Found: %s: %s.", f->topic, f->value);
    }
    if (w->kinds[LTN_CITATION] > 0)
        ltn_tei_say(w, "<bibl> spans the words that describe one cited work; "
                       "<ref> is a mention or a back-reference. A quotation "
                       "names its source by @source; <cit> is used only where "
                       "the two touch.");
    close_part(w, "interpretation");
}

static void put_editorial(ltn_tei *w)
{
    ltn_tei_open(w, 6, "editorialDecl");
    put_correction(w);
    put_normalization(w);
    put_quotation(w);
    put_hyphenation(w);
    put_segmentation(w);
    say_in(w, "stdVals", NULL, NULL,
           "Dates: ISO 8601. Languages: BCP 47. Identifiers of elements: kind "
           "and ordinal in the order of the document (p1, q1, b1).");
    put_interpretation(w);
    if (ltn_tei_lacks(w, LTN_NO_APP) && w->options->run && w->options->run[0])
        ltn_tei_say(w, "Options of lectern %s: %s", ltn_version(),
                    w->options->run);
    ltn_tei_close(w, 6, "editorialDecl");
}

/* TEI P5 #HD57: how often each element stands in <text>, in order of name. */
static void put_tags(ltn_tei *w)
{
    const char *last = "";

    if (ltn_tei_lacks(w, LTN_NO_TAGS))
        return;
    ltn_tei_open(w, 6, "tagsDecl");
    ltn_tei_open(w, 8, "namespace");
    ltn_xml_attr(&w->xml, "name", LTN_TEI_NS);
    for (;;) {
        int next = LTN_TEI_GIS;
        for (int i = 0; i < LTN_TEI_GIS; i++)
            if (w->count[i] > 0 && strcmp(ltn_tei_elements[i].name, last) > 0 &&
                (next == LTN_TEI_GIS ||
                 strcmp(ltn_tei_elements[i].name, ltn_tei_elements[next].name) <
                     0))
                next = i;
        if (next == LTN_TEI_GIS)
            break;
        last = ltn_tei_elements[next].name;
        ltn_tei_open(w, 10, "tagUsage");
        ltn_xml_attr(&w->xml, "gi", last);
        ltn_xml_attr_u(&w->xml, "occurs", w->count[next]);
        ltn_xml_end(&w->xml, "tagUsage");
    }
    ltn_tei_close(w, 8, "namespace");
    ltn_tei_close(w, 6, "tagsDecl");
}

/* The genre as the id of a category: letters and digits, else a full stop. */
void ltn_tei_put_category(ltn_tei *w, const char *before, const char *genre)
{
    ltn_buf *out = w->xml.out;

    ltn_buf_puts(out, before);
    ltn_buf_puts(out, "genre.");
    for (; *genre; genre++) {
        char c = (char)(*genre | 32);
        bool fine = (c >= 'a' && c <= 'z') || (*genre >= '0' && *genre <= '9');
        ltn_buf_putc(out, (char)(!fine ? '.' : *genre <= '9' ? *genre : c));
    }
    ltn_buf_putc(out, '"');
}

static void put_genres(ltn_tei *w)
{
    const ltn_meta_value *genre = ltn_tei_meta(w, LTN_META_GENRE);

    if (!genre)
        return;
    ltn_tei_open(w, 6, "classDecl");
    ltn_tei_open(w, 8, "taxonomy");
    ltn_xml_attr(&w->xml, "xml:id", "lectern.genre");
    ltn_tei_open(w, 10, "category");
    ltn_tei_put_category(w, " xml:id=\"", genre->text);
    ltn_xml_element(&w->xml, "catDesc", genre->text);
    ltn_xml_end(&w->xml, "category");
    ltn_tei_close(w, 8, "taxonomy");
    ltn_tei_close(w, 6, "classDecl");
}

/* TEI P5 #D25-40: the characters that stand in the text only by their name. */
static void put_characters(ltn_tei *w)
{
    if (w->controls == 0 || ltn_tei_lacks(w, LTN_NO_CHARACTERS))
        return;
    ltn_tei_open(w, 6, "charDecl");
    for (unsigned i = 0; i < 34; i++) {
        char id[16], code[16];
        if (!(w->controls >> i & 1))
            continue;
        unsigned c = i < 32 ? i : 0xFFFE + i - 32;
        snprintf(id, sizeof id, "char.%04X", c);
        snprintf(code, sizeof code, "U+%04X", c);
        ltn_tei_open(w, 8, "char");
        ltn_xml_attr(&w->xml, "xml:id", id);
        ltn_xml_raw(&w->xml, "<desc>character that XML cannot hold</desc>");
        ltn_xml_raw(&w->xml, "<mapping type=\"codepoint\">");
        ltn_xml_puts(&w->xml, code);
        ltn_xml_raw(&w->xml, "</mapping>");
        ltn_xml_end(&w->xml, "char");
    }
    ltn_tei_close(w, 6, "charDecl");
}

/* TEI P5 #HDAPP. */
static void put_application(ltn_tei *w)
{
    if (ltn_tei_lacks(w, LTN_NO_APP))
        return;
    ltn_tei_open(w, 6, "appInfo");
    ltn_tei_open(w, 8, "application");
    ltn_xml_attr(&w->xml, "ident", "lectern");
    ltn_xml_attr(&w->xml, "version", ltn_version());
    ltn_xml_attr(&w->xml, "type", "converter");
    ltn_xml_raw(&w->xml, "<label>lectern</label>");
    if (w->options->run && w->options->run[0])
        ltn_xml_element(&w->xml, "p", w->options->run);
    ltn_xml_end(&w->xml, "application");
    ltn_tei_close(w, 6, "appInfo");
}

void ltn_tei_put_encoding(ltn_tei *w)
{
    ltn_tei_open(w, 4, "encodingDesc");
    put_project(w);
    put_editorial(w);
    put_tags(w);
    put_genres(w);
    put_characters(w);
    put_application(w);
    ltn_tei_close(w, 4, "encodingDesc");
}
