#include "batch/merge.h"

#include "batch/ledger.h"
#include "lectern.h"
#include "util/arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMED_MAX = 10 };

typedef struct merge {
    sqlite3 *db; /* the new ledger; the part at hand is attached as s */
    ltn_merge_part *parts;
    size_t len;
    ltn_arena arena;
    ltn_diags *diags;
    ltn_merged *sum;
} merge;

static ltn_status refuse(merge *m, const char *path, const char *why)
{
    ltn_diag_add(m->diags, LTN_ERROR, (ltn_pos){0}, "ledger.file",
                 "ledger '%s': %s", path, why ? why : sqlite3_errmsg(m->db));
    return LTN_EIO;
}

static sqlite3_stmt *query(merge *m, const char *sql)
{
    sqlite3_stmt *s = NULL;

    return sqlite3_prepare_v2(m->db, sql, -1, &s, NULL) == SQLITE_OK ? s : NULL;
}

static size_t count(merge *m, const char *sql)
{
    sqlite3_stmt *s = query(m, sql);
    sqlite3_int64 n =
        s && sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;

    sqlite3_finalize(s);
    return n > 0 ? (size_t)n : 0;
}

static ltn_status attach(merge *m, const ltn_merge_part *p)
{
    sqlite3_stmt *s = query(m, "ATTACH ?1 AS s");
    int rc = s ? sqlite3_bind_text(s, 1, p->path, -1, SQLITE_STATIC) : 1;

    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    sqlite3_finalize(s);
    if (rc != SQLITE_DONE)
        return refuse(m, p->path, NULL);
    if (count(m,
              "SELECT count(*) FROM s.sqlite_master WHERE name IN"
              " ('run','file','output','message','work','cites','todo')") < 7)
        return refuse(m, p->path, "is no ledger of lectern, or an old one");
    return LTN_OK;
}

static bool run_sql(merge *m, const char *sql)
{
    return sqlite3_exec(m->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* What the last run of a part set out to do. */
static ltn_status look_at(merge *m, ltn_merge_part *p)
{
    sqlite3_stmt *s = query(m, "SELECT shard, shards, listed, list_hash,"
                               " inputs, options_hash FROM s.run"
                               " ORDER BY id DESC LIMIT 1");

    if (!s || sqlite3_step(s) != SQLITE_ROW) {
        sqlite3_finalize(s);
        return refuse(m, p->path, "has no run");
    }
    const char *hash = (const char *)sqlite3_column_text(s, 5);
    p->shard = (unsigned)sqlite3_column_int(s, 0);
    p->shards = (unsigned)sqlite3_column_int(s, 1);
    p->listed = (size_t)sqlite3_column_int64(s, 2);
    p->list_hash = (uint64_t)sqlite3_column_int64(s, 3);
    p->inputs = (size_t)sqlite3_column_int64(s, 4);
    p->options_hash =
        ltn_arena_strndup(&m->arena, hash ? hash : "", hash ? strlen(hash) : 0);
    sqlite3_finalize(s);
    return p->options_hash ? LTN_OK : LTN_ENOMEM;
}

/* An error for each of the paths that a query gives, but not for thousands.
 * Returns how many there were. */
static size_t complain_of(merge *m, const char *sql, const char *code,
                          const char *path, const char *what)
{
    sqlite3_stmt *s = query(m, sql);
    size_t n = 0;

    for (; s && sqlite3_step(s) == SQLITE_ROW; n++)
        if (n < NAMED_MAX)
            ltn_diag_add(m->diags, LTN_ERROR, (ltn_pos){0}, code,
                         "'%s' %s '%s'",
                         (const char *)sqlite3_column_text(s, 0), what, path);
    sqlite3_finalize(s);
    if (n > NAMED_MAX)
        ltn_diag_add(m->diags, LTN_ERROR, (ltn_pos){0}, code,
                     "and so %s %zu others", n == NAMED_MAX + 1 ? "is" : "are",
                     n - NAMED_MAX);
    return n;
}

/* Inputs of the part that were not done, and rows that are not there. */
static size_t find_missing(merge *m, const ltn_merge_part *p)
{
    size_t named =
        complain_of(m, "SELECT path FROM temp.rest", "merge.missing", p->path,
                    "was not converted; run that share again with --resume:");
    size_t rows = count(m, "SELECT count(*) FROM s.file") +
                  count(m, "SELECT count(*) FROM temp.rest WHERE path NOT IN"
                           " (SELECT path FROM s.file)");

    if (rows >= p->inputs)
        return named;
    ltn_diag_add(m->diags, LTN_ERROR, (ltn_pos){0}, "merge.missing",
                 "'%s' has %zu of the %zu inputs of its run", p->path, rows,
                 p->inputs);
    return named + p->inputs - rows;
}

static const char rest[] =
    "DROP TABLE IF EXISTS temp.rest;"
    "CREATE TEMP TABLE rest AS SELECT path FROM s.todo WHERE NOT EXISTS("
    " SELECT 1 FROM s.file WHERE file.path=todo.path AND file.run="
    " (SELECT max(id) FROM s.run));";

/* Rows keep their order; numbers of runs and files go on where they were. */
static const char copy[] =
    "DROP TABLE IF EXISTS temp.base;"
    "CREATE TEMP TABLE base AS SELECT"
    " coalesce((SELECT max(id) FROM main.run),0) AS run,"
    " coalesce((SELECT max(id) FROM main.file),0) AS file;"
    "INSERT INTO main.run(id, began, version, options, options_hash, ended,"
    " folder, shard, shards, listed, list_hash, inputs) SELECT s.run.id+base"
    ".run, began, version, options, options_hash, ended, folder, shard, shards,"
    " listed, list_hash, inputs FROM s.run, temp.base;"
    "INSERT INTO main.file(id, path, run, status, size, changed, hash, cpu,"
    " words, quotes, citations, furniture, notes, headings, title, speaker,"
    " date, language) SELECT s.file.id+base.file, path, s.file.run+base.run,"
    " status, size, changed, hash, cpu, words, quotes, citations, furniture,"
    " notes, headings, title, speaker, date, language FROM s.file, temp.base"
    " ORDER BY s.file.id;"
    "INSERT INTO main.output SELECT s.output.file+base.file, path, hash, size"
    " FROM s.output, temp.base;"
    "INSERT INTO main.message SELECT s.message.file+base.file, severity, line,"
    " col, code, text FROM s.message, temp.base ORDER BY s.message.rowid;"
    "INSERT OR IGNORE INTO main.work(name, identifier, url)"
    " SELECT name, identifier, url FROM s.work ORDER BY id;"
    "INSERT INTO main.cites SELECT s.cites.file+base.file, new.id, times FROM"
    " s.cites JOIN s.work AS old ON old.id=s.cites.work JOIN main.work AS new"
    " ON new.name=old.name AND new.identifier=old.identifier AND"
    " new.url=old.url, temp.base;"
    "INSERT OR IGNORE INTO main.todo SELECT path FROM temp.rest;";

static ltn_status take_attached(merge *m, ltn_merge_part *p)
{
    ltn_status status = look_at(m, p);

    if (status != LTN_OK)
        return status;
    if (!run_sql(m, rest))
        return refuse(m, p->path, NULL);
    m->sum->missing += find_missing(m, p);
    size_t twice = complain_of(
        m, "SELECT path FROM s.file WHERE path IN (SELECT path FROM main.file)",
        "merge.double", p->path, "is in an earlier ledger and in");
    m->sum->doubled += twice;
    if (twice == 0 && !run_sql(m, copy))
        return refuse(m, p->path, NULL);
    return LTN_OK;
}

static ltn_status take(merge *m, size_t i)
{
    ltn_merge_part *p = &m->parts[i];
    struct stat st;

    if (stat(p->path, &st) != 0)
        return refuse(m, p->path, "is not there");
    p->device = st.st_dev;
    p->inode = st.st_ino;
    for (size_t k = 0; k < i; k++)
        if (m->parts[k].device == p->device && m->parts[k].inode == p->inode) {
            m->sum->doubled++;
            return refuse(m, p->path, "is given twice");
        }
    ltn_status status = attach(m, p);
    if (status == LTN_OK && run_sql(m, "BEGIN")) {
        status = take_attached(m, p);
        if (!run_sql(m, status == LTN_OK ? "COMMIT" : "ROLLBACK") &&
            status == LTN_OK)
            status = refuse(m, p->path, NULL);
    }
    run_sql(m, "DETACH s");
    return status;
}

/* All parts are looked at, so that one run tells all that is wrong. */
static ltn_status take_all(merge *m)
{
    ltn_status status = LTN_OK;

    for (size_t i = 0; i < m->len; i++) {
        ltn_status s = take(m, i);
        if (s != LTN_OK)
            status = s;
    }
    if (status != LTN_OK)
        return status;
    size_t before = ltn_diags_count(m->diags, LTN_ERROR);
    size_t lost = ltn_merge_check_shares(m->parts, m->len, m->diags);
    m->sum->missing += lost;
    if (lost == 0 && ltn_diags_count(m->diags, LTN_ERROR) > before)
        return LTN_INVALID; /* they do not belong together */
    m->sum->inputs = count(m, "SELECT count(*) FROM file");
    m->sum->failed = count(m, "SELECT count(*) FROM file WHERE status<>0");
    return m->sum->doubled > 0 ? LTN_INVALID : LTN_OK;
}

static ltn_status open_new(merge *m, const char *path)
{
    if (sqlite3_open_v2(path, &m->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        NULL) != SQLITE_OK)
        return refuse(m, path, m->db ? NULL : "cannot be opened");
    sqlite3_busy_timeout(m->db, 5000);
    sqlite3_db_config(m->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(m->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return ltn_ledger_tables(m->db) ? LTN_OK : refuse(m, path, NULL);
}

static ltn_status start(merge *m, const char *const *ledgers)
{
    m->parts = ltn_arena_alloc(&m->arena, m->len * sizeof *m->parts);
    for (size_t i = 0; i < m->len && m->parts; i++)
        m->parts[i].path = ltn_ledger_place(ledgers[i], &m->arena);
    return m->arena.failed ? LTN_ENOMEM : LTN_OK;
}

/* "OUT.part" until it is whole; "" is a file that nobody sees. */
static const char *part_name(merge *m, const char *out)
{
    ltn_buf name = {0};
    const char *path = "";

    if (out) {
        ltn_buf_puts(&name, out);
        ltn_buf_puts(&name, ".part");
        path = name.data ? ltn_arena_strndup(&m->arena, name.data, name.len)
                         : NULL;
        ltn_buf_release(&name);
        if (path)
            unlink(path);
    }
    return path;
}

ltn_status ltn_merge(const char *const *ledgers, size_t len, const char *out,
                     ltn_diags *diags, ltn_merged *sum)
{
    merge m = {.len = len, .diags = diags, .sum = sum};

    *sum = (ltn_merged){.ledgers = len};
    ltn_status status = start(&m, ledgers);
    const char *to = out ? ltn_ledger_place(out, &m.arena) : NULL;
    const char *part = part_name(&m, to);
    if (status == LTN_OK)
        status = part && !m.arena.failed ? open_new(&m, part) : LTN_ENOMEM;
    if (status == LTN_OK)
        status = take_all(&m);
    if (m.db)
        ltn_ledger_leave(m.db);
    if (sqlite3_close(m.db) != SQLITE_OK && status == LTN_OK)
        status = LTN_EIO;
    if (to && part && status == LTN_OK && rename(part, to) != 0)
        status = refuse(&m, to, "cannot be put in place");
    if (to && part && status != LTN_OK)
        unlink(part);
    if (status == LTN_OK && sum->missing > 0)
        status = LTN_INVALID;
    ltn_arena_release(&m.arena);
    return status;
}
