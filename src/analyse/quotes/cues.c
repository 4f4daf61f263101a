#include "analyse/quotes/cues.h"

#include <stdio.h>
#include <string.h>

static const char *const tags[] = {
    "said",   "quote",   "title", "work",      "socalled", "term",
    "name",   "article", "small", "person",    "adjunct",  "story",
    "clitic", "that",    "nouns", "inversion", NULL,
};

bool ltn_cues_load(ltn_words *w, const char *lang)
{
    char path[64];
    size_t len = strcspn(lang, "-");

    if (len == 0 || len > 8)
        return false;
    snprintf(path, sizeof path, "src/analyse/quotes/%.*s.words", (int)len,
             lang);
    ltn_words_load(w, path, tags);
    return w->len > 0;
}

bool ltn_cues_trait(const ltn_words *w, uint32_t trait)
{
    return (ltn_words_find(w, "*", 1) & trait) != 0;
}
