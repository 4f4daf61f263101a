/* units.h - the stretches of a document's text in which citations are sought:
 * blocks that hold text, and the text that stands in a container itself.
 */
#ifndef LTN_ANALYSE_CITATIONS_UNITS_H
#define LTN_ANALYSE_CITATIONS_UNITS_H

#include "model/doc.h"

typedef struct ltn_unit {
    const ltn_node *node; /* the block, or the first inline of the stretch */
    uint32_t start, end;  /* bytes in the text */
} ltn_unit;

typedef struct ltn_units {
    ltn_iter it;
    uint32_t covered; /* text before it has been given out */
} ltn_units;

ltn_units ltn_units_of(const ltn_doc *doc);

/* The next unit, in document order; furniture that cites nothing (navigation,
 * rules) is left out. False at the end. */
bool ltn_units_next(ltn_units *u, ltn_unit *unit);

#endif
