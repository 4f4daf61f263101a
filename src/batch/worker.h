/* worker.h - the side of a pool that works, and what the two sides say to each
 * other over their pipes. Both are the same program. */
#ifndef LTN_BATCH_WORKER_H
#define LTN_BATCH_WORKER_H

#include "batch/pool.h"

/* To a worker go numbers of tasks, and this for "end what you hold". */
#define LTN_TASK_SETTLE UINT64_MAX

enum {
    LTN_MESSAGE_REPLY,
    LTN_MESSAGE_HELD,    /* the task is done; its reply comes later */
    LTN_MESSAGE_SETTLING /* no task: what is held is being ended */
};

/* From a worker come messages: this, and `len` bytes of a reply. Of one type,
 * so that there is no padding, whose bytes would be sent without a value. */
typedef struct ltn_message {
    uint64_t kind, task, len;
} ltn_message;

/* A worker's life, with the ends of its pipes; returns when the parent has
 * closed its end. False: it could not go on. `stop` is shared with the parent:
 * when it is set tasks that were not begun are left. */
bool ltn_worker_serve(const ltn_pool *pool, int in, int out,
                      const volatile sig_atomic_t *stop);

#endif
