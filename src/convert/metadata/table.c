#include "convert/metadata/metadata.h"

#include "convert/registry.h"
#include "util/ascii.h"
#include "util/file.h"
#include "util/keyhash.h"
#include "util/limits.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void ltn_table_release(ltn_table *t)
{
    ltn_arena_release(&t->arena);
    free(t->rows);
    free(t->index);
    *t = (ltn_table){0};
}

void ltn_table_row(ltn_table *t, ltn_pos pos)
{
    if (t->len == t->cap) {
        size_t cap = t->cap > 0 ? 2 * t->cap : 16;
        ltn_row *rows = realloc(t->rows, cap * sizeof *rows);
        if (!rows) {
            t->failed = true;
            return;
        }
        t->rows = rows;
        t->cap = cap;
    }
    t->rows[t->len++] = (ltn_row){.pos = pos};
}

void ltn_table_field(ltn_table *t, const char *key, size_t key_len,
                     const char *value, size_t value_len, ltn_pos pos)
{
    ltn_field *f = t->len > 0 ? ltn_arena_alloc(&t->arena, sizeof *f) : NULL;

    if (!f) {
        t->failed = true;
        return;
    }
    ltn_row *row = &t->rows[t->len - 1];
    *f = (ltn_field){.key = ltn_arena_strndup(&t->arena, key, key_len),
                     .value = ltn_arena_strndup(&t->arena, value, value_len),
                     .pos = pos,
                     .meta = LTN_META_KEYS};
    if (!f->key || !f->value) {
        t->failed = true;
        return;
    }
    if (strcasecmp(f->key, "file") == 0) {
        row->file = f->value;
        return;
    }
    *(row->last ? &row->last->next : &row->first) = f;
    row->last = f;
}

/* A key as users write it: case does not matter, '_' and '-' are dots. */
static ltn_meta_key key_named(const char *name)
{
    char plain[64];
    size_t len = strlen(name);

    if (len >= sizeof plain)
        return LTN_META_KEYS;
    for (size_t i = 0; i <= len; i++) {
        bool point = name[i] == '_' || name[i] == '-';
        plain[i] = (char)(point ? '.' : ltn_ascii_lower(name[i]));
    }
    return ltn_meta_find(plain, len);
}

const char *ltn_key_near(const char *name)
{
    const char *names[LTN_META_KEYS];
    ltn_meta_key key = key_named(name);

    if (key != LTN_META_KEYS)
        return ltn_meta_keys[key].name;
    for (int k = 0; k < LTN_META_KEYS; k++)
        names[k] = ltn_meta_keys[k].name;
    return ltn_nearest(name, names, LTN_META_KEYS);
}

static void complain_key(const char *name, ltn_pos pos, ltn_diags *diags)
{
    const char *guess = ltn_key_near(name);
    ltn_diag_add(diags, LTN_ERROR, pos, "metadata.key",
                 "no metadata key '%.100s'%s%s%s (`lectern help metadata` "
                 "lists them)",
                 name, guess ? "; did you mean '" : "", guess ? guess : "",
                 guess ? "'?" : "");
}

static void check_field(ltn_table *t, ltn_field *f, bool lenient,
                        ltn_diags *diags)
{
    f->meta = key_named(f->key);
    if (f->meta == LTN_META_KEYS) {
        if (!lenient && f->key[0] != '_')
            complain_key(f->key, f->pos, diags);
    } else if (f->value[0] != '\0') {
        f->canonical =
            ltn_value_check(f->meta, f->value, f->pos, &t->arena, diags);
    }
}

static void check_row(ltn_table *t, const ltn_row *row, bool lenient,
                      ltn_diags *diags)
{
    size_t n = 0;

    for (ltn_field *f = row->first; f; f = f->next) {
        if (n++ == LTN_META_VALUES_MAX) {
            ltn_diag_add(diags, LTN_ERROR, f->pos, "metadata.values",
                         "more than %d values for one document",
                         LTN_META_VALUES_MAX);
            return;
        }
        check_field(t, f, lenient, diags);
    }
}

ltn_status ltn_table_check(ltn_table *t, bool lenient, ltn_diags *diags)
{
    size_t said = diags->count[LTN_ERROR];

    for (size_t i = 0; i < t->len; i++)
        check_row(t, &t->rows[i], lenient, diags);
    if (t->failed || t->arena.failed)
        return LTN_ENOMEM;
    return diags->count[LTN_ERROR] > said ? LTN_INVALID : LTN_OK;
}

/* A table without columns that are keys was meant for something else. */
static ltn_status parse(ltn_table *t, const char *path, const char *bytes,
                        size_t len, ltn_diags *diags)
{
    const char *suffix = ltn_path_suffix(path);

    if (strcasecmp(suffix, ".csv") == 0)
        return ltn_table_csv(t, bytes, len, ',', diags);
    if (strcasecmp(suffix, ".tsv") == 0 || strcasecmp(suffix, ".tab") == 0)
        return ltn_table_csv(t, bytes, len, '\t', diags);
    if (strcasecmp(suffix, ".json") == 0)
        return ltn_table_json(t, bytes, len, diags);
    if (strcasecmp(suffix, ".yaml") == 0 || strcasecmp(suffix, ".yml") == 0)
        return ltn_table_yaml(t, bytes, len, diags);
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.format",
                 "a metadata table is a .csv, .tsv, .json or .yaml file");
    return LTN_EUSAGE;
}

static ltn_status check_utf8(const char *bytes, size_t len, ltn_diags *diags)
{
    size_t good = ltn_utf8_check(bytes, len);
    ltn_pos pos = {.line = 1, .col = 1, .offset = good};

    if (good == len)
        return LTN_OK;
    for (size_t i = 0; i < good; i++) {
        pos.col += ((unsigned char)bytes[i] & 0xC0) != 0x80;
        if (bytes[i] == '\n') {
            pos.line++;
            pos.col = 1;
        }
    }
    ltn_diag_add(diags, LTN_ERROR, pos, "metadata.encoding",
                 "not UTF-8; save the table as UTF-8");
    return LTN_INVALID;
}

ltn_status ltn_table_read(ltn_table *t, const char *path, ltn_diags *diags)
{
    ltn_buf bytes = {0};
    ltn_status status = ltn_file_read(path, LTN_INPUT_MAX, &bytes, diags);
    const char *s = bytes.data ? bytes.data : "";

    if (status == LTN_OK)
        status = check_utf8(s, bytes.len, diags);
    size_t mark = bytes.len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (status == LTN_OK)
        status = parse(t, path, s + mark, bytes.len - mark, diags);
    ltn_buf_release(&bytes);
    return status;
}

ltn_status ltn_table_load(ltn_table *t, const char *path, ltn_diags *diags)
{
    ltn_diags_in(diags, path);
    ltn_status status = ltn_table_read(t, path, diags);
    if (status == LTN_OK)
        status = ltn_table_check(t, false, diags);
    ltn_diags_in(diags, NULL);
    return status;
}

static size_t hash(const char *s)
{
    return (size_t)ltn_key_hash(0, s, strlen(s));
}

static bool make_index(ltn_table *t)
{
    size_t size = 16;

    while (size < 2 * t->len)
        size *= 2;
    t->index = calloc(size, sizeof *t->index);
    t->index_len = t->index ? size : 0;
    for (size_t i = 0; t->index && i < t->len; i++) {
        if (!t->rows[i].file)
            continue;
        size_t at = hash(ltn_path_name(t->rows[i].file)) & (size - 1);
        while (t->index[at])
            at = (at + 1) & (size - 1);
        t->index[at] = (uint32_t)i + 1;
    }
    return t->index != NULL;
}

/* How well a row's file fits a path: 2 = it is its end, 1 = its name. */
static int fits(const char *file, const char *path)
{
    size_t lf = strlen(file), lp = strlen(path);

    if (lf > lp || strcmp(path + lp - lf, file) != 0)
        return strchr(file, '/')                        ? 0
               : strcmp(file, ltn_path_name(path)) == 0 ? 1
                                                        : 0;
    return lf == lp || path[lp - lf - 1] == '/' || file[0] == '/' ? 2 : 0;
}

/* The best row whose file has this name. */
static const ltn_row *probe(const ltn_table *t, const char *name,
                            const char *path)
{
    const ltn_row *best = NULL;
    int most = 0;

    for (size_t at = hash(name) & (t->index_len - 1); t->index[at];
         at = (at + 1) & (t->index_len - 1)) {
        const ltn_row *row = &t->rows[t->index[at] - 1];
        int good = fits(row->file, path);
        if (good > most || (good == most && best && good > 0 &&
                            strlen(row->file) > strlen(best->file))) {
            most = good;
            best = row;
        }
    }
    return best;
}

const ltn_row *ltn_table_find(ltn_table *t, const char *path)
{
    const char *name = ltn_path_name(path);
    size_t stem = (size_t)(ltn_path_suffix(path) - path);

    if (!t->index && !make_index(t))
        return NULL;
    const ltn_row *row = probe(t, name, path);
    char *bare = row ? NULL : strndup(path, stem);
    if (bare)
        row = probe(t, ltn_path_name(bare), bare);
    free(bare);
    return row;
}

void ltn_row_apply(const ltn_row *row, ltn_origin origin, ltn_doc *doc)
{
    for (const ltn_field *f = row->first; f; f = f->next) {
        if (!f->canonical)
            continue;
        bool date = ltn_meta_keys[f->meta].type == LTN_META_IS_DATE;
        const ltn_meta_value v = {.key = f->meta,
                                  .origin = origin,
                                  .confidence = 100,
                                  .text = f->canonical,
                                  .iso = date ? f->canonical : NULL};
        ltn_meta_add(&doc->meta, &doc->strings, &v);
    }
}

ltn_status ltn_table_assign(ltn_table *t, const char *assignment,
                            ltn_diags *diags)
{
    const char *equals = strchr(assignment, '=');

    if (!equals || equals == assignment) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.assignment",
                     "'-M %.100s' is not KEY=VALUE", assignment);
        return LTN_EUSAGE;
    }
    if (ltn_utf8_check(assignment, strlen(assignment)) < strlen(assignment)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.encoding",
                     "a value of -M is not UTF-8");
        return LTN_EUSAGE;
    }
    if (t->len == 0)
        ltn_table_row(t, (ltn_pos){0});
    ltn_table_field(t, assignment, (size_t)(equals - assignment), equals + 1,
                    strlen(equals + 1), (ltn_pos){0});
    return LTN_OK;
}
