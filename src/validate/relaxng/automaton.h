/* automaton.h - derivatives remembered: states and transitions as numbers.
 *
 * A state is what may still come in one open element. An element can be read in
 * several ways at once (threads), each a pattern; nearly always there is one.
 * A state does not know what comes after the element: the start tag gives the
 * state inside and, for each thread of it, the state outside to go on from
 * when that thread is complete. So there are few states, and a step is a probe
 * of a hash table.
 */
#ifndef LTN_VALIDATE_RELAXNG_AUTOMATON_H
#define LTN_VALIDATE_RELAXNG_AUTOMATON_H

#include "validate/relaxng/derive.h"
#include "validate/relaxng/map.h"

typedef uint32_t ltn_state;

enum { LTN_STATE_DEAD = 0 }; /* nothing may come, and nobody complains */

static const ltn_state LTN_STATE_NONE = UINT32_MAX;

/* The attributes of a pattern that stand for themselves (in no choice but with
 * nothing) as a table; what is left of the pattern without them. */
typedef struct ltn_plan {
    ltn_pat rest;      /* its other attributes and its children */
    ltn_pat content;   /* the same closed: LTN_PAT_NONE when rest has some */
    ltn_state state;   /* of content alone; LTN_STATE_NONE: not known yet */
    uint32_t required; /* how many slots are */
    uint32_t first, count; /* slots */
} ltn_plan;

typedef struct ltn_slot {
    ltn_name_id name;
    ltn_pat value;
    bool required;
    uint8_t id; /* ltn_id_kind */
} ltn_slot;

typedef struct ltn_state_info {
    uint32_t first, count; /* threads, in `threads` */
    ltn_state text;        /* after text; LTN_STATE_NONE: not known yet */
    uint32_t plan;         /* of the only thread; UINT32_MAX: not made yet */
    bool data;             /* text must be kept until the next tag */
    bool complete;         /* the only thread may end here */
} ltn_state_info;

typedef struct ltn_transition {
    ltn_state inner;
    uint32_t outer; /* in `outers`: one state for each thread of inner */
} ltn_transition;

typedef struct ltn_automaton {
    ltn_schema schema;
    ltn_deriver deriver;

    ltn_state_info *states;
    ltn_pat *threads;
    ltn_state *outers;
    ltn_transition *transitions;
    ltn_plan *plans;
    ltn_slot *slots;
    ltn_pair *pairs; /* of attributes; the first of a list has their number */
    uint32_t state_len, state_cap, thread_len, thread_cap, outer_len, outer_cap,
        transition_len, transition_cap, plan_len, plan_cap, slot_len, slot_cap,
        pair_len, pair_cap;

    ltn_map by_threads; /* hash of threads, number of probe: state */
    ltn_map by_name;    /* state, name: transition */
    ltn_map by_slot;    /* plan, name: slot, or MISSING_SLOT */
    ltn_map id_kinds;   /* element, attribute: see idcheck.c */
    ltn_map by_pattern; /* pattern, what for: plan, closed pattern, pairs */

    uint32_t base_patterns, base_operands;   /* of the schema alone */
    bool (*forgive)(const ltn_sax_attr *at); /* relaxng.h; or NULL */
    bool mute; /* messages need not say what was expected */
    ltn_status status;
} ltn_automaton;

/* Both: LTN_OK or LTN_ENOMEM. */
ltn_status ltn_automaton_init(ltn_automaton *a);
void ltn_automaton_release(ltn_automaton *a);

/* After the schema is compiled, and again when it has learnt too much. */
ltn_status ltn_automaton_reset(ltn_automaton *a);

/* The state of an element with these patterns as threads; all notAllowed is
 * LTN_STATE_DEAD. */
ltn_state ltn_state_of(ltn_automaton *a, const ltn_pat *threads, uint32_t n);

/* The transition for a start tag; NULL: the element is not allowed. `recover`:
 * as if what is required before it had come. */
const ltn_transition *ltn_step_start(ltn_automaton *a, ltn_state s,
                                     ltn_name_id name, bool recover);

/* The contents that elements of that name have anywhere in the schema;
 * LTN_STATE_DEAD: there is none. */
ltn_state ltn_step_anywhere(ltn_automaton *a, ltn_name_id name);

/* The state after text that is not blank (LTN_STATE_DEAD: none is allowed),
 * for states without data. */
ltn_state ltn_step_text(ltn_automaton *a, ltn_state s);

/* The state after a whole string, for states with data. */
ltn_state ltn_step_data(ltn_automaton *a, ltn_state s, const char *text,
                        size_t len);

/* The state outside of an element that has ended: for each thread of inner
 * that `done` says, the outer state of the transition; together. */
ltn_state ltn_step_end(ltn_automaton *a, ltn_state inner, uint32_t outer,
                       const bool *done);

/* The plan for a pattern. */
uint32_t ltn_plan_of(ltn_automaton *a, ltn_pat p);

/* The slot of the plan for an attribute, or NULL. */
const ltn_slot *ltn_plan_slot(ltn_automaton *a, uint32_t plan,
                              ltn_name_id name);

/* The ways in which p has the attribute: *n pairs (value, rest of p). */
const ltn_pair *ltn_step_attribute(ltn_automaton *a, ltn_pat p,
                                   ltn_name_id name, uint32_t *n);

/* p without attributes (ltn_derive_close). */
ltn_pat ltn_step_close(ltn_automaton *a, ltn_pat p, bool missing);

static inline const ltn_state_info *ltn_state_at(const ltn_automaton *a,
                                                 ltn_state s)
{
    return &a->states[s];
}

#endif
