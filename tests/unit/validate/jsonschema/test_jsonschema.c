#include "../../check.h"

#include "validate/jsonschema/jsonschema.h"

#include <string.h>

static char said[4000]; /* what the last schema or judgement had to say */

static void keep(const ltn_diags *d)
{
    ltn_buf out = {0};

    ltn_diags_put(d, LTN_NOTE, 0, false, &out);
    size_t n = out.len < sizeof said - 1 ? out.len : sizeof said - 1;
    memcpy(said, out.data ? out.data : "", n);
    said[n] = '\0';
    ltn_buf_release(&out);
}

static ltn_jsonschema *load(const char *schema, ltn_fetch *fetch)
{
    ltn_diags d;
    ltn_jsonschema *s;

    ltn_diags_init(&d, "s.json");
    ltn_jsonschema_load(schema, strlen(schema), "dir/s.json", fetch, NULL, &d,
                        &s);
    keep(&d);
    ltn_diags_release(&d);
    return s;
}

static ltn_status judge(const ltn_jsonschema *s, const char *text)
{
    ltn_diags d;

    ltn_diags_init(&d, "a.json");
    ltn_status status = ltn_jsonschema_validate(s, text, strlen(text), &d);
    keep(&d);
    ltn_diags_release(&d);
    return status;
}

/* What a schema says to a text. */
static ltn_status check(const char *schema, const char *text)
{
    ltn_jsonschema *s = load(schema, NULL);

    assert_non_null(s);
    ltn_status status = judge(s, text);
    ltn_jsonschema_free(s);
    return status;
}

static void errors_have_pointer_line_and_column(void **state)
{
    (void)state;

    assert_int_equal(
        check("{\"properties\":{\"a\":{\"items\":{\"type\":\"integer\"}}}}",
              "{\n  \"a\": [1,\n    \"é\", 2.5]}"),
        LTN_INVALID);
    assert_string_equal(said,
                        "a.json:3:5: error: /a/1: \"é\" is not of type integer "
                        "[jsonschema.type]\n"
                        "a.json:3:10: error: /a/2: 2.5 is not of type integer "
                        "[jsonschema.type]\n");
}

static void a_member_too_many_names_what_was_meant(void **state)
{
    (void)state;

    assert_int_equal(check("{\"properties\":{\"name\":true},"
                           "\"additionalProperties\":false}",
                           "{\"nmae\": 1}"),
                     LTN_INVALID);
    assert_string_equal(said, "a.json:1:2: error: /nmae: 'nmae' is not allowed "
                              "here; did you mean 'name'? "
                              "[jsonschema.additional]\n");
}

static void the_alternative_that_was_meant_explains(void **state)
{
    (void)state;

    assert_int_equal(
        check("{\"anyOf\":[{\"type\":\"string\"},{\"properties\":{\"a\":"
              "{\"required\":[\"b\"]}},\"type\":\"object\"}]}",
              "{\"a\":{}}"),
        LTN_INVALID);
    assert_string_equal(said, "a.json:1:6: error: /a: 'b' is missing "
                              "[jsonschema.required]\n");
    assert_int_equal(check("{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":3,"
                           "\"type\":\"number\"}]}",
                           "2"),
                     LTN_INVALID);
    assert_string_equal(said, "a.json:1:1: error: none of 2 alternatives fits: "
                              "2 is not of type string; or 2 is not at least 3 "
                              "[jsonschema.any]\n");
}

static void a_wrong_schema_has_its_own_place(void **state)
{
    (void)state;

    assert_null(load("{\"$defs\":{\"x\":{\n \"type\":\"strnig\"}},\n"
                     "\"$ref\":\"#/$defs/x\"}",
                     NULL));
    assert_non_null(strstr(said, "dir/s.json:2:9: error: /$defs/x/type: "));
    assert_null(load("{\"pattern\":\"(\"}", NULL));
    assert_non_null(strstr(said, "[jsonschema.regex]"));
    assert_null(load("{\"$ref\":\"other.json\"}", NULL));
    assert_non_null(strstr(said, "[jsonschema.ref]"));
    assert_null(load("3", NULL));
    assert_null(load("{", NULL));
    assert_null(
        load("{\"$schema\":\"http://json-schema.org/draft-04/schema\"}", NULL));
    assert_non_null(strstr(said, "[jsonschema.dialect]"));
}

static void a_mistyped_keyword_is_a_warning(void **state)
{
    ltn_jsonschema *s =
        load("{\"requird\":[\"a\"],\"x-mine\":1,\"id\":\"a\"}", NULL);
    (void)state;

    assert_non_null(s);
    assert_string_equal(said, "dir/s.json:1:2: warning: /requird: 'requird' is "
                              "no keyword and is ignored; did you mean "
                              "'required'? [jsonschema.unknown]\n");
    ltn_jsonschema_free(s);
}

static ltn_status beside(void *context, const char *path, ltn_buf *out,
                         ltn_diags *diags)
{
    (void)context;
    (void)diags;
    if (strcmp(path, "dir/other.json") != 0)
        return LTN_EIO;
    ltn_buf_puts(out, "{\"$defs\":{\"n\":{\"type\":\"number\"}}}");
    return LTN_OK;
}

static void references_resolve_against_the_place_of_the_schema(void **state)
{
    ltn_jsonschema *s = load("{\"$ref\":\"./other.json#/$defs/n\"}", beside);
    (void)state;

    assert_non_null(s);
    assert_int_equal(judge(s, "1"), LTN_OK);
    assert_int_equal(judge(s, "\"1\""), LTN_INVALID);
    ltn_jsonschema_free(s);
}

static void the_metaschema_judges_schemas(void **state)
{
    static const char schema[] =
        "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}";
    (void)state;

    assert_int_equal(check(schema, "{\"items\":{\"minimum\":1}}"), LTN_OK);
    assert_int_equal(check(schema, "{\"items\":{\"minimum\":\"1\"}}"),
                     LTN_INVALID);
    assert_non_null(strstr(said, "/items/minimum: "));
}

static void endless_references_meet_a_limit(void **state)
{
    (void)state;

    assert_int_equal(check("{\"$ref\":\"#\"}", "1"), LTN_ELIMIT);
    assert_non_null(strstr(said, "[jsonschema.depth]"));
}

static void doubling_references_meet_a_limit(void **state)
{
    char schema[4000] = "{\"$ref\":\"#/$defs/a0\",\"$defs\":{";
    (void)state;

    for (int i = 0; i < 60; i++) {
        size_t n = strlen(schema);
        snprintf(schema + n, sizeof schema - n,
                 "\"a%d\":{\"allOf\":[{\"$ref\":\"#/$defs/a%d\"},"
                 "{\"$ref\":\"#/$defs/a%d\"}]},",
                 i, i + 1, i + 1);
    }
    strcat(schema, "\"a60\":true}}");
    assert_int_equal(check(schema, "1"), LTN_ELIMIT);
    assert_non_null(strstr(said, "[jsonschema.steps]"));
}

static void a_regular_expression_that_explodes_meets_a_limit(void **state)
{
    (void)state;

    assert_int_equal(
        check("{\"pattern\":\"^(([a-z])+.)+[A-Z]([a-z])+$\"}",
              "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\""),
        LTN_ELIMIT);
    assert_non_null(strstr(said, "[jsonschema.regex-limit]"));
}

static void formats_are_remarks_unless_asked_for(void **state)
{
    ltn_jsonschema *s = load("{\"format\":\"date\"}", NULL);
    (void)state;

    assert_int_equal(judge(s, "\"2024-02-30\""), LTN_OK);
    ltn_jsonschema_assert_formats(s, true);
    assert_int_equal(judge(s, "\"2024-02-30\""), LTN_INVALID);
    assert_int_equal(judge(s, "\"2024-02-29\""), LTN_OK);
    ltn_jsonschema_free(s);
}

static void equal_numbers_are_not_unique(void **state)
{
    (void)state;

    assert_int_equal(check("{\"uniqueItems\":true}", "[1, 2, 1.0]"),
                     LTN_INVALID);
    assert_string_equal(said, "a.json:1:8: error: /2: the same as element 0; "
                              "elements must be unique [jsonschema.unique]\n");
    assert_int_equal(check("{\"uniqueItems\":true}",
                           "[9007199254740993, 9007199254740992.0]"),
                     LTN_OK);
}

static void decimals_are_multiples_of_decimals(void **state)
{
    (void)state;

    assert_int_equal(check("{\"multipleOf\":0.01}", "19.99"), LTN_OK);
    assert_int_equal(check("{\"multipleOf\":0.01}", "19.995"), LTN_INVALID);
}

/* Whether the elements of the list at "/a" have a schema of their own. */
static bool separate(const char *schema)
{
    ltn_diags d;
    ltn_jsonschema *s;

    ltn_diags_init(&d, "s");
    assert_int_equal(ltn_jsonschema_load(schema, strlen(schema), "s.json", NULL,
                                         NULL, &d, &s),
                     LTN_OK);
    bool found = ltn_jsonschema_elements(s, "/a") != NULL;
    ltn_jsonschema_free(s);
    ltn_diags_release(&d);
    return found;
}

static void elements_are_separate_when_nothing_else_looks_at_them(void **state)
{
    (void)state;
#define LIST                                                                   \
    "\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":"           \
    "\"string\"}"
    assert_true(separate("{" LIST "}}}"));
    assert_true(separate("{\"anyOf\":[{\"required\":[\"b\"]}]," LIST "}}}"));
    assert_false(separate("{" LIST ",\"minItems\":1}}}"));
    assert_false(separate("{" LIST ",\"uniqueItems\":true}}}"));
    assert_false(separate("{" LIST ",\"prefixItems\":[true]}}}"));
    assert_false(separate("{\"allOf\":[{" LIST "}}}]," LIST "}}}"));
    assert_false(separate("{\"patternProperties\":{\"x\":{}}," LIST "}}}"));
    assert_false(separate("{\"const\":{}," LIST "}}}"));
    assert_false(separate("{\"unevaluatedProperties\":false," LIST "}}}"));
    assert_false(
        separate("{\"$ref\":\"#/$defs/x\",\"$defs\":{\"x\":{}}," LIST "}}}"));
    assert_false(separate("true"));
#undef LIST
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_have_pointer_line_and_column),
        cmocka_unit_test(a_member_too_many_names_what_was_meant),
        cmocka_unit_test(the_alternative_that_was_meant_explains),
        cmocka_unit_test(a_wrong_schema_has_its_own_place),
        cmocka_unit_test(a_mistyped_keyword_is_a_warning),
        cmocka_unit_test(references_resolve_against_the_place_of_the_schema),
        cmocka_unit_test(the_metaschema_judges_schemas),
        cmocka_unit_test(endless_references_meet_a_limit),
        cmocka_unit_test(doubling_references_meet_a_limit),
        cmocka_unit_test(a_regular_expression_that_explodes_meets_a_limit),
        cmocka_unit_test(formats_are_remarks_unless_asked_for),
        cmocka_unit_test(equal_numbers_are_not_unique),
        cmocka_unit_test(decimals_are_multiples_of_decimals),
        cmocka_unit_test(elements_are_separate_when_nothing_else_looks_at_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
