/* grow.h - room in the arrays of the RELAX NG engine. */
#ifndef LTN_VALIDATE_RELAXNG_GROW_H
#define LTN_VALIDATE_RELAXNG_GROW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Room at *at, which may move, for `need` elements of size bytes; twice as much
 * as before, or `least`. False without memory: all is as it was. */
static inline bool ltn_rng_grow(void **at, uint32_t need, uint32_t *cap,
                                uint32_t least, size_t size)
{
    if (need <= *cap)
        return true;
    uint32_t more = *cap ? *cap : least;
    while (more < need)
        more *= 2;
    void *bigger = realloc(*at, more * size);
    if (!bigger)
        return false;
    *at = bigger;
    *cap = more;
    return true;
}

#endif
