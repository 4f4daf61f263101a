/* jsonld.h - what the files of the JSON-LD writer share; nobody else's.
 *
 * Everything is written straight into the buffer; a member that would be empty
 * is left out, and a value that would not be what its term asks for (an IRI
 * that is none, a date that is none) too.
 */
#ifndef LTN_WRITE_JSONLD_JSONLD_H
#define LTN_WRITE_JSONLD_JSONLD_H

#include "util/codepoints.h"
#include "util/jsonout.h"
#include "write/writer.h"

/* A file being written. */
typedef struct ltn_ld {
    ltn_json j;
    const ltn_doc *doc;
    const char *text; /* of doc; not NULL */
    const ltn_write_options *options;
    ltn_codepoints points;
    bool *url_is_id; /* of each work: its URL is its @id; NULL: of none */
} ltn_ld;

/* ---- terms.c ---- */

/* "@context": all terms, or those of the metadata alone. The base of relative
 * IRIs is the name of the source bytes (RFC 6920). */
void ltn_ld_context(ltn_json *j, const ltn_doc *doc, bool whole);

/* From here to ltn_ld_spread(): objects in one line. */
unsigned ltn_ld_fold(ltn_json *j);
void ltn_ld_spread(ltn_json *j, unsigned indent);

/* "name": "value"; nothing when there is none. */
void ltn_ld_say(ltn_json *j, const char *name, const char *value);

/* "name": "#id"; nothing when id is "". */
void ltn_ld_ref(ltn_json *j, const char *name, const char *id);

/* "@type": [one, other] */
void ltn_ld_types(ltn_json *j, const char *one, const char *other);

/* "name": "iri", made safe (RFC 3987 #section-2.2: what may not stand in an
 * IRI is percent-encoded); nothing when it is not absolute. */
void ltn_ld_iri(ltn_json *j, const char *name, const char *iri);
void ltn_ld_iri_value(ltn_json *j, const char *iri);

/* Whether iri has a scheme, so that ltn_ld_iri() would write it. */
bool ltn_ld_is_iri(const char *iri);

/* {"@type": type, "name": name}, as the value of member; NULL: nothing. */
void ltn_ld_named(ltn_json *j, const char *member, const char *type,
                  const char *name);

/* "rule", "evidence", "confidence", "wasGeneratedBy"; nothing for NULL. */
void ltn_ld_decision(ltn_json *j, const ltn_decision *why);

/* ---- metadata.c ---- */

/* "@id", "@type", name, people, event, source and all else that metadata says;
 * the run. */
void ltn_ld_metadata(ltn_json *j, const ltn_doc *doc,
                     const ltn_write_options *options);

/* Opens the description of the source file, "#text", the first encoding. */
void ltn_ld_source(ltn_json *j, const ltn_doc *doc);

/* Whether the index-th entity is described among the metadata. */
bool ltn_ld_entity_known(const ltn_doc *doc, uint32_t index);

/* ---- things.c: works, people, what was decided about the whole ---- */

/* Fills ld->url_is_id. */
void ltn_ld_name_works(ltn_ld *ld);

/* "name": the @id of the index-th work; nothing when there is none. */
void ltn_ld_work_ref(ltn_ld *ld, const char *name, uint32_t index);

/* "citation": the works; "mentions": people, bodies, places. */
void ltn_ld_works(ltn_ld *ld);
void ltn_ld_entities(ltn_ld *ld);

/* The page of annotations about the document as a whole. */
void ltn_ld_decisions(ltn_ld *ld);

/* ---- nodes.c ---- */

/* "hasPart": the blocks in order; the page of annotations: all other nodes. */
void ltn_ld_blocks(ltn_ld *ld);
void ltn_ld_annotations(ltn_ld *ld);

#endif
