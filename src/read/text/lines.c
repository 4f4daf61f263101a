#include "read/text/lines.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

/* What is in the text beside printable characters, by one look at it. */
typedef struct survey {
    size_t lf, crlf, cr, other; /* line ends; other: form feed, U+2028, ... */
    size_t controls, first_control;
} survey;

static uint64_t load8(const char *s)
{
    uint64_t w;

    memcpy(&w, s, sizeof w);
    return w;
}

/* Whether one of eight bytes is under 0x20 (or, sometimes, is not). */
static bool may_have_control(uint64_t w)
{
    return ((w - 0x2020202020202020u) & ~w & 0x8080808080808080u) != 0;
}

static void look_at(survey *v, const char *text, size_t size, size_t i)
{
    unsigned char c = (unsigned char)text[i];

    if (c >= 0x20 && c != 0x7F)
        return;
    if (c == '\n') {
        v->lf++;
    } else if (c == '\r') {
        bool crlf = i + 1 < size && text[i + 1] == '\n';
        *(crlf ? &v->crlf : &v->cr) += 1;
    } else if (c == '\f' || c == '\v') {
        v->other++;
    } else if (c != '\t') {
        if (v->controls++ == 0)
            v->first_control = i;
    }
}

/* U+2028, U+2029 (E2 80 A8, A9) and U+0085 (C2 85). */
static bool is_wide_end(const char *text, size_t i)
{
    unsigned char c = (unsigned char)text[i];

    if (c == 0x85)
        return i >= 1 && (unsigned char)text[i - 1] == 0xC2;
    return (c == 0xA8 || c == 0xA9) && i >= 2 &&
           memcmp(text + i - 2, "\xE2\x80", 2) == 0;
}

static size_t count_wide(const char *text, size_t size, int last)
{
    size_t n = 0;
    const char *at = text;

    while ((at = memchr(at, last, size - (size_t)(at - text)))) {
        n += is_wide_end(text, (size_t)(at - text));
        at++;
    }
    return n;
}

static survey survey_of(const char *text, size_t size, bool *ascii)
{
    survey v = {0};
    size_t i = 0;
    uint64_t high = 0;

    for (; i + 8 <= size; i += 8) {
        uint64_t w = load8(text + i);
        high |= w;
        if (may_have_control(w))
            for (size_t k = i; k < i + 8; k++)
                look_at(&v, text, size, k);
    }
    for (; i < size; i++) {
        high |= (uint64_t)(unsigned char)text[i];
        look_at(&v, text, size, i);
    }
    *ascii = (high & 0x8080808080808080u) == 0;
    if (!*ascii)
        v.other += count_wide(text, size, 0xA8) + count_wide(text, size, 0xA9) +
                   count_wide(text, size, 0x85);
    v.lf -= v.crlf;
    return v;
}

static const char *name_of_ends(const survey *v)
{
    int kinds = (v->lf > 0) + (v->crlf > 0) + (v->cr > 0);

    if (kinds > 1)
        return "mixed";
    return v->lf ? "LF" : v->crlf ? "CRLF" : v->cr ? "CR" : "none";
}

/* The first byte after the line that begins at `at`, whatever ends it. */
static size_t any_end(const char *text, size_t size, size_t at)
{
    for (; at < size; at++) {
        unsigned char c = (unsigned char)text[at];
        if (c > '\r' && c < 0x80)
            continue;
        if (c == '\r' && at + 1 < size && text[at + 1] == '\n')
            return at + 2;
        if ((c >= '\n' && c <= '\r') || (c >= 0x80 && is_wide_end(text, at)))
            return at + 1;
    }
    return size;
}

static size_t plain_end(const char *text, size_t size, size_t at)
{
    const char *lf = memchr(text + at, '\n', size - at);

    return lf ? (size_t)(lf - text) + 1 : size;
}

/* Columns (code points) of the len bytes at s. */
static size_t columns(const char *s, size_t len, bool ascii)
{
    size_t tails = 0, i = 0;

    if (ascii)
        return len;
    for (; i + 8 <= len; i += 8) {
        uint64_t w = load8(s + i);
        uint64_t t = (w >> 7) & (~w >> 6) & 0x0101010101010101u;
        tails += (t * 0x0101010101010101u) >> 56;
    }
    for (; i < len; i++)
        tails += ((unsigned char)s[i] & 0xC0) == 0x80;
    return len - tails;
}

/* White space that a document may leave outside of its blocks. */
static bool is_layout(const char *s, size_t left, size_t *len)
{
    unsigned char c = (unsigned char)*s;

    *len = 1;
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return true;
    if (c == 0xC2 && left >= 2 && (unsigned char)s[1] == 0x85)
        return *len = 2, true;
    if (c == 0xE2 && left >= 3 && (unsigned char)s[1] == 0x80 &&
        ((unsigned char)s[2] & 0xFE) == 0xA8)
        return *len = 3, true;
    return false;
}

/* Bytes of the layout character that ends at s + len, or 0. */
static size_t layout_before(const char *s, size_t len)
{
    size_t n;

    for (size_t back = 1; back <= 3 && back <= len; back++)
        if (is_layout(s + len - back, back, &n) && n == back)
            return back;
    return 0;
}

/* Takes layout off both ends of the line that ends at `end`. */
static void trim(ltn_line *line, const char *text, size_t end)
{
    size_t first = line->start, last = end, n;

    while (first < last && is_layout(text + first, last - first, &n))
        first += n;
    while ((n = layout_before(text + first, last - first)) > 0)
        last -= n;
    line->first = (uint32_t)first;
    line->last = (uint32_t)last;
}

static unsigned indent_of(const char *s, const char *end)
{
    unsigned columns_so_far = 0;

    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        if (c == '\t')
            columns_so_far = (columns_so_far | 7) + 1;
        else if (!ltn_is_space(c))
            break;
        else if (c != 0x200B && c != 0xFEFF && c != '\f')
            columns_so_far += c == 0x3000 ? 2 : 1;
    }
    return columns_so_far < UINT16_MAX ? columns_so_far : UINT16_MAX;
}

static bool is_ascii_letter(char c)
{
    return ((unsigned)c | 0x20) - 'a' < 26;
}

static uint8_t beginning(const char *s, const char *end)
{
    if (is_ascii_letter(*s))
        return *s >= 'a' ? LTN_BEGINS_LOWER : LTN_BEGINS_UPPER;
    uint32_t c = ltn_utf8_next(&s, end);

    while (s < end && ltn_is_space(c))
        c = ltn_utf8_next(&s, end);
    if (ltn_is_lower(c))
        return LTN_BEGINS_LOWER;
    if (ltn_is_letter(c))
        return LTN_BEGINS_UPPER;
    if (ltn_is_digit(c))
        return LTN_BEGINS_DIGIT;
    return ltn_is_punct(c) ? LTN_BEGINS_QUOTE : 0;
}

static bool is_final(uint32_t c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case 0x061F: /* ؟ */
    case 0x0964: /* । */ return true;
    default: return false;
    }
}

/* Closing quotes and brackets, and marks of emphasis and of notes. */
static bool closes(uint32_t c)
{
    switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '*':
    case '_':
    case 0xBB:   /* » */
    case 0xAB:   /* « */
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x201C: /* “ closes in German */
    case 0x203A: /* › */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */ return true;
    default: return false;
    }
}

static uint8_t ending(const char *start, const char *end)
{
    uint32_t c = 0;
    bool closed = false;

    if (is_ascii_letter(end[-1]))
        return 0; /* most lines end so */
    while (end > start) {
        c = ltn_utf8_prev(&end, start);
        if (!closes(c) && !ltn_is_space(c))
            break;
        closed = closed || closes(c);
    }
    if (is_final(c))
        return LTN_ENDS_SENTENCE;
    if (c == ':' || c == 0xFF1A)
        return LTN_ENDS_COLON;
    if (closed && (c == ',' || c == '-' || c == 0x2013 || c == 0x2014))
        return LTN_ENDS_SENTENCE;
    if (end > start && (c == '-' || c == 0xAD || c == 0x2010) &&
        ltn_is_letter(ltn_utf8_prev(&end, start)))
        return LTN_ENDS_HYPHEN;
    return 0;
}

static void measure(const ltn_lines *l, ltn_line *line, size_t end)
{
    const char *s = l->text;

    trim(line, s, end);
    const char *first = s + line->first, *last = s + line->last;
    size_t width = columns(first, (size_t)(last - first), l->ascii);
    line->width = width < UINT16_MAX ? (uint16_t)width : UINT16_MAX;
    bool plain = last > first && *first > ' ';
    if (!plain && ltn_is_blank(first, (size_t)(last - first))) {
        line->role = LTN_LINE_BLANK;
        return;
    }
    if (line->first > line->start || (unsigned char)*first >= 0x80)
        line->indent = (uint16_t)indent_of(s + line->start, last);
    line->flags |= beginning(first, last);
    line->flags |= ending(first, last);
}

static ltn_line *one_more(ltn_lines *l)
{
    if (l->len + 1 >= l->cap) {
        size_t cap = l->cap ? l->cap * 2 : l->size / 48 + 64;
        ltn_line *bigger = realloc(l->at, cap * sizeof *bigger);
        if (!bigger)
            return NULL;
        l->at = bigger;
        l->cap = cap;
    }
    l->at[l->len] = (ltn_line){0};
    return &l->at[l->len++];
}

bool ltn_lines_split(ltn_lines *l, const char *text, size_t size)
{
    *l = (ltn_lines){.text = text, .size = size};
    survey v = survey_of(text, size, &l->ascii);
    bool plain = v.cr == 0 && v.other == 0;
    l->ends = name_of_ends(&v);
    l->controls = v.controls;
    l->first_control = v.first_control;
    for (size_t at = 0; at < size;) {
        ltn_line *line = one_more(l);
        if (!line)
            return false;
        size_t end =
            plain ? plain_end(text, size, at) : any_end(text, size, at);
        line->start = (uint32_t)at;
        if (at > 0 && text[at - 1] == '\f')
            line->flags = LTN_BEGINS_PAGE;
        measure(l, line, end);
        at = end;
    }
    ltn_line *guard = one_more(l);
    if (!guard)
        return false;
    *guard = (ltn_line){.start = (uint32_t)size,
                        .first = (uint32_t)size,
                        .last = (uint32_t)size,
                        .role = LTN_LINE_BLANK};
    l->len--;
    return true;
}

void ltn_lines_release(ltn_lines *l)
{
    free(l->at);
    *l = (ltn_lines){0};
}

unsigned ltn_line_word(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    size_t most = (size_t)(end - s) < 64 ? (size_t)(end - s) : 64;
    const char *blank = memchr(s, ' ', most);

    return (unsigned)columns(s, blank ? (size_t)(blank - s) : most, l->ascii);
}
