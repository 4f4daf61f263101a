/* xml.h - the one door through which XML comes in: libxml2's SAX2, made safe.
 *
 * The bytes are parsed from memory in a single pass; nothing is ever loaded
 * from a disk or a network: no external subset, no external entity, no
 * catalogue. Internal entities are expanded under libxml2's own bounds (depth,
 * amplification, 10 MB of text at once). The first violation of well-formedness
 * ends the parse; violations of Namespaces in XML are reported and go on.
 *
 * Names (local, prefix, uri) are interned for the time of the parse: equal
 * strings have equal pointers. What handlers are given is borrowed for the
 * call.
 */
#ifndef LTN_CODEC_XML_H
#define LTN_CODEC_XML_H

#include "util/diag.h"

#include <stdbool.h>

typedef struct ltn_sax ltn_sax; /* a parse under way */

/* One attribute; value is normalised (XML 1.0 #AVNormalize). */
typedef struct ltn_sax_attr {
    const char *local, *prefix, *uri; /* prefix and uri may be NULL */
    const char *value, *end;          /* not NUL-terminated */
} ltn_sax_attr;

/* A namespace declaration: prefix NULL is the default, uri NULL undoes it. */
typedef struct ltn_sax_ns {
    const char *prefix, *uri;
} ltn_sax_ns;

typedef struct ltn_sax_tag {
    const char *local, *prefix, *uri; /* prefix and uri may be NULL */
    const ltn_sax_ns *ns;
    const ltn_sax_attr *attrs; /* declarations of namespaces are not in it */
    unsigned ns_count, attr_count;
} ltn_sax_tag;

/* What to call; members may be NULL. context is that of ltn_sax_parse. */
typedef struct ltn_sax_handler {
    void (*start)(void *context, ltn_sax *x, const ltn_sax_tag *tag);
    void (*end)(void *context, ltn_sax *x, const ltn_sax_tag *tag); /* names */
    void (*text)(void *context, ltn_sax *x, const char *s, size_t len);
    void (*comment)(void *context, ltn_sax *x, const char *s);
    void (*pi)(void *context, ltn_sax *x, const char *target, const char *data);
    /* <!DOCTYPE name PUBLIC public_id system_id>; ids may be NULL. */
    void (*doctype)(void *context, ltn_sax *x, const char *name,
                    const char *public_id, const char *system_id);
    /* <!ENTITY name SYSTEM "...">: it lies outside of the document. */
    void (*external)(void *context, ltn_sax *x, const char *name);
} ltn_sax_handler;

/* Parses the len bytes. LTN_OK; LTN_INVALID (not well-formed) or LTN_ELIMIT
 * with an error "xml.…" in diags; LTN_ENOMEM. */
ltn_status ltn_sax_parse(const ltn_sax_handler *handler, void *context,
                         const char *bytes, size_t len, ltn_diags *diags);

/* Inside a handler: no more events, ltn_sax_parse returns LTN_OK. */
void ltn_sax_stop(ltn_sax *x);

/* Inside a handler: the place just after the tag, text or other markup that is
 * reported. Cheap in all: each byte is looked at once for all calls. */
ltn_pos ltn_sax_pos(ltn_sax *x);

/* The same as bytes from the start of the document; free of cost. */
size_t ltn_sax_offset(const ltn_sax *x);

/* Inside `text`: the place of the byte at s, which lies in the reported text.
 * Not before places that were asked for already. */
ltn_pos ltn_sax_pos_at(ltn_sax *x, const char *s, const char *end);

/* Inside a handler: the namespace bound to prefix (NULL or "": the default),
 * or NULL; an unparsed entity of that name is declared. */
const char *ltn_sax_namespace(const ltn_sax *x, const char *prefix, size_t len);
bool ltn_sax_has_unparsed(const ltn_sax *x, const char *name);

/* Whether the first element of the document, which may be cut off anywhere
 * behind it, is this one; uri NULL is no namespace. */
bool ltn_sax_root_is(const char *bytes, size_t len, const char *local,
                     const char *uri);

#endif
