/* What stands within, before and after a quotation. */

#include "analyse/quotes/view.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    WITHIN = 16, /* words within: more are many */
    AROUND = 200 /* bytes before and after; no longer search */
};

static bool in_word_long(uint32_t c)
{
    return ltn_is_word(c) || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

/* Whether c, with what is beside it, belongs to a word. */
static inline bool in_word(uint32_t c)
{
    return c < 0x80 ? ltn_is_word(c) || c == '-' || c == '\'' : in_word_long(c);
}

/* The word that ends at or before p (after start), or NULL; *p moves to its
 * beginning. Sets *gap to the last punctuation met on the way. */
static const char *word_back(const char **p, const char *start, size_t *len,
                             uint32_t *gap)
{
    const char *q = *p, *end;
    uint32_t c = 0;

    *gap = 0;
    for (;;) {
        end = q;
        if (q <= start)
            return NULL;
        c = ltn_utf8_prev(&q, start);
        if (in_word(c) && c != '-')
            break;
        if (!ltn_is_space(c) && !*gap)
            *gap = c;
    }
    const char *first = q;
    while (q > start) {
        const char *r = q;
        if (!in_word(ltn_utf8_prev(&r, start)))
            break;
        first = q = r;
    }
    *p = first;
    *len = (size_t)(end - first);
    return first;
}

/* The next word at or after *p; as above. */
static const char *word_on(const char **p, const char *end, size_t *len,
                           uint32_t *gap)
{
    const char *q = *p;

    *gap = 0;
    while (q < end) {
        const char *first = q;
        uint32_t c = ltn_utf8_next(&q, end);
        if (!ltn_is_word(c)) {
            if (!ltn_is_space(c) && !*gap)
                *gap = c;
            continue;
        }
        const char *r = q;
        while (r < end && in_word(ltn_utf8_next(&r, end)))
            q = r;
        *len = (size_t)(q - first);
        *p = q;
        return first;
    }
    *p = end;
    return NULL;
}

static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

/* The tags of a word, of what follows its elided article (l'opération), or of
 * that article alone (l'« homme »). */
static uint32_t cues_of(const ltn_words *cues, const char *w, size_t len)
{
    uint32_t tags = ltn_words_find(cues, w, len);

    for (size_t i = 1; tags == 0 && i < 5 && i < len; i++) {
        size_t n = w[i] == '\'' ? 1 : 3;
        if (n == 3 && (i + n > len || memcmp(w + i, "\u2019", n) != 0))
            continue;
        return i + n == len ? ltn_words_find(cues, w, i)
                            : ltn_words_find(cues, w + i + n, len - i - n);
    }
    return tags;
}

static void look_before(ltn_quote_view *v, const ltn_words *cues)
{
    const char *p = v->text + v->node->start, *q = p;
    uint32_t gap;
    size_t len;

    while (q > v->start) {
        const char *r = q;
        uint32_t c = ltn_utf8_prev(&r, v->start);
        if (!ltn_is_space(c)) {
            v->mark_before = ltn_is_word(c) ? 0 : c;
            break;
        }
        q = r;
    }
    v->at_start = q == v->start && v->from_start;
    while (v->befores < LTN_NEAR) {
        const char *w = word_back(&p, v->start, &len, &gap);
        if (!w || ends_sentence(gap) || gap == ';')
            return;
        v->before[v->befores++] = cues_of(cues, w, len);
    }
}

/* "(A/RES/77/13)", "(S/2024/5)": capitals or digits with a slash. */
static bool is_identifier(const char *p, const char *end)
{
    bool slash = false, sign = false;

    while (p < end && *p == ' ')
        p++;
    if (p == end || *p != '(')
        return false;
    for (p++; p < end && *p != ')'; p++) {
        slash |= *p == '/';
        sign |= (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z');
    }
    return slash && sign && p < end;
}

/* The tags of a word, or of its first part: "dit-elle". */
static uint32_t tags_of(const ltn_words *cues, const char *w, size_t len)
{
    uint32_t tags = ltn_words_find(cues, w, len);
    const char *hyphen = tags ? NULL : memchr(w, '-', len);

    return hyphen ? ltn_words_find(cues, w, (size_t)(hyphen - w)) : tags;
}

static void look_after(ltn_quote_view *v, const ltn_words *cues)
{
    const char *p = v->text + v->node->end, *from = p;
    uint32_t gap;
    size_t len;
    const char *near = v->end - from > 60 ? from + 60 : v->end;

    v->identifier = is_identifier(from, near);
    while (v->afters < LTN_NEAR) {
        const char *w = word_on(&p, v->end, &len, &gap);
        if (v->afters == 0)
            v->whole = v->at_start && v->to_end && !w;
        if (!w || (v->afters > 0 && gap) || gap == '.' || gap == ';')
            return;
        v->comma |= v->afters == 0 && gap == ',';
        v->after[v->afters++] = tags_of(cues, w, len);
    }
}

/* The words within, without the marks at both ends. */
static void find_inside(ltn_quote_view *v)
{
    const char *p = v->text + v->node->start, *e = v->text + v->node->end;
    const char *q = p;

    v->open = v->close = e;
    while (q < e && q - p < AROUND) {
        const char *r = q;
        if (ltn_is_word(ltn_utf8_next(&r, e)))
            break;
        q = r;
    }
    v->open = q;
    q = e;
    while (q > v->open && e - q < AROUND) {
        const char *r = q;
        uint32_t c = ltn_utf8_prev(&r, v->open);
        if (ltn_is_word(c))
            break;
        v->stop |= ends_sentence(c);
        v->comma |= c == ',';
        q = r;
    }
    v->close = q;
}

/* p, or the next character's start. */
static const char *whole_character(const char *p, const char *end)
{
    while (p < end && ((unsigned char)*p & 0xC0) == 0x80)
        p++;
    return p;
}

static bool has_lower(const char *p, const char *end)
{
    if (end - p > AROUND)
        return true; /* nobody shouts so long */
    while (p < end)
        if (ltn_is_lower(ltn_utf8_next(&p, end)))
            return true;
    return false;
}

static void look_inside(ltn_quote_view *v, const ltn_words *cues)
{
    const char *p, *w;
    uint32_t gap;
    size_t len;

    find_inside(v);
    p = v->open;
    const char *stop = v->close;
    if (stop - p > 2 * AROUND)
        stop = whole_character(p + 2 * (ptrdiff_t)AROUND, stop);
    while (v->words < WITHIN && (w = word_on(&p, stop, &len, &gap))) {
        const char *c = w;
        uint32_t first = ltn_utf8_next(&c, w + len);
        bool upper = ltn_is_upper(first);
        uint32_t tags = ltn_words_find(cues, w, len);
        if (v->words++ == 0)
            v->lower = !upper && ltn_is_lower(first);
        v->caseless |=
            v->words == 1 && !upper && !v->lower && !ltn_is_digit(first);
        v->capitals += upper;
        v->small += !upper && (tags & LTN_CUE_SMALL);
        v->person |= (tags & LTN_CUE_PERSON) != 0;
    }
    v->sentence = v->stop && !v->lower && v->words > 1;
    v->big_nouns = ltn_cues_trait(cues, LTN_CUE_NOUNS);
    v->noun = v->big_nouns && !v->lower && !v->stop && v->words <= 2;
    v->shouting = v->words > 0 && !has_lower(v->open, v->close);
}

bool ltn_quote_listed(const char *a, const char *b, const ltn_words *cues)
{
    const char *w;
    uint32_t gap;
    size_t len;
    int words = 0;

    if (b < a || b - a > 24)
        return false;
    while ((w = word_on(&a, b, &len, &gap))) {
        if (words++ > 0 || (gap && gap != ','))
            return false;
        if (!(ltn_words_find(cues, w, len) & LTN_CUE_SMALL) || len > 3)
            return false;
    }
    return true;
}

void ltn_quote_look(ltn_quote_view *v, const ltn_doc *doc, const ltn_node *n,
                    const ltn_words *cues)
{
    const ltn_node *block = n->parent;

    while (block->parent && ltn_kinds[block->kind].group == LTN_INLINES)
        block = block->parent;
    const char *text = doc->text.data;
    uint32_t start = block->start, end = block->end;
    if (n->start - start > AROUND)
        start = n->start - AROUND;
    if (end - n->end > AROUND)
        end = n->end + AROUND;
    *v = (ltn_quote_view){.node = n, .text = text};
    v->start = whole_character(text + start, text + n->start);
    v->end = whole_character(text + end, text + block->end);
    v->from_start = start == block->start;
    v->to_end = end == block->end;
    look_inside(v, cues);
    look_before(v, cues);
    look_after(v, cues);
}

static bool begins_big(const char *w, const char *end)
{
    return ltn_is_upper(ltn_utf8_next(&w, end));
}

/* Mr, Dr, St: short and without a vowel. */
static bool is_abbreviation(const char *last, size_t n)
{
    if (n == 0 || n > 3)
        return false;
    for (size_t i = 1; i <= n; i++)
        if (strchr("aeiouyAEIOUY", last[-(ptrdiff_t)i]))
            return false;
    return true;
}

/* Whether what lies between two words of a name does: "Mr. Brown". */
static bool joins_name(const char *last, const char *w, size_t before)
{
    size_t gap = (size_t)(w - last);

    return (gap == 1 && *last == ' ') ||
           (gap == 2 && memcmp(last, ". ", 2) == 0 &&
            is_abbreviation(last, before));
}

const char *ltn_quote_speaker(const ltn_quote_view *v, const ltn_words *cues,
                              size_t *len)
{
    const char *p = v->text + v->node->end, *name = NULL, *last = NULL, *w;
    uint32_t gap;
    size_t n, before = 0;
    int words = 0;

    w = word_on(&p, v->end, &n, &gap);
    if (!w || (gap && gap != ',' && gap != 0x2014) || begins_big(w, v->end) ||
        !(ltn_words_find(cues, w, n) & LTN_CUE_SAID))
        return NULL;
    last = w + n;
    while (words < 4 && (w = word_on(&p, v->end, &n, &gap)) && n > 1 &&
           begins_big(w, v->end) && ltn_words_find(cues, w, n) == 0 &&
           joins_name(last, w, before)) {
        name = name ? name : w;
        last = w + n;
        before = n;
        words++;
    }
    if (!name || (v->big_nouns && words < 2) || is_abbreviation(last, before))
        return NULL;
    *len = (size_t)(last - name);
    return name;
}
