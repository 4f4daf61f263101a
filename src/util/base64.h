/* base64.h - RFC 4648 #section-4, with padding. */
#ifndef LTN_UTIL_BASE64_H
#define LTN_UTIL_BASE64_H

#include "util/buf.h"

/* Appends the len bytes at s in base 64. */
void ltn_base64_put(ltn_buf *out, const char *s, size_t len);

#endif
