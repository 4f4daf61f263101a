/* The header: everything true, nothing invented. What is not known is left out
 * or, where TEI asks for it, said to be unknown. */

#include "write/tei/tei.h"

#include "codec/hash.h"
#include "util/isotime.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "vocab/licence.h"
#include "write/jsonld/metadata.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void ltn_tei_line(ltn_tei *w, unsigned indent)
{
    ltn_xml_raw(&w->xml, "\n");
    while (indent-- > 0)
        ltn_buf_putc(w->xml.out, ' ');
}

void ltn_tei_open(ltn_tei *w, unsigned indent, const char *name)
{
    ltn_tei_line(w, indent);
    ltn_xml_start(&w->xml, name);
}

void ltn_tei_close(ltn_tei *w, unsigned indent, const char *name)
{
    ltn_tei_line(w, indent);
    ltn_xml_close(&w->xml, name);
}

void ltn_tei_put(ltn_tei *w, unsigned indent, const char *name,
                 const char *text)
{
    if (!text || !text[0])
        return;
    ltn_tei_open(w, indent, name);
    ltn_xml_puts(&w->xml, text);
    ltn_xml_close(&w->xml, name);
}

void ltn_tei_say(ltn_tei *w, const char *fmt, ...)
{
    char text[1024];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_xml_element(&w->xml, "p", text);
}

const ltn_meta_value *ltn_tei_meta(const ltn_tei *w, ltn_meta_key key)
{
    return ltn_meta_get(&w->doc->meta, key);
}

static const char *meta_text(const ltn_tei *w, ltn_meta_key key)
{
    return ltn_meta_text(&w->doc->meta, key, NULL);
}

void ltn_tei_date(ltn_tei *w, const ltn_meta_value *v, const char *type)
{
    if (!v)
        return;
    ltn_xml_start(&w->xml, "date");
    ltn_tei_when(w, v->iso ? v->iso : v->text);
    ltn_xml_attr(&w->xml, "type", type);
    ltn_xml_puts(&w->xml, v->text);
    ltn_xml_end(&w->xml, "date");
}

static void put_date_line(ltn_tei *w, unsigned indent, ltn_meta_key key,
                          const char *type)
{
    const ltn_meta_value *v = ltn_tei_meta(w, key);

    if (!v)
        return;
    ltn_tei_line(w, indent);
    ltn_tei_date(w, v, type);
}

/* The day of the run. */
static void put_today(ltn_tei *w)
{
    char day[LTN_TIME_BYTES];

    ltn_xml_start(&w->xml, "date");
    ltn_xml_attr(&w->xml, "when", ltn_date_iso(w->options->time, day));
    ltn_xml_puts(&w->xml, day);
    ltn_xml_end(&w->xml, "date");
}

/* The title of the document or, without one, the name of its file. */
static const char *title_of(const ltn_tei *w)
{
    const char *stem = w->doc->source.stem;

    return ltn_meta_text(&w->doc->meta, LTN_META_TITLE,
                         stem && stem[0] ? stem : "Untitled");
}

/* TEI P5 #HD21: the title without the stop of its sentence. */
static void put_title(ltn_tei *w)
{
    const char *title = title_of(w);
    size_t len = strlen(title);

    if (len > 1 && title[len - 1] == '.' && title[len - 2] != '.')
        len--;
    ltn_tei_open(w, 8, "title");
    ltn_xml_attr(&w->xml, "type", "main");
    ltn_xml_text(&w->xml, title, len);
    ltn_xml_close(&w->xml, "title");
    if (!meta_text(w, LTN_META_SUBTITLE))
        return;
    ltn_tei_open(w, 8, "title");
    ltn_xml_attr(&w->xml, "type", "sub");
    ltn_xml_puts(&w->xml, meta_text(w, LTN_META_SUBTITLE));
    ltn_xml_close(&w->xml, "title");
}

/* The 1-based index of the entity with this name, or 0. */
static uint32_t entity_called(const ltn_doc *doc, const char *name)
{
    for (uint32_t i = 0; i < doc->entities.len; i++)
        if (strcmp(doc->entities.at[i].name, name) == 0)
            return i + 1;
    return 0;
}

/* <name ref="#per.1"> by the sort of entity: a person unless known better. */
static void put_agent(ltn_tei *w, const char *name)
{
    uint32_t index = entity_called(w->doc, name);
    bool org = index > 0 &&
               w->doc->entities.at[index - 1].cls == LTN_NAME_ORGANIZATION;
    const char *element = ltn_tei_lacks(w, LTN_NO_AGENTS) ? "name"
                          : org                           ? "orgName"
                                                          : "persName";

    ltn_xml_start(&w->xml, element);
    ltn_tei_entity(w, "ref", index);
    ltn_xml_puts(&w->xml, name);
    ltn_xml_end(&w->xml, element);
}

static void put_agents(ltn_tei *w, ltn_meta_key key, const char *element,
                       const char *role)
{
    for (const ltn_meta_value *v = ltn_tei_meta(w, key); v;
         v = ltn_meta_more(v)) {
        ltn_tei_open(w, 8, element);
        ltn_xml_attr(&w->xml, "role", role);
        put_agent(w, v->text);
        ltn_xml_close(&w->xml, element);
    }
}

/* TEI P5 #HD21: who is responsible for what. */
static void put_responsible(ltn_tei *w)
{
    ltn_tei_open(w, 8, "respStmt");
    ltn_xml_attr(&w->xml, "xml:id", "lectern");
    ltn_xml_raw(&w->xml, "<resp>automatic encoding</resp><name>lectern ");
    ltn_xml_puts(&w->xml, ltn_version());
    ltn_xml_raw(&w->xml, "</name></respStmt>");
    for (const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_CONTRIBUTOR); v;
         v = ltn_meta_more(v)) {
        ltn_tei_line(w, 8);
        ltn_xml_raw(&w->xml, "<respStmt><resp>contribution</resp>");
        put_agent(w, v->text);
        ltn_xml_raw(&w->xml, "</respStmt>");
    }
}

static void put_title_stmt(ltn_tei *w)
{
    bool author = ltn_tei_meta(w, LTN_META_AUTHOR) != NULL;

    ltn_tei_open(w, 6, "titleStmt");
    put_title(w);
    put_agents(w, author ? LTN_META_AUTHOR : LTN_META_SPEAKER, "author", NULL);
    put_agents(w, LTN_META_EDITOR, "editor", NULL);
    put_agents(w, LTN_META_TRANSLATOR, "editor", "translator");
    if (!ltn_tei_lacks(w, LTN_NO_MEETING))
        ltn_tei_put(w, 8, "meeting", meta_text(w, LTN_META_EVENT));
    for (const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_FUNDER);
         v && !ltn_tei_lacks(w, LTN_NO_FUNDER); v = ltn_meta_more(v))
        ltn_tei_put(w, 8, "funder", v->text);
    put_responsible(w);
    ltn_tei_close(w, 6, "titleStmt");
}

static void put_edition(ltn_tei *w)
{
    const char *edition = meta_text(w, LTN_META_EDITION);

    ltn_tei_open(w, 6, "editionStmt");
    ltn_tei_open(w, 8, "edition");
    ltn_xml_puts(&w->xml, edition ? edition : "Automatic encoding");
    ltn_xml_puts(&w->xml, ", ");
    put_today(w);
    ltn_xml_close(&w->xml, "edition");
    ltn_tei_close(w, 6, "editionStmt");
}

static void put_measure(ltn_tei *w, const char *unit, uint64_t n,
                        const char *what)
{
    bool bare = ltn_tei_lacks(w, LTN_NO_MEASURE);

    ltn_tei_line(w, 8);
    if (!bare) {
        ltn_xml_start(&w->xml, "measure");
        ltn_xml_attr(&w->xml, "unit", unit);
        ltn_xml_attr_u(&w->xml, "quantity", n);
        ltn_xml_raw(&w->xml, "");
    }
    ltn_buf_putu(w->xml.out, n);
    ltn_xml_puts(&w->xml, " ");
    ltn_xml_puts(&w->xml, what);
    if (!bare)
        ltn_xml_end(&w->xml, "measure");
}

/* Where measures have no element, they are words. */
static void put_extent(ltn_tei *w)
{
    const ltn_buf *text = &w->doc->text;

    ltn_tei_open(w, 6, "extent");
    put_measure(w, "words", ltn_count_words(text->data, text->len),
                "words (separated by white space)");
    put_measure(w, "characters", ltn_utf8_count(text->data, text->len),
                "Unicode characters");
    put_measure(w, "bytes", w->doc->source.bytes, "bytes (source file)");
    put_measure(w, "paragraphs", w->kinds[LTN_PARAGRAPH], "paragraphs");
    ltn_tei_close(w, 6, "extent");
}

static void put_idno(ltn_tei *w, unsigned indent, const char *type,
                     const char *text)
{
    if (!text || !text[0])
        return;
    ltn_tei_open(w, indent, "idno");
    ltn_xml_attr(&w->xml, "type", type);
    ltn_xml_puts(&w->xml, text);
    ltn_xml_end(&w->xml, "idno");
}

static void put_identifiers(ltn_tei *w)
{
    char ni[LTN_NI_BYTES];
    const char *hex = w->doc->source.sha256;

    put_idno(w, 8, "local", w->doc->source.stem);
    for (const ltn_meta_value *v = ltn_tei_meta(w, LTN_META_IDENTIFIER); v;
         v = ltn_meta_more(v))
        put_idno(w, 8, "identifier", v->text);
    put_idno(w, 8, "DOI", meta_text(w, LTN_META_DOI));
    put_idno(w, 8, "ISBN", meta_text(w, LTN_META_ISBN));
    if (hex)
        put_idno(w, 8, "ni", ltn_ni_of_sha256(hex, ni));
}

/* Creative Commons and SPDX licences let anyone read the text; of a licence
 * that only has an address nothing is known. */
static const char *status_of(const char *licence)
{
    bool named = licence && !strchr(licence, ':');

    return named || (licence && strstr(licence, "creativecommons.org/"))
               ? "free"
               : "unknown";
}

/* TEI P5 #HD24: the licence, or the reason why there is none. */
static void put_availability(ltn_tei *w)
{
    const char *licence = meta_text(w, LTN_META_LICENCE);
    const char *rights = meta_text(w, LTN_META_RIGHTS);
    char url[LTN_LICENCE_BYTES];

    ltn_tei_open(w, 8, "availability");
    ltn_xml_attr(&w->xml, "status", status_of(licence));
    if (licence) {
        ltn_tei_open(w, 10, "licence");
        ltn_tei_uri(w, "target", ltn_licence_url(licence, url));
        ltn_xml_puts(&w->xml, licence);
        ltn_xml_end(&w->xml, "licence");
    }
    ltn_tei_put(w, 10, "p", rights);
    if (!licence && !rights)
        ltn_tei_put(w, 10, "p",
                    "The rights in the text have not been established: "
                    "neither its source nor those who had it encoded stated a "
                    "licence or any rights.");
    ltn_tei_close(w, 8, "availability");
}

static void put_publication(ltn_tei *w)
{
    const char *publisher = meta_text(w, LTN_META_PUBLISHER);
    const ltn_meta_value *published = ltn_tei_meta(w, LTN_META_PUBLISHED);

    ltn_tei_open(w, 6, "publicationStmt");
    bool named = publisher || ltn_tei_lacks(w, LTN_NO_AUTHORITY);
    ltn_tei_put(w, 8, named ? "publisher" : "authority",
                publisher ? publisher : "not stated");
    ltn_tei_line(w, 8);
    if (published)
        ltn_tei_date(w, published, NULL);
    else
        put_today(w);
    put_identifiers(w);
    put_availability(w);
    ltn_tei_close(w, 6, "publicationStmt");
}

static void put_series(ltn_tei *w)
{
    const char *series = meta_text(w, LTN_META_SERIES);
    const char *number = meta_text(w, LTN_META_SERIES_NUMBER);

    if (!series)
        return;
    ltn_tei_open(w, 6, "seriesStmt");
    ltn_tei_open(w, 8, "title");
    ltn_xml_attr(&w->xml, "level", "s");
    ltn_xml_puts(&w->xml, series);
    ltn_xml_end(&w->xml, "title");
    ltn_tei_put(w, 8, "biblScope", number);
    ltn_tei_close(w, 6, "seriesStmt");
}

static void put_note(ltn_tei *w, ltn_meta_key key, const char *type)
{
    for (const ltn_meta_value *v = ltn_tei_meta(w, key); v;
         v = ltn_meta_more(v)) {
        ltn_tei_open(w, 8, "note");
        ltn_xml_attr(&w->xml, "type", type);
        ltn_xml_puts(&w->xml, v->text);
        ltn_xml_end(&w->xml, "note");
    }
}

/* Metadata that has no element in the profile. */
static void put_homeless(ltn_tei *w)
{
    static const struct {
        uint32_t part;
        ltn_meta_key key;
    } homeless[] = {
        {LTN_NO_MEETING, LTN_META_EVENT},
        {LTN_NO_SETTING, LTN_META_PLACE},
        {LTN_NO_SETTING, LTN_META_ORGANIZATION},
        {LTN_NO_PEOPLE, LTN_META_SPEAKER_ROLE},
        {LTN_NO_PEOPLE, LTN_META_SPEAKER_AFFILIATION},
        {LTN_NO_ABSTRACT, LTN_META_ABSTRACT},
        {LTN_NO_RECORDING, LTN_META_RECORDING},
        {LTN_NO_FUNDER, LTN_META_FUNDER},
    };

    for (size_t i = 0; i < sizeof homeless / sizeof *homeless; i++)
        if (ltn_tei_lacks(w, homeless[i].part))
            put_note(w, homeless[i].key, ltn_meta_keys[homeless[i].key].name);
}

static void put_notes(ltn_tei *w)
{
    size_t before = w->xml.out->len;

    ltn_tei_open(w, 6, "notesStmt");
    ltn_xml_raw(&w->xml, "");
    size_t empty = w->xml.out->len;
    put_note(w, LTN_META_NOTE, NULL);
    put_homeless(w);
    if (ltn_tei_lacks(w, LTN_NO_STANDOFF))
        ltn_tei_put_stand_ins(w, 8);
    if (w->xml.out->len == empty)
        w->xml.out->len = before;
    else
        ltn_tei_close(w, 6, "notesStmt");
}

/* How the source came to be read as characters. */
static void put_capture(ltn_tei *w)
{
    const ltn_source *s = &w->doc->source;

    ltn_tei_open(w, 10, "note");
    ltn_xml_attr(&w->xml, "type", "source");
    ltn_xml_puts(&w->xml,
                 s->media_type ? s->media_type : "application/octet-stream");
    if (s->encoding) {
        ltn_xml_puts(&w->xml, ", ");
        ltn_xml_puts(&w->xml, s->encoding);
    }
    if (s->bom)
        ltn_xml_puts(&w->xml, " with a byte order mark");
    if (s->line_ends && strcmp(s->line_ends, "none") != 0) {
        ltn_xml_puts(&w->xml, ", line ends ");
        ltn_xml_puts(&w->xml, s->line_ends);
    }
    if (!ltn_tei_meta(w, LTN_META_SOURCE_URL))
        ltn_xml_puts(&w->xml, "; where the text was found is not stated");
    ltn_xml_end(&w->xml, "note");
}

static void put_source_url(ltn_tei *w)
{
    const char *url = meta_text(w, LTN_META_SOURCE_URL);

    if (!url)
        return;
    ltn_tei_open(w, 10, "ref");
    ltn_tei_uri(w, "target", url);
    ltn_xml_puts(&w->xml, url);
    ltn_xml_end(&w->xml, "ref");
}

static void put_source(ltn_tei *w)
{
    const char *title = meta_text(w, LTN_META_SOURCE_TITLE);
    bool author = ltn_tei_meta(w, LTN_META_AUTHOR) != NULL;
    bool dated = ltn_tei_meta(w, LTN_META_SOURCE_PUBLISHED) != NULL;

    ltn_tei_open(w, 8, "bibl");
    ltn_xml_attr(&w->xml, "type", "digitalSource");
    ltn_tei_put(w, 10, "title", title ? title : title_of(w));
    for (const ltn_meta_value *v =
             ltn_tei_meta(w, author ? LTN_META_AUTHOR : LTN_META_SPEAKER);
         v; v = ltn_meta_more(v))
        ltn_tei_put(w, 10, "author", v->text);
    ltn_tei_put(w, 10, "publisher", meta_text(w, LTN_META_SOURCE_PUBLISHER));
    put_date_line(w, 10, dated ? LTN_META_SOURCE_PUBLISHED : LTN_META_DATE,
                  dated ? "published" : NULL);
    if (!dated && !ltn_tei_meta(w, LTN_META_DATE))
        ltn_tei_put(w, 10, "date", "not stated");
    put_source_url(w);
    put_date_line(w, 10, LTN_META_SOURCE_RETRIEVED, "retrieved");
    put_idno(w, 10, "filename", w->doc->source.name);
    put_idno(w, 10, "sha256", w->doc->source.sha256);
    put_capture(w);
    ltn_tei_close(w, 8, "bibl");
}

static void put_recording(ltn_tei *w)
{
    const char *url = meta_text(w, LTN_META_RECORDING);

    if (!url || ltn_tei_lacks(w, LTN_NO_RECORDING))
        return;
    ltn_tei_line(w, 8);
    ltn_xml_raw(&w->xml, "<recordingStmt><recording><p>");
    ltn_xml_start(&w->xml, "ref");
    ltn_tei_uri(w, "target", url);
    ltn_xml_puts(&w->xml, url);
    ltn_xml_end(&w->xml, "ref");
    ltn_xml_raw(&w->xml, "</p></recording></recordingStmt>");
}

static void put_file_desc(ltn_tei *w)
{
    ltn_tei_open(w, 4, "fileDesc");
    put_title_stmt(w);
    put_edition(w);
    put_extent(w);
    put_publication(w);
    put_series(w);
    put_notes(w);
    ltn_tei_open(w, 6, "sourceDesc");
    put_source(w);
    put_recording(w);
    ltn_tei_close(w, 6, "sourceDesc");
    ltn_tei_close(w, 4, "fileDesc");
}

/* TEI P5 #HD9: the same metadata for programs that read linked data. */
static void put_xeno_data(ltn_tei *w)
{
    ltn_buf json = {0};
    ltn_json j = {.out = &json};

    if (ltn_tei_lacks(w, LTN_NO_XENODATA))
        return;
    ltn_jsonld_metadata(&j, w->doc, w->options);
    if (ltn_buf_status(&json) != LTN_OK)
        w->xml.out->status = ltn_buf_status(&json);
    ltn_tei_open(w, 4, "xenoData");
    ltn_xml_attr(&w->xml, "type", "json-ld");
    ltn_xml_attr(&w->xml, "n", "application/ld+json");
    ltn_xml_text(&w->xml, json.data, json.len);
    ltn_xml_end(&w->xml, "xenoData");
    ltn_buf_release(&json);
}

static void put_revision(ltn_tei *w)
{
    char day[LTN_TIME_BYTES];
    const char *type = w->doc->source.media_type;

    ltn_tei_open(w, 4, "revisionDesc");
    ltn_tei_open(w, 6, "change");
    ltn_xml_attr(&w->xml, "when", ltn_date_iso(w->options->time, day));
    ltn_xml_attr(&w->xml, "who", "#lectern");
    ltn_xml_puts(&w->xml, "Converted from ");
    ltn_xml_puts(&w->xml, type ? type : "a file");
    ltn_xml_puts(&w->xml, " by lectern ");
    ltn_xml_puts(&w->xml, ltn_version());
    ltn_xml_puts(&w->xml, ".");
    ltn_xml_end(&w->xml, "change");
    ltn_tei_close(w, 4, "revisionDesc");
}

void ltn_tei_put_header(ltn_tei *w)
{
    ltn_tei_open(w, 2, "teiHeader");
    put_file_desc(w);
    ltn_tei_put_encoding(w);
    ltn_tei_put_profile(w);
    put_xeno_data(w);
    put_revision(w);
    ltn_tei_close(w, 2, "teiHeader");
}
