/* lines.h - a text as lines, each with what its layout tells.
 *
 * A line ends at LF, CR, CR LF, U+2028, U+2029, U+0085, form feed or line
 * tabulation (UAX #14 class BK and its kin); its end belongs to it.
 * Ownership: ltn_lines_release() frees the array.
 */
#ifndef LTN_READ_TEXT_LINES_H
#define LTN_READ_TEXT_LINES_H

#include "lectern.h"

#include <stdbool.h>

typedef enum ltn_line_role {
    LTN_LINE_OPENS,     /* begins a block of its own */
    LTN_LINE_CONTINUES, /* goes on in the paragraph of the line before */
    LTN_LINE_BREAKS,    /* the same, but the line end counts */
    LTN_LINE_VERSE, /* a line of verse; the first of a group is VERSE_OPENS */
    LTN_LINE_VERSE_OPENS,
    LTN_LINE_ITEM,      /* begins a list item */
    LTN_LINE_QUOTE,     /* opens a block inside a block quote */
    LTN_LINE_TABLE,     /* a line of preformatted text */
    LTN_LINE_TITLE,     /* a heading by its looks: underlined, centred */
    LTN_LINE_FURNITURE, /* a running head or page number; cls says which */
    LTN_LINE_FRONT,     /* of front matter */
    LTN_LINE_BLANK
} ltn_line_role;

enum {
    LTN_ENDS_SENTENCE = 1, /* final punctuation, quotes after it left out */
    LTN_ENDS_HYPHEN = 2,   /* a letter and a hyphen */
    LTN_ENDS_COLON = 4,
    LTN_BEGINS_LOWER = 8,
    LTN_BEGINS_UPPER = 16, /* or a letter without case */
    LTN_BEGINS_QUOTE = 32, /* punctuation */
    LTN_BEGINS_DIGIT = 64,
    LTN_BEGINS_PAGE = 128 /* a form feed stands before it */
};

typedef struct ltn_line {
    uint32_t start;       /* in the text; the next line's start is its end */
    uint32_t first, last; /* without layout at both ends; equal: nothing */
    uint16_t indent;      /* columns before the first mark */
    uint16_t width;       /* columns of first to last, at most 65535 */
    uint8_t flags;        /* LTN_ENDS_..., LTN_BEGINS_... */
    uint8_t role;         /* ltn_line_role */
    uint8_t cls;          /* of furniture, list or heading */
    uint8_t level;        /* of a list item or block quote, from 1 */
} ltn_line;

typedef struct ltn_lines {
    ltn_line *at; /* len of them, and one more that begins at the end */
    size_t len, cap;
    const char *text;
    size_t size;      /* bytes of text */
    const char *ends; /* "LF", "CRLF", "CR", "mixed", "none" */
    size_t controls;  /* control characters that are not layout */
    size_t first_control;
    bool ascii;
} ltn_lines;

/* Splits text; false when memory is refused. */
bool ltn_lines_split(ltn_lines *lines, const char *text, size_t size);
void ltn_lines_release(ltn_lines *lines);

/* Columns of the first word of a line. */
unsigned ltn_line_word(const ltn_lines *lines, const ltn_line *line);

static inline bool ltn_line_blank(const ltn_line *line)
{
    return line->role == LTN_LINE_BLANK;
}

#endif
