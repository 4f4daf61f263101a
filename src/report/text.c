/* A ledger on a terminal. */

#include "report/form.h"

#include "util/clean.h"

#include <string.h>

enum { CAUSE_FILES = 5, SOURCES = 10, BAR = 24, WIDE = 100 };

typedef struct page {
    ltn_buf *out;
    const ltn_report_options *o;
    ltn_arena arena;
} page;

static void put(page *p, const char *s)
{
    ltn_clean_put(p->out, s);
}

static void colour(page *p, const char *code)
{
    if (p->o->colour)
        ltn_buf_printf(p->out, "\033[%sm", code);
}

static void heading(page *p, const char *s)
{
    ltn_buf_putc(p->out, '\n');
    colour(p, "1");
    ltn_buf_puts(p->out, s);
    colour(p, "0");
    ltn_buf_putc(p->out, '\n');
}

/* s, cut to so many bytes at a character, for the end of a line. */
static void put_cut(page *p, const char *s, size_t most)
{
    size_t len = strlen(s);
    ltn_buf cut = {0};

    if (len > most) {
        for (len = most; len > 0 && ((unsigned char)s[len] & 0xC0) == 0x80;)
            len--;
        ltn_buf_put(&cut, s, len);
        ltn_buf_puts(&cut, "…");
        ltn_buf_putc(&cut, '\0');
        put(p, cut.data ? cut.data : "");
        ltn_buf_release(&cut);
        return;
    }
    put(p, s);
}

static size_t wide(const page *p)
{
    size_t w = p->o->width ? p->o->width : WIDE;

    return w < 40 ? 40 : w;
}

/* A figure at the right of so many columns. */
static void put_right(page *p, uint64_t n, size_t columns)
{
    ltn_buf text = {0};

    ltn_put_count(&text, n);
    for (size_t i = text.len; i < columns; i++)
        ltn_buf_putc(p->out, ' ');
    ltn_buf_put(p->out, text.data, text.len);
    ltn_buf_release(&text);
}

static void put_outcome(page *p, const ltn_summary *m, ltn_outcome_class c)
{
    static const char *const names[] = {"converted", "  with warnings",
                                        "failed", "not done"};
    static const char *const colours[] = {"32", "33", "31", "2"};
    uint64_t n = m->outcome[c];
    uint64_t cells = m->inputs ? (n * BAR + m->inputs - 1) / m->inputs : 0;

    if (n == 0 && c != LTN_CONVERTED && c != LTN_FAILED)
        return;
    ltn_buf_printf(p->out, "  %-16s", names[c]);
    put_right(p, n, 9);
    ltn_buf_puts(p->out, "  ");
    ltn_buf share = {0};
    ltn_put_share(&share, n, m->inputs);
    for (size_t i = share.len; i < 7; i++)
        ltn_buf_putc(p->out, ' ');
    ltn_buf_put(p->out, share.data, share.len);
    ltn_buf_release(&share);
    if (cells > 0) {
        ltn_buf_puts(p->out, "  ");
        colour(p, colours[c]);
        for (uint64_t i = 0; i < cells; i++)
            ltn_buf_puts(p->out, p->o->ascii ? "#" : "█");
        colour(p, "0");
    }
    ltn_buf_putc(p->out, '\n');
}

static void put_head(page *p, const ltn_summary *m)
{
    colour(p, "1");
    ltn_put_count(p->out, m->inputs);
    ltn_buf_puts(p->out, m->inputs == 1 ? " input" : " inputs");
    colour(p, "0");
    ltn_buf_puts(p->out, ", ");
    ltn_put_span(p->out, m);
    ltn_buf_puts(p->out, "\nlectern ");
    put(p, m->version);
    ltn_buf_puts(p->out, "  ");
    put(p, m->options);
    ltn_buf_puts(p->out, "\n\n");
    for (int c = 0; c < LTN_OUTCOMES; c++)
        put_outcome(p, m, (ltn_outcome_class)c);
}

static void put_found(page *p, const ltn_summary *m)
{
    static const char *const names[] = {"words, ",     "quotations, ",
                                        "citations, ", "notes, ",
                                        "headings, ",  "pieces of furniture\n"};
    const uint64_t counts[] = {m->words, m->quotes,   m->citations,
                               m->notes, m->headings, m->furniture};

    ltn_buf_puts(p->out, "\n  found  ");
    for (int i = 0; i < 6; i++) {
        ltn_put_count(p->out, counts[i]);
        ltn_buf_printf(p->out, " %s", names[i]);
    }
    ltn_buf_puts(p->out, "  CPU    ");
    ltn_put_time(p->out, m->cpu);
    ltn_buf_puts(p->out, "; half of the inputs within ");
    ltn_put_time(p->out, m->median);
    ltn_buf_puts(p->out, ", 95 % within ");
    ltn_put_time(p->out, m->most);
    ltn_buf_puts(p->out, ", longest ");
    ltn_put_time(p->out, m->longest);
    if (m->longest_name[0]) {
        ltn_buf_puts(p->out, " (");
        put_cut(p, m->longest_name, 60);
        ltn_buf_puts(p->out, ")");
    }
    ltn_buf_puts(p->out, "\n  size   ");
    ltn_put_size(p->out, m->bytes);
    ltn_buf_puts(p->out, " read; ");
    ltn_put_count(p->out, m->outputs);
    ltn_buf_puts(p->out, " outputs of ");
    ltn_put_size(p->out, m->output_bytes);
    ltn_buf_putc(p->out, '\n');
}

/* The first inputs that failed by a cause, each with its place and text. */
static bool put_cause(page *p, ltn_account *b, const ltn_cause *c)
{
    sqlite3_stmt *s = ltn_account_failures(b, c->code, CAUSE_FILES);

    put_right(p, c->files, 9);
    ltn_buf_puts(p->out, "  ");
    colour(p, "31");
    put(p, c->code);
    colour(p, "0");
    ltn_buf_putc(p->out, '\n');
    while (s && sqlite3_step(s) == SQLITE_ROW) {
        ltn_buf_puts(p->out, "             ");
        put(p, ltn_column(s, 0, &p->arena));
        if (sqlite3_column_int64(s, 1) > 0)
            ltn_buf_printf(p->out, ":%lld:%lld",
                           (long long)sqlite3_column_int64(s, 1),
                           (long long)sqlite3_column_int64(s, 2));
        ltn_buf_puts(p->out, ": ");
        put_cut(p, ltn_column(s, 3, &p->arena), 160);
        ltn_buf_putc(p->out, '\n');
    }
    sqlite3_finalize(s);
    if (c->files > CAUSE_FILES) {
        ltn_buf_puts(p->out, "             and ");
        ltn_put_count(p->out, c->files - CAUSE_FILES);
        ltn_buf_puts(p->out, " more\n");
    }
    return s != NULL;
}

static void put_cited(page *p, const ltn_cited *c)
{
    bool same = strcmp(c->name, c->identifier) == 0;

    put_right(p, c->documents, 9);
    ltn_buf_puts(p->out, "  ");
    put_cut(p, c->name[0] ? c->name : c->identifier, wide(p) / 2);
    if (!same && c->identifier[0]) {
        ltn_buf_puts(p->out, "  ");
        put_cut(p, c->identifier, 40);
    }
    if (c->url[0]) {
        ltn_buf_puts(p->out, "  ");
        colour(p, "2");
        put_cut(p, c->url, 80);
        colour(p, "0");
    }
    ltn_buf_putc(p->out, '\n');
}

ltn_status ltn_report_text(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out)
{
    page p = {.out = out, .o = o};
    const ltn_summary *m = &b->sum;
    bool ok = true;

    put_head(&p, m);
    put_found(&p, m);
    if (m->cause_len > 0)
        heading(&p, "Failures by cause");
    for (size_t i = 0; i < m->cause_len; i++)
        ok &= put_cause(&p, b, &m->causes[i]);
    if (m->cited_len > 0)
        heading(&p, "Most cited sources, by documents");
    for (size_t i = 0; i < m->cited_len && i < SOURCES; i++)
        put_cited(&p, &m->cited[i]);
    if (m->works > SOURCES) {
        ltn_buf_puts(out, "           of ");
        ltn_put_count(out, m->works);
        ltn_buf_putc(out, '\n');
    }
    if (m->outcome[LTN_LEFT] > 0)
        ltn_buf_puts(out, "\nNot all is done: the same command with --resume "
                          "goes on where it was.\n");
    ltn_arena_release(&p.arena);
    return ok ? LTN_OK : LTN_EIO;
}
