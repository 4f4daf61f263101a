/* compile.h - one function for each way a keyword becomes a rule; the table of
 * keywords (keywords.c) chooses among them. */
#ifndef LTN_VALIDATE_JSONSCHEMA_COMPILE_H
#define LTN_VALIDATE_JSONSCHEMA_COMPILE_H

#include "validate/jsonschema/schema.h"

typedef void ltn_js_compile(ltn_js_load *l, ltn_js_node *n,
                            const ltn_js_keyword *k, const ltn_jv *value);

/* compile_value.c: rules that look at the instance alone */
ltn_js_compile ltn_js_compile_type, ltn_js_compile_enum, ltn_js_compile_const,
    ltn_js_compile_bound, ltn_js_compile_multiple, ltn_js_compile_size,
    ltn_js_compile_pattern, ltn_js_compile_unique, ltn_js_compile_required,
    ltn_js_compile_format;

/* compile_schema.c: rules that apply other schemas */
ltn_js_compile ltn_js_compile_ref, ltn_js_compile_dynamic_ref,
    ltn_js_compile_recursive_ref, ltn_js_compile_list, ltn_js_compile_not,
    ltn_js_compile_if, ltn_js_compile_properties,
    ltn_js_compile_pattern_properties, ltn_js_compile_additional,
    ltn_js_compile_names, ltn_js_compile_items, ltn_js_compile_prefix,
    ltn_js_compile_contains, ltn_js_compile_dependencies,
    ltn_js_compile_unevaluated;

/* The error every one of them can have: the value must be `what`. */
void ltn_js_expected(ltn_js_load *l, const ltn_js_node *n,
                     const ltn_js_keyword *k, const char *what);

/* A regular expression of the schema, or NULL and an error. */
ltn_js_regex *ltn_js_regex_for(ltn_js_load *l, const ltn_js_node *n,
                               const ltn_js_keyword *k, const char *pattern,
                               size_t len);

#endif
