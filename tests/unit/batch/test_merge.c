#include "../check.h"

#include "batch/ledger.h"
#include "batch/merge.h"
#include "batch/resume.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/lectern-merge-XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[8][64];
    static unsigned at;
    char *path = paths[at++ % 8];

    snprintf(path, 64, "%s/%s", folder, name);
    return path;
}

/* A share of the inputs 0.txt to 9.txt, of which it does those before `end`. */
static void make_share(const char *name, unsigned shard, int end)
{
    ltn_diags d;
    ltn_ledger *l = NULL;
    ltn_share share = {.shard = shard, .shards = 2, .listed = 10};
    const ltn_facts facts = {
        .size = 1, .title = "", .speaker = "", .date = "", .language = ""};
    char path[16];

    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_ledger_open(in_folder(name), "h", "-t tei", &d, &l),
                     LTN_OK);
    for (int i = 0; i < 10; i++) {
        snprintf(path, sizeof path, "%d.txt", i);
        share.list_hash += ltn_path_hash(path);
        share.inputs += (unsigned)i % 2 == shard - 1;
    }
    ltn_ledger_begin(l, &share);
    for (int pass = 0; pass < 2; pass++)
        for (int i = (int)shard - 1; i < (pass ? end : 10); i += 2) {
            snprintf(path, sizeof path, "%d.txt", i);
            const ltn_entry e = {.path = path, .facts = &facts, .diags = &d};
            if (pass == 0)
                ltn_ledger_expect(l, path);
            else
                ltn_ledger_put(l, &e);
        }
    assert_int_equal(ltn_ledger_close(l, &d), LTN_OK);
    ltn_diags_release(&d);
}

static ltn_status merge(const char *a, const char *b, ltn_diags *d,
                        ltn_merged *sum)
{
    const char *const paths[] = {in_folder(a), in_folder(b)};

    ltn_diags_init(d, "test");
    return ltn_merge(paths, 2, in_folder("all.db"), d, sum);
}

static bool said(const ltn_diags *d, const char *code, const char *text)
{
    for (const ltn_diag *e = d->first; e; e = e->next)
        if (strcmp(e->code, code) == 0 && strstr(e->text, text))
            return true;
    return false;
}

static void all_inputs_once_is_well(void **state)
{
    ltn_diags d;
    ltn_merged sum;
    (void)state;

    make_share("a.db", 1, 10);
    make_share("b.db", 2, 10);
    assert_int_equal(merge("a.db", "b.db", &d, &sum), LTN_OK);
    assert_int_equal(sum.inputs, 10);
    assert_int_equal(sum.missing + sum.doubled, 0);
    ltn_diags_release(&d);
}

static void an_input_that_was_not_done_is_named(void **state)
{
    ltn_diags d;
    ltn_merged sum;
    (void)state;

    make_share("a.db", 1, 10);
    make_share("short.db", 2, 7);
    assert_int_equal(merge("a.db", "short.db", &d, &sum), LTN_INVALID);
    assert_int_equal(sum.missing, 2);
    assert_true(said(&d, "merge.missing", "'7.txt'"));
    assert_true(said(&d, "merge.missing", "'9.txt'"));
    assert_false(said(&d, "merge.missing", "'5.txt'"));
    assert_int_equal(access(in_folder("all.db"), F_OK), 0);
    ltn_diags_release(&d);
}

static void an_input_in_two_ledgers_is_named_and_nothing_written(void **state)
{
    ltn_diags d;
    ltn_merged sum;
    (void)state;

    unlink(in_folder("all.db"));
    make_share("a.db", 1, 10);
    make_share("c.db", 1, 10);
    assert_int_equal(merge("a.db", "c.db", &d, &sum), LTN_INVALID);
    assert_int_equal(sum.doubled, 5);
    assert_true(said(&d, "merge.double", "'0.txt'"));
    assert_int_equal(access(in_folder("all.db"), F_OK), -1);
    assert_int_equal(access(in_folder("all.db.part"), F_OK), -1);
    ltn_diags_release(&d);
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int drop_folder(void **state)
{
    static const char *const names[] = {"a.db", "b.db", "c.db", "short.db",
                                        "all.db"};
    (void)state;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(in_folder(names[i]));
    return rmdir(folder);
}

/* Each test starts without the ledgers of the last. */
static int clear(void **state)
{
    (void)drop_folder(state);
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return make_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_inputs_once_is_well, clear),
        cmocka_unit_test_setup(an_input_that_was_not_done_is_named, clear),
        cmocka_unit_test_setup(
            an_input_in_two_ledgers_is_named_and_nothing_written, clear),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
