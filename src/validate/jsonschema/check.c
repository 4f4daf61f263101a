/* Rules that look at the instance alone: JSON Schema Validation #section-6. */

#include "validate/jsonschema/format.h"
#include "validate/jsonschema/run.h"
#include "validate/jsonschema/value.h"

#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- any type ---- */

/* Only called for types that are not allowed. */
bool ltn_js_holds_type(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    unsigned allowed = rule->is.types;
    char want[80] = "", shown[64];

    if (r->quiet)
        return false;
    if ((allowed & LTN_JS_NUMBER) == LTN_JS_NUMBER) {
        snprintf(want, sizeof want, "number");
        allowed &= ~(unsigned)LTN_JS_NUMBER;
    }
    for (unsigned bit = 1; bit <= LTN_JS_OBJECT; bit <<= 1)
        if (allowed & bit) {
            size_t n = strlen(want);
            snprintf(want + n, sizeof want - n, "%s%s", n ? " or " : "",
                     ltn_js_type_name(bit));
        }
    return ltn_js_fail(r, v->at, "jsonschema.type", "%s is not of type %s",
                       ltn_js_show(v, shown), want);
}

/* The string of an enumeration that v is most like, or NULL. */
static const char *meant(const ltn_jv *all, const ltn_jv *v)
{
    const char *names[LTN_JS_SUGGEST_MAX];
    size_t n = 0;

    for (size_t i = 0; i < all->len && n < LTN_JS_SUGGEST_MAX; i++)
        if (all->is.items[i].type == LTN_JV_STRING)
            names[n++] = all->is.items[i].is.string;
    return v->type == LTN_JV_STRING ? ltn_nearest(v->is.string, names, n)
                                    : NULL;
}

bool ltn_js_holds_enum(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    const ltn_jv *all = rule->is.value;
    char shown[64], first[64];

    for (size_t i = 0; i < all->len; i++)
        if (ltn_js_equal(&all->is.items[i], v, &r->steps))
            return true;
    if (r->quiet || !ltn_js_goes_on(r))
        return false;
    const char *instead = meant(all, v);
    if (instead)
        return ltn_js_fail(r, v->at, "jsonschema.enum",
                           "%s is not allowed; did you mean \"%.100s\"?",
                           ltn_js_show(v, shown), instead);
    return ltn_js_fail(r, v->at, "jsonschema.enum",
                       "%s is not one of the %zu values allowed (%s%s)",
                       ltn_js_show(v, shown), (size_t)all->len,
                       all->len > 0 ? ltn_js_show(all->is.items, first)
                                    : "none",
                       all->len > 1 ? ", ..." : "");
}

bool ltn_js_holds_const(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    char shown[64], want[64];

    if (ltn_js_equal(rule->is.value, v, &r->steps))
        return true;
    if (r->quiet)
        return false;
    return ltn_js_fail(r, v->at, "jsonschema.const", "%s is not %s",
                       ltn_js_show(v, shown),
                       ltn_js_show(rule->is.value, want));
}

/* ---- numbers ---- */

static bool bound(ltn_js_run *r, bool ok, const ltn_js_rule *rule,
                  const ltn_jv *v, const char *relation)
{
    char shown[64], limit[64];

    if (ok || r->quiet)
        return ok;
    return ltn_js_fail(r, v->at, "jsonschema.range", "%s is not %s %s",
                       ltn_js_show(v, shown), relation,
                       ltn_js_show(rule->is.value, limit));
}

bool ltn_js_holds_minimum(ltn_js_run *r, const ltn_js_rule *rule,
                          const ltn_jv *v)
{
    return bound(r, ltn_js_compare(v, rule->is.value) >= 0, rule, v,
                 "at least");
}

bool ltn_js_holds_maximum(ltn_js_run *r, const ltn_js_rule *rule,
                          const ltn_jv *v)
{
    return bound(r, ltn_js_compare(v, rule->is.value) <= 0, rule, v, "at most");
}

bool ltn_js_holds_above(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    return bound(r, ltn_js_compare(v, rule->is.value) > 0, rule, v, "above");
}

bool ltn_js_holds_below(ltn_js_run *r, const ltn_js_rule *rule, const ltn_jv *v)
{
    return bound(r, ltn_js_compare(v, rule->is.value) < 0, rule, v, "below");
}

bool ltn_js_holds_multiple(ltn_js_run *r, const ltn_js_rule *rule,
                           const ltn_jv *v)
{
    return bound(r, ltn_js_is_multiple(v, rule->is.value), rule, v,
                 "a multiple of");
}

/* ---- sizes ---- */

static bool size(ltn_js_run *r, const ltn_jv *v, bool ok, size_t n,
                 const char *unit, const char *most, size_t limit)
{
    if (ok || r->quiet)
        return ok;
    return ltn_js_fail(r, v->at, "jsonschema.size",
                       "%zu %s, at %s %zu are allowed", n, unit, most, limit);
}

/* #section-6.3.1: characters, not bytes. */
bool ltn_js_holds_min_length(ltn_js_run *r, const ltn_js_rule *rule,
                             const ltn_jv *v)
{
    size_t want = rule->is.size, bytes = v->len;

    if (bytes / 4 >= want)
        return true;
    size_t n = ltn_utf8_count(v->is.string, bytes);
    return size(r, v, n >= want, n, "characters", "least", want);
}

bool ltn_js_holds_max_length(ltn_js_run *r, const ltn_js_rule *rule,
                             const ltn_jv *v)
{
    size_t want = rule->is.size, bytes = v->len;

    if (bytes <= want)
        return true;
    size_t n = ltn_utf8_count(v->is.string, bytes);
    return size(r, v, n <= want, n, "characters", "most", want);
}

bool ltn_js_holds_min_items(ltn_js_run *r, const ltn_js_rule *rule,
                            const ltn_jv *v)
{
    size_t n = v->len;

    return size(r, v, n >= rule->is.size, n, "elements", "least",
                rule->is.size);
}

bool ltn_js_holds_max_items(ltn_js_run *r, const ltn_js_rule *rule,
                            const ltn_jv *v)
{
    size_t n = v->len;

    return size(r, v, n <= rule->is.size, n, "elements", "most", rule->is.size);
}

bool ltn_js_holds_min_members(ltn_js_run *r, const ltn_js_rule *rule,
                              const ltn_jv *v)
{
    size_t n = v->len;

    return size(r, v, n >= rule->is.size, n, "members", "least", rule->is.size);
}

bool ltn_js_holds_max_members(ltn_js_run *r, const ltn_js_rule *rule,
                              const ltn_jv *v)
{
    size_t n = v->len;

    return size(r, v, n <= rule->is.size, n, "members", "most", rule->is.size);
}

/* ---- strings ---- */

bool ltn_js_holds_pattern(ltn_js_run *r, const ltn_js_rule *rule,
                          const ltn_jv *v)
{
    char shown[64];

    if (ltn_js_matches(r, rule->is.regex, v->is.string, v->len))
        return true;
    if (r->quiet || r->status != LTN_OK)
        return false;
    return ltn_js_fail(r, v->at, "jsonschema.pattern", "%s does not match '%s'",
                       ltn_js_show(v, shown), rule->is.regex->source);
}

bool ltn_js_holds_format(ltn_js_run *r, const ltn_js_rule *rule,
                         const ltn_jv *v)
{
    const ltn_js_format *format = rule->is.format;
    char shown[64];

    if (format->fits(v->is.string, v->len))
        return true;
    if (r->quiet)
        return false;
    return ltn_js_fail(r, v->at, "jsonschema.format", "%s is not %s",
                       ltn_js_show(v, shown), format->what);
}

bool ltn_js_holds_format_if_asked(ltn_js_run *r, const ltn_js_rule *rule,
                                  const ltn_jv *v)
{
    return !r->schema->assert_formats || ltn_js_holds_format(r, rule, v);
}

/* ---- arrays and objects ---- */

typedef struct hashed {
    uint64_t hash;
    size_t index;
} hashed;

static int by_hash(const void *a, const void *b)
{
    const hashed *x = a, *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Neighbours of equal hash are compared; only equal ones are likely to be. */
static bool pairs_differ(ltn_js_run *r, const ltn_jv *v, const hashed *h,
                         size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n && h[j].hash == h[i].hash; j++) {
            const ltn_jv *b = &v->is.items[h[j].index];
            if (ltn_js_equal(&v->is.items[h[i].index], b, &r->steps))
                return ltn_js_fail(r, b->at, "jsonschema.unique",
                                   "the same as element %zu; elements must be "
                                   "unique",
                                   h[i].index);
        }
    return true;
}

/* #section-6.4.3, in n log n. */
bool ltn_js_holds_unique(ltn_js_run *r, const ltn_js_rule *rule,
                         const ltn_jv *v)
{
    size_t n = v->len;
    hashed few[16], *h = n <= 16 ? few : calloc(n, sizeof *h);
    (void)rule;

    if (!h) {
        r->status = LTN_ENOMEM;
        return false;
    }
    for (size_t i = 0; i < n; i++)
        h[i] = (hashed){.hash = ltn_js_value_hash(&v->is.items[i]), .index = i};
    qsort(h, n, sizeof *h, by_hash);
    bool ok =
        ltn_js_spend(r, n) && pairs_differ(r, v, h, n) && ltn_js_spend(r, 1);
    if (h != few)
        free(h);
    return ok;
}

bool ltn_js_holds_required(ltn_js_run *r, const ltn_js_rule *rule,
                           const ltn_jv *v)
{
    const ltn_jv *names = rule->is.value;
    bool ok = ltn_js_spend(r, names->len / 8);

    for (size_t i = 0; i < names->len; i++) {
        const ltn_jv *name = &names->is.items[i];
        if (ltn_jv_getn(v, name->is.string, name->len))
            continue;
        ok = ltn_js_fail(r, v->at, "jsonschema.required", "'%s' is missing",
                         name->is.string);
        if (!ltn_js_goes_on(r))
            return false;
    }
    return ok;
}
