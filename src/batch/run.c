/* One input after another: read, convert to every target, put all outputs in
 * place or none. */

#include "batch/plan.h"
#include "convert/engine.h"
#include "convert/registry.h"
#include "util/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TARGETS_MAX = sizeof((ltn_places){0}.writers) / sizeof(ltn_writer *) };

typedef struct run {
    ltn_engine *e;
    ltn_places places;
    ltn_inputs_list inputs;
    ltn_arena arena;
    ltn_sink *sink;
    void *context;
    ltn_totals totals;
} run;

/* One input on its way. */
typedef struct item {
    const ltn_input *in;
    ltn_diags diags;
    ltn_arena arena;
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

static ltn_status make_all(run *r, item *it)
{
    ltn_bytes source;
    ltn_doc *doc = NULL;
    const char *path = it->in->path;
    ltn_status status =
        ltn_file_bytes(path, r->e->options.max_size, &it->diags, &source);

    if (status == LTN_OK)
        status =
            ltn_doc_read(r->e, path, source.data, source.len, &it->diags, &doc);
    ltn_bytes_free(&source);
    for (size_t i = 0; i < r->places.writer_len && status == LTN_OK; i++)
        status = ltn_doc_write(r->e, doc, r->places.writers[i]->name,
                               &it->diags, &it->made[i]);
    ltn_doc_free(doc);
    return status;
}

/* Tells the sink about one input; false when it wants no more. */
static bool report(run *r, item *it, ltn_status status, bool shown)
{
    if (status == LTN_ENOMEM)
        ltn_diag_add(&it->diags, LTN_ERROR, (ltn_pos){0}, "memory",
                     "not enough memory");
    r->totals.done++;
    r->totals.failed += status != LTN_OK;
    const ltn_outcome outcome = {
        .input = it->in->path,
        .status = status,
        .diags = &it->diags,
        .outputs = it->paths,
        .output_len = status == LTN_OK && !shown ? it->written : 0,
        .shown = shown && status == LTN_OK ? it->made[0] : (ltn_bytes){0},
        .done = r->totals.done,
        .of = r->inputs.len,
    };
    return r->sink(r->context, &outcome);
}

static bool do_one(run *r, const ltn_input *in)
{
    item it = {.in = in};
    bool shown = r->places.mode == LTN_TO_STDOUT;

    ltn_diags_init(&it.diags, in->path);
    ltn_status status = make_all(r, &it);
    if (status == LTN_OK && !shown)
        status = put_in_place(r, &it);
    bool more = report(r, &it, status, shown);
    for (size_t i = 0; i < r->places.writer_len; i++)
        ltn_bytes_free(&it.made[i]);
    ltn_arena_release(&it.arena);
    ltn_diags_release(&it.diags);
    return more;
}

static bool ignore(void *context, const ltn_outcome *outcome)
{
    (void)context;
    (void)outcome;
    return true;
}

ltn_status ltn_convert(ltn_engine *e, const ltn_job *job, ltn_sink *sink,
                       void *context, ltn_diags *diags, ltn_totals *totals)
{
    run r = {.e = e, .sink = sink ? sink : ignore, .context = context};
    ltn_status status = plan(&r, job, diags);

    for (size_t i = 0; status == LTN_OK && i < r.inputs.len; i++)
        if (!do_one(&r, &r.inputs.at[i]))
            break;
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
