#include "analyse/analyse.h"

#include "analyse/citations/packs.h"
#include "analyse/language/language.h"
#include "analyse/lexicon.h"
#include "analyse/phrases.h"

static const struct {
    const ltn_pass *pass;
    bool open; /* what it finds is applied together with what the next pass
                  finds, which does not look at it */
} passes[] = {
    /* clang-format off */
    {&ltn_pass_language, false},
    {&ltn_pass_furniture, false},
    {&ltn_pass_structure, false},
    {&ltn_pass_speech, false},
    {&ltn_pass_quotes, false},
    {&ltn_pass_classes, false},
    {&ltn_pass_dates, false},
    {&ltn_pass_citations, false},
    {&ltn_pass_sources, false},
    /* clang-format on */
};

enum { PASSES = sizeof passes / sizeof passes[0] };

ltn_status ltn_analyse(ltn_analysis *a, ltn_doc *doc, ltn_diags *diags)
{
    ltn_status status = LTN_OK;
    ltn_edits edits;

    ltn_edits_init(&edits, doc);
    for (size_t i = 0; i < PASSES && status == LTN_OK; i++) {
        status = passes[i].pass->run(a, doc, &edits, diags);
        if (status == LTN_OK && !passes[i].open)
            status = ltn_doc_apply(doc, &edits, diags);
    }
    ltn_edits_release(&edits);
    return status;
}

void ltn_analysis_release(ltn_analysis *a)
{
    ltn_cites_free(a->cites);
    ltn_lexicon_free(a->lexicon);
    ltn_languages_free(a->languages);
    ltn_phrases_free(a->furniture);
    ltn_phrases_free(a->headings);
    *a = (ltn_analysis){0};
}
