/* shorts.h - short names of works that a text itself gives: (hereinafter “the
 * Moscow Agreement”), or “New Agenda” after “New Agenda for Peace”.
 *
 * Ownership: nothing but a list; ltn_shorts_release() ends it. Time is linear:
 * so many names are looked for, and so many titles compared, at most.
 */
#ifndef LTN_ANALYSE_CITATIONS_SHORTS_H
#define LTN_ANALYSE_CITATIONS_SHORTS_H

#include "analyse/citations/run.h"

enum { LTN_SHORT_NAMES = 32 }; /* that one text gives */

typedef struct ltn_short_name {
    uint32_t start, end; /* of the name where it is given */
    uint32_t cite;       /* place of the citation that it stands for */
} ltn_short_name;

typedef struct ltn_short {
    uint32_t start, end;
    uint32_t cite; /* the same */
} ltn_short;

typedef struct ltn_shorts {
    ltn_short_name names[LTN_SHORT_NAMES];
    uint32_t name_len;
    ltn_short *at; /* where short names stand */
    uint32_t len, cap;
    bool failed;
} ltn_shorts;

/* Finds the names that are given behind citations of the run, and where they,
 * or the beginnings of cited titles in quotation marks, stand after that. */
void ltn_shorts_find(ltn_shorts *s, const ltn_cite_run *run);

/* Whether citation c is written with a short name; *cite is then the place of
 * what it stands for. */
bool ltn_shorts_is(const ltn_shorts *s, const ltn_cite_run *run,
                   const ltn_cite *c, uint32_t *cite);

void ltn_shorts_release(ltn_shorts *s);

#endif
