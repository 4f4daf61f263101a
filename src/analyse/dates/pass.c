/* The pass: dates in the text, as edits. */

#include "analyse/lexicon.h"

#include <string.h>

static void put_date(ltn_edits *e, const ltn_date *d)
{
    const char *text = e->doc->text.data;
    ltn_props *props = ltn_edit_props(e, NULL);

    if (!props)
        return;
    props->when = ltn_edit_string(e, d->iso, strlen(d->iso));
    ltn_edit_mark(
        e, &(ltn_mark){.start = (uint32_t)(d->start - text),
                       .end = (uint32_t)(d->end - text),
                       .kind = LTN_DATE,
                       .props = props,
                       .why = ltn_edit_why(e, d->rule, d->percent, NULL)});
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    const ltn_lexicon *l = ltn_lexicon_of(a);
    const char *text = doc->text.data;
    const ltn_node *block = NULL;
    ltn_date d;

    (void)diags;
    if (!l)
        return LTN_ENOMEM;
    for (ltn_iter it = ltn_iter_at(doc->root);
         edits->status == LTN_OK && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event == LTN_ENTER && ltn_kinds[n->kind].group == LTN_BLOCKS)
            block = n;
        if (it.event != LTN_ENTER || n != block)
            continue;
        const char *at = text + n->start, *start = at;
        while (ltn_date_next(&l->dates, start, &at, text + n->end, &d))
            put_date(edits, &d);
    }
    return edits->status;
}

const ltn_pass ltn_pass_dates = {.name = "dates", .run = run};
