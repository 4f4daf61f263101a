/* codepoints.h - byte offsets of a UTF-8 text as counts of code points.
 *
 * Web Annotation counts positions in code points; the model counts bytes. The
 * counts at every LTN_CODEPOINTS_STEP bytes are kept, so a question costs a
 * constant and the whole is linear, in whatever order one asks.
 */
#ifndef LTN_UTIL_CODEPOINTS_H
#define LTN_UTIL_CODEPOINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LTN_CODEPOINTS_STEP = 128 };

typedef struct ltn_codepoints {
    const char *text;
    uint32_t *before; /* code points before each step; NULL: all is ASCII */
} ltn_codepoints;

/* Counts text (valid UTF-8, at most LTN_INPUT_MAX bytes, which must outlive c);
 * false without memory. */
bool ltn_codepoints_init(ltn_codepoints *c, const char *text, size_t len);
void ltn_codepoints_release(ltn_codepoints *c);

/* Code points before the byte at offset, which begins one or is the end. */
uint32_t ltn_codepoints_at(const ltn_codepoints *c, size_t offset);

#endif
