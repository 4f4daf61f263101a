/* YAML 1.1 by libyaml's events. Anchors and aliases are refused: a table needs
 * none, and with them a few lines can mean gigabytes. */

#include "convert/metadata/metadata.h"

#include <string.h>
#include <yaml.h>

enum { YAML_DEPTH = 8 };

/* An open mapping or list. */
typedef struct level {
    bool list, row; /* row: its keys are keys of a row */
    bool awaiting_value;
    size_t prefix; /* bytes of the key so far, before this level's keys */
} level;

typedef struct reader {
    yaml_parser_t parser;
    ltn_table *t;
    ltn_diags *diags;
    ltn_status status;
    level open[YAML_DEPTH];
    size_t depth;
    ltn_buf key; /* the key of the value that comes, with dots */
} reader;

static ltn_pos pos_of(yaml_mark_t m)
{
    return (ltn_pos){.line = (uint32_t)m.line + 1,
                     .col = (uint32_t)m.column + 1,
                     .offset = m.index};
}

static void fail(reader *r, ltn_pos pos, const char *what)
{
    if (r->status == LTN_OK)
        ltn_diag_add(r->diags, LTN_ERROR, pos, "metadata.yaml", "%s", what);
    r->status = LTN_INVALID;
}

static level *top(reader *r)
{
    return r->depth > 0 ? &r->open[r->depth - 1] : NULL;
}

static bool in_row(const reader *r)
{
    for (size_t i = 0; i < r->depth; i++)
        if (r->open[i].row)
            return true;
    return false;
}

/* A mapping is a row when it stands alone, in the outermost list, or as the
 * value of a file name. Whether the outermost mapping is one row or has file
 * names for keys shows with its first value. */
static void open_mapping(reader *r, const yaml_event_t *e)
{
    level *in = top(r);
    ltn_pos pos = pos_of(e->start_mark);
    bool row = !in_row(r) && (!in || in->list);

    if (in && !in->list && in->awaiting_value && r->depth == 1 && in->row &&
        r->t->len > 0 && !r->t->rows[r->t->len - 1].first && r->key.len > 0 &&
        memchr(r->key.data, '.', r->key.len) &&
        ltn_meta_find(r->key.data, r->key.len) == LTN_META_KEYS) {
        in->row = false; /* file names for keys */
        r->t->len--;
    }
    if (in && !in->list && !in_row(r)) {
        row = true;
        ltn_table_row(r->t, pos);
        ltn_table_field(r->t, "file", 4, r->key.data, r->key.len, pos);
        r->key.len = 0;
    } else if (row) {
        ltn_table_row(r->t, pos);
    }
    if (in)
        in->awaiting_value = false;
    if (r->depth == YAML_DEPTH) {
        fail(r, pos, "nested too deep for a table");
        return;
    }
    if (r->key.len > 0)
        ltn_buf_putc(&r->key, '.');
    r->open[r->depth++] = (level){.row = row, .prefix = r->key.len};
}

static void open_list(reader *r, const yaml_event_t *e)
{
    level *in = top(r);

    if (in && in->list)
        fail(r, pos_of(e->start_mark), "a list in a list has no meaning here");
    else if (r->depth == YAML_DEPTH)
        fail(r, pos_of(e->start_mark), "nested too deep for a table");
    if (r->status != LTN_OK)
        return;
    if (in)
        in->awaiting_value = false;
    r->open[r->depth++] = (level){.list = true, .prefix = r->key.len};
}

/* The next item of a list has the key of the list. */
static void close_level(reader *r)
{
    r->depth--;
    r->key.len = r->depth > 0 && top(r)->list ? top(r)->prefix : 0;
}

static void scalar(reader *r, const yaml_event_t *e)
{
    level *in = top(r);
    const char *s = (const char *)e->data.scalar.value;
    size_t len = e->data.scalar.length;
    ltn_pos pos = pos_of(e->start_mark);
    bool null = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                (len == 0 || strcmp(s, "~") == 0 || strcmp(s, "null") == 0);

    if (!in) {
        if (!null)
            fail(r, pos, "a table is a list of mappings, or a mapping");
    } else if (!in->list && !in->awaiting_value) {
        r->key.len = in->prefix;
        ltn_buf_put(&r->key, s, len);
        in->awaiting_value = true;
    } else if (!in_row(r)) {
        fail(r, pos, "here a mapping of keys to values should be");
    } else {
        in->awaiting_value = false;
        if (!null)
            ltn_table_field(r->t, r->key.data, r->key.len, s, len, pos);
    }
}

static void event(reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_MAPPING_START_EVENT: open_mapping(r, e); break;
    case YAML_SEQUENCE_START_EVENT: open_list(r, e); break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT: close_level(r); break;
    case YAML_SCALAR_EVENT: scalar(r, e); break;
    case YAML_ALIAS_EVENT:
        fail(r, pos_of(e->start_mark), "aliases are not taken here");
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: break;
    }
}

static void parse(reader *r)
{
    bool more = true;

    while (more && r->status == LTN_OK) {
        yaml_event_t e;
        if (!yaml_parser_parse(&r->parser, &e)) {
            fail(r, pos_of(r->parser.problem_mark),
                 r->parser.problem ? r->parser.problem : "not YAML");
            return;
        }
        event(r, &e);
        more = e.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&e);
    }
}

ltn_status ltn_table_yaml(ltn_table *t, const char *bytes, size_t len,
                          ltn_diags *diags)
{
    reader r = {.t = t, .diags = diags};

    if (!yaml_parser_initialize(&r.parser))
        return LTN_ENOMEM;
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes, len);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    parse(&r);
    yaml_parser_delete(&r.parser);
    ltn_buf_release(&r.key);
    return r.status == LTN_OK && t->failed ? LTN_ENOMEM : r.status;
}
