#include "cli/options.h"

#include <string.h>
#include <unistd.h>

static int put_file(const invocation *in, const char *path,
                    const ltn_bytes *bytes)
{
    ltn_diags *diags = collector(path);
    ltn_status s =
        diags ? ltn_file_put(path, bytes->data, bytes->len, diags) : LTN_ENOMEM;

    if (diags)
        show_all(in, diags, s);
    ltn_diags_free(diags);
    return s != LTN_OK;
}

int cmd_report(invocation *in)
{
    const char *out = in->value[OPT_OUTPUT];
    bool shown = !out || strcmp(out, "-") == 0;
    const ltn_report_options o = {
        .form = in->given[OPT_HTML]   ? "html"
                : in->given[OPT_JSON] ? "json"
                : in->given[OPT_CSV]  ? "csv"
                                      : "text",
        .place = shown ? NULL : out,
        .width = columns_of(STDOUT_FILENO),
        .colour = in->colour_out && shown,
        .ascii = shown && !shows_unicode() && isatty(STDOUT_FILENO),
    };
    ltn_bytes bytes;

    if (in->operand_len != 1)
        return complain(in->operand_len == 0
                            ? "name a ledger, or the folder it is in"
                            : "one ledger at a time; `lectern merge` unites "
                              "several");
    if (in->given[OPT_HTML] + in->given[OPT_JSON] + in->given[OPT_CSV] > 1)
        return complain("one of --json, --csv and --html");
    ltn_diags *diags = collector("lectern");
    if (!diags)
        return 1;
    ltn_status s = ltn_report(in->operands[0], &o, diags, &bytes);
    show_all(in, diags, s);
    ltn_diags_free(diags);
    if (s != LTN_OK)
        return s == LTN_EUSAGE ? 2 : 1;
    int status = 0;
    if (shown)
        fwrite(bytes.data, 1, bytes.len, stdout);
    else
        status = put_file(in, out, &bytes);
    ltn_bytes_free(&bytes);
    return status;
}
