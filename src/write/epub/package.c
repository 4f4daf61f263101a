/* The package document: EPUB 3.3 #sec-package-doc. */

#include "util/isotime.h"
#include "write/epub/book.h"

#include <stdio.h>
#include <string.h>

static const char *meta(const ltn_book *b, ltn_meta_key key)
{
    return ltn_meta_text(&b->doc->meta, key, NULL);
}

static void line(ltn_book *b)
{
    ltn_buf_putc(&b->bytes, '\n');
}

/* <dc:name id="id">text</dc:name> */
static void put_dc(ltn_book *b, const char *name, const char *id,
                   const char *text)
{
    if (!text)
        return;
    ltn_xml_start(&b->x.xml, name);
    ltn_xml_attr(&b->x.xml, "id", id);
    ltn_xml_puts(&b->x.xml, text);
    ltn_xml_close(&b->x.xml, name);
    line(b);
}

/* <meta property="...">, of the whole book or of the element with id. */
static void put_meta(ltn_book *b, const char *refines, const char *property,
                     const char *scheme, const char *text)
{
    char to[24];

    if (!text)
        return;
    ltn_xml_start(&b->x.xml, "meta");
    if (refines) {
        snprintf(to, sizeof to, "#%.20s", refines);
        ltn_xml_attr(&b->x.xml, "refines", to);
    }
    ltn_xml_attr(&b->x.xml, "property", property);
    ltn_xml_attr(&b->x.xml, "scheme", scheme);
    ltn_xml_puts(&b->x.xml, text);
    ltn_xml_close(&b->x.xml, "meta");
    line(b);
}

/* ONIX code list 5: 06 DOI, 15 ISBN-13, 02 ISBN-10. */
static void put_identifiers(ltn_book *b)
{
    const char *isbn = meta(b, LTN_META_ISBN), *doi = meta(b, LTN_META_DOI);
    unsigned digits = 0;

    put_dc(b, "dc:identifier", "uid", b->id);
    for (const char *s = isbn; s && *s; s++)
        digits += (*s >= '0' && *s <= '9') || *s == 'X';
    put_dc(b, "dc:identifier", "isbn", isbn);
    if (isbn)
        put_meta(b, "isbn", "identifier-type", "onix:codelist5",
                 digits == 10 ? "02" : "15");
    put_dc(b, "dc:identifier", "doi", doi);
    if (doi)
        put_meta(b, "doi", "identifier-type", "onix:codelist5", "06");
    for (const ltn_meta_value *v =
             ltn_meta_get(&b->doc->meta, LTN_META_IDENTIFIER);
         v; v = ltn_meta_more(v))
        put_dc(b, "dc:identifier", NULL, v->text);
}

static void put_titles(ltn_book *b)
{
    const char *sub = meta(b, LTN_META_SUBTITLE);

    put_dc(b, "dc:title", "main-title", b->title);
    put_meta(b, "main-title", "title-type", NULL, "main");
    if (!sub)
        return;
    put_meta(b, "main-title", "display-seq", NULL, "1");
    put_dc(b, "dc:title", "sub-title", sub);
    put_meta(b, "sub-title", "title-type", NULL, "subtitle");
    put_meta(b, "sub-title", "display-seq", NULL, "2");
}

/* Whether a name is a person's with the family name last, as far as that can
 * be told: two to four words in capitals, in a language of that custom. */
static bool family_last(const ltn_book *b, const char *name)
{
    static const char *const others[] = {"zh", "ja", "ko", "hu", "vi"};
    unsigned words = 1;

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strncmp(b->lang, others[i], 2) == 0)
            return false;
    for (const ltn_entities *e = &b->doc->entities; e; e = NULL)
        for (uint32_t i = 0; i < e->len; i++)
            if (e->at[i].cls == LTN_NAME_ORGANIZATION &&
                strcmp(e->at[i].name, name) == 0)
                return false;
    for (const char *s = name; *s; s++) {
        if (strchr(",.;:()", *s))
            return false;
        if (*s == ' ' &&
            !((s[1] >= 'A' && s[1] <= 'Z') || (unsigned char)s[1] >= 0x80))
            return false;
        words += *s == ' ';
    }
    return words >= 2 && words <= 4;
}

/* "Tasmagambetov, Imangali" */
static void put_file_as(ltn_book *b, const char *id, const char *name)
{
    const char *last = strrchr(name, ' ');
    char sorted[200];

    if (!last || strlen(name) > 150 || !family_last(b, name))
        return;
    snprintf(sorted, sizeof sorted, "%s, %.*s", last + 1, (int)(last - name),
             name);
    put_meta(b, id, "file-as", NULL, sorted);
}

/* Names with their MARC relators. */
static void put_names(ltn_book *b, const char *element, const ltn_meta_value *v,
                      const char *relator)
{
    char id[16];

    for (unsigned n = 1; v; v = ltn_meta_more(v), n++) {
        snprintf(id, sizeof id, "%s%u", relator, n);
        put_dc(b, element, id, v->text);
        put_meta(b, id, "role", "marc:relators", relator);
        put_file_as(b, id, v->text);
    }
}

static void put_all_names(ltn_book *b)
{
    const ltn_meta *m = &b->doc->meta;
    const ltn_meta_value *creator = ltn_xh_creator(&b->x);
    bool spoken = creator && creator->key == LTN_META_SPEAKER;

    put_names(b, "dc:creator", creator, spoken ? "spk" : "aut");
    if (!spoken)
        put_names(b, "dc:contributor", ltn_meta_get(m, LTN_META_SPEAKER),
                  "spk");
    put_names(b, "dc:contributor", ltn_meta_get(m, LTN_META_EDITOR), "edt");
    put_names(b, "dc:contributor", ltn_meta_get(m, LTN_META_TRANSLATOR), "trl");
    put_names(b, "dc:contributor", ltn_meta_get(m, LTN_META_CONTRIBUTOR),
              "ctb");
    put_names(b, "dc:contributor", ltn_meta_get(m, LTN_META_FUNDER), "fnd");
}

/* Genres that EPUB gives a meaning of its own to: EPUB 3.3 #sec-opf-dctype. */
static bool is_publication_type(const char *genre)
{
    static const char *const types[] = {
        "dictionary",      "distributable-object",
        "edupub",          "index",
        "preview",         "scriptable-component",
        "widget",          "annotations",
        "learning-object", "teacher-edition",
        "teacher-guide",
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (strcmp(genre, types[i]) == 0)
            return true;
    return false;
}

static const char *source(const ltn_book *b)
{
    const char *url = meta(b, LTN_META_SOURCE_URL);
    const char *title = meta(b, LTN_META_SOURCE_TITLE);

    return url ? url : title ? title : b->doc->source.name;
}

static void put_subjects(ltn_book *b)
{
    const ltn_meta_value *date =
        ltn_meta_get(&b->doc->meta, LTN_META_PUBLISHED);
    const char *genre = meta(b, LTN_META_GENRE);

    if (!date)
        date = ltn_meta_get(&b->doc->meta, LTN_META_DATE);
    if (date && ltn_xh_is_date(date->iso ? date->iso : date->text))
        put_dc(b, "dc:date", NULL, date->iso ? date->iso : date->text);
    put_dc(b, "dc:publisher", NULL, meta(b, LTN_META_PUBLISHER));
    put_dc(b, "dc:description", NULL, meta(b, LTN_META_ABSTRACT));
    for (const ltn_meta_value *v =
             ltn_meta_get(&b->doc->meta, LTN_META_KEYWORDS);
         v; v = ltn_meta_more(v))
        put_dc(b, "dc:subject", NULL, v->text);
    if (genre && !is_publication_type(genre))
        put_dc(b, "dc:type", NULL, genre);
    put_dc(b, "dc:source", NULL, source(b));
    put_dc(b, "dc:rights", NULL, meta(b, LTN_META_RIGHTS));
    put_meta(b, NULL, "dcterms:license", NULL, meta(b, LTN_META_LICENCE));
}

/* Digits with points between: EPUB 3.3 #group-position. */
static bool is_position(const char *s)
{
    for (; *s; s++) {
        if (*s < '0' || *s > '9')
            return false;
        while (*s >= '0' && *s <= '9')
            s++;
        if (*s == '\0')
            return true;
        if (*s != '.')
            return false;
    }
    return false;
}

static void put_series(ltn_book *b)
{
    const char *series = meta(b, LTN_META_SERIES);
    const char *number = meta(b, LTN_META_SERIES_NUMBER);

    if (!series)
        return;
    ltn_xml_raw(&b->x.xml,
                "<meta property=\"belongs-to-collection\" id=\"series\">");
    ltn_xml_puts(&b->x.xml, series);
    ltn_xml_raw(&b->x.xml, "</meta>\n");
    put_meta(b, "series", "collection-type", NULL, "series");
    if (number && is_position(number))
        put_meta(b, "series", "group-position", NULL, number);
}

/* EPUB Accessibility 1.1 #sec-disc-package: true of every book of ours. No
 * conformance is claimed: that is for people to evaluate. */
static void put_accessibility(ltn_book *b)
{
    static const char *const features[] = {
        "tableOfContents", "structuralNavigation", "displayTransformability",
        "readingOrder",    "alternativeText",
    };
    bool pages = b->x.page_len > 0;

    put_meta(b, NULL, "schema:accessMode", NULL, "textual");
    put_meta(b, NULL, "schema:accessModeSufficient", NULL, "textual");
    for (size_t i = 0; i < sizeof features / sizeof features[0]; i++)
        put_meta(b, NULL, "schema:accessibilityFeature", NULL, features[i]);
    if (pages) {
        put_meta(b, NULL, "schema:accessibilityFeature", NULL,
                 "pageBreakMarkers");
        put_meta(b, NULL, "schema:accessibilityFeature", NULL,
                 "pageNavigation");
        put_meta(b, NULL, "pageBreakSource", NULL,
                 source(b) ? source(b) : "unknown");
    }
    put_meta(b, NULL, "schema:accessibilityHazard", NULL, "none");
    put_meta(b, NULL, "schema:accessibilitySummary", NULL,
             pages ? "Text without images but for the cover, which repeats the "
                     "title page; a table of contents, landmarks, headings in "
                     "order, and the page numbers of the source. Converted "
                     "automatically; not evaluated by a person."
                   : "Text without images but for the cover, which repeats the "
                     "title page; a table of contents, landmarks and headings "
                     "in order. Converted automatically; not evaluated by a "
                     "person.");
}

static void put_metadata(ltn_book *b)
{
    char when[LTN_TIME_BYTES];

    ltn_xml_raw(&b->x.xml, "<metadata "
                           "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_identifiers(b);
    put_titles(b);
    put_dc(b, "dc:language", NULL, b->lang);
    put_all_names(b);
    put_subjects(b);
    put_series(b);
    put_meta(b, NULL, "dcterms:modified", NULL,
             ltn_time_iso(b->options->time, when));
    put_accessibility(b);
    /* What readers of EPUB 2 look for. */
    ltn_xml_raw(&b->x.xml, "<meta name=\"cover\" content=\"cover-image\"/>\n"
                           "</metadata>\n");
}

static const char *media_type(const char *name)
{
    const char *suffix = strrchr(name, '.');

    return !suffix || strcmp(suffix, ".xhtml") == 0 ? "application/xhtml+xml"
           : strcmp(suffix, ".css") == 0            ? "text/css"
           : strcmp(suffix, ".svg") == 0            ? "image/svg+xml"
                                         : "application/x-dtbncx+xml";
}

/* The file name less folder and suffix; "cover-image" for cover.svg. */
static const char *item_id(const char *href, char out[40])
{
    size_t n = strcspn(href, ".");

    if (strcmp(href, "cover.svg") == 0)
        return "cover-image";
    snprintf(out, 40, "%.*s", (int)n, href);
    return out;
}

static void put_item(ltn_book *b, const char *href)
{
    char id[40];
    ltn_xml *x = &b->x.xml;

    ltn_xml_start(x, "item");
    ltn_xml_attr(x, "id", item_id(href, id));
    ltn_xml_attr(x, "href", href);
    ltn_xml_attr(x, "media-type", media_type(href));
    if (strcmp(href, "nav.xhtml") == 0)
        ltn_xml_attr(x, "properties", "nav");
    if (strcmp(href, "cover.svg") == 0)
        ltn_xml_attr(x, "properties", "cover-image");
    ltn_xml_end(x, "item");
    line(b);
}

static bool is_page(const char *href)
{
    return strcmp(media_type(href), "application/xhtml+xml") == 0;
}

/* The book's own files, but the package itself; NULL after the last. */
static const char *file_at(const ltn_book *b, size_t i)
{
    enum { CONTAINER = 2, FOLDER = 5 };

    return i + CONTAINER + 1 < b->file_len
               ? b->files[i + CONTAINER].name + FOLDER
               : NULL;
}

static void put_itemref(ltn_book *b, const char *href)
{
    char id[40];

    ltn_xml_start(&b->x.xml, "itemref");
    ltn_xml_attr(&b->x.xml, "idref", item_id(href, id));
    ltn_xml_end(&b->x.xml, "itemref");
    line(b);
}

/* Cover and title page, then the contents, then the text. */
static void put_spine(ltn_book *b)
{
    ltn_xml *x = &b->x.xml;
    const char *href;

    ltn_xml_start(x, "spine");
    ltn_xml_attr(x, "toc", "toc");
    if (ltn_xh_rtl(b->lang))
        ltn_xml_attr(x, "page-progression-direction", "rtl");
    ltn_xml_raw(x, "\n");
    for (size_t i = 0; (href = file_at(b, i)); i++) {
        if (!is_page(href) || strcmp(href, "nav.xhtml") == 0)
            continue;
        put_itemref(b, href);
        if (strcmp(href, "title.xhtml") == 0)
            put_itemref(b, "nav.xhtml");
    }
    ltn_xml_raw(x, "</spine>\n");
}

void ltn_book_package(ltn_book *b)
{
    ltn_xml *x = &b->x.xml;

    ltn_book_open(b, "EPUB/package.opf");
    ltn_xml_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ltn_xml_start(x, "package");
    ltn_xml_attr(x, "xmlns", "http://www.idpf.org/2007/opf");
    ltn_xml_attr(x, "version", "3.0");
    ltn_xml_attr(x, "unique-identifier", "uid");
    ltn_xml_attr(x, "xml:lang", b->lang);
    ltn_xml_attr(x, "dir", ltn_xh_rtl(b->lang) ? "rtl" : "ltr");
    ltn_xml_raw(x, "\n");
    put_metadata(b);
    ltn_xml_raw(x, "<manifest>\n");
    for (size_t i = 0; file_at(b, i); i++)
        put_item(b, file_at(b, i));
    ltn_xml_raw(x, "</manifest>\n");
    put_spine(b);
    ltn_xml_raw(x, "</package>\n");
    ltn_book_close(b);
}
