/* A ledger as JSON, for programs: docs/batch.md describes it. */

#include "report/form.h"

#include "util/jsonout.h"

static const char *const severities[] = {"note", "warning", "error"};
static const char *const statuses[] = {"ok",           "invalid", "usage",
                                       "input/output", "limit",   "memory"};

/* Not at all when it is empty. */
static void put_text(ltn_json *j, const char *name, const char *s)
{
    ltn_json_member(j, name, s[0] ? s : NULL);
}

static void put_work(ltn_json *j, const char *name, const char *identifier,
                     const char *url)
{
    ltn_json_member(j, "name", name);
    put_text(j, "identifier", identifier);
    put_text(j, "url", url);
}

static void put_totals(ltn_json *j, const ltn_summary *m)
{
    ltn_json_member_object(j, "totals");
    ltn_json_member_u(j, "inputs", m->inputs);
    for (int c = 0; c < LTN_OUTCOMES; c++)
        ltn_json_member_u(j, ltn_outcome_names[c], m->outcome[c]);
    ltn_json_member_u(j, "words", m->words);
    ltn_json_member_u(j, "quotes", m->quotes);
    ltn_json_member_u(j, "citations", m->citations);
    ltn_json_member_u(j, "furniture", m->furniture);
    ltn_json_member_u(j, "notes", m->notes);
    ltn_json_member_u(j, "headings", m->headings);
    ltn_json_member_u(j, "works", m->works);
    ltn_json_member_u(j, "bytes", m->bytes);
    ltn_json_member_u(j, "outputs", m->outputs);
    ltn_json_member_u(j, "outputBytes", m->output_bytes);
    ltn_json_object_end(j);
}

static void put_times(ltn_json *j, const ltn_summary *m)
{
    ltn_json_member_object(j, "times");
    ltn_json_member_u(j, "clockMilliseconds", m->milliseconds);
    ltn_json_member_u(j, "cpuMicroseconds", m->cpu);
    ltn_json_member_u(j, "median", m->median);
    ltn_json_member_u(j, "percentile95", m->most);
    ltn_json_member_u(j, "longest", m->longest);
    ltn_json_member(j, "longestInput", m->longest_name);
    ltn_json_member_array(j, "histogram");
    for (int i = 0; i < LTN_TIME_BINS; i++) {
        ltn_json_object(j);
        if (i + 1 < LTN_TIME_BINS)
            ltn_json_member_u(j, "underMilliseconds", 1u << i);
        ltn_json_member_u(j, "inputs", m->times[i]);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
    ltn_json_object_end(j);
}

static void put_lists(ltn_json *j, const ltn_summary *m)
{
    ltn_json_member_array(j, "failures");
    for (size_t i = 0; i < m->cause_len; i++) {
        ltn_json_object(j);
        ltn_json_member(j, "code", m->causes[i].code);
        ltn_json_member(j, "example", m->causes[i].text);
        ltn_json_member_u(j, "inputs", m->causes[i].files);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
    ltn_json_member_array(j, "cited");
    for (size_t i = 0; i < m->cited_len; i++) {
        const ltn_cited *c = &m->cited[i];
        ltn_json_object(j);
        put_work(j, c->name, c->identifier, c->url);
        ltn_json_member_u(j, "documents", c->documents);
        ltn_json_member_u(j, "mentions", c->times);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_messages(ltn_json *j, const ltn_record *r)
{
    ltn_json_member_array(j, "messages");
    for (size_t i = 0; i < r->message_len; i++) {
        const ltn_message *m = &r->messages[i];
        ltn_json_object(j);
        if (m->line > 0) {
            ltn_json_member_u(j, "line", m->line);
            ltn_json_member_u(j, "col", m->col);
        }
        ltn_json_member(j, "severity", severities[m->severity]);
        ltn_json_member(j, "code", m->code);
        ltn_json_member(j, "message", m->text);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_made(ltn_json *j, const ltn_record *r)
{
    ltn_json_member_array(j, "outputs");
    for (size_t i = 0; i < r->made_len; i++) {
        ltn_json_object(j);
        ltn_json_member(j, "path", r->made[i].path);
        ltn_json_member(j, "sha256", r->made[i].hash);
        if (r->made[i].size >= 0)
            ltn_json_member_u(j, "bytes", (uint64_t)r->made[i].size);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_mentions(ltn_json *j, const ltn_record *r)
{
    ltn_json_member_array(j, "cites");
    for (size_t i = 0; i < r->work_len; i++) {
        const ltn_mention *w = &r->works[i];
        ltn_json_object(j);
        put_work(j, w->name, w->identifier, w->url);
        ltn_json_member_u(j, "mentions", w->times);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_record(ltn_json *j, const ltn_record *r)
{
    ltn_json_object(j);
    ltn_json_member(j, "path", r->path);
    ltn_json_member(j, "outcome", ltn_outcome_names[r->outcome]);
    if (r->outcome != LTN_LEFT) {
        ltn_json_member(j, "status", statuses[r->status]);
        put_text(j, "title", r->title);
        put_text(j, "speaker", r->speaker);
        put_text(j, "date", r->date);
        put_text(j, "language", r->language);
        put_text(j, "sha256", r->hash);
        ltn_json_member_u(j, "bytes", r->size);
        ltn_json_member_u(j, "cpuMicroseconds", r->cpu);
        ltn_json_member_u(j, "words", r->words);
        ltn_json_member_u(j, "quotes", r->quotes);
        ltn_json_member_u(j, "citations", r->citations);
        ltn_json_member_u(j, "furniture", r->furniture);
        ltn_json_member_u(j, "notes", r->notes);
        ltn_json_member_u(j, "headings", r->headings);
        put_made(j, r);
        put_messages(j, r);
        put_mentions(j, r);
    }
    ltn_json_object_end(j);
}

ltn_status ltn_report_json(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out)
{
    ltn_json j = {.out = out};
    ltn_walk w;
    (void)o;

    ltn_json_object(&j);
    ltn_json_member(&j, "lectern", b->sum.version);
    ltn_json_member(&j, "options", b->sum.options);
    ltn_json_member_u(&j, "runs", b->sum.runs);
    put_text(&j, "began", b->sum.began);
    put_text(&j, "ended", b->sum.ended);
    put_totals(&j, &b->sum);
    put_times(&j, &b->sum);
    put_lists(&j, &b->sum);
    ltn_json_member_array(&j, "documents");
    ltn_walk_start(&w, b);
    while (ltn_walk_next(&w)) {
        ltn_buf_putc(out, '\n'); /* a line for each, so that diff can help */
        put_record(&j, &w.at);
    }
    ltn_json_array_end(&j);
    ltn_json_object_end(&j);
    ltn_buf_putc(out, '\n');
    return ltn_walk_finish(&w);
}
