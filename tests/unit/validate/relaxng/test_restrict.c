#include "../../check.h"

#include "validate/relaxng/relaxng.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The code of the first complaint about a schema in compact syntax, or "". */
static const char *complaint(const char *schema)
{
    static char code[40];
    ltn_diags d;
    ltn_rng *r;

    ltn_diags_init(&d, "schema");
    ltn_rng_load(schema, strlen(schema), "schema", true, NULL, NULL, &d, &r);
    snprintf(code, sizeof code, "%s", d.first ? d.first->code : "");
    ltn_diags_release(&d);
    ltn_rng_free(r);
    return code;
}

/* Whether an element may have attributes of both name classes. */
static bool both(const char *nc1, const char *nc2)
{
    char schema[400];

    snprintf(schema, sizeof schema,
             "namespace local = \"\" namespace a = \"urn:a\" "
             "namespace b = \"urn:b\" "
             "element e { attribute (%s) { text }+, attribute (%s) { text }+ }",
             nc1, nc2);
    const char *code = complaint(schema);
    assert_true(!*code || strcmp(code, "rng.schema.restriction") == 0);
    return !*code;
}

/* RELAX NG #attribute-restrict */
static void attributes_may_not_share_a_name(void **state)
{
    static const struct {
        const char *nc1, *nc2;
        bool good;
    } cases[] = {
        {"x", "y", true},
        {"x", "x", false},
        {"x", "a:x", true},
        {"x | y", "z | y", false},
        {"x", "*", false},
        {"a:x", "a:*", false},
        {"a:x", "b:*", true},
        {"a:*", "b:*", true},
        {"a:*", "*", false},
        {"x", "* - x", true},
        {"x | y", "* - x", false},
        {"x | y", "* - (x | y)", true},
        {"a:x", "* - a:*", true},
        {"a:*", "* - a:*", true},
        {"a:*", "* - a:x", false},
        {"a:x", "a:* - a:x", true},
        {"a:x", "* - (a:* - a:x)", false},
        {"a:y", "* - (a:* - a:x)", true},
        {"a:* - a:x", "a:x | b:*", true},
        {"a:* - a:x", "a:* - a:y", false},
        {"* - a:x", "* - b:x", false},
        {"x | * - x", "x", false},
        {"* - x | y", "x", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(both(cases[i].nc1, cases[i].nc2), cases[i].good);
        assert_int_equal(both(cases[i].nc2, cases[i].nc1), cases[i].good);
    }
}

/* RELAX NG #interleave-restrict */
static void elements_of_an_interleave_may_not_share_a_name(void **state)
{
    (void)state;
    assert_string_equal(complaint("element e { element a { empty } & "
                                  "element b { empty } }"),
                        "");
    assert_string_equal(complaint("element e { element a { empty } & "
                                  "element * - a { empty }* }"),
                        "");
    assert_string_equal(complaint("element e { element a { empty } & "
                                  "element * { empty }* }"),
                        "rng.schema.restriction");
    assert_string_equal(complaint("element e { element a { empty }, "
                                  "element * { empty }* }"),
                        "");
}

/* So many elements, each with an attribute of its own and all others. */
static char *many(int count)
{
    size_t room = (size_t)count * 100 + 100;
    char *s = malloc(room);
    size_t at = (size_t)snprintf(s, room, "start = e0 ");

    for (int i = 0; i < count; i++)
        at += (size_t)snprintf(s + at, room - at,
                               "e%d = element e%d { attribute a%d { text }?, "
                               "attribute * - a%d { text }*, e%d? } ",
                               i, i, i, i, (i + 1) % count);
    return s;
}

static void many_wildcards_cost_little_and_more_meet_a_limit(void **state)
{
    char *few = many(1000), *more = many(6000);
    (void)state;

    assert_string_equal(complaint(few), "");
    assert_string_equal(complaint(more), "rng.limit");
    free(few);
    free(more);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attributes_may_not_share_a_name),
        cmocka_unit_test(elements_of_an_interleave_may_not_share_a_name),
        cmocka_unit_test(many_wildcards_cost_little_and_more_meet_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
