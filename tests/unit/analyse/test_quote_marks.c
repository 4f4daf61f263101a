#include "../check.h"

#include "sample.h"

/* Quotations of texts in many conventions: brackets show what is to be found,
 * and the text that is read is the same without them. */

typedef struct marked {
    const char *lang, *text;
} marked;

/* The text with brackets round its quotations. */
static void show(sample *s)
{
    size_t n = 0, at = 0;

    for (ltn_iter it = ltn_iter_at(s->doc->root); ltn_iter_next(&it);) {
        size_t room = sizeof s->shown - n;
        if (it.event == LTN_LEAF) {
            n += (size_t)snprintf(s->shown + n, room, "%.*s",
                                  (int)(it.node->end - at),
                                  s->doc->text.data + at);
            at = it.node->end;
            continue;
        }
        if (it.node->kind != LTN_QUOTE)
            continue;
        /* Between paragraphs the bracket belongs to the new one. */
        if (it.event == LTN_ENTER && it.node->start > at) {
            n += (size_t)snprintf(s->shown + n, room, "%.*s",
                                  (int)(it.node->start - at),
                                  s->doc->text.data + at);
            at = it.node->start;
            room = sizeof s->shown - n;
        }
        n += (size_t)snprintf(s->shown + n, room,
                              it.event == LTN_ENTER ? "[" : "]");
    }
}

static void without_brackets(const char *text, char *out)
{
    for (; *text; text++)
        if (*text != '[' && *text != ']')
            *out++ = *text;
    *out = '\0';
}

static void expect_all(const marked *m, size_t count)
{
    char text[2048];

    for (size_t i = 0; i < count; i++) {
        sample s = {0};
        assert_true(strlen(m[i].text) < sizeof text);
        without_brackets(m[i].text, text);
        read_text(&s, text);
        in_language(&s, m[i].lang);
        run_pass(&s, &ltn_pass_quotes);
        show(&s);
        assert_string_equal(s.shown, m[i].text);
        end_sample(&s);
    }
}

static void marks_of_english_are_told_from_apostrophes(void **state)
{
    static const marked cases[] = {
        {"en", "He was 'round the corner; 'tis true. ['I know,'] she said. "
               "['Get 'em all!']"},
        {"en", "[“’Tis the season,”] he said. [“Give ’em rock ’n’ roll from "
               "the ’90s and the dogs’ dinner.”]"},
        {"en", "['The boys' books are there,'] he said. ['And the girls' "
               "too.']"},
        {"en",
         "The plank is 6'2\" long and the board 12\" wide. [\"Take it,\"] "
         "she said. [\"It's only 5' 10\".\"]"},
        {"en", "At 40° 26' 46\" N the captain said, [\"Stop.\"]"},
        {"en", "The [\"experts\"]' advice and the [“Times”]’s view differ."},
        {"en", "The article [“Is it [‘free’]?”] was read—[“a scandal”]—by "
               "all ([“every one”])."},
        {"en", "[“Did you read [‘The Raven’] or [‘Annabel Lee’]?”] asked "
               "Tom."},
        {"en", "[“She told me [‘He shouted [“Stop!”] at once’], and left,”] "
               "Ann said."},
        {"en", "He said, [``Stop, [`thief'], now.''] Don't they know? "
               "[``It's late.'']"},
        {"en", "He said, [`Stop.'] Don't they know? [`It's the boys' "
               "turn,'] he said."},
        {"en", "He said, [''Stop.''] And then [''Go on.''] Don't."},
        {"en", "[“Mixed marks by OCR,\"] he said. [“Are here too.\"]"},
        {"en", "The sign said [“OPEN”]. So-called [“experts”] (and "
               "[“critics”]) came."},
        {"en",
         "The '90s band had a 6' 2\" drummer and a 5' 10\" singer. [\"Go,\"] "
         "he said."},
        {"en", "O'Brien's dog's collar wasn't o'er the fence; [\"Who's "
               "there?\"] said Mary-Ann. [\"It's me.\"]"},
        {"en", "[‘Don’t,’] he said. [‘I’ve the boys’ books, and James’s.’] "
               "It was ’bout time."},
        {"en", "In ‘50s style, the ‘Tis of ‘em. [“Fine,”] said I."},
        {"en", "[\"Is this a ['real'] one?\"] she asked."},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

static void damage_stays_in_its_paragraph(void **state)
{
    static const marked cases[] = {
        {"en", "[“First paragraph of a long letter.]\n\n[“Second paragraph, "
               "with [‘a word’].]\n\n[“Third and last.”]\n\nHe folded it."},
        {"en", "[“First paragraph.]\n\n[“Second paragraph.]\n\nHe folded "
               "it.\n\n[“No,”] she said."},
        {"en", "[“He lost the closing mark, she said.]\n\n[“No,”] she said. "
               "[“Not at all.”]"},
        {"en", "He lost the opening mark,” she said.\n\n[“No,”] she said. "
               "[“Not at all.”]"},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

static void every_tradition_is_read(void **state)
{
    static const marked cases[] = {
        {"de", "Er sagte: [,,Komm her.``] Und dann: [,,Geh weg.``]"},
        {"de", "Er sagte: [,,Komm her“], und ging. [,,Bleib hier“], rief "
               "sie."},
        {"de", "[„Komm“], sagte er, [„und lies [‚Faust‘] noch einmal.“]"},
        {"de", "[»Komm«], sagte er, [»und lies [›Faust‹] noch einmal.«]"},
        {"de", "[«Komm»], sagte er, [«und lies [‹Faust›] noch einmal.»]"},
        {"de-CH", "[«Komm her»], rief er. [«Nein!»] – [«Doch.»]"},
        {"fr", "Il répondit : [« Je ne sais pas. »] Puis il ajouta : [« "
               "Peut-être. »]"},
        {"fr", "L’[« homme »] et l’[« exception culturelle »] d’hier."},
        {"it", "L’[«uomo»] disse: [«Vieni, leggi [“Pinocchio”] ancora.»]"},
        {"pl", "[„Chodź”] – powiedział. [„Czytaj [»Lalkę«] jeszcze raz.”]"},
        {"sv", "[”Kom hit”], sade han. [”Läs [’Pippi’] igen.”]"},
        {"sv", "[»Kom hit»], sade han. [»Nej.»]"},
        {"fi", "[”Tule tänne”], hän sanoi. [”Lue [’Kalevala’] taas.”]"},
        {"da", "[»Kom her«], sagde han. [»Nej.«]"},
        {"hu", "[„Gyere ide”] – mondta. [„Olvasd el a [»Toldit«] újra.”]"},
        {"ru", "[«Иди сюда»], — сказал он. Мы читали [«Войну и мир»] и "
               "[«газету [„Правда“]»]."},
        {"uk", "[«Іди сюди»], — сказав він. [«Ні»]."},
        {"ja", "[「行こう」]と言った。[「[『こころ』]を読んだ？」]"},
        {"zh", "他说：[“走吧。”]她说：[“读[‘红楼梦’]了吗？”]"},
        {"zh", "他說：[「走吧。」]她說：[「讀[『紅樓夢』]了嗎？」]"},
        {"ko", "그는 [“가자”]고 말했다. [‘나중에’]라고 했다."},
        {"el", "[«Έλα εδώ»], είπε. [«Διάβασε την [“Οδύσσεια”] πάλι.»]"},
        {"he", "הוא אמר: [\"בוא\"]. צה\"ל וארה\"ב. [\"לא.\"]"},
        {"ar", "قال: [«تعال»]. ثم قال: [«لا»]."},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

static void dashes_open_speech_in_many_languages(void **state)
{
    static const marked cases[] = {
        {"fr",
         "[— Tiens,] dit-il, [le voici.]\n\n[— Non,] répondit Pierre en "
         "riant, [jamais !]\n\n[— Venez !] cria-t-elle. [Vite !]\n\n[— Je "
         "ne sais pas…] murmura le vieillard.\n\nIl pleuvait."},
        {"fr", "[« Oui,] dit-il, [je viens. »]\n\n[« Non ! »] cria la "
               "vieille.\n\n[— Comment ?] fit Jean, surpris. [Tu pars ?]\n\n[— "
               "Demain.]"},
        {"fr", "[— Je vous l’avais dit,] reprit mon père, qui n’aimait pas "
               "attendre.\n\n[— Eh bien !] s’écria-t-il, [partons.]\n\n[— Nous "
               "partirons quand tu voudras,] lui répondit-elle doucement."},
        {"es", "[—Bien] —dijo ella—. [Vamos.]\n\n[—No sé] —contestó Juan, "
               "mirando al suelo—, [quizá mañana.]\n\n[—¡Fuera!] "
               "—gritó.\n\n[—¿Quién es?] —preguntó el niño, y abrió la "
               "puerta.\n\nNadie respondió."},
        {"pt", "[— Vem cá] — disse ele. — [Agora.]\n\n[— Não] — respondeu "
               "Maria —, [não posso.]\n\n[— Por quê?] — perguntou o pai.\n\n[— "
               "Porque sim.]"},
        {"it", "[— Vieni] — disse Anna. — [È tardi.]\n\n[— Non so] — rispose "
               "lui, — [forse domani.]\n\n[— Perché?] — chiese la madre."},
        {"it", "[«Vieni»] disse Anna. [«È tardi.»]\n\n[«Non so»], rispose "
               "lui, [«forse domani»]."},
        {"pl", "[— Chodź] — powiedział Jan. — [Już późno.]\n\n[— Nie wiem] — "
               "odparła. — [Może jutro.]\n\n[— Dlaczego?] — zapytała matka."},
        {"pl",
         "[– Chodź] – powiedział Jan. – [Już późno.]\n\n[– Nie wiem] – "
         "odparła Anna, wstając. – [Może jutro.]\n\n[– Jestem lekarzem.]"},
        {"ru", "[— Да,] — сказал он. — [Пойдём.]\n\n[— Да,] — сказал он, — "
               "[пойдём.]\n\n[— Куда?] — спросила она.\n\n[— Кто там?..] — "
               "прошептал Иван и замолчал.\n\n[— Я — врач,] — ответил "
               "тот.\n\n[— Ну,] — протянул Пётр, и все засмеялись. — [Что же "
               "дальше?]"},
        {"ru", "Шёл дождь. Он молчал долго.\n\n[— Вы куда?]\n\n[— Домой!] — "
               "закричала она, и, не оглядываясь, пошла. — [Прощайте!]"},
        {"uk", "[— Так,] — сказав він. — [Ходімо.]\n\n[— Куди?] — спитала "
               "вона."},
        {"bg", "[— Да] — каза той. — [Ела.]\n\n[— Къде?] — попита тя."},
        {"hu", "[– Gyere ide] – mondta Péter. – [Késő van.]\n\n[– Nem tudom] "
               "– felelte. – [Talán holnap.]"},
        {"cs", "[— Pojď sem,] — řekl Jan. — [Je pozdě.]\n\n[— Nevím,] — "
               "odpověděla."},
        {"ca", "[—Vine] —va dir ella—. [És tard.]\n\n[—No ho sé] —respongué "
               "en Joan—, [potser demà.]"},
        {"ro", "[— Vino] — spuse el. — [E târziu.]\n\n[— Nu știu,] răspunse "
               "Ana.\n\n[— De ce?] întrebă mama."},
        {"en", "[—Come up, Kinch,] he called.\n\n[—I will,] said Stephen. "
               "[Wait there.]\n\n[—How long?]"},
        {"en", "[— That is all right,] — said the Psychologist. — [Go "
               "on.]\n\n[— Yes.]"},
        {"sv", "[– Kom hit,] sa han. \n\n[– Nej,] svarade Anna.\n\n[– Varför "
               "då?] frågade han."},
        {"fi", "[– Tule tänne,] hän sanoi.\n\n[– En,] vastasi Anna.\n\n[– "
               "Miksi?] kysyi mies."},
        {"tr",
         "[— Gel,] dedi Ali.\n\n[— Neden?] diye sordu kadın.\n\n[— Hadi.]"},
        {"fr", "[— Oui, monsieur le comte, j’y serai.]\n\n[— Vous y serez ?] "
               "— dit le comte. — [C’est bien.]\n\n[— J’y compte.]"},
        {"de", "[– Komm her,] sagte er. – [Schnell!]\n\n[– Nein.]\n\n[– Warum "
               "nicht?] fragte sie."},
        {"nl", "[– Kom hier,] zei hij. – [Snel!]\n\n[– Nee.]\n\n[– Waarom "
               "niet?] vroeg ze."},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

static void other_dashes_open_none(void **state)
{
    static const marked cases[] = {
        {"en",
         "We must act now:\n\n— to end poverty;\n\n— to protect the "
         "planet;\n\n— to build peace.\n\nThat is our task — and our duty."},
        {"fr", "Il faut :\n\n— de la patience ;\n\n— du courage.\n\nVoilà — et "
               "rien d’autre."},
        {"ru", "Нам нужно:\n\n— мир;\n\n— порядок.\n\nЭто всё."},
        {"en", "London — 3 May 2020\n\nThe Minister said [“We will go”]. She "
               "left — as she came — alone."},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

static void a_quotation_runs_on_without_being_opened_again(void **state)
{
    static const marked cases[] = {
        {"en", "He said: [“This is the first paragraph.]\n\n[And this is the "
               "second.”] Then he left."},
        {"en", "He said: [\"This is the first paragraph.]\n\n[This one goes "
               "on.]\n\n[And this is the last.\"]\n\n[“No,”] she said."},
        {"fr", "Notre vision : [« vivre en harmonie.]\n\n[Nature »]. Puis il "
               "dit [« oui »]."},
        {"en", "[“This is the first paragraph.]\n\n[And this is the second.”] "
               "Then he left."},
        {"en", "[“No,”] he said. A lost [“mark here.]\n\n[“Yes,”] she said. "
               "Another lost” mark."},
        {"en", "A lost “mark "
               "here.\n\nNothing.\n\nNothing.\n\nNothing.\n\nNothing."
               "\n\nNothing.\n\nAnother "
               "lost” mark."},
    };

    (void)state;
    expect_all(cases, sizeof cases / sizeof cases[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_english_are_told_from_apostrophes),
        cmocka_unit_test(damage_stays_in_its_paragraph),
        cmocka_unit_test(every_tradition_is_read),
        cmocka_unit_test(a_quotation_runs_on_without_being_opened_again),
        cmocka_unit_test(dashes_open_speech_in_many_languages),
        cmocka_unit_test(other_dashes_open_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
