#include "../check.h"

#include "model/build.h"
#include "write/tally.h"

#include <stdio.h>
#include <string.h>

/* A document of n paragraphs. */
static ltn_doc *paragraphs(unsigned n, ltn_diags *diags)
{
    ltn_builder b;
    ltn_doc *doc;

    ltn_diags_init(diags, "tally");
    ltn_build_start(&b, diags);
    for (unsigned i = 0; i < n; i++) {
        ltn_build_open(&b, LTN_PARAGRAPH);
        ltn_build_text(&b, "a", 1, (ltn_pos){.line = 1, .col = 1});
        ltn_build_close(&b);
    }
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    return doc;
}

static void the_most_frequent_rule_comes_first(void **state)
{
    static const ltn_decision a = {"a", NULL, 70}, b = {"b", NULL, 90},
                              b2 = {"b", NULL, 60};
    const ltn_decision *why[] = {&a, &b, NULL, &b2};
    ltn_arena arena = {0};
    ltn_diags diags;
    ltn_doc *doc = paragraphs(4, &diags);
    const ltn_node *n = doc->root->first;

    (void)state;
    for (size_t i = 0; i < 4; i++, n = n->next)
        ((ltn_node *)n)->why = why[i];
    ltn_tally t = ltn_tally_of(doc, &arena);
    assert_int_equal(t.len, 2);
    assert_string_equal(t.at[0].rule, "b");
    assert_int_equal(t.at[0].count, 2);
    assert_int_equal(t.at[0].least, 60);
    assert_string_equal(t.at[1].rule, "a");
    ltn_arena_release(&arena);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
}

static void rules_without_end_are_one_row(void **state)
{
    enum { MANY = 3000 };
    static ltn_decision why[MANY];
    static char names[MANY][8];
    ltn_arena arena = {0};
    ltn_diags diags;
    ltn_doc *doc = paragraphs(MANY, &diags);
    const ltn_node *n = doc->root->first;
    uint32_t sum = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++, n = n->next) {
        snprintf(names[i], sizeof names[i], "r%zu", i);
        why[i] = (ltn_decision){names[i], NULL, 50};
        ((ltn_node *)n)->why = &why[i];
    }
    ltn_tally t = ltn_tally_of(doc, &arena);
    assert_int_equal(t.len, LTN_TALLY_MAX);
    for (size_t i = 0; i < t.len; i++)
        sum += t.at[i].count;
    assert_int_equal(sum, MANY);
    ltn_arena_release(&arena);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_frequent_rule_comes_first),
        cmocka_unit_test(rules_without_end_are_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
