#include "../check.h"

#include "convert/xmlmodel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct fixture {
    char folder[64], schema[96], document[96];
    ltn_schemas *schemas;
    ltn_diags diags;
    ltn_buf told;
    bool some;
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    FILE *out;

    assert_non_null(f);
    strcpy(f->folder, "/tmp/lectern-xmlmodel.XXXXXX"); /* banned-ok: constant */
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->schema, sizeof f->schema, "%s/a.rnc", f->folder);
    snprintf(f->document, sizeof f->document, "%s/a.xml", f->folder);
    out = fopen(f->schema, "w");
    assert_non_null(out);
    fputs("element a { element b { text }* }\n", out);
    fclose(out);
    f->schemas = ltn_schemas_new();
    ltn_diags_init(&f->diags, f->document);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    remove(f->schema);
    rmdir(f->folder);
    ltn_schemas_free(f->schemas);
    ltn_diags_release(&f->diags);
    ltn_buf_release(&f->told);
    free(f);
    return 0;
}

static ltn_status judge(fixture *f, const char *bytes)
{
    ltn_status status = ltn_xml_model_validate(
        f->schemas, f->document, bytes, strlen(bytes), &f->diags, &f->some);

    f->told.len = 0;
    ltn_diags_put(&f->diags, LTN_NOTE, 0, false, &f->told);
    ltn_buf_putc(&f->told, '\0');
    return status;
}

static void a_schema_beside_the_document_judges_it(void **state)
{
    fixture *f = *state;

    assert_int_equal(judge(f, "<?xml-model href=\"a.rnc\"?><a><b/></a>"),
                     LTN_OK);
    assert_true(f->some);
    assert_int_equal(judge(f, "<?xml-model href='a.rnc'?>\n<a><c/></a>"),
                     LTN_INVALID);
    assert_non_null(strstr(f->told.data, "a.xml:2:"));
}

static void without_an_instruction_there_is_none(void **state)
{
    fixture *f = *state;

    assert_int_equal(judge(f, "<a><c/></a>"), LTN_OK);
    assert_false(f->some);
    /* Behind the root's start it is no business of ours. */
    assert_int_equal(judge(f, "<a><?xml-model href=\"a.rnc\"?><c/></a>"),
                     LTN_OK);
    assert_false(f->some);
}

static void other_languages_and_other_places_are_not_followed(void **state)
{
    fixture *f = *state;

    judge(f, "<?xml-model href=\"a.sch\" "
             "schematypens=\"http://purl.oclc.org/dsdl/schematron\"?><a/>");
    assert_false(f->some);
    judge(f, "<?xml-model href=\"https://example.org/a.rng\"?><a/>");
    assert_false(f->some);
    assert_non_null(strstr(f->told.data, "xml-model.elsewhere"));
    judge(f, "<?xml-model href=\"/etc/a.rng\"?><a/>");
    assert_false(f->some);
}

static void a_schema_that_is_not_there_is_told(void **state)
{
    fixture *f = *state;

    assert_int_equal(judge(f, "<?xml-model href=\"b.rnc\"?><a/>"), LTN_INVALID);
    assert_non_null(strstr(f->told.data, "b.rnc"));
}

static void pseudo_attributes_need_their_quotes(void **state)
{
    fixture *f = *state;

    judge(f, "<?xml-model href=a.rnc?><a/>");
    assert_false(f->some);
    judge(f, "<?xml-model xhref=\"a.rnc\"?><a/>");
    assert_false(f->some);
    judge(f, "<?xml-model type = \"application/relax-ng-compact-syntax\" "
             "href = \"a.rnc\"?><a/>");
    assert_true(f->some);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_schema_beside_the_document_judges_it,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_an_instruction_there_is_none,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            other_languages_and_other_places_are_not_followed, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(a_schema_that_is_not_there_is_told,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(pseudo_attributes_need_their_quotes,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
