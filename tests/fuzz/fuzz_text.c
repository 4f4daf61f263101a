/* Any bytes are refused with a reason, or give a valid document whose text
 * holds every character. */

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
    if (ltn_build_finish(&b, &doc) == LTN_OK && status == LTN_OK)
        check(doc, (const char *)data, size);
    else if (ltn_diags_status(&diags) == LTN_OK)
        fail("a refusal without a reason");
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
