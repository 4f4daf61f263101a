#include "batch/facts.h"

#include "util/unicode.h"

#include <assert.h>
#include <string.h>

static const char *known(const ltn_doc *doc, ltn_meta_key key)
{
    const ltn_meta_value *v = ltn_meta_get(&doc->meta, key);

    return !v ? "" : v->iso ? v->iso : v->text;
}

static const char *or_empty(const char *s)
{
    return s ? s : "";
}

/* Works in the order of their first mention, with the number of mentions. */
static void count_works(const ltn_doc *doc, ltn_facts *f)
{
    for (uint32_t i = 0; i < doc->works.len && f->work_len < LTN_FACT_WORKS;
         i++) {
        const ltn_work *w = &doc->works.at[i];
        f->works[f->work_len++] =
            (ltn_fact_work){.name = or_empty(w->name),
                            .identifier = or_empty(w->identifier),
                            .url = or_empty(w->url)};
    }
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        uint32_t work = it.node->props->work;
        if (it.event == LTN_ENTER && work > 0 && work <= f->work_len)
            f->works[work - 1].times++;
    }
}

static uint32_t *counter_of(ltn_facts *f, const ltn_node *n)
{
    if (n->kind == LTN_QUOTE || n->kind == LTN_BLOCK_QUOTE)
        return n->props->prev ? NULL : &f->quotes; /* a part is no quote */
    if (n->kind == LTN_CITATION)
        return &f->citations;
    if (n->kind == LTN_FURNITURE)
        return &f->furniture;
    if (n->kind == LTN_FOOTNOTE)
        return &f->notes;
    return n->kind == LTN_HEADING ? &f->headings : NULL;
}

void ltn_facts_of(const ltn_doc *doc, ltn_facts *f)
{
    assert(f);
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        uint32_t *count = it.event == LTN_ENTER ? counter_of(f, it.node) : NULL;
        if (count)
            (*count)++;
    }
    f->title = known(doc, LTN_META_TITLE);
    f->speaker = known(doc, LTN_META_SPEAKER);
    f->date = known(doc, LTN_META_DATE);
    f->language = known(doc, LTN_META_LANGUAGE);
    f->words = (uint32_t)ltn_count_words(doc->text.data, doc->text.len);
    if (doc->source.sha256)
        memcpy(f->hash, doc->source.sha256, sizeof f->hash - 1);
    count_works(doc, f);
}
