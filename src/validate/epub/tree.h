/* tree.h - a small XML document in memory: package, container, navigation.
 *
 * Ownership: everything is in the arena given. Names and values are
 * NUL-terminated; a namespace that is absent is "".
 */
#ifndef LTN_VALIDATE_EPUB_TREE_H
#define LTN_VALIDATE_EPUB_TREE_H

#include "util/arena.h"
#include "util/diag.h"

#include <stdbool.h>

typedef struct ltn_tree_attr {
    const char *local, *uri, *value;
} ltn_tree_attr;

typedef struct ltn_tree {
    const char *local, *uri;
    const char *text; /* its own character data, without that of children */
    const ltn_tree_attr *attrs;
    size_t attr_count;
    ltn_pos pos; /* behind its start tag */
    struct ltn_tree *parent, *first, *last, *next;
} ltn_tree;

/* Parses the bytes; NULL (with an error "xml.…") when they are no XML. */
ltn_tree *ltn_tree_parse(ltn_arena *a, const char *bytes, size_t len,
                         ltn_diags *diags);

/* The value of an attribute without namespace, or NULL. */
const char *ltn_tree_attr_of(const ltn_tree *t, const char *local);
/* ... with one. */
const char *ltn_tree_attr_ns(const ltn_tree *t, const char *uri,
                             const char *local);

/* The first child called so, or the next sibling called so; or NULL. */
const ltn_tree *ltn_tree_child(const ltn_tree *t, const char *local);
const ltn_tree *ltn_tree_same(const ltn_tree *t);

/* The next element in document order under root; NULL after the last. */
const ltn_tree *ltn_tree_next(const ltn_tree *t, const ltn_tree *root);

/* Whether the element has this name in this namespace. */
bool ltn_tree_is(const ltn_tree *t, const char *uri, const char *local);

#endif
