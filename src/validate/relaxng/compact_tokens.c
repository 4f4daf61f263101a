#include "validate/relaxng/compact.h"

#include <stdarg.h>
#include <stdio.h>

enum { NESTED_MAX = 1000 }; /* braces, brackets and parentheses */

void ltn_rnc_fail(ltn_rnc *p, const char *fmt, ...)
{
    char text[300];
    va_list args;

    if (p->ast->status != LTN_OK)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_ast_error(p->ast, p->source, p->now.offset, "rng.schema.syntax", "%s",
                  text);
}

void ltn_rnc_advance(ltn_rnc *p)
{
    p->now = p->then;
    p->then = ltn_lexer_next(&p->lexer);
    if (p->ast->status != LTN_OK) /* an error ends everything */
        p->now = p->then = (ltn_token){.offset = p->now.offset, .text = ""};
}

bool ltn_rnc_take_sign(ltn_rnc *p, char c)
{
    if (!ltn_rnc_is_sign(&p->now, c))
        return false;
    ltn_rnc_advance(p);
    return true;
}

bool ltn_rnc_take_word(ltn_rnc *p, const char *word)
{
    if (!ltn_rnc_is_word(&p->now, word))
        return false;
    ltn_rnc_advance(p);
    return true;
}

void ltn_rnc_expect_sign(ltn_rnc *p, char c)
{
    if (!ltn_rnc_take_sign(p, c))
        ltn_rnc_fail(p, "'%c' is missing here", c);
}

static bool is_keyword(const ltn_token *t)
{
    static const char *const words[] = {
        "attribute", "default",  "datatypes", "div",        "element",
        "empty",     "external", "grammar",   "include",    "inherit",
        "list",      "mixed",    "namespace", "notAllowed", "parent",
        "start",     "string",   "text",      "token"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ltn_rnc_is_word(t, words[i]))
            return true;
    return false;
}

bool ltn_rnc_is_identifier(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_QUOTED ||
           (t->kind == LTN_TOKEN_NAME && !is_keyword(t));
}

const char *ltn_rnc_take_name(ltn_rnc *p, bool keyword_too)
{
    const char *name = p->now.text;

    if (!(keyword_too ? ltn_rnc_is_any_name(&p->now)
                      : ltn_rnc_is_identifier(&p->now))) {
        ltn_rnc_fail(p, "a name is missing here");
        return "";
    }
    ltn_rnc_advance(p);
    return name;
}

/* One literal of segments joined by "~". */
const char *ltn_rnc_take_literal(ltn_rnc *p, size_t *len)
{
    ltn_buf all = {0};

    if (p->now.kind != LTN_TOKEN_LITERAL) {
        ltn_rnc_fail(p, "a literal is missing here");
        *len = 0;
        return "";
    }
    ltn_buf_put(&all, p->now.text, p->now.len);
    ltn_rnc_advance(p);
    while (ltn_rnc_take_sign(p, '~')) {
        if (p->now.kind != LTN_TOKEN_LITERAL)
            ltn_rnc_fail(p, "a literal is missing after '~'");
        else
            ltn_buf_put(&all, p->now.text, p->now.len);
        ltn_rnc_advance(p);
    }
    *len = all.len;
    if (ltn_buf_status(&all) != LTN_OK)
        p->ast->status = LTN_ENOMEM;
    const char *s = ltn_ast_string(p->ast, all.data ? all.data : "", all.len);
    ltn_buf_release(&all);
    return s;
}

ltn_ast_node *ltn_rnc_node(ltn_rnc *p, ltn_ast_kind kind)
{
    return ltn_ast_node_new(p->ast, kind, p->source, p->now.offset);
}

bool ltn_rnc_enter(ltn_rnc *p)
{
    if (++p->depth <= NESTED_MAX)
        return true;
    ltn_rnc_fail(p, "too many levels");
    return false;
}
