/* jsonlex.h - the tokens of JSON, for json.c alone.
 *
 * The text ends with a NUL that is not counted, so that looking at the byte
 * after the last is safe. Strings are undone where they stand.
 */
#ifndef LTN_CODEC_JSONLEX_H
#define LTN_CODEC_JSONLEX_H

#include "codec/json.h"

typedef struct ltn_json_lexer {
    char *text;
    size_t len, at;
    ltn_status status; /* of what is wrong: LTN_INVALID, LTN_ELIMIT, ... */
    size_t wrong_at;
    const char *code, *why;
} ltn_json_lexer;

/* Notes what is wrong; returns false. */
bool ltn_json_wrong(ltn_json_lexer *l, size_t at, const char *code,
                    const char *why);

/* Passes white space; the byte after it. */
char ltn_json_skip(ltn_json_lexer *l);

/* The string at a quote; anything else but brackets: number, true, false,
 * null. */
bool ltn_json_string_lex(ltn_json_lexer *l, ltn_jv *out);
bool ltn_json_scalar_lex(ltn_json_lexer *l, ltn_jv *out);

#endif
