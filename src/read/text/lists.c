/* Lists: lines that begin with a bullet or a number, one after the other with
 * nothing but their own text between them. */
#include "model/kind.h"
#include "read/text/layout.h"
#include "util/utf8.h"

#include <string.h>

typedef struct marker {
    unsigned style; /* 0: none; a bullet's code point; or brackets and sort */
    bool bullet;
    unsigned value;
    unsigned columns; /* before it */
    bool weak;        /* a dash: it may as well be speech */
    ltn_list_class cls;
} marker;

enum { LEVELS = 4 };

typedef struct open_list {
    marker m;
    size_t line; /* of its last item */
    bool list;   /* two items have been seen */
} open_list;

typedef struct scan {
    const ltn_layout *y;
    ltn_lines *l;
    open_list open[LEVELS];
    size_t depth;
    bool colon; /* the last text before a list ends with a colon */
} scan;

static unsigned bullet(uint32_t c, bool *weak)
{
    *weak = c == '-' || c == 0x2013 || c == 0x2014;
    switch (c) {
    case '*':
    case '-':
    case 0xB7:   /* · */
    case 0x2013: /* – */
    case 0x2014: /* — */
    case 0x2022: /* • */
    case 0x2023: /* ‣ */
    case 0x2043: /* ⁃ */
    case 0x25AA: /* ▪ */
    case 0x25A0: /* ■ */
    case 0x25CB: /* ○ */
    case 0x25CF: /* ● */
    case 0x25E6: /* ◦ */
    case 0x2756: /* ❖ */
    case 0x27A2: /* ➢ */
    case 0xF0B7: /* • of the font Symbol */ return c;
    default: return 0;
    }
}

static const char *blank_after(const char *s, const char *end)
{
    return s < end && (*s == ' ' || *s == '\t') ? s + 1 : NULL;
}

static unsigned roman(const char *s, const char *end)
{
    unsigned sum = 0, last = 0;

    while (end > s) {
        unsigned v = 0;
        switch (*--end) {
        case 'i': v = 1; break;
        case 'v': v = 5; break;
        case 'x': v = 10; break;
        default: return 0;
        }
        sum = v < last ? sum - v : sum + v;
        last = v > last ? v : last;
    }
    return sum;
}

/* The number at s: digits, one letter, or a small roman number. `i` is taken
 * as roman, for lists with nine items before it are rare. */
static const char *number(const char *s, const char *end, marker *m,
                          unsigned *sort)
{
    const char *p = s;

    while (p < end && p - s < 3 && *p >= '0' && *p <= '9')
        m->value = m->value * 10 + (unsigned)(*p++ - '0');
    if (p > s) {
        m->cls = LTN_LIST_NUMBERED;
        *sort = 'n';
        return p;
    }
    while (p < end && p - s < 5 && strchr("ivx", *p))
        p++;
    m->value = p > s ? roman(s, p) : 0;
    if (m->value > 0) {
        m->cls = LTN_LIST_NUMBERED;
        *sort = 'i';
        return p;
    }
    m->cls = LTN_LIST_LETTERED;
    if (s < end && *s >= 'a' && *s <= 'z') {
        m->value = (unsigned)(*s - 'a') + 1;
        *sort = 'a';
        return s + 1;
    }
    if (s < end && *s >= 'A' && *s <= 'Z') {
        m->value = (unsigned)(*s - 'A') + 1;
        *sort = 'A';
        return s + 1;
    }
    return NULL;
}

static marker marker_of(const ltn_lines *l, const ltn_line *line)
{
    const char *s = l->text + line->first, *end = l->text + line->last;
    const char *p = s;
    marker m = {.columns = line->indent};
    uint32_t c = ltn_utf8_next(&p, end);
    unsigned sign = bullet(c, &m.weak), sort = 0;

    if (sign && blank_after(p, end)) {
        m.style = sign;
        m.bullet = true;
        return m;
    }
    m.weak = false;
    bool bracket = c == '(';
    p = number(bracket ? p : s, end, &m, &sort);
    if (p && p < end && (*p == ')' || (*p == '.' && !bracket)) &&
        blank_after(p + 1, end))
        m.style = sort << 8 | (bracket ? '(' : (unsigned char)*p);
    return m;
}

static bool follows(const marker *a, const marker *b)
{
    if (a->style != b->style || b->columns > a->columns + 3 ||
        a->columns > b->columns + 3)
        return false;
    return a->bullet || a->value > 255 || b->value == a->value + 1;
}

/* Dashes are bullets only where a list was announced, or in small clauses; not
 * where somebody asks or cries: "He said: / — Who is there?" */
static bool is_list(const scan *s, const marker *m, const ltn_line *line)
{
    char last = s->l->text[line->last - 1];

    if (m->weak && m->style != '-' && (last == '?' || last == '!'))
        return false;
    return !m->weak || s->colon || last == ';' || last == ',' ||
           (m->style == '-' && line->width < 60 &&
            !(line->flags & LTN_ENDS_SENTENCE));
}

static void put_item(const scan *s, size_t line, size_t level)
{
    ltn_line *at = &s->l->at[line];

    at->role = LTN_LINE_ITEM;
    at->level = (uint8_t)(level + 1);
    at->cls = (uint8_t)s->open[level].m.cls;
}

static void see_marker(scan *s, size_t i, const marker *m)
{
    size_t level = s->depth;

    while (level > 0 && !follows(&s->open[level - 1].m, m))
        level--;
    if (level > 0) {
        open_list *o = &s->open[--level];
        if (!o->list)
            put_item(s, o->line, level);
        o->list = true;
        o->m = *m;
        o->line = i;
        put_item(s, i, level);
        s->depth = level + 1;
        return;
    }
    if (s->depth > 0 && m->columns < s->open[s->depth - 1].m.columns)
        s->depth = 0;
    if (s->depth == LEVELS || (!m->bullet && m->value != 1 && s->depth))
        s->depth = 0;
    if (is_list(s, m, &s->l->at[i]))
        s->open[s->depth++] = (open_list){.m = *m, .line = i};
}

/* Whether line i, which has no marker, belongs to the item before it. */
static bool is_inside(const scan *s, size_t i)
{
    const ltn_line *line = &s->l->at[i];
    const ltn_line *item = &s->l->at[s->open[s->depth - 1].line];

    if (i > 0 && ltn_line_blank(&s->l->at[i - 1]))
        return line->indent > item->indent + 1;
    return s->y->wrapped;
}

/* A marker counts where a paragraph may begin. */
static bool may_begin(const scan *s, size_t i, const marker *m)
{
    if ((m->bullet && !m->weak) ||
        (s->depth > 0 && follows(&s->open[s->depth - 1].m, m)))
        return true;
    if (i == 0 || !s->y->wrapped || ltn_line_blank(&s->l->at[i - 1]))
        return true;
    const ltn_line *a = &s->l->at[i - 1];
    return (a->flags & (LTN_ENDS_SENTENCE | LTN_ENDS_COLON)) ||
           s->l->text[a->last - 1] == ';' || s->l->text[a->last - 1] == ',' ||
           (unsigned)a->indent + a->width + s->y->high / 10 < s->y->low;
}

void ltn_layout_lists(const ltn_layout *y, ltn_lines *l)
{
    scan s = {.y = y, .l = l};

    for (size_t i = 0; i < l->len; i++) {
        ltn_line *line = &l->at[i];
        if (line->role != LTN_LINE_OPENS)
            continue;
        marker m = {0};
        char second =
            (char)(line->first + 1 < line->last ? l->text[line->first + 1] : 0);
        if (!(line->flags & LTN_BEGINS_UPPER) || second == '.' || second == ')')
            m = marker_of(l, line);
        if (m.style && may_begin(&s, i, &m)) {
            see_marker(&s, i, &m);
            continue;
        }
        if (s.depth > 0 && !is_inside(&s, i))
            s.depth = 0;
        if (s.depth == 0)
            s.colon = (line->flags & LTN_ENDS_COLON) != 0;
    }
}
