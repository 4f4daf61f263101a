#include "analyse/citations/markers.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_MAX = 600,  /* references of one text */
    NUMBERS_MAX = 40,  /* in one marker */
    GROUP_MAX = 500,   /* bytes of a bracket of authors and years */
    NAME_MAX = 60,     /* bytes of names before a year */
    YEAR_FIRST = 1500, /* of a cited work */
    YEAR_LAST = 2049
};

typedef struct cursor {
    ltn_markers *m;
    const char *s, *start, *end; /* here, and the unit */
} cursor;

static uint32_t offset(const cursor *c, const char *p)
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

static void add_item(cursor *c, const ltn_marker_item *item)
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
static void add(cursor *c, ltn_marker_kind kind, const char *s, const char *e,
                uint32_t items, unsigned sure)
{
    ltn_markers *m = c->m;
    void *p = bigger(m->at, m->len, &m->cap, sizeof *m->at);

    if (!p) {
        m->failed = true;
        return;
    }
    m->at = p;
    m->at[m->len++] = (ltn_marker){.start = offset(c, s),
                                   .end = offset(c, e),
                                   .kind = (uint8_t)kind,
                                   .sure = (uint8_t)sure,
                                   .item = items,
                                   .items = m->item_len - items};
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static bool white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static const char *skip_white(const char *s, const char *e)
{
    while (s < e && white(*s))
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

    for (*n = 0; s < e && digit(*s) && s - start < 4; s++)
        *n = *n * 10 + (uint32_t)(*s - '0');
    return s > start && (s == e || !digit(*s)) && *n > 0 && *n <= NUMBER_MAX &&
                   *start != '0'
               ? s
               : NULL;
}

static void add_number(cursor *c, const char *s, const char *e, uint32_t n)
{
    add_item(c, &(ltn_marker_item){
                    .start = offset(c, s), .end = offset(c, e), .number = n});
}

/* Between the ends of a range: what is neither has its place on the dash. */
static void add_range(cursor *c, const char *s, const char *e, uint32_t from,
                      uint32_t to)
{
    for (uint32_t n = from + 1; n < to && n < from + NUMBERS_MAX; n++)
        add_number(c, s, e, n);
}

/* "3", "3, 5", "3-5,7" at s, with blanks after commas when loose. Adds the
 * items; returns its end, or NULL when it is none. */
static const char *numbers(cursor *c, const char *s, const char *e, bool loose)
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
        const char *gap = loose ? skip_white(next, e) : next;
        size_t bar = dash(gap, e);
        range = bar ? gap : NULL;
        if (!bar && (gap == e || (*gap != ',' && *gap != ';')))
            return next;
        s = gap + (bar ? bar : 1);
        if (loose || (s + 1 < e && *s == ' ' && digit(s[1]) && !bar))
            s = skip_white(s, e);
        if (s == e || !digit(*s))
            return range || loose ? NULL : next;
    }
    return NULL;
}

/* ---- [12] and (12) ---- */

static void try_brackets(cursor *c)
{
    uint32_t items = c->m->item_len;
    const char *e = numbers(c, skip_white(c->s + 1, c->end), c->end, true);

    e = e ? skip_white(e, c->end) : NULL;
    bool odd = !e || e == c->end || *e != ']' ||
               (e + 1 < c->end && (e[1] == '(' || e[1] == '=')) ||
               (c->s > c->start && (c->s[-1] == ']' || c->s[-1] == '='));
    /* The label of a reference stands first in its paragraph. */
    if (odd || skip_white(c->start, c->s) == c->s) {
        c->m->item_len = items;
        return;
    }
    add(c, LTN_MARKER_BRACKETS, c->s, e + 1, items, 2);
}

/* The last word before s, letters only. */
static size_t word_before(const cursor *c, const char *s, const char **word)
{
    const char *e = s;

    while (e > c->start && white(e[-1]))
        e--;
    const char *w = e;
    while (w > c->start && (letter(w[-1]) || w[-1] == '-' || w[-1] == '\''))
        w--;
    *word = w;
    return (size_t)(e - w);
}

static bool one_of(const char *w, size_t n, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (strlen(words[i]) == n && strncmp(w, words[i], n) == 0)
            return true;
    return false;
}

/* "Table (3)", "equation (4)": numbers of things here, not of references. */
static bool own_number(const cursor *c, const char *s)
{
    static const char *const things[] = {
        "Table",     "table",    "Figure",   "figure",     "Fig",
        "fig",       "Eq",       "eq",       "equation",   "Equation",
        "Eqs",       "Scheme",   "scheme",   "step",       "Step",
        "section",   "Section",  "compound", "compounds",  "Chapter",
        "chapter",   "Article",  "article",  "rule",       "Rule",
        "paragraph", "No",       "no",       "item",       "case",
        "part",      "Part",     "page",     "pp",         "p",
        "vol",       "version",  "question", "hypothesis", "phase",
        "Phase",     "type",     "Type",     "day",        "grade",
        "stage",     "in",       "of",       "to",         "than",
        "by",        "from",     "at",       "about",      "approximately",
        "for",       "with",     "were",     "was",        "is",
        "are",       "and",      "or",       "the",        "only",
        "least",     "over",     "all",      "n",          "residues",
        "level",     "line",     "example",  "figures",    "tables",
        "ref",       "refs",     "Ref",      "Refs",       "until",
        "since",     "January",  "February", "March",      "April",
        "May",       "June",     "July",     "August",     "September",
        "October",   "November", "December", NULL};
    const char *w, *e = s;

    while (e > c->start && white(e[-1]))
        e--;
    if (e > c->start && e[-1] == '.')
        e--;
    size_t n = word_before(c, e, &w);
    return n == 0 || one_of(w, n, things);
}

static void try_parentheses(cursor *c)
{
    uint32_t items = c->m->item_len;
    const char *e = numbers(c, c->s + 1, c->end, true);
    bool good = e && e < c->end && *e == ')' && c->s > c->start &&
                white(c->s[-1]) && skip_white(c->start, c->s) < c->s &&
                (e + 1 == c->end || !letter(e[1]));

    if (good && !own_number(c, c->s)) {
        add(c, LTN_MARKER_PARENTHESES, c->s, e + 1, items, 1);
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

static const char *raised_number(cursor *c, const char *s, uint32_t *value)
{
    size_t n;
    int d;

    for (*value = 0; (d = raised(s, c->end, &n)) >= 0 && *value < 100; s += n)
        *value = *value * 10 + (uint32_t)d;
    return s;
}

/* m², km², R², 10³: powers. */
static bool power(const cursor *c, uint32_t value)
{
    const char *w;
    size_t n = word_before(c, c->s, &w);

    if (c->s > c->start && (digit(c->s[-1]) || white(c->s[-1])))
        return true;
    return n > 0 && n <= 2 && (value == 2 || value == 3) && w + n == c->s;
}

static void try_raised(cursor *c)
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
    add(c, LTN_MARKER_RAISED, s, e, items, 2);
    c->s = e - 1;
}

/* "3,500": one number, not two. */
static bool thousands(const char *s, const char *e)
{
    for (; s < e; s++)
        if (*s == ',' && e - s >= 4 && digit(s[1]) && digit(s[2]) &&
            digit(s[3]) && (s + 4 == e || !digit(s[4])))
            return true;
    return false;
}

/* Digits that were raised before the layout was lost: behind the mark that ends
 * a sentence or clause ("fibrils. 12 The", "growth.3"), or between a word and
 * such a mark ("slaves 5 ."). */
static void try_digits(cursor *c)
{
    const char *s = c->s, *before = s - 1;
    bool apart = s > c->start && *before == ' ';

    if (s == c->start || (!apart && letter(*before)))
        return;
    const char *p = apart ? before - 1 : before;
    if (p <= c->start || white(*p))
        return;
    bool mark = strchr(".,;:)", *p) != NULL && !digit(p[-1]);
    bool word = letter(*p) || *p == ')';
    uint32_t items = c->m->item_len;
    const char *e = numbers(c, s, c->end, false);
    if (e && thousands(s, e))
        e = NULL;
    const char *next = e ? skip_white(e, c->end) : NULL;
    bool list = e && memchr(s, ',', (size_t)(e - s));
    bool end = e && (next == c->end || next > e);
    unsigned sure = 0;

    if (end && mark && (*p == '.' || *p == ',' || apart) && !own_number(c, p))
        sure = *p == '.' || *p == ')'
                   ? (next == c->end || ltn_is_upper((unsigned char)*next) ||
                              *next == '('
                          ? 2
                          : 0)
                   : 1;
    if (end && apart && word && next < c->end && next == e + 1 &&
        strchr(".,;)", *next) && !own_number(c, s))
        sure = 2;
    else if (sure == 0 && end && apart && letter(*p) && next < c->end &&
             *next >= 'a' && *next <= 'z' && !own_number(c, s))
        sure = 1;
    if (sure == 1 && list && !memchr(s, ' ', (size_t)(e - s)))
        sure = 2; /* "cancers, 15,29,30 in" */
    if (sure > 0 && e - s <= 24)
        add(c, LTN_MARKER_DIGITS, s, e, items, sure);
    else
        c->m->item_len = items;
    while (c->s + 1 < c->end && (digit(c->s[1]) || c->s[1] == ','))
        c->s++;
}

/* ---- authors and years ---- */

/* "2019", "2019a" at s, and not part of a longer number. */
static const char *year_at(const char *s, const char *e, ltn_marker_item *item)
{
    uint32_t y = 0;
    int n = 0;

    for (; s + n < e && digit(s[n]) && n < 5; n++)
        y = y * 10 + (uint32_t)(s[n] - '0');
    if (n != 4 || y < YEAR_FIRST || y > YEAR_LAST)
        return NULL;
    s += 4;
    item->year = (uint16_t)y;
    item->letter = 0;
    if (s < e && *s >= 'a' && *s <= 'h' && (s + 1 == e || !letter(s[1])))
        item->letter = *s++;
    return s == e || (!letter(*s) && !digit(*s) && *s != '/') ? s : NULL;
}

static bool month(const char *w, size_t n)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
        "Jan",     "Feb",      "Mar",       "Apr",     "Jun",      "Jul",
        "Aug",     "Sep",      "Sept",      "Oct",     "Nov",      "Dec",
        "Spring",  "Summer",   "Autumn",    "Winter",  "Fall",     NULL};

    return one_of(w, n, names);
}

static bool small_word(const char *w, size_t n)
{
    static const char *const words[] = {
        "and", "et", "al", "de", "van",  "von", "der", "den", "la",
        "le",  "du", "da", "di", "dos",  "el",  "ten", "und", "y",
        "see", "e",  "g",  "cf", "also", "in",  "Cat", NULL};

    return one_of(w, n, words);
}

/* Whether s to e could be the names before a year: at least one word with a
 * capital or "et al.", nothing that names have not. The first name goes to
 * item; *al tells of "et al.", *two of "and" or "&". */
static bool names(cursor *c, const char *s, const char *e,
                  ltn_marker_item *item, bool *al, bool *two)
{
    size_t words = 0, capitals = 0;
    bool hyphen = false;

    item->name = item->name_end = 0;
    while (s < e) {
        if (!letter(*s)) {
            if (digit(*s) || !strchr(" \n\r,.&'-", *s))
                return false;
            *two |= *s == '&';
            hyphen = *s == '-';
            s++;
            continue;
        }
        const char *w = s;
        while (s < e && (letter(*s) || *s == '\'' ||
                         (*s == '-' && s + 1 < e && letter(s[1]))))
            s++;
        size_t n = (size_t)(s - w);
        const char *first = w;
        bool upper = ltn_is_upper(ltn_utf8_next(&first, e));
        if (month(w, n))
            return false;
        *al |= n == 2 && strncmp(w, "al", 2) == 0;
        *two |= (n == 3 && (!strncmp(w, "and", 3) || !strncmp(w, "und", 3)));
        bool small = small_word(w, n);
        if (!small || upper) {
            words++;
            capitals += upper || hyphen;
            if (!item->name_end && n > 1) {
                item->name = offset(c, w);
                item->name_end = offset(c, s);
            }
        }
        hyphen = false;
    }
    return item->name_end > 0 && words <= 12 &&
           (capitals * 2 >= words || (*al && words <= 3) || words == 1);
}

/* A segment "see Smith and Jones, 2019a, p. 4" of a group. Adds its items;
 * false when it is none. */
static bool segment(cursor *c, const char *s, const char *e, unsigned *sure)
{
    ltn_marker_item item = {0};
    const char *y = s, *after = NULL;
    bool al = false, two = false;

    s = skip_white(s, e);
    for (y = s; y < e; y++)
        if (digit(*y) && (y == s || !digit(y[-1])) &&
            (after = year_at(y, e, &item)))
            break;
    if (!after || y - s > 2 * NAME_MAX || y == s)
        return false;
    const char *gap = y;
    while (gap > s && (white(gap[-1]) || gap[-1] == ',' || gap[-1] == '('))
        gap--;
    if (!names(c, s, gap, &item, &al, &two))
        return false;
    item.start = offset(c, s);
    item.end = offset(c, after);
    add_item(c, &item);
    *sure = al || two ? 2 : *sure > 1 ? *sure : 1;
    /* Other years of the same authors, then at most pages. */
    while (after < e) {
        const char *p = after;
        while (p < e && (white(*p) || *p == ',' || *p == ';'))
            p++;
        const char *next = year_at(p, e, &item);
        if (!next)
            break;
        item.start = offset(c, p);
        item.end = offset(c, next);
        add_item(c, &item);
        after = next;
    }
    return e - after <= 40 && !memchr(after, '(', (size_t)(e - after));
}

static const char *closing(const char *s, const char *e)
{
    const char *stop = e - s > GROUP_MAX ? s + GROUP_MAX : e;
    int depth = 0;

    for (; s < stop; s++) {
        depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
        if (depth == 0)
            return s;
    }
    return NULL;
}

/* (Smith 2019; Jones et al., 2020) */
static bool try_group(cursor *c, const char *close)
{
    uint32_t items = c->m->item_len;
    unsigned sure = 0;
    const char *s = c->s + 1;

    while (s < close) {
        const char *semi = memchr(s, ';', (size_t)(close - s));
        const char *e = semi ? semi : close;
        if (!segment(c, s, e, &sure)) {
            c->m->item_len = items;
            return false;
        }
        s = e + 1;
    }
    if (c->m->item_len == items)
        return false;
    add(c, LTN_MARKER_GROUP, c->s, close + 1, items, sure);
    c->s = close;
    return true;
}

/* The start of one name before e: a word that begins with a capital, with the
 * small words that belong to it. NULL: none. */
static const char *name_before(const cursor *c, const char *e, bool any)
{
    const char *w;
    size_t n = word_before(c, e, &w);
    const char *first = w;

    if (n < 2 || month(w, n) || own_number(c, w + n) ||
        one_of(w, n,
               (const char *const[]){"The", "This", "In", "For", "And", NULL}))
        return NULL;
    return any || ltn_is_upper(ltn_utf8_next(&first, w + n)) ? w : NULL;
}

static bool word_is(const cursor *c, const char *e, const char *word,
                    const char **start)
{
    size_t n = strlen(word);

    while (e > c->start && white(e[-1]))
        e--;
    if ((size_t)(e - c->start) < n || strncmp(e - n, word, n) != 0)
        return false;
    *start = e - n;
    return *start == c->start || white((*start)[-1]) || (*start)[-1] == ',';
}

/* The names that end at e: "Smith", "Smith and Jones", "Smith et al.". */
static const char *names_before(const cursor *c, const char *e, unsigned *sure,
                                const char **first_end)
{
    const char *p, *s;

    if (word_is(c, e, "et al.", &p) || word_is(c, e, "et al", &p) ||
        word_is(c, e, "et al.,", &p)) {
        while (p > c->start && (white(p[-1]) || p[-1] == ','))
            p--;
        *sure = 2;
        *first_end = p;
        return name_before(c, p, true);
    }
    *sure = 1;
    s = name_before(c, e, false);
    const char *w;
    size_t n = word_before(c, e, &w);
    const char *last = s ? s : n > 2 ? w : NULL;
    if (last && (word_is(c, last, "and", &p) || word_is(c, last, "&", &p))) {
        const char *one = name_before(c, p, false);
        if (one) {
            *sure = 2;
            const char *end = p;
            while (end > one && white(end[-1]))
                end--;
            *first_end = end;
            return one;
        }
    }
    const char *end = e;
    while (end > c->start && white(end[-1]))
        end--;
    *first_end = end;
    return s;
}

/* The start of a verb of saying or doing before e ("Smith and Jones described
 * (2019)"), or e. */
static const char *before_verb(const cursor *c, const char *e)
{
    static const char *const verbs[] = {
        "describe", "show",    "find",     "found",    "argue",  "note",
        "notes",    "shows",   "argues",   "finds",    "writes", "wrote",
        "states",   "says",    "suggests", "reports",  "claims", "defines",
        "holds",    "puts",    "calls",    "observes", "report", "suggest",
        "claim",    "propose", "proposes", NULL};
    const char *w;
    size_t n = word_before(c, e, &w);

    if (n < 3 || *w < 'a' || *w > 'z' || w == c->start)
        return e;
    bool past = n > 4 && w[n - 2] == 'e' && w[n - 1] == 'd';
    return past || one_of(w, n, verbs) ? w : e;
}

/* Smith (2019), Smith and Jones (2019a, p. 4) */
static void try_narrative(cursor *c, const char *close)
{
    ltn_marker_item item = {0};
    const char *after = year_at(c->s + 1, close, &item), *end;
    unsigned sure = 0;

    if (!after || close - after > 30 ||
        (after < close && *after != ',' && *after != ':' && *after != ';'))
        return;
    const char *s = names_before(c, c->s, &sure, &end);
    const char *verb = s ? c->s : before_verb(c, c->s);
    if (!s && verb < c->s) {
        s = names_before(c, verb, &sure, &end);
        s = sure == 2 ? s : NULL; /* one name and a verb are too little */
    }
    if (!s)
        return;
    uint32_t items = c->m->item_len;
    item.start = offset(c, s);
    item.end = offset(c, close + 1);
    item.name = offset(c, s);
    item.name_end = offset(c, end);
    add_item(c, &item);
    add(c, LTN_MARKER_NARRATIVE, s, close + 1, items, sure);
}

/* Smith et al., 2019; c->s is at "et al". */
static void try_bare(cursor *c)
{
    ltn_marker_item item = {0};
    const char *p = c->s + 5;

    while (p < c->end && (*p == '.' || *p == ',' || white(*p)))
        p++;
    const char *after = year_at(p, c->end, &item);
    if (!after)
        return;
    const char *e = c->s;
    while (e > c->start && (white(e[-1]) || e[-1] == ','))
        e--;
    const char *s = name_before(c, e, true);
    if (!s)
        return;
    uint32_t items = c->m->item_len;
    item.start = item.name = offset(c, s);
    item.name_end = offset(c, e);
    item.end = offset(c, after);
    add_item(c, &item);
    add(c, LTN_MARKER_BARE, s, after, items, 2);
    c->s = after - 1;
}

static void try_open(cursor *c)
{
    const char *close = closing(c->s, c->end);

    if (!close)
        return;
    if (digit(c->s[1])) {
        uint32_t before = c->m->len;
        try_narrative(c, close);
        if (c->m->len == before)
            try_parentheses(c);
        if (c->m->len > before)
            c->s = close;
        return;
    }
    try_group(c, close);
}

void ltn_markers_collect(ltn_markers *m, uint32_t start, uint32_t end)
{
    cursor c = {m, m->text + start, m->text + start, m->text + end};
    size_t n;

    for (; c.s < c.end && !m->failed; c.s++) {
        unsigned char b = (unsigned char)*c.s;
        if (b == '(')
            try_open(&c);
        else if (b == '[')
            try_brackets(&c);
        else if (digit(*c.s) && c.s > c.start && !digit(c.s[-1]))
            try_digits(&c);
        else if ((b == 0xC2 || b == 0xE2) && raised(c.s, c.end, &n) > 0)
            try_raised(&c);
        else if (b == 'e' && c.end - c.s > 8 && strncmp(c.s, "et al", 5) == 0)
            try_bare(&c);
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
