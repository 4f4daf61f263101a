/* Any bytes are a rule pack or a list of complaints, and what compiles can be
 * run on its own tests. */

#include "analyse/citations/check.h"
#include "analyse/citations/packs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ltn_diags d;
    ltn_buf out = {0};
    ltn_cites *c = ltn_cites_new();

    ltn_diags_init(&d, "fuzz.cites");
    if (c && size < 20000) {
        ltn_cites_parse(c, "fuzz.cites", (const char *)data, size, &d);
        ltn_cites_check_rules(c, &(ltn_cites_check){.out = &out}, &d);
    }
    ltn_buf_release(&out);
    ltn_cites_free(c);
    ltn_diags_release(&d);
    return 0;
}
