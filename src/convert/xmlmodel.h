/* xmlmodel.h - schemas that a document names itself, by processing
 * instructions <?xml-model href="…"?> before its root (W3C Note "Associating
 * Schemas with XML documents", #xml-model).
 *
 * Only RELAX NG in files beside the document is followed; what lies elsewhere
 * is reported as a note. Compiled schemas are kept in ltn_schemas by path.
 */
#ifndef LTN_CONVERT_XMLMODEL_H
#define LTN_CONVERT_XMLMODEL_H

#include "validate/validator.h"

#include <stdbool.h>

/* Judges the document by each schema that it names. *some: there was one. */
ltn_status ltn_xml_model_validate(ltn_schemas *s, const char *path,
                                  const char *bytes, size_t len,
                                  ltn_diags *diags, bool *some);

#endif
