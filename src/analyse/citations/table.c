#include "analyse/citations/rules.h"

#include <string.h>

ltn_cite_table *ltn_cite_table_find(ltn_cite_pack *pack, const char *name)
{
    for (ltn_cite_table *t = pack->tables; t; t = t->next)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

/* The next character of s that the table compares, 0 at e. An apostrophe is one
 * however it is set, as in patterns. */
static unsigned char next_of(const ltn_cite_table *t, const char **s,
                             const char *e)
{
    while (t->squash && *s < e && ((unsigned char)**s <= ' ' || **s == '.'))
        (*s)++;
    if (*s == e)
        return 0;
    if (e - *s >= 3 && memcmp(*s, "\xE2\x80\x99", 3) == 0) {
        *s += 3;
        return '\'';
    }
    char c = *(*s)++;
    bool upper = t->squash && c >= 'A' && c <= 'Z';
    return (unsigned char)(upper ? c - 'A' + 'a' : c);
}

/* FNV-1a over what the table compares; case never matters in a squashed one. */
static uint32_t hash(const ltn_cite_table *t, const char *s, size_t len)
{
    const char *e = s + len;
    uint32_t h = 2166136261u;

    for (unsigned char c; (c = next_of(t, &s, e));)
        h = (h ^ c) * 16777619u;
    return h;
}

static bool same(const ltn_cite_table *t, const char *row, const char *s,
                 size_t len)
{
    const char *row_end = row + strlen(row), *e = s + len;
    unsigned char c;

    do {
        c = next_of(t, &row, row_end);
        if (c != next_of(t, &s, e))
            return false;
    } while (c);
    return true;
}

static bool make_slots(ltn_cites *c, ltn_cite_table *t)
{
    uint32_t size = 16;

    while (size < t->len * 2)
        size *= 2;
    t->slots = ltn_arena_alloc(&c->arena, size * sizeof *t->slots);
    if (!t->slots)
        return false;
    t->mask = size - 1;
    for (uint32_t i = 0; i < t->len; i++) {
        const char *key = t->rows[i].key;
        uint32_t at = hash(t, key, strlen(key)) & t->mask;
        while (t->slots[at])
            at = (at + 1) & t->mask;
        t->slots[at] = i + 1;
    }
    return true;
}

const char *ltn_cite_lookup(ltn_cites *c, ltn_cite_table *t, const char *key,
                            size_t len)
{
    if (!t->slots && !make_slots(c, t))
        return NULL;
    for (uint32_t at = hash(t, key, len) & t->mask; t->slots[at];
         at = (at + 1) & t->mask)
        if (same(t, t->rows[t->slots[at] - 1].key, key, len))
            return t->rows[t->slots[at] - 1].value;
    return NULL;
}
