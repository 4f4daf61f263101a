#include "cli/options.h"

typedef struct table {
    const invocation *in;
    ltn_engine *e;
    size_t bad;
} table;

static bool put_row(void *context, const char *path)
{
    table *t = context;
    ltn_diags *diags = collector(path);
    ltn_bytes bytes = {0}, row = {0};
    ltn_doc *doc = NULL;

    if (!diags)
        return false;
    ltn_status s = ltn_file_bytes(path, t->in->engine.max_size, diags, &bytes);
    if (s == LTN_OK)
        s = ltn_doc_read(t->e, path, bytes.data, bytes.len, diags, &doc);
    if (s == LTN_OK)
        s = ltn_metadata_row(doc, path, &row);
    if (s == LTN_OK)
        fwrite(row.data, 1, row.len, stdout);
    t->bad += s != LTN_OK;
    show_all(t->in, diags, s);
    ltn_doc_free(doc);
    ltn_bytes_free(&bytes);
    ltn_bytes_free(&row);
    ltn_diags_free(diags);
    return true;
}

static ltn_status put_table(table *t, const char *const *inputs, size_t len,
                            ltn_diags *diags)
{
    ltn_bytes header;
    ltn_status s = ltn_metadata_header(&header);

    if (s != LTN_OK)
        return s;
    fwrite(header.data, 1, header.len, stdout);
    ltn_bytes_free(&header);
    return ltn_inputs(t->e, inputs, len, put_row, t, diags);
}

int cmd_metadata(invocation *in)
{
    int status;
    table t = {.in = in};
    const char *folder = in->value[OPT_TEMPLATE];
    ltn_diags *diags = collector("lectern");

    if (!folder && in->operand_len == 0) {
        ltn_diags_free(diags);
        return complain("name a folder with --template, or files");
    }
    t.e = start_engine(in, &status);
    if (t.e && diags) {
        ltn_status s = folder ? put_table(&t, &folder, 1, diags)
                              : put_table(&t, (const char *const *)in->operands,
                                          in->operand_len, diags);
        show_all(in, diags, s);
        status = s != LTN_OK || t.bad > 0;
    }
    ltn_diags_free(diags);
    ltn_engine_free(t.e);
    return status;
}
