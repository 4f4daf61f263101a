/* clean.h - bytes that need not be text, such as file names, made safe to show.
 */
#ifndef LTN_UTIL_CLEAN_H
#define LTN_UTIL_CLEAN_H

#include "util/arena.h"
#include "util/buf.h"

/* The len bytes at s as UTF-8: what is none becomes U+FFFD. In arena; NULL
 * without memory. */
const char *ltn_clean(ltn_arena *a, const char *s, size_t len);

/* Appends s with control characters as \xNN: a terminal must not obey what a
 * file name or a document says. */
void ltn_clean_put(ltn_buf *out, const char *s);

#endif
