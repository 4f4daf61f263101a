#include "batch/plan.h"

#include "convert/registry.h"
#include "util/buf.h"
#include "util/diag.h"
#include "util/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

static void add_input(ltn_inputs_list *l, ltn_input in)
{
    if (l->len == l->cap) {
        size_t cap = l->cap > 0 ? 2 * l->cap : 64;
        ltn_input *at = realloc(l->at, cap * sizeof *at);
        if (!at) {
            l->failed = true;
            return;
        }
        l->at = at;
        l->cap = cap;
    }
    l->failed |= !in.path || !in.under;
    l->at[l->len++] = in;
}

static const char *join(ltn_arena *a, const char *folder, const char *name)
{
    size_t lf = strlen(folder), ln = strlen(name);
    bool slash = lf > 0 && folder[lf - 1] != '/';
    size_t size = lf + slash + ln + 1;
    char *path = ltn_arena_alloc(a, size);

    if (path)
        snprintf(path, size, "%s%s%s", folder, slash ? "/" : "", name);
    return path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef struct walk {
    ltn_arena *arena;
    ltn_inputs_list *list;
    ltn_diags *diags;
    bool all;
    struct {
        const char **names;
        size_t len, cap;
    } found;
} walk;

/* The names in a folder but the hidden ones, sorted, from w->found.len on. */
static bool list_folder(walk *w, const char *path)
{
    DIR *folder = opendir(path);
    size_t first = w->found.len;
    struct dirent *entry;

    if (!folder) {
        ltn_diag_add(w->diags, LTN_ERROR, (ltn_pos){0}, "file.folder",
                     "cannot read folder '%s': %s", path, strerror(errno));
        w->list->empty++;
        return false;
    }
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        if (w->found.len == w->found.cap) {
            size_t cap = w->found.cap > 0 ? 2 * w->found.cap : 256;
            const char **names = realloc(w->found.names, cap * sizeof *names);
            if (!names) {
                w->list->failed = true;
                break;
            }
            w->found.names = names;
            w->found.cap = cap;
        }
        w->found.names[w->found.len++] =
            ltn_arena_strndup(w->arena, entry->d_name, strlen(entry->d_name));
    }
    closedir(folder);
    if (w->arena->failed)
        w->list->failed = true;
    else if (w->found.len > first)
        qsort(w->found.names + first, w->found.len - first,
              sizeof *w->found.names, by_name);
    return !w->list->failed;
}

static void walk_folder(walk *w, const char *path, const char *under, int depth)
{
    size_t first = w->found.len;

    if (depth > LTN_FOLDERS_DEEP) {
        ltn_diag_add(w->diags, LTN_ERROR, (ltn_pos){0}, "file.depth",
                     "more than %d folders deep: '%s'", LTN_FOLDERS_DEEP, path);
        return;
    }
    if (!list_folder(w, path))
        return;
    size_t last = w->found.len;
    for (size_t i = first; i < last && !w->list->failed; i++) {
        const char *name = w->found.names[i];
        const char *its = join(w->arena, path, name);
        const char *below = under[0] ? join(w->arena, under, name) : name;
        struct stat st;
        if (!its || !below || lstat(its, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            walk_folder(w, its, below, depth + 1);
        else if ((S_ISREG(st.st_mode) || S_ISLNK(st.st_mode)) &&
                 (w->all || ltn_reader_for(name)))
            add_input(w->list, (ltn_input){its, below, true});
    }
    w->found.len = first;
}

static void take_input(walk *w, const char *path)
{
    struct stat st;
    size_t before = w->list->len, said = w->diags->count[LTN_ERROR];

    if (strcmp(path, "-") == 0 || stat(path, &st) != 0 ||
        !S_ISDIR(st.st_mode)) {
        add_input(w->list, (ltn_input){path, ltn_path_name(path), false});
        return;
    }
    walk_folder(w, path, "", 1);
    if (w->list->len > before || w->diags->count[LTN_ERROR] > said)
        return;
    w->list->empty++;
    ltn_diag_add(w->diags, LTN_ERROR, (ltn_pos){0}, "file.folder-empty",
                 "folder '%s' holds no file with a suffix that a reader knows",
                 path);
}

static int by_path(const void *a, const void *b)
{
    const ltn_input *x = *(ltn_input *const *)a, *y = *(ltn_input *const *)b;
    int c = strcmp(x->path, y->path);

    return c ? c : (x > y) - (x < y);
}

/* A path given twice is one input. */
static void drop_doubles(ltn_inputs_list *l, ltn_diags *diags)
{
    ltn_input **sorted = malloc((l->len + 1) * sizeof *sorted);
    size_t kept = 0;

    if (!sorted) {
        l->failed = true;
        return;
    }
    for (size_t i = 0; i < l->len; i++)
        sorted[i] = &l->at[i];
    qsort(sorted, l->len, sizeof *sorted, by_path);
    for (size_t i = l->len; i-- > 1;)
        if (strcmp(sorted[i]->path, sorted[i - 1]->path) == 0) {
            ltn_diag_add(diags, LTN_NOTE, (ltn_pos){0}, "cli.input.twice",
                         "'%s' is given twice and converted once",
                         sorted[i]->path);
            sorted[i]->path = NULL;
        }
    free(sorted);
    for (size_t i = 0; i < l->len; i++)
        if (l->at[i].path)
            l->at[kept++] = l->at[i];
    l->len = kept;
}

ltn_status ltn_plan_inputs(const char *const *inputs, size_t len, bool all,
                           ltn_arena *arena, ltn_inputs_list *out,
                           ltn_diags *diags)
{
    walk w = {.arena = arena, .list = out, .diags = diags, .all = all};

    for (size_t i = 0; i < len && !out->failed; i++)
        take_input(&w, inputs[i]);
    free(w.found.names);
    drop_doubles(out, diags);
    return out->failed ? LTN_ENOMEM : LTN_OK;
}

/* stem of `under` with the writer's suffix; standard input is "stdin". */
static const char *output_name(const ltn_input *in, const ltn_writer *w,
                               ltn_arena *arena)
{
    const char *from = strcmp(in->path, "-") == 0 ? "stdin" : in->under;
    size_t stem = (size_t)(ltn_path_suffix(from) - from);
    size_t suffix = strlen(w->suffix);
    char *name = ltn_arena_alloc(arena, stem + suffix + 1);

    if (name) {
        memcpy(name, from, stem);
        memcpy(name + stem, w->suffix, suffix);
    }
    return name;
}

const char *ltn_plan_output(const ltn_places *p, const ltn_input *in,
                            const ltn_writer *w, ltn_arena *arena)
{
    if (p->mode == LTN_TO_FILE)
        return p->out;
    const char *name = output_name(in, w, arena);
    if (!name || p->mode == LTN_TO_FOLDER)
        return name ? join(arena, p->out, name) : NULL;
    size_t folder = (size_t)(ltn_path_name(in->path) - in->path);
    char *where = ltn_arena_strndup(arena, in->path, folder);
    return where ? join(arena, where, ltn_path_name(name)) : NULL;
}

typedef struct output {
    const char *path, *input;
} output;

static int by_output(const void *a, const void *b)
{
    const output *x = a, *y = b;
    int c = strcmp(x->path, y->path);

    return c ? c : strcmp(x->input, y->input);
}

static void complain(const output *a, const output *b, ltn_diags *diags)
{
    if (strcmp(a->input, a->path) == 0 || strcmp(b->input, b->path) == 0)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.output.input",
                     "'%s' would be replaced by an output; write elsewhere "
                     "with -o",
                     a->path);
    else
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "cli.output.collision",
                     "'%s' and '%s' would both be written to '%s'; give them "
                     "different names or folders",
                     a->input, b->input, a->path);
}

static void compare(const output *o, size_t len, ltn_diags *diags)
{
    for (size_t i = 1; i < len; i++)
        if (strcmp(o[i].path, o[i - 1].path) == 0)
            complain(&o[i - 1], &o[i], diags);
}

static int by_folded(const void *a, const void *b)
{
    const output *x = a, *y = b;
    int c = strcasecmp(x->path, y->path);

    return c ? c : strcmp(x->path, y->path);
}

/* File systems that take the two cases of a letter for one: FAT, exFAT, NTFS,
 * HFS+, CIFS, SMB 2; others can be told to for a folder. */
static bool folds_case(const char *folder)
{
    static const uint32_t kinds[] = {0x4D44, 0x2011BAB0, 0x5346544E,
                                     0x482B, 0xFF534D42, 0xFE534D42};
    struct statfs fs;
    int flags = 0, fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool folds = fd >= 0 && ioctl(fd, FS_IOC_GETFLAGS, &flags) == 0 &&
                 (flags & FS_CASEFOLD_FL);

    if (fd >= 0 && fstatfs(fd, &fs) == 0)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            folds |= (uint32_t)fs.f_type == kinds[i];
    if (fd >= 0)
        close(fd);
    return folds;
}

/* Whether that is so where a file will be: in the nearest folder that there
 * is. */
static bool is_case_blind(const char *path)
{
    char *folder = strdup(path), *end;
    bool folds = false, there = false;
    struct stat st;

    while (folder && !there && (end = strrchr(folder, '/'))) {
        end[end == folder] = '\0';
        there = stat(folder, &st) == 0 || end == folder;
    }
    if (folder)
        folds = folds_case(there ? folder : ".");
    free(folder);
    return folds;
}

/* Names that differ in case alone are one file on some file systems: an error
 * where they are, elsewhere a warning, since outputs are copied and unpacked
 * on any. ASCII letters only: how others are folded differs. */
static void compare_folded(output *o, size_t len, ltn_diags *diags)
{
    qsort(o, len, sizeof *o, by_folded);
    for (size_t i = 1; i < len; i++)
        if (strcasecmp(o[i].path, o[i - 1].path) == 0 &&
            strcmp(o[i].path, o[i - 1].path) != 0)
            ltn_diag_add(diags,
                         is_case_blind(o[i].path) ? LTN_ERROR : LTN_WARNING,
                         (ltn_pos){0}, "cli.output.case",
                         "'%s' and '%s' differ in case alone: on many file "
                         "systems one would replace the other",
                         o[i - 1].path, o[i].path);
}

static ltn_status collect(const ltn_places *p, const ltn_inputs_list *inputs,
                          ltn_arena *arena, output *o, size_t *len)
{
    for (size_t i = 0; i < inputs->len; i++)
        for (size_t k = 0; k < p->writer_len; k++) {
            const char *path =
                ltn_plan_output(p, &inputs->at[i], p->writers[k], arena);
            if (!path)
                return LTN_ENOMEM;
            o[(*len)++] = (output){path, inputs->at[i].path};
        }
    return LTN_OK;
}

/* An input that an output would replace counts as two outputs at one place. */
ltn_status ltn_plan_check(const ltn_places *p, const ltn_inputs_list *inputs,
                          ltn_diags *diags)
{
    size_t said = diags->count[LTN_ERROR], len = 0;
    ltn_arena arena = {0};

    if (p->mode == LTN_TO_STDOUT)
        return LTN_OK;
    output *o = malloc((inputs->len * (p->writer_len + 1) + 1) * sizeof *o);
    ltn_status status = o ? collect(p, inputs, &arena, o, &len) : LTN_ENOMEM;
    if (status == LTN_OK) {
        compare_folded(o, len, diags);
        for (size_t i = 0; i < inputs->len; i++)
            o[len++] = (output){inputs->at[i].path, inputs->at[i].path};
        qsort(o, len, sizeof *o, by_output);
        compare(o, len, diags);
        if (diags->count[LTN_ERROR] > said)
            status = LTN_INVALID;
    }
    free(o);
    ltn_arena_release(&arena);
    return status;
}
