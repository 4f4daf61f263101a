#include "validate/relaxng/types.h"

#include "util/keyhash.h"
#include "validate/relaxng/chars.h"
#include "validate/relaxng/grow.h"
#include "validate/relaxng/xsd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char xsd_library[] = "http://www.w3.org/2001/XMLSchema-datatypes";

enum { FACET_PATTERNS = 16 }; /* pattern parameters of one type */

struct ltn_facets {
    ltn_regex *patterns[FACET_PATTERNS];
    unsigned pattern_count;
    size_t min_length, max_length; /* inclusive */
    size_t total_digits, fraction_digits;
    const char *bound[4]; /* minInclusive, minExclusive, max… */
    size_t bound_len[4];
};

enum { MIN_IN, MIN_EX, MAX_IN, MAX_EX };

void ltn_types_init(ltn_types *t)
{
    *t = (ltn_types){0};
}

void ltn_types_release(ltn_types *t)
{
    for (uint32_t i = 0; i < t->len; i++)
        if (t->at[i].facets)
            for (unsigned k = 0; k < t->at[i].facets->pattern_count; k++)
                ltn_regex_free(t->at[i].facets->patterns[k]);
    ltn_arena_release(&t->arena);
    ltn_buf_release(&t->key);
    ltn_buf_release(&t->text);
    free(t->at);
    free(t->values);
    free(t->value_table);
    *t = (ltn_types){0};
}

/* White space -------------------------------------------------------------- */

const char *ltn_collapse(ltn_buf *to, const char *s, size_t *len)
{
    s = ltn_xml_trim(s, len);
    size_t n = *len, i = 0;

    while (i < n &&
           (!ltn_xml_space(s[i]) || (s[i] == ' ' && !ltn_xml_space(s[i + 1]))))
        i++;
    if (i == n)
        return s; /* the usual case */
    to->len = 0;
    ltn_buf_put(to, s, i);
    for (; i < n; i++) {
        if (!ltn_xml_space(s[i]))
            ltn_buf_putc(to, s[i]);
        else if (!ltn_xml_space(s[i + 1]))
            ltn_buf_putc(to, ' ');
    }
    *len = to->len;
    return to->len > 0 ? to->data : "";
}

/* XSD 2 #rf-whiteSpace */
static const char *treat_white(ltn_types *t, const ltn_primitive *p,
                               const char *s, size_t *len)
{
    if (p->white == LTN_COLLAPSE)
        return ltn_collapse(&t->text, s, len);
    if (p->white == LTN_PRESERVE)
        return s;
    t->text.len = 0;
    for (size_t i = 0; i < *len; i++)
        ltn_buf_put(&t->text, ltn_xml_space(s[i]) ? " " : s + i, 1);
    return *len > 0 && t->text.data ? t->text.data : s;
}

/* Checking ----------------------------------------------------------------- */

static bool in_bounds(const ltn_primitive *p, const char *s, size_t len)
{
    if (p->low && p->compare(s, len, p->low, strlen(p->low)) == LTN_LESS)
        return false;
    return !p->high ||
           p->compare(s, len, p->high, strlen(p->high)) != LTN_GREATER;
}

static bool facet_bounds(const ltn_primitive *p, const ltn_facets *f,
                         const char *s, size_t len)
{
    for (unsigned i = 0; i < 4; i++) {
        if (!f->bound[i])
            continue;
        ltn_order o = p->compare(s, len, f->bound[i], f->bound_len[i]);
        bool good = o == (i < MAX_IN ? LTN_GREATER : LTN_LESS) ||
                    (o == LTN_EQUAL && (i == MIN_IN || i == MAX_IN));
        if (!good)
            return false;
    }
    return true;
}

static bool facets_allow(ltn_types *t, const ltn_primitive *p,
                         const ltn_facets *f, const char *s, size_t len)
{
    for (unsigned i = 0; i < f->pattern_count; i++) {
        bool match = ltn_regex_match(f->patterns[i], s, len);
        t->work += ltn_regex_work(f->patterns[i]);
        if (!match)
            return false;
    }
    if (f->min_length > 0 || f->max_length != SIZE_MAX) {
        size_t n = p->length(s, len);
        if (n < f->min_length || n > f->max_length)
            return false;
    }
    if (f->total_digits != SIZE_MAX || f->fraction_digits != SIZE_MAX) {
        size_t total, fraction;
        ltn_xsd_digits(s, len, &total, &fraction);
        if (total > f->total_digits || fraction > f->fraction_digits)
            return false;
    }
    return facet_bounds(p, f, s, len);
}

bool ltn_type_allows(ltn_types *t, uint32_t type, const char *s, size_t len,
                     const ltn_sax *x)
{
    const ltn_type *at = &t->at[type];
    const ltn_primitive *p = at->base;

    s = treat_white(t, p, s, &len);
    return p->allows(s, len, x) && in_bounds(p, s, len) &&
           (!at->facets || facets_allow(t, p, at->facets, s, len));
}

bool ltn_type_is_plain(const ltn_types *t, uint32_t type)
{
    return !t->at[type].base->context;
}

ltn_id_kind ltn_type_id(const ltn_types *t, uint32_t type)
{
    return (ltn_id_kind)t->at[type].base->id;
}

/* Types -------------------------------------------------------------------- */

/* A number of a length or digits facet. */
static bool read_size(const ltn_param *p, size_t *out)
{
    size_t len = p->len;
    const char *s = ltn_xml_trim(p->value, &len);

    if (!ltn_xsd_integer(s, len, NULL) || *s == '-')
        return false;
    *out = 0;
    for (size_t i = *s == '+'; i < len; i++)
        *out = *out < SIZE_MAX / 100 ? *out * 10 + (size_t)(s[i] - '0') : *out;
    return true;
}

static const char *set_length(const ltn_primitive *p, ltn_facets *f,
                              const ltn_param *param, bool min, bool max)
{
    size_t n;

    if (!p->length)
        return "this type has no length";
    if (!read_size(param, &n))
        return "a length must be a number";
    if (min && n > f->min_length)
        f->min_length = n;
    if (max && n < f->max_length)
        f->max_length = n;
    return NULL;
}

static const char *set_digits(const ltn_primitive *p, const ltn_param *param,
                              size_t *out)
{
    if (!p->digits)
        return "this type has no digits to count";
    return read_size(param, out) ? NULL : "must be a number";
}

static const char *set_bound(ltn_types *t, const ltn_primitive *p,
                             ltn_facets *f, const ltn_param *param, int which)
{
    size_t len = param->len;
    const char *s = ltn_xml_trim(param->value, &len);

    if (!p->compare)
        return "this type is not ordered";
    if (!p->allows(s, len, NULL) || !in_bounds(p, s, len))
        return "the bound is no value of this type";
    f->bound[which] = ltn_arena_strndup(&t->arena, s, len);
    f->bound_len[which] = len;
    return NULL;
}

static const char no_memory[] = "no memory";

static const char *set_pattern(ltn_facets *f, const ltn_param *param)
{
    const char *why;

    if (f->pattern_count == FACET_PATTERNS)
        return "too many patterns";
    ltn_regex *r = ltn_regex_new(param->value, param->len, &why);
    if (!r)
        return why ? why : no_memory;
    f->patterns[f->pattern_count++] = r;
    return NULL;
}

/* RELAX NG and XSD guidelines #facets: what is wrong with it, or NULL. */
static const char *set_facet(ltn_types *t, const ltn_primitive *p,
                             ltn_facets *f, const ltn_param *param)
{
    static const char *const bounds[] = {"minInclusive", "minExclusive",
                                         "maxInclusive", "maxExclusive"};
    const char *name = param->name;

    if (strcmp(name, "pattern") == 0)
        return set_pattern(f, param);
    if (strcmp(name, "length") == 0)
        return set_length(p, f, param, true, true);
    if (strcmp(name, "minLength") == 0)
        return set_length(p, f, param, true, false);
    if (strcmp(name, "maxLength") == 0)
        return set_length(p, f, param, false, true);
    if (strcmp(name, "totalDigits") == 0)
        return set_digits(p, param, &f->total_digits);
    if (strcmp(name, "fractionDigits") == 0)
        return set_digits(p, param, &f->fraction_digits);
    for (int i = 0; i < 4; i++)
        if (strcmp(name, bounds[i]) == 0)
            return set_bound(t, p, f, param, i);
    return "no such parameter";
}

static bool same_params(const ltn_type *t, const ltn_param *params, uint32_t n)
{
    if (t->param_count != n)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (t->params[i].len != params[i].len ||
            strcmp(t->params[i].name, params[i].name) != 0 ||
            memcmp(t->params[i].value, params[i].value, params[i].len) != 0)
            return false;
    return true;
}

static bool grow(ltn_types *t, void **at, uint32_t need, uint32_t *cap,
                 size_t size)
{
    if (ltn_rng_grow(at, need, cap, 64, size))
        return true;
    t->failed = true;
    return false;
}

static const ltn_param *copy_params(ltn_types *t, const ltn_param *params,
                                    uint32_t n)
{
    ltn_param *copy = ltn_arena_alloc(&t->arena, (n + 1) * sizeof *copy);

    for (uint32_t i = 0; copy && i < n; i++)
        copy[i] =
            (ltn_param){.name = ltn_arena_strndup(&t->arena, params[i].name,
                                                  strlen(params[i].name)),
                        .value = ltn_arena_strndup(&t->arena, params[i].value,
                                                   params[i].len),
                        .len = params[i].len};
    t->failed = t->failed || t->arena.failed;
    return copy;
}

/* The facets of new parameters; those made before a wrong one are freed with
 * the type, which is kept for that. */
static const char *set_facets(ltn_types *t, ltn_type *type,
                              const ltn_param *params, uint32_t n,
                              uint32_t *wrong)
{
    const char *why = NULL;
    ltn_facets *f = ltn_arena_alloc(&t->arena, sizeof *f);

    if (!f)
        return no_memory;
    f->max_length = f->total_digits = f->fraction_digits = SIZE_MAX;
    type->facets = f;
    for (*wrong = 0; *wrong < n; ++*wrong) {
        if (type->library[0] == '\0')
            why = "the built-in types take no parameters";
        else
            why = set_facet(t, type->base, f, &params[*wrong]);
        if (why)
            break;
    }
    return why;
}

uint32_t ltn_types_add(ltn_types *t, const char *library, const char *name,
                       const ltn_param *params, uint32_t n, const char **why,
                       uint32_t *wrong)
{
    bool xsd = strcmp(library, xsd_library) == 0;
    const ltn_primitive *p = xsd        ? ltn_xsd_find(name)
                             : *library ? NULL
                                        : ltn_builtin_find(name);

    *wrong = n;
    *why = NULL;
    if (!p) {
        *why = xsd || !*library ? "no such type" : "no such library of types";
        return UINT32_MAX;
    }
    for (uint32_t i = 0; i < t->len; i++)
        if (t->at[i].base == p && same_params(&t->at[i], params, n))
            return i;
    if (!grow(t, (void **)&t->at, t->len + 1, &t->cap, sizeof *t->at))
        return UINT32_MAX;
    ltn_type *type = &t->at[t->len++];
    *type = (ltn_type){
        .base = p, .library = xsd ? xsd_library : "", .name = p->name};
    if (n > 0)
        *why = set_facets(t, type, params, n, wrong);
    t->failed |= *why == no_memory || ltn_buf_status(&t->text) != LTN_OK;
    type->params = copy_params(t, params, n);
    type->param_count = *why ? UINT32_MAX : n; /* never found again */
    bool good = !*why && !t->failed;
    if (t->failed)
        *why = NULL; /* not the schema's fault */
    return good ? t->len - 1 : UINT32_MAX;
}

/* Values ------------------------------------------------------------------- */

/* The key of a string that is allowed, after white space was treated. */
static const char *key_of(ltn_types *t, const ltn_primitive *p, const char *s,
                          size_t *len, const char *ns)
{
    if (!p->key && !p->qname)
        return s;
    t->key.len = 0;
    if (p->key) {
        p->key(s, *len, &t->key);
    } else {
        const char *colon = memchr(s, ':', *len);
        size_t skip = colon ? (size_t)(colon - s) + 1 : 0;
        ltn_buf_putc(&t->key, '{');
        ltn_buf_puts(&t->key, ns ? ns : "");
        ltn_buf_putc(&t->key, '}');
        ltn_buf_put(&t->key, s + skip, *len - skip);
    }
    *len = t->key.len;
    return t->key.data ? t->key.data : "";
}

static uint32_t value_slot(const ltn_types *t, uint32_t type, const char *key,
                           size_t len)
{
    uint32_t mask = t->value_table_size - 1;
    uint32_t i = (uint32_t)ltn_key_hash(type, key, len) & mask;

    for (; t->value_table[i]; i = (i + 1) & mask) {
        const ltn_value *v = &t->values[t->value_table[i] - 1];
        if (v->type == type && v->key_len == len &&
            memcmp(v->key, key, len) == 0)
            break;
    }
    return i;
}

static bool rehash_values(ltn_types *t)
{
    uint32_t size = t->value_table_size ? t->value_table_size * 2 : 256;
    uint32_t *table = calloc(size, sizeof *table);

    if (!table) {
        t->failed = true;
        return false;
    }
    free(t->value_table);
    t->value_table = table;
    t->value_table_size = size;
    for (uint32_t i = 0; i < t->value_len; i++) {
        const ltn_value *v = &t->values[i];
        table[value_slot(t, v->type, v->key, v->key_len)] = i + 1;
    }
    return true;
}

uint32_t ltn_types_value(ltn_types *t, uint32_t type, const char *text,
                         size_t len, const char *ns)
{
    const ltn_primitive *p = t->at[type].base;
    size_t key_len = len;
    const char *s = treat_white(t, p, text, &key_len);

    if (!p->allows(s, key_len, NULL) || !in_bounds(p, s, key_len))
        return UINT32_MAX;
    const char *key = key_of(t, p, s, &key_len, ns);
    if (t->value_len * 2 >= t->value_table_size && !rehash_values(t))
        return UINT32_MAX;
    uint32_t slot = value_slot(t, type, key, key_len);
    if (t->value_table[slot])
        return t->value_table[slot] - 1;
    if (!grow(t, (void **)&t->values, t->value_len + 1, &t->value_cap,
              sizeof *t->values))
        return UINT32_MAX;
    t->values[t->value_len] = (ltn_value){
        .type = type,
        .key = ltn_arena_strndup(&t->arena, key, key_len),
        .key_len = key_len,
        .text = ltn_arena_strndup(&t->arena, text, len),
        .text_len = len,
        .collapsed = !p->key && !p->context && p->white == LTN_COLLAPSE};
    t->failed = t->failed || t->arena.failed;
    t->value_table[slot] = ++t->value_len;
    return t->value_len - 1;
}

static const char *namespace_of(const ltn_sax *x, const char *s, size_t len)
{
    const char *colon = memchr(s, ':', len);

    return x ? ltn_sax_namespace(x, s, colon ? (size_t)(colon - s) : 0) : NULL;
}

bool ltn_value_is(ltn_types *t, uint32_t value, const char *s, size_t len,
                  const ltn_sax *x)
{
    const ltn_value *v = &t->values[value];
    const ltn_primitive *p = t->at[v->type].base;

    if (v->collapsed && len < v->key_len)
        return false;
    s = treat_white(t, p, s, &len);
    if (v->collapsed)
        return len == v->key_len && memcmp(s, v->key, len) == 0;
    if (!p->allows(s, len, x) || !in_bounds(p, s, len))
        return false;
    const char *key =
        key_of(t, p, s, &len, p->qname ? namespace_of(x, s, len) : NULL);
    return len == v->key_len && memcmp(key, v->key, len) == 0;
}

void ltn_type_describe(const ltn_types *t, uint32_t type, ltn_buf *out)
{
    const ltn_type *at = &t->at[type];

    ltn_buf_puts(out, at->base->what);
    for (uint32_t i = 0; i < at->param_count && i < 4; i++) {
        const ltn_param *p = &at->params[i];
        ltn_buf_puts(out, i == 0 ? " with " : " and ");
        ltn_buf_puts(out, p->name);
        ltn_buf_puts(out, " \"");
        ltn_buf_put(out, p->value, p->len < 100 ? p->len : 100);
        ltn_buf_puts(out, p->len < 100 ? "\"" : "…\"");
    }
}
