/* resume.h - which inputs a run passes over. */
#ifndef LTN_BATCH_RESUME_H
#define LTN_BATCH_RESUME_H

#include "batch/plan.h"
#include "codec/hash.h"
#include "convert/engine.h"

/* A hash of a path: the same on every machine. */
uint64_t ltn_path_hash(const char *path);

/* Whether the input at path is in the shard-th (from 1) of so many shares: by
 * its path alone, so that files that come or go move no other one. */
bool ltn_in_shard(const char *path, unsigned shard, unsigned shards);

/* Without a ledger: whether all outputs of an input are there and newer. */
bool ltn_outputs_newer(const ltn_places *places, const ltn_input *in);

/* A hash of all that shapes the outputs of a run, apart from the inputs: the
 * version, the options, the bytes of the files that options name. */
ltn_status ltn_options_hash(const ltn_engine *e, const ltn_places *places,
                            ltn_diags *diags, char out[LTN_SHA256_HEX]);

#endif
