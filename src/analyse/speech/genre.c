/* What sort of text it is, where its own words say so. */

#include "analyse/speech/speech.h"

static void put(ltn_edits *e, const char *genre, const char *rule,
                unsigned percent)
{
    ltn_edit_meta(e, LTN_META_GENRE, genre, NULL, rule, percent);
}

void ltn_speech_genre(ltn_edits *e, const ltn_front *f, const ltn_signs *s)
{
    if (s->questions > 1 && s->questions * 5 >= s->turns * 2)
        put(e, "interview", "speech.genre.questions", 80);
    else if (s->turns > 2)
        put(e, "transcript", "speech.genre.turns", 85);
    else if (s->valediction && !f->titled)
        put(e, "letter", "speech.genre.letter", 80);
    else if (f->titled && (s->salutations || s->thanks))
        put(e, "speech", "speech.genre.title-and-address", 93);
    else if (s->salutations && s->thanks)
        put(e, "speech", "speech.genre.address-and-thanks", 85);
    else if (f->titled)
        put(e, "speech", "speech.genre.title", 80);
    else if (s->salutations)
        put(e, "speech", "speech.genre.address", 75);
    else if (f->speech && s->thanks)
        put(e, "speech", "speech.genre.thanks", 65);
    else if (f->addressed)
        put(e, "speech", "speech.genre.addressed", 65);
}
