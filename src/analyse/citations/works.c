#include "analyse/citations/works.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *key_of(const ltn_work *w)
{
    return w->identifier ? w->identifier : w->name;
}

/* Where a key ends: a Security Council resolution is the same with its year
 * and without, "S/RES/1373(2001)". */
static const char *key_end(const char *s)
{
    size_t n = strlen(s);

    if (n > 12 && strncmp(s, "S/RES/", 6) == 0 && s[n - 1] == ')' &&
        s[n - 6] == '(')
        return s + n - 6;
    return s + n;
}

/* The next letter or digit of a key that ends at e, in lower case; 0 at its
 * end. */
static uint32_t next_char(const char **s, const char *e)
{
    while (*s < e) {
        uint32_t c = ltn_utf8_next(s, e);
        if (ltn_is_word(c))
            return ltn_lower(c);
    }
    return 0;
}

static uint32_t hash(const char *s)
{
    uint32_t h = 2166136261u, c;
    const char *e = key_end(s);

    while ((c = next_char(&s, e)))
        h = (h ^ c) * 16777619u;
    return h;
}

static bool same(const char *a, const char *b)
{
    const char *ae = key_end(a), *be = key_end(b);
    uint32_t c;

    do {
        c = next_char(&a, ae);
        if (c != next_char(&b, be))
            return false;
    } while (c);
    return true;
}

/* Of works with the same key (entries of a list) the first is the one that is
 * found; the others are left out, or looking for a place would take longer and
 * longer. */
static void insert(ltn_work_table *t, uint32_t index)
{
    const ltn_work *works = t->edits->doc->works.at;
    const char *key = key_of(&works[index - 1]);
    uint32_t at = hash(key) & t->mask;

    for (; t->slots[at]; at = (at + 1) & t->mask)
        if (same(key_of(&works[t->slots[at] - 1]), key))
            return;
    t->slots[at] = index;
}

static bool grow(ltn_work_table *t)
{
    uint32_t len = t->edits->doc->works.len, size = 64;

    while (size < len * 4)
        size *= 2;
    if (t->slots && size <= t->mask + 1)
        return true;
    free(t->slots);
    t->slots = calloc(size, sizeof *t->slots);
    if (!t->slots) {
        t->edits->status = LTN_ENOMEM;
        return false;
    }
    t->mask = size - 1;
    for (uint32_t i = 1; i <= len; i++)
        insert(t, i);
    return true;
}

void ltn_work_table_init(ltn_work_table *t, ltn_edits *edits)
{
    *t = (ltn_work_table){.edits = edits};
    grow(t);
}

/* The identifier of w says more: with the year. */
static void name_fully(ltn_work *old, const ltn_work *w)
{
    if (strcmp(old->name, old->identifier) == 0)
        old->name = w->identifier;
    old->identifier = w->identifier;
    old->url = w->url ? w->url : old->url;
}

uint32_t ltn_work_table_put(ltn_work_table *t, const ltn_work *w)
{
    const ltn_works *works = &t->edits->doc->works;

    if (!t->slots || !key_of(w))
        return 0;
    for (uint32_t at = hash(key_of(w)) & t->mask; t->slots[at];
         at = (at + 1) & t->mask) {
        ltn_work *old = &works->at[t->slots[at] - 1];
        if (!same(key_of(old), key_of(w)))
            continue;
        if (w->reference && old->reference)
            break; /* two entries of a list are two works */
        if (!old->reference)
            old->reference = w->reference;
        if (!old->date)
            old->date = w->date;
        if (!old->author)
            old->author = w->author;
        if (!old->url)
            old->url = w->url;
        if (w->identifier && old->identifier &&
            strlen(w->identifier) > strlen(old->identifier))
            name_fully(old, w);
        /* A title is a better name than an identifier. */
        if (w->name && old->identifier && w->name != w->identifier &&
            strcmp(old->name, old->identifier) == 0)
            old->name = w->name;
        return t->slots[at];
    }
    uint32_t index = ltn_edit_work(t->edits, w);
    if (index > 0 && grow(t))
        insert(t, index);
    return index;
}

void ltn_work_table_release(ltn_work_table *t)
{
    free(t->slots);
    *t = (ltn_work_table){0};
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The end of the number, word or other character at s; nothing of it is left
 * for what comes next. */
static const char *piece_end(const char *s, const char *e)
{
    const char *p = s, *q = s;

    if (digit(*s)) {
        while (p < e && digit(*p))
            p++;
        return p;
    }
    while (q < e && ltn_is_letter(ltn_utf8_next(&q, e)))
        p = q;
    return p > s ? p : q;
}

/* The month that a word names, 0 for none or more than one. */
static unsigned month_of(const ltn_date_words *known, const char *s, size_t len)
{
    uint32_t bits = ltn_words_find(&known->months, s, len) & LTN_DATE_MONTHS;
    unsigned m = 0;

    if (bits & (bits - 1))
        return 0;
    for (; bits; bits >>= 1)
        m++;
    return m;
}

bool ltn_cite_iso_date(const ltn_date_words *known, const char *s, size_t len,
                       char out[11])
{
    const char *e = s + len, *end;
    unsigned day = 0, month = 0, year = 0;

    for (; s < e; s = end) {
        end = piece_end(s, e);
        if (!digit(*s)) {
            month = month ? month : month_of(known, s, (size_t)(end - s));
            continue;
        }
        unsigned n = 0;
        if (end - s > 4 || end - s == 3)
            return false;
        for (const char *p = s; p < end; p++)
            n = n * 10 + (unsigned)(*p - '0');
        *(end - s == 4 ? &year : &day) = n;
    }
    if (year < 1000 || day > 31)
        return false;
    if (day && month)
        snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100,
                 day % 100);
    else if (month)
        snprintf(out, 11, "%04u-%02u", year % 10000, month % 100);
    else
        snprintf(out, 11, "%04u", year % 10000);
    return true;
}
