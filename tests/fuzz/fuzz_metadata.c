/* Any table is rows or a mistake with its place; the first byte says in which
 * format it comes. */

#include "convert/metadata/metadata.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static ltn_status parse(ltn_table *t, int format, const char *s, size_t len,
                        ltn_diags *diags)
{
    switch (format % 3) {
    case 0: return ltn_table_csv(t, s, len, ',', diags);
    case 1: return ltn_table_json(t, s, len, diags);
    default: return ltn_table_yaml(t, s, len, diags);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ltn_table t = {0};
    ltn_diags diags;

    if (size == 0)
        return 0;
    ltn_diags_init(&diags, "fuzz");
    ltn_status status =
        parse(&t, data[0], (const char *)data + 1, size - 1, &diags);
    if (status == LTN_INVALID && ltn_diags_status(&diags) == LTN_OK)
        abort(); /* a refusal without a reason */
    if (status == LTN_OK) {
        ltn_table_check(&t, size % 2 == 0, &diags);
        ltn_table_find(&t, "a/b.txt");
    }
    ltn_table_release(&t);
    ltn_diags_release(&diags);
    return 0;
}
