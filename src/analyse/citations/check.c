#include "analyse/citations/check.h"

#include "analyse/citations/run.h"

#include <string.h>

enum { SAMPLE = 128 * 1024 /* bytes of text to measure a rule on */ };

typedef struct checking {
    ltn_cites *cites;
    const ltn_cites_check *check;
    ltn_diags *diags;
    size_t errors;
} checking;

static void fail(checking *k, const ltn_cite_rule *u, uint32_t line,
                 const char *what, const char *text, const char *got)
{
    k->errors++;
    ltn_diags_in(k->diags, u->pack->file);
    ltn_diag_add(k->diags, LTN_ERROR, (ltn_pos){.line = line, .col = 1},
                 "cites.test", "rule '%s': %s%s%s%s%s", u->name, what,
                 *text ? ": " : "", text, *got ? "; got " : "", got);
    ltn_diags_in(k->diags, NULL);
}

/* What a citation says, as a test writes it. */
static void put_meaning(const ltn_cite_run *run, const ltn_cite *c,
                        ltn_buf *out)
{
    const char *said = c->id ? c->id : c->cref ? c->cref : c->name;

    if (said)
        ltn_buf_puts(out, said);
    else
        ltn_buf_put(out, run->text + c->start, c->end - c->start);
}

static bool counts(const ltn_cite_rule *u, const ltn_cite *c)
{
    if (c->rule == u)
        return true;
    for (const ltn_cite_list *l = u->after; l; l = l->next)
        if (strcmp(l->value.text, "*") == 0 ||
            strcmp(l->value.text, c->rule->name) == 0 ||
            strcmp(l->value.text, c->rule->family) == 0)
            return true;
    return false;
}

/* Scans text and puts what counts for u, joined by " ; "; how many. Urls of
 * the citations of u go to urls. */
static size_t found(checking *k, const ltn_cite_rule *u, const char *text,
                    ltn_buf *ids, ltn_buf *urls)
{
    ltn_cite_run run;
    size_t n = 0;

    ids->len = urls->len = 0;
    ltn_cite_run_init(&run, k->cites, text, strlen(text));
    ltn_cite_scan(&run, 0, (uint32_t)strlen(text));
    for (uint32_t i = 0; i < run.found; i++) {
        const ltn_cite *c = &run.at[i];
        if (!counts(u, c))
            continue;
        ltn_buf_puts(ids, n > 0 ? " ; " : "");
        put_meaning(&run, c, ids);
        if (c->rule == u && c->url && urls->len == 0)
            ltn_buf_puts(urls, c->url);
        n++;
    }
    ltn_buf_putc(ids, '\0');
    ltn_buf_putc(urls, '\0');
    ltn_cite_run_release(&run);
    return n;
}

/* How many citations of u itself text has. */
static size_t own(checking *k, const ltn_cite_rule *u, const char *text)
{
    ltn_cite_run run;
    size_t n = 0;

    ltn_cite_run_init(&run, k->cites, text, strlen(text));
    ltn_cite_scan(&run, 0, (uint32_t)strlen(text));
    for (uint32_t i = 0; i < run.found; i++)
        n += run.at[i].rule == u;
    ltn_cite_run_release(&run);
    return n;
}

static const char *shown(const ltn_buf *b)
{
    return b->data ? b->data : "";
}

static void run_tests(checking *k, const ltn_cite_rule *u)
{
    ltn_buf ids = {0}, urls = {0};

    for (const ltn_cite_test *t = u->tests; t; t = t->next) {
        if (!t->text)
            continue;
        size_t n = found(k, u, t->text, &ids, &urls);
        if (n == 0 || own(k, u, t->text) == 0)
            fail(k, u, t->line, "finds nothing in", t->text, shown(&ids));
        else if (t->id && *t->id && strcmp(t->id, shown(&ids)) != 0)
            fail(k, u, t->line, "means something else in", t->text,
                 shown(&ids));
        else if (t->url && strcmp(t->url, shown(&urls)) != 0)
            fail(k, u, t->line, "has another URL in", t->text, shown(&urls));
    }
    for (const ltn_cite_test *t = u->rejects; t; t = t->next)
        if (t->text && own(k, u, t->text) > 0) {
            found(k, u, t->text, &ids, &urls);
            fail(k, u, t->line, "should find nothing in", t->text, shown(&ids));
        }
    if (!u->tests)
        fail(k, u, u->line, "has no test", "", "");
    if (!u->rejects)
        fail(k, u, u->line, "has no reject line", "", "");
    ltn_buf_release(&ids);
    ltn_buf_release(&urls);
}

/* ---- overlaps ---- */

static bool first_match(checking *k, const ltn_cite_rule *u, const char *text,
                        ltn_cite_span *span)
{
    ltn_cite_run run;

    ltn_cite_run_init(&run, k->cites, text, strlen(text));
    run.only = u;
    ltn_cite_scan(&run, 0, (uint32_t)strlen(text));
    bool any = run.found > 0;
    if (any)
        *span = (ltn_cite_span){run.at[0].start, run.at[0].end};
    ltn_cite_run_release(&run);
    return any;
}

static void find_overlaps(checking *k, const ltn_cite_rule *u)
{
    ltn_cite_span mine, its;

    if (!u->tests || !u->tests->text ||
        !first_match(k, u, u->tests->text, &mine))
        return;
    for (const ltn_cite_rule *v = u->next; v; v = v->next) {
        if (v->off || v->priority != u->priority || v->broken ||
            !first_match(k, v, u->tests->text, &its) ||
            its.start != mine.start || its.end != mine.end)
            continue;
        ltn_diags_in(k->diags, u->pack->file);
        ltn_diag_add(k->diags, LTN_WARNING,
                     (ltn_pos){.line = u->line, .col = 1}, "cites.overlap",
                     "rules '%s' and '%s' both match '%s' with priority %d",
                     u->name, v->name, u->tests->text, u->priority);
        ltn_diags_in(k->diags, NULL);
    }
}

/* ---- speed ---- */

/* Megabytes a second of one rule on its own tests and rejects, over and over:
 * text as full of it as text can be. */
static uint64_t measure(checking *k, const ltn_cite_rule *u)
{
    ltn_buf sample = {0};
    const ltn_cite_test *lists[] = {u->tests, u->rejects};
    size_t before = 1;

    while (sample.len < SAMPLE && sample.len != before) {
        before = sample.len;
        for (int i = 0; i < 2; i++)
            for (const ltn_cite_test *t = lists[i]; t; t = t->next) {
                ltn_buf_puts(&sample, t->text ? t->text : "");
                ltn_buf_puts(&sample, "\n\n");
            }
    }
    uint64_t start = k->check->now();
    ltn_cite_run run;
    ltn_cite_run_init(&run, k->cites, sample.data ? sample.data : "",
                      sample.len);
    run.only = u;
    for (size_t i = 0; i < sample.len;) {
        size_t e = i;
        while (e < sample.len && sample.data[e] != '\n')
            e++;
        ltn_cite_scan(&run, (uint32_t)i, (uint32_t)e);
        i = e + 1;
    }
    ltn_cite_run_release(&run);
    uint64_t took = k->check->now() - start;
    uint64_t speed = took ? sample.len * 1000 / took : 0;
    ltn_buf_release(&sample);
    return speed;
}

static size_t count(const ltn_cite_test *t)
{
    size_t n = 0;

    for (; t; t = t->next)
        n++;
    return n;
}

static void put_rule(const ltn_cite_rule *u, ltn_buf *out)
{
    ltn_buf_printf(out, "%-12s %-24s %-16s %3d  %2zu + %2zu",
                   u->pack->name ? u->pack->name : "", u->name, u->family,
                   u->priority, count(u->tests), count(u->rejects));
}

ltn_status ltn_cites_check_rules(ltn_cites *c, const ltn_cites_check *check,
                                 ltn_diags *diags)
{
    checking k = {.cites = c, .check = check, .diags = diags};

    ltn_cites_ready(c);
    if (!c->ready)
        return LTN_ENOMEM;
    for (ltn_cite_rule *u = c->rules; u; u = u->next) {
        if (u->off || (check->file && strcmp(check->file, u->pack->file) != 0))
            continue;
        if (!ltn_cite_compile(c, u, LTN_CITE_PATTERN, diags)) {
            k.errors++;
            continue;
        }
        run_tests(&k, u);
        find_overlaps(&k, u);
        if (!check->out)
            continue;
        put_rule(u, check->out);
        if (check->now)
            ltn_buf_printf(check->out, "  %5llu MB/s",
                           (unsigned long long)measure(&k, u));
        ltn_buf_putc(check->out, '\n');
    }
    return k.errors ? LTN_INVALID : LTN_OK;
}

void ltn_cites_list(const ltn_cites *c, ltn_buf *out)
{
    for (const ltn_cite_rule *u = c->rules; u; u = u->next) {
        if (u->off)
            continue;
        put_rule(u, out);
        ltn_buf_putc(out, '\n');
    }
}
