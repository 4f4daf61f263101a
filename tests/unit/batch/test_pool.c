#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "../check.h"

#include "batch/pool.h"
#include "batch/reply.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { TASKS = 200 };

typedef struct tally {
    size_t next, failed, last_failed;
    char why[128];
    bool in_order;
    size_t stop_at;
} tally;

/* Task 50 crashes, 60 does not end, 70 leaves. */
static bool work(void *context, size_t task, ltn_buf *reply)
{
    (void)context;
    if (task == 50)
        raise(SIGKILL);
    if (task == 60)
        for (;;)
            pause();
    if (task == 70)
        _exit(5);
    if (task % 7 == 0)
        nanosleep(&(struct timespec){.tv_nsec = 500000}, NULL);
    ltn_buf_printf(reply, "task %zu", task);
    return true;
}

static bool done(void *context, size_t task, const ltn_buf *reply,
                 const char *failure)
{
    tally *t = context;
    char want[32];

    t->in_order &= task == t->next++;
    if (failure) {
        t->failed++;
        t->last_failed = task;
        snprintf(t->why, sizeof t->why, "%s", failure);
        return true;
    }
    int n = snprintf(want, sizeof want, "task %zu", task);
    t->in_order &=
        reply->len == (size_t)n && memcmp(reply->data, want, reply->len) == 0;
    return t->stop_at == 0 || task < t->stop_at;
}

static void a_task_that_fails_costs_itself(void **state)
{
    tally t = {.in_order = true};
    const ltn_pool pool = {.workers = 3,
                           .tasks = TASKS,
                           .idle_seconds = 1,
                           .work = work,
                           .done = done,
                           .context = &t};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_true(t.in_order);
    assert_int_equal(t.next, TASKS);
    assert_int_equal(t.failed, 3);
    assert_int_equal(t.last_failed, 70);
    assert_non_null(strstr(t.why, "status 5"));
}

static bool burn(void *context, size_t task, ltn_buf *reply)
{
    volatile unsigned x = 0;
    (void)context;

    while (task == 1)
        x++;
    ltn_buf_printf(reply, "task %zu", task);
    return true;
}

static void cpu_time_has_a_limit(void **state)
{
    tally t = {.in_order = true};
    const ltn_pool pool = {.workers = 1,
                           .tasks = 3,
                           .cpu_seconds = 1,
                           .work = burn,
                           .done = done,
                           .context = &t};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_int_equal(t.failed, 1);
    assert_int_equal(t.last_failed, 1);
    assert_non_null(strstr(t.why, "--max-cpu"));
}

static void a_run_can_be_stopped(void **state)
{
    tally t = {.in_order = true, .stop_at = 10};
    const ltn_pool pool = {.workers = 2,
                           .tasks = TASKS,
                           .work = work,
                           .done = done,
                           .context = &t};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_int_equal(t.next, 11);
}

/* A worker that holds all tasks but every tenth; it crashes at 55, and when it
 * settles for the third time, but only twice in all. */
typedef struct holder {
    tally t; /* first: done() takes it */
    size_t held[TASKS], len;
    int settled, *crashes; /* shared */
    volatile sig_atomic_t stop;
} holder;

static bool hold(void *context, size_t task, ltn_buf *reply)
{
    holder *h = context;

    if (task == 55)
        raise(SIGKILL);
    if (task % 10 == 0) {
        ltn_buf_printf(reply, "task %zu", task);
        return true;
    }
    h->held[h->len++] = task;
    return false;
}

static void settle(void *context, ltn_pool_post *post, void *to)
{
    holder *h = context;

    if (h->crashes && ++h->settled == 3 && ++*h->crashes <= 2)
        raise(SIGKILL);
    for (size_t i = 0; i < h->len; i++) {
        ltn_buf reply = {0};
        ltn_buf_printf(&reply, "task %zu", h->held[i]);
        post(to, h->held[i], &reply);
        ltn_buf_release(&reply);
    }
    h->len = 0;
}

static void what_a_dead_worker_held_is_done_again(void **state)
{
    holder h = {.t = {.in_order = true},
                .crashes = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0)};
    const ltn_pool pool = {.workers = 2,
                           .tasks = TASKS,
                           .hold = 7,
                           .work = hold,
                           .settle = settle,
                           .done = done,
                           .context = &h};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_true(h.t.in_order);
    assert_int_equal(h.t.next, TASKS);
    assert_int_equal(h.t.failed, 1);
    assert_int_equal(h.t.last_failed, 55);
    assert_true(*h.crashes >= 2);
    munmap(h.crashes, sizeof(int));
}

static void never(void *context, ltn_pool_post *post, void *to)
{
    (void)context, (void)post, (void)to;
    raise(SIGKILL);
}

static void settling_that_always_fails_comes_to_an_end(void **state)
{
    holder h = {.t = {.in_order = true}};
    const ltn_pool pool = {.workers = 2,
                           .tasks = 30,
                           .hold = 4,
                           .work = hold,
                           .settle = never,
                           .done = done,
                           .context = &h};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_int_equal(h.t.next, 30);
    assert_int_equal(h.t.failed, 27); /* 0, 10 and 20 are not held */
}

static bool is_spent(void *context)
{
    const holder *h = context;

    return h->settled < 0;
}

static bool hold_and_tire(void *context, size_t task, ltn_buf *reply)
{
    holder *h = context;

    if (task % 20 == 3)
        h->settled = -1;
    return hold(context, task == 55 ? 56 : task, reply);
}

static void a_worker_that_is_spent_is_replaced(void **state)
{
    holder h = {.t = {.in_order = true}};
    const ltn_pool pool = {.workers = 2,
                           .tasks = 50,
                           .hold = 7,
                           .work = hold_and_tire,
                           .settle = settle,
                           .spent = is_spent,
                           .done = done,
                           .context = &h};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_true(h.t.in_order);
    assert_int_equal(h.t.next, 50);
    assert_int_equal(h.t.failed, 0);
}

static bool done_until_ten(void *context, size_t task, const ltn_buf *reply,
                           const char *failure)
{
    holder *h = context;

    (void)reply;
    h->t.next++;
    h->stop |= task >= 10;
    return failure == NULL;
}

static void what_is_held_is_settled_when_a_run_is_stopped(void **state)
{
    holder h = {.t = {.in_order = true}};
    const ltn_pool pool = {.workers = 2,
                           .tasks = TASKS,
                           .hold = 4,
                           .stop = &h.stop,
                           .work = hold,
                           .settle = settle,
                           .done = done_until_ten,
                           .context = &h};
    (void)state;

    assert_int_equal(ltn_pool_run(&pool), LTN_OK);
    assert_in_range(h.t.next, 11, 60);
}

static void a_reply_comes_back_as_it_was(void **state)
{
    ltn_diags sent, got;
    ltn_buf bytes = {0};
    ltn_reply r = {.status = LTN_INVALID, .paths = {"a", "b/c"}, .path_len = 2};
    ltn_reply back;
    (void)state;

    ltn_diags_init(&sent, "x");
    ltn_diag_add(&sent, LTN_WARNING, (ltn_pos){3, 4, 5}, "c.d", "text %d", 1);
    ltn_diags_in(&sent, "x.epub/y");
    ltn_diag_add(&sent, LTN_ERROR, (ltn_pos){0}, "e", "more");
    ltn_reply_put(&r, &sent, &bytes);
    ltn_diags_init(&got, "x");
    assert_true(ltn_reply_get(bytes.data, bytes.len, &back, &got));
    assert_int_equal(back.status, LTN_INVALID);
    assert_string_equal(back.paths[1], "b/c");
    assert_int_equal(got.count[LTN_WARNING], 1);
    assert_int_equal(got.first->pos.offset, 5);
    assert_string_equal(got.first->text, "text 1");
    assert_null(got.first->file);
    assert_string_equal(got.first->next->file, "x.epub/y");
    ltn_diags_release(&got);
    ltn_diags_init(&got, "x");
    for (size_t len = 0; len < bytes.len; len += 7)
        assert_false(ltn_reply_get(bytes.data, len, &back, &got));
    ltn_diags_release(&got);
    ltn_diags_release(&sent);
    ltn_buf_release(&bytes);
}

/* Tasks that come through a pipe, a byte each; the task is its byte. */
typedef struct trickle {
    int from, to;
    char bytes[64];
    size_t sent, told;
    bool in_order;
} trickle;

enum { TRICKLE = 40 };

static ltn_pool_more trickle_more(void *context, size_t task)
{
    trickle *t = context;
    ssize_t n = read(t->from, &t->bytes[task % sizeof t->bytes], 1);

    return n == 1 ? LTN_POOL_TASK : n == 0 ? LTN_POOL_END : LTN_POOL_INPUT;
}

/* Or the pipe would never end. */
static void trickle_prepare(void *context)
{
    close(((trickle *)context)->to);
}

static bool trickle_work(void *context, size_t task, ltn_buf *reply)
{
    (void)context;
    ltn_buf_putu(reply, task);
    return true;
}

/* The next byte is sent when the last has been told about: nothing may wait
 * for more to come. */
static bool trickle_done(void *context, size_t task, const ltn_buf *reply,
                         const char *failure)
{
    trickle *t = context;
    char want[24];

    snprintf(want, sizeof want, "%zu", task);
    t->in_order &= !failure && task == t->told++ &&
                   reply->len == strlen(want) &&
                   memcmp(reply->data, want, reply->len) == 0;
    if (t->sent < TRICKLE)
        t->sent += write(t->to, "x", 1) == 1;
    else
        close(t->to);
    return true;
}

static void tasks_may_come_one_by_one(void **state)
{
    int ends[2];
    trickle t = {.in_order = true};
    const ltn_pool pool = {.workers = 2,
                           .idle_seconds = 5,
                           .more = trickle_more,
                           .prepare = trickle_prepare,
                           .work = trickle_work,
                           .done = trickle_done,
                           .context = &t};
    (void)state;

    assert_int_equal(pipe(ends), 0);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    t.from = ends[0];
    t.to = ends[1];
    t.sent = (size_t)write(t.to, "x", 1);
    ltn_pool job = pool;
    job.input = t.from;
    assert_int_equal(ltn_pool_run(&job), LTN_OK);
    assert_true(t.in_order);
    assert_int_equal(t.told, TRICKLE);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_may_come_one_by_one),
        cmocka_unit_test(a_task_that_fails_costs_itself),
        cmocka_unit_test(cpu_time_has_a_limit),
        cmocka_unit_test(a_run_can_be_stopped),
        cmocka_unit_test(what_a_dead_worker_held_is_done_again),
        cmocka_unit_test(settling_that_always_fails_comes_to_an_end),
        cmocka_unit_test(a_worker_that_is_spent_is_replaced),
        cmocka_unit_test(what_is_held_is_settled_when_a_run_is_stopped),
        cmocka_unit_test(a_reply_comes_back_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
