#include "codec/json.h"

#include "codec/jsonlex.h"
#include "util/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Objects with more members have a hash table behind their members. */
enum { FEW = 16, PROBES_MAX = 2000 };

typedef struct frame {
    uint32_t at,
        first; /* offset of its bracket; its first value on the stack */
    bool object;
} frame;

typedef struct parser {
    ltn_json_lexer lex;
    ltn_arena *arena;
    ltn_jv_member *stack; /* finished values of open containers */
    size_t len, cap;
    frame open[LTN_JSON_DEPTH_MAX];
    size_t depth;
    ltn_jv_member now; /* the name that was read, the value being read */
} parser;

static bool wrong(parser *p, const char *code, const char *why)
{
    return ltn_json_wrong(&p->lex, p->lex.at, code, why);
}

/* ---- names ---- */

static uint32_t hash(const char *s, size_t len)
{
    uint64_t h = len, word;

    for (; len >= 8; s += 8, len -= 8) {
        memcpy(&word, s, 8);
        h = (h ^ word) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    word = 0;
    memcpy(&word, s, len);
    h = (h ^ word) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* Slots of the table of an object with n members. */
static size_t table_size(size_t n)
{
    size_t size = 32;

    while (size < n * 2)
        size *= 2;
    return size;
}

static uint32_t *table_of(const ltn_jv_member *members, size_t n)
{
    return (uint32_t *)(uintptr_t)(members + n);
}

static bool is_called(const ltn_jv_member *m, const char *name, size_t len)
{
    return m->len == len && memcmp(m->name, name, len) == 0;
}

/* Where a name is in the table, or the free slot (0) where it would go; slots
 * hold indexes plus one. NULL after too many looks: a file made to be slow. */
static uint32_t *slot_of(const ltn_jv_member *members, size_t n,
                         const char *name, size_t len)
{
    uint32_t *table = table_of(members, n);
    size_t mask = table_size(n) - 1;
    size_t i = hash(name, len) & mask;

    for (int looks = 0; looks < PROBES_MAX; looks++, i = (i + 1) & mask)
        if (table[i] == 0 || is_called(&members[table[i] - 1], name, len))
            return &table[i];
    return NULL;
}

static bool twice(parser *p, const ltn_jv_member *m)
{
    p->lex.at = m->at;
    return wrong(p, "json.duplicate", "this name is given twice in an object");
}

static bool check_few(parser *p, const ltn_jv_member *members, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (is_called(&members[j], members[i].name, members[i].len))
                return twice(p, &members[i]);
    return true;
}

static bool fill_table(parser *p, const ltn_jv_member *members, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t *slot = slot_of(members, n, members[i].name, members[i].len);
        if (!slot)
            return wrong(p, "json.members", "too many names of one hash");
        if (*slot)
            return twice(p, &members[i]);
        *slot = (uint32_t)i + 1;
    }
    return true;
}

/* ---- containers ---- */

static bool push(parser *p)
{
    if (p->len == LTN_JSON_LEN_MAX)
        return wrong(p, "json.size", "too many values");
    if (p->len == p->cap) {
        size_t more = p->cap ? p->cap * 2 : 128;
        ltn_jv_member *bigger = realloc(p->stack, more * sizeof *bigger);
        if (!bigger) {
            p->lex.status = LTN_ENOMEM;
            return false;
        }
        p->stack = bigger;
        p->cap = more;
    }
    p->stack[p->len++] = p->now;
    return true;
}

static const ltn_jv *items(parser *p, const ltn_jv_member *from, size_t n)
{
    ltn_jv *copy = ltn_arena_alloc(p->arena, n * sizeof *copy);

    for (size_t i = 0; copy && i < n; i++)
        copy[i] = from[i].value;
    return copy;
}

static const ltn_jv_member *members(parser *p, const ltn_jv_member *from,
                                    size_t n)
{
    size_t slots = n > FEW ? table_size(n) : 0;
    ltn_jv_member *copy =
        ltn_arena_alloc(p->arena, n * sizeof *copy + slots * sizeof(uint32_t));

    if (!copy)
        return NULL;
    if (n > 0)
        memcpy(copy, from, n * sizeof *copy);
    bool ok = slots ? fill_table(p, copy, n) : check_few(p, copy, n);
    return ok ? copy : NULL;
}

/* The innermost container is complete: it becomes the value at hand, under the
 * name that it was opened with. */
static bool close(parser *p)
{
    const frame *f = &p->open[--p->depth];
    size_t n = p->len - f->first;
    ltn_jv_member *first = n > 0 ? p->stack + f->first : NULL;
    ltn_jv v = {.type = f->object ? LTN_JV_OBJECT : LTN_JV_ARRAY,
                .at = f->at,
                .len = n & LTN_JSON_LEN_MAX};

    if (f->object)
        v.is.members = members(p, first, n);
    else
        v.is.items = items(p, first, n);
    p->len = f->first;
    if (p->depth > 0) /* its name was kept below its members */
        p->now = p->stack[--p->len];
    p->now.value = v;
    return f->object ? v.is.members != NULL : v.is.items != NULL;
}

static bool open(parser *p, bool object)
{
    if (p->depth == LTN_JSON_DEPTH_MAX)
        return wrong(p, "json.depth", "too many levels");
    if (p->depth > 0 && !push(p))
        return false;
    p->open[p->depth++] = (frame){.at = (uint32_t)p->lex.at++,
                                  .first = (uint32_t)p->len,
                                  .object = object};
    p->now = (ltn_jv_member){0};
    return true;
}

/* ---- the grammar ---- */

static bool name(parser *p)
{
    ltn_jv v;

    if (ltn_json_skip(&p->lex) != '"')
        return wrong(p, "json.syntax", "a name in quotes is expected");
    if (!ltn_json_string_lex(&p->lex, &v))
        return false;
    if (ltn_json_skip(&p->lex) != ':')
        return wrong(p, "json.syntax", "':' is expected after a name");
    p->lex.at++;
    p->now.name = v.is.string;
    p->now.len = v.len;
    p->now.at = v.at;
    return true;
}

typedef enum progress { WRONG, DONE, OPENED } progress;

/* A scalar or an empty container, done; or one that has been opened and whose
 * first value comes next. */
static progress value(parser *p)
{
    char c = ltn_json_skip(&p->lex);

    if (c == '"')
        return ltn_json_string_lex(&p->lex, &p->now.value) ? DONE : WRONG;
    if (c != '{' && c != '[')
        return ltn_json_scalar_lex(&p->lex, &p->now.value) ? DONE : WRONG;
    if (!open(p, c == '{'))
        return WRONG;
    if (ltn_json_skip(&p->lex) == (c == '{' ? '}' : ']')) {
        p->lex.at++;
        return close(p) ? DONE : WRONG;
    }
    return c == '[' || name(p) ? OPENED : WRONG;
}

/* After a value inside a container: DONE when that is complete too, OPENED when
 * another value comes. */
static progress after_value(parser *p)
{
    bool object = p->open[p->depth - 1].object;

    if (!push(p))
        return WRONG;
    char c = ltn_json_skip(&p->lex);
    if (c == ',') {
        p->lex.at++;
        p->now = (ltn_jv_member){0};
        return !object || name(p) ? OPENED : WRONG;
    }
    if (c != (object ? '}' : ']')) {
        wrong(p, "json.syntax",
              object ? "',' or '}' is expected" : "',' or ']' is expected");
        return WRONG;
    }
    p->lex.at++;
    return close(p) ? DONE : WRONG;
}

static bool whole(parser *p)
{
    for (;;) {
        progress step = value(p);
        while (step == DONE && p->depth > 0)
            step = after_value(p);
        if (step == WRONG)
            return false;
        if (step == DONE)
            break;
    }
    ltn_json_skip(&p->lex);
    if (p->lex.at < p->lex.len)
        return wrong(p, "json.syntax", "nothing may follow the value");
    return true;
}

/* ---- texts ---- */

static ltn_status report(parser *p, const char *bytes, ltn_diags *diags)
{
    ltn_json_places places = {.bytes = bytes};

    if (p->arena->failed)
        p->lex.status = LTN_ENOMEM;
    if (p->lex.status == LTN_ENOMEM)
        return LTN_ENOMEM;
    ltn_diag_add(diags, LTN_ERROR, ltn_json_place(&places, p->lex.wrong_at),
                 p->lex.code, "not JSON: %s", p->lex.why);
    return p->lex.status;
}

/* Reads text, which ends with a NUL at len, from `at` on into p->now.value. */
static bool read_text(parser *p, char *text, size_t at, size_t len,
                      ltn_arena *arena)
{
    p->lex = (ltn_json_lexer){
        .text = text, .at = at, .len = len, .status = LTN_INVALID};
    p->arena = arena;
    p->len = p->depth = 0;
    p->now = (ltn_jv_member){0};
    size_t good = ltn_utf8_check(text, len);
    if (good < len)
        return ltn_json_wrong(&p->lex, good, "json.utf8", "not UTF-8");
    return whole(p);
}

static ltn_status parse(char *bytes, size_t len, ltn_diags *diags,
                        ltn_json_doc *doc)
{
    parser *p = calloc(1, sizeof *p); /* its stack of frames is large */
    ltn_status status = LTN_OK;

    if (!p)
        return LTN_ENOMEM;
    bool marked = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    if (!read_text(p, bytes, marked ? 3 : 0, len, &doc->arena))
        status = report(p, bytes, diags);
    doc->root = p->now.value;
    free(p->stack);
    free(p);
    return status;
}

ltn_status ltn_json_parse_own(char *bytes, size_t len, ltn_diags *diags,
                              ltn_json_doc *out)
{
    *out = (ltn_json_doc){0};
    if (len >= UINT32_MAX) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "json.size",
                     "JSON texts of 4 GiB or more are not read");
        return LTN_ELIMIT;
    }
    ltn_status status = parse(bytes, len, diags, out);
    if (status != LTN_OK)
        ltn_json_release(out);
    return status;
}

ltn_status ltn_json_parse(const char *bytes, size_t len, ltn_diags *diags,
                          ltn_json_doc *out)
{
    *out = (ltn_json_doc){0};
    char *copy = malloc(len + 1);
    if (!copy)
        return LTN_ENOMEM;
    if (len > 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    ltn_status status = ltn_json_parse_own(copy, len, diags, out);
    if (status == LTN_OK)
        out->text = copy;
    else
        free(copy);
    return status;
}

struct ltn_json_reader {
    parser parser;
    ltn_arena arena;
    ltn_buf text;
};

ltn_json_reader *ltn_json_reader_new(void)
{
    return calloc(1, sizeof(ltn_json_reader));
}

void ltn_json_reader_free(ltn_json_reader *r)
{
    if (!r)
        return;
    free(r->parser.stack);
    ltn_arena_release(&r->arena);
    ltn_buf_release(&r->text);
    free(r);
}

const ltn_jv *ltn_json_reader_read(ltn_json_reader *r, const char *bytes,
                                   size_t len)
{
    ltn_arena_release(&r->arena);
    r->text.len = 0;
    ltn_buf_put(&r->text, bytes, len);
    ltn_buf_putc(&r->text, '\0');
    if (ltn_buf_status(&r->text) != LTN_OK || len >= UINT32_MAX ||
        !read_text(&r->parser, r->text.data, 0, len, &r->arena))
        return NULL;
    return &r->parser.now.value;
}

void ltn_json_release(ltn_json_doc *doc)
{
    free(doc->text);
    ltn_arena_release(&doc->arena);
    *doc = (ltn_json_doc){0};
}

const ltn_jv *ltn_jv_getn(const ltn_jv *object, const char *name, size_t len)
{
    if (!ltn_jv_is(object, LTN_JV_OBJECT))
        return NULL;
    const ltn_jv_member *m = object->is.members;
    if (object->len > FEW) {
        const uint32_t *slot = slot_of(m, object->len, name, len);
        return slot && *slot ? &m[*slot - 1].value : NULL;
    }
    for (size_t i = 0; i < object->len; i++)
        if (is_called(&m[i], name, len))
            return &m[i].value;
    return NULL;
}
