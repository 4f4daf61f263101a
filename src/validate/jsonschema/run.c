#include "validate/jsonschema/run.h"

#include "validate/jsonschema/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool ltn_js_stop(ltn_js_run *r, const char *code)
{
    if (r->status == LTN_OK) {
        r->status = LTN_ELIMIT;
        r->limit = code;
    }
    return false;
}

bool ltn_js_spend(ltn_js_run *r, uint64_t n)
{
    if (r->steps < n)
        return ltn_js_stop(r, "jsonschema.steps");
    r->steps -= n;
    return r->status == LTN_OK;
}

/* A match that goes on and on costs what it may cost; all others what the
 * string is long. */
bool ltn_js_matches(ltn_js_run *r, const ltn_js_regex *regex, const char *s,
                    size_t len)
{
    uint32_t few = LTN_REGEX_MATCH_FEW;

    if (!ltn_js_spend(r, 1 + len / 64))
        return false;
    ltn_status status = ltn_js_regex_match(regex, &r->matcher, s, len, few);
    if (status == LTN_ELIMIT && ltn_js_spend(r, LTN_REGEX_MATCH_MAX))
        status =
            ltn_js_regex_match(regex, &r->matcher, s, len, LTN_REGEX_MATCH_MAX);
    if (status == LTN_ELIMIT)
        return ltn_js_stop(r, "jsonschema.regex-limit");
    if (status == LTN_ENOMEM)
        r->status = LTN_ENOMEM;
    return status == LTN_OK;
}

/* ---- marks ---- */

/* Room for a mark for each member or element of v, all clear. */
static bool open_marks(ltn_js_run *r, size_t n)
{
    if (r->marks_cap - r->marks_len < n) {
        size_t cap = (r->marks_len + n) * 2 + 256;
        if (cap > LTN_INPUT_MAX)
            return ltn_js_stop(r, "jsonschema.steps");
        char *bigger = realloc(r->marks, cap);
        if (!bigger) {
            r->status = LTN_ENOMEM;
            return false;
        }
        r->marks = bigger;
        r->marks_cap = cap;
    }
    if (n > 0)
        memset(r->marks + r->marks_len, 0, n);
    r->mine = (ptrdiff_t)r->marks_len;
    r->marks_len += n;
    return ltn_js_spend(r, n / 64);
}

/* Takes the top marks off; adds them to those at `outer` when they count. */
static void close_marks(ltn_js_run *r, ptrdiff_t outer, size_t n, bool count)
{
    if (outer != LTN_JS_UNMARKED && count)
        for (size_t i = 0; i < n; i++)
            if (r->marks[(size_t)r->mine + i])
                r->marks[(size_t)outer + i] = 1;
    r->marks_len = (size_t)r->mine;
}

/* ---- schemas ---- */

static bool rules_hold(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    unsigned type = ltn_js_type(v);
    bool ok = true;

    for (const ltn_js_rule *rule = n->rules; rule; rule = rule->next) {
        if (!(rule->types & type) || rule->holds(r, rule, v))
            continue;
        ok = false;
        if (r->status != LTN_OK && r->limit_at == 0)
            r->limit_at = v->at + 1;
        if (!ltn_js_goes_on(r))
            break;
    }
    return ok;
}

static bool scoped(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    ltn_js_scope scope = {.outer = r->scope, .resource = n->resource};

    if (r->scope && r->scope->resource == n->resource)
        return rules_hold(r, n, v);
    r->scope = &scope;
    bool ok = rules_hold(r, n, v);
    r->scope = scope.outer;
    return ok;
}

static bool marked(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    ptrdiff_t outer = r->mine;

    if (!open_marks(r, v->len))
        return false;
    bool ok = scoped(r, n, v);
    /* who explains goes on after a failure and must not blame the rest */
    close_marks(r, outer, v->len, ok || !r->quiet);
    r->mine = outer;
    return ok;
}

bool ltn_js_holds(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    if (n->verdict == LTN_JS_TRUE)
        return true;
    if (n->verdict == LTN_JS_FALSE)
        return ltn_js_fail(r, v->at, "jsonschema.false",
                           "nothing is allowed here");
    if (!ltn_js_spend(r, 1))
        return false;
    if (r->depth == LTN_JSONSCHEMA_DEPTH_MAX)
        return ltn_js_stop(r, "jsonschema.depth");
    r->depth++;
    bool asked = r->mine != LTN_JS_UNMARKED || n->unevaluated;
    bool ok = asked && (v->type == LTN_JV_OBJECT || v->type == LTN_JV_ARRAY)
                  ? marked(r, n, v)
                  : scoped(r, n, v);
    r->depth--;
    return ok;
}

bool ltn_js_holds_inside(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    ptrdiff_t outer = r->mine;

    r->mine = LTN_JS_UNMARKED;
    r->level++;
    bool ok = ltn_js_holds(r, n, v);
    r->level--;
    r->mine = outer;
    return ok;
}

bool ltn_js_holds_quietly(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v)
{
    bool outer = r->quiet;

    r->quiet = true;
    bool ok = ltn_js_holds(r, n, v);
    r->quiet = outer;
    return ok;
}

/* ---- the whole ---- */

static void release(ltn_js_run *r)
{
    ltn_js_matcher_release(&r->matcher);
    free(r->marks);
    free(r->errors);
    ltn_arena_release(&r->arena);
}

static uint64_t steps_for(size_t len)
{
    return LTN_JSONSCHEMA_STEPS_MAX +
           (uint64_t)LTN_JSONSCHEMA_STEPS_PER_BYTE * len;
}

static bool holds(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v,
                  size_t len, bool quiet)
{
    r->quiet = quiet;
    r->steps = steps_for(len);
    bool ok = ltn_js_holds(r, n, v);
    return ltn_js_spend(r, 1) && ok;
}

static void report_limit(const ltn_js_run *r, const ltn_jv *root,
                         const char *bytes, ltn_diags *diags)
{
    size_t at = r->limit_at > 0 ? r->limit_at - 1 : root->at;
    ltn_json_places places = {.bytes = bytes};
    ltn_buf pointer = {0};

    ltn_jv_put_pointer(&pointer, root, at);
    ltn_diag_add(diags, LTN_ERROR, ltn_json_place(&places, at), r->limit,
                 "%.*s: not judged to the end: the schema asks for too much",
                 pointer.len > 0 ? (int)pointer.len : 3,
                 pointer.len > 0 ? pointer.data : "all");
    ltn_buf_release(&pointer);
}

static ltn_status judge(ltn_js_run *r, const ltn_jv *v, const char *bytes,
                        size_t len, ltn_diags *diags)
{
    if (holds(r, r->schema->root, v, len, true))
        return LTN_OK;
    if (r->status == LTN_OK)
        holds(r, r->schema->root, v, len, false);
    if (r->status == LTN_ELIMIT)
        report_limit(r, v, bytes, diags);
    if (r->arena.failed && r->status == LTN_OK)
        r->status = LTN_ENOMEM;
    assert(r->status != LTN_OK || r->errors_len > 0);
    ltn_js_report(r, v, bytes, diags);
    return r->status == LTN_OK ? LTN_INVALID : r->status;
}

ltn_status ltn_jsonschema_judge(const ltn_jsonschema *s,
                                const ltn_json_doc *value, const char *bytes,
                                size_t len, ltn_diags *diags)
{
    ltn_js_run r = {.schema = s, .mine = LTN_JS_UNMARKED};
    ltn_status status = judge(&r, &value->root, bytes, len, diags);

    release(&r);
    return status;
}

ltn_js_run *ltn_jsonschema_run_new(const ltn_jsonschema *s)
{
    ltn_js_run *r = calloc(1, sizeof *r);

    if (r)
        *r = (ltn_js_run){.schema = s, .mine = LTN_JS_UNMARKED};
    return r;
}

void ltn_jsonschema_run_free(ltn_js_run *r)
{
    if (r)
        release(r);
    free(r);
}

bool ltn_jsonschema_suits(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v,
                          size_t len)
{
    return r->status == LTN_OK &&
           holds(r, n ? n : r->schema->root, v, len, true);
}

ltn_status ltn_jsonschema_validate(const ltn_jsonschema *s, const char *bytes,
                                   size_t len, ltn_diags *diags)
{
    ltn_json_doc value;
    ltn_status status = ltn_json_parse(bytes, len, diags, &value);

    if (status != LTN_OK)
        return status;
    status = ltn_jsonschema_judge(s, &value, bytes, len, diags);
    ltn_json_release(&value);
    return status;
}
