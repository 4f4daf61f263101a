/* uri.h - references against bases, RFC 3986 #section-5, for URIs and for file
 * paths (which are references without a scheme). */
#ifndef LTN_VALIDATE_JSONSCHEMA_URI_H
#define LTN_VALIDATE_JSONSCHEMA_URI_H

#include "util/arena.h"

/* The len bytes at ref (without fragment) against base; NULL without memory. A
 * relative path keeps the ".." at its front. */
const char *ltn_js_uri_resolve(ltn_arena *a, const char *base, const char *ref,
                               size_t len);

/* Undoes %XX; *out_len gets the bytes of the result, NULL without memory. */
char *ltn_js_uri_decode(ltn_arena *a, const char *s, size_t len,
                        size_t *out_len);

#endif
