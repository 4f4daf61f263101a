#include "util/xmlout.h"

#include "util/bytes8.h"

#include <string.h>

/* What is not copied as it is: 1 for text and values, 2 for values only. U+FFFE
 * and U+FFFF begin with EF, which is looked at when met. */
static const unsigned char special[256] = {
    [0] = 1,    [1] = 1,    [2] = 1,   [3] = 1,    [4] = 1,    [5] = 1,
    [6] = 1,    [7] = 1,    [8] = 1,   ['\t'] = 2, ['\n'] = 2, [11] = 1,
    [12] = 1,   ['\r'] = 1, [14] = 1,  [15] = 1,   [16] = 1,   [17] = 1,
    [18] = 1,   [19] = 1,   [20] = 1,  [21] = 1,   [22] = 1,   [23] = 1,
    [24] = 1,   [25] = 1,   [26] = 1,  [27] = 1,   [28] = 1,   [29] = 1,
    [30] = 1,   [31] = 1,   ['"'] = 2, ['&'] = 1,  ['<'] = 1,  ['>'] = 1,
    [0xEF] = 1,
};

static void finish_tag(ltn_xml *x)
{
    if (x->open)
        ltn_buf_putc(x->out, '>');
    x->open = false;
}

/* U+FFFE or U+FFFF at s, where at least one byte is. */
static bool nonchar(const char *s, const char *end)
{
    return end - s >= 3 && (unsigned char)s[1] == 0xBF &&
           (unsigned char)s[2] >= 0xBE;
}

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': return "&#9;";
    case '\n': return "&#10;";
    case '\r': return "&#13;";
    default: return "\xEF\xBF\xBD";
    }
}

/* Whether eight bytes are copied as they are, in text and in values; white
 * space that only values escape counts as not. */
static bool is_plain8(const char *s)
{
    uint64_t x = ltn_load8(s);

    return !(ltn_any_below8(x, ' ') | ltn_any8(x, '&') | ltn_any8(x, '<') |
             ltn_any8(x, '>') | ltn_any8(x, '"') | ltn_any8(x, 0xEF));
}

static void put_escaped(ltn_buf *out, const char *s, size_t len,
                        unsigned char most)
{
    const char *end = s + len, *from = s;

    while (s < end) {
        if (end - s >= 8 && is_plain8(s)) {
            s += 8;
            continue;
        }
        unsigned char c = (unsigned char)*s;
        if (special[c] == 0 || special[c] > most ||
            (c == 0xEF && !nonchar(s, end))) {
            s++;
            continue;
        }
        ltn_buf_put(out, from, (size_t)(s - from));
        ltn_buf_puts(out, escape_of(c));
        s += c == 0xEF ? 3 : 1;
        from = s;
    }
    ltn_buf_put(out, from, (size_t)(end - from));
}

void ltn_xml_start(ltn_xml *x, const char *name)
{
    finish_tag(x);
    ltn_buf_putc(x->out, '<');
    ltn_buf_puts(x->out, name);
    x->open = true;
}

void ltn_xml_attr_n(ltn_xml *x, const char *name, const char *value, size_t len)
{
    ltn_buf_putc(x->out, ' ');
    ltn_buf_puts(x->out, name);
    ltn_buf_put(x->out, "=\"", 2);
    put_escaped(x->out, value, len, 2);
    ltn_buf_putc(x->out, '"');
}

void ltn_xml_attr(ltn_xml *x, const char *name, const char *value)
{
    if (value)
        ltn_xml_attr_n(x, name, value, strlen(value));
}

void ltn_xml_attr_u(ltn_xml *x, const char *name, uint64_t value)
{
    ltn_xml_attr_n(x, name, "", 0);
    if (ltn_buf_status(x->out) != LTN_OK)
        return;
    x->out->len--; /* the closing quote */
    ltn_buf_putu(x->out, value);
    ltn_buf_putc(x->out, '"');
}

void ltn_xml_end(ltn_xml *x, const char *name)
{
    if (!x->open) {
        ltn_xml_close(x, name);
        return;
    }
    ltn_buf_put(x->out, "/>", 2);
    x->open = false;
}

void ltn_xml_close(ltn_xml *x, const char *name)
{
    finish_tag(x);
    ltn_buf_put(x->out, "</", 2);
    ltn_buf_puts(x->out, name);
    ltn_buf_putc(x->out, '>');
}

void ltn_xml_text(ltn_xml *x, const char *s, size_t len)
{
    if (len == 0)
        return;
    finish_tag(x);
    put_escaped(x->out, s, len, 1);
}

void ltn_xml_puts(ltn_xml *x, const char *s)
{
    ltn_xml_text(x, s, strlen(s));
}

void ltn_xml_raw(ltn_xml *x, const char *s)
{
    finish_tag(x);
    ltn_buf_puts(x->out, s);
}

void ltn_xml_element(ltn_xml *x, const char *name, const char *text)
{
    if (!text)
        return;
    ltn_xml_start(x, name);
    ltn_xml_puts(x, text);
    ltn_xml_end(x, name);
}

static bool is_clean8(const char *s)
{
    uint64_t x = ltn_load8(s);

    return !(ltn_any_below8(x, ' ') | ltn_any8(x, 0xEF));
}

size_t ltn_xml_run(const char *s, size_t len)
{
    const char *at = s, *end = s + len;

    for (; at < end; at++) {
        while (end - at >= 8 && is_clean8(at))
            at += 8;
        if (at == end)
            break;
        unsigned char c = (unsigned char)*at;
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
            (c == 0xEF && nonchar(at, end)))
            break;
    }
    return (size_t)(at - s);
}
