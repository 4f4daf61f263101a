/* Where the authors of a reference end. */

#include "analyse/citations/words.h"

#include <stddef.h>
#include <string.h>

typedef const ltn_ref_word word;

static bool et_al(const ltn_ref *r, unsigned i)
{
    return i + 1 < r->len &&
           ltn_ref_is(&r->at[i], (const char *const[]){"et", NULL}) &&
           ltn_ref_is(&r->at[i + 1], (const char *const[]){"al", NULL});
}

/* A word that names may hold. */
static bool nameish(word *w)
{
    if (w->core == w->end)
        return !w->open_quote && !w->close_quote;
    return (w->capital || w->joins || w->small) && !w->number && !w->open_quote;
}

/* Whether the first n words could be names and nothing else. */
static bool all_names(const ltn_ref *r, unsigned n)
{
    unsigned run = 0;

    for (unsigned i = 0; i < n; i++) {
        word *w = &r->at[i];
        if (!nameish(w) && !w->open_paren && !w->close_paren)
            return false;
        /* A sentence or a colon ends before a year: these are not names only.
         */
        bool last = i + 1 == n;
        if (!last && (w->colon || (w->period && !w->initial && !w->small &&
                                   !w->comma && !w->close_paren)))
            return false;
        run = w->comma || w->semicolon || w->joins || (w->initial && w->period)
                  ? 0
                  : run + 1;
        if (run > 5)
            return false;
    }
    return n > 0;
}

/* Without a year or a quotation behind them: */

/* A given name at i: initials and at most two more words, "G. Walter", "Anne".
 * Returns its end. */
static unsigned given(const ltn_ref *r, unsigned i)
{
    unsigned start = i, words = 0;

    while (i < r->len && i - start < 5) {
        word *w = &r->at[i];
        if (!w->capital || w->number || w->open_quote)
            break;
        /* A word behind initials belongs to them only when it ends the name:
         * "G. Walter." but not "E. S. On the". */
        if (!w->initial && i > start && r->at[i - 1].initial &&
            !(w->comma || w->period || w->semicolon))
            break;
        words += !w->initial;
        if (words > 3)
            break;
        i++;
        if (w->comma || w->semicolon || w->colon || (w->period && !w->initial))
            break;
    }
    return i;
}

/* A family name with its comma at i: "van Gulik,", "John-Stewart,". Returns
 * its end, or i. */
static unsigned family(const ltn_ref *r, unsigned i, unsigned *capitals)
{
    *capitals = 0;
    for (unsigned n = 0; i + n < r->len && n < 4; n++) {
        word *w = &r->at[i + n];
        if ((!w->capital && !w->small) || w->number || w->period ||
            w->open_quote || (n == 0 && w->initial && !w->comma))
            break;
        *capitals += w->capital && !w->small;
        if (w->comma)
            return i + n + 1;
    }
    return i;
}

/* "Surname, Given" at i; its end, or i. */
static unsigned inverted(const ltn_ref *r, unsigned i, bool initials)
{
    unsigned capitals, f = family(r, i, &capitals);

    if (f == i || f == r->len || (initials && !r->at[f].initial))
        return i;
    /* "Adolf Hitler, Mein Kampf": two names before the comma are all of it. */
    if (capitals > 1 && !r->at[f].initial)
        return i;
    unsigned g = given(r, f);
    if (g == f)
        return i;
    word *w = &r->at[g - 1];
    bool ended = w->comma || w->period || w->semicolon || w->colon ||
                 w->close_paren || g == r->len || r->at[g].joins ||
                 r->at[g].year || r->at[g].open_paren;
    return ended ? g : i;
}

/* "Given Surname" at i, ended by a comma, a full stop, a colon or a joining
 * word; its end, or i. */
static unsigned direct(const ltn_ref *r, unsigned i, bool initials)
{
    unsigned n = 0;

    if (i < r->len && initials && !r->at[i].initial)
        return i;
    for (; i + n < r->len && n < 6; n++) {
        word *w = &r->at[i + n];
        if (w->joins && n > 0)
            return n > 0 ? i + n : i;
        if ((!w->capital && !w->small) || w->number || w->open_quote)
            return i;
        bool stop = w->period && !w->initial;
        if (n > 0 && w->period && w->initial && !r->at[i].initial &&
            i + n + 1 < r->len && !r->at[i + n + 1].capital)
            stop = true;
        if (w->comma || w->semicolon || w->colon || stop)
            return i + n + 1;
    }
    return i;
}

/* Whether a joining word comes before the names end, from i on. */
static bool joined_later(const ltn_ref *r, unsigned i)
{
    for (unsigned n = 0; i + n < r->len && n < 80; n++) {
        word *w = &r->at[i + n];
        if (w->joins)
            return n > 0;
        if (!nameish(w) || (w->period && !w->initial) || w->colon)
            return false;
    }
    return false;
}

/* Whether the list goes on behind the name that ends at i. */
static bool goes_on(const ltn_ref *r, unsigned i)
{
    if (i >= r->len)
        return false;
    word *last = &r->at[i - 1], *next = &r->at[i];
    if (next->joins)
        return true;
    if (last->colon || (last->period && !last->initial && !last->comma))
        return false;
    return last->comma || last->semicolon;
}

/* Surname Initials, Surname Initials. ("Slyker JA, Casper C."); one name is
 * enough where the list is of that style. */
static unsigned vancouver(const ltn_ref *r, unsigned least)
{
    unsigned i = 0, names = 0;

    while (i + 1 < r->len) {
        unsigned n = i;
        while (n < r->len && n - i < 3 && r->at[n].capital &&
               !r->at[n].initial && !r->at[n].comma && !r->at[n].period)
            n++;
        if (n == i || n == r->len || !r->at[n].initial)
            return et_al(r, i) ? i + 2 : 0;
        word *w = &r->at[n];
        i = n + 1;
        names++;
        if (!w->comma || w->period || w->colon)
            return names >= least && (w->period || w->colon) ? i : 0;
    }
    return 0;
}

static unsigned list(const ltn_ref *r)
{
    unsigned i = inverted(r, 0, false);
    bool turned = i > 0, last = false;

    if (!turned)
        i = direct(r, 0, false);
    while (i > 0 && !last && goes_on(r, i)) {
        unsigned at = i, next;
        if (et_al(r, at))
            return at + 2;
        bool join = r->at[at].joins;
        at += join;
        last = join;
        next = inverted(r, at, !join);
        if (next == at || (join && !turned))
            next = direct(r, at, false);
        if (next == at)
            return i;
        /* Without initials a name in a list needs an "and" to come. */
        if (!join && !r->at[at].initial && !joined_later(r, at) &&
            inverted(r, at, true) == at)
            return i;
        i = next;
    }
    return i;
}

static bool ruled(word *w)
{
    const char *p = w->s;

    while (p < w->e)
        if (*p == '-' || *p == '_' || *p == '.' || *p == ',')
            p++;
        else if (w->e - p >= 3 && (p[2] == '\x94' || p[2] == '\x95') &&
                 memcmp(p, "\xE2\x80", 2) == 0) /* an em dash, a bar */
            p += 3;
        else
            return false;
    return p - w->s >= 3;
}

unsigned ltn_ref_authors(const ltn_ref *r)
{
    if (r->len > 0 && ruled(&r->at[0]))
        return 1;
    unsigned initials = r->vancouver ? vancouver(r, 1) : 0;
    if (initials > 0)
        return initials;
    for (unsigned i = 0; i < r->len && i < 120; i++) {
        word *w = &r->at[i];
        if (w->year || w->open_quote) {
            if (i > 0 && all_names(r, i))
                return i;
            break;
        }
        if (!nameish(w) && !w->open_paren)
            break;
    }
    unsigned n = vancouver(r, 2);
    return n > 0 ? n : list(r);
}

bool ltn_ref_is_vancouver(const ltn_ref *r, unsigned least)
{
    return vancouver(r, least) > 0;
}
