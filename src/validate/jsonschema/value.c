#include "validate/jsonschema/value.h"

#include "util/keyhash.h"
#include "validate/jsonschema/schema.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

unsigned ltn_js_type(const ltn_jv *v)
{
    static const uint8_t bits[] = {
        [LTN_JV_NULL] = LTN_JS_NULL,    [LTN_JV_FALSE] = LTN_JS_BOOLEAN,
        [LTN_JV_TRUE] = LTN_JS_BOOLEAN, [LTN_JV_INTEGER] = LTN_JS_INTEGER,
        [LTN_JV_REAL] = LTN_JS_REAL,    [LTN_JV_STRING] = LTN_JS_STRING,
        [LTN_JV_ARRAY] = LTN_JS_ARRAY,  [LTN_JV_OBJECT] = LTN_JS_OBJECT,
    };

    if (v->type == LTN_JV_REAL && !(floor(v->is.real) < v->is.real))
        return LTN_JS_INTEGER;
    return bits[v->type];
}

static const struct {
    const char *name;
    unsigned bits;
} types[] = {
    {"null", LTN_JS_NULL},       {"boolean", LTN_JS_BOOLEAN},
    {"integer", LTN_JS_INTEGER}, {"number", LTN_JS_NUMBER},
    {"string", LTN_JS_STRING},   {"array", LTN_JS_ARRAY},
    {"object", LTN_JS_OBJECT},
};

const char *ltn_js_type_name(unsigned type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (types[i].bits & type)
            return types[i].name;
    return "nothing";
}

unsigned ltn_js_type_find(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return types[i].bits;
    return 0;
}

/* ---- numbers ---- */

/* An integer beside a double, exactly: 2^53 and more do not all fit one. */
static int compare_mixed(int64_t i, double d)
{
    if (d >= 9223372036854775808.0)
        return -1;
    if (d < -9223372036854775808.0)
        return 1;
    int64_t whole = (int64_t)d; /* towards zero */
    double rest = d - (double)whole;
    if (i != whole)
        return i < whole ? -1 : 1;
    return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}

int ltn_js_compare(const ltn_jv *a, const ltn_jv *b)
{
    bool ai = a->type == LTN_JV_INTEGER, bi = b->type == LTN_JV_INTEGER;

    if (ai && bi)
        return a->is.integer < b->is.integer   ? -1
               : a->is.integer > b->is.integer ? 1
                                               : 0;
    if (ai)
        return compare_mixed(a->is.integer, b->is.real);
    if (bi)
        return -compare_mixed(b->is.integer, a->is.real);
    return a->is.real < b->is.real ? -1 : a->is.real > b->is.real;
}

/* How many decimals d was written with: the least n for which d times 10^n is a
 * whole number as near as a double can tell; -1 when there are too many. */
static int decimals(double d)
{
    double scale = 1;

    for (int n = 0; n <= 22; n++, scale *= 10) {
        double whole = nearbyint(d * scale);
        if (!isfinite(whole))
            return -1;
        if (!(whole / scale < d) && !(whole / scale > d))
            return n;
    }
    return -1;
}

bool ltn_js_is_multiple(const ltn_jv *v, const ltn_jv *of)
{
    if (v->type == LTN_JV_INTEGER && of->type == LTN_JV_INTEGER)
        return v->is.integer % of->is.integer == 0;
    double x = fabs(ltn_jv_number(v)), y = fabs(ltn_jv_number(of));
    int nx = decimals(x), ny = decimals(y);
    double scale = pow(10, nx > ny ? nx : ny);
    /* both as whole numbers of the last decimal: 0.0075 and 0.0001 as 75 and 1
     */
    if (nx >= 0 && ny >= 0 && isfinite(x * scale) && y * scale >= 1)
        return !(fmod(nearbyint(x * scale), nearbyint(y * scale)) > 0);
    return !(fmod(x, y) > 0);
}

/* ---- equality ---- */

static bool same_members(const ltn_jv *a, const ltn_jv *b, uint64_t *steps)
{
    for (size_t i = 0; i < a->len; i++) {
        const ltn_jv_member *m = &a->is.members[i];
        const ltn_jv *other = ltn_jv_getn(b, m->name, m->len);
        if (!other || !ltn_js_equal(&m->value, other, steps))
            return false;
    }
    return true;
}

bool ltn_js_equal(const ltn_jv *a, const ltn_jv *b, uint64_t *steps)
{
    if (*steps == 0)
        return false;
    *steps -= 1;
    if (ltn_jv_is_number(a) && ltn_jv_is_number(b))
        return ltn_js_compare(a, b) == 0;
    if (a->type != b->type || a->len != b->len)
        return false;
    if (a->type == LTN_JV_STRING)
        return memcmp(a->is.string, b->is.string, a->len) == 0;
    if (a->type == LTN_JV_OBJECT)
        return same_members(a, b, steps);
    for (size_t i = 0; a->type == LTN_JV_ARRAY && i < a->len; i++)
        if (!ltn_js_equal(&a->is.items[i], &b->is.items[i], steps))
            return false;
    return true;
}

uint64_t ltn_js_value_hash(const ltn_jv *v)
{
    uint64_t h = ltn_jv_is_number(v) ? 1 : v->type;

    if (ltn_jv_is_number(v)) {
        double d = ltn_jv_number(v) + 0.0; /* no -0 */
        return ltn_key_hash(h, (const char *)&d, sizeof d);
    }
    if (v->type == LTN_JV_STRING)
        return ltn_key_hash(h, v->is.string, v->len);
    for (size_t i = 0; v->type == LTN_JV_ARRAY && i < v->len; i++) {
        uint64_t one = ltn_js_value_hash(&v->is.items[i]);
        h = ltn_key_hash(h, (const char *)&one, sizeof one);
    }
    for (size_t i = 0; v->type == LTN_JV_OBJECT && i < v->len; i++) {
        const ltn_jv_member *m = &v->is.members[i]; /* in any order */
        h += ltn_key_hash(ltn_js_value_hash(&m->value), m->name, m->len);
    }
    return h;
}

/* ---- messages ---- */

/* Cuts at a code point. */
static void show_string(const char *s, size_t len, char out[64])
{
    size_t room = 48, n = len < room ? len : room;

    while (n < len && n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    snprintf(out, 64, "\"%.*s%s\"", (int)n, s, n < len ? "..." : "");
}

/* As printf() writes it in the C locale, whatever the locale is. */
static void show_real(double d, char out[64])
{
    snprintf(out, 64, "%.15g", d);
    for (char *s = out; *s; s++)
        if (!strchr("+-e0123456789", *s))
            *s = '.';
}

const char *ltn_js_show(const ltn_jv *v, char out[64])
{
    switch ((ltn_jv_type)v->type) {
    case LTN_JV_NULL: return "null";
    case LTN_JV_FALSE: return "false";
    case LTN_JV_TRUE: return "true";
    case LTN_JV_INTEGER: snprintf(out, 64, "%" PRId64, v->is.integer); break;
    case LTN_JV_REAL: show_real(v->is.real, out); break;
    case LTN_JV_STRING: show_string(v->is.string, v->len, out); break;
    case LTN_JV_ARRAY: return "an array";
    case LTN_JV_OBJECT: return "an object";
    }
    return out;
}
