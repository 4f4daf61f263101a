/* ways.h - which element a node becomes, and where TEI lets it stand.
 *
 * TEI's content models, as far as we use them, come down to a few contexts
 * (what an element may hold) and levels (what an element is, seen from
 * outside): a context accepts some levels, in some of its states. A kind of
 * node has several ways to be written, from the best one down to a <seg> that
 * stands anywhere in running text; the first whose level the open element
 * accepts is taken. Where none is, something is wrapped round it.
 * That is all that is needed to give valid TEI for any tree (body.c).
 */
#ifndef LTN_WRITE_TEI_WAYS_H
#define LTN_WRITE_TEI_WAYS_H

#include "model/doc.h"
#include "vocab/tei.h"

/* What an element may hold; by TEI's own names where there is one. */
typedef enum ltn_tei_context {
    LTN_IN_DIV,   /* div, body */
    LTN_IN_FRONT, /* front, back: of ours, only divisions */
    LTN_IN_SP,
    LTN_IN_LIST,
    LTN_IN_TABLE,
    LTN_IN_ROW,
    LTN_IN_LG,
    LTN_IN_FIGURE,
    LTN_IN_EPIGRAPH,
    LTN_IN_LIST_BIBL,
    LTN_IN_CIT,
    LTN_IN_FLOAT, /* floatingText: a body */
    LTN_IN_OPENER,
    LTN_IN_CLOSER,
    LTN_IN_SPECIAL, /* macro.specialPara: text and blocks */
    LTN_IN_PARA,    /* macro.paraContent */
    LTN_IN_LINE,    /* l: the same without verse */
    LTN_IN_PHRASE,  /* macro.phraseSeq */
    LTN_IN_DATE,    /* the same without quotations */
    LTN_IN_BIBL,
    LTN_IN_IDNO, /* characters only */
    LTN_IN_CONTEXTS
} ltn_tei_context;

/* How far the content of an element has come. Most know the first two. */
typedef enum ltn_tei_state {
    LTN_AT_TOP,
    LTN_AT_COMMON,
    LTN_AT_DIVS,
    LTN_AT_BOTTOM,
    LTN_AT_STATES
} ltn_tei_state;

/* What an element is, seen from outside. */
typedef enum ltn_tei_level {
    LTN_IS_TEXT,
    LTN_IS_PHRASE,
    LTN_IS_INLINE_Q,
    LTN_IS_INLINE_QUOTE,
    LTN_IS_INLINE_SAID,
    LTN_IS_INLINE_BIBL,
    LTN_IS_BIBL_PART,
    LTN_IS_MILESTONE, /* model.milestoneLike */
    LTN_IS_GLOBAL,    /* other model.global: note, figure */
    LTN_IS_P,
    LTN_IS_Q,
    LTN_IS_QUOTE,
    LTN_IS_SAID, /* and floatingText: model.attributable */
    LTN_IS_LIST, /* and table: model.listLike */
    LTN_IS_VERSE,
    LTN_IS_SP,
    LTN_IS_STAGE,
    LTN_IS_BIBL,
    LTN_IS_LIST_BIBL,
    LTN_IS_SUBLIST, /* a list of works with its own heading, in another */
    LTN_IS_DIV,
    LTN_IS_HEAD,
    LTN_IS_CAPTION,
    LTN_IS_TOP, /* what may only stand at the top of a division */
    LTN_IS_OPENER,
    LTN_IS_CLOSER,
    LTN_IS_BYLINE, /* at the top or the end of a division */
    LTN_IS_DATELINE,
    LTN_IS_SALUTE,
    LTN_IS_CLOSING,
    LTN_IS_SIGNED,
    LTN_IS_SPEAKER,
    LTN_IS_ITEM,
    LTN_IS_ROW,
    LTN_IS_CELL,
    LTN_IS_LEVELS
} ltn_tei_level;

/* What is put round a node that does not fit by itself. */
typedef enum ltn_tei_wrap {
    LTN_NO_WRAP,
    LTN_WRAP_AB,
    LTN_WRAP_DIV,
    LTN_WRAP_OPENER,
    LTN_WRAP_CLOSER,
    LTN_WRAP_LIST,
    LTN_WRAP_ITEM,
    LTN_WRAP_TABLE,
    LTN_WRAP_ROW,
    LTN_WRAP_CELL,
    LTN_WRAP_L,
    LTN_WRAP_BIBL,
    LTN_WRAP_SUBLIST,
    LTN_WRAP_CIT,
    LTN_WRAP_SEG,
    LTN_WRAP_FLOAT,
    LTN_WRAP_BODY,
    LTN_WRAPS
} ltn_tei_wrap;

typedef struct ltn_tei_wrapping {
    uint8_t gi, level, context;
    uint64_t joins; /* kinds of following siblings that go in too; 0: none */
} ltn_tei_wrapping;

extern const ltn_tei_wrapping ltn_tei_wraps[LTN_WRAPS];

/* One way to write a node. With a wrap: put that first, then look again. */
typedef struct ltn_tei_way {
    uint8_t level, gi, context, wrap;
    const char *type; /* @type that keeps the kind when the element does not */
} ltn_tei_way;

/* The way of a node that a profile without its elements still has: a <seg>. */
ltn_tei_way ltn_tei_last_way(const ltn_node *n);

/* The ways of a node, best first; the last one has level LTN_IS_LEVELS. */
const ltn_tei_way *ltn_tei_ways(const ltn_node *n);

/* Levels that a context accepts in a state, as bits. */
uint64_t ltn_tei_accepts(ltn_tei_context context, ltn_tei_state state);

/* The wrap that lets everything else stand in a context. */
ltn_tei_wrap ltn_tei_default_wrap(ltn_tei_context context, ltn_tei_state state);

/* Whether an element of this level counts as content of its parent, after
 * which no head may follow. */
bool ltn_tei_is_content(ltn_tei_level level);

/* The element put into an element that would be too empty; LTN_TEI_GIS: none.
 */
ltn_tei_gi ltn_tei_filler(ltn_tei_gi gi);

#endif
