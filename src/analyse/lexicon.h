/* lexicon.h - the word lists and tables that passes share.
 *
 * Read from the data files when first needed and kept in ltn_analysis, which
 * owns them. A language without a list of its own has an empty one.
 */
#ifndef LTN_ANALYSE_LEXICON_H
#define LTN_ANALYSE_LEXICON_H

#include "analyse/dates/dates.h"
#include "analyse/phrases.h"
#include "analyse/quotes/cues.h"
#include "analyse/quotes/quotes.h"

enum { LTN_LEXICON_LANGS = 32 };

typedef struct ltn_lexicon {
    ltn_quote_table quotes;
    ltn_date_words dates;
    ltn_phrases *speech; /* see speech/speech.h */
    ltn_words names;     /* the same */
    ltn_words elisions;  /* FRONT and BACK, see quotes/scan.c */
    struct {
        char lang[4]; /* "fr"; empty: unused */
        ltn_words words;
    } cues[LTN_LEXICON_LANGS];
} ltn_lexicon;

/* The lexicon of a, or NULL without memory. */
ltn_lexicon *ltn_lexicon_of(ltn_analysis *a);

/* The cues (quotes/cues.h) of a BCP 47 language; those of English for a
 * language without a list, all there are for "und". */
const ltn_words *ltn_lexicon_cues(ltn_lexicon *l, const char *lang);

void ltn_lexicon_free(ltn_lexicon *l);

#endif
