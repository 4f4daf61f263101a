#include "batch/resume.h"

#include "util/file.h"
#include "util/limits.h"

#include <string.h>
#include <sys/stat.h>

uint64_t ltn_path_hash(const char *path)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */

    for (; *path; path++)
        h = (h ^ (unsigned char)*path) * 1099511628211u;
    return h;
}

bool ltn_in_shard(const char *path, unsigned shard, unsigned shards)
{
    return shards < 2 || (ltn_path_hash(path) >> 32) % shards == shard - 1;
}

static bool newer(const struct stat *a, const struct stat *b)
{
    return a->st_mtim.tv_sec != b->st_mtim.tv_sec
               ? a->st_mtim.tv_sec > b->st_mtim.tv_sec
               : a->st_mtim.tv_nsec > b->st_mtim.tv_nsec;
}

bool ltn_outputs_newer(const ltn_places *places, const ltn_input *in)
{
    struct stat source, st;
    ltn_arena arena = {0};
    bool all = places->mode != LTN_TO_STDOUT && stat(in->path, &source) == 0;

    for (size_t i = 0; all && i < places->writer_len; i++) {
        const char *path =
            ltn_plan_output(places, in, places->writers[i], &arena);
        all = path && stat(path, &st) == 0 && newer(&st, &source);
    }
    ltn_arena_release(&arena);
    return all;
}

static ltn_status put_file(ltn_buf *all, const char *path, ltn_diags *diags)
{
    if (!path)
        return LTN_OK;
    ltn_buf_puts(all, path);
    ltn_buf_putc(all, '\0');
    return ltn_file_read(path, LTN_INPUT_MAX, all, diags);
}

/* "out" and "out/" are one folder. */
static int out_length(const ltn_places *p)
{
    size_t len = p->out ? strlen(p->out) : 0;

    while (p->mode == LTN_TO_FOLDER && len > 1 && p->out[len - 1] == '/')
        len--;
    return (int)len;
}

ltn_status ltn_options_hash(const ltn_engine *e, const ltn_places *places,
                            ltn_diags *diags, char out[LTN_SHA256_HEX])
{
    const ltn_options *o = &e->options;
    ltn_buf all = {0};

    ltn_buf_printf(&all, "%s\n%s\n%s\n", ltn_version(), e->run.data,
                   o->pattern ? o->pattern : "");
    for (size_t i = 0; i < places->writer_len; i++)
        ltn_buf_printf(&all, "%s\n", places->writers[i]->name);
    ltn_buf_printf(&all, "%.*s\n", out_length(places),
                   places->out ? places->out : "");
    for (size_t i = 0; i < o->meta_len; i++)
        ltn_buf_printf(&all, "%s\n", o->meta[i]);
    ltn_status status = put_file(&all, o->table, diags);
    if (status == LTN_OK)
        status = put_file(&all, o->schema, diags);
    for (size_t i = 0; i < o->cites_len && status == LTN_OK; i++)
        status = put_file(&all, o->cites[i], diags);
    if (status == LTN_OK)
        status = ltn_buf_status(&all);
    if (status == LTN_OK)
        ltn_sha256_hex(all.data, all.len, out);
    ltn_buf_release(&all);
    return status;
}
