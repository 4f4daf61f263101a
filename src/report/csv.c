/* A ledger as a table: a row for each input (RFC 4180). */

#include "report/form.h"

#include <string.h>

/* A cell that a spreadsheet would take for a formula gets an apostrophe: the
 * documents come from anywhere. */
static bool looks_like_formula(const char *s)
{
    return *s && strchr("=+-@\t\r", *s) != NULL;
}

static void put_cell(ltn_buf *out, const char *s)
{
    bool quoted = strpbrk(s, ",\"\r\n") != NULL;

    if (quoted)
        ltn_buf_putc(out, '"');
    if (looks_like_formula(s))
        ltn_buf_putc(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            ltn_buf_putc(out, '"');
        ltn_buf_putc(out, *s);
    }
    if (quoted)
        ltn_buf_putc(out, '"');
}

static const ltn_message *first_error(const ltn_record *r)
{
    for (size_t i = 0; i < r->message_len; i++)
        if (r->messages[i].severity == LTN_ERROR)
            return &r->messages[i];
    return NULL;
}

static size_t warnings(const ltn_record *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->message_len; i++)
        n += r->messages[i].severity == LTN_WARNING;
    return n;
}

static void put_outputs(ltn_buf *out, const ltn_record *r)
{
    ltn_buf all = {0};

    for (size_t i = 0; i < r->made_len; i++) {
        if (i > 0)
            ltn_buf_putc(&all, ' ');
        ltn_buf_puts(&all, r->made[i].path);
    }
    ltn_buf_putc(&all, '\0');
    put_cell(out, all.data ? all.data : "");
    ltn_buf_release(&all);
}

static void put_row(ltn_buf *out, const ltn_record *r)
{
    const ltn_message *e = r->outcome == LTN_FAILED ? first_error(r) : NULL;
    const char *const texts[] = {
        r->path,          ltn_outcome_names[r->outcome],
        e ? e->code : "", e ? e->text : "",
        r->title,         r->speaker,
        r->date,          r->language};
    const uint64_t numbers[] = {warnings(r),  r->words,     r->quotes,
                                r->citations, r->furniture, r->notes,
                                r->headings,  r->size,      r->cpu};

    for (int i = 0; i < 8; i++) {
        put_cell(out, texts[i]);
        ltn_buf_putc(out, ',');
    }
    for (int i = 0; i < 9; i++) {
        ltn_buf_putu(out, numbers[i]);
        ltn_buf_putc(out, ',');
    }
    ltn_buf_puts(out, r->hash);
    ltn_buf_putc(out, ',');
    put_outputs(out, r);
    ltn_buf_puts(out, "\r\n");
}

ltn_status ltn_report_csv(ltn_account *b, const ltn_report_options *o,
                          ltn_buf *out)
{
    ltn_walk w;
    (void)o;

    ltn_buf_puts(out,
                 "file,outcome,cause,message,title,speaker,date,language,"
                 "warnings,words,quotes,citations,furniture,notes,headings,"
                 "bytes,cpu_us,sha256,outputs\r\n");
    ltn_walk_start(&w, b);
    while (ltn_walk_next(&w))
        put_row(out, &w.at);
    return ltn_walk_finish(&w);
}
