#include "../check.h"

#include "batch/reply.h"

#include <string.h>

/* Whether a reply with these facts is taken. */
static bool is_taken(const ltn_facts *facts)
{
    ltn_reply sent = {.facts = *facts}, got = {0};
    ltn_buf bytes = {0};
    ltn_diags d;

    ltn_diags_init(&d, "x");
    ltn_reply_put(&sent, &d, &bytes);
    bool taken = ltn_reply_get(bytes.data, bytes.len, &got, &d);
    ltn_diags_release(&d);
    ltn_buf_release(&bytes);
    return taken;
}

static void a_reply_comes_as_it_was_sent(void **state)
{
    ltn_facts f = {.size = 7, .title = "T"};
    (void)state;

    memset(f.hash, 'a', sizeof f.hash - 1);
    assert_true(is_taken(&f));
}

/* A worker that hostile input has taken over may send anything. */
static void a_hash_without_its_end_is_refused(void **state)
{
    ltn_facts f = {.size = 7}, g = {.size = 7};
    (void)state;

    memset(f.hash, 'a', sizeof f.hash);
    assert_false(is_taken(&f));
    memset(g.output_hash[LTN_TARGETS_MAX - 1], 'a', LTN_SHA256_HEX);
    assert_false(is_taken(&g));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_comes_as_it_was_sent),
        cmocka_unit_test(a_hash_without_its_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
