#include "convert/engine.h"

#include "analyse/language/language.h"
#include "convert/registry.h"
#include "util/file.h"
#include "write/tei/profiles.h"

#include <stdlib.h>
#include <string.h>

static void note(ltn_buf *run, const char *option, const char *value)
{
    if (value)
        ltn_buf_printf(run, "%s--%s=%.200s", run->len > 0 ? " " : "", option,
                       value);
}

/* The options that shape the result, for the record in the outputs. File names
 * are left out: they say where, not what. */
static void describe(ltn_engine *e)
{
    const ltn_options *o = &e->options;

    note(&e->run, "from", o->from);
    note(&e->run, "encoding", o->encoding);
    note(&e->run, "quotes", o->quotes);
    note(&e->run, "profile", o->profile);
    if (o->no_validate)
        ltn_buf_printf(&e->run, "%s--no-validate", e->run.len > 0 ? " " : "");
    ltn_buf_putc(&e->run, '\0');
}

/* A text in which there is something to find. */
static const char probe[] =
    "Remarks by A. B. at the Council, 3 May 2023\n\nMr. President,\n\n"
    "We recall resolution 1325 (2000), which says \u201call states\u201d; the "
    "so-called \u201cdraft\u201d is at https://example.org/.\n\nThank you.\n";

/* Names in options that only a reader or a pass knows are tried on a text of
 * ours: what is misspelled is wrong usage, not a failure of every file. */
static ltn_status try_names(ltn_engine *e, ltn_diags *diags)
{
    ltn_doc *doc = NULL;
    ltn_diags said;

    if (!e->options.quotes && !e->options.encoding)
        return LTN_OK;
    ltn_diags_init(&said, "lectern");
    ltn_status status =
        ltn_doc_read(e, "-", probe, sizeof probe - 1, &said, &doc);
    for (const ltn_diag *d = said.first; d && status == LTN_EUSAGE; d = d->next)
        if (d->severity == LTN_ERROR)
            ltn_diag_add(diags, d->severity, d->pos, d->code, "%s", d->text);
    ltn_doc_free(doc);
    ltn_diags_release(&said);
    return status == LTN_EUSAGE || status == LTN_ENOMEM ? status : LTN_OK;
}

static ltn_status set_up(ltn_engine *e, ltn_diags *diags)
{
    const ltn_options *o = &e->options;

    if (o->from && !(e->from = ltn_reader_find(o->from, diags)))
        return LTN_EUSAGE;
    if (!ltn_tei_profile_find(o->profile, diags))
        return LTN_EUSAGE;
    e->schemas = ltn_schemas_new();
    if (!e->schemas)
        return LTN_ENOMEM;
    e->analysis.options.quotes = o->quotes;
    describe(e);
    ltn_status status = ltn_buf_status(&e->run);
    if (status == LTN_OK)
        status = ltn_sources_start(&e->sources, o, diags);
    if (status == LTN_OK)
        status = ltn_user_schema_load(&e->schema, o, diags);
    if (status == LTN_OK)
        status = ltn_engine_packs(e, diags);
    return status == LTN_OK ? try_names(e, diags) : status;
}

ltn_status ltn_engine_new(const ltn_options *options, ltn_diags *diags,
                          ltn_engine **out)
{
    ltn_engine *e = calloc(1, sizeof *e);
    ltn_status status = e ? LTN_OK : LTN_ENOMEM;

    if (e) {
        e->options = *options;
        if (e->options.max_size == 0)
            e->options.max_size = LTN_INPUT_MAX;
        status = set_up(e, diags);
    }
    if (status != LTN_OK) {
        ltn_engine_free(e);
        e = NULL;
    }
    *out = e;
    return status;
}

void ltn_engine_free(ltn_engine *e)
{
    if (!e)
        return;
    ltn_sources_release(&e->sources);
    ltn_user_schema_release(&e->schema);
    ltn_analysis_release(&e->analysis);
    ltn_schemas_free(e->schemas);
    ltn_buf_release(&e->run);
    free(e);
}

void ltn_bytes_free(ltn_bytes *b)
{
    free(b->data);
    *b = (ltn_bytes){0};
}

ltn_status ltn_file_bytes(const char *path, size_t max, ltn_diags *diags,
                          ltn_bytes *out)
{
    ltn_buf bytes = {0};
    ltn_status status =
        ltn_file_read(path, max > 0 ? max : LTN_INPUT_MAX, &bytes, diags);

    if (status != LTN_OK)
        ltn_buf_release(&bytes);
    *out = (ltn_bytes){bytes.data, bytes.len};
    return status;
}

void ltn_engine_warm(ltn_engine *e, const ltn_writer *const *writers, size_t n)
{
    ltn_diags *diags = ltn_diags_new("warm-up");
    ltn_doc *doc = NULL;

    ltn_languages_warm(&e->analysis);
    if (diags &&
        ltn_doc_read(e, "-", probe, sizeof probe - 1, diags, &doc) == LTN_OK)
        for (size_t i = 0; i < n; i++) {
            ltn_bytes made = {0};
            ltn_doc_write(e, doc, writers[i]->name, diags, &made);
            ltn_bytes_free(&made);
        }
    ltn_doc_free(doc);
    ltn_diags_free(diags);
}

static const ltn_reader *by_content(const char *bytes, size_t len)
{
    const ltn_reader *best = NULL;
    unsigned most = 0;

    for (size_t i = 0; ltn_reader_at(i); i++) {
        unsigned sure = ltn_reader_at(i)->sniff(bytes, len);
        if (sure > most) {
            most = sure;
            best = ltn_reader_at(i);
        }
    }
    return best;
}

const ltn_reader *ltn_engine_reader(const ltn_engine *e, const char *path,
                                    const char *bytes, size_t len,
                                    ltn_diags *diags)
{
    if (e->from)
        return e->from;
    const ltn_reader *r = ltn_reader_for(path);
    const char *format = r ? NULL : ltn_format_foreign(path);
    if (format) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "format.no-reader",
                     "no reader for %s; `-f text` takes the file as plain text",
                     format);
        return NULL;
    }
    if (!r && !(r = by_content(bytes, len)))
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "format.no-reader",
                     "the format is not known; name it with -f");
    return r;
}
