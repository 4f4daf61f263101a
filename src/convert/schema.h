/* schema.h - the schema a user names with --schema: loaded once, for all files.
 *
 * What it refers to is read from files beside it; never from the network.
 */
#ifndef LTN_CONVERT_SCHEMA_H
#define LTN_CONVERT_SCHEMA_H

#include "validate/jsonschema/jsonschema.h"
#include "validate/relaxng/relaxng.h"

typedef struct ltn_user_schema {
    ltn_jsonschema *json; /* NULL: none, or of another language */
    ltn_rng *rng;         /* the same */
} ltn_user_schema;

/* Loads the schema that options name, if they name one. Errors of the schema
 * have its own file:line:col. */
ltn_status ltn_user_schema_load(ltn_user_schema *s, const ltn_options *options,
                                ltn_diags *diags);
void ltn_user_schema_release(ltn_user_schema *s);

/* Whether it can say something about outputs of a format. */
bool ltn_user_schema_is_for(const ltn_user_schema *s, const char *format);

/* Judges a file of any format by it. */
ltn_status ltn_user_schema_validate(const ltn_user_schema *s, const char *bytes,
                                    size_t len, ltn_diags *diags);

/* Compiles the RELAX NG schema in a file, with what lies beside it. */
ltn_status ltn_rng_load_file(const char *path, ltn_diags *diags, ltn_rng **out);

#endif
