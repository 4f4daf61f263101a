/* build.h - how a reader makes a document.
 *
 * Open, fill and close nodes in document order; calls after a failure do
 * nothing, and ltn_build_finish() tells it. The text comes in one of two ways:
 * whole, by ltn_build_take(), with leaves as ranges of it (a plain text is its
 * own text), or piece by piece, by ltn_build_text() and ltn_build_gap() (the
 * text of a marked-up source). White space left out between two blocks needs
 * no leaf; inside a block it gets one by itself, so that nothing can be lost.
 */
#ifndef LTN_MODEL_BUILD_H
#define LTN_MODEL_BUILD_H

#include "model/doc.h"

typedef struct ltn_builder {
    ltn_doc *doc;
    ltn_diags *diags;
    ltn_status status;
    uint32_t at;  /* end of the last leaf or gap, in the text */
    size_t depth; /* of the stack: nodes opened and not yet closed */
    size_t deepest;
    size_t fresh;  /* of them, how many at the top have no leaf yet */
    bool again;    /* a new tree of an old document: keys are given */
    ltn_node sink; /* what ltn_build_open() returns after a failure */
    struct {
        ltn_node *node, *last; /* last child so far, or NULL */
    } stack[LTN_DEPTH_MAX];
} ltn_builder;

/* Begins a document, with LTN_DOCUMENT open. diags must outlive the builder. */
void ltn_build_start(ltn_builder *b, ltn_diags *diags);

/* Moves text, which is valid UTF-8, into the document as its whole text. */
void ltn_build_take(ltn_builder *b, ltn_buf *text);

/* Opens a node inside the innermost open one and returns it, so that the
 * caller can set cls, level, props and why until it is closed. Never NULL. */
ltn_node *ltn_build_open(ltn_builder *b, ltn_kind kind);

/* Closes the innermost open node; closing too often is a mistake of ours. */
void ltn_build_close(ltn_builder *b);

/* Adds a leaf over bytes start to end of the text, not before the last one.
 * Returns it as ltn_build_open() does. */
ltn_node *ltn_build_leaf(ltn_builder *b, ltn_kind kind, size_t start,
                         size_t end);

/* Appends the len bytes at s, valid UTF-8, to the text, as a leaf; pos is
 * where they stand in the source. */
void ltn_build_text(ltn_builder *b, const char *s, size_t len, ltn_pos pos);

/* Appends white space that lies between blocks; inside one it is a leaf. */
void ltn_build_gap(ltn_builder *b, const char *s, size_t len);

/* With the text taken whole: gives what lies between the last leaf and start
 * a leaf of its own if the innermost open node is a block or an inline. Leaves
 * do so by themselves; call it before opening an inline after such a gap. */
void ltn_build_cover(ltn_builder *b, size_t start);

/* Says that the next byte of the text stands at pos in the source. */
void ltn_build_anchor(ltn_builder *b, ltn_pos pos);

/* For a document whose text is the source: finds the lines of the text. */
void ltn_build_lines(ltn_builder *b);

/* Zeroed properties in the document's strings, or NULL after a failure. */
ltn_props *ltn_build_props(ltn_builder *b);

/* A copy of s (len bytes) in the document's strings; "" after a failure. */
const char *ltn_build_string(ltn_builder *b, const char *s, size_t len);

/* Adds a finding about the whole document; value and evidence are copied (the
 * evidence may be NULL), topic and rule are static. */
void ltn_build_finding(ltn_builder *b, const char *topic, const char *value,
                       const char *rule, unsigned percent,
                       const char *evidence);

/* Closes what is open and hands the document over. On failure *out is NULL
 * and nothing is left to free. */
ltn_status ltn_build_finish(ltn_builder *b, ltn_doc **out);

/* For edits.c: a new tree over the text of doc, and its numbering. */
void ltn_build_again(ltn_builder *b, ltn_doc *doc, ltn_diags *diags);
ltn_status ltn_build_number(ltn_builder *b);

/* Gives every node its ordinal anew. */
void ltn_build_ordinals(ltn_doc *doc);

#endif
