#include "batch/feed.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 256 * 1024 };

/* Reads what is there; false when that is nothing now. */
static bool read_some(ltn_feed *l)
{
    struct pollfd p = {.fd = l->fd, .events = POLLIN};

    if (poll(&p, 1, 0) == 0)
        return false;
    if (l->at > 0) {
        memmove(l->bytes.data, l->bytes.data + l->at, l->bytes.len - l->at);
        l->bytes.len -= l->at;
        l->seen -= l->at;
        l->at = 0;
    }
    char *to = ltn_buf_room(&l->bytes, PIECE);
    ssize_t n = to ? read(l->fd, to, PIECE) : -1;
    if (n < 0 && to && (errno == EINTR || errno == EAGAIN))
        return errno == EINTR;
    if (n > 0)
        ltn_buf_advance(&l->bytes, (size_t)n);
    l->ended |= n <= 0;
    l->failed |= n < 0;
    return true;
}

static bool is_blank(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!strchr(" \t\r", s[i]) || !s[i])
            return false;
    return true;
}

/* The end of the line that begins at `at`, or NULL. */
static const char *find_end(ltn_feed *l)
{
    const char *s = l->bytes.data;
    const char *end = l->bytes.len > l->seen
                          ? memchr(s + l->seen, '\n', l->bytes.len - l->seen)
                          : NULL;

    l->seen = end ? (size_t)(end - s) : l->bytes.len;
    return end;
}

/* Takes the line that ends before l->seen. */
static ltn_feed_next take(ltn_feed *l, const char **line, size_t *len)
{
    bool passing = l->passing;

    *line = passing ? l->head : l->bytes.data + l->at;
    *len = passing ? sizeof l->head : l->seen - l->at;
    l->line++;
    l->at = l->seen < l->bytes.len ? l->seen + 1 : l->seen;
    l->seen = l->at;
    l->passing = false;
    if (!passing && *len <= l->max)
        return LTN_FEED_LINE;
    if (*len > sizeof l->head)
        *len = sizeof l->head;
    return LTN_FEED_TOO_LONG;
}

/* Forgets what is there of a line that is too long. */
static void pass(ltn_feed *l)
{
    size_t len = l->bytes.len - l->at;

    if (!l->passing) {
        memset(l->head, ' ', sizeof l->head);
        memcpy(l->head, l->bytes.data + l->at,
               len < sizeof l->head ? len : sizeof l->head);
    }
    l->passing = true;
    l->bytes.len = l->seen = l->at;
}

/* Whether a whole line, or the last one, is there; reads as far as it can. */
static bool has_line(ltn_feed *l)
{
    while (!find_end(l)) {
        if (l->ended)
            return l->bytes.len > l->at || l->passing;
        if (l->bytes.len - l->at > l->max)
            pass(l);
        if (!read_some(l))
            return false;
    }
    return true;
}

ltn_feed_next ltn_feed_get(ltn_feed *l, const char **line, size_t *len)
{
    while (has_line(l)) {
        ltn_feed_next next = take(l, line, len);
        if (next == LTN_FEED_TOO_LONG || !is_blank(*line, *len))
            return next;
    }
    return l->ended ? LTN_FEED_END : LTN_FEED_LATER;
}

void ltn_feed_release(ltn_feed *l)
{
    ltn_buf_release(&l->bytes);
}
