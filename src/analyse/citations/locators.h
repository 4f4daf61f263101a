/* locators.h - the range that a locator gives.
 */
#ifndef LTN_ANALYSE_CITATIONS_LOCATORS_H
#define LTN_ANALYSE_CITATIONS_LOCATORS_H

#include "model/edits.h"

/* "11, 13 and 15": from 11 to 15; "VII": from 7, to stays NULL; "444-45": to
 * 445; "12 ff.": to is "", an open end. */
void ltn_locator_range(ltn_edits *edits, ltn_props *p, const char *s,
                       size_t len);

#endif
