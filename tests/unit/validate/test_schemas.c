#include "../check.h"
#include "validate/schemas.h"

static int freed;

static void release(void *compiled)
{
    freed += *(int *)compiled;
}

static void what_is_kept_is_found_and_freed_once(void **state)
{
    ltn_schemas *s = ltn_schemas_new();
    int one = 1, ten = 10;

    (void)state;
    assert_non_null(s);
    assert_null(ltn_schemas_find(s, "a"));
    assert_true(ltn_schemas_keep(s, "a", &one, release));
    assert_true(ltn_schemas_keep(s, "b", &ten, release));
    assert_ptr_equal(ltn_schemas_find(s, "a"), &one);
    assert_ptr_equal(ltn_schemas_find(s, "b"), &ten);
    assert_null(ltn_schemas_find(s, "c"));
    ltn_schemas_free(s);
    assert_int_equal(freed, 11);
    ltn_schemas_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_found_and_freed_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
