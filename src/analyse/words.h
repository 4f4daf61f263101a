/* words.h - word lists compiled in, for quick look-up.
 *
 * A list is a data file with a line for each word: the word in lower case, a
 * tab, its tags with spaces between them; lines that begin with # say why. The
 * caller names the tags it knows, and a tag's place in that array is its bit.
 * A zeroed ltn_words is empty. Ownership: words point into the resource, which
 * lasts as long as the program; ltn_words_release() frees the table.
 */
#ifndef LTN_ANALYSE_WORDS_H
#define LTN_ANALYSE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ltn_word {
    const char *s;
    uint32_t len; /* bytes */
    uint32_t tags;
} ltn_word;

typedef struct ltn_words {
    ltn_word *slots; /* open addressing; s == NULL: free */
    size_t cap, len; /* cap is a power of two */
    bool failed;     /* without memory for a word; the rest is there */
} ltn_words;

enum { LTN_WORD_BYTES = 64 }; /* longer words are never found */

/* Adds the words of the resource at path; tags ends with NULL, at most 32. */
void ltn_words_load(ltn_words *w, const char *path, const char *const *tags);

/* Adds one word with tag bits; bits of the same word are joined. */
void ltn_words_add(ltn_words *w, const char *s, size_t len, uint32_t tags);

/* The tag bits of a word, in any case; 0 when it is not in the list. */
uint32_t ltn_words_find(const ltn_words *w, const char *s, size_t len);

void ltn_words_release(ltn_words *w);

/* The next line of a data file from *at (up to its end), without comments and
 * blank lines, or NULL at the end; *len is its length. */
const char *ltn_data_line(const char **at, const char *end, size_t *len);

/* Cuts the field before the next tab from a line; NULL when none is left. */
const char *ltn_data_field(const char **at, const char *end, size_t *len);

#endif
