#include "batch/reply.h"

#include <string.h>

static void put_number(ltn_buf *out, uint64_t n)
{
    ltn_buf_put(out, (const char *)&n, sizeof n);
}

/* Bytes with their NUL; a NULL string is "". */
static void put_string(ltn_buf *out, const char *s)
{
    ltn_buf_put(out, s ? s : "", s ? strlen(s) + 1 : 1);
}

static void put_facts(ltn_buf *out, const ltn_facts *f)
{
    const uint64_t numbers[] = {
        f->size,     (uint64_t)f->changed, f->microseconds, f->words,
        f->quotes,   f->citations,         f->furniture,    f->notes,
        f->headings, f->work_len};

    ltn_buf_put(out, (const char *)numbers, sizeof numbers);
    ltn_buf_put(out, f->hash, sizeof f->hash);
    ltn_buf_put(out, f->output_hash[0], sizeof f->output_hash);
    put_string(out, f->title);
    put_string(out, f->speaker);
    put_string(out, f->date);
    put_string(out, f->language);
    for (size_t i = 0; i < f->work_len; i++) {
        put_string(out, f->works[i].name);
        put_string(out, f->works[i].identifier);
        put_string(out, f->works[i].url);
        put_number(out, f->works[i].times);
    }
}

void ltn_reply_put(const ltn_reply *r, const ltn_diags *diags, ltn_buf *out)
{
    put_number(out, (uint64_t)r->status);
    put_number(out, r->path_len);
    for (size_t i = 0; i < r->path_len; i++)
        put_string(out, r->paths[i]);
    put_facts(out, &r->facts);
    for (int s = LTN_NOTE; s <= LTN_ERROR; s++)
        put_number(out, diags->count[s]);
    put_number(out, diags->kept);
    for (const ltn_diag *d = diags->first; d; d = d->next) {
        put_number(out, (uint64_t)d->severity);
        put_number(out, d->pos.line);
        put_number(out, d->pos.col);
        put_number(out, d->pos.offset);
        put_string(out, d->file);
        put_string(out, d->code);
        put_string(out, d->text);
    }
}

typedef struct reader {
    const char *at, *end;
    bool failed;
} reader;

static uint64_t get_number(reader *r)
{
    uint64_t n = 0;

    if ((size_t)(r->end - r->at) < sizeof n) {
        r->failed = true;
        return 0;
    }
    memcpy(&n, r->at, sizeof n);
    r->at += sizeof n;
    return n;
}

static const char *get_string(reader *r)
{
    const char *s = r->at;
    const char *nul = memchr(s, '\0', (size_t)(r->end - s));

    if (!nul) {
        r->failed = true;
        return "";
    }
    r->at = nul + 1;
    return s;
}

static void get_bytes(reader *r, void *to, size_t len)
{
    if ((size_t)(r->end - r->at) < len) {
        r->failed = true;
        return;
    }
    memcpy(to, r->at, len);
    r->at += len;
}

static void get_facts(reader *r, ltn_facts *f)
{
    f->size = get_number(r);
    f->changed = (int64_t)get_number(r);
    f->microseconds = get_number(r);
    f->words = (uint32_t)get_number(r);
    f->quotes = (uint32_t)get_number(r);
    f->citations = (uint32_t)get_number(r);
    f->furniture = (uint32_t)get_number(r);
    f->notes = (uint32_t)get_number(r);
    f->headings = (uint32_t)get_number(r);
    f->work_len = (size_t)get_number(r);
    get_bytes(r, f->hash, sizeof f->hash);
    get_bytes(r, f->output_hash[0], sizeof f->output_hash);
    r->failed |= f->hash[LTN_SHA256_HEX - 1] != '\0'; /* strings, both */
    for (size_t i = 0; i < LTN_TARGETS_MAX; i++)
        r->failed |= f->output_hash[i][LTN_SHA256_HEX - 1] != '\0';
    f->title = get_string(r);
    f->speaker = get_string(r);
    f->date = get_string(r);
    f->language = get_string(r);
    r->failed |= f->work_len > LTN_FACT_WORKS;
    for (size_t i = 0; i < f->work_len && !r->failed; i++) {
        f->works[i].name = get_string(r);
        f->works[i].identifier = get_string(r);
        f->works[i].url = get_string(r);
        f->works[i].times = (uint32_t)get_number(r);
    }
}

static const char *kept(ltn_diags *d, const char *s)
{
    return ltn_arena_strndup(&d->arena, s, strlen(s));
}

static void get_diag(reader *r, ltn_diags *diags)
{
    ltn_severity severity = (ltn_severity)(get_number(r) % (LTN_ERROR + 1));
    ltn_pos pos = {.line = (uint32_t)get_number(r)};

    pos.col = (uint32_t)get_number(r);
    pos.offset = (size_t)get_number(r);
    const char *file = get_string(r);
    const char *code = get_string(r);
    const char *text = get_string(r);
    if (r->failed)
        return;
    code = kept(diags, code);
    ltn_diags_in(diags, file[0] ? file : NULL);
    ltn_diag_add(diags, severity, pos, code ? code : "memory", "%s", text);
}

bool ltn_reply_get(const char *bytes, size_t len, ltn_reply *r,
                   ltn_diags *diags)
{
    reader in = {.at = bytes, .end = bytes + len};
    size_t count[LTN_ERROR + 1];

    r->status = (ltn_status)get_number(&in);
    r->path_len = (size_t)get_number(&in);
    if (r->path_len > LTN_TARGETS_MAX)
        return false;
    for (size_t i = 0; i < r->path_len; i++)
        r->paths[i] = get_string(&in);
    get_facts(&in, &r->facts);
    for (int s = LTN_NOTE; s <= LTN_ERROR; s++)
        count[s] = (size_t)get_number(&in);
    for (uint64_t n = get_number(&in); n > 0 && !in.failed; n--)
        get_diag(&in, diags);
    ltn_diags_in(diags, NULL);
    memcpy(diags->count, count, sizeof count);
    return !in.failed && in.at == in.end;
}
