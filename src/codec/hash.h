/* hash.h - digests and the identifiers made from them (libnettle).
 *
 * All functions write into the caller's array and return it. Digests are of
 * bytes: the same bytes give the same name on any machine.
 */
#ifndef LTN_CODEC_HASH_H
#define LTN_CODEC_HASH_H

#include <stddef.h>

enum {
    LTN_SHA256_BYTES = 32,
    LTN_SHA256_HEX = 65, /* 64 digits and a NUL */
    LTN_NI_BYTES = 60,   /* "ni:///sha-256;", 43 characters and a NUL */
    LTN_UUID_BYTES = 37  /* 36 characters and a NUL */
};

/* The SHA-256 of the len bytes at s, in lower-case hexadecimal digits. */
const char *ltn_sha256_hex(const char *s, size_t len, char out[LTN_SHA256_HEX]);

/* The same as bytes. */
void ltn_sha256(const char *s, size_t len, unsigned char out[LTN_SHA256_BYTES]);

/* The "named information" URI of bytes whose SHA-256 is `hex` (64 digits):
 * "ni:///sha-256;" and base64url without padding (RFC 6920 #section-3). ""
 * when hex is not that. */
const char *ltn_ni_of_sha256(const char *hex, char out[LTN_NI_BYTES]);

/* The name-based UUID of a URI: version 5, in the name space of URLs (RFC 9562
 * #section-5.5, #section-6.6): "2ed6657d-e927-568b-95e1-2665a8aea6a2". */
const char *ltn_uuid5_of_url(const char *url, char out[LTN_UUID_BYTES]);

/* base64url without padding (RFC 4648 #section-5) of the len bytes at s; out
 * has room for (len * 4 + 2) / 3 characters and a NUL. */
const char *ltn_base64url(const unsigned char *s, size_t len, char *out);

#endif
