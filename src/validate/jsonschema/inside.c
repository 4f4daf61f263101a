/* Rules that apply schemas to members and elements: JSON Schema Core
 * #section-10.3 and #section-11. */

#include "validate/jsonschema/run.h"

#include <stdlib.h>
#include <string.h>

static void mark(ltn_js_run *r, size_t i)
{
    if (r->mine != LTN_JS_UNMARKED)
        r->marks[(size_t)r->mine + i] = 1;
}

static bool is_marked(const ltn_js_run *r, size_t i)
{
    return r->mine != LTN_JS_UNMARKED && r->marks[(size_t)r->mine + i];
}

/* A member no rule knows, where only the properties may be. */
static bool unexpected(ltn_js_run *r, const ltn_js_members *rules,
                       const ltn_jv_member *m)
{
    if (!ltn_js_goes_on(r))
        return false;
    const char *names[LTN_JS_SUGGEST_MAX];
    size_t n = 0;
    for (; rules && n < rules->len && n < LTN_JS_SUGGEST_MAX; n++)
        names[n] = rules->properties[n].name;
    const char *instead = ltn_nearest(m->name, names, n);
    if (instead)
        return ltn_js_fail(r, m->at, "jsonschema.additional",
                           "'%.100s' is not allowed here; did you mean "
                           "'%.100s'?",
                           m->name, instead);
    return ltn_js_fail(r, m->at, "jsonschema.additional",
                       "'%.100s' is not allowed here", m->name);
}

/* ---- objects ---- */

/* Judges a member by every pattern its name matches. */
static bool by_patterns(ltn_js_run *r, const ltn_js_members *rules,
                        const ltn_jv_member *m, bool *known)
{
    bool ok = true;

    for (const ltn_js_pattern *p = rules->patterns; p; p = p->next) {
        if (!ltn_js_matches(r, p->regex, m->name, m->len))
            continue;
        *known = true;
        if (!ltn_js_holds_inside(r, p->node, &m->value))
            ok = false;
    }
    return ok;
}

/* The property called like m. Members often come in the order of the schema:
 * one of the few after the last, *next, is tried before all are searched. */
static const ltn_js_property *property(const ltn_js_members *rules,
                                       const ltn_jv_member *m, size_t *next)
{
    enum { AHEAD = 10 };

    for (size_t i = *next; i < rules->len && i < *next + AHEAD; i++) {
        const ltn_js_property *p = &rules->properties[i];
        if (p->len == m->len && memcmp(p->name, m->name, p->len) == 0) {
            *next = i + 1;
            return p;
        }
    }
    const ltn_js_property *p = ltn_js_map_get(&rules->named, m->name, m->len);
    if (p)
        *next = (size_t)(p - rules->properties) + 1;
    return p;
}

static bool member_holds(ltn_js_run *r, const ltn_js_members *rules,
                         const ltn_jv_member *m, size_t i, size_t *next)
{
    const ltn_js_property *named =
        rules->len > 0 ? property(rules, m, next) : NULL;
    bool known = named != NULL;
    bool ok = !named || ltn_js_holds_inside(r, named->node, &m->value);

    if (rules->patterns && !by_patterns(r, rules, m, &known))
        ok = false;
    if (known || rules->others)
        mark(r, i);
    if (known || !rules->others)
        return ok;
    if (rules->others->verdict == LTN_JS_FALSE)
        return unexpected(r, rules, m);
    return ltn_js_holds_inside(r, rules->others, &m->value);
}

bool ltn_js_holds_members(ltn_js_run *r, const ltn_js_rule *rule,
                          const ltn_jv *v)
{
    size_t next = 0;
    bool ok = ltn_js_spend(r, v->len / 8);

    for (size_t i = 0; i < v->len; i++) {
        if (member_holds(r, &rule->is.members, &v->is.members[i], i, &next))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_names(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    bool ok = ltn_js_spend(r, v->len / 8);

    for (size_t i = 0; i < v->len; i++) {
        const ltn_jv_member *m = &v->is.members[i];
        const ltn_jv name = {.type = LTN_JV_STRING,
                             .at = m->at,
                             .len = m->len & LTN_JSON_LEN_MAX,
                             .is.string = m->name};
        if (ltn_js_holds_inside(r, rule->is.node, &name))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_unevaluated_members(ltn_js_run *r, const ltn_js_rule *rule,
                                      const ltn_jv *v)
{
    bool ok = ltn_js_spend(r, v->len / 8);

    for (size_t i = 0; i < v->len; i++) {
        const ltn_jv_member *m = &v->is.members[i];
        if (is_marked(r, i))
            continue;
        mark(r, i);
        if (rule->is.node->verdict == LTN_JS_FALSE)
            ok = unexpected(r, NULL, m);
        else if (!ltn_js_holds_inside(r, rule->is.node, &m->value))
            ok = false;
        if (!ok && !ltn_js_goes_on(r))
            break;
    }
    return ok;
}

/* ---- arrays ---- */

bool ltn_js_holds_items(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_js_items *items = &rule->is.items;
    bool ok = ltn_js_spend(r, v->len / 8);

    for (size_t i = 0; i < v->len; i++) {
        const ltn_js_node *node =
            i < items->first.len ? items->first.at[i] : items->rest;
        if (!node)
            break;
        mark(r, i);
        if (ltn_js_holds_inside(r, node, &v->is.items[i]))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_contains(ltn_js_run *r, const ltn_js_rule *rule,
                           const ltn_jv *v)
{
    const ltn_js_contains *c = &rule->is.contains;
    size_t found = 0;
    bool quiet = r->quiet;

    r->quiet = true;
    for (size_t i = 0; i < v->len; i++) {
        if (!ltn_js_holds_inside(r, c->node, &v->is.items[i]))
            continue;
        found++;
        if (c->evaluates)
            mark(r, i);
    }
    r->quiet = quiet;
    if (found < c->min)
        return ltn_js_fail(r, v->at, "jsonschema.contains",
                           "%zu elements of a kind of which at least %zu must "
                           "be there",
                           found, c->min);
    if (found > c->max)
        return ltn_js_fail(r, v->at, "jsonschema.contains",
                           "%zu elements of a kind of which at most %zu may be "
                           "there",
                           found, c->max);
    return true;
}

bool ltn_js_holds_unevaluated_items(ltn_js_run *r, const ltn_js_rule *rule,
                                    const ltn_jv *v)
{
    bool ok = ltn_js_spend(r, v->len / 8);

    for (size_t i = 0; i < v->len; i++) {
        if (is_marked(r, i))
            continue;
        mark(r, i);
        if (ltn_js_holds_inside(r, rule->is.node, &v->is.items[i]))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}
