/* ascii.h - bytes that are ASCII characters, asked without the locale.
 *
 * A byte of a longer UTF-8 sequence is none of them.
 */
#ifndef LTN_UTIL_ASCII_H
#define LTN_UTIL_ASCII_H

#include <stdbool.h>

static inline bool ltn_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ltn_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool ltn_ascii_alnum(char c)
{
    return ltn_ascii_letter(c) || ltn_ascii_digit(c);
}

static inline bool ltn_ascii_hex(char c)
{
    return ltn_ascii_digit(c) || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

/* What XML and CSS take for white space, with the vertical tab. */
static inline bool ltn_ascii_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char ltn_ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static inline char ltn_ascii_upper(char c)
{
    return (char)(c >= 'a' && c <= 'z' ? c - 32 : c);
}

/* The value of a hexadecimal digit, or -1. */
static inline int ltn_hex_value(char c)
{
    return ltn_ascii_digit(c)     ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

#endif
