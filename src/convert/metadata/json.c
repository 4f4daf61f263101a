/* JSON tables: the same shapes as in YAML. */

#include "codec/json.h"
#include "convert/metadata/metadata.h"

#include <stdio.h>
#include <string.h>

typedef struct reader {
    ltn_table *t;
    ltn_diags *diags;
    ltn_json_map *map; /* where values stand */
    ltn_buf pointer;   /* of the value at hand */
    ltn_buf key;       /* ... and its key, with dots */
    ltn_status status;
} reader;

static ltn_pos here(reader *r)
{
    ltn_buf_putc(&r->pointer, '\0');
    r->pointer.len--;
    return ltn_json_map_at(r->map, r->pointer.data);
}

static void fail(reader *r, const char *what)
{
    if (r->status == LTN_OK)
        ltn_diag_add(r->diags, LTN_ERROR, here(r), "metadata.json", "%s", what);
    r->status = LTN_INVALID;
}

static void put_fields(reader *r, json_t *value, int depth);

static void put_members(reader *r, json_t *object, int depth)
{
    const char *name;
    json_t *value;
    size_t key = r->key.len, pointer = r->pointer.len;

    json_object_foreach(object, name, value)
    {
        if (key > 0)
            ltn_buf_putc(&r->key, '.');
        ltn_buf_puts(&r->key, name);
        ltn_json_pointer_put(&r->pointer, name, strlen(name));
        put_fields(r, value, depth + 1);
        r->key.len = key;
        r->pointer.len = pointer;
    }
}

static void put_items(reader *r, json_t *array, int depth)
{
    size_t pointer = r->pointer.len, i;
    json_t *value;
    char number[24];

    json_array_foreach(array, i, value)
    {
        snprintf(number, sizeof number, "%zu", i);
        ltn_json_pointer_put(&r->pointer, number, strlen(number));
        if (json_is_array(value))
            fail(r, "a list in a list has no meaning here");
        else
            put_fields(r, value, depth + 1);
        r->pointer.len = pointer;
    }
}

enum { JSON_DEPTH = 8 };

/* A value under r->key: one field, or several. */
static void put_fields(reader *r, json_t *value, int depth)
{
    char number[32];

    if (depth > JSON_DEPTH) {
        fail(r, "nested too deep for a table");
    } else if (json_is_object(value)) {
        put_members(r, value, depth);
    } else if (json_is_array(value)) {
        put_items(r, value, depth);
    } else if (json_is_string(value)) {
        ltn_table_field(r->t, r->key.data, r->key.len, json_string_value(value),
                        json_string_length(value), here(r));
    } else if (json_is_integer(value)) {
        snprintf(number, sizeof number, "%lld",
                 (long long)json_integer_value(value));
        ltn_table_field(r->t, r->key.data, r->key.len, number, strlen(number),
                        here(r));
    } else if (!json_is_null(value)) {
        fail(r, "a value is a string or a whole number");
    }
}

static void put_row(reader *r, const char *file, json_t *value)
{
    if (!json_is_object(value)) {
        fail(r, "here an object of keys and values should be");
        return;
    }
    ltn_table_row(r->t, here(r));
    if (file)
        ltn_table_field(r->t, "file", 4, file, strlen(file), here(r));
    r->key.len = 0;
    put_members(r, value, 0);
}

/* Whether an object has file names for names: all its members are objects, and
 * the first is no key. */
static bool has_files(json_t *object)
{
    void *first = json_object_iter(object);
    const char *name = first ? json_object_iter_key(first) : "";

    return strchr(name, '.') && json_is_object(json_object_iter_value(first)) &&
           ltn_meta_find(name, strlen(name)) == LTN_META_KEYS;
}

static void put_table(reader *r, json_t *root)
{
    const char *name;
    json_t *value;
    size_t i;
    char number[24];

    if (json_is_array(root)) {
        json_array_foreach(root, i, value)
        {
            snprintf(number, sizeof number, "%zu", i);
            r->pointer.len = 0;
            ltn_json_pointer_put(&r->pointer, number, strlen(number));
            put_row(r, NULL, value);
        }
    } else if (json_is_object(root) && has_files(root)) {
        json_object_foreach(root, name, value)
        {
            r->pointer.len = 0;
            ltn_json_pointer_put(&r->pointer, name, strlen(name));
            put_row(r, name, value);
        }
    } else {
        put_row(r, NULL, root);
    }
}

ltn_status ltn_table_json(ltn_table *t, const char *bytes, size_t len,
                          ltn_diags *diags)
{
    reader r = {.t = t, .diags = diags};
    json_t *root = NULL;
    ltn_status status = ltn_json_load(bytes, len, diags, &root);

    if (status != LTN_OK)
        return status;
    r.map = ltn_json_map_new(bytes, len);
    put_table(&r, root);
    ltn_json_map_free(r.map);
    json_decref(root);
    ltn_buf_release(&r.key);
    ltn_buf_release(&r.pointer);
    return r.status == LTN_OK && t->failed ? LTN_ENOMEM : r.status;
}
