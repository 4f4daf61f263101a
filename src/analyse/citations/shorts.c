#include "analyse/citations/shorts.h"

#include "util/unicode.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAME_MAX = 60,   /* bytes of a short name */
    GIVEN_MAX = 110, /* bytes of "(hereinafter referred to as “…”)" */
    TITLES = 16      /* cited titles that a quotation is compared with */
};

static bool word_byte(char c)
{
    return (unsigned char)c >= 0x80 || ltn_is_word((unsigned char)c);
}

/* Bytes of a quotation mark at s: opening or closing, or 0. */
static size_t mark(const char *s, const char *e, bool opening)
{
    static const char *const open[] = {"\xE2\x80\x9C", "\xC2\xAB",
                                       "\xE2\x80\x98", "\"", NULL};
    static const char *const close[] = {"\xE2\x80\x9D", "\xC2\xBB",
                                        "\xE2\x80\x99", "\"", NULL};
    const char *const *marks = opening ? open : close;
    unsigned char first = s < e ? (unsigned char)*s : 0;

    if (first != '"' && first != 0xC2 && first != 0xE2)
        return 0; /* this is asked of every byte */
    for (size_t i = 0; marks[i]; i++) {
        size_t n = strlen(marks[i]);
        if ((size_t)(e - s) >= n && memcmp(s, marks[i], n) == 0)
            return n;
    }
    return 0;
}

static bool put(ltn_shorts *s, uint32_t start, uint32_t end, uint32_t cite)
{
    if (s->len == s->cap) {
        uint32_t cap = s->cap ? s->cap * 2 : 32;
        ltn_short *more = realloc(s->at, cap * sizeof *more);
        if (!more) {
            s->failed = true;
            return false;
        }
        s->at = more;
        s->cap = cap;
    }
    s->at[s->len++] = (ltn_short){start, end, cite};
    return true;
}

/* ---- names that are given ---- */

static const char *skip_word(const char *s, const char *e, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(e - s) > n && memcmp(s, word, n) == 0 ? s + n : s;
}

/* What introduces a name between the bracket and its quotation mark. */
static const char *skip_intro(const char *s, const char *e)
{
    static const char *const words[] = {
        "hereinafter ", "hereafter ", "henceforth ", "referred to as ",
        "called ",      "known as ",  "the ",        "or "};

    for (int n = 0; n < 4; n++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            s = skip_word(s, e, words[i]);
    return s;
}

/* The name in brackets behind citation `cite`. */
static void take_given(ltn_shorts *s, const ltn_cite_run *run, uint32_t cite)
{
    const char *text = run->text, *p = text + run->at[cite].end;
    size_t left = run->len - run->at[cite].end;
    const char *e = p + (left < GIVEN_MAX ? left : GIVEN_MAX);

    p += mark(p, e, false);
    while (p < e && *p == ' ')
        p++;
    if (p == e || *p != '(')
        return;
    p = skip_intro(p + 1, e);
    size_t n = mark(p, e, true);
    const char *name = skip_word(p + n, e, "the "), *end = name;
    while (end < e && !mark(end, e, false) && *end != '\n' &&
           end - name <= NAME_MAX)
        end++;
    if (n == 0 || end == e || end - name < 3 || end - name > NAME_MAX ||
        !ltn_is_upper((unsigned char)*name))
        return;
    const char *close = end + mark(end, e, false);
    if (close == end || close == e || *close != ')' ||
        s->name_len == LTN_SHORT_NAMES)
        return;
    s->names[s->name_len++] =
        (ltn_short_name){(uint32_t)(name - text), (uint32_t)(end - text), cite};
}

/* Where the name stands after it was given. */
static void look_for(ltn_shorts *s, const ltn_cite_run *run,
                     const ltn_short_name *name)
{
    const char *text = run->text, *what = text + name->start;
    size_t n = name->end - name->start;
    const char *p = text + name->end, *e = text + run->len;

    while (!s->failed && (size_t)(e - p) >= n) {
        p = memchr(p, *what, (size_t)(e - p) - n + 1);
        if (!p)
            return;
        if (memcmp(p, what, n) == 0 && !word_byte(p[-1]) &&
            (p + n == e || !word_byte(p[n]) || mark(p + n, e, false) > 0))
            put(s, (uint32_t)(p - text), (uint32_t)(p + n - text), name->cite);
        p++;
    }
}

/* ---- titles that are cited by their first words ---- */

/* Whether the n bytes at q, more than one word, begin the name. */
static bool begins(const char *name, const char *q, size_t n)
{
    return strncmp(name, q, n) == 0 && name[n] == ' ' && memchr(q, ' ', n);
}

/* The last of the works before place `before` whose name begins so; UINT32_MAX
 * when there is none. */
static uint32_t begun(const ltn_cite_run *run, const uint32_t *titles,
                      uint32_t len, const char *q, size_t n)
{
    for (uint32_t i = len, k = 0; i-- > 0 && k < TITLES; k++)
        if (begins(run->at[titles[i]].name, q, n))
            return titles[i];
    return UINT32_MAX;
}

/* Quotations that are the first words of a title cited before. */
static void look_for_titles(ltn_shorts *s, const ltn_cite_run *run)
{
    const char *text = run->text, *e = text + run->len;
    uint32_t *titles = malloc((run->found + 1) * sizeof *titles), len = 0;
    uint32_t next = 0;

    s->failed |= !titles;
    for (const char *p = text; titles && p < e && !s->failed;) {
        p = memchr(p, '\xE2', (size_t)(e - p));
        if (!p)
            break;
        size_t n = mark(p, e, true);
        for (; next < run->found && text + run->at[next].end <= p; next++)
            if (run->at[next].name &&
                strcmp(run->at[next].rule->family, "work") == 0)
                titles[len++] = next;
        const char *q = p + n, *stop = q;
        p++;
        if (n == 0 || len == 0)
            continue;
        while (stop < e && stop - q <= NAME_MAX && *stop != '\n' &&
               !mark(stop, e, false))
            stop++;
        size_t close = stop < e ? mark(stop, e, false) : 0;
        uint32_t cite = close && stop > q
                            ? begun(run, titles, len, q, (size_t)(stop - q))
                            : UINT32_MAX;
        if (cite != UINT32_MAX)
            put(s, (uint32_t)(q - n - text), (uint32_t)(stop + close - text),
                cite);
    }
    free(titles);
}

/* ---- all of it ---- */

void ltn_shorts_find(ltn_shorts *s, const ltn_cite_run *run)
{
    for (uint32_t i = 0; i < run->found; i++)
        if (!run->at[i].rule->mention)
            take_given(s, run, i);
    for (uint32_t i = 0; i < s->name_len; i++)
        look_for(s, run, &s->names[i]);
    look_for_titles(s, run);
}

bool ltn_shorts_is(const ltn_shorts *s, const ltn_cite_run *run,
                   const ltn_cite *c, uint32_t *cite)
{
    size_t n = c->end - c->start;

    for (uint32_t i = 0; i < s->name_len; i++) {
        const ltn_short_name *name = &s->names[i];
        if (name->end - name->start != n || c->start < name->start ||
            memcmp(run->text + name->start, run->text + c->start, n) != 0)
            continue;
        *cite = name->cite;
        return true;
    }
    return false;
}

void ltn_shorts_release(ltn_shorts *s)
{
    free(s->at);
    *s = (ltn_shorts){0};
}
