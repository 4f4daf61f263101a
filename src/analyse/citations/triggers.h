/* triggers.h - finds many literal strings in a text in one pass.
 *
 * A bitmap over the first two bytes of all literals is asked at each byte; a
 * literal that begins with a letter or digit is only looked for where a word
 * begins. What is left is a short chain of comparisons. Linear, and cheap to
 * make: that is why this is not an automaton.
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
} ltn_trigger;

enum { LTN_TRIGGER_RULE = 0xFFFF, LTN_TRIGGER_CHAINS = 4096 };

typedef struct ltn_triggers {
    ltn_trigger *at;
    size_t len, cap;
    uint64_t pairs[1024];
    uint32_t chains[LTN_TRIGGER_CHAINS];
    bool failed;
} ltn_triggers;

/* Adds a literal of at least two bytes. */
void ltn_triggers_add(ltn_triggers *t, const char *text, size_t len,
                      uint16_t what, uint32_t which);

/* The first place in s, from `from` on and before len, where some literal
 * stands; len when there is none. *chain is then the first of its chain: the
 * caller asks ltn_trigger_is() of each. */
size_t ltn_triggers_next(const ltn_triggers *t, const char *s, size_t from,
                         size_t len, uint32_t *chain);

/* Whether literal g stands at offset i of the len bytes at s. */
bool ltn_trigger_is(const ltn_trigger *g, const char *s, size_t i, size_t len);

void ltn_triggers_release(ltn_triggers *t);

#endif
