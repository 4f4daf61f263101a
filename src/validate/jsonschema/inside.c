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

/* The name that is most like a wrong one is what was meant, perhaps: the same
 * but for case, one letter more, less or other. */
static bool near(const char *a, const char *b)
{
    while (*a && (*a | 0x20) == (*b | 0x20)) {
        a++;
        b++;
    }
    if (!*a || !*b)
        return strlen(a) + strlen(b) <= 1;
    return strcmp(a + 1, b) == 0 || strcmp(a, b + 1) == 0 ||
           strcmp(a + 1, b + 1) == 0 ||
           (a[0] == b[1] && a[1] == b[0] && strcmp(a + 2, b + 2) == 0);
}

static const char *meant(const ltn_js_map *named, const char *name)
{
    for (size_t i = 0; named && i < named->size; i++)
        if (named->slots[i].key && near(named->slots[i].key, name))
            return named->slots[i].key;
    return NULL;
}

/* A member no rule knows, where only known ones may be. */
static bool unexpected(ltn_js_run *r, const ltn_js_map *named,
                       const ltn_js_step *step)
{
    ltn_js_step at = *step;

    if (r->quiet)
        return false;
    at.is_name = true;
    const char *instead = meant(named, step->name);
    return ltn_js_fail_at(r, &at, "jsonschema.additional",
                          instead ? "'%s' is not allowed here; did you mean "
                                    "'%s'?"
                                  : "'%s' is not allowed here%s",
                          step->name, instead ? instead : "");
}

/* ---- objects ---- */

/* Judges a member by every pattern its name matches. */
static bool by_patterns(ltn_js_run *r, const ltn_js_members *m,
                        const json_t *value, const ltn_js_step *step,
                        bool *known)
{
    bool ok = true;

    for (const ltn_js_pattern *p = m->patterns; p; p = p->next) {
        ltn_status status =
            ltn_js_regex_match(p->regex, &r->matcher, step->name, step->len);
        if (status == LTN_ELIMIT)
            return ltn_js_stop(r, "jsonschema.regex-limit");
        if (status == LTN_ENOMEM) {
            r->status = LTN_ENOMEM;
            return false;
        }
        if (status != LTN_OK)
            continue;
        *known = true;
        if (!ltn_js_holds_inside(r, p->node, value, step))
            ok = false;
    }
    return ok;
}

static bool member_holds(ltn_js_run *r, const ltn_js_members *m,
                         const json_t *value, const ltn_js_step *step)
{
    const ltn_js_node *named = ltn_js_map_get(&m->named, step->name, step->len);
    bool known = named != NULL;
    bool ok = !named || ltn_js_holds_inside(r, named, value, step);

    if (m->patterns && !by_patterns(r, m, value, step, &known))
        ok = false;
    if (known || m->others)
        mark(r, step->index);
    if (known || !m->others)
        return ok;
    if (m->others->verdict == LTN_JS_FALSE)
        return unexpected(r, &m->named, step);
    return ltn_js_holds_inside(r, m->others, value, step);
}

bool ltn_js_holds_members(ltn_js_run *r, const ltn_js_rule *rule,
                          const json_t *v)
{
    ltn_js_step step = {.up = r->place};
    json_t *object = (json_t *)v;
    bool ok = true;

    for (void *i = json_object_iter(object); i;
         i = json_object_iter_next(object, i), step.index++) {
        step.name = json_object_iter_key(i);
        step.len = json_object_iter_key_len(i);
        if (member_holds(r, &rule->is.members, json_object_iter_value(i),
                         &step))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_names(ltn_js_run *r, const ltn_js_rule *rule, const json_t *v)
{
    ltn_js_step step = {.up = r->place, .is_name = true};
    json_t *object = (json_t *)v;
    bool ok = true;

    for (void *i = json_object_iter(object); i;
         i = json_object_iter_next(object, i), step.index++) {
        step.name = json_object_iter_key(i);
        step.len = json_object_iter_key_len(i);
        json_t *name = json_stringn_nocheck(step.name, step.len);
        if (!name) {
            r->status = LTN_ENOMEM;
            return false;
        }
        if (!ltn_js_holds_inside(r, rule->is.node, name, &step))
            ok = false;
        json_decref(name);
        if (!ok && !ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_unevaluated_members(ltn_js_run *r, const ltn_js_rule *rule,
                                      const json_t *v)
{
    ltn_js_step step = {.up = r->place};
    json_t *object = (json_t *)v;
    bool ok = true;

    for (void *i = json_object_iter(object); i;
         i = json_object_iter_next(object, i), step.index++) {
        if (is_marked(r, step.index))
            continue;
        mark(r, step.index);
        step.name = json_object_iter_key(i);
        step.len = json_object_iter_key_len(i);
        if (rule->is.node->verdict == LTN_JS_FALSE)
            ok = unexpected(r, NULL, &step);
        else if (!ltn_js_holds_inside(r, rule->is.node,
                                      json_object_iter_value(i), &step))
            ok = false;
        if (!ok && !ltn_js_goes_on(r))
            break;
    }
    return ok;
}

/* ---- arrays ---- */

static bool element_holds(ltn_js_run *r, const ltn_js_node *n, const json_t *v,
                          size_t i)
{
    ltn_js_step step = {.up = r->place, .index = i};

    return ltn_js_holds_inside(r, n, json_array_get(v, i), &step);
}

bool ltn_js_holds_items(ltn_js_run *r, const ltn_js_rule *rule, const json_t *v)
{
    const ltn_js_items *items = &rule->is.items;
    size_t n = json_array_size(v);
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        const ltn_js_node *node =
            i < items->first.len ? items->first.at[i] : items->rest;
        if (!node)
            break;
        mark(r, i);
        if (element_holds(r, node, v, i))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

bool ltn_js_holds_contains(ltn_js_run *r, const ltn_js_rule *rule,
                           const json_t *v)
{
    const ltn_js_contains *c = &rule->is.contains;
    size_t n = json_array_size(v), found = 0;
    bool quiet = r->quiet;

    r->quiet = true;
    for (size_t i = 0; i < n; i++) {
        if (!element_holds(r, c->node, v, i))
            continue;
        found++;
        if (c->evaluates)
            mark(r, i);
    }
    r->quiet = quiet;
    if (found < c->min)
        return ltn_js_fail(r, "jsonschema.contains",
                           "%zu elements of a kind of which at least %zu must "
                           "be there",
                           found, c->min);
    if (found > c->max)
        return ltn_js_fail(r, "jsonschema.contains",
                           "%zu elements of a kind of which at most %zu may be "
                           "there",
                           found, c->max);
    return true;
}

bool ltn_js_holds_unevaluated_items(ltn_js_run *r, const ltn_js_rule *rule,
                                    const json_t *v)
{
    size_t n = json_array_size(v);
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        if (is_marked(r, i))
            continue;
        mark(r, i);
        if (element_holds(r, rule->is.node, v, i))
            continue;
        ok = false;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}
