/* markers.h - the short marks by which scholars cite: [12], (34), a raised 5,
 * (Smith & Jones 2019), Smith et al. (2019a).
 *
 * They look like much else, so candidates are collected over the whole
 * document first and a system is believed only when the document uses it:
 * often enough, and with numbers that go up as numbers of references do.
 */
#ifndef LTN_ANALYSE_CITATIONS_MARKERS_H
#define LTN_ANALYSE_CITATIONS_MARKERS_H

#include "lectern.h"

#include <stdbool.h>

typedef enum ltn_marker_kind {
    LTN_MARKER_BRACKETS,    /* [12], [3-5, 7] */
    LTN_MARKER_PARENTHESES, /* (34), (36, 37) */
    LTN_MARKER_RAISED,      /* written with superscript digits */
    LTN_MARKER_DIGITS,      /* raised once; here plain digits behind a word */
    LTN_MARKER_GROUP,       /* (Smith 2019; Jones et al. 2020, p. 4) */
    LTN_MARKER_NARRATIVE,   /* Smith (2019) */
    LTN_MARKER_BARE,        /* Smith et al., 2019 */
    LTN_MARKER_KINDS
} ltn_marker_kind;

/* One reference inside a marker. */
typedef struct ltn_marker_item {
    uint32_t start, end;     /* bytes in the text */
    uint32_t number;         /* of the reference; 0: author and year */
    uint32_t last;           /* of those between the ends of a range, or 0 */
    uint32_t name, name_end; /* the first author's name */
    uint16_t year;
    char letter; /* of 2019a; 0: none */
} ltn_marker_item;

typedef struct ltn_marker {
    uint32_t start, end;  /* bytes in the text */
    uint8_t kind;         /* ltn_marker_kind */
    uint8_t sure;         /* 2: could hardly be anything else, 1: likely */
    bool taken;           /* the document uses this system */
    uint32_t item, items; /* first of its items, and how many */
} ltn_marker;

typedef struct ltn_markers {
    const char *text;
    ltn_marker *at;
    uint32_t len, cap;
    ltn_marker_item *items;
    uint32_t item_len, item_cap;
    bool failed;
} ltn_markers;

/* Collects the candidates of one unit: bytes start to end of m->text. */
void ltn_markers_collect(ltn_markers *m, uint32_t start, uint32_t end);

/* Decides which of the candidates are citations; listed: the document has a
 * reference list, whose entries are numbered up to `numbered`. */
void ltn_markers_decide(ltn_markers *m, bool listed, uint32_t numbered);

/* "numeric", "superscript", "author-year". */
const char *ltn_marker_family(ltn_marker_kind kind);

void ltn_markers_release(ltn_markers *m);

#endif
