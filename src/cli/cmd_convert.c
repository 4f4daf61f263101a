#include "cli/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Results to standard output, messages to standard error. */
static bool told(void *context, const ltn_outcome *o)
{
    const invocation *in = context;

    if (o->shown.len > 0)
        fwrite(o->shown.data, 1, o->shown.len, stdout);
    show(in, o->diags);
    return true;
}

/* Where the ledger is: named, or in the folder of the outputs when it is asked
 * for or, to resume, is there; NULL: none. For the caller to free. */
static char *ledger_path(const invocation *in)
{
    const char *out = in->value[OPT_OUTPUT];
    char *path = NULL;

    if (in->value[OPT_LEDGER])
        return strdup(in->value[OPT_LEDGER]);
    if (!in->given[OPT_LEDGER] && !in->given[OPT_RESUME])
        return NULL;
    size_t size = (out ? strlen(out) : 0) + sizeof "./.lectern.db";
    path = malloc(size);
    if (path)
        snprintf(path, size, "%s/.lectern.db", out ? out : ".");
    if (path && !in->given[OPT_LEDGER] && access(path, F_OK) != 0) {
        free(path);
        return NULL;
    }
    return path;
}

int cmd_convert(invocation *in)
{
    int status;
    ltn_engine *e = start_engine(in, &status);
    ltn_diags *diags = ltn_diags_new("lectern");
    char *ledger = ledger_path(in);

    if (e && diags) {
        const ltn_job job = {
            .inputs = (const char *const *)in->operands,
            .input_len = in->operand_len,
            .targets = in->targets,
            .target_len = in->target_len,
            .out = in->value[OPT_OUTPUT],
            .ledger = ledger,
            .resume = in->given[OPT_RESUME],
            .shard = in->shard,
            .shards = in->shards,
        };
        ltn_totals totals = {0};
        ltn_status s = ltn_convert(e, &job, told, in, diags, &totals);
        show(in, diags);
        status = s == LTN_OK ? 0 : s == LTN_EUSAGE ? 2 : 1;
        if (totals.passed > 0 && !in->given[OPT_QUIET])
            fprintf(stderr, "lectern: %zu inputs were done before\n",
                    totals.passed);
        if (totals.failed > 0 && totals.done > 1)
            fprintf(stderr, "lectern: %zu of %zu inputs failed\n",
                    totals.failed, totals.done);
    }
    free(ledger);
    ltn_diags_free(diags);
    ltn_engine_free(e);
    return status;
}
