/* head.h - the lines at the head of a text: what heads.c finds out about them
 * and front.c reads out of them. */
#ifndef LTN_ANALYSE_SPEECH_HEAD_H
#define LTN_ANALYSE_SPEECH_HEAD_H

#include "analyse/speech/lines.h"

enum {
    LTN_HEAD_BLOCKS = 40, /* blocks at the start that are looked at */
    LTN_HEAD_PIECES = 80, /* lines in them */
    LTN_HEAD_SHORT = 120, /* bytes of a line that stands for itself */
    LTN_HEAD_BODY = 200,  /* bytes of a line that is no front matter */
    LTN_HEAD_LINES = 16   /* of a block that is cut */
};

/* What a line is. */
typedef enum ltn_part {
    LTN_PART_TITLE,
    LTN_PART_MORE_TITLE,
    LTN_PART_DATE,
    LTN_PART_PLACE,
    LTN_PART_BYLINE,
    LTN_PART_OFFICE, /* "President: Ann Lee" */
    LTN_PART_TIME,
    LTN_PART_SUBTITLE,
    LTN_PART_KICKER,
    LTN_PART_LETTERHEAD,
    LTN_PART_NOTICE,
    LTN_PART_SUMMARY,
    LTN_PART_SALUTATION,
    LTN_PART_OTHER,
    LTN_PART_TEXT
} ltn_part;

typedef struct ltn_piece {
    const ltn_node *node;
    ltn_range at;
    ltn_part part;
    bool subtitle; /* ... and metadata */
    bool wrapped;  /* a line of a paragraph that the source has not broken */
} ltn_piece;

typedef struct ltn_head {
    ltn_lexicon *l;
    ltn_edits *e;
    ltn_front *f;
    const char *text, *lang;
    ltn_piece at[LTN_HEAD_PIECES];
    unsigned len, body;        /* pieces; the first of the speech proper */
    unsigned title, title_end; /* title == len: none */
    unsigned lines;            /* up to here they are surely of the title */
    bool phrase, salutes, kicker;
    ltn_date date; /* the best so far */
    unsigned date_percent;
    ltn_range place;
    unsigned place_percent;
} ltn_head;

/* Fills in the lines and what each of them is. */
void ltn_head_find(ltn_head *r);

/* Then, for a speech, what they are together: its title, ... */
void ltn_head_find_title(ltn_head *r);

/* ... and the lines that are left when all others have been read. */
void ltn_head_find_rest(ltn_head *r);

/* Whether no blank line stands between line i and the line before it. */
bool ltn_head_is_near(const ltn_head *r, unsigned i);

/* Whether the line ends as a sentence does. */
bool ltn_head_ends_stop(ltn_range b);

/* Whether the text has letters, and none of them small. */
bool ltn_head_is_loud(ltn_range b);

/* "The Price of Patience" before "Speech by Ann Lee": the title of its own,
 * when it is no name of a body. */
bool ltn_head_is_own_title(const ltn_head *r, unsigned i);

/* Whether line i and the line before it are of one block. */
bool ltn_head_same_block(const ltn_head *r, unsigned i);

#endif
