#include "convert/schema.h"

#include "util/file.h"

#include <string.h>

static bool is_absolute(const char *path)
{
    return path[0] == '/' || strstr(path, "://") ||
           strncmp(path, "urn:", 4) == 0;
}

/* Files that a schema names by a path from its own place. An absolute path or a
 * URI is nothing that stands beside it. */
static ltn_status fetch(void *context, const char *path, ltn_buf *out,
                        ltn_diags *diags)
{
    const char *schema = context;

    if (is_absolute(path) && !is_absolute(schema))
        return LTN_EIO;
    if (strstr(path, "://"))
        return LTN_EIO;
    return ltn_file_read(path, LTN_INPUT_MAX, out, diags);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);

    return n >= m && strcmp(s + n - m, end) == 0;
}

/* JSON by its name, or by its first sign. */
static bool is_json(const char *path, const ltn_buf *bytes)
{
    const char *s = bytes->data ? bytes->data : "";
    size_t i = 0;

    if (ends_with(path, ".json"))
        return true;
    if (ends_with(path, ".rng") || ends_with(path, ".rnc"))
        return false;
    while (i < bytes->len && strchr(" \t\r\n", s[i]))
        i++;
    return i < bytes->len && s[i] == '{';
}

static ltn_status load_rng(const char *path, const ltn_buf *bytes,
                           ltn_diags *diags, ltn_rng **out)
{
    return ltn_rng_load(bytes->data ? bytes->data : "", bytes->len, path,
                        ends_with(path, ".rnc"), fetch, (void *)path, diags,
                        out);
}

ltn_status ltn_rng_load_file(const char *path, ltn_diags *diags, ltn_rng **out)
{
    ltn_buf bytes = {0};

    *out = NULL;
    ltn_status status = ltn_file_read(path, LTN_INPUT_MAX, &bytes, diags);
    if (status == LTN_OK)
        status = load_rng(path, &bytes, diags, out);
    ltn_buf_release(&bytes);
    return status;
}

static ltn_status load(ltn_user_schema *s, const ltn_options *o,
                       const ltn_buf *bytes, ltn_diags *diags)
{
    const char *data = bytes->data ? bytes->data : "";

    if (!is_json(o->schema, bytes))
        return load_rng(o->schema, bytes, diags, &s->rng);
    ltn_status status = ltn_jsonschema_load(data, bytes->len, o->schema, fetch,
                                            (void *)o->schema, diags, &s->json);
    if (s->json)
        ltn_jsonschema_assert_formats(s->json, o->assert_formats);
    return status;
}

ltn_status ltn_user_schema_load(ltn_user_schema *s, const ltn_options *options,
                                ltn_diags *diags)
{
    ltn_buf bytes = {0};

    if (!options->schema)
        return LTN_OK;
    ltn_diags_in(diags, options->schema);
    ltn_status status =
        ltn_file_read(options->schema, LTN_INPUT_MAX, &bytes, diags);
    if (status == LTN_OK)
        status = load(s, options, &bytes, diags);
    ltn_diags_in(diags, NULL);
    ltn_buf_release(&bytes);
    return status;
}

void ltn_user_schema_release(ltn_user_schema *s)
{
    ltn_jsonschema_free(s->json);
    ltn_rng_free(s->rng);
    *s = (ltn_user_schema){0};
}

bool ltn_user_schema_is_for(const ltn_user_schema *s, const char *format)
{
    return (s->json && strcmp(format, "jsonld") == 0) ||
           (s->rng && strcmp(format, "tei") == 0);
}

ltn_status ltn_user_schema_validate(const ltn_user_schema *s, const char *bytes,
                                    size_t len, ltn_diags *diags)
{
    return s->rng ? ltn_rng_validate(s->rng, bytes, len, diags)
                  : ltn_jsonschema_validate(s->json, bytes, len, diags);
}
