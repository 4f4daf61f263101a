/* shim.c - the system, failing on request: preloaded into the program, so that
 * what its libraries ask for fails too.
 *
 *     FAULT=WHAT:N      the N-th call fails, once
 *     FAULT=WHAT:N/     every N-th call fails
 *
 * WHAT: alloc (malloc, calloc, realloc), enospc and eio (writing), sync, link,
 * read (EIO), intr (EINTR of read, write and the like), short (reads and writes
 * do a few bytes at a time), nameless (no O_TMPFILE), back (the date goes back
 * an hour with every look at it). Input and output count only where they touch
 * regular files; intr and short also pipes and sockets.
 *
 * SPARE=FROM-TO (hexadecimal, relative to the program) spares the allocations
 * of code in that range: a library that cannot do without.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);

static char what[16];
static unsigned long nth, calls;
static bool every;
static uintptr_t spare_from, spare_to;

static int first_object(struct dl_phdr_info *program, size_t size, void *base)
{
    (void)size;
    *(uintptr_t *)base = program->dlpi_addr;
    return 1;
}

static void set_spare(const char *range)
{
    uintptr_t base = 0;
    char *dash = NULL;

    dl_iterate_phdr(first_object, &base);
    spare_from = base + strtoul(range, &dash, 16);
    spare_to = base + (*dash == '-' ? strtoul(dash + 1, NULL, 16) : 0);
}

static bool spared(const void *caller)
{
    return (uintptr_t)caller >= spare_from && (uintptr_t)caller < spare_to;
}

__attribute__((constructor)) static void set_up(void)
{
    const char *spare = getenv("SPARE");
    const char *fault = getenv("FAULT");
    const char *colon = fault ? strchr(fault, ':') : NULL;
    char *end = NULL;

    if (!colon || colon - fault >= (long)sizeof what)
        return;
    nth = strtoul(colon + 1, &end, 10);
    every = *end == '/';
    memcpy(what, fault, (size_t)(colon - fault));
    if (spare)
        set_spare(spare);
}

static bool is(const char *fault)
{
    return strcmp(what, fault) == 0;
}

static bool due(const char *fault)
{
    if (nth == 0 || !is(fault))
        return false;
    calls++;
    return every ? calls % nth == 0 : calls == nth;
}

static bool fails(const char *fault, int error)
{
    if (!due(fault))
        return false;
    errno = error;
    return true;
}

static bool is_file(int fd)
{
    struct stat st;

    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* A function of the system, by its type. */
#define SYSTEM(type, name) ((type)(uintptr_t)next(name))

static bool no_memory(const void *caller)
{
    return is("alloc") && !spared(caller) && fails("alloc", ENOMEM);
}

void *malloc(size_t size)
{
    return no_memory(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return no_memory(__builtin_return_address(0)) ? NULL
                                                  : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return no_memory(__builtin_return_address(0)) ? NULL
                                                  : __libc_realloc(p, size);
}

static size_t shortened(size_t n)
{
    return is("short") && n > 1 ? 1 + (n - 1) % 7 : n;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    typedef ssize_t function(int, const void *, size_t);

    if (fails("intr", EINTR) ||
        (is_file(fd) && (fails("enospc", ENOSPC) || fails("eio", EIO))))
        return -1;
    return SYSTEM(function *, "write")(fd, bytes, shortened(n));
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    typedef ssize_t function(int, const void *, size_t, off64_t);

    if (fails("enospc", ENOSPC) || fails("eio", EIO) || fails("intr", EINTR))
        return -1;
    return SYSTEM(function *, "pwrite64")(fd, bytes, n, at);
}

ssize_t read(int fd, void *bytes, size_t n)
{
    typedef ssize_t function(int, void *, size_t);

    if (fails("intr", EINTR) || (is_file(fd) && fails("read", EIO)))
        return -1;
    return SYSTEM(function *, "read")(fd, bytes, shortened(n));
}

int fsync(int fd)
{
    typedef int function(int);

    return fails("sync", EIO) ? -1 : SYSTEM(function *, "fsync")(fd);
}

int fdatasync(int fd)
{
    typedef int function(int);

    return fails("sync", EIO) ? -1 : SYSTEM(function *, "fdatasync")(fd);
}

int syncfs(int fd)
{
    typedef int function(int);

    return fails("sync", EIO) ? -1 : SYSTEM(function *, "syncfs")(fd);
}

int sync_file_range(int fd, off64_t at, off64_t len, unsigned flags)
{
    typedef int function(int, off64_t, off64_t, unsigned);

    return fails("sync", EIO)
               ? -1
               : SYSTEM(function *, "sync_file_range")(fd, at, len, flags);
}

int linkat(int from_folder, const char *from, int folder, const char *to,
           int flags)
{
    typedef int function(int, const char *, int, const char *, int);

    return fails("link", ENOSPC) ? -1
                                 : SYSTEM(function *, "linkat")(
                                       from_folder, from, folder, to, flags);
}

int renameat(int from_folder, const char *from, int folder, const char *to)
{
    typedef int function(int, const char *, int, const char *);

    return fails("link", EIO)
               ? -1
               : SYSTEM(function *, "renameat")(from_folder, from, folder, to);
}

int openat(int folder, const char *path, int flags, ...)
{
    typedef int function(int, const char *, int, ...);
    va_list args;

    va_start(args, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, mode_t) : 0;
    va_end(args);
    if ((flags & O_TMPFILE) == O_TMPFILE && is("nameless")) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return SYSTEM(function *, "openat")(folder, path, flags, mode);
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
    typedef int function(clockid_t, struct timespec *);
    int result = SYSTEM(function *, "clock_gettime")(clock, out);

    if (clock == CLOCK_REALTIME && is("back"))
        out->tv_sec -= 3600 * (time_t)++calls;
    return result;
}

time_t time(time_t *out)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (out)
        *out = now.tv_sec;
    return now.tv_sec;
}
