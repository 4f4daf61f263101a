#include "analyse/citations/words.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool equals(const char *s, const char *e, const char *word)
{
    while (s < e && *word && lower(*s) == lower(*word)) {
        s++;
        word++;
    }
    return s == e && !*word;
}

bool ltn_ref_is(const ltn_ref_word *w, const char *const words[])
{
    for (unsigned i = 0; words[i]; i++)
        if (equals(w->core, w->end, words[i]))
            return true;
    return false;
}

void ltn_ref_words_load(ltn_words *known)
{
    static const char *const tags[] = {
        "publisher", "container", "genre", "place", "state", "short",
        "opens",     "editor",    "month", "joins", "small", NULL};

    ltn_words_load(known, "src/analyse/citations/references.words", tags);
}

bool ltn_ref_place_word(const ltn_ref_word *w)
{
    return w->tags & LTN_TAG_PLACE ||
           (w->tags & LTN_TAG_STATE && w->end - w->core >= 2 &&
            w->core[1] >= 'A' && w->core[1] <= 'Z');
}

bool ltn_ref_abbreviation(const ltn_ref_word *w)
{
    return w->initial || w->tags & LTN_TAG_SHORT;
}

/* Marks in front of a word. */
static bool opening(ltn_ref_word *w, uint32_t c)
{
    switch (c) {
    case '"':
    case 0x201C:
    case 0x2018:
    case 0xAB:
    case 0x201E: w->open_quote = true; return true;
    case '(':
    case '[': w->open_paren = true; return true;
    case '\'': w->open_quote = true; return true;
    case ';':
    case ',': return true;
    default: return false;
    }
}

/* Marks behind a word. */
static bool closing(ltn_ref_word *w, uint32_t c)
{
    switch (c) {
    case '"':
    case 0x201D:
    case 0xBB: w->close_quote = true; return true;
    case '\'':
    case 0x2019: w->close_quote |= w->comma || w->period; return true;
    case ')':
    case ']': w->close_paren = true; return true;
    case ',': w->comma = true; return true;
    case '.': w->period = true; return true;
    case ':': w->colon = true; return true;
    case ';': w->semicolon = true; return true;
    case '?':
    case '!': w->question = true; return true;
    default: return false;
    }
}

static void find_core(ltn_ref_word *w)
{
    w->core = w->s;
    w->end = w->e;
    while (w->core < w->end) {
        const char *p = w->core;
        if (!opening(w, ltn_utf8_next(&p, w->end)))
            break;
        w->core = p;
    }
    while (w->end > w->core) {
        const char *p = w->end;
        if (!closing(w, ltn_utf8_prev(&p, w->core)))
            break;
        w->end = p;
    }
    /* A quotation mark alone opens or closes by its shape. */
    if (w->core == w->end && w->s < w->e) {
        const char *p = w->s;
        uint32_t c = ltn_utf8_next(&p, w->e);
        w->close_quote = c == 0xBB || c == 0x201D;
        w->open_quote = c == 0xAB || c == 0x201C;
    }
}

static bool is_year(const char *s, const char *e)
{
    unsigned y = 0;
    size_t n = (size_t)(e - s);

    if (n < 4 || n > 9)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (!digit(s[i]))
            return false;
        y = y * 10 + (unsigned)(s[i] - '0');
    }
    if (y < 1500 || y > 2049)
        return false;
    return n == 4 || (n == 5 && s[4] >= 'a' && s[4] <= 'h') ||
           (n == 9 && s[4] == '/');
}

/* "J.", "J.-P.", "H.J.", "JA", "Ph.": letters of given names. */
static bool is_initial(const ltn_ref_word *w)
{
    const char *s = w->core;
    size_t letters = 0, stops = 0;

    for (; s < w->end; letters++) {
        const char *p = s;
        uint32_t c = ltn_utf8_next(&p, w->end);
        if (!ltn_is_upper(c))
            return false;
        s = p;
        if (s < w->end && *s == '.') {
            stops++;
            s++;
        } else if (s < w->end && !(*s == '-') && stops > 0) {
            return false;
        }
        if (s < w->end && *s == '-')
            s++;
    }
    return letters > 0 && letters <= 3 &&
           (stops > 0 || w->period || letters <= 3);
}

static void look(ltn_ref_word *w, const ltn_words *known)
{
    find_core(w);
    const char *p = w->core;
    w->tags = ltn_words_find(known, p, (size_t)(w->end - p));
    w->capital = p < w->end && ltn_is_upper(ltn_utf8_next(&p, w->end));
    w->number = w->core < w->end && digit(*w->core);
    w->year = is_year(w->core, w->end);
    w->month = w->tags & LTN_TAG_MONTH;
    w->joins = !w->capital && w->tags & LTN_TAG_JOINS;
    w->small = w->tags & LTN_TAG_SMALL;
    w->initial = w->capital && is_initial(w);
}

/* The end of the word at s that white space ends at e: "2010;466(7302):123-6"
 * is written without blanks, and four words. */
static const char *cut(const char *s, const char *e)
{
    if (e - s < 5 || (!digit(*s) && *s != '(') ||
        (s[0] == '1' && s[1] == '0' && s[2] == '.'))
        return e;
    for (const char *p = s + 1; p + 1 < e; p++) {
        bool behind = digit(p[-1]) || p[-1] == ')';
        if ((*p == ';' || *p == ':') && behind)
            return p + 1;
        if (*p == '(' && behind && digit(p[1]))
            return p;
        if (*p == '/')
            return e;
    }
    return e;
}

bool ltn_ref_split(ltn_ref *r, const char *s, const char *e,
                   const ltn_words *known)
{
    r->len = 0;
    while (s < e) {
        const char *p = s;
        if (ltn_is_space(ltn_utf8_next(&p, e))) {
            s = p;
            continue;
        }
        if (r->len == LTN_REF_WORDS)
            return false;
        ltn_ref_word *w = &r->at[r->len++];
        *w = (ltn_ref_word){.s = s, .core = s, .end = s};
        while (s < e) {
            p = s;
            if (ltn_is_space(ltn_utf8_next(&p, e)))
                break;
            s = p;
        }
        w->e = s = cut(w->s, s);
        look(w, known);
    }
    return true;
}
