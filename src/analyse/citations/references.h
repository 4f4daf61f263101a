/* references.h - the reference list of a document, and which entry a marker
 * means.
 */
#ifndef LTN_ANALYSE_CITATIONS_REFERENCES_H
#define LTN_ANALYSE_CITATIONS_REFERENCES_H

#include "analyse/citations/markers.h"
#include "model/edits.h"

typedef struct ltn_reference {
    const ltn_node *node; /* the block that is the entry */
    uint32_t start, end;  /* bytes in the text */
    uint32_t body;        /* where the entry begins behind its label */
    uint32_t number;      /* its label "[12]", "12.", or its place */
    uint16_t year;        /* the first that it gives; 0: none */
    char letter;          /* of "2019a"; 0: none */
    uint32_t work;        /* 1-based index of the work it is about; 0: none */
} ltn_reference;

typedef struct ltn_references {
    const ltn_doc *doc;
    ltn_reference *at;
    uint32_t len, cap;
    const ltn_node *heading; /* "References", or NULL */
    bool labelled;           /* its entries carry numbers */
    bool noted;              /* the document has numbered notes besides */
    uint32_t highest;        /* of these numbers */
    uint32_t dated;          /* how many entries give a year */
    bool failed;
    uint32_t *by_year; /* places of the entries, sorted */
    uint32_t looked;   /* work done for markers without a right year */
} ltn_references;

/* Finds the last reference list of the document. */
void ltn_references_find(ltn_references *r, const ltn_doc *doc);

/* Whether the byte at `at` is in an entry. */
bool ltn_references_has(const ltn_references *r, uint32_t at);

/* The entry that an item of a marker means, or NULL. */
const ltn_reference *ltn_references_link(ltn_references *r,
                                         const ltn_marker_item *item);

/* Whether the word from s to e is among the authors of entry r. */
bool ltn_references_names(const ltn_references *refs, const ltn_reference *r,
                          uint32_t s, uint32_t e);

/* Puts the list and its entries into edits: LTN_REFERENCES, LTN_REFERENCE. */
void ltn_references_mark(const ltn_references *r, ltn_edits *edits);

void ltn_references_release(ltn_references *r);

#endif
