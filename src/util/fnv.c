#include "util/fnv.h"

uint32_t ltn_fnv(uint32_t hash, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ (unsigned char)s[i]) * UINT32_C(16777619);
    return hash;
}
