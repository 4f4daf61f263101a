/* keyhash.h - the hash of the keys in tables of our own.
 *
 * It does not withstand who chooses the keys, and it may change: what is
 * divided or kept by a hash needs one that stays (batch/resume.c).
 */
#ifndef LTN_UTIL_KEYHASH_H
#define LTN_UTIL_KEYHASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Multiply and fold. */
static inline uint64_t ltn_key_mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* 64 bits that depend on all of the len bytes at s, eight at a time, continued
 * from seed: 0, a number that is part of the key, or the hash of the rest. */
static inline uint64_t ltn_key_hash(uint64_t seed, const char *s, size_t len)
{
    uint64_t h = seed ^ len, word;
    size_t at = 0;

    for (; len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, s + at, sizeof word);
        h = ltn_key_mix(h, word);
    }
    word = 0;
    for (size_t i = len; i > at; i--)
        word = word << 8 | (unsigned char)s[i - 1];
    return ltn_key_mix(ltn_key_mix(h, word), len - at);
}

#endif
