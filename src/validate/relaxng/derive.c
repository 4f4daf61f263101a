#include "validate/relaxng/derive.h"

#include "validate/relaxng/chars.h"

#include <stdlib.h>
#include <string.h>

void ltn_deriver_release(ltn_deriver *d)
{
    free(d->pairs);
    free(d->seen);
    *d = (ltn_deriver){0};
}

/* Pays for a step; false when there has been too much of it. */
static bool go_on(ltn_deriver *d)
{
    if (d->status == LTN_OK && d->s->pats.status != LTN_OK)
        d->status = d->s->pats.status;
    if (d->status == LTN_OK && --d->budget < 0)
        d->status = LTN_ELIMIT;
    return d->status == LTN_OK;
}

static void add_pair(ltn_deriver *d, ltn_pat inner)
{
    if (d->len == d->cap) {
        uint32_t more = d->cap ? d->cap * 2 : 32;
        ltn_pair *bigger = realloc(d->pairs, more * sizeof *bigger);
        if (!bigger) {
            d->status = LTN_ENOMEM;
            return;
        }
        d->pairs = bigger;
        d->cap = more;
    }
    d->pairs[d->len++] = (ltn_pair){.inner = inner, .rest = LTN_EMPTY_PAT};
}

/* All operands of the interleave but the i-th, with `rest` in its place. */
static ltn_pat interleave_but(ltn_deriver *d, ltn_pat p, uint32_t i,
                              ltn_pat rest)
{
    ltn_pats *s = &d->s->pats;
    uint32_t n = s->at[p].b;
    ltn_pat few[64];
    ltn_pat *copy = n <= 64 ? few : malloc(n * sizeof *copy);

    if (!copy) {
        d->status = LTN_ENOMEM;
        return LTN_NOT_ALLOWED_PAT;
    }
    memcpy(copy, s->operands + s->at[p].a, n * sizeof *copy);
    copy[i] = rest;
    ltn_pat all = ltn_pat_interleave_of(s, copy, n);
    if (copy != few)
        free(copy);
    d->budget -= n / 8;
    return all;
}

/* p, once more if it likes, after what is left of its operand. */
static void repeat(ltn_deriver *d, ltn_pat p, uint32_t from)
{
    ltn_pats *s = &d->s->pats;

    if (d->len == from)
        return;
    ltn_pat again = ltn_pat_optional(s, p);
    for (uint32_t i = from; i < d->len; i++)
        d->pairs[i].rest = ltn_pat_group(s, d->pairs[i].rest, again);
}

/* A pattern that was met before, with nothing around it, gives nothing new: so
 * the many tails of a sequence of optional parts are walked once. */
static bool was_here(ltn_deriver *d, ltn_pat p)
{
    if (d->wraps > 0 || p >= d->seen_cap)
        return false;
    bool was = d->seen[p] == d->round;
    d->seen[p] = d->round;
    return was;
}

static void begin_round(ltn_deriver *d)
{
    uint32_t need = d->s->pats.len;

    d->wraps = 0;
    d->round++;
    if (need <= d->seen_cap)
        return;
    uint32_t *bigger = realloc(d->seen, d->s->pats.cap * sizeof *bigger);
    if (!bigger)
        return; /* without it things are slower, not wrong */
    memset(bigger + d->seen_cap, 0,
           (d->s->pats.cap - d->seen_cap) * sizeof *bigger);
    d->seen = bigger;
    d->seen_cap = d->s->pats.cap;
}

/* Start tags --------------------------------------------------------------- */

static void start(ltn_deriver *d, ltn_pat p, ltn_name_id name);

static void start_group(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    ltn_pats *s = &d->s->pats;
    uint32_t from = d->len;
    ltn_pat a = s->at[p].a, b = s->at[p].b;

    d->wraps++;
    start(d, a, name);
    d->wraps--;
    for (uint32_t i = from; i < d->len; i++)
        d->pairs[i].rest = ltn_pat_group(s, d->pairs[i].rest, b);
    if (d->recover || ltn_pat_nullable(s, a))
        start(d, b, name);
}

static void start_interleave(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    uint32_t n = d->s->pats.at[p].b;

    d->wraps++;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = d->len;
        start(d, d->s->pats.operands[d->s->pats.at[p].a + i], name);
        for (uint32_t k = from; k < d->len; k++)
            d->pairs[k].rest = interleave_but(d, p, i, d->pairs[k].rest);
    }
    d->wraps--;
}

static void start_choice(ltn_deriver *d, const ltn_pattern *q, ltn_name_id name)
{
    const ltn_pats *s = &d->s->pats;
    uint32_t a = q->a, n = q->b;

    d->budget -= n / 8;
    for (uint32_t i = 0; i < n; i++) {
        ltn_pat p = s->operands[a + i];
        const ltn_pattern *o = &s->at[p];
        if (o->kind != LTN_PAT_ELEMENT)
            start(d, p, name);
        else if (ltn_nc_contains(&d->s->names, d->s->elements[o->a].nc, name))
            add_pair(d, d->s->elements[o->a].content);
    }
}

static void start(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    const ltn_pattern *q = ltn_pat_at(&d->s->pats, p);
    uint32_t from = d->len;

    if (!(q->flags & LTN_HAS_ELEMENT) || !go_on(d) || was_here(d, p))
        return;
    switch ((ltn_pat_kind)q->kind) {
    case LTN_PAT_ELEMENT:
        if (ltn_nc_contains(&d->s->names, d->s->elements[q->a].nc, name))
            add_pair(d, d->s->elements[q->a].content);
        break;
    case LTN_PAT_CHOICE: start_choice(d, q, name); break;
    case LTN_PAT_GROUP: start_group(d, p, name); break;
    case LTN_PAT_INTERLEAVE: start_interleave(d, p, name); break;
    case LTN_PAT_ONE_OR_MORE:
        d->wraps++;
        start(d, q->a, name);
        d->wraps--;
        repeat(d, p, from);
        break;
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_TEXT:
    case LTN_PAT_LIST:
    case LTN_PAT_DATA:
    case LTN_PAT_VALUE:
    case LTN_PAT_ATTRIBUTE: break;
    }
}

void ltn_derive_start(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    begin_round(d);
    start(d, p, name);
}

/* Attributes --------------------------------------------------------------- */

static void attribute(ltn_deriver *d, ltn_pat p, ltn_name_id name);

static void attribute_group(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    ltn_pats *s = &d->s->pats;
    uint32_t from = d->len;
    ltn_pat a = s->at[p].a, b = s->at[p].b;

    attribute(d, a, name);
    for (uint32_t i = from; i < d->len; i++)
        d->pairs[i].rest = ltn_pat_group(s, d->pairs[i].rest, b);
    from = d->len;
    attribute(d, b, name);
    for (uint32_t i = from; i < d->len; i++)
        d->pairs[i].rest = ltn_pat_group(s, a, d->pairs[i].rest);
}

static void attribute_interleave(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    uint32_t n = d->s->pats.at[p].b;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t from = d->len;
        attribute(d, d->s->pats.operands[d->s->pats.at[p].a + i], name);
        for (uint32_t k = from; k < d->len; k++)
            d->pairs[k].rest = interleave_but(d, p, i, d->pairs[k].rest);
    }
}

static void attribute(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    const ltn_pats *s = &d->s->pats;
    const ltn_pattern *q = ltn_pat_at(s, p);
    uint32_t from = d->len, a = q->a, n = q->b;

    if (!(q->flags & LTN_HAS_ATTRIBUTE) || !go_on(d))
        return;
    switch ((ltn_pat_kind)q->kind) {
    case LTN_PAT_ATTRIBUTE:
        if (ltn_nc_contains(&d->s->names, a, name))
            add_pair(d, q->b);
        break;
    case LTN_PAT_CHOICE:
        for (uint32_t i = 0; i < n; i++)
            attribute(d, s->operands[a + i], name);
        break;
    case LTN_PAT_GROUP: attribute_group(d, p, name); break;
    case LTN_PAT_INTERLEAVE: attribute_interleave(d, p, name); break;
    case LTN_PAT_ONE_OR_MORE:
        attribute(d, a, name);
        repeat(d, p, from);
        break;
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_TEXT:
    case LTN_PAT_LIST:
    case LTN_PAT_DATA:
    case LTN_PAT_VALUE:
    case LTN_PAT_ELEMENT: break;
    }
}

void ltn_derive_attribute(ltn_deriver *d, ltn_pat p, ltn_name_id name)
{
    attribute(d, p, name);
}

/* Whole patterns ----------------------------------------------------------- */

/* What becomes of the parts of p, put together again as p was: `part` is
 * called for each operand of a choice, group, interleave or oneOrMore. */
typedef ltn_pat part_function(ltn_deriver *d, ltn_pat p, const void *how);

static ltn_pat map_operands(ltn_deriver *d, ltn_pat p, part_function *part,
                            const void *how)
{
    ltn_pats *s = &d->s->pats;
    unsigned kind = s->at[p].kind;
    uint32_t n = s->at[p].b;
    ltn_pat *copy = malloc(n * sizeof *copy);

    if (!copy) {
        d->status = LTN_ENOMEM;
        return LTN_NOT_ALLOWED_PAT;
    }
    for (uint32_t i = 0; i < n; i++)
        copy[i] = part(d, s->operands[s->at[p].a + i], how);
    ltn_pat all = kind == LTN_PAT_CHOICE ? ltn_pat_choice_of(s, copy, n)
                                         : ltn_pat_interleave_of(s, copy, n);
    free(copy);
    return all;
}

static ltn_pat close(ltn_deriver *d, ltn_pat p, const void *missing)
{
    ltn_pats *s = &d->s->pats;
    ltn_pattern q = *ltn_pat_at(s, p);

    if (!(q.flags & LTN_HAS_ATTRIBUTE))
        return p;
    if (!go_on(d))
        return LTN_NOT_ALLOWED_PAT;
    switch ((ltn_pat_kind)q.kind) {
    case LTN_PAT_ATTRIBUTE:
        return missing ? LTN_EMPTY_PAT : LTN_NOT_ALLOWED_PAT;
    case LTN_PAT_CHOICE:
    case LTN_PAT_INTERLEAVE: return map_operands(d, p, close, missing);
    case LTN_PAT_GROUP: {
        ltn_pat a = close(d, q.a, missing);
        return a == LTN_NOT_ALLOWED_PAT
                   ? a
                   : ltn_pat_group(s, a, close(d, q.b, missing));
    }
    case LTN_PAT_ONE_OR_MORE:
        return ltn_pat_one_or_more(s, close(d, q.a, missing));
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_TEXT:
    case LTN_PAT_LIST:
    case LTN_PAT_DATA:
    case LTN_PAT_VALUE:
    case LTN_PAT_ELEMENT: break;
    }
    return p;
}

ltn_pat ltn_derive_close(ltn_deriver *d, ltn_pat p, bool missing)
{
    return close(d, p, missing ? d : NULL);
}

/* Text and data ------------------------------------------------------------ */

struct string {
    const char *s; /* NULL: any text that is not blank, and no data */
    size_t len;
};

static ltn_pat text(ltn_deriver *d, ltn_pat p, const void *how);

static bool list_matches(ltn_deriver *d, ltn_pat p, const char *s, size_t len)
{
    const char *end = s + len;

    for (;;) {
        while (s < end && ltn_xml_space(*s))
            s++;
        if (s == end || p == LTN_NOT_ALLOWED_PAT)
            return ltn_pat_nullable(&d->s->pats, p);
        const char *from = s;
        while (s < end && !ltn_xml_space(*s))
            s++;
        p = text(d, p, &(struct string){from, (size_t)(s - from)});
    }
}

static bool data_allows(ltn_deriver *d, const ltn_pattern *q,
                        const struct string *t)
{
    ltn_pat except = q->b;
    bool yes = ltn_type_allows(&d->s->types, q->a, t->s, t->len, d->sax);

    d->budget -= (int64_t)(d->s->types.work / 8);
    d->s->types.work = 0;
    return go_on(d) && yes &&
           (except == LTN_PAT_NONE ||
            !ltn_pat_nullable(&d->s->pats, text(d, except, t)));
}

static ltn_pat text_interleave(ltn_deriver *d, ltn_pat p, const void *how)
{
    ltn_pats *s = &d->s->pats;
    ltn_pat all = LTN_NOT_ALLOWED_PAT;

    for (uint32_t i = 0; i < s->at[p].b; i++) {
        ltn_pat rest = text(d, s->operands[s->at[p].a + i], how);
        if (rest != LTN_NOT_ALLOWED_PAT)
            all = ltn_pat_choice(s, all, interleave_but(d, p, i, rest));
    }
    return all;
}

static ltn_pat text_group(ltn_deriver *d, ltn_pat a, ltn_pat b, const void *how)
{
    ltn_pats *s = &d->s->pats;
    ltn_pat all = ltn_pat_group(s, text(d, a, how), b);

    if (ltn_pat_nullable(s, a))
        all = ltn_pat_choice(s, all, text(d, b, how));
    return all;
}

static ltn_pat text(ltn_deriver *d, ltn_pat p, const void *how)
{
    const struct string *t = how;
    ltn_pats *s = &d->s->pats;
    ltn_pattern q = *ltn_pat_at(s, p);
    bool yes = false;

    if (p == LTN_TEXT_PAT || !go_on(d))
        return p == LTN_TEXT_PAT ? p : LTN_NOT_ALLOWED_PAT;
    if (!(q.flags & (LTN_HAS_TEXT | LTN_HAS_DATA | LTN_HAS_LIST)))
        return LTN_NOT_ALLOWED_PAT;
    switch ((ltn_pat_kind)q.kind) {
    case LTN_PAT_CHOICE: return map_operands(d, p, text, how);
    case LTN_PAT_GROUP: return text_group(d, q.a, q.b, how);
    case LTN_PAT_INTERLEAVE: return text_interleave(d, p, how);
    case LTN_PAT_ONE_OR_MORE:
        return ltn_pat_group(s, text(d, q.a, how), ltn_pat_optional(s, p));
    case LTN_PAT_LIST: yes = t->s && list_matches(d, q.a, t->s, t->len); break;
    case LTN_PAT_DATA: yes = t->s && data_allows(d, &q, t); break;
    case LTN_PAT_VALUE:
        yes = t->s && ltn_value_is(&d->s->types, q.a, t->s, t->len, d->sax);
        break;
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_TEXT:
    case LTN_PAT_ATTRIBUTE:
    case LTN_PAT_ELEMENT: break;
    }
    return yes ? LTN_EMPTY_PAT : LTN_NOT_ALLOWED_PAT;
}

ltn_pat ltn_derive_text(ltn_deriver *d, ltn_pat p)
{
    return text(d, p, &(struct string){0});
}

ltn_pat ltn_derive_data(ltn_deriver *d, ltn_pat p, const char *s, size_t len)
{
    return text(d, p, &(struct string){len > 0 ? s : "", len});
}

/* A choice matches when one of its operands does: no pattern is made. */
static bool matches(ltn_deriver *d, ltn_pat p, const struct string *t)
{
    ltn_pats *s = &d->s->pats;
    ltn_pattern q = *ltn_pat_at(s, p);

    switch ((ltn_pat_kind)q.kind) {
    case LTN_PAT_TEXT: return true;
    case LTN_PAT_EMPTY: return ltn_xml_blank(t->s, t->len);
    case LTN_PAT_CHOICE:
        d->budget -= q.b / 8;
        for (uint32_t i = 0; i < q.b && go_on(d); i++)
            if (matches(d, s->operands[q.a + i], t))
                return true;
        return false;
    case LTN_PAT_LIST: return list_matches(d, q.a, t->s, t->len);
    case LTN_PAT_DATA: return data_allows(d, &q, t);
    case LTN_PAT_VALUE:
        return ltn_value_is(&d->s->types, q.a, t->s, t->len, d->sax);
    case LTN_PAT_GROUP:
    case LTN_PAT_INTERLEAVE:
    case LTN_PAT_ONE_OR_MORE:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_ATTRIBUTE:
    case LTN_PAT_ELEMENT: break;
    }
    return ltn_pat_nullable(s, text(d, p, t)) ||
           (ltn_pat_nullable(s, p) && ltn_xml_blank(t->s, t->len));
}

bool ltn_derive_matches(ltn_deriver *d, ltn_pat p, const char *s, size_t len)
{
    return matches(d, p, &(struct string){len > 0 ? s : "", len});
}
