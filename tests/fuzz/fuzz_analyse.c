/* Any text through the text reader and all passes: the document stays valid and
 * its text as it was; nothing fails but for want of memory.
 */

#include "analyse/analyse.h"
#include "read/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    abort();
}

static void analyse(ltn_doc *doc, ltn_diags *diags)
{
    static ltn_analysis a; /* kept from text to text, as a batch keeps it */
    const char *why = "";
    size_t len = doc->text.len;
    char *before = malloc(len + 1);

    if (!before)
        return;
    if (len > 0)
        memcpy(before, doc->text.data, len);
    if (ltn_analyse(&a, doc, diags) != LTN_OK)
        fail("a text could not be analysed");
    if (ltn_doc_check(doc, &why) != LTN_OK)
        fail(why);
    if (doc->text.len != len ||
        (len > 0 && memcmp(before, doc->text.data, len) != 0))
        fail("the text was changed");
    free(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ltn_read_options options = {.encoding = "UTF-8"};
    ltn_builder b;
    ltn_diags diags;
    ltn_doc *doc;

    ltn_diags_init(&diags, "fuzz");
    ltn_build_start(&b, &diags);
    ltn_reader_text.read((const char *)data, size, &options, &b, &diags);
    if (ltn_build_finish(&b, &doc) == LTN_OK)
        analyse(doc, &diags);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
