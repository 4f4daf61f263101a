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
    ltn_output o;

    assert_int_equal(
        ltn_output_write(&o, p->path, text, strlen(text), &p->diags), LTN_OK);
    assert_int_equal(ltn_output_commit(&o, &p->diags), LTN_OK);
}

static void assert_holds(place *p, const char *text)
{
    ltn_buf got = {0};

    assert_int_equal(ltn_file_read(p->path, 1000, &got, &p->diags), LTN_OK);
    assert_int_equal(got.len, strlen(text));
    assert_memory_equal(got.data, text, got.len);
    ltn_buf_release(&got);
}

static void a_file_is_put_and_replaced(void **state)
{
    place *p = *state;

    put(p, "one");
    assert_holds(p, "one");
    put(p, "two, longer");
    assert_holds(p, "two, longer");
}

static void an_abandoned_file_leaves_the_old_one(void **state)
{
    place *p = *state;
    ltn_output o;

    put(p, "old");
    assert_int_equal(ltn_output_write(&o, p->path, "new", 3, &p->diags),
                     LTN_OK);
    ltn_output_abandon(&o);
    assert_holds(p, "old");
}

static void a_link_is_replaced_not_followed(void **state)
{
    place *p = *state;
    char victim[160];

    snprintf(victim, sizeof victim, "%s/victim", p->folder);
    FILE *f = fopen(victim, "w");
    assert_non_null(f);
    fputs("precious", f);
    fclose(f);
    assert_int_equal(symlink("victim", p->path), 0);
    put(p, "new");
    struct stat st;
    assert_int_equal(stat(victim, &st), 0);
    assert_int_equal(st.st_size, strlen("precious"));
    unlink(victim);
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
        TEST(a_file_is_put_and_replaced),
        TEST(an_abandoned_file_leaves_the_old_one),
        TEST(a_link_is_replaced_not_followed),
        TEST(too_large_is_a_limit),
        TEST(what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
