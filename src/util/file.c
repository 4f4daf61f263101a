#define _GNU_SOURCE /* O_TMPFILE */
#include "util/file.h"

#include "util/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the system said, as a diagnostic. strerror() speaks English: nobody
 * sets a locale. */
static ltn_status refuse(ltn_diags *diags, const char *code, const char *what,
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
        return refuse(diags, "file.open", "cannot open", path);
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
            return refuse(diags, "file.read", "cannot read", path);
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

static ltn_status write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return LTN_EIO;
        if (n == 0) {
            errno = ENOSPC;
            return LTN_EIO;
        }
        bytes += n;
        len -= (size_t)n;
    }
    return LTN_OK;
}

/* Opens the folder of o->path and finds the name in it. */
static ltn_status open_folder(ltn_output *o)
{
    const char *slash = strrchr(o->path, '/');
    char *folder =
        slash
            ? strndup(o->path, slash == o->path ? 1 : (size_t)(slash - o->path))
            : strdup(".");

    if (!folder)
        return LTN_ENOMEM;
    o->name = slash ? slash + 1 : o->path;
    o->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    return o->folder < 0 ? LTN_EIO : LTN_OK;
}

/* A name nobody else has: the process, and a count. */
static void temporary_name(char out[LTN_TMP_NAME], long pid, unsigned n)
{
    snprintf(out, LTN_TMP_NAME, ".lectern-%ld-%u.tmp", pid, n);
}

enum { NAMES_TRIED = 1000, NAMES_LEFT = 16 };

/* Where the file system has no nameless files: one with a name. */
static void open_named(ltn_output *o)
{
    for (unsigned n = 0; n < NAMES_TRIED && o->fd < 0; n++) {
        temporary_name(o->tmp, (long)getpid(), n);
        o->fd = openat(o->folder, o->tmp,
                       O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (o->fd < 0 && errno != EEXIST)
            return;
    }
    o->named = o->fd >= 0;
}

static void open_temporary(ltn_output *o)
{
    if (access("/proc/self/fd", X_OK) == 0) /* see give_name() */
        o->fd = openat(o->folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    else
        errno = EOPNOTSUPP;
    if (o->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR ||
                      errno == EINVAL || errno == ENOENT))
        open_named(o);
}

/* A folder is refused now, before anything is written; a device gets its bytes
 * at once: it cannot be replaced. */
static ltn_status look_at_target(ltn_output *o, ltn_diags *diags)
{
    struct stat st;

    if (fstatat(o->folder, o->name, &st, 0) != 0)
        return errno == ENAMETOOLONG
                   ? refuse(diags, "file.write", "cannot write", o->path)
                   : LTN_OK;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return refuse(diags, "file.write", "cannot write", o->path);
    }
    if (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode))
        o->fd = openat(o->folder, o->name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    o->direct = o->fd >= 0;
    return LTN_OK;
}

ltn_status ltn_output_write(ltn_output *o, const char *path, const char *bytes,
                            size_t len, ltn_diags *diags)
{
    *o = (ltn_output){.path = path, .fd = -1, .folder = -1};
    ltn_status status = open_folder(o);
    if (status != LTN_OK)
        return status == LTN_ENOMEM
                   ? status
                   : refuse(diags, "file.write", "cannot write", path);
    status = look_at_target(o, diags);
    if (status == LTN_OK && o->fd < 0)
        open_temporary(o);
    if (status == LTN_OK &&
        (o->fd < 0 || write_all(o->fd, bytes, len) != LTN_OK ||
         (!o->direct && fsync(o->fd) != 0)))
        status = refuse(diags, "file.write", "cannot write", path);
    if (status != LTN_OK)
        ltn_output_abandon(o);
    return status;
}

/* Gives a nameless file a name, by way of /proc: linkat() with AT_EMPTY_PATH
 * needs a privilege. */
static int give_name(ltn_output *o)
{
    char self[64];

    snprintf(self, sizeof self, "/proc/self/fd/%d", o->fd);
    for (unsigned n = 0; n < NAMES_TRIED; n++) {
        temporary_name(o->tmp, (long)getpid(), n);
        if (linkat(AT_FDCWD, self, o->folder, o->tmp, AT_SYMLINK_FOLLOW) == 0) {
            o->named = true;
            return 0;
        }
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

ltn_status ltn_output_commit(ltn_output *o, ltn_diags *diags)
{
    ltn_status status = LTN_OK;

    if (!o->direct && ((!o->named && give_name(o) != 0) ||
                       renameat(o->folder, o->tmp, o->folder, o->name) != 0))
        status = refuse(diags, "file.write", "cannot put in place", o->path);
    else if (!o->direct)
        o->named = false;
    ltn_output_abandon(o);
    return status;
}

void ltn_output_abandon(ltn_output *o)
{
    if (o->named)
        unlinkat(o->folder, o->tmp, 0);
    if (o->fd >= 0)
        close(o->fd);
    if (o->folder >= 0)
        close(o->folder);
    *o = (ltn_output){.path = o->path, .fd = -1, .folder = -1};
}

void ltn_output_sweep(const char *path, long pid)
{
    ltn_output o = {.path = path, .fd = -1, .folder = -1};

    if (open_folder(&o) == LTN_OK)
        for (unsigned n = 0; n < NAMES_LEFT; n++) {
            temporary_name(o.tmp, pid, n);
            unlinkat(o.folder, o.tmp, 0);
        }
    ltn_output_abandon(&o);
}

void ltn_folder_sync(const char *path)
{
    ltn_output o = {.path = path, .fd = -1, .folder = -1};

    if (open_folder(&o) == LTN_OK)
        fsync(o.folder);
    ltn_output_abandon(&o);
}

ltn_status ltn_folder_make(const char *path, ltn_diags *diags)
{
    char *copy = strdup(path);
    struct stat st;
    ltn_status status = LTN_OK;

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
        status = refuse(diags, "file.folder", "cannot make folder", path);
    else if (stat(copy, &st) != 0 || !S_ISDIR(st.st_mode)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "file.folder",
                     "'%s' is a file, not a folder", path);
        status = LTN_EIO;
    }
    free(copy);
    return status;
}

ltn_status ltn_file_put(const char *path, const char *bytes, size_t len,
                        ltn_diags *diags)
{
    const char *slash = strrchr(path, '/');
    ltn_output o = {0};
    ltn_status status = LTN_OK;

    if (slash && slash > path) {
        char *folder = strndup(path, (size_t)(slash - path));
        status = folder ? ltn_folder_make(folder, diags) : LTN_ENOMEM;
        free(folder);
    }
    if (status == LTN_OK)
        status = ltn_output_write(&o, path, bytes, len, diags);
    if (status != LTN_OK)
        return status;
    status = ltn_output_commit(&o, diags);
    ltn_output_abandon(&o);
    return status;
}
