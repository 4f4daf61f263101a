/* Any text goes through the citation passes and comes out whole. The packs are
 * kept from one input to the next, as a batch keeps them. */

#include "analyse/analyse.h"
#include "model/build.h"
#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ltn_doc *document(const char *s, size_t len, ltn_diags *diags)
{
    ltn_builder b;
    ltn_buf text = {0};
    ltn_doc *doc = NULL;

    ltn_build_start(&b, diags);
    ltn_buf_put(&text, s, len);
    ltn_build_take(&b, &text);
    for (size_t at = 0; at < len;) {
        size_t end = at;
        while (end < len && s[end] != '\n')
            end++;
        if (end > at) {
            ltn_build_open(&b, LTN_PARAGRAPH);
            ltn_build_leaf(&b, LTN_TEXT, at, end);
            ltn_build_close(&b);
        }
        at = end + 1;
    }
    ltn_build_finish(&b, &doc);
    return doc;
}

static void pass(const ltn_pass *p, ltn_analysis *a, ltn_doc *doc,
                 ltn_diags *diags)
{
    ltn_edits e;
    const char *why;

    ltn_edits_init(&e, doc);
    if (p->run(a, doc, &e, diags) == LTN_OK)
        ltn_doc_apply(doc, &e, diags);
    ltn_edits_release(&e);
    if (ltn_doc_check(doc, &why) != LTN_OK) {
        fprintf(stderr, "%s: %s\n", p->name, why);
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ltn_analysis analysis;
    ltn_diags d;

    if (size > 100000 || ltn_utf8_check((const char *)data, size) < size)
        return 0;
    ltn_diags_init(&d, "fuzz");
    ltn_doc *doc = document((const char *)data, size, &d);
    const char *why;
    if (doc && ltn_doc_check(doc, &why) == LTN_OK) {
        pass(&ltn_pass_quotes, &analysis, doc, &d);
        pass(&ltn_pass_citations, &analysis, doc, &d);
    }
    ltn_doc_free(doc);
    ltn_diags_release(&d);
    return 0;
}
