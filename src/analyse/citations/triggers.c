#include "analyse/citations/triggers.h"

#include <stdlib.h>
#include <string.h>

/* The lengths of the front ends by which literals are looked up. A literal is
 * found by the longest that it has. */
enum { SHORTEST = 2, LONGEST = SHORTEST + LTN_TRIGGER_FRONTS - 1 };

/* The bits of a pair: one for each length of front end. */
enum { ANYWHERE = 0x0F, AT_WORDS = 0xF0, AT_WORDS_SHIFT = 4 };

static unsigned pair_at(const char *s)
{
    return (unsigned)(unsigned char)s[0] << 8 | (unsigned char)s[1];
}

/* The chain of the literals whose front end is the n bytes at s. */
static uint32_t chain_of(const char *s, size_t n)
{
    uint32_t key = (uint32_t)n;

    for (size_t i = 0; i < n; i++)
        key = key << 7 ^ key >> 25 ^ (unsigned char)s[i];
    return key * 2654435761u >> 20; /* Fibonacci hashing: the top 12 bits */
}

/* Letters and digits of ASCII: enough to tell where a word begins, because a
 * pattern looks again. */
static bool in_word(unsigned char c)
{
    return ((c | 0x20u) - 'a' < 26u) | ((unsigned)c - '0' < 10u);
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
    size_t front = len < LONGEST ? len : LONGEST;
    uint32_t *head = &t->chains[chain_of(text, front)];
    unsigned bit = 1u << (front - SHORTEST);
    t->at[t->len] = (ltn_trigger){.text = text,
                                  .next = *head,
                                  .len = (uint16_t)len,
                                  .what = what,
                                  .which = which};
    t->pairs[pair_at(text)] |=
        (uint8_t)(in_word((unsigned char)*text) ? bit << AT_WORDS_SHIFT : bit);
    *head = (uint32_t)++t->len;
}

/* Looks up the front ends at s that `bits` tells of; whether one is there. */
static bool look_up(const ltn_triggers *t, const char *s, size_t len,
                    unsigned bits, ltn_trigger_hit *hit)
{
    uint32_t some = 0;

    bits |= bits >> AT_WORDS_SHIFT;
    for (size_t n = SHORTEST; n <= LONGEST; n++) {
        bool may = bits >> (n - SHORTEST) & 1 && n <= len;
        uint32_t chain = may ? t->chains[chain_of(s, n)] : 0;
        hit->chains[n - SHORTEST] = chain;
        some |= chain;
    }
    return some != 0;
}

bool ltn_triggers_next(const ltn_triggers *t, const char *s, size_t len,
                       ltn_trigger_hit *hit)
{
    size_t i = hit->at;
    bool inside = i > 0 && in_word((unsigned char)s[i - 1]);

    for (; i + 1 < len; i++) {
        unsigned bits = t->pairs[pair_at(s + i)] &
                        (inside ? ANYWHERE : ANYWHERE | AT_WORDS);
        inside = in_word((unsigned char)s[i]);
        if (bits && look_up(t, s + i, len - i, bits, hit)) {
            hit->at = i;
            return true;
        }
    }
    return false;
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
        if (g->len <= len - hit->at &&
            memcmp(g->text, s + hit->at, g->len) == 0)
            return g;
    }
}

void ltn_triggers_release(ltn_triggers *t)
{
    free(t->at);
    *t = (ltn_triggers){0};
}
