/* xmlout.h - XML into a buffer: tags, attributes, escaped text.
 *
 * Names are written as given (they are ours); text and values are valid UTF-8
 * and are escaped here. Nothing is indented: white space is the caller's.
 * A character that XML 1.0 cannot hold (#charsets: most of U+0000 to U+001F,
 * U+FFFE, U+FFFF) is written as U+FFFD; who must not lose it writes something
 * else in its place: ltn_xml_run() tells how far the text is clean.
 * Memory failures stay in the buffer.
 */
#ifndef LTN_UTIL_XMLOUT_H
#define LTN_UTIL_XMLOUT_H

#include "util/buf.h"

#include <stdbool.h>

typedef struct ltn_xml {
    ltn_buf *out;
    bool open; /* a start tag still lacks its ">" */
} ltn_xml;

/* "<name": attributes may follow until the next text, start or end. */
void ltn_xml_start(ltn_xml *x, const char *name);

/* ' name="value"', escaped; nothing at all when value is NULL. */
void ltn_xml_attr(ltn_xml *x, const char *name, const char *value);

/* The same for the len bytes at value, and for a number. */
void ltn_xml_attr_n(ltn_xml *x, const char *name, const char *value,
                    size_t len);
void ltn_xml_attr_u(ltn_xml *x, const char *name, uint64_t value);

/* "/>" when nothing came since the start tag, else "</name>". */
void ltn_xml_end(ltn_xml *x, const char *name);

/* "</name>" even when the element is empty, as HTML wants it. */
void ltn_xml_close(ltn_xml *x, const char *name);

/* Escaped character data. */
void ltn_xml_text(ltn_xml *x, const char *s, size_t len);
void ltn_xml_puts(ltn_xml *x, const char *s);

/* Bytes that are already XML; ends an open start tag. */
void ltn_xml_raw(ltn_xml *x, const char *s);

/* <name>text</name>; nothing when text is NULL. */
void ltn_xml_element(ltn_xml *x, const char *name, const char *text);

/* Bytes at the front of s that hold no character outside #charsets. */
size_t ltn_xml_run(const char *s, size_t len);

#endif
