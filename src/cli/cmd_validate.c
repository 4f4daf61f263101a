#include "cli/options.h"

typedef struct verdicts {
    const invocation *in;
    ltn_engine *e;
    size_t bad;
} verdicts;

static bool judge(void *context, const char *path)
{
    verdicts *v = context;
    ltn_diags *diags = ltn_diags_new(path);
    ltn_bytes bytes = {0};

    if (!diags)
        return false;
    ltn_status s = ltn_file_bytes(path, v->in->engine.max_size, diags, &bytes);
    if (s == LTN_OK)
        s = ltn_validate(v->e, path, bytes.data ? bytes.data : "", bytes.len,
                         v->in->value[OPT_FROM], diags);
    v->bad += s != LTN_OK;
    show(v->in, diags);
    if (s == LTN_OK && !v->in->given[OPT_QUIET])
        printf("%s: valid\n", path);
    ltn_bytes_free(&bytes);
    ltn_diags_free(diags);
    return true;
}

int cmd_validate(invocation *in)
{
    int status;
    verdicts v = {.in = in};

    if (in->operand_len == 0)
        return complain("no file to validate");
    v.e = start_engine(in, &status);
    if (!v.e)
        return status;
    for (size_t i = 0; i < in->operand_len; i++)
        if (!judge(&v, in->operands[i]))
            v.bad++;
    ltn_engine_free(v.e);
    return v.bad > 0;
}
