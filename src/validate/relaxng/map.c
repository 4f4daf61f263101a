#include "validate/relaxng/map.h"

#include <stdlib.h>
#include <string.h>

void ltn_map_release(ltn_map *m)
{
    free(m->at);
    *m = (ltn_map){0};
}

void ltn_map_clear(ltn_map *m)
{
    if (m->size > 0)
        memset(m->at, 0xFF, m->size * sizeof *m->at);
    m->len = 0;
    m->failed = false;
}

static void place(ltn_map *m, const ltn_map_entry *entry)
{
    uint32_t i = ltn_map_hash(entry->a, entry->b);

    for (;; i++) {
        ltn_map_entry *e = &m->at[i & (m->size - 1)];
        if (e->value == LTN_MAP_NONE) {
            *e = *entry;
            m->len++;
            return;
        }
        if (e->a == entry->a && e->b == entry->b) {
            e->value = entry->value;
            return;
        }
    }
}

static bool rehash(ltn_map *m)
{
    ltn_map old = *m;
    uint32_t size = old.size ? old.size * 2 : 256;
    ltn_map_entry *at = malloc(size * sizeof *at);

    if (!at) {
        m->failed = true;
        return false;
    }
    m->at = at;
    m->size = size;
    ltn_map_clear(m);
    for (uint32_t i = 0; i < old.size; i++)
        if (old.at[i].value != LTN_MAP_NONE)
            place(m, &old.at[i]);
    free(old.at);
    return true;
}

void ltn_map_put(ltn_map *m, uint32_t a, uint32_t b, uint32_t value)
{
    if (m->len * 2 >= m->size && !rehash(m))
        return;
    place(m, &(ltn_map_entry){.a = a, .b = b, .value = value});
}
