#include "everything.h"
#include "rebuild.h"

#include "write/writer.h"

static void write_doc(const ltn_doc *doc, ltn_buf *out)
{
    ltn_write_options options = {0};
    ltn_diags diags;

    ltn_diags_init(&diags, "test");
    assert_int_equal(ltn_writer_jsonld.write(doc, &options, out, &diags),
                     LTN_OK);
    ltn_diags_release(&diags);
}

static void the_model_comes_back_from_the_json(void **state)
{
    ltn_doc *doc = everything();
    ltn_buf out = {0};
    char why[300];

    (void)state;
    write_doc(doc, &out);
    const char *differs = rebuild_differs(doc, out.data, out.len, why);
    if (differs)
        fail_msg("%s", differs);
    ltn_buf_release(&out);
    ltn_doc_free(doc);
}

/* The comparison can fail: here the JSON is of another document. */
static void another_document_is_not_taken_for_this_one(void **state)
{
    ltn_doc *doc = everything(), *other = everything();
    ltn_node *n = (ltn_node *)other->by_key[40]; /* ours in this test */
    ltn_buf out = {0};
    char why[300];

    (void)state;
    n->level++;
    write_doc(other, &out);
    assert_non_null(rebuild_differs(doc, out.data, out.len, why));
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    ltn_doc_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_model_comes_back_from_the_json),
        cmocka_unit_test(another_document_is_not_taken_for_this_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
