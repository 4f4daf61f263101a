/* jsonout.h - JSON into a buffer, without a tree of it in memory.
 *
 * Commas and line ends are put here; the caller opens, closes and names. Text
 * is valid UTF-8 and is written as such (RFC 8259: only ", \ and U+0000 to
 * U+001F are escaped). Memory failures stay in the buffer.
 */
#ifndef LTN_UTIL_JSONOUT_H
#define LTN_UTIL_JSONOUT_H

#include "util/buf.h"

#include <stdbool.h>

typedef struct ltn_json {
    ltn_buf *out;
    unsigned indent; /* spaces per level; 0 = all in one line */
    unsigned depth;  /* open objects and arrays */
    bool more;       /* a comma goes before the next value */
    bool named;      /* a name has been written: its value comes next */
} ltn_json;

/* "{", "}", "[", "]". */
void ltn_json_object(ltn_json *j);
void ltn_json_object_end(ltn_json *j);
void ltn_json_array(ltn_json *j);
void ltn_json_array_end(ltn_json *j);

/* A member name; its value must come next. */
void ltn_json_name(ltn_json *j, const char *name);

/* Values. */
void ltn_json_string(ltn_json *j, const char *s);
void ltn_json_string_n(ltn_json *j, const char *s, size_t len);
void ltn_json_number(ltn_json *j, uint64_t n);
void ltn_json_bool(ltn_json *j, bool b);
/* a value that is JSON already */
void ltn_json_raw(ltn_json *j, const char *json);
/* percent / 100 as a decimal fraction: 85 is 0.85, 100 is 1 */
void ltn_json_percent(ltn_json *j, unsigned percent);

/* Members; a NULL string leaves the whole member out. */
void ltn_json_member(ltn_json *j, const char *name, const char *value);
void ltn_json_member_n(ltn_json *j, const char *name, const char *value,
                       size_t len);
void ltn_json_member_u(ltn_json *j, const char *name, uint64_t n);
/* "name": { and "name": [ */
void ltn_json_member_object(ltn_json *j, const char *name);
void ltn_json_member_array(ltn_json *j, const char *name);

/* Pieces of one string value, for text that is made piece by piece. */
void ltn_json_text_start(ltn_json *j);
void ltn_json_text_put(ltn_json *j, const char *s, size_t len);
void ltn_json_text_end(ltn_json *j);

#endif
