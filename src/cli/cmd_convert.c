#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

/* Results to standard output, messages to standard error. */
static bool told(void *context, const ltn_outcome *o)
{
    const invocation *in = context;

    if (o->shown.len > 0)
        fwrite(o->shown.data, 1, o->shown.len, stdout);
    show(in, o->diags);
    return true;
}

int cmd_convert(invocation *in)
{
    int status;
    ltn_engine *e = start_engine(in, &status);
    ltn_diags *diags = ltn_diags_new("lectern");

    if (e && diags) {
        const ltn_job job = {
            .inputs = (const char *const *)in->operands,
            .input_len = in->operand_len,
            .targets = in->targets,
            .target_len = in->target_len,
            .out = in->value[OPT_OUTPUT],
        };
        ltn_totals totals = {0};
        ltn_status s = ltn_convert(e, &job, told, in, diags, &totals);
        show(in, diags);
        status = s == LTN_OK ? 0 : s == LTN_EUSAGE ? 2 : 1;
        if (totals.failed > 0 && totals.done > 1)
            fprintf(stderr, "lectern: %zu of %zu inputs failed\n",
                    totals.failed, totals.done);
    }
    ltn_diags_free(diags);
    ltn_engine_free(e);
    return status;
}
