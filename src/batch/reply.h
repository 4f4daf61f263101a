/* reply.h - what a worker tells its parent about one input, as bytes: status,
 * diagnostics, paths of outputs. Both ends are the same program. */
#ifndef LTN_BATCH_REPLY_H
#define LTN_BATCH_REPLY_H

#include "batch/facts.h"
#include "util/diag.h"

typedef struct ltn_reply {
    ltn_status status;
    const char *paths[LTN_TARGETS_MAX];
    size_t path_len;
    ltn_facts facts; /* strings too */
} ltn_reply;

void ltn_reply_put(const ltn_reply *r, const ltn_diags *diags, ltn_buf *out);

/* Fills r and the empty collector diags; paths point into the bytes. False when
 * the bytes are no reply. */
bool ltn_reply_get(const char *bytes, size_t len, ltn_reply *r,
                   ltn_diags *diags);

#endif
