/* Rules that apply other schemas: JSON Schema Core #section-8.2.3, #10, #11. */

#include "validate/jsonschema/compile.h"
#include "validate/jsonschema/run.h"

#include <string.h>

/* The node of a schema given as the value of a keyword; NULL and an error when
 * it is none. */
static ltn_js_node *node_of(ltn_js_load *l, ltn_js_node *n,
                            const ltn_js_keyword *k, const ltn_jv *value)
{
    if (ltn_js_is_schema(value))
        return ltn_js_node_for(l, n->resource, value);
    ltn_js_expected(l, n, k, "made of schemas (objects, true or false)");
    return NULL;
}

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

/* The rule several keywords share: the one there is, or a new one. */
static ltn_js_rule *shared(ltn_js_load *l, ltn_js_node *n,
                           const ltn_js_keyword *k, unsigned instances,
                           ltn_js_rule_holds *holds)
{
    for (ltn_js_rule *rule = n->rules; rule; rule = rule->next)
        if (rule->holds == holds)
            return rule;
    return add(l, n, k, instances, holds);
}

static bool is_array(ltn_js_load *l, const ltn_js_node *n,
                     const ltn_js_keyword *k, const ltn_jv *value)
{
    if (value->type != LTN_JV_ARRAY)
        ltn_js_expected(l, n, k, "an array");
    return value->type == LTN_JV_ARRAY;
}

static bool is_object(ltn_js_load *l, const ltn_js_node *n,
                      const ltn_js_keyword *k, const ltn_jv *value)
{
    if (value->type != LTN_JV_OBJECT)
        ltn_js_expected(l, n, k, "an object");
    return value->type == LTN_JV_OBJECT;
}

/* ---- references ---- */

static void add_reference(ltn_js_load *l, ltn_js_node *n,
                          const ltn_js_keyword *k, const ltn_jv *value,
                          bool dynamic)
{
    const char *name = NULL;

    if (value->type != LTN_JV_STRING) {
        ltn_js_expected(l, n, k, "a URI reference");
        return;
    }
    ltn_js_node *to = ltn_js_refer(l, n, value, dynamic ? &name : NULL);
    ltn_js_rule *rule = to ? add(l, n, k, LTN_JS_ANY, ltn_js_holds_ref) : NULL;
    if (rule)
        rule->is.reference = (ltn_js_reference){.node = to, .dynamic = name};
}

void ltn_js_compile_ref(ltn_js_load *l, ltn_js_node *n, const ltn_js_keyword *k,
                        const ltn_jv *value)
{
    add_reference(l, n, k, value, false);
}

void ltn_js_compile_dynamic_ref(ltn_js_load *l, ltn_js_node *n,
                                const ltn_js_keyword *k, const ltn_jv *value)
{
    add_reference(l, n, k, value, true);
}

/* Core 2019-09 #section-8.2.4.2.1: like a dynamic reference to a nameless
 * anchor, if the place it means has $recursiveAnchor. */
void ltn_js_compile_recursive_ref(ltn_js_load *l, ltn_js_node *n,
                                  const ltn_js_keyword *k, const ltn_jv *value)
{
    if (!ltn_jv_string(value) || strcmp(value->is.string, "#") != 0) {
        ltn_js_expected(l, n, k, "'#'");
        return;
    }
    ltn_js_node *to = ltn_js_refer(l, n, value, NULL);
    ltn_js_rule *rule = to ? add(l, n, k, LTN_JS_ANY, ltn_js_holds_ref) : NULL;
    if (!rule)
        return;
    rule->is.reference.node = to;
    for (ltn_js_dynamic *d = to->resource->dynamic; d; d = d->next)
        if (!d->name[0])
            rule->is.reference.dynamic = d->name;
}

/* ---- in place ---- */

/* Nodes for all of an array of schemas. */
static ltn_js_nodes nodes_of(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k, const ltn_jv *array)
{
    ltn_js_nodes nodes = {.len = array->len};

    nodes.at =
        ltn_arena_alloc(&l->schema->arena, nodes.len * sizeof(ltn_js_node *));
    if (!nodes.at)
        return (ltn_js_nodes){0};
    for (size_t i = 0; i < nodes.len; i++)
        nodes.at[i] = node_of(l, n, k, &array->is.items[i]);
    return nodes;
}

void ltn_js_compile_list(ltn_js_load *l, ltn_js_node *n,
                         const ltn_js_keyword *k, const ltn_jv *value)
{
    if (value->type != LTN_JV_ARRAY || value->len == 0) {
        ltn_js_expected(l, n, k, "an array of schemas, not empty");
        return;
    }
    ltn_js_rule *rule =
        add(l, n, k, LTN_JS_ANY,
            k->name[1] == 'l'                        ? ltn_js_holds_all
            : k->name[1] == 'n' && k->name[0] == 'a' ? ltn_js_holds_any
                                                     : ltn_js_holds_one);
    if (rule)
        rule->is.nodes = nodes_of(l, n, k, value);
}

void ltn_js_compile_not(ltn_js_load *l, ltn_js_node *n, const ltn_js_keyword *k,
                        const ltn_jv *value)
{
    ltn_js_rule *rule = add(l, n, k, LTN_JS_ANY, ltn_js_holds_not);

    if (rule)
        rule->is.node = node_of(l, n, k, value);
}

static ltn_js_node *branch(ltn_js_load *l, ltn_js_node *n,
                           const ltn_js_keyword *k, const char *name)
{
    const ltn_jv *value = ltn_jv_get(n->schema, name);

    return value ? node_of(l, n, k, value) : NULL;
}

void ltn_js_compile_if(ltn_js_load *l, ltn_js_node *n, const ltn_js_keyword *k,
                       const ltn_jv *value)
{
    ltn_js_rule *rule = add(l, n, k, LTN_JS_ANY, ltn_js_holds_if);

    if (rule)
        rule->is.condition =
            (ltn_js_condition){.test = node_of(l, n, k, value),
                               .then = branch(l, n, k, "then"),
                               .otherwise = branch(l, n, k, "else")};
}

/* dependentRequired, dependentSchemas, and both in dependencies. */
void ltn_js_compile_dependencies(ltn_js_load *l, ltn_js_node *n,
                                 const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_js_rule *rule;

    if (!is_object(l, n, k, value) ||
        !(rule = add(l, n, k, LTN_JS_OBJECT, ltn_js_holds_dependent)))
        return;
    for (size_t i = 0; i < value->len; i++) {
        const ltn_jv_member *m = &value->is.members[i];
        ltn_js_dependent *d = ltn_arena_alloc(&l->schema->arena, sizeof *d);
        if (!d)
            return;
        *d = (ltn_js_dependent){
            .next = rule->is.dependent, .name = m->name, .len = m->len};
        if (m->value.type == LTN_JV_ARRAY)
            d->required = &m->value;
        else
            d->node = node_of(l, n, k, &m->value);
        rule->is.dependent = d;
    }
}

/* ---- members of objects ---- */

static ltn_js_rule *members(ltn_js_load *l, ltn_js_node *n,
                            const ltn_js_keyword *k)
{
    return shared(l, n, k, LTN_JS_OBJECT, ltn_js_holds_members);
}

void ltn_js_compile_properties(ltn_js_load *l, ltn_js_node *n,
                               const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_arena *a = &l->schema->arena;
    ltn_js_rule *rule = members(l, n, k);

    if (!rule || !is_object(l, n, k, value))
        return;
    ltn_js_property *all = ltn_arena_alloc(a, value->len * sizeof *all);
    for (size_t i = 0; all && i < value->len; i++) {
        const ltn_jv_member *m = &value->is.members[i];
        all[i] =
            (ltn_js_property){m->name, m->len, node_of(l, n, k, &m->value)};
        ltn_js_map_put(&rule->is.members.named, a, m->name, m->len, &all[i]);
    }
    rule->is.members.properties = all;
    rule->is.members.len = all ? value->len : 0;
}

void ltn_js_compile_pattern_properties(ltn_js_load *l, ltn_js_node *n,
                                       const ltn_js_keyword *k,
                                       const ltn_jv *value)
{
    ltn_js_rule *rule = members(l, n, k);

    if (!rule || !is_object(l, n, k, value))
        return;
    for (size_t i = 0; i < value->len; i++) {
        const ltn_jv_member *m = &value->is.members[i];
        ltn_js_pattern *p = ltn_arena_alloc(&l->schema->arena, sizeof *p);
        if (!p)
            return;
        p->regex = ltn_js_regex_for(l, n, k, m->name, m->len);
        p->node = node_of(l, n, k, &m->value);
        p->next = rule->is.members.patterns;
        rule->is.members.patterns = p;
    }
}

void ltn_js_compile_additional(ltn_js_load *l, ltn_js_node *n,
                               const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_js_rule *rule = members(l, n, k);

    if (rule)
        rule->is.members.others = node_of(l, n, k, value);
}

void ltn_js_compile_names(ltn_js_load *l, ltn_js_node *n,
                          const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_js_rule *rule = add(l, n, k, LTN_JS_OBJECT, ltn_js_holds_names);

    if (rule)
        rule->is.node = node_of(l, n, k, value);
}

/* ---- elements of arrays ---- */

/* Before 2020-12 an array here is what prefixItems is now, and additionalItems
 * is about the rest. */
void ltn_js_compile_items(ltn_js_load *l, ltn_js_node *n,
                          const ltn_js_keyword *k, const ltn_jv *value)
{
    bool list = value->type == LTN_JV_ARRAY &&
                n->resource->dialect.draft != LTN_JS_2020;
    ltn_js_rule *rule = shared(l, n, k, LTN_JS_ARRAY, ltn_js_holds_items);

    if (!rule)
        return;
    if (list) {
        rule->is.items.first = nodes_of(l, n, k, value);
        rule->is.items.rest = branch(l, n, k, "additionalItems");
    } else {
        rule->is.items.rest = node_of(l, n, k, value);
    }
}

void ltn_js_compile_prefix(ltn_js_load *l, ltn_js_node *n,
                           const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_js_rule *rule = shared(l, n, k, LTN_JS_ARRAY, ltn_js_holds_items);

    if (rule && is_array(l, n, k, value))
        rule->is.items.first = nodes_of(l, n, k, value);
}

/* A count beside `contains`; fallback when it is not there or draft 7. */
static size_t count_of(ltn_js_load *l, ltn_js_node *n, const char *name,
                       size_t fallback)
{
    const ltn_jv *value = ltn_jv_get(n->schema, name);
    ltn_js_dialect d = n->resource->dialect;

    if (!value || d.draft == LTN_JS_DRAFT7 ||
        !(d.vocabularies & LTN_JS_VALIDATION))
        return fallback;
    double count = ltn_jv_number(value);
    if (!ltn_jv_is_number(value) || count < 0)
        ltn_js_wrong(l, n->resource->text, value, "jsonschema.keyword",
                     "'%s' must be an integer, 0 or more", name);
    return count >= 0 && count < 9e15 ? (size_t)count : fallback;
}

void ltn_js_compile_contains(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k, const ltn_jv *value)
{
    ltn_js_rule *rule = add(l, n, k, LTN_JS_ARRAY, ltn_js_holds_contains);

    if (rule)
        rule->is.contains = (ltn_js_contains){
            .node = node_of(l, n, k, value),
            .min = count_of(l, n, "minContains", 1),
            .max = count_of(l, n, "maxContains", SIZE_MAX),
            .evaluates = n->resource->dialect.draft == LTN_JS_2020};
}

/* ---- what no one has looked at ---- */

void ltn_js_compile_unevaluated(ltn_js_load *l, ltn_js_node *n,
                                const ltn_js_keyword *k, const ltn_jv *value)
{
    bool items = strcmp(k->name, "unevaluatedItems") == 0;
    ltn_js_rule *rule = add(l, n, k, items ? LTN_JS_ARRAY : LTN_JS_OBJECT,
                            items ? ltn_js_holds_unevaluated_items
                                  : ltn_js_holds_unevaluated_members);

    if (rule)
        rule->is.node = node_of(l, n, k, value);
    n->unevaluated = true;
}
