#include "../../check.h"

#include "analyse/citations/words.h"

#include <stdio.h>
#include <string.h>

static const char *const names[LTN_REF_FIELDS] = {
    [LTN_REF_AUTHOR] = "author",       [LTN_REF_EDITOR] = "editor",
    [LTN_REF_TITLE] = "title",         [LTN_REF_CONTAINER] = "in",
    [LTN_REF_VOLUME] = "volume",       [LTN_REF_PAGES] = "pages",
    [LTN_REF_DATE] = "date",           [LTN_REF_PLACE] = "place",
    [LTN_REF_PUBLISHER] = "publisher", [LTN_REF_EDITION] = "edition",
};

/* The fields of a reference: "author{Smith, J.} date{(2010).}"; what has none
 * is left out. */
static void expect(const char *text, bool vancouver, const char *want)
{
    static ltn_ref r;
    ltn_words known = {0};
    char got[1024] = "";

    ltn_ref_words_load(&known);
    r = (ltn_ref){.vancouver = vancouver};
    assert_true(ltn_ref_split(&r, text, text + strlen(text), &known));
    ltn_ref_parse(&r);
    for (unsigned i = 0, j; i < r.len; i = j) {
        for (j = i + 1; j < r.len && r.at[j].field == r.at[i].field;)
            j++;
        size_t n = strlen(got);
        if (names[r.at[i].field])
            snprintf(got + n, sizeof got - n, "%s%s{%.*s}", n ? " " : "",
                     names[r.at[i].field], (int)(r.at[j - 1].e - r.at[i].s),
                     r.at[i].s);
    }
    ltn_words_release(&known);
    assert_string_equal(got, want);
}

static void apa(void **state)
{
    (void)state;
    expect("Jones, A. B. (2010). Reading as practice. Journal of Archives, "
           "12(3), 45–67.",
           false,
           "author{Jones, A. B.} date{(2010).} title{Reading as practice.} "
           "in{Journal of Archives,} volume{12(3),} pages{45–67.}");
    expect("Müller, K., & Lee, S. (2015). The archive and its readers (2nd "
           "ed.). Oxford University Press.",
           false,
           "author{Müller, K., & Lee, S.} date{(2015).} "
           "title{The archive and its readers} edition{(2nd ed.).} "
           "publisher{Oxford University Press.}");
    expect("Adams, R. (in press). The future of reading. Reading Today.", false,
           "author{Adams, R.} date{(in press).} "
           "title{The future of reading.} in{Reading Today.}");
}

static void chicago(void **state)
{
    (void)state;
    expect("Doe, Jane. \"Closed Worlds.\" Journal of History 12, no. 3 (2001): "
           "40–60.",
           false,
           "author{Doe, Jane.} title{\"Closed Worlds.\"} "
           "in{Journal of History} volume{12, no. 3} date{(2001):} "
           "pages{40–60.}");
    expect("Gould, Glenn. \"Streisand.\" In The Reader, edited by Tim Page, "
           "308–11. New York: Vintage, 1984.",
           false,
           "author{Gould, Glenn.} title{\"Streisand.\"} in{The Reader,} "
           "editor{edited by Tim Page,} pages{308–11.} place{New York:} "
           "publisher{Vintage,} date{1984.}");
}

static void vancouver(void **state)
{
    (void)state;
    expect("Smith AB, Jones CD. A paper on cells. Nature. "
           "2010;466(7302):123-6.",
           true,
           "author{Smith AB, Jones CD.} title{A paper on cells.} in{Nature.} "
           "date{2010;} volume{466(7302):} pages{123-6.}");
    expect("Brown T. Chapter on cells. In: White U, Black V, editors. Book of "
           "cells. 3rd ed. New York: McGraw-Hill; 2005. p. 93-113.",
           true,
           "author{Brown T.} title{Chapter on cells.} "
           "editor{White U, Black V, editors.} in{Book of cells.} "
           "edition{3rd ed.} place{New York:} publisher{McGraw-Hill;} "
           "date{2005.} pages{p. 93-113.}");
}

static void engineers(void **state)
{
    (void)state;
    expect("A. B. Smith and C. Jones, \"A paper,\" IEEE Trans. Things, vol. 3, "
           "no. 4, pp. 12–34, Apr. 2010.",
           false,
           "author{A. B. Smith and C. Jones,} title{\"A paper,\"} "
           "in{IEEE Trans. Things,} volume{vol. 3, no. 4,} "
           "pages{pp. 12–34,} date{Apr. 2010.}");
}

static void too_many_words_are_no_reference(void **state)
{
    static ltn_ref r;
    static char text[2 * LTN_REF_WORDS + 3];
    ltn_words known = {0};

    (void)state;
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 1; i < sizeof text - 1; i += 2)
        text[i] = ' ';
    assert_false(ltn_ref_split(&r, text, text + sizeof text - 1, &known));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(apa),
        cmocka_unit_test(chicago),
        cmocka_unit_test(vancouver),
        cmocka_unit_test(engineers),
        cmocka_unit_test(too_many_words_are_no_reference),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
