/* Texts, identifiers and references: JSON Schema Core #section-8 and #9. */

#include "validate/jsonschema/schema.h"
#include "validate/jsonschema/uri.h"

#include "util/resources.h"

#include <stdlib.h>
#include <string.h>

static ltn_arena *arena(ltn_js_load *l)
{
    return &l->schema->arena;
}

static const char *string_in(const ltn_jv *schema, const char *keyword)
{
    return ltn_jv_string(ltn_jv_get(schema, keyword));
}

/* base#name, the key of an anchor in l->ids. */
static const char *anchor_key(ltn_js_load *l, const char *uri, const char *name)
{
    size_t n = strlen(uri), len = strlen(name);
    char *key = ltn_arena_alloc(arena(l), n + len + 2);

    if (!key)
        return "";
    memcpy(key, uri, n + 1);
    key[n] = '#';
    memcpy(key + n + 1, name, len + 1);
    return key;
}

static void put_id(ltn_js_load *l, const char *key, void *what)
{
    if (key)
        ltn_js_map_put(&l->ids, arena(l), key, strlen(key), what);
}

static void add_anchor(ltn_js_load *l, ltn_js_resource *in,
                       const ltn_jv *schema, const char *name, bool dynamic)
{
    ltn_js_anchor *a = ltn_arena_alloc(arena(l), sizeof *a);
    ltn_js_dynamic *d = ltn_arena_alloc(arena(l), sizeof *d);

    if (!a || !d)
        return;
    *a = (ltn_js_anchor){.schema = schema, .resource = in, .dynamic = dynamic};
    put_id(l, anchor_key(l, in->uri, name), a);
    if (!dynamic)
        return;
    *d = (ltn_js_dynamic){.next = in->dynamic,
                          .name = name,
                          .node = ltn_js_node_for(l, in, schema)};
    in->dynamic = d;
}

static ltn_js_resource *add_resource(ltn_js_load *l, ltn_js_text *text,
                                     const ltn_jv *root, const char *uri,
                                     ltn_js_dialect dialect)
{
    ltn_js_resource *r = ltn_arena_alloc(arena(l), sizeof *r);

    if (!r || !uri)
        return NULL;
    *r = (ltn_js_resource){.next = l->schema->resources,
                           .text = text,
                           .root = root,
                           .uri = uri,
                           .dialect = dialect};
    l->schema->resources = r;
    put_id(l, uri, r);
    ltn_js_map_put_address(&l->roots, arena(l), (const void *const *)&r->root,
                           r);
    return r;
}

static ltn_js_resource *root_of(ltn_js_load *l, const ltn_jv *schema)
{
    return ltn_js_map_get_address(&l->roots, schema);
}

/* ---- dialects ---- */

static ltn_js_resource *resource_at(ltn_js_load *l, const char *uri);

/* Core #section-8.1.2: what a metaschema's $vocabulary turns on. */
static unsigned vocabularies_of(ltn_js_load *l, ltn_js_resource *meta)
{
    const ltn_jv *all = ltn_jv_get(meta->root, "$vocabulary");
    unsigned bits = 0;

    if (!ltn_jv_is(all, LTN_JV_OBJECT))
        return LTN_JS_ALL;
    for (size_t i = 0; i < all->len; i++) {
        const ltn_jv_member *m = &all->is.members[i];
        unsigned bit = ltn_js_vocabulary(m->name);
        bits |= bit;
        if (!bit && m->value.type == LTN_JV_TRUE)
            ltn_js_wrong(l, meta->text, &m->value, "jsonschema.vocabulary",
                         "vocabulary '%s' is required and not known here",
                         m->name);
    }
    return bits;
}

/* The dialect $schema names; `outer` when there is none. */
static ltn_js_dialect dialect_of(ltn_js_load *l, ltn_js_text *text,
                                 const ltn_jv *schema, ltn_js_dialect outer)
{
    const char *uri = string_in(schema, "$schema");

    if (!uri)
        return outer;
    ltn_js_dialect d = ltn_js_standard_dialect(uri);
    if (d.draft)
        return d;
    const char *plain = ltn_arena_strndup(arena(l), uri, strcspn(uri, "#"));
    ltn_js_resource *meta = plain ? resource_at(l, plain) : NULL;
    if (!meta) {
        ltn_js_wrong(l, text, ltn_jv_get(schema, "$schema"),
                     "jsonschema.dialect",
                     "metaschema '%s' is not known; 2020-12, 2019-09 and draft "
                     "7 are",
                     uri);
        return outer;
    }
    d.draft = meta->dialect.draft;
    d.vocabularies = vocabularies_of(l, meta);
    return d;
}

/* ---- finding identifiers ---- */

static void walk(ltn_js_load *l, ltn_js_text *text, const ltn_jv *schema,
                 ltn_js_resource *in);

static void walk_all(ltn_js_load *l, ltn_js_text *text, const ltn_jv *value,
                     ltn_js_resource *in)
{
    for (size_t i = 0; i < value->len; i++)
        if (value->type == LTN_JV_ARRAY)
            walk(l, text, &value->is.items[i], in);
        else if (value->type == LTN_JV_OBJECT)
            walk(l, text, &value->is.members[i].value, in);
}

/* Schemas inside schema, where its keywords say there are some. */
static void walk_inner(ltn_js_load *l, ltn_js_text *text, const ltn_jv *schema,
                       ltn_js_resource *in)
{
    for (size_t i = 0; i < schema->len; i++) {
        const ltn_jv_member *m = &schema->is.members[i];
        const ltn_js_keyword *k = ltn_js_keyword_find(m->name, in->dialect);
        if (!k || k->shape == LTN_JS_VALUE)
            continue;
        bool many =
            k->shape == LTN_JS_LIST || k->shape == LTN_JS_MAP ||
            k->shape == LTN_JS_MIXED ||
            (k->shape == LTN_JS_EITHER && m->value.type == LTN_JV_ARRAY);
        if (many)
            walk_all(l, text, &m->value, in);
        else
            walk(l, text, &m->value, in);
    }
}

/* A resource of its own when schema has an $id, else `in`. Draft 7
 * #section-8.2.3: "#name" is an anchor. */
static ltn_js_resource *identified(ltn_js_load *l, ltn_js_text *text,
                                   const ltn_jv *schema, ltn_js_resource *in)
{
    const char *id = string_in(schema, "$id");
    size_t len = id ? strcspn(id, "#") : 0;

    if (id && id[len] && id[len + 1] && in->dialect.draft == LTN_JS_DRAFT7)
        add_anchor(l, in, schema, id + len + 1, false);
    if (len == 0)
        return in;
    const char *uri = ltn_js_uri_resolve(arena(l), in->uri, id, len);
    if (in->root == schema) { /* the text's own name for itself */
        if (uri)
            in->uri = uri;
        put_id(l, uri, in);
        return in;
    }
    ltn_js_resource *r = add_resource(l, text, schema, uri,
                                      dialect_of(l, text, schema, in->dialect));
    return r ? r : in;
}

static void walk(ltn_js_load *l, ltn_js_text *text, const ltn_jv *schema,
                 ltn_js_resource *in)
{
    if (schema->type != LTN_JV_OBJECT || l->status != LTN_OK)
        return;
    bool only_ref = ltn_js_only_ref(schema, in->dialect);
    if (!only_ref)
        in = identified(l, text, schema, in);
    if (in->dialect.draft != LTN_JS_DRAFT7) {
        const char *name = string_in(schema, "$anchor");
        if (name)
            add_anchor(l, in, schema, name, false);
        name = string_in(schema, "$dynamicAnchor");
        if (name && in->dialect.draft == LTN_JS_2020)
            add_anchor(l, in, schema, name, true);
        if (in->dialect.draft == LTN_JS_2019 && in->root == schema &&
            ltn_jv_is(ltn_jv_get(schema, "$recursiveAnchor"), LTN_JV_TRUE))
            add_anchor(l, in, schema, "", true);
    }
    walk_inner(l, text, schema, in);
}

/* ---- texts ---- */

static ltn_status parse(ltn_js_load *l, ltn_js_text *t)
{
    const char *part = l->diags->part;

    ltn_diags_in(l->diags, t->path);
    ltn_status status = ltn_json_parse(t->bytes, t->len, l->diags, &t->json);
    l->diags->part = part;
    return status;
}

ltn_js_text *ltn_js_text_add(ltn_js_load *l, const char *uri, const char *path,
                             const char *bytes, size_t len, ltn_buf *own)
{
    ltn_js_text *t = ltn_arena_alloc(arena(l), sizeof *t);

    if (!t) {
        if (own)
            ltn_buf_release(own);
        return NULL;
    }
    *t = (ltn_js_text){.next = l->schema->texts,
                       .path = path,
                       .bytes = bytes,
                       .len = len,
                       .own = own ? *own : (ltn_buf){0}};
    l->schema->texts = t;
    ltn_status status = parse(l, t);
    if (status != LTN_OK) {
        l->status = status;
        return NULL;
    }
    ltn_js_resource *r = add_resource(
        l, t, &t->json.root, uri, dialect_of(l, t, &t->json.root, l->dialect));
    if (!r)
        return NULL;
    if (!t->next)
        l->main = r;
    walk(l, t, &t->json.root, r);
    return t;
}

static size_t folder_len(const char *uri)
{
    const char *slash = strrchr(uri, '/');

    return slash ? (size_t)(slash - uri) + 1 : 0;
}

/* A schema whose $id is on the web lies on disk all the same: what is beside
 * its $id may be beside its file. NULL when it can not. */
static const char *path_beside(ltn_js_load *l, const char *uri)
{
    const ltn_js_resource *main = l->main;
    size_t n = main ? folder_len(main->uri) : 0;

    if (n == 0 || strncmp(uri, main->uri, n) != 0)
        return NULL;
    return ltn_js_uri_resolve(arena(l), main->text->path, uri + n,
                              strlen(uri + n));
}

/* Loads the text at a URI: a metaschema or what `fetch` gives. */
static void fetch_text(ltn_js_load *l, const char *uri)
{
    const ltn_resource *builtin = ltn_js_builtin(uri);
    ltn_buf own = {0};

    if (l->texts++ == LTN_JSONSCHEMA_TEXTS_MAX) {
        ltn_diag_add(l->diags, LTN_ERROR, (ltn_pos){0}, "jsonschema.texts",
                     "more than %d schema texts", LTN_JSONSCHEMA_TEXTS_MAX);
        l->status = LTN_ELIMIT;
        return;
    }
    if (builtin) {
        ltn_js_text_add(l, uri, uri, builtin->data,
                        (size_t)(builtin->end - builtin->data), NULL);
        return;
    }
    if (!l->fetch)
        return;
    ltn_status status = l->fetch(l->context, uri, &own, l->diags);
    const char *path = status == LTN_OK ? uri : path_beside(l, uri);
    if (status != LTN_OK && path && strcmp(path, uri) != 0)
        status = l->fetch(l->context, path, &own, l->diags);
    if (status == LTN_OK && ltn_buf_status(&own) == LTN_OK)
        ltn_js_text_add(l, uri, path, own.data ? own.data : "", own.len, &own);
    else
        ltn_buf_release(&own);
}

static ltn_js_resource *resource_at(ltn_js_load *l, const char *uri)
{
    ltn_js_resource *r = ltn_js_map_get(&l->ids, uri, strlen(uri));

    if (r || l->status != LTN_OK)
        return r;
    fetch_text(l, uri);
    return ltn_js_map_get(&l->ids, uri, strlen(uri));
}

/* ---- references ---- */

/* RFC 6901 token at s; its length. ~1 and ~0 are undone in place. */
static size_t token(char *s, size_t len, size_t *used)
{
    size_t n = 0, i = 0;

    for (; i < len && s[i] != '/'; i++, n++)
        if (s[i] == '~' && i + 1 < len && (s[i + 1] == '0' || s[i + 1] == '1'))
            s[n] = s[++i] == '1' ? '/' : '~';
        else
            s[n] = s[i];
    *used = i;
    return n;
}

static const ltn_jv *element(const ltn_jv *array, const char *s, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9' || n > SIZE_MAX / 100)
            return NULL;
        n = n * 10 + (size_t)(s[i] - '0');
    }
    return len > 0 ? ltn_jv_item(array, n) : NULL;
}

/* What a JSON Pointer in a fragment means inside *in; *in becomes the resource
 * that holds it. */
static const ltn_jv *at_pointer(ltn_js_load *l, ltn_js_resource **in,
                                const char *fragment)
{
    size_t len, used;
    char *s = ltn_js_uri_decode(arena(l), fragment, strlen(fragment), &len);
    const ltn_jv *at = (*in)->root;

    while (at && s && len > 0) {
        s++; /* the "/" */
        len--;
        size_t n = token(s, len, &used);
        at = at->type == LTN_JV_ARRAY ? element(at, s, n)
                                      : ltn_jv_getn(at, s, n);
        s += used;
        len -= used;
        ltn_js_resource *r = at ? root_of(l, at) : NULL;
        if (r)
            *in = r;
    }
    return at;
}

static const ltn_jv *at_anchor(ltn_js_load *l, ltn_js_resource **in,
                               const char *name, const char **dynamic)
{
    const char *key = anchor_key(l, (*in)->uri, name);
    const ltn_js_anchor *a = ltn_js_map_get(&l->ids, key, strlen(key));

    if (!a)
        return NULL;
    if (dynamic && a->dynamic)
        *dynamic = name;
    *in = a->resource;
    return a->schema;
}

/* The resource a reference of len bytes means, seen from `from`. */
static ltn_js_resource *resource_for(ltn_js_load *l, ltn_js_resource *from,
                                     const char *reference, size_t len)
{
    if (len == 0)
        return from;
    const char *uri = ltn_js_uri_resolve(arena(l), from->uri, reference, len);
    l->dialect = from->dialect; /* of a text that does not say its own */
    return uri ? resource_at(l, uri) : NULL;
}

ltn_js_node *ltn_js_refer(ltn_js_load *l, ltn_js_node *n,
                          const ltn_jv *reference, const char **anchor)
{
    const char *to = reference->is.string;
    size_t len = strcspn(to, "#");
    const char *fragment = to[len] ? to + len + 1 : "";
    ltn_js_text *text = n->resource->text;
    ltn_js_resource *in = resource_for(l, n->resource, to, len);

    if (!in && l->status == LTN_OK && !arena(l)->failed)
        ltn_js_wrong(l, text, reference, "jsonschema.ref",
                     "'%s' is not to be found", to);
    if (!in)
        return NULL;
    const ltn_jv *at = *fragment == '/' ? at_pointer(l, &in, fragment)
                       : *fragment      ? at_anchor(l, &in, fragment, anchor)
                                        : in->root;
    if (!at)
        ltn_js_wrong(l, text, reference, "jsonschema.ref",
                     "there is no '#%s' in '%s'", fragment, in->uri);
    else if (!ltn_js_is_schema(at))
        ltn_js_wrong(l, text, reference, "jsonschema.ref",
                     "'%s' is not a schema", to);
    return at && ltn_js_is_schema(at) ? ltn_js_node_for(l, in, at) : NULL;
}
