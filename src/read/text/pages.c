/* Page numbers and running heads in wrapped text: short lines that come again
 * and again with a number that counts pages, and that stand where a paragraph
 * is not at its end. Headings count too ("CHAPTER 2"), but stand alone. */
#include "model/kind.h"
#include "read/text/layout.h"

#include <stdlib.h>
#include <string.h>

typedef struct group {
    uint64_t hash; /* of the line with each number as one sign; 0: unused */
    uint32_t count, last_line;
    uint32_t last[2],
        steps[2];  /* first two numbers: value, times it grew by 1 */
    uint32_t cut;  /* times it interrupts a paragraph */
    uint32_t near; /* times the line before it is of the same group */
    bool fraction; /* "3/17", "3 of 17" */
} group;

typedef struct form {
    uint64_t hash;
    uint32_t number[2];
    unsigned numbers;
    bool fraction, bare; /* bare: nothing but a number */
} form;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static uint64_t mix(uint64_t h, unsigned char c)
{
    return (h ^ c) * 0x100000001B3u;
}

static bool is_of(const char *s, const char *end)
{
    while (s < end && (*s == ' ' || *s == '/'))
        s++;
    if (s < end && is_digit(*s))
        return true;
    while (s < end && ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z'))
        s++;
    return end - s > 1 && *s == ' ' && is_digit(s[1]);
}

static form form_of(const char *s, const char *end)
{
    form f = {.hash = 0xCBF29CE484222325u, .bare = true};

    while (s < end) {
        if (!is_digit(*s)) {
            f.bare = f.bare && (*s == ' ' || *s == '-' || *s == '[' ||
                                *s == ']' || *s == '|');
            f.hash = mix(f.hash, (unsigned char)*s++);
            continue;
        }
        uint32_t n = 0;
        unsigned digits = 0;
        for (; s < end && is_digit(*s); s++, digits++)
            n = digits < 6 ? n * 10 + (uint32_t)(*s - '0') : n;
        if (f.numbers < 2)
            f.number[f.numbers] = n;
        f.fraction = f.fraction || (f.numbers == 0 && s < end && is_of(s, end));
        f.numbers++;
        f.hash = mix(f.hash, '#');
    }
    f.hash |= 1;
    return f;
}

/* A short line with a number that stands at an end of its block. */
static bool is_candidate(const ltn_layout *y, const ltn_lines *l, size_t i)
{
    const ltn_line *line = &l->at[i];

    if (line->role != LTN_LINE_OPENS || line->width > 80 ||
        line->width + 4u > y->high)
        return false;
    if (!y->indented && i > 0 && line[-1].role == LTN_LINE_OPENS &&
        line[1].role == LTN_LINE_OPENS)
        return false;
    const char *s = l->text + line->first, *end = l->text + line->last;
    while (s < end && !is_digit(*s))
        s++;
    return s < end;
}

/* Whether the text before line i is not at the end of a paragraph, or stands
 * right before it. */
static bool cuts(const ltn_layout *y, const ltn_lines *l, size_t i)
{
    size_t p = i;

    while (p > 0 && ltn_line_blank(&l->at[p - 1]) && i - p < 4)
        p--;
    if (p == 0 || ltn_line_blank(&l->at[p - 1]))
        return false;
    const ltn_line *a = &l->at[p - 1];
    bool full = (unsigned)a->indent + a->width + y->high / 10 >= y->low;
    return p == i || (full && !(a->flags & LTN_ENDS_SENTENCE));
}

static group *find(group *table, size_t size, uint64_t hash)
{
    size_t i = (size_t)(hash >> 7) & (size - 1);

    while (table[i].hash && table[i].hash != hash)
        i = (i + 1) & (size - 1);
    table[i].hash = hash;
    return &table[i];
}

static void count(group *g, const form *f, const ltn_layout *y,
                  const ltn_lines *l, size_t i)
{
    for (int k = 0; k < 2; k++) {
        uint32_t step = f->number[k] - g->last[k];
        g->steps[k] += g->count > 0 && (step == 1 || step == 2); /* recto */
        g->last[k] = f->number[k];
    }
    g->near += g->count > 0 && i - g->last_line < 4;
    g->last_line = (uint32_t)i;
    g->fraction = f->fraction;
    g->cut += cuts(y, l, i);
    g->count++;
}

static bool is_furniture(const group *g)
{
    uint32_t steps = g->steps[0] > g->steps[1] ? g->steps[0] : g->steps[1];

    if (g->count < 2 || g->near * 2 >= g->count)
        return false;
    if (steps * 10 < (g->count - 1) * 6)
        return false;
    return g->fraction || g->cut * 4 >= g->count;
}

/* "9/24/24, 4:31 PM ...": what a browser prints on top of each page. */
static bool is_stamp(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    char sign = 0;

    if (!(line->flags & LTN_BEGINS_DIGIT) || line->width < 14)
        return false;
    for (int part = 0; part < 5; part++) {
        const char *p = s;
        while (p < end && p - s < 4 && is_digit(*p))
            p++;
        if (p == s || p == end)
            return part == 4 && p > s;
        if (part == 0)
            sign = *p;
        bool right = part < 2    ? *p == sign && (sign == '/' || sign == '.')
                     : part == 2 ? *p == ','
                     : part == 3 ? *p == ':'
                                 : true;
        if (!right)
            return false;
        s = p + 1 + (part == 2 && p + 1 < end && p[1] == ' ');
    }
    return true;
}

/* The candidates, as line numbers; NULL when there are none, or no memory.
 * Counts stamps on its way. */
static uint32_t *find_candidates(const ltn_layout *y, const ltn_lines *l,
                                 size_t *len, size_t *stamps)
{
    uint32_t *list = NULL;
    size_t n = 0, cap = 0;

    for (size_t i = 0; i < l->len; i++) {
        *stamps +=
            (l->at[i].flags & LTN_BEGINS_DIGIT) && is_stamp(l, &l->at[i]);
        if (!is_candidate(y, l, i))
            continue;
        if (n == cap) {
            cap = cap ? cap * 2 : 64;
            uint32_t *bigger = realloc(list, cap * sizeof *list);
            if (!bigger)
                break;
            list = bigger;
        }
        list[n++] = (uint32_t)i;
    }
    *len = n;
    return list;
}

/* Makes furniture of stamps when there are several, n in all. */
static size_t take_stamps(ltn_lines *l, size_t n)
{
    for (size_t i = 0; n > 1 && i < l->len; i++)
        if (is_stamp(l, &l->at[i])) {
            l->at[i].role = LTN_LINE_FURNITURE;
            l->at[i].cls = LTN_FW_HEADER;
        }
    return n > 1 ? n : 0;
}

/* ---- what stands beside them ---- */

typedef struct twin {
    uint64_t hash;
    uint32_t count, beside;
} twin;

static int sides(const ltn_lines *l, size_t i)
{
    size_t p = i, n = i + 1;

    while (p > 0 && ltn_line_blank(&l->at[p - 1]) && i - p < 4)
        p--;
    while (n < l->len && ltn_line_blank(&l->at[n]) && n - i < 4)
        n++;
    return (p > 0 && l->at[p - 1].role == LTN_LINE_FURNITURE) +
           (n < l->len && l->at[n].role == LTN_LINE_FURNITURE);
}

/* The line as it is, numbers too, but not its blanks. */
static uint64_t exact(const ltn_lines *l, const ltn_line *line)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = line->first; i < line->last; i++)
        if (l->text[i] != ' ')
            h = mix(h, (unsigned char)l->text[i]);
    return h | 1;
}

static twin *find_twin(twin *table, size_t size, uint64_t hash)
{
    size_t i = (size_t)(hash >> 7) & (size - 1);

    while (table[i].hash && table[i].hash != hash)
        i = (i + 1) & (size - 1);
    table[i].hash = hash;
    return &table[i];
}

/* One round: lines beside page numbers that come again in the same words, or,
 * if they have numbers of their own (a date), anywhere. */
static size_t spread(const ltn_layout *y, ltn_lines *l, twin *table,
                     size_t size, size_t pages)
{
    size_t found = 0;

    memset(table, 0, size * sizeof *table);
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < l->len; i++) {
            ltn_line *line = &l->at[i];
            if (line->role != LTN_LINE_OPENS || line->width > 80 ||
                line->width + 4u > y->high || (line->flags & LTN_ENDS_SENTENCE))
                continue;
            bool number = is_candidate(y, l, i);
            int beside = sides(l, i);
            if (!number && !beside)
                continue;
            twin *t = find_twin(table, size, exact(l, line));
            if (round == 0) {
                t->count++;
                t->beside += beside > 0;
            } else if ((number && t->count > 1 && t->beside > 0) ||
                       (t->beside > 2 && (size_t)t->beside * 2 >= pages) ||
                       (beside && number && line->width <= 3) ||
                       (beside == 2 && line->width <= 4)) {
                line->role = LTN_LINE_FURNITURE;
                line->cls = LTN_FW_HEADER;
                found++;
            }
        }
    return found;
}

static void find_beside(const ltn_layout *y, ltn_lines *l, size_t candidates,
                        size_t pages)
{
    size_t most = candidates * 2 + pages * 16 + 16, size = 16;

    while (size < most * 2)
        size *= 2;
    twin *table = malloc(size * sizeof *table);
    for (int round = 0; table && round < 4; round++)
        if (spread(y, l, table, size, pages) == 0)
            break;
    free(table);
}

static form form_at(const ltn_lines *l, size_t i)
{
    return form_of(l->text + l->at[i].first, l->text + l->at[i].last);
}

/* Lines of each group that counts pages; how many. */
static size_t find_counted(const ltn_layout *y, ltn_lines *l,
                           const uint32_t *list, size_t n)
{
    size_t size = 16, pages = 0;

    while (size < n * 2)
        size *= 2;
    group *table = n > 1 ? calloc(size, sizeof *table) : NULL;
    for (size_t k = 0; table && k < n; k++) {
        form f = form_at(l, list[k]);
        count(find(table, size, f.hash), &f, y, l, list[k]);
    }
    for (size_t k = 0; table && k < n; k++) {
        form f = form_at(l, list[k]);
        if (!is_furniture(find(table, size, f.hash)))
            continue;
        l->at[list[k]].role = LTN_LINE_FURNITURE;
        l->at[list[k]].cls = f.bare ? LTN_FW_PAGE_NUMBER : LTN_FW_HEADER;
        pages++;
    }
    free(table);
    return pages;
}

void ltn_layout_pages(const ltn_layout *y, ltn_lines *l)
{
    size_t n = 0, stamps = 0;

    if (!y->wrapped)
        return;
    uint32_t *list = find_candidates(y, l, &n, &stamps);
    size_t pages = take_stamps(l, stamps) + find_counted(y, l, list, n);
    free(list);
    if (pages > 0)
        find_beside(y, l, n, pages);
}
