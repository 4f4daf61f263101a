#include "../../check.h"

#include "shown.h"

#define BOOK "\n\nReferences"

/* A list of n numbered entries behind the text. */
static void expect_numbered(const char *text, int n, const char *want)
{
    char all[4096];
    size_t len = (size_t)snprintf(all, sizeof all, "%s" BOOK, text);

    for (int i = 1; i <= n; i++)
        len += (size_t)snprintf(all + len, sizeof all - len,
                                "\n\n[%d] A. Author, A Book, Paris, 19%02d.", i,
                                50 + i);
    expect_cited(all, want);
}

static void numbers_in_brackets_lead_to_their_entries(void **state)
{
    (void)state;
    expect_numbered("As shown [2], and [3, 1].", 3,
                    "[[2]]->[2] A. [[3, 1]][3]->[3] A. [1]->[1] A. ");
    expect_numbered(
        "See [2, p. 4] and [3, Theorem 3].", 3,
        "[[2, p. 4]]->[2] A. <page 4>[[3, Theorem 3]]->[3] A. <theorem 3>");
}

static void a_range_means_all_that_lie_in_it(void **state)
{
    static sample s;
    char all[4096];
    size_t len = (size_t)snprintf(all, sizeof all, "As in [2-6]." BOOK);
    const ltn_node *dash = NULL;

    (void)state;
    for (int i = 1; i <= 7; i++)
        len += (size_t)snprintf(all + len, sizeof all - len,
                                "\n\n[%d] A. Author, A Book, Paris, 1950.", i);
    cite(&s, all, false);
    assert_string_equal(s.shown, "[[2-6]][2]->[2] A. [-]->[3] A. [6]->[6] A. ");
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER && it.node->props->target_last)
            dash = it.node;
    assert_non_null(dash);
    const ltn_node *last = ltn_doc_node(s.doc, dash->props->target_last);
    assert_memory_equal(all + last->start, "[5]", 3);
    end_sample(&s);
}

static void intervals_and_elements_are_no_markers(void **state)
{
    (void)state;
    expect_numbered("In [1] the range [2, 3] and x[2] of [3].", 3,
                    "[[1]]->[1] A. [[3]]->[3] A. ");
}

static void numbers_in_parentheses_when_the_document_uses_them(void **state)
{
    (void)state;
    expect_numbered("So (1), and (2,3). By (4-6) it is; in (3) ways. Table (2) "
                    "has it (5), and (7).",
                    7,
                    "[(1)]->[1] A. [(2,3)][2]->[2] A. [3]->[3] A. [(4-6)]"
                    "[4]->[4] A. [-]->[5] A. [6]->[6] A. [(5)]->[5] A. ");
}

static const char list[] =
    BOOK "\n\nBerg, H. van der (2018a). First. Oslo: Aschehoug."
         "\n\nBerg, H. van der (2018b). Second. Oslo: Aschehoug."
         "\n\nBrown, T. (n.d.). Undated thoughts. Cairo: Nile."
         "\n\nGarcía Márquez, G., & de la Cruz, J. (2016). Lenta. Lima: Sol."
         "\n\nSmith, J., & Roe, R. (2020). Memory. Paris: Seuil."
         "\n\nWorld Health Organization. (2021). Guidelines. Geneva.";

static void expect_years(const char *text, const char *want)
{
    char all[4096];

    snprintf(all, sizeof all, "%s%s", text, list);
    expect_cited(all, want);
}

static void authors_and_years_lead_to_their_entries(void **state)
{
    (void)state;
    expect_years("It is so (Smith & Roe, 2020, p. 4).",
                 "[(Smith & Roe, 2020, p. 4)]->Smith, <page 4>");
    expect_years("As Smith and Roe (2020) say; Smith's (2020) view.",
                 "[Smith and Roe (2020)]->Smith, "
                 "[Smith's (2020)]->Smith, ");
    expect_years("Others (Brown, n.d.; WHO, 2021) too.",
                 "[(Brown, n.d.; WHO, 2021)][Brown, n.d.]->Brown, "
                 "[WHO, 2021]->World H");
}

static void letters_tell_works_of_one_year_apart(void **state)
{
    (void)state;
    expect_years("Both (Berg 2018b) and (Berg 2018a, 2018b).",
                 "[(Berg 2018b)]->Berg, H[(Berg 2018a, 2018b)]"
                 "[Berg 2018a]->Berg, H[2018b]->Berg, H");
}

static void names_begin_where_the_entry_says(void **state)
{
    (void)state;
    expect_years("Following García Márquez and de la Cruz (2016), we read.",
                 "[García Márquez and de la Cruz (2016)]->García");
    expect_years("Smith und Roe (2020); Smith et Roe (2020).",
                 "[Smith und Roe (2020)]->Smith, "
                 "[Smith et Roe (2020)]->Smith, ");
}

static void a_film_and_its_year_are_no_citation(void **state)
{
    (void)state;
    expect_years("The film Metropolis (1927) and the war (1914-1918), in May "
                 "(2019), and (Smith & Roe 2020).",
                 "[(Smith & Roe 2020)]->Smith, ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_brackets_lead_to_their_entries),
        cmocka_unit_test(a_range_means_all_that_lie_in_it),
        cmocka_unit_test(intervals_and_elements_are_no_markers),
        cmocka_unit_test(numbers_in_parentheses_when_the_document_uses_them),
        cmocka_unit_test(authors_and_years_lead_to_their_entries),
        cmocka_unit_test(letters_tell_works_of_one_year_apart),
        cmocka_unit_test(names_begin_where_the_entry_says),
        cmocka_unit_test(a_film_and_its_year_are_no_citation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
