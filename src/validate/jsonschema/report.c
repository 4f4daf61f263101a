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

bool ltn_js_fail(ltn_js_run *r, uint32_t at, const char *code, const char *fmt,
                 ...)
{
    char text[400];
    va_list args;

    if (!ltn_js_goes_on(r))
        return false;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const char *copy = ltn_arena_strndup(&r->arena, text, strlen(text));
    ltn_js_error *e = copy ? one_more(r) : NULL;
    if (e)
        *e = (ltn_js_error){.at = at,
                            .level = r->level,
                            .order = (uint32_t)r->errors_len,
                            .code = code,
                            .text = copy};
    return false;
}

/* ---- alternatives ---- */

/* How far the errors from `from` on got into the instance. */
static uint32_t deepest(const ltn_js_run *r, size_t from)
{
    uint32_t most = 0;

    for (size_t i = from; i < r->errors_len; i++)
        if (r->errors[i].level > most)
            most = r->errors[i].level;
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
                              const ltn_jv *v, const char *code)
{
    size_t start = r->errors_len, kept = start;
    uint32_t best = 0;
    char reasons[300] = "";
    ptrdiff_t mine = r->mine;

    r->mine = LTN_JS_UNMARKED;
    for (size_t i = 0; i < nodes->len && r->status == LTN_OK; i++) {
        size_t from = r->errors_len;
        ltn_js_holds(r, nodes->at[i], v);
        uint32_t level = deepest(r, from);
        if (r->errors_len > from && level <= r->level)
            put_reason(reasons, sizeof reasons, r->errors[from].text);
        bool better = r->errors_len > from &&
                      (level > best ||
                       (level == best && r->errors_len - from < kept - start));
        if (better) {
            size_t n = r->errors_len - from;
            memmove(r->errors + start, r->errors + from, n * sizeof *r->errors);
            kept = start + n;
            best = level;
        }
        r->errors_len = kept;
    }
    r->mine = mine;
    if (mine != LTN_JS_UNMARKED && r->marks_len > (size_t)mine)
        /* what was meant is not known: blame none */
        memset(r->marks + mine, 1, r->marks_len - (size_t)mine);
    if (best > r->level)
        return false;
    r->errors_len = start;
    return ltn_js_fail(r, v->at, code, "none of %zu alternatives fits: %s",
                       nodes->len, reasons);
}

/* ---- telling ---- */

static int by_place(const void *a, const void *b)
{
    const ltn_js_error *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

void ltn_js_report(ltn_js_run *r, const ltn_jv *root, const char *bytes,
                   ltn_diags *diags)
{
    ltn_json_places places = {.bytes = bytes};
    ltn_buf pointer = {0};

    if (r->errors_len > 0)
        qsort(r->errors, r->errors_len, sizeof *r->errors, by_place);
    for (size_t i = 0; i < r->errors_len; i++) {
        const ltn_js_error *e = &r->errors[i];
        pointer.len = 0;
        ltn_jv_put_pointer(&pointer, root, e->at);
        ltn_diag_add(diags, LTN_ERROR, ltn_json_place(&places, e->at), e->code,
                     "%.*s%s%s", (int)pointer.len, pointer.data,
                     pointer.len > 0 ? ": " : "", e->text);
    }
    ltn_buf_release(&pointer);
}
