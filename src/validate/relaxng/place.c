#include "validate/relaxng/place.h"

#include <string.h>

ltn_pos ltn_place_in(const char *bytes, size_t len, size_t offset)
{
    ltn_pos p = {.line = 1, .col = 1, .offset = offset};
    size_t i = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    for (; i < offset && i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (c == '\n' ||
            (c == '\r' && (i + 1 == len || bytes[i + 1] != '\n'))) {
            p.line++;
            p.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            p.col++;
        }
    }
    return p;
}
