/* From failures to diagnostics. */

#include "validate/jsonschema/run.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ltn_js_goes_on(const ltn_js_run *r)
{
    return !r->quiet && r->status == LTN_OK && r->errors_len < LTN_DIAGS_MAX;
}

/* ---- collecting ---- */

static ltn_js_error *one_more(ltn_js_run *r)
{
    if (r->errors_len == r->errors_cap) {
        size_t more = r->errors_cap ? r->errors_cap * 2 : 16;
        ltn_js_error *bigger = realloc(r->errors, more * sizeof *bigger);
        if (!bigger) {
            r->status = LTN_ENOMEM;
            return NULL;
        }
        r->errors = bigger;
        r->errors_cap = more;
    }
    return &r->errors[r->errors_len++];
}

static size_t depth_of(const ltn_js_step *step)
{
    size_t n = 0;

    for (; step; step = step->up)
        n++;
    return n;
}

/* The pointer is written from its end: steps only know the way up. */
static void put_pointer(ltn_buf *out, const ltn_js_step *step, size_t depth)
{
    const ltn_js_step *way[LTN_JSON_DEPTH_MAX + 2];
    size_t n = depth < LTN_JSON_DEPTH_MAX + 2 ? depth : 0;
    char number[24];

    for (size_t i = n; i > 0; i--, step = step->up)
        way[i - 1] = step;
    for (size_t i = 0; i < n; i++)
        if (way[i]->name) {
            ltn_json_pointer_put(out, way[i]->name, way[i]->len);
        } else {
            int len = snprintf(number, sizeof number, "%zu", way[i]->index);
            ltn_json_pointer_put(out, number, (size_t)len);
        }
}

static bool add(ltn_js_run *r, const ltn_js_step *step, const char *code,
                const char *text)
{
    ltn_js_error *e = one_more(r);
    ltn_buf pointer = {0};

    if (!e)
        return false;
    *e = (ltn_js_error){.code = code,
                        .depth = depth_of(step),
                        .order = r->errors_len,
                        .at_name = step && step->is_name};
    put_pointer(&pointer, step, e->depth);
    e->pointer = ltn_arena_strndup(&r->arena, pointer.data, pointer.len);
    e->text = ltn_arena_strndup(&r->arena, text, strlen(text));
    if (!e->pointer || !e->text) {
        r->errors_len--;
        r->status = LTN_ENOMEM;
    }
    ltn_buf_release(&pointer);
    return false;
}

bool ltn_js_fail(ltn_js_run *r, const char *code, const char *fmt, ...)
{
    char text[400];
    va_list args;

    if (!ltn_js_goes_on(r))
        return false;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return add(r, r->place, code, text);
}

bool ltn_js_fail_at(ltn_js_run *r, const ltn_js_step *step, const char *code,
                    const char *fmt, ...)
{
    char text[400];
    va_list args;

    if (!ltn_js_goes_on(r))
        return false;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return add(r, step, code, text);
}

/* ---- alternatives ---- */

/* How far the errors from `from` on got into the instance. */
static size_t deepest(const ltn_js_run *r, size_t from)
{
    size_t most = 0;

    for (size_t i = from; i < r->errors_len; i++)
        if (r->errors[i].depth > most)
            most = r->errors[i].depth;
    return most;
}

/* The first words about each alternative, all in one. */
static void put_reason(char *out, size_t size, const char *text)
{
    size_t n = strlen(out);

    if (!strstr(out, text))
        snprintf(out + n, size - n, "%s%s", n ? "; or " : "", text);
}

/* The one alternative that goes deeper than the rest is the one that was meant:
 * its errors are told. When all fail at the value itself, each gives its first
 * reason, in one message. */
bool ltn_js_fail_alternatives(ltn_js_run *r, const ltn_js_nodes *nodes,
                              const json_t *v, const char *code)
{
    size_t start = r->errors_len, kept = start, best = 0;
    size_t here = depth_of(r->place);
    char reasons[300] = "";
    ptrdiff_t mine = r->mine;

    r->mine = LTN_JS_UNMARKED;
    for (size_t i = 0; i < nodes->len && r->status == LTN_OK; i++) {
        size_t from = r->errors_len;
        ltn_js_holds(r, nodes->at[i], v);
        size_t depth = deepest(r, from);
        if (r->errors_len > from && depth <= here)
            put_reason(reasons, sizeof reasons, r->errors[from].text);
        bool better = r->errors_len > from &&
                      (depth > best ||
                       (depth == best && r->errors_len - from < kept - start));
        if (better) {
            size_t n = r->errors_len - from;
            memmove(r->errors + start, r->errors + from, n * sizeof *r->errors);
            kept = start + n;
            best = depth;
        }
        r->errors_len = kept;
    }
    r->mine = mine;
    if (mine != LTN_JS_UNMARKED) /* what was meant is not known: blame none */
        memset(r->marks + mine, 1, r->marks_len - (size_t)mine);
    if (best > here)
        return false;
    r->errors_len = start;
    return ltn_js_fail(r, code, "none of %zu alternatives fits: %s", nodes->len,
                       reasons);
}

/* ---- telling ---- */

static int by_place(const void *a, const void *b)
{
    const ltn_js_error *x = a, *y = b;

    if (x->pos.offset != y->pos.offset)
        return x->pos.offset < y->pos.offset ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

void ltn_js_report(ltn_js_run *r, const char *bytes, size_t len,
                   ltn_diags *diags)
{
    ltn_json_map *map =
        bytes && r->errors_len > 0 ? ltn_json_map_new(bytes, len) : NULL;

    for (size_t i = 0; i < r->errors_len; i++) {
        ltn_js_error *e = &r->errors[i];
        e->pos = e->at_name ? ltn_json_map_name_at(map, e->pointer)
                            : ltn_json_map_at(map, e->pointer);
    }
    if (map)
        qsort(r->errors, r->errors_len, sizeof *r->errors, by_place);
    for (size_t i = 0; i < r->errors_len; i++) {
        const ltn_js_error *e = &r->errors[i];
        ltn_diag_add(diags, LTN_ERROR, e->pos, e->code, "%s%s%s", e->pointer,
                     *e->pointer ? ": " : "", e->text);
    }
    ltn_json_map_free(map);
}
