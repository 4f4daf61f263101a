/* types.h - datatypes with their parameters, and values of them.
 *
 * A type (and a value) is a small number; equal types with equal parameters
 * are one. Two libraries are known: the built-in one ("") and that of XML
 * Schema (Part 2), with all facets that RELAX NG may use: length, minLength,
 * maxLength, pattern, min/maxInclusive/Exclusive, totalDigits, fractionDigits
 * (RELAX NG #guidelines for W3C XML Schema datatypes).
 * Failure: no memory sets `failed`.
 */
#ifndef LTN_VALIDATE_RELAXNG_TYPES_H
#define LTN_VALIDATE_RELAXNG_TYPES_H

#include "codec/xml.h"
#include "validate/relaxng/regex.h"

typedef enum ltn_id_kind {
    LTN_ID_NONE,
    LTN_ID,
    LTN_IDREF,
    LTN_IDREFS
} ltn_id_kind;

typedef struct ltn_param {
    const char *name, *value;
    size_t len;
} ltn_param;

typedef struct ltn_facets ltn_facets;

typedef struct ltn_type {
    const struct ltn_primitive *base;
    const char *library, *name;
    ltn_facets *facets; /* NULL without any */
    const ltn_param *params;
    uint32_t param_count;
} ltn_type;

typedef struct ltn_value {
    uint32_t type;
    const char *key; /* canonical: equal values have equal keys */
    size_t key_len;
    const char *text; /* as it is written, for messages */
    size_t text_len;
    bool collapsed; /* the key is the text with white space collapsed */
} ltn_value;

typedef struct ltn_types {
    ltn_arena arena;
    ltn_type *at;
    ltn_value *values;
    uint32_t *value_table; /* open addressing: value + 1, or 0 */
    uint32_t len, cap, value_len, value_cap, value_table_size;
    ltn_buf key, text; /* scratch */
    uint64_t work;     /* of regular expressions; the caller resets it */
    bool failed;
} ltn_types;

void ltn_types_init(ltn_types *t);
void ltn_types_release(ltn_types *t);

/* The type of that name with these parameters (copied). UINT32_MAX, with *why
 * set (and *wrong: the index of the parameter that is wrong, or n),
 * when there is none; *why NULL: no memory. */
uint32_t ltn_types_add(ltn_types *t, const char *library, const char *name,
                       const ltn_param *params, uint32_t n, const char **why,
                       uint32_t *wrong);

/* The value that text stands for; ns: what its prefix or no prefix means, if
 * it is a QName. UINT32_MAX: text is no value of the type. */
uint32_t ltn_types_value(ltn_types *t, uint32_t type, const char *text,
                         size_t len, const char *ns);

/* Whether the type allows the string. x: its context, may be NULL. */
bool ltn_type_allows(ltn_types *t, uint32_t type, const char *s, size_t len,
                     const ltn_sax *x);

/* Whether the string is that value. */
bool ltn_value_is(ltn_types *t, uint32_t value, const char *s, size_t len,
                  const ltn_sax *x);

/* Whether white space alone decides that nothing fits: see ltn_type_id. */
ltn_id_kind ltn_type_id(const ltn_types *t, uint32_t type);

/* Whether what the type allows depends on the string only, not on namespaces
 * or entities. */
bool ltn_type_is_plain(const ltn_types *t, uint32_t type);

/* What the type wants, for messages: "an integer", with its parameters. */
void ltn_type_describe(const ltn_types *t, uint32_t type, ltn_buf *out);

/* s with white space collapsed, in the scratch buffer `to`. */
const char *ltn_collapse(ltn_buf *to, const char *s, size_t *len);

#endif
