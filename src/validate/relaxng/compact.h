/* compact.h - what the files of the compact syntax share; nobody else's.
 *
 * compact_tokens.c looks at tokens, compact_notes.c reads annotations and
 * leaves them out, compact_names.c knows prefixes and name classes, compact.c
 * reads patterns and grammars. An error ends everything: all tokens are the end
 * then.
 */
#ifndef LTN_VALIDATE_RELAXNG_COMPACT_H
#define LTN_VALIDATE_RELAXNG_COMPACT_H

#include "validate/relaxng/lexer.h"

#include <string.h>

/* A declared prefix of namespaces or of datatypes. */
typedef struct ltn_rnc_prefix {
    struct ltn_rnc_prefix *next;
    const char *name, *uri;
    bool given; /* not one of those that are there without declaration */
} ltn_rnc_prefix;

typedef struct ltn_rnc {
    ltn_ast *ast;
    uint32_t source;
    ltn_lexer lexer;
    ltn_token now, then; /* this token and the next */
    ltn_rnc_prefix *namespaces, *libraries;
    const char *default_ns;
    bool has_default;
    bool followed; /* the last particle has an annotation behind it */
    unsigned depth;
} ltn_rnc;

/* ---- tokens ---- */

/* Reports an error at the token at hand. */
void ltn_rnc_fail(ltn_rnc *p, const char *fmt, ...) LTN_PRINTF(2, 3);

/* The next token becomes the one at hand. */
void ltn_rnc_advance(ltn_rnc *p);

static inline bool ltn_rnc_is_sign(const ltn_token *t, char c)
{
    return t->kind == LTN_TOKEN_SIGN && t->text[0] == c;
}

static inline bool ltn_rnc_is_word(const ltn_token *t, const char *word)
{
    return t->kind == LTN_TOKEN_NAME && strcmp(t->text, word) == 0;
}

static inline bool ltn_rnc_is_follow(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_TWO && t->text[0] == '>';
}

static inline bool ltn_rnc_is_any_name(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_QUOTED || t->kind == LTN_TOKEN_NAME;
}

/* Neither a keyword nor another token: a name, or one with a backslash. */
bool ltn_rnc_is_identifier(const ltn_token *t);

/* Passes what is asked for; false when something else is there. */
bool ltn_rnc_take_sign(ltn_rnc *p, char c);
bool ltn_rnc_take_word(ltn_rnc *p, const char *word);

/* The same; an error when something else is there. */
void ltn_rnc_expect_sign(ltn_rnc *p, char c);

/* A name, which may be a keyword or not; "" and an error without. */
const char *ltn_rnc_take_name(ltn_rnc *p, bool keyword_too);

/* A literal of segments joined by "~"; "" and an error without. */
const char *ltn_rnc_take_literal(ltn_rnc *p, size_t *len);

/* A new node at the token at hand; NULL without memory. */
ltn_ast_node *ltn_rnc_node(ltn_rnc *p, ltn_ast_kind kind);

/* One bracket deeper: counts p->depth, false and an error when too deep. The
 * caller counts down again in any case. */
bool ltn_rnc_enter(ltn_rnc *p);

/* ---- annotations ---- */

/* "[...]" before what it is about, and ">> name [...]" after it. */
void ltn_rnc_skip_annotations(ltn_rnc *p);
void ltn_rnc_skip_following(ltn_rnc *p);

/* "name [...]"; at the top, an element of RELAX NG would be no annotation. */
void ltn_rnc_annotation(ltn_rnc *p, bool top);

/* ---- names ---- */

/* The prefixes that are there without declaration. */
void ltn_rnc_predeclare(ltn_rnc *p);

/* All declarations that come next. */
void ltn_rnc_declarations(ltn_rnc *p);

/* The declaration of a prefix, or NULL. */
const ltn_rnc_prefix *ltn_rnc_find_prefix(const ltn_rnc_prefix *list,
                                          const char *name);

/* The namespace of a prefix; "" and an error when it is not declared. */
const char *ltn_rnc_uri_of(ltn_rnc *p, const char *prefix);

/* A name class; NULL after an error. */
ltn_ast_node *ltn_rnc_name_class(ltn_rnc *p, bool attribute);

#endif
