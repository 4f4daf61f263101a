/* pool.h - processes that each do one task at a time.
 *
 * A task that crashes, hangs or meets a limit costs itself: the worker that did
 * it is replaced and the task is reported with its reason. Replies come in the
 * order of the tasks, however many workers there are; at most POOL_AHEAD tasks
 * for each worker are begun before the oldest is done, so memory stays flat.
 * Workers die with their parent.
 */
#ifndef LTN_BATCH_POOL_H
#define LTN_BATCH_POOL_H

#include "util/buf.h"

#include <sys/types.h>

typedef struct ltn_pool {
    unsigned workers;
    size_t tasks;
    unsigned cpu_seconds;  /* of one task; 0 = no limit */
    size_t memory;         /* bytes a worker may have more than at its start */
    unsigned idle_seconds; /* a task that takes longer on the clock is ended */

    /* In a worker, before its first task; NULL = nothing to prepare. */
    void (*prepare)(void *context);

    /* In a worker: does a task and appends its reply. */
    void (*work)(void *context, size_t task, ltn_buf *reply);

    /* In the parent, in the order of the tasks: failure is NULL, or says what
     * became of the worker (its process was `worker`). False ends the run. */
    bool (*done)(void *context, size_t task, const ltn_buf *reply,
                 const char *failure, pid_t worker);
    void *context;
} ltn_pool;

/* Does all tasks. LTN_EIO when no process could be started. */
ltn_status ltn_pool_run(const ltn_pool *pool);

/* How many processors this process may use, at least 1. */
unsigned ltn_pool_processors(void);

#endif
