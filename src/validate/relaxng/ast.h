/* ast.h - a schema as it is written, whichever syntax it is written in.
 *
 * Both readers give the full syntax of RELAX NG #full-syntax: annotations are
 * gone, `ns` and `datatypeLibrary` are inherited, names are resolved and href
 * is resolved against the base; compile.c does the rest of section 4.
 * Ownership: nodes and strings live in the arena of ltn_ast until it is freed.
 */
#ifndef LTN_VALIDATE_RELAXNG_AST_H
#define LTN_VALIDATE_RELAXNG_AST_H

#include "util/arena.h"
#include "validate/validator.h"

#include <stdbool.h>

typedef enum ltn_ast_kind {
    /* patterns */
    LTN_AST_ELEMENT,
    LTN_AST_ATTRIBUTE,
    LTN_AST_GROUP,
    LTN_AST_INTERLEAVE,
    LTN_AST_CHOICE,
    LTN_AST_OPTIONAL,
    LTN_AST_ZERO_OR_MORE,
    LTN_AST_ONE_OR_MORE,
    LTN_AST_LIST,
    LTN_AST_MIXED,
    LTN_AST_REF,
    LTN_AST_PARENT_REF,
    LTN_AST_EMPTY,
    LTN_AST_VALUE,
    LTN_AST_DATA,
    LTN_AST_NOT_ALLOWED,
    LTN_AST_EXTERNAL_REF,
    LTN_AST_GRAMMAR,
    LTN_AST_TEXT,
    /* parts of them */
    LTN_AST_PARAM,
    LTN_AST_EXCEPT, /* of data */
    LTN_AST_DIV,
    LTN_AST_INCLUDE,
    LTN_AST_START,
    LTN_AST_DEFINE,
    /* name classes */
    LTN_AST_NAME,
    LTN_AST_ANY_NAME,
    LTN_AST_NS_NAME,
    LTN_AST_NAME_CHOICE,
    LTN_AST_NAME_EXCEPT,
} ltn_ast_kind;

typedef enum ltn_combine {
    LTN_COMBINE_NONE,
    LTN_COMBINE_CHOICE,
    LTN_COMBINE_INTERLEAVE
} ltn_combine;

typedef struct ltn_ast_node {
    struct ltn_ast_node *first, *next; /* children, siblings */
    const char *name;    /* of define, ref, name, param; type; href resolved */
    const char *ns;      /* of name, nsName, value */
    const char *library; /* of data, value */
    const char *text;    /* of value, param */
    size_t text_len;
    uint32_t offset;   /* bytes from the start of its source */
    uint16_t source;   /* index in ltn_ast.sources */
    uint8_t kind;      /* ltn_ast_kind */
    uint8_t combine;   /* ltn_combine */
    uint32_t compiled; /* compile.c: element declaration + 1 */
} ltn_ast_node;

typedef struct ltn_source {
    const char *path;
    const char *bytes;
    size_t len;
    const char *ns; /* inherited from the one that names it */
    uint32_t by;    /* the source that names it; its own index at the top */
    ltn_buf owned;  /* of fetched ones */
} ltn_source;

typedef struct ltn_ast {
    ltn_arena arena;
    ltn_source *sources; /* LTN_RNG_FILES_MAX places */
    uint32_t source_count;
    size_t bytes; /* of all sources */
    ltn_fetch *fetch;
    void *context;
    ltn_diags *diags;
    ltn_status status; /* of the first error */
} ltn_ast;

ltn_status ltn_ast_init(ltn_ast *ast, ltn_fetch *fetch, void *context,
                        ltn_diags *diags);
void ltn_ast_release(ltn_ast *ast);

/* Reads a source, which must stay, into its root node; NULL with an error. */
ltn_ast_node *ltn_ast_read(ltn_ast *ast, const char *path, const char *bytes,
                           size_t len, bool compact);

/* Fetches and reads what `by` (externalRef or include) names. `compact`: a
 * file in compact syntax names it, and so it is in compact syntax too unless
 * it begins with "<". */
ltn_ast_node *ltn_ast_fetch(ltn_ast *ast, const ltn_ast_node *by);

/* An error at a place of a source. */
void ltn_ast_error(ltn_ast *ast, uint32_t source, size_t offset,
                   const char *code, const char *fmt, ...) LTN_PRINTF(5, 6);

/* A new node of the source that was begun last; NULL without memory. */
ltn_ast_node *ltn_ast_node_new(ltn_ast *ast, ltn_ast_kind kind, uint32_t source,
                               size_t offset);

/* A copy of a string; "" without memory. */
const char *ltn_ast_string(ltn_ast *ast, const char *s, size_t len);

/* href resolved against base (RFC 3986 #section-5.2, for paths). */
const char *ltn_ast_resolve(ltn_ast *ast, const char *base, const char *href,
                            size_t len);

/* The readers of the two syntaxes, called by ltn_ast_read. */
ltn_ast_node *ltn_ast_read_xml(ltn_ast *ast, uint32_t source);
ltn_ast_node *ltn_ast_read_compact(ltn_ast *ast, uint32_t source);

/* What is written for a kind: "zeroOrMore". */
extern const char *const ltn_ast_names[];

#endif
