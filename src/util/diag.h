/* diag.h - what went wrong, where, and how badly.
 *
 * Every reader, analyser, writer and validator reports through one ltn_diags
 * per document. Nothing below cli/ prints.
 *
 * Ownership: the collector copies file names and messages into its own arena;
 * entries stay valid until ltn_diags_release(). Codes are string literals.
 * Limits: LTN_DIAGS_MAX entries are kept, the rest are only counted, so that a
 * hostile document cannot fill memory with complaints about itself.
 */
#ifndef LTN_UTIL_DIAG_H
#define LTN_UTIL_DIAG_H

#include "lectern.h"
#include "util/arena.h"
#include "util/buf.h"
#include "util/limits.h"

typedef struct ltn_diag {
    struct ltn_diag *next;
    const char *file; /* "book.epub/OPS/ch1.xhtml"; NULL = the collector's */
    ltn_severity severity;
    ltn_pos pos;
    const char *code; /* stable, for scripts and tests: "tei.cit.no-source" */
    const char *text; /* one line of UTF-8, no full stop */
} ltn_diag;

struct ltn_diags {
    ltn_arena arena;
    const char *file;
    const char *part;            /* what entries are about, or NULL: file */
    ltn_diag *first, *last;      /* in the order reported */
    size_t count[LTN_ERROR + 1]; /* per severity, kept or not */
    size_t kept;
};

/* Starts a collector for one document. file is shown in front of messages. */
void ltn_diags_init(ltn_diags *d, const char *file);

/* From here on entries are about `file`, a file inside or beside the first one;
 * NULL: about the first one again. */
void ltn_diags_in(ltn_diags *d, const char *file);

/* Frees every entry; d must be started again before it is used. */
void ltn_diags_release(ltn_diags *d);

/* Reports one finding. Never fails: without memory it is still counted. */
void ltn_diag_add(ltn_diags *d, ltn_severity severity, ltn_pos pos,
                  const char *code, const char *fmt, ...) LTN_PRINTF(5, 6);

/* LTN_INVALID if an error was reported, else LTN_OK. */
ltn_status ltn_diags_status(const ltn_diags *d);

/* Appends "file:line:col: error: text [code]" lines, GNU style, with control
 * characters shown as \\xNN; or one JSON object a line with file, line, col,
 * severity, code, message. Only those of at least that severity, and at most
 * `most` of them (0 = all), the rest counted in a last line. */
void ltn_diags_put(const ltn_diags *d, ltn_severity least, size_t most,
                   bool json, ltn_buf *out);

#endif
