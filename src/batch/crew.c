/* The workers of a run: what one does with an input, what becomes of its
 * reply, and what it may touch.
 *
 * Group commit: outputs are written to temporary files, and when a worker has
 * so many of them, or had the first for a second, it makes all of them last at
 * once and only then gives them their names. No name is ever seen without its
 * bytes, even after a power cut, and the wait for the disk is shared.
 */
#include "batch/pool.h"
#include "batch/reply.h"
#include "batch/run.h"
#include "batch/sandbox.h"
#include "convert/engine.h"
#include "util/file.h"
#include "util/limits.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum {
    NO_SANDBOX = -2,
    FILES_HELD = 768, /* open files at most, under the usual limit of 1024 */
    FILES_KEPT = 24   /* for other things */
};

/* An input whose outputs wait for the disk. */
typedef struct held {
    size_t task;
    ltn_item item;
    ltn_buf reply; /* for when all goes well */
} held;

typedef struct crew {
    ltn_batch *run;
    int sandbox; /* a set of folders, or NO_SANDBOX */
    held *held;  /* room for `hold` */
    size_t held_len;
    unsigned hold;
    bool spent; /* a task had no memory: what is kept may be incomplete */
} crew;

static void prepare(void *context)
{
    const crew *c = context;

    if (c->sandbox != NO_SANDBOX)
        ltn_sandbox_enter(c->sandbox);
}

static void put_reply(const ltn_item *it, ltn_buf *out)
{
    ltn_reply reply = {
        .status = it->status, .path_len = it->written, .facts = it->facts};

    memcpy(reply.paths, it->paths, sizeof reply.paths);
    ltn_reply_put(&reply, &it->diags, out);
}

static bool work(void *context, size_t task, ltn_buf *reply)
{
    crew *c = context;
    held *h = &c->held[c->held_len];

    *h = (held){.task = task};
    ltn_item_make(&h->item, c->run->e, &c->run->places,
                  &c->run->inputs.at[task], c->run->ledger != NULL);
    c->spent |= h->item.status == LTN_ENOMEM;
    if (h->item.status != LTN_OK || h->item.written == 0) {
        put_reply(&h->item, reply);
        ltn_item_release(&h->item);
        return true;
    }
    put_reply(&h->item, &h->reply);
    ltn_item_lighten(&h->item);
    c->held_len++;
    return false;
}

static bool spent(void *context)
{
    return ((const crew *)context)->spent;
}

static void sync_all(const crew *c)
{
    ltn_output *outputs[FILES_HELD];
    size_t n = 0;

    for (size_t i = 0; i < c->held_len; i++)
        for (size_t k = 0; k < c->held[i].item.written; k++)
            outputs[n++] = &c->held[i].item.outputs[k];
    ltn_outputs_sync(outputs, n);
}

static void settle(void *context, ltn_pool_post *post, void *to)
{
    crew *c = context;

    sync_all(c);
    for (size_t i = 0; i < c->held_len; i++) {
        held *h = &c->held[i];
        ltn_item_commit(&h->item);
        if (h->item.status != LTN_OK) {
            ltn_buf_release(&h->reply);
            put_reply(&h->item, &h->reply);
        }
        post(to, h->task, &h->reply);
        ltn_buf_release(&h->reply);
        ltn_item_release(&h->item);
    }
    c->held_len = 0;
}

/* Removes what a worker that is no more may have left beside its outputs. */
static void sweep(const ltn_batch *r, const ltn_input *in)
{
    ltn_arena arena = {0};
    const char *path =
        ltn_plan_output(&r->places, in, r->places.writers[0], &arena);

    if (path)
        ltn_folder_sweep(path);
    ltn_arena_release(&arena);
}

static bool done(void *context, size_t task, const ltn_buf *bytes,
                 const char *failure)
{
    ltn_batch *r = ((crew *)context)->run;
    const ltn_input *in = &r->inputs.at[task];
    ltn_reply reply = {
        .status = LTN_ELIMIT,
        .facts = {.title = "", .speaker = "", .date = "", .language = ""}};
    ltn_diags diags;

    ltn_diags_init(&diags, in->path);
    if (failure) {
        ltn_diag_add(&diags, LTN_ERROR, (ltn_pos){0}, "batch.worker", "%s",
                     failure);
        sweep(r, in);
    } else if (!ltn_reply_get(bytes->data, bytes->len, &reply, &diags)) {
        reply.status = LTN_ENOMEM;
    }
    ltn_outcome o = {.input = in->path,
                     .status = reply.status,
                     .diags = &diags,
                     .outputs = reply.paths,
                     .output_len = reply.status == LTN_OK ? reply.path_len : 0};
    bool more = ltn_batch_report(r, &o, &reply.facts);
    ltn_diags_release(&diags);
    return more;
}

static void tick(void *context)
{
    ltn_batch_watch(((crew *)context)->run);
}

/* What workers may touch: the folders of inputs and of outputs. */
static int fence(ltn_batch *r)
{
    const char *last = "";
    int set = ltn_sandbox_new();

    for (size_t i = 0; i < r->inputs.len; i++) {
        const char *path = r->inputs.at[i].path;
        size_t len = (size_t)(ltn_path_name(path) - path);
        struct stat st;
        if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
            ltn_sandbox_read(set, path);
        if (i > 0 && strlen(last) == len && memcmp(last, path, len) == 0)
            continue;
        last = ltn_arena_strndup(&r->arena, path, len);
        const char *folder = !last ? "" : last[0] ? last : ".";
        ltn_sandbox_read(set, folder);
        if (r->places.mode == LTN_BESIDE)
            ltn_sandbox_write(set, folder);
        last = last ? last : "";
    }
    if (r->places.mode == LTN_TO_FOLDER)
        ltn_sandbox_write(set, r->places.out);
    return set;
}

/* How many inputs a worker may hold: each has a file open for each target. */
static unsigned how_many(const ltn_batch *r)
{
    struct rlimit limit;
    size_t files = FILES_HELD;

    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
        limit.rlim_cur < FILES_HELD + FILES_KEPT)
        files = limit.rlim_cur > FILES_KEPT ? limit.rlim_cur - FILES_KEPT : 1;
    size_t most = files / r->places.writer_len;
    return most > 0 ? (unsigned)most : 1;
}

ltn_status ltn_batch_in_pool(ltn_batch *r, unsigned workers, ltn_diags *diags)
{
    const ltn_options *o = &r->e->options;
    crew c = {.run = r, .sandbox = NO_SANDBOX, .hold = how_many(r)};
    const ltn_pool pool = {.workers = workers,
                           .tasks = r->inputs.len,
                           .cpu_seconds = o->max_cpu,
                           .memory = o->max_memory,
                           .idle_seconds = LTN_IDLE_SECONDS,
                           .hold = c.hold,
                           .stop = r->stop,
                           .tick = tick,
                           .prepare = prepare,
                           .work = work,
                           .settle = settle,
                           .spent = spent,
                           .done = done,
                           .context = &c};

    if (r->places.mode == LTN_TO_FOLDER &&
        ltn_folder_make(r->places.out, diags) != LTN_OK)
        return LTN_INVALID;
    c.held = calloc(c.hold, sizeof *c.held);
    if (!c.held)
        return LTN_ENOMEM;
    if (!o->no_sandbox)
        c.sandbox = fence(r);
    ltn_engine_warm(r->e, r->places.writers, r->places.writer_len);
    ltn_status status = ltn_pool_run(&pool);
    ltn_sandbox_free(c.sandbox);
    free(c.held);
    if (status == LTN_EIO)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "batch.start",
                     "cannot start worker processes; -j 1 does without");
    return status;
}
