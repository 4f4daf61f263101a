/* grammar.h - definitions by name: RELAX NG #include, #combine, #grammar. */
#ifndef LTN_VALIDATE_RELAXNG_GRAMMAR_H
#define LTN_VALIDATE_RELAXNG_GRAMMAR_H

#include "validate/relaxng/ast.h"
#include "validate/relaxng/pattern.h"

/* One definition of several with a name. */
typedef struct ltn_part {
    struct ltn_part *next;
    const ltn_ast_node *node; /* start or define */
} ltn_part;

typedef struct ltn_define {
    struct ltn_define *next; /* in the order of definition */
    const char *name;        /* "" is start: no define may have it */
    struct ltn_grammar *grammar;
    ltn_part *first, *last;
    uint8_t combine; /* ltn_combine */
    bool plain;      /* one without combine has been seen */
    uint8_t state;   /* of compile.c */
    ltn_pat pattern;
} ltn_define;

typedef struct ltn_grammar {
    struct ltn_grammar *parent, *next;
    ltn_define **table; /* open addressing */
    uint32_t table_size, count;
    ltn_define *first, *last;
} ltn_grammar;

/* The grammar of a node, with what it includes. NULL without memory; errors
 * are in the tree's diagnostics. */
ltn_grammar *ltn_grammar_new(ltn_ast *ast, const ltn_ast_node *node,
                             ltn_grammar *parent);

ltn_define *ltn_grammar_find(const ltn_grammar *g, const char *name);

#endif
