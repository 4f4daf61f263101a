/* shown.h - what the passes about citations found, as one line. */
#ifndef SHOWN_H
#define SHOWN_H

#include "../sample.h"

#include "model/doc.h"

/* "[words]=what" for each citation and mention: the identifier or canonical
 * reference, "->" and the start of the entry that it leads to, and its
 * locators "<unit from-to>". */
static inline void show(sample *s)
{
    size_t n = 0, size = sizeof s->shown;
    const char *text = s->doc->text.data;

    s->shown[0] = '\0';
    for (ltn_iter it = ltn_iter_at(s->doc->root);
         ltn_iter_next(&it) && n < size;) {
        const ltn_node *c = it.node;
        const ltn_props *p = c->props;
        if (it.event != LTN_ENTER)
            continue;
        if (c->kind == LTN_CITATION || c->kind == LTN_MENTION) {
            const ltn_node *to =
                p->target ? ltn_doc_node(s->doc, p->target) : NULL;
            n += (size_t)snprintf(s->shown + n, size - n, "[%.*s]",
                                  (int)(c->end - c->start), text + c->start);
            if (p->identifier || p->cref)
                n += (size_t)snprintf(s->shown + n, size - n, "=%s",
                                      p->cref ? p->cref : p->identifier);
            if (to)
                n += (size_t)snprintf(s->shown + n, size - n, "->%.*s", 7,
                                      text + to->start);
        } else if (c->kind == LTN_LOCATOR && p->unit) {
            n += (size_t)snprintf(s->shown + n, size - n, "<%s %s%s%s>",
                                  p->unit, p->from ? p->from : "",
                                  p->to ? "-" : "", p->to ? p->to : "");
        }
    }
}

/* Runs the passes over text (paragraphs with empty lines between them). */
static inline void cite(sample *s, const char *text, bool sources)
{
    *s = (sample){0};
    read_text(s, text);
    if (sources) {
        in_language(s, "en");
        run_pass(s, &ltn_pass_quotes);
        run_pass(s, &ltn_pass_classes);
    }
    run_pass(s, &ltn_pass_citations);
    if (sources)
        run_pass(s, &ltn_pass_sources);
    show(s);
}

static inline void expect_cited(const char *text, const char *want)
{
    static sample s;

    cite(&s, text, false);
    assert_string_equal(s.shown, want);
    end_sample(&s);
}

#endif
