#include "../check.h"

#include "util/keyhash.h"

static void a_key_has_one_hash_wherever_it_lies(void **state)
{
    static const char text[] = "x0123456789abcdefx0123456789abcdef";
    (void)state;

    for (size_t len = 0; len <= 16; len++)
        assert_true(ltn_key_hash(0, text + 1, len) ==
                    ltn_key_hash(0, text + 18, len));
}

static void every_byte_the_length_and_the_seed_matter(void **state)
{
    char key[20] = {0};
    (void)state;

    for (size_t len = 0; len < sizeof key; len++) {
        uint64_t h = ltn_key_hash(0, key, len);
        assert_true(ltn_key_hash(0, key, len + 1) != h);
        assert_true(ltn_key_hash(1, key, len) != h);
        for (size_t i = 0; i < len; i++) {
            key[i] = 1;
            assert_true(ltn_key_hash(0, key, len) != h);
            key[i] = 0;
        }
    }
}

/* Tables take the lowest bits: keys that differ anywhere must differ there. */
static void the_lowest_bits_are_spread(void **state)
{
    unsigned met[256] = {0}, most = 0;
    char key[12] = "chapter-0000";
    (void)state;

    for (unsigned i = 0; i < 2560; i++) {
        key[8] = (char)('0' + i / 1000);
        key[9] = (char)('0' + i / 100 % 10);
        key[10] = (char)('0' + i / 10 % 10);
        key[11] = (char)('0' + i % 10);
        unsigned n = ++met[ltn_key_hash(0, key, sizeof key) & 255];
        most = n > most ? n : most;
    }
    assert_true(most < 40); /* 10 on the average */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_has_one_hash_wherever_it_lies),
        cmocka_unit_test(every_byte_the_length_and_the_seed_matter),
        cmocka_unit_test(the_lowest_bits_are_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
