/* Internationalised host names: IDNA 2008 (RFC 5890 to 5892), without the Bidi
 * rule and without asking whether a letter is stable under NFKC. */

#include "validate/jsonschema/format.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { LABEL_MAX = 63, HOST_MAX = 253 };

typedef struct label {
    uint32_t c[4 * LABEL_MAX];
    size_t len;
} label;

static bool in(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* RFC 5892 #section-2.6: letters that are not allowed all the same. */
static bool is_exception(uint32_t c)
{
    return c == 0x640 || c == 0x7FA || c == 0x302E || c == 0x302F ||
           in(c, 0x3031, 0x3035) || c == 0x303B;
}

static bool is_virama(uint32_t c)
{
    /* canonical combining class 9, UAX #44 */
    static const uint16_t some[] = {
        0x94D,  0x9CD,  0xA4D,  0xACD,  0xB4D,  0xBCD,  0xC4D,  0xCCD,  0xD3B,
        0xD3C,  0xD4D,  0xDCA,  0xE3A,  0xEBA,  0xF84,  0x1039, 0x103A, 0x1714,
        0x1734, 0x17D2, 0x1A60, 0x1B44, 0x1BAA, 0x1BAB, 0x1BF2, 0x1BF3, 0x2D7F,
        0xA806, 0xA82C, 0xA8C4, 0xA953, 0xA9C0, 0xAAF6, 0xABED};

    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (some[i] == c)
            return true;
    return false;
}

/* Letters that join their neighbours, more or less: RFC 5892 #appendix-A.1. */
static bool joins(uint32_t c)
{
    return in(c, 0x620, 0x64A) || in(c, 0x66E, 0x6D3) || in(c, 0x6FA, 0x7EA) ||
           in(c, 0x840, 0x858) || in(c, 0x8A0, 0x8C9);
}

static bool is_kana_or_han(uint32_t c)
{
    return in(c, 0x3041, 0x309F) || in(c, 0x30A1, 0x30FA) ||
           in(c, 0x30FC, 0x30FF) || in(c, 0x31F0, 0x31FF) || c == 0x3005 ||
           c == 0x3007 || in(c, 0x3400, 0x4DBF) || in(c, 0x4E00, 0x9FFF) ||
           in(c, 0xF900, 0xFAFF) || in(c, 0x20000, 0x323AF);
}

static bool any(const label *l, bool (*is)(uint32_t))
{
    for (size_t i = 0; i < l->len; i++)
        if (is(l->c[i]))
            return true;
    return false;
}

static bool is_arabic_digit(uint32_t c)
{
    return in(c, 0x660, 0x669);
}

static bool is_extended_digit(uint32_t c)
{
    return in(c, 0x6F0, 0x6F9);
}

/* What is allowed only beside certain others: RFC 5892 #appendix-A. */
static bool in_context(const label *l, size_t i)
{
    uint32_t before = i > 0 ? l->c[i - 1] : 0;
    uint32_t after = i + 1 < l->len ? l->c[i + 1] : 0;

    switch (l->c[i]) {
    case 0xB7: return before == 'l' && after == 'l';
    case 0x375: return in(after, 0x370, 0x3FF) || in(after, 0x1F00, 0x1FFF);
    case 0x5F3:
    case 0x5F4: return in(before, 0x591, 0x5F4);
    case 0x30FB: return any(l, is_kana_or_han);
    case 0x200C: return is_virama(before) || (joins(before) && joins(after));
    case 0x200D: return is_virama(before);
    default: return false;
    }
}

static bool is_allowed(const label *l, size_t i)
{
    uint32_t c = l->c[i];

    if (c < 0x80)
        return c == '-' || in(c, 'a', 'z') || in(c, '0', '9') ||
               in(c, 'A', 'Z');
    if (is_arabic_digit(c))
        return !any(l, is_extended_digit);
    if (is_extended_digit(c))
        return !any(l, is_arabic_digit);
    if (c == 0x6FD || c == 0x6FE || c == 0xF0B || c == 0x3007)
        return true;
    if (in_context(l, i))
        return true;
    return c != 0x30FB && !is_exception(c) && !ltn_is_upper(c) &&
           !in(c, 0x1100, 0x11FF) && (ltn_is_letter(c) || ltn_is_digit(c));
}

/* ---- Punycode, RFC 3492 ---- */

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
    uint32_t k = 0;

    delta = first ? delta / 700 : delta / 2;
    for (delta += delta / points; delta > 35 * 26 / 2; k += 36)
        delta /= 35;
    return k + 36 * delta / (delta + 38);
}

static uint32_t threshold(uint32_t k, uint32_t bias)
{
    return k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
}

/* Digits that one delta takes. */
static size_t digits_of(uint32_t delta, uint32_t bias)
{
    size_t n = 1;

    for (uint32_t k = 36;; k += 36, n++) {
        uint32_t t = threshold(k, bias);
        if (delta < t)
            return n;
        delta = (delta - t) / (36 - t);
    }
}

/* Bytes of the A-label, #section-6.3. */
static size_t encoded_len(const label *l)
{
    uint32_t n = 128, delta = 0, bias = 72;
    size_t done = 0, bytes = 0, basic;

    for (size_t i = 0; i < l->len; i++)
        done += l->c[i] < 128;
    if (done == l->len)
        return done;
    basic = done;
    bytes = 4 + done + (done > 0);
    while (done < l->len) {
        uint32_t next = UINT32_MAX;
        for (size_t i = 0; i < l->len; i++)
            if (l->c[i] >= n && l->c[i] < next)
                next = l->c[i];
        delta += (next - n) * (uint32_t)(done + 1);
        n = next;
        for (size_t i = 0; i < l->len; i++) {
            delta += l->c[i] < n;
            if (l->c[i] != n)
                continue;
            bytes += digits_of(delta, bias);
            bias = adapt(delta, (uint32_t)done + 1, done == basic);
            delta = 0;
            done++;
        }
        delta++;
        n++;
    }
    return bytes;
}

static uint32_t digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0' + 26);
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? (uint32_t)((c | 0x20) - 'a')
                                                  : 36;
}

/* #section-6.2; the bytes after "xn--". */
static bool decode(const char *s, size_t len, label *l)
{
    uint32_t n = 128, bias = 72;
    uint64_t i = 0;
    size_t in_at = 0, dash = len;

    while (dash > 0 && s[dash - 1] != '-')
        dash--;
    for (l->len = 0; dash > 0 && l->len < dash - 1; l->len++)
        l->c[l->len] = (unsigned char)s[l->len];
    for (in_at = dash; in_at < len;) {
        uint64_t old = i, w = 1;
        for (uint32_t k = 36;; k += 36) {
            uint32_t d = in_at < len ? digit_value(s[in_at++]) : 36;
            uint32_t t = threshold(k, bias);
            if (d >= 36 || (i += d * w) > UINT32_MAX)
                return false;
            if (d < t)
                break;
            if ((w *= 36 - t) > UINT32_MAX)
                return false;
        }
        size_t points = ++l->len;
        bias = adapt((uint32_t)(i - old), (uint32_t)points, old == 0);
        n += (uint32_t)(i / points);
        i %= points;
        if (n > 0x10FFFF || points > LABEL_MAX)
            return false;
        memmove(l->c + i + 1, l->c + i, (points - 1 - i) * sizeof *l->c);
        l->c[i++] = n;
    }
    return l->len > 0;
}

/* ---- names ---- */

static bool is_u_label(const label *l)
{
    if (l->len == 0 || l->c[0] == '-' || l->c[l->len - 1] == '-' ||
        ltn_is_mark(l->c[0]))
        return false;
    if (l->len >= 4 && l->c[2] == '-' && l->c[3] == '-')
        return false;
    for (size_t i = 0; i < l->len; i++)
        if (!is_allowed(l, i))
            return false;
    return encoded_len(l) <= LABEL_MAX;
}

/* A label that claims to be Punycode must be the code of a U-label that is not
 * ASCII, RFC 5891 #section-5.4. */
static bool is_a_label(const label *l)
{
    char ascii[LABEL_MAX] = "";
    label u;

    if (l->len > LABEL_MAX)
        return false;
    for (size_t i = 4; i < l->len; i++) {
        if (l->c[i] >= 128 || !is_allowed(l, i))
            return false;
        ascii[i - 4] = (char)l->c[i];
    }
    return decode(ascii, l->len - 4, &u) && is_u_label(&u) &&
           encoded_len(&u) > u.len;
}

static bool is_label(const label *l)
{
    bool coded = l->len >= 4 && (l->c[0] | 0x20) == 'x' &&
                 (l->c[1] | 0x20) == 'n' && l->c[2] == '-' && l->c[3] == '-';

    return coded ? is_a_label(l) : is_u_label(l);
}

static bool is_dot(uint32_t c)
{
    return c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61;
}

bool ltn_js_fits_idn_hostname(const char *s, size_t len)
{
    const char *end = s + len;
    label l = {.len = 0};

    if (len == 0 || len > (size_t)4 * HOST_MAX)
        return false;
    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        if (is_dot(c)) {
            if (s == end || !is_label(&l))
                return false;
            l.len = 0;
        } else if (l.len == LABEL_MAX) {
            return false;
        } else {
            l.c[l.len++] = c;
        }
    }
    return is_label(&l);
}
