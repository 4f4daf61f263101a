/* Every allocation in turn is refused once while a grammar is compiled and a
 * document judged: nothing crashes or leaks, and no verdict is made up. */

#include "refuse.h"

#include "validate/relaxng/relaxng.h"

#include <string.h>

static const char compact[] =
    "namespace x = \"urn:x\" default namespace = \"urn:d\"\n"
    "start = book\n"
    "book = element book { attribute id { xsd:ID }, "
    "  attribute x:* { text }*, (title & note?), (p | item)+ }\n"
    "title = element title { text }\n"
    "note = [ x:a = \"b\" ] element note { mixed { note* } }\n"
    "p = element p { attribute n { xsd:int { minInclusive = \"1\" } }?, "
    "  attribute ref { xsd:IDREFS }?, (text | hi)* }\n"
    "hi = element hi { attribute r { \"i\" | \"b\" }, text }\n"
    "item = element item { list { xsd:string { pattern = \"[a-z]{2,3}\" }+ } "
    "}\n"
    "item |= element item { attribute when { xsd:date }, empty }\n";

static const char xml[] =
    "<grammar xmlns='http://relaxng.org/ns/structure/1.0' ns='urn:d'>"
    "<start><ref name='b'/></start><define name='b'><element name='book'>"
    "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore>"
    "<zeroOrMore><element><anyName/><ref name='any'/></element></zeroOrMore>"
    "</element></define><define name='any'><zeroOrMore><choice><text/>"
    "<attribute><anyName/></attribute><element><anyName/><ref name='any'/>"
    "</element></choice></zeroOrMore></define></grammar>";

/* Some of everything: an element too early, a wrong value, a lost reference,
 * an identifier given twice. */
static const char document[] =
    "<book xmlns='urn:d' xmlns:y='urn:x' id='a' y:z='1'><note>n</note>"
    "<title>t</title><p n='0' ref='a none'>x <hi r='q'>y</hi></p>"
    "<item>ab cde</item><item when='2012-02-30'/><item when='2012-02-03'/>"
    "<odd/><p>z</p></book>";

static ltn_status work(const char *schema, bool is_compact)
{
    ltn_diags diags;
    ltn_rng *r;

    ltn_diags_init(&diags, "memory");
    ltn_status status = ltn_rng_load(schema, strlen(schema), "s", is_compact,
                                     NULL, NULL, &diags, &r);
    assert_true(status == LTN_OK || status == LTN_ENOMEM);
    for (int i = 0; i < 2 && status == LTN_OK; i++)
        status = ltn_rng_validate(r, document, sizeof document - 1, &diags);
    ltn_rng_free(r);
    ltn_diags_release(&diags);
    return status;
}

static void refuse_each(const char *schema, bool is_compact, ltn_status verdict)
{
    ltn_status status;
    long n = 0;

    fail_at = -1;
    assert_int_equal(work(schema, is_compact), verdict);
    do {
        fail_at = n++;
        status = work(schema, is_compact);
        assert_true(status == verdict || status == LTN_ENOMEM);
    } while (fail_at < 0); /* until a run asks for fewer than n */
    fail_at = -1;
    assert_int_equal(status, verdict);
    assert_true(n > 20);
}

static void each_allocation_may_fail_with_a_compact_grammar(void **state)
{
    (void)state;
    refuse_each(compact, true, LTN_INVALID);
}

static void each_allocation_may_fail_with_an_xml_grammar(void **state)
{
    (void)state;
    refuse_each(xml, false, LTN_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail_with_a_compact_grammar),
        cmocka_unit_test(each_allocation_may_fail_with_an_xml_grammar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
