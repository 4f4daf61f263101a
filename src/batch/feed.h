/* feed.h - the lines of a stream, read as they come and never waited for. */
#ifndef LTN_BATCH_FEED_H
#define LTN_BATCH_FEED_H

#include "util/buf.h"

enum { LTN_FEED_HEAD = 256 };

typedef struct ltn_feed {
    int fd;
    size_t max;               /* bytes of a line */
    ltn_buf bytes;            /* read and not yet handed out from `at` on */
    size_t at, seen;          /* `seen`: no line ends between at and there */
    uint64_t line;            /* number of the last line handed out, from 1 */
    bool passing;             /* over the rest of a line that is too long */
    char head[LTN_FEED_HEAD]; /* of that line */
    bool ended, failed;
} ltn_feed;

typedef enum ltn_feed_next {
    LTN_FEED_LINE,
    LTN_FEED_TOO_LONG, /* the line is passed over but for its front */
    LTN_FEED_LATER,    /* it has not come yet */
    LTN_FEED_END
} ltn_feed_next;

/* The next line that is not blank, without its end; borrowed until the next
 * call. */
ltn_feed_next ltn_feed_get(ltn_feed *l, const char **line, size_t *len);

void ltn_feed_release(ltn_feed *l);

#endif
