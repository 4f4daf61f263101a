#include "../check.h"

#include "util/base64.h"

#include <string.h>

/* RFC 4648 #section-10 */
static void the_vectors_of_the_rfc(void **state)
{
    static const char *const pairs[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"},
                                           {"\xFB\xFF", "+/8="}};
    (void)state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ltn_buf b = {0};
        ltn_base64_put(&b, pairs[i][0], strlen(pairs[i][0]));
        ltn_buf_putc(&b, '\0');
        assert_string_equal(b.data, pairs[i][1]);
        ltn_buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_rfc)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
