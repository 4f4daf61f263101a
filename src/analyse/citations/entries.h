/* entries.h - what an entry of a reference list says, as marks inside it, and
 * the range that a locator gives.
 */
#ifndef LTN_ANALYSE_CITATIONS_ENTRIES_H
#define LTN_ANALYSE_CITATIONS_ENTRIES_H

#include "analyse/citations/references.h"
#include "analyse/citations/run.h"

/* Marks the fields of entry e (LTN_BIBL_PART; volume and pages LTN_LOCATOR) and
 * the identifiers that the run found in it. */
void ltn_entry_mark(const ltn_cite_run *run, const ltn_reference *e,
                    ltn_edits *edits);

/* "11, 13 and 15": from 11 to 15; "VII": from 7, to stays NULL; "12 ff.": to is
 * "", an open end. */
void ltn_locator_range(ltn_edits *edits, ltn_props *p, const char *s,
                       size_t len);

#endif
