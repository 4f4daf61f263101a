#include "validate/relaxng/chars.h"

#include "util/utf8.h"

#include <libxml/chvalid.h>
#include <string.h>

bool ltn_xml_blank(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!ltn_xml_space(s[i]))
            return false;
    return true;
}

const char *ltn_xml_trim(const char *s, size_t *len)
{
    while (*len > 0 && ltn_xml_space(s[0])) {
        s++;
        --*len;
    }
    while (*len > 0 && ltn_xml_space(s[*len - 1]))
        --*len;
    return s;
}

bool ltn_xml_name_start(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20) - 'a' < 26 || c == '_' || c == ':';
    return xmlIsBaseCharQ(c) || xmlIsIdeographicQ(c);
}

bool ltn_xml_name_char(uint32_t c)
{
    if (c < 0x80)
        return ltn_xml_name_start(c) || c - '0' < 10 || c == '-' || c == '.';
    return ltn_xml_name_start(c) || xmlIsDigitQ(c) || xmlIsCombiningQ(c) ||
           xmlIsExtenderQ(c);
}

bool ltn_xml_is_nmtoken(const char *s, size_t len)
{
    const char *end = s + len;

    while (s < end)
        if (!ltn_xml_name_char(ltn_utf8_next(&s, end)))
            return false;
    return len > 0;
}

bool ltn_xml_is_name(const char *s, size_t len)
{
    const char *p = s;

    return len > 0 && ltn_xml_name_start(ltn_utf8_next(&p, s + len)) &&
           ltn_xml_is_nmtoken(s, len);
}

bool ltn_xml_is_ncname(const char *s, size_t len)
{
    return ltn_xml_is_name(s, len) && !memchr(s, ':', len);
}

bool ltn_xml_is_qname(const char *s, size_t len, size_t *colon)
{
    const char *c = memchr(s, ':', len);

    *colon = c ? (size_t)(c - s) : 0;
    if (!c)
        return ltn_xml_is_ncname(s, len);
    return ltn_xml_is_ncname(s, *colon) &&
           ltn_xml_is_ncname(c + 1, len - *colon - 1);
}
