/* Characters, URLs, languages: what may stand where in XHTML. */

#include "util/ascii.h"
#include "util/isotime.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <string.h>

/* Bytes that are looked at: 1 always replaced, 2 first byte of a character
 * that may be one (C1 controls; noncharacters, HTML #text-content). */
static const unsigned char special[256] = {
    [0] = 1,    [1] = 1,    [2] = 1,    [3] = 1,    [4] = 1,    [5] = 1,
    [6] = 1,    [7] = 1,    [8] = 1,    [11] = 1,   [12] = 1,   [13] = 1,
    [14] = 1,   [15] = 1,   [16] = 1,   [17] = 1,   [18] = 1,   [19] = 1,
    [20] = 1,   [21] = 1,   [22] = 1,   [23] = 1,   [24] = 1,   [25] = 1,
    [26] = 1,   [27] = 1,   [28] = 1,   [29] = 1,   [30] = 1,   [31] = 1,
    ['&'] = 1,  ['<'] = 1,  ['>'] = 1,  [0x7F] = 1, [0xC2] = 2, [0xEF] = 2,
    [0xF0] = 2, [0xF1] = 2, [0xF2] = 2, [0xF3] = 2, [0xF4] = 2,
};

static bool allowed(uint32_t c)
{
    return c >= 0xA0 && (c & 0xFFFE) != 0xFFFE && (c < 0xFDD0 || c > 0xFDEF);
}

/* Writes what stands for c, which is special; next is the byte behind it. */
static void put_special(ltn_buf *out, uint32_t c, char next)
{
    char picture[4];

    switch (c) {
    case '&': ltn_buf_puts(out, "&amp;"); return;
    case '<': ltn_buf_puts(out, "&lt;"); return;
    case '>': ltn_buf_puts(out, "&gt;"); return;
    case 0x0B:
    case 0x0C: ltn_buf_putc(out, ' '); return;
    case 0x85: ltn_buf_putc(out, '\n'); return;
    case '\r':
        if (next != '\n')
            ltn_buf_putc(out, '\n');
        return;
    default: break;
    }
    if (c == 0x7F)
        c = 0x2421;
    else if (c < 0x20)
        c += 0x2400;
    else
        c = 0xFFFD;
    ltn_buf_put(out, picture, ltn_utf8_put(picture, c));
}

void ltn_xh_text(ltn_xml *x, const char *s, size_t len)
{
    const char *end = s + len, *from = s;

    if (len > 0)
        ltn_xml_raw(x, "");
    while (s < end) {
        unsigned char sort = special[(unsigned char)*s];
        if (sort == 0) {
            s++;
            continue;
        }
        const char *at = s;
        uint32_t c = ltn_utf8_next(&s, end);
        if (sort == 2 && allowed(c))
            continue;
        ltn_buf_put(x->out, from, (size_t)(at - from));
        put_special(x->out, c, (char)(s < end ? *s : '\0'));
        from = s;
    }
    ltn_buf_put(x->out, from, (size_t)(end - from));
}

/* An address is broken after "//" and before other punctuation, never at a
 * hyphen of its own making (The Chicago Manual of Style, 14.18). */
void ltn_xh_address(ltn_xml *x, const char *s, size_t len)
{
    size_t from = 0;

    for (size_t i = 1; i < len; i++) {
        bool behind = i > 1 && s[i - 1] == '/' && s[i - 2] == '/';
        bool before = s[i] && strchr("/.?#&=~_", s[i]) && s[i - 1] != '/' &&
                      !(s[i] == '/' && i + 1 < len && s[i + 1] == '/');
        if (!behind && !before)
            continue;
        ltn_xh_text(x, s + from, i - from);
        ltn_xml_start(x, "wbr");
        ltn_xml_end(x, "wbr");
        from = i;
    }
    ltn_xh_text(x, s + from, len - from);
}

void ltn_xh_put_url(ltn_xh *x, const char *url)
{
    ltn_xml_start(&x->xml, "a");
    ltn_xh_attr_url(&x->xml, "href", url);
    ltn_xh_address(&x->xml, url, strlen(url));
    ltn_xml_close(&x->xml, "a");
}

/* Moves past one label of a host name; false when it is none. */
static bool host_label(const char **s, bool *letter)
{
    const char *from = *s;

    while (ltn_ascii_alnum(**s) || **s == '-')
        ++*s;
    *letter = ltn_ascii_letter(*from);
    return *s > from && *s - from < 64 && *from != '-' && (*s)[-1] != '-' &&
           strncmp(from, "xn--", 4) != 0;
}

/* A host name of labels that ends in a top-level domain, then a port. */
static bool host(const char **s)
{
    bool letter = false;

    do {
        if (!host_label(s, &letter))
            return false;
    } while (**s == '.' && ++*s);
    if (!letter)
        return false;
    if (**s == ':') {
        unsigned port = 0, n = 0;
        for (++*s; ltn_ascii_digit(**s) && n < 5; ++*s, n++)
            port = port * 10 + (unsigned)(**s - '0');
        if (n == 0 || port > 65535)
            return false;
    }
    return **s == '\0' || **s == '/' || **s == '?' || **s == '#';
}

/* Path, query and fragment: RFC 3986 #section-3.3, and characters beyond
 * ASCII but controls and spaces, which are percent-encoded when written. */
static bool rest_of_url(const char *s)
{
    const char *end = s + strlen(s);
    unsigned fragments = 0;

    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        if (c == '%' && !(ltn_ascii_hex(s[0]) && ltn_ascii_hex(s[1])))
            return false;
        if (c == '#' && ++fragments > 1)
            return false;
        if (c >= 0x80 ? (c < 0xA1 || !allowed(c))
                      : !ltn_ascii_alnum((char)c) &&
                            !strchr("-._~!$&'()*+,;=:@/?#%", (int)c))
            return false;
    }
    return true;
}

static bool mail_address(const char *s)
{
    const char *from = s;

    while (ltn_ascii_alnum(*s) || (*s && strchr("._+-", *s)))
        s++;
    return s > from && *s++ == '@' && host(&s) && *s == '\0';
}

bool ltn_xh_is_url(const char *s)
{
    if (!s)
        return false;
    if (strncmp(s, "mailto:", 7) == 0)
        return mail_address(s + 7);
    if (strncmp(s, "http://", 7) == 0)
        s += 7;
    else if (strncmp(s, "https://", 8) == 0)
        s += 8;
    else
        return false;
    return host(&s) && rest_of_url(s);
}

void ltn_xh_attr_url(ltn_xml *x, const char *name, const char *url)
{
    ltn_buf_printf(x->out, " %s=\"", name);
    for (; *url; url++) {
        if (*url == '&')
            ltn_buf_puts(x->out, "&amp;");
        else if ((unsigned char)*url < 0x80)
            ltn_buf_putc(x->out, *url);
        else
            ltn_buf_printf(x->out, "%%%02X", (unsigned char)*url);
    }
    ltn_buf_putc(x->out, '"');
}

static size_t subtag(const char *s, unsigned *digits)
{
    size_t n = 0;

    for (*digits = 0; ltn_ascii_alnum(s[n]); n++)
        *digits += ltn_ascii_digit(s[n]);
    return s[n] == '\0' || s[n] == '-' ? n : 0;
}

/* RFC 5646 #section-2.1: language, script, region; more is cut off, as no
 * reading system acts on it. */
const char *ltn_xh_lang(const char *tag, char out[36])
{
    unsigned digits;
    size_t at = tag ? subtag(tag, &digits) : 0;

    if (at < 2 || at > 3 || digits > 0)
        return memcpy(out, "und", 4);
    size_t n = tag[at] ? subtag(tag + at + 1, &digits) : 0;
    if (n == 4 && digits == 0) {
        at += 1 + n;
        n = tag[at] ? subtag(tag + at + 1, &digits) : 0;
    }
    if ((n == 2 && digits == 0) || (n == 3 && digits == 3))
        at += 1 + n;
    memcpy(out, tag, at);
    out[at] = '\0';
    return out;
}

bool ltn_xh_rtl(const char *tag)
{
    /* CLDR #likelySubtags: what these languages are written in. */
    static const char rtl[][4] = {"ar",  "dv",  "fa",  "he",  "ks",
                                  "ps",  "sd",  "ug",  "ur",  "yi",
                                  "arc", "ckb", "nqo", "prs", "syr"};

    if (strstr(tag, "-Latn") || strstr(tag, "-Cyrl"))
        return false;
    for (size_t i = 0; i < sizeof rtl / sizeof rtl[0]; i++) {
        size_t n = strlen(rtl[i]);
        if (strncmp(tag, rtl[i], n) == 0 && !ltn_ascii_letter(tag[n]))
            return true;
    }
    return strstr(tag, "-Arab") || strstr(tag, "-Hebr");
}

static const char *language(const ltn_xh *x)
{
    return ltn_meta_text(&x->doc->meta, LTN_META_LANGUAGE, "und");
}

void ltn_xh_attr_lang(ltn_xh *x, const char *tag)
{
    char lang[36];

    ltn_xh_lang(tag, lang);
    ltn_xml_attr(&x->xml, "lang", lang);
    if (x->epub)
        ltn_xml_attr(&x->xml, "xml:lang", lang);
    if (ltn_xh_rtl(lang))
        ltn_xml_attr(&x->xml, "dir", "rtl");
    else if (ltn_xh_rtl(language(x)))
        ltn_xml_attr(&x->xml, "dir", "ltr");
}

bool ltn_xh_speaks(const ltn_xh *x, const char *primary)
{
    const char *tag = language(x);
    size_t n = strlen(primary);

    return strncmp(tag, primary, n) == 0 && (tag[n] == '\0' || tag[n] == '-');
}

void ltn_xh_attr_word(ltn_xh *x)
{
    if (!ltn_xh_speaks(x, x->words->lang))
        ltn_xh_attr_lang(x, x->words->lang);
}

void ltn_xh_put_word(ltn_xh *x, const char *name, const char *text)
{
    ltn_xml_start(&x->xml, name);
    ltn_xh_attr_word(x);
    ltn_xml_puts(&x->xml, text);
    ltn_xml_close(&x->xml, name);
}

const char *ltn_xh_size_class(const char *s, size_t len)
{
    const char *end = s + len;
    size_t columns = 0;

    while (s < end && columns <= 140)
        columns += ltn_columns(ltn_utf8_next(&s, end));
    return columns > 140 ? "longest" : columns > 60 ? "longer" : NULL;
}

bool ltn_xh_is_date(const char *s)
{
    return s && ltn_is_date(s) && strncmp(s, "0000", 4) != 0;
}
