/* A job from its inputs to its totals: what is to be done, where it goes, what
 * is done already, and what became of it. */

#include "batch/run.h"

#include "batch/pool.h"
#include "batch/resume.h"
#include "codec/hash.h"
#include "convert/engine.h"
#include "convert/registry.h"
#include "util/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
    p->mode = LTN_TO_STDOUT;
    if (out && strcmp(out, "-") == 0)
        return;
    if (out && (many || out[strlen(out) - 1] == '/' || is_folder(out)))
        p->mode = LTN_TO_FOLDER;
    else if (out)
        p->mode = LTN_TO_FILE;
    else if (many ||
             (p->writers[0]->binary && strcmp(inputs->at[0].path, "-") != 0))
        p->mode = LTN_BESIDE;
}

static ltn_status several_to_stdout(const ltn_batch *r, ltn_diags *diags)
{
    if (r->places.mode != LTN_TO_STDOUT ||
        (r->inputs.len == 1 && r->places.writer_len == 1))
        return LTN_OK;
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.output.several",
                 "several outputs cannot all go to standard output; name a "
                 "folder with -o");
    return LTN_EUSAGE;
}

static ltn_status plan(ltn_batch *r, const ltn_job *job, ltn_diags *diags)
{
    ltn_status status =
        ltn_writers_find(job->targets, job->target_len, r->places.writers,
                         &r->places.writer_len, diags);

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

/* Makes the names of outputs last: a call for each file system, since it costs
 * as much for one name as for all. */
static void sync_names(ltn_batch *r)
{
    for (size_t i = 0; i < r->device_len; i++)
        ltn_names_sync(r->devices[i].output);
    r->device_len = 0;
}

/* Notes the file system of an output, for sync_names(). */
static void note_device(ltn_batch *r, const char *output)
{
    struct stat st;

    if (lstat(output, &st) != 0)
        return;
    for (size_t i = 0; i < r->device_len; i++)
        if (r->devices[i].id == st.st_dev)
            return;
    if (r->device_len == LTN_BATCH_DEVICES)
        sync_names(r);
    char *path = ltn_arena_strndup(&r->arena, output, strlen(output));
    if (path)
        r->devices[r->device_len++] = (ltn_batch_device){st.st_dev, path};
}

void ltn_batch_watch(const ltn_batch *r)
{
    const ltn_progress p = {.done = r->totals.done,
                            .of = r->inputs.len,
                            .failed = r->totals.failed,
                            .passed = r->totals.passed};

    if (r->watch)
        r->watch(r->context, &p);
}

bool ltn_batch_report(ltn_batch *r, ltn_outcome *o, const ltn_facts *facts)
{
    const ltn_entry entry = {.path = o->input,
                             .status = o->status,
                             .facts = facts,
                             .outputs = o->outputs,
                             .output_len = o->output_len,
                             .diags = o->diags};

    if (o->output_len > 0)
        note_device(r, o->outputs[0]);
    if (r->ledger)
        ltn_ledger_put(r->ledger, &entry);
    r->totals.done++;
    r->totals.failed += o->status != LTN_OK;
    o->done = r->totals.done;
    o->of = r->inputs.len;
    bool more = r->sink(r->context, o);
    ltn_batch_watch(r);
    return more;
}

/* Here, in this process. */
static bool do_here(ltn_batch *r, const ltn_input *in)
{
    ltn_output *outputs[LTN_TARGETS_MAX];
    ltn_item it;

    ltn_item_make(&it, r->e, &r->places, in, r->ledger != NULL);
    for (size_t i = 0; i < it.written; i++)
        outputs[i] = &it.outputs[i];
    ltn_outputs_sync(outputs, it.written);
    ltn_item_commit(&it);
    ltn_outcome o = {
        .input = in->path,
        .status = it.status,
        .diags = &it.diags,
        .outputs = it.paths,
        .output_len = it.written,
        .shown = it.shown,
    };
    bool more = ltn_batch_report(r, &o, &it.facts);
    ltn_item_release(&it);
    return more;
}

/* One input, or one worker, needs no process of its own unless it is asked
 * for. */
static ltn_status do_all(ltn_batch *r, ltn_diags *diags)
{
    unsigned workers = r->e->options.workers;

    if (workers == 0)
        workers = ltn_pool_processors();
    if (r->inputs.len > 1 && r->places.mode != LTN_TO_STDOUT &&
        !r->e->options.no_workers)
        return ltn_batch_in_pool(r, workers, diags);
    for (size_t i = 0; i < r->inputs.len && !(r->stop && *r->stop); i++)
        if (!do_here(r, &r->inputs.at[i]))
            break;
    return LTN_OK;
}

/* Removes what runs that were killed left, in each folder of outputs. */
static void sweep_folders(const ltn_batch *r)
{
    ltn_arena arena = {0};
    const char *last = NULL;
    size_t last_len = 0;

    for (size_t i = 0; i < r->inputs.len && r->places.mode != LTN_TO_STDOUT;
         i++) {
        const ltn_input *in = &r->inputs.at[i];
        const char *at = r->places.mode == LTN_BESIDE ? in->path : in->under;
        size_t len = (size_t)(ltn_path_name(at) - at);
        if (last && len == last_len && memcmp(last, at, len) == 0)
            continue;
        last = at;
        last_len = len;
        const char *path =
            ltn_plan_output(&r->places, in, r->places.writers[0], &arena);
        if (path)
            ltn_folder_sweep(path);
    }
    ltn_arena_release(&arena);
}

static bool ignore(void *context, const ltn_outcome *outcome)
{
    (void)context;
    (void)outcome;
    return true;
}

static void tell_ledger(ltn_batch *r, const ltn_share *share)
{
    ltn_ledger_begin(r->ledger, share);
    for (size_t i = 0; i < r->inputs.len; i++)
        ltn_ledger_expect(r->ledger, r->inputs.at[i].path);
}

/* Leaves out the inputs of other shards, and those that are done. */
static void choose_inputs(ltn_batch *r, const ltn_job *job)
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
static void describe(const ltn_batch *r, ltn_buf *line)
{
    ltn_buf_puts(line, "-t ");
    for (size_t i = 0; i < r->places.writer_len; i++)
        ltn_buf_printf(line, "%s%s", i > 0 ? "," : "",
                       r->places.writers[i]->name);
    ltn_buf_printf(line, "%s%s", r->e->run.data[0] ? " " : "", r->e->run.data);
    ltn_buf_putc(line, '\0');
}

/* The folder that a ledger is to be in. */
static ltn_status make_room(ltn_batch *r, const char *ledger, ltn_diags *diags)
{
    size_t len = (size_t)(ltn_path_name(ledger) - ledger);
    const char *folder =
        len > 1 ? ltn_arena_strndup(&r->arena, ledger, len - 1) : NULL;

    return folder ? ltn_folder_make(folder, diags) : LTN_OK;
}

static ltn_status open_ledger(ltn_batch *r, const ltn_job *job,
                              ltn_diags *diags)
{
    char hash[LTN_SHA256_HEX];
    ltn_buf line = {0};

    if (!job->ledger)
        return LTN_OK;
    ltn_status status = ltn_options_hash(r->e, &r->places, diags, hash);
    if (status == LTN_OK)
        status = make_room(r, job->ledger, diags);
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
    ltn_batch r = {.e = e,
                   .sink = sink ? sink : ignore,
                   .context = context,
                   .stop = job->stop,
                   .watch = job->watch};
    ltn_status status = plan(&r, job, diags);

    if (status == LTN_OK && r.inputs.len > 0)
        status = open_ledger(&r, job, diags);
    if (status == LTN_OK) {
        sweep_folders(&r);
        choose_inputs(&r, job);
    }
    if (status == LTN_OK)
        ltn_batch_watch(&r);
    if (status == LTN_OK && r.inputs.len > 0)
        status = do_all(&r, diags);
    sync_names(&r);
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
