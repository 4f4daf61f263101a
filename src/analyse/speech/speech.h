/* speech.h - who speaks, when, where: what the files of this folder share.
 *
 *   front.c    title, date, place, event from the first blocks
 *   genre.c    what sort of text it is
 *   names.c    the speaker out of the words of a title
 *   speech.c   the pass; salutations, closing
 *   turns.c    the speakers of transcripts
 */
#ifndef LTN_ANALYSE_SPEECH_SPEECH_H
#define LTN_ANALYSE_SPEECH_SPEECH_H

#include "analyse/lexicon.h"
#include "analyse/phrases.h"

/* Classes of the phrases in LANG.words. */
typedef enum ltn_speech_phrase {
    LTN_SPEECH_TITLE,
    LTN_SPEECH_SALUTATION,
    LTN_SPEECH_CLOSING,
    LTN_SPEECH_VALEDICTION, /* of a letter: "Yours sincerely" */
    LTN_SPEECH_STAGE,
    LTN_SPEECH_PHRASES
} ltn_speech_phrase;

/* Tags of names.tsv. */
enum {
    LTN_NAME_ROLE_WORD = 1 << 0,
    LTN_NAME_HONOR = 1 << 1,
    LTN_NAME_BY = 1 << 2,
    LTN_NAME_TO = 1 << 3,
    LTN_NAME_OF = 1 << 4
};

typedef struct ltn_range {
    const char *start, *end; /* start == NULL: none */
} ltn_range;

/* Who speaks, as far as a title tells. */
typedef struct ltn_named {
    ltn_range name, role, body;
} ltn_named;

/* Reads a phrase like "CSTO Secretary General Ann Lee, at ..." */
ltn_named ltn_speech_named(const ltn_words *w, const char *p, const char *end);

enum { LTN_FRONT_MAX = 40 }; /* blocks at the start that are looked at */

/* The beginning of a document. */
typedef struct ltn_front {
    const ltn_node *block[LTN_FRONT_MAX];
    unsigned blocks;
    unsigned body;     /* the first block of the speech proper */
    uint32_t head_end; /* bytes: up to here nobody is addressed */
    uint32_t zone;     /* bytes: up to here lines may lack their commas */
    bool speech;       /* it is one */
    bool titled;       /* ... for its title says so */
    bool named;        /* its speaker is known: */
    uint32_t entity;   /* ... 1-based */
    ltn_range role;
} ltn_front;

/* Reads the beginning and says what it found in e. */
void ltn_speech_front(ltn_lexicon *l, ltn_edits *e, ltn_front *f);

/* What phrase the line begins with; -1: none. */
int ltn_speech_phrase_of(const ltn_lexicon *l, const char *p, const char *end);

/* Whether the lines of the block address somebody. start: the block stands
 * before the speech proper, where commas are often missing; open: the block
 * before it was a salutation and did not come to an end. */
bool ltn_speech_salutes(const ltn_lexicon *l, const char *p, const char *end,
                        bool start, bool open);

/* Whether a salutation does not end with a stop. */
bool ltn_speech_is_open(ltn_range block);

/* The line at *p, without white space at its ends; *p moves to the next. */
ltn_range ltn_speech_line(const char **p, const char *end);

/* What was found that tells the sort of a text. */
typedef struct ltn_signs {
    size_t salutations, turns;
    size_t questions; /* turns of "Q" */
    bool thanks, valediction;
} ltn_signs;

/* Finds the turns of a transcript that begins as f says, and counts them. */
void ltn_speech_turns(ltn_lexicon *l, ltn_edits *e, const ltn_front *f,
                      ltn_signs *signs);

/* Says what sort of text it is, as metadata. */
void ltn_speech_genre(ltn_edits *e, const ltn_front *f, const ltn_signs *s);

#endif
