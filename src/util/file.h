/* file.h - reading a file whole, and putting files in place, all or nothing.
 *
 * Reading accepts regular files and, as "-", standard input: devices, sockets
 * and named pipes are refused, so that nothing can hang a batch.
 * Writing goes to a nameless temporary file in the same folder, which is
 * synced and then renamed over the final name; who stops in between leaves the
 * old file and, at worst, a file named .lectern-*.tmp.
 */
#ifndef LTN_UTIL_FILE_H
#define LTN_UTIL_FILE_H

#include "util/buf.h"
#include "util/diag.h"

/* Appends the whole file to out, of at most max bytes. */
ltn_status ltn_file_read(const char *path, size_t max, ltn_buf *out,
                         ltn_diags *diags);

enum { LTN_TMP_NAME = 64 };

/* One file on its way into place. */
typedef struct ltn_output {
    const char *path; /* borrowed */
    int fd, folder;   /* of the temporary file and of its folder; -1 = none */
    const char *name; /* of the file in its folder, in path */
    bool named;       /* the temporary file has the name `tmp` */
    bool direct;      /* path is a device: already written to */
    char tmp[LTN_TMP_NAME];
} ltn_output;

/* Writes the bytes to a temporary file beside path and syncs it. On failure
 * nothing is left. */
ltn_status ltn_output_write(ltn_output *o, const char *path, const char *bytes,
                            size_t len, ltn_diags *diags);

/* Renames it into place. On failure the old file stays. */
ltn_status ltn_output_commit(ltn_output *o, ltn_diags *diags);

/* Forgets it; safe after each of the two above. */
void ltn_output_abandon(ltn_output *o);

/* Removes what process `pid`, which is no more, may have left of an output. */
void ltn_output_sweep(const char *path, long pid);

/* Makes the names in the folder of `path` last: once for many outputs, since
 * it costs as much as one of them. */
void ltn_folder_sync(const char *path);

/* Makes the folder at path with its parents, if it is not there. */
ltn_status ltn_folder_make(const char *path, ltn_diags *diags);

#endif
