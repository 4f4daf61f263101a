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

/* 1: may begin a name, 2: may be in one. */
static const unsigned char ascii[128] = {
    ['-'] = 2, ['.'] = 2, ['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2,
    ['5'] = 2, ['6'] = 2, ['7'] = 2, ['8'] = 2, ['9'] = 2, [':'] = 3, ['A'] = 3,
    ['B'] = 3, ['C'] = 3, ['D'] = 3, ['E'] = 3, ['F'] = 3, ['G'] = 3, ['H'] = 3,
    ['I'] = 3, ['J'] = 3, ['K'] = 3, ['L'] = 3, ['M'] = 3, ['N'] = 3, ['O'] = 3,
    ['P'] = 3, ['Q'] = 3, ['R'] = 3, ['S'] = 3, ['T'] = 3, ['U'] = 3, ['V'] = 3,
    ['W'] = 3, ['X'] = 3, ['Y'] = 3, ['Z'] = 3, ['_'] = 3, ['a'] = 3, ['b'] = 3,
    ['c'] = 3, ['d'] = 3, ['e'] = 3, ['f'] = 3, ['g'] = 3, ['h'] = 3, ['i'] = 3,
    ['j'] = 3, ['k'] = 3, ['l'] = 3, ['m'] = 3, ['n'] = 3, ['o'] = 3, ['p'] = 3,
    ['q'] = 3, ['r'] = 3, ['s'] = 3, ['t'] = 3, ['u'] = 3, ['v'] = 3, ['w'] = 3,
    ['x'] = 3, ['y'] = 3, ['z'] = 3,
};

bool ltn_xml_name_start(uint32_t c)
{
    if (c < 0x80)
        return ascii[c] & 1;
    return xmlIsBaseCharQ(c) || xmlIsIdeographicQ(c);
}

bool ltn_xml_name_char(uint32_t c)
{
    if (c < 0x80)
        return ascii[c] & 2;
    return ltn_xml_name_start(c) || xmlIsDigitQ(c) || xmlIsCombiningQ(c) ||
           xmlIsExtenderQ(c);
}

bool ltn_xml_is_nmtoken(const char *s, size_t len)
{
    const char *end = s + len;

    while (s < end) {
        unsigned char c = (unsigned char)*s;
        if (c < 0x80 ? ascii[c] == 0
                     : !ltn_xml_name_char(ltn_utf8_next(&s, end)))
            return false;
        s += c < 0x80;
    }
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
