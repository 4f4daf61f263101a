#include "../../check.h"

#include "shown.h"

/* "quote <- citation" for each quotation that names its source. */
static void expect(const char *text, const char *want)
{
    static sample s;
    char got[1024] = "";

    cite(&s, text, true);
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);) {
        const ltn_node *q = it.node;
        if (it.event != LTN_ENTER || !q->props->source)
            continue;
        const ltn_node *c = ltn_doc_node(s.doc, q->props->source);
        size_t n = strlen(got);
        assert_non_null(c);
        snprintf(got + n, sizeof got - n, "%.*s <- %.*s\n",
                 (int)(q->end - q->start), text + q->start,
                 (int)(c->end - c->start), text + c->start);
    }
    assert_string_equal(got, want);
    end_sample(&s);
}

static void a_citation_in_brackets_behind_sources_its_quotation(void **state)
{
    (void)state;
    expect("She said that “no city is safe from the sea” (A/78/12, para. 3).",
           "“no city is safe from the sea” <- A/78/12, para. 3\n");
}

static void a_citation_before_in_the_sentence_does_too(void **state)
{
    (void)state;
    expect("Resolution 1373 (2001) says that States “shall refrain from "
           "providing any form of support” to them.",
           "“shall refrain from providing any form of support” <- "
           "Resolution 1373 (2001)\n");
}

static void a_pronoun_points_to_the_sentence_before(void **state)
{
    (void)state;
    expect("The Council adopted resolution 1373 (2001). It decides that all "
           "States shall “prevent and suppress the financing of terror”.",
           "“prevent and suppress the financing of terror” <- "
           "resolution 1373 (2001)\n");
}

static void words_in_doubt_and_titles_have_no_source(void **state)
{
    (void)state;
    expect("Under resolution 1373 (2001) the so-called “experts” met.", "");
    expect("The report entitled “In Larger Freedom” is old.", "");
    expect("He said “we will never give up our hope”. Much later the Council "
           "adopted resolution 1373 (2001).",
           "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_citation_in_brackets_behind_sources_its_quotation),
        cmocka_unit_test(a_citation_before_in_the_sentence_does_too),
        cmocka_unit_test(a_pronoun_points_to_the_sentence_before),
        cmocka_unit_test(words_in_doubt_and_titles_have_no_source),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
