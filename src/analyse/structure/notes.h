/* notes.h - footnotes of a plain text, and the places that refer to them. */
#ifndef LTN_ANALYSE_STRUCTURE_NOTES_H
#define LTN_ANALYSE_STRUCTURE_NOTES_H

#include "analyse/structure/headings.h"
#include "model/edits.h"

/* Marks paragraphs that begin with "[1]" or "*" as notes where the text before
 * them has the same sign, and that sign as a reference to the note. */
void ltn_notes_find(ltn_edits *edits, const ltn_block_list *list,
                    const ltn_headline *heads);

#endif
