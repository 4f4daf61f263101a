#define _GNU_SOURCE /* sched_getaffinity, pipe2, MAP_ANONYMOUS */
#include "batch/pool.h"

#include "batch/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Tasks that wait in a worker's pipe, so that it goes on while its parent is
 * busy; how often a task is begun again that was held when its worker died. */
enum { QUEUE = 16, TRIES_MAX = 3, WORKERS_MAX = 256 };

/* The same where tasks come one by one: each goes to the worker that has least
 * to do, so that all of them work. */
enum { QUEUE_OPEN = 3 };

/* A task that was given to a worker. */
typedef struct given {
    size_t task;
    bool held; /* done, and its reply is to come */
} given;

/* A worker as its parent sees it. */
typedef struct worker {
    pid_t pid;
    int to, from; /* pipes: task numbers, messages; -1 = none */
    given *given; /* in the order they were given; room for p->room */
    size_t given_len, held;
    bool settling, asked; /* to settle, and nothing was given since */
    bool ended;           /* killed because it took too long */
    time_t since;         /* of its last message, or first task */
    ltn_buf in;           /* what it said, up to the last whole message */
} worker;

/* A task that is begun and not yet told about. */
typedef struct pending {
    bool over;
    unsigned tries;
    ltn_buf reply;
    char *failure;
} pending;

typedef struct pool {
    const ltn_pool *job;
    worker at[WORKERS_MAX];
    unsigned workers;
    pending *ring; /* of `ahead` tasks, from `told` on */
    size_t ahead, told, given;
    size_t tasks;  /* known so far */
    bool open;     /* there may come more */
    bool waiting;  /* for input */
    size_t *again; /* tasks to begin again; room for `ahead` */
    size_t again_len, room;
    volatile sig_atomic_t *stop; /* shared with the workers */
    bool stopped;                /* by done(): nothing more is told */
} pool;

unsigned ltn_pool_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

/* Seconds that a change of the date does not move. */
static time_t seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static void close_pipes(worker *w)
{
    if (w->to >= 0)
        close(w->to);
    if (w->from >= 0)
        close(w->from);
    w->to = w->from = -1;
}

/* In the child: the ends that belong to the other workers are closed, so that
 * each worker sees its own pipe end when the parent closes it. */
static void become_worker(pool *p, pid_t parent, int in, int out)
{
    for (unsigned i = 0; i < p->workers; i++)
        close_pipes(&p->at[i]);
    signal(SIGINT, SIG_IGN); /* the parent stops the run */
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    _exit(ltn_worker_serve(p->job, in, out, p->stop) ? 0 : 3);
}

/* Down goes a socket, since writing to one can do without SIGPIPE. */
static bool open_pipes(int down[2], int up[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, down) != 0)
        return false;
    if (pipe2(up, O_CLOEXEC) == 0)
        return true;
    close(down[0]);
    close(down[1]);
    return false;
}

static bool start(pool *p, worker *w)
{
    int down[2], up[2];
    pid_t parent = getpid();

    *w = (worker){.to = -1, .from = -1, .given = w->given};
    if (!w->given)
        w->given = malloc(p->room * sizeof *w->given);
    if (!w->given || !open_pipes(down, up))
        return false;
    w->pid = fork();
    if (w->pid == 0) {
        close(down[1]);
        close(up[0]);
        become_worker(p, parent, down[0], up[1]);
    }
    close(down[0]);
    close(up[1]);
    w->to = down[1];
    w->from = up[0];
    if (w->pid < 0)
        close_pipes(w);
    return w->pid > 0;
}

/* Waits for a worker that is no more and says how it ended. */
static const char *ending(worker *w, unsigned cpu, unsigned idle, char *text,
                          size_t size)
{
    int status = 0;

    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (w->ended)
        snprintf(text, size, "took more than %u s and was ended", idle);
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        snprintf(text, size,
                 "took more than %u s of CPU time; --max-cpu raises the limit",
                 cpu);
    else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        snprintf(text, size,
                 "was killed: it may have used too much memory or time");
    else if (WIFSIGNALED(status))
        snprintf(text, size,
                 "crashed the program (signal %d); please report it",
                 WTERMSIG(status));
    else
        snprintf(text, size, "ended the program (status %d); please report it",
                 WEXITSTATUS(status));
    return text;
}

static pending *slot(pool *p, size_t task)
{
    return &p->ring[task % p->ahead];
}

static void end_task(pool *p, size_t task, const char *failure)
{
    pending *s = slot(p, task);

    s->over = true;
    s->failure = failure ? strdup(failure) : NULL;
}

/* Begun again, unless that was tried before. */
static void begin_again(pool *p, size_t task, bool held, const char *why)
{
    pending *s = slot(p, task);

    s->tries += held;
    if (s->tries > TRIES_MAX)
        end_task(p, task, why);
    else
        p->again[p->again_len++] = task;
}

/* Asks for one more task where the last that is known was given. */
static void look_for_task(pool *p)
{
    if (!p->open || p->waiting || p->given < p->tasks ||
        p->given >= p->told + p->ahead)
        return;
    switch (p->job->more(p->job->context, p->tasks)) {
    case LTN_POOL_TASK: p->tasks++; break;
    case LTN_POOL_INPUT: p->waiting = true; break;
    case LTN_POOL_FULL: break;
    case LTN_POOL_END: p->open = false; break;
    }
}

static bool has_tasks(pool *p)
{
    if (p->again_len == 0)
        look_for_task(p);
    return p->again_len > 0 ||
           (p->given < p->tasks && p->given < p->told + p->ahead);
}

static size_t next_task(pool *p)
{
    if (p->again_len > 0)
        return p->again[--p->again_len];
    *slot(p, p->given) = (pending){0};
    return p->given++;
}

/* Towards the end workers wait for tasks rather than tasks for workers. */
static size_t queue_length(const pool *p)
{
    size_t share = (p->tasks - p->given) / (2 * (size_t)p->workers);

    return share < 1 ? 1 : share < QUEUE ? share : QUEUE;
}

static void tell_worker(worker *w, uint64_t task)
{
    (void)!send(w->to, &task, sizeof task, MSG_NOSIGNAL); /* see collect() */
}

/* Fills the queue of a worker up to `most`; one that has nothing to do but
 * holds tasks is asked to settle them. */
static void give(pool *p, worker *w, size_t most)
{
    size_t queued = w->given_len - w->held;

    if (queued == 0)
        w->since = seconds();
    for (; queued < most && w->given_len < p->room && has_tasks(p); queued++) {
        size_t task = next_task(p);
        w->given[w->given_len++] = (given){.task = task};
        w->asked = false;
        tell_worker(w, task);
    }
    if (p->job->hold > 0 && !has_tasks(p) && w->given_len > 0 && !w->asked) {
        w->asked = true;
        tell_worker(w, LTN_TASK_SETTLE);
    }
}

static void give_all(pool *p)
{
    bool open = p->job->more != NULL;

    p->waiting = false;
    for (size_t n = 1; n <= (open ? QUEUE_OPEN : 1); n++)
        for (unsigned i = 0; i < p->workers; i++)
            if (p->at[i].to >= 0 && !p->stopped && !*p->stop)
                give(p, &p->at[i], open ? n : queue_length(p));
}

static size_t index_of(const worker *w, size_t task)
{
    size_t i = 0;

    while (i < w->given_len && w->given[i].task != task)
        i++;
    return i;
}

static void take_message(pool *p, worker *w, const ltn_message *m,
                         const char *bytes)
{
    size_t i = index_of(w, (size_t)m->task);

    w->since = seconds();
    w->settling = m->kind == LTN_MESSAGE_SETTLING;
    if (w->settling || i == w->given_len)
        return;
    if (m->kind == LTN_MESSAGE_HELD) {
        w->given[i].held = true;
        w->held++;
        return;
    }
    ltn_buf_put(&slot(p, (size_t)m->task)->reply, bytes, (size_t)m->len);
    end_task(p, (size_t)m->task, NULL);
    w->held -= w->given[i].held;
    w->given_len--;
    memmove(w->given + i, w->given + i + 1,
            (w->given_len - i) * sizeof *w->given);
}

/* Takes the whole messages that are there. */
static void take_messages(pool *p, worker *w)
{
    ltn_message m;
    size_t at = 0;

    while (w->in.len - at >= sizeof m) {
        memcpy(&m, w->in.data + at, sizeof m);
        if (w->in.len - at - sizeof m < m.len)
            break;
        take_message(p, w, &m, w->in.data + at + sizeof m);
        at += sizeof m + (size_t)m.len;
    }
    if (at > 0)
        memmove(w->in.data, w->in.data + at, w->in.len - at);
    w->in.len -= at;
}

/* The task that a worker was at, which ended it, fails; what it held or had
 * not begun is begun again. While settling it is at no task, and when the run
 * is stopped the tasks that are left were not begun. */
static void bury(pool *p, worker *w)
{
    char text[128];
    const char *why =
        ending(w, p->job->cpu_seconds, p->job->idle_seconds, text, sizeof text);
    bool found = w->settling || *p->stop;

    for (size_t i = 0; i < w->given_len; i++) {
        if (found || w->given[i].held) {
            begin_again(p, w->given[i].task, w->given[i].held, why);
        } else {
            end_task(p, w->given[i].task, why);
            found = true;
        }
    }
    w->given_len = 0;
    ltn_buf_release(&w->in);
    if (!p->stopped && !*p->stop && (p->open || has_tasks(p)))
        start(p, w);
}

/* Takes what a worker says; replaces it when it is no more. */
static void collect(pool *p, worker *w)
{
    char *to = ltn_buf_room(&w->in, 65536);
    ssize_t n = to ? read(w->from, to, 65536) : -1;

    if (n < 0 && (errno == EINTR || errno == EAGAIN) && to)
        return;
    if (n > 0) {
        ltn_buf_advance(&w->in, (size_t)n);
        take_messages(p, w);
        return;
    }
    close_pipes(w);
    if (n < 0)
        kill(w->pid, SIGKILL);
    bury(p, w);
}

static void tell_one(pool *p)
{
    pending *s = slot(p, p->told);

    if (!p->stopped)
        p->stopped =
            !p->job->done(p->job->context, p->told, &s->reply, s->failure);
    ltn_buf_release(&s->reply);
    free(s->failure);
    *s = (pending){0};
}

/* Tells about tasks that are over, in their order. */
static void tell(pool *p)
{
    for (; p->told < p->given && slot(p, p->told)->over; p->told++)
        tell_one(p);
}

static void end_the_slow(pool *p)
{
    time_t now = seconds();

    for (unsigned i = 0; i < p->workers; i++) {
        worker *w = &p->at[i];
        if (w->given_len == w->held || w->settling || w->ended ||
            p->job->idle_seconds == 0 ||
            now - w->since <= (time_t)p->job->idle_seconds)
            continue;
        w->ended = true;
        kill(w->pid, SIGKILL);
    }
}

/* Waits until some worker has something to say. False when none is left. */
static bool wait_for_messages(pool *p)
{
    struct pollfd fds[WORKERS_MAX + 1];
    unsigned index[WORKERS_MAX];
    nfds_t n = 0;

    for (unsigned i = 0; i < p->workers; i++)
        if (p->at[i].from >= 0) {
            index[n] = i;
            fds[n++] = (struct pollfd){.fd = p->at[i].from, .events = POLLIN};
        }
    if (n == 0)
        return false;
    fds[n] = (struct pollfd){.fd = p->job->input, .events = POLLIN};
    if (poll(fds, n + p->waiting, 1000) > 0)
        for (nfds_t i = 0; i < n; i++)
            if (fds[i].revents)
                collect(p, &p->at[index[i]]);
    end_the_slow(p);
    if (p->job->tick)
        p->job->tick(p->job->context);
    return true;
}

static void free_ring(pool *p)
{
    for (size_t i = 0; p->ring && i < p->ahead; i++) {
        ltn_buf_release(&p->ring[i].reply);
        free(p->ring[i].failure);
    }
    free(p->ring);
    free(p->again);
}

static void stop_worker(worker *w)
{
    if (w->from < 0)
        return;
    if (w->given_len > 0)
        kill(w->pid, SIGKILL);
    close_pipes(w);
    while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    ltn_buf_release(&w->in);
}

static void stop_workers(pool *p)
{
    for (unsigned i = 0; i < p->workers; i++)
        stop_worker(&p->at[i]);
    for (unsigned i = 0; i < WORKERS_MAX; i++)
        free(p->at[i].given);
}

static bool start_workers(pool *p)
{
    unsigned want =
        p->job->workers < WORKERS_MAX ? p->job->workers : (unsigned)WORKERS_MAX;

    p->room = (size_t)p->job->hold + QUEUE;
    p->ahead = 2 * p->room * want;
    p->ring = calloc(p->ahead, sizeof *p->ring);
    p->again = calloc(p->ahead, sizeof *p->again);
    while (p->ring && p->again && p->workers < want &&
           (p->open || p->workers < p->tasks) && start(p, &p->at[p->workers]))
        p->workers++;
    return p->workers > 0;
}

/* No more tasks are begun: workers finish what they are at and leave. */
static void stop_giving(pool *p)
{
    *p->stop = 1;
    for (unsigned i = 0; i < p->workers; i++) {
        worker *w = &p->at[i];
        if (w->to >= 0)
            close(w->to);
        w->to = -1;
    }
}

/* After that the tasks that were not begun are passed over. */
static void tell_rest(pool *p)
{
    for (; p->told < p->given; p->told++)
        if (slot(p, p->told)->over)
            tell_one(p);
}

static ltn_status run_tasks(pool *p)
{
    while (!p->stopped && (p->open || p->told < p->tasks)) {
        if (p->job->stop && *p->job->stop && !*p->stop)
            stop_giving(p);
        give_all(p);
        if (!p->open && p->told == p->tasks)
            break;
        if (!wait_for_messages(p))
            break;
        tell(p);
    }
    if (*p->stop)
        tell_rest(p);
    return p->stopped || *p->stop || p->told == p->tasks ? LTN_OK : LTN_EIO;
}

ltn_status ltn_pool_run(const ltn_pool *job)
{
    pool *p = calloc(1, sizeof *p);
    void *shared = mmap(NULL, sizeof *p->stop, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ltn_status status = LTN_ENOMEM;

    if (p && shared != MAP_FAILED) {
        p->job = job;
        p->stop = shared;
        p->open = job->more != NULL;
        p->tasks = p->open ? 0 : job->tasks;
        status = !p->open && p->tasks == 0 ? LTN_OK
                 : start_workers(p)        ? run_tasks(p)
                                           : LTN_EIO;
        stop_workers(p);
        free_ring(p);
    }
    if (shared != MAP_FAILED)
        munmap(shared, sizeof *p->stop);
    free(p);
    return status;
}
