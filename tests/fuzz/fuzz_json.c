/* Any bytes: refused with a reason, or a tree whose values all have a place
 * inside the text. */

#include "codec/json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every value is found where a value of its kind begins. */
static void check_places(ltn_json_map *m, const char *text, const json_t *v,
                         ltn_buf *pointer, int *left)
{
    static const char first[] = {
        [JSON_OBJECT] = '{', [JSON_ARRAY] = '[', [JSON_STRING] = '"',
        [JSON_TRUE] = 't',   [JSON_FALSE] = 'f', [JSON_NULL] = 'n'};
    size_t len = pointer->len, i;
    const char *name;
    json_t *inner;
    char number[24];

    if (--*left < 0)
        return;
    ltn_buf_putc(pointer, '\0');
    ltn_pos pos = ltn_json_map_at(m, pointer->data);
    if (!json_is_number(v) && text[pos.offset] != first[json_typeof(v)])
        abort();
    json_array_foreach(v, i, inner)
    {
        pointer->len = len;
        snprintf(number, sizeof number, "%zu", i);
        ltn_json_pointer_put(pointer, number, strlen(number));
        check_places(m, text, inner, pointer, left);
    }
    json_object_foreach((json_t *)v, name, inner)
    {
        pointer->len = len;
        ltn_json_pointer_put(pointer, name, strlen(name));
        check_places(m, text, inner, pointer, left);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    ltn_diags diags;
    json_t *value;

    ltn_diags_init(&diags, "fuzz");
    ltn_status status = ltn_json_load(text, size, &diags, &value);
    if (status == LTN_OK) {
        ltn_json_map *m = ltn_json_map_new(text, size);
        ltn_buf pointer = {0};
        int left = 500;
        check_places(m, text, value, &pointer, &left);
        ltn_buf_release(&pointer);
        ltn_json_map_free(m);
        json_decref(value);
    } else if (ltn_diags_status(&diags) == LTN_OK) {
        abort(); /* a refusal without a reason */
    }
    ltn_diags_release(&diags);
    return 0;
}
