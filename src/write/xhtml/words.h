/* words.h - the few words that a book says by itself, in its language. */
#ifndef LTN_WRITE_XHTML_WORDS_H
#define LTN_WRITE_XHTML_WORDS_H

typedef struct ltn_words {
    const char *lang; /* primary subtag the words are in: "en" */
    const char *cover, *title_page, *contents, *start, *landmarks, *pages;
    const char *notes, *works, *colophon, *source, *back, *page, *untitled;
} ltn_words;

/* The words for a language tag; the English ones when there are none. */
const ltn_words *ltn_words_for(const char *tag);

#endif
