#include "util/codepoints.h"

#include "util/utf8.h"

#include <stdlib.h>

enum { STEP = LTN_CODEPOINTS_STEP };

static bool is_ascii(const char *s, size_t len)
{
    size_t i = 0;

    for (; i + STEP <= len; i += STEP) {
        unsigned char all = 0;
        for (size_t k = 0; k < STEP; k++)
            all |= (unsigned char)s[i + k];
        if (all & 0x80)
            return false;
    }
    for (; i < len; i++)
        if (s[i] & 0x80)
            return false;
    return true;
}

/* Bytes of a whole step that begin a code point: one at most of each byte, so
 * the sum fits a byte, which lets the compiler add sixteen at once. */
static uint32_t count_step(const char *s)
{
    unsigned char n = 0;

    for (size_t k = 0; k < STEP; k++)
        n = (unsigned char)(n + ((s[k] & 0xC0) != 0x80));
    return n;
}

bool ltn_codepoints_init(ltn_codepoints *c, const char *text, size_t len)
{
    *c = (ltn_codepoints){.text = text};
    if (is_ascii(text, len))
        return true;
    size_t steps = len / STEP + 1;
    c->before = calloc(steps, sizeof *c->before);
    if (!c->before)
        return false;
    for (size_t i = 1; i < steps; i++)
        c->before[i] = c->before[i - 1] + count_step(text + (i - 1) * STEP);
    return true;
}

void ltn_codepoints_release(ltn_codepoints *c)
{
    free(c->before);
    c->before = NULL;
}

uint32_t ltn_codepoints_at(const ltn_codepoints *c, size_t offset)
{
    size_t step = offset / STEP;

    if (!c->before)
        return (uint32_t)offset;
    return c->before[step] +
           (uint32_t)ltn_utf8_count(c->text + step * STEP, offset % STEP);
}
