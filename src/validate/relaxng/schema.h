/* schema.h - a compiled schema, as compile.c makes it and validation uses it.
 */
#ifndef LTN_VALIDATE_RELAXNG_SCHEMA_H
#define LTN_VALIDATE_RELAXNG_SCHEMA_H

#include "validate/relaxng/ast.h"
#include "validate/relaxng/names.h"
#include "validate/relaxng/pattern.h"
#include "validate/relaxng/types.h"

typedef struct ltn_declaration {
    uint32_t nc;     /* name class */
    ltn_pat content; /* attributes and children */
    bool reachable;  /* from the start; the others are never met */
} ltn_declaration;

typedef struct ltn_schema {
    ltn_names names;
    ltn_pats pats;
    ltn_types types;
    ltn_declaration *elements;
    uint32_t element_count;
    ltn_pat start;
} ltn_schema;

/* LTN_OK, or LTN_ENOMEM: the schema can only be released. */
ltn_status ltn_schema_init(ltn_schema *s);
void ltn_schema_release(ltn_schema *s);

/* Compiles the syntax tree: RELAX NG #simplification, #restrictions. Errors
 * are in the tree's diagnostics, its status is returned. */
ltn_status ltn_compile(ltn_ast *ast, ltn_ast_node *root, ltn_schema *s);

/* RELAX NG #attribute-restrict and #interleave-restrict: names that overlap in
 * the parts of a group or interleave. */
typedef struct ltn_restrict {
    const ltn_schema *schema;
    uint32_t *stamp, *owner; /* per name: last round that met it, and where */
    uint8_t *in;             /* per name: in the wildcard that is looked at */
    uint32_t *seen;          /* per pattern: last operand that entered it */
    uint8_t *done;           /* per pattern: was checked */
    uint32_t round, visit;
    uint64_t steps; /* spent on wildcards */
    bool clash;     /* a name was met in two operands of this round */
    bool limit;     /* too many steps */
} ltn_restrict;

bool ltn_restrict_init(ltn_restrict *r, const ltn_schema *s);
void ltn_restrict_release(ltn_restrict *r);

/* NULL, or what is wrong with the pattern. */
const char *ltn_restrict_check(ltn_restrict *r, ltn_pat p);

#endif
