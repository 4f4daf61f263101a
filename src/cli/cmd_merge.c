#include "cli/options.h"

int cmd_merge(invocation *in)
{
    ltn_diags *diags;
    ltn_merged sum;

    if (in->operand_len == 0)
        return complain("name the ledgers of the shares, or their folders");
    if (!(diags = collector("lectern")))
        return 1;
    ltn_status s = ltn_merge((const char *const *)in->operands, in->operand_len,
                             in->value[OPT_OUTPUT], diags, &sum);
    show_all(in, diags, s);
    ltn_diags_free(diags);
    if (s == LTN_OK && !in->given[OPT_QUIET])
        fprintf(stderr,
                "lectern: %zu inputs in %zu ledger%s, %zu of them failed; none "
                "is missing or doubled\n",
                sum.inputs, sum.ledgers, sum.ledgers == 1 ? "" : "s",
                sum.failed);
    else if (sum.missing + sum.doubled > 0)
        fprintf(stderr, "lectern: %zu missing, %zu doubled%s\n", sum.missing,
                sum.doubled,
                in->value[OPT_OUTPUT] && sum.doubled ? "; nothing is written"
                                                     : "");
    return s != LTN_OK;
}
