#include "util/file.h"

#include "util/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* strerror() speaks English: nobody sets a locale. */
ltn_status ltn_file_refuse(ltn_diags *diags, const char *code, const char *what,
                           const char *path)
{
    int error = errno;

    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, code, "%s '%s': %s", what,
                 path, strerror(error));
    return error == ENOMEM ? LTN_ENOMEM : LTN_EIO;
}

/* A pipe that the user's shell made for us: <(command). */
static bool from_shell(const char *path)
{
    return strncmp(path, "/dev/fd/", 8) == 0;
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "is a folder"
           : S_ISFIFO(mode) ? "is a named pipe"
           : S_ISSOCK(mode) ? "is a socket"
                            : "is a device";
}

static ltn_status open_input(const char *path, int *fd, size_t *size,
                             ltn_diags *diags)
{
    struct stat st;
    bool standard = strcmp(path, "-") == 0;

    *fd = standard ? STDIN_FILENO
                   : open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (*fd < 0 || fstat(*fd, &st) != 0)
        return ltn_file_refuse(diags, "file.open", "cannot open", path);
    if (!standard && !S_ISREG(st.st_mode) &&
        !(S_ISFIFO(st.st_mode) && from_shell(path))) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "file.kind",
                     "'%s' %s, not a file", path, kind_of(st.st_mode));
        return LTN_EIO;
    }
    if (S_ISFIFO(st.st_mode))
        fcntl(*fd, F_SETFL, fcntl(*fd, F_GETFL) & ~O_NONBLOCK);
    *size = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size : 0;
    return LTN_OK;
}

static ltn_status read_all(int fd, const char *path, size_t size, size_t max,
                           ltn_buf *out, ltn_diags *diags)
{
    size_t got = 0, room = (size < max ? size : max) + 1;

    for (;;) {
        char *to = ltn_buf_room(out, room);
        if (!to)
            return ltn_buf_status(out);
        ssize_t n = read(fd, to, room);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ltn_file_refuse(diags, "file.read", "cannot read", path);
        if (n == 0)
            return LTN_OK;
        ltn_buf_advance(out, (size_t)n);
        got += (size_t)n;
        if (got > max) {
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "file.size",
                         "more than %zu bytes; --max-size raises the limit",
                         max);
            return LTN_ELIMIT;
        }
        room = got < size ? size - got + 1 : 65536;
    }
}

ltn_status ltn_file_read(const char *path, size_t max, ltn_buf *out,
                         ltn_diags *diags)
{
    int fd;
    size_t size = 0;
    ltn_status status = open_input(path, &fd, &size, diags);

    if (status == LTN_OK && size > max) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "file.size",
                     "%zu bytes are more than %zu; --max-size raises the limit",
                     size, max);
        status = LTN_ELIMIT;
    }
    if (status == LTN_OK)
        status = read_all(fd, path, size, max, out, diags);
    if (fd > STDIN_FILENO || (fd == 0 && strcmp(path, "-") != 0))
        close(fd);
    return status;
}

bool ltn_write_all(int fd, const void *bytes, size_t len)
{
    for (const char *at = bytes; len > 0;) {
        ssize_t n = write(fd, at, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n == 0)
            errno = ENOSPC;
        if (n <= 0)
            return false;
        at += n;
        len -= (size_t)n;
    }
    return true;
}

ltn_status ltn_folder_make(const char *path, ltn_diags *diags)
{
    struct stat st;
    ltn_status status = LTN_OK;

    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return LTN_OK;
    char *copy = strdup(path);
    if (!copy)
        return LTN_ENOMEM;
    for (char *p = copy + 1; copy[0] && *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        mkdir(copy, 0777); /* the last one tells */
        *p = '/';
    }
    if (mkdir(copy, 0777) != 0 && errno != EEXIST)
        status =
            ltn_file_refuse(diags, "file.folder", "cannot make folder", path);
    else if (stat(copy, &st) != 0 || !S_ISDIR(st.st_mode)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "file.folder",
                     "'%s' is a file, not a folder", path);
        status = LTN_EIO;
    }
    free(copy);
    return status;
}
