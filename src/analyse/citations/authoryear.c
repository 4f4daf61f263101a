/* (Smith & Jones 2019), Smith et al. (2019a), Smith et al., 2019. */

#include "analyse/citations/markscan.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* "2019", "2019a" at s, and not part of a longer number. */
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
    size_t words = 0, capitals = 0;
    bool hyphen = false;

    item->name = item->name_end = 0;
    while (s < e) {
        if (!ltn_marker_letter(*s)) {
            if (ltn_marker_digit(*s) || !strchr(" \n\r,.&'-", *s))
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
        *two |= (n == 3 && (!strncmp(w, "and", 3) || !strncmp(w, "und", 3)));
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
        if (ltn_marker_digit(*y) && (y == s || !ltn_marker_digit(y[-1])) &&
            (after = year_at(y, e, &item)))
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
    /* Other years of the same authors, then at most pages. */
    while (after < e) {
        const char *p = after;
        while (p < e && (ltn_marker_white(*p) || *p == ',' || *p == ';'))
            p++;
        const char *next = year_at(p, e, &item);
        if (!next)
            break;
        item.start = ltn_marker_offset(c, p);
        item.end = ltn_marker_offset(c, next);
        ltn_marker_add_item(c, &item);
        after = next;
    }
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
    if (last && (word_is(c, last, "and", &p) || word_is(c, last, "&", &p))) {
        const char *one = name_before(c, p, false);
        if (one) {
            *sure = 2;
            const char *end = p;
            while (end > one && ltn_marker_white(end[-1]))
                end--;
            *first_end = end;
            return one;
        }
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
    item.start = ltn_marker_offset(c, s);
    item.end = ltn_marker_offset(c, close + 1);
    item.name = ltn_marker_offset(c, s);
    item.name_end = ltn_marker_offset(c, end);
    ltn_marker_add_item(c, &item);
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
