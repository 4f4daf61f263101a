/* run.h - a job while it runs: what its parts share. */
#ifndef LTN_BATCH_RUN_H
#define LTN_BATCH_RUN_H

#include "batch/item.h"
#include "batch/ledger.h"
#include "lectern.h"

enum { LTN_BATCH_DEVICES = 8 };

/* A file system with an output whose name is to be made to last. */
typedef struct ltn_batch_device {
    dev_t id;
    const char *output;
} ltn_batch_device;

typedef struct ltn_batch {
    ltn_engine *e;
    ltn_places places;
    ltn_inputs_list inputs;
    ltn_arena arena;
    ltn_sink *sink;
    void *context;
    const volatile sig_atomic_t *stop;                          /* or NULL */
    void (*watch)(void *context, const ltn_progress *progress); /* or NULL */
    ltn_totals totals;
    ltn_ledger *ledger; /* NULL: none is kept */
    ltn_batch_device devices[LTN_BATCH_DEVICES];
    size_t device_len;
} ltn_batch;

/* Tells the ledger and the sink about one input; false when the sink wants no
 * more. */
bool ltn_batch_report(ltn_batch *r, ltn_outcome *o, const ltn_facts *facts);

/* Tells the watcher, if there is one, how far it is. */
void ltn_batch_watch(const ltn_batch *r);

/* Converts the inputs with so many worker processes. */
ltn_status ltn_batch_in_pool(ltn_batch *r, unsigned workers, ltn_diags *diags);

#endif
