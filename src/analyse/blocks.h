/* blocks.h - the blocks of a document in a row, with what their shape tells.
 *
 * For passes that decide about blocks by their form and their neighbours. A
 * block is looked at from both ends; its words are counted when asked for.
 */
#ifndef LTN_ANALYSE_BLOCKS_H
#define LTN_ANALYSE_BLOCKS_H

#include "model/doc.h"

enum {
    LTN_BLOCK_SHORT = 400, /* bytes: up to here words can be counted */
    LTN_BLOCK_TEXT = 70,   /* bytes: with a stop, it is running text */
    LTN_ENDS_STOP = 1,     /* . ! ? … after quotes and brackets */
    LTN_ENDS_OPEN = 2,     /* , ; : - */
    LTN_ENDS_INTRO = 4,    /* a colon */
    LTN_OPENS_LOWER = 8,
    LTN_OPENS_QUOTE = 16, /* or a dash */
    LTN_HAS_DIGIT = 32,
    LTN_HAS_LINK = 64,    /* :// or www. or @ */
    LTN_ENDS_QUOTED = 128 /* a closing quotation mark at its end */
};

typedef struct ltn_block {
    const ltn_node *node;
    uint32_t start, end; /* of the node, or of a line in it */
    uint16_t words;      /* UINT16_MAX: not counted, or it is long */
    uint16_t upper;      /* words that have capitals only, two at least */
    uint16_t capital;    /* words that begin with a capital */
    uint16_t lower;      /* words of four letters and more that do not */
    uint16_t uncased;    /* words of a script without capitals */
    uint8_t before;      /* blank lines, at most 9 */
    uint8_t flags;
    uint8_t kind; /* of the node */
} ltn_block;

typedef struct ltn_block_list {
    ltn_block *at;
    size_t len, cap;
} ltn_block_list;

/* All blocks and, as one, all containers but divisions and turns, in order;
 * with `lines`, each line of a paragraph with line breaks by itself. False
 * without memory. Release frees. */
bool ltn_blocks_find(ltn_block_list *list, const ltn_doc *doc, bool lines);
void ltn_blocks_release(ltn_block_list *list);

/* Block i with its words counted, if it is not long. */
const ltn_block *ltn_block_count(const ltn_block_list *list, size_t i,
                                 const char *text);

static inline size_t ltn_block_bytes(const ltn_block *b)
{
    return b->end - b->start;
}

static inline bool ltn_block_is_long(const ltn_block *b)
{
    return b->end - b->start > LTN_BLOCK_SHORT;
}

/* Running text, by its length and its end. */
static inline bool ltn_block_is_running(const ltn_block *b)
{
    return b->kind == LTN_PARAGRAPH &&
           (ltn_block_is_long(b) || ((b->flags & LTN_ENDS_STOP) &&
                                     b->end - b->start >= LTN_BLOCK_TEXT));
}

#endif
