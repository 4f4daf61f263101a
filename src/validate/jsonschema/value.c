#include "validate/jsonschema/value.h"

#include "util/utf8.h"
#include "validate/jsonschema/map.h"
#include "validate/jsonschema/schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

unsigned ltn_js_type(const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_OBJECT: return LTN_JS_OBJECT;
    case JSON_ARRAY: return LTN_JS_ARRAY;
    case JSON_STRING: return LTN_JS_STRING;
    case JSON_INTEGER: return LTN_JS_INTEGER;
    case JSON_REAL: {
        double d = json_real_value(v);
        return floor(d) < d ? LTN_JS_REAL : LTN_JS_INTEGER;
    }
    case JSON_TRUE:
    case JSON_FALSE: return LTN_JS_BOOLEAN;
    case JSON_NULL: break;
    }
    return LTN_JS_NULL;
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
static int compare_mixed(json_int_t i, double d)
{
    if (d >= 9223372036854775808.0)
        return -1;
    if (d < -9223372036854775808.0)
        return 1;
    json_int_t whole = (json_int_t)d; /* towards zero */
    double rest = d - (double)whole;
    if (i != whole)
        return i < whole ? -1 : 1;
    return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}

int ltn_js_compare(const json_t *a, const json_t *b)
{
    if (json_is_integer(a) && json_is_integer(b)) {
        json_int_t x = json_integer_value(a), y = json_integer_value(b);
        return x < y ? -1 : x > y;
    }
    if (json_is_integer(a))
        return compare_mixed(json_integer_value(a), json_real_value(b));
    if (json_is_integer(b))
        return -compare_mixed(json_integer_value(b), json_real_value(a));
    double x = json_real_value(a), y = json_real_value(b);
    return x < y ? -1 : x > y;
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

bool ltn_js_is_multiple(const json_t *v, const json_t *of)
{
    if (json_is_integer(v) && json_is_integer(of))
        return json_integer_value(v) % json_integer_value(of) == 0;
    double x = fabs(json_number_value(v)), y = fabs(json_number_value(of));
    int nx = decimals(x), ny = decimals(y);
    double scale = pow(10, nx > ny ? nx : ny);
    /* both as whole numbers of the last decimal: 0.0075 and 0.0001 as 75 and 1
     */
    if (nx >= 0 && ny >= 0 && isfinite(x * scale) && y * scale >= 1)
        return !(fmod(nearbyint(x * scale), nearbyint(y * scale)) > 0);
    return !(fmod(x, y) > 0);
}

/* ---- equality ---- */

static bool same_bytes(const json_t *a, const json_t *b)
{
    size_t n = json_string_length(a);

    return n == json_string_length(b) &&
           memcmp(json_string_value(a), json_string_value(b), n) == 0;
}

static bool same_elements(const json_t *a, const json_t *b)
{
    size_t n = json_array_size(a);

    if (n != json_array_size(b))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!ltn_js_equal(json_array_get(a, i), json_array_get(b, i)))
            return false;
    return true;
}

static bool same_members(const json_t *a, const json_t *b)
{
    const char *name;
    json_t *value;

    if (json_object_size(a) != json_object_size(b))
        return false;
    json_object_foreach((json_t *)a, name, value)
    {
        const json_t *other = json_object_get(b, name);
        if (!other || !ltn_js_equal(value, other))
            return false;
    }
    return true;
}

bool ltn_js_equal(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return ltn_js_compare(a, b) == 0;
    if (json_typeof(a) != json_typeof(b))
        return false;
    if (json_is_string(a))
        return same_bytes(a, b);
    if (json_is_array(a))
        return same_elements(a, b);
    if (json_is_object(a))
        return same_members(a, b);
    return true;
}

uint64_t ltn_js_value_hash(const json_t *v)
{
    uint64_t h = ltn_js_type(v) & LTN_JS_NUMBER ? 1 : json_typeof(v);
    const char *name;
    json_t *inner;
    size_t i;

    if (json_is_number(v)) {
        double d = json_number_value(v) + 0.0; /* no -0 */
        return ltn_js_hash((const char *)&d, sizeof d, h);
    }
    if (json_is_string(v))
        return ltn_js_hash(json_string_value(v), json_string_length(v), h);
    if (json_is_array(v))
        json_array_foreach(v, i, inner)
        {
            uint64_t one = ltn_js_value_hash(inner);
            h = ltn_js_hash((const char *)&one, sizeof one, h);
        }
    if (json_is_object(v))
        json_object_foreach((json_t *)v, name, inner) /* in any order */
            h += ltn_js_hash(name, strlen(name), ltn_js_value_hash(inner));
    return h;
}

size_t ltn_js_weight(const json_t *v, size_t most)
{
    size_t n = 1, i;
    const char *name;
    json_t *inner;

    if (json_is_array(v))
        json_array_foreach(v, i, inner)
        {
            if (n >= most)
                return n;
            n += ltn_js_weight(inner, most - n);
        }
    if (json_is_object(v))
        json_object_foreach((json_t *)v, name, inner)
        {
            if (n >= most)
                return n;
            n += ltn_js_weight(inner, most - n);
        }
    return n;
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

const char *ltn_js_show(const json_t *v, char out[64])
{
    if (json_is_string(v)) {
        show_string(json_string_value(v), json_string_length(v), out);
    } else if (json_is_object(v)) {
        snprintf(out, 64, "an object");
    } else if (json_is_array(v)) {
        snprintf(out, 64, "an array");
    } else {
        char *s = json_dumps(v, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
        snprintf(out, 64, "%.60s", s ? s : "?");
        json_free_t give_back;
        json_get_alloc_funcs(NULL, &give_back);
        if (s)
            give_back(s);
    }
    return out;
}
