/* The JSON-LD validator, on any bytes: no crash, and a reason for a refusal. */

#include "validate/validator.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ltn_schemas *schemas;
    ltn_diags diags;

    if (!schemas)
        schemas = ltn_schemas_new();
    ltn_diags_init(&diags, "fuzz");
    ltn_status status = ltn_validator_jsonld.validate(
        schemas, (const char *)data, size, &diags);
    if (status != LTN_OK && status != LTN_ENOMEM && !diags.first)
        abort();
    if (status == LTN_OK && diags.count[LTN_ERROR] > 0)
        abort();
    ltn_diags_release(&diags);
    return 0;
}
