#include "../../check.h"

#include "validate/relaxng/types.h"

#include <string.h>

static const char xsd[] = "http://www.w3.org/2001/XMLSchema-datatypes";

/* A type with at most one parameter, "name=value". */
static uint32_t type(ltn_types *t, const char *name, const char *facet)
{
    const char *why;
    uint32_t wrong, n = facet != NULL;
    char copy[100] = "";
    ltn_param p = {.name = copy};

    if (facet) {
        size_t eq = strcspn(facet, "=");
        memcpy(copy, facet, eq);
        p.value = facet + eq + 1;
        p.len = strlen(p.value);
    }
    return ltn_types_add(t, xsd, name, &p, n, &why, &wrong);
}

static bool allows(const char *name, const char *facet, const char *s)
{
    ltn_types t;

    ltn_types_init(&t);
    uint32_t id = type(&t, name, facet);
    assert_int_not_equal(id, UINT32_MAX);
    assert_int_equal(type(&t, name, facet), id); /* it is kept */
    bool yes = ltn_type_allows(&t, id, s, strlen(s), NULL);
    ltn_types_release(&t);
    return yes;
}

static bool equal(const char *name, const char *a, const char *b)
{
    ltn_types t;

    ltn_types_init(&t);
    uint32_t v = ltn_types_value(&t, type(&t, name, NULL), a, strlen(a), "");
    assert_int_not_equal(v, UINT32_MAX);
    bool yes = ltn_value_is(&t, v, b, strlen(b), NULL);
    ltn_types_release(&t);
    return yes;
}

static bool refused(const char *name, const char *facet)
{
    ltn_types t;

    ltn_types_init(&t);
    bool no = type(&t, name, facet) == UINT32_MAX;
    ltn_types_release(&t);
    return no;
}

static void strings_have_their_forms(void **state)
{
    (void)state;
    assert_true(allows("NCName", NULL, " a.b-c "));
    assert_false(allows("NCName", NULL, "a:b"));
    assert_true(allows("Name", NULL, "a:b"));
    assert_true(allows("NMTOKENS", NULL, "1 -2"));
    assert_false(allows("NMTOKENS", NULL, " "));
    assert_true(allows("language", NULL, "zh-Hant-TW"));
    assert_false(allows("language", NULL, "en_GB"));
    assert_true(allows("anyURI", NULL, "http://ex\xC3\xA4mple.org/a b?c#d"));
    assert_false(allows("anyURI", NULL, "a%2"));
    assert_false(allows("anyURI", NULL, "a#b#c"));
    assert_false(allows("ENTITY", NULL, "e")); /* none is declared */
    assert_true(allows("base64Binary", NULL, "AA =="));
    assert_false(allows("base64Binary", NULL, "AB=="));
}

static void numbers_have_bounds(void **state)
{
    (void)state;
    assert_true(allows("byte", NULL, "-128"));
    assert_false(allows("byte", NULL, "128"));
    assert_true(allows("unsignedLong", NULL, "18446744073709551615"));
    assert_false(allows("unsignedLong", NULL, "18446744073709551616"));
    assert_false(allows("integer", NULL, "1.0"));
    assert_true(allows("double", "maxInclusive=1", "1.00e0"));
    assert_false(allows("double", "maxInclusive=1", "1.000000000000000001"));
    assert_false(allows("double", "minExclusive=0", "-1e-5"));
    assert_true(allows("double", "minExclusive=0", "INF"));
    assert_false(allows("double", "minExclusive=0", "NaN"));
    assert_true(allows("decimal", "totalDigits=3", "0012.30"));
    assert_false(allows("decimal", "totalDigits=3", "12.34"));
    assert_false(allows("decimal", "fractionDigits=1", "0.01"));
    assert_true(allows("decimal", "fractionDigits=1", "100.10"));
}

static void lengths_count_what_the_type_has(void **state)
{
    (void)state;
    assert_true(allows("string", "length=2", "\xC3\xA9\xC3\xA9"));
    assert_true(allows("hexBinary", "length=2", "00ff"));
    assert_true(allows("NMTOKENS", "maxLength=2", "aaa  bbb"));
    assert_false(allows("NMTOKENS", "maxLength=2", "a b c"));
    assert_false(allows("token", "minLength=2", " a "));
    assert_true(allows("token", "pattern=a b", " a  b "));
}

static void times_are_ordered(void **state)
{
    (void)state;
    assert_true(allows("date", NULL, "2024-02-29"));
    assert_false(allows("date", NULL, "2023-02-29"));
    assert_false(allows("gYear", NULL, "0000"));
    assert_true(allows("gYear", NULL, "-12024"));
    assert_true(allows("dateTime", "minInclusive=2000-01-01T00:00:00Z",
                       "1999-12-31T23:00:00-01:00"));
    assert_false(allows("dateTime", "minInclusive=2000-01-01T00:00:00Z",
                        "2000-01-01T12:00:00")); /* not known */
    assert_true(allows("dateTime", "minInclusive=2000-01-01T00:00:00Z",
                       "2000-01-01T14:00:00.1"));
    assert_true(allows("duration", "maxExclusive=P1M", "P27D"));
    assert_false(allows("duration", "maxExclusive=P1M", "P30D"));
    assert_true(equal("dateTime", "2001-12-01T19:45:00Z",
                      "2001-12-01T20:45:00.0+01:00"));
    assert_true(equal("duration", "P1Y", "P12M"));
    assert_false(equal("duration", "P1M", "P30D"));
}

static void values_are_compared_not_strings(void **state)
{
    (void)state;
    assert_true(equal("integer", "10", " +010 "));
    assert_true(equal("double", "1000", "1e3"));
    assert_true(equal("double", "NaN", "NaN"));
    assert_true(equal("boolean", "true", "1"));
    assert_true(equal("hexBinary", "ff", "FF"));
    assert_true(equal("token", "a b", "\na  b"));
    assert_false(equal("string", "a", " a"));
}

static void parameters_must_fit_the_type(void **state)
{
    (void)state;
    assert_true(refused("integer", "length=1"));
    assert_true(refused("string", "minInclusive=1"));
    assert_true(refused("integer", "minInclusive=x"));
    assert_true(refused("string", "totalDigits=1"));
    assert_true(refused("string", "length=x"));
    assert_true(refused("string", "pattern=("));
    assert_true(refused("string", "whiteSpace=collapse"));
    assert_true(refused("nothing", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_have_their_forms),
        cmocka_unit_test(numbers_have_bounds),
        cmocka_unit_test(lengths_count_what_the_type_has),
        cmocka_unit_test(times_are_ordered),
        cmocka_unit_test(values_are_compared_not_strings),
        cmocka_unit_test(parameters_must_fit_the_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
