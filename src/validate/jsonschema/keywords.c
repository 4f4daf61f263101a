#include "validate/jsonschema/compile.h"

#include <string.h>

enum {
    ALL = LTN_JS_DRAFT7 | LTN_JS_2019 | LTN_JS_2020,
    OLD = LTN_JS_DRAFT7 | LTN_JS_2019,
    NEW = LTN_JS_2019 | LTN_JS_2020,

    /* order of rules: what is quick, what goes deeper, what asks which members
     * all the others have looked at */
    QUICK = 0,
    DEEP = 1,
    LAST = 2
};

#define CORE  LTN_JS_CORE
#define APPLY LTN_JS_APPLICATOR
#define CHECK LTN_JS_VALIDATION
#define REST  LTN_JS_UNEVALUATED

/* JSON Schema Core 2020-12 #section-8, #10 and #11, Validation #section-6 and
 * #7; in order of name. */
static const ltn_js_keyword keywords[] = {
    {"$defs", NEW, CORE, LTN_JS_MAP, 0, NULL},
    {"$dynamicRef", LTN_JS_2020, CORE, LTN_JS_VALUE, DEEP,
     ltn_js_compile_dynamic_ref},
    {"$recursiveRef", LTN_JS_2019, CORE, LTN_JS_VALUE, DEEP,
     ltn_js_compile_recursive_ref},
    {"$ref", ALL, CORE, LTN_JS_VALUE, DEEP, ltn_js_compile_ref},
    {"additionalItems", OLD, APPLY, LTN_JS_SCHEMA, 0, NULL}, /* see items */
    {"additionalProperties", ALL, APPLY, LTN_JS_SCHEMA, DEEP,
     ltn_js_compile_additional},
    {"allOf", ALL, APPLY, LTN_JS_LIST, DEEP, ltn_js_compile_list},
    {"anyOf", ALL, APPLY, LTN_JS_LIST, DEEP, ltn_js_compile_list},
    {"const", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_const},
    {"contains", ALL, APPLY, LTN_JS_SCHEMA, DEEP, ltn_js_compile_contains},
    {"contentSchema", NEW, LTN_JS_CONTENT, LTN_JS_SCHEMA, 0, NULL},
    {"definitions", ALL, CORE, LTN_JS_MAP, 0, NULL},
    {"dependencies", ALL, APPLY, LTN_JS_MIXED, DEEP,
     ltn_js_compile_dependencies},
    {"dependentRequired", NEW, CHECK, LTN_JS_VALUE, QUICK,
     ltn_js_compile_dependencies},
    {"dependentSchemas", NEW, APPLY, LTN_JS_MAP, DEEP,
     ltn_js_compile_dependencies},
    {"else", ALL, APPLY, LTN_JS_SCHEMA, 0, NULL}, /* see if */
    {"enum", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_enum},
    {"exclusiveMaximum", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_bound},
    {"exclusiveMinimum", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_bound},
    {"format", ALL, LTN_JS_FORMAT | LTN_JS_FORMAT_ASSERTION, LTN_JS_VALUE,
     QUICK, ltn_js_compile_format},
    {"if", ALL, APPLY, LTN_JS_SCHEMA, DEEP, ltn_js_compile_if},
    {"items", ALL, APPLY, LTN_JS_EITHER, DEEP, ltn_js_compile_items},
    {"maxItems", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"maxLength", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"maxProperties", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"maximum", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_bound},
    {"minItems", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"minLength", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"minProperties", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_size},
    {"minimum", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_bound},
    {"multipleOf", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_multiple},
    {"not", ALL, APPLY, LTN_JS_SCHEMA, DEEP, ltn_js_compile_not},
    {"oneOf", ALL, APPLY, LTN_JS_LIST, DEEP, ltn_js_compile_list},
    {"pattern", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_pattern},
    {"patternProperties", ALL, APPLY, LTN_JS_MAP, DEEP,
     ltn_js_compile_pattern_properties},
    {"prefixItems", LTN_JS_2020, APPLY, LTN_JS_LIST, DEEP,
     ltn_js_compile_prefix},
    {"properties", ALL, APPLY, LTN_JS_MAP, DEEP, ltn_js_compile_properties},
    {"propertyNames", ALL, APPLY, LTN_JS_SCHEMA, DEEP, ltn_js_compile_names},
    {"required", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_required},
    {"then", ALL, APPLY, LTN_JS_SCHEMA, 0, NULL}, /* see if */
    {"type", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_type},
    {"unevaluatedItems", NEW, REST, LTN_JS_SCHEMA, LAST,
     ltn_js_compile_unevaluated},
    {"unevaluatedProperties", NEW, REST, LTN_JS_SCHEMA, LAST,
     ltn_js_compile_unevaluated},
    {"uniqueItems", ALL, CHECK, LTN_JS_VALUE, QUICK, ltn_js_compile_unique},
};

const ltn_js_keyword *ltn_js_keyword_find(const char *name,
                                          ltn_js_dialect dialect)
{
    size_t low = 0, high = sizeof keywords / sizeof *keywords;

    while (low < high) {
        size_t mid = (low + high) / 2;
        const ltn_js_keyword *k = &keywords[mid];
        int c = strcmp(name, k->name);
        if (c == 0)
            return (k->drafts & dialect.draft) &&
                           (k->vocabularies & dialect.vocabularies)
                       ? k
                       : NULL;
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

/* Keywords that only remark on something, or are looked at elsewhere. */
static const char *const remarks[] = {
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$id",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "examples",
    "maxContains",
    "minContains",
    "readOnly",
    "title",
    "writeOnly",
};

const char *ltn_js_keyword_meant(const char *name)
{
    const size_t known = sizeof keywords / sizeof *keywords;
    const size_t more = sizeof remarks / sizeof *remarks;
    const char *all[sizeof keywords / sizeof *keywords +
                    sizeof remarks / sizeof *remarks];

    for (size_t i = 0; i < known; i++)
        all[i] = keywords[i].name;
    for (size_t i = 0; i < more; i++)
        all[known + i] = remarks[i];
    for (size_t i = 0; i < known + more; i++)
        if (strcmp(all[i], name) == 0)
            return NULL;
    /* short words are near to everything */
    return strlen(name) < 5 ? NULL : ltn_nearest(name, all, known + more);
}
