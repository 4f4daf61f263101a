/* resources.h - files compiled into the program: schemas, rule packs, word
 * lists, style sheets.
 *
 * The build puts in every data file under schemas/ and src/ (see `data` in the
 * Makefile) under its path from the top of the project. The bytes are constant,
 * last as long as the program and are followed by a NUL that is not counted.
 */
#ifndef LTN_UTIL_RESOURCES_H
#define LTN_UTIL_RESOURCES_H

#include <stddef.h>

typedef struct ltn_resource {
    const char *path;       /* "schemas/tei/lectern.rnc" */
    const char *data, *end; /* end points at the NUL */
} ltn_resource;

/* All of them, sorted by path; the last has a NULL path. */
extern const ltn_resource ltn_resources[];

/* The file at path, or NULL. */
const ltn_resource *ltn_resource_find(const char *path);

#endif
