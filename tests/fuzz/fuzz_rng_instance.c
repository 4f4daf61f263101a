/* Any document is judged by any schema, twice in the same way.
 * Input: a schema in compact syntax, a NUL, a document. */

#include "validate/relaxng/relaxng.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ltn_status judge(ltn_rng *r, const char *doc, size_t len)
{
    ltn_diags d;

    ltn_diags_init(&d, "fuzz");
    ltn_status status = ltn_rng_validate(r, doc, len, &d);
    if ((status == LTN_OK) != (ltn_diags_status(&d) == LTN_OK))
        abort();
    ltn_diags_release(&d);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *nul = memchr(data, 0, size);
    ltn_rng *r;
    ltn_diags d;

    if (!nul)
        return 0;
    ltn_diags_init(&d, "fuzz");
    ltn_rng_load((const char *)data, (size_t)(nul - data), "fuzz.rnc", true,
                 NULL, NULL, &d, &r);
    ltn_diags_release(&d);
    if (!r)
        return 0;
    const char *doc = (const char *)nul + 1;
    size_t len = size - (size_t)(nul + 1 - data);
    ltn_status first = judge(r, doc, len);
    if (first != LTN_ELIMIT && judge(r, doc, len) != first)
        abort();
    ltn_rng_free(r);
    return 0;
}
