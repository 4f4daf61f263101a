#include "read/text/shapes.h"

#include "util/utf8.h"

#include <string.h>

char ltn_shape_underline(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    char c = *s;

    if (end - s < 3 || !strchr("=-~^*_#+", c))
        return 0;
    while (s < end && *s == c)
        s++;
    return (char)(s == end ? c : 0);
}

bool ltn_shape_rule(const ltn_lines *l, const ltn_line *line)
{
    static const char *const signs[] = {"*", "-", "=", "_", "~", "#", "+",
                                        "—", "–", "⁂", "·", "•", "."};
    const char *s = l->text + line->first, *end = l->text + line->last;
    size_t n = 0;

    if (line->flags & (LTN_BEGINS_LOWER | LTN_BEGINS_UPPER | LTN_BEGINS_DIGIT))
        return false;
    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        size_t len = strlen(signs[k]);
        const char *p = s;
        for (n = 0; p < end; p += *p == ' ' || *p == '\t' ? 1 : (n++, len))
            if (*p != ' ' && *p != '\t' &&
                ((size_t)(end - p) < len || memcmp(p, signs[k], len) != 0))
                break;
        if (p >= end && (n >= 3 || (n == 1 && strcmp(signs[k], "⁂") == 0)))
            return true;
    }
    return false;
}

bool ltn_shape_has_small(const ltn_lines *l, const ltn_line *line)
{
    for (size_t i = line->first; i < line->last; i++)
        if (l->text[i] >= 'a' && l->text[i] <= 'z')
            return true;
    return false;
}

/* Three blanks or more in a row: every third place is enough to look at. */
static bool has_gap(const char *s, const char *end)
{
    for (const char *p = s + 2; p < end; p += 3) {
        if (*p != ' ')
            continue;
        const char *from = p, *to = p + 1;
        while (from > s && from[-1] == ' ')
            from--;
        while (to < end && *to == ' ')
            to++;
        if (to - from >= 3)
            return true;
        p = to > p + 3 ? to - 3 : p;
    }
    return false;
}

bool ltn_shape_columns(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    size_t len = (size_t)(end - s);

    if (line->width > 300)
        return false;
    const char *bar = memchr(s, '|', len);
    return memchr(s, '\t', len) || has_gap(s, end) ||
           (bar && memchr(bar + 1, '|', (size_t)(end - bar) - 1));
}

bool ltn_shape_note(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    const char *p = s;

    if (end - s < 4)
        return false;
    if (*s == '[') {
        for (p++; p < end && p - s < 4 && *p >= '0' && *p <= '9';)
            p++;
        return p > s + 1 && *p == ']';
    }
    if (!(*s & 0x80))
        return false;
    uint32_t c = ltn_utf8_next(&p, end);
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c < 0x207A);
}

unsigned ltn_shape_number(const ltn_lines *l, const ltn_line *line)
{
    unsigned n = 0;

    if (line->width > 9)
        return 0;
    for (size_t i = line->first; i < line->last; i++) {
        char c = l->text[i];
        if (c >= '0' && c <= '9')
            n = n * 10 + (unsigned)(c - '0');
        else if (c != '-' && c != ' ' && c != '[' && c != ']')
            return 0;
    }
    return n;
}

bool ltn_shape_mail_quote(const ltn_lines *l, const ltn_line *line)
{
    return l->text[line->first] == '>';
}
