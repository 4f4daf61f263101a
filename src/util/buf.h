/* buf.h - a growing byte buffer with a sticky failure.
 *
 * Writers put without testing; the one who takes the bytes tests once. After a
 * refused allocation or a size over `limit` every put is a no-op and
 * ltn_buf_status() tells which it was. A zeroed ltn_buf is empty and ready.
 * Ownership: the buffer owns its bytes; ltn_buf_release() frees them.
 */
#ifndef LTN_UTIL_BUF_H
#define LTN_UTIL_BUF_H

#include "lectern.h"

typedef struct ltn_buf {
    char *data; /* not NUL-terminated */
    size_t len, cap;
    size_t limit; /* bytes; 0 = none */
    ltn_status status;
} ltn_buf;

/* Appends the len bytes at s; s may be NULL when len is 0. */
void ltn_buf_put(ltn_buf *b, const char *s, size_t len);

/* Appends the bytes of a C string without its NUL. */
void ltn_buf_puts(ltn_buf *b, const char *s);

/* Appends one byte. */
void ltn_buf_putc(ltn_buf *b, char c);

/* Appends n in decimal. */
void ltn_buf_putu(ltn_buf *b, uint64_t n);

/* Makes room for extra more bytes and returns where to write them, or NULL
 * when that is refused; ltn_buf_advance() then says how many were written. */
char *ltn_buf_room(ltn_buf *b, size_t extra);
void ltn_buf_advance(ltn_buf *b, size_t written);

/* Takes memory for about extra more bytes at once, so that growing to there
 * copies nothing. Pages that are not written to cost nothing. */
void ltn_buf_expect(ltn_buf *b, size_t extra);

/* Appends printf's output, at most 1,023 bytes of it; never %f (locale). */
void ltn_buf_printf(ltn_buf *b, const char *fmt, ...) LTN_PRINTF(2, 3);

/* LTN_OK, LTN_ENOMEM or LTN_ELIMIT: what stopped the first refused put. */
ltn_status ltn_buf_status(const ltn_buf *b);

/* Frees the bytes; the buffer is empty and usable again, without a limit. */
void ltn_buf_release(ltn_buf *b);

#endif
