/* content.h - the pass over one content document. */
#ifndef LTN_VALIDATE_EPUB_CONTENT_H
#define LTN_VALIDATE_EPUB_CONTENT_H

#include "validate/epub/epub.h"

typedef struct ltn_content_frame {
    const char *local;
    unsigned inside; /* which ancestors, itself included: nesting.c */
    bool html;
} ltn_content_frame;

typedef struct ltn_content_id {
    const char *id;
    ltn_pos pos;
} ltn_content_id;

typedef struct ltn_content {
    ltn_epub *e;
    ltn_epub_item *item; /* NULL: a page on its own */
    const char *path;
    bool is_svg, in_nav, fixed, viewport, view_box, in_style;
    unsigned uses, charsets;
    uint32_t order; /* elements so far */
    ltn_epub_prefixes prefixes;
    const char *base;
    ltn_buf style;
    ltn_pos style_pos;
    ltn_content_frame *frames;
    size_t frame_count, frame_cap;
    ltn_content_id *ids, *idrefs;
    size_t id_count, id_cap, idref_count, idref_cap;
} ltn_content;

/* ids.c: ids and references to them within one document. */
void ltn_content_add_id(ltn_content *c, const ltn_sax_tag *tag, const char *id,
                        ltn_pos pos);
void ltn_content_add_idref(ltn_content *c, const char *id, ltn_pos pos);
void ltn_content_check_ids(ltn_content *c);

/* Whether the document has the id; after ltn_content_check_ids(). */
bool ltn_content_has_id(const ltn_content *c, const char *id);

/* content.c: the pass over the bytes, which have been judged by the grammar. */
void ltn_content_look(ltn_content *c, const char *bytes, size_t len);
void ltn_content_release(ltn_content *c);

/* content.c: elements and attributes. */
bool ltn_content_is_html(const ltn_sax_tag *tag);
bool ltn_content_is_svg(const ltn_sax_tag *tag);
/* The attribute, of no namespace when uri is NULL; or NULL. */
const ltn_sax_attr *ltn_content_attr(const ltn_sax_tag *tag, const char *uri,
                                     const char *local);
/* A copy of its value, NULL when there is none. */
const char *ltn_content_value_of(ltn_content *c, const ltn_sax_attr *a);
const char *ltn_content_value(ltn_content *c, const ltn_sax_tag *tag,
                              const char *local);
/* The element that is open, or "". */
const char *ltn_content_parent(const ltn_content *c);

/* roles.c */
void ltn_content_role(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos);

/* attributes.c, nesting.c, references.c: what is to be said of a start tag. */
void ltn_content_attributes(ltn_content *c, const ltn_sax_tag *tag,
                            ltn_pos pos);
void ltn_content_nesting(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos);
/* The bit of an element that others may not be inside of, or 0. */
unsigned ltn_content_bit(const char *name, size_t len);
void ltn_content_references(ltn_content *c, const ltn_sax_tag *tag,
                            ltn_pos pos);
void ltn_content_link(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos);

/* viewport.c: the size of a fixed page. */
void ltn_content_viewport(ltn_content *c, const char *value, ltn_pos pos);

#endif
