/* The pipeline: bytes, document, bytes, verdict. */

#include "codec/hash.h"
#include "convert/engine.h"
#include "convert/registry.h"
#include "convert/xmlmodel.h"
#include "util/clean.h"

#include <string.h>
#include <strings.h>

/* What the file is, apart from what is in it. */
static void describe_source(ltn_doc *doc, const char *path, const char *bytes,
                            size_t len)
{
    bool standard = strcmp(path, "-") == 0;
    const char *name = standard ? "stdin" : ltn_path_name(path);
    const char *suffix = ltn_path_suffix(name);
    char hex[LTN_SHA256_HEX];

    doc->source.name = ltn_clean(&doc->strings, name, strlen(name));
    doc->source.stem = ltn_clean(&doc->strings, name, (size_t)(suffix - name));
    ltn_sha256_hex(bytes, len, hex);
    doc->source.sha256 = ltn_arena_strndup(&doc->strings, hex, strlen(hex));
    doc->source.bytes = len;
}

/* A document from bytes, as its reader sees it. */
static ltn_status read_with(const ltn_reader *r, const ltn_engine *e,
                            const char *bytes, size_t len, ltn_diags *diags,
                            ltn_doc **out)
{
    const ltn_read_options options = {.encoding = e->options.encoding};
    ltn_builder b;

    ltn_build_start(&b, diags);
    ltn_status status = r->read(bytes, len, &options, &b, diags);
    ltn_status built = ltn_build_finish(&b, out);
    if (status == LTN_OK)
        return built;
    ltn_doc_free(*out);
    *out = NULL;
    return status;
}

ltn_status ltn_doc_read(ltn_engine *e, const char *path, const char *bytes,
                        size_t len, ltn_diags *diags, ltn_doc **out)
{
    *out = NULL;
    const ltn_reader *r = ltn_engine_reader(e, path, bytes, len, diags);
    if (!r)
        return LTN_EUSAGE;
    ltn_doc *doc;
    ltn_status status = read_with(r, e, bytes, len, diags, &doc);
    if (status != LTN_OK)
        return status;
    describe_source(doc, path, bytes, len);
    if (!doc->source.media_type)
        doc->source.media_type = r->media_type;
    status = ltn_sources_apply(&e->sources, path, doc, diags);
    if (status == LTN_OK)
        status = ltn_analyse(&e->analysis, doc, diags);
    if (status == LTN_OK && strcmp(path, "-") != 0)
        ltn_filename_apply(doc);
    if (status == LTN_OK && doc->strings.failed)
        status = LTN_ENOMEM;
    if (status != LTN_OK) {
        ltn_doc_free(doc);
        return status;
    }
    *out = doc;
    return LTN_OK;
}

/* The writer called name; the outlines are not listed as formats. */
static const ltn_writer *writer_named(const char *name, ltn_diags *diags)
{
    static const ltn_writer *const outlines[] = {&ltn_writer_outline,
                                                 &ltn_writer_outline_json};

    for (size_t i = 0; i < sizeof outlines / sizeof *outlines; i++)
        if (strcmp(outlines[i]->name, name) == 0)
            return outlines[i];
    return ltn_writer_find(name, diags);
}

static const ltn_validator *validator_for(const char *format)
{
    for (size_t i = 0; ltn_validator_at(i); i++)
        if (strcmp(ltn_validator_at(i)->name, format) == 0)
            return ltn_validator_at(i);
    return NULL;
}

/* An output of ours that the schema of the user does not take. */
static ltn_status please(const ltn_engine *e, const ltn_writer *w,
                         const ltn_buf *out, ltn_diags *diags)
{
    if (!ltn_user_schema_is_for(&e->schema, w->name) || e->options.no_validate)
        return LTN_OK;
    ltn_status status = ltn_user_schema_validate(
        &e->schema, out->data ? out->data : "", out->len, diags);
    if (status == LTN_INVALID)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "convert.schema",
                     "the %s does not fit '%s' and is not written", w->name,
                     e->options.schema);
    return status;
}

static ltn_status blame_us(ltn_status status, const ltn_writer *w,
                           ltn_diags *diags)
{
    if (status == LTN_INVALID)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "convert.invalid",
                     "the %s that was made is not valid and is not written; "
                     "this is a bug of lectern, please report it",
                     w->name);
    return status;
}

/* An output of ours that fails is our mistake, and must not be put in place. */
static ltn_status prove(ltn_engine *e, const ltn_writer *w, const ltn_buf *out,
                        ltn_diags *diags)
{
    const ltn_validator *v = validator_for(w->name);

    if (!v || e->options.no_validate)
        return LTN_OK;
    return blame_us(
        v->validate(e->schemas, out->data ? out->data : "", out->len, diags), w,
        diags);
}

ltn_status ltn_engine_prove(ltn_engine *e, const ltn_writer *w, ltn_buf *out,
                            ltn_diags *diags)
{
    const ltn_validator *v = validator_for(w->name);

    if (!v || !v->validate_own || e->options.no_validate)
        return prove(e, w, out, diags);
    size_t len = out->len;
    ltn_buf_putc(out, '\0');
    ltn_status status = ltn_buf_status(out);
    if (status != LTN_OK)
        return status;
    return blame_us(v->validate_own(e->schemas, out->data, len, diags), w,
                    diags);
}

ltn_status ltn_engine_write(ltn_engine *e, const ltn_doc *doc,
                            const ltn_writer *w, ltn_diags *diags, ltn_buf *out)
{
    const ltn_write_options options = {
        .time = e->options.time,
        .run = e->run.data,
        .profile = e->options.profile,
        .colour = e->options.colour,
        .explain = e->options.explain,
        .width = e->options.width,
    };
    ltn_status status = w->write(doc, &options, out, diags);

    if (status == LTN_OK)
        status = ltn_buf_status(out);
    return status == LTN_OK ? please(e, w, out, diags) : status;
}

ltn_status ltn_doc_write(ltn_engine *e, const ltn_doc *doc, const char *format,
                         ltn_diags *diags, ltn_bytes *out)
{
    const ltn_writer *w = writer_named(format, diags);
    ltn_buf bytes = {0};

    *out = (ltn_bytes){0};
    if (!w)
        return LTN_EUSAGE;
    ltn_status status = ltn_engine_write(e, doc, w, diags, &bytes);
    if (status == LTN_OK)
        status = prove(e, w, &bytes, diags);
    if (status != LTN_OK)
        ltn_buf_release(&bytes);
    *out = (ltn_bytes){bytes.data, bytes.len};
    return status;
}

static const ltn_validator *validator_by_content(const char *bytes, size_t len)
{
    const ltn_validator *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; ltn_validator_at(i); i++) {
        unsigned sure = ltn_validator_at(i)->sniff(bytes, len);
        if (sure > most) {
            most = sure;
            best = ltn_validator_at(i);
        }
    }
    return best;
}

/* Whoever calls a file "x.epub" wants to know whether it is a book, whatever is
 * in it. ".xml" says nothing. */
static const ltn_validator *validator_by_name(const char *path)
{
    const char *suffix = ltn_path_suffix(path);

    for (size_t i = 0; *suffix && ltn_validator_at(i); i++)
        if (strcasecmp(ltn_validator_at(i)->name, suffix + 1) == 0)
            return ltn_validator_at(i);
    return NULL;
}

ltn_status ltn_validate(ltn_engine *e, const char *path, const char *bytes,
                        size_t len, const char *format, ltn_diags *diags)
{
    bool some = false;

    if (e->options.schema)
        return ltn_user_schema_validate(&e->schema, bytes, len, diags);
    if (e->options.xml_model) {
        ltn_status status =
            ltn_xml_model_validate(e->schemas, path, bytes, len, diags, &some);
        if (some)
            return status;
    }
    const ltn_validator *v =
        format ? ltn_validator_find(format, diags) : validator_by_name(path);
    if (!v && !format)
        v = validator_by_content(bytes, len);
    if (!v && !format)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "format.no-validator",
                     "not a format that can be validated; name a schema with "
                     "--schema, or the format with -f");
    return v ? v->validate(e->schemas, bytes, len, diags) : LTN_EUSAGE;
}
