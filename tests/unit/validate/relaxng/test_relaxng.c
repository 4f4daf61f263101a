#include "../../check.h"

#include "validate/relaxng/relaxng.h"

#include <stdio.h>
#include <string.h>

#define RNG "xmlns='http://relaxng.org/ns/structure/1.0'"
#define XSD "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'"

/* What was said, one line per entry: "line:col text [code]". */
static char said[4000];

static void note(ltn_diags *d)
{
    size_t at = 0;

    said[0] = '\0';
    for (const ltn_diag *e = d->first; e && at < sizeof said; e = e->next)
        at += (size_t)snprintf(said + at, sizeof said - at, "%u:%u %s [%s]\n",
                               e->pos.line, e->pos.col, e->text, e->code);
    ltn_diags_release(d);
}

static ltn_status load(const char *schema, ltn_rng **out)
{
    ltn_diags d;

    ltn_diags_init(&d, "schema");
    ltn_status status = ltn_rng_load(schema, strlen(schema), "schema", false,
                                     NULL, NULL, &d, out);
    assert_int_equal(status == LTN_OK, ltn_diags_status(&d) == LTN_OK);
    note(&d);
    return status;
}

static ltn_status judge(ltn_rng *r, const char *doc)
{
    ltn_diags d;

    ltn_diags_init(&d, "doc");
    ltn_status status = ltn_rng_validate(r, doc, strlen(doc), &d);
    assert_int_equal(status == LTN_OK, ltn_diags_status(&d) == LTN_OK);
    note(&d);
    return status;
}

/* A document against a schema, both short. */
static bool fits(const char *schema, const char *doc)
{
    ltn_rng *r;

    assert_int_equal(load(schema, &r), LTN_OK);
    ltn_status status = judge(r, doc);
    ltn_rng_free(r);
    return status == LTN_OK;
}

static const char book[] =
    "<grammar " RNG "><start><ref name='book'/></start>\n"
    "<define name='book'><element name='book'>\n"
    "  <optional><attribute name='lang'/></optional>\n"
    "  <attribute name='id'><data type='NCName' " XSD "/></attribute>\n"
    "  <element name='title'><text/></element>\n"
    "  <oneOrMore><element name='p'><mixed><zeroOrMore>\n"
    "    <element name='hi'><attribute name='r'><choice><value>b</value>"
    "<value>i</value></choice></attribute><text/></element>\n"
    "  </zeroOrMore></mixed></element></oneOrMore>\n"
    "</element></define></grammar>";

static void a_valid_document_is_silent(void **state)
{
    (void)state;
    assert_true(fits(book, "<book id='a'><title>T</title><p>x<hi r='b'>y</hi>"
                           "z</p><p/></book>"));
    assert_string_equal(said, "");
}

static void every_error_is_reported_with_what_was_expected(void **state)
{
    (void)state;
    assert_false(fits(book, "<book id='1'>\n"
                            "<p/>\n"
                            "<p>x<hi r='u' z=''/><b/></p>\n"
                            "words\n"
                            "</book>"));
    assert_string_equal(
        said,
        "1:14 value of attribute \"id\" is invalid; must be an XML name "
        "without colons [rng.value]\n"
        "2:5 element \"p\" not allowed yet; missing required element "
        "\"title\" [rng.element]\n"
        "3:21 value of attribute \"r\" is invalid; must be \"b\" or \"i\" "
        "[rng.value]\n"
        "3:21 found attribute \"z\", but no attributes are allowed here "
        "[rng.attribute]\n"
        "3:25 element \"b\" not allowed anywhere; expected element \"hi\", "
        "text or the end-tag [rng.element]\n"
        "4:1 text not allowed here; expected element \"p\" or the end-tag "
        "[rng.text]\n");
}

static void what_is_missing_is_named(void **state)
{
    (void)state;
    assert_false(fits(book, "<book/>"));
    assert_string_equal(said,
                        "1:8 element \"book\" missing required attribute "
                        "\"id\" [rng.attribute.missing]\n"
                        "1:8 element \"book\" incomplete; missing required "
                        "elements \"p\" and \"title\" [rng.incomplete]\n");
    assert_false(fits(book, "<chapter/>"));
    assert_string_equal(said, "1:11 element \"chapter\" not allowed anywhere; "
                              "expected element \"book\" [rng.element]\n");
}

static void attributes_and_content_may_depend_on_each_other(void **state)
{
    static const char either[] =
        "<element name='e' " RNG "><choice>"
        "<group><attribute name='ref'/><empty/></group>"
        "<group><attribute name='n'/><element name='x'><empty/></element>"
        "</group></choice></element>";
    (void)state;

    assert_true(fits(either, "<e ref=''/>"));
    assert_true(fits(either, "<e n=''><x/></e>"));
    assert_false(fits(either, "<e ref=''><x/></e>"));
    assert_false(fits(either, "<e n=''/>"));
    assert_false(fits(either, "<e n='' ref=''/>"));
    assert_false(fits(either, "<e/>"));
}

/* Two elements of one name: which one it was shows later. */
static void an_ambiguous_element_is_read_in_all_ways(void **state)
{
    static const char tree[] =
        "<element name='r' " RNG "><choice>"
        "<group><element name='a'><optional><element name='x'><empty/>"
        "</element></optional></element><element name='b'><empty/></element>"
        "</group><group><element name='a'><element name='y'><empty/></element>"
        "</element><element name='c'><empty/></element></group>"
        "</choice></element>";
    (void)state;

    assert_true(fits(tree, "<r><a><x/></a><b/></r>"));
    assert_true(fits(tree, "<r><a/><b/></r>"));
    assert_true(fits(tree, "<r><a><y/></a><c/></r>"));
    assert_false(fits(tree, "<r><a><x/></a><c/></r>"));
    assert_false(fits(tree, "<r><a><y/></a><b/></r>"));
}

static void interleave_takes_any_order(void **state)
{
    static const char set[] =
        "<element name='r' " RNG "><interleave><element name='a'><empty/>"
        "</element><oneOrMore><element name='b'><empty/></element></oneOrMore>"
        "<optional><element name='c'><empty/></element></optional>"
        "</interleave></element>";
    (void)state;

    assert_true(fits(set, "<r><b/><a/><b/><c/></r>"));
    assert_false(fits(set, "<r><b/><a/><a/></r>"));
    assert_false(fits(set, "<r><a/></r>"));
}

static void lists_and_data_are_judged_as_wholes(void **state)
{
    static const char list[] =
        "<element name='r' " RNG " " XSD "><list><oneOrMore>"
        "<data type='integer'><param name='minInclusive'>3</param>"
        "<except><value>7</value></except></data></oneOrMore></list></element>";
    (void)state;

    assert_true(fits(list, "<r> 3 4\n50 </r>"));
    assert_true(fits(list, "<r>3<!-- -->4</r>"));
    assert_false(fits(list, "<r>3 7</r>"));
    assert_false(fits(list, "<r>2</r>"));
    assert_false(fits(list, "<r/>"));
    assert_false(fits(list, "<r><x/></r>"));
}

static void ids_are_unique_and_found(void **state)
{
    static const char ids[] =
        "<element name='r' " RNG " " XSD "><zeroOrMore><element name='e'>"
        "<optional><attribute name='id'><data type='ID'/></attribute>"
        "</optional><optional><attribute name='to'><data type='IDREFS'/>"
        "</attribute></optional></element></zeroOrMore></element>";
    (void)state;

    assert_true(fits(ids, "<r><e to='b a'/><e id='a'/><e id=' b '/></r>"));
    assert_false(fits(ids, "<r><e to='b a'/>\n<e id='a'/><e id='a'/></r>"));
    assert_string_equal(
        said, "2:23 ID \"a\" has already been defined [rng.id.duplicate]\n"
              "1:17 nothing has the ID \"b\" that is referred to here "
              "[rng.id.dangling]\n");
}

static void a_wrong_schema_has_its_own_places(void **state)
{
    ltn_rng *r;
    (void)state;

    assert_int_equal(load("<grammar " RNG ">\n<start>\n <ref name='x'/>"
                          "</start></grammar>",
                          &r),
                     LTN_INVALID);
    assert_string_equal(said, "3:17 'x' is not defined [rng.schema.ref]\n");
    assert_int_equal(load("<element " RNG " name='a'>\n<oops/></element>", &r),
                     LTN_INVALID);
    assert_string_equal(said, "2:8 'oops' not allowed in 'element' "
                              "[rng.schema]\n");
    assert_int_equal(load("<element " RNG " name='a'><list><text/></list>"
                          "</element>",
                          &r),
                     LTN_INVALID);
    assert_non_null(strstr(said, "[rng.schema.restriction]"));
    assert_null(r);
}

static void a_schema_serves_many_documents(void **state)
{
    ltn_rng *r;
    (void)state;

    assert_int_equal(load(book, &r), LTN_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(
            judge(r, "<book id='a'><title/><p>x<hi r='i'/></p></book>"),
            LTN_OK);
        assert_int_equal(judge(r, "<book id='a'><title/></book>"), LTN_INVALID);
        assert_int_equal(judge(r, "<book id='a'><title/>"), LTN_INVALID);
    }
    ltn_rng_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_valid_document_is_silent),
        cmocka_unit_test(every_error_is_reported_with_what_was_expected),
        cmocka_unit_test(what_is_missing_is_named),
        cmocka_unit_test(attributes_and_content_may_depend_on_each_other),
        cmocka_unit_test(an_ambiguous_element_is_read_in_all_ways),
        cmocka_unit_test(interleave_takes_any_order),
        cmocka_unit_test(lists_and_data_are_judged_as_wholes),
        cmocka_unit_test(ids_are_unique_and_found),
        cmocka_unit_test(a_wrong_schema_has_its_own_places),
        cmocka_unit_test(a_schema_serves_many_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
