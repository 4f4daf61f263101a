/* unicode.h - what a character is, from utf8proc's tables, ASCII at once.
 *
 * c is a Unicode scalar value. General categories: Unicode 15, UAX #44
 * #General_Category_Values.
 */
#ifndef LTN_UTIL_UNICODE_H
#define LTN_UTIL_UNICODE_H

#include "util/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* White space in the sense of layout: White_Space, and U+200B, U+FEFF. */
static inline bool ltn_is_space(uint32_t c);
static inline bool ltn_is_letter(
    uint32_t c);              /* L* and the marks M* that combine with it */
bool ltn_is_mark(uint32_t c); /* M* */
static inline bool ltn_is_upper(uint32_t c); /* Lu, Lt */
static inline bool ltn_is_lower(uint32_t c); /* Ll */
static inline bool ltn_is_digit(uint32_t c); /* Nd */
bool ltn_is_punct(uint32_t c);               /* P* */
static inline bool ltn_is_word(uint32_t c);  /* letter or digit */

/* The general category as a number under 30, and the set of categories that a
 * name stands for ("L", "Lu") as bits of these numbers; 0: no such name. */
unsigned ltn_category(uint32_t c);
uint32_t ltn_category_mask(const char *name, size_t len);

/* Simple case mappings. */
uint32_t ltn_lower(uint32_t c);
uint32_t ltn_upper(uint32_t c);

/* Columns of a terminal that c takes: 0, 1 or 2. */
unsigned ltn_columns(uint32_t c);

/* Whether every character of s is white space (ltn_is_space). */
bool ltn_is_blank(const char *s, size_t len);

/* Words, as wc counts them: runs of characters that are not white space. */
size_t ltn_count_words(const char *s, size_t len);

/* Canonically composed (NFC); with full case folding too, so that names are
 * equal that differ in nothing else (Unicode #Default_Caseless_Matching). In a,
 * or NULL. */
const char *ltn_compose(ltn_arena *a, const char *s);
const char *ltn_fold(ltn_arena *a, const char *s);

/* What follows is the short way for ASCII; the long one asks the tables. */

bool ltn_is_space_long(uint32_t c);
bool ltn_is_letter_long(uint32_t c);
bool ltn_is_upper_long(uint32_t c);
bool ltn_is_lower_long(uint32_t c);
bool ltn_is_digit_long(uint32_t c);

static inline bool ltn_is_space(uint32_t c)
{
    if (c >= 0x80)
        return ltn_is_space_long(c);
    return c == ' ' || c - 9 < 5 || c - 0x1C < 4;
}

static inline bool ltn_is_letter(uint32_t c)
{
    return c < 0x80 ? (c | 0x20) - 'a' < 26 : ltn_is_letter_long(c);
}

static inline bool ltn_is_upper(uint32_t c)
{
    return c < 0x80 ? c - 'A' < 26 : ltn_is_upper_long(c);
}

static inline bool ltn_is_lower(uint32_t c)
{
    return c < 0x80 ? c - 'a' < 26 : ltn_is_lower_long(c);
}

static inline bool ltn_is_digit(uint32_t c)
{
    return c < 0x80 ? c - '0' < 10 : ltn_is_digit_long(c);
}

static inline bool ltn_is_word(uint32_t c)
{
    return ltn_is_letter(c) || ltn_is_digit(c);
}

#endif
