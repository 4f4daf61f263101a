/* What a ledger tells, in the form that was asked for. */

#include "report/form.h"

#include <string.h>

typedef ltn_status form_fn(ltn_account *b, const ltn_report_options *o,
                           ltn_buf *out);

static const struct {
    const char *name;
    form_fn *write;
} forms[] = {
    {"text", ltn_report_text},
    {"json", ltn_report_json},
    {"csv", ltn_report_csv},
    {"html", ltn_report_html},
};

enum { FORMS = sizeof forms / sizeof *forms };

static form_fn *find_form(const char *name, ltn_diags *diags)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(forms[i].name, name) == 0)
            return forms[i].write;
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "report.form",
                 "no report in the form '%s'; there are text, json, csv, html",
                 name);
    return NULL;
}

ltn_status ltn_report(const char *ledger, const ltn_report_options *o,
                      ltn_diags *diags, ltn_bytes *out)
{
    form_fn *write = find_form(o->form, diags);
    ltn_account b;
    ltn_buf bytes = {0};

    *out = (ltn_bytes){0};
    if (!write)
        return LTN_EUSAGE;
    ltn_status status = ltn_account_open(ledger, diags, &b);
    if (status != LTN_OK)
        return status;
    status = write(&b, o, &bytes);
    if (status == LTN_EIO)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "ledger.file",
                     "ledger '%s': %s", ledger, sqlite3_errmsg(b.db));
    if (status == LTN_OK)
        status = ltn_buf_status(&bytes);
    if (status == LTN_OK && b.arena.failed)
        status = LTN_ENOMEM;
    ltn_account_close(&b);
    if (status != LTN_OK)
        ltn_buf_release(&bytes);
    *out = (ltn_bytes){bytes.data, bytes.len};
    return status;
}
