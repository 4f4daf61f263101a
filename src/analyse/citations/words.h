/* words.h - the words of a reference, as the parser of references sees them:
 * what stands between white space, its core without the marks around it, and
 * what may be told from its shape.
 */
#ifndef LTN_ANALYSE_CITATIONS_WORDS_H
#define LTN_ANALYSE_CITATIONS_WORDS_H

#include "lectern.h"

#include <stdbool.h>

enum { LTN_REF_WORDS = 400 /* of one reference; longer ones are left alone */ };

/* What a word of a reference belongs to. */
typedef enum ltn_ref_field {
    LTN_REF_NONE,
    LTN_REF_AUTHOR,
    LTN_REF_EDITOR,
    LTN_REF_TITLE,
    LTN_REF_CONTAINER,
    LTN_REF_VOLUME,
    LTN_REF_PAGES,
    LTN_REF_DATE,
    LTN_REF_PLACE,
    LTN_REF_PUBLISHER,
    LTN_REF_EDITION,
    LTN_REF_OTHER, /* notes, genres, identifiers: no field, and taken */
    LTN_REF_FIELDS
} ltn_ref_field;

typedef struct ltn_ref_word {
    const char *s, *e;      /* with all its marks */
    const char *core, *end; /* without those around it */
    bool open_quote, close_quote, open_paren, close_paren;
    bool comma, period, colon, semicolon, question; /* behind the core */
    bool capital; /* begins with a capital letter */
    bool initial; /* "J.", "J.-P.", "AM" */
    bool number;  /* begins with a digit */
    bool year;    /* 1500 to 2049, perhaps with a letter */
    bool month;
    bool joins; /* "and", "&", "et", "und" */
    bool small; /* "de", "van": inside names */
    uint8_t field;
} ltn_ref_word;

typedef struct ltn_ref {
    ltn_ref_word at[LTN_REF_WORDS];
    unsigned len;
} ltn_ref;

/* Splits s to e into words; false when there are too many. */
bool ltn_ref_split(ltn_ref *r, const char *s, const char *e);

/* Whether the core of w is one of the words of a list that ends with NULL;
 * ASCII case does not count. */
bool ltn_ref_is(const ltn_ref_word *w, const char *const words[]);

/* A word that names of publishers have. */
bool ltn_ref_publisher_word(const ltn_ref_word *w);

/* ... and names of journals and proceedings. */
bool ltn_ref_container_word(const ltn_ref_word *w);

/* A thesis, a report, a patent: no field of ours. */
bool ltn_ref_genre_word(const ltn_ref_word *w);

/* A place of publication, or a part of one. */
bool ltn_ref_place_word(const ltn_ref_word *w);

/* A full stop that ends no sentence. */
bool ltn_ref_abbreviation(const ltn_ref_word *w);

/* Words with which what holds an article begins, or a book's last lines. */
bool ltn_ref_opens_container(const ltn_ref_word *w);

/* "ed.", "eds.", "editors". */
bool ltn_ref_editor_word(const ltn_ref_word *w);

/* How many words at the front are the authors, 0 when none are plain; finds
 * a year right behind them. */
unsigned ltn_ref_authors(const ltn_ref *r);

/* Gives every word of r its field. */
void ltn_ref_parse(ltn_ref *r);

#endif
