/* main.c - the program: what was asked is found out, and done. */

#include "cli/options.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGES_SHOWN = 20 };

void show(const invocation *in, const ltn_diags *diags)
{
    bool json =
        in->value[OPT_MESSAGES] && strcmp(in->value[OPT_MESSAGES], "json") == 0;

    ltn_diags_print(diags, in->given[OPT_QUIET] ? LTN_ERROR : LTN_NOTE,
                    in->given[OPT_ALL_MESSAGES] ? 0 : MESSAGES_SHOWN, json,
                    stderr);
}

void show_all(const invocation *in, const ltn_diags *diags, ltn_status status)
{
    show(in, diags);
    if (status == LTN_ENOMEM)
        complain("not enough memory");
}

ltn_diags *collector(const char *file)
{
    ltn_diags *diags = ltn_diags_new(file);

    if (!diags)
        complain("not enough memory");
    return diags;
}

ltn_engine *start_engine(const invocation *in, int *status)
{
    ltn_diags *diags = collector("lectern");
    ltn_engine *e = NULL;

    *status = 1;
    if (!diags)
        return NULL;
    ltn_status s = ltn_engine_new(&in->engine, diags, &e);
    if (s != LTN_ENOMEM)
        *status = 2;
    show_all(in, diags, s);
    ltn_diags_free(diags);
    return e;
}

int finish_output(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    complain("cannot write to standard output: %s", strerror(errno));
    return status > 1 ? status : 1;
}

/* Files opened later must not become standard streams. */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
}

/* Large blocks come from the system and go back to it: so one that grows has
 * its pages moved, not copied beside itself. glibc would take them from its
 * heap as soon as it has seen one freed. */
static void keep_large_blocks_apart(void)
{
#ifdef M_MMAP_THRESHOLD
    enum { LARGE = 1024 * 1024 };
    mallopt(M_MMAP_THRESHOLD, LARGE);
    mallopt(M_TRIM_THRESHOLD, 8 * LARGE); /* the heap is not given back */
#endif
}

/* Whether inputs were named and none of them is there: that is a mistake on
 * the command line, not a failure of an input. */
static bool names_nothing(const invocation *in)
{
    size_t gone = 0;

    while (gone < in->operand_len && strcmp(in->operands[gone], "-") != 0 &&
           access(in->operands[gone], F_OK) != 0 && errno == ENOENT)
        gone++;
    return gone > 0 && gone == in->operand_len;
}

int main(int argc, char **argv)
{
    invocation in = {0};
    int status = 2;

    keep_large_blocks_apart();
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error to report */
    signal(SIGXFSZ, SIG_IGN); /* so is a file size limit */
    if (options_parse(&in, argc, argv)) {
        if (in.given[OPT_HELP]) {
            help_print(in.command, stdout);
            status = 0;
        } else if (in.given[OPT_VERSION]) {
            status = cmd_version(&in);
        } else {
            status = in.command->run(&in);
            if (status == 1 && names_nothing(&in))
                status = 2;
        }
        status = finish_output(status);
    }
    options_release(&in);
    return status;
}
