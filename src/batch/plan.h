/* plan.h - which files a job reads and writes, before anything is done. */
#ifndef LTN_BATCH_PLAN_H
#define LTN_BATCH_PLAN_H

#include "convert/registry.h"
#include "lectern.h"
#include "util/arena.h"

/* One input of a job. */
typedef struct ltn_input {
    const char *path;
    const char *under; /* its path from the folder that was walked to it, or
                          its file name: "1999/a.txt" */
    bool walked;       /* found in a folder */
} ltn_input;

typedef struct ltn_inputs_list {
    ltn_input *at;
    size_t len, cap;
    bool failed;  /* without memory */
    size_t empty; /* folders in which nothing was found, unreadable ones */
} ltn_inputs_list;

/* Finds the files that the inputs come to: folders are walked in the order of
 * their names, without hidden entries and without following links to folders,
 * for files whose suffix a reader claims (every file with `all`). Strings live
 * in arena. A folder with nothing in it is an error in diags. */
ltn_status ltn_plan_inputs(const char *const *inputs, size_t len, bool all,
                           ltn_arena *arena, ltn_inputs_list *out,
                           ltn_diags *diags);

/* Where outputs go. */
typedef struct ltn_places {
    const ltn_writer *writers[LTN_TARGETS_MAX];
    size_t writer_len;
    enum { LTN_TO_STDOUT, LTN_TO_FILE, LTN_TO_FOLDER, LTN_BESIDE } mode;
    const char *out; /* file or folder */
} ltn_places;

/* The path of an output, in arena, or NULL without memory. */
const char *ltn_plan_output(const ltn_places *p, const ltn_input *in,
                            const ltn_writer *w, ltn_arena *arena);

/* Refuses a job in which two outputs, or an output and an input, are one file.
 */
ltn_status ltn_plan_check(const ltn_places *p, const ltn_inputs_list *inputs,
                          ltn_diags *diags);

#endif
