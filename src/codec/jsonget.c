/* Looking at JSON values, and where they are. */

#include "codec/json.h"

#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ltn_jv_is(const ltn_jv *v, ltn_jv_type type)
{
    return v && v->type == type;
}

bool ltn_jv_is_number(const ltn_jv *v)
{
    return v && (v->type == LTN_JV_INTEGER || v->type == LTN_JV_REAL);
}

bool ltn_jv_is_bool(const ltn_jv *v)
{
    return v && (v->type == LTN_JV_TRUE || v->type == LTN_JV_FALSE);
}

const ltn_jv *ltn_jv_get(const ltn_jv *object, const char *name)
{
    return ltn_jv_getn(object, name, strlen(name));
}

const ltn_jv *ltn_jv_item(const ltn_jv *array, size_t i)
{
    if (!ltn_jv_is(array, LTN_JV_ARRAY) || i >= array->len)
        return NULL;
    return &array->is.items[i];
}

size_t ltn_jv_len(const ltn_jv *v)
{
    return v && v->type >= LTN_JV_STRING ? v->len : 0;
}

const char *ltn_jv_string(const ltn_jv *v)
{
    return ltn_jv_is(v, LTN_JV_STRING) ? v->is.string : NULL;
}

int64_t ltn_jv_integer(const ltn_jv *v)
{
    return ltn_jv_is(v, LTN_JV_INTEGER) ? v->is.integer : 0;
}

double ltn_jv_number(const ltn_jv *v)
{
    if (ltn_jv_is(v, LTN_JV_INTEGER))
        return (double)v->is.integer;
    return ltn_jv_is(v, LTN_JV_REAL) ? v->is.real : 0;
}

/* ---- pointers ---- */

static bool is_container(const ltn_jv *v)
{
    return v->type == LTN_JV_ARRAY || v->type == LTN_JV_OBJECT;
}

/* The i-th value in an array or object, and where it or its name begins. */
static const ltn_jv *inner(const ltn_jv *v, size_t i, size_t *at)
{
    if (v->type == LTN_JV_ARRAY) {
        *at = v->is.items[i].at;
        return &v->is.items[i];
    }
    *at = v->is.members[i].at;
    return &v->is.members[i].value;
}

/* Which inner value an offset is in: the last that begins at or before it;
 * v->len when that is none. */
static size_t around(const ltn_jv *v, size_t at)
{
    size_t low = 0, high = v->len, begin;

    while (low < high) {
        size_t mid = (low + high) / 2;
        inner(v, mid, &begin);
        if (begin <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low > 0 ? low - 1 : v->len;
}

static void put_token(ltn_buf *out, const ltn_jv *v, size_t i)
{
    ltn_buf_putc(out, '/');
    if (v->type == LTN_JV_ARRAY) {
        ltn_buf_putu(out, i);
        return;
    }
    const ltn_jv_member *m = &v->is.members[i];
    for (size_t k = 0; k < m->len; k++)
        if (m->name[k] == '~' || m->name[k] == '/')
            ltn_buf_puts(out, m->name[k] == '~' ? "~0" : "~1");
        else
            ltn_buf_putc(out, m->name[k]);
}

void ltn_jv_put_pointer(ltn_buf *out, const ltn_jv *root, size_t at)
{
    size_t begin, i;

    for (const ltn_jv *v = root; is_container(v) && v->at != at;) {
        i = around(v, at);
        if (i == v->len)
            return;
        put_token(out, v, i);
        v = inner(v, i, &begin);
        if (begin == at) /* its name, or itself */
            return;
    }
}

/* Undoes ~1 and ~0 of a reference token; returns its length. */
static size_t unescape(const char *from, size_t len, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        if (from[i] == '~' && i + 1 < len && from[i + 1] != '~')
            to[n++] = from[++i] == '1' ? '/' : '~';
        else
            to[n++] = from[i];
    return n;
}

static const ltn_jv *element(const ltn_jv *array, const char *token, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (token[i] < '0' || token[i] > '9' || n > UINT32_MAX)
            return NULL;
        n = n * 10 + (size_t)(token[i] - '0');
    }
    return len > 0 ? ltn_jv_item(array, n) : NULL;
}

const ltn_jv *ltn_jv_at(const ltn_jv *root, const char *pointer)
{
    char *token = calloc(1, strlen(pointer) + 1);
    const ltn_jv *v = root, *next = root;

    while (token && *pointer == '/' && next) {
        size_t len = strcspn(++pointer, "/");
        size_t n = unescape(pointer, len, token);
        next = v->type == LTN_JV_ARRAY ? element(v, token, n)
                                       : ltn_jv_getn(v, token, n);
        v = next ? next : v;
        pointer += len;
    }
    free(token);
    return v;
}

/* ---- lines ---- */

ltn_pos ltn_json_place(ltn_json_places *places, size_t at)
{
    ltn_pos p = places->last;

    if (p.line == 0 || at < p.offset)
        p = (ltn_pos){.line = 1, .col = 1};
    const char *from = places->bytes + p.offset, *end = places->bytes + at, *nl;
    while ((nl = memchr(from, '\n', (size_t)(end - from)))) {
        from = nl + 1;
        p.line++;
        p.col = 1;
    }
    size_t good = ltn_utf8_check(from, (size_t)(end - from));
    p.col += (uint32_t)ltn_utf8_count(from, good) +
             (uint32_t)((size_t)(end - from) - good);
    p.offset = at;
    return places->last = p;
}
