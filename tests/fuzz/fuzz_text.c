/* Any bytes are refused with a reason, or give a valid document whose text
 * holds every character; the passes about layout keep it valid. */

#include "analyse/analyse.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    abort();
}

static void check(const ltn_doc *doc, const char *bytes, size_t size)
{
    const char *why;
    size_t skip = doc->source.bom ? 3 : 0;

    if (ltn_doc_check(doc, &why) != LTN_OK)
        fail(why);
    if (!doc->source.decoded &&
        (doc->text.len != size - skip ||
         memcmp(doc->text.data, bytes + skip, size - skip) != 0))
        fail("the text is not the source");
}

static void analyse(ltn_doc *doc, ltn_diags *diags)
{
    static ltn_analysis a; /* word lists are read once */
    static const ltn_pass *const passes[] = {
        &ltn_pass_language, &ltn_pass_furniture, &ltn_pass_structure};
    const char *why;

    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++) {
        ltn_edits edits;
        ltn_edits_init(&edits, doc);
        if (passes[i]->run(&a, doc, &edits, diags) != LTN_OK ||
            ltn_doc_apply(doc, &edits, diags) != LTN_OK)
            fail(passes[i]->name);
        ltn_edits_release(&edits);
        if (ltn_doc_check(doc, &why) != LTN_OK)
            fail(why);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ltn_builder b;
    ltn_diags diags;
    ltn_doc *doc;
    ltn_read_options options = {0};

    ltn_diags_init(&diags, "fuzz");
    ltn_build_start(&b, &diags);
    ltn_status status =
        ltn_reader_text.read((const char *)data, size, &options, &b, &diags);
    if (ltn_build_finish(&b, &doc) == LTN_OK && status == LTN_OK) {
        check(doc, (const char *)data, size);
        analyse(doc, &diags);
    } else if (ltn_diags_status(&diags) == LTN_OK)
        fail("a refusal without a reason");
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
