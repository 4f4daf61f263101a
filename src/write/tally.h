/* tally.h - what analysers decided about a document, counted by rule. */
#ifndef LTN_WRITE_TALLY_H
#define LTN_WRITE_TALLY_H

#include "model/doc.h"

/* Different rules that are told apart; more of them are one row "other". */
enum { LTN_TALLY_MAX = 1024 };

typedef struct ltn_tally_row {
    const char *rule;
    uint32_t count;
    uint8_t kind;  /* ltn_kind of the nodes */
    uint8_t least; /* the least confidence, percent */
} ltn_tally_row;

typedef struct ltn_tally {
    ltn_tally_row *at; /* by kind; in a kind the most frequent rule first */
    size_t len;
} ltn_tally;

/* The rows are in the arena; there are none when it has no memory. */
ltn_tally ltn_tally_of(const ltn_doc *doc, ltn_arena *arena);

#endif
