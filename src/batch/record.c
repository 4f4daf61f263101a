#include "batch/record.h"

#include "batch/facts.h"
#include "codec/json.h"
#include "convert/registry.h"
#include "util/base64.h"
#include "util/clean.h"
#include "util/jsonout.h"

#include <inttypes.h>
#include <string.h>

enum { MESSAGES_SHOWN = 20 };

/* A record on its way. */
typedef struct record {
    ltn_engine *e;
    const char *text; /* of the line */
    ltn_json_doc json;
    const ltn_jv *body, *metadata;
    const char *name; /* of the document: its id */
    ltn_table table;
    ltn_doc *doc;
    ltn_bytes made[LTN_TARGETS_MAX];
    ltn_diags diags;
} record;

static ltn_status refuse(record *r, const ltn_jv *at, const char *code,
                         const char *what)
{
    ltn_json_places places = {.bytes = r->text};
    ltn_pos pos = at ? ltn_json_place(&places, at->at) : (ltn_pos){0};

    ltn_diag_add(&r->diags, LTN_ERROR, pos, code, "%s", what);
    return LTN_INVALID;
}

static void note_id(const ltn_jv *id, ltn_record_mark *mark)
{
    ltn_buf out = {.limit = LTN_RECORD_ID_MAX};
    ltn_json j = {.out = &out};

    if (ltn_jv_is(id, LTN_JV_STRING))
        ltn_json_string_n(&j, id->is.string, id->len);
    else if (ltn_jv_is(id, LTN_JV_INTEGER))
        ltn_buf_printf(&out, "%" PRId64, id->is.integer);
    if (ltn_buf_status(&out) == LTN_OK && out.len > 0) {
        memcpy(mark->id, out.data, out.len);
        mark->id[out.len] = '\0';
    }
    ltn_buf_release(&out);
}

/* The name of the document. */
static void take_name(record *r, const ltn_jv *id, const ltn_record_mark *mark)
{
    if (ltn_jv_is(id, LTN_JV_STRING) && id->len > 0)
        r->name = id->is.string;
    else if (ltn_jv_is(id, LTN_JV_INTEGER))
        r->name = mark->id;
}

void ltn_record_guess(const char *text, size_t len, ltn_record_mark *mark)
{
    static const char key[] = "\"id\"";
    const char *end = text + len, *at = strstr(text, key);
    ltn_diags quiet;
    ltn_json_doc value;

    if (!at || at == text || !strchr("{, \t", at[-1]))
        return;
    at += sizeof key - 1;
    at += strspn(at, " \t");
    if (*at++ != ':')
        return;
    at += strspn(at, " \t");
    size_t n =
        *at == '"' ? strcspn(at + 1, "\"\\") + 2 : strspn(at, "-0123456789");
    if (n >= (size_t)(end - at))
        return; /* it may go on where we do not see it */
    ltn_diags_init(&quiet, "id");
    if (ltn_json_parse(at, n, &quiet, &value) == LTN_OK) {
        note_id(&value.root, mark);
        ltn_json_release(&value);
    }
    ltn_diags_release(&quiet);
}

/* A member that may be missing or null, but not of another type. */
static ltn_status take(record *r, const char *name, ltn_jv_type type,
                       const char *what, const ltn_jv **out)
{
    const ltn_jv *v = ltn_jv_get(&r->json.root, name);

    *out = NULL;
    if (!v || ltn_jv_is(v, LTN_JV_NULL))
        return LTN_OK;
    if (!ltn_jv_is(v, type))
        return refuse(r, v, "stream.type", what);
    *out = v;
    return LTN_OK;
}

/* Its reader: by its own "format", or by what was asked for, or by content;
 * an id is no file name. */
static ltn_status choose_reader(record *r, const ltn_jv *format)
{
    if (format)
        r->e->from = ltn_reader_find(format->is.string, &r->diags);
    else if (!r->e->from)
        r->e->from = ltn_engine_reader(r->e, "-", r->body->is.string,
                                       r->body->len, &r->diags);
    return r->e->from ? LTN_OK : LTN_INVALID;
}

static ltn_status take_members(record *r)
{
    const ltn_jv *format;
    const ltn_jv *id = ltn_jv_get(&r->json.root, "id");

    if (id && !ltn_jv_is(id, LTN_JV_STRING) && !ltn_jv_is(id, LTN_JV_INTEGER) &&
        !ltn_jv_is(id, LTN_JV_NULL))
        return refuse(r, id, "stream.type",
                      "\"id\" is a string or a whole number");
    ltn_status status =
        take(r, "text", LTN_JV_STRING, "\"text\" is a string", &r->body);
    if (status == LTN_OK && !r->body)
        status = refuse(r, &r->json.root, "stream.text",
                        "a record needs a \"text\"");
    if (status == LTN_OK)
        status = take(r, "format", LTN_JV_STRING,
                      "\"format\" is a string, the name of a reader", &format);
    if (status == LTN_OK)
        status =
            take(r, "metadata", LTN_JV_OBJECT,
                 "\"metadata\" is an object of keys and values", &r->metadata);
    return status == LTN_OK ? choose_reader(r, format) : status;
}

/* Metadata comes from systems that have keys of their own: a slip in it is a
 * warning, and what is understood is taken. */
static ltn_status take_metadata(record *r)
{
    ltn_diags said;

    if (!r->metadata)
        return LTN_OK;
    ltn_diags_init(&said, "");
    ltn_status status =
        ltn_table_json_object(&r->table, r->metadata, r->text, &said);
    if (status != LTN_ENOMEM)
        status = ltn_table_check(&r->table, false, &said);
    for (const ltn_diag *d = said.first; d; d = d->next)
        ltn_diag_add(&r->diags, LTN_WARNING, (ltn_pos){0}, d->code,
                     "metadata: %s", d->text);
    ltn_diags_release(&said);
    if (r->table.len > 0)
        r->e->sources.beside = &r->table.rows[0];
    return status == LTN_ENOMEM ? status : LTN_OK;
}

static ltn_status convert(record *r, const ltn_writer *const *writers, size_t n)
{
    ltn_status status = ltn_doc_read(r->e, r->name, r->body->is.string,
                                     r->body->len, &r->diags, &r->doc);

    for (size_t i = 0; i < n && status == LTN_OK; i++)
        status = ltn_doc_write(r->e, r->doc, writers[i]->name, &r->diags,
                               &r->made[i]);
    return status;
}

static void put_clean(ltn_json *j, const char *name, const char *s)
{
    ltn_arena arena = {0};
    const char *clean = ltn_clean(&arena, s, strlen(s));

    ltn_json_member(j, name, clean ? clean : "");
    ltn_arena_release(&arena);
}

static void put_messages(ltn_json *j, const ltn_diags *d)
{
    static const char *const names[] = {"note", "warning", "error"};
    size_t n = 0;

    ltn_json_name(j, "messages");
    ltn_json_array(j);
    for (const ltn_diag *e = d->first; e && n < MESSAGES_SHOWN;
         e = e->next, n++) {
        ltn_json_object(j);
        if (e->pos.line > 0) {
            ltn_json_member_u(j, "line", e->pos.line);
            ltn_json_member_u(j, "col", e->pos.col);
        }
        ltn_json_member(j, "severity", names[e->severity]);
        ltn_json_member(j, "code", e->code);
        put_clean(j, "message", e->text);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_outputs(ltn_json *j, const record *r,
                        const ltn_writer *const *writers, size_t n)
{
    ltn_json_name(j, "outputs");
    ltn_json_object(j);
    for (size_t i = 0; i < n; i++) {
        const ltn_bytes *b = &r->made[i];
        ltn_json_name(j, writers[i]->name);
        ltn_json_object(j);
        ltn_json_member(j, "mediaType", writers[i]->media_type);
        if (writers[i]->binary) {
            ltn_json_name(j, "base64");
            ltn_json_text_start(j);
            ltn_base64_put(j->out, b->data, b->len);
            ltn_json_text_end(j);
        } else {
            ltn_json_member_n(j, "text", b->data ? b->data : "", b->len);
        }
        ltn_json_object_end(j);
    }
    ltn_json_object_end(j);
}

static void put_found(ltn_json *j, const ltn_doc *doc)
{
    ltn_facts f = {0};

    ltn_facts_of(doc, &f);
    ltn_json_name(j, "found");
    ltn_json_object(j);
    ltn_json_member(j, "title", f.title[0] ? f.title : NULL);
    ltn_json_member(j, "speaker", f.speaker[0] ? f.speaker : NULL);
    ltn_json_member(j, "date", f.date[0] ? f.date : NULL);
    ltn_json_member(j, "language", f.language[0] ? f.language : NULL);
    ltn_json_member_u(j, "words", f.words);
    ltn_json_member_u(j, "quotes", f.quotes);
    ltn_json_member_u(j, "citations", f.citations);
    ltn_json_member_u(j, "furniture", f.furniture);
    ltn_json_member_u(j, "notes", f.notes);
    ltn_json_member_u(j, "headings", f.headings);
    ltn_json_object_end(j);
}

static void put_start(ltn_json *j, const ltn_record_mark *mark, bool well)
{
    ltn_json_object(j);
    ltn_json_name(j, "id");
    ltn_json_raw(j, mark->id[0] ? mark->id : "null");
    ltn_json_member_u(j, "line", mark->line);
    ltn_json_member(j, "status", well ? "ok" : "error");
}

static void put_error(ltn_json *j, const char *code, const char *message)
{
    ltn_json_name(j, "error");
    ltn_json_object(j);
    ltn_json_member(j, "code", code);
    put_clean(j, "message", message);
    ltn_json_object_end(j);
}

void ltn_record_failed(const ltn_record_mark *mark, const char *code,
                       const char *message, ltn_buf *out)
{
    ltn_json j = {.out = out};

    put_start(&j, mark, false);
    put_error(&j, code, message);
    ltn_json_object_end(&j);
    ltn_buf_putc(out, '\n');
}

static const ltn_diag *first_error(const ltn_diags *d)
{
    const ltn_diag *e = d->first;

    while (e && e->severity != LTN_ERROR)
        e = e->next;
    return e;
}

static void put_result(record *r, const ltn_writer *const *writers, size_t n,
                       ltn_status status, const ltn_record_mark *mark,
                       ltn_buf *out)
{
    const ltn_diag *e = first_error(&r->diags);
    ltn_json j = {.out = out};

    put_start(&j, mark, status == LTN_OK);
    if (status == LTN_OK)
        put_outputs(&j, r, writers, n);
    else
        put_error(&j, e ? e->code : "memory",
                  e ? e->text : "not enough memory");
    if (status == LTN_OK)
        put_found(&j, r->doc);
    put_messages(&j, &r->diags);
    ltn_json_object_end(&j);
    ltn_buf_putc(out, '\n');
}

static void release(record *r, size_t n, bool parsed)
{
    for (size_t i = 0; i < n; i++)
        ltn_bytes_free(&r->made[i]);
    ltn_doc_free(r->doc);
    ltn_table_release(&r->table);
    if (parsed)
        ltn_json_release(&r->json);
    ltn_diags_release(&r->diags);
}

bool ltn_record_do(ltn_engine *e, const ltn_writer *const *writers, size_t n,
                   const char *text, size_t len, ltn_record_mark *mark,
                   ltn_buf *out)
{
    record r = {.e = e, .text = text, .name = "record"};
    const ltn_reader *from = e->from;

    ltn_diags_init(&r.diags, "record");
    mark->id[0] = '\0';
    ltn_status status = ltn_json_parse(text, len, &r.diags, &r.json);
    bool parsed = status == LTN_OK;
    if (status == LTN_INVALID)
        ltn_record_guess(text, len, mark);
    if (parsed && !ltn_jv_is(&r.json.root, LTN_JV_OBJECT))
        status =
            refuse(&r, &r.json.root, "stream.type", "a record is an object");
    if (status == LTN_OK) {
        note_id(ltn_jv_get(&r.json.root, "id"), mark);
        take_name(&r, ltn_jv_get(&r.json.root, "id"), mark);
        status = take_members(&r);
    }
    if (status == LTN_OK)
        status = take_metadata(&r);
    if (status == LTN_OK)
        status = convert(&r, writers, n);
    put_result(&r, writers, n, status, mark, out);
    e->from = from;
    e->sources.beside = NULL;
    release(&r, n, parsed);
    return status == LTN_OK;
}
