/* packs.h - the rule packs a program has: built-in ones and a user's.
 */
#ifndef LTN_ANALYSE_CITATIONS_PACKS_H
#define LTN_ANALYSE_CITATIONS_PACKS_H

#include "analyse/citations/rules.h"

/* No packs at all, or NULL without memory. */
ltn_cites *ltn_cites_new(void);

/* Adds the built-in packs; with `only`, the one of that name ("un"). Their
 * errors go to diags, which may be NULL. */
ltn_status ltn_cites_builtin(ltn_cites *c, const char *only, ltn_diags *diags);

/* Frees them with all that was compiled. NULL is fine. */
void ltn_cites_free(ltn_cites *c);

#endif
