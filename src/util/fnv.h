/* fnv.h - FNV-1a: a hash for short keys in small tables of our own.
 *
 * It does not withstand who chooses the keys; tables are bounded instead.
 */
#ifndef LTN_UTIL_FNV_H
#define LTN_UTIL_FNV_H

#include <stddef.h>
#include <stdint.h>

/* What to begin with. */
#define LTN_FNV_START UINT32_C(2166136261)

/* Goes on hashing with the len bytes at s. */
uint32_t ltn_fnv(uint32_t hash, const char *s, size_t len);

#endif
