/* What is JSON list by list is JSON as a whole, with as many elements and the
 * same values in them. */

#include "codec/jsonlists.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const paths[] = {"/a", "/b/1/c"};

static bool same(const ltn_jv *a, const ltn_jv *b)
{
    return a && b && a->type == b->type && a->len == b->len &&
           (a->type != LTN_JV_STRING ||
            memcmp(a->is.string, b->is.string, a->len) == 0);
}

static void compare(ltn_json_lists *l, const ltn_jv *root)
{
    for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++) {
        size_t n = ltn_json_lists_count(l, k), len;
        const ltn_jv *list = ltn_jv_at(root, paths[k]);
        if (n == 0)
            continue;
        if (ltn_jv_len(list) != n)
            abort();
        for (size_t i = 0; i < n; i++)
            if (!same(ltn_json_lists_at(l, k, i, &len), ltn_jv_item(list, i)))
                abort();
    }
}

static bool all_read(ltn_json_lists *l)
{
    size_t len;

    for (size_t k = 0; k < sizeof paths / sizeof paths[0]; k++)
        for (size_t i = 0; i < ltn_json_lists_count(l, k); i++)
            if (!ltn_json_lists_at(l, k, i, &len))
                return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    ltn_json_lists l;
    ltn_json_doc whole;
    ltn_diags d;

    ltn_diags_init(&d, "fuzz");
    bool good = ltn_json_lists_open(&l, bytes, size, paths, 2) && all_read(&l);
    ltn_status status = ltn_json_parse(bytes, size, &d, &whole);
    if (good && status == LTN_INVALID)
        abort();
    if (good && status == LTN_OK)
        compare(&l, &whole.root);
    if (status == LTN_OK)
        ltn_json_release(&whole);
    ltn_json_lists_close(&l);
    ltn_diags_release(&d);
    return 0;
}
