/* validate.h - a document against an automaton, event by event. */
#ifndef LTN_VALIDATE_RELAXNG_VALIDATE_H
#define LTN_VALIDATE_RELAXNG_VALIDATE_H

#include "validate/relaxng/automaton.h"

ltn_status ltn_rng_run(ltn_automaton *a, const char *bytes, size_t len,
                       ltn_diags *diags);

#endif
