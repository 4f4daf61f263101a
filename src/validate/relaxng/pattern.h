/* pattern.h - hash-consed patterns: equal patterns have equal numbers.
 *
 * A pattern never looks into an element: LTN_PAT_ELEMENT carries the index of
 * an element declaration, whose content is kept by the schema. So patterns are
 * finite trees, and every property of one is known when it is made.
 * Constructors apply RELAX NG #notAllowed and #empty and put choices, groups
 * and interleaves into one normal form, so that derivatives meet again.
 * Failure: no memory or LTN_RNG_PATTERNS_MAX sets `status`, and constructors
 * return LTN_NOT_ALLOWED from then on.
 */
#ifndef LTN_VALIDATE_RELAXNG_PATTERN_H
#define LTN_VALIDATE_RELAXNG_PATTERN_H

#include "lectern.h"

#include <stdbool.h>

typedef uint32_t ltn_pat;

typedef enum ltn_pat_kind {
    LTN_PAT_EMPTY,
    LTN_PAT_NOT_ALLOWED,
    LTN_PAT_TEXT,
    LTN_PAT_CHOICE,      /* b operands from a: sorted, each once */
    LTN_PAT_GROUP,       /* a, b; a is no group */
    LTN_PAT_INTERLEAVE,  /* b operands from a: sorted */
    LTN_PAT_ONE_OR_MORE, /* a */
    LTN_PAT_LIST,        /* a */
    LTN_PAT_DATA,        /* a: datatype; b: pattern excepted or LTN_PAT_NONE */
    LTN_PAT_VALUE,       /* a: value */
    LTN_PAT_ATTRIBUTE,   /* a: name class, b: pattern of the value */
    LTN_PAT_ELEMENT,     /* a: element declaration */
} ltn_pat_kind;

/* The first patterns of every store; an element that has no other content is
 * LTN_EMPTY_PAT. */
enum { LTN_EMPTY_PAT = 0, LTN_NOT_ALLOWED_PAT = 1, LTN_TEXT_PAT = 2 };

static const ltn_pat LTN_PAT_NONE = UINT32_MAX;

/* What a pattern has in it, itself included (elements are not entered). */
enum {
    LTN_HAS_EMPTY = 1 << 0,
    LTN_HAS_TEXT = 1 << 1,
    LTN_HAS_CHOICE = 1 << 2,
    LTN_HAS_GROUP = 1 << 3,
    LTN_HAS_INTERLEAVE = 1 << 4,
    LTN_HAS_ONE_OR_MORE = 1 << 5,
    LTN_HAS_LIST = 1 << 6,
    LTN_HAS_DATA = 1 << 7, /* or value */
    LTN_HAS_ATTRIBUTE = 1 << 8,
    LTN_HAS_ELEMENT = 1 << 9,
    LTN_NULLABLE = 1 << 10,
    LTN_ATTRIBUTES_IN_GROUP = 1 << 11, /* group or interleave with one */
    LTN_HAS_ID = 1 << 12,              /* an attribute of type ID or IDREF */
    /* breaches of section 7, to be reported if they stay in the schema */
    LTN_BAD_ATTRIBUTE = 1 << 16,   /* attribute//ref, attribute//attribute */
    LTN_BAD_ONE_OR_MORE = 1 << 17, /* oneOrMore//group//attribute */
    LTN_BAD_LIST = 1 << 18,        /* list//list, ref, attribute, ... */
    LTN_BAD_EXCEPT = 1 << 19,      /* data/except//... */
    LTN_BAD_STRINGS = 1 << 20,     /* #string-sequences: no content type */
    LTN_BAD_OPEN = 1 << 21,        /* open attribute not in oneOrMore */
    LTN_BAD = LTN_BAD_ATTRIBUTE | LTN_BAD_ONE_OR_MORE | LTN_BAD_LIST |
              LTN_BAD_EXCEPT | LTN_BAD_STRINGS | LTN_BAD_OPEN,
    LTN_HERITABLE = (1 << 10) - 1
};

/* RELAX NG #string-sequences: content types; groupable unless data is met. */
enum { LTN_CT_EMPTY, LTN_CT_COMPLEX, LTN_CT_DATA };

typedef struct ltn_pattern {
    uint8_t kind;
    uint8_t content; /* LTN_CT_… */
    uint16_t height;
    uint32_t flags;
    uint32_t a, b;
    uint32_t next; /* in its hash chain */
} ltn_pattern;

typedef struct ltn_pats {
    ltn_pattern *at;
    ltn_pat *operands;
    uint32_t *table; /* heads of chains: pattern + 1, or 0 */
    uint32_t len, cap, operand_len, operand_cap, table_size;
    ltn_pat *scratch; /* of choice and interleave */
    uint32_t scratch_len, scratch_cap;
    ltn_status status;
} ltn_pats;

void ltn_pats_init(ltn_pats *s);
void ltn_pats_release(ltn_pats *s);

/* Forgets all but the first len patterns and operand_len operands. */
void ltn_pats_cut(ltn_pats *s, uint32_t len, uint32_t operand_len);

ltn_pat ltn_pat_group(ltn_pats *s, ltn_pat a, ltn_pat b);
ltn_pat ltn_pat_choice(ltn_pats *s, ltn_pat a, ltn_pat b);
ltn_pat ltn_pat_interleave(ltn_pats *s, ltn_pat a, ltn_pat b);
ltn_pat ltn_pat_one_or_more(ltn_pats *s, ltn_pat a);
ltn_pat ltn_pat_optional(ltn_pats *s, ltn_pat a);
ltn_pat ltn_pat_list(ltn_pats *s, ltn_pat a);
ltn_pat ltn_pat_data(ltn_pats *s, uint32_t type, ltn_pat except);
ltn_pat ltn_pat_value(ltn_pats *s, uint32_t value);
/* open: the name class is infinite; id: the value is an ID or refers to one */
ltn_pat ltn_pat_attribute(ltn_pats *s, uint32_t nc, ltn_pat value, bool open,
                          bool id);
ltn_pat ltn_pat_element(ltn_pats *s, uint32_t declaration);

/* The choice (interleave) of the n operands, whatever they are; the array is
 * used for sorting. */
ltn_pat ltn_pat_choice_of(ltn_pats *s, ltn_pat *operands, uint32_t n);
ltn_pat ltn_pat_interleave_of(ltn_pats *s, ltn_pat *operands, uint32_t n);

static inline const ltn_pattern *ltn_pat_at(const ltn_pats *s, ltn_pat p)
{
    return &s->at[p];
}

static inline bool ltn_pat_nullable(const ltn_pats *s, ltn_pat p)
{
    return (s->at[p].flags & LTN_NULLABLE) != 0;
}

/* Whether p has one of these in it. */
static inline bool ltn_pat_has(const ltn_pats *s, ltn_pat p, uint32_t flags)
{
    return (s->at[p].flags & flags) != 0;
}

#endif
