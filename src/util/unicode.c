#include "util/unicode.h"

#include "util/utf8.h"

#include <utf8proc.h>

static bool between(uint32_t c, uint32_t low, uint32_t high)
{
    return c - low <= high - low;
}

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

bool ltn_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || between(c, '\t', '\r') || between(c, 0x1C, 0x1F);
    if (c == 0x85 || c == 0x200B || c == 0xFEFF)
        return true;
    utf8proc_category_t g = category(c);
    return g == UTF8PROC_CATEGORY_ZS || g == UTF8PROC_CATEGORY_ZL ||
           g == UTF8PROC_CATEGORY_ZP;
}

bool ltn_is_letter(uint32_t c)
{
    if (c < 0x80)
        return between(c | 0x20, 'a', 'z');
    utf8proc_category_t g = category(c);
    return g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_ME;
}

bool ltn_is_mark(uint32_t c)
{
    utf8proc_category_t g = category(c);

    return g >= UTF8PROC_CATEGORY_MN && g <= UTF8PROC_CATEGORY_ME;
}

bool ltn_is_upper(uint32_t c)
{
    if (c < 0x80)
        return between(c, 'A', 'Z');
    utf8proc_category_t g = category(c);
    return g == UTF8PROC_CATEGORY_LU || g == UTF8PROC_CATEGORY_LT;
}

bool ltn_is_lower(uint32_t c)
{
    if (c < 0x80)
        return between(c, 'a', 'z');
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool ltn_is_digit(uint32_t c)
{
    if (c < 0x80)
        return between(c, '0', '9');
    return category(c) == UTF8PROC_CATEGORY_ND;
}

bool ltn_is_punct(uint32_t c)
{
    utf8proc_category_t g = category(c);

    return g >= UTF8PROC_CATEGORY_PC && g <= UTF8PROC_CATEGORY_PO;
}

bool ltn_is_word(uint32_t c)
{
    return ltn_is_letter(c) || ltn_is_digit(c);
}

uint32_t ltn_lower(uint32_t c)
{
    if (c < 0x80)
        return between(c, 'A', 'Z') ? c + 32 : c;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t ltn_upper(uint32_t c)
{
    if (c < 0x80)
        return between(c, 'a', 'z') ? c - 32 : c;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

bool ltn_is_blank(const char *s, size_t len)
{
    const char *end = s + len;

    while (s < end)
        if (!ltn_is_space(ltn_utf8_next(&s, end)))
            return false;
    return true;
}

/* White space of ASCII is told (as ltn_is_space() does) without a branch: on
 * real text a branch here is as often wrong as words are long. */
size_t ltn_count_words(const char *s, size_t len)
{
    const char *end = s + len;
    unsigned space = 1;
    size_t n = 0;

    while (s < end) {
        unsigned before = space;
        unsigned char c = (unsigned char)*s;
        if (c < 0x80) {
            space = (unsigned)(c == ' ') | (unsigned)(c - 9u < 5u) |
                    (unsigned)(c - 0x1Cu < 4u);
            s++;
        } else {
            space = ltn_is_space(ltn_utf8_next(&s, end));
        }
        n += before & ~space;
    }
    return n;
}
