/* Rules that look at the instance alone: JSON Schema Validation #section-6. */

#include "validate/jsonschema/compile.h"
#include "validate/jsonschema/format.h"
#include "validate/jsonschema/run.h"
#include "validate/jsonschema/value.h"

#include <string.h>

void ltn_js_expected(ltn_js_load *l, const ltn_js_node *n,
                     const ltn_js_keyword *k, const char *what)
{
    ltn_js_wrong(l, n->resource->text, ltn_jv_get(n->schema, k->name),
                 "jsonschema.keyword", "'%s' must be %s", k->name, what);
}

/* A rule for instances of some types, judged by holds. */
static ltn_js_rule *add(ltn_js_load *l, ltn_js_node *n, const ltn_js_keyword *k,
                        unsigned instances, ltn_js_rule_holds *holds)
{
    ltn_js_rule *rule = ltn_js_rule_add(l, n, k);

    if (!rule)
        return NULL;
    rule->types = instances;
    rule->holds = holds;
    return rule;
}

static void add_value(ltn_js_load *l, ltn_js_node *n, const ltn_js_keyword *k,
                      unsigned instances, ltn_js_rule_holds *holds,
                      const ltn_jv *value)
{
    ltn_js_rule *rule = add(l, n, k, instances, holds);

    if (rule)
        rule->is.value = value;
}

/* #section-6.1.1: one name or an array of them. */
void ltn_js_compile_type(ltn_js_load *l, ltn_js_node *n,
                         const ltn_js_keyword *k, const ltn_jv *value)
{
    unsigned bits = 0;
    bool many = value->type == LTN_JV_ARRAY;
    size_t len = many ? value->len : 1;

    for (size_t i = 0; i < len; i++) {
        const char *one = ltn_jv_string(many ? &value->is.items[i] : value);
        unsigned bit = one ? ltn_js_type_find(one) : 0;
        if (!bit) {
            ltn_js_expected(l, n, k,
                            "null, boolean, object, array, number, integer or "
                            "string, or an array of these");
            return;
        }
        bits |= bit;
    }
    ltn_js_rule *rule = add(l, n, k, LTN_JS_ANY & ~bits, ltn_js_holds_type);
    if (rule)
        rule->is.types = bits;
}

void ltn_js_compile_enum(ltn_js_load *l, ltn_js_node *n,
                         const ltn_js_keyword *k, const ltn_jv *value)
{
    if (value->type == LTN_JV_ARRAY)
        add_value(l, n, k, LTN_JS_ANY, ltn_js_holds_enum, value);
    else
        ltn_js_expected(l, n, k, "an array");
}

void ltn_js_compile_const(ltn_js_load *l, ltn_js_node *n,
                          const ltn_js_keyword *k, const ltn_jv *value)
{
    add_value(l, n, k, LTN_JS_ANY, ltn_js_holds_const, value);
}

/* #section-6.2.2 to 6.2.5 */
void ltn_js_compile_bound(ltn_js_load *l, ltn_js_node *n,
                          const ltn_js_keyword *k, const ltn_jv *value)
{
    static const struct {
        const char *name;
        ltn_js_rule_holds *holds;
    } bounds[] = {
        {"exclusiveMaximum", ltn_js_holds_below},
        {"exclusiveMinimum", ltn_js_holds_above},
        {"maximum", ltn_js_holds_maximum},
        {"minimum", ltn_js_holds_minimum},
    };

    if (!ltn_jv_is_number(value)) {
        ltn_js_expected(l, n, k, "a number");
        return;
    }
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
        if (strcmp(bounds[i].name, k->name) == 0)
            add_value(l, n, k, LTN_JS_NUMBER, bounds[i].holds, value);
}

void ltn_js_compile_multiple(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k, const ltn_jv *value)
{
    if (ltn_jv_number(value) > 0)
        add_value(l, n, k, LTN_JS_NUMBER, ltn_js_holds_multiple, value);
    else
        ltn_js_expected(l, n, k, "a number above 0");
}

/* A non-negative integer, perhaps written as a real; false otherwise. */
static bool size_of(const ltn_jv *value, size_t *size)
{
    double d = ltn_jv_number(value);

    if (!ltn_jv_is_number(value) || ltn_js_type(value) != LTN_JS_INTEGER ||
        d < 0)
        return false;
    *size = d < 9e15 ? (size_t)d : SIZE_MAX;
    return true;
}

void ltn_js_compile_size(ltn_js_load *l, ltn_js_node *n,
                         const ltn_js_keyword *k, const ltn_jv *value)
{
    static const struct {
        const char *name;
        unsigned instances;
        ltn_js_rule_holds *holds;
    } sizes[] = {
        {"maxItems", LTN_JS_ARRAY, ltn_js_holds_max_items},
        {"maxLength", LTN_JS_STRING, ltn_js_holds_max_length},
        {"maxProperties", LTN_JS_OBJECT, ltn_js_holds_max_members},
        {"minItems", LTN_JS_ARRAY, ltn_js_holds_min_items},
        {"minLength", LTN_JS_STRING, ltn_js_holds_min_length},
        {"minProperties", LTN_JS_OBJECT, ltn_js_holds_min_members},
    };
    size_t size;

    if (!size_of(value, &size)) {
        ltn_js_expected(l, n, k, "an integer, 0 or more");
        return;
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        if (strcmp(sizes[i].name, k->name) != 0)
            continue;
        ltn_js_rule *rule = add(l, n, k, sizes[i].instances, sizes[i].holds);
        if (rule)
            rule->is.size = size;
    }
}

ltn_js_regex *ltn_js_regex_for(ltn_js_load *l, const ltn_js_node *n,
                               const ltn_js_keyword *k, const char *pattern,
                               size_t len)
{
    ltn_js_regex *r = ltn_arena_alloc(&l->schema->arena, sizeof *r);
    ltn_buf why = {0};

    if (!r)
        return NULL;
    r->source = pattern;
    if (ltn_js_regex_compile(r, pattern, len, &why)) {
        r->next = l->schema->regexes;
        l->schema->regexes = r;
        return r;
    }
    ltn_js_wrong(l, n->resource->text, ltn_jv_get(n->schema, k->name),
                 "jsonschema.regex",
                 "'%.100s' is not a regular expression: %.*s", pattern,
                 (int)why.len, why.data ? why.data : "");
    ltn_buf_release(&why);
    return NULL;
}

void ltn_js_compile_pattern(ltn_js_load *l, ltn_js_node *n,
                            const ltn_js_keyword *k, const ltn_jv *value)
{
    if (value->type != LTN_JV_STRING) {
        ltn_js_expected(l, n, k, "a string");
        return;
    }
    ltn_js_regex *regex =
        ltn_js_regex_for(l, n, k, value->is.string, value->len);
    ltn_js_rule *rule =
        regex ? add(l, n, k, LTN_JS_STRING, ltn_js_holds_pattern) : NULL;
    if (rule)
        rule->is.regex = regex;
}

void ltn_js_compile_unique(ltn_js_load *l, ltn_js_node *n,
                           const ltn_js_keyword *k, const ltn_jv *value)
{
    if (!ltn_jv_is_bool(value))
        ltn_js_expected(l, n, k, "true or false");
    else if (value->type == LTN_JV_TRUE)
        add(l, n, k, LTN_JS_ARRAY, ltn_js_holds_unique);
}

static bool all_strings(const ltn_jv *array)
{
    if (array->type != LTN_JV_ARRAY)
        return false;
    for (size_t i = 0; i < array->len; i++)
        if (array->is.items[i].type != LTN_JV_STRING)
            return false;
    return true;
}

void ltn_js_compile_required(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k, const ltn_jv *value)
{
    if (all_strings(value))
        add_value(l, n, k, LTN_JS_OBJECT, ltn_js_holds_required, value);
    else
        ltn_js_expected(l, n, k, "an array of names");
}

/* #section-7.2: a remark, unless the vocabulary or the caller says otherwise.
 */
void ltn_js_compile_format(ltn_js_load *l, ltn_js_node *n,
                           const ltn_js_keyword *k, const ltn_jv *value)
{
    unsigned on = n->resource->dialect.vocabularies & LTN_JS_FORMAT_ASSERTION;

    if (value->type != LTN_JV_STRING) {
        ltn_js_expected(l, n, k, "a string");
        return;
    }
    const ltn_js_format *format = ltn_js_format_find(value->is.string);
    ltn_js_rule *rule =
        format ? add(l, n, k, LTN_JS_STRING,
                     on ? ltn_js_holds_format : ltn_js_holds_format_if_asked)
               : NULL;
    if (rule)
        rule->is.format = format;
}
