/* Any line: a result that is one line of JSON, with an id, and the engine as
 * it was.
 */

#include "batch/record.h"
#include "codec/json.h"
#include "convert/registry.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const ltn_buf *out)
{
    ltn_diags d;
    ltn_json_doc doc;

    ltn_diags_init(&d, "result");
    if (out->len == 0 ||
        memchr(out->data, '\n', out->len) != out->data + out->len - 1 ||
        ltn_json_parse(out->data, out->len, &d, &doc) != LTN_OK ||
        !ltn_jv_get(&doc.root, "id") || !ltn_jv_get(&doc.root, "status"))
        abort();
    ltn_json_release(&doc);
    ltn_diags_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ltn_diags *d = ltn_diags_new("fuzz");
    ltn_engine *e = NULL;
    ltn_record_mark mark = {.line = 1};
    ltn_buf out = {0};
    char *line = malloc(size + 1);

    if (!d || !line ||
        ltn_engine_new(&(ltn_options){.time = 1}, d, &e) != LTN_OK)
        abort();
    memcpy(line, data, size);
    line[size] = '\0';
    const ltn_writer *const writers[] = {ltn_writer_find("text", d)};
    ltn_record_do(e, writers, 1, line, size, &mark, &out);
    check(&out);
    if (e->from || e->sources.beside)
        abort();
    free(line);
    ltn_buf_release(&out);
    ltn_engine_free(e);
    ltn_diags_free(d);
    return 0;
}
