/* utf8.h - UTF-8 as bytes: checking, decoding, counting.
 *
 * Text is checked once where it enters (ltn_utf8_check); afterwards it is
 * trusted and these functions do not look again. Lengths are bytes unless the
 * name says code points.
 */
#ifndef LTN_UTIL_UTF8_H
#define LTN_UTIL_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The number of leading bytes that are valid UTF-8 (RFC 3629: no surrogates,
 * nothing above U+10FFFF, shortest form): len when all are. */
size_t ltn_utf8_check(const char *s, size_t len);

/* Decodes the code point at s (valid UTF-8, at least one byte before end) and
 * moves *s past it. */
static inline uint32_t ltn_utf8_next(const char **s, const char *end);

/* The same for a code point that begins with a byte over 0x7F. */
uint32_t ltn_utf8_next_long(const char **s, const char *end);

/* The code point that ends at s (valid UTF-8, s > start); *s moves to it. */
uint32_t ltn_utf8_prev(const char **s, const char *start);

/* Writes c (a Unicode scalar value) to out; returns the bytes used, 1 to 4. */
size_t ltn_utf8_put(char out[4], uint32_t c);

/* Code points in the len bytes at s, which are valid UTF-8. */
size_t ltn_utf8_count(const char *s, size_t len);

static inline uint32_t ltn_utf8_next(const char **s, const char *end)
{
    unsigned char c = (unsigned char)**s;

    if (c >= 0x80)
        return ltn_utf8_next_long(s, end);
    (*s)++;
    return c;
}

#endif
