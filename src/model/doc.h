/* doc.h - the document between a reader and a writer.
 *
 * A document is one UTF-8 text and a tree of ranges over it. Nodes hold no
 * text of their own, so no analysis can lose or reorder a source character:
 * the leaves lie in order, do not overlap and cover the text; only white space
 * between blocks may lie outside of them (it is layout, and the text keeps it).
 *
 * A reader builds it (model/build.h), then it is frozen: everyone else sees it
 * through const pointers and walks it with ltn_iter. An analyser says what it
 * found as edits (model/edits.h), from which a new tree over the same text is
 * made.
 *
 * Ownership: the document owns its nodes, text and strings; ltn_doc_free()
 * ends all of them. Offsets are bytes in the document text; 32 bits are enough
 * because of LTN_INPUT_MAX.
 */
#ifndef LTN_MODEL_DOC_H
#define LTN_MODEL_DOC_H

#include "lectern.h"
#include "model/kind.h"
#include "model/meta.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/limits.h"

/* Why an analyser decided so. Static storage or doc->strings. */
typedef struct ltn_decision {
    const char *rule;     /* stable name: "quote.said.verb-before" */
    const char *evidence; /* what spoke for it, one line; NULL = the rule says
                             it all */
    uint8_t confidence;   /* percent, 1 to 100 */
} ltn_decision;

/* What only some nodes have; all members may be empty. Strings live in
 * doc->strings or are static. A key of 0 is none. */
typedef struct ltn_props {
    const char *family;     /* citation: "un-resolution"; note: none */
    const char *identifier; /* citation: normalised, "A/RES/77/13" */
    const char *url;        /* absolute; of a citation, link, figure */
    const char *cref;       /* canonical reference: "UN-Charter Art. 51" */
    const char *when;       /* date: ISO 8601, "2024-07-19", "2024-06" */
    const char *lang;       /* BCP 47, of a node in another language */
    const char *label;      /* number or marker: "1", "iv", "•" */
    const char *unit;       /* locator: "chapter", "paragraph", "page" */
    const char *from, *to;  /* locator: "8", "12"; to may be NULL */
    uint32_t target;        /* key of the node pointed at */
    uint32_t target_last;   /* "[7-15]": key of the last of several siblings
                               that are pointed at, target the first; or 0 */
    uint32_t source;        /* quote: key of the citation that sources it */
    uint32_t next, prev;    /* keys of the other parts of a split node */
    uint32_t work;          /* 1-based index in doc->works */
    uint32_t who;           /* 1-based index in doc->entities */
} ltn_props;

typedef struct ltn_node {
    uint32_t start, end; /* byte range in the document text */
    uint32_t key;     /* of this node in every tree of the document; 0: none */
    uint32_t ordinal; /* n-th with this id prefix, from 1; 0: no id */
    uint8_t kind;     /* ltn_kind */
    uint8_t cls;      /* the kind's class enum */
    uint8_t level;    /* headings, quotes, rows; else 0 */
    const ltn_props *props;  /* never NULL */
    const ltn_decision *why; /* NULL: the source said so, nothing decided */
    const struct ltn_node *parent, *first, *next;
} ltn_node;

/* A distinct work that is cited. Strings may be NULL, but name. */
typedef struct ltn_work {
    const char *name;   /* title, or the identifier when there is no title */
    const char *author; /* body or person */
    const char *date;   /* ISO 8601 */
    const char *identifier;
    const char *family; /* family of the identifier */
    const char *url;
    const char *type;   /* schema.org: "Legislation", "ScholarlyArticle", ... */
    uint32_t reference; /* key of its LTN_REFERENCE in the text, or 0 */
} ltn_work;

/* A person, body, place or event that is known by name. */
typedef struct ltn_entity {
    ltn_name_class cls;
    const char *name;
    const char *role;        /* "Secretary General", or NULL */
    const char *affiliation; /* name of a body, or NULL */
    bool speaker;            /* speaks in this document */
    const ltn_decision *why; /* NULL: metadata said so */
} ltn_entity;

/* A decision about the whole document: its layout, quotation convention. */
typedef struct ltn_finding {
    const char *topic; /* "layout", "quotation", "encoding", "language" */
    const char *value; /* in words */
    ltn_decision why;
} ltn_finding;

/* The bytes the document was read from. */
typedef struct ltn_source {
    const char *name;       /* file name without folders */
    const char *stem;       /* ... and without its last suffix */
    const char *media_type; /* "text/plain" */
    const char *encoding;   /* IANA name: "UTF-8", "windows-1252" */
    const char *sha256;     /* of the bytes, 64 lower-case hexadecimal digits */
    const char *line_ends;  /* "LF", "CRLF", "CR", "mixed", "none" */
    size_t bytes;
    bool bom;     /* began with a byte order mark, which is not in the text */
    bool decoded; /* the text is not byte for byte the source (less BOM) */
} ltn_source;

/* Grows in doc->strings (model/edits.h has the functions that add). */
typedef struct ltn_works {
    ltn_work *at;
    uint32_t len, cap;
} ltn_works;
typedef struct ltn_entities {
    ltn_entity *at;
    uint32_t len, cap;
} ltn_entities;
typedef struct ltn_findings {
    ltn_finding *at;
    uint32_t len, cap;
} ltn_findings;

/* A place in the text whose place in the source is known. */
typedef struct ltn_anchor {
    uint32_t text, offset; /* bytes */
    uint32_t line, col;    /* from 1 */
} ltn_anchor;

struct ltn_doc {
    ltn_arena nodes, strings;
    ltn_buf text;
    const ltn_node *root;
    const ltn_node **by_key; /* placed + 1 pointers, in nodes; NULL: gone */
    uint32_t placed;         /* the highest key the tree was numbered with */
    size_t deepest;          /* levels of nodes that are not leaves */
    uint32_t keys;           /* the highest key given out, to edits too */
    ltn_meta meta;
    ltn_source source;
    ltn_works works;
    ltn_entities entities;
    ltn_findings findings;
    ltn_anchor *anchors; /* sorted by text, in strings */
    size_t anchor_len, anchor_cap;
};

/* The node with this key, or NULL when there is none (any more, or
 * not yet: an edit that is not applied). */
const ltn_node *ltn_doc_node(const ltn_doc *doc, uint32_t key);

/* Where the byte at `offset` of the text stands in the source file. */
ltn_pos ltn_doc_pos(const ltn_doc *doc, size_t offset);

enum { LTN_ID_BYTES = 24 };
/* The id of a node ("p12") into out; "" for a node without one. */
const char *ltn_node_id(const ltn_node *node, char out[LTN_ID_BYTES]);

/* The id of the index-th (from 1) entity ("per.2", "org.3", "ev.1") or work
 * ("w.4"), the same in every format; "" when there is none. */
const char *ltn_entity_id(const ltn_doc *doc, uint32_t index,
                          char out[LTN_ID_BYTES]);
const char *ltn_work_id(const ltn_doc *doc, uint32_t index,
                        char out[LTN_ID_BYTES]);

/* LTN_OK when the invariants above hold; else LTN_INVALID, and *why says which
 * one does not (static text). For debug builds and fuzzing; linear. */
ltn_status ltn_doc_check(const ltn_doc *doc, const char **why);

/* Walking, without recursion: ENTER and LEAVE for a node with children (or
 * room for them), LEAF for a leaf, DONE when the subtree is finished. */
typedef enum ltn_event { LTN_DONE, LTN_ENTER, LTN_LEAVE, LTN_LEAF } ltn_event;

typedef struct ltn_iter {
    const ltn_node *root, *node;
    ltn_event event;
    bool skip; /* do not go into node */
} ltn_iter;

/* An iterator before the first event of the subtree at root. */
ltn_iter ltn_iter_at(const ltn_node *root);

/* Moves to the next event and returns it; it->node is the node it is about. */
ltn_event ltn_iter_next(ltn_iter *it);

/* After ENTER: makes the next event the LEAVE of the same node. */
void ltn_iter_skip(ltn_iter *it);

#endif
