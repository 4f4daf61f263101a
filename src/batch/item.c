#include "batch/item.h"

#include "codec/hash.h"
#include "convert/engine.h"
#include "util/file.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* The folder an output goes to, made when -o names it or one above it. */
static ltn_status make_folder(ltn_item *it, const ltn_places *places,
                              const char *path)
{
    size_t len = (size_t)(ltn_path_name(path) - path);

    if (places->mode == LTN_BESIDE || len == 0)
        return LTN_OK;
    char *folder = ltn_arena_strndup(&it->arena, path, len);
    return folder ? ltn_folder_make(folder, &it->diags) : LTN_ENOMEM;
}

/* An output must never replace its own input, however it is spelled. */
static ltn_status spare_input(ltn_item *it, const char *path)
{
    struct stat in, out;

    if (stat(path, &out) != 0 || stat(it->in->path, &in) != 0 ||
        in.st_dev != out.st_dev || in.st_ino != out.st_ino)
        return LTN_OK;
    ltn_diag_add(&it->diags, LTN_ERROR, (ltn_pos){0}, "cli.output.input",
                 "'%s' is the input itself; write elsewhere with -o", path);
    return LTN_INVALID;
}

static ltn_status write_out(ltn_item *it, const ltn_places *places, size_t i,
                            const ltn_buf *bytes)
{
    const char *path =
        ltn_plan_output(places, it->in, places->writers[i], &it->arena);
    ltn_status status = path ? make_folder(it, places, path) : LTN_ENOMEM;

    it->paths[i] = path;
    if (status == LTN_OK)
        status = spare_input(it, path);
    if (status == LTN_OK)
        status = ltn_output_write(&it->outputs[i], path, bytes->data,
                                  bytes->len, &it->diags);
    it->written += status == LTN_OK;
    return status;
}

/* Into a temporary file it goes before it is validated, so that the validator
 * may have the bytes: of a large document they are many. */
static ltn_status make_file(ltn_item *it, ltn_engine *e,
                            const ltn_places *places, size_t i)
{
    const ltn_writer *w = places->writers[i];
    ltn_buf bytes = {0};
    ltn_status status = ltn_engine_write(e, it->doc, w, &it->diags, &bytes);

    if (status == LTN_OK)
        status = write_out(it, places, i, &bytes);
    if (status == LTN_OK && it->counted)
        ltn_sha256_hex(bytes.data ? bytes.data : "", bytes.len,
                       it->facts.output_hash[i]);
    if (status == LTN_OK)
        status = ltn_engine_prove(e, w, &bytes, &it->diags);
    ltn_buf_release(&bytes);
    return status;
}

static ltn_status make_output(ltn_item *it, ltn_engine *e,
                              const ltn_places *places, size_t i)
{
    return places->mode == LTN_TO_STDOUT
               ? ltn_doc_write(e, it->doc, places->writers[i]->name, &it->diags,
                               &it->shown)
               : make_file(it, e, places, i);
}

static void stamp_source(ltn_item *it, size_t size)
{
    struct stat st;

    it->facts.size = size;
    if (stat(it->in->path, &st) == 0)
        it->facts.changed =
            (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static ltn_status make_all(ltn_item *it, ltn_engine *e,
                           const ltn_places *places)
{
    ltn_bytes source;
    const char *path = it->in->path;
    ltn_status status =
        ltn_file_bytes(path, e->options.max_size, &it->diags, &source);

    stamp_source(it, source.len);
    if (status == LTN_OK)
        status = ltn_doc_read(e, path, source.data, source.len, &it->diags,
                              &it->doc);
    ltn_bytes_free(&source);
    for (size_t i = 0; i < places->writer_len && status == LTN_OK; i++)
        status = make_output(it, e, places, i);
    return status;
}

static uint64_t cpu_microseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static void forget_strings(ltn_facts *f)
{
    f->title = f->speaker = f->date = f->language = "";
    f->work_len = 0;
}

static void note_memory(ltn_item *it)
{
    if (it->status == LTN_ENOMEM)
        ltn_diag_add(&it->diags, LTN_ERROR, (ltn_pos){0}, "memory",
                     "not enough memory");
}

static void abandon(ltn_item *it)
{
    for (size_t i = 0; i < it->written; i++)
        ltn_output_abandon(&it->outputs[i]);
    it->written = 0;
}

void ltn_item_make(ltn_item *it, ltn_engine *e, const ltn_places *places,
                   const ltn_input *in, bool facts)
{
    uint64_t began = cpu_microseconds();

    *it = (ltn_item){.in = in, .counted = facts};
    ltn_diags_init(&it->diags, in->path);
    forget_strings(&it->facts);
    it->status = make_all(it, e, places);
    note_memory(it);
    if (facts && it->doc)
        ltn_facts_of(it->doc, &it->facts);
    if (it->status != LTN_OK)
        abandon(it);
    it->facts.microseconds = cpu_microseconds() - began;
}

void ltn_item_commit(ltn_item *it)
{
    size_t n = it->written, done = 0;

    for (; done < n && it->status == LTN_OK; done++)
        it->status = ltn_output_commit(&it->outputs[done], &it->diags);
    if (it->status == LTN_OK)
        return;
    for (size_t i = 0; i < done; i++)
        ltn_output_undo(&it->outputs[i]);
    abandon(it);
}

void ltn_item_lighten(ltn_item *it)
{
    forget_strings(&it->facts);
    ltn_bytes_free(&it->shown);
    ltn_doc_free(it->doc);
    it->doc = NULL;
}

void ltn_item_release(ltn_item *it)
{
    abandon(it);
    ltn_item_lighten(it);
    ltn_arena_release(&it->arena);
    ltn_diags_release(&it->diags);
}
