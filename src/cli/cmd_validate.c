#include "cli/options.h"

#include <string.h>

typedef struct verdicts {
    const invocation *in;
    ltn_engine *e;
    size_t bad;
} verdicts;

static bool judge(void *context, const char *path)
{
    verdicts *v = context;
    ltn_diags *diags = collector(path);
    ltn_bytes bytes = {0};

    if (!diags)
        return false;
    ltn_status s = ltn_file_bytes(path, v->in->engine.max_size, diags, &bytes);
    if (s == LTN_OK)
        s = ltn_validate(v->e, path, bytes.data ? bytes.data : "", bytes.len,
                         v->in->value[OPT_FROM], diags);
    v->bad += s != LTN_OK;
    show_all(v->in, diags, s);
    if (s == LTN_OK && !v->in->given[OPT_QUIET])
        printf("%s: valid\n", path);
    ltn_bytes_free(&bytes);
    ltn_diags_free(diags);
    return true;
}

/* Whether -f names a format that can be validated; says so when not. */
static bool format_is_known(const char *name)
{
    enum { FORMATS_MAX = 16 };
    const char *names[FORMATS_MAX];
    ltn_format f;
    size_t n = 0;

    for (; name && n < FORMATS_MAX && ltn_format_validator(n, &f); n++) {
        if (strcmp(f.name, name) == 0)
            return true;
        names[n] = f.name;
    }
    if (!name)
        return true;
    const char *guess = ltn_nearest(name, names, n);
    complain("no validator for format '%s'%s%s%s (`lectern formats` lists "
             "them)",
             name, guess ? "; did you mean '" : "", guess ? guess : "",
             guess ? "'?" : "");
    return false;
}

int cmd_validate(invocation *in)
{
    int status;
    verdicts v = {.in = in};

    if (!format_is_known(in->value[OPT_FROM]))
        return 2;
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
