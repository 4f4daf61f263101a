#include "util/utf8.h"

#include "util/bytes8.h"

#include <stdbool.h>
#include <string.h>

static bool ascii8(const char *s)
{
    uint64_t w;

    memcpy(&w, s, sizeof w);
    return (w & 0x8080808080808080u) == 0;
}

static bool tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Bytes of the well-formed sequence at s, or 0 (Unicode 15, table 3-7). */
static size_t sequence(const unsigned char *s, size_t left)
{
    unsigned char c = s[0];

    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    if (c < 0xE0)
        return left >= 2 && tail(s[1]) ? 2 : 0;
    if (left < 3 || !tail(s[1]) || !tail(s[2]))
        return 0;
    if (c < 0xF0)
        return (c == 0xE0 && s[1] < 0xA0) || (c == 0xED && s[1] > 0x9F) ? 0 : 3;
    if (left < 4 || !tail(s[3]))
        return 0;
    return (c == 0xF0 && s[1] < 0x90) || (c == 0xF4 && s[1] > 0x8F) ? 0 : 4;
}

size_t ltn_utf8_check(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len) {
        if (len - i >= 8 && ascii8(s + i)) {
            i += 8;
            continue;
        }
        size_t n = sequence((const unsigned char *)s + i, len - i);
        if (n == 0)
            return i;
        i += n;
    }
    return len;
}

uint32_t ltn_utf8_next_long(const char **s, const char *end)
{
    const unsigned char *p = (const unsigned char *)*s;
    uint32_t c = *p++;
    int more = c < 0xC0 ? 0 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;

    if (more > 0)
        c &= 0x3Fu >> more;
    for (; more > 0 && (const char *)p < end; more--)
        c = c << 6 | (*p++ & 0x3Fu);
    *s = (const char *)p;
    return c;
}

uint32_t ltn_utf8_prev(const char **s, const char *start)
{
    const char *end = *s, *p = end - 1;

    while (p > start && tail((unsigned char)*p))
        p--;
    *s = p;
    return ltn_utf8_next(&p, end);
}

size_t ltn_utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t ltn_utf8_count(const char *s, size_t len)
{
    size_t n = 0, i = 0;

    for (; i + 8 <= len; i += 8) {
        uint64_t x = ltn_load8(s + i);
        n += 8 - ltn_count8(x & ~(x << 1) & LTN_HIGH8); /* 10xxxxxx */
    }
    for (; i < len; i++)
        n += !tail((unsigned char)s[i]);
    return n;
}
