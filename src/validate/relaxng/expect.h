/* expect.h - what a state wants, in words. */
#ifndef LTN_VALIDATE_RELAXNG_EXPECT_H
#define LTN_VALIDATE_RELAXNG_EXPECT_H

#include "validate/relaxng/automaton.h"

/* "; expected element "p" or the end-tag", or nothing. uri: the namespace that
 * needs no mention. */
void ltn_expect_content(ltn_automaton *a, ltn_state s, const char *uri,
                        ltn_buf *out);

/* The elements without which the state cannot end, but for that name: "x",
 * "y" (how many). */
unsigned ltn_expect_required(ltn_automaton *a, ltn_state s, ltn_name_id but,
                             const char *uri, ltn_buf *out);

/* The attributes of n patterns: those that may come, without the count ones
 * that were given; or those that must. */
unsigned ltn_expect_attributes(ltn_automaton *a, const ltn_pat *p, uint32_t n,
                               const ltn_name_id *given, unsigned count,
                               ltn_buf *out);
unsigned ltn_expect_required_attributes(ltn_automaton *a, const ltn_pat *p,
                                        uint32_t n, ltn_buf *out);

/* "; must be …" for a value or character content, or nothing. */
void ltn_expect_value(ltn_automaton *a, ltn_pat p, ltn_buf *out);

#endif
