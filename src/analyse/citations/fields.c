/* The fields of a reference: what no style guide agrees on, taken apart by what
 * can be told surely first (authors, year, quoted title, pages), then by what
 * is left between. */

#include "analyse/citations/fields.h"

#include <string.h>

void ltn_field_give(ltn_ref *r, unsigned from, unsigned to, ltn_ref_field field)
{
    for (unsigned i = from; i < to && i < r->len; i++)
        if (r->at[i].field == LTN_REF_NONE)
            r->at[i].field = (uint8_t)field;
}

bool ltn_field_is(const ltn_ref_word *w, const char *word)
{
    return ltn_ref_is(w, (const char *const[]){word, NULL});
}

bool ltn_field_free(const ltn_fields *p, unsigned i)
{
    return i < p->r->len && p->r->at[i].field == LTN_REF_NONE;
}

bool ltn_field_has(const ltn_ref *r, ltn_ref_field field)
{
    for (unsigned i = 0; i < r->len; i++)
        if (r->at[i].field == field)
            return true;
    return false;
}

static bool stops(const ltn_ref_word *w)
{
    return w->comma || w->semicolon || w->colon || w->close_paren ||
           (w->period && !w->initial);
}

/* ---- the year behind the authors ---- */

/* "(n.d.)", "(in press)", "(forthcoming)" at i. */
static bool undated(const ltn_ref *r, unsigned i)
{
    static const char *const words[] = {"n.d", "in",        "forthcoming",
                                        "s.f", "submitted", "s.d",
                                        "no",  "accepted",  NULL};
    static const char *const then[] = {"press", "preparation", "prep",
                                       "date",  "review",      NULL};

    if (!r->at[i].open_paren || *r->at[i].s != '(' ||
        !ltn_ref_is(&r->at[i], words))
        return false;
    return r->at[i].close_paren ||
           (i + 1 < r->len && r->at[i + 1].close_paren &&
            ltn_ref_is(&r->at[i + 1], then));
}

static unsigned take_year(ltn_fields *p, unsigned i)
{
    ltn_ref *r = p->r;
    unsigned end = i + 1;

    if (i >= r->len || !(r->at[i].year || undated(r, i)))
        return i;
    /* "Smith, J. 26 (1993)": a year in the middle of numbers is none of these.
     */
    if (r->at[i].open_paren)
        while (end < r->len && end - i < 6 && !r->at[end - 1].close_paren)
            end++;
    ltn_field_give(r, i, end, LTN_REF_DATE);
    p->dated = true;
    return end;
}

/* ---- the title ---- */

static bool sentence_end(const ltn_ref *r, unsigned i)
{
    const ltn_ref_word *w = &r->at[i];

    if (i + 1 == r->len)
        return true;
    const ltn_ref_word *next = &r->at[i + 1];
    bool fresh =
        next->capital || next->number || next->open_paren || next->open_quote;
    if (w->question)
        return fresh;
    /* "Clim. Dynam.,": both are shortened. */
    if (w->period && next->period && (next->comma || next->colon) &&
        w->end - w->core < 7)
        return false;
    fresh |= ltn_field_is(next, "arxiv");
    /* "(2nd ed.)." */
    bool closed = w->close_paren && w->e[-1] == '.';
    return w->period && (closed || !ltn_ref_abbreviation(w)) &&
           (fresh || ltn_field_is(next, "in") || ltn_field_is(next, "edited") ||
            ltn_field_is(next, "pp"));
}

/* Whether the words from i on look like the end of a book's reference: a place
 * and a publisher before a colon, a publisher and a year. */
bool ltn_field_tail_of_book(const ltn_ref *r, unsigned i)
{
    unsigned words = 0;

    for (; i < r->len && words < 9; i++, words++) {
        if (r->at[i].year)
            return words > 0;
        if (!r->at[i].capital && !r->at[i].joins && !r->at[i].small &&
            !ltn_field_is(&r->at[i], "of") && !ltn_field_is(&r->at[i], "the"))
            return false;
        if (r->at[i].colon)
            return words < 5 && i + 1 < r->len && r->at[i + 1].capital;
    }
    return false;
}

/* "trans. by", "edited by" at i. */
static bool other_hand(const ltn_ref *r, unsigned i)
{
    static const char *const words[] = {"trans", "translated", "edited",
                                        "transl", NULL};

    return ltn_ref_is(&r->at[i], words) && *r->at[i].s >= 'a';
}

/* Where a title that ends with a comma ends. */
static unsigned comma_end(const ltn_ref *r, unsigned i)
{
    unsigned first = 0;

    for (unsigned j = i; j + 1 < r->len; j++) {
        const ltn_ref_word *w = &r->at[j], *next = &r->at[j + 1];
        if (sentence_end(r, j) && !w->comma)
            return j + 1;
        if (next->open_paren && ltn_field_tail_of_book(r, j + 1))
            return j + 1;
        if (!w->comma)
            continue;
        if ((!first || first - i < 3) &&
            ((next->tags & LTN_TAG_OPENS) || ltn_field_tail_of_book(r, j + 1) ||
             next->number || (ltn_ref_place_word(next) && next->comma) ||
             other_hand(r, j + 1)))
            return j + 1;
        bool pair = j + 2 < r->len && r->at[j + 2].joins && !r->at[j + 1].comma;
        if (!first && next->capital && !pair && j - i >= 1)
            first = j + 1;
    }
    return first ? first : r->len;
}

static unsigned quoted_end(const ltn_ref *r, unsigned i)
{
    unsigned end = 0;

    for (unsigned j = i; j < r->len && j - i < 80; j++) {
        const ltn_ref_word *w = &r->at[j];
        bool single =
            *r->at[i].s == '\'' || (unsigned char)r->at[i].s[2] == 0x98;
        bool apostrophe =
            w->e - w->s > 3 && (unsigned char)w->e[-1] == 0x99 &&
            j + 1 < r->len &&
            (r->at[j + 1].open_paren || ltn_field_is(&r->at[j + 1], "in"));
        if (!w->close_quote && !(single && apostrophe))
            continue;
        end = j + 1;
        /* A second one right behind belongs to it. */
        if (end < r->len && r->at[end].open_quote)
            continue;
        if (stops(w) || w->question || end == r->len || r->at[end].capital ||
            r->at[end].open_paren || ltn_field_is(&r->at[end], "in") ||
            r->at[end].comma || r->at[end].core == r->at[end].end)
            break;
    }
    while (end > 0 && end < r->len && r->at[end].core == r->at[end].end)
        end++; /* a comma alone */
    return end;
}

static unsigned plain_end(const ltn_ref *r, unsigned i, bool sentences)
{
    if (sentences)
        for (unsigned j = i; j < r->len; j++) {
            if (sentence_end(r, j) && j + 1 < r->len)
                return j + 1;
            if (j + 1 < r->len && j > i &&
                ((r->at[j + 1].open_paren &&
                  ltn_field_tail_of_book(r, j + 1)) ||
                 (r->at[j].comma && other_hand(r, j + 1))))
                return j + 1;
            /* "..., Journal of X 12" before any full stop. */
            if (r->at[j].comma && j + 1 < r->len && j > i + 2 &&
                (r->at[j + 1].tags & LTN_TAG_OPENS) && r->at[j + 1].capital &&
                !ltn_field_is(&r->at[j + 1], "international"))
                return j + 1;
        }
    return comma_end(r, i);
}

/* "ApJ, 564, 683": a periodical right behind the authors. */
static bool no_title(const ltn_ref *r, unsigned i)
{
    unsigned n = 0;

    while (i + n < r->len && n < 5 && r->at[i + n].capital &&
           !r->at[i + n].number)
        n++;
    if (n == 0 || i + n >= r->len || !r->at[i + n].number ||
        r->at[i + n].year || r->len - i - n > 9)
        return false;
    for (unsigned k = 0; k + 1 < n; k++)
        if (!r->at[i + k].period)
            return false;
    return r->at[i + n - 1].comma || r->at[i + n - 1].period || n == 1;
}

/* Where "(2nd ed.)" begins at the end of a title, or its end. */
static unsigned edition_start(const ltn_ref *r, unsigned from, unsigned end)
{
    static const char *const words[] = {"ed", "edn", "edition", "aufl", NULL};
    unsigned i = end;

    if (end < from + 2 || !r->at[end - 1].close_paren ||
        !ltn_ref_is(&r->at[end - 1], words))
        return end;
    while (i > from + 1 && end - i < 4)
        if (r->at[--i].open_paren)
            return i;
    return end;
}

static unsigned take_title(ltn_fields *p, unsigned i, unsigned authors)
{
    ltn_ref *r = p->r;
    unsigned end;

    if (i >= r->len || no_title(r, i))
        return i;
    const ltn_ref_word *last = authors ? &r->at[authors - 1] : NULL;
    bool sentences =
        p->dated || !last || ((last->period || last->colon) && !last->comma);
    if (p->dated && r->at[i - 1].comma)
        sentences = false;
    end = r->at[i].open_quote ? quoted_end(r, i) : 0;
    if (end == 0)
        end = plain_end(r, i, sentences);
    unsigned edition = edition_start(r, i, end);
    ltn_field_give(r, i, edition, LTN_REF_TITLE);
    ltn_field_give(r, edition, end, LTN_REF_EDITION);
    return end;
}

/* ---- all of it ---- */

void ltn_ref_parse(ltn_ref *r)
{
    ltn_fields p = {.r = r};
    unsigned authors = ltn_ref_authors(r);

    ltn_field_give(r, 0, authors, LTN_REF_AUTHOR);
    p.rest = take_year(&p, authors);
    p.rest = take_title(&p, p.rest, authors);
    ltn_field_notes(&p);
    ltn_field_pages(&p);
    ltn_field_volumes(&p);
    ltn_field_date(&p);
    ltn_field_editors(&p);
    ltn_field_imprint(&p);
    ltn_field_numbers(&p);
    ltn_field_rest(&p);
}
