/* edits.h - what an analyser found, and the new tree made from it.
 *
 * An analyser sees a const document and fills an ltn_edits: nodes to put round
 * ranges of the text (marks), nodes to change or to dissolve, metadata, works,
 * people, findings. ltn_doc_apply() then makes the new tree over the same text,
 * in time linear in the tree and n log n in the marks.
 *
 * What marks may be:
 * - A mark of a container or block kind goes round whole blocks (or, for
 *   LTN_FURNITURE, LTN_FOOTNOTE and LTN_STAGE, also round text inside a block).
 * - A mark of an inline kind goes inside blocks; where it crosses the end of a
 *   block or of an older inline it is split, and the parts are linked by
 *   props.next and props.prev (the first keeps the mark's key).
 * - Two marks that cross: the one with the lower confidence is left out (the
 *   later one when equal). One inside the other, or equal ranges, are fine:
 *   on equal ranges the kind that comes first in ltn_kind is outside.
 * - A mark on nothing but white space between blocks is left out.
 *
 * Ownership: strings, props and decisions handed in are static or allocated
 * with ltn_edits_*(), that is, in the document's strings.
 */
#ifndef LTN_MODEL_EDITS_H
#define LTN_MODEL_EDITS_H

#include "model/doc.h"

typedef struct ltn_mark {
    uint32_t start, end; /* bytes in the text; not empty, at char boundaries */
    uint32_t key;        /* given by ltn_edit_mark() */
    uint8_t kind, cls, level;
    const ltn_props *props;
    const ltn_decision *why;
} ltn_mark;

typedef struct ltn_edits {
    ltn_doc *doc; /* whose tree it is about; only strings grow before apply */
    ltn_mark *marks;
    size_t len, cap;
    ltn_mark *changes; /* key = the node's; end: cut there, or 0 */
    size_t change_len, change_cap;
    ltn_status status; /* sticky */
} ltn_edits;

/* Begins an empty set of edits of doc. */
void ltn_edits_init(ltn_edits *e, ltn_doc *doc);
void ltn_edits_release(ltn_edits *e);

/* Adds a mark and returns its key, by which other nodes can point at it. */
uint32_t ltn_edit_mark(ltn_edits *e, const ltn_mark *mark);

/* Gives an existing node another kind, class, level, props and why (a NULL
 * props or why keeps the node's own). Containers stay containers and blocks
 * stay blocks or become one another; the last change of a node wins. */
void ltn_edit_change(ltn_edits *e, const ltn_node *node, const ltn_mark *as);

/* Cuts a block in two before the byte `at` of the text, inside of it: what
 * comes before becomes a block of as->kind with a key of its own, what comes
 * after stays the node. No inline may reach over the place. More splits of the
 * same node and a change, which is then one of its last part, may follow one
 * another at once, in the order of the text. */
void ltn_edit_split(ltn_edits *e, const ltn_node *node, uint32_t at,
                    const ltn_mark *as);

/* Takes a node away; its children take its place. */
void ltn_edit_dissolve(ltn_edits *e, const ltn_node *node);

/* Memory that lives as long as the document, zeroed; or NULL. */
void *ltn_edit_alloc(ltn_edits *e, size_t size);
ltn_props *ltn_edit_props(ltn_edits *e, const ltn_props *like);
const ltn_decision *ltn_edit_why(ltn_edits *e, const char *rule,
                                 unsigned percent, const char *evidence);
const char *ltn_edit_string(ltn_edits *e, const char *s, size_t len);

/* Adds a detected metadata value. */
void ltn_edit_meta(ltn_edits *e, ltn_meta_key key, const char *text,
                   const char *iso, const char *rule, unsigned percent);

/* Adds a work, entity or finding; returns its 1-based index, 0 on failure. */
uint32_t ltn_edit_work(ltn_edits *e, const ltn_work *w);
uint32_t ltn_edit_entity(ltn_edits *e, const ltn_entity *n);
uint32_t ltn_edit_finding(ltn_edits *e, const ltn_finding *f);

/* Makes the new tree in place of the old one (every const ltn_node * of the
 * document is dead afterwards) and empties e. On failure the old tree stays. */
ltn_status ltn_doc_apply(ltn_doc *doc, ltn_edits *e, ltn_diags *diags);

#endif
