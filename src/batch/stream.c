/* Documents as lines of JSON, through a pool of workers.
 *
 * Records wait for their workers in a file in memory that all share (the
 * spool); a worker reads its own from there, so the parent never waits for a
 * worker that is busy. What is known of a record, its line and its id, stands
 * in memory that all share too, and is there when the worker is lost.
 */
#define _GNU_SOURCE /* memfd_create, fallocate, MAP_ANONYMOUS */

#include "batch/feed.h"
#include "batch/pool.h"
#include "batch/record.h"
#include "batch/sandbox.h"
#include "convert/registry.h"
#include "util/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MARKS = 8192, NO_SANDBOX = -2 };

/* Where the spool begins again from its front. */
static const uint64_t spool_round = (uint64_t)1 << 30;

typedef struct place {
    uint64_t at, len;                     /* in the spool */
    enum { WHOLE, TOO_LONG, LOST } state; /* of its text */
    ltn_record_mark mark;
} place;

typedef struct stream {
    ltn_engine *e;
    const ltn_writer *writers[LTN_TARGETS_MAX];
    size_t writer_len;
    ltn_feed lines;
    int out, spool, sandbox;
    place *places; /* MARKS of them, shared; a task has its number's */
    uint64_t end;  /* of the spool */
    size_t at_hand, told;
    ltn_streamed *sum;
    int error; /* of writing results, as errno */
} stream;

static place *place_of(const stream *s, size_t task)
{
    return &s->places[task % MARKS];
}

static bool spool_get(const stream *s, const place *p, char *to, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t n =
            pread(s->spool, to + done, len - done, (off_t)(p->at + done));
        if (n == 0 || (n < 0 && errno != EINTR))
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    to[len] = '\0';
    return true;
}

/* The front of a record may have its id, when nobody has read it whole. */
static void guess_id(const stream *s, place *p)
{
    char front[LTN_FEED_HEAD + 1];
    size_t len = p->len < LTN_FEED_HEAD ? p->len : LTN_FEED_HEAD;

    if (!p->mark.id[0] && p->state != LOST && spool_get(s, p, front, len))
        ltn_record_guess(front, len, &p->mark);
}

/* ---- in the parent ---- */

static bool spool_put(stream *s, place *p, const char *bytes, size_t len)
{
    if (s->end > spool_round)
        s->end = 0;
    p->at = s->end;
    p->len = len;
    for (size_t done = 0; done < len;) {
        ssize_t n =
            pwrite(s->spool, bytes + done, len - done, (off_t)(p->at + done));
        if (n <= 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    s->end += len;
    return true;
}

/* Gives memory back, once what is over is worth a system call. */
static void spool_drop(stream *s, const place *p)
{
    s->at_hand -= p->len;
    if (s->at_hand == 0)
        s->end = 0;
    if (p->len >= 4096)
        (void)!fallocate(s->spool, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                         (off_t)p->at, (off_t)p->len);
}

static ltn_pool_more more(void *context, size_t task)
{
    stream *s = context;
    place *p = place_of(s, task);
    const char *line;
    size_t len;

    if (s->at_hand > LTN_STREAM_AT_HAND || task - s->told >= MARKS)
        return LTN_POOL_FULL;
    ltn_feed_next next = ltn_feed_get(&s->lines, &line, &len);
    if (next == LTN_FEED_LATER)
        return LTN_POOL_INPUT;
    if (next == LTN_FEED_END)
        return LTN_POOL_END;
    p->mark.line = s->lines.line;
    p->mark.id[0] = '\0';
    p->state = next == LTN_FEED_TOO_LONG ? TOO_LONG : WHOLE;
    if (!spool_put(s, p, line, len))
        p->state = LOST;
    s->at_hand += p->len;
    return LTN_POOL_TASK;
}

/* Waits for a reader who is slower than we are. */
static bool write_all(stream *s, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(s->out, bytes, len);
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            poll(&(struct pollfd){.fd = s->out, .events = POLLOUT}, 1, -1);
        } else if (n < 0 && errno != EINTR) {
            s->error = errno;
            return false;
        }
    }
    return true;
}

/* A worker's reply is 'y' or 'n', whether all went well, and the result. */
static bool done(void *context, size_t task, const ltn_buf *reply,
                 const char *failure)
{
    stream *s = context;
    place *p = place_of(s, task);
    ltn_buf line = {0};
    bool well;

    s->told = task + 1;
    s->sum->records++;
    if (failure)
        guess_id(s, p);
    spool_drop(s, p);
    s->sum->failed += failure || reply->len == 0 || reply->data[0] != 'y';
    if (!failure && reply->len > 0)
        return write_all(s, reply->data + 1, reply->len - 1);
    ltn_record_failed(&p->mark, "batch.worker",
                      failure ? failure : "gave no reply", &line);
    well = write_all(s, line.data ? line.data : "", line.len);
    ltn_buf_release(&line);
    return well;
}

/* ---- in a worker ---- */

static void prepare(void *context)
{
    const stream *s = context;

    if (s->sandbox != NO_SANDBOX)
        ltn_sandbox_enter(s->sandbox);
}

/* The result of a record whose text is too long, or more than there is memory
 * for. */
static void do_without(const stream *s, place *p, ltn_buf *reply)
{
    guess_id(s, p);
    if (p->state == TOO_LONG)
        ltn_record_failed(&p->mark, "stream.too-long",
                          "the line is too long; --max-size raises the limit",
                          reply);
    else
        ltn_record_failed(&p->mark, "memory", "not enough memory", reply);
}

static bool work(void *context, size_t task, ltn_buf *reply)
{
    stream *s = context;
    place *p = place_of(s, task);
    char *text = p->state == WHOLE ? malloc(p->len + 1) : NULL;
    bool there = text && spool_get(s, p, text, p->len), well = false;

    ltn_buf_putc(reply, ' ');
    if (there)
        well = ltn_record_do(s->e, s->writers, s->writer_len, text, p->len,
                             &p->mark, reply);
    free(text);
    if (!there || ltn_buf_status(reply) != LTN_OK) {
        ltn_buf_release(reply);
        ltn_buf_putc(reply, ' ');
        do_without(s, p, reply);
    }
    if (reply->len > 0)
        reply->data[0] = well ? 'y' : 'n';
    return true;
}

/* ---- setting up ---- */

static ltn_status run(stream *s, const ltn_stream_job *job)
{
    const ltn_options *o = &s->e->options;
    const ltn_pool pool = {.workers =
                               o->workers ? o->workers : ltn_pool_processors(),
                           .cpu_seconds = o->max_cpu,
                           .memory = o->max_memory,
                           .idle_seconds = LTN_IDLE_SECONDS,
                           .stop = job->stop,
                           .more = more,
                           .input = job->in,
                           .prepare = prepare,
                           .work = work,
                           .done = done,
                           .context = s};

    ltn_engine_warm(s->e, s->writers, s->writer_len);
    return ltn_pool_run(&pool);
}

static ltn_status judge(const stream *s, ltn_status status, ltn_diags *diags)
{
    if (s->error)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "stream.write",
                     "results cannot be written: %s", strerror(s->error));
    else if (s->lines.failed)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "stream.read",
                     "the stream cannot be read");
    else if (status == LTN_EIO)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "batch.start",
                     "cannot start worker processes");
    return s->error || s->lines.failed ? LTN_EIO : status;
}

ltn_status ltn_stream(ltn_engine *e, const ltn_stream_job *job,
                      ltn_diags *diags, ltn_streamed *sum)
{
    const ltn_options *o = &e->options;
    size_t max = o->max_size ? o->max_size : LTN_STREAM_LINE_MAX;
    stream s = {.e = e,
                .lines = {.fd = job->in, .max = max},
                .out = job->out,
                .sandbox = NO_SANDBOX,
                .sum = sum};
    const size_t size = MARKS * sizeof *s.places;

    *sum = (ltn_streamed){0};
    ltn_status status = ltn_writers_find(job->targets, job->target_len,
                                         s.writers, &s.writer_len, diags);
    if (status != LTN_OK)
        return status;
    s.spool = memfd_create("lectern", MFD_CLOEXEC);
    s.places = mmap(NULL, size, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!o->no_sandbox)
        s.sandbox = ltn_sandbox_new();
    status = s.spool < 0 || s.places == MAP_FAILED ? LTN_ENOMEM : run(&s, job);
    ltn_sandbox_free(s.sandbox);
    if (s.places != MAP_FAILED)
        munmap(s.places, size);
    if (s.spool >= 0)
        close(s.spool);
    ltn_feed_release(&s.lines);
    return judge(&s, status, diags);
}
