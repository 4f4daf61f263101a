#include "place.h"

#include "util/output.h"

#include "util/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void put(place *p, const char *text)
{
    ltn_output o;

    assert_int_equal(
        ltn_output_write(&o, p->path, text, strlen(text), &p->diags), LTN_OK);
    ltn_outputs_sync(&(ltn_output *){&o}, 1);
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

static void many_are_synced_at_once(void **state)
{
    place *p = *state;
    ltn_output o[20], *all[20];
    char path[20][160];

    for (int i = 0; i < 20; i++) {
        snprintf(path[i], sizeof path[i], "%s/%d", p->folder, i);
        assert_int_equal(ltn_output_write(&o[i], path[i], "x", 1, &p->diags),
                         LTN_OK);
        all[i] = &o[i];
        assert_int_equal(access(path[i], F_OK), -1);
    }
    ltn_outputs_sync(all, 20);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(ltn_output_commit(&o[i], &p->diags), LTN_OK);
        assert_int_equal(unlink(path[i]), 0);
    }
}

static void a_new_file_can_be_taken_back(void **state)
{
    place *p = *state;
    ltn_output o;

    for (int round = 0; round < 2; round++) { /* a new one, then an old one */
        assert_int_equal(ltn_output_write(&o, p->path, "x", 1, &p->diags),
                         LTN_OK);
        assert_int_equal(ltn_output_commit(&o, &p->diags), LTN_OK);
        assert_int_equal(o.fresh, round == 0);
        if (round == 0) {
            ltn_output_undo(&o);
            assert_int_equal(access(p->path, F_OK), -1);
            put(p, "old");
        }
    }
    ltn_output_undo(&o);
    assert_holds(p, "x");
}

static int make_temporary(const place *p, const char *name, char path[160])
{
    snprintf(path, 160, "%s/%s", p->folder, name);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    return fd;
}

static void a_sweep_takes_what_nobody_works_on(void **state)
{
    place *p = *state;
    char left[160], busy[160], other[160];
    int fd = make_temporary(p, ".lectern-1-0.tmp", left);

    close(fd);
    close(make_temporary(p, ".lectern-notes", other));
    fd = make_temporary(p, ".lectern-1-1.tmp", busy);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    ltn_folder_sweep(p->path);
    assert_int_equal(access(left, F_OK), -1);
    assert_int_equal(access(busy, F_OK), 0);
    assert_int_equal(unlink(other), 0);
    close(fd);
    ltn_folder_sweep(p->path);
    assert_int_equal(access(busy, F_OK), -1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_put_and_replaced),
        TEST(an_abandoned_file_leaves_the_old_one),
        TEST(a_link_is_replaced_not_followed),
        TEST(many_are_synced_at_once),
        TEST(a_new_file_can_be_taken_back),
        TEST(a_sweep_takes_what_nobody_works_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
