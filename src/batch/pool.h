/* pool.h - processes that each do one task at a time.
 *
 * A task that crashes, hangs or meets a limit costs itself: the worker that did
 * it is replaced and the task is reported with its reason. Replies come in the
 * order of the tasks, however many workers there are; a bounded number of tasks
 * for each worker are begun before the oldest is done, so memory stays flat.
 * Workers die with their parent.
 *
 * A worker may hold tasks: done, but their replies come later, of many at once
 * (settle), because what they wait for is cheaper together. Tasks held by a
 * worker that dies are done again by another.
 */
#ifndef LTN_BATCH_POOL_H
#define LTN_BATCH_POOL_H

#include "util/buf.h"

#include <signal.h>

/* Whether there is a next task, when how many there are is not known. */
typedef enum ltn_pool_more {
    LTN_POOL_TASK,  /* there is */
    LTN_POOL_INPUT, /* not yet: something has to come from `input` first */
    LTN_POOL_FULL,  /* not before some of those at hand are over */
    LTN_POOL_END    /* there will be no more */
} ltn_pool_more;

/* Hands in the reply of a task that was held. */
typedef void ltn_pool_post(void *to, size_t task, const ltn_buf *reply);

typedef struct ltn_pool {
    unsigned workers;
    size_t tasks;
    unsigned cpu_seconds;  /* of one task; 0 = no limit */
    size_t memory;         /* bytes a worker may have more than at its start */
    unsigned idle_seconds; /* a task that takes longer on the clock is ended */
    unsigned hold;         /* tasks a worker may hold at most */

    /* For tasks that come one by one (`tasks` is then not looked at): asked
     * before a task is begun, with its number. NULL: there are `tasks`. */
    ltn_pool_more (*more)(void *context, size_t task);
    int input; /* file to wait for */

    /* In the parent: called about once a second, or oftener; or NULL. */
    void (*tick)(void *context);

    /* Nonzero: no more tasks are begun, those at hand are finished. Or NULL. */
    const volatile sig_atomic_t *stop;

    /* In a worker, before its first task; NULL = nothing to prepare. */
    void (*prepare)(void *context);

    /* In a worker: does a task and appends its reply, or returns false: the
     * task is held. */
    bool (*work)(void *context, size_t task, ltn_buf *reply);

    /* In a worker: ends all tasks that are held, posting the reply of each;
     * NULL when none ever is. */
    void (*settle)(void *context, ltn_pool_post *post, void *to);

    /* In a worker, after a task: it can do no more and is to be replaced; NULL
     * when that never is. */
    bool (*spent)(void *context);

    /* In the parent, in the order of the tasks: failure is NULL, or says what
     * became of the worker. False ends the run. */
    bool (*done)(void *context, size_t task, const ltn_buf *reply,
                 const char *failure);
    void *context;
} ltn_pool;

/* Does all tasks. LTN_EIO when no process could be started. */
ltn_status ltn_pool_run(const ltn_pool *job);

/* How many processors this process may use, at least 1. */
unsigned ltn_pool_processors(void);

#endif
