#include "validate/relaxng/schema.h"

#include <stdlib.h>

/* Name classes of one group among which wildcards are compared with all. */
enum { WILD_MAX = 2000 };

bool ltn_restrict_init(ltn_restrict *r, const ltn_schema *s)
{
    *r = (ltn_restrict){.schema = s};
    r->stamp = calloc(s->names.len + 1, sizeof *r->stamp);
    r->owner = calloc(s->names.len + 1, sizeof *r->owner);
    r->seen = calloc(s->pats.len + 1, sizeof *r->seen);
    r->done = calloc(s->pats.len + 1, 1);
    return r->stamp && r->owner && r->seen && r->done;
}

void ltn_restrict_release(ltn_restrict *r)
{
    free(r->stamp);
    free(r->owner);
    free(r->seen);
    free(r->done);
    free(r->found);
}

static void find_nc(ltn_restrict *r, uint32_t nc, uint32_t owner)
{
    if (r->found_len == r->found_cap) {
        uint32_t more = r->found_cap ? r->found_cap * 2 : 64;
        struct ltn_restrict_nc *bigger =
            realloc(r->found, more * sizeof *bigger);
        if (!bigger) {
            r->failed = true;
            return;
        }
        r->found = bigger;
        r->found_cap = more;
    }
    r->wild |= (nc & LTN_NC_WILD) != 0;
    r->found[r->found_len++] = (struct ltn_restrict_nc){nc, owner};
}

/* Finds the name classes of attributes (elements) in p, which is part of the
 * operand `owner`. */
static void find(ltn_restrict *r, ltn_pat p, uint32_t flag, uint32_t owner)
{
    const ltn_pats *s = &r->schema->pats;
    const ltn_pattern *q = ltn_pat_at(s, p);

    for (; (q->flags & flag) && r->seen[p] != r->visit; q = ltn_pat_at(s, p)) {
        r->seen[p] = r->visit;
        switch ((ltn_pat_kind)q->kind) {
        case LTN_PAT_ATTRIBUTE: find_nc(r, q->a, owner); return;
        case LTN_PAT_ELEMENT:
            find_nc(r, r->schema->elements[q->a].nc, owner);
            return;
        case LTN_PAT_GROUP:
            find(r, q->a, flag, owner);
            p = q->b;
            break;
        case LTN_PAT_ONE_OR_MORE: p = q->a; break;
        case LTN_PAT_CHOICE:
        case LTN_PAT_INTERLEAVE:
            for (uint32_t i = 0; i < q->b; i++)
                find(r, s->operands[q->a + i], flag, owner);
            return;
        case LTN_PAT_EMPTY:
        case LTN_PAT_NOT_ALLOWED:
        case LTN_PAT_TEXT:
        case LTN_PAT_LIST:
        case LTN_PAT_DATA:
        case LTN_PAT_VALUE: return;
        }
    }
}

/* Names are compared by stamps; each wildcard with all. */
static bool overlap(ltn_restrict *r)
{
    for (uint32_t i = 0; i < r->found_len; i++) {
        uint32_t nc = r->found[i].nc, owner = r->found[i].owner;
        if (nc & LTN_NC_WILD)
            continue;
        if (r->stamp[nc] == r->round && r->owner[nc] != owner)
            return true;
        r->stamp[nc] = r->round;
        r->owner[nc] = owner;
    }
    if (r->wild && r->found_len > WILD_MAX) {
        r->limit = true;
        return false;
    }
    for (uint32_t i = 0; r->wild && i < r->found_len; i++)
        for (uint32_t k = 0; k < r->found_len; k++)
            if ((r->found[i].nc & LTN_NC_WILD) &&
                r->found[k].owner != r->found[i].owner &&
                ltn_nc_overlap(&r->schema->names, r->found[i].nc,
                               r->found[k].nc))
                return true;
    return false;
}

/* The k-th operand of a group (a chain) or interleave; false past the last.
 * *rest is where the chain goes on. */
static bool operand(const ltn_pats *s, ltn_pat p, uint32_t k, ltn_pat *rest,
                    ltn_pat *out)
{
    const ltn_pattern *q = ltn_pat_at(s, p);

    if (q->kind == LTN_PAT_INTERLEAVE) {
        *out = k < q->b ? s->operands[q->a + k] : 0;
        return k < q->b;
    }
    if (*rest == LTN_PAT_NONE)
        return false;
    q = ltn_pat_at(s, *rest);
    bool more = q->kind == LTN_PAT_GROUP;
    *out = more ? q->a : *rest;
    *rest = more ? q->b : LTN_PAT_NONE;
    return true;
}

/* Whether names of attributes (elements) overlap in the operands of p. */
static bool operands_overlap(ltn_restrict *r, ltn_pat p, uint32_t flag)
{
    ltn_pat rest = p, op;

    r->round++;
    r->found_len = 0;
    r->wild = false;
    for (uint32_t k = 0; operand(&r->schema->pats, p, k, &rest, &op); k++) {
        r->visit++;
        find(r, op, flag, k);
    }
    return overlap(r);
}

static bool text_twice(const ltn_pats *s, const ltn_pattern *q)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < q->b; i++)
        n += ltn_pat_has(s, s->operands[q->a + i], LTN_HAS_TEXT);
    return n > 1;
}

static const char *check_operands(ltn_restrict *r, ltn_pat p)
{
    const ltn_pats *s = &r->schema->pats;
    ltn_pat rest = p, op;
    const char *why = NULL;

    for (uint32_t k = 0; !why && operand(s, p, k, &rest, &op); k++)
        why = ltn_restrict_check(r, op);
    return why;
}

const char *ltn_restrict_check(ltn_restrict *r, ltn_pat p)
{
    const ltn_pats *s = &r->schema->pats;
    const ltn_pattern *q = ltn_pat_at(s, p);

    if (r->done[p])
        return NULL;
    r->done[p] = 1;
    if (!(q->flags & (LTN_HAS_INTERLEAVE | LTN_ATTRIBUTES_IN_GROUP)))
        return NULL;
    if (q->kind == LTN_PAT_ONE_OR_MORE)
        return ltn_restrict_check(r, q->a);
    if (q->kind == LTN_PAT_CHOICE) {
        for (uint32_t i = 0; i < q->b; i++) {
            const char *why = ltn_restrict_check(r, s->operands[q->a + i]);
            if (why)
                return why;
        }
        return NULL;
    }
    if (q->kind != LTN_PAT_GROUP && q->kind != LTN_PAT_INTERLEAVE)
        return NULL;
    if ((q->flags & LTN_HAS_ATTRIBUTE) &&
        operands_overlap(r, p, LTN_HAS_ATTRIBUTE))
        return "the same attribute may come twice";
    if (q->kind == LTN_PAT_INTERLEAVE) {
        if (text_twice(s, q))
            return "text is in more than one part of an interleave";
        if ((q->flags & LTN_HAS_ELEMENT) &&
            operands_overlap(r, p, LTN_HAS_ELEMENT))
            return "the same element is in more than one part of an "
                   "interleave";
    }
    return check_operands(r, p);
}
