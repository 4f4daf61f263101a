/* charset.h - sets of characters in regular expressions of XML Schema. */
#ifndef LTN_VALIDATE_RELAXNG_CHARSET_H
#define LTN_VALIDATE_RELAXNG_CHARSET_H

#include "util/arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ltn_set_kind {
    LTN_SET_RANGE,      /* low to high */
    LTN_SET_CATEGORY,   /* one of the categories of mask `low` */
    LTN_SET_NAME_START, /* \i */
    LTN_SET_NAME_CHAR,  /* \c */
    LTN_SET_SPACE,      /* \s */
} ltn_set_kind;

/* One part of a set; the set has what any part has. */
typedef struct ltn_set_part {
    struct ltn_set_part *next;
    uint32_t low, high;
    uint8_t kind; /* ltn_set_kind */
    bool negated;
} ltn_set_part;

typedef struct ltn_charset {
    ltn_set_part *parts;
    const struct ltn_charset *minus; /* without these */
    bool negated;
} ltn_charset;

bool ltn_charset_has(const ltn_charset *set, uint32_t c);

/* Reads the atom at *s: a character, an escape, "." or a class in brackets.
 * NULL, with *why set, when it is wrong. */
ltn_charset *ltn_charset_read(ltn_arena *a, const char **s, const char *end,
                              const char **why);

/* The characters of a block, by its name without "Is"; false: no such block. */
bool ltn_block_find(const char *name, size_t len, uint32_t *low,
                    uint32_t *high);

#endif
