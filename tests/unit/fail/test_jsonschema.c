/* Every allocation in turn is refused once while a schema is compiled and a
 * text judged: nothing crashes or leaks, and no verdict is made up. */

#include "refuse.h"

#include "../check.h"

#include "validate/jsonschema/jsonschema.h"

#include <string.h>

static const char schema[] =
    "{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\","
    "\"$defs\":{\"a\":{\"$anchor\":\"x\",\"uniqueItems\":true,"
    "\"pattern\":\"^\\\\p{Letter}+$\",\"maxItems\":40}},"
    "\"properties\":{\"b\":{\"$ref\":\"#x\"}},\"unevaluatedProperties\":false,"
    "\"anyOf\":[{\"required\":[\"c\"]},{\"minProperties\":9}]}";

static const char text[] =
    "{\"b\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,1],\"d\":{},"
    "\"f1\":1,\"f2\":2,\"f3\":3,\"f4\":4,\"f5\":5,\"f6\":6,\"f7\":7,\"f8\":8,"
    "\"f9\":9,\"fa\":1,\"fb\":2,\"fc\":3,\"fd\":4,\"items\":{\"type\":3}}";

static ltn_status work(void)
{
    ltn_diags diags;
    ltn_jsonschema *s;

    ltn_diags_init(&diags, "memory");
    ltn_status status = ltn_jsonschema_load(schema, sizeof schema - 1, "s.json",
                                            NULL, NULL, &diags, &s);
    if (status == LTN_OK)
        status = ltn_jsonschema_validate(s, text, sizeof text - 1, &diags);
    ltn_jsonschema_free(s);
    ltn_diags_release(&diags);
    return status;
}

static void every_allocation_may_fail(void **state)
{
    ltn_status status;
    long n = 0;
    (void)state;

    do {
        fail_at = n++;
        status = work();
        assert_true(status == LTN_INVALID || status == LTN_ENOMEM);
    } while (fail_at < 0); /* until a run asks for fewer than n */
    fail_at = -1;
    assert_int_equal(status, LTN_INVALID);
    assert_true(n > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
