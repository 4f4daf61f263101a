/* Any bytes are a RELAX NG schema in XML syntax, or refused with a reason; what
 * it includes is one small pattern. */

#include "validate/relaxng/relaxng.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ltn_status no_file(void *context, const char *path, ltn_buf *out,
                          ltn_diags *diags)
{
    (void)context, (void)path, (void)diags;
    ltn_buf_puts(out, "<element name='e' "
                      "xmlns='http://relaxng.org/ns/structure/1.0'>"
                      "<empty/></element>");
    return LTN_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char doc[] = "<e a='1'>x<e/><f>y</f></e>";
    ltn_rng *r;
    ltn_diags d;

    ltn_diags_init(&d, "fuzz");
    ltn_status status = ltn_rng_load((const char *)data, size, "fuzz.rng",
                                     false, no_file, NULL, &d, &r);
    if ((status == LTN_OK) != (ltn_diags_status(&d) == LTN_OK) ||
        (status == LTN_OK) != (r != NULL))
        abort();
    if (r)
        ltn_rng_validate(r, doc, sizeof doc - 1, &d);
    ltn_rng_free(r);
    ltn_diags_release(&d);
    return 0;
}
