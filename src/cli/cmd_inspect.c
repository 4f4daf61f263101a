#include "cli/options.h"

#include <unistd.h>

typedef struct inspection {
    const invocation *in;
    ltn_engine *e;
    const char *format;
    size_t bad;
} inspection;

static bool inspect(void *context, const char *path)
{
    inspection *v = context;
    ltn_diags *diags = collector(path);
    ltn_bytes bytes = {0}, shown = {0};
    ltn_doc *doc = NULL;

    if (!diags)
        return false;
    ltn_status s = ltn_file_bytes(path, v->in->engine.max_size, diags, &bytes);
    if (s == LTN_OK)
        s = ltn_doc_read(v->e, path, bytes.data, bytes.len, diags, &doc);
    if (s == LTN_OK)
        s = ltn_doc_write(v->e, doc, v->format, diags, &shown);
    if (shown.len > 0)
        fwrite(shown.data, 1, shown.len, stdout);
    v->bad += s != LTN_OK;
    show_all(v->in, diags, s);
    ltn_doc_free(doc);
    ltn_bytes_free(&bytes);
    ltn_bytes_free(&shown);
    ltn_diags_free(diags);
    return true;
}

int cmd_inspect(invocation *in)
{
    int status;
    inspection v = {.in = in};
    ltn_diags *diags = collector("lectern");

    if (in->operand_len == 0) {
        ltn_diags_free(diags);
        return complain("no document to inspect");
    }
    v.format = in->given[OPT_JSON] ? "outline-json" : "outline";
    in->engine.width = columns_of(STDOUT_FILENO);
    v.e = start_engine(in, &status);
    if (v.e && diags) {
        ltn_status s = ltn_inputs(v.e, (const char *const *)in->operands,
                                  in->operand_len, inspect, &v, diags);
        show_all(in, diags, s);
        status = s != LTN_OK || v.bad > 0;
    }
    ltn_diags_free(diags);
    ltn_engine_free(v.e);
    return status;
}
