#include "analyse/lexicon.h"

#include <stdlib.h>

static const char *const elision_tags[] = {"front", "back", NULL};

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
    return a->lexicon = l;
}

void ltn_lexicon_free(ltn_lexicon *l)
{
    if (!l)
        return;
    ltn_words_release(&l->elisions);
    free(l);
}
