/* The colophon: where the text comes from, how this edition was made, what is
 * known of it and who said so, what was marked in it and by which rule; so that
 * a librarian can tell what to rely on. In English, and marked as such. */

#include "util/isotime.h"
#include "util/utf8.h"
#include "write/tally.h"
#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <string.h>

/* Between a number and its sign no line ends. */
#define NBSP "\xC2\xA0"

enum { RULES_SHOWN = 8 };

typedef struct shown {
    ltn_meta_key key;
    const char *name;
} shown;

static const shown of_source[] = {
    {LTN_META_SOURCE_TITLE, "Title"},
    {LTN_META_SOURCE_URL, "Found at"},
    {LTN_META_SOURCE_PUBLISHER, "Published by"},
    {LTN_META_SOURCE_PUBLISHED, "Published on"},
    {LTN_META_SOURCE_RETRIEVED, "Retrieved on"},
    {LTN_META_RECORDING, "Recording"},
};

static const shown of_edition[] = {
    {LTN_META_PUBLISHER, "Publisher"},
    {LTN_META_PUBLISHED, "Published on"},
    {LTN_META_EDITION, "Edition"},
    {LTN_META_SERIES, "Series"},
    {LTN_META_SERIES_NUMBER, "Number in the series"},
    {LTN_META_EDITOR, "Editor"},
    {LTN_META_TRANSLATOR, "Translator"},
    {LTN_META_CONTRIBUTOR, "Contributor"},
    {LTN_META_FUNDER, "Funded by"},
    {LTN_META_PROJECT, "Project"},
    {LTN_META_ISBN, "ISBN"},
    {LTN_META_DOI, "DOI"},
    {LTN_META_IDENTIFIER, "Identifier"},
    {LTN_META_LICENCE, "Licence"},
    {LTN_META_RIGHTS, "Rights"},
    {LTN_META_NOTE, "Note"},
};

static const shown of_text[] = {
    {LTN_META_TITLE, "Title"},
    {LTN_META_SUBTITLE, "Subtitle"},
    {LTN_META_AUTHOR, "Author"},
    {LTN_META_SPEAKER, "Speaker"},
    {LTN_META_SPEAKER_ROLE, "Office of the speaker"},
    {LTN_META_SPEAKER_AFFILIATION, "Body of the speaker"},
    {LTN_META_DATE, "Date"},
    {LTN_META_PLACE, "Place"},
    {LTN_META_EVENT, "Occasion"},
    {LTN_META_ORGANIZATION, "Before"},
    {LTN_META_LANGUAGE, "Language"},
    {LTN_META_GENRE, "Genre"},
    {LTN_META_KEYWORDS, "Keywords"},
    {LTN_META_ABSTRACT, "Abstract"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

typedef struct colophon {
    ltn_xh *x;
    unsigned level; /* of its headings */
    bool open;      /* a list of terms */
} colophon;

static void close_terms(colophon *c)
{
    if (c->open)
        ltn_xml_raw(&c->x->xml, "</dl>\n");
    c->open = false;
}

static void put_heading(colophon *c, const char *text)
{
    char element[4];

    close_terms(c);
    snprintf(element, sizeof element, "h%u", c->level % 10);
    ltn_xml_element(&c->x->xml, element, text);
    ltn_xml_raw(&c->x->xml, "\n");
}

static void put_term(colophon *c, const char *name)
{
    if (!c->open)
        ltn_xml_raw(&c->x->xml, "<dl>\n");
    c->open = true;
    ltn_xml_element(&c->x->xml, "dt", name);
    ltn_xml_start(&c->x->xml, "dd");
}

/* A value, as a link when it is one, in the language of the document when it
 * comes from there. */
static void put_value(colophon *c, const char *value, bool of_document)
{
    ltn_xh *x = c->x;

    if (ltn_xh_is_url(value)) {
        ltn_xh_put_url(x, value);
    } else if (of_document) {
        ltn_xml_start(&x->xml, "span");
        ltn_xh_attr_lang(
            x, ltn_meta_text(&x->doc->meta, LTN_META_LANGUAGE, "und"));
        ltn_xh_text(&x->xml, value, strlen(value));
        ltn_xml_close(&x->xml, "span");
    } else {
        ltn_xh_text(&x->xml, value, strlen(value));
    }
}

static void end_term(colophon *c)
{
    ltn_xml_close(&c->x->xml, "dd");
    ltn_buf_putc(c->x->xml.out, '\n');
}

/* "dt dd"; nothing when there is no value. */
static void put_fact(colophon *c, const char *name, const char *value)
{
    if (!value || !value[0])
        return;
    put_term(c, name);
    put_value(c, value, false);
    end_term(c);
}

/* " (found by speech.date, 92 %)" */
static void put_rule(colophon *c, const char *rule, unsigned confidence)
{
    ltn_xml *x = &c->x->xml;

    ltn_xml_raw(x, " <span class=\"origin\">(found by ");
    ltn_xml_element(x, "code", rule ? rule : "a rule");
    ltn_buf_printf(x->out, ", %u" NBSP "%%)</span>", confidence);
}

/* Who says so. */
static void put_origin(colophon *c, const ltn_meta_value *v)
{
    static const char *const origins[LTN_ORIGINS] = {
        [LTN_FROM_FILENAME] = "from the file name",
        [LTN_FROM_DOCUMENT] = "from the source itself",
        [LTN_FROM_TABLE] = "from the table of metadata",
        [LTN_FROM_SIDECAR] = "from the file beside the source",
        [LTN_FROM_COMMAND] = "given by the editor",
    };
    ltn_xml *x = &c->x->xml;

    if (v->origin == LTN_DETECTED) {
        put_rule(c, v->rule, v->confidence);
        return;
    }
    ltn_xml_raw(x, " <span class=\"origin\">(");
    ltn_xml_puts(x, origins[v->origin]);
    ltn_xml_raw(x, ")</span>");
}

static void put_known(colophon *c, const shown *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const ltn_meta_value *v = ltn_meta_get(&c->x->doc->meta, s[i].key);
        for (; v; v = ltn_meta_more(v)) {
            put_term(c, s[i].name);
            put_value(c, v->text, s[i].key != LTN_META_LANGUAGE);
            put_origin(c, v);
            end_term(c);
        }
    }
}

static void put_source(colophon *c)
{
    const ltn_source *s = &c->x->doc->source;
    const ltn_buf *text = &c->x->doc->text;
    char size[120];

    put_heading(c, "The source");
    put_known(c, of_source, COUNT(of_source));
    put_fact(c, "File", s->name);
    if (s->bytes) {
        snprintf(size, sizeof size, "%zu bytes, %zu characters%s%.30s",
                 s->bytes, ltn_utf8_count(text->data, text->len),
                 s->encoding ? ", " : "", s->encoding ? s->encoding : "");
        put_fact(c, "Size", size);
    }
    put_fact(c, "SHA-256", s->sha256);
}

static void put_edition(colophon *c, const ltn_write_options *options)
{
    const ltn_meta *m = &c->x->doc->meta;
    char tool[64], when[LTN_TIME_BYTES];

    put_heading(c, "This edition");
    put_known(c, of_edition, COUNT(of_edition));
    if (!ltn_meta_get(m, LTN_META_LICENCE) && !ltn_meta_get(m, LTN_META_RIGHTS))
        put_fact(c, "Rights",
                 "No rights statement was given to the converter.");
    snprintf(tool, sizeof tool, "lectern %s", ltn_version());
    put_fact(c, "Made with", tool);
    put_fact(c, "Made on", ltn_date_iso(options->time, when));
    put_fact(c, "Options", options->run);
}

static bool any_known(const colophon *c)
{
    for (size_t i = 0; i < COUNT(of_text); i++)
        if (ltn_meta_get(&c->x->doc->meta, of_text[i].key))
            return true;
    return c->x->doc->findings.len > 0;
}

static const char *name_of_finding(const char *topic)
{
    return strcmp(topic, "layout") == 0      ? "Layout of the file"
           : strcmp(topic, "quotation") == 0 ? "Convention of quotation"
                                             : topic;
}

/* What the whole text is, and how it is set. */
static void put_text_facts(colophon *c)
{
    const ltn_findings *f = &c->x->doc->findings;

    if (!any_known(c))
        return;
    put_heading(c, "What is known of the text");
    put_known(c, of_text, COUNT(of_text));
    for (uint32_t i = 0; i < f->len; i++) {
        if (strcmp(f->at[i].topic, "language") == 0)
            continue; /* is metadata too */
        put_term(c, name_of_finding(f->at[i].topic));
        put_value(c, f->at[i].value, false);
        put_rule(c, f->at[i].why.rule, f->at[i].why.confidence);
        end_term(c);
    }
}

/* One row for a kind: how many, how sure at least, by which rules. */
static void put_kind(colophon *c, const ltn_tally_row *r, size_t n)
{
    ltn_xml *x = &c->x->xml;
    unsigned long count = 0;
    unsigned least = 100;

    for (size_t i = 0; i < n; i++) {
        count += r[i].count;
        least = r[i].least < least ? r[i].least : least;
    }
    ltn_xml_raw(x, "<tr>");
    ltn_xml_start(x, "th");
    ltn_xml_attr(x, "scope", "row");
    ltn_xml_puts(x, ltn_kinds[r->kind].name);
    ltn_xml_close(x, "th");
    ltn_buf_printf(x->out, "<td>%lu</td><td>%u" NBSP "%%</td><td>", count,
                   least);
    for (size_t i = 0; i < n && i < RULES_SHOWN; i++) {
        ltn_xml_raw(x, i ? ", " : "");
        ltn_xml_element(x, "code", r[i].rule);
        if (n > 1)
            ltn_buf_printf(x->out, NBSP "\xC3\x97" NBSP "%lu",
                           (unsigned long)r[i].count);
    }
    if (n > RULES_SHOWN)
        ltn_buf_printf(x->out, " and %zu rules more", n - RULES_SHOWN);
    ltn_xml_raw(x, "</td></tr>\n");
}

static void put_decisions(colophon *c)
{
    const ltn_tally t = ltn_tally_of(c->x->doc, &c->x->arena);
    ltn_xml *x = &c->x->xml;

    c->x->failed |= c->x->arena.failed;
    if (t.len == 0)
        return;
    put_heading(c, "What was marked in it");
    ltn_xml_raw(
        x, "<p>The words are those of the source: none was corrected, added or "
           "left out. These marks were set by rules, not by hand; the TEI and "
           "JSON-LD editions say of each why it was set.</p>\n"
           "<table>\n<thead>\n<tr><th scope=\"col\">Mark</th>"
           "<th scope=\"col\">Number</th><th scope=\"col\">Sure at least</th>"
           "<th scope=\"col\">Rules</th></tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0, n; i < t.len; i += n) {
        for (n = 1; i + n < t.len && t.at[i + n].kind == t.at[i].kind; n++)
            ;
        put_kind(c, &t.at[i], n);
    }
    ltn_xml_raw(x, "</tbody>\n</table>\n");
}

void ltn_xh_put_colophon(ltn_xh *x, const ltn_write_options *options,
                         unsigned level)
{
    colophon c = {.x = x, .level = level};

    ltn_xml_start(&x->xml, "div");
    ltn_xml_attr(&x->xml, "class", "colophon");
    if (!ltn_xh_speaks(x, "en"))
        ltn_xh_attr_lang(x, "en");
    ltn_xml_raw(&x->xml, "\n");
    put_source(&c);
    put_edition(&c, options);
    put_text_facts(&c);
    put_decisions(&c);
    close_terms(&c);
    ltn_xml_raw(&x->xml, "</div>\n");
}
