/* entries.h - what an entry of a reference list says, as marks inside it, and
 * as a work.
 */
#ifndef LTN_ANALYSE_CITATIONS_ENTRIES_H
#define LTN_ANALYSE_CITATIONS_ENTRIES_H

#include "analyse/citations/references.h"
#include "analyse/citations/run.h"
#include "analyse/dates/dates.h"

/* How the entries of a list are read; names in most lists are of one style. */
typedef struct ltn_entry_reader {
    const ltn_cite_run *run;
    ltn_edits *edits;
    const ltn_date_words *dates;
    bool vancouver; /* "Slyker JA, Casper C." */
} ltn_entry_reader;

ltn_entry_reader ltn_entries_open(const ltn_cite_run *run, ltn_edits *edits,
                                  const ltn_date_words *dates,
                                  const ltn_references *list);

/* Marks the fields of entry e (LTN_BIBL_PART; volume and pages LTN_LOCATOR) and
 * the identifiers that the run found in it. What it says of the work goes to
 * *work; its name is NULL when the entry could not be read. */
void ltn_entry_mark(const ltn_entry_reader *r, const ltn_reference *e,
                    ltn_work *work);

#endif
