/* validator.h - bytes to diagnostics.
 *
 * A validator judges the bytes of one file against the rules of its format; it
 * does not know the document model, so it cannot forgive our own mistakes.
 * Compiled schemas are kept in ltn_schemas and used for many files.
 */
#ifndef LTN_VALIDATE_VALIDATOR_H
#define LTN_VALIDATE_VALIDATOR_H

#include "util/buf.h"
#include "util/diag.h"

/* The built-in schemas, compiled when first needed, by path ("schemas/tei/
 * lectern.rnc"). Not for two threads at once. */
typedef struct ltn_schemas ltn_schemas;
ltn_schemas *ltn_schemas_new(void); /* NULL without memory */
void ltn_schemas_free(ltn_schemas *s);

/* Reads a file that a schema includes or refers to: path is `href` resolved
 * against the place of the schema that names it. Appends to out. */
typedef ltn_status ltn_fetch(void *context, const char *path, ltn_buf *out,
                             ltn_diags *diags);

typedef struct ltn_validator {
    const char *name;  /* the format's: "tei" */
    const char *title; /* what it judges by, for `lectern formats` */

    /* How sure, 0 to 100, that bytes are of this format; they may be cut. */
    unsigned (*sniff)(const char *bytes, size_t len);

    /* LTN_OK, or LTN_INVALID with every error in diags. */
    ltn_status (*validate)(ltn_schemas *s, const char *bytes, size_t len,
                           ltn_diags *diags);

    /* The same of bytes that may be changed, with a NUL at bytes[len]: it takes
     * less memory. NULL: it would not. */
    ltn_status (*validate_own)(ltn_schemas *s, char *bytes, size_t len,
                               ltn_diags *diags);
} ltn_validator;

extern const ltn_validator ltn_validator_epub;
extern const ltn_validator ltn_validator_html;
extern const ltn_validator ltn_validator_jsonld;
extern const ltn_validator ltn_validator_tei;

#endif
