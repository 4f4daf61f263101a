/* The documents of a ledger one after another. */

#include "report/account.h"

#include <string.h>

void ltn_walk_start(ltn_walk *w, ltn_account *b)
{
    *w = (ltn_walk){
        .documents = ltn_account_query(
            b, "SELECT id, outcome, status, run, size, cpu, words, quotes,"
               " citations, furniture, notes, headings, path, title, speaker,"
               " date, language, hash FROM document"),
        .messages = ltn_account_query(
            b, "SELECT severity, line, col, code, text FROM message"
               " WHERE file=?1 ORDER BY rowid"),
        .outputs = ltn_account_query(
            b, "SELECT path, hash, size FROM output WHERE file=?1"),
        .works = ltn_account_query(
            b, "SELECT work, times, name, identifier, url FROM cites JOIN work"
               " ON work.id=cites.work WHERE file=?1"
               " ORDER BY times DESC, work"),
    };
    w->failed = !w->documents || !w->messages || !w->outputs || !w->works;
}

/* A row of a list that belongs to the file `id`. */
static bool row_of(sqlite3_stmt *s, int64_t id, size_t len)
{
    if (len == 0)
        sqlite3_bind_int64(s, 1, id);
    if (len < LTN_RECORD_LISTS && sqlite3_step(s) == SQLITE_ROW)
        return true;
    sqlite3_reset(s);
    return false;
}

static void take_lists(ltn_walk *w, int64_t id)
{
    ltn_record *r = &w->at;
    ltn_arena *a = &w->arena;

    while (row_of(w->messages, id, r->message_len))
        r->messages[r->message_len++] =
            (ltn_message){.severity = sqlite3_column_int(w->messages, 0) % 3,
                          .line = ltn_column_number(w->messages, 1),
                          .col = ltn_column_number(w->messages, 2),
                          .code = ltn_column(w->messages, 3, a),
                          .text = ltn_column(w->messages, 4, a)};
    while (row_of(w->outputs, id, r->made_len))
        r->made[r->made_len++] =
            (ltn_made){.path = ltn_column(w->outputs, 0, a),
                       .hash = ltn_column(w->outputs, 1, a),
                       .size = sqlite3_column_int64(w->outputs, 2)};
    while (row_of(w->works, id, r->work_len))
        r->works[r->work_len++] =
            (ltn_mention){.work = sqlite3_column_int64(w->works, 0),
                          .times = ltn_column_number(w->works, 1),
                          .name = ltn_column(w->works, 2, a),
                          .identifier = ltn_column(w->works, 3, a),
                          .url = ltn_column(w->works, 4, a)};
}

static void take_row(ltn_walk *w)
{
    sqlite3_stmt *s = w->documents;
    ltn_record *r = &w->at;
    ltn_arena *a = &w->arena;
    uint64_t *const numbers[] = {&r->size,   &r->cpu,       &r->words,
                                 &r->quotes, &r->citations, &r->furniture,
                                 &r->notes,  &r->headings};
    const char **const strings[] = {&r->path, &r->title,    &r->speaker,
                                    &r->date, &r->language, &r->hash};

    r->message_len = r->made_len = r->work_len = 0;
    r->outcome = (ltn_outcome_class)(ltn_column_number(s, 1) % LTN_OUTCOMES);
    r->status = (ltn_status)(ltn_column_number(s, 2) % (LTN_ENOMEM + 1));
    r->run = sqlite3_column_int64(s, 3);
    for (int i = 0; i < 8; i++)
        *numbers[i] = ltn_column_number(s, 4 + i);
    for (int i = 0; i < 6; i++)
        *strings[i] = ltn_column(s, 12 + i, a);
}

bool ltn_walk_next(ltn_walk *w)
{
    if (w->failed)
        return false;
    ltn_arena_release(&w->arena);
    int rc = sqlite3_step(w->documents);
    w->failed = rc != SQLITE_ROW && rc != SQLITE_DONE;
    if (rc != SQLITE_ROW)
        return false;
    take_row(w);
    if (sqlite3_column_int64(w->documents, 0) > 0)
        take_lists(w, sqlite3_column_int64(w->documents, 0));
    return !w->arena.failed;
}

ltn_status ltn_walk_finish(ltn_walk *w)
{
    ltn_status status = w->arena.failed ? LTN_ENOMEM
                        : w->failed     ? LTN_EIO
                                        : LTN_OK;

    sqlite3_finalize(w->documents);
    sqlite3_finalize(w->messages);
    sqlite3_finalize(w->outputs);
    sqlite3_finalize(w->works);
    ltn_arena_release(&w->arena);
    return status;
}
