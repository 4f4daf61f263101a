/* speech.h - who speaks, when, where: what the files of this folder share.
 *
 *   front.c    title, date, place, event from the first lines
 *   heads.c    what these lines are, together
 *   ending.c   thanks, valediction, signatures
 *   genre.c    what sort of text it is
 *   labels.c   the label of a turn
 *   lines.c    what such a line is by itself
 *   names.c    the speaker out of the words of a title
 *   speech.c   the pass; salutations
 *   title.c    the title of what is no speech
 *   turns.c    the turns of transcripts
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
    LTN_NAME_OF = 1 << 4,
    LTN_NAME_PORTFOLIO = 1 << 5,
    LTN_NAME_ENVOY = 1 << 6,
    LTN_NAME_LABEL = 1 << 7,
    LTN_NAME_SPOKEN_AT = 1 << 8,
    LTN_NAME_ARTICLE = 1 << 9,
    LTN_NAME_ASK = 1 << 10,
    LTN_NAME_PARTICLE = 1 << 11
};

typedef struct ltn_range {
    const char *start, *end; /* start == NULL: none */
} ltn_range;

static inline size_t ltn_range_bytes(ltn_range b)
{
    return (size_t)(b.end - b.start);
}

/* Who speaks, as far as a title tells. */
typedef struct ltn_named {
    ltn_range name, role, body;
} ltn_named;

/* The tags of a word in a title. */
uint32_t ltn_speech_tags(const ltn_words *w, const char *p, const char *end);

/* Reads a phrase like "CSTO Secretary General Ann Lee, at ..." in a language
 * (BCP 47), on which it depends whether "von" is part of a name. */
ltn_named ltn_speech_named(const ltn_words *w, const char *lang, const char *p,
                           const char *end);

/* The beginning of a document. */
typedef struct ltn_front {
    uint32_t body;     /* bytes: where the speech proper begins */
    uint32_t head_end; /* up to here nobody is addressed */
    uint32_t done;     /* up to here all blocks are known */
    uint32_t zone;     /* up to here lines may lack their commas */
    bool speech;       /* it is one */
    bool titled;       /* ... for its title says so */
    bool has_title;    /* a title was found */
    bool addressed;    /* its first sentence addresses somebody */
    bool named;        /* its speaker is known: */
    uint32_t entity;   /* ... 1-based */
    ltn_range name, role;
} ltn_front;

/* Reads the beginning and says what it found in e. */
void ltn_speech_front(ltn_lexicon *l, ltn_edits *e, ltn_front *f);

/* What phrase the line begins with; -1: none. */
int ltn_speech_phrase_of(const ltn_lexicon *l, const char *p, const char *end);

/* Whether the text thanks or says farewell. One word of another language than
 * that of the document must be all of it: "Merci." ends an English speech, but
 * Danish "Tak" is not meant by Polish "Tak zwana ...". */
bool ltn_speech_is_closing(const ltn_lexicon *l, const ltn_doc *doc,
                           ltn_range b);

/* Whether the lines of the block address somebody. start: the block stands
 * before the speech proper, where commas are often missing; open: the block
 * before it was a salutation and did not come to an end. */
bool ltn_speech_salutes(const ltn_lexicon *l, const char *p, const char *end,
                        bool start, bool open);

/* Whether a salutation does not end with a stop. */
bool ltn_speech_is_open(ltn_range block);

/* Words of the line, and how many begin with a capital. */
unsigned ltn_speech_count(ltn_range line, unsigned *capitals);

/* The line at *p, without white space at its ends; *p moves to the next. */
ltn_range ltn_speech_line(const char **p, const char *end);

/* What was found that tells the sort of a text. */
typedef struct ltn_signs {
    size_t salutations, turns;
    size_t questions; /* turns of "Q" */
    bool thanks, valediction;
    uint32_t closing; /* bytes: where it begins in a transcript; 0: nowhere */
} ltn_signs;

enum { LTN_TAIL = 24 }; /* blocks at the end that are looked at */

/* The last blocks of a document, as a ring. */
typedef struct ltn_tail {
    const ltn_node *at[LTN_TAIL];
    size_t seen;
} ltn_tail;

/* The i-th block from the end, or NULL. */
const ltn_node *ltn_speech_from_end(const ltn_tail *t, size_t i);

/* Finds how the text ends; speech: it is known to be one. */
void ltn_speech_ending(const ltn_lexicon *l, ltn_edits *e, const ltn_tail *t,
                       bool speech, ltn_signs *signs);

/* Finds the turns of a transcript that begins as f says, and counts them; they
 * are put into the edits by the second function, which frees them. end: where
 * the closing of the text begins, or 0. NULL without memory. */
typedef struct ltn_turns ltn_turns;
ltn_turns *ltn_speech_turns_find(ltn_lexicon *l, ltn_edits *e,
                                 const ltn_front *f, ltn_signs *signs);
void ltn_speech_turns_put(ltn_turns *t, uint32_t end);

/* Takes the title, and the author below it, from the first heading that begins
 * at byte `from` or later: those before are known to be something else. */
void ltn_speech_title(const ltn_lexicon *l, ltn_edits *e, uint32_t from);

/* Says what sort of text it is, as metadata. */
void ltn_speech_genre(ltn_edits *e, const ltn_front *f, const ltn_signs *s);

#endif
