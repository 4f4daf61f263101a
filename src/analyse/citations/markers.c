#include "analyse/citations/markscan.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

uint32_t ltn_marker_offset(const ltn_marker_cursor *c, const char *p)
{
    return (uint32_t)(p - c->m->text);
}

static void *bigger(void *old, uint32_t len, uint32_t *cap, size_t size)
{
    if (len < *cap)
        return old;
    uint32_t more = *cap ? *cap * 2 : 64;
    void *p = realloc(old, more * size);
    if (p)
        *cap = more;
    return p;
}

void ltn_marker_add_item(ltn_marker_cursor *c, const ltn_marker_item *item)
{
    ltn_markers *m = c->m;
    void *p = bigger(m->items, m->item_len, &m->item_cap, sizeof *m->items);

    if (!p) {
        m->failed = true;
        return;
    }
    m->items = p;
    m->items[m->item_len++] = *item;
}

/* Adds a marker whose items are those from `items` on. */
void ltn_marker_add(ltn_marker_cursor *c, ltn_marker_kind kind, const char *s,
                    const char *e, uint32_t items, unsigned sure)
{
    ltn_markers *m = c->m;
    void *p = bigger(m->at, m->len, &m->cap, sizeof *m->at);

    if (!p) {
        m->failed = true;
        return;
    }
    m->at = p;
    m->at[m->len++] = (ltn_marker){.start = ltn_marker_offset(c, s),
                                   .end = ltn_marker_offset(c, e),
                                   .kind = (uint8_t)kind,
                                   .sure = (uint8_t)sure,
                                   .item = items,
                                   .items = m->item_len - items};
}

bool ltn_marker_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ltn_marker_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

bool ltn_marker_white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

const char *ltn_marker_skip_white(const char *s, const char *e)
{
    while (s < e && ltn_marker_white(*s))
        s++;
    return s;
}

/* ---- lists of numbers ---- */

/* A dash at s: its bytes, or 0. */
static size_t dash(const char *s, const char *e)
{
    if (s < e && *s == '-')
        return 1;
    return e - s >= 3 && s[0] == '\xE2' && s[1] == '\x80' &&
                   (s[2] == '\x93' || s[2] == '\x90' || s[2] == '\x91')
               ? 3
               : 0;
}

static const char *number(const char *s, const char *e, uint32_t *n)
{
    const char *start = s;

    for (*n = 0; s < e && ltn_marker_digit(*s) && s - start < 4; s++)
        *n = *n * 10 + (uint32_t)(*s - '0');
    return s > start && (s == e || !ltn_marker_digit(*s)) && *n > 0 &&
                   *n <= NUMBER_MAX && *start != '0'
               ? s
               : NULL;
}

static void add_number(ltn_marker_cursor *c, const char *s, const char *e,
                       uint32_t n)
{
    ltn_marker_add_item(c, &(ltn_marker_item){.start = ltn_marker_offset(c, s),
                                              .end = ltn_marker_offset(c, e),
                                              .number = n});
}

/* The numbers between the ends of "3-9" have their place on the dash; wider
 * ranges than anyone cites are their ends only. */
static void add_range(ltn_marker_cursor *c, const char *s, const char *e,
                      uint32_t from, uint32_t to)
{
    if (to < from + 2 || to > from + RANGE_MAX)
        return;
    add_number(c, s, e, from + 1);
    if (!c->m->failed)
        c->m->items[c->m->item_len - 1].last = to > from + 2 ? to - 1 : 0;
}

/* "3", "3, 5", "3-5,7" at s, with blanks after commas when loose. Adds the
 * items; returns its end, or NULL when it is none. */
static const char *numbers(ltn_marker_cursor *c, const char *s, const char *e,
                           bool loose)
{
    uint32_t n, before = 0;
    const char *range = NULL;

    for (int count = 0; count < NUMBERS_MAX; count++) {
        const char *next = number(s, e, &n);
        if (!next || (range && n <= before))
            return NULL;
        if (range)
            add_range(c, range, s, before, n);
        add_number(c, s, next, n);
        before = n;
        const char *gap = loose ? ltn_marker_skip_white(next, e) : next;
        size_t bar = dash(gap, e);
        range = bar ? gap : NULL;
        if (!bar && (gap == e || (*gap != ',' && *gap != ';')))
            return next;
        s = gap + (bar ? bar : 1);
        if (loose || (s + 1 < e && *s == ' ' && ltn_marker_digit(s[1]) && !bar))
            s = ltn_marker_skip_white(s, e);
        if (s == e || !ltn_marker_digit(*s))
            return range || loose ? NULL : next;
    }
    return NULL;
}

/* ---- [12] and (12) ---- */

/* "[2, p. 4]", "[3, Sec. 2]", "[5, Theorem 3]", "[7: 12]": one number and a
 * place in it. Adds its item; the closing bracket, or NULL. */
static const char *with_place(ltn_marker_cursor *c)
{
    static const char *const words[] = {
        "p",    "pp",      "page",  "pages",   "Sec",  "Section",  "Sect",
        "sec",  "section", "Ch",    "Chap",    "ch",   "chap",     "Chapter",
        "Thm",  "Theorem", "Lemma", "Prop",    "Def",  "Appendix", "App",
        "Fig",  "Figure",  "Table", "Eq",      "Part", "vol",      "Vol",
        "para", "note",    "Cor",   "Example", "col",  "chapter",  "art",
        "Rem",  "Art",     NULL};
    const char *s = ltn_marker_skip_white(c->s + 1, c->end), *w;
    uint32_t n;
    const char *p = number(s, c->end, &n);

    if (!p || p == c->end || (*p != ',' && *p != ':'))
        return NULL;
    const char *close = memchr(
        p, ']', (size_t)(c->end - p > PLACE_MAX ? PLACE_MAX : c->end - p));
    w = ltn_marker_skip_white(p + 1, c->end);
    size_t len = 0;
    while (w + len < c->end && ltn_marker_letter(w[len]))
        len++;
    if (!close || !(ltn_marker_one_of(w, len, words) ||
                    (*p == ':' && ltn_marker_digit(*w))))
        return NULL;
    add_number(c, s, p, n);
    return close;
}

/* "a[1]" is an element; "the interval [3, 5]". */
static bool no_citation(const ltn_marker_cursor *c)
{
    static const char *const words[] = {"interval", "intervals", "range",
                                        "ranges", NULL};
    const char *s = c->s, *w;

    if (s > c->start && ltn_marker_letter(s[-1]) &&
        (unsigned char)s[-1] < 0x80 &&
        (s - 1 == c->start || ltn_marker_white(s[-2]) || s[-2] == '('))
        return true;
    size_t n = ltn_marker_word_before(c, s, &w);
    return ltn_marker_one_of(w, n, words);
}

static void try_brackets(ltn_marker_cursor *c)
{
    uint32_t items = c->m->item_len;
    const char *e =
        numbers(c, ltn_marker_skip_white(c->s + 1, c->end), c->end, true);

    e = e ? ltn_marker_skip_white(e, c->end) : NULL;
    if (!e) {
        c->m->item_len = items;
        e = with_place(c);
    }
    bool odd = !e || e == c->end || *e != ']' ||
               (e + 1 < c->end && (e[1] == '(' || e[1] == '=')) ||
               (c->s > c->start && (c->s[-1] == ']' || c->s[-1] == '='));
    /* The label of a reference stands first in its paragraph. */
    if (odd || no_citation(c) ||
        ltn_marker_skip_white(c->start, c->s) == c->s) {
        c->m->item_len = items;
        return;
    }
    ltn_marker_add(c, LTN_MARKER_BRACKETS, c->s, e + 1, items, 2);
}

/* The last word before s, letters only. */
size_t ltn_marker_word_before(const ltn_marker_cursor *c, const char *s,
                              const char **word)
{
    const char *e = s;

    while (e > c->start && ltn_marker_white(e[-1]))
        e--;
    const char *w = e;
    while (w > c->start &&
           (ltn_marker_letter(w[-1]) || w[-1] == '-' || w[-1] == '\''))
        w--;
    *word = w;
    return (size_t)(e - w);
}

bool ltn_marker_one_of(const char *w, size_t n, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == n && strncmp(w, words[i], n) == 0)
            return true;
    return false;
}

/* What a number in brackets may belong to here: "Table (3)". */
static bool counts_things(const char *w, size_t n)
{
    static const char *const things[] = {
        "Table",     "table",   "Figure",   "figure",     "Fig",
        "fig",       "Eq",      "eq",       "equation",   "Equation",
        "Eqs",       "Scheme",  "scheme",   "step",       "Step",
        "section",   "Section", "compound", "compounds",  "Chapter",
        "chapter",   "Article", "article",  "rule",       "Rule",
        "paragraph", "No",      "no",       "item",       "case",
        "part",      "Part",    "page",     "pp",         "p",
        "vol",       "version", "question", "hypothesis", "phase",
        "Phase",     "type",    "Type",     "day",        "grade",
        "stage",     "n",       "residues", "level",      "line",
        "example",   "figures", "tables",   "ref",        "refs",
        "Ref",       "Refs",    "January",  "February",   "March",
        "April",     "May",     "June",     "July",       "August",
        "September", "October", "November", "December",   NULL};

    return ltn_marker_one_of(w, n, things);
}

/* Behind these a number counts what follows: "in (3) ways". */
static bool counts_next(const char *w, size_t n)
{
    static const char *const words[] = {
        "in",   "of",    "to",    "than",          "by",
        "from", "at",    "about", "for",           "with",
        "were", "was",   "is",    "are",           "and",
        "or",   "the",   "only",  "least",         "over",
        "all",  "until", "since", "approximately", NULL};

    return ltn_marker_one_of(w, n, words);
}

/* The word before s, without the full stop of an abbreviation. */
static size_t word_or_short(const ltn_marker_cursor *c, const char *s,
                            const char **w)
{
    while (s > c->start && ltn_marker_white(s[-1]))
        s--;
    if (s > c->start && s[-1] == '.')
        s--;
    return ltn_marker_word_before(c, s, w);
}

bool ltn_marker_own_number(const ltn_marker_cursor *c, const char *s)
{
    const char *w;
    size_t n = word_or_short(c, s, &w);

    return n == 0 || counts_things(w, n) || counts_next(w, n);
}

static void try_parentheses(ltn_marker_cursor *c)
{
    uint32_t items = c->m->item_len;
    const char *e = numbers(c, c->s + 1, c->end, true);
    bool good = e && e < c->end && *e == ')' && c->s > c->start &&
                ltn_marker_white(c->s[-1]) &&
                ltn_marker_skip_white(c->start, c->s) < c->s &&
                (e + 1 == c->end || !ltn_marker_letter(e[1]));

    /* "by (7-9)": a range counts nothing. */
    const char *w;
    size_t n = good ? word_or_short(c, c->s, &w) : 0;
    bool many = c->m->item_len > items + 1;
    if (n > 0 && !counts_things(w, n) && (many || !counts_next(w, n))) {
        ltn_marker_add(c, LTN_MARKER_PARENTHESES, c->s, e + 1, items, 1);
        return;
    }
    c->m->item_len = items;
}

/* ---- raised digits ---- */

/* The value of a superscript digit at s (its bytes to *n), or -1. */
static int raised(const char *s, const char *e, size_t *n)
{
    const unsigned char *u = (const unsigned char *)s;

    if (e - s >= 2 && u[0] == 0xC2) {
        *n = 2;
        return u[1] == 0xB9 ? 1 : u[1] == 0xB2 ? 2 : u[1] == 0xB3 ? 3 : -1;
    }
    *n = 3;
    if (e - s < 3 || u[0] != 0xE2 || u[1] != 0x81)
        return -1;
    return u[2] == 0xB0 ? 0 : u[2] >= 0xB4 && u[2] <= 0xB9 ? u[2] - 0xB0 : -1;
}

static const char *raised_number(ltn_marker_cursor *c, const char *s,
                                 uint32_t *value)
{
    size_t n;
    int d;

    for (*value = 0; (d = raised(s, c->end, &n)) >= 0 && *value < 100; s += n)
        *value = *value * 10 + (uint32_t)d;
    return s;
}

/* m², km², R², 10³: powers. */
static bool power(const ltn_marker_cursor *c, uint32_t value)
{
    const char *w;
    size_t n = ltn_marker_word_before(c, c->s, &w);

    if (c->s > c->start &&
        (ltn_marker_digit(c->s[-1]) || ltn_marker_white(c->s[-1])))
        return true;
    return n > 0 && n <= 2 && (value == 2 || value == 3) && w + n == c->s;
}

static void try_raised(ltn_marker_cursor *c)
{
    uint32_t items = c->m->item_len, value;
    const char *s = c->s, *e = raised_number(c, s, &value);

    if (c->s == c->start || value == 0 || power(c, value)) {
        c->s = e > s ? e - 1 : s;
        return;
    }
    add_number(c, s, e, value);
    /* More of them behind commas, raised or not. */
    for (int i = 0; i < NUMBERS_MAX && e + 1 < c->end && *e == ','; i++) {
        const char *next = e + 1, *after = raised_number(c, next, &value);
        if (after == next || value == 0)
            break;
        add_number(c, next, after, value);
        e = after;
    }
    ltn_marker_add(c, LTN_MARKER_RAISED, s, e, items, 2);
    c->s = e - 1;
}

/* "3,500": one number, not two. */
static bool thousands(const char *s, const char *e)
{
    for (; s < e; s++)
        if (*s == ',' && e - s >= 4 && ltn_marker_digit(s[1]) &&
            ltn_marker_digit(s[2]) && ltn_marker_digit(s[3]) &&
            (s + 4 == e || !ltn_marker_digit(s[4])))
            return true;
    return false;
}

/* Digits that were raised before the layout was lost: behind the mark that ends
 * a sentence or clause ("fibrils. 12 The", "growth.3"), or between a word and
 * such a mark ("slaves 5 ."). */
static void try_digits(ltn_marker_cursor *c)
{
    const char *s = c->s, *before = s - 1;
    bool apart = s > c->start && *before == ' ';

    if (s == c->start || (!apart && ltn_marker_letter(*before)))
        return;
    const char *p = apart ? before - 1 : before;
    if (p <= c->start || ltn_marker_white(*p))
        return;
    bool mark = strchr(".,;:)", *p) != NULL && !ltn_marker_digit(p[-1]);
    bool word = ltn_marker_letter(*p) || *p == ')';
    uint32_t items = c->m->item_len;
    const char *e = numbers(c, s, c->end, false);
    if (e && thousands(s, e))
        e = NULL;
    const char *next = e ? ltn_marker_skip_white(e, c->end) : NULL;
    bool list = e && memchr(s, ',', (size_t)(e - s));
    bool end = e && (next == c->end || next > e);
    unsigned sure = 0;

    if (end && mark && (*p == '.' || *p == ',' || apart) &&
        !ltn_marker_own_number(c, p))
        sure = *p == '.' || *p == ')'
                   ? (next == c->end || ltn_is_upper((unsigned char)*next) ||
                              *next == '('
                          ? 2
                          : 0)
                   : 1;
    if (end && apart && word && next < c->end && next == e + 1 &&
        strchr(".,;)", *next) && !ltn_marker_own_number(c, s))
        sure = 2;
    else if (sure == 0 && end && apart && ltn_marker_letter(*p) &&
             next < c->end && *next >= 'a' && *next <= 'z' &&
             !ltn_marker_own_number(c, s))
        sure = 1;
    if (sure == 1 && list && !memchr(s, ' ', (size_t)(e - s)))
        sure = 2; /* "cancers, 15,29,30 in" */
    if (sure > 0 && e - s <= 24)
        ltn_marker_add(c, LTN_MARKER_DIGITS, s, e, items, sure);
    else
        c->m->item_len = items;
    while (c->s + 1 < c->end && (ltn_marker_digit(c->s[1]) || c->s[1] == ','))
        c->s++;
}

static void try_open(ltn_marker_cursor *c)
{
    const char *close = ltn_marker_closing(c->s, c->end);

    if (!close)
        return;
    if (ltn_marker_digit(c->s[1])) {
        uint32_t before = c->m->len;
        ltn_marker_try_narrative(c, close);
        if (c->m->len == before)
            try_parentheses(c);
        if (c->m->len > before)
            c->s = close;
        return;
    }
    ltn_marker_try_group(c, close);
}

/* What a marker may begin with, and what must follow. */
enum { ALONE = 1, BEFORE_T = 2 };

static const unsigned char first[256] = {
    ['('] = ALONE,  ['['] = ALONE,  ['0'] = ALONE,    ['1'] = ALONE,
    ['2'] = ALONE,  ['3'] = ALONE,  ['4'] = ALONE,    ['5'] = ALONE,
    ['6'] = ALONE,  ['7'] = ALONE,  ['8'] = ALONE,    ['9'] = ALONE,
    [0xC2] = ALONE, [0xE2] = ALONE, ['e'] = BEFORE_T,
};

/* The next place from s on where a marker may begin, or e. */
static const char *next_first(const char *s, const char *e)
{
    for (; s + 1 < e; s++)
        if (first[(unsigned char)*s] & (s[1] == 't' ? ALONE | BEFORE_T : ALONE))
            return s;
    return s < e && first[(unsigned char)*s] & ALONE ? s : e;
}

void ltn_markers_collect(ltn_markers *m, uint32_t start, uint32_t end)
{
    ltn_marker_cursor c = {m, m->text + start, m->text + start, m->text + end};
    size_t n;

    for (; !m->failed && (c.s = next_first(c.s, c.end)) < c.end; c.s++) {
        unsigned char b = (unsigned char)*c.s;
        if (b == '(')
            try_open(&c);
        else if (b == '[')
            try_brackets(&c);
        else if (ltn_marker_digit(*c.s) && c.s > c.start &&
                 !ltn_marker_digit(c.s[-1]))
            try_digits(&c);
        else if ((b == 0xC2 || b == 0xE2) && raised(c.s, c.end, &n) > 0)
            try_raised(&c);
        else if (b == 'e' && c.end - c.s > 8 && memcmp(c.s, "et al", 5) == 0)
            ltn_marker_try_bare(&c);
    }
}

const char *ltn_marker_family(ltn_marker_kind kind)
{
    switch (kind) {
    case LTN_MARKER_BRACKETS:
    case LTN_MARKER_PARENTHESES: return "numeric";
    case LTN_MARKER_RAISED:
    case LTN_MARKER_DIGITS: return "superscript";
    case LTN_MARKER_GROUP:
    case LTN_MARKER_NARRATIVE:
    case LTN_MARKER_BARE:
    case LTN_MARKER_KINDS: break;
    }
    return "author-year";
}

void ltn_markers_release(ltn_markers *m)
{
    free(m->at);
    free(m->items);
    *m = (ltn_markers){0};
}
