#include "analyse/analyse.h"

#include "analyse/citations/packs.h"
#include "analyse/language/language.h"
#include "analyse/lexicon.h"
#include "analyse/phrases.h"

static const ltn_pass *const passes[] = {
    /* clang-format off */
    &ltn_pass_language,
    &ltn_pass_furniture,
    &ltn_pass_structure,
    &ltn_pass_speech,
    &ltn_pass_quotes,
    &ltn_pass_classes,
    &ltn_pass_dates,
    &ltn_pass_citations,
    &ltn_pass_sources,
    NULL,
    /* clang-format on */
};

ltn_status ltn_analyse(ltn_analysis *a, ltn_doc *doc, ltn_diags *diags)
{
    ltn_status status = LTN_OK;

    for (size_t i = 0; passes[i] && status == LTN_OK; i++) {
        ltn_edits edits;
        ltn_edits_init(&edits, doc);
        status = passes[i]->run(a, doc, &edits, diags);
        if (status == LTN_OK)
            status = ltn_doc_apply(doc, &edits, diags);
        ltn_edits_release(&edits);
    }
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
