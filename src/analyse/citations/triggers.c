#include "analyse/citations/triggers.h"

#include <stdlib.h>
#include <string.h>

static unsigned pair_at(const char *s)
{
    return (unsigned)(unsigned char)s[0] << 8 | (unsigned char)s[1];
}

static unsigned chain_of(unsigned pair)
{
    return (pair * 40503u >> 3) % LTN_TRIGGER_CHAINS;
}

/* Letters and digits of ASCII: enough to tell where a word begins, because a
 * pattern looks again. */
static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9');
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
    unsigned pair = pair_at(text);
    uint32_t *head = &t->chains[chain_of(pair)];
    t->at[t->len] = (ltn_trigger){.text = text,
                                  .next = *head,
                                  .len = (uint16_t)len,
                                  .what = what,
                                  .which = which};
    t->pairs[pair >> 6] |= (uint64_t)1 << (pair & 63);
    *head = (uint32_t)++t->len;
}

size_t ltn_triggers_next(const ltn_triggers *t, const char *s, size_t from,
                         size_t len, uint32_t *chain)
{
    for (size_t i = from; i + 1 < len; i++) {
        unsigned pair = pair_at(s + i);
        if (!(t->pairs[pair >> 6] >> (pair & 63) & 1))
            continue;
        if (i > 0 && in_word(s[i - 1]) && in_word(s[i]))
            continue;
        *chain = t->chains[chain_of(pair)];
        return i;
    }
    return len;
}

bool ltn_trigger_is(const ltn_trigger *g, const char *s, size_t i, size_t len)
{
    return g->len <= len - i && memcmp(g->text, s + i, g->len) == 0;
}

void ltn_triggers_release(ltn_triggers *t)
{
    free(t->at);
    *t = (ltn_triggers){0};
}
