/* analyse.h - from what the source says to what it implies.
 *
 * A pass looks at a document and says in edits (model/edits.h) what it found,
 * each decision with its rule, its evidence and its confidence; the edits of
 * one pass are applied before the next begins. A pass is linear in the text.
 * ltn_analysis is what passes need beside the document: options, and what is
 * compiled once and used for many documents.
 */
#ifndef LTN_ANALYSE_ANALYSE_H
#define LTN_ANALYSE_ANALYSE_H

#include "model/edits.h"

typedef struct ltn_cites ltn_cites; /* compiled citation packs */

typedef struct ltn_analysis_options {
    const char *quotes; /* quotation style by name; NULL = find out */
    unsigned threshold; /* percent: a class that is less sure stays undecided;
                           0 = LTN_THRESHOLD */
} ltn_analysis_options;

enum { LTN_THRESHOLD = 55 };

typedef struct ltn_analysis {
    ltn_analysis_options options;
    ltn_cites *cites;                /* NULL until first needed */
    struct ltn_languages *languages; /* the language detector; the same */
    struct ltn_lexicon *lexicon;     /* word lists; the same */
    struct ltn_phrases *furniture;   /* word lists; the same */
    struct ltn_phrases *headings;
} ltn_analysis;

typedef struct ltn_pass {
    const char *name; /* "quotes" */
    ltn_status (*run)(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags);
} ltn_pass;

/* In the order they run. */
extern const ltn_pass ltn_pass_language;  /* BCP 47 language of the text */
extern const ltn_pass ltn_pass_furniture; /* what is not the author's words */
extern const ltn_pass ltn_pass_structure; /* headings, divisions, lists */
extern const ltn_pass ltn_pass_speech;    /* who, when, where; salutations */
extern const ltn_pass ltn_pass_quotes;    /* convention, spans */
extern const ltn_pass ltn_pass_classes;   /* kinds of quotes */
extern const ltn_pass ltn_pass_dates;
extern const ltn_pass ltn_pass_citations; /* found, identified */
extern const ltn_pass ltn_pass_sources;   /* which citation sources a quote */

/* Runs every pass over doc and applies what it found. A zeroed ltn_analysis is
 * ready; it is used for one document after another. */
ltn_status ltn_analyse(ltn_analysis *a, ltn_doc *doc, ltn_diags *diags);

void ltn_analysis_release(ltn_analysis *a);

#endif
