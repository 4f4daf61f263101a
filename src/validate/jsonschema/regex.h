/* regex.h - ECMA-262 regular expressions (Unicode mode) by PCRE2.
 *
 * JSON Schema asks for ECMA-262 (#section-6.4); the two languages differ in
 * what \s, \w, ., $ and some escapes mean and PCRE2 knows much that ECMA-262
 * does not. A pattern is checked and rewritten before it is compiled.
 */
#ifndef LTN_VALIDATE_JSONSCHEMA_REGEX_H
#define LTN_VALIDATE_JSONSCHEMA_REGEX_H

#include "util/buf.h"

#include <stdbool.h>

typedef struct ltn_js_regex {
    struct ltn_js_regex *next;
    const char *source; /* for messages */
    void *code;         /* pcre2_code */
} ltn_js_regex;

/* What matching needs besides the expression; one for each thread. */
typedef struct ltn_js_matcher {
    void *data, *context;
} ltn_js_matcher;

/* Compiles into r->code; false, and a reason in why, when it is wrong. */
bool ltn_js_regex_compile(ltn_js_regex *r, const char *pattern, size_t len,
                          ltn_buf *why);
void ltn_js_regex_release(ltn_js_regex *r);

/* Whether it is found anywhere in s (valid UTF-8): LTN_OK when it is,
 * LTN_INVALID when not, LTN_ELIMIT after so many steps, LTN_ENOMEM. A zeroed
 * matcher is ready. */
ltn_status ltn_js_regex_match(const ltn_js_regex *r, ltn_js_matcher *m,
                              const char *s, size_t len, uint32_t steps);
void ltn_js_matcher_release(ltn_js_matcher *m);

#endif
