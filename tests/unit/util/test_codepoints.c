#include "../check.h"
#include "util/codepoints.h"
#include "util/utf8.h"

#include <string.h>

static void check_all(const char *text, size_t len)
{
    ltn_codepoints c;
    size_t n = 0;

    assert_true(ltn_codepoints_init(&c, text, len));
    for (size_t i = 0; i < len; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            assert_int_equal(ltn_codepoints_at(&c, i), n);
            n++;
        }
    }
    assert_int_equal(ltn_codepoints_at(&c, len), n);
    ltn_codepoints_release(&c);
}

static void ascii_counts_itself(void **state)
{
    char text[1000];

    (void)state;
    memset(text, 'a', sizeof text);
    check_all(text, sizeof text);
    check_all(text, LTN_CODEPOINTS_STEP);
    check_all(text, 0);
}

static void characters_count_once_wherever_they_lie(void **state)
{
    static const char piece[] = "a\u00E9\u20AC\U0001F600 b";
    char text[1200];
    size_t len = 0;

    (void)state;
    while (len + sizeof piece < sizeof text) {
        memcpy(text + len, piece, sizeof piece - 1);
        len += sizeof piece - 1;
        check_all(text, len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_counts_itself),
        cmocka_unit_test(characters_count_once_wherever_they_lie),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
