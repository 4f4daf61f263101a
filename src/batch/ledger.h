/* ledger.h - the book of a batch: an SQLite file with a row for each input.
 *
 * A row says what the input was (path, size, time, SHA-256), by which options
 * it was converted, what became of it, which outputs with which hashes, what
 * was said and what was found. With it a run that was stopped goes on where it
 * was, and `lectern report` tells about it. Writes are gathered and committed
 * a few times a second; a killed run loses at most the last of them, and those
 * inputs are done again.
 */
#ifndef LTN_BATCH_LEDGER_H
#define LTN_BATCH_LEDGER_H

#include "batch/facts.h"
#include "util/diag.h"

struct sqlite3;
typedef struct ltn_ledger ltn_ledger;

/* What one row is made of. */
typedef struct ltn_entry {
    const char *path; /* of the input */
    ltn_status status;
    const ltn_facts *facts;
    const char *const *outputs; /* paths; output_len of them */
    size_t output_len;
    const ltn_diags *diags;
} ltn_entry;

enum { LTN_LEDGER_MESSAGES = 20, LTN_LEDGER_VERSION = 2 };

/* What a run set out to do. */
typedef struct ltn_share {
    unsigned shard, shards; /* 0 of 0: all */
    size_t listed;          /* inputs of all shards */
    uint64_t list_hash;     /* of their paths, in any order */
    size_t inputs;          /* of this shard, done before or not */
} ltn_share;

/* The ledger that a path means: itself, or ".lectern.db" in that folder. In
 * arena; NULL without memory. */
const char *ltn_ledger_place(const char *path, ltn_arena *arena);

/* Makes the tables of a ledger, where they are not there; and, before it is
 * closed, removes the file beside it. */
bool ltn_ledger_tables(struct sqlite3 *db);
void ltn_ledger_leave(struct sqlite3 *db);

/* Opens or makes the ledger at path, for a run with these options: a hash of
 * all that shapes outputs, and a line for people. */
ltn_status ltn_ledger_open(const char *path, const char *options_hash,
                           const char *options, ltn_diags *diags,
                           ltn_ledger **out);

/* Notes what the run sets out to do, and each input that it has still to do:
 * what is not done at the end can be named. */
void ltn_ledger_begin(ltn_ledger *l, const ltn_share *share);
void ltn_ledger_expect(ltn_ledger *l, const char *path);

/* Commits and closes. LTN_EIO when something could not be written. */
ltn_status ltn_ledger_close(ltn_ledger *l, ltn_diags *diags);

/* Writes the row of an input in place of its older one. */
void ltn_ledger_put(ltn_ledger *l, const ltn_entry *entry);

/* Whether the input at path was converted well by the same options and neither
 * it nor its outputs have changed since. */
bool ltn_ledger_done(ltn_ledger *l, const char *path);

#endif
