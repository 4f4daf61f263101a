#include "write/tei/tei.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { FILE_BYTES = 16 * 1024 }; /* what a file of no text needs, and more */

/* XML 1.0 #NT-NameChar, of the characters that file names have. */
static bool is_name_char(uint32_t c)
{
    if (c < 0x80)
        return c == '-' || c == '_' || c == '.' || ltn_is_word(c);
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000 && c != 0x37E &&
           ltn_is_letter(c);
}

/* Whether an id of ours could be the same: letters and a number (p12, char...),
 * a full stop (per.1), or one of two words. */
static bool could_clash(const char *s)
{
    size_t letters = strspn(s, "abcdefghijklmnopqrstuvwxyz");
    size_t numbers = strspn(s + letters, "0123456789");

    return strchr(s, '.') || (numbers > 0 && s[letters + numbers] == '\0') ||
           strcmp(s, "text") == 0 || strcmp(s, "lectern") == 0;
}

static bool is_name_start(const char *s)
{
    unsigned char c = (unsigned char)*s;

    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c >= 0xC3;
}

/* TEI/@xml:id: the stem of the file as an NCName. */
static void put_id(ltn_xml *x, const char *stem)
{
    const char *s = stem ? stem : "", *end = s + strlen(s);

    ltn_buf_puts(x->out, " xml:id=\"");
    if (!is_name_start(s) || could_clash(s))
        ltn_buf_puts(x->out, "t_");
    while (s < end) {
        const char *from = s;
        uint32_t c = ltn_utf8_next(&s, end);
        if (is_name_char(c))
            ltn_buf_put(x->out, from, (size_t)(s - from));
        else
            ltn_buf_putc(x->out, '_');
    }
    ltn_buf_putc(x->out, '"');
}

static void put_schema(ltn_tei *w, const char *kind)
{
    ltn_xml *x = &w->xml;

    ltn_xml_raw(x, "<?xml-model href=\"");
    ltn_xml_raw(x, w->profile->schema);
    ltn_xml_raw(x, "\" type=\"application/xml\" schematypens=\"");
    ltn_xml_raw(x, kind);
    ltn_xml_raw(x, "\"?>\n");
}

static const char *language_of(const ltn_doc *doc)
{
    const char *tag = ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und");

    return ltn_tei_is_language(tag) ? tag : "und";
}

/* All that stands before the notes of decisions; false when no <standOff>
 * does. */
static bool put_head(ltn_tei *w)
{
    ltn_xml *x = &w->xml;

    ltn_xml_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    put_schema(w, "http://relaxng.org/ns/structure/1.0");
    put_schema(w, "http://purl.oclc.org/dsdl/schematron");
    ltn_xml_start(x, "TEI");
    ltn_xml_attr(x, "xmlns", LTN_TEI_NS);
    put_id(x, w->doc->source.stem);
    ltn_xml_attr(x, "xml:lang", language_of(w->doc));
    if (!ltn_tei_lacks(w, LTN_NO_VERSION))
        ltn_xml_attr(x, "version", LTN_TEI_VERSION);
    ltn_tei_put_header(w);
    return ltn_tei_open_standoff(w);
}

/* Moves what stands behind `at` in out and puts the parts in front of it, so
 * that the text, the most of it, is not made twice. */
static void insert(ltn_buf *out, size_t at, const ltn_buf *const parts[3])
{
    size_t text = out->len - at, len = 0;

    for (int i = 0; i < 3; i++) {
        len += parts[i]->len;
        if (ltn_buf_status(parts[i]) != LTN_OK)
            out->status = ltn_buf_status(parts[i]);
    }
    if (!ltn_buf_room(out, len))
        return;
    char *to = out->data + at;
    memmove(to + len, to, text);
    for (int i = 0; i < 3; i++) {
        if (parts[i]->len > 0)
            memcpy(to, parts[i]->data, parts[i]->len);
        to += parts[i]->len;
    }
    ltn_buf_advance(out, len);
}

static ltn_status write_tei(const ltn_doc *doc,
                            const ltn_write_options *options, ltn_buf *out,
                            ltn_diags *diags)
{
    ltn_buf head = {0}, tail = {0};
    size_t at = out->len;
    ltn_tei w = {.doc = doc,
                 .options = options,
                 .diags = diags,
                 .profile = ltn_tei_profile_find(options->profile, diags),
                 .xml = {.out = out},
                 .langs = {language_of(doc)},
                 .lang_len = 1};

    if (!w.profile)
        return LTN_EUSAGE;
    ltn_buf_expect(out, 2 * doc->text.len + FILE_BYTES);
    ltn_buf_expect(&w.notes, doc->text.len / 2);
    ltn_tei_put_body(&w);
    w.xml = (ltn_xml){.out = &head};
    bool standoff = put_head(&w);
    w.xml = (ltn_xml){.out = &tail};
    if (standoff)
        ltn_tei_close_standoff(&w);
    ltn_xml_raw(&w.xml, "\n");
    insert(out, at, (const ltn_buf *const[]){&head, &w.notes, &tail});
    ltn_buf_puts(out, "\n</TEI>\n");
    ltn_buf_release(&head);
    ltn_buf_release(&tail);
    ltn_buf_release(&w.notes);
    return ltn_buf_status(out);
}

const ltn_writer ltn_writer_tei = {
    .name = "tei",
    .suffix = ".xml",
    .media_type = "application/tei+xml",
    .title = "TEI P5 with all that was understood; --profile lectern, lite, "
             "parla, simplePrint",
    .write = write_tei,
};
