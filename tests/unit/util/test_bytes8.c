/* What is told of eight bytes at once is what is told of each by itself. */
#include "../check.h"

#include "util/bytes8.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "util/xmlout.h"

#include <string.h>

static const char *const pieces[] = {
    "a",
    "bc",
    " ",
    "\n",
    "\x1C",
    "&",
    "<",
    ">",
    "\"",
    "\xC3\xA9",
    "\x01",
    "longer words",
    "\xEF\xBF\xBD",
    "\xEF\xBF\xBE",
    "\t",
    "\xC2\xA0",
    "\xE2\x80\x9C",
    "\xF0\x9F\x98\x80",
};

enum { PIECES = sizeof pieces / sizeof *pieces, TEXTS = 2000 };

/* The n-th of many short texts. */
static size_t make(unsigned n, char out[256])
{
    size_t len = 0;
    unsigned seed = n * 2654435761u + 1;

    for (unsigned i = 0; i < n % 17; i++) {
        seed = seed * 1664525u + 1013904223u;
        const char *piece = pieces[(seed >> 16) % PIECES];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

static size_t count_words(const char *s, size_t len)
{
    const char *end = s + len;
    bool space = true;
    size_t n = 0;

    while (s < end) {
        bool before = space;
        space = ltn_is_space(ltn_utf8_next(&s, end));
        n += before && !space;
    }
    return n;
}

static size_t count_code_points(const char *s, size_t len)
{
    const char *end = s + len;
    size_t n = 0;

    for (; s < end; n++)
        ltn_utf8_next(&s, end);
    return n;
}

static void counts_are_those_of_single_characters(void **state)
{
    char s[256];

    (void)state;
    for (unsigned n = 0; n < TEXTS; n++) {
        size_t len = make(n, s);
        assert_int_equal(ltn_count_words(s, len), count_words(s, len));
        assert_int_equal(ltn_utf8_count(s, len), count_code_points(s, len));
    }
}

static bool is_clean(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' ||
           (c >= ' ' && c != 0xFFFE && c != 0xFFFF);
}

static void a_run_ends_at_the_first_character_xml_cannot_hold(void **state)
{
    char s[256];

    (void)state;
    for (unsigned n = 0; n < TEXTS; n++) {
        size_t len = make(n, s), run = 0;
        for (const char *at = s; at < s + len; run = (size_t)(at - s))
            if (!is_clean(ltn_utf8_next(&at, s + len)))
                break;
        assert_int_equal(ltn_xml_run(s, len), run);
    }
}

/* What one character becomes in text. */
static void put_one(ltn_buf *out, const char *s, size_t len)
{
    const char *at = s;
    uint32_t c = ltn_utf8_next(&at, s + len);

    if (c == '&')
        ltn_buf_puts(out, "&amp;");
    else if (c == '<')
        ltn_buf_puts(out, "&lt;");
    else if (c == '>')
        ltn_buf_puts(out, "&gt;");
    else if (c == '\r')
        ltn_buf_puts(out, "&#13;");
    else if (!is_clean(c))
        ltn_buf_puts(out, "\xEF\xBF\xBD");
    else
        ltn_buf_put(out, s, len);
}

static void escaping_leaves_no_special_character(void **state)
{
    char s[256];

    (void)state;
    for (unsigned n = 0; n < TEXTS; n++) {
        size_t len = make(n, s);
        ltn_buf got = {0}, want = {0};
        ltn_xml x = {.out = &got};
        ltn_xml_text(&x, s, len);
        for (const char *at = s, *from = s; at < s + len; from = at) {
            ltn_utf8_next(&at, s + len);
            put_one(&want, from, (size_t)(at - from));
        }
        assert_int_equal(got.len, want.len);
        if (want.len > 0)
            assert_memory_equal(got.data, want.data, want.len);
        ltn_buf_release(&got);
        ltn_buf_release(&want);
    }
}

static void bytes_are_told_of_exactly(void **state)
{
    (void)state;
    for (unsigned c = 0; c < 256; c++)
        for (unsigned at = 0; at < 8; at++) {
            char s[8] = "a \xE2\"0Z-";
            s[at] = (char)c;
            uint64_t x = ltn_load8(s), words = 0, blanks = 0;
            for (unsigned i = 0; i < 8; i++) {
                unsigned char b = (unsigned char)s[i];
                uint64_t bit = UINT64_C(0x80) << 8 * i;
                words |= b < 0x80 && ltn_is_word(b) ? bit : 0;
                blanks |= b == ' ' ? bit : 0;
            }
            assert_true(ltn_word8(x) == words);
            assert_true(ltn_equal8(x, ' ') == blanks);
            assert_int_equal(ltn_first8(UINT64_C(0x80) << 8 * at | 1ull << 63),
                             at);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_are_told_of_exactly),
        cmocka_unit_test(counts_are_those_of_single_characters),
        cmocka_unit_test(a_run_ends_at_the_first_character_xml_cannot_hold),
        cmocka_unit_test(escaping_leaves_no_special_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
