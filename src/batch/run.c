/* One input after another: read, convert to every target, put all outputs in
 * place or none. */

#include "batch/facts.h"
#include "batch/ledger.h"
#include "batch/plan.h"
#include "batch/pool.h"
#include "batch/reply.h"
#include "batch/resume.h"
#include "batch/sandbox.h"
#include "codec/hash.h"
#include "convert/engine.h"
#include "convert/registry.h"
#include "util/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { TARGETS_MAX = sizeof((ltn_places){0}.writers) / sizeof(ltn_writer *) };

typedef struct run {
    ltn_engine *e;
    ltn_places places;
    ltn_inputs_list inputs;
    ltn_arena arena;
    ltn_sink *sink;
    void *context;
    ltn_totals totals;
    ltn_ledger *ledger; /* NULL: none is kept */
    const char *last;   /* output, whose folder is not yet synced */
    int sandbox;        /* of the workers: a set of folders, or NO_SANDBOX */
} run;

enum { NO_SANDBOX = -2 };

/* One input on its way. */
typedef struct item {
    const ltn_input *in;
    ltn_diags diags;
    ltn_arena arena;
    ltn_doc *doc;
    ltn_facts facts;
    ltn_bytes made[TARGETS_MAX];
    const char *paths[TARGETS_MAX];
    ltn_output outputs[TARGETS_MAX];
    size_t written;
} item;

static bool is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* -o: a folder when it says so, is one, or must be one; else a file. Without
 * it one text goes to standard output, more go beside their inputs. */
static void choose_places(ltn_places *p, const ltn_job *job,
                          const ltn_inputs_list *inputs)
{
    const char *out = job->out;
    bool many = inputs->len > 1 || p->writer_len > 1 ||
                (inputs->len == 1 && inputs->at[0].walked);

    p->out = out;
    if (out && strcmp(out, "-") == 0)
        p->mode = LTN_TO_STDOUT;
    else if (out && (many || out[strlen(out) - 1] == '/' || is_folder(out)))
        p->mode = LTN_TO_FOLDER;
    else if (out)
        p->mode = LTN_TO_FILE;
    else if (many ||
             (p->writers[0]->binary && strcmp(inputs->at[0].path, "-") != 0))
        p->mode = LTN_BESIDE;
    else
        p->mode = LTN_TO_STDOUT;
}

static ltn_status find_writers(ltn_places *p, const ltn_job *job,
                               ltn_diags *diags)
{
    for (size_t i = 0; i < job->target_len; i++) {
        const ltn_writer *w = ltn_writer_find(job->targets[i], diags);
        if (!w)
            return LTN_EUSAGE;
        bool again = false;
        for (size_t k = 0; k < p->writer_len; k++)
            again |= p->writers[k] == w;
        if (!again && p->writer_len < TARGETS_MAX)
            p->writers[p->writer_len++] = w;
    }
    if (p->writer_len > 0)
        return LTN_OK;
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.target.none",
                 "no format to convert to; name one with -t");
    return LTN_EUSAGE;
}

static ltn_status several_to_stdout(const run *r, ltn_diags *diags)
{
    if (r->places.mode != LTN_TO_STDOUT ||
        (r->inputs.len == 1 && r->places.writer_len == 1))
        return LTN_OK;
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.output.several",
                 "several outputs cannot all go to standard output; name a "
                 "folder with -o");
    return LTN_EUSAGE;
}

static ltn_status plan(run *r, const ltn_job *job, ltn_diags *diags)
{
    ltn_status status = find_writers(&r->places, job, diags);

    if (status == LTN_OK && job->input_len == 0) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.input.none",
                     "no input; name files or folders, or - for standard "
                     "input");
        status = LTN_EUSAGE;
    }
    if (status == LTN_OK)
        status =
            ltn_plan_inputs(job->inputs, job->input_len, r->e->from != NULL,
                            &r->arena, &r->inputs, diags);
    if (status != LTN_OK || r->inputs.len == 0)
        return status;
    choose_places(&r->places, job, &r->inputs);
    status = several_to_stdout(r, diags);
    return status == LTN_OK ? ltn_plan_check(&r->places, &r->inputs, diags)
                            : status;
}

/* The folder an output goes to, made when -o names it or one above it. */
static ltn_status make_folder(const run *r, item *it, const char *path)
{
    size_t len = (size_t)(ltn_path_name(path) - path);

    if (r->places.mode == LTN_BESIDE || len == 0)
        return LTN_OK;
    char *folder = ltn_arena_strndup(&it->arena, path, len);
    return folder ? ltn_folder_make(folder, &it->diags) : LTN_ENOMEM;
}

/* An output must never replace its own input, however it is spelled. */
static ltn_status spare_input(item *it, const char *path)
{
    struct stat in, out;

    if (stat(path, &out) != 0 || stat(it->in->path, &in) != 0 ||
        in.st_dev != out.st_dev || in.st_ino != out.st_ino)
        return LTN_OK;
    ltn_diag_add(&it->diags, LTN_ERROR, (ltn_pos){0}, "cli.output.input",
                 "'%s' is the input itself; write elsewhere with -o", path);
    return LTN_INVALID;
}

static ltn_status write_one(run *r, item *it, size_t i)
{
    const char *path =
        ltn_plan_output(&r->places, it->in, r->places.writers[i], &it->arena);
    ltn_status status = path ? make_folder(r, it, path) : LTN_ENOMEM;

    it->paths[i] = path;
    if (status == LTN_OK)
        status = spare_input(it, path);
    if (status == LTN_OK)
        status = ltn_output_write(&it->outputs[i], path, it->made[i].data,
                                  it->made[i].len, &it->diags);
    it->written += status == LTN_OK;
    return status;
}

/* All temporary files first; only when all are there they are renamed. */
static ltn_status put_in_place(run *r, item *it)
{
    ltn_status status = LTN_OK;
    size_t done = 0;

    for (size_t i = 0; i < r->places.writer_len && status == LTN_OK; i++)
        status = write_one(r, it, i);
    for (; done < it->written && status == LTN_OK; done++)
        status = ltn_output_commit(&it->outputs[done], &it->diags);
    for (; done < it->written; done++)
        ltn_output_abandon(&it->outputs[done]);
    return status;
}

static void stamp_source(item *it, size_t size)
{
    struct stat st;

    it->facts.size = size;
    if (stat(it->in->path, &st) == 0)
        it->facts.changed =
            (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static ltn_status make_all(run *r, item *it)
{
    ltn_bytes source;
    const char *path = it->in->path;
    ltn_status status =
        ltn_file_bytes(path, r->e->options.max_size, &it->diags, &source);

    stamp_source(it, source.len);
    if (status == LTN_OK)
        status = ltn_doc_read(r->e, path, source.data, source.len, &it->diags,
                              &it->doc);
    ltn_bytes_free(&source);
    for (size_t i = 0; i < r->places.writer_len && status == LTN_OK; i++)
        status = ltn_doc_write(r->e, it->doc, r->places.writers[i]->name,
                               &it->diags, &it->made[i]);
    return status;
}

static uint64_t cpu_microseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* What the ledger keeps, where there is one. */
static void take_facts(run *r, item *it, ltn_status status, uint64_t began)
{
    it->facts.title = it->facts.speaker = "";
    it->facts.date = it->facts.language = "";
    if (r->ledger && it->doc)
        ltn_facts_of(it->doc, &it->facts);
    for (size_t i = 0; r->ledger && status == LTN_OK && i < it->written; i++)
        ltn_sha256_hex(it->made[i].data ? it->made[i].data : "",
                       it->made[i].len, it->facts.output_hash[i]);
    it->facts.microseconds = cpu_microseconds() - began;
}

/* Reads, converts and puts in place; the caller releases the item. */
static ltn_status do_item(run *r, item *it, const ltn_input *in)
{
    uint64_t began = cpu_microseconds();

    *it = (item){.in = in};
    ltn_diags_init(&it->diags, in->path);
    ltn_status status = make_all(r, it);
    if (status == LTN_OK && r->places.mode != LTN_TO_STDOUT)
        status = put_in_place(r, it);
    if (status == LTN_ENOMEM)
        ltn_diag_add(&it->diags, LTN_ERROR, (ltn_pos){0}, "memory",
                     "not enough memory");
    take_facts(r, it, status, began);
    return status;
}

static void release_item(run *r, item *it)
{
    for (size_t i = 0; i < r->places.writer_len; i++)
        ltn_bytes_free(&it->made[i]);
    ltn_doc_free(it->doc);
    ltn_arena_release(&it->arena);
    ltn_diags_release(&it->diags);
}

/* Makes outputs last when their folder changes, and at the end (NULL). */
static void sync_folder(run *r, const char *output)
{
    size_t len = output ? (size_t)(ltn_path_name(output) - output) : 0;

    if (output && r->last &&
        len == (size_t)(ltn_path_name(r->last) - r->last) &&
        memcmp(output, r->last, len) == 0)
        return;
    if (r->last)
        ltn_folder_sync(r->last);
    r->last =
        output ? ltn_arena_strndup(&r->arena, output, strlen(output)) : NULL;
}

/* Tells the ledger and the sink about one input; false when the sink wants no
 * more. */
static bool report(run *r, ltn_outcome *o, const ltn_facts *facts)
{
    const ltn_entry entry = {.path = o->input,
                             .status = o->status,
                             .facts = facts,
                             .outputs = o->outputs,
                             .output_len = o->output_len,
                             .diags = o->diags};

    if (o->output_len > 0)
        sync_folder(r, o->outputs[0]);
    if (r->ledger)
        ltn_ledger_put(r->ledger, &entry);
    r->totals.done++;
    r->totals.failed += o->status != LTN_OK;
    o->done = r->totals.done;
    o->of = r->inputs.len;
    return r->sink(r->context, o);
}

/* Here, in this process. */
static bool do_here(run *r, const ltn_input *in)
{
    item it;
    ltn_status status = do_item(r, &it, in);
    bool shown = r->places.mode == LTN_TO_STDOUT;
    ltn_outcome o = {
        .input = in->path,
        .status = status,
        .diags = &it.diags,
        .outputs = it.paths,
        .output_len = status == LTN_OK && !shown ? it.written : 0,
        .shown = shown && status == LTN_OK ? it.made[0] : (ltn_bytes){0},
    };
    bool more = report(r, &o, &it.facts);
    release_item(r, &it);
    return more;
}

/* The three sides of a pool of workers. */

static void prepare(void *context)
{
    run *r = context;

    if (r->sandbox >= -1)
        ltn_sandbox_enter(r->sandbox);
}

static void work(void *context, size_t task, ltn_buf *out)
{
    run *r = context;
    item it;
    ltn_reply reply = {.status = do_item(r, &it, &r->inputs.at[task])};

    if (reply.status == LTN_OK)
        reply.path_len = it.written;
    memcpy(reply.paths, it.paths, sizeof reply.paths);
    reply.facts = it.facts;
    ltn_reply_put(&reply, &it.diags, out);
    release_item(r, &it);
}

/* What a worker that is no more may have left beside its outputs. */
static void sweep(run *r, const ltn_input *in, pid_t worker)
{
    ltn_arena arena = {0};

    for (size_t i = 0; i < r->places.writer_len; i++) {
        const char *path =
            ltn_plan_output(&r->places, in, r->places.writers[i], &arena);
        if (path)
            ltn_output_sweep(path, worker);
    }
    ltn_arena_release(&arena);
}

static bool done(void *context, size_t task, const ltn_buf *bytes,
                 const char *failure, pid_t worker)
{
    run *r = context;
    const ltn_input *in = &r->inputs.at[task];
    ltn_reply reply = {
        .status = LTN_ELIMIT,
        .facts = {.title = "", .speaker = "", .date = "", .language = ""}};
    ltn_diags diags;

    ltn_diags_init(&diags, in->path);
    if (failure) {
        ltn_diag_add(&diags, LTN_ERROR, (ltn_pos){0}, "batch.worker", "%s",
                     failure);
        sweep(r, in, worker);
    } else if (!ltn_reply_get(bytes->data, bytes->len, &reply, &diags)) {
        reply.status = LTN_ENOMEM;
    }
    ltn_outcome o = {.input = in->path,
                     .status = reply.status,
                     .diags = &diags,
                     .outputs = reply.paths,
                     .output_len = reply.path_len};
    bool more = report(r, &o, &reply.facts);
    ltn_diags_release(&diags);
    return more;
}

/* What workers may touch: the folders of inputs and of outputs. */
static void fence(run *r)
{
    const char *last = "";

    r->sandbox = ltn_sandbox_new();
    for (size_t i = 0; i < r->inputs.len; i++) {
        const char *path = r->inputs.at[i].path;
        size_t len = (size_t)(ltn_path_name(path) - path);
        struct stat st;
        if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
            ltn_sandbox_read(r->sandbox, path);
        if (i > 0 && strlen(last) == len && memcmp(last, path, len) == 0)
            continue;
        last = ltn_arena_strndup(&r->arena, path, len);
        const char *folder = !last ? "" : last[0] ? last : ".";
        ltn_sandbox_read(r->sandbox, folder);
        if (r->places.mode == LTN_BESIDE)
            ltn_sandbox_write(r->sandbox, folder);
        last = last ? last : "";
    }
    if (r->places.mode == LTN_TO_FOLDER)
        ltn_sandbox_write(r->sandbox, r->places.out);
}

static ltn_status do_in_pool(run *r, unsigned workers, ltn_diags *diags)
{
    const ltn_options *o = &r->e->options;
    const ltn_pool pool = {.workers = workers,
                           .tasks = r->inputs.len,
                           .cpu_seconds = o->max_cpu,
                           .memory = o->max_memory,
                           .idle_seconds = LTN_IDLE_SECONDS,
                           .prepare = prepare,
                           .work = work,
                           .done = done,
                           .context = r};

    if (r->places.mode == LTN_TO_FOLDER &&
        ltn_folder_make(r->places.out, diags) != LTN_OK)
        return LTN_INVALID;
    r->sandbox = NO_SANDBOX;
    if (!o->no_sandbox)
        fence(r);
    ltn_engine_warm(r->e, r->places.writers, r->places.writer_len);
    ltn_status status = ltn_pool_run(&pool);
    ltn_sandbox_free(r->sandbox);
    if (status == LTN_EIO)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "batch.start",
                     "cannot start worker processes; -j 1 does without");
    return status;
}

/* One input, or one worker, needs no process of its own unless it is asked
 * for. */
static ltn_status do_all(run *r, ltn_diags *diags)
{
    unsigned workers = r->e->options.workers;

    if (workers == 0)
        workers = ltn_pool_processors();
    if (r->inputs.len > 1 && r->places.mode != LTN_TO_STDOUT &&
        !r->e->options.no_workers)
        return do_in_pool(r, workers, diags);
    for (size_t i = 0; i < r->inputs.len; i++)
        if (!do_here(r, &r->inputs.at[i]))
            break;
    return LTN_OK;
}

static bool ignore(void *context, const ltn_outcome *outcome)
{
    (void)context;
    (void)outcome;
    return true;
}

static void tell_ledger(run *r, const ltn_share *share)
{
    ltn_ledger_begin(r->ledger, share);
    for (size_t i = 0; i < r->inputs.len; i++)
        ltn_ledger_expect(r->ledger, r->inputs.at[i].path);
}

/* Leaves out the inputs of other shards, and those that are done. */
static void choose_inputs(run *r, const ltn_job *job)
{
    ltn_share share = {
        .shard = job->shard, .shards = job->shards, .listed = r->inputs.len};
    size_t kept = 0;

    for (size_t i = 0; i < r->inputs.len; i++) {
        const ltn_input *in = &r->inputs.at[i];
        share.list_hash += ltn_path_hash(in->path);
        if (!ltn_in_shard(in->path, job->shard, job->shards))
            continue;
        share.inputs++;
        if (job->resume && (r->ledger ? ltn_ledger_done(r->ledger, in->path)
                                      : ltn_outputs_newer(&r->places, in)))
            r->totals.passed++;
        else
            r->inputs.at[kept++] = *in;
    }
    r->inputs.len = kept;
    if (r->ledger)
        tell_ledger(r, &share);
}

/* The options as a line for people. */
static void describe(const run *r, ltn_buf *line)
{
    ltn_buf_puts(line, "-t ");
    for (size_t i = 0; i < r->places.writer_len; i++)
        ltn_buf_printf(line, "%s%s", i > 0 ? "," : "",
                       r->places.writers[i]->name);
    ltn_buf_printf(line, "%s%s", r->e->run.data[0] ? " " : "", r->e->run.data);
    ltn_buf_putc(line, '\0');
}

static ltn_status open_ledger(run *r, const ltn_job *job, ltn_diags *diags)
{
    char hash[LTN_SHA256_HEX];
    ltn_buf line = {0};

    if (!job->ledger)
        return LTN_OK;
    ltn_status status = ltn_options_hash(r->e, job, diags, hash);
    if (status == LTN_OK && r->places.mode == LTN_TO_FOLDER)
        status = ltn_folder_make(r->places.out, diags);
    describe(r, &line);
    if (status == LTN_OK)
        status = ltn_buf_status(&line);
    if (status == LTN_OK)
        status =
            ltn_ledger_open(job->ledger, hash, line.data, diags, &r->ledger);
    ltn_buf_release(&line);
    return status;
}

ltn_status ltn_convert(ltn_engine *e, const ltn_job *job, ltn_sink *sink,
                       void *context, ltn_diags *diags, ltn_totals *totals)
{
    run r = {.e = e, .sink = sink ? sink : ignore, .context = context};
    ltn_status status = plan(&r, job, diags);

    if (status == LTN_OK && r.inputs.len > 0)
        status = open_ledger(&r, job, diags);
    if (status == LTN_OK)
        choose_inputs(&r, job);
    if (status == LTN_OK && r.inputs.len > 0)
        status = do_all(&r, diags);
    sync_folder(&r, NULL);
    ltn_status closed = ltn_ledger_close(r.ledger, diags);
    if (status == LTN_OK)
        status = closed;
    if (status == LTN_OK && (r.totals.failed > 0 || r.inputs.empty > 0))
        status = LTN_INVALID;
    free(r.inputs.at);
    ltn_arena_release(&r.arena);
    if (totals)
        *totals = r.totals;
    return status;
}

ltn_status ltn_inputs(ltn_engine *e, const char *const *inputs,
                      size_t input_len, ltn_visit *visit, void *context,
                      ltn_diags *diags)
{
    ltn_arena arena = {0};
    ltn_inputs_list list = {0};
    ltn_status status = ltn_plan_inputs(inputs, input_len, e->from != NULL,
                                        &arena, &list, diags);

    for (size_t i = 0; status == LTN_OK && i < list.len; i++)
        if (!visit(context, list.at[i].path))
            break;
    if (status == LTN_OK && list.empty > 0)
        status = LTN_INVALID;
    free(list.at);
    ltn_arena_release(&arena);
    return status;
}
