/* regex.h - regular expressions of XML Schema (Part 2, #regexs).
 *
 * They are regular in the strict sense, so matching is linear: a deterministic
 * automaton is built while strings are matched. A regex remembers what it has
 * built and is therefore not const; not for two threads at once.
 * Limits: LTN_RNG_REGEX_STATES_MAX.
 */
#ifndef LTN_VALIDATE_RELAXNG_REGEX_H
#define LTN_VALIDATE_RELAXNG_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ltn_regex ltn_regex;

/* Compiles the len bytes at s. NULL, with *why set, when they are no regular
 * expression; NULL with *why NULL: no memory. */
ltn_regex *ltn_regex_new(const char *s, size_t len, const char **why);

void ltn_regex_free(ltn_regex *r);

/* Whether all of the len bytes (UTF-8) match. */
bool ltn_regex_match(ltn_regex *r, const char *s, size_t len);

/* The states visited since the last call: few once the automaton is built. A
 * hostile expression may visit thousands for each character; a match that
 * visits too many fails. */
uint64_t ltn_regex_work(ltn_regex *r);

#endif
