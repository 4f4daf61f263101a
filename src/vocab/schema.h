/* schema.h - the linked data terms we write, and the one fixed context of them.
 *
 * The context is closed: no @vocab, so a mistyped key is refused by a processor
 * in safe mode instead of becoming a term that does not exist. Each term is
 * mapped to one IRI, which is its anchor: schema.org 30.0, the Web Annotation
 * vocabulary, PROV-O, ITS RDF, DCMI terms, Activity Streams 2.0.
 */
#ifndef LTN_VOCAB_SCHEMA_H
#define LTN_VOCAB_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ltn_term_kind {
    LTN_TERM_PREFIX, /* iri is a namespace */
    LTN_TERM_CLASS,  /* a value of @type */
    LTN_TERM_VALUE,  /* a value of a property: a motivation */
    LTN_TERM_PROPERTY
} ltn_term_kind;

typedef struct ltn_term {
    const char *name;
    const char *iri;  /* compact: "schema:name"; a prefix: the namespace */
    const char *type; /* of a property's values: "@id", "xsd:double"; or NULL */
    unsigned char kind; /* ltn_term_kind */
    bool list;          /* the order of its values counts: @list */
    bool meta;          /* also in the context of metadata by themselves */
} ltn_term;

/* In the order they are written; the last has a NULL name. */
extern const ltn_term ltn_terms[];

/* The term called name, or NULL. */
const ltn_term *ltn_term_find(const char *name);

/* The class called name if there is one, else fallback. */
const char *ltn_term_class(const char *name, const char *fallback);

#endif
