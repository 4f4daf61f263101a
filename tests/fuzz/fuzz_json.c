/* Any bytes: refused with a reason, or a tree in which every value is where it
 * says, has the pointer that leads to it, and is what jansson says it is.
 */

#include "codec/json.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_number(const ltn_jv *v, const json_t *j)
{
    double mine = ltn_jv_number(v), other = json_number_value(j);

    if (json_is_integer(j) && v->is.integer != json_integer_value(j))
        abort();
    /* we drop digits past the 19th */
    if (fabs(mine - other) > 1e-15 * fabs(other) && fabs(other) > 1e-300)
        abort();
}

static void check_same(const ltn_jv *v, const json_t *j)
{
    static const ltn_jv_type types[] = {
        [JSON_OBJECT] = LTN_JV_OBJECT, [JSON_ARRAY] = LTN_JV_ARRAY,
        [JSON_STRING] = LTN_JV_STRING, [JSON_INTEGER] = LTN_JV_INTEGER,
        [JSON_REAL] = LTN_JV_REAL,     [JSON_TRUE] = LTN_JV_TRUE,
        [JSON_FALSE] = LTN_JV_FALSE,   [JSON_NULL] = LTN_JV_NULL};

    if (v->type != types[json_typeof(j)])
        abort();
    if (ltn_jv_is_number(v))
        check_number(v, j);
    if (v->type == LTN_JV_STRING &&
        (v->len != json_string_length(j) ||
         memcmp(v->is.string, json_string_value(j), v->len + 1) != 0))
        abort();
    if (v->type == LTN_JV_ARRAY) {
        if (v->len != json_array_size(j))
            abort();
        for (size_t i = 0; i < v->len; i++)
            check_same(&v->is.items[i], json_array_get(j, i));
    }
    if (v->type == LTN_JV_OBJECT) {
        if (v->len != json_object_size(j))
            abort();
        for (size_t i = 0; i < v->len; i++) {
            const ltn_jv_member *m = &v->is.members[i];
            if (ltn_jv_getn(v, m->name, m->len) != &m->value)
                abort();
            check_same(&m->value, json_object_getn(j, m->name, m->len));
        }
    }
}

/* From the value to its offset, its pointer, and back. */
static void check_places(const ltn_json_doc *doc, const ltn_jv *v,
                         const char *text, int *left)
{
    static const char first[] = {
        [LTN_JV_OBJECT] = '{', [LTN_JV_ARRAY] = '[', [LTN_JV_STRING] = '"',
        [LTN_JV_TRUE] = 't',   [LTN_JV_FALSE] = 'f', [LTN_JV_NULL] = 'n'};
    ltn_buf pointer = {0};

    if (--*left < 0)
        return;
    if (!ltn_jv_is_number(v) && text[v->at] != first[v->type])
        abort();
    ltn_jv_put_pointer(&pointer, &doc->root, v->at);
    ltn_buf_putc(&pointer, '\0');
    if (strlen(pointer.data) + 1 == pointer.len &&
        ltn_jv_at(&doc->root, pointer.data) != v)
        abort();
    ltn_buf_release(&pointer);
    for (size_t i = 0; v->type == LTN_JV_ARRAY && i < v->len; i++)
        check_places(doc, &v->is.items[i], text, left);
    for (size_t i = 0; v->type == LTN_JV_OBJECT && i < v->len; i++)
        check_places(doc, &v->is.members[i].value, text, left);
}

/* There is none about names with a NUL and integers of many digits, which only
 * we take, and bare NULs, which jansson takes for the end. */
static json_t *second_opinion(const char *text, size_t size, bool *has_one)
{
    json_error_t e = {0};
    size_t skip = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    json_t *j = json_loadb(
        text + skip, size - skip,
        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);
    enum json_error_code why = json_error_code(&e);

    *has_one = !(size > 0 && memchr(text, 0, size)) &&
               (j || (why != json_error_null_byte_in_key &&
                      why != json_error_numeric_overflow));
    return j;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    ltn_diags diags;
    ltn_json_doc doc;
    bool has_one;
    int left = 300;

    ltn_diags_init(&diags, "fuzz");
    json_t *j = second_opinion(text, size, &has_one);
    ltn_status status = ltn_json_parse(text, size, &diags, &doc);
    if (has_one && (status == LTN_OK) != (j != NULL))
        abort();
    if (status == LTN_OK) {
        if (j)
            check_same(&doc.root, j);
        check_places(&doc, &doc.root, text, &left);
        ltn_json_release(&doc);
    } else if (ltn_diags_status(&diags) == LTN_OK) {
        abort(); /* a refusal without a reason */
    }
    json_decref(j);
    ltn_diags_release(&diags);
    return 0;
}
