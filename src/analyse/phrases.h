/* phrases.h - word lists as data: which line is which known phrase.
 *
 * A list is a file *.words of lines. `# ...` is a comment, `[class]` begins a
 * class. A phrase stands for the whole line; with ` *` at its end a line may go
 * on after it, with `* ` at its beginning it may begin before it. Case,
 * punctuation, vowel signs and white space do not count, and a number stands
 * for any. A sign of a script without spaces is a word. A list is of the
 * language that its file is named by, "pl.words"; the list of several names
 * them in its first line: "(cs sk hu)".
 * Ownership: ltn_phrases_free() ends a table; the files are compiled in.
 */
#ifndef LTN_ANALYSE_PHRASES_H
#define LTN_ANALYSE_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ltn_phrases ltn_phrases;

typedef struct ltn_phrase {
    int cls;     /* index into the class names; -1: none */
    bool whole;  /* it is the whole line */
    bool begins; /* the line begins with it */
    size_t len;  /* bytes of the line from its start to the phrase's end */
    unsigned words;
    uint32_t lists; /* those it is in, as bits */
} ltn_phrase;

/* Reads all files under the folder (a path from the top, with its last slash);
 * classes has n names, and a class that is not among them is a mistake of
 * ours. NULL without memory. */
ltn_phrases *ltn_phrases_new(const char *folder, const char *const *classes,
                             int n);
void ltn_phrases_free(ltn_phrases *p);

/* The best phrase in the len bytes at s, a line of at most a few hundred. A
 * whole line is better than its beginning, that better than what is inside;
 * the longer is better. */
ltn_phrase ltn_phrases_find(const ltn_phrases *p, const char *s, size_t len);

/* The lists of a language (BCP 47) as bits; all where it has none. */
uint32_t ltn_phrases_lists(const ltn_phrases *p, const char *lang);

/* Whether some phrase may begin with the first word of s: false is certain. */
bool ltn_phrases_may_begin(const ltn_phrases *p, const char *s, size_t len);

#endif
