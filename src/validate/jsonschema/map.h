/* map.h - a small hash table from bytes to a pointer, in an arena.
 *
 * A zeroed map is empty and ready. Keys are not copied: they must live as long
 * as the map. Memory failure stays in the arena.
 */
#ifndef LTN_VALIDATE_JSONSCHEMA_MAP_H
#define LTN_VALIDATE_JSONSCHEMA_MAP_H

#include "util/arena.h"

#include <stdint.h>

typedef struct ltn_js_slot {
    const char *key; /* NULL = free */
    size_t len;
    uint64_t hash;
    void *value;
} ltn_js_slot;

typedef struct ltn_js_map {
    ltn_js_slot *slots;
    size_t size, used; /* size is a power of two */
} ltn_js_map;

/* Sets the value of a key, over an older one. */
void ltn_js_map_put(ltn_js_map *m, ltn_arena *a, const char *key, size_t len,
                    void *value);

/* The value of a key, or NULL. */
void *ltn_js_map_get(const ltn_js_map *m, const char *key, size_t len);

/* The same with an address for a key; *key must live as long as the map. */
void ltn_js_map_put_address(ltn_js_map *m, ltn_arena *a, const void *const *key,
                            void *value);
void *ltn_js_map_get_address(const ltn_js_map *m, const void *key);

#endif
