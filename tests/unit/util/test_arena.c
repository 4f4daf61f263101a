/* Memory for documents: small and large chunks alike. */
#include "../check.h"

#include "util/arena.h"
#include "util/buf.h"
#include "util/pages.h"

#include <stdint.h>
#include <string.h>

static void memory_is_zeroed_aligned_and_kept(void **state)
{
    enum { PIECES = 3000 };
    ltn_arena a = {0};
    unsigned char *at[PIECES];

    (void)state;
    for (size_t i = 0; i < PIECES; i++) { /* 9 MB: chunks of every size */
        size_t size = 2 * i + 1;
        at[i] = ltn_arena_alloc(&a, size);
        assert_non_null(at[i]);
        assert_int_equal((uintptr_t)at[i] % 16, 0);
        assert_int_equal(at[i][0] | at[i][size / 2] | at[i][size - 1], 0);
        memset(at[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < PIECES; i++)
        assert_int_equal(at[i][2 * i], i % 255 + 1);
    ltn_arena_release(&a);
    assert_null(a.chunks);
}

static void what_is_larger_than_a_chunk_has_its_own(void **state)
{
    enum { BYTES = 5 * LTN_LARGE_PAGE + 3 };
    ltn_arena a = {0};
    char *large = ltn_arena_alloc(&a, BYTES);
    char *small = ltn_arena_alloc(&a, 1);

    (void)state;
    assert_non_null(large);
    assert_non_null(small);
    large[BYTES - 1] = 'x';
    *small = 'y';
    assert_int_equal(large[BYTES - 1], 'x');
    ltn_arena_release(&a);
}

static void a_buffer_keeps_its_bytes_as_it_grows(void **state)
{
    enum { BYTES = 3 * LTN_LARGE_PAGE };
    ltn_buf b = {0};

    (void)state;
    ltn_buf_puts(&b, "front");
    ltn_buf_expect(&b, BYTES / 2);
    assert_int_equal(b.len, 5);
    for (size_t i = 0; i < BYTES / 8; i++)
        ltn_buf_put(&b, "12345678", 8);
    ltn_buf_putc(&b, '!');
    assert_int_equal(ltn_buf_status(&b), LTN_OK);
    assert_int_equal(b.len, BYTES + 6);
    assert_memory_equal(b.data, "front12345678", 13);
    assert_memory_equal(b.data + BYTES - 3, "12345678!", 9);
    ltn_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_kept),
        cmocka_unit_test(what_is_larger_than_a_chunk_has_its_own),
        cmocka_unit_test(a_buffer_keeps_its_bytes_as_it_grows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
