#include "util/resources.h"
#include "validate/relaxng/relaxng.h"
#include "validate/schemas.h"

#include <string.h>

/* Built-in schemas include one another by path. */
static ltn_status fetch(void *context, const char *path, ltn_buf *out,
                        ltn_diags *diags)
{
    const ltn_resource *r = ltn_resource_find(path);
    (void)context, (void)diags;

    if (!r)
        return LTN_EIO;
    ltn_buf_put(out, r->data, (size_t)(r->end - r->data));
    return LTN_OK;
}

static void release(void *compiled)
{
    ltn_rng_free(compiled);
}

ltn_rng *ltn_schemas_rng(ltn_schemas *s, const char *path, ltn_diags *diags)
{
    ltn_rng *schema = ltn_schemas_find(s, path);
    const ltn_resource *r = schema ? NULL : ltn_resource_find(path);

    if (schema)
        return schema;
    if (!r) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "schema.none",
                     "there is no built-in schema '%s'", path);
        return NULL;
    }
    if (ltn_rng_load(r->data, (size_t)(r->end - r->data), r->path, false, fetch,
                     NULL, diags, &schema) != LTN_OK ||
        !ltn_schemas_keep(s, r->path, schema, release))
        return NULL;
    return schema;
}
