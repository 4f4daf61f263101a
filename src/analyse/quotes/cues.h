/* cues.h - words that tell what stands in quotation marks.
 *
 * LANG.words gives words tags; each tag is a bit here.
 */
#ifndef LTN_ANALYSE_QUOTES_CUES_H
#define LTN_ANALYSE_QUOTES_CUES_H

#include "analyse/words.h"

enum {
    LTN_CUE_SAID = 1 << 0,     /* verb of saying: said, répondit */
    LTN_CUE_QUOTE = 1 << 1,    /* brings in words of a source: notes, reads */
    LTN_CUE_TITLE = 1 << 2,    /* stands before a title: entitled, theme */
    LTN_CUE_WORK = 1 << 3,     /* kind of a work: resolution, report */
    LTN_CUE_SOCALLED = 1 << 4, /* keeps at a distance: so-called */
    LTN_CUE_TERM = 1 << 5,     /* talks about words: the term, called */
    LTN_CUE_NAME = 1 << 6,     /* bears a proper name: operation, ship */
    LTN_CUE_ARTICLE = 1 << 7,  /* a, the */
    LTN_CUE_SMALL = 1 << 8,    /* written small within a title: of, and */
    LTN_CUE_PERSON = 1 << 9,   /* who speaks: he, she, they */
    LTN_CUE_ADJUNCT = 1 << 10, /* goes on an inserted clause after a comma */
    LTN_CUE_STORY = 1 << 11,   /* begins a sentence of the narrator */
    LTN_CUE_CLITIC = 1 << 12,  /* stands before the verb: lui, me */
    LTN_CUE_THAT = 1 << 13,    /* brings in a clause: said that, a dit que */

    /* Of the language itself, which is the word "*". */
    LTN_CUE_NOUNS = 1 << 14,    /* nouns are written with a capital */
    LTN_CUE_INVERSION = 1 << 15 /* "dit-il" breaks in on speech in marks */
};

/* Whether the language has the trait. */
bool ltn_cues_trait(const ltn_words *w, uint32_t trait);

/* Loads the cues of a language; "fr-CA" is "fr". False: it has none. */
bool ltn_cues_load(ltn_words *w, const char *lang);

#endif
