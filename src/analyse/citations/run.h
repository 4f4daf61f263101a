/* run.h - finds the citations of one document with all rules.
 *
 * The units of a document (paragraphs, items, ...) are scanned in order; what
 * is found stays sorted, overlaps are settled (the longest match wins, then
 * the priority of its rule), short forms are bound to what they shorten, and
 * templates are filled. Time is linear in the text: a trigger costs at most
 * one bounded match per rule that has it.
 *
 * Ownership: citations and their strings live until ltn_cite_run_release().
 */
#ifndef LTN_ANALYSE_CITATIONS_RUN_H
#define LTN_ANALYSE_CITATIONS_RUN_H

#include "analyse/citations/compile.h"
#include "analyse/citations/rules.h"

typedef struct ltn_cite {
    ltn_cite_rule *rule;
    uint32_t start, end;  /* bytes in the text */
    uint32_t unit;        /* which call of ltn_cite_scan() found it, from 1 */
    uint32_t antecedent;  /* 1-based place of what it shortens; 0: none */
    uint8_t which;        /* LTN_CITE_PATTERN, or LTN_CITE_MORE in a list */
    ltn_cite_span *spans; /* of each token of the rule, in the text */
    const char **values;  /* of each token; "" when it is empty */
    const char *id, *url, *cref, *name; /* NULL when no template was filled */
    ltn_cite_rule *source; /* whose templates these are; NULL: rule's */
    ltn_cite_span *said;   /* of each token of that rule */
} ltn_cite;

typedef struct ltn_cite_seen {
    uint32_t at;   /* where the word of a context stands */
    uint16_t what; /* which context */
    uint32_t row;
} ltn_cite_seen;

typedef struct ltn_cite_run {
    ltn_cites *cites;
    const char *text;
    size_t len;
    ltn_arena arena;
    ltn_cite *at;
    uint32_t found, cap;
    ltn_cite_seen *seen;
    uint32_t seen_len, seen_cap;
    uint32_t *tried, *ends; /* per rule: last place + 1, end of last match */
    uint32_t units;
    const ltn_cite_rule *only; /* NULL: all; for checking one rule */
    ltn_buf scratch;
    bool failed; /* out of memory */
} ltn_cite_run;

/* Prepares c (its triggers) when needed, and a run over text. */
void ltn_cite_run_init(ltn_cite_run *run, ltn_cites *c, const char *text,
                       size_t len);

/* Scans one unit: bytes start to end of the text, after all earlier ones. */
void ltn_cite_scan(ltn_cite_run *run, uint32_t start, uint32_t end);

/* The value of a token of a citation, or "". */
const char *ltn_cite_get(const ltn_cite *cite, const char *name);

void ltn_cite_run_release(ltn_cite_run *run);

#endif
