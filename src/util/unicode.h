/* unicode.h - what a character is, from utf8proc's tables, ASCII at once.
 *
 * c is a Unicode scalar value. General categories: Unicode 15, UAX #44
 * #General_Category_Values.
 */
#ifndef LTN_UTIL_UNICODE_H
#define LTN_UTIL_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* White space in the sense of layout: White_Space, and U+200B, U+FEFF. */
bool ltn_is_space(uint32_t c);
bool ltn_is_letter(uint32_t c); /* L* and the marks M* that combine with it */
bool ltn_is_mark(uint32_t c);   /* M* */
bool ltn_is_upper(uint32_t c);  /* Lu, Lt */
bool ltn_is_lower(uint32_t c);  /* Ll */
bool ltn_is_digit(uint32_t c);  /* Nd */
bool ltn_is_punct(uint32_t c);  /* P* */
bool ltn_is_word(uint32_t c);   /* letter or digit */

/* The general category as a number under 30, and the set of categories that a
 * name stands for ("L", "Lu") as bits of these numbers; 0: no such name. */
unsigned ltn_category(uint32_t c);
uint32_t ltn_category_mask(const char *name, size_t len);

/* Simple case mappings. */
uint32_t ltn_lower(uint32_t c);
uint32_t ltn_upper(uint32_t c);

/* Whether every character of s is white space (ltn_is_space). */
bool ltn_is_blank(const char *s, size_t len);

/* Words, as wc counts them: runs of characters that are not white space. */
size_t ltn_count_words(const char *s, size_t len);

#endif
