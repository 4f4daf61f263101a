/* value.h - JSON values compared as JSON Schema wants it: numbers by their
 * mathematical value, so that 1 and 1.0 are one (Core #section-4.2.2). */
#ifndef LTN_VALIDATE_JSONSCHEMA_VALUE_H
#define LTN_VALIDATE_JSONSCHEMA_VALUE_H

#include "codec/json.h"

/* One of the LTN_JS_... type bits. */
unsigned ltn_js_type(const ltn_jv *v);

/* "integer", "string", ...; of one bit. */
const char *ltn_js_type_name(unsigned type);

/* The bits of a type name of the schema language, or 0. */
unsigned ltn_js_type_find(const char *name);

/* Negative, 0 or positive, as a is less, equal or greater; both numbers. */
int ltn_js_compare(const ltn_jv *a, const ltn_jv *b);

/* Whether v is an integral multiple of a positive number. */
bool ltn_js_is_multiple(const ltn_jv *v, const ltn_jv *of);

/* Takes a step off *steps for each pair of values it looks at, and gives up
 * (false) at 0. */
bool ltn_js_equal(const ltn_jv *a, const ltn_jv *b, uint64_t *steps);

/* Equal values have equal hashes. */
uint64_t ltn_js_value_hash(const ltn_jv *v);

/* Writes a short form of v for a message, NUL-terminated; returns out. */
const char *ltn_js_show(const ltn_jv *v, char out[64]);

#endif
