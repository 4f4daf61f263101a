#include "../check.h"

#include "util/file.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct place {
    char folder[64], path[128];
    ltn_diags diags;
} place;

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);

    strcpy(p->folder, "/tmp/lectern-test-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    snprintf(p->path, sizeof p->path, "%s/a.txt", p->folder);
    ltn_diags_init(&p->diags, "a.txt");
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    place *p = *state;

    unlink(p->path);
    assert_int_equal(rmdir(p->folder), 0); /* nothing else was left */
    ltn_diags_release(&p->diags);
    free(p);
    return 0;
}

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
