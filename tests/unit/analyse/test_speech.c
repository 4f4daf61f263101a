#include "../check.h"

#include "sample.h"

static const char *meta(const sample *s, ltn_meta_key key)
{
    return ltn_meta_text(&s->doc->meta, key, "-");
}

static void speech(sample *s, const char *text)
{
    read_text(s, text);
    run_pass(s, &ltn_pass_speech);
}

/* The kind of the n-th block, from 0. */
static ltn_kind kind_of(const sample *s, unsigned n)
{
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER &&
            ltn_kinds[it.node->kind].group == LTN_BLOCKS && n-- == 0)
            return (ltn_kind)it.node->kind;
    return LTN_KINDS;
}

static const char body[] =
    "\n\nThe river has given our towns water and work for as long as anybody "
    "can remember, and it is our duty to hand it on as we have received it. "
    "That is why we are here, and why we shall meet again next year.";

static void a_title_names_its_speaker(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "Remarks by RBC Secretary General Ann Lee at the River Basin "
             "Forum on May 3, 2023%s",
             body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_SPEAKER), "Ann Lee");
    assert_string_equal(meta(&s, LTN_META_SPEAKER_ROLE), "Secretary General");
    assert_string_equal(meta(&s, LTN_META_SPEAKER_AFFILIATION), "RBC");
    assert_string_equal(meta(&s, LTN_META_EVENT), "River Basin Forum");
    assert_string_equal(ltn_meta_get(&s.doc->meta, LTN_META_DATE)->iso,
                        "2023-05-03");
    assert_int_equal(kind_of(&s, 0), LTN_HEADING);
    assert_true(s.doc->entities.at[0].speaker);
    end_sample(&s);
}

static void what_is_said_is_no_title(void **state)
{
    static const char *const first[] = {
        "President: Ann B. Lee\n\nThank you very much. (Applause.)",
        "President: Ann B. Lee\n\nTHE PRESIDENT said:",
        "President: Ann B. Lee",
    };
    (void)state;

    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        sample s = {.shown = ""};
        char text[1024];
        snprintf(text, sizeof text, "%s%s", first[i], body);
        speech(&s, text);
        assert_string_equal(meta(&s, LTN_META_SPEAKER), "Ann B. Lee");
        assert_string_equal(meta(&s, LTN_META_TITLE), "-");
        end_sample(&s);
    }
}

/* A page out of the middle, its lines broken where they were on paper. */
static void running_text_is_no_title_page(void **state)
{
    sample s = {.shown = ""};

    (void)state;
    speech(&s, "ground that was lost. The Director of the River\n"
               "Office has on several occasions, and in her\n"
               "message to the harbour conference on clean\n"
               "water and quiet mills, held in April 2010,\n"
               "declared that dams without gates\n"
               "are forbidden. We brought that message to the\n"
               "towns in this report, and shall bring it\n"
               "again.");
    assert_string_equal(meta(&s, LTN_META_TITLE), "-");
    assert_int_equal(kind_of(&s, 0), LTN_PARAGRAPH);
    end_sample(&s);
}

static void particles_of_names_depend_on_the_language(void **state)
{
    static const char *const languages[] = {"en", "en-GB"};
    (void)state;

    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        sample s = {.shown = ""};
        char text[1024];
        snprintf(text, sizeof text, "Remarks by President von der Aue%s", body);
        read_text(&s, text);
        in_language(&s, languages[i]);
        run_pass(&s, &ltn_pass_speech);
        assert_string_equal(meta(&s, LTN_META_SPEAKER), "von der Aue");
        end_sample(&s);
    }
}

static void lines_of_capitals_are_read_as_well(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "STATEMENT BY\nH.E. MR. JOHN MARSH\nMINISTER OF WATER OF "
             "RIVERLAND\nAT THE BASIN ASSEMBLY\nGENEVA, 4 JUNE 2022%s",
             body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_SPEAKER), "JOHN MARSH");
    assert_string_equal(meta(&s, LTN_META_PLACE), "GENEVA");
    assert_string_equal(ltn_meta_get(&s.doc->meta, LTN_META_DATE)->iso,
                        "2022-06-04");
    end_sample(&s);
}

static void a_place_keeps_the_stop_of_its_initials(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "Address by Ann Lee\n\nWashington, D.C., May 3, 2023\n\n"
             "Ladies and gentlemen,%s",
             body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_PLACE), "Washington, D.C.");
    end_sample(&s);
}

static void an_office_without_a_name_is_no_name(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "STATEMENT BY THE MINISTER FOR WATER AFFAIRS\nOF THE REPUBLIC OF "
             "RIVERLAND%s",
             body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_SPEAKER), "-");
    assert_string_equal(meta(&s, LTN_META_SPEAKER_ROLE),
                        "MINISTER FOR WATER AFFAIRS OF THE REPUBLIC OF "
                        "RIVERLAND");
    end_sample(&s);
}

static void salutations_and_thanks_are_blocks_of_their_own(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "Address by Ann Lee\n\nMay 3, 2023\n\nMr. Chairman,\n"
             "Ladies and gentlemen,%s\n\nI thank you for your attention.",
             body);
    speech(&s, text);
    assert_int_equal(kind_of(&s, 1), LTN_DATELINE);
    assert_int_equal(kind_of(&s, 2), LTN_SALUTATION);
    assert_int_equal(kind_of(&s, 3), LTN_PARAGRAPH);
    assert_int_equal(kind_of(&s, 4), LTN_CLOSING);
    end_sample(&s);
}

static void other_languages_greet_and_thank_too(void **state)
{
    static const struct {
        const char *greeting, *thanks;
    } of[] = {
        {"Monsieur le Président,\nMesdames et Messieurs,",
         "Je vous remercie de votre attention."},
        {"Sehr geehrter Herr Präsident,\nmeine Damen und Herren,",
         "Vielen Dank."},
        {"Señor Presidente,\nExcelencias,", "Muchas gracias."},
        {"Уважаемый господин Председатель!", "Благодарю за внимание."},
        {"Senhor Presidente,", "Muito obrigado."},
    };
    char text[1024];

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        sample s = {.shown = ""};
        snprintf(text, sizeof text, "%s%s\n\n%s", of[i].greeting, body,
                 of[i].thanks);
        speech(&s, text);
        assert_int_equal(kind_of(&s, 0), LTN_SALUTATION);
        assert_int_equal(kind_of(&s, 2), LTN_CLOSING);
        end_sample(&s);
    }
}

static void an_office_before_the_speech_is_no_address(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text, "President: Ann Lee\n\nFellow citizens:%s",
             body);
    speech(&s, text);
    assert_int_equal(kind_of(&s, 0), LTN_BYLINE);
    assert_int_equal(kind_of(&s, 1), LTN_SALUTATION);
    assert_string_equal(meta(&s, LTN_META_SPEAKER), "Ann Lee");
    assert_string_equal(meta(&s, LTN_META_SPEAKER_ROLE), "President");
    assert_string_equal(meta(&s, LTN_META_GENRE), "speech");
    end_sample(&s);
}

static void a_letter_is_no_speech(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text, "Dear Ann,%s\n\nYours sincerely,\n\nJohn",
             body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_GENRE), "letter");
    end_sample(&s);
}

static void a_story_is_no_speech(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text, "Chapter One%s\n\nThank you, said Ann.", body);
    speech(&s, text);
    assert_string_equal(meta(&s, LTN_META_TITLE), "-");
    assert_string_equal(meta(&s, LTN_META_GENRE), "-");
    assert_int_equal(kind_of(&s, 2), LTN_PARAGRAPH);
    end_sample(&s);
}

static void a_transcript_has_turns(void **state)
{
    sample s = {.shown = ""};
    unsigned turns = 0, speakers = 0;

    (void)state;
    speech(&s, "Remarks by President Ann Lee at the Forum\n\nTHE PRESIDENT: "
               "Good morning. Let us begin.\n\nMr. Marsh (Riverland): The "
               "water is high.\n\n(Laughter.)\n\nTHE PRESIDENT: It is.");
    for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        turns += n->kind == LTN_TURN;
        speakers += n->kind == LTN_SPEAKER;
        if (n->kind == LTN_TURN && turns != 2)
            assert_int_equal(n->props->who, 1); /* she of the title */
    }
    assert_int_equal(turns, 3);
    assert_int_equal(speakers, 3);
    assert_int_equal(s.doc->entities.len, 2);
    end_sample(&s);
}

static void labels_come_in_many_forms(void **state)
{
    static const struct {
        const char *text;
        unsigned turns, people;
    } of[] = {
        {"M. le président. – La parole est à M. Roux.\n\nM. Roux. – Je vous "
         "remercie.\n\nM. le président. – La séance est levée.",
         3, 2},
        {"Abg. Keller (SPD): Wir stimmen zu.\n\nVizepräsident Roth: Danke.\n\n"
         "Abg. Keller (SPD): Gern.",
         3, 2},
        {"Frage: Wann?\n\nRoth: Im Herbst.\n\nFrage: Und dann?\n\nRoth: "
         "Dann nicht mehr.",
         4, 1},
        {"В.Орлов: Добрый день!\n\nА.Белова: Здравствуйте.\n\nВ.Орлов: "
         "Начнём.",
         3, 2},
        {"Mr. Alan SMITH (Northport): To ask the Minister.\n\nThe Minister for "
         "Water (Ms. Jane Hollis): Yes.\n\nMr. SMITH: Thank you.\n\nMs. "
         "HOLLIS: Not at all.",
         4, 2},
        {"The President (spoke in Spanish): I invite Ms. Marsh.\n\nMs. Marsh: "
         "Thank you.\n\nMr. Lee (Lakeland) (spoke in French): We agree.",
         3, 3},
        {"Operator\n\nWelcome to the call.\n\nAnn Lee - Chief Executive "
         "Officer\n\nSales grew.\n\nOperator\n\nAny questions?\n\nAnn Lee - "
         "Chief Executive Officer\n\nNone.",
         4, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        sample s = {.shown = ""};
        unsigned turns = 0;
        speech(&s, of[i].text);
        for (ltn_iter it = ltn_iter_at(s.doc->root); ltn_iter_next(&it);)
            turns += it.event == LTN_ENTER && it.node->kind == LTN_TURN;
        assert_int_equal(turns, of[i].turns);
        assert_int_equal(s.doc->entities.len, of[i].people);
        end_sample(&s);
    }
}

static void names_are_told_from_offices(void **state)
{
    static const struct {
        const char *title, *name, *role;
    } of[] = {
        {"Remarks by Deputy Secretary of State Wendy Marsh at the Institute",
         "Wendy Marsh", "Deputy Secretary of State"},
        {"Speech by President von Hagen at the Plenary", "von Hagen",
         "President"},
        {"Rede von Bundesaußenministerin Annika Roth bei der Konferenz",
         "Annika Roth", "Bundesaußenministerin"},
        {"Allocution de M. Jean Roux, Ministre des Affaires étrangères, à "
         "Paris",
         "Jean Roux", "Ministre des Affaires étrangères"},
        {"Statement by H.E. Mrs. Lana Petrova, Permanent Representative of "
         "Lakeland to the United Nations, on water",
         "Lana Petrova",
         "Permanent Representative of Lakeland to the United Nations"},
        {"Выступление Министра иностранных дел И. С. Орлова на заседании",
         "И. С. Орлова", "Министра иностранных дел"},
        {"Opening Remarks at the Conference on Banking", "-", "-"},
        {"Toespraak van minister Jan de Boer bij de opening", "Jan de Boer",
         "minister"},
    };
    char text[1024];

    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        sample s = {.shown = ""};
        snprintf(text, sizeof text, "%s%s", of[i].title, body);
        speech(&s, text);
        assert_string_equal(meta(&s, LTN_META_SPEAKER), of[i].name);
        assert_string_equal(meta(&s, LTN_META_SPEAKER_ROLE), of[i].role);
        end_sample(&s);
    }
}

static void a_record_ends_outside_of_its_turns(void **state)
{
    sample s = {.shown = ""};

    (void)state;
    speech(&s, "The President: I invite Ms. Marsh.\n\nMs. Marsh: Thank "
               "you.\n\nMr. Lee (Lakeland): We agree.\n\nThe meeting rose at "
               "1.10 p.m.");
    const ltn_node *last = s.doc->root->first;
    while (last->next)
        last = last->next;
    assert_int_equal(last->kind, LTN_STAGE);
    end_sample(&s);
}

static void names_at_the_end_are_signatures(void **state)
{
    sample s = {.shown = ""};
    char text[1024];

    (void)state;
    snprintf(text, sizeof text,
             "President: Ann Lee%s\n\nANN LEE.\n\nBy the President:\n\nJOHN "
             "MARSH,\n\nSecretary of State.",
             body);
    speech(&s, text);
    assert_int_equal(kind_of(&s, 1), LTN_PARAGRAPH);
    for (unsigned i = 2; i < 6; i++)
        assert_int_equal(kind_of(&s, i), LTN_SIGNATURE);
    end_sample(&s);
}

static void one_label_is_no_dialogue(void **state)
{
    sample s = {.shown = ""};

    (void)state;
    speech(&s, "NOTE: the water is high.\n\nWARNING: it rises.");
    assert_int_equal(kind_of(&s, 0), LTN_PARAGRAPH);
    end_sample(&s);
}

/* The kind of the last block of a speech in a language. */
static ltn_kind last_kind(const char *lang, const char *title, const char *end)
{
    sample s = {.shown = ""};
    char text[2048];

    snprintf(text, sizeof text, "%s%s%s\n\n%s", title, body, body, end);
    read_text(&s, text);
    in_language(&s, lang);
    run_pass(&s, &ltn_pass_speech);
    ltn_kind kind = kind_of(&s, 3);
    end_sample(&s);
    return kind;
}

static void a_word_of_another_language_closes_only_alone(void **state)
{
    static const char title[] = "Przemówienie ministra Jana Nowaka";
    static const char tak[] = "Tak zwana rzeka płynie dalej.";

    (void)state;
    assert_int_equal(last_kind("pl", title, tak), LTN_PARAGRAPH);
    assert_int_equal(last_kind("pl", title, "Dziękuję państwu."), LTN_CLOSING);
    assert_int_equal(last_kind("da-DK", "Tale af Ann Lee", "Tak for ordet."),
                     LTN_CLOSING);
    assert_int_equal(last_kind("da", "Tale af Ann Lee", "Tak alle sammen."),
                     LTN_CLOSING);
    assert_int_equal(last_kind("und", title, tak), LTN_CLOSING);
    assert_int_equal(last_kind("cy", title, tak), LTN_CLOSING); /* no list */
    assert_int_equal(last_kind("en", "Remarks by Ann Lee", "Kiitos."),
                     LTN_CLOSING);
    assert_int_equal(last_kind("en", "Remarks by Ann Lee",
                               "Muchas gracias a "
                               "todos."),
                     LTN_CLOSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_names_its_speaker),
        cmocka_unit_test(what_is_said_is_no_title),
        cmocka_unit_test(a_word_of_another_language_closes_only_alone),
        cmocka_unit_test(running_text_is_no_title_page),
        cmocka_unit_test(particles_of_names_depend_on_the_language),
        cmocka_unit_test(lines_of_capitals_are_read_as_well),
        cmocka_unit_test(a_place_keeps_the_stop_of_its_initials),
        cmocka_unit_test(an_office_without_a_name_is_no_name),
        cmocka_unit_test(salutations_and_thanks_are_blocks_of_their_own),
        cmocka_unit_test(other_languages_greet_and_thank_too),
        cmocka_unit_test(an_office_before_the_speech_is_no_address),
        cmocka_unit_test(a_story_is_no_speech),
        cmocka_unit_test(a_transcript_has_turns),
        cmocka_unit_test(labels_come_in_many_forms),
        cmocka_unit_test(names_are_told_from_offices),
        cmocka_unit_test(a_letter_is_no_speech),
        cmocka_unit_test(a_record_ends_outside_of_its_turns),
        cmocka_unit_test(names_at_the_end_are_signatures),
        cmocka_unit_test(one_label_is_no_dialogue),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
