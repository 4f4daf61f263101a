/* account.h - a ledger as its readers see it: a summary of it, and its
 * documents one after another.
 *
 * All strings are valid UTF-8, whatever the file names were; those of the
 * summary live in the account, those of a record until the next one is asked
 * for.
 */
#ifndef LTN_REPORT_ACCOUNT_H
#define LTN_REPORT_ACCOUNT_H

#include "util/arena.h"
#include "util/diag.h"

#include <sqlite3.h>

typedef enum ltn_outcome_class {
    LTN_CONVERTED, /* without a warning */
    LTN_WARNED,
    LTN_FAILED,
    LTN_LEFT, /* the run ended before it came to it */
    LTN_OUTCOMES
} ltn_outcome_class;

/* Bins of CPU times: under 1 ms, under 2, under 4, ... */
enum { LTN_TIME_BINS = 16 };

/* Why inputs failed: the first error of each, by its code. */
typedef struct ltn_cause {
    const char *code, *text; /* text of the first of them */
    uint64_t files;
} ltn_cause;

typedef struct ltn_cited {
    int64_t id;
    const char *name, *identifier, *url;
    uint64_t documents, times;
} ltn_cited;

typedef struct ltn_summary {
    uint64_t runs;
    const char *began, *ended; /* of the first and last run; "" = not known */
    const char *version, *options; /* of the last run */
    uint64_t milliseconds;         /* on the clock, all runs together */
    uint64_t inputs, outcome[LTN_OUTCOMES];
    uint64_t words, quotes, citations, furniture, notes, headings;
    uint64_t bytes, outputs, output_bytes;
    uint64_t cpu, median, most, longest; /* microseconds; most = 95 % */
    const char *longest_name;
    uint64_t times[LTN_TIME_BINS];
    ltn_cause *causes; /* most files first */
    size_t cause_len;
    ltn_cited *cited; /* most documents first; at most `most_cited` */
    size_t cited_len;
    uint64_t works; /* cited in all */
} ltn_summary;

typedef struct ltn_account {
    sqlite3 *db;
    ltn_arena arena;
    ltn_summary sum;
} ltn_account;

enum { LTN_MOST_CITED = 25 };

/* Opens the ledger at path, or that of the folder at path, and sums it up. */
ltn_status ltn_account_open(const char *path, ltn_diags *diags, ltn_account *b);
void ltn_account_close(ltn_account *b);

/* The statement `sql`, or NULL; and a column of its row in arena, or as a
 * number (none, or one below 0, is 0). */
sqlite3_stmt *ltn_account_query(ltn_account *b, const char *sql);
const char *ltn_column(sqlite3_stmt *s, int i, ltn_arena *arena);
uint64_t ltn_column_number(sqlite3_stmt *s, int i);

/* Path, line, column and text of the first `most` inputs that failed for the
 * cause with this code, which stays borrowed; or NULL. */
sqlite3_stmt *ltn_account_failures(ltn_account *b, const char *code, int most);

/* One document with all that is known of it. */
typedef struct ltn_message {
    int severity;
    uint64_t line, col;
    const char *code, *text;
} ltn_message;

typedef struct ltn_made {
    const char *path, *hash;
    int64_t size;
} ltn_made;

typedef struct ltn_mention {
    int64_t work;
    uint64_t times;
    const char *name, *identifier, *url;
} ltn_mention;

enum { LTN_RECORD_LISTS = 64 };

typedef struct ltn_record {
    const char *path, *title, *speaker, *date, *language, *hash;
    ltn_outcome_class outcome;
    ltn_status status;
    int64_t run;
    uint64_t size, cpu, words, quotes, citations, furniture, notes, headings;
    ltn_message messages[LTN_RECORD_LISTS];
    ltn_made made[LTN_RECORD_LISTS];
    ltn_mention works[LTN_RECORD_LISTS];
    size_t message_len, made_len, work_len;
} ltn_record;

typedef struct ltn_walk {
    sqlite3_stmt *documents, *messages, *outputs, *works;
    ltn_arena arena; /* of the record */
    ltn_record at;
    bool failed;
} ltn_walk;

/* In the order of the inputs. */
void ltn_walk_start(ltn_walk *w, ltn_account *b);
bool ltn_walk_next(ltn_walk *w);

/* LTN_EIO or LTN_ENOMEM when it did not come to its end. */
ltn_status ltn_walk_finish(ltn_walk *w);

/* "converted", "warned", "failed", "left" */
extern const char *const ltn_outcome_names[LTN_OUTCOMES];

#endif
