/* schemas.h - where validators keep what they compiled, for the next file.
 *
 * A validator asks for its schema by the path of the resource; the first time
 * it gets NULL, compiles, and hands the result over with the function that
 * frees it. What is kept is freed with the ltn_schemas.
 */
#ifndef LTN_VALIDATE_SCHEMAS_H
#define LTN_VALIDATE_SCHEMAS_H

#include "validate/validator.h"

#include <stdbool.h>

typedef void ltn_schema_free(void *compiled);

/* What was kept under path (a string that lives as long as s), or NULL. */
void *ltn_schemas_find(const ltn_schemas *s, const char *path);

/* Keeps compiled under path, which must be new; s frees it. false without
 * memory: then it is freed at once. */
bool ltn_schemas_keep(ltn_schemas *s, const char *path, void *compiled,
                      ltn_schema_free *release);

#endif
