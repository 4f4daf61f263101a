/* schema.h - the compiled schema, shared by the files of this folder.
 *
 * Each place of a schema text that is used as a schema becomes one ltn_js_node,
 * made once and compiled from a worklist, so that references may be circular
 * and nothing recurses. A node holds rules: one for each keyword, or one for a
 * group of keywords that depend on each other (properties,
 * patternProperties and additionalProperties). Everything lives in one arena.
 */
#ifndef LTN_VALIDATE_JSONSCHEMA_SCHEMA_H
#define LTN_VALIDATE_JSONSCHEMA_SCHEMA_H

#include "util/arena.h"
#include "validate/jsonschema/jsonschema.h"
#include "validate/jsonschema/map.h"
#include "validate/jsonschema/regex.h"

typedef enum ltn_js_draft {
    LTN_JS_DRAFT7 = 1,
    LTN_JS_2019 = 2,
    LTN_JS_2020 = 4
} ltn_js_draft;

/* Vocabularies, JSON Schema Core 2020-12 #section-8.1.2; draft 7 has all. */
enum {
    LTN_JS_CORE = 1,
    LTN_JS_APPLICATOR = 2,
    LTN_JS_UNEVALUATED = 4,
    LTN_JS_VALIDATION = 8,
    LTN_JS_METADATA = 16,
    LTN_JS_FORMAT = 32,
    LTN_JS_FORMAT_ASSERTION = 64,
    LTN_JS_CONTENT = 128,
    LTN_JS_ALL = 255 - LTN_JS_FORMAT_ASSERTION
};

typedef struct ltn_js_dialect {
    ltn_js_draft draft;
    unsigned vocabularies;
} ltn_js_dialect;

/* One JSON text with schemas in it. */
typedef struct ltn_js_text {
    struct ltn_js_text *next;
    const char *path;
    const char *bytes; /* NULL once the schema is loaded */
    size_t len;
    ltn_json_doc json;
    ltn_buf own; /* the bytes, when they were fetched */
} ltn_js_text;

/* A name that $dynamicRef may find, "" for $recursiveAnchor. */
typedef struct ltn_js_dynamic {
    struct ltn_js_dynamic *next;
    const char *name;
    struct ltn_js_node *node;
} ltn_js_dynamic;

/* A schema with an identifier of its own, Core #section-4.3.5. */
typedef struct ltn_js_resource {
    struct ltn_js_resource *next;
    ltn_js_text *text;
    const ltn_jv *root;
    const char *uri; /* absolute, without fragment; or a path */
    ltn_js_dialect dialect;
    ltn_js_dynamic *dynamic;
} ltn_js_resource;

/* Instance types as bits; an integral real is an integer. */
enum {
    LTN_JS_NULL = 1,
    LTN_JS_BOOLEAN = 2,
    LTN_JS_INTEGER = 4,
    LTN_JS_REAL = 8,
    LTN_JS_STRING = 16,
    LTN_JS_ARRAY = 32,
    LTN_JS_OBJECT = 64,
    LTN_JS_NUMBER = LTN_JS_INTEGER | LTN_JS_REAL,
    LTN_JS_ANY = 127
};

typedef enum ltn_js_verdict {
    LTN_JS_RULES, /* look at the rules */
    LTN_JS_TRUE,
    LTN_JS_FALSE
} ltn_js_verdict;

struct ltn_js_node {
    struct ltn_js_node *todo; /* worklist */
    const ltn_jv *schema;
    ltn_js_resource *resource;
    ltn_js_verdict verdict;
    bool unevaluated; /* has a rule that asks what others have evaluated */
    struct ltn_js_rule *rules;
};

/* ---- what rules hold ---- */

typedef struct ltn_js_nodes {
    ltn_js_node **at;
    size_t len;
} ltn_js_nodes;

typedef struct ltn_js_pattern {
    struct ltn_js_pattern *next;
    ltn_js_regex *regex;
    ltn_js_node *node;
} ltn_js_pattern;

typedef struct ltn_js_property {
    const char *name;
    size_t len;
    ltn_js_node *node;
} ltn_js_property;

/* properties, patternProperties, additionalProperties */
typedef struct ltn_js_members {
    ltn_js_property *properties; /* in the order of the schema */
    size_t len;
    ltn_js_map named; /* the same by name */
    ltn_js_pattern *patterns;
    ltn_js_node *others;
} ltn_js_members;

/* prefixItems and items; items and additionalItems before 2020-12 */
typedef struct ltn_js_items {
    ltn_js_nodes first;
    ltn_js_node *rest;
} ltn_js_items;

typedef struct ltn_js_contains {
    ltn_js_node *node;
    size_t min, max;
    bool evaluates; /* from 2020-12 on, what it finds counts as evaluated */
} ltn_js_contains;

typedef struct ltn_js_condition {
    ltn_js_node *test, *then, *otherwise;
} ltn_js_condition;

/* dependentRequired and dependentSchemas; dependencies are both */
typedef struct ltn_js_dependent {
    struct ltn_js_dependent *next;
    const char *name;
    size_t len;
    const ltn_jv *required; /* array of strings, or NULL */
    ltn_js_node *node;      /* or NULL */
} ltn_js_dependent;

typedef struct ltn_js_reference {
    ltn_js_node *node;
    const char *dynamic; /* name to look for in the dynamic scope, or NULL */
} ltn_js_reference;

struct ltn_js_run;

typedef struct ltn_js_rule {
    struct ltn_js_rule *next;
    const struct ltn_js_keyword *keyword;
    unsigned types; /* instances of other types pass */
    bool (*holds)(struct ltn_js_run *r, const struct ltn_js_rule *rule,
                  const ltn_jv *v);
    union {
        unsigned types;
        size_t size;         /* minLength, maxItems, ... */
        const ltn_jv *value; /* const, enum, minimum, required, ... */
        ltn_js_regex *regex;
        const struct ltn_js_format *format;
        ltn_js_node *node;
        ltn_js_nodes nodes;
        ltn_js_members members;
        ltn_js_items items;
        ltn_js_contains contains;
        ltn_js_condition condition;
        ltn_js_dependent *dependent;
        ltn_js_reference reference;
    } is;
} ltn_js_rule;

struct ltn_jsonschema {
    ltn_arena arena;
    ltn_js_text *texts;
    ltn_js_resource *resources;
    ltn_js_regex *regexes;
    ltn_js_node *root;
    bool assert_formats;
};

/* ---- loading ---- */

typedef struct ltn_js_load {
    ltn_jsonschema *schema;
    ltn_fetch *fetch;
    void *context;
    ltn_diags *diags;
    const ltn_js_resource *main; /* the root of the schema's own text */
    ltn_js_map ids;   /* URI to ltn_js_resource, URI#name to ltn_js_anchor */
    ltn_js_map roots; /* ltn_jv * to the ltn_js_resource whose root it is */
    ltn_js_map nodes; /* ltn_jv * to ltn_js_node */
    ltn_js_node *todo;
    ltn_js_dialect dialect; /* of texts without $schema */
    size_t texts, told;     /* counted */
    ltn_status status;
} ltn_js_load;

/* A place found by an anchor. */
typedef struct ltn_js_anchor {
    const ltn_jv *schema;
    ltn_js_resource *resource;
    bool dynamic;
} ltn_js_anchor;

/* How the value of a keyword holds schemas. */
typedef enum ltn_js_shape {
    LTN_JS_VALUE,  /* not at all */
    LTN_JS_SCHEMA, /* it is one */
    LTN_JS_LIST,   /* an array of them */
    LTN_JS_MAP,    /* an object of them */
    LTN_JS_EITHER, /* a schema or an array of them */
    LTN_JS_MIXED   /* an object of schemas and other things */
} ltn_js_shape;

typedef struct ltn_js_keyword {
    const char *name;
    unsigned drafts;       /* bits of ltn_js_draft */
    unsigned vocabularies; /* any of them turns it on */
    ltn_js_shape shape;
    unsigned rank; /* rules are tried in this order */
    /* Makes or extends a rule of n; NULL: nothing to do. */
    void (*compile)(ltn_js_load *l, ltn_js_node *n,
                    const struct ltn_js_keyword *k, const ltn_jv *value);
} ltn_js_keyword;

/* The keyword called name in a dialect, or NULL. */
const ltn_js_keyword *ltn_js_keyword_find(const char *name,
                                          ltn_js_dialect dialect);

/* The keyword that a name which is none is like, or NULL: to warn of mistyped
 * ones, which the specification wants ignored (Core #section-6.5). */
const char *ltn_js_keyword_meant(const char *name);

/* Whether an object is looked at as $ref alone (draft 7 #section-8.3). */
bool ltn_js_only_ref(const ltn_jv *schema, ltn_js_dialect dialect);

/* The node for a schema in a resource, or of its own; what is no schema at all
 * must have been refused before. NULL without memory. */
ltn_js_node *ltn_js_node_for(ltn_js_load *l, ltn_js_resource *in,
                             const ltn_jv *schema);

/* Whether a value may be a schema: an object or a boolean. */
bool ltn_js_is_schema(const ltn_jv *value);

/* Adds a rule of the keyword to n, in order of rank; NULL without memory. */
ltn_js_rule *ltn_js_rule_add(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k);

/* An error in a value of text. */
void ltn_js_wrong(ltn_js_load *l, const ltn_js_text *text, const ltn_jv *value,
                  const char *code, const char *fmt, ...) LTN_PRINTF(5, 6);

/* resolve.c: takes in the text of a URI, which was read from path: parses,
 * finds its dialect, all identifiers and anchors. Takes own over when it is not
 * NULL. The strings must live as long as the schema. */
ltn_js_text *ltn_js_text_add(ltn_js_load *l, const char *uri, const char *path,
                             const char *bytes, size_t len, ltn_buf *own);

/* The node that a reference in n (a string) means, or NULL and an error.
 * *anchor, when not NULL, becomes the name if it is a dynamic anchor there. */
ltn_js_node *ltn_js_refer(ltn_js_load *l, ltn_js_node *n,
                          const ltn_jv *reference, const char **anchor);

/* builtin.c: the text of a metaschema, or NULL. */
const struct ltn_resource *ltn_js_builtin(const char *uri);

/* The dialect a metaschema URI stands for; 0 when it is not a standard one. */
ltn_js_dialect ltn_js_standard_dialect(const char *uri);

/* The bit of a vocabulary URI and its draft; 0 when we do not know it. */
unsigned ltn_js_vocabulary(const char *uri);

#endif
