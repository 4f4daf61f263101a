/* Editors, place and publisher, and what is left of a reference: the title of
 * what holds an article. */

#include "analyse/citations/fields.h"

#include <string.h>

/* Whether names go on at i, up to a joining word. */
static bool joined(const ltn_ref *r, unsigned i)
{
    for (unsigned n = 0; i + n < r->len && n < 12; n++) {
        if (r->at[i + n].joins ||
            ltn_ref_is(&r->at[i + n], (const char *const[]){"eds", "ed", NULL}))
            return true;
        if (!r->at[i + n].capital && !r->at[i + n].small)
            return false;
    }
    return false;
}

/* ---- editors ---- */

/* "In A. Smith and B. Jones (eds.)," "Edited by A. Smith." */
void ltn_field_editors(ltn_fields *p)
{
    ltn_ref *r = p->r;

    for (unsigned i = p->rest; i < r->len; i++) {
        if (!ltn_field_free(p, i))
            continue;
        bool by = i + 1 < r->len && ltn_field_is(&r->at[i + 1], "by") &&
                  (ltn_field_is(&r->at[i], "edited") ||
                   ltn_field_is(&r->at[i], "ed"));
        bool in = ltn_field_is(&r->at[i], "in");
        bool translated =
            ltn_ref_is(&r->at[i],
                       (const char *const[]){"trans", "translated",
                                             "introduction", NULL}) &&
            !p->journal && i + 2 < r->len &&
            (ltn_field_is(&r->at[i + 1], "by") || r->at[i + 1].capital) &&
            r->at[i].s[0] != 'T';
        if (!by && !in && !translated)
            continue;
        unsigned j = by || translated
                         ? i + 1 + (by || ltn_field_is(&r->at[i + 1], "by"))
                         : i + 1;
        unsigned start = j;
        bool found = false;
        for (; j < r->len && j - i < 30; j++) {
            const ltn_ref_word *w = &r->at[j];
            if ((w->tags & LTN_TAG_EDITOR)) {
                found = true;
                j++;
                break;
            }
            if (!(w->capital || w->joins || w->small) || w->number || w->year ||
                w->open_quote ||
                (w->open_paren && !(w->tags & LTN_TAG_EDITOR)) ||
                r->at[j].field != LTN_REF_NONE)
                break;
            if (!in && (w->period && !w->initial)) {
                j++;
                break;
            }
            if (!in && w->comma && j + 1 < r->len && j > start &&
                !joined(r, j + 1)) {
                j++;
                break;
            }
        }
        if (in && !found)
            continue;
        ltn_field_give(r, in ? start : i, j,
                       translated ? LTN_REF_OTHER : LTN_REF_EDITOR);
        if (in)
            ltn_field_give(r, i, i + 1, LTN_REF_OTHER);
        p->edited |= in;
        i = j - 1;
    }
}

/* ---- what is left ---- */

/* "Place: Publisher" among the words from i on: gives both. */
void ltn_field_imprint(ltn_fields *p)
{
    ltn_ref *r = p->r;

    for (unsigned i = p->rest; i + 1 < r->len; i++) {
        const ltn_ref_word *w = &r->at[i];
        bool alone = i + 1 < r->len && r->at[i + 1].core == r->at[i + 1].end &&
                     r->at[i + 1].colon && ltn_field_free(p, i + 1);
        if (!ltn_field_free(p, i) || !(w->colon || alone) || !(w->capital) ||
            !ltn_field_free(p, i + 1 + alone) ||
            !(r->at[i + 1 + alone].capital) ||
            (r->at[i + 1 + alone].tags & LTN_TAG_CONTAINER))
            continue;
        unsigned from = i, words = 1;
        while (from > p->rest && words < 6 && ltn_field_free(p, from - 1) &&
               !r->at[from].open_paren) {
            const ltn_ref_word *b = &r->at[from - 1];
            bool state =
                b->comma && (w->end - w->core <= 4 || ltn_ref_place_word(w) ||
                             words == 1 || ltn_field_is(&r->at[from], "new"));
            if (!(b->capital || b->joins || b->small) || b->colon ||
                b->semicolon ||
                (b->period && !b->initial && !(b->end - b->core <= 2)) ||
                (b->comma && !state) || (b->tags & LTN_TAG_CONTAINER))
                break;
            from--;
            words++;
        }
        unsigned to = i + 1 + alone;
        while (ltn_field_free(p, to) && to - i < 9) {
            const ltn_ref_word *b = &r->at[to];
            to++;
            if (b->comma || b->semicolon || b->close_paren ||
                (b->period && !b->initial && !ltn_field_is(b, "st")))
                break;
        }
        if (ltn_field_is(&r->at[from], "in") ||
            (from > 0 && ltn_field_free(p, from - 1) &&
             ltn_field_is(&r->at[from - 1], "in")))
            continue; /* "In Sturm und Drang: Eine Auswahl" */
        ltn_field_give(r, from, i + 1 + alone, LTN_REF_PLACE);
        ltn_field_give(r, i + 1, to, LTN_REF_PUBLISHER);
        return;
    }
}

typedef struct segment {
    unsigned from, to;
    bool container, publisher, place, genre, edition, in;
} segment;

/* A word of an abbreviated title, "Discr. Math.,". */
static bool shortened(const ltn_ref *r, unsigned i)
{
    return i + 1 < r->len && r->at[i + 1].period && r->at[i + 1].comma &&
           r->at[i].end - r->at[i].core < 7;
}

/* The next stretch of free words from i on, to a comma or the like. */
static segment next_segment(const ltn_fields *p, unsigned i)
{
    ltn_ref *r = p->r;
    segment s = {i, i, false, false, false, false, false, false};

    while (s.from < r->len && !ltn_field_free(p, s.from))
        s.from++;
    s.in = s.from < r->len && ltn_field_is(&r->at[s.from], "in");
    for (s.to = s.from; s.to < r->len && ltn_field_free(p, s.to); s.to++) {
        const ltn_ref_word *w = &r->at[s.to];
        if (s.to > s.from && w->open_paren && ltn_field_tail_of_book(r, s.to))
            break;
        s.container |= (w->tags & LTN_TAG_CONTAINER) != 0;
        s.publisher |= (w->tags & LTN_TAG_PUBLISHER) != 0;
        s.place |= ltn_ref_place_word(w);
        s.genre |= (w->tags & LTN_TAG_GENRE) != 0;
        s.edition |= ltn_ref_is(
            w, (const char *const[]){"ed", "edn", "edition", "edición", NULL});
        if (w->comma || w->semicolon ||
            (w->period && !w->initial && !ltn_ref_abbreviation(w) &&
             !shortened(r, s.to)) ||
            (w->period && w->initial && ltn_ref_place_word(w) &&
             s.to > s.from) ||
            (w->close_paren && s.to > s.from)) {
            s.to++;
            break;
        }
    }
    return s;
}

static bool numbered(const ltn_ref *r, unsigned from)
{
    for (unsigned i = from; i < r->len; i++)
        if (r->at[i].field == LTN_REF_VOLUME || r->at[i].field == LTN_REF_PAGES)
            return true;
    return false;
}

static ltn_ref_field judge(const ltn_fields *p, const segment *s,
                           ltn_ref_field before)
{
    const ltn_ref *r = p->r;
    bool container = ltn_field_has(r, LTN_REF_CONTAINER);
    bool publisher = ltn_field_has(r, LTN_REF_PUBLISHER);

    if (s->genre && !s->container)
        return LTN_REF_OTHER;
    if (s->edition && s->to - s->from <= 4)
        return LTN_REF_EDITION;
    if (s->in)
        return LTN_REF_CONTAINER;
    if (!container && p->edited)
        return LTN_REF_CONTAINER;
    if (!container && s->container)
        return LTN_REF_CONTAINER;
    if (container && s->container && before == LTN_REF_CONTAINER)
        return LTN_REF_CONTAINER;
    if (s->publisher)
        return LTN_REF_PUBLISHER;
    if (s->place)
        return LTN_REF_PLACE;
    if (!container && !publisher && numbered(r, s->from) &&
        !ltn_field_has(r, LTN_REF_PLACE))
        return LTN_REF_CONTAINER;
    if (before == LTN_REF_PLACE && !publisher)
        return LTN_REF_PUBLISHER;
    if (container && s->to - s->from <= 3)
        return LTN_REF_PLACE;
    if (!publisher && !container)
        return s->from > p->rest ? LTN_REF_PUBLISHER : LTN_REF_CONTAINER;
    return before == LTN_REF_PUBLISHER && s->to - s->from <= 3 ? LTN_REF_PLACE
                                                               : LTN_REF_OTHER;
}

void ltn_field_rest(ltn_fields *p)
{
    ltn_ref *r = p->r;
    ltn_ref_field before = LTN_REF_NONE;

    for (unsigned i = p->rest; i < r->len;) {
        segment s = next_segment(p, i);
        if (s.from >= r->len)
            return;
        ltn_ref_field field = judge(p, &s, before);
        if (field == LTN_REF_CONTAINER && s.in)
            ltn_field_give(r, s.from, s.from + 1, LTN_REF_OTHER);
        ltn_field_give(r, s.from, s.to, field);
        before = field;
        i = s.to > i ? s.to : i + 1;
    }
}
