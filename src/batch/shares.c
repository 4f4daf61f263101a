/* Whether the shares of a job are all there, once. */

#include "batch/merge.h"

#include <string.h>

static void fault(ltn_diags *diags, const ltn_merge_part *p, const char *code,
                  const char *what)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, code, "'%s': %s", p->path,
                 what);
}

static bool agree(const ltn_merge_part *a, const ltn_merge_part *b,
                  ltn_diags *diags)
{
    if (a->shards != b->shards)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "merge.shares",
                     "'%s' is share %u of %u, '%s' is share %u of %u", a->path,
                     a->shard, a->shards, b->path, b->shard, b->shards);
    else if (a->shard == b->shard)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "merge.shares",
                     "'%s' and '%s' are both share %u of %u", a->path, b->path,
                     a->shard, a->shards);
    else if (a->listed != b->listed || a->list_hash != b->list_hash)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "merge.list",
                     "'%s' shared out %zu inputs, '%s' %zu, and not the same; "
                     "run the shares again with --resume and one list",
                     a->path, a->listed, b->path, b->listed);
    else
        return true;
    return false;
}

static bool has(const ltn_merge_part *parts, size_t len, unsigned shard)
{
    for (size_t i = 0; i < len; i++)
        if (parts[i].shard == shard)
            return true;
    return false;
}

enum { NAMED_MAX = 10 };

static void name_missing(const ltn_merge_part *parts, size_t len,
                         ltn_diags *diags)
{
    unsigned shards = parts[0].shards, named = 0, missing = 0;

    for (unsigned i = 1; i <= shards; i++) {
        if (has(parts, len, i))
            continue;
        missing++;
        if (named < NAMED_MAX && ++named)
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "merge.missing",
                         "there is no ledger of share %u of %u", i, shards);
    }
    if (missing > named)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "merge.missing",
                     "nor of %u other shares", missing - named);
}

size_t ltn_merge_check_shares(const ltn_merge_part *parts, size_t len,
                              ltn_diags *diags)
{
    size_t inputs = 0, shares = 0;
    bool fit = true;

    for (size_t i = 0; i < len; i++) {
        shares += parts[i].shards > 1;
        inputs += parts[i].inputs;
        if (i > 0 && strcmp(parts[i].options_hash, parts[0].options_hash) != 0)
            ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "merge.options",
                         "'%s' was made with other options, or another "
                         "version, than '%s'",
                         parts[i].path, parts[0].path);
    }
    if (shares == 0)
        return 0;
    if (shares < len) {
        for (size_t i = 0; i < len; i++)
            if (parts[i].shards < 2)
                fault(diags, &parts[i], "merge.shares",
                      "is no share of a job, as others are");
        return 0;
    }
    for (size_t i = 1; i < len; i++)
        for (size_t k = 0; k < i && fit; k++)
            fit = agree(&parts[k], &parts[i], diags);
    if (!fit)
        return 0;
    name_missing(parts, len, diags);
    return inputs < parts[0].listed ? parts[0].listed - inputs : 0;
}
