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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_english_are_told_from_apostrophes),
        cmocka_unit_test(damage_stays_in_its_paragraph),
        cmocka_unit_test(every_tradition_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
