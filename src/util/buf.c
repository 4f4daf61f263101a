#include "util/buf.h"

#include "util/pages.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(ltn_buf *b, size_t extra)
{
    if (b->status != LTN_OK)
        return false;
    if (extra > SIZE_MAX / 2 - b->len ||
        (b->limit && b->len + extra > b->limit)) {
        b->status = LTN_ELIMIT;
        return false;
    }
    if (b->len + extra <= b->cap)
        return true;

    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->len + extra)
        cap *= 2;
    char *data = ltn_pages_regrow(b->data, cap);
    if (!data) {
        b->status = LTN_ENOMEM;
        return false;
    }
    b->data = data;
    b->cap = cap;
    return true;
}

void ltn_buf_put(ltn_buf *b, const char *s, size_t len)
{
    if (len == 0 || !reserve(b, len))
        return;
    memcpy(b->data + b->len, s, len);
    b->len += len;
}

void ltn_buf_puts(ltn_buf *b, const char *s)
{
    ltn_buf_put(b, s, strlen(s));
}

void ltn_buf_putc(ltn_buf *b, char c)
{
    if (reserve(b, 1))
        b->data[b->len++] = c;
}

void ltn_buf_putu(ltn_buf *b, uint64_t n)
{
    char digits[20];
    size_t i = sizeof digits;

    do
        digits[--i] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    ltn_buf_put(b, digits + i, sizeof digits - i);
}

char *ltn_buf_room(ltn_buf *b, size_t extra)
{
    return reserve(b, extra) ? b->data + b->len : NULL;
}

void ltn_buf_expect(ltn_buf *b, size_t extra)
{
    if (b->status != LTN_OK || extra > SIZE_MAX / 2 - b->len ||
        b->len + extra <= b->cap)
        return;
    char *data = ltn_pages_regrow(b->data, b->len + extra);
    if (!data) {
        b->status = LTN_ENOMEM;
        return;
    }
    b->data = data;
    b->cap = b->len + extra;
}

void ltn_buf_advance(ltn_buf *b, size_t written)
{
    b->len += written;
}

void ltn_buf_printf(ltn_buf *b, const char *fmt, ...)
{
    char text[1024];
    va_list args;

    va_start(args, fmt);
    int len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (len > 0)
        ltn_buf_put(b, text,
                    (size_t)len < sizeof text ? (size_t)len : sizeof text - 1);
}

ltn_status ltn_buf_status(const ltn_buf *b)
{
    return b->status;
}

void ltn_buf_release(ltn_buf *b)
{
    free(b->data);
    *b = (ltn_buf){0};
}
