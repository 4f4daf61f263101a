/* merge.h - ledgers of the shares of a job into one, with proof that together
 * they hold every input once. */
#ifndef LTN_BATCH_MERGE_H
#define LTN_BATCH_MERGE_H

#include "util/diag.h"

#include <sqlite3.h>

/* One ledger of several while they are united; it is attached as "s". */
typedef struct ltn_merge_part {
    const char *path;
    uint64_t device, inode;
    unsigned shard, shards; /* 0 of 0: not a share */
    size_t listed;          /* inputs of all shares */
    uint64_t list_hash;
    size_t inputs; /* that its last run set out to do, done before or not */
    const char *options_hash;
} ltn_merge_part;

/* Whether the shares fit each other and none is missing: errors in diags.
 * Returns how many inputs have no ledger. */
size_t ltn_merge_check_shares(const ltn_merge_part *parts, size_t len,
                              ltn_diags *diags);

#endif
