/* ids.h - IDs of a document and what refers to them (RELAX NG DTD
 * Compatibility, #id). Memory grows with their number and length. */
#ifndef LTN_VALIDATE_RELAXNG_IDS_H
#define LTN_VALIDATE_RELAXNG_IDS_H

#include "validate/relaxng/types.h"

typedef struct ltn_id_entry {
    const char *id;
    size_t len;
    size_t offset; /* of the first reference, in the document */
    bool defined, referred;
} ltn_id_entry;

/* The hash stands in the table, so that few entries are looked at. */
typedef struct ltn_id_slot {
    uint32_t hash, entry; /* 1-based; 0: free */
} ltn_id_slot;

typedef struct ltn_ids {
    ltn_arena arena;
    ltn_id_entry *at;   /* in the order met */
    ltn_id_slot *table; /* open addressing */
    uint32_t len, cap, table_size;
    bool failed;
} ltn_ids;

void ltn_ids_release(ltn_ids *ids);

/* Takes the value of an attribute of this kind. False: an ID that is there
 * already. */
bool ltn_ids_take(ltn_ids *ids, ltn_id_kind kind, const char *s, size_t len,
                  size_t offset);

#endif
