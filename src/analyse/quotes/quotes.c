/* The pass: what the document's marks mean, as edits. */

#include "analyse/lexicon.h"

#include "util/buf.h"

#include <stdlib.h>
#include <string.h>

static const char *style_name(ltn_edits *e, const ltn_quote_style *s)
{
    return ltn_edit_string(e, s->name, s->name_len);
}

static void put_glyph(ltn_buf *b, const char *text, const ltn_qscan *s,
                      unsigned glyph)
{
    for (size_t i = 0; i < s->marks; i++)
        if (s->mark[i].glyph == glyph) {
            ltn_buf_put(b, text + s->mark[i].at, s->mark[i].len);
            return;
        }
}

/* "“ opens 12 times, ” closes 11 times" */
static const char *evidence_of(ltn_edits *e, const ltn_convention *c,
                               const ltn_qscan *s)
{
    ltn_buf b = {0};
    const char *text = e->doc->text.data;

    put_glyph(&b, text, s, c->style->glyph[0]);
    ltn_buf_printf(&b, " opens %u times", c->opens);
    if (c->closes > 0) {
        ltn_buf_puts(&b, ", ");
        put_glyph(&b, text, s, c->style->glyph[1]);
        ltn_buf_printf(&b, " closes %u times", c->closes);
    }
    ltn_buf_puts(&b, " at clear places");
    const char *copy = ltn_edit_string(e, b.data ? b.data : "", b.len);
    if (ltn_buf_status(&b) != LTN_OK)
        e->status = LTN_ENOMEM;
    ltn_buf_release(&b);
    return copy;
}

static void add_finding(ltn_edits *e, const char *value, ltn_decision why)
{
    ltn_edit_finding(
        e, &(ltn_finding){.topic = "quotation", .value = value, .why = why});
}

static void report(ltn_edits *e, const ltn_convention *c, const ltn_qscan *s,
                   bool forced)
{
    if (c->style && s->marks > 0)
        add_finding(
            e, style_name(e, c->style),
            (ltn_decision){.rule =
                               forced ? "quotation.option" : "quotation.counts",
                           .evidence = forced ? NULL : evidence_of(e, c, s),
                           .confidence = (uint8_t)c->percent});
    if (c->also)
        add_finding(e, style_name(e, c->also),
                    (ltn_decision){.rule = "quotation.mixed",
                                   .confidence = (uint8_t)c->also_percent});
    if (c->dashes)
        add_finding(
            e, "dashes",
            (ltn_decision){.rule = "quotation.dashes", .confidence = 85});
}

/* Marks of the same confidence and rule share one decision. */
typedef struct whys {
    const ltn_decision *last[101];
} whys;

static const ltn_decision *why_of(ltn_edits *e, whys *w, const ltn_qspan *s)
{
    const ltn_decision *d = w->last[s->percent];

    if (!d || d->rule != s->rule)
        d = w->last[s->percent] = ltn_edit_why(e, s->rule, s->percent, NULL);
    return d;
}

static void put_marks(ltn_edits *e, const ltn_qspans *spans)
{
    whys *w = calloc(1, sizeof *w);
    ltn_props *before = NULL; /* of the quote that goes on */
    uint32_t before_key = 0;

    if (!w) {
        e->status = LTN_ENOMEM;
        return;
    }
    for (size_t i = 0; i < spans->len && e->status == LTN_OK; i++) {
        const ltn_qspan *s = &spans->at[i];
        ltn_props *props = NULL;
        bool linked = s->again && before;
        if (linked || (s->open && s->level == 1))
            props = ltn_edit_props(e, NULL);
        uint32_t key = ltn_edit_mark(e, &(ltn_mark){.start = s->start,
                                                    .end = s->end,
                                                    .kind = LTN_QUOTE,
                                                    .level = s->level,
                                                    .props = props,
                                                    .why = why_of(e, w, s)});
        if (linked && props) {
            props->prev = before_key;
            before->next = key;
        }
        if (s->level == 1) {
            before = s->open ? props : NULL;
            before_key = key;
        }
    }
    free(w);
}

static ltn_status unknown_style(const ltn_quote_table *t, const char *name,
                                ltn_diags *diags)
{
    const ltn_quote_style *near = &t->style[0];

    for (unsigned i = 0; i < t->styles; i++)
        if (t->style[i].name_len > 0 && t->style[i].name[0] == name[0]) {
            near = &t->style[i];
            break;
        }
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "quotes.style",
                 "no quotation style '%s'; did you mean '%.*s'?", name,
                 (int)near->name_len, near->name);
    return LTN_EUSAGE;
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    ltn_lexicon *l = ltn_lexicon_of(a);
    const char *name = a->options.quotes;
    const ltn_quote_style *forced = NULL;
    ltn_qscan scan = {0};
    ltn_qspans matched = {0}, spans = {0};
    const char *lang = ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und");

    if (!l)
        return LTN_ENOMEM;
    if (name && !(forced = ltn_quote_style_find(&l->quotes, name)))
        return unknown_style(&l->quotes, name, diags);
    ltn_quote_scan(&scan, doc, &l->quotes, forced, &l->elisions);
    ltn_convention *c = malloc(sizeof *c);
    bool decided = true;
    if (c && !scan.failed) {
        const ltn_quote_task task = {.text = doc->text.data,
                                     .lang = lang,
                                     .cues = ltn_lexicon_cues(l, lang),
                                     .forced = forced};
        decided = ltn_quote_decide(c, &l->quotes, &scan, &task) &&
                  !(task.cues && task.cues->failed);
        ltn_quote_match(&l->quotes, c, task.text, &scan, &matched);
        ltn_quote_dialogue(task.text, &scan, c, task.cues, &matched, &spans);
        report(edits, c, &scan, forced != NULL);
        put_marks(edits, &spans);
    }
    bool failed =
        !c || !decided || scan.failed || matched.failed || spans.failed;
    free(c);
    free(matched.at);
    free(spans.at);
    ltn_quote_scan_release(&scan);
    return failed ? LTN_ENOMEM : edits->status;
}

const ltn_pass ltn_pass_quotes = {.name = "quotes", .run = run};
