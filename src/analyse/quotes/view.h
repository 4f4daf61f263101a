/* view.h - a quotation with what stands round it, for telling what it is.
 *
 * Nothing is owned: pointers lead into the text of the document.
 */
#ifndef LTN_ANALYSE_QUOTES_VIEW_H
#define LTN_ANALYSE_QUOTES_VIEW_H

#include "analyse/quotes/cues.h"

#include "model/doc.h"

enum { LTN_NEAR = 5 /* words before and after that are looked at */ };

/* A quotation and its surroundings. */
typedef struct ltn_quote_view {
    const ltn_node *node;
    const char *text;         /* of the document */
    const char *open, *close; /* the words between the marks */
    const char *start, *end;  /* of the block it is in, or as far as we look */
    bool from_start, to_end;  /* that reaches the ends of the block */
    unsigned words, capitals, small; /* small: "of" in a title */
    bool lower;                      /* begins with a small letter */
    bool caseless;                   /* in a script without capitals */
    bool big_nouns;                  /* the language writes nouns so */
    bool noun;                       /* short, where nouns have capitals */
    bool sentence;                   /* ends with . ! ? and begins so */
    bool stop;                       /* ends with . ! ? … */
    bool comma;                      /* ends with a comma */
    bool person;                     /* I, we, you ... within */
    bool shouting;                   /* no small letter at all */
    uint32_t before[LTN_NEAR];       /* tags of the words, nearest first */
    uint32_t after[LTN_NEAR];
    unsigned befores, afters;
    uint32_t mark_before; /* punctuation right before, or 0 */
    bool identifier;      /* "(A/RES/77/13)" comes after */
    bool at_start;        /* of its block */
    bool whole;           /* is its block, but for a stop */
} ltn_quote_view;

/* Looks at the quotation n of doc and round it. */
void ltn_quote_look(ltn_quote_view *v, const ltn_doc *doc, const ltn_node *n,
                    const ltn_words *cues);

/* The name of who speaks, where what follows tells it beyond doubt: a verb of
 * saying and then a name ("said Anna Brown."); NULL where it does not. */
const char *ltn_quote_speaker(const ltn_quote_view *v, const ltn_words *cues,
                              size_t *len);

/* Whether only commas and a conjunction lie between a and b. */
bool ltn_quote_listed(const char *a, const char *b, const ltn_words *cues);

#endif
