/* A schema and an instance, with a zero byte between them: refused with a
 * reason, or judged, with one reason at least when invalid. What the schema
 * refers to comes from itself under any name. */

#include "validate/jsonschema/jsonschema.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct input {
    const char *schema;
    size_t len;
} input;

static ltn_status itself(void *context, const char *path, ltn_buf *out,
                         ltn_diags *diags)
{
    const input *in = context;

    (void)diags;
    if (strlen(path) > 40)
        return LTN_EIO;
    ltn_buf_put(out, in->schema, in->len);
    return LTN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *zero = size > 0 ? memchr(data, 0, size) : NULL;
    input in = {.schema = (const char *)data,
                .len = zero ? (size_t)(zero - (const char *)data) : size};
    const char *instance = zero ? zero + 1 : "null";
    size_t len = zero ? size - in.len - 1 : 4;
    ltn_diags diags;
    ltn_jsonschema *s;

    ltn_diags_init(&diags, "fuzz");
    ltn_status status = ltn_jsonschema_load(in.schema, in.len, "a/b.json",
                                            itself, &in, &diags, &s);
    if (status == LTN_OK) {
        ltn_jsonschema_assert_formats(s, true);
        status = ltn_jsonschema_validate(s, instance, len, &diags);
    }
    if ((status == LTN_OK) != (ltn_diags_status(&diags) == LTN_OK))
        abort(); /* a refusal without a reason, or a reason without one */
    ltn_jsonschema_free(s);
    ltn_diags_release(&diags);
    return 0;
}
