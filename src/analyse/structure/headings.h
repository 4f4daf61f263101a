/* headings.h - which block of a document is a heading, and of what rank. */
#ifndef LTN_ANALYSE_STRUCTURE_HEADINGS_H
#define LTN_ANALYSE_STRUCTURE_HEADINGS_H

#include "analyse/blocks.h"
#include "analyse/phrases.h"

/* Ranks, the highest first: a heading ends all divisions of its rank and of
 * lower ones. Decimal numbers ("1.2.3") take as many ranks as they have parts.
 */
enum {
    LTN_RANK_NONE,
    LTN_RANK_TITLE, /* of the document */
    LTN_RANK_BOOK,
    LTN_RANK_PART,
    LTN_RANK_CHAPTER,
    LTN_RANK_SECTION,
    LTN_RANK_NUMBER, /* "II." */
    LTN_RANK_CAPITALS,
    LTN_RANK_BARE,
    LTN_RANK_DECIMAL = 16 /* "1." is this, "1.2" one more, ... */
};

typedef struct ltn_headline {
    const char *rule;  /* NULL: no heading */
    uint8_t rank, cls; /* ltn_division_class */
    uint8_t percent;
    bool label; /* a number or a name of a division alone: a title may follow */
    bool given; /* the reader said so */
} ltn_headline;

/* The class names of the word lists: ltn_division_class by name, and two. */
enum { LTN_HEAD_NUMBER = LTN_DIV_CLASSES, LTN_HEAD_LISTS };
extern const char *const ltn_heading_lists[LTN_HEAD_LISTS];

/* Adds headings that only their company shows. */
void ltn_headings_sequences(const ltn_block_list *list, const char *text,
                            ltn_headline *out);

/* Fills out[0..list->len). */
void ltn_headings_find(const ltn_block_list *list, const char *text,
                       const ltn_phrases *words, ltn_headline *out);

#endif
