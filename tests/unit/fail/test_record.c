#include "refuse.h"

#include "batch/record.h"
#include "codec/json.h"
#include "convert/registry.h"

#include <string.h>

static const char line[] =
    "{\"id\":\"a\",\"text\":\"Remarks\\n\\nHe said \\u201cyes\\u201d to "
    "A/RES/77/13.\",\"metadata\":{\"title\":\"T\",\"titel\":\"U\"}}";

static bool is_result(const ltn_buf *out)
{
    ltn_diags d;
    ltn_json_doc doc;

    ltn_diags_init(&d, "result");
    bool well = out->len > 0 && out->data[out->len - 1] == '\n' &&
                ltn_json_parse(out->data, out->len, &d, &doc) == LTN_OK;
    if (well)
        ltn_json_release(&doc);
    ltn_diags_release(&d);
    return well;
}

/* A whole result, or a buffer that says it has none. */
static void a_record_without_memory_gives_no_half_result(void **state)
{
    ltn_diags *d = ltn_diags_new("test");
    ltn_engine *e = NULL;
    bool refused = true;
    (void)state;

    assert_int_equal(ltn_engine_new(&(ltn_options){.time = 1}, d, &e), LTN_OK);
    const ltn_writer *const writers[] = {ltn_writer_find("text", d)};
    ltn_engine_warm(e, writers, 1);
    for (long n = 0; refused && n < 100000; n++) {
        ltn_record_mark mark = {.line = 1};
        ltn_buf out = {0};
        fail_at = n;
        ltn_record_do(e, writers, 1, line, sizeof line - 1, &mark, &out);
        refused = fail_at < 0;
        fail_at = -1;
        if (ltn_buf_status(&out) == LTN_OK)
            assert_true(is_result(&out));
        assert_null(e->from);
        assert_null(e->sources.beside);
        ltn_buf_release(&out);
    }
    assert_false(refused);
    ltn_engine_free(e);
    ltn_diags_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_without_memory_gives_no_half_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
