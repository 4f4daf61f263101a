#define _GNU_SOURCE /* O_TMPFILE, syncfs, sync_file_range */
#include "util/output.h"

#include "util/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char prefix[] = ".lectern-", suffix[] = ".tmp";

static ltn_status refuse(const ltn_output *o, const char *what,
                         ltn_diags *diags)
{
    return ltn_file_refuse(diags, "file.write", what, o->path);
}

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Opens the folder of a file; -1 when it cannot be. */
static int open_folder(const char *path)
{
    size_t len = (size_t)(name_in(path) - path);
    char *folder = len > 0 ? strndup(path, len) : strdup(".");
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

    free(folder);
    return fd;
}

/* Names nobody else has: the process, and a count. */
enum { NAMES_TRIED = 10000 };

static void temporary_name(ltn_output *o, unsigned n)
{
    snprintf(o->tmp, sizeof o->tmp, "%s%ld-%u%s", prefix, (long)getpid(), n,
             suffix);
}

/* Marks a temporary file as one that somebody works on. False when a sweep has
 * it; where there are no locks nobody sweeps. */
static bool lock(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

/* False when it was swept between its making and its lock. */
static bool lock_named(int fd)
{
    struct stat st;

    return lock(fd) && fstat(fd, &st) == 0 && st.st_nlink > 0;
}

/* Where the file system has no nameless files: one with a name. */
static void open_named(ltn_output *o, int folder)
{
    for (unsigned n = 0; n < NAMES_TRIED && o->fd < 0; n++) {
        temporary_name(o, n);
        o->fd = openat(folder, o->tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                       0666);
        if (o->fd < 0 && errno != EEXIST)
            return;
        if (o->fd >= 0 && !lock_named(o->fd)) {
            close(o->fd);
            o->fd = -1;
        }
    }
    o->named = o->fd >= 0;
}

static void open_temporary(ltn_output *o, int folder)
{
    if (access("/proc/self/fd", X_OK) == 0) /* see link_to() */
        o->fd = openat(folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666);
    else
        errno = EOPNOTSUPP;
    if (o->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR ||
                      errno == EINVAL || errno == ENOENT))
        open_named(o, folder);
}

/* A folder is refused now, before anything is written; a device gets its bytes
 * at once: it cannot be replaced. */
static ltn_status look_at_target(ltn_output *o, int folder, ltn_diags *diags)
{
    struct stat st;

    if (fstatat(folder, name_in(o->path), &st, 0) != 0)
        return errno == ENAMETOOLONG ? refuse(o, "cannot write", diags)
                                     : LTN_OK;
    if (S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return refuse(o, "cannot write", diags);
    }
    if (S_ISCHR(st.st_mode) || S_ISFIFO(st.st_mode))
        o->fd =
            openat(folder, name_in(o->path), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    o->direct = o->fd >= 0;
    return LTN_OK;
}

static ltn_status fill(ltn_output *o, int folder, const char *bytes, size_t len,
                       ltn_diags *diags)
{
    struct stat st;
    ltn_status status = look_at_target(o, folder, diags);

    if (status != LTN_OK)
        return status;
    if (o->fd < 0)
        open_temporary(o, folder);
    if (o->fd < 0 || fstat(o->fd, &st) != 0 ||
        !ltn_write_all(o->fd, bytes, len))
        return refuse(o, "cannot write", diags);
    o->device = st.st_dev;
    return LTN_OK;
}

ltn_status ltn_output_write(ltn_output *o, const char *path, const char *bytes,
                            size_t len, ltn_diags *diags)
{
    *o = (ltn_output){.path = path, .fd = -1};
    int folder = open_folder(o->path);
    if (folder < 0)
        return refuse(o, "cannot write", diags);
    ltn_status status = fill(o, folder, bytes, len, diags);
    if (status != LTN_OK) {
        if (o->named)
            unlinkat(folder, o->tmp, 0);
        o->named = false;
        ltn_output_abandon(o);
    }
    close(folder);
    return status;
}

/* So many outputs are synced one by one: a file system may hold gigabytes that
 * others wrote. Each costs the disk a flush. */
enum { SYNCED_ALONE = 8, DEVICES_MAX = 8 };

/* The file systems that were synced. */
typedef struct devices {
    dev_t at[DEVICES_MAX];
    size_t len;
} devices;

static bool sync_device(devices *d, const ltn_output *o)
{
    for (size_t i = 0; i < d->len; i++)
        if (d->at[i] == o->device)
            return true;
    if (d->len == DEVICES_MAX || syncfs(o->fd) != 0)
        return false;
    d->at[d->len++] = o->device;
    return true;
}

/* What became of the bytes of a file whose file system has been synced: older
 * kernels do not tell by syncfs(). Nothing is written any more here. */
static int what_was_lost(int fd)
{
    unsigned all = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
                   SYNC_FILE_RANGE_WAIT_AFTER;

    return sync_file_range(fd, 0, 0, all) == 0 || errno == ENOSYS ||
                   errno == EPERM
               ? 0
               : errno;
}

void ltn_outputs_sync(ltn_output *const *outputs, size_t n)
{
    devices synced = {.len = 0};

    for (size_t i = 0; i < n; i++) {
        ltn_output *o = outputs[i];
        if (o->fd < 0 || o->direct)
            continue;
        if (n > SYNCED_ALONE && sync_device(&synced, o))
            o->lost = what_was_lost(o->fd);
        else
            o->lost = fsync(o->fd) == 0 ? 0 : errno;
    }
}

/* Gives a nameless file a name, by way of /proc: linkat() with AT_EMPTY_PATH
 * needs a privilege. */
static int link_to(const ltn_output *o, int folder, const char *name)
{
    char self[64];

    snprintf(self, sizeof self, "/proc/self/fd/%d", o->fd);
    return linkat(AT_FDCWD, self, folder, name, AT_SYMLINK_FOLLOW);
}

static bool give_temporary_name(ltn_output *o, int folder)
{
    lock(o->fd);
    for (unsigned n = 0; n < NAMES_TRIED && !o->named; n++) {
        temporary_name(o, n);
        o->named = link_to(o, folder, o->tmp) == 0;
        if (!o->named && errno != EEXIST)
            break;
    }
    return o->named;
}

/* A new name in one step; an old one is replaced in two. */
static bool put_in_place(ltn_output *o, int folder)
{
    if (!o->named && link_to(o, folder, name_in(o->path)) == 0)
        return o->fresh = true;
    if (!o->named && (errno != EEXIST || !give_temporary_name(o, folder)))
        return false;
    if (renameat(folder, o->tmp, folder, name_in(o->path)) != 0)
        return false;
    o->named = false;
    return true;
}

ltn_status ltn_output_commit(ltn_output *o, ltn_diags *diags)
{
    ltn_status status = LTN_OK;
    int folder = o->direct || o->lost ? -1 : open_folder(o->path);

    if (o->lost)
        errno = o->lost;
    if (!o->direct && (folder < 0 || !put_in_place(o, folder)))
        status = refuse(o, "cannot put in place", diags);
    if (folder >= 0)
        close(folder);
    bool fresh = o->fresh;
    ltn_output_abandon(o);
    o->fresh = fresh;
    return status;
}

static void unlink_in_folder(const ltn_output *o, const char *name)
{
    int folder = open_folder(o->path);

    if (folder < 0)
        return;
    unlinkat(folder, name, 0);
    close(folder);
}

void ltn_output_undo(ltn_output *o)
{
    if (o->fresh)
        unlink_in_folder(o, name_in(o->path));
    o->fresh = false;
}

void ltn_output_abandon(ltn_output *o)
{
    if (o->named)
        unlink_in_folder(o, o->tmp);
    if (o->fd >= 0)
        close(o->fd);
    *o = (ltn_output){.path = o->path, .fd = -1};
}

static bool is_temporary(const char *name)
{
    size_t len = strlen(name);

    return len > sizeof prefix + sizeof suffix - 2 &&
           memcmp(name, prefix, sizeof prefix - 1) == 0 &&
           strcmp(name + len - (sizeof suffix - 1), suffix) == 0;
}

/* Removes it unless somebody, here or on another machine, holds its lock. */
static void sweep(int folder, const char *name)
{
    int fd = openat(folder, name,
                    O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(fd);
}

void ltn_folder_sweep(const char *path)
{
    int folder = open_folder(path);
    DIR *d = folder >= 0 ? fdopendir(folder) : NULL;
    struct dirent *entry;

    if (!d) {
        if (folder >= 0)
            close(folder);
        return;
    }
    while ((entry = readdir(d)))
        if (is_temporary(entry->d_name))
            sweep(folder, entry->d_name);
    closedir(d);
}

void ltn_names_sync(const char *path)
{
    int folder = open_folder(path);

    if (folder < 0)
        return;
    if (syncfs(folder) != 0)
        fsync(folder);
    close(folder);
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
    ltn_outputs_sync(&(ltn_output *){&o}, 1);
    return ltn_output_commit(&o, diags);
}
