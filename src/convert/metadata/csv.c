/* CSV and TSV: RFC 4180. */

#include "convert/metadata/metadata.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 256 };

typedef struct reader {
    ltn_table *t;
    const char *at, *end;
    char separator;
    ltn_pos pos; /* of `at` */
    ltn_buf value;
    char *columns[COLUMNS_MAX];
    size_t column_len;
    ltn_diags *diags;
} reader;

static void step(reader *r)
{
    unsigned char c = (unsigned char)*r->at++;

    r->pos.col += (c & 0xC0) != 0x80;
    if (c == '\n') {
        r->pos.line++;
        r->pos.col = 1;
    }
}

static ltn_status fail(reader *r, ltn_pos pos, const char *what)
{
    ltn_diag_add(r->diags, LTN_ERROR, pos, "metadata.csv", "%s", what);
    return LTN_INVALID;
}

/* RFC 4180 #section-2, rules 5 to 7. */
static ltn_status quoted(reader *r)
{
    ltn_pos start = r->pos;

    for (step(r); r->at < r->end; step(r)) {
        if (*r->at != '"') {
            ltn_buf_putc(&r->value, *r->at);
        } else if (r->at + 1 < r->end && r->at[1] == '"') {
            ltn_buf_putc(&r->value, '"');
            step(r);
        } else {
            step(r);
            return LTN_OK;
        }
    }
    return fail(r, start, "no closing quotation mark for this field");
}

static bool ends_field(const reader *r)
{
    return r->at == r->end || *r->at == r->separator || *r->at == '\n' ||
           (*r->at == '\r' && (r->at + 1 == r->end || r->at[1] == '\n'));
}

static ltn_status field(reader *r)
{
    r->value.len = 0;
    if (r->at < r->end && *r->at == '"' && r->separator != '\t') {
        ltn_status status = quoted(r);
        if (status != LTN_OK)
            return status;
        return ends_field(r) ? LTN_OK
                             : fail(r, r->pos,
                                    "after a closing quotation mark "
                                    "the field must end");
    }
    for (; !ends_field(r); step(r))
        ltn_buf_putc(&r->value, *r->at);
    return ltn_buf_status(&r->value);
}

/* Passes the end of a line; false at the end of the file. */
static bool end_of_line(reader *r)
{
    if (r->at < r->end && *r->at == '\r')
        step(r);
    if (r->at < r->end && *r->at == '\n')
        step(r);
    return r->at < r->end;
}

static ltn_status header(reader *r)
{
    for (;;) {
        ltn_status status = field(r);
        if (status != LTN_OK)
            return status;
        if (r->column_len == COLUMNS_MAX)
            return fail(r, r->pos, "more than 256 columns");
        char *name = ltn_arena_strndup(
            &r->t->arena, r->value.data ? r->value.data : "", r->value.len);
        if (!name)
            return LTN_ENOMEM;
        r->columns[r->column_len++] = name;
        if (r->at == r->end || *r->at != r->separator)
            return LTN_OK;
        step(r);
    }
}

/* A cell of a key that may have several values holds them with ';' between. */
static void add_cell(reader *r, const char *column, ltn_pos pos)
{
    const char *s = r->value.data ? r->value.data : "";
    size_t len = r->value.len;
    ltn_meta_key key = ltn_meta_find(column, strlen(column));

    if (key == LTN_META_KEYS || !ltn_meta_keys[key].many) {
        ltn_table_field(r->t, column, strlen(column), s, len, pos);
        return;
    }
    for (const char *end = s + len; s < end;) {
        const char *stop = memchr(s, ';', (size_t)(end - s));
        if (!stop)
            stop = end;
        ltn_table_field(r->t, column, strlen(column), s, (size_t)(stop - s),
                        pos);
        s = stop + (stop < end);
    }
}

static ltn_status row(reader *r)
{
    ltn_table_row(r->t, r->pos);
    for (size_t i = 0;; i++) {
        ltn_pos pos = r->pos;
        ltn_status status = field(r);
        if (status != LTN_OK)
            return status;
        if (i < r->column_len)
            add_cell(r, r->columns[i], pos);
        else if (r->value.len > 0)
            return fail(r, pos, "more fields than the header has columns");
        if (r->at == r->end || *r->at != r->separator)
            return LTN_OK;
        step(r);
    }
}

/* Spreadsheets of some countries put ';' between the fields. */
static char separator_of(const char *s, size_t len, char given)
{
    const char *line = memchr(s, '\n', len);
    size_t n = line ? (size_t)(line - s) : len;

    if (given == ',' && !memchr(s, ',', n) && memchr(s, ';', n))
        return ';';
    return given;
}

ltn_status ltn_table_csv(ltn_table *t, const char *bytes, size_t len,
                         char separator, ltn_diags *diags)
{
    reader r = {.t = t,
                .at = bytes,
                .end = bytes + len,
                .separator = separator_of(bytes, len, separator),
                .pos = {.line = 1, .col = 1},
                .diags = diags};
    ltn_status status = header(&r);
    bool file = false;

    for (size_t i = 0; i < r.column_len; i++)
        file |= strcmp(r.columns[i], "file") == 0;
    if (status == LTN_OK && !file)
        status = fail(&r, (ltn_pos){.line = 1, .col = 1},
                      "the header has no column 'file'");
    while (status == LTN_OK && end_of_line(&r))
        if (*r.at != '\r' && *r.at != '\n')
            status = row(&r);
    ltn_buf_release(&r.value);
    return status == LTN_OK && t->failed ? LTN_ENOMEM : status;
}
