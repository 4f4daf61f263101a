/* words.h - the words of a reference, as the parser of references sees them:
 * what stands between white space, its core without the marks around it, and
 * what may be told from its shape.
 */
#ifndef LTN_ANALYSE_CITATIONS_WORDS_H
#define LTN_ANALYSE_CITATIONS_WORDS_H

#include "analyse/words.h"

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

/* What references.words knows of a word. */
typedef enum ltn_ref_tag {
    LTN_TAG_PUBLISHER = 1 << 0, /* in names of publishers */
    LTN_TAG_CONTAINER = 1 << 1, /* in names of journals and proceedings */
    LTN_TAG_GENRE = 1 << 2,     /* a thesis, a report, a patent: no field */
    LTN_TAG_PLACE = 1 << 3,
    LTN_TAG_STATE = 1 << 4, /* a place when it is in capitals */
    LTN_TAG_SHORT = 1 << 5, /* its full stop ends no sentence */
    LTN_TAG_OPENS = 1 << 6, /* what holds an article begins so */
    LTN_TAG_EDITOR = 1 << 7,
    LTN_TAG_MONTH = 1 << 8,
    LTN_TAG_JOINS = 1 << 9,
    LTN_TAG_SMALL = 1 << 10
} ltn_ref_tag;

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
    uint32_t tags; /* ltn_ref_tag */
} ltn_ref_word;

typedef struct ltn_ref {
    ltn_ref_word at[LTN_REF_WORDS];
    unsigned len;
    bool vancouver; /* the names of its list are "Casper C", "Slyker JA" */
} ltn_ref;

/* Reads references.words, whose tags are ltn_ref_tag. */
void ltn_ref_words_load(ltn_words *known);

/* Splits s to e into words; false when there are too many. */
bool ltn_ref_split(ltn_ref *r, const char *s, const char *e,
                   const ltn_words *known);

/* Whether the core of w is one of the words of a list that ends with NULL;
 * ASCII case does not count. */
bool ltn_ref_is(const ltn_ref_word *w, const char *const words[]);

/* A place of publication, or a part of one. */
bool ltn_ref_place_word(const ltn_ref_word *w);

/* A full stop behind it ends no sentence. */
bool ltn_ref_abbreviation(const ltn_ref_word *w);

/* How many words at the front are the authors, 0 when none are plain; finds
 * a year right behind them. */
unsigned ltn_ref_authors(const ltn_ref *r);

/* Whether r begins with at least so many names as "Slyker JA, Casper C." */
bool ltn_ref_is_vancouver(const ltn_ref *r, unsigned least);

/* Gives every word of r its field. */
void ltn_ref_parse(ltn_ref *r);

#endif
