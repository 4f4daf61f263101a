/* progress.h - how far a batch is, while it runs: a bar on a terminal, or lines
 * of JSON for programs. It is drawn at most ten times a second and costs
 * nothing in between but a look at the clock. */
#ifndef LTN_CLI_PROGRESS_H
#define LTN_CLI_PROGRESS_H

#include "cli/options.h"

typedef enum progress_kind {
    PROGRESS_NONE,
    PROGRESS_BAR,
    PROGRESS_JSON
} progress_kind;

typedef struct progress {
    progress_kind kind;
    bool colour, unicode;
    bool drawn; /* the bar stands on the last line */
    bool begun;
    double started, shown; /* seconds on a clock that is never set */
    double since, rate;    /* of the last second or so, smoothed */
    size_t counted;        /* inputs done by then */
    ltn_progress last;
} progress;

/* By --progress, --quiet and what standard error is. */
void progress_start(progress *p, const invocation *in);

/* Notes how far it is, and shows it when it is time to. */
void progress_show(progress *p, const ltn_progress *now);

/* Takes the bar away, so that messages can be written. */
void progress_clear(progress *p);

/* Takes the bar away for good; the last line of JSON, with the exit status. */
void progress_end(progress *p, int status);

/* The bar as a line of at most `columns` characters, with its NUL; at least 128
 * bytes at out. For progress.c and its test. */
void progress_line(const progress *p, const ltn_progress *now, double passed,
                   unsigned columns, char *out, size_t size);

#endif
