#include "cli/interrupt.h"
#include "cli/options.h"

#include <unistd.h>

/* Bad records are results, not failures: who runs this in a pipe would take
 * another exit status for the loss of all of them. */
int cmd_stream(invocation *in)
{
    int status;

    if (in->operand_len > 0)
        return complain("a stream is read from standard input; '%s' is for "
                        "`lectern convert`",
                        in->operands[0]);
    in->engine.sidecars = false;
    ltn_engine *e = start_engine(in, &status);
    ltn_diags *diags = ltn_diags_new("lectern");
    if (e && diags) {
        const ltn_stream_job job = {.targets = in->targets,
                                    .target_len = in->target_len,
                                    .in = STDIN_FILENO,
                                    .out = STDOUT_FILENO,
                                    .stop = interrupt_flag()};
        ltn_streamed sum;
        interrupt_catch();
        ltn_status s = ltn_stream(e, &job, diags, &sum);
        show(in, diags);
        status = s == LTN_OK ? 0 : s == LTN_EUSAGE ? 2 : 1;
        if (s == LTN_OK && *interrupt_flag())
            status = interrupt_status();
        if (sum.failed > 0 && !in->given[OPT_QUIET])
            fprintf(stderr, "lectern: %zu of %zu records failed\n", sum.failed,
                    sum.records);
    }
    ltn_diags_free(diags);
    ltn_engine_free(e);
    return status;
}
