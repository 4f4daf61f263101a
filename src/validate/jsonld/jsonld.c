#include "validate/jsonld/jsonld.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ltn_jd_string(const ltn_jv *o, const char *name)
{
    const char *s = ltn_jv_string(ltn_jv_get(o, name));

    return s ? s : "";
}

const char *ltn_jd_keep(ltn_jd *d, const char *s)
{
    const char *copy = ltn_arena_strndup(&d->arena, s, strlen(s));

    return copy ? copy : "";
}

static void put_place(char *out, size_t size, ltn_jd_place p)
{
    static const char *const lists[LTN_JD_LISTS] = {
        "", "/hasPart", "/subjectOf/1/items", "/citation"};
    const char *slash = p.member ? "/" : "";
    const char *member = p.member ? p.member : "";

    if (p.list == LTN_JD_ROOT)
        snprintf(out, size, "%s%s", slash, member);
    else
        snprintf(out, size, "%s/%zu%s%s", lists[p.list], p.index, slash,
                 member);
}

void ltn_jd_wrong(ltn_jd *d, ltn_jd_place place, const char *code,
                  const char *fmt, ...)
{
    char pointer[200], text[400];
    va_list args;

    d->bad = true;
    if (d->quiet)
        return;
    put_place(pointer, sizeof pointer, place);
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    size_t offset = ltn_jv_at(d->root, pointer)->at;
    ltn_diag_add(d->diags, LTN_ERROR, ltn_json_place(&d->places, offset), code,
                 "%s (at %s)", text, pointer[0] ? pointer : "the top");
}

/* ---- beyond the schema ---- */

static ltn_status check(ltn_jd *d)
{
    ltn_jd_check_context(d);
    ltn_jd_check_source(d);
    ltn_jd_nodes_collect(d);
    ltn_jd_ids_start(d);
    if (d->arena.failed)
        return LTN_ENOMEM;
    for (ltn_jd_list list = LTN_JD_BLOCKS; list <= LTN_JD_ANNOTATIONS; list++)
        for (size_t i = 0; i < d->nodes[list].len; i++)
            ltn_jd_ids_add(d, &d->nodes[list].at[i]);
    ltn_jd_ids_finish(d);
    ltn_jd_check_works(d);
    ltn_jd_check_nodes(d);
    return ltn_diags_status(d->diags);
}

static ltn_status check_all(const ltn_jv *root, const char *bytes,
                            ltn_diags *diags)
{
    ltn_jd d = {.root = root, .places = {.bytes = bytes}, .diags = diags};
    ltn_status status = check(&d);

    ltn_arena_release(&d.arena);
    return status;
}

/* Judges what was read, and releases it. */
static ltn_status judge(ltn_schemas *s, ltn_json_doc *json, const char *bytes,
                        size_t len, ltn_diags *diags)
{
    ltn_jsonschema *schema =
        ltn_schemas_json(s, "schemas/jsonld/document.schema.json", diags);
    ltn_status status =
        schema ? ltn_jsonschema_judge(schema, json, bytes, len, diags)
               : LTN_ENOMEM;

    if (status == LTN_OK)
        status = check_all(&json->root, bytes, diags);
    ltn_json_release(json);
    return status;
}

static ltn_status validate(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags)
{
    ltn_json_doc json;

    if (ltn_jd_stream(s, bytes, len))
        return LTN_OK;
    ltn_status status = ltn_json_parse(bytes, len, diags, &json);
    return status == LTN_OK ? judge(s, &json, bytes, len, diags) : status;
}

static ltn_status validate_own(ltn_schemas *s, char *bytes, size_t len,
                               ltn_diags *diags)
{
    ltn_json_doc json;

    if (ltn_jd_stream(s, bytes, len))
        return LTN_OK;
    ltn_status status = ltn_json_parse_own(bytes, len, diags, &json);
    return status == LTN_OK ? judge(s, &json, bytes, len, diags) : status;
}

/* A JSON object that has a context near its beginning. */
static unsigned sniff(const char *bytes, size_t len)
{
    static const char context[] = "\"@context\"";
    size_t at = 0;

    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < len && strchr(" \t\r\n", bytes[at]) && bytes[at])
        at++;
    if (at == len || bytes[at] != '{')
        return 0;
    for (size_t end = at + 400; at < end && at + sizeof context <= len; at++)
        if (memcmp(bytes + at, context, sizeof context - 1) == 0)
            return 95;
    return 10;
}

const ltn_validator ltn_validator_jsonld = {
    .name = "jsonld",
    .title = "our JSON Schema 2020-12; positions, nesting, ids, checksum",
    .sniff = sniff,
    .validate = validate,
    .validate_own = validate_own,
};
