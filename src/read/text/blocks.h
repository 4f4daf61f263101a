/* blocks.h - from lines with roles to the blocks of a document. */
#ifndef LTN_READ_TEXT_BLOCKS_H
#define LTN_READ_TEXT_BLOCKS_H

#include "model/build.h"
#include "read/text/layout.h"

/* Fills b, whose text is lines->text. */
void ltn_text_blocks(ltn_builder *b, const ltn_layout *y, ltn_lines *l);

#endif
