/* relaxng.h - RELAX NG (ISO/IEC 19757-2): schemas in XML or compact syntax,
 * documents judged in one pass over SAX events.
 *
 * A compiled schema owns everything it learns: an automaton over derivatives
 * grows while documents are validated and serves the next ones. Not for two
 * threads at once. Memory does not grow with a document, but for its IDs.
 * Limits: LTN_RNG_… in util/limits.h; one that is met is an error "rng.limit".
 */
#ifndef LTN_VALIDATE_RELAXNG_RELAXNG_H
#define LTN_VALIDATE_RELAXNG_RELAXNG_H

#include "codec/xml.h"
#include "validate/validator.h"

#include <stdbool.h>

typedef struct ltn_rng ltn_rng;

/* Compiles the schema in the len bytes, which stand at path; XML syntax or
 * compact syntax is decided by the content ("<" comes first in XML). `compact`
 * says that it can only be compact. What it includes or refers to comes from
 * fetch (NULL: nothing may). LTN_INVALID: the schema is wrong, with errors
 * "rng.schema…" at its own places; LTN_ELIMIT; LTN_ENOMEM. */
ltn_status ltn_rng_load(const char *bytes, size_t len, const char *path,
                        bool compact, ltn_fetch *fetch, void *context,
                        ltn_diags *diags, ltn_rng **out);

/* Judges a document: LTN_OK, or LTN_INVALID with every error in diags (not
 * well-formed: up to there), LTN_ELIMIT, LTN_ENOMEM. */
ltn_status ltn_rng_validate(ltn_rng *schema, const char *bytes, size_t len,
                            ltn_diags *diags);

/* Names that no name class can express ("data-" and anything) may be said
 * beside a schema: an attribute that is not allowed is no error when forgive()
 * says so. */
void ltn_rng_forgive(ltn_rng *schema, bool (*forgive)(const ltn_sax_attr *at));

void ltn_rng_free(ltn_rng *schema);

/* The built-in schema at path ("schemas/tei/lectern.rnc"), compiled when first
 * asked for; s keeps it. NULL, with an error, when there is none or without
 * memory. */
ltn_rng *ltn_schemas_rng(ltn_schemas *s, const char *path, ltn_diags *diags);

#endif
