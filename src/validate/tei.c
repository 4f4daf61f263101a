/* TEI by our profile, schemas/tei/lectern.rnc: all that the writer makes, and
 * a subset of TEI P5. */

#include "codec/xml.h"
#include "validate/relaxng/relaxng.h"

static unsigned sniff(const char *bytes, size_t len)
{
    return ltn_sax_root_is(bytes, len, "TEI", "http://www.tei-c.org/ns/1.0")
               ? 95
               : 0;
}

static ltn_status validate(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags)
{
    ltn_rng *schema = ltn_schemas_rng(s, "schemas/tei/lectern.rnc", diags);

    return schema ? ltn_rng_validate(schema, bytes, len, diags) : LTN_ENOMEM;
}

const ltn_validator ltn_validator_tei = {
    .name = "tei",
    .title = "lectern's profile of TEI P5 (RELAX NG)",
    .sniff = sniff,
    .validate = validate,
};
