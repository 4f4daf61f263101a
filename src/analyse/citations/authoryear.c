/* (Smith & Jones 2019), Smith et al. (2019a), Smith et al., 2019. */

#include "analyse/citations/markscan.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* "n.d.", "in press", "forthcoming" at s: a year that is not known. */
static const char *undated_at(const char *s, const char *e,
                              ltn_marker_item *item)
{
    static const char *const words[] = {"n.d.",        "n. d.", "n.d",
                                        "in press",    "s.f.",  "s.d.",
                                        "forthcoming", "o. J.", "in prep."};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(e - s) < n || strncmp(s, words[i], n) != 0)
            continue;
        if (s + n < e && (ltn_marker_letter(s[n]) || ltn_marker_digit(s[n])))
            continue;
        item->year = 0;
        item->letter = 0;
        return s + n;
    }
    return NULL;
}

/* "2019", "2019a", "1962/1990" at s, and not part of a longer number. */
static const char *year_at(const char *s, const char *e, ltn_marker_item *item)
{
    uint32_t y = 0;
    int n = 0;

    for (; s + n < e && ltn_marker_digit(s[n]) && n < 5; n++)
        y = y * 10 + (uint32_t)(s[n] - '0');
    if (n != 4 || y < YEAR_FIRST || y > YEAR_LAST)
        return NULL;
    s += 4;
    item->year = (uint16_t)y;
    /* A reprint is in the list under its own year. */
    if (e - s >= 5 && (*s == '/' || *s == '[') && ltn_marker_digit(s[4]))
        return year_at(s + 1, e, item);
    item->letter = 0;
    if (s < e && *s >= 'a' && *s <= 'h' &&
        (s + 1 == e || !ltn_marker_letter(s[1])))
        item->letter = *s++;
    return s == e || (!ltn_marker_letter(*s) && !ltn_marker_digit(*s) &&
                      *s != '/')
               ? s
               : NULL;
}

static bool month(const char *w, size_t n)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
        "Jan",     "Feb",      "Mar",       "Apr",     "Jun",      "Jul",
        "Aug",     "Sep",      "Sept",      "Oct",     "Nov",      "Dec",
        "Spring",  "Summer",   "Autumn",    "Winter",  "Fall",     NULL};

    return ltn_marker_one_of(w, n, names);
}

/* "and" between two names, in the languages of scholars. */
static bool joins(const char *w, size_t n)
{
    static const char *const words[] = {"and", "und", "et", "y", "e",
                                        "og",  "och", "en", "i", "sowie",
                                        "&",   "ja",  "és", "e", NULL};

    return ltn_marker_one_of(w, n, words);
}

static bool small_word(const char *w, size_t n)
{
    static const char *const words[] = {
        "and", "et", "al", "de", "van",  "von", "der", "den", "la",
        "le",  "du", "da", "di", "dos",  "el",  "ten", "und", "y",
        "see", "e",  "g",  "cf", "also", "in",  "Cat", NULL};

    return ltn_marker_one_of(w, n, words);
}

/* Whether s to e could be the names before a year: at least one word with a
 * capital or "et al.", nothing that names have not. The first name goes to
 * item; *al tells of "et al.", *two of "and" or "&". */
static bool names(ltn_marker_cursor *c, const char *s, const char *e,
                  ltn_marker_item *item, bool *al, bool *two)
{
    const char *begin = s;
    size_t words = 0, capitals = 0;
    bool hyphen = false;

    item->name = item->name_end = 0;
    while (s < e) {
        if (!ltn_marker_letter(*s)) {
            if (ltn_marker_digit(*s) || !strchr(" \n\r,.&'-[]", *s))
                return false;
            *two |= *s == '&';
            hyphen = *s == '-';
            s++;
            continue;
        }
        const char *w = s;
        while (s < e && (ltn_marker_letter(*s) || *s == '\'' ||
                         (*s == '-' && s + 1 < e && ltn_marker_letter(s[1]))))
            s++;
        size_t n = (size_t)(s - w);
        const char *first = w;
        bool upper = ltn_is_upper(ltn_utf8_next(&first, e));
        if (month(w, n))
            return false;
        *al |= n == 2 && strncmp(w, "al", 2) == 0;
        *two |= joins(w, n) && w > begin;
        bool small = small_word(w, n);
        if (!small || upper) {
            words++;
            capitals += upper || hyphen;
            if (!item->name_end && n > 1) {
                item->name = ltn_marker_offset(c, w);
                item->name_end = ltn_marker_offset(c, s);
            }
        }
        hyphen = false;
    }
    return item->name_end > 0 && words <= 12 &&
           (capitals * 2 >= words || (*al && words <= 3) || words == 1);
}

/* Adds other years of the same authors behind `after`; where they end. */
static const char *more_years(ltn_marker_cursor *c, const char *after,
                              const char *e, ltn_marker_item *item)
{
    while (after < e) {
        const char *p = after;
        while (p < e && (ltn_marker_white(*p) || *p == ',' || *p == ';'))
            p++;
        const char *next = p > after ? year_at(p, e, item) : NULL;
        if (!next)
            break;
        item->start = ltn_marker_offset(c, p);
        item->end = ltn_marker_offset(c, next);
        ltn_marker_add_item(c, item);
        after = next;
    }
    return after;
}

/* The end of a name at s that ends at e, without "'s". */
static const char *without_possessive(const char *s, const char *e)
{
    if (e - s > 3 && e[-1] == 's' && e[-2] == '\'')
        return e - 2;
    if (e - s > 5 && e[-1] == 's' && memcmp(e - 4, "\xE2\x80\x99", 3) == 0)
        return e - 4;
    return e;
}

/* A segment "see Smith and Jones, 2019a, p. 4" of a group. Adds its items;
 * false when it is none. */
static bool segment(ltn_marker_cursor *c, const char *s, const char *e,
                    unsigned *sure)
{
    ltn_marker_item item = {0};
    const char *y = s, *after = NULL;
    bool al = false, two = false;

    s = ltn_marker_skip_white(s, e);
    for (y = s; y < e; y++)
        if ((y == s || !ltn_marker_digit(y[-1])) &&
            (after = ltn_marker_digit(*y)    ? year_at(y, e, &item)
                     : y > s && y[-1] == ' ' ? undated_at(y, e, &item)
                                             : NULL))
            break;
    if (!after || y - s > 2 * NAME_MAX || y == s)
        return false;
    const char *gap = y;
    while (gap > s &&
           (ltn_marker_white(gap[-1]) || gap[-1] == ',' || gap[-1] == '('))
        gap--;
    if (!names(c, s, gap, &item, &al, &two))
        return false;
    item.start = ltn_marker_offset(c, s);
    item.end = ltn_marker_offset(c, after);
    ltn_marker_add_item(c, &item);
    *sure = al || two ? 2 : *sure > 1 ? *sure : 1;
    after = more_years(c, after, e, &item); /* then at most pages */
    return e - after <= 40 && !memchr(after, '(', (size_t)(e - after));
}

const char *ltn_marker_closing(const char *s, const char *e)
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
bool ltn_marker_try_group(ltn_marker_cursor *c, const char *close)
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
    ltn_marker_add(c, LTN_MARKER_GROUP, c->s, close + 1, items, sure);
    c->s = close;
    return true;
}

/* The start of one name before e: a word that begins with a capital, with the
 * small words that belong to it. NULL: none. */
static const char *name_before(const ltn_marker_cursor *c, const char *e,
                               bool any)
{
    const char *w;
    size_t n = ltn_marker_word_before(c, e, &w);
    const char *first = w;

    if (n < 2 || month(w, n) || ltn_marker_own_number(c, w + n) ||
        ltn_marker_one_of(
            w, n,
            (const char *const[]){"The", "This", "In", "For", "And", NULL}))
        return NULL;
    return any || ltn_is_upper(ltn_utf8_next(&first, w + n)) ? w : NULL;
}

static bool word_is(const ltn_marker_cursor *c, const char *e, const char *word,
                    const char **start)
{
    size_t n = strlen(word);

    while (e > c->start && ltn_marker_white(e[-1]))
        e--;
    if ((size_t)(e - c->start) < n || strncmp(e - n, word, n) != 0)
        return false;
    *start = e - n;
    return *start == c->start || ltn_marker_white((*start)[-1]) ||
           (*start)[-1] == ',';
}

/* The names that "and" joins to the one at `last`: "Smith and", "Smith, Roe,
 * and"; where the first ends goes to *first_end. NULL: none. */
static const char *joined_before(const ltn_marker_cursor *c, const char *last,
                                 const char **first_end)
{
    const char *w, *p = last;
    bool listed = false;

    while (p > c->start && ltn_marker_white(p[-1]))
        p--;
    if (p > c->start && p[-1] == '&') {
        w = p - 1;
    } else {
        size_t n = ltn_marker_word_before(c, last, &w);
        if (n == 0 || !joins(w, n) || w + n != p)
            return NULL;
    }
    const char *found = NULL;
    for (int i = 0; i < 6; i++) {
        const char *end = w;
        while (end > c->start && ltn_marker_white(end[-1]))
            end--;
        bool comma = end > c->start && end[-1] == ',';
        if (i == 0)
            listed = comma;
        if (comma != listed)
            break;
        end -= comma;
        const char *one = name_before(c, end, false);
        if (!one)
            break;
        found = one;
        *first_end = end;
        w = one;
        if (!listed)
            break;
    }
    return found;
}

/* The names that end at e: "Smith", "Smith and Jones", "Smith et al.". */
static const char *names_before(const ltn_marker_cursor *c, const char *e,
                                unsigned *sure, const char **first_end)
{
    const char *p, *s;

    if (word_is(c, e, "et al.", &p) || word_is(c, e, "et al", &p) ||
        word_is(c, e, "et al.,", &p)) {
        while (p > c->start && (ltn_marker_white(p[-1]) || p[-1] == ','))
            p--;
        *sure = 2;
        *first_end = p;
        return name_before(c, p, true);
    }
    *sure = 1;
    s = name_before(c, e, false);
    const char *w;
    size_t n = ltn_marker_word_before(c, e, &w);
    const char *last = s ? s : n > 2 ? w : NULL;
    const char *one = last ? joined_before(c, last, first_end) : NULL;
    if (one) {
        *sure = 2;
        return one;
    }
    const char *end = e;
    while (end > c->start && ltn_marker_white(end[-1]))
        end--;
    *first_end = end;
    return s;
}

/* The start of a verb of saying or doing before e ("Smith and Jones described
 * (2019)"), or e. */
static const char *before_verb(const ltn_marker_cursor *c, const char *e)
{
    static const char *const verbs[] = {
        "describe", "show",    "find",     "found",    "argue",  "note",
        "notes",    "shows",   "argues",   "finds",    "writes", "wrote",
        "states",   "says",    "suggests", "reports",  "claims", "defines",
        "holds",    "puts",    "calls",    "observes", "report", "suggest",
        "claim",    "propose", "proposes", NULL};
    const char *w;
    size_t n = ltn_marker_word_before(c, e, &w);

    if (n < 3 || *w < 'a' || *w > 'z' || w == c->start)
        return e;
    bool past = n > 4 && w[n - 2] == 'e' && w[n - 1] == 'd';
    return past || ltn_marker_one_of(w, n, verbs) ? w : e;
}

/* Smith (2019), Smith and Jones (2019a, p. 4) */
void ltn_marker_try_narrative(ltn_marker_cursor *c, const char *close)
{
    ltn_marker_item item = {0};
    const char *after = year_at(c->s + 1, close, &item), *end;
    unsigned sure = 0;

    if (!after)
        after = undated_at(c->s + 1, close, &item);
    if (!after || close - after > 60 ||
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
    item.start = ltn_marker_offset(c, s);
    item.end = ltn_marker_offset(c, after);
    item.name = ltn_marker_offset(c, s);
    item.name_end = ltn_marker_offset(c, without_possessive(s, end));
    ltn_marker_add_item(c, &item);
    after = more_years(c, after, close, &item);
    if (close - after > 30) {
        c->m->item_len = items;
        return;
    }
    if (c->m->item_len == items + 1)
        c->m->items[items].end = ltn_marker_offset(c, close + 1);
    ltn_marker_add(c, LTN_MARKER_NARRATIVE, s, close + 1, items, sure);
}

/* Smith et al., 2019; c->s is at "et al". */
void ltn_marker_try_bare(ltn_marker_cursor *c)
{
    ltn_marker_item item = {0};
    const char *p = c->s + 5;

    while (p < c->end && (*p == '.' || *p == ',' || ltn_marker_white(*p)))
        p++;
    const char *after = year_at(p, c->end, &item);
    if (!after)
        return;
    const char *e = c->s;
    while (e > c->start && (ltn_marker_white(e[-1]) || e[-1] == ','))
        e--;
    const char *s = name_before(c, e, true);
    if (!s)
        return;
    uint32_t items = c->m->item_len;
    item.start = item.name = ltn_marker_offset(c, s);
    item.name_end = ltn_marker_offset(c, e);
    item.end = ltn_marker_offset(c, after);
    ltn_marker_add_item(c, &item);
    ltn_marker_add(c, LTN_MARKER_BARE, s, after, items, 2);
    c->s = after - 1;
}
