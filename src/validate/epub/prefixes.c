/* Prefix attributes: EPUB 3.3 #sec-prefix-attr. They are read once and sorted,
 * since one attribute and what uses it may both be long. */

#include "validate/epub/epub.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void ltn_epub_note_prefixes(ltn_epub *e, ltn_epub_prefixes *p, const char *list)
{
    const char *words = list, *word;
    size_t len, n = 0;

    while (words && ltn_epub_word(&words, &len))
        n++;
    *p = (ltn_epub_prefixes){0};
    if (n > 0)
        p->at = ltn_arena_alloc(&e->arena, n * sizeof *p->at);
    while (p->at && list && (word = ltn_epub_word(&list, &len)))
        if (word[len - 1] == ':')
            p->at[p->len++] = ltn_epub_copy(e, word, len - 1);
    if (p->at && p->len > 1)
        qsort((void *)p->at, p->len, sizeof *p->at, by_name);
}

bool ltn_epub_declares(const ltn_epub_prefixes *p, const char *s, size_t len)
{
    size_t lo = 0, hi = p->len;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strncmp(p->at[mid], s, len);
        if (order == 0 && p->at[mid][len] == '\0')
            return true;
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

/* EPUB 3.3 #sec-epub-type-attribute: a prefix is a reserved or declared one. */
void ltn_epub_check_types(ltn_epub *e, const ltn_epub_prefixes *p,
                          const char *list, ltn_pos pos)
{
    static const char known[] = "a11y dcterms marc media msv onix prism "
                                "rendition schema xsd z3998";
    const char *word;
    size_t len;

    while ((word = ltn_epub_word(&list, &len))) {
        const char *colon = memchr(word, ':', len);
        size_t n = colon ? (size_t)(colon - word) : 0;
        if (colon && !ltn_epub_declares(p, word, n) &&
            !ltn_epub_has_word(known, ltn_epub_copy(e, word, n)))
            ltn_epub_say(e, pos, "OPF-028", "the prefix '%.*s' is not declared",
                         (int)n, word);
    }
}
