/* value.h - JSON values compared as JSON Schema wants it: numbers by their
 * mathematical value, so that 1 and 1.0 are one (Core #section-4.2.2). */
#ifndef LTN_VALIDATE_JSONSCHEMA_VALUE_H
#define LTN_VALIDATE_JSONSCHEMA_VALUE_H

#include "codec/json.h"

#include <stdbool.h>

/* One of the LTN_JS_... type bits. */
unsigned ltn_js_type(const json_t *v);

/* "integer", "string", ...; of one bit. */
const char *ltn_js_type_name(unsigned type);

/* The bits of a type name of the schema language, or 0. */
unsigned ltn_js_type_find(const char *name);

/* Negative, 0 or positive, as a is less, equal or greater; both numbers. */
int ltn_js_compare(const json_t *a, const json_t *b);

/* Whether v is an integral multiple of a positive number. */
bool ltn_js_is_multiple(const json_t *v, const json_t *of);

bool ltn_js_equal(const json_t *a, const json_t *b);

/* Equal values have equal hashes. */
uint64_t ltn_js_value_hash(const json_t *v);

/* How many values are in v, itself included, up to `most`. */
size_t ltn_js_weight(const json_t *v, size_t most);

/* Writes a short form of v for a message, NUL-terminated; returns out. */
const char *ltn_js_show(const json_t *v, char out[64]);

#endif
