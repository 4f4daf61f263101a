#include "codec/hash.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <stdint.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz0123456789-_";

static char *put_hex(char *out, const uint8_t *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        *out++ = digits[s[i] >> 4];
        *out++ = digits[s[i] & 15];
    }
    *out = '\0';
    return out;
}

void ltn_sha256(const char *s, size_t len, unsigned char out[LTN_SHA256_BYTES])
{
    struct sha256_ctx ctx;

    sha256_init(&ctx);
    if (len)
        sha256_update(&ctx, len, (const uint8_t *)s);
    sha256_digest(&ctx, LTN_SHA256_BYTES, out);
}

const char *ltn_sha256_hex(const char *s, size_t len, char out[LTN_SHA256_HEX])
{
    uint8_t digest[LTN_SHA256_BYTES];

    ltn_sha256(s, len, digest);
    put_hex(out, digest, sizeof digest);
    return out;
}

const char *ltn_base64url(const unsigned char *s, size_t len, char *out)
{
    uint32_t bits = 0;
    unsigned have = 0;
    char *at = out;

    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | s[i];
        for (have += 8; have >= 6; have -= 6)
            *at++ = base64[bits >> (have - 6) & 63];
    }
    if (have > 0)
        *at++ = base64[bits << (6 - have) & 63];
    *at = '\0';
    return out;
}

/* The value of a lower-case hexadecimal digit, or 16. */
static unsigned digit(char c)
{
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (unsigned)(at - digits) : 16;
}

const char *ltn_ni_of_sha256(const char *hex, char out[LTN_NI_BYTES])
{
    static const char scheme[] = "ni:///sha-256;";
    uint8_t digest[SHA256_DIGEST_SIZE];

    out[0] = '\0';
    if (!hex || strlen(hex) != 2 * sizeof digest)
        return out;
    for (size_t i = 0; i < sizeof digest; i++) {
        unsigned hi = digit(hex[2 * i]), lo = digit(hex[2 * i + 1]);
        if (hi > 15 || lo > 15)
            return out;
        digest[i] = (uint8_t)(hi << 4 | lo);
    }
    memcpy(out, scheme, sizeof scheme);
    ltn_base64url(digest, sizeof digest, out + sizeof scheme - 1);
    return out;
}

const char *ltn_uuid5_of_url(const char *url, char out[LTN_UUID_BYTES])
{
    static const uint8_t urls[16] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad,
                                     0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0,
                                     0x4f, 0xd4, 0x30, 0xc8};
    static const uint8_t groups[] = {4, 2, 2, 2, 6};
    uint8_t digest[SHA1_DIGEST_SIZE];
    struct sha1_ctx ctx;
    char *at = out;

    sha1_init(&ctx);
    sha1_update(&ctx, sizeof urls, urls);
    sha1_update(&ctx, strlen(url), (const uint8_t *)url);
    sha1_digest(&ctx, sizeof digest, digest);
    digest[6] = (uint8_t)((digest[6] & 0x0F) | 0x50); /* version 5 */
    digest[8] = (uint8_t)((digest[8] & 0x3F) | 0x80); /* variant 10x */
    for (size_t i = 0, from = 0; i < sizeof groups; from += groups[i++]) {
        if (i)
            *at++ = '-';
        at = put_hex(at, digest + from, groups[i]);
    }
    return out;
}
