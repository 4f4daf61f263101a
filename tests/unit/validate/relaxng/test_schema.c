#include "../../check.h"

#include "validate/relaxng/relaxng.h"

#include <stdio.h>
#include <string.h>

/* The code of the first complaint about a schema, or "". */
static const char *complaint(const char *schema, bool compact)
{
    static char code[40];
    ltn_diags d;
    ltn_rng *r;

    ltn_diags_init(&d, "schema");
    ltn_rng_load(schema, strlen(schema), "schema", compact, NULL, NULL, &d, &r);
    snprintf(code, sizeof code, "%s", d.first ? d.first->code : "");
    ltn_diags_release(&d);
    ltn_rng_free(r);
    return code;
}

struct schema {
    const char *text, *code; /* "": it is right */
};

static void judge(const struct schema *s, size_t n, bool compact)
{
    for (size_t i = 0; i < n; i++) {
        const char *code = complaint(s[i].text, compact);
        if (strcmp(code, s[i].code) != 0)
            print_message("%s: '%s'\n", s[i].text, code);
        assert_string_equal(code, s[i].code);
    }
}

#define JUDGE(cases, compact)                                                  \
    judge(cases, sizeof cases / sizeof *(cases), compact)

/* RELAX NG #restrictions: what may not be in what. */
static void what_may_not_be_in_what_is_refused(void **state)
{
    static const char bad[] = "rng.schema.restriction";
    static const struct schema cases[] = {
        {"element a { attribute b { text } }", ""},
        {"element a { attribute b { element c { empty } } }", bad},
        {"element a { attribute b { attribute c { text } } }", bad},
        {"element a { (attribute b { text })+ }", ""},
        {"element a { (attribute b { text }, attribute c { text })+ }", bad},
        {"element a { (attribute b { text } & attribute c { text })+ }", bad},
        {"element a { list { xsd:int, xsd:int* } }", ""},
        {"element a { list { list { xsd:int } } }", bad},
        {"element a { list { element b { empty } } }", bad},
        {"element a { list { attribute b { text } } }", bad},
        {"element a { list { text } }", bad},
        {"element a { list { xsd:int & xsd:int } }", bad},
        {"element a { xsd:int - (\"1\" | \"2\") }", ""},
        {"element a { xsd:int - list { \"1\" } }", bad},
        {"element a { xsd:int - text }", bad},
        {"element a { xsd:int - empty }", bad},
        {"element a { xsd:int - (xsd:int, xsd:int) }", bad},
        {"start = text", bad},
        {"start = empty", bad},
        {"start = attribute a { text }", bad},
        {"start = element a { empty }, element b { empty }", bad},
        {"start = element a { empty } | element b { empty }", ""},
        {"start = notAllowed", ""},
    };

    (void)state;
    JUDGE(cases, true);
}

/* RELAX NG #string-sequences */
static void data_stands_alone(void **state)
{
    static const char bad[] = "rng.schema.restriction";
    static const struct schema cases[] = {
        {"element a { xsd:int, attribute b { text } }", ""},
        {"element a { xsd:int | element b { empty } }", ""},
        {"element a { xsd:int, element b { empty } }", bad},
        {"element a { xsd:int, text }", bad},
        {"element a { xsd:int & text }", bad},
        {"element a { xsd:int, xsd:int }", bad},
        {"element a { xsd:int+ }", bad},
        {"element a { \"x\", empty }", ""},
        {"element a { mixed { xsd:int } }", bad},
    };

    (void)state;
    JUDGE(cases, true);
}

/* RELAX NG #attribute-restrict, #interleave-restrict */
static void wildcards_and_text_have_their_limits(void **state)
{
    static const char bad[] = "rng.schema.restriction";
    static const struct schema cases[] = {
        {"element a { attribute * { text }* }", ""},
        {"element a { attribute * { text } }", bad},
        {"element a { attribute * { xsd:int }+ }", ""},
        {"element a { text & element b { empty } }", ""},
        {"element a { text & element b { empty } & mixed { empty } }", bad},
    };

    (void)state;
    JUDGE(cases, true);
}

/* RELAX NG #simplification: definitions, combining, recursion. */
static void definitions_fit_together(void **state)
{
    static const struct schema cases[] = {
        {"start = a a = element x { a? }", ""},
        {"start = a a = a?", "rng.schema.recursion"},
        {"start = b", "rng.schema.ref"},
        {"a = element a { empty }", "rng.schema.start"},
        {"start = a a |= element x { empty } a |= element y { empty }", ""},
        {"start = a a |= element x { empty } a &= element y { empty }",
         "rng.schema.combine"},
        {"start = a a = element x { empty } a = element y { empty }",
         "rng.schema.combine"},
        {"start = a a = element x { empty } a |= element y { empty }", ""},
        {"start = grammar { start = parent a } a = element x { empty }", ""},
        {"element a { b }", "rng.schema.ref"},
    };

    (void)state;
    JUDGE(cases, true);
}

/* RELAX NG #constraints, #data-param */
static void names_and_types_are_checked(void **state)
{
    static const struct schema cases[] = {
        {"element * - a { empty }", ""},
        {"element * - * { empty }", "rng.schema.name"},
        {"namespace x = \"urn:x\" element x:* - x:* { empty }",
         "rng.schema.name"},
        {"element a { attribute xmlns { text } }", "rng.schema.name"},
        {"namespace n = \"http://www.w3.org/2000/xmlns\" "
         "element a { attribute n:b { text } }",
         "rng.schema.name"},
        {"element a { xsd:nothing }", "rng.schema.datatype"},
        {"element a { xsd:int { minInclusive = \"x\" } }",
         "rng.schema.datatype"},
        {"element a { xsd:int { length = \"3\" } }", "rng.schema.datatype"},
        {"element a { string { pattern = \"x\" } }", "rng.schema.datatype"},
        {"element a { xsd:int \"x\" }", "rng.schema.value"},
    };

    (void)state;
    JUDGE(cases, true);
}

#define RNG "xmlns='http://relaxng.org/ns/structure/1.0'"
#define XSD "datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'"

/* RELAX NG #full-syntax, and the first steps of #simplification. */
static void the_xml_syntax_is_checked(void **state)
{
    static const struct schema cases[] = {
        {"<element " RNG " name='a'><empty/></element>", ""},
        {"<element " RNG " name='a'><x xmlns='urn:x'/><empty/></element>", ""},
        {"<element " RNG " name=' a '><text/></element>", ""},
        {"<element " RNG " name='a b'><text/></element>", "rng.schema"},
        {"<element " RNG " name='p:a'><text/></element>", "rng.schema"},
        {"<element " RNG " name='a'/>", "rng.schema"},
        {"<element " RNG " name='a' x='y'><text/></element>", "rng.schema"},
        {"<element " RNG " name='a' y:x='y' xmlns:y='urn:y'><text/></element>",
         ""},
        {"<element " RNG " name='a'>words<text/></element>", "rng.schema"},
        {"<element " RNG " name='a'><nothing/></element>", "rng.schema"},
        {"<element " RNG " name='a' " XSD "><data type='int'/></element>", ""},
        {"<element " RNG " name='a' datatypeLibrary='x'><text/></element>",
         "rng.schema"},
        {"<element " RNG " name='a'><data type='int'/></element>",
         "rng.schema.datatype"},
        {"<grammar " RNG "><div><start><element name='a'><text/></element>"
         "</start></div></grammar>",
         ""},
        {"<element xmlns='urn:x' name='a'/>", "rng.schema"},
    };

    (void)state;
    JUDGE(cases, false);
}

/* Includes, by a fetch that knows two files. */
static ltn_status fetch(void *context, const char *path, ltn_buf *out,
                        ltn_diags *diags)
{
    (void)context, (void)diags;
    if (strcmp(path, "in.rng") == 0)
        ltn_buf_puts(out, "<grammar " RNG "><start><ref name='a'/></start>"
                          "<define name='a'><element name='a'><empty/>"
                          "</element></define></grammar>");
    else if (strcmp(path, "loop.rng") == 0)
        ltn_buf_puts(out, "<grammar " RNG "><include href='loop.rng'/>"
                          "</grammar>");
    else
        return LTN_EIO;
    return LTN_OK;
}

static const char *included(const char *body)
{
    static char code[40];
    char schema[500];
    ltn_diags d;
    ltn_rng *r;

    snprintf(schema, sizeof schema, "<grammar " RNG ">%s</grammar>", body);
    ltn_diags_init(&d, "schema");
    ltn_rng_load(schema, strlen(schema), "s.rng", false, fetch, NULL, &d, &r);
    snprintf(code, sizeof code, "%s", d.first ? d.first->code : "");
    ltn_diags_release(&d);
    ltn_rng_free(r);
    return code;
}

/* RELAX NG #include */
static void includes_replace_what_is_there(void **state)
{
    (void)state;
    assert_string_equal(included("<include href='in.rng'/>"), "");
    assert_string_equal(included("<include href='in.rng'><define name='a'>"
                                 "<element name='b'><text/></element></define>"
                                 "</include>"),
                        "");
    assert_string_equal(included("<include href='in.rng'><define name='z'>"
                                 "<text/></define></include>"),
                        "rng.schema.include");
    assert_string_equal(included("<include href='loop.rng'/>"),
                        "rng.schema.recursion");
    assert_string_equal(included("<include href='none.rng'/>"),
                        "rng.schema.fetch");
}

static void what_entries_are_about_is_kept(void **state)
{
    ltn_diags d;
    ltn_rng *r;
    (void)state;

    ltn_diags_init(&d, "book.epub");
    ltn_diags_in(&d, "book.epub/a.xhtml");
    ltn_rng_load("element a {", 11, "s.rnc", true, NULL, NULL, &d, &r);
    ltn_diag_add(&d, LTN_ERROR, (ltn_pos){0}, "x", "x");
    assert_string_equal(d.first->file, "s.rnc");
    assert_string_equal(d.last->file, "book.epub/a.xhtml");
    ltn_diags_release(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_not_be_in_what_is_refused),
        cmocka_unit_test(data_stands_alone),
        cmocka_unit_test(wildcards_and_text_have_their_limits),
        cmocka_unit_test(definitions_fit_together),
        cmocka_unit_test(names_and_types_are_checked),
        cmocka_unit_test(the_xml_syntax_is_checked),
        cmocka_unit_test(includes_replace_what_is_there),
        cmocka_unit_test(what_entries_are_about_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
