#include "report/account.h"

#include "batch/ledger.h"
#include "util/clean.h"

#include <string.h>
#include <unistd.h>

const char *const ltn_outcome_names[LTN_OUTCOMES] = {
    [LTN_CONVERTED] = "converted",
    [LTN_WARNED] = "warned",
    [LTN_FAILED] = "failed",
    [LTN_LEFT] = "left",
};

/* What was to be done and is not; every document with its outcome; those that
 * failed, each with its first error. */
static const char views[] =
    "CREATE TEMP TABLE rest(path TEXT PRIMARY KEY) WITHOUT ROWID;"
    "INSERT INTO rest SELECT path FROM todo WHERE NOT EXISTS(SELECT 1 FROM file"
    " WHERE file.path=todo.path AND file.run=(SELECT max(id) FROM run));"
    "CREATE TEMP VIEW document AS SELECT id, path, run, status, size, cpu,"
    " words, quotes, citations, furniture, notes, headings, title, speaker,"
    " date, language, hash, CASE"
    " WHEN path IN (SELECT path FROM rest) THEN 3 WHEN status<>0 THEN 2"
    " WHEN EXISTS(SELECT 1 FROM message WHERE message.file=main.file.id"
    " AND severity=1) THEN 1 ELSE 0 END AS outcome FROM main.file"
    " UNION ALL SELECT 0,path,0,0,0,0,0,0,0,0,0,0,'','','','','',3 FROM rest"
    " WHERE NOT EXISTS(SELECT 1 FROM main.file WHERE main.file.path=rest.path);"
    "CREATE TEMP VIEW failure AS SELECT file, path, code, line, col, text FROM"
    " (SELECT file, code, line, col, text, min(rowid) FROM message"
    " WHERE severity=2 GROUP BY file) JOIN document ON document.id=file"
    " WHERE outcome=2;"
    "PRAGMA query_only=1;";

sqlite3_stmt *ltn_account_query(ltn_account *b, const char *sql)
{
    sqlite3_stmt *s = NULL;

    return sqlite3_prepare_v2(b->db, sql, -1, &s, NULL) == SQLITE_OK ? s : NULL;
}

const char *ltn_column(sqlite3_stmt *s, int i, ltn_arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(s, i);
    int len = sqlite3_column_bytes(s, i);
    const char *copy =
        text && len > 0 ? ltn_clean(arena, text, (size_t)len) : "";

    return copy ? copy : "";
}

uint64_t ltn_column_number(sqlite3_stmt *s, int i)
{
    sqlite3_int64 n = sqlite3_column_int64(s, i);

    return n > 0 ? (uint64_t)n : 0;
}

sqlite3_stmt *ltn_account_failures(ltn_account *b, const char *code, int most)
{
    sqlite3_stmt *s =
        ltn_account_query(b, "SELECT path, line, col, text FROM failure"
                             " WHERE code=?1 ORDER BY file LIMIT ?2");

    if (s) {
        sqlite3_bind_text(s, 1, code, -1, SQLITE_STATIC);
        sqlite3_bind_int(s, 2, most);
    }
    return s;
}

static ltn_status refuse(const ltn_account *b, const char *path,
                         const char *why, ltn_diags *diags)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "ledger.file",
                 "ledger '%s': %s", path, why ? why : sqlite3_errmsg(b->db));
    return LTN_EIO;
}

/* A file that is no ledger, or one of another version. */
static const char *unfit(ltn_account *b)
{
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT (SELECT user_version FROM pragma_user_version),"
           " (SELECT count(*) FROM sqlite_master WHERE name IN"
           " ('run','file','output','message','work','cites'))");
    const char *why = NULL;

    if (!s || sqlite3_step(s) != SQLITE_ROW)
        why = "is no ledger: it is no SQLite file";
    else if (sqlite3_column_int(s, 1) < 6)
        why = "is no ledger of lectern";
    else if (sqlite3_column_int(s, 0) > LTN_LEDGER_VERSION)
        why = "was made by a later version of lectern";
    else if (sqlite3_column_int(s, 0) < LTN_LEDGER_VERSION)
        why = "was made by an older version of lectern; `convert --resume` "
              "brings it up to date";
    sqlite3_finalize(s);
    return why;
}

static bool sum_runs(ltn_account *b)
{
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT count(*), min(began), max(ended), sum(CASE WHEN ended IS"
           " NULL THEN 0 ELSE (julianday(ended)-julianday(began))*86400000"
           " END) FROM run");
    ltn_summary *m = &b->sum;
    bool ok = s && sqlite3_step(s) == SQLITE_ROW;

    if (ok) {
        m->runs = ltn_column_number(s, 0);
        m->began = ltn_column(s, 1, &b->arena);
        m->ended = ltn_column(s, 2, &b->arena);
        m->milliseconds = ltn_column_number(s, 3);
    }
    sqlite3_finalize(s);
    s = ltn_account_query(
        b, "SELECT version, options FROM run ORDER BY id DESC LIMIT 1");
    m->version = m->options = "";
    if (s && sqlite3_step(s) == SQLITE_ROW) {
        m->version = ltn_column(s, 0, &b->arena);
        m->options = ltn_column(s, 1, &b->arena);
    }
    sqlite3_finalize(s);
    return ok;
}

static bool sum_documents(ltn_account *b)
{
    ltn_summary *m = &b->sum;
    uint64_t *const sums[] = {&m->words,     &m->quotes, &m->citations,
                              &m->furniture, &m->notes,  &m->headings,
                              &m->bytes,     &m->cpu};
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT outcome, count(*), sum(words), sum(quotes), sum(citations),"
           " sum(furniture), sum(notes), sum(headings), sum(size), sum(cpu)"
           " FROM document GROUP BY outcome");
    bool ok = s != NULL;

    while (s && sqlite3_step(s) == SQLITE_ROW) {
        m->outcome[ltn_column_number(s, 0) % LTN_OUTCOMES] =
            ltn_column_number(s, 1);
        m->inputs += ltn_column_number(s, 1);
        for (int i = 0; i < 8; i++)
            *sums[i] += ltn_column_number(s, 2 + i);
    }
    sqlite3_finalize(s);
    s = ltn_account_query(b, "SELECT count(*), sum(size) FROM output");
    ok &= s && sqlite3_step(s) == SQLITE_ROW;
    if (ok) {
        m->outputs = ltn_column_number(s, 0);
        m->output_bytes = ltn_column_number(s, 1);
    }
    sqlite3_finalize(s);
    return ok;
}

static unsigned bin_of(uint64_t microseconds)
{
    unsigned bin = 0;

    for (uint64_t ms = microseconds / 1000; ms > 0; ms /= 2)
        bin++;
    return bin < LTN_TIME_BINS ? bin : LTN_TIME_BINS - 1;
}

/* Times of inputs that were done, in rising order: so quantiles are seen. */
static bool sum_times(ltn_account *b)
{
    ltn_summary *m = &b->sum;
    uint64_t done = m->inputs - m->outcome[LTN_LEFT], seen = 0;
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT cpu, path FROM document WHERE outcome<3 ORDER BY cpu");

    m->longest_name = "";
    while (s && sqlite3_step(s) == SQLITE_ROW) {
        uint64_t cpu = ltn_column_number(s, 0);
        m->times[bin_of(cpu)]++;
        seen++;
        if (seen == (done + 1) / 2)
            m->median = cpu;
        if (seen == (done * 95 + 99) / 100)
            m->most = cpu;
        if (seen == done) {
            m->longest = cpu;
            m->longest_name = ltn_column(s, 1, &b->arena);
        }
    }
    sqlite3_finalize(s);
    return s != NULL;
}

static uint64_t count(ltn_account *b, const char *sql)
{
    sqlite3_stmt *s = ltn_account_query(b, sql);
    uint64_t n =
        s && sqlite3_step(s) == SQLITE_ROW ? ltn_column_number(s, 0) : 0;

    sqlite3_finalize(s);
    return n;
}

/* An input is counted under its first error. */
static bool sum_causes(ltn_account *b)
{
    ltn_summary *m = &b->sum;
    uint64_t most = count(b, "SELECT count(DISTINCT code) FROM message");
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT code, text, count(*) AS n, min(file) FROM failure"
           " GROUP BY code ORDER BY n DESC, code");

    m->causes = ltn_arena_alloc(&b->arena, (most + 1) * sizeof *m->causes);
    while (s && m->causes && m->cause_len < most &&
           sqlite3_step(s) == SQLITE_ROW)
        m->causes[m->cause_len++] =
            (ltn_cause){.code = ltn_column(s, 0, &b->arena),
                        .text = ltn_column(s, 1, &b->arena),
                        .files = ltn_column_number(s, 2)};
    sqlite3_finalize(s);
    return s && m->causes;
}

static bool sum_cited(ltn_account *b)
{
    ltn_summary *m = &b->sum;
    sqlite3_stmt *s = ltn_account_query(
        b, "SELECT id, name, identifier, url, count(*) AS n, sum(times) AS t"
           " FROM cites JOIN work ON work.id=cites.work GROUP BY work"
           " ORDER BY n DESC, t DESC, name, id LIMIT 25");

    m->works = count(b, "SELECT count(DISTINCT work) FROM cites");
    m->cited = ltn_arena_alloc(&b->arena, LTN_MOST_CITED * sizeof *m->cited);
    while (s && m->cited && m->cited_len < LTN_MOST_CITED &&
           sqlite3_step(s) == SQLITE_ROW)
        m->cited[m->cited_len++] =
            (ltn_cited){.id = sqlite3_column_int64(s, 0),
                        .name = ltn_column(s, 1, &b->arena),
                        .identifier = ltn_column(s, 2, &b->arena),
                        .url = ltn_column(s, 3, &b->arena),
                        .documents = ltn_column_number(s, 4),
                        .times = ltn_column_number(s, 5)};
    sqlite3_finalize(s);
    return s && m->cited;
}

/* Not read-only: after a run that was killed, SQLite takes back what it had
 * half written before anything can be read. */
static ltn_status open_file(ltn_account *b, const char *path, ltn_diags *diags)
{
    const char *why = NULL;

    if (sqlite3_open_v2(path, &b->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        return refuse(b, path,
                      access(path, F_OK) != 0
                          ? "is not there; `convert --ledger` makes one"
                      : b->db ? NULL
                              : "cannot be opened",
                      diags);
    sqlite3_busy_timeout(b->db, 5000);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(b->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if ((why = unfit(b)))
        return refuse(b, path, why, diags);
    if (sqlite3_exec(b->db, views, NULL, NULL, NULL) != SQLITE_OK ||
        !sum_runs(b) || !sum_documents(b) || !sum_times(b) || !sum_causes(b) ||
        !sum_cited(b))
        return b->arena.failed ? LTN_ENOMEM : refuse(b, path, NULL, diags);
    return LTN_OK;
}

ltn_status ltn_account_open(const char *path, ltn_diags *diags, ltn_account *b)
{
    *b = (ltn_account){0};
    const char *file = ltn_ledger_place(path, &b->arena);
    ltn_status status = file ? open_file(b, file, diags) : LTN_ENOMEM;
    if (status != LTN_OK)
        ltn_account_close(b);
    return status;
}

void ltn_account_close(ltn_account *b)
{
    sqlite3_close(b->db);
    ltn_arena_release(&b->arena);
    *b = (ltn_account){0};
}
