/* triggers.h - finds many literal strings in a text in one pass.
 *
 * A table over the first two bytes of all literals is asked at each byte that
 * is not within a word: a literal that begins with a letter or digit is only
 * looked for where a word begins. What is left is looked up by its first two,
 * three and four bytes, which gives short chains of comparisons. Linear, and
 * cheap to make: that is why this is not an automaton.
 *
 * Ownership: literals are borrowed; ltn_triggers_release() frees the tables.
 */
#ifndef LTN_ANALYSE_CITATIONS_TRIGGERS_H
#define LTN_ANALYSE_CITATIONS_TRIGGERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ltn_trigger {
    const char *text;
    uint32_t next; /* in its chain, 1-based; 0 ends */
    uint16_t len;
    uint16_t what;  /* of the caller: which context; 0xFFFF: a rule */
    uint32_t which; /* of the caller: rule, or row of the context */
    uint32_t front; /* its first bytes, as a hit has them */
} ltn_trigger;

enum {
    LTN_TRIGGER_RULE = 0xFFFF,
    LTN_TRIGGER_FRONTS = 3, /* lengths of front ends: 2, 3, 4 bytes */
    LTN_TRIGGER_CHAINS = 1 << 14
};

typedef struct ltn_triggers {
    ltn_trigger *at;
    size_t len, cap;
    uint8_t pairs[65536]; /* by the first two bytes: which front ends are */
    uint32_t chains[LTN_TRIGGER_CHAINS];
    bool blanks; /* some literal begins with a blank */
    bool failed;
} ltn_triggers;

/* A place in a text where literals may stand. */
typedef struct ltn_trigger_hit {
    size_t at;
    uint32_t front;                      /* the first four bytes there */
    uint32_t chains[LTN_TRIGGER_FRONTS]; /* what is left of each */
} ltn_trigger_hit;

/* Adds a literal of at least two bytes. */
void ltn_triggers_add(ltn_triggers *t, const char *text, size_t len,
                      uint16_t what, uint32_t which);

/* Moves hit to the first place from hit->at on and before len where some
 * literal may stand; false when there is none. */
bool ltn_triggers_next(const ltn_triggers *t, const char *s, size_t len,
                       ltn_trigger_hit *hit);

/* The next literal that stands at the place, the one added last first, or
 * NULL. */
const ltn_trigger *ltn_trigger_take(const ltn_triggers *t, const char *s,
                                    size_t len, ltn_trigger_hit *hit);

void ltn_triggers_release(ltn_triggers *t);

#endif
