/* output.h - putting files in place, all or nothing.
 *
 * An output is written to a nameless temporary file in the folder it is for
 * (O_TMPFILE), synced, and only then given its name; an older file of that name
 * stays until then and is replaced by a rename. Who is killed in between leaves
 * the old file and, at worst, one named .lectern-*.tmp, which holds a lock as
 * long as somebody works on it: without one it is swept by the next run.
 *
 * Syncing stands by itself because it can be shared: making two hundred files
 * last costs hardly more than making one last.
 */
#ifndef LTN_UTIL_OUTPUT_H
#define LTN_UTIL_OUTPUT_H

#include "util/diag.h"

#include <sys/types.h>

enum { LTN_TMP_NAME = 64 };

/* One file on its way into place. */
typedef struct ltn_output {
    const char *path; /* borrowed */
    int fd;           /* of the temporary file; -1 = none */
    int lost;         /* errno: what syncing said; 0 = nothing */
    dev_t device;     /* file system it is on */
    bool named;       /* the temporary file has the name `tmp` */
    bool direct;      /* path is a device: already written to */
    bool fresh;       /* committed, and there was no such file before */
    char tmp[LTN_TMP_NAME];
} ltn_output;

/* Writes the bytes to a temporary file for path. On failure nothing is left. */
ltn_status ltn_output_write(ltn_output *o, const char *path, const char *bytes,
                            size_t len, ltn_diags *diags);

/* Makes the bytes of n outputs last. What could not be written stays with its
 * output: ltn_output_commit() refuses it. */
void ltn_outputs_sync(ltn_output *const *outputs, size_t n);

/* Gives a synced output its name. On failure the old file stays. */
ltn_status ltn_output_commit(ltn_output *o, ltn_diags *diags);

/* Takes a committed output back, when there was no such file before: its
 * sisters could not be put in place. */
void ltn_output_undo(ltn_output *o);

/* Forgets it; safe after each of the calls above. */
void ltn_output_abandon(ltn_output *o);

/* Removes the temporary files in the folder of `path` that nobody works on any
 * more. */
void ltn_folder_sweep(const char *path);

/* Makes all names given on the file system of `path` last. */
void ltn_names_sync(const char *path);

#endif
