/* layout.h - how a text file is set, and what each of its lines therefore is.
 *
 * A property of the whole file, decided before anything is split: whether
 * lines are wrapped, and by what a paragraph is told from the next. Then each
 * line gets its role (read/text/lines.h).
 */
#ifndef LTN_READ_TEXT_LAYOUT_H
#define LTN_READ_TEXT_LAYOUT_H

#include "read/text/lines.h"

typedef struct ltn_layout {
    bool wrapped;       /* a paragraph has several lines; else one */
    bool doubled;       /* ... with a blank line between any two of them */
    bool indented;      /* ... and its first line is indented */
    bool hyphenated;    /* words are divided at line ends */
    bool spaced;        /* not wrapped: blank lines between paragraphs */
    bool sets_off;      /* what is indented is set off, not the usual */
    unsigned base;      /* columns before a line that is not indented */
    unsigned low, high; /* columns of lines that surely go on: 5 % are shorter,
                           5 % are longer */
    size_t lines, sure; /* lines with text; of them, how many surely go on */
} ltn_layout;

/* Looks at all lines; roles other than blank are not used. */
ltn_layout ltn_layout_find(const ltn_lines *lines);

/* Gives each line its role. */
void ltn_layout_assign(const ltn_layout *y, ltn_lines *l);

/* Parts of it: lines that interrupt paragraphs at page ends (pages.c), and
 * items of lists (lists.c). */
void ltn_layout_pages(const ltn_layout *y, ltn_lines *l);
void ltn_layout_lists(const ltn_layout *y, ltn_lines *l);

/* The next line after i with text, or lines->len. */
size_t ltn_layout_next(const ltn_lines *lines, size_t i);

/* The layout in words, for people; at most 120 bytes. */
void ltn_layout_name(const ltn_layout *y, char out[120]);

#endif
