/* TEI by our profile, schemas/tei/lectern.rnc: all that the writer makes, and
 * a subset of TEI P5; or by profiles.rnc, the same for the other profiles. */

#include "codec/xml.h"
#include "validate/relaxng/relaxng.h"

#include <string.h>

enum { PROLOG_BYTES = 512 };

static unsigned sniff(const char *bytes, size_t len)
{
    return ltn_sax_root_is(bytes, len, "TEI", "http://www.tei-c.org/ns/1.0")
               ? 95
               : 0;
}

/* Whether s stands in the first bytes, where xml-model is. */
static bool is_named(const char *bytes, size_t len, const char *s)
{
    size_t n = strlen(s), end = len < PROLOG_BYTES ? len : PROLOG_BYTES;

    for (size_t i = 0; i + n <= end; i++)
        if (memcmp(bytes + i, s, n) == 0)
            return true;
    return false;
}

/* What our writer makes for other profiles says so by its xml-model. */
static const char *schema_for(const char *bytes, size_t len)
{
    static const char *const others[] = {
        "/tei_lite.rng\"", "/parla-clarin.rng\"", "/tei_simplePrint.rng\""};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_named(bytes, len, others[i]))
            return "schemas/tei/profiles.rnc";
    return "schemas/tei/lectern.rnc";
}

static ltn_status validate(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags)
{
    ltn_rng *schema = ltn_schemas_rng(s, schema_for(bytes, len), diags);

    return schema ? ltn_rng_validate(schema, bytes, len, diags) : LTN_ENOMEM;
}

const ltn_validator ltn_validator_tei = {
    .name = "tei",
    .title = "lectern's profile of TEI P5 (RELAX NG)",
    .sniff = sniff,
    .validate = validate,
};
