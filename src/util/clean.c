#include "util/clean.h"

#include "util/utf8.h"

#include <string.h>

const char *ltn_clean(ltn_arena *a, const char *s, size_t len)
{
    ltn_buf text = {0};

    if (ltn_utf8_check(s, len) == len)
        return ltn_arena_strndup(a, s, len);
    while (len > 0) {
        size_t good = ltn_utf8_check(s, len);
        ltn_buf_put(&text, s, good);
        if (good == len)
            break;
        ltn_buf_put(&text, "\xEF\xBF\xBD", 3);
        s += good + 1;
        len -= good + 1;
    }
    const char *copy =
        ltn_arena_strndup(a, text.data ? text.data : "", text.len);
    a->failed |= ltn_buf_status(&text) != LTN_OK;
    ltn_buf_release(&text);
    return copy;
}

void ltn_clean_put(ltn_buf *out, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c < 0x20 || c == 0x7F)
            ltn_buf_printf(out, "\\x%02X", c);
        else
            ltn_buf_putc(out, *s);
    }
}
