#include "analyse/citations/rules.h"

#include <string.h>

ltn_cite_table *ltn_cite_table_find(ltn_cite_pack *pack, const char *name)
{
    for (ltn_cite_table *t = pack->tables; t; t = t->next)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

static bool ignored(const ltn_cite_table *t, unsigned char c)
{
    return t->squash && (c <= ' ' || c == '.');
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* FNV-1a over what the table compares; case never matters in a squashed one. */
static uint32_t hash(const ltn_cite_table *t, const char *s, size_t len)
{
    uint32_t h = 2166136261u;

    for (size_t i = 0; i < len; i++)
        if (!ignored(t, (unsigned char)s[i]))
            h = (h ^ (unsigned char)(t->squash ? folded(s[i]) : s[i])) *
                16777619u;
    return h;
}

static bool same(const ltn_cite_table *t, const char *row, const char *s,
                 size_t len)
{
    const char *e = s + len;

    if (!t->squash)
        return strlen(row) == len && memcmp(row, s, len) == 0;
    for (;;) {
        while (*row && ignored(t, (unsigned char)*row))
            row++;
        while (s < e && ignored(t, (unsigned char)*s))
            s++;
        if (!*row || s == e)
            return !*row && s == e;
        if (folded(*row++) != folded(*s++))
            return false;
    }
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
