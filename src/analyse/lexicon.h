/* lexicon.h - the word lists and tables that passes share.
 *
 * Read from the data files when first needed and kept in ltn_analysis, which
 * owns them. A language without a list of its own has an empty one.
 */
#ifndef LTN_ANALYSE_LEXICON_H
#define LTN_ANALYSE_LEXICON_H

#include "analyse/quotes/quotes.h"

typedef struct ltn_lexicon {
    ltn_quote_table quotes;
    ltn_words elisions; /* FRONT and BACK, see quotes/scan.c */
} ltn_lexicon;

/* The lexicon of a, or NULL without memory. */
ltn_lexicon *ltn_lexicon_of(ltn_analysis *a);

void ltn_lexicon_free(ltn_lexicon *l);

#endif
