/* Rules that apply other schemas to the same value: JSON Schema Core
 * #section-8.2.3, #section-10.2. */

#include "validate/jsonschema/run.h"

#include <string.h>

/* Core #section-8.2.3.2: of all resources entered on the way here the outermost
 * that has a dynamic anchor of this name. */
static const ltn_js_node *in_scope(const ltn_js_run *r,
                                   const ltn_js_reference *reference)
{
    const ltn_js_node *found = reference->node;

    for (const ltn_js_scope *s = r->scope; s; s = s->outer)
        for (const ltn_js_dynamic *d = s->resource->dynamic; d; d = d->next)
            if (strcmp(d->name, reference->dynamic) == 0)
                found = d->node;
    return found;
}

bool ltn_js_holds_ref(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_reference *reference = &rule->is.reference;

    return ltn_js_holds(
        r, reference->dynamic ? in_scope(r, reference) : reference->node, v);
}

bool ltn_js_holds_all(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_nodes *nodes = &rule->is.nodes;
    bool ok = true;

    for (size_t i = 0; i < nodes->len; i++) {
        if (ltn_js_holds(r, nodes->at[i], v))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

/* When someone will ask what was evaluated, all alternatives have a say. */
bool ltn_js_holds_any(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_nodes *nodes = &rule->is.nodes;
    bool ok = false;

    for (size_t i = 0; i < nodes->len; i++) {
        if (ltn_js_holds_quietly(r, nodes->at[i], v))
            ok = true;
        if (ok && r->mine == LTN_JS_UNMARKED)
            break;
    }
    if (ok || r->quiet || r->status != LTN_OK)
        return ok;
    return ltn_js_fail_alternatives(r, nodes, v, "jsonschema.any");
}

bool ltn_js_holds_one(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_nodes *nodes = &rule->is.nodes;
    size_t fits = 0, first = 0;

    for (size_t i = 0; i < nodes->len; i++) {
        if (!ltn_js_holds_quietly(r, nodes->at[i], v))
            continue;
        if (fits++ > 0)
            return ltn_js_fail(r, v->at, "jsonschema.one",
                               "alternatives %zu and %zu both fit; only one "
                               "may",
                               first + 1, i + 1);
        first = i;
    }
    if (fits == 1 || r->quiet || r->status != LTN_OK)
        return fits == 1;
    return ltn_js_fail_alternatives(r, nodes, v, "jsonschema.one");
}

bool ltn_js_holds_not(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    ptrdiff_t mine = r->mine;

    /* what it evaluates can count for no one */
    r->mine = LTN_JS_UNMARKED;
    bool fits = ltn_js_holds_quietly(r, rule->is.node, v);
    r->mine = mine;
    if (!fits)
        return r->status == LTN_OK;
    return ltn_js_fail(r, v->at, "jsonschema.not",
                       "fits a schema that it must not");
}

bool ltn_js_holds_if(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_condition *c = &rule->is.condition;
    bool asked = c->then || c->otherwise || r->mine != LTN_JS_UNMARKED;

    if (!asked)
        return true;
    const ltn_js_node *next =
        ltn_js_holds_quietly(r, c->test, v) ? c->then : c->otherwise;
    return !next || ltn_js_holds(r, next, v);
}

/* The names that must be there when `name` is. */
static bool has_all(ltn_js_run *r, const ltn_js_dependent *d, const ltn_jv *v)
{
    bool ok = true;

    for (size_t i = 0; i < d->required->len; i++) {
        const ltn_jv *name = &d->required->is.items[i];
        if (name->type != LTN_JV_STRING ||
            ltn_jv_getn(v, name->is.string, name->len))
            continue;
        ok = ltn_js_fail(r, v->at, "jsonschema.dependent",
                         "'%s' is missing, which '%s' asks for",
                         name->is.string, d->name);
    }
    return ok;
}

bool ltn_js_holds_dependent(ltn_js_run *r, const ltn_js_rule *rule,
                            const ltn_jv *v)
{
    bool ok = true;

    for (const ltn_js_dependent *d = rule->is.dependent; d; d = d->next) {
        if (!ltn_jv_getn(v, d->name, d->len))
            continue;
        if (d->required ? has_all(r, d, v) : ltn_js_holds(r, d->node, v))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}
