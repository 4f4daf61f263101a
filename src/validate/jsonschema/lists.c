/* The schema of the elements of one list, when the list may be judged element
 * by element: when nothing else in the schema looks at them. */

#include "validate/jsonschema/run.h"

#include <stdlib.h>
#include <string.h>

/* Whether a rule says nothing about what is inside of members or elements. */
static bool is_shallow(const ltn_js_rule *rule);

static bool all_shallow(const ltn_js_node *n)
{
    bool shallow = true;

    for (const ltn_js_rule *r = n->rules; r && shallow; r = r->next)
        shallow = is_shallow(r);
    return shallow;
}

static bool is_shallow(const ltn_js_rule *rule)
{
    if (rule->holds == ltn_js_holds_type ||
        rule->holds == ltn_js_holds_required ||
        rule->holds == ltn_js_holds_min_members ||
        rule->holds == ltn_js_holds_max_members ||
        rule->holds == ltn_js_holds_min_items ||
        rule->holds == ltn_js_holds_max_items)
        return true;
    if (rule->holds != ltn_js_holds_all && rule->holds != ltn_js_holds_any)
        return false;
    bool shallow = true;
    for (size_t i = 0; i < rule->is.nodes.len && shallow; i++)
        shallow = rule->is.nodes.at[i]->verdict == LTN_JS_RULES &&
                  all_shallow(rule->is.nodes.at[i]);
    return shallow;
}

/* What a rule says about the member called name, or the element of that
 * number; NULL: nothing, or more than that one schema says. */
static const ltn_js_node *inner(const ltn_js_rule *rule, const char *name,
                                size_t len)
{
    if (rule->holds == ltn_js_holds_members && !rule->is.members.patterns) {
        const ltn_js_property *p =
            ltn_js_map_get(&rule->is.members.named, name, len);
        return p ? p->node : NULL;
    }
    if (rule->holds == ltn_js_holds_items) {
        const ltn_js_items *items = &rule->is.items;
        size_t i = strtoul(name, NULL, 10);
        return i < items->first.len ? items->first.at[i] : items->rest;
    }
    return NULL;
}

/* The one schema for what is one step further in. */
static const ltn_js_node *step(const ltn_js_node *n, const char *name,
                               size_t len)
{
    const ltn_js_node *found = NULL;

    for (const ltn_js_rule *r = n->rules; r; r = r->next) {
        if (is_shallow(r))
            continue;
        if (found || !(found = inner(r, name, len)))
            return NULL;
    }
    return found;
}

/* A list may be emptied when only its type and its elements matter. */
static const ltn_js_node *elements(const ltn_js_node *n)
{
    const ltn_js_node *found = NULL;

    for (const ltn_js_rule *r = n->rules; r; r = r->next) {
        if (r->holds == ltn_js_holds_type)
            continue;
        if (found || r->holds != ltn_js_holds_items || r->is.items.first.len)
            return NULL;
        found = r->is.items.rest;
    }
    return found;
}

const ltn_js_node *ltn_jsonschema_elements(const ltn_jsonschema *s,
                                           const char *pointer)
{
    const ltn_js_node *n = s->root;

    while (n && *pointer == '/' && n->verdict == LTN_JS_RULES &&
           !n->unevaluated) {
        size_t len = strcspn(++pointer, "/");
        n = step(n, pointer, len);
        pointer += len;
    }
    return n && !*pointer && n->verdict == LTN_JS_RULES && !n->unevaluated
               ? elements(n)
               : NULL;
}
