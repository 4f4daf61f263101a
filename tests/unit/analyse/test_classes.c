#include "../check.h"

#include "sample.h"

/* The classes of the quotations of a text, in order. */
static const char *classes(sample *s, const char *lang, const char *text)
{
    size_t n = 0;

    read_text(s, text);
    in_language(s, lang);
    run_pass(s, &ltn_pass_quotes);
    run_pass(s, &ltn_pass_classes);
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);) {
        const ltn_node *x = it.node;
        if (it.event == LTN_ENTER && x->kind == LTN_QUOTE)
            n += (size_t)snprintf(s->shown + n, sizeof s->shown - n, "%s ",
                                  ltn_class_name(LTN_QUOTE, x->cls));
    }
    return s->shown;
}

static void expect(const char *lang, const char *text, const char *want)
{
    sample s = {.shown = ""};

    if (strcmp(classes(&s, lang, text), want) != 0)
        fail_msg("%s: %s: %s, not %s", lang, text, s.shown, want);
    end_sample(&s);
}

static void a_short_phrase_is_kept_at_a_distance(void **state)
{
    (void)state;
    expect("en", "The so-called “experts” met a “soft” deadline.",
           "soCalled soCalled ");
    expect("de", "Die sogenannten „Experten“ kamen.", "soCalled ");
    expect("fr", "Les soi-disant « experts » sont venus.", "soCalled ");
}

static void an_entitled_work_is_a_title(void **state)
{
    (void)state;
    expect("en",
           "Its resolution “On the use of water” (A/RES/61/2) and the report "
           "entitled “Rivers of the World” were read.",
           "title title ");
    expect("es", "El informe titulado “Ríos del mundo” fue leído.", "title ");
    expect("ru", "Доклад под названием «Реки мира» был прочитан.", "title ");
}

static void a_long_fragment_is_a_quotation(void **state)
{
    (void)state;
    expect("en",
           "It notes that “since the first day the members have worked to a "
           "common end in all parts of the river basin”.",
           "quote ");
}

static void what_people_of_a_story_say_is_said(void **state)
{
    (void)state;
    expect("en",
           "“Come in,” said Anna.\n\n“It rains,” he answered.\n\n“So it "
           "does.”",
           "said said said ");
}

static void a_word_that_is_talked_about_is_a_term(void **state)
{
    (void)state;
    expect("en", "The word “basin” is old.", "term ");
}

static void names_in_a_list_share_their_class(void **state)
{
    (void)state;
    expect("en", "The ships “Orion”, “Vega” and “Sirius” sailed.",
           "name name name ");
}

typedef struct known {
    const char *lang, *text, *classes;
} known;

static void classes_follow_cues_in_many_languages(void **state)
{
    static const known all[] = {
        {"en", "We will not accept “alternative facts” in this hall.",
         "soCalled "},
        {"en",
         "As Nelson Mandela said, “It always seems impossible until "
         "it is done.”",
         "quote "},
        {"en",
         "“It always seems impossible until it is done,” Nelson "
         "Mandela once said.",
         "quote "},
        {"en", "In the words of the poet, “No man is an island.”", "quote "},
        {"en",
         "An African proverb says “if you want to go far, go "
         "together”.",
         "quote "},
        {"en",
         "There is a saying in my country: “A single bracelet does "
         "not jingle.”",
         "quote "},
        {"en",
         "The theme of this session, “Leaving no one behind: acting "
         "together for peace”, is timely.",
         "title "},
        {"en",
         "Under the theme “Better together”, we have launched a "
         "review.",
         "title "},
        {"en", "We welcome the report entitled “Our Common Agenda”.", "title "},
        {"en",
         "The Secretary-General’s report, “In Larger Freedom”, showed "
         "the way.",
         "title "},
        {"en", "His book “The End of Poverty” changed the debate.", "title "},
        {"en", "She wrote a novel called “The Silent River”.", "title "},
        {"en", "The word “sustainability” has lost its meaning.", "term "},
        {"en", "What do we mean by “resilience”?", "term "},
        {"en", "The term “least developed” is defined by the Committee.",
         "term "},
        {"en", "The so-called “coalition of the willing” acted alone.",
         "soCalled "},
        {"en", "They speak of “collateral damage” when children die.",
         "soCalled "},
        {"en", "This is no “business as usual”.", "soCalled "},
        {"en", "Operation “Desert Storm” ended in 1991.", "name "},
        {"en", "The ship “Probo Koala” dumped its waste there.", "name "},
        {"en",
         "The resolution reaffirmed that “every State has the duty to "
         "refrain from the threat or use of force”.",
         "quote "},
        {"en",
         "Article 51 recognizes “the inherent right of individual or "
         "collective self-defence”.",
         "quote "},
        {"en",
         "The Charter begins with the words “We the peoples of the "
         "United Nations”.",
         "quote "},
        {"en", "He told me, “Mr. President, do not forget us.”", "quote "},
        {"fr",
         "Comme l’a dit Victor Hugo, « l’avenir est un fantôme aux "
         "mains vides ».",
         "quote "},
        {"fr",
         "Le thème de cette session, « Ensemble pour la paix », est "
         "d’actualité.",
         "title "},
        {"fr", "Je salue le rapport intitulé « Notre Programme commun ».",
         "title "},
        {"fr", "La soi-disant « République populaire » n’existe pas.",
         "soCalled "},
        {"fr",
         "Un proverbe africain dit : « Tout seul on va vite, ensemble "
         "on va loin. »",
         "quote "},
        {"fr", "Le mot « paix » a-t-il encore un sens ?", "term "},
        {"fr",
         "La résolution souligne que « le recours à la force doit "
         "rester l’exception dans les relations internationales ».",
         "quote "},
        {"de", "Der sogenannte „Islamische Staat“ ist besiegt.", "soCalled "},
        {"de", "Goethe schrieb: „Es irrt der Mensch, solang er strebt.“",
         "quote "},
        {"de",
         "Der Bericht mit dem Titel „Unsere gemeinsame Agenda“ liegt "
         "vor.",
         "title "},
        {"de", "Der Begriff „Nachhaltigkeit“ wird oft missbraucht.", "term "},
        {"de", "Unter dem Motto „Gemeinsam für den Frieden“ trafen wir uns.",
         "title "},
        {"de", "Ein Sprichwort lautet: „Wer rastet, der rostet.“", "quote "},
        {"de",
         "Die Charta spricht davon, „künftige Geschlechter vor der "
         "Geißel des Krieges zu bewahren“.",
         "quote "},
        {"es",
         "Como dijo Benito Juárez, «el respeto al derecho ajeno es la "
         "paz».",
         "quote "},
        {"es",
         "El informe titulado «Nuestra Agenda Común» es un buen punto "
         "de partida.",
         "title "},
        {"es", "El llamado «efecto dominó» no se produjo.", "soCalled "},
        {"es", "La palabra «desarrollo» tiene muchos sentidos.", "term "},
        {"es", "Bajo el lema «Unidos por la paz», nos reunimos aquí.",
         "title "},
        {"es", "La operación «Carlota» fue decisiva.", "name "},
        {"es",
         "La resolución establece que «todos los Estados tienen el "
         "deber de cooperar en la conservación de los mares».",
         "quote "},
        {"ru", "Так называемая «цветная революция» провалилась.", "soCalled "},
        {"ru", "Доклад под названием «Наша общая повестка дня» опубликован.",
         "title "},
        {"ru", "Как говорил Достоевский, «красота спасёт мир».", "quote "},
        {"ru", "Термин «устойчивое развитие» требует уточнения.", "term "},
        {"ru", "Операция «Нормандия» завершилась.", "name "},
        {"ru",
         "В Уставе говорится: «Мы, народы Объединённых Наций, "
         "преисполнены решимости».",
         "quote "},
        {"ru", "Фильм «Иди и смотри» знают все.", "title "},
        {"it", "Il cosiddetto «modello italiano» funziona.", "soCalled "},
        {"it",
         "Il rapporto intitolato «La nostra agenda comune» è un "
         "inizio.",
         "title "},
        {"it", "Come disse Dante, «fatti non foste a viver come bruti».",
         "quote "},
        {"pt", "O chamado «efeito borboleta» é real.", "soCalled "},
        {"pt", "O relatório intitulado «A Nossa Agenda Comum» é um começo.",
         "title "},
        {"pt",
         "Um provérbio diz: «Água mole em pedra dura tanto bate até "
         "que fura.»",
         "quote "},
        {"nl", "De zogenaamde “experts” zwegen.", "soCalled "},
        {"nl",
         "Het rapport getiteld “Onze gemeenschappelijke agenda” is "
         "klaar.",
         "title "},
        {"pl", "Tak zwana „operacja specjalna” to wojna.", "soCalled "},
        {"pl", "Raport zatytułowany „Nasza wspólna agenda” jest gotowy.",
         "title "},
        {"pl", "Przysłowie mówi: „Gdzie kucharek sześć, tam nie ma co jeść.”",
         "quote "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        expect(all[i].lang, all[i].text, all[i].classes);
}

static void words_after_a_verb_of_saying_and_that_are_a_quotation(void **state)
{
    static const known all[] = {
        {"en", "He said that “we cannot wait”.", "quote "},
        {"en", "She told us last week that “time is short”.", "quote "},
        {"en", "He said that “time is short.” Then he left.", "quote "},
        {"en", "He said that “we will not be moved” until they go.", "quote "},
        {"en", "He said that “free trade” hurts the workers.", "soCalled "},
        {"en", "He said that “experts” were wrong.", "soCalled "},
        {"en", "We do not want that “free trade”.", "soCalled "},
        {"fr", "Il a dit que « nous sommes prêts ».", "quote "},
        {"fr", "Il a dit qu’« elle est prête ».", "quote "},
        {"de", "Er sagte, dass „wir bereit sind“.", "quote "},
        {"es", "Dijo que «no podemos esperar».", "quote "},
        {"it", "Ha detto che «non possiamo aspettare».", "quote "},
        {"pt", "Disse que «não podemos esperar».", "quote "},
        {"nl", "Hij zei dat “wij klaar zijn”.", "quote "},
        {"sv", "Hon sade att ”vi är redo”.", "quote "},
        {"pl", "Powiedział, że „nie możemy czekać”.", "quote "},
        {"ru", "Он сказал, что «мы не уйдём».", "quote "},
        {"uk", "Він сказав, що «ми не підемо».", "quote "},
        {"cs", "Řekl, že „nemůžeme čekat“.", "quote "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        expect(all[i].lang, all[i].text, all[i].classes);
}

/* The name of who says the first quotation of the text, or "". */
static const char *speaker(sample *s, const char *lang, const char *text)
{
    classes(s, lang, text);
    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER && it.node->kind == LTN_QUOTE)
            return it.node->props->who
                       ? s->doc->entities.at[it.node->props->who - 1].name
                       : "";
    return "";
}

static void a_name_after_a_verb_of_saying_speaks(void **state)
{
    static const char *const all[][3] = {
        {"en", "“Come in,” said Anna Brown.", "Anna Brown"},
        {"en", "“Come in,” answered Mr. Brown.", "Mr. Brown"},
        {"en", "“Come in,” said Tom. He ran.", "Tom"},
        {"en", "“Come in,” said the cook.", ""},
        {"en", "“Come in,” he said. Anna left.", ""},
        {"en", "“Come in,” said Dr. J. Smith.", ""},
        {"de", "„Komm“, rief Anna Müller.", "Anna Müller"},
        {"de", "„Komm“, rief Vater.", ""},
        {"fr", "« Viens », dit Jean.", "Jean"},
        {"nl", "“Kom,” zei Jan.", "Jan"},
        {"ru", "«Иди», — сказал Иван.", "Иван"},
    };
    char text[200];

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        sample s = {.shown = ""};
        /* Two quotations at the beginning of paragraphs make a story. */
        snprintf(text, sizeof text, "%s\n\n%s", all[i][1], all[i][1]);
        assert_string_equal(speaker(&s, all[i][0], text), all[i][2]);
        end_sample(&s);
    }
}

static void doubt_stays_undecided(void **state)
{
    sample s = {.shown = "", .analysis.options.threshold = 98};

    (void)state;
    assert_string_equal(classes(&s, "en", "A “soft” word."), "q ");
    end_sample(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_phrase_is_kept_at_a_distance),
        cmocka_unit_test(an_entitled_work_is_a_title),
        cmocka_unit_test(a_long_fragment_is_a_quotation),
        cmocka_unit_test(what_people_of_a_story_say_is_said),
        cmocka_unit_test(a_word_that_is_talked_about_is_a_term),
        cmocka_unit_test(names_in_a_list_share_their_class),
        cmocka_unit_test(classes_follow_cues_in_many_languages),
        cmocka_unit_test(words_after_a_verb_of_saying_and_that_are_a_quotation),
        cmocka_unit_test(a_name_after_a_verb_of_saying_speaks),
        cmocka_unit_test(doubt_stays_undecided),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
