/* works.h - the distinct works that a document's citations are about.
 *
 * Two citations are of one work when their identifiers agree, or, without
 * identifiers, their names as far as letters and digits go.
 */
#ifndef LTN_ANALYSE_CITATIONS_WORKS_H
#define LTN_ANALYSE_CITATIONS_WORKS_H

#include "analyse/dates/dates.h"
#include "model/edits.h"

typedef struct ltn_work_table {
    ltn_edits *edits;
    uint32_t *slots; /* hash of works by key: 1-based place */
    uint32_t mask, used;
} ltn_work_table;

/* Begins with the works that the document has. */
void ltn_work_table_init(ltn_work_table *t, ltn_edits *edits);

/* The 1-based index of the work like w, added when it is new. Strings of w are
 * kept by pointer: they must live in the document's strings. */
uint32_t ltn_work_table_put(ltn_work_table *t, const ltn_work *w);

void ltn_work_table_release(ltn_work_table *t);

/* "18 March 2010", "mars 2010", "2010, May 4", "2010" as ISO 8601 into out;
 * false when the text is none of these. */
bool ltn_cite_iso_date(const ltn_date_words *known, const char *s, size_t len,
                       char out[11]);

#endif
