/* lexer.h - tokens of the compact syntax (RELAX NG Compact Syntax, #lexical).
 */
#ifndef LTN_VALIDATE_RELAXNG_LEXER_H
#define LTN_VALIDATE_RELAXNG_LEXER_H

#include "validate/relaxng/ast.h"

typedef enum ltn_token_kind {
    LTN_TOKEN_END,
    LTN_TOKEN_NAME,    /* an identifier or keyword */
    LTN_TOKEN_QUOTED,  /* an identifier after a backslash: no keyword */
    LTN_TOKEN_CNAME,   /* prefix:local */
    LTN_TOKEN_NSNAME,  /* prefix:* */
    LTN_TOKEN_LITERAL, /* the text of one segment */
    LTN_TOKEN_SIGN,    /* { } ( ) [ ] , & | - = ? * + ~ */
    LTN_TOKEN_TWO,     /* |= &= >> : text[0] tells which */
} ltn_token_kind;

typedef struct ltn_token {
    ltn_token_kind kind;
    const char *text;  /* NUL-terminated but for signs; CNAME: the prefix, */
    const char *local; /* and the local name */
    size_t len;
    size_t offset; /* in the source */
} ltn_token;

typedef struct ltn_lexer {
    ltn_ast *ast;
    uint32_t source;
    char *s, *end; /* the characters: escapes replaced, lines ended by LF */
    char *at;
    struct ltn_shift {
        size_t at;    /* from this byte of s on, */
        size_t shift; /* the source is so many bytes further */
    } * shifts;
    uint32_t shift_len, shift_cap, shift_at;
    ltn_buf text; /* what s points into */
} ltn_lexer;

/* False: an error was reported. */
bool ltn_lexer_init(ltn_lexer *x, ltn_ast *ast, uint32_t source);
void ltn_lexer_release(ltn_lexer *x);

/* The next token; after an error, LTN_TOKEN_END. */
ltn_token ltn_lexer_next(ltn_lexer *x);

#endif
