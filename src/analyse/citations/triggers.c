#include "analyse/citations/triggers.h"

#include "util/bytes8.h"

#include <stdlib.h>
#include <string.h>

/* The lengths of the front ends by which literals are looked up. A literal is
 * found by the longest that it has. */
enum { SHORTEST = 2, LONGEST = SHORTEST + LTN_TRIGGER_FRONTS - 1 };

static unsigned pair_at(const char *s)
{
    return (unsigned)(unsigned char)s[0] << 8 | (unsigned char)s[1];
}

/* The first four bytes of the len at s, in a number; zeros behind them. */
static uint32_t front_of(const char *s, size_t len)
{
    const unsigned char *p = (const unsigned char *)s;
    uint32_t x = (uint32_t)p[0] | (uint32_t)p[1] << 8;

    x |= len > 2 ? (uint32_t)p[2] << 16 : 0;
    return x | (len > 3 ? (uint32_t)p[3] << 24 : 0);
}

/* The chain of the literals whose front end is the first n bytes of x. */
static uint32_t chain_of(uint32_t x, unsigned n)
{
    uint32_t key = x & UINT32_MAX >> 8 * (LONGEST - n);

    return (key + n) * 2654435761u >> 18; /* Fibonacci hashing: 14 bits */
}

void ltn_triggers_add(ltn_triggers *t, const char *text, size_t len,
                      uint16_t what, uint32_t which)
{
    if (t->len == t->cap) {
        size_t more = t->cap ? t->cap * 2 : 512;
        ltn_trigger *bigger = realloc(t->at, more * sizeof *bigger);
        if (!bigger) {
            t->failed = true;
            return;
        }
        t->at = bigger;
        t->cap = more;
    }
    unsigned front = len < LONGEST ? (unsigned)len : LONGEST;
    uint32_t *head = &t->chains[chain_of(front_of(text, len), front)];
    unsigned bit = 1u << (front - SHORTEST);
    t->at[t->len] = (ltn_trigger){.text = text,
                                  .next = *head,
                                  .len = (uint16_t)len,
                                  .what = what,
                                  .which = which,
                                  .front = front_of(text, len)};
    t->pairs[pair_at(text)] |= (uint8_t)bit;
    t->blanks |= *text == ' ';
    *head = (uint32_t)++t->len;
}

/* Looks up the front ends at s that `bits` tells of; whether one is there. */
static bool look_up(const ltn_triggers *t, const char *s, size_t len,
                    unsigned bits, ltn_trigger_hit *hit)
{
    uint32_t x = front_of(s, len), some = 0;

    hit->front = x;
    for (unsigned k = 0; k < LTN_TRIGGER_FRONTS; k++) {
        uint32_t chain = t->chains[chain_of(x, SHORTEST + k)];
        hit->chains[k] = bits >> k & 1 ? chain : 0;
        some |= hit->chains[k];
    }
    return some != 0;
}

/* The eight bytes at s, blanks for those behind its len. */
static uint64_t load_padded(const char *s, size_t len)
{
    char padded[8] = "        ";

    memcpy(padded, s, len < 8 ? len : 8);
    return ltn_load8(padded);
}

/* Of eight bytes those where a literal may begin: not within a word. Letters
 * and digits of ASCII are enough to tell that, because a pattern looks again.
 * *inside: whether a word goes on into them, and out of them. */
static uint64_t beginnings(const ltn_triggers *t, uint64_t x, bool *inside)
{
    uint64_t words = ltn_word8(x), before = words << 8 | (*inside ? 0x80 : 0);
    uint64_t blanks = t->blanks ? 0 : ltn_equal8(x, ' ');

    *inside = words >> 63;
    return ~(words & before) & ~blanks & LTN_HIGH8;
}

bool ltn_triggers_next(const ltn_triggers *t, const char *s, size_t len,
                       ltn_trigger_hit *hit)
{
    size_t i = hit->at;
    bool inside = i > 0 && ltn_word8((unsigned char)s[i - 1]);

    for (; i < len; i += 8) {
        uint64_t x =
            len - i >= 8 ? ltn_load8(s + i) : load_padded(s + i, len - i);
        uint64_t here = beginnings(t, x, &inside);
        for (; here; here &= here - 1) {
            size_t at = i + ltn_first8(here);
            unsigned bits = at + 1 < len ? t->pairs[pair_at(s + at)] : 0;
            if (bits && look_up(t, s + at, len - at, bits, hit)) {
                hit->at = at;
                return true;
            }
        }
    }
    return false;
}

/* Whether g stands at s, whose first bytes are x; most do not by these. */
static bool stands(const ltn_trigger *g, const char *s, size_t len, uint32_t x)
{
    if (((x ^ g->front) & UINT32_MAX >> (g->len < 4 ? 32 - 8 * g->len : 0)))
        return false;
    return g->len <= len &&
           (g->len <= 4 || memcmp(g->text + 4, s + 4, g->len - 4U) == 0);
}

const ltn_trigger *ltn_trigger_take(const ltn_triggers *t, const char *s,
                                    size_t len, ltn_trigger_hit *hit)
{
    for (;;) {
        uint32_t *last = &hit->chains[0];
        for (size_t k = 1; k < LTN_TRIGGER_FRONTS; k++)
            if (hit->chains[k] > *last)
                last = &hit->chains[k];
        if (*last == 0)
            return NULL;
        const ltn_trigger *g = &t->at[*last - 1];
        *last = g->next;
        if (stands(g, s + hit->at, len - hit->at, hit->front))
            return g;
    }
}

void ltn_triggers_release(ltn_triggers *t)
{
    free(t->at);
    *t = (ltn_triggers){0};
}
