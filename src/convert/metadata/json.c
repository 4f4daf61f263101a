/* JSON tables: the same shapes as in YAML. */

#include "codec/json.h"
#include "convert/metadata/metadata.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct reader {
    ltn_table *t;
    ltn_diags *diags;
    ltn_json_places places;
    ltn_buf key; /* of the value at hand, with dots */
    ltn_status status;
} reader;

static void fail(reader *r, const ltn_jv *value, const char *what)
{
    if (r->status == LTN_OK)
        ltn_diag_add(r->diags, LTN_ERROR, ltn_json_place(&r->places, value->at),
                     "metadata.json", "%s", what);
    r->status = LTN_INVALID;
}

static void put_field(reader *r, const ltn_jv *value, const char *s, size_t len)
{
    ltn_table_field(r->t, r->key.data, r->key.len, s, len,
                    ltn_json_place(&r->places, value->at));
}

static void put_fields(reader *r, const ltn_jv *value, int depth);

static void put_members(reader *r, const ltn_jv *object, int depth)
{
    size_t key = r->key.len;

    for (size_t i = 0; i < object->len; i++) {
        const ltn_jv_member *m = &object->is.members[i];
        if (key > 0)
            ltn_buf_putc(&r->key, '.');
        ltn_buf_put(&r->key, m->name, m->len);
        put_fields(r, &m->value, depth + 1);
        r->key.len = key;
    }
}

static void put_items(reader *r, const ltn_jv *array, int depth)
{
    for (size_t i = 0; i < array->len; i++) {
        const ltn_jv *value = &array->is.items[i];
        if (value->type == LTN_JV_ARRAY)
            fail(r, value, "a list in a list has no meaning here");
        else
            put_fields(r, value, depth + 1);
    }
}

enum { JSON_DEPTH = 8 };

/* A value under r->key: one field, or several. */
static void put_fields(reader *r, const ltn_jv *value, int depth)
{
    char number[32];

    if (depth > JSON_DEPTH) {
        fail(r, value, "nested too deep for a table");
    } else if (value->type == LTN_JV_OBJECT) {
        put_members(r, value, depth);
    } else if (value->type == LTN_JV_ARRAY) {
        put_items(r, value, depth);
    } else if (value->type == LTN_JV_STRING) {
        put_field(r, value, value->is.string, value->len);
    } else if (value->type == LTN_JV_INTEGER) {
        snprintf(number, sizeof number, "%" PRId64, value->is.integer);
        put_field(r, value, number, strlen(number));
    } else if (value->type != LTN_JV_NULL) {
        fail(r, value, "a value is a string or a whole number");
    }
}

static void put_row(reader *r, const char *file, const ltn_jv *value)
{
    if (value->type != LTN_JV_OBJECT) {
        fail(r, value, "here an object of keys and values should be");
        return;
    }
    ltn_pos pos = ltn_json_place(&r->places, value->at);
    ltn_table_row(r->t, pos);
    if (file)
        ltn_table_field(r->t, "file", 4, file, strlen(file), pos);
    r->key.len = 0;
    put_members(r, value, 0);
}

/* Whether an object has file names for names: all its members are objects, and
 * the first is no key. */
static bool has_files(const ltn_jv *object)
{
    const ltn_jv_member *first = object->is.members;

    return object->len > 0 && strchr(first->name, '.') &&
           first->value.type == LTN_JV_OBJECT &&
           ltn_meta_find(first->name, first->len) == LTN_META_KEYS;
}

static void put_table(reader *r, const ltn_jv *root)
{
    bool files = root->type == LTN_JV_OBJECT && has_files(root);

    for (size_t i = 0; root->type == LTN_JV_ARRAY && i < root->len; i++)
        put_row(r, NULL, &root->is.items[i]);
    for (size_t i = 0; files && i < root->len; i++)
        put_row(r, root->is.members[i].name, &root->is.members[i].value);
    if (root->type != LTN_JV_ARRAY && !files)
        put_row(r, NULL, root);
}

ltn_status ltn_table_json(ltn_table *t, const char *bytes, size_t len,
                          ltn_diags *diags)
{
    reader r = {.t = t, .diags = diags, .places = {.bytes = bytes}};
    ltn_json_doc json;
    ltn_status status = ltn_json_parse(bytes, len, diags, &json);

    if (status != LTN_OK)
        return status;
    put_table(&r, &json.root);
    ltn_json_release(&json);
    ltn_buf_release(&r.key);
    return r.status == LTN_OK && t->failed ? LTN_ENOMEM : r.status;
}

ltn_status ltn_table_json_object(ltn_table *t, const ltn_jv *object,
                                 const char *bytes, ltn_diags *diags)
{
    reader r = {.t = t, .diags = diags, .places = {.bytes = bytes}};

    put_row(&r, NULL, object);
    ltn_buf_release(&r.key);
    return r.status == LTN_OK && t->failed ? LTN_ENOMEM : r.status;
}
