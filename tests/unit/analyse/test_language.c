#include "../check.h"
#include "analyse/analyse.h"
#include "analyse/language/language.h"
#include "model/build.h"

#include <stdio.h>
#include <string.h>

/* The language found in text, into out; "" when it stays undecided. */
static const char *language(const char *text, char out[16], size_t *warnings)
{
    static ltn_builder b;
    ltn_diags diags;
    ltn_doc *doc;
    ltn_edits edits;
    ltn_analysis a = {0};

    ltn_diags_init(&diags, "test.txt");
    ltn_build_start(&b, &diags);
    ltn_build_open(&b, LTN_PARAGRAPH);
    ltn_build_text(&b, text, strlen(text), (ltn_pos){.line = 1, .col = 1});
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    ltn_edits_init(&edits, doc);
    assert_int_equal(ltn_pass_language.run(&a, doc, &edits, &diags), LTN_OK);
    snprintf(out, 16, "%s", ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, ""));
    assert_int_equal(doc->findings.len, 1);
    *warnings = diags.count[LTN_WARNING];
    ltn_edits_release(&edits);
    ltn_doc_free(doc);
    ltn_languages_free(a.languages);
    ltn_diags_release(&diags);
    return out;
}

static void common_languages_are_told_by_their_function_words(void **state)
{
    static const char *const texts[][2] = {
        {"en", "The bridge that was built by the people of the valley has been "
               "closed to all of them since the spring."},
        {"fr", "Le pont que les gens de la vallée ont construit est fermé pour "
               "tous depuis le printemps, et ils ne savent pas pourquoi."},
        {"de", "Die Brücke, die von den Leuten des Tals gebaut wurde, ist seit "
               "dem Frühling für alle gesperrt, und sie wissen nicht warum."},
        {"ru", "Мост, который построили люди из долины, был закрыт для всех, и "
               "они не знают, что с ним было и кто это сделал."},
    };
    char out[16];
    size_t warnings;

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(language(texts[i][1], out, &warnings), texts[i][0]);
        assert_int_equal(warnings, 0);
    }
}

static void rarer_languages_are_told_by_their_letters(void **state)
{
    char out[16];
    size_t warnings;

    (void)state;
    assert_string_equal(
        language("ხიდი, რომელიც ხეობის ხალხმა ააგო, გაზაფხულიდან ყველასთვის "
                 "დაკეტილია და არავინ იცის, რატომ დაკეტეს იგი.",
                 out, &warnings),
        "ka");
}

static void too_little_text_stays_undecided_with_a_warning(void **state)
{
    char out[16];
    size_t warnings;

    (void)state;
    assert_string_equal(language("42 km", out, &warnings), "");
    assert_int_equal(warnings, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(common_languages_are_told_by_their_function_words),
        cmocka_unit_test(rarer_languages_are_told_by_their_letters),
        cmocka_unit_test(too_little_text_stays_undecided_with_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
