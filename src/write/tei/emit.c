#include "write/tei/tei.h"

#include "util/utf8.h"

void ltn_tei_start(ltn_tei *w, ltn_tei_gi gi)
{
    w->count[gi]++;
    w->run = 0;
    ltn_xml_start(&w->xml, ltn_tei_elements[gi].name);
}

void ltn_tei_end(ltn_tei *w, ltn_tei_gi gi)
{
    w->run = 0;
    ltn_xml_end(&w->xml, ltn_tei_elements[gi].name);
}

ltn_tei_gi ltn_tei_gi_of(const ltn_tei *w, ltn_tei_gi gi)
{
    uint8_t instead = w->profile->instead[gi];

    return instead ? (ltn_tei_gi)instead : gi;
}

bool ltn_tei_lacks(const ltn_tei *w, uint32_t part)
{
    return w->profile->header & part;
}

void ltn_tei_empty(ltn_tei *w, ltn_tei_gi gi)
{
    ltn_tei_start(w, gi);
    ltn_tei_end(w, gi);
}

/* TEI P5 #WDNE: a character that XML 1.0 cannot hold (#charsets) is named by a
 * <g>; the header's charDecl says which one it is. */
static size_t put_control(ltn_tei *w, const char *s, const char *end)
{
    const char *at = s;
    uint32_t c = ltn_utf8_next(&at, end);
    char ref[16] = "#char.0000";
    static const char hex[] = "0123456789ABCDEF";

    for (int i = 0; i < 4; i++)
        ref[6 + i] = hex[c >> (12 - 4 * i) & 15];
    w->controls |= UINT64_C(1) << (c < 32 ? c : c == 0xFFFE ? 32 : 33);
    if (w->profile->lacks >> LTN_TEI_G & 1) {
        ltn_tei_start(w, LTN_TEI_SEG);
        ltn_xml_attr(&w->xml, "type", "character");
        ltn_xml_attr(&w->xml, "n", ref + 1);
        ltn_tei_end(w, LTN_TEI_SEG);
        return (size_t)(at - s);
    }
    ltn_tei_start(w, LTN_TEI_G);
    ltn_xml_attr(&w->xml, "ref", ref);
    ltn_tei_end(w, LTN_TEI_G);
    return (size_t)(at - s);
}

/* Characters that XML can hold, in text nodes that a parser accepts. */
static void put_clean(ltn_tei *w, const char *s, size_t len)
{
    while (w->run + len > LTN_XML_TEXT_MAX) {
        size_t part = LTN_XML_TEXT_MAX - w->run;
        while (part > 0 && ((unsigned char)s[part] & 0xC0) == 0x80)
            part--;
        ltn_xml_text(&w->xml, s, part);
        ltn_tei_empty(w, LTN_TEI_ANCHOR);
        s += part;
        len -= part;
    }
    ltn_xml_text(&w->xml, s, len);
    w->run += len;
}

void ltn_tei_text(ltn_tei *w, size_t start, size_t end)
{
    const char *s = w->doc->text.data + start;
    const char *stop = w->doc->text.data + end;

    while (s < stop) {
        size_t clean = ltn_xml_run(s, (size_t)(stop - s));
        put_clean(w, s, clean);
        s += clean;
        if (s < stop)
            s += put_control(w, s, stop);
    }
}
