/* item.h - one input on its way: read, converted to every target, its outputs
 * written to temporary files, and all of them put in place or none.
 *
 * Making and putting in place are two steps, because what is made must be on
 * the disk before it gets its name, and many items can share that wait.
 */
#ifndef LTN_BATCH_ITEM_H
#define LTN_BATCH_ITEM_H

#include "batch/facts.h"
#include "batch/plan.h"
#include "util/output.h"

typedef struct ltn_item {
    const ltn_input *in; /* borrowed */
    ltn_status status;
    ltn_diags diags;
    ltn_arena arena; /* of paths */
    ltn_doc *doc;
    ltn_facts facts; /* strings live in doc */
    bool counted;    /* facts are wanted */
    ltn_bytes shown; /* for standard output */
    const char *paths[LTN_TARGETS_MAX];
    ltn_output outputs[LTN_TARGETS_MAX];
    size_t written; /* outputs in temporary files */
} ltn_item;

/* Reads and converts `in`; unless they are for standard output writes the
 * outputs to temporary files. With `facts` what was found is counted and
 * outputs are hashed. */
void ltn_item_make(ltn_item *it, ltn_engine *e, const ltn_places *places,
                   const ltn_input *in, bool facts);

/* Puts the outputs, which have been synced, in place. */
void ltn_item_commit(ltn_item *it);

/* Frees the document and the bytes, which an item that only waits to be put in
 * place needs no more: its facts lose their strings. */
void ltn_item_lighten(ltn_item *it);

void ltn_item_release(ltn_item *it);

#endif
