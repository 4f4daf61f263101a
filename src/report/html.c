/* A ledger as one page that needs nothing else: totals, charts, failures and
 * sources as HTML, the documents as data that the page's script shows fifty at
 * a time, so that 40,000 of them do not weigh on the browser. Everything that
 * came from files is escaped, and a content security policy lets only our own
 * script and style run. */

#include "report/chart.h"
#include "report/form.h"
#include "report/rows.h"

#include "codec/hash.h"
#include "util/base64.h"
#include "util/resources.h"
#include "util/xmlout.h"

#include <string.h>

enum { CAUSE_FILES = 50 };

typedef struct page {
    ltn_xml x;
    ltn_account *account;
    const ltn_report_options *o;
    ltn_arena arena;
    bool failed;
} page;

static void text_element(page *p, const char *name, const char *css,
                         const char *text)
{
    ltn_xml_start(&p->x, name);
    ltn_xml_attr(&p->x, "class", css);
    ltn_xml_puts(&p->x, text);
    ltn_xml_close(&p->x, name);
}

/* <name class="css">figure</name>, the figure by one of the put functions. */
static void figure(page *p, const char *name, const char *css,
                   void put(ltn_buf *, uint64_t), uint64_t n)
{
    ltn_xml_start(&p->x, name);
    ltn_xml_attr(&p->x, "class", css);
    ltn_xml_raw(&p->x, "");
    put(p->x.out, n);
    ltn_xml_close(&p->x, name);
}

static const ltn_resource *resource(page *p, const char *path)
{
    const ltn_resource *r = ltn_resource_find(path);

    p->failed |= !r;
    return r;
}

static void put_hash(page *p, const ltn_resource *r)
{
    unsigned char digest[LTN_SHA256_BYTES];

    ltn_sha256(r->data, (size_t)(r->end - r->data), digest);
    ltn_buf_puts(p->x.out, "'sha256-");
    ltn_base64_put(p->x.out, (const char *)digest, sizeof digest);
    ltn_buf_puts(p->x.out, "'");
}

static void put_whole(page *p, const ltn_resource *r)
{
    ltn_buf_put(p->x.out, r->data, (size_t)(r->end - r->data));
}

static void put_head(page *p, const ltn_resource *css, const ltn_resource *js)
{
    ltn_buf *out = p->x.out;

    ltn_buf_puts(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                      "<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width,"
                      " initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" "
                      "content=\"default-src 'none'; base-uri 'none'; "
                      "form-action 'none'; style-src ");
    put_hash(p, css);
    ltn_buf_puts(out, "; script-src ");
    put_hash(p, js);
    ltn_buf_puts(out, "\">\n<title>Report of a batch: ");
    ltn_put_count(out, p->account->sum.inputs);
    ltn_buf_puts(out, " inputs</title>\n<style>");
    put_whole(p, css);
    ltn_buf_puts(out, "</style>\n</head>\n<body>\n");
}

static void tile(page *p, const char *css, const char *name, uint64_t n,
                 void put(ltn_buf *, uint64_t))
{
    ltn_xml_start(&p->x, "div");
    ltn_xml_attr(&p->x, "class", css);
    text_element(p, "dt", NULL, name);
    figure(p, "dd", NULL, put, n);
    ltn_xml_close(&p->x, "div");
}

static void put_tiles(page *p)
{
    const ltn_summary *m = &p->account->sum;

    ltn_xml_raw(&p->x, "<dl class=\"tiles\">\n");
    tile(p, "tile", "Inputs", m->inputs, ltn_put_count);
    tile(p, "tile good", "Converted",
         m->outcome[LTN_CONVERTED] + m->outcome[LTN_WARNED], ltn_put_count);
    tile(p, m->outcome[LTN_FAILED] ? "tile bad" : "tile", "Failed",
         m->outcome[LTN_FAILED], ltn_put_count);
    if (m->outcome[LTN_LEFT] > 0)
        tile(p, "tile", "Not done", m->outcome[LTN_LEFT], ltn_put_count);
    tile(p, "tile", "Words", m->words, ltn_put_count);
    tile(p, "tile", "Quotations", m->quotes, ltn_put_count);
    tile(p, "tile", "Citations", m->citations, ltn_put_count);
    tile(p, "tile", "Sources cited", m->works, ltn_put_count);
    tile(p, "tile", "Read", m->bytes, ltn_put_size);
    tile(p, "tile", "Written", m->output_bytes, ltn_put_size);
    tile(p, "tile", "CPU time", m->cpu, ltn_put_time);
    ltn_xml_raw(&p->x, "</dl>\n");
}

static void put_top(page *p)
{
    const ltn_summary *m = &p->account->sum;
    ltn_buf *out = p->x.out;

    ltn_xml_raw(&p->x, "<header>\n<h1>Report of a batch</h1>\n<p>");
    ltn_put_span(out, m);
    ltn_buf_puts(out, " · lectern ");
    ltn_xml_puts(&p->x, m->version);
    ltn_buf_puts(out, " · ");
    text_element(p, "code", NULL, m->options);
    ltn_xml_raw(&p->x, "</p>\n</header>\n<main>\n");
    if (m->outcome[LTN_LEFT] > 0)
        ltn_xml_raw(&p->x,
                    "<p class=\"note\">The batch ended before all was done; "
                    "the same command with <code>--resume</code> goes on where "
                    "it was.</p>\n");
}

static void put_charts(page *p)
{
    ltn_xml_raw(&p->x, "<section aria-labelledby=\"h-out\">\n"
                       "<h2 id=\"h-out\">Outcomes</h2>\n");
    ltn_chart_outcomes(&p->x, &p->account->sum);
    ltn_xml_raw(&p->x, "</section>\n<section aria-labelledby=\"h-time\">\n"
                       "<h2 id=\"h-time\">Time for one input</h2>\n<p>Half of "
                       "them took at most <b>");
    ltn_put_time(p->x.out, p->account->sum.median);
    ltn_buf_puts(p->x.out, "</b> of CPU time, 95 % at most <b>");
    ltn_put_time(p->x.out, p->account->sum.most);
    ltn_buf_puts(p->x.out, "</b>; the longest took <b>");
    ltn_put_time(p->x.out, p->account->sum.longest);
    ltn_buf_puts(p->x.out, "</b>");
    if (p->account->sum.longest_name[0]) {
        ltn_buf_puts(p->x.out, ": ");
        text_element(p, "code", NULL, p->account->sum.longest_name);
    }
    ltn_buf_puts(p->x.out, "</p>\n");
    ltn_chart_times(&p->x, &p->account->sum);
    ltn_xml_raw(&p->x, "</section>\n");
}

static void put_failure(page *p, sqlite3_stmt *s)
{
    ltn_xml_raw(&p->x, "<li>");
    text_element(p, "code", NULL, ltn_column(s, 0, &p->arena));
    if (sqlite3_column_int64(s, 1) > 0)
        ltn_buf_printf(p->x.out, " <span>line %lld, column %lld</span>",
                       (long long)sqlite3_column_int64(s, 1),
                       (long long)sqlite3_column_int64(s, 2));
    ltn_xml_raw(&p->x, "<br>");
    ltn_xml_puts(&p->x, ltn_column(s, 3, &p->arena));
    ltn_xml_raw(&p->x, "</li>\n");
}

static void put_cause(page *p, const ltn_cause *c, bool open)
{
    sqlite3_stmt *s = ltn_account_failures(p->account, c->code, CAUSE_FILES);

    p->failed |= !s;
    ltn_xml_raw(&p->x, open ? "<details open>" : "<details>");
    ltn_xml_raw(&p->x, "<summary>");
    figure(p, "b", NULL, ltn_put_count, c->files);
    ltn_buf_puts(p->x.out, " ");
    text_element(p, "code", NULL, c->code);
    ltn_buf_puts(p->x.out, " ");
    text_element(p, "span", "example", c->text);
    ltn_xml_raw(&p->x, "</summary>\n<ul class=\"files\">\n");
    while (s && sqlite3_step(s) == SQLITE_ROW)
        put_failure(p, s);
    sqlite3_finalize(s);
    ltn_xml_raw(&p->x, "</ul>\n");
    if (c->files > CAUSE_FILES) {
        ltn_xml_raw(&p->x, "<p>and ");
        ltn_put_count(p->x.out, c->files - CAUSE_FILES);
        ltn_xml_raw(&p->x, " more, under Documents</p>\n");
    }
    ltn_xml_start(&p->x, "p");
    ltn_xml_attr(&p->x, "class", "find");
    ltn_xml_attr(&p->x, "data-find", "cause:");
    ltn_xml_attr(&p->x, "data-what", c->code);
    ltn_xml_close(&p->x, "p");
    ltn_xml_raw(&p->x, "</details>\n");
}

static void put_causes(page *p)
{
    const ltn_summary *m = &p->account->sum;

    ltn_xml_raw(&p->x, "<section aria-labelledby=\"h-bad\">\n"
                       "<h2 id=\"h-bad\">Failures by cause</h2>\n");
    if (m->cause_len == 0)
        ltn_xml_raw(&p->x, "<p>No input failed.</p>\n");
    for (size_t i = 0; i < m->cause_len; i++)
        put_cause(p, &m->causes[i], m->cause_len < 4 && m->causes[i].files < 9);
    ltn_xml_raw(&p->x, "</section>\n");
}

static bool is_web(const char *url)
{
    return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static void put_source(page *p, const ltn_cited *c, uint64_t most)
{
    const char *shown = c->name[0] ? c->name : c->identifier;

    ltn_xml_raw(&p->x, "<tr><th scope=\"row\">");
    if (is_web(c->url)) {
        ltn_xml_start(&p->x, "a");
        ltn_xml_attr(&p->x, "href", c->url);
        ltn_xml_attr(&p->x, "rel", "noreferrer");
        ltn_xml_puts(&p->x, shown);
        ltn_xml_close(&p->x, "a");
    } else {
        ltn_xml_puts(&p->x, shown);
    }
    ltn_xml_raw(&p->x, "</th><td>");
    ltn_xml_puts(&p->x, strcmp(shown, c->identifier) ? c->identifier : "");
    ltn_xml_raw(&p->x, "</td><td class=\"n\">");
    ltn_xml_start(&p->x, "span");
    ltn_xml_attr(&p->x, "class", "find");
    ltn_xml_attr(&p->x, "data-find", "cites:");
    ltn_xml_attr(&p->x, "data-what", c->identifier[0] ? c->identifier : shown);
    ltn_xml_raw(&p->x, "");
    ltn_put_count(p->x.out, c->documents);
    ltn_xml_close(&p->x, "span");
    ltn_xml_raw(&p->x, "</td><td class=\"n\">");
    ltn_put_count(p->x.out, c->times);
    ltn_xml_raw(&p->x, "</td><td aria-hidden=\"true\">");
    ltn_chart_bar(&p->x, c->documents, most);
    ltn_xml_raw(&p->x, "</td></tr>\n");
}

static void put_sources(page *p)
{
    const ltn_summary *m = &p->account->sum;

    ltn_xml_raw(&p->x, "<section aria-labelledby=\"h-src\">\n"
                       "<h2 id=\"h-src\">Most cited sources</h2>\n");
    if (m->cited_len == 0) {
        ltn_xml_raw(&p->x, "<p>No source was found.</p>\n</section>\n");
        return;
    }
    ltn_xml_raw(&p->x, "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
                       "aria-label=\"Table of sources\">"
                       "<table class=\"sources\">\n<caption>");
    ltn_put_count(p->x.out, m->cited_len);
    ltn_buf_puts(p->x.out, " of ");
    ltn_put_count(p->x.out, m->works);
    ltn_xml_raw(&p->x, ", by the number of documents that cite them</caption>\n"
                       "<thead><tr><th scope=\"col\">Source</th>"
                       "<th scope=\"col\">Identifier</th>"
                       "<th scope=\"col\" class=\"n\">Documents</th>"
                       "<th scope=\"col\" class=\"n\">Mentions</th>"
                       "<td></td></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < m->cited_len; i++)
        put_source(p, &m->cited[i], m->cited[0].documents);
    ltn_xml_raw(&p->x, "</tbody>\n</table></div>\n</section>\n");
}

/* What the script fills; without it, where else to look. */
static void put_documents(page *p)
{
    ltn_xml_raw(
        &p->x,
        "<section aria-labelledby=\"h-doc\" id=\"documents\">\n"
        "<h2 id=\"h-doc\">Documents</h2>\n"
        "<noscript><p>The list of documents needs JavaScript; <code>lectern "
        "report --csv</code> has it as a table.</p></noscript>\n"
        "<div id=\"controls\" hidden>\n"
        "<label>Search <input id=\"search\" type=\"search\" "
        "autocomplete=\"off\" spellcheck=\"false\"></label>\n"
        "<label>Show <select id=\"show\"><option value=\"all\">all</option>"
        "<option value=\"2\">failed</option>"
        "<option value=\"1\">with warnings</option>"
        "<option value=\"0\">converted, no warning</option>"
        "<option value=\"3\">not done</option></select></label>\n"
        "<label>Sort by <select id=\"sort\"><option value=\"order\">order of "
        "the inputs</option><option value=\"name\">name</option>"
        "<option value=\"title\">title</option>"
        "<option value=\"date\">date</option>"
        "<option value=\"words\">most words</option>"
        "<option value=\"quotes\">most quotations</option>"
        "<option value=\"cites\">most citations</option>"
        "<option value=\"time\">most time</option></select></label>\n"
        "<p id=\"count\" role=\"status\"></p>\n</div>\n"
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
        "aria-label=\"Table of documents\">"
        "<table id=\"list\" hidden>\n<caption class=\"sr\">Documents</caption>"
        "<thead><tr><th scope=\"col\">Document</th>"
        "<th scope=\"col\">Outcome</th><th scope=\"col\" class=\"n\">Words</th>"
        "<th scope=\"col\" class=\"n\">Quotations</th>"
        "<th scope=\"col\" class=\"n\">Citations</th>"
        "<th scope=\"col\" class=\"n\">Time</th>"
        "<th scope=\"col\">Outputs</th></tr></thead>\n<tbody></tbody>\n"
        "</table></div>\n"
        "<nav id=\"pages\" aria-label=\"Pages of documents\" hidden>"
        "<button type=\"button\" id=\"first\">First</button> "
        "<button type=\"button\" id=\"back\">Previous</button> "
        "<span id=\"where\"></span> "
        "<button type=\"button\" id=\"next\">Next</button> "
        "<button type=\"button\" id=\"last\">Last</button></nav>\n"
        "</section>\n</main>\n");
}

ltn_status ltn_report_html(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out)
{
    page p = {.x = {.out = out}, .account = b, .o = o};
    const ltn_resource *css = resource(&p, "src/report/page.css");
    const ltn_resource *js = resource(&p, "src/report/page.js");

    if (p.failed)
        return LTN_ENOMEM;
    put_head(&p, css, js);
    put_top(&p);
    put_tiles(&p);
    put_charts(&p);
    put_causes(&p);
    put_sources(&p);
    put_documents(&p);
    ltn_buf_puts(out, "<script id=\"data\" type=\"application/json\">");
    ltn_status status = ltn_rows_put(b, o->place, out);
    ltn_buf_puts(out, "</script>\n<script>");
    put_whole(&p, js);
    ltn_buf_puts(out, "</script>\n</body>\n</html>\n");
    ltn_arena_release(&p.arena);
    return p.failed ? LTN_EIO : status;
}
