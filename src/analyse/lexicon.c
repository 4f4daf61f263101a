#include "analyse/lexicon.h"

#include "analyse/speech/speech.h"

#include <stdlib.h>
#include <string.h>

static const char *const elision_tags[] = {"front", "back", "word", NULL};
static const char *const name_tags[] = {
    "role",  "honor", "by",      "to",  "of",       "portfolio", "envoy",
    "label", "event", "article", "ask", "particle", NULL};
static const char *const speech_classes[LTN_SPEECH_PHRASES] = {
    "title", "salutation", "closing", "valediction", "stage"};

ltn_lexicon *ltn_lexicon_of(ltn_analysis *a)
{
    if (a->lexicon)
        return a->lexicon;
    ltn_lexicon *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    ltn_quote_table_load(&l->quotes);
    ltn_words_load(&l->elisions, "src/analyse/quotes/elisions.words",
                   elision_tags);
    ltn_date_words_load(&l->dates);
    ltn_words_load(&l->names, "src/analyse/speech/names.tsv", name_tags);
    l->speech = ltn_phrases_new("src/analyse/speech/", speech_classes,
                                LTN_SPEECH_PHRASES);
    if (!l->speech) {
        ltn_lexicon_free(l);
        return NULL;
    }
    return a->lexicon = l;
}

/* A language without a list has that of English; an unknown one has all. */
static void load_cues(ltn_words *w, const char *lang)
{
    static const char *const all[] = {"en", "fr", "de", "es", "ru"};

    if (ltn_cues_load(w, lang))
        return;
    bool unknown = strcmp(lang, "und") == 0;
    for (size_t i = 0; i < (unknown ? sizeof all / sizeof all[0] : 1); i++)
        ltn_cues_load(w, all[i]);
}

const ltn_words *ltn_lexicon_cues(ltn_lexicon *l, const char *lang)
{
    char key[4] = {0};
    size_t len = strcspn(lang, "-"), i;

    memcpy(key, len < 4 ? lang : "en", len < 4 ? len : 2);
    for (i = 0; i < LTN_LEXICON_LANGS - 1 && l->cues[i].lang[0]; i++)
        if (strcmp(l->cues[i].lang, key) == 0)
            return &l->cues[i].words;
    if (l->cues[i].lang[0])
        return &l->cues[i].words; /* more languages than places */
    memcpy(l->cues[i].lang, key, sizeof key);
    load_cues(&l->cues[i].words, key);
    return &l->cues[i].words;
}

void ltn_lexicon_free(ltn_lexicon *l)
{
    if (!l)
        return;
    ltn_words_release(&l->elisions);
    ltn_words_release(&l->names);
    ltn_phrases_free(l->speech);
    ltn_words_release(&l->dates.months);
    for (size_t i = 0; i < LTN_LEXICON_LANGS; i++)
        ltn_words_release(&l->cues[i].words);
    free(l);
}
