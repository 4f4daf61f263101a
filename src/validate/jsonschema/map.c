#include "validate/jsonschema/map.h"

#include "util/keyhash.h"

#include <string.h>

/* The slot of a key, or the free one where it would go. */
static ltn_js_slot *slot_of(const ltn_js_map *m, const char *key, size_t len,
                            uint64_t hash)
{
    for (size_t i = hash & (m->size - 1);; i = (i + 1) & (m->size - 1)) {
        ltn_js_slot *s = &m->slots[i];
        if (!s->key ||
            (s->hash == hash && s->len == len && memcmp(s->key, key, len) == 0))
            return s;
    }
}

static void grow(ltn_js_map *m, ltn_arena *a)
{
    ltn_js_map bigger = {.size = m->size ? m->size * 2 : 8};

    bigger.slots = ltn_arena_alloc(a, bigger.size * sizeof *bigger.slots);
    if (!bigger.slots)
        return;
    for (size_t i = 0; i < m->size; i++) {
        const ltn_js_slot *s = &m->slots[i];
        if (s->key)
            *slot_of(&bigger, s->key, s->len, s->hash) = *s;
    }
    bigger.used = m->used;
    *m = bigger;
}

void ltn_js_map_put(ltn_js_map *m, ltn_arena *a, const char *key, size_t len,
                    void *value)
{
    uint64_t hash = ltn_key_hash(0, key, len);

    if (m->used * 4 >= m->size * 3)
        grow(m, a);
    if (a->failed)
        return;
    ltn_js_slot *s = slot_of(m, key, len, hash);
    if (!s->key)
        m->used++;
    *s = (ltn_js_slot){.key = key, .len = len, .hash = hash, .value = value};
}

void *ltn_js_map_get(const ltn_js_map *m, const char *key, size_t len)
{
    if (m->size == 0)
        return NULL;
    return slot_of(m, key, len, ltn_key_hash(0, key, len))->value;
}

void ltn_js_map_put_address(ltn_js_map *m, ltn_arena *a, const void *const *key,
                            void *value)
{
    ltn_js_map_put(m, a, (const char *)key, sizeof *key, value);
}

void *ltn_js_map_get_address(const ltn_js_map *m, const void *key)
{
    return ltn_js_map_get(m, (const char *)&key, sizeof key);
}
