/* Which systems of markers a document uses (markers.h). */

#include "analyse/citations/markers.h"

enum {
    STEP_MAX = 12,  /* a new reference is not so much higher than the last */
    DIGITS_MIN = 3, /* plain digits: so many must be sure, */
    PARENTHESES_MIN = 4, /* ... and so many (12) */
    YEARS_MIN = 3        /* (Smith 2019) without "et al." or "and" */
};

/* How many markers of a kind there are, and how many in a row of numbers that
 * goes up from reference to reference. */
typedef struct tally {
    uint32_t all, sure, steady;
} tally;

/* Whether the numbers of a marker go on from top, the highest so far. */
static bool goes_on(const ltn_markers *m, const ltn_marker *k, uint32_t *top)
{
    uint32_t last = 0, highest = *top;

    for (uint32_t i = 0; i < k->items; i++) {
        uint32_t n = m->items[k->item + i].number;
        if (n < last || (*top > 0 && n > highest + STEP_MAX))
            return false;
        last = n;
        highest = n > highest ? n : highest;
    }
    *top = highest;
    return true;
}

static tally count(const ltn_markers *m, ltn_marker_kind kind, unsigned sure)
{
    tally t = {0};
    uint32_t top = 0;

    for (uint32_t i = 0; i < m->len; i++) {
        const ltn_marker *k = &m->at[i];
        if (k->kind != kind)
            continue;
        t.all++;
        if (k->sure < sure)
            continue;
        t.sure++;
        t.steady += m->items[k->item].number == 0 || goes_on(m, k, &top);
    }
    return t;
}

/* Takes the markers of a kind that are sure enough; with steady, only those
 * that go on from the ones before. */
static void take(ltn_markers *m, ltn_marker_kind kind, unsigned sure,
                 bool steady)
{
    uint32_t top = 0;

    for (uint32_t i = 0; i < m->len; i++) {
        ltn_marker *k = &m->at[i];
        if (k->kind == kind && k->sure >= sure)
            k->taken = !steady || goes_on(m, k, &top);
    }
}

/* Plain digits: the sure ones that go on; the others only where they repeat a
 * number or are the very next one. */
static void take_digits(ltn_markers *m)
{
    uint32_t top = 0;

    for (uint32_t i = 0; i < m->len; i++) {
        ltn_marker *k = &m->at[i];
        if (k->kind != LTN_MARKER_DIGITS)
            continue;
        uint32_t first = m->items[k->item].number;
        uint32_t last = m->items[k->item + k->items - 1].number;
        if (k->sure == 2)
            k->taken = goes_on(m, k, &top);
        else if (top > 0 && (first == top + 1 ||
                             (last <= top && top < 60 && first + 8 > top)))
            k->taken = goes_on(m, k, &top);
    }
}

void ltn_markers_decide(ltn_markers *m, bool listed, uint32_t numbered)
{
    tally brackets = count(m, LTN_MARKER_BRACKETS, 1);
    tally raised = count(m, LTN_MARKER_RAISED, 1);
    tally group = count(m, LTN_MARKER_GROUP, 2);
    tally told = count(m, LTN_MARKER_NARRATIVE, 2);
    tally bare = count(m, LTN_MARKER_BARE, 1);
    uint32_t years = group.sure + told.sure + bare.sure;
    bool named = years >= 1 || group.all >= YEARS_MIN || (listed && !numbered);
    bool bracketed = brackets.all >= 2 || (listed && numbered && brackets.all);

    if (bracketed)
        take(m, LTN_MARKER_BRACKETS, 1, false);
    if (raised.all >= 1)
        take(m, LTN_MARKER_RAISED, 1, false);
    if (named) {
        bool often = listed || years + group.all >= 3;
        take(m, LTN_MARKER_GROUP, often ? 1 : 2, false);
        take(m, LTN_MARKER_NARRATIVE, often ? 1 : 2, false);
        take(m, LTN_MARKER_BARE, 1, false);
    }
    if (bracketed || raised.all >= 2 || years >= 2)
        return;
    tally round = count(m, LTN_MARKER_PARENTHESES, 1);
    tally digits = count(m, LTN_MARKER_DIGITS, 2);
    if (digits.sure >= DIGITS_MIN && digits.steady > round.steady &&
        digits.steady * 10 >= digits.sure * 7)
        take_digits(m);
    else if (round.sure >= PARENTHESES_MIN &&
             round.steady * 10 >= round.sure * 7)
        take(m, LTN_MARKER_PARENTHESES, 1, false);
}
