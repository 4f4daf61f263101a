#include "validate/relaxng/automaton.h"

#include "util/limits.h"
#include "validate/relaxng/grow.h"

#include <stdlib.h>
#include <string.h>

/* In by_pattern, beside names of attributes (under LTN_NC_WILD). */
enum { FOR_PLAN = 0x7FFFFFF0, FOR_CLOSE, FOR_MISSING };

/* In by_name, on the name: */
enum { RECOVER = 1 << 30 };

/* In by_name, in the place of a state: contents anywhere. */
enum { ANYWHERE = 0x7FFFFFFF };

/* Transitions remembered; what is derived beyond is derived again. */
enum { MEMORY_MAX = 1 << 20 };

/* Values of by_name and by_slot that say no. */
enum { NOTHING = 0x7FFFFFFF };

static bool grow(ltn_automaton *a, void **at, uint32_t need, uint32_t *cap,
                 size_t size)
{
    if (ltn_rng_grow(at, need, cap, 64, size))
        return true;
    a->status = LTN_ENOMEM;
    return false;
}

ltn_status ltn_automaton_init(ltn_automaton *a)
{
    *a = (ltn_automaton){0};
    return ltn_schema_init(&a->schema);
}

void ltn_automaton_release(ltn_automaton *a)
{
    ltn_deriver_release(&a->deriver);
    ltn_schema_release(&a->schema);
    free(a->states);
    free(a->threads);
    free(a->outers);
    free(a->transitions);
    free(a->plans);
    free(a->slots);
    free(a->pairs);
    ltn_map_release(&a->by_threads);
    ltn_map_release(&a->by_name);
    ltn_map_release(&a->by_slot);
    ltn_map_release(&a->by_pattern);
    ltn_map_release(&a->id_kinds);
    *a = (ltn_automaton){0};
}

/* Makes the dead state. */
static void add_dead(ltn_automaton *a)
{
    if (!grow(a, (void **)&a->states, 1, &a->state_cap, sizeof *a->states))
        return;
    a->states[0] = (ltn_state_info){.text = LTN_STATE_DEAD, .complete = true};
    a->state_len = 1;
}

ltn_status ltn_automaton_reset(ltn_automaton *a)
{
    if (a->base_patterns == 0) {
        a->base_patterns = a->schema.pats.len;
        a->base_operands = a->schema.pats.operand_len;
    } else {
        ltn_pats_cut(&a->schema.pats, a->base_patterns, a->base_operands);
    }
    a->deriver.s = &a->schema;
    a->deriver.status = LTN_OK;
    a->status = LTN_OK;
    a->state_len = a->thread_len = a->outer_len = a->transition_len = 0;
    a->plan_len = a->slot_len = a->pair_len = 0;
    ltn_map_clear(&a->by_threads);
    ltn_map_clear(&a->by_name);
    ltn_map_clear(&a->by_slot);
    ltn_map_clear(&a->by_pattern);
    add_dead(a);
    return a->status;
}

/* States ---------------------------------------------------------------------
 */

static bool all_dead(const ltn_pat *threads, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (threads[i] != LTN_NOT_ALLOWED_PAT)
            return false;
    return true;
}

static ltn_state add_state(ltn_automaton *a, const ltn_pat *threads, uint32_t n)
{
    ltn_pats *s = &a->schema.pats;

    if (a->state_len >= MEMORY_MAX || a->transition_len >= 4 * MEMORY_MAX ||
        a->pair_len >= 4 * MEMORY_MAX) {
        a->status = LTN_ELIMIT;
        return LTN_STATE_DEAD;
    }
    if (!grow(a, (void **)&a->states, a->state_len + 1, &a->state_cap,
              sizeof *a->states) ||
        !grow(a, (void **)&a->threads, a->thread_len + n, &a->thread_cap,
              sizeof *a->threads))
        return LTN_STATE_DEAD;
    ltn_state_info *info = &a->states[a->state_len];
    *info =
        (ltn_state_info){.first = a->thread_len,
                         .count = n,
                         .text = LTN_STATE_NONE,
                         .plan = UINT32_MAX,
                         .complete = n == 1 && ltn_pat_nullable(s, threads[0])};
    memcpy(a->threads + a->thread_len, threads, n * sizeof *threads);
    a->thread_len += n;
    for (uint32_t i = 0; i < n; i++)
        info->data |= ltn_pat_has(s, threads[i], LTN_HAS_DATA | LTN_HAS_LIST);
    return a->state_len++;
}

ltn_state ltn_state_of(ltn_automaton *a, const ltn_pat *threads, uint32_t n)
{
    uint32_t h = n;

    if (a->deriver.status != LTN_OK && a->status == LTN_OK)
        a->status = a->deriver.status;
    if (all_dead(threads, n) || a->status != LTN_OK)
        return LTN_STATE_DEAD;
    for (uint32_t i = 0; i < n; i++)
        h = ltn_map_hash(h, threads[i]);
    for (uint32_t probe = 0;; probe++) {
        ltn_state s = ltn_map_get(&a->by_threads, h, probe);
        if (s == LTN_MAP_NONE) {
            s = add_state(a, threads, n);
            ltn_map_put(&a->by_threads, h, probe, s);
            return s;
        }
        if (a->states[s].count == n &&
            memcmp(a->threads + a->states[s].first, threads,
                   n * sizeof *threads) == 0)
            return s;
    }
}

/* Start tags --------------------------------------------------------------- */

/* The pairs that each thread gave, together: `inners` are the different
 * contents, in the order met; outer threads are choices of the rests. */
struct merge {
    ltn_pat inners[LTN_RNG_THREADS_MAX];
    uint32_t count;
    ltn_pat *rests; /* count rows of `width` outer threads */
    uint32_t width;
};

static uint32_t inner_index(struct merge *m, ltn_pat inner)
{
    for (uint32_t i = 0; i < m->count; i++)
        if (m->inners[i] == inner)
            return i;
    if (m->count == LTN_RNG_THREADS_MAX)
        return UINT32_MAX;
    for (uint32_t k = 0; k < m->width; k++)
        m->rests[m->count * m->width + k] = LTN_NOT_ALLOWED_PAT;
    m->inners[m->count] = inner;
    return m->count++;
}

/* The choice of the rests of all pairs with the first one's inner; these
 * pairs are taken away. */
static ltn_pat take_rests(ltn_automaton *a, ltn_pat *rests)
{
    ltn_deriver *d = &a->deriver;
    ltn_pat inner = d->pairs[0].inner;
    uint32_t n = 0, kept = 0;

    for (uint32_t i = 0; i < d->len; i++)
        if (d->pairs[i].inner == inner)
            rests[n++] = d->pairs[i].rest;
        else
            d->pairs[kept++] = d->pairs[i];
    d->len = kept;
    d->budget -= n;
    return ltn_pat_choice_of(&a->schema.pats, rests, n);
}

static void merge_thread(ltn_automaton *a, struct merge *m, uint32_t thread)
{
    ltn_deriver *d = &a->deriver;
    ltn_pat *rests = malloc((d->len + 1) * sizeof *rests);

    if (!rests)
        a->status = LTN_ENOMEM;
    while (d->len > 0 && a->status == LTN_OK) {
        uint32_t k = inner_index(m, d->pairs[0].inner);
        if (k == UINT32_MAX)
            a->status = LTN_ELIMIT;
        else
            m->rests[k * m->width + thread] = take_rests(a, rests);
    }
    free(rests);
}

static uint32_t add_transition(ltn_automaton *a, const struct merge *m)
{
    ltn_state inner = ltn_state_of(a, m->inners, m->count);

    if (inner == LTN_STATE_DEAD && a->status != LTN_OK)
        return NOTHING;
    if (!grow(a, (void **)&a->transitions, a->transition_len + 1,
              &a->transition_cap, sizeof *a->transitions) ||
        !grow(a, (void **)&a->outers, a->outer_len + m->count, &a->outer_cap,
              sizeof *a->outers))
        return NOTHING;
    a->transitions[a->transition_len] =
        (ltn_transition){.inner = inner, .outer = a->outer_len};
    for (uint32_t i = 0; i < m->count; i++) {
        ltn_state outer =
            ltn_state_of(a, m->rests + (size_t)i * m->width, m->width);
        a->outers[a->outer_len++] = outer;
    }
    return a->transition_len++;
}

static uint32_t derive_transition(ltn_automaton *a, ltn_state s,
                                  ltn_name_id name, bool recover)
{
    const ltn_state_info info = a->states[s];
    struct merge m = {.width = info.count};
    uint32_t t = NOTHING;

    m.rests = malloc((size_t)LTN_RNG_THREADS_MAX * (info.count + 1) *
                     sizeof *m.rests);
    if (!m.rests) {
        a->status = LTN_ENOMEM;
        return NOTHING;
    }
    a->deriver.recover = recover;
    for (uint32_t i = 0; i < info.count && a->status == LTN_OK; i++) {
        a->deriver.len = 0;
        ltn_derive_start(&a->deriver, a->threads[info.first + i], name);
        merge_thread(a, &m, i);
    }
    if (m.count > 0 && a->status == LTN_OK)
        t = add_transition(a, &m);
    free(m.rests);
    return t;
}

const ltn_transition *ltn_step_start(ltn_automaton *a, ltn_state s,
                                     ltn_name_id name, bool recover)
{
    uint32_t key = recover ? name | RECOVER : name;
    uint32_t t = ltn_map_get(&a->by_name, s, key);

    if (t == LTN_MAP_NONE) {
        t = derive_transition(a, s, name, recover);
        if (a->by_name.len < MEMORY_MAX)
            ltn_map_put(&a->by_name, s, key, t);
    }
    return t == NOTHING ? NULL : &a->transitions[t];
}

ltn_state ltn_step_anywhere(ltn_automaton *a, ltn_name_id name)
{
    const ltn_schema *s = &a->schema;
    ltn_state found = ltn_map_get(&a->by_name, ANYWHERE, name);
    ltn_pat all = LTN_NOT_ALLOWED_PAT;

    if (found != LTN_MAP_NONE)
        return found;
    a->deriver.budget -= s->element_count / 8;
    for (uint32_t i = 0, n = 0; i < s->element_count && n < 16; i++)
        if (s->elements[i].reachable &&
            ltn_nc_contains(&s->names, s->elements[i].nc, name)) {
            all = ltn_pat_choice(&a->schema.pats, all, s->elements[i].content);
            n++;
        }
    found = ltn_state_of(a, &all, 1);
    ltn_map_put(&a->by_name, ANYWHERE, name, found);
    return found;
}

/* Text and end tags -------------------------------------------------------- */

ltn_state ltn_step_text(ltn_automaton *a, ltn_state s)
{
    const ltn_state_info info = a->states[s];
    ltn_pat threads[LTN_RNG_THREADS_MAX];

    if (info.text != LTN_STATE_NONE)
        return info.text;
    for (uint32_t i = 0; i < info.count; i++)
        threads[i] = ltn_derive_text(&a->deriver, a->threads[info.first + i]);
    ltn_state after = ltn_state_of(a, threads, info.count);
    return a->states[s].text = after;
}

ltn_state ltn_step_data(ltn_automaton *a, ltn_state s, const char *text,
                        size_t len)
{
    const ltn_state_info info = a->states[s];
    ltn_pat threads[LTN_RNG_THREADS_MAX];

    for (uint32_t i = 0; i < info.count; i++)
        threads[i] =
            ltn_derive_data(&a->deriver, a->threads[info.first + i], text, len);
    return ltn_state_of(a, threads, info.count);
}

ltn_state ltn_step_end(ltn_automaton *a, ltn_state inner, uint32_t outer,
                       const bool *done)
{
    uint32_t n = a->states[inner].count;
    ltn_state all = LTN_STATE_DEAD;

    for (uint32_t i = 0; i < n; i++) {
        ltn_state one = a->outers[outer + i];
        if (!done[i] || one == LTN_STATE_DEAD || one == all)
            continue;
        if (all == LTN_STATE_DEAD) {
            all = one;
            continue;
        }
        ltn_pat threads[LTN_RNG_THREADS_MAX];
        uint32_t width = a->states[all].count;
        for (uint32_t k = 0; k < width; k++)
            threads[k] = ltn_pat_choice(&a->schema.pats,
                                        a->threads[a->states[all].first + k],
                                        a->threads[a->states[one].first + k]);
        all = ltn_state_of(a, threads, width);
    }
    return all;
}

/* Attributes --------------------------------------------------------------- */

static uint8_t id_of(const ltn_automaton *a, ltn_pat value)
{
    const ltn_pattern *q = ltn_pat_at(&a->schema.pats, value);
    const ltn_types *t = &a->schema.types;

    if (q->kind == LTN_PAT_DATA)
        return (uint8_t)ltn_type_id(t, q->a);
    return q->kind == LTN_PAT_VALUE
               ? (uint8_t)ltn_type_id(t, t->values[q->a].type)
               : LTN_ID_NONE;
}

/* Whether p is an attribute of one name, or that or nothing. */
static bool is_slot(const ltn_pats *s, ltn_pat p, ltn_pat *attribute)
{
    const ltn_pattern *q = ltn_pat_at(s, p);

    *attribute = p;
    if (q->kind == LTN_PAT_CHOICE && q->b == 2 &&
        s->operands[q->a] == LTN_EMPTY_PAT) {
        *attribute = s->operands[q->a + 1];
        q = ltn_pat_at(s, *attribute);
    }
    return q->kind == LTN_PAT_ATTRIBUTE && !(q->a & LTN_NC_WILD);
}

static void add_slot(ltn_automaton *a, ltn_plan *plan, ltn_pat attribute,
                     bool required)
{
    const ltn_pattern *q = ltn_pat_at(&a->schema.pats, attribute);

    if (!grow(a, (void **)&a->slots, a->slot_len + 1, &a->slot_cap,
              sizeof *a->slots))
        return;
    a->slots[a->slot_len] = (ltn_slot){.name = q->a,
                                       .value = q->b,
                                       .required = required,
                                       .id = id_of(a, q->b)};
    plan->required += required;
    ltn_map_put(&a->by_slot, a->plan_len, q->a, a->slot_len++);
}

/* Moves the attributes that stand for themselves into slots; what is left. */
static ltn_pat take_slots(ltn_automaton *a, ltn_plan *plan, ltn_pat p)
{
    ltn_pats *s = &a->schema.pats;
    const ltn_pattern *q = ltn_pat_at(s, p);
    ltn_pat attribute;

    if (!(q->flags & LTN_HAS_ATTRIBUTE))
        return p;
    if (is_slot(s, p, &attribute)) {
        add_slot(a, plan, attribute, attribute == p);
        return LTN_EMPTY_PAT;
    }
    if (q->kind == LTN_PAT_GROUP) {
        ltn_pat first = q->a, rest = q->b;
        first = take_slots(a, plan, first);
        return ltn_pat_group(s, first, take_slots(a, plan, rest));
    }
    if (q->kind != LTN_PAT_INTERLEAVE)
        return p;
    uint32_t n = q->b;
    ltn_pat *copy = malloc(n * sizeof *copy);
    if (!copy) {
        a->status = LTN_ENOMEM;
        return p;
    }
    for (uint32_t i = 0; i < n; i++)
        copy[i] = take_slots(a, plan, s->operands[s->at[p].a + i]);
    ltn_pat all = ltn_pat_interleave_of(s, copy, n);
    free(copy);
    return all;
}

uint32_t ltn_plan_of(ltn_automaton *a, ltn_pat p)
{
    uint32_t found = ltn_map_get(&a->by_pattern, p, FOR_PLAN);

    if (found != LTN_MAP_NONE)
        return found;
    if (!grow(a, (void **)&a->plans, a->plan_len + 1, &a->plan_cap,
              sizeof *a->plans))
        return UINT32_MAX;
    ltn_plan plan = {.first = a->slot_len, .state = LTN_STATE_NONE};
    plan.rest = take_slots(a, &plan, p);
    plan.count = a->slot_len - plan.first;
    plan.content = ltn_pat_has(&a->schema.pats, plan.rest, LTN_HAS_ATTRIBUTE)
                       ? LTN_PAT_NONE
                       : plan.rest;
    a->plans[a->plan_len] = plan;
    ltn_map_put(&a->by_pattern, p, FOR_PLAN, a->plan_len);
    return a->plan_len++;
}

const ltn_slot *ltn_plan_slot(ltn_automaton *a, uint32_t plan, ltn_name_id name)
{
    uint32_t slot = ltn_map_get(&a->by_slot, plan, name);

    return slot == LTN_MAP_NONE ? NULL : &a->slots[slot];
}

static uint32_t derive_pairs(ltn_automaton *a, ltn_pat p, ltn_name_id name)
{
    ltn_deriver *d = &a->deriver;
    uint32_t first = a->pair_len;

    d->len = 0;
    ltn_derive_attribute(d, p, name);
    if (!grow(a, (void **)&a->pairs, first + d->len + 1, &a->pair_cap,
              sizeof *a->pairs))
        return UINT32_MAX;
    a->pairs[first].inner = d->len;
    if (d->len > 0)
        memcpy(a->pairs + first + 1, d->pairs, d->len * sizeof *d->pairs);
    a->pair_len += d->len + 1;
    return first;
}

const ltn_pair *ltn_step_attribute(ltn_automaton *a, ltn_pat p,
                                   ltn_name_id name, uint32_t *n)
{
    uint32_t first = ltn_map_get(&a->by_pattern, p, name);

    *n = 0;
    if (!ltn_pat_has(&a->schema.pats, p, LTN_HAS_ATTRIBUTE))
        return NULL;
    if (first == LTN_MAP_NONE) {
        first = derive_pairs(a, p, name);
        if (first == UINT32_MAX)
            return NULL;
        ltn_map_put(&a->by_pattern, p, name, first);
    }
    *n = a->pairs[first].inner;
    return a->pairs + first + 1;
}

ltn_pat ltn_step_close(ltn_automaton *a, ltn_pat p, bool missing)
{
    uint32_t what = missing ? FOR_MISSING : FOR_CLOSE;
    ltn_pat closed = p;

    if (!ltn_pat_has(&a->schema.pats, p, LTN_HAS_ATTRIBUTE))
        return p;
    closed = ltn_map_get(&a->by_pattern, p, what);
    if (closed == LTN_MAP_NONE) {
        closed = ltn_derive_close(&a->deriver, p, missing);
        ltn_map_put(&a->by_pattern, p, what, closed);
    }
    return closed;
}
