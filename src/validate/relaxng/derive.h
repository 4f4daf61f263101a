/* derive.h - derivatives of patterns (Clark, "An algorithm for RELAX NG
 * validation"): what is left to come after a tag, an attribute, a text.
 *
 * An element or attribute may be read in several ways; each is a pair: the
 * pattern of its content or value, and what is left after it.
 */
#ifndef LTN_VALIDATE_RELAXNG_DERIVE_H
#define LTN_VALIDATE_RELAXNG_DERIVE_H

#include "validate/relaxng/schema.h"

typedef struct ltn_pair {
    ltn_pat inner, rest;
} ltn_pair;

typedef struct ltn_deriver {
    ltn_schema *s;
    ltn_pair *pairs; /* the answer of ltn_derive_start and …_attribute */
    uint32_t len, cap;
    uint32_t *seen; /* per pattern: the last derivation that was there, */
    uint32_t seen_cap, round;
    uint32_t wraps;     /* with nothing put around what is left of it */
    int64_t budget;     /* steps that are left for this document */
    bool recover;       /* start: skip what is required before the element */
    const ltn_sax *sax; /* where the document stands, for its namespaces */
    ltn_status status;
} ltn_deriver;

void ltn_deriver_release(ltn_deriver *d);

/* Into d->pairs: the ways in which p can begin with the element. */
void ltn_derive_start(ltn_deriver *d, ltn_pat p, ltn_name_id name);

/* ... have the attribute, and what p is without it. */
void ltn_derive_attribute(ltn_deriver *d, ltn_pat p, ltn_name_id name);

/* p when no more attributes come: they are not allowed, or (missing) as good
 * as given. */
ltn_pat ltn_derive_close(ltn_deriver *d, ltn_pat p, bool missing);

/* p after text that is not blank, where p has no data. */
ltn_pat ltn_derive_text(ltn_deriver *d, ltn_pat p);

/* p after the string. */
ltn_pat ltn_derive_data(ltn_deriver *d, ltn_pat p, const char *s, size_t len);

/* Whether the string is all that p needs. */
bool ltn_derive_matches(ltn_deriver *d, ltn_pat p, const char *s, size_t len);

#endif
