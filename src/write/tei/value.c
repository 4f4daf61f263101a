/* Attribute values: what would not be valid is left out, never bent. */

#include "write/tei/tei.h"

#include "util/ascii.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* TEI P5 #teidata.word: no white space, no control or unassigned character. */
static bool is_word(const char *s)
{
    const char *end = s + strlen(s);

    if (s == end)
        return false;
    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        bool ascii = c > ' ' && c < 0x7F;
        if (!ascii && (c < 0xA1 || !(ltn_is_word(c) || ltn_is_punct(c))))
            return false;
    }
    return true;
}

void ltn_tei_word(ltn_tei *w, const char *name, const char *value)
{
    if (value && is_word(value))
        ltn_xml_attr(&w->xml, name, value);
}

void ltn_tei_text_attr(ltn_tei *w, const char *name, const char *value)
{
    if (value && value[0] && strlen(value) < LTN_XML_TEXT_MAX)
        ltn_xml_attr(&w->xml, name, value);
}

/* RFC 3986 #section-3.1: whether what stands before a colon, if there is one
 * in the first segment, is a scheme. */
static bool has_good_scheme(const char *s)
{
    size_t n = strcspn(s, ":/?#");

    if (s[n] != ':')
        return true;
    if (!ltn_ascii_letter(s[0]))
        return false;
    for (size_t i = 1; i < n; i++)
        if (!ltn_ascii_letter(s[i]) && !(s[i] >= '0' && s[i] <= '9') &&
            !strchr("+-.", s[i]))
            return false;
    return true;
}

/* What may stand in an IRI as it is (RFC 3987 #section-2.2); the rest is
 * percent-encoded, which does not change where it leads. */
static bool is_iri(const char *s, bool fragment)
{
    unsigned char c = (unsigned char)*s;

    if (c == '%')
        return ltn_ascii_hex(s[1]) && ltn_ascii_hex(s[2]);
    if (c == '#')
        return !fragment;
    return c > ' ' && c < 0x7F && !strchr("<>\"{}|\\^`[]", c);
}

static bool is_url(const char *url)
{
    return url && url[0] && has_good_scheme(url) &&
           strlen(url) <= LTN_XML_TEXT_MAX / 3;
}

static void put_uri(ltn_buf *out, const char *url)
{
    bool fragment = false;

    for (; *url; url++) {
        if (*url == '&')
            ltn_buf_puts(out, "&amp;");
        else if (is_iri(url, fragment))
            ltn_buf_putc(out, *url);
        else
            ltn_buf_printf(out, "%%%02X", (unsigned char)*url);
        fragment |= *url == '#';
    }
}

bool ltn_tei_uri(ltn_tei *w, const char *name, const char *url)
{
    return ltn_tei_uris(w, name, "", url);
}

bool ltn_tei_uris(ltn_tei *w, const char *name, const char *id, const char *url)
{
    ltn_buf *out = w->xml.out;

    if (!is_url(url))
        url = "";
    if (!id[0] && !url[0])
        return false;
    ltn_buf_putc(out, ' ');
    ltn_buf_puts(out, name);
    ltn_buf_puts(out, "=\"");
    if (id[0])
        ltn_buf_putc(out, '#');
    ltn_buf_puts(out, id);
    if (id[0] && url[0])
        ltn_buf_putc(out, ' ');
    put_uri(out, url);
    ltn_buf_putc(out, '"');
    return true;
}

/* The number in the n digits at *s, which moves past them; or -1. */
static int digits(const char **s, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++, (*s)++) {
        if (**s < '0' || **s > '9')
            return -1;
        value = value * 10 + (**s - '0');
    }
    return value;
}

static bool is_day(int year, int month, int day)
{
    static const signed char days[] = {31, 29, 31, 30, 31, 30,
                                       31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return day >= 1 && day <= days[month - 1] &&
           (month != 2 || day < 29 || leap);
}

/* XML Schema #date, #gYearMonth, #gYear: the length of the date at s, or 0. A
 * year before the common era has a minus; there is no year 0. */
static size_t date_length(const char *s)
{
    const char *at = s + (*s == '-');
    int year = digits(&at, 4);

    if (year < 1)
        return 0;
    if (*at != '-')
        return (size_t)(at - s);
    at++;
    int month = digits(&at, 2);
    if (month < 1 || month > 12)
        return 0;
    if (*at != '-')
        return (size_t)(at - s);
    at++;
    int day = digits(&at, 2);
    return day > 0 && is_day(year, month, day) ? (size_t)(at - s) : 0;
}

/* The length of a time "T14:30:00Z" at s, or 0. */
static size_t time_length(const char *s)
{
    const char *at = s + 1;

    if (*s != 'T')
        return 0;
    int hour = digits(&at, 2);
    if (hour < 0 || hour > 23 || *at++ != ':')
        return 0;
    int minute = digits(&at, 2);
    if (minute < 0 || minute > 59 || *at++ != ':')
        return 0;
    int second = digits(&at, 2);
    if (second < 0 || second > 59)
        return 0;
    return (size_t)(at - s) + (*at == 'Z');
}

/* The length of the date or date with time at s, or 0. */
static size_t when_length(const char *s)
{
    size_t n = date_length(s);

    return n >= 10 && s[n] == 'T' ? n + time_length(s + n) : n;
}

bool ltn_tei_is_date(const char *iso)
{
    size_t n = iso ? when_length(iso) : 0;

    return n > 0 && iso[n] == '\0';
}

/* TEI P5 #att.datable.w3c: one date, or both ends of an interval. */
void ltn_tei_when(ltn_tei *w, const char *iso)
{
    size_t n = iso ? when_length(iso) : 0;

    if (n == 0)
        return;
    if (iso[n] == '\0') {
        ltn_xml_attr(&w->xml, "when", iso);
    } else if (iso[n] == '/' && !ltn_tei_lacks(w, LTN_NO_INTERVAL) &&
               ltn_tei_is_date(iso + n + 1)) {
        ltn_xml_attr_n(&w->xml, "from", iso, n);
        ltn_xml_attr(&w->xml, "to", iso + n + 1);
    }
}

/* XML Schema #language. */
bool ltn_tei_is_language(const char *tag)
{
    size_t n = 0;
    bool first = true;

    for (const char *s = tag;; s++) {
        bool alnum = ltn_ascii_letter(*s) || (!first && *s >= '0' && *s <= '9');
        if (alnum && ++n <= 8)
            continue;
        if (n == 0 || n > 8 || (*s != '-' && *s != '\0'))
            return false;
        if (*s == '\0')
            return true;
        n = 0;
        first = false;
    }
}

static void note_language(ltn_tei *w, const char *tag)
{
    for (unsigned i = 0; i < w->lang_len; i++)
        if (strcmp(w->langs[i], tag) == 0)
            return;
    if (w->lang_len < LTN_TEI_LANGUAGES)
        w->langs[w->lang_len++] = tag;
}

void ltn_tei_lang(ltn_tei *w, const char *tag)
{
    if (!tag || !ltn_tei_is_language(tag))
        return;
    note_language(w, tag);
    ltn_xml_attr(&w->xml, "xml:lang", tag);
}

const char *ltn_tei_key_id(const ltn_tei *w, uint32_t key,
                           char out[LTN_ID_BYTES])
{
    const ltn_node *n = key ? ltn_doc_node(w->doc, key) : NULL;

    out[0] = '\0';
    return n ? ltn_node_id(n, out) : out;
}

void ltn_tei_key(ltn_tei *w, const char *name, uint32_t key)
{
    char id[LTN_ID_BYTES];

    ltn_tei_uris(w, name, ltn_tei_key_id(w, key, id), "");
}

bool ltn_tei_is_listed(const ltn_tei *w, const ltn_entity *e)
{
    if (ltn_tei_lacks(w, LTN_NO_STANDOFF))
        return false;
    return e->cls == LTN_NAME_PERSON || e->cls == LTN_NAME_ORGANIZATION ||
           e->cls == LTN_NAME_PLACE || e->cls == LTN_NAME_EVENT;
}

void ltn_tei_entity(ltn_tei *w, const char *name, uint32_t index)
{
    char ref[LTN_ID_BYTES + 1] = "#";

    if (ltn_entity_id(w->doc, index, ref + 1)[0] &&
        ltn_tei_is_listed(w, &w->doc->entities.at[index - 1]))
        ltn_xml_attr(&w->xml, name, ref);
}

void ltn_tei_work(ltn_tei *w, const char *name, uint32_t index)
{
    char ref[LTN_ID_BYTES + 1] = "#";

    if (ltn_work_id(w->doc, index, ref + 1)[0])
        ltn_xml_attr(&w->xml, name, ref);
}
