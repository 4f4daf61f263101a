#include "report/rows.h"

#include "util/jsonout.h"
#include "util/keyhash.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Texts told once: an open table of those that were met, by their hash. */
typedef struct table {
    const char **at; /* in the order they were met; cap of them */
    uint32_t *slots; /* 1-based, 0 = free; a power of two, over 2 * len */
    size_t len, cap, slot_len;
    ltn_arena arena;
    bool failed;
} table;

static uint32_t *slot_of(table *t, const char *s)
{
    size_t i = (size_t)ltn_key_hash(0, s, strlen(s)) & (t->slot_len - 1);

    while (t->slots[i] && strcmp(t->at[t->slots[i] - 1], s) != 0)
        i = (i + 1) & (t->slot_len - 1);
    return &t->slots[i];
}

static bool grow(table *t)
{
    size_t cap = t->cap ? t->cap * 2 : 256;
    const char **at = realloc(t->at, cap * sizeof *at);
    uint32_t *slots = calloc(cap * 4, sizeof *slots);

    if (at)
        t->at = at;
    if (!at || !slots) {
        free(slots);
        t->failed = true;
        return false;
    }
    free(t->slots);
    t->slots = slots;
    t->cap = cap;
    t->slot_len = cap * 4;
    for (size_t i = 0; i < t->len; i++)
        *slot_of(t, t->at[i]) = (uint32_t)i + 1;
    return true;
}

/* The number of s in the table, from 0. */
static uint64_t number_of(table *t, const char *s)
{
    if (t->failed || (t->len == t->cap && !grow(t)))
        return 0;
    uint32_t *slot = slot_of(t, s);
    if (*slot == 0) {
        const char *copy = ltn_arena_strndup(&t->arena, s, strlen(s));
        if (!copy) {
            t->failed = true;
            return 0;
        }
        t->at[t->len++] = copy;
        *slot = (uint32_t)t->len;
    }
    return *slot - 1;
}

static void put_table(ltn_json *j, const char *name, table *t)
{
    ltn_json_member_array(j, name);
    for (size_t i = 0; i < t->len; i++)
        ltn_json_string(j, t->at[i]);
    ltn_json_array_end(j);
}

static void release(table *t)
{
    free(t->at);
    free(t->slots);
    ltn_arena_release(&t->arena);
}

typedef struct rows {
    ltn_json j;
    table codes, texts, languages, suffixes;
} rows;

/* Where the names of the outputs begin to differ. */
static size_t common(const ltn_record *r)
{
    size_t len = r->made_len ? strlen(r->made[0].path) : 0;

    for (size_t i = 1; i < r->made_len; i++) {
        size_t k = 0;
        while (k < len && r->made[i].path[k] == r->made[0].path[k])
            k++;
        len = k;
    }
    const char *first = r->made_len ? r->made[0].path : "";
    while (len > 0 && first[len - 1] != '.' && first[len - 1] != '/')
        len--;
    return len;
}

static void put_outputs(rows *w, const ltn_record *r)
{
    size_t same = common(r);

    ltn_json_array(&w->j);
    if (r->made_len > 0)
        ltn_json_string_n(&w->j, r->made[0].path, same);
    for (size_t i = 0; i < r->made_len; i++)
        ltn_json_number(&w->j, number_of(&w->suffixes, r->made[i].path + same));
    ltn_json_array_end(&w->j);
}

static void put_messages(rows *w, const ltn_record *r)
{
    ltn_json_array(&w->j);
    for (size_t i = 0; i < r->message_len; i++) {
        const ltn_message *m = &r->messages[i];
        ltn_json_number(&w->j, (uint64_t)m->severity);
        ltn_json_number(&w->j, m->line);
        ltn_json_number(&w->j, m->col);
        ltn_json_number(&w->j, number_of(&w->codes, m->code));
        ltn_json_number(&w->j, number_of(&w->texts, m->text));
    }
    ltn_json_array_end(&w->j);
}

static void put_row(rows *w, const ltn_record *r)
{
    const uint64_t numbers[] = {
        r->outcome, (uint64_t)r->run, r->cpu,       r->size,  r->words,
        r->quotes,  r->citations,     r->furniture, r->notes, r->headings};
    ltn_json *j = &w->j;

    ltn_buf_putc(j->out, '\n');
    ltn_json_array(j);
    ltn_json_string(j, r->path);
    for (int i = 0; i < 10; i++)
        ltn_json_number(j, numbers[i]);
    ltn_json_string(j, r->title);
    ltn_json_string(j, r->speaker);
    ltn_json_string(j, r->date);
    ltn_json_number(j, number_of(&w->languages, r->language));
    put_outputs(w, r);
    put_messages(w, r);
    ltn_json_array(j);
    for (size_t i = 0; i < r->work_len; i++) {
        ltn_json_number(j, (uint64_t)r->works[i].work);
        ltn_json_number(j, r->works[i].times);
    }
    ltn_json_array_end(j);
    ltn_json_array_end(j);
}

/* Works by their number in the ledger. */
static bool put_works(ltn_account *b, ltn_json *j)
{
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT id, name, identifier, url FROM work ORDER BY id");
    ltn_arena arena = {0};

    ltn_json_member_object(j, "works");
    while (s && sqlite3_step(s) == SQLITE_ROW) {
        char key[24] = "";
        ltn_buf name = {.limit = sizeof key - 1};
        ltn_buf_putu(&name, (uint64_t)sqlite3_column_int64(s, 0));
        memcpy(key, name.data ? name.data : "", name.len);
        ltn_buf_release(&name);
        ltn_json_member_array(j, key);
        for (int i = 1; i < 4; i++)
            ltn_json_string(j, ltn_column(s, i, &arena));
        ltn_json_array_end(j);
    }
    ltn_json_object_end(j);
    sqlite3_finalize(s);
    ltn_arena_release(&arena);
    return s != NULL;
}

/* Folders without their first ones that are the same; both begin with "/". */
static void pass_common(const char **a, const char **b)
{
    for (;;) {
        size_t n = strcspn(*a + 1, "/") + 1;
        if (**a != '/' || strncmp(*a, *b, n) != 0 ||
            ((*b)[n] != '/' && (*b)[n] != '\0') || n == 1)
            return;
        *a += n;
        *b += n;
    }
}

/* "../" for each folder of path. */
static void put_up(ltn_buf *out, const char *path)
{
    for (; *path; path++)
        if (*path == '/' && path[1] && path[1] != '/')
            ltn_buf_puts(out, "../");
}

/* For paths of a run in `folder`, seen from a page in `here`: what goes before
 * them, and what is taken away instead where they begin with it. */
static void put_run(ltn_json *j, uint64_t id, const char *folder,
                    const char *here)
{
    ltn_buf before = {0}, inside = {0};

    pass_common(&folder, &here);
    put_up(&before, here);
    if (*folder) {
        ltn_buf_puts(&before, folder + 1);
        ltn_buf_putc(&before, '/');
    } else if (*here) {
        ltn_buf_puts(&inside, here + 1);
        ltn_buf_putc(&inside, '/');
    }
    ltn_json_array(j);
    ltn_json_number(j, id);
    ltn_json_string_n(j, before.data ? before.data : "", before.len);
    ltn_json_string_n(j, inside.data ? inside.data : "", inside.len);
    ltn_json_array_end(j);
    ltn_buf_release(&before);
    ltn_buf_release(&inside);
}

static bool put_runs(ltn_account *b, ltn_json *j, const char *here)
{
    sqlite3_stmt *s = ltn_account_query(b, "SELECT id, folder FROM run");
    ltn_arena arena = {0};
    ltn_buf root = {0};

    put_up(&root, here);
    ltn_json_member_n(j, "root", root.data ? root.data : "", root.len);
    ltn_buf_release(&root);
    ltn_json_member_array(j, "runs");
    while (s && sqlite3_step(s) == SQLITE_ROW)
        put_run(j, (uint64_t)sqlite3_column_int64(s, 0),
                ltn_column(s, 1, &arena), here);
    ltn_json_array_end(j);
    sqlite3_finalize(s);
    ltn_arena_release(&arena);
    return s != NULL;
}

/* The folder that a page at `place` is in, whole; for the caller to free. */
static char *folder_of(const char *place)
{
    const char *slash = place ? strrchr(place, '/') : NULL;
    char *folder = NULL, *whole;

    if (!slash)
        return getcwd(NULL, 0);
    folder = strndup(place, (size_t)(slash - place) + 1);
    whole = folder ? realpath(folder, NULL) : NULL;
    free(folder);
    return whole ? whole : getcwd(NULL, 0);
}

/* "<" ends a script when it begins "</script" or "<!--". */
static void put_for_script(ltn_buf *out, const ltn_buf *json)
{
    const char *at = json->data, *end = at + json->len;

    while (at < end) {
        const char *less = memchr(at, '<', (size_t)(end - at));
        ltn_buf_put(out, at, (size_t)((less ? less : end) - at));
        if (less)
            ltn_buf_puts(out, "\\u003c");
        at = less ? less + 1 : end;
    }
}

ltn_status ltn_rows_put(ltn_account *b, const char *place, ltn_buf *out)
{
    ltn_buf bytes = {0};
    rows w = {.j = {.out = &bytes}};
    ltn_walk walk;

    ltn_json_object(&w.j);
    char *here = folder_of(place);
    bool ok = put_runs(b, &w.j, here ? here : "") && put_works(b, &w.j);
    free(here);
    ltn_json_member_array(&w.j, "rows");
    ltn_walk_start(&walk, b);
    while (ltn_walk_next(&walk))
        put_row(&w, &walk.at);
    ltn_status status = ltn_walk_finish(&walk);
    ltn_json_array_end(&w.j);
    put_table(&w.j, "codes", &w.codes);
    put_table(&w.j, "texts", &w.texts);
    put_table(&w.j, "languages", &w.languages);
    put_table(&w.j, "suffixes", &w.suffixes);
    ltn_json_object_end(&w.j);
    if (status == LTN_OK)
        status = !ok ? LTN_EIO : ltn_buf_status(&bytes);
    if (w.codes.failed || w.texts.failed || w.languages.failed ||
        w.suffixes.failed)
        status = LTN_ENOMEM;
    if (status == LTN_OK)
        put_for_script(out, &bytes);
    release(&w.codes);
    release(&w.texts);
    release(&w.languages);
    release(&w.suffixes);
    ltn_buf_release(&bytes);
    return status;
}
