#include "place.h"

#include "util/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(place *p, const char *text)
{
    FILE *f = fopen(p->path, "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void too_large_is_a_limit(void **state)
{
    place *p = *state;
    ltn_buf got = {0};

    put(p, "12345");
    assert_int_equal(ltn_file_read(p->path, 4, &got, &p->diags), LTN_ELIMIT);
    assert_string_equal(p->diags.first->code, "file.size");
    ltn_buf_release(&got);
    assert_int_equal(ltn_file_read(p->path, 5, &got, &p->diags), LTN_OK);
    ltn_buf_release(&got);
}

static void what_is_no_file_is_refused(void **state)
{
    place *p = *state;
    ltn_buf got = {0};

    assert_int_equal(ltn_file_read("/dev/zero", 9, &got, &p->diags), LTN_EIO);
    assert_int_equal(ltn_file_read(p->folder, 9, &got, &p->diags), LTN_EIO);
    assert_int_equal(mkfifo(p->path, 0600), 0);
    assert_int_equal(ltn_file_read(p->path, 9, &got, &p->diags), LTN_EIO);
    assert_int_equal(p->diags.count[LTN_ERROR], 3);
    ltn_buf_release(&got);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(too_large_is_a_limit),
        TEST(what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
