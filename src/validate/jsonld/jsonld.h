/* jsonld.h - what the files of the JSON-LD validator share; nobody else's.
 *
 * The schema has been asked first and has said yes, so these checks rely on
 * shapes and types; they look at what a schema cannot say. Everything is
 * linear in the file.
 */
#ifndef LTN_VALIDATE_JSONLD_JSONLD_H
#define LTN_VALIDATE_JSONLD_JSONLD_H

#include "codec/json.h"
#include "util/arena.h"
#include "validate/jsonschema/jsonschema.h"
#include "validate/validator.h"

#include <stdbool.h>

/* Where the values are that we talk about. */
typedef enum ltn_jd_list {
    LTN_JD_ROOT,
    LTN_JD_BLOCKS,
    LTN_JD_ANNOTATIONS,
    LTN_JD_WORKS,
    LTN_JD_LISTS
} ltn_jd_list;

/* A value: lists[list]/index/member; member may be NULL, or a pointer of its
 * own ("target/selector/0/start"). */
typedef struct ltn_jd_place {
    ltn_jd_list list;
    size_t index;
    const char *member;
} ltn_jd_place;

/* A block or an annotation: a range of code points. */
typedef struct ltn_jd_node {
    const ltn_jv *value;        /* NULL once a stream has passed it */
    const char *up;             /* the name of its parent */
    size_t start, end;          /* code points */
    struct ltn_jd_node *parent; /* NULL: the document */
    size_t order;               /* in its list */
    size_t home;     /* of an annotation: the order of the block it is in, plus
                        one; 0: in none */
    size_t depth;    /* nodes it is in, with itself; 0: not yet known */
    size_t children; /* end of the last child so far */
    ltn_jd_list list;
} ltn_jd_node;

typedef struct ltn_jd_nodes {
    ltn_jd_node *at;
    size_t len;
} ltn_jd_nodes;

/* What an @id is the name of. node: of blocks and annotations. */
typedef struct ltn_jd_id {
    ltn_jd_list list;
    ltn_jd_node *node;
} ltn_jd_id;

typedef struct ltn_jd_ids ltn_jd_ids;

/* Two ways lead through a file. The tree of all of it is walked when errors are
 * to be told. Before that stream.c looks at one block or annotation at a time,
 * quietly: in most files nothing is wrong. */

typedef struct ltn_jd {
    const ltn_jv *root;
    ltn_json_places places; /* in the bytes of the file */
    ltn_diags *diags;
    ltn_arena arena;
    ltn_jd_ids *ids;
    size_t id_count;                  /* at most so many ids */
    ltn_jd_nodes nodes[LTN_JD_LISTS]; /* blocks and annotations */
    const char *text;                 /* the document's, in bytes */
    size_t text_len, points;          /* bytes, code points */
    uint32_t *offsets;                /* bytes before every 64th code point */
    bool quiet, bad;                  /* errors are not told; there was one */
    bool complete;                    /* all ids are there */
    ltn_buf later; /* quiet: ids (const char *) that were not there yet */
} ltn_jd;

/* Reports an error at a place. */
void ltn_jd_wrong(ltn_jd *d, ltn_jd_place place, const char *code,
                  const char *fmt, ...) LTN_PRINTF(4, 5);

/* A member of an object as a string; "" when there is none. */
const char *ltn_jd_string(const ltn_jv *o, const char *name);

/* ids.c: takes in every @id, once each: those outside of the lists of nodes,
 * whose lengths are known; those of the i-th node of a list; then, with all
 * there, follows the references outside of nodes. */
void ltn_jd_ids_start(ltn_jd *d);
void ltn_jd_ids_add(ltn_jd *d, ltn_jd_node *n);
void ltn_jd_ids_finish(ltn_jd *d);

/* What an id names, or NULL. */
const ltn_jd_id *ltn_jd_id_find(const ltn_jd *d, const char *id);

/* Reports a reference ("#...") that leads nowhere; in a stream, where more is
 * to come, ltn_jd_ids_finish() does. An absolute IRI leads out of the file and
 * is fine. */
void ltn_jd_check_reference(ltn_jd *d, ltn_jd_place place, const char *id);

/* source.c: context, the text and its checksum, dates. */
void ltn_jd_check_context(ltn_jd *d);
void ltn_jd_check_source(ltn_jd *d);

/* The bytes of the text between two code points, end <= d->points. */
const char *ltn_jd_slice(const ltn_jd *d, size_t start, size_t end,
                         size_t *len);

/* A string that stays for as long as d does. */
const char *ltn_jd_keep(ltn_jd *d, const char *s);

/* nodes.c: bounds, order, nesting, words at positions, references. */
bool ltn_jd_nodes_start(ltn_jd *d, ltn_jd_list list, size_t n);
void ltn_jd_nodes_collect(ltn_jd *d);
void ltn_jd_check_nodes(ltn_jd *d);
void ltn_jd_check_works(ltn_jd *d);

/* The same in two steps for a stream: with the value of the i-th node at hand;
 * with all nodes and ids there. */
void ltn_jd_pass_node(ltn_jd *d, ltn_jd_list list, size_t i,
                      const ltn_jv *value);
void ltn_jd_check_passed(ltn_jd *d);

/* stream.c: whether the file is valid, which is not known when it says no. */
bool ltn_jd_stream(ltn_schemas *s, const char *bytes, size_t len);

#endif
