/* jsonschema.h - JSON Schema 2020-12, 2019-09 and draft 7: JSON bytes to
 * diagnostics.
 *
 * A schema is compiled once and then judges any number of texts; it is constant
 * after loading and may be used by several threads at once. Other schemas it
 * refers to come from the built-in metaschemas or through the caller's `fetch`,
 * never from a network.
 * Limits (a diagnostic and LTN_ELIMIT): LTN_JSONSCHEMA_DEPTH_MAX schemas inside
 * one another at one time, LTN_JSONSCHEMA_STEPS_MAX steps, the match limit of
 * a regular expression, LTN_JSONSCHEMA_TEXTS_MAX schema texts fetched.
 */
#ifndef LTN_VALIDATE_JSONSCHEMA_JSONSCHEMA_H
#define LTN_VALIDATE_JSONSCHEMA_JSONSCHEMA_H

#include "codec/json.h"
#include "validate/schemas.h"

typedef struct ltn_jsonschema ltn_jsonschema;

/* Compiles a schema text. path is its place: what relative references without
 * an $id resolve against, and the name in messages. fetch may be NULL: then
 * only what is in the text and the metaschemas can be referred to. fetch gets
 * the absolute URI (or path) of the text, without fragment. LTN_OK fills *out;
 * else every error of the schema is in diags, with its own file:line:col. */
ltn_status ltn_jsonschema_load(const char *bytes, size_t len, const char *path,
                               ltn_fetch *fetch, void *context,
                               ltn_diags *diags, ltn_jsonschema **out);

/* Makes "format" a rule instead of a remark, even where the schema's own
 * vocabulary does not. Before the schema is shared. */
void ltn_jsonschema_assert_formats(ltn_jsonschema *s, bool on);

/* Parses and judges a JSON text: LTN_OK, or every error in diags, each with the
 * JSON Pointer of the value, its line and its column. */
ltn_status ltn_jsonschema_validate(const ltn_jsonschema *s, const char *bytes,
                                   size_t len, ltn_diags *diags);

/* The same for a text that has been parsed already; bytes is what it was parsed
 * from, for lines and columns. */
ltn_status ltn_jsonschema_judge(const ltn_jsonschema *s,
                                const ltn_json_doc *value, const char *bytes,
                                size_t len, ltn_diags *diags);

/* The schema of the elements of the list at a JSON Pointer, when the rest of a
 * text may be judged without them, the list being empty then; else NULL. */
typedef struct ltn_js_node ltn_js_node;
const ltn_js_node *ltn_jsonschema_elements(const ltn_jsonschema *s,
                                           const char *pointer);

/* Judges many values quietly, one after another; NULL: no memory. */
typedef struct ltn_js_run ltn_js_run;
ltn_js_run *ltn_jsonschema_run_new(const ltn_jsonschema *s);
void ltn_jsonschema_run_free(ltn_js_run *r);

/* Whether v, which was len bytes of text, satisfies a schema of
 * ltn_jsonschema_elements(), or (NULL) the whole. False, too, when a limit was
 * met: judge again to know why. */
bool ltn_jsonschema_suits(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v,
                          size_t len);

void ltn_jsonschema_free(ltn_jsonschema *s);

/* The schema compiled into the program at path ("schemas/jsonld/..."), compiled
 * when first asked for and kept in s; NULL and an error when there is none. It
 * belongs to s. */
ltn_jsonschema *ltn_schemas_json(ltn_schemas *s, const char *path,
                                 ltn_diags *diags);

#endif
