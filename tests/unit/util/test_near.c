#include "../check.h"

#include "lectern.h"

#include <string.h>

static const char *const names[] = {"convert", "validate", "inspect", "tei",
                                    "text"};

static const char *near(const char *name)
{
    const char *found = ltn_nearest(name, names, 5);

    return found ? found : "";
}

static void a_slip_is_understood(void **state)
{
    (void)state;
    assert_string_equal(near("conver"), "convert");
    assert_string_equal(near("valdiate"), "validate");
    assert_string_equal(near("Inspekt"), "inspect");
    assert_string_equal(near("txet"), "text");
    assert_string_equal(near("con"), "convert");
}

static void what_is_far_suggests_nothing(void **state)
{
    (void)state;
    assert_string_equal(near("epub"), "");
    assert_string_equal(near(""), "");
    assert_string_equal(near("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                             "xxxxxxxxxxxx"),
                        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_understood),
        cmocka_unit_test(what_is_far_suggests_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
