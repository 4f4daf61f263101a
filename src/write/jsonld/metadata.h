/* metadata.h - what is known of a document as a whole, as linked data.
 *
 * The object stands by itself (context, root, source, run); the TEI writer
 * puts it into xenoData, the JSON-LD file begins with the same members.
 */
#ifndef LTN_WRITE_JSONLD_METADATA_H
#define LTN_WRITE_JSONLD_METADATA_H

#include "util/jsonout.h"
#include "write/writer.h"

/* Writes one JSON-LD object, with a context of its own, of the metadata of doc.
 * The same document and options give the same bytes. */
void ltn_jsonld_metadata(ltn_json *j, const ltn_doc *doc,
                         const ltn_write_options *options);

#endif
