#include "util/unicode.h"

#include "util/bytes8.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

static bool between(uint32_t c, uint32_t low, uint32_t high)
{
    return c - low <= high - low;
}

static utf8proc_category_t category(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c);
}

unsigned ltn_category(uint32_t c)
{
    return category(c);
}

/* In the order of utf8proc_category_t. */
static const char category_names[][3] = {
    "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd",
    "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm",
    "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"};

uint32_t ltn_category_mask(const char *name, size_t len)
{
    uint32_t mask = 0;

    for (unsigned i = 0; i < sizeof category_names / sizeof *category_names;
         i++)
        if ((len == 1 || (len == 2 && name[1] == category_names[i][1])) &&
            name[0] == category_names[i][0])
            mask |= UINT32_C(1) << i;
    return mask;
}

bool ltn_is_space_long(uint32_t c)
{
    if (c == 0x85 || c == 0x200B || c == 0xFEFF)
        return true;
    utf8proc_category_t g = category(c);
    return g == UTF8PROC_CATEGORY_ZS || g == UTF8PROC_CATEGORY_ZL ||
           g == UTF8PROC_CATEGORY_ZP;
}

bool ltn_is_letter_long(uint32_t c)
{
    utf8proc_category_t g = category(c);
    return g >= UTF8PROC_CATEGORY_LU && g <= UTF8PROC_CATEGORY_ME;
}

bool ltn_is_mark(uint32_t c)
{
    utf8proc_category_t g = category(c);

    return g >= UTF8PROC_CATEGORY_MN && g <= UTF8PROC_CATEGORY_ME;
}

bool ltn_is_upper_long(uint32_t c)
{
    utf8proc_category_t g = category(c);
    return g == UTF8PROC_CATEGORY_LU || g == UTF8PROC_CATEGORY_LT;
}

bool ltn_is_lower_long(uint32_t c)
{
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool ltn_is_digit_long(uint32_t c)
{
    return category(c) == UTF8PROC_CATEGORY_ND;
}

bool ltn_is_punct(uint32_t c)
{
    utf8proc_category_t g = category(c);

    return g >= UTF8PROC_CATEGORY_PC && g <= UTF8PROC_CATEGORY_PO;
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

unsigned ltn_columns(uint32_t c)
{
    if (c < 0x80)
        return c >= ' ' && c != 0x7F;
    int n = utf8proc_charwidth((utf8proc_int32_t)c);
    return n > 0 ? (unsigned)n : 0;
}

bool ltn_is_blank(const char *s, size_t len)
{
    const char *end = len > 0 ? s + len : s;

    while (s < end)
        if (!ltn_is_space(ltn_utf8_next(&s, end)))
            return false;
    return true;
}

/* Words that begin in eight bytes of ASCII; *space: 0x80 when white space (as
 * ltn_is_space() tells it) stands before them, or after. */
static unsigned words_begun(uint64_t x, uint64_t *space)
{
    uint64_t spaces = ltn_between8(x, '\t', 14) | ltn_between8(x, 0x1C, '!');
    uint64_t before = spaces << 8 | *space;

    *space = spaces >> 56;
    return ltn_count8(before & ~spaces & LTN_HIGH8);
}

size_t ltn_count_words(const char *s, size_t len)
{
    const char *end = s + len;
    uint64_t space = 0x80;
    size_t n = 0;

    while (s < end) {
        uint64_t x = end - s >= 8 ? ltn_load8(s) : LTN_HIGH8;
        if (!(x & LTN_HIGH8)) {
            n += words_begun(x, &space);
            s += 8;
            continue;
        }
        uint64_t before = space;
        space = ltn_is_space(ltn_utf8_next(&s, end)) ? 0x80 : 0;
        n += before & ~space ? 1 : 0;
    }
    return n;
}

static const char *mapped(ltn_arena *a, const char *s, unsigned how)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
                     (utf8proc_option_t)(UTF8PROC_NULLTERM | UTF8PROC_STABLE |
                                         UTF8PROC_COMPOSE | how));
    const char *copy =
        n < 0 ? NULL : ltn_arena_strndup(a, (const char *)out, (size_t)n);

    free(out); /* malloc'ed by utf8proc */
    return copy;
}

const char *ltn_compose(ltn_arena *a, const char *s)
{
    return mapped(a, s, 0);
}

const char *ltn_fold(ltn_arena *a, const char *s)
{
    return mapped(a, s, UTF8PROC_CASEFOLD);
}
