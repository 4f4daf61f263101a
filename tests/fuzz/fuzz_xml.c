/* Any bytes are parsed or refused with a reason. */

#include "codec/xml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text(void *context, ltn_sax *x, const char *s, size_t len)
{
    (void)context;
    ltn_sax_pos_at(x, s, s + len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ltn_sax_handler handler = {.text = text};
    ltn_diags diags;

    ltn_diags_init(&diags, "fuzz");
    ltn_status status =
        ltn_sax_parse(&handler, NULL, (const char *)data, size, &diags);
    if ((status != LTN_OK) != (ltn_diags_status(&diags) != LTN_OK))
        abort();
    ltn_diags_release(&diags);
    return 0;
}
