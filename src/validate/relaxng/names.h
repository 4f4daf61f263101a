/* names.h - element and attribute names as small numbers, and name classes.
 *
 * A schema tells apart only the names that it mentions: every other name of a
 * namespace it mentions behaves like any other of that namespace, and so do all
 * names of foreign namespaces. So the alphabet is finite and fixed when the
 * schema has been read: ltn_names_find() maps any name of a document into it.
 * Failure: memory refused sets `failed`; ids stay usable.
 */
#ifndef LTN_VALIDATE_RELAXNG_NAMES_H
#define LTN_VALIDATE_RELAXNG_NAMES_H

#include "util/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t ltn_name_id;

enum { LTN_NAME_FOREIGN = 0 }; /* any name of a namespace not mentioned */

typedef struct ltn_name {
    uint32_t uri;      /* index of its namespace; 0 is foreign */
    const char *local; /* NULL: any other name of that namespace */
} ltn_name;

typedef struct ltn_name_uri {
    const char *uri;   /* NULL for the foreign ones */
    size_t len;        /* of it */
    ltn_name_id other; /* stands for its names that are not mentioned */
} ltn_name_uri;

/* A name class is one name (its id), or LTN_NC_WILD and an index. */
enum { LTN_NC_WILD = 1 << 30 };

static const uint32_t LTN_NC_NONE = UINT32_MAX;

typedef enum ltn_nc_kind {
    LTN_NC_NS,     /* all names of namespace a but those in class b */
    LTN_NC_ANY,    /* all names but those in class b */
    LTN_NC_CHOICE, /* names in class a or in class b */
} ltn_nc_kind;

typedef struct ltn_nc {
    uint32_t kind, a, b; /* b may be LTN_NC_NONE */
} ltn_nc;

typedef struct ltn_names {
    ltn_arena arena;
    ltn_name *at;
    ltn_name_uri *uris;
    ltn_nc *classes;
    uint32_t len, cap, uri_len, uri_cap, class_len, class_cap;
    uint32_t *table; /* open addressing: name id + 1, or 0 */
    uint32_t table_size;
    bool failed;
    bool full; /* more namespaces than LTN_RNG_NAMESPACES_MAX */
} ltn_names;

void ltn_names_init(ltn_names *n);
void ltn_names_release(ltn_names *n);

/* The index of a namespace; it is added when new. */
uint32_t ltn_names_uri(ltn_names *n, const char *uri);

/* The id of a name; it is added when new. */
ltn_name_id ltn_names_add(ltn_names *n, const char *uri, const char *local);

/* The id that a document's name behaves like; nothing is added. */
ltn_name_id ltn_names_find(const ltn_names *n, const char *uri,
                           const char *local);

/* A name class that is not one name. */
uint32_t ltn_nc_add(ltn_names *n, ltn_nc_kind kind, uint32_t a, uint32_t b);

bool ltn_nc_contains(const ltn_names *n, uint32_t nc, ltn_name_id name);

/* Sets in[name] to 1 for each name of the alphabet that is in the class; the
 * others stay as they are, 0 or 1. Two classes have a name in common only if
 * they have one of the alphabet. steps grows with the work done. */
void ltn_nc_mark(const ltn_names *n, uint32_t nc, uint8_t *in, uint64_t *steps);

/* Whether it has infinitely many names. */
bool ltn_nc_is_open(const ltn_names *n, uint32_t nc);

#endif
