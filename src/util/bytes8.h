/* bytes8.h - eight bytes of text at once, as one number.
 *
 * What is told of the bytes is told by their high bits: 0x80 in each byte for
 * which it holds. Byte 0 of the text is the lowest one, on any machine.
 */
#ifndef LTN_UTIL_BYTES8_H
#define LTN_UTIL_BYTES8_H

#include <stdint.h>

#define LTN_LOW8  UINT64_C(0x0101010101010101) /* 1 in each byte */
#define LTN_HIGH8 UINT64_C(0x8080808080808080)

/* The eight bytes at s; compilers make one load of it. */
static inline uint64_t ltn_load8(const char *s)
{
    const unsigned char *p = (const unsigned char *)s;

    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
           (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

/* Not 0 when one of the bytes is c; which one is not told exactly. */
static inline uint64_t ltn_any8(uint64_t x, unsigned char c)
{
    x ^= LTN_LOW8 * c;
    return (x - LTN_LOW8) & ~x & LTN_HIGH8;
}

/* Not 0 when one of the bytes is less than c, which is at most 0x80. */
static inline uint64_t ltn_any_below8(uint64_t x, unsigned char c)
{
    return (x - LTN_LOW8 * c) & ~x & LTN_HIGH8;
}

/* Of bytes that are all less than 0x80: exactly those from lo to hi - 1. */
static inline uint64_t ltn_between8(uint64_t x, unsigned char lo,
                                    unsigned char hi)
{
    return (x + LTN_LOW8 * (0x80u - lo)) & ~(x + LTN_LOW8 * (0x80u - hi)) &
           LTN_HIGH8;
}

/* Exactly the bytes that are c. */
static inline uint64_t ltn_equal8(uint64_t x, unsigned char c)
{
    x ^= LTN_LOW8 * c;
    return ~(((x & ~LTN_HIGH8) + ~LTN_HIGH8) | x) & LTN_HIGH8;
}

/* Exactly the bytes that are letters and digits of ASCII. */
static inline uint64_t ltn_word8(uint64_t x)
{
    uint64_t low = x & ~LTN_HIGH8;

    return (ltn_between8(low | LTN_LOW8 * 0x20, 'a', 'z' + 1) |
            ltn_between8(low, '0', '9' + 1)) &
           ~x;
}

/* How many bytes of what the functions above return are told of. */
static inline unsigned ltn_count8(uint64_t told)
{
    return (unsigned)((told >> 7) * LTN_LOW8 >> 56);
}

/* Which byte, from 0 to 7, is the first told of; there is one. */
static inline unsigned ltn_first8(uint64_t told)
{
    return ltn_count8(((told & (0 - told)) - 1) & LTN_HIGH8);
}

#endif
