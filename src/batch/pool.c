#define _GNU_SOURCE /* sched_getaffinity, pipe2 */
#include "batch/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { POOL_AHEAD = 32, WORKERS_MAX = 256, NO_TASK = -1 };

/* A worker as its parent sees it. */
typedef struct worker {
    pid_t pid;
    int to, from;   /* pipes: task numbers, replies; -1 = none */
    long long task; /* that it does, or NO_TASK */
    time_t since;   /* when the task was given, on the clock */
    bool ended;     /* killed because it took too long */
    ltn_buf reply;  /* what has come of it */
} worker;

/* A task that is begun and not yet told about. */
typedef struct pending {
    bool over;
    ltn_buf reply;
    char *failure;
    pid_t worker;
} pending;

typedef struct pool {
    const ltn_pool *job;
    worker at[WORKERS_MAX];
    unsigned workers;
    pending *ring; /* of `ahead` tasks, from `told` on */
    size_t ahead, told, given;
    bool stopped;
} pool;

unsigned ltn_pool_processors(void)
{
    cpu_set_t set;

    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

static bool read_all(int fd, void *to, size_t len)
{
    for (char *at = to; len > 0;) {
        ssize_t n = read(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

static bool write_all(int fd, const void *from, size_t len)
{
    for (const char *at = from; len > 0;) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

/* In a worker: the next task may use so many seconds more than were used. */
static void limit_cpu(unsigned seconds)
{
    struct rusage used;
    struct rlimit limit;

    if (seconds == 0 || getrusage(RUSAGE_SELF, &used) != 0 ||
        getrlimit(RLIMIT_CPU, &limit) != 0)
        return;
    limit.rlim_cur = (rlim_t)used.ru_utime.tv_sec +
                     (rlim_t)used.ru_stime.tv_sec + 1 + seconds;
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max)
        limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_CPU, &limit);
}

/* Pages of address space in use, by /proc; 0 when it does not tell. */
static size_t address_space(void)
{
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;

    if (fd >= 0)
        close(fd);
    return n > 0 ? (size_t)strtoull(text, NULL, 10) *
                       (size_t)sysconf(_SC_PAGESIZE)
                 : 0;
}

static void limit_memory(size_t more)
{
    struct rlimit limit;
    size_t now = address_space();

    if (more == 0 || now == 0 || getrlimit(RLIMIT_AS, &limit) != 0)
        return;
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > now + more)
        limit.rlim_cur = now + more;
    setrlimit(RLIMIT_AS, &limit);
}

/* A worker's life: task numbers in, length and bytes of a reply out. */
static void serve(const ltn_pool *job, int in, int out)
{
    uint64_t task;

    limit_memory(job->memory);
    if (job->prepare)
        job->prepare(job->context);
    while (read_all(in, &task, sizeof task)) {
        ltn_buf reply = {0};
        limit_cpu(job->cpu_seconds);
        job->work(job->context, (size_t)task, &reply);
        uint64_t len = reply.len;
        if (ltn_buf_status(&reply) != LTN_OK ||
            !write_all(out, &len, sizeof len) ||
            !write_all(out, reply.data ? reply.data : "", reply.len))
            _exit(3);
        ltn_buf_release(&reply);
    }
    _exit(0);
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
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    serve(p->job, in, out);
}

static bool start(pool *p, worker *w)
{
    int down[2], up[2];
    pid_t parent = getpid();

    *w = (worker){.to = -1, .from = -1, .task = NO_TASK};
    if (pipe2(down, O_CLOEXEC) != 0)
        return false;
    if (pipe2(up, O_CLOEXEC) != 0) {
        close(down[0]);
        close(down[1]);
        return false;
    }
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
    if (w->pid < 0) {
        close_pipes(w);
        return false;
    }
    return true;
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
        snprintf(text, size, "was killed, perhaps for want of memory");
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

static void settle(pool *p, worker *w, const char *failure)
{
    pending *s = slot(p, (size_t)w->task);

    s->over = true;
    s->worker = w->pid;
    s->failure = failure ? strdup(failure) : NULL;
    s->reply = w->reply;
    w->reply = (ltn_buf){0};
    w->task = NO_TASK;
}

/* Gives idle workers tasks, as far ahead as is allowed. */
static void give(pool *p)
{
    for (unsigned i = 0; i < p->workers; i++) {
        worker *w = &p->at[i];
        if (p->stopped || p->given == p->job->tasks ||
            p->given == p->told + p->ahead)
            return;
        if (w->to < 0 || w->task != NO_TASK)
            continue;
        uint64_t task = p->given;
        *slot(p, p->given) = (pending){0};
        w->task = (long long)p->given++;
        w->since = time(NULL);
        (void)!write(w->to, &task,
                     sizeof task); /* its end shows in collect() */
    }
}

/* The whole reply is there. */
static bool complete(const worker *w)
{
    uint64_t len;

    if (w->reply.len < sizeof len)
        return false;
    memcpy(&len, w->reply.data, sizeof len);
    return w->reply.len == sizeof len + len;
}

/* Takes what a worker says; replaces it when it is no more. */
static void collect(pool *p, worker *w)
{
    char *to = ltn_buf_room(&w->reply, 65536), text[128];
    ssize_t n = to ? read(w->from, to, 65536) : -1;

    if (n < 0 && (errno == EINTR || errno == EAGAIN) && to)
        return;
    if (n > 0) {
        ltn_buf_advance(&w->reply, (size_t)n);
        if (complete(w))
            settle(p, w, NULL);
        return;
    }
    close_pipes(w);
    if (n < 0)
        kill(w->pid, SIGKILL);
    const char *why =
        ending(w, p->job->cpu_seconds, p->job->idle_seconds, text, sizeof text);
    if (w->task != NO_TASK)
        settle(p, w, why);
    ltn_buf_release(&w->reply);
    if (!p->stopped && p->given < p->job->tasks)
        start(p, w);
}

/* Tells about tasks that are over, in their order. */
static void tell(pool *p)
{
    while (p->told < p->given && slot(p, p->told)->over) {
        pending *s = slot(p, p->told);
        ltn_buf reply = {0};
        if (!s->failure) {
            reply.data = s->reply.data + sizeof(uint64_t);
            reply.len = s->reply.len - sizeof(uint64_t);
        }
        if (!p->stopped)
            p->stopped = !p->job->done(p->job->context, p->told, &reply,
                                       s->failure, s->worker);
        ltn_buf_release(&s->reply);
        free(s->failure);
        *s = (pending){0};
        p->told++;
    }
}

static void end_the_slow(pool *p)
{
    time_t now = time(NULL);

    for (unsigned i = 0; i < p->workers; i++) {
        worker *w = &p->at[i];
        if (w->task == NO_TASK || w->ended || p->job->idle_seconds == 0 ||
            now - w->since <= (time_t)p->job->idle_seconds)
            continue;
        w->ended = true;
        kill(w->pid, SIGKILL);
    }
}

/* Waits until some worker has something to say. False when none is left. */
static bool wait_for_replies(pool *p)
{
    struct pollfd fds[WORKERS_MAX];
    unsigned index[WORKERS_MAX];
    nfds_t n = 0;

    for (unsigned i = 0; i < p->workers; i++)
        if (p->at[i].from >= 0) {
            index[n] = i;
            fds[n++] = (struct pollfd){.fd = p->at[i].from, .events = POLLIN};
        }
    if (n == 0)
        return false;
    if (poll(fds, n, 1000) > 0)
        for (nfds_t i = 0; i < n; i++)
            if (fds[i].revents)
                collect(p, &p->at[index[i]]);
    end_the_slow(p);
    return true;
}

static void stop_workers(pool *p)
{
    for (unsigned i = 0; i < p->workers; i++) {
        worker *w = &p->at[i];
        if (w->from < 0)
            continue;
        if (w->task != NO_TASK)
            kill(w->pid, SIGKILL);
        close_pipes(w);
        while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        ltn_buf_release(&w->reply);
    }
    for (size_t i = 0; i < p->ahead; i++) {
        ltn_buf_release(&p->ring[i].reply);
        free(p->ring[i].failure);
    }
    free(p->ring);
}

static bool start_workers(pool *p)
{
    unsigned want =
        p->job->workers < WORKERS_MAX ? p->job->workers : (unsigned)WORKERS_MAX;

    p->ahead = (size_t)POOL_AHEAD * want;
    p->ring = calloc(p->ahead, sizeof *p->ring);
    while (p->ring && p->workers < want && p->workers < p->job->tasks &&
           start(p, &p->at[p->workers]))
        p->workers++;
    return p->workers > 0;
}

ltn_status ltn_pool_run(const ltn_pool *job)
{
    pool *p = calloc(1, sizeof *p);
    ltn_status status = LTN_OK;

    if (!p)
        return LTN_ENOMEM;
    p->job = job;
    if (job->tasks > 0 && !start_workers(p))
        status = LTN_EIO;
    while (status == LTN_OK && !p->stopped && p->told < job->tasks) {
        give(p);
        if (!wait_for_replies(p))
            status = LTN_EIO;
        tell(p);
    }
    if (p->ring)
        stop_workers(p);
    free(p);
    return status;
}
