#include "validate/jsonschema/schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ltn_js_is_schema(const ltn_jv *value)
{
    return ltn_jv_is(value, LTN_JV_OBJECT) || ltn_jv_is_bool(value);
}

bool ltn_js_only_ref(const ltn_jv *schema, ltn_js_dialect dialect)
{
    return dialect.draft == LTN_JS_DRAFT7 &&
           ltn_jv_string(ltn_jv_get(schema, "$ref"));
}

/* ---- errors in schemas ---- */

static void tell(ltn_js_load *l, ltn_severity severity, const ltn_js_text *text,
                 size_t at, const char *code, const char *message)
{
    const char *part = l->diags->part;
    ltn_json_places places = {.bytes = text->bytes};
    ltn_buf pointer = {0};

    /* After the first few the search for lines would only cost time. */
    if (l->told++ >= 50)
        return;
    ltn_jv_put_pointer(&pointer, &text->json.root, at);
    ltn_diags_in(l->diags, text->path);
    ltn_diag_add(l->diags, severity, ltn_json_place(&places, at), code,
                 "%.*s: %s", pointer.len > 0 ? (int)pointer.len : 6,
                 pointer.len > 0 ? pointer.data : "schema", message);
    l->diags->part = part;
    ltn_buf_release(&pointer);
}

void ltn_js_wrong(ltn_js_load *l, const ltn_js_text *text, const ltn_jv *value,
                  const char *code, const char *fmt, ...)
{
    char message[400];
    va_list args;

    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    if (l->status == LTN_OK) /* the first is always told */
        l->told = 0;
    l->status = LTN_INVALID;
    tell(l, LTN_ERROR, text, value->at, code, message);
}

/* A name that no draft knows but that looks as if one was meant. */
static void warn(ltn_js_load *l, const ltn_js_text *text,
                 const ltn_jv_member *m)
{
    const char *meant = ltn_js_keyword_meant(m->name);
    char message[200];

    if (!meant)
        return;
    snprintf(message, sizeof message,
             "'%.60s' is no keyword and is ignored; did you mean '%s'?",
             m->name, meant);
    tell(l, LTN_WARNING, text, m->at, "jsonschema.unknown", message);
}

/* ---- nodes ---- */

static ltn_js_node *new_node(ltn_js_load *l, ltn_js_resource *in,
                             const ltn_jv *schema)
{
    ltn_js_node *n = ltn_arena_alloc(&l->schema->arena, sizeof *n);

    if (n)
        *n = (ltn_js_node){.schema = schema, .resource = in};
    return n;
}

ltn_js_node *ltn_js_node_for(ltn_js_load *l, ltn_js_resource *in,
                             const ltn_jv *schema)
{
    ltn_js_node *n = ltn_js_map_get_address(&l->nodes, schema);
    if (n)
        return n;
    ltn_js_resource *own = ltn_js_map_get_address(&l->roots, schema);
    n = new_node(l, own ? own : in, schema);
    if (!n)
        return NULL;
    ltn_js_map_put_address(&l->nodes, &l->schema->arena,
                           (const void *const *)&n->schema, n);
    if (ltn_jv_is_bool(schema)) {
        n->verdict = schema->type == LTN_JV_TRUE ? LTN_JS_TRUE : LTN_JS_FALSE;
    } else {
        n->todo = l->todo;
        l->todo = n;
    }
    return n;
}

ltn_js_rule *ltn_js_rule_add(ltn_js_load *l, ltn_js_node *n,
                             const ltn_js_keyword *k)
{
    ltn_js_rule *rule = ltn_arena_alloc(&l->schema->arena, sizeof *rule);
    ltn_js_rule **at = &n->rules;

    if (!rule)
        return NULL;
    *rule = (ltn_js_rule){.keyword = k, .types = LTN_JS_ANY};
    while (*at && (*at)->keyword->rank <= k->rank)
        at = &(*at)->next;
    rule->next = *at;
    *at = rule;
    return rule;
}

static void compile_keyword(ltn_js_load *l, ltn_js_node *n,
                            const ltn_jv_member *m)
{
    const ltn_js_keyword *k =
        ltn_js_keyword_find(m->name, n->resource->dialect);

    if (!k)
        warn(l, n->resource->text, m);
    else if (k->compile)
        k->compile(l, n, k, &m->value);
}

static void compile_node(ltn_js_load *l, ltn_js_node *n)
{
    bool only_ref = ltn_js_only_ref(n->schema, n->resource->dialect);

    for (size_t i = 0; i < n->schema->len; i++) {
        const ltn_jv_member *m = &n->schema->is.members[i];
        if (!only_ref || strcmp(m->name, "$ref") == 0)
            compile_keyword(l, n, m);
    }
    if (!n->rules)
        n->verdict = LTN_JS_TRUE;
}

static void compile_all(ltn_js_load *l)
{
    while (l->todo && !l->schema->arena.failed && l->status != LTN_ELIMIT) {
        ltn_js_node *n = l->todo;
        l->todo = n->todo;
        compile_node(l, n);
    }
}

/* ---- the schema ---- */

/* What only loading needed: the texts' bytes. Trees stay: rules point in. */
static void forget_bytes(ltn_jsonschema *s)
{
    for (ltn_js_text *t = s->texts; t; t = t->next) {
        ltn_buf_release(&t->own);
        t->bytes = NULL;
    }
}

static void load(ltn_js_load *l, const char *bytes, size_t len,
                 const char *path)
{
    ltn_arena *a = &l->schema->arena;
    const char *name = ltn_arena_strndup(a, path, strlen(path));
    const char *uri = ltn_arena_strndup(a, path, strcspn(path, "#"));
    ltn_js_text *text =
        uri ? ltn_js_text_add(l, uri, name, bytes, len, NULL) : NULL;
    ltn_js_resource *in = NULL;

    const ltn_jv *root = text ? &text->json.root : NULL;

    if (text && !ltn_js_is_schema(root))
        ltn_js_wrong(l, text, root, "jsonschema.schema",
                     "a schema is an object, true or false");
    if (text && l->status == LTN_OK)
        in = ltn_js_map_get_address(&l->roots, root);
    if (in)
        l->schema->root = ltn_js_node_for(l, in, root);
    compile_all(l);
    if (a->failed)
        l->status = LTN_ENOMEM;
}

ltn_status ltn_jsonschema_load(const char *bytes, size_t len, const char *path,
                               ltn_fetch *fetch, void *context,
                               ltn_diags *diags, ltn_jsonschema **out)
{
    ltn_js_load l = {
        .schema = calloc(1, sizeof *l.schema),
        .fetch = fetch,
        .context = context,
        .diags = diags,
        .dialect = {.draft = LTN_JS_2020, .vocabularies = LTN_JS_ALL}};

    *out = NULL;
    if (!l.schema)
        return LTN_ENOMEM;
    load(&l, bytes, len, path);
    forget_bytes(l.schema);
    if (l.status != LTN_OK) {
        ltn_jsonschema_free(l.schema);
        return l.status;
    }
    *out = l.schema;
    return LTN_OK;
}

void ltn_jsonschema_assert_formats(ltn_jsonschema *s, bool on)
{
    s->assert_formats = on;
}

void ltn_jsonschema_free(ltn_jsonschema *s)
{
    if (!s)
        return;
    for (ltn_js_regex *r = s->regexes; r; r = r->next)
        ltn_js_regex_release(r);
    for (ltn_js_text *t = s->texts; t; t = t->next) {
        ltn_json_release(&t->json);
        ltn_buf_release(&t->own);
    }
    ltn_arena_release(&s->arena);
    free(s);
}
