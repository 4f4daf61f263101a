/* jsonlists.h - a JSON text whose long lists are looked at one element at a
 * time, so that memory grows with the largest element and not with the text.
 *
 * Lists are named by JSON Pointers ("/a/0/b") of at most three steps without
 * escapes. All that is not in them is one tree, in which they are empty.
 * Nothing is said about what is not JSON: who wants to know parses the whole.
 */
#ifndef LTN_CODEC_JSONLISTS_H
#define LTN_CODEC_JSONLISTS_H

#include "codec/json.h"

enum { LTN_JSON_LISTS_MAX = 4 };

typedef struct ltn_json_lists {
    const char *bytes; /* borrowed */
    ltn_json_doc rest; /* what is not in the lists; its places mean nothing */
    ltn_buf text;      /* of rest */
    ltn_json_reader *reader;
    ltn_buf spans[LTN_JSON_LISTS_MAX]; /* two uint32_t for each element */
} ltn_json_lists;

/* Whether the bytes are JSON but for what is inside of elements, which is seen
 * when they are read. paths: n pointers. To be closed in any case. */
bool ltn_json_lists_open(ltn_json_lists *l, const char *bytes, size_t len,
                         const char *const *paths, size_t n);
void ltn_json_lists_close(ltn_json_lists *l);

size_t ltn_json_lists_count(const ltn_json_lists *l, size_t list);

/* The i-th element of a list, until the next is asked for. NULL: it is not
 * JSON, or no memory. *len: its bytes. */
const ltn_jv *ltn_json_lists_at(ltn_json_lists *l, size_t list, size_t i,
                                size_t *len);

#endif
