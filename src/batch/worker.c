#include "batch/worker.h"

#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* What is held longer than this is ended before the next task: so much work at
 * most is lost with a worker. */
enum { HOLD_MILLISECONDS = 1000 };

typedef struct serving {
    const ltn_pool *pool;
    int out;
    unsigned held;
    uint64_t since; /* milliseconds, of the oldest held task */
    bool failed;
} serving;

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

/* The next task may use so many seconds more than were used. */
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

/* Bytes of address space in use, by /proc; 0 when it does not tell. */
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

static uint64_t milliseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void say(serving *s, const ltn_message *m, const char *bytes)
{
    s->failed = s->failed || !ltn_write_all(s->out, m, sizeof *m) ||
                !ltn_write_all(s->out, bytes, m->len);
}

static void post(void *to, size_t task, const ltn_buf *reply)
{
    serving *s = to;
    const ltn_message m = {LTN_MESSAGE_REPLY, task, reply->len};

    s->failed |= ltn_buf_status(reply) != LTN_OK;
    say(s, &m, reply->data);
}

/* From here on the worker is at no task. */
static void say_settling(serving *s)
{
    const ltn_message m = {.kind = LTN_MESSAGE_SETTLING};

    say(s, &m, NULL);
}

static void settle(serving *s)
{
    if (s->held == 0)
        return;
    say_settling(s);
    s->pool->settle(s->pool->context, post, s);
    s->held = 0;
}

static void do_task(serving *s, size_t task)
{
    const ltn_message held = {LTN_MESSAGE_HELD, task, 0};
    ltn_buf reply = {0};

    limit_cpu(s->pool->cpu_seconds);
    if (s->pool->work(s->pool->context, task, &reply)) {
        post(s, task, &reply);
    } else {
        say(s, &held, NULL);
        if (s->held++ == 0)
            s->since = milliseconds();
    }
    ltn_buf_release(&reply);
    if (s->held > 0 && (s->held >= s->pool->hold ||
                        milliseconds() - s->since > HOLD_MILLISECONDS))
        settle(s);
}

bool ltn_worker_serve(const ltn_pool *pool, int in, int out,
                      const volatile sig_atomic_t *stop)
{
    serving s = {.pool = pool, .out = out};
    uint64_t task;

    limit_memory(pool->memory);
    if (pool->prepare)
        pool->prepare(pool->context);
    while (!s.failed && read_all(in, &task, sizeof task)) {
        if (*stop || task == LTN_TASK_SETTLE)
            settle(&s);
        else
            do_task(&s, (size_t)task);
        if (pool->spent && pool->spent(pool->context))
            break;
    }
    settle(&s);
    say_settling(&s);
    return !s.failed;
}
