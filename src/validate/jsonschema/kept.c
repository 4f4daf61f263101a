#include "validate/jsonschema/jsonschema.h"

#include "util/resources.h"

static void release(void *compiled)
{
    ltn_jsonschema_free(compiled);
}

ltn_jsonschema *ltn_schemas_json(ltn_schemas *s, const char *path,
                                 ltn_diags *diags)
{
    ltn_jsonschema *schema = ltn_schemas_find(s, path);
    const ltn_resource *r = schema ? NULL : ltn_resource_find(path);

    if (schema)
        return schema;
    if (!r) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "schema.none",
                     "there is no built-in schema '%s'", path);
        return NULL;
    }
    if (ltn_jsonschema_load(r->data, (size_t)(r->end - r->data), r->path, NULL,
                            NULL, diags, &schema) != LTN_OK ||
        !ltn_schemas_keep(s, r->path, schema, release))
        return NULL;
    return schema;
}
