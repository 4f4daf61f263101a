#define _GNU_SOURCE
#include "batch/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights of later kernels than the headers know. */
enum { ACCESS_REFER = 1 << 13, ACCESS_TRUNCATE = 1 << 14 };

enum {
    READ_FILE = LANDLOCK_ACCESS_FS_READ_FILE,
    READ = READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    WRITE = READ | LANDLOCK_ACCESS_FS_WRITE_FILE |
            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
            LANDLOCK_ACCESS_FS_MAKE_DIR | ACCESS_REFER | ACCESS_TRUNCATE
};

/* All rights of the first version are taken away but for what is added. */
enum { HANDLED_1 = (1 << 13) - 1 };

static int version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
                        LANDLOCK_CREATE_RULESET_VERSION);
}

static uint64_t handled(void)
{
    int v = version();

    return HANDLED_1 | (v >= 2 ? (uint64_t)ACCESS_REFER : 0) |
           (v >= 3 ? (uint64_t)ACCESS_TRUNCATE : 0);
}

int ltn_sandbox_new(void)
{
    struct landlock_ruleset_attr attr = {.handled_access_fs = handled()};

    if (version() < 1)
        return -1;
    int set = (int)syscall(SYS_landlock_create_ruleset, &attr,
                           sizeof attr.handled_access_fs, 0);
    ltn_sandbox_read(set, "/lib");
    ltn_sandbox_read(set, "/lib64");
    ltn_sandbox_read(set, "/usr/lib");
    ltn_sandbox_read(set, "/usr/share");
    ltn_sandbox_read(set, "/etc/ld.so.cache");
    ltn_sandbox_read(set, "/proc/self");
    return set;
}

void ltn_sandbox_free(int set)
{
    if (set >= 0)
        close(set);
}

static void allow(int set, const char *path, uint64_t rights)
{
    struct stat st;
    int fd = set >= 0 ? open(path, O_PATH | O_CLOEXEC) : -1;

    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rights &= READ_FILE;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = rights & handled(), .parent_fd = fd};
    syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
}

void ltn_sandbox_read(int set, const char *path)
{
    allow(set, path, READ | LANDLOCK_ACCESS_FS_EXECUTE);
}

void ltn_sandbox_write(int set, const char *path)
{
    allow(set, path, WRITE);
}

/* The system calls of reading, converting and putting in place; every other
 * one fails with EPERM. */
static const int calls[] = {
    SCMP_SYS(access),
    SCMP_SYS(brk),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(close),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(fcntl),
    SCMP_SYS(fdatasync),
    SCMP_SYS(fstat),
    SCMP_SYS(fsync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(futex),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(getpid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(gettid),
    SCMP_SYS(ioctl),
    SCMP_SYS(linkat),
    SCMP_SYS(lseek),
    SCMP_SYS(lstat),
    SCMP_SYS(madvise),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(newfstatat),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(pread64),
    SCMP_SYS(prlimit64),
    SCMP_SYS(read),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(readv),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sched_yield),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(setrlimit),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(stat),
    SCMP_SYS(statx),
    SCMP_SYS(tgkill),
    SCMP_SYS(uname),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(fadvise64),
    SCMP_SYS(flock),
    SCMP_SYS(syncfs),
    SCMP_SYS(sync_file_range),
};

static void filter_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

    if (!filter)
        return;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        (void)seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
    (void)seccomp_load(filter);
    seccomp_release(filter);
}

void ltn_sandbox_enter(int set)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    if (set >= 0)
        syscall(SYS_landlock_restrict_self, set, 0);
    filter_calls();
}
