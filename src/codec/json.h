/* json.h - the one entry to jansson: JSON text to a tree, with places.
 *
 * RFC 8259 in UTF-8. Refused: a name given twice in one object, nesting over
 * LTN_JSON_DEPTH_MAX, numbers no double can hold. Integers of more than 64 bits
 * become reals. A byte order mark at the front is passed over.
 *
 * jansson keeps no positions. Who has something to say about a value makes an
 * ltn_json_map of the text then, and asks it by JSON Pointer; valid documents
 * never pay for it.
 */
#ifndef LTN_CODEC_JSON_H
#define LTN_CODEC_JSON_H

#include "util/diag.h"

#include <jansson.h>

/* Parses; on LTN_OK the caller owns *out (json_decref). Errors have the line
 * and column of the token that is wrong. */
ltn_status ltn_json_load(const char *bytes, size_t len, ltn_diags *diags,
                         json_t **out);

/* Where each value of a JSON text stands. */
typedef struct ltn_json_map ltn_json_map;

/* Scans text that ltn_json_load() has accepted and keeps a pointer to it; NULL
 * without memory. */
ltn_json_map *ltn_json_map_new(const char *bytes, size_t len);
void ltn_json_map_free(ltn_json_map *m);

/* The value at a JSON Pointer (RFC 6901; "" is the whole), or, where there is
 * none, the nearest value around it. Unknown (0:0) when m is NULL. */
ltn_pos ltn_json_map_at(ltn_json_map *m, const char *pointer);

/* The same for the name of the member that the pointer ends with. */
ltn_pos ltn_json_map_name_at(ltn_json_map *m, const char *pointer);

/* Appends "/" and a reference token, with ~ and / escaped (RFC 6901). */
void ltn_json_pointer_put(ltn_buf *pointer, const char *name, size_t len);

#endif
