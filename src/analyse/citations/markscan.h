/* markscan.h - private to the search for markers: the place in the text and
 * what both kinds, numbers and authors with years, need.
 */
#ifndef LTN_ANALYSE_CITATIONS_MARKSCAN_H
#define LTN_ANALYSE_CITATIONS_MARKSCAN_H

#include "analyse/citations/markers.h"

#include <stddef.h>

enum {
    NUMBER_MAX = 600,  /* references of one text */
    NUMBERS_MAX = 40,  /* in one marker */
    GROUP_MAX = 500,   /* bytes of a bracket of authors and years */
    RANGE_MAX = 60,    /* references in a range */
    PLACE_MAX = 40,    /* bytes of a bracket behind its number */
    NAME_MAX = 60,     /* bytes of names before a year */
    YEAR_FIRST = 1500, /* of a cited work */
    YEAR_LAST = 2049
};

typedef struct ltn_marker_cursor {
    ltn_markers *m;
    const char *s, *start, *end; /* here, and the unit */
} ltn_marker_cursor;

uint32_t ltn_marker_offset(const ltn_marker_cursor *c, const char *p);
void ltn_marker_add_item(ltn_marker_cursor *c, const ltn_marker_item *item);

/* Adds a marker whose items are those from `items` on. */
void ltn_marker_add(ltn_marker_cursor *c, ltn_marker_kind kind, const char *s,
                    const char *e, uint32_t items, unsigned sure);

bool ltn_marker_digit(char c);
bool ltn_marker_letter(char c);
bool ltn_marker_white(char c);
const char *ltn_marker_skip_white(const char *s, const char *e);

/* The last word before s, letters only: its length. */
size_t ltn_marker_word_before(const ltn_marker_cursor *c, const char *s,
                              const char **word);
bool ltn_marker_one_of(const char *w, size_t n, const char *const words[]);

/* "Table (3)", "equation (4)": numbers of things here, not of references. */
bool ltn_marker_own_number(const ltn_marker_cursor *c, const char *s);

/* The bracket that closes the one at s, or NULL. */
const char *ltn_marker_closing(const char *s, const char *e);

/* Authors and years (authoryear.c), at c->s. */
bool ltn_marker_try_group(ltn_marker_cursor *c, const char *close);
void ltn_marker_try_narrative(ltn_marker_cursor *c, const char *close);
void ltn_marker_try_bare(ltn_marker_cursor *c);

#endif
