/* record.h - one document of a stream: a line of JSON in, a line of JSON out.
 * docs/stream.md describes both. */
#ifndef LTN_BATCH_RECORD_H
#define LTN_BATCH_RECORD_H

#include "convert/engine.h"

/* Bytes of an id that are kept for when its worker is lost, with quotes. */
enum { LTN_RECORD_ID_MAX = 1000 };

/* What is known of a record even when its worker is lost. */
typedef struct ltn_record_mark {
    uint64_t line;                   /* in the stream, from 1 */
    char id[LTN_RECORD_ID_MAX + 24]; /* as JSON; "" = none or not known */
} ltn_record_mark;

/* Does the record in the len bytes at `text` with each of the writers, notes
 * its id in mark before it begins, and appends the line of its result. Failures
 * are results; false says that it is one. */
bool ltn_record_do(ltn_engine *e, const ltn_writer *const *writers, size_t n,
                   const char *text, size_t len, ltn_record_mark *mark,
                   ltn_buf *out);

/* Notes the id of a record that is no JSON, or only the front of one, where it
 * can be made out. text ends in a NUL that len does not count. */
void ltn_record_guess(const char *text, size_t len, ltn_record_mark *mark);

/* Appends the result of a record that could not be done. */
void ltn_record_failed(const ltn_record_mark *mark, const char *code,
                       const char *message, ltn_buf *out);

#endif
