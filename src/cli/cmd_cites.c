#include "cli/options.h"

#include <time.h>

static uint64_t nanoseconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

int cmd_cites(invocation *in)
{
    const char *path = in->value[OPT_CHECK];
    ltn_diags *diags = collector(path ? path : "lectern");
    ltn_bytes report = {0};

    if (!path && !in->given[OPT_LIST]) {
        ltn_diags_free(diags);
        return complain("name a rule pack with --check, or ask for --list");
    }
    if (!diags)
        return 1;
    ltn_status s = path ? ltn_rules_check(path, nanoseconds, diags, &report)
                        : ltn_rules_list(diags, &report);
    if (report.len > 0)
        fwrite(report.data, 1, report.len, stdout);
    show(in, diags);
    ltn_bytes_free(&report);
    ltn_diags_free(diags);
    return s == LTN_OK ? 0 : 1;
}
