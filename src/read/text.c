/* Plain text: one block for each run of lines that are not blank. */

#include "read/reader.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

static unsigned sniff(const char *bytes, size_t len)
{
    return memchr(bytes, '\0', len) ? 0 : 10;
}

static void put_block(ltn_builder *b, size_t start, size_t end)
{
    if (start == end)
        return;
    ltn_build_open(b, LTN_PARAGRAPH);
    ltn_build_leaf(b, LTN_TEXT, start, end);
    ltn_build_close(b);
}

static void put_blocks(ltn_builder *b, const char *s, size_t len)
{
    size_t start = 0, end = 0;

    for (size_t at = 0; at < len;) {
        const char *nl = memchr(s + at, '\n', len - at);
        size_t stop = nl ? (size_t)(nl - s) : len;
        if (ltn_is_blank(s + at, stop - at)) {
            put_block(b, start, end);
            start = end = stop + 1;
        } else {
            end = stop;
        }
        at = stop + 1;
    }
    put_block(b, start, end);
}

static ltn_status read_text(const char *bytes, size_t len,
                            const ltn_read_options *options, ltn_builder *b,
                            ltn_diags *diags)
{
    ltn_buf text = {0};

    (void)options;
    if (ltn_utf8_check(bytes, len) < len) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "text.encoding",
                     "not UTF-8");
        return LTN_INVALID;
    }
    ltn_buf_put(&text, bytes, len);
    ltn_build_take(b, &text);
    ltn_build_lines(b);
    put_blocks(b, bytes, len);
    return LTN_OK;
}

const ltn_reader ltn_reader_text = {
    .name = "text",
    .suffixes = ".txt .text",
    .media_type = "text/plain",
    .title = "plain text",
    .sniff = sniff,
    .read = read_text,
};
