#include "validate/relaxng/schema.h"

#include <stdlib.h>
#include <string.h>

/* Steps for all wildcards of a schema: each costs one for every name. */
static const uint64_t STEPS_MAX = (uint64_t)1 << 26;

bool ltn_restrict_init(ltn_restrict *r, const ltn_schema *s)
{
    *r = (ltn_restrict){.schema = s};
    r->stamp = calloc(s->names.len + 1, sizeof *r->stamp);
    r->owner = calloc(s->names.len + 1, sizeof *r->owner);
    r->in = calloc(s->names.len + 1, 1);
    r->seen = calloc(s->pats.len + 1, sizeof *r->seen);
    r->done = calloc(s->pats.len + 1, 1);
    return r->stamp && r->owner && r->in && r->seen && r->done;
}

void ltn_restrict_release(ltn_restrict *r)
{
    free(r->stamp);
    free(r->owner);
    free(r->in);
    free(r->seen);
    free(r->done);
}

static void meet_name(ltn_restrict *r, ltn_name_id name, uint32_t owner)
{
    r->clash |= r->stamp[name] == r->round && r->owner[name] != owner;
    r->stamp[name] = r->round;
    r->owner[name] = owner;
}

/* The alphabet of the schema is finite, so a wildcard is a list of names. */
static void meet(ltn_restrict *r, uint32_t nc, uint32_t owner)
{
    const ltn_names *n = &r->schema->names;

    if (!(nc & LTN_NC_WILD)) {
        meet_name(r, nc, owner);
        return;
    }
    r->limit |= r->steps > STEPS_MAX;
    if (r->limit)
        return;
    ltn_nc_mark(n, nc, r->in, &r->steps);
    for (ltn_name_id i = 0; i < n->len; i++)
        if (r->in[i])
            meet_name(r, i, owner);
    memset(r->in, 0, n->len);
}

/* Meets the names of attributes (elements) in p, which is part of the
 * operand `owner`. */
static void find(ltn_restrict *r, ltn_pat p, uint32_t flag, uint32_t owner)
{
    const ltn_pats *s = &r->schema->pats;
    const ltn_pattern *q = ltn_pat_at(s, p);

    for (; (q->flags & flag) && r->seen[p] != r->visit && !r->clash;
         q = ltn_pat_at(s, p)) {
        r->seen[p] = r->visit;
        switch ((ltn_pat_kind)q->kind) {
        case LTN_PAT_ATTRIBUTE: meet(r, q->a, owner); return;
        case LTN_PAT_ELEMENT:
            meet(r, r->schema->elements[q->a].nc, owner);
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
    r->clash = false;
    for (uint32_t k = 0;
         !r->clash && operand(&r->schema->pats, p, k, &rest, &op); k++) {
        r->visit++;
        find(r, op, flag, k);
    }
    return r->clash;
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
