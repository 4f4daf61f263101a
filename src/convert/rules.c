/* Citation rule packs, as the public interface offers them. */

#include "analyse/citations/check.h"
#include "analyse/citations/packs.h"
#include "convert/engine.h"
#include "util/file.h"

#include <string.h>

/* Adds the pack at path to c; its errors are reported under its own name. */
static ltn_status add_pack(ltn_cites *c, const char *path, ltn_diags *diags)
{
    ltn_buf text = {0};

    ltn_diags_in(diags, path);
    ltn_status status = ltn_file_read(path, LTN_INPUT_MAX, &text, diags);
    if (status == LTN_OK)
        status = ltn_cites_parse(c, path, text.data ? text.data : "", text.len,
                                 diags);
    ltn_diags_in(diags, NULL);
    ltn_buf_release(&text);
    return status;
}

ltn_status ltn_engine_packs(ltn_engine *e, ltn_diags *diags)
{
    const ltn_options *o = &e->options;
    ltn_status status = LTN_OK;

    if (o->cites_len == 0)
        return LTN_OK; /* the built-in ones are loaded when first needed */
    e->analysis.cites = ltn_cites_new();
    if (!e->analysis.cites)
        return LTN_ENOMEM;
    status = ltn_cites_builtin(e->analysis.cites, NULL, diags);
    for (size_t i = 0; i < o->cites_len && status == LTN_OK; i++)
        status = add_pack(e->analysis.cites, o->cites[i], diags);
    return status == LTN_INVALID ? LTN_EUSAGE : status;
}

static ltn_status hand_over(ltn_buf *b, ltn_status status, ltn_bytes *out)
{
    if (status == LTN_OK)
        status = ltn_buf_status(b);
    *out = (ltn_bytes){b->data, b->len};
    return status;
}

ltn_status ltn_rules_check(const char *path, uint64_t (*now)(void),
                           ltn_diags *diags, ltn_bytes *out)
{
    ltn_cites *c = ltn_cites_new();
    ltn_buf report = {0};
    const ltn_cites_check check = {.file = path, .now = now, .out = &report};
    ltn_status status = c ? ltn_cites_builtin(c, NULL, diags) : LTN_ENOMEM;

    if (status == LTN_OK)
        status = add_pack(c, path, diags);
    if (status == LTN_OK)
        status = ltn_cites_check_rules(c, &check, diags);
    ltn_cites_free(c);
    return hand_over(&report, status, out);
}

ltn_status ltn_rules_list(ltn_diags *diags, ltn_bytes *out)
{
    ltn_cites *c = ltn_cites_new();
    ltn_buf list = {0};
    ltn_status status = c ? ltn_cites_builtin(c, NULL, diags) : LTN_ENOMEM;

    if (status == LTN_OK)
        ltn_cites_list(c, &list);
    ltn_cites_free(c);
    return hand_over(&list, status, out);
}
