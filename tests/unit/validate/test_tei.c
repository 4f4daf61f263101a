#include "../check.h"

#include "validate/validator.h"

#include <string.h>

#define HEADER                                                                 \
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"             \
    "<publicationStmt><publisher>P</publisher>"                                \
    "<availability status=\"unknown\"><p>Nothing is known.</p></availability>" \
    "</publicationStmt><sourceDesc><p>A file.</p></sourceDesc></fileDesc>"     \
    "</teiHeader>"
#define TEI "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">"

static unsigned sure(const char *bytes)
{
    return ltn_validator_tei.sniff(bytes, strlen(bytes));
}

static void tei_is_known_by_its_root_and_namespace(void **state)
{
    (void)state;
    assert_true(sure(TEI) > 90);
    assert_true(sure("<?xml version=\"1.0\"?>\n<!-- x -->\n" TEI) > 90);
    assert_int_equal(sure("<TEI>"), 0);
    assert_int_equal(sure("<html xmlns=\"http://www.w3.org/1999/xhtml\">"), 0);
    assert_int_equal(sure("TEI"), 0);
    assert_int_equal(sure(""), 0);
}

/* The status; the messages go to *told. */
static ltn_status judge(const char *bytes, ltn_buf *told)
{
    ltn_diags d;
    ltn_schemas *s = ltn_schemas_new();

    ltn_diags_init(&d, "a.xml");
    ltn_status status = ltn_validator_tei.validate(s, bytes, strlen(bytes), &d);
    told->len = 0;
    ltn_diags_put(&d, LTN_NOTE, 0, false, told);
    ltn_buf_putc(told, '\0');
    ltn_schemas_free(s);
    ltn_diags_release(&d);
    return status;
}

static void an_element_that_tei_has_not_is_told_with_its_place(void **state)
{
    ltn_buf told = {0};

    (void)state;
    assert_int_equal(judge(TEI HEADER "\n<text><body><p/><blink/></body></text>"
                                      "</TEI>",
                           &told),
                     LTN_INVALID);
    assert_non_null(strstr(told.data, "a.xml:2:"));
    assert_non_null(strstr(told.data, "blink"));
    ltn_buf_release(&told);
}

/* TEI Lite has no <quote>. */
static void other_profiles_say_so_by_their_xml_model(void **state)
{
    static const char lite[] =
        "<?xml-model href=\"https://example.org/tei_lite.rng\"?>\n" TEI HEADER
        "<text><body><p><quote>A word.</quote></p></body></text></TEI>";
    ltn_buf own = {0}, other = {0};

    (void)state;
    judge(lite + strcspn(lite, "\n"), &own);
    judge(lite, &other);
    assert_string_not_equal(own.data, other.data);
    ltn_buf_release(&own);
    ltn_buf_release(&other);
}

static void what_is_not_well_formed_is_invalid(void **state)
{
    ltn_buf told = {0};

    (void)state;
    assert_int_equal(judge(TEI "<text>", &told), LTN_INVALID);
    assert_non_null(strstr(told.data, "a.xml:1:"));
    ltn_buf_release(&told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tei_is_known_by_its_root_and_namespace),
        cmocka_unit_test(an_element_that_tei_has_not_is_told_with_its_place),
        cmocka_unit_test(other_profiles_say_so_by_their_xml_model),
        cmocka_unit_test(what_is_not_well_formed_is_invalid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
