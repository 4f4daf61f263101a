/* file.h - reading a file whole.
 *
 * Regular files and, as "-", standard input: devices, sockets and named pipes
 * are refused, so that nothing can hang a batch. Writing is util/output.h.
 */
#ifndef LTN_UTIL_FILE_H
#define LTN_UTIL_FILE_H

#include "util/buf.h"
#include "util/diag.h"

/* Appends the whole file to out, of at most max bytes. */
ltn_status ltn_file_read(const char *path, size_t max, ltn_buf *out,
                         ltn_diags *diags);

/* What errno says, as a diagnostic: "WHAT 'PATH': reason". LTN_ENOMEM or
 * LTN_EIO. */
ltn_status ltn_file_refuse(ltn_diags *diags, const char *code, const char *what,
                           const char *path);

/* Writes len bytes to fd, in as many steps as it takes; false: errno says why
 * not. */
bool ltn_write_all(int fd, const void *bytes, size_t len);

/* Makes the folder at path with its parents, if it is not there. */
ltn_status ltn_folder_make(const char *path, ltn_diags *diags);

#endif
