#include "util/base64.h"

void ltn_base64_put(ltn_buf *out, const char *s, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *in = (const unsigned char *)s;
    char *to = ltn_buf_room(out, (len + 2) / 3 * 4);

    if (!to)
        return;
    for (size_t i = 0; i < len; i += 3) {
        uint32_t three = (uint32_t)in[i] << 16;
        if (i + 1 < len)
            three |= (uint32_t)in[i + 1] << 8;
        if (i + 2 < len)
            three |= in[i + 2];
        *to++ = digits[three >> 18];
        *to++ = digits[three >> 12 & 63];
        *to++ = (char)(i + 1 < len ? digits[three >> 6 & 63] : '=');
        *to++ = (char)(i + 2 < len ? digits[three & 63] : '=');
    }
    ltn_buf_advance(out, (len + 2) / 3 * 4);
}
