/* sandbox.h - what a worker may still do once it reads untrusted bytes.
 *
 * On Linux, where the kernel has them: Landlock lets it read the folders of the
 * inputs and the system's libraries and write into the folders of the outputs;
 * seccomp lets it use the few system calls that converting needs, so no
 * network and no other program. Where the kernel lacks one of them, or on other
 * systems, the worker goes on without it: limits and checks do not rely on it.
 */
#ifndef LTN_BATCH_SANDBOX_H
#define LTN_BATCH_SANDBOX_H

#include <stdbool.h>

/* A set of folders, built before forking; -1 when there is no Landlock. */
int ltn_sandbox_new(void);
void ltn_sandbox_free(int set);

/* Adds a file or folder that may be read, a folder that may be written into.
 * What does not exist is left out. */
void ltn_sandbox_read(int set, const char *path);
void ltn_sandbox_write(int set, const char *path);

/* Locks this process in, for good. */
void ltn_sandbox_enter(int set);

#endif
