/* check.h - what stands behind `lectern cites --check` and `--list`.
 */
#ifndef LTN_ANALYSE_CITATIONS_CHECK_H
#define LTN_ANALYSE_CITATIONS_CHECK_H

#include "analyse/citations/rules.h"

typedef struct ltn_cites_check {
    const char *file;      /* only the rules of this pack; NULL: all */
    uint64_t (*now)(void); /* nanoseconds, to measure speed; NULL: do not */
    ltn_buf *out;          /* gets a table of the rules */
} ltn_cites_check;

/* Compiles every rule and runs its tests. Errors (a wrong pattern, a failed
 * test, a rule without a test or without a reject line) and warnings (two
 * rules that match the same with the same priority) go to diags.
 * LTN_INVALID when there was an error. */
ltn_status ltn_cites_check_rules(ltn_cites *c, const ltn_cites_check *check,
                                 ltn_diags *diags);

/* Appends a line for each rule: pack, rule, family, priority, tests. */
void ltn_cites_list(const ltn_cites *c, ltn_buf *out);

#endif
