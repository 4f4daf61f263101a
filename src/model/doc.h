/* doc.h - the document between a reader and a writer.
 *
 * A document is one UTF-8 text and a tree of ranges over it. Nodes hold no
 * text of their own, so no analysis can lose or reorder a source character:
 * the LTN_TEXT leaves, in order, cover the text exactly once.
 *
 * A reader builds it (ltn_build_*), then it is frozen: everyone else sees it
 * through const pointers and walks it with ltn_iter. Analysers make a new
 * document from an old one.
 *
 * Ownership: the document owns its nodes and text; ltn_doc_free() ends both.
 */
#ifndef LTN_MODEL_DOC_H
#define LTN_MODEL_DOC_H

#include "lectern.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/limits.h"

typedef enum ltn_kind {
    LTN_DOCUMENT,
    LTN_HEADING,
    LTN_PARAGRAPH,
    LTN_QUOTE,
    LTN_CITATION,
    LTN_FURNITURE,
    LTN_TEXT /* the only leaf */
} ltn_kind;

typedef struct ltn_node {
    ltn_kind kind;
    ltn_pos pos;       /* where it begins in the source file */
    size_t start, end; /* byte range in the document text */
    const struct ltn_node *parent, *first, *next;
} ltn_node;

struct ltn_doc {
    ltn_arena arena;
    ltn_buf text;
    const ltn_node *root;
};

/* Building. Calls after a failure do nothing; ltn_build_finish() tells it. */
typedef struct ltn_builder {
    ltn_doc *doc;
    ltn_diags *diags;
    ltn_status status;
    size_t depth; /* of the stack: nodes opened and not yet closed */
    struct {
        ltn_node *node, *last; /* last child so far, or NULL */
    } stack[LTN_DEPTH_MAX];
} ltn_builder;

/* Begins with an open LTN_DOCUMENT. diags must outlive the builder. */
void ltn_build_start(ltn_builder *b, ltn_diags *diags);
/* Opens a node of any kind but LTN_TEXT inside the innermost open one. */
void ltn_build_open(ltn_builder *b, ltn_kind kind, ltn_pos pos);

/* Adds a leaf with the len bytes at s, valid UTF-8, which are copied. */
void ltn_build_text(ltn_builder *b, const char *s, size_t len, ltn_pos pos);

/* Closes the innermost open node; closing too often is a mistake of ours. */
void ltn_build_close(ltn_builder *b);

/* Closes what is open and hands the document over. On failure *out is NULL
 * and nothing is left to free. */
ltn_status ltn_build_finish(ltn_builder *b, ltn_doc **out);

/* Frees the document with its nodes and text. NULL is fine. */
void ltn_doc_free(ltn_doc *doc);

/* Walking, without recursion: ENTER and LEAVE for a node with children (or
 * room for them), LEAF for a text, DONE when the subtree is finished. */
typedef enum ltn_event { LTN_DONE, LTN_ENTER, LTN_LEAVE, LTN_LEAF } ltn_event;

typedef struct ltn_iter {
    const ltn_node *root, *node;
    ltn_event event;
} ltn_iter;

/* An iterator before the first event of the subtree at root. */
ltn_iter ltn_iter_at(const ltn_node *root);

/* Moves to the next event and returns it; it->node is the node it is about. */
ltn_event ltn_iter_next(ltn_iter *it);

#endif
