/* Writing and judging JSON-LD with each allocation refused in turn: the status
 * says so, and nothing is left behind. */

#include "refuse.h"

#include "../write/jsonld/everything.h"

#include "validate/validator.h"
#include "write/writer.h"

static ltn_status write_doc(const ltn_doc *doc, long n, ltn_buf *out)
{
    const ltn_write_options options = {0};
    ltn_diags diags;

    ltn_diags_init(&diags, "memory");
    fail_at = n;
    ltn_status status = ltn_writer_jsonld.write(doc, &options, out, &diags);
    ltn_diags_release(&diags);
    return status;
}

static void every_allocation_of_the_writer_may_fail(void **state)
{
    ltn_doc *doc = everything();
    ltn_status status;
    long n = 0;

    (void)state;
    do {
        ltn_buf out = {0};
        status = write_doc(doc, n++, &out);
        bool refused = fail_at < 0;
        fail_at = -1;
        assert_int_equal(status, refused ? LTN_ENOMEM : LTN_OK);
        ltn_buf_release(&out);
    } while (status != LTN_OK);
    assert_true(n > 4);
    ltn_doc_free(doc);
}

static void every_allocation_of_the_validator_may_fail(void **state)
{
    ltn_doc *doc = everything();
    ltn_schemas *schemas = ltn_schemas_new();
    ltn_buf out = {0};
    ltn_status status = LTN_OK;
    long n = 0;

    (void)state;
    assert_int_equal(write_doc(doc, -1, &out), LTN_OK);
    do {
        ltn_diags diags;
        ltn_diags_init(&diags, "memory");
        fail_at = n > 0 ? n - 1 : -1; /* at first, the schema is loaded */
        n++;
        status =
            ltn_validator_jsonld.validate(schemas, out.data, out.len, &diags);
        assert_true(status == LTN_OK || status == LTN_ENOMEM);
        ltn_diags_release(&diags);
    } while (n == 1 || fail_at < 0);
    fail_at = -1;
    ltn_buf_release(&out);
    ltn_schemas_free(schemas);
    ltn_doc_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_of_the_writer_may_fail),
        cmocka_unit_test(every_allocation_of_the_validator_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
