#include "batch/ledger.h"

#include "codec/hash.h"
#include "util/file.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    PUT_FILE,
    FIND_FILE,
    DROP_OUTPUTS,
    PUT_OUTPUT,
    FIND_OUTPUTS,
    DROP_MESSAGES,
    PUT_MESSAGE,
    DROP_CITES,
    PUT_WORK,
    PUT_CITE,
    TOUCH,
    PUT_TODO,
    STATEMENTS
};

static const char schema[] =
    "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=NORMAL;"
    "CREATE TABLE IF NOT EXISTS run(id INTEGER PRIMARY KEY, began TEXT,"
    " version TEXT, options TEXT, options_hash TEXT, ended TEXT, folder TEXT,"
    " shard INTEGER, shards INTEGER, listed INTEGER, list_hash INTEGER,"
    " inputs INTEGER);"
    "CREATE TABLE IF NOT EXISTS todo(path TEXT PRIMARY KEY) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS file(id INTEGER PRIMARY KEY,"
    " path TEXT NOT NULL UNIQUE, run INTEGER, status INTEGER, size INTEGER,"
    " changed INTEGER, hash TEXT, cpu INTEGER, words INTEGER, quotes INTEGER,"
    " citations INTEGER, furniture INTEGER, notes INTEGER, headings INTEGER,"
    " title TEXT, speaker TEXT, date TEXT, language TEXT);"
    "CREATE TABLE IF NOT EXISTS output(file INTEGER, path TEXT, hash TEXT,"
    " size INTEGER, PRIMARY KEY(file, path)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS message(file INTEGER, severity INTEGER,"
    " line INTEGER, col INTEGER, code TEXT, text TEXT);"
    "CREATE INDEX IF NOT EXISTS message_file ON message(file);"
    "CREATE TABLE IF NOT EXISTS work(id INTEGER PRIMARY KEY, name TEXT,"
    " identifier TEXT, url TEXT, UNIQUE(name, identifier, url));"
    "CREATE TABLE IF NOT EXISTS cites(file INTEGER, work INTEGER,"
    " times INTEGER, PRIMARY KEY(file, work)) WITHOUT ROWID;"
    "PRAGMA user_version=2;";

/* Version 1 knew less of a run. */
static const char upgrade_1[] = "ALTER TABLE run ADD COLUMN ended TEXT;"
                                "ALTER TABLE run ADD COLUMN folder TEXT;"
                                "ALTER TABLE run ADD COLUMN shard INTEGER;"
                                "ALTER TABLE run ADD COLUMN shards INTEGER;"
                                "ALTER TABLE run ADD COLUMN listed INTEGER;"
                                "ALTER TABLE run ADD COLUMN list_hash INTEGER;"
                                "ALTER TABLE run ADD COLUMN inputs INTEGER;";

static const char put_file_sql[] =
    "INSERT INTO file(path, run, status, size, changed, hash, cpu, words,"
    " quotes, citations, furniture, notes, headings, title, speaker, date,"
    " language) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,"
    "?16,?17) ON CONFLICT(path) DO UPDATE SET run=?2, status=?3, size=?4,"
    " changed=?5, hash=?6, cpu=?7, words=?8, quotes=?9, citations=?10,"
    " furniture=?11, notes=?12, headings=?13, title=?14, speaker=?15,"
    " date=?16, language=?17 RETURNING id";
static const char find_file_sql[] =
    "SELECT file.id, size, changed, hash FROM file JOIN run"
    " ON run.id = file.run WHERE path=?1 AND status=0 AND options_hash=?2";
static const char put_work_sql[] =
    "INSERT INTO work(name, identifier, url) VALUES(?1,?2,?3)"
    " ON CONFLICT DO UPDATE SET name=?1 RETURNING id";

static const char *const sql[STATEMENTS] = {
    [PUT_FILE] = put_file_sql,
    [FIND_FILE] = find_file_sql,
    [DROP_OUTPUTS] = "DELETE FROM output WHERE file=?1",
    [PUT_OUTPUT] = "INSERT OR REPLACE INTO output VALUES(?1,?2,?3,?4)",
    [FIND_OUTPUTS] = "SELECT path, size FROM output WHERE file=?1",
    [DROP_MESSAGES] = "DELETE FROM message WHERE file=?1",
    [PUT_MESSAGE] = "INSERT INTO message VALUES(?1,?2,?3,?4,?5,?6)",
    [DROP_CITES] = "DELETE FROM cites WHERE file=?1",
    [PUT_WORK] = put_work_sql,
    [PUT_CITE] = "INSERT OR REPLACE INTO cites VALUES(?1,?2,?3)",
    [TOUCH] = "UPDATE file SET changed=?2 WHERE id=?1",
    [PUT_TODO] = "INSERT OR IGNORE INTO todo VALUES(?1)",
};

struct ltn_ledger {
    sqlite3 *db;
    sqlite3_stmt *s[STATEMENTS];
    char *options_hash;
    sqlite3_int64 run;
    bool failed;
    struct timespec committed;
};

static ltn_status refuse(ltn_ledger *l, const char *path, ltn_diags *diags)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "ledger.file",
                 "ledger '%s': %s", path,
                 l->db ? sqlite3_errmsg(l->db) : "cannot be opened");
    return LTN_EIO;
}

static bool run_sql(ltn_ledger *l, const char *text)
{
    l->failed |= sqlite3_exec(l->db, text, NULL, NULL, NULL) != SQLITE_OK;
    return !l->failed;
}

static void begin(ltn_ledger *l)
{
    run_sql(l, "BEGIN");
    clock_gettime(CLOCK_MONOTONIC, &l->committed);
}

/* Notes the run: its time is that of the ledger's, not of the outputs. */
static bool note_run(ltn_ledger *l, const char *options)
{
    sqlite3_stmt *s = NULL;

    if (sqlite3_prepare_v2(l->db,
                           "INSERT INTO run(began, version, options,"
                           " options_hash, folder) VALUES("
                           "strftime('%Y-%m-%dT%H:%M:%fZ','now'),?1,?2,?3,?4)",
                           -1, &s, NULL) != SQLITE_OK)
        return false;
    sqlite3_bind_text(s, 1, ltn_version(), -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, options, -1, SQLITE_STATIC);
    sqlite3_bind_text(s, 3, l->options_hash, -1, SQLITE_STATIC);
    char *folder = getcwd(NULL, 0);
    sqlite3_bind_text(s, 4, folder, -1, free);
    bool ok = sqlite3_step(s) == SQLITE_DONE;
    sqlite3_finalize(s);
    l->run = sqlite3_last_insert_rowid(l->db);
    return ok;
}

static bool prepare(ltn_ledger *l)
{
    for (int i = 0; i < STATEMENTS; i++)
        if (sqlite3_prepare_v3(l->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &l->s[i], NULL) != SQLITE_OK)
            return false;
    return true;
}

bool ltn_ledger_tables(sqlite3 *db)
{
    return sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK;
}

/* The journal is kept empty while there is work; afterwards it goes. */
void ltn_ledger_leave(sqlite3 *db)
{
    sqlite3_exec(db, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
}

const char *ltn_ledger_place(const char *path, ltn_arena *arena)
{
    static const char name[] = "/.lectern.db";
    size_t len = strlen(path);
    struct stat st;

    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
        return ltn_arena_strndup(arena, path, len);
    char *file = ltn_arena_alloc(arena, len + sizeof name);
    if (file) {
        while (len > 0 && path[len - 1] == '/')
            len--;
        memcpy(file, path, len);
        memcpy(file + len, name, sizeof name);
    }
    return file;
}

/* Makes the tables, or those that an older version did not have. */
static bool prepare_tables(ltn_ledger *l)
{
    sqlite3_stmt *s = NULL;
    int version = LTN_LEDGER_VERSION + 1;

    if (sqlite3_prepare_v2(l->db, "PRAGMA user_version", -1, &s, NULL) ==
            SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        version = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    if (version > LTN_LEDGER_VERSION)
        return false;
    return (version != 1 || run_sql(l, upgrade_1)) && ltn_ledger_tables(l->db);
}

ltn_status ltn_ledger_open(const char *path, const char *options_hash,
                           const char *options, ltn_diags *diags,
                           ltn_ledger **out)
{
    ltn_ledger *l = calloc(1, sizeof *l);

    *out = NULL;
    if (!l || !(l->options_hash = strdup(options_hash))) {
        free(l);
        return LTN_ENOMEM;
    }
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &l->db, flags, NULL) != SQLITE_OK ||
        !prepare_tables(l) || !prepare(l) || !note_run(l, options)) {
        ltn_status status = refuse(l, path, diags);
        ltn_ledger_close(l, NULL);
        return status;
    }
    begin(l);
    *out = l;
    return LTN_OK;
}

static void bind(sqlite3_stmt *s, int at, const char *text)
{
    sqlite3_bind_text(s, at, text ? text : "", -1, SQLITE_STATIC);
}

/* Runs a statement for its effect; the first column of its row, if any. */
static sqlite3_int64 step(ltn_ledger *l, int statement)
{
    sqlite3_stmt *s = l->s[statement];
    int rc = sqlite3_step(s);
    sqlite3_int64 found = rc == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;

    l->failed |= rc != SQLITE_ROW && rc != SQLITE_DONE;
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    return found;
}

/* Runs a statement with these numbers, once. */
static void run_with(ltn_ledger *l, const char *text,
                     const sqlite3_int64 *numbers, int n)
{
    sqlite3_stmt *s = NULL;
    bool ok = sqlite3_prepare_v2(l->db, text, -1, &s, NULL) == SQLITE_OK;

    for (int i = 0; i < n && ok; i++)
        ok = sqlite3_bind_int64(s, i + 1, numbers[i]) == SQLITE_OK;
    l->failed |= !ok || sqlite3_step(s) != SQLITE_DONE;
    sqlite3_finalize(s);
}

void ltn_ledger_begin(ltn_ledger *l, const ltn_share *share)
{
    const sqlite3_int64 numbers[] = {l->run,
                                     share->shard,
                                     share->shards,
                                     (sqlite3_int64)share->listed,
                                     (sqlite3_int64)share->list_hash,
                                     (sqlite3_int64)share->inputs};

    run_sql(l, "DELETE FROM todo");
    run_with(l,
             "UPDATE run SET shard=?2, shards=?3, listed=?4, list_hash=?5,"
             " inputs=?6 WHERE id=?1",
             numbers, 6);
}

void ltn_ledger_expect(ltn_ledger *l, const char *path)
{
    bind(l->s[PUT_TODO], 1, path);
    step(l, PUT_TODO);
}

/* What is done is no longer to do; a run that was killed has no end. */
static void note_end(ltn_ledger *l)
{
    run_with(l,
             "DELETE FROM todo WHERE EXISTS(SELECT 1 FROM file WHERE"
             " file.path=todo.path AND file.run=?1)",
             &l->run, 1);
    run_with(l,
             "UPDATE run SET ended=strftime('%Y-%m-%dT%H:%M:%fZ','now')"
             " WHERE id=?1",
             &l->run, 1);
}

ltn_status ltn_ledger_close(ltn_ledger *l, ltn_diags *diags)
{
    ltn_status status = LTN_OK;

    if (!l)
        return LTN_OK;
    if (l->db && !sqlite3_get_autocommit(l->db)) {
        note_end(l);
        run_sql(l, "COMMIT");
        ltn_ledger_leave(l->db);
    }
    if (l->failed && diags)
        status = refuse(l, "", diags);
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(l->s[i]);
    sqlite3_close(l->db);
    free(l->options_hash);
    free(l);
    return status;
}

static sqlite3_int64 put_file(ltn_ledger *l, const ltn_entry *e)
{
    const ltn_facts *f = e->facts;
    sqlite3_stmt *s = l->s[PUT_FILE];
    const uint32_t counts[] = {f->words,     f->quotes, f->citations,
                               f->furniture, f->notes,  f->headings};

    bind(s, 1, e->path);
    sqlite3_bind_int64(s, 2, l->run);
    sqlite3_bind_int(s, 3, (int)e->status);
    sqlite3_bind_int64(s, 4, (sqlite3_int64)f->size);
    sqlite3_bind_int64(s, 5, f->changed);
    bind(s, 6, f->hash);
    sqlite3_bind_int64(s, 7, (sqlite3_int64)f->microseconds);
    for (int i = 0; i < 6; i++)
        sqlite3_bind_int64(s, 8 + i, counts[i]);
    bind(s, 14, f->title);
    bind(s, 15, f->speaker);
    bind(s, 16, f->date);
    bind(s, 17, f->language);
    return step(l, PUT_FILE);
}

static void drop(ltn_ledger *l, int statement, sqlite3_int64 file)
{
    sqlite3_bind_int64(l->s[statement], 1, file);
    step(l, statement);
}

static void put_outputs(ltn_ledger *l, const ltn_entry *e, sqlite3_int64 file)
{
    sqlite3_stmt *s = l->s[PUT_OUTPUT];
    struct stat st;

    for (size_t i = 0; i < e->output_len; i++) {
        sqlite3_bind_int64(s, 1, file);
        bind(s, 2, e->outputs[i]);
        bind(s, 3, e->facts->output_hash[i]);
        sqlite3_bind_int64(s, 4,
                           stat(e->outputs[i], &st) == 0 ? st.st_size : -1);
        step(l, PUT_OUTPUT);
    }
}

static void put_messages(ltn_ledger *l, const ltn_entry *e, sqlite3_int64 file)
{
    sqlite3_stmt *s = l->s[PUT_MESSAGE];
    int left = LTN_LEDGER_MESSAGES;

    for (const ltn_diag *d = e->diags->first; d && left-- > 0; d = d->next) {
        sqlite3_bind_int64(s, 1, file);
        sqlite3_bind_int(s, 2, (int)d->severity);
        sqlite3_bind_int64(s, 3, d->pos.line);
        sqlite3_bind_int64(s, 4, d->pos.col);
        bind(s, 5, d->code);
        bind(s, 6, d->text);
        step(l, PUT_MESSAGE);
    }
}

static void put_works(ltn_ledger *l, const ltn_entry *e, sqlite3_int64 file)
{
    for (size_t i = 0; i < e->facts->work_len; i++) {
        const ltn_fact_work *w = &e->facts->works[i];
        bind(l->s[PUT_WORK], 1, w->name);
        bind(l->s[PUT_WORK], 2, w->identifier);
        bind(l->s[PUT_WORK], 3, w->url);
        sqlite3_int64 work = step(l, PUT_WORK);
        sqlite3_bind_int64(l->s[PUT_CITE], 1, file);
        sqlite3_bind_int64(l->s[PUT_CITE], 2, work);
        sqlite3_bind_int64(l->s[PUT_CITE], 3, w->times);
        step(l, PUT_CITE);
    }
}

enum { COMMIT_NANOSECONDS = 250000000 };

static void commit_sometimes(ltn_ledger *l)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    if (now.tv_sec - l->committed.tv_sec > 1 ||
        (now.tv_sec - l->committed.tv_sec) * 1000000000 + now.tv_nsec -
                l->committed.tv_nsec >
            COMMIT_NANOSECONDS) {
        run_sql(l, "COMMIT");
        begin(l);
    }
}

void ltn_ledger_put(ltn_ledger *l, const ltn_entry *e)
{
    sqlite3_int64 file = put_file(l, e);

    drop(l, DROP_OUTPUTS, file);
    drop(l, DROP_MESSAGES, file);
    drop(l, DROP_CITES, file);
    put_outputs(l, e, file);
    put_messages(l, e, file);
    put_works(l, e, file);
    commit_sometimes(l);
}

static bool outputs_are_there(ltn_ledger *l, sqlite3_int64 file)
{
    sqlite3_stmt *s = l->s[FIND_OUTPUTS];
    bool there = true, any = false;
    struct stat st;

    sqlite3_bind_int64(s, 1, file);
    while (there && sqlite3_step(s) == SQLITE_ROW) {
        any = true;
        there = stat((const char *)sqlite3_column_text(s, 0), &st) == 0 &&
                st.st_size == sqlite3_column_int64(s, 1);
    }
    sqlite3_reset(s);
    return there && any;
}

/* A file whose time changed but whose bytes did not is unchanged. */
static bool same_bytes(const char *path, size_t size, const char *hash)
{
    ltn_diags quiet;
    ltn_buf bytes = {0};
    char hex[LTN_SHA256_HEX];

    ltn_diags_init(&quiet, path);
    bool same =
        ltn_file_read(path, size, &bytes, &quiet) == LTN_OK &&
        bytes.len == size &&
        strcmp(ltn_sha256_hex(bytes.data ? bytes.data : "", bytes.len, hex),
               hash) == 0;
    ltn_buf_release(&bytes);
    ltn_diags_release(&quiet);
    return same;
}

bool ltn_ledger_done(ltn_ledger *l, const char *path)
{
    sqlite3_stmt *s = l->s[FIND_FILE];
    struct stat st;
    bool done = false, touched = false;
    sqlite3_int64 file = 0;

    if (stat(path, &st) != 0)
        return false;
    int64_t changed =
        (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    bind(s, 1, path);
    bind(s, 2, l->options_hash);
    if (sqlite3_step(s) == SQLITE_ROW) {
        file = sqlite3_column_int64(s, 0);
        done = sqlite3_column_int64(s, 1) == st.st_size;
        touched = sqlite3_column_int64(s, 2) != changed;
        if (done && touched)
            done = same_bytes(path, (size_t)st.st_size,
                              (const char *)sqlite3_column_text(s, 3));
    }
    sqlite3_reset(s);
    sqlite3_clear_bindings(s);
    if (done && touched) {
        sqlite3_bind_int64(l->s[TOUCH], 1, file);
        sqlite3_bind_int64(l->s[TOUCH], 2, changed);
        step(l, TOUCH);
    }
    return done && outputs_are_there(l, file);
}
