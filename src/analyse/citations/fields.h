/* fields.h - private to the parser of references: what its stages share.
 */
#ifndef LTN_ANALYSE_CITATIONS_FIELDS_H
#define LTN_ANALYSE_CITATIONS_FIELDS_H

#include "analyse/citations/words.h"

typedef struct ltn_fields {
    ltn_ref *r;
    unsigned rest; /* the first word behind authors, year and title */
    bool dated, journal, edited;
} ltn_fields;

/* Gives the words from `from` to before `to` a field, those that have none. */
void ltn_field_give(ltn_ref *r, unsigned from, unsigned to,
                    ltn_ref_field field);
bool ltn_field_free(const ltn_fields *p, unsigned i);
bool ltn_field_has(const ltn_ref *r, ltn_ref_field field);
bool ltn_field_is(const ltn_ref_word *w, const char *word);

/* Whether the words from i on look like the end of a book's reference. */
bool ltn_field_tail_of_book(const ltn_ref *r, unsigned i);

/* The stages after the title, in their order (numbers.c, imprint.c). */
void ltn_field_notes(ltn_fields *p);
void ltn_field_pages(ltn_fields *p);
void ltn_field_volumes(ltn_fields *p);
void ltn_field_date(ltn_fields *p);
void ltn_field_editors(ltn_fields *p);
void ltn_field_imprint(ltn_fields *p);
void ltn_field_numbers(ltn_fields *p);
void ltn_field_rest(ltn_fields *p);

#endif
