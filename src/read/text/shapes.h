/* shapes.h - what a line looks like by itself, whatever stands around it. */
#ifndef LTN_READ_TEXT_SHAPES_H
#define LTN_READ_TEXT_SHAPES_H

#include "read/text/lines.h"

/* A line made of one kind of mark, three at least: "=====", "-----". */
char ltn_shape_underline(const ltn_lines *l, const ltn_line *line);

/* Marks with blanks between them too: "* * *". */
bool ltn_shape_rule(const ltn_lines *l, const ltn_line *line);

bool ltn_shape_has_small(const ltn_lines *l, const ltn_line *line);

/* Columns set apart by runs of blanks, by tabs or by bars. */
bool ltn_shape_columns(const ltn_lines *l, const ltn_line *line);

/* "[2] See ...", "² See ...": a note begins. */
bool ltn_shape_note(const ltn_lines *l, const ltn_line *line);

/* The number of a line that is nothing but a number: "12", "- 12 -"; or 0. */
unsigned ltn_shape_number(const ltn_lines *l, const ltn_line *line);

/* `>` before every line, as in mail. */
bool ltn_shape_mail_quote(const ltn_lines *l, const ltn_line *line);

#endif
