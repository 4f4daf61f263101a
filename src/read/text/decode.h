/* decode.h - from the bytes of a plain text to UTF-8.
 *
 * What encoding it is, in this order: a byte order mark, the user's word,
 * valid UTF-8, UTF-16 without a mark, and for what is left uchardet's guess,
 * which is reported as a warning. Nothing is replaced or left out: a byte that
 * the encoding does not have is an error with its place.
 */
#ifndef LTN_READ_TEXT_DECODE_H
#define LTN_READ_TEXT_DECODE_H

#include "model/doc.h"

/* Puts the text into *text and encoding, bom and decoded into *source (static
 * strings or the ones given). encoding: the user's word, or NULL. */
ltn_status ltn_decode(const char *bytes, size_t len, const char *encoding,
                      ltn_source *source, ltn_buf *text, ltn_diags *diags);

/* What known binary format begins so ("a PDF file"), or NULL. */
const char *ltn_binary_name(const char *bytes, size_t len);

#endif
