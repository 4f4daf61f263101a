/* marking.h - private to the pass: what is kept while one document is marked,
 * and what its files ask of one another.
 */
#ifndef LTN_ANALYSE_CITATIONS_MARKING_H
#define LTN_ANALYSE_CITATIONS_MARKING_H

#include "analyse/citations/markers.h"
#include "analyse/citations/references.h"
#include "analyse/citations/run.h"
#include "analyse/citations/shorts.h"
#include "analyse/citations/works.h"

typedef struct ltn_node_list {
    const ltn_node **at;
    size_t len, cap;
} ltn_node_list;

/* What is kept while one document is marked. */
typedef struct ltn_marking {
    const ltn_doc *doc;
    ltn_edits *edits;
    const ltn_date_words *date_words;
    ltn_cite_run run;
    ltn_work_table works;
    ltn_markers markers;
    ltn_references references;
    ltn_node_list quotes, dates; /* those of the document, in order */
    uint32_t *ends;              /* of the units that go on in the next one */
    uint32_t end_len, end_cap;
    uint32_t *keys;  /* of the marks of the citations of the run */
    uint32_t *about; /* of each of these: the work, 0 when it is not marked */
    ltn_shorts shorts;
    struct ltn_marking_labels {
        const char *label, *family, *type; /* of each rule, in the document */
    } * labels;
} ltn_marking;

/* Whether start to end begins in one quote and ends outside of it, or the
 * other way round. */
bool ltn_marking_cuts_quote(const ltn_marking *m, uint32_t start, uint32_t end);

/* Marks the list of references, its entries and the works they are about. */
void ltn_marking_entries(ltn_marking *m);

/* Marks the scholarly markers and points them to their entries. */
void ltn_marking_markers(ltn_marking *m);

/* Marks names that stand for a work which was cited in full before. */
void ltn_marking_shorts(ltn_marking *m);

#endif
