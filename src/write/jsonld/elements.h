/* elements.h - each node of the model as a TEI element and its attributes.
 *
 * The mapping can be turned round: element, the attributes below and whether
 * the node stands among the blocks or the annotations give back its kind,
 * class, level and properties.
 */
#ifndef LTN_WRITE_JSONLD_ELEMENTS_H
#define LTN_WRITE_JSONLD_ELEMENTS_H

#include "model/doc.h"

typedef struct ltn_ld_element {
    const char *name;  /* "tei:p" */
    const char *attr;  /* attribute that tells the class or kind, or NULL */
    const char *value; /* its value */
} ltn_ld_element;

/* The element of a kind and class; LTN_DOCUMENT and LTN_TEXT have none. */
ltn_ld_element ltn_ld_element_of(ltn_kind kind, unsigned cls);

/* Whether a node of this kind stands in hasPart; else it is an annotation. */
bool ltn_ld_is_block(ltn_kind kind);

/* What a property of a node is called among the attributes of its kind. The
 * ones that point hold "#id". */
typedef enum ltn_ld_prop {
    LTN_LD_FAMILY,
    LTN_LD_IDENTIFIER,
    LTN_LD_URL,
    LTN_LD_CREF,
    LTN_LD_WHEN,
    LTN_LD_LANG,
    LTN_LD_LABEL,
    LTN_LD_UNIT,
    LTN_LD_FROM,
    LTN_LD_TO,
    LTN_LD_TARGET,
    LTN_LD_SOURCE,
    LTN_LD_NEXT,
    LTN_LD_PREV,
    LTN_LD_WORK,
    LTN_LD_WHO,
    LTN_LD_LEVEL,
    LTN_LD_PROPS
} ltn_ld_prop;

const char *ltn_ld_attribute(ltn_kind kind, unsigned cls, ltn_ld_prop prop);

#endif
