/* The language of the text: by its function words, which settles the common
 * languages in microseconds, and by libexttextcat's n-grams where they do not.
 * Said in metadata, it is not looked for. When nothing is sure the text stays
 * "und", with a warning. */

#include "analyse/language/language.h"
#include "analyse/analyse.h"
#include "analyse/words.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <textcat.h>

/* In the order of the bits; ltn_words_load() knows the tags by these names. */
static const char *const languages[] = {
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi",
    "pl", "cs", "sk", "hu", "ro", "hr", "sl", "bg", "ru", "uk", "sr",
    "el", "tr", "lt", "lv", "et", "id", "vi", "ca", "la", "ar", NULL,
};
enum { LANGUAGES = sizeof languages / sizeof languages[0] - 1 };

#ifndef LTN_TEXTCAT_DATA
#define LTN_TEXTCAT_DATA "/usr/share/libexttextcat/"
#endif

struct ltn_languages {
    ltn_words words;
    void *textcat; /* NULL until needed */
    bool tried;    /* to open it */
};

/* Parts of a text, so that a foreign beginning does not decide. */
enum { PARTS = 4, PART_BYTES = 2000 };

typedef struct sample {
    size_t words, letters;
    size_t hits[LANGUAGES];
} sample;

void ltn_languages_free(struct ltn_languages *l)
{
    if (!l)
        return;
    ltn_words_release(&l->words);
    if (l->textcat)
        textcat_Done(l->textcat);
    free(l);
}

static struct ltn_languages *languages_of(ltn_analysis *a)
{
    if (!a->languages) {
        a->languages = calloc(1, sizeof *a->languages);
        if (a->languages)
            ltn_words_load(&a->languages->words,
                           "src/analyse/language/function.words", languages);
    }
    return a->languages && !a->languages->words.failed ? a->languages : NULL;
}

static void count_word(const struct ltn_languages *l, sample *m, const char *s,
                       size_t len)
{
    uint32_t tags = ltn_words_find(&l->words, s, len);

    m->words++;
    for (unsigned i = 0; tags; i++, tags >>= 1)
        m->hits[i] += tags & 1;
}

static void count_part(const struct ltn_languages *l, sample *m, const char *s,
                       const char *end)
{
    const char *word = NULL;

    while (s < end) {
        const char *at = s;
        bool letter = ltn_is_letter(ltn_utf8_next(&s, end));
        m->letters += letter;
        if (letter && !word)
            word = at;
        if (!letter && word) {
            count_word(l, m, word, (size_t)(at - word));
            word = NULL;
        }
    }
}

/* Where part k begins: at a white space. */
static const char *part_start(const ltn_doc *doc, size_t k)
{
    const char *text = doc->text.data;
    size_t len = doc->text.len, at = len / PARTS * k;
    const char *blank = k ? memchr(text + at, ' ', len - at) : text;

    return blank ? blank : text + len;
}

static sample take_sample(const struct ltn_languages *l, const ltn_doc *doc)
{
    const char *text = doc->text.data, *stop = text + doc->text.len;
    sample m = {0};

    if (doc->text.len <= (size_t)PARTS * PART_BYTES) {
        count_part(l, &m, text, stop);
        return m;
    }
    for (size_t k = 0; k < PARTS; k++) {
        const char *s = part_start(doc, k), *end = s;
        if (stop - s > PART_BYTES)
            end = memchr(s + PART_BYTES, ' ', (size_t)(stop - s) - PART_BYTES);
        if (end > s)
            count_part(l, &m, s, end);
    }
    return m;
}

typedef struct answer {
    char name[16]; /* BCP 47; empty: none */
    unsigned percent;
    const char *rule;
    char evidence[120];
} answer;

static answer by_words(const sample *m)
{
    answer a = {.rule = "language.function-words"};
    size_t best = 0, second = LANGUAGES;

    for (size_t i = 1; i < LANGUAGES; i++)
        if (m->hits[i] > m->hits[best])
            best = i;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (i != best && (second == LANGUAGES || m->hits[i] > m->hits[second]))
            second = i;
    size_t n = m->hits[best], other = m->hits[second];
    size_t share = m->words ? n * 100 / m->words : 0;
    size_t lead = n ? (n - other) * 100 / n : 0;
    if (n >= 30 && share >= 18 && lead >= 25)
        a.percent = 98;
    else if (n >= 12 && share >= 15 && lead >= 20)
        a.percent = 93;
    else if (n >= 5 && share >= 15 && lead >= 30)
        a.percent = 85;
    else if (n >= 3 && share >= 20 && lead >= 60)
        a.percent = 75;
    else if (n >= 30 && share >= 18 && lead >= 10)
        a.percent = 60;
    snprintf(a.name, sizeof a.name, "%s", languages[best]);
    snprintf(a.evidence, sizeof a.evidence,
             "%zu of %zu words are function words of it, %zu of %s", n,
             m->words, other, languages[second]);
    return a;
}

/* libexttextcat's names: "en--utf8", "zh-CN-utf8", "az-cyrillic-utf8". */
static void put_name(answer *a, const char *s, const char *end)
{
    size_t len = 0;

    while (s + len < end && s[len] != '-')
        len++;
    const char *rest = s + len;
    const char *script = "";
    if (strncmp(rest, "-CN", 3) == 0)
        script = "-Hans";
    else if (strncmp(rest, "-TW", 3) == 0)
        script = "-Hant";
    else if (strncmp(rest, "-cyrillic", 9) == 0 ||
             strncmp(rest, "-Cyrl", 5) == 0)
        script = "-Cyrl";
    snprintf(a->name, sizeof a->name, "%.*s%s", (int)(len < 8 ? len : 8), s,
             script);
}

/* The library takes 1.6 MB and does not ask whether it got them. */
enum { NGRAMS_NEED = 4 * 1024 * 1024 };

static void open_ngrams(struct ltn_languages *l)
{
    void *room = l->tried ? NULL : malloc(NGRAMS_NEED);

    if (l->tried)
        return;
    free(room);
    if (room)
        l->textcat = special_textcat_Init(LTN_TEXTCAT_DATA "fpdb.conf",
                                          LTN_TEXTCAT_DATA);
    l->words.failed |= !room;
    l->tried = true;
}

void ltn_languages_warm(ltn_analysis *a)
{
    struct ltn_languages *l = languages_of(a);

    if (l)
        open_ngrams(l);
}

enum { NGRAM_BYTES = 4000 };

static answer by_ngrams(struct ltn_languages *l, const ltn_doc *doc,
                        const sample *m)
{
    answer a = {.rule = "language.n-grams"};

    open_ngrams(l);
    if (!l->textcat || m->letters < 60)
        return a;
    char start[NGRAM_BYTES + 1]; /* it reads on to a NUL, whatever the length */
    size_t len = doc->text.len < NGRAM_BYTES ? doc->text.len : NGRAM_BYTES;
    memcpy(start, doc->text.data, len);
    start[len] = '\0';
    const char *found = textcat_Classify(l->textcat, start, len);
    const char *close = found ? strchr(found, ']') : NULL;
    if (!close || found[0] != '[')
        return a;
    put_name(&a, found + 1, close);
    a.percent = close[1] == '\0' ? (m->letters > 300 ? 88 : 75) : 55;
    snprintf(a.evidence, sizeof a.evidence, "n-grams of %zu letters: %.60s",
             m->letters, found);
    return a;
}

/* Two answers that agree are surer than either. */
static answer find(struct ltn_languages *l, const ltn_doc *doc)
{
    sample m = take_sample(l, doc);
    answer words = by_words(&m);

    if (words.percent >= 75)
        return words;
    answer grams = by_ngrams(l, doc, &m);
    if (grams.percent > 0 && strcmp(words.name, grams.name) == 0)
        grams.percent = grams.percent > 80 ? 92 : 80;
    return grams.percent > words.percent ? grams : words;
}

static void record(ltn_edits *edits, const answer *a, const char *name)
{
    const char *evidence =
        ltn_edit_string(edits, a->evidence, strlen(a->evidence));

    ltn_edit_finding(
        edits,
        &(ltn_finding){
            .topic = "language",
            .value = ltn_edit_string(edits, name, strlen(name)),
            .why = {.rule = a->rule,
                    .evidence = evidence,
                    .confidence = (uint8_t)(a->percent > 0 ? a->percent : 1)},
        });
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    if (ltn_meta_get(&doc->meta, LTN_META_LANGUAGE))
        return LTN_OK;
    struct ltn_languages *l = languages_of(a);
    if (!l)
        return LTN_ENOMEM;
    answer found = find(l, doc);
    if (l->words.failed)
        return LTN_ENOMEM;
    if (found.percent >= LTN_THRESHOLD) {
        ltn_edit_meta(edits, LTN_META_LANGUAGE, found.name, NULL, found.rule,
                      found.percent);
        record(edits, &found, found.name);
        return edits->status;
    }
    record(edits, &found, "und");
    ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "language.unknown",
                 "the language is not sure (too little text, or one we do not "
                 "know); name it with -M language=TAG");
    return edits->status;
}

const ltn_pass ltn_pass_language = {.name = "language", .run = run};
