#include "../../check.h"

#include "validate/relaxng/relaxng.h"

#include <stdio.h>
#include <string.h>

static char said[1000]; /* "line:col text", of the first entry */

static ltn_status fetch(void *context, const char *path, ltn_buf *out,
                        ltn_diags *diags)
{
    (void)diags;
    if (strcmp(path, "dir/part.rnc") != 0)
        return LTN_EIO;
    ltn_buf_puts(out, context);
    return LTN_OK;
}

static ltn_rng *load(const char *schema, const char *part)
{
    ltn_rng *r;
    ltn_diags d;

    ltn_diags_init(&d, "schema");
    ltn_status status =
        ltn_rng_load(schema, strlen(schema), "dir/schema.rnc", false, fetch,
                     (void *)(uintptr_t)part, &d, &r);
    assert_int_equal(status == LTN_OK, ltn_diags_status(&d) == LTN_OK);
    said[0] = '\0';
    if (d.first)
        snprintf(said, sizeof said, "%u:%u %s", d.first->pos.line,
                 d.first->pos.col, d.first->text);
    ltn_diags_release(&d);
    return r;
}

static bool fits_with(const char *schema, const char *part, const char *doc)
{
    ltn_rng *r = load(schema, part);
    ltn_diags d;

    if (!r)
        fail_msg("%s", said);
    ltn_diags_init(&d, "doc");
    ltn_status status = ltn_rng_validate(r, doc, strlen(doc), &d);
    ltn_diags_release(&d);
    ltn_rng_free(r);
    return status == LTN_OK;
}

static bool fits(const char *schema, const char *doc)
{
    return fits_with(schema, "", doc);
}

static bool wrong(const char *schema)
{
    ltn_rng *r = load(schema, "");

    ltn_rng_free(r);
    return !r;
}

static void a_grammar_needs_no_word(void **state)
{
    static const char schema[] =
        "# a comment\n"
        "default namespace = \"u\"\n"
        "namespace x = \"v\"\n"
        "start = \\element\n"
        "## documentation\n"
        "\\element = element r { attribute x:a { \"1\" | xsd:date }?,\n"
        "  (element x:b { text } | c)* , mixed { d & e? } }\n"
        "c = element c { empty } c |= element cc { empty }\n"
        "d = element d { xsd:integer { minInclusive = \"3\" } - \"5\" }\n"
        "e = element * - (r | d) { list { token+ } }\n";
    (void)state;

    assert_true(fits(schema, "<r xmlns='u' xmlns:v='v' v:a='1'><v:b/><cc/>x"
                             "<z xmlns=''>a b</z><d>4</d></r>"));
    assert_false(fits(schema, "<r xmlns='u'><d>5</d></r>"));
    assert_false(fits(schema, "<r xmlns='u'><d>3</d><d>3</d></r>"));
    assert_false(fits(schema, "<r xmlns='u' a='1'><d>3</d></r>"));
}

static void annotations_are_left_out(void **state)
{
    (void)state;
    assert_true(fits("namespace a = \"u\"\n"
                     "[ a:b = \"c\" a:d [ e = \"f\" \"text\" ~ 'x' a:g [] ] ]\n"
                     "start = [ a:x = \"y\" ] element r { empty } >> a:z []\n"
                     "a:q [ \"r\" ]",
                     "<r/>"));
    assert_true(wrong("[ b = \"c\" ] element r { empty }"));
    assert_true(wrong("namespace a = \"u\" [ a:b = \"c\" a:b = \"d\" ] "
                      "element r { empty }"));
}

static void literals_have_three_forms(void **state)
{
    (void)state;
    assert_true(fits("element r { string 'a\"b' ~ \"'\" ~ '''\nc''' }",
                     "<r>a\"b'\nc</r>"));
    assert_true(
        fits("element r { string \"\\x{E9}\\xx{A}\" }", "<r>\xC3\xA9\n</r>"));
    assert_true(wrong("element r { 'a\nb' }"));
    assert_true(wrong("element r { \"\\x{}\" }"));
    assert_true(wrong("element r { \"\\x{110000}\" }"));
}

static void files_are_included_with_changes(void **state)
{
    static const char part[] = "start = a a = element a { b } "
                               "b = element b { empty }";
    (void)state;

    assert_true(fits_with("include \"part.rnc\"", part, "<a><b/></a>"));
    assert_true(fits_with("include 'part.rnc' { b = element c { empty } }",
                          part, "<a><c/></a>"));
    assert_true(fits_with("default namespace = 'u' external \"part.rnc\"", part,
                          "<a xmlns='u'><b/></a>"));
    assert_null(load("include 'part.rnc' { x = empty }", part));
    assert_non_null(strstr(said, "'x' is not defined in the included"));
    assert_null(load("external 'other.rnc'", part));
    assert_null(load("external 'part.rnc'", "external 'part.rnc'"));
    assert_non_null(strstr(said, "includes itself"));
}

static void errors_have_their_place(void **state)
{
    (void)state;
    assert_true(wrong("start = a\na = (b, c | d)"));
    assert_string_equal(said,
                        "2:11 ',' and '|' cannot be mixed without parentheses");
    assert_true(wrong("\xEF\xBB\xBFstart = \"\xC3\xA9\\x{E9}\", \r\n ~"));
    assert_string_equal(said, "2:2 not a pattern");
    assert_true(wrong("element x:a { empty }"));
    assert_string_equal(said, "1:9 prefix 'x' is not declared");
    assert_true(wrong("element a { empty } element b { empty }"));
    assert_true(wrong("element a { "));
}

static void deep_nesting_meets_a_limit(void **state)
{
    static char deep[20001];
    (void)state;

    memset(deep, '(', sizeof deep - 1);
    assert_true(wrong(deep));
    assert_non_null(strstr(said, "too many levels"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_grammar_needs_no_word),
        cmocka_unit_test(annotations_are_left_out),
        cmocka_unit_test(literals_have_three_forms),
        cmocka_unit_test(files_are_included_with_changes),
        cmocka_unit_test(errors_have_their_place),
        cmocka_unit_test(deep_nesting_meets_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
