#include "../check.h"

#include "batch/plan.h"

#include <stdio.h>
#include <string.h>

static ltn_places places(int mode, const char *out)
{
    ltn_places p = {.writer_len = 1, .out = out};

    p.writers[0] = &ltn_writer_text;
    p.mode = mode;
    return p;
}

static void outputs_are_named_after_inputs(void **state)
{
    const ltn_input in = {"x/1999/a.b.txt", "1999/a.b.txt", true};
    const ltn_input hidden = {".txt", ".txt", false};
    const ltn_input standard = {"-", "-", false};
    ltn_places p = places(LTN_TO_FOLDER, "out");
    ltn_arena a = {0};
    (void)state;

    assert_string_equal(ltn_plan_output(&p, &in, &ltn_writer_text, &a),
                        "out/1999/a.b.txt");
    assert_string_equal(ltn_plan_output(&p, &hidden, &ltn_writer_text, &a),
                        "out/.txt.txt");
    assert_string_equal(ltn_plan_output(&p, &standard, &ltn_writer_text, &a),
                        "out/stdin.txt");
    p.mode = LTN_BESIDE;
    assert_string_equal(ltn_plan_output(&p, &in, &ltn_writer_text, &a),
                        "x/1999/a.b.txt");
    p.mode = LTN_TO_FILE;
    assert_string_equal(ltn_plan_output(&p, &in, &ltn_writer_text, &a), "out");
    ltn_arena_release(&a);
}

static void two_inputs_for_one_output_are_refused(void **state)
{
    ltn_input files[] = {{"a/x.txt", "x.txt", false},
                         {"b/x.log", "x.log", false},
                         {"b/y.txt", "y.txt", false}};
    ltn_inputs_list list = {.at = files, .len = 3};
    ltn_places p = places(LTN_TO_FOLDER, "out");
    ltn_diags diags;
    (void)state;

    ltn_diags_init(&diags, "lectern");
    assert_int_equal(ltn_plan_check(&p, &list, &diags), LTN_INVALID);
    assert_string_equal(diags.first->code, "cli.output.collision");
    ltn_diags_release(&diags);
    ltn_diags_init(&diags, "lectern");
    list.at++;
    list.len--;
    assert_int_equal(ltn_plan_check(&p, &list, &diags), LTN_OK);
    ltn_diags_release(&diags);
}

static void a_file_given_twice_is_one_input(void **state)
{
    const char *const given[] = {"b.txt", "a.txt", "b.txt"};
    ltn_inputs_list list = {0};
    ltn_diags diags;
    ltn_arena a = {0};
    (void)state;

    ltn_diags_init(&diags, "lectern");
    assert_int_equal(ltn_plan_inputs(given, 3, false, &a, &list, &diags),
                     LTN_OK);
    assert_int_equal(list.len, 2);
    assert_string_equal(list.at[0].path, "b.txt");
    assert_int_equal(diags.count[LTN_NOTE], 1);
    free(list.at);
    ltn_arena_release(&a);
    ltn_diags_release(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outputs_are_named_after_inputs),
        cmocka_unit_test(two_inputs_for_one_output_are_refused),
        cmocka_unit_test(a_file_given_twice_is_one_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
