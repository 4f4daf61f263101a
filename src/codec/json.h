/* json.h - JSON text (RFC 8259) to a tree that cannot change, in one pass.
 *
 * The text is copied once and its strings are undone in place, so that each is
 * NUL-terminated UTF-8 and only trees of values are allocated, from one arena.
 * Every value knows where in the text it stands.
 * Refused: what is not UTF-8 or not JSON, a name given twice in one object,
 * nesting over LTN_JSON_DEPTH_MAX, numbers that no double can hold, texts of
 * 4 GiB, strings of 256 MiB. A byte order mark at the front is passed over.
 */
#ifndef LTN_CODEC_JSON_H
#define LTN_CODEC_JSON_H

#include "util/diag.h"

#include <stdbool.h>

typedef enum ltn_jv_type {
    LTN_JV_NULL,
    LTN_JV_FALSE,
    LTN_JV_TRUE,
    LTN_JV_INTEGER, /* written without fraction and exponent, of 64 bits */
    LTN_JV_REAL,
    LTN_JV_STRING,
    LTN_JV_ARRAY,
    LTN_JV_OBJECT
} ltn_jv_type;

enum { LTN_JSON_LEN_MAX = (1 << 28) - 1 };

/* There are many of them: 16 bytes each. */
typedef struct ltn_jv {
    uint32_t at;       /* byte offset in the text */
    uint32_t type : 4; /* ltn_jv_type */
    uint32_t len : 28; /* bytes of a string; values in an array or object */
    union {
        int64_t integer;
        double real;
        const char *string;
        const struct ltn_jv *items;
        const struct ltn_jv_member *members; /* in the order of the text */
    } is;
} ltn_jv;

typedef struct ltn_jv_member {
    const char *name;
    uint32_t len; /* bytes of name */
    uint32_t at;  /* byte offset of name */
    ltn_jv value;
} ltn_jv_member;

typedef struct ltn_json_doc {
    ltn_jv root;
    char *text; /* the copy, if there is one */
    ltn_arena arena;
} ltn_json_doc;

/* Parses. After LTN_OK, and only then, the document must be released. An error
 * has the line and column of what is wrong. */
ltn_status ltn_json_parse(const char *bytes, size_t len, ltn_diags *diags,
                          ltn_json_doc *out);

/* The same, without a copy of the text: bytes[len] is NUL, they must outlive
 * the document, and they are JSON no more. */
ltn_status ltn_json_parse_own(char *bytes, size_t len, ltn_diags *diags,
                              ltn_json_doc *out);
void ltn_json_release(ltn_json_doc *doc);

/* What reads many small texts, one after another, in the same memory. */
typedef struct ltn_json_reader ltn_json_reader;
ltn_json_reader *ltn_json_reader_new(void); /* NULL: no memory */
void ltn_json_reader_free(ltn_json_reader *r);

/* The value of a text, until the next is read; NULL: it is not JSON (or begins
 * with a byte order mark), or no memory. */
const ltn_jv *ltn_json_reader_read(ltn_json_reader *r, const char *bytes,
                                   size_t len);

/* ---- looking; NULL is a value of no type ---- */

bool ltn_jv_is(const ltn_jv *v, ltn_jv_type type);
bool ltn_jv_is_number(const ltn_jv *v);
bool ltn_jv_is_bool(const ltn_jv *v);

/* The member called name (or the len bytes of it), or NULL. */
const ltn_jv *ltn_jv_get(const ltn_jv *object, const char *name);
const ltn_jv *ltn_jv_getn(const ltn_jv *object, const char *name, size_t len);

/* The i-th value of an array, or NULL. */
const ltn_jv *ltn_jv_item(const ltn_jv *array, size_t i);

/* Bytes of a string, values in an array or object, else 0. */
size_t ltn_jv_len(const ltn_jv *v);

/* A string, or NULL; an integer, or 0; any number, or 0. */
const char *ltn_jv_string(const ltn_jv *v);
int64_t ltn_jv_integer(const ltn_jv *v);
double ltn_jv_number(const ltn_jv *v);

/* ---- places ---- */

/* The value at a JSON Pointer (RFC 6901; "" is the whole), or, where there is
 * none, the nearest value around it. */
const ltn_jv *ltn_jv_at(const ltn_jv *root, const char *pointer);

/* Appends the JSON Pointer of the value, or of the value of the name, that is
 * at a byte offset of the text. */
void ltn_jv_put_pointer(ltn_buf *out, const ltn_jv *root, size_t at);

/* Lines and columns of offsets, quickest in rising order. Start with {bytes},
 * the text as it was given to ltn_json_parse(). */
typedef struct ltn_json_places {
    const char *bytes;
    ltn_pos last;
} ltn_json_places;
ltn_pos ltn_json_place(ltn_json_places *p, size_t at);

#endif
