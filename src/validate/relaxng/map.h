/* map.h - from pairs of numbers to a number, by open addressing.
 *
 * A zeroed map is empty and ready. Values are not LTN_MAP_NONE. Memory refused
 * sets `failed`: what was to be added is not there, and will be computed again.
 */
#ifndef LTN_VALIDATE_RELAXNG_MAP_H
#define LTN_VALIDATE_RELAXNG_MAP_H

#include <stdbool.h>
#include <stdint.h>

static const uint32_t LTN_MAP_NONE = UINT32_MAX;

typedef struct ltn_map_entry {
    uint32_t a, b, value;
} ltn_map_entry;

typedef struct ltn_map {
    ltn_map_entry *at;
    uint32_t size, len; /* size is a power of two, or 0 */
    bool failed;
} ltn_map;

void ltn_map_release(ltn_map *m);
void ltn_map_clear(ltn_map *m);
void ltn_map_put(ltn_map *m, uint32_t a, uint32_t b, uint32_t value);

static inline uint32_t ltn_map_hash(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u ^ b * 0x85EBCA77u;
    return h ^ h >> 15;
}

/* The value of the pair, or LTN_MAP_NONE. */
static inline uint32_t ltn_map_get(const ltn_map *m, uint32_t a, uint32_t b)
{
    if (m->size == 0)
        return LTN_MAP_NONE;
    for (uint32_t i = ltn_map_hash(a, b);; i++) {
        const ltn_map_entry *e = &m->at[i & (m->size - 1)];
        if (e->value == LTN_MAP_NONE || (e->a == a && e->b == b))
            return e->value;
    }
}

#endif
