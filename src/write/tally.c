#include "write/tally.h"

#include "util/keyhash.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 2 * LTN_TALLY_MAX };

typedef struct table {
    ltn_tally_row *rows;
    uint16_t *slots; /* 1 + index of a row; 0: free */
    size_t len;
} table;

static ltn_tally_row *row_for(table *t, ltn_kind kind, const char *rule)
{
    size_t i = (size_t)ltn_key_hash(kind, rule, strlen(rule));

    for (i %= SLOTS; t->slots[i]; i = (i + 1) % SLOTS) {
        ltn_tally_row *r = &t->rows[t->slots[i] - 1];
        if (r->kind == kind && strcmp(r->rule, rule) == 0)
            return r;
    }
    if (t->len + 1 >= LTN_TALLY_MAX && strcmp(rule, "other") != 0)
        return row_for(t, LTN_DOCUMENT, "other");
    t->slots[i] = (uint16_t)(t->len + 1);
    t->rows[t->len] =
        (ltn_tally_row){.rule = rule, .kind = (uint8_t)kind, .least = 100};
    return &t->rows[t->len++];
}

static void count(table *t, const ltn_node *n)
{
    ltn_tally_row *r =
        row_for(t, (ltn_kind)n->kind, n->why->rule ? n->why->rule : "other");

    r->count++;
    if (n->why->confidence < r->least)
        r->least = n->why->confidence;
}

static int by_kind(const void *a, const void *b)
{
    const ltn_tally_row *x = a, *y = b;

    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->rule, y->rule);
}

ltn_tally ltn_tally_of(const ltn_doc *doc, ltn_arena *arena)
{
    table t = {
        .rows = ltn_arena_alloc(arena, LTN_TALLY_MAX * sizeof *t.rows),
        .slots = ltn_arena_alloc(arena, SLOTS * sizeof *t.slots),
    };

    if (!t.rows || !t.slots)
        return (ltn_tally){0};
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);)
        if (it.event != LTN_LEAVE && it.node->why)
            count(&t, it.node);
    qsort(t.rows, t.len, sizeof *t.rows, by_kind);
    return (ltn_tally){t.rows, t.len};
}
