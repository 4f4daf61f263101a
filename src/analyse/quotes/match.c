/* The cheapest reading of the marks of each paragraph.
 *
 * A mark can open, close, or be none (an apostrophe, a prime, a misprint);
 * each has a cost from its places and from the document's convention. A few
 * best readings are carried from mark to mark, told apart by what is open; so
 * a doubtful mark is settled by what comes after it, in linear time, and a
 * wrong one damages nothing outside of its paragraph.
 */

#include "analyse/quotes/quotes.h"

#include <stdlib.h>
#include <string.h>

enum {
    READINGS = 10,    /* kept at a time */
    DEEP = 5,         /* quotes that may be open at once */
    HORIZON = 120,    /* a reading so much dearer than the best is given up */
    CHUNK = 4096,     /* marks after which the best reading is settled */
    DROPPED = 62,     /* an opening mark without its closing one */
    FIRST = 40,       /* ... that opens the paragraph */
    GOING_ON = 16,    /* ... and that a paragraph before left open */
    SAME_INSIDE = 20, /* an apostrophe where ’ also opens */
    LEADS = 15,       /* an apostrophe where paragraphs begin with quotations */
    IMPOSSIBLE = 200,
    KNOWN_PAIR = 12,
    ACROSS = 76,     /* percent: no mark opens a quotation again */
    ACROSS_MOST = 4, /* paragraphs it may run over */
};

typedef enum act { PLAIN, OPEN, CLOSE } act;

typedef struct reading {
    uint32_t cost;
    uint32_t path; /* index + 1 of its last step */
    uint8_t depth;
    uint8_t open[DEEP]; /* glyphs, outermost first */
    uint8_t last;       /* act of the last mark */
    bool first;         /* open[0] begins the paragraph */
} reading;

typedef struct step {
    uint32_t before; /* index + 1; 0: the first */
    uint8_t act;
    uint8_t drop; /* CLOSE: how many inner quotes were never closed */
    uint8_t cost;
} step;

typedef struct opened {
    uint32_t mark;
    uint8_t cost;
} opened;

/* Marks without their partners: a quotation may run over paragraphs without
 * being opened again. Indices + 1 of marks; 0: none. */
typedef struct stray {
    uint32_t open, close;
    bool marked;        /* a quotation stands before what may close */
    bool spanned;       /* the opening one has its span already */
    const ltn_qrun *in; /* that of the opening one */
} stray;

typedef struct matcher {
    const ltn_quote_table *t;
    const ltn_convention *c;
    const ltn_qscan *scan;
    const char *text;
    ltn_qspans *out;
    reading now[READINGS], next[READINGS];
    unsigned nows, nexts;
    step *path;
    uint32_t steps, cap;
    opened open[DEEP]; /* of the settled reading */
    unsigned depth;
    uint32_t settled;              /* the first mark that is not settled */
    uint8_t left_open[DEEP], left; /* glyphs the last paragraph left open */
    stray lost;                    /* of the paragraphs before */
    stray own;                     /* of this one */
    bool failed;
} matcher;

static const uint8_t open_left[LTN_EDGES] = {
    [LTN_EDGE_STOP] = 22,   [LTN_EDGE_DOTS] = 14,  [LTN_EDGE_DASH] = 4,
    [LTN_EDGE_LETTER] = 45, [LTN_EDGE_DIGIT] = 45, [LTN_EDGE_OTHER] = 10,
    [LTN_EDGE_WIDE] = 6,
};
static const uint8_t open_right[LTN_EDGES] = {
    [LTN_EDGE_END] = 70,  [LTN_EDGE_SPACE] = 45, [LTN_EDGE_STOP] = 25,
    [LTN_EDGE_DOTS] = 3,  [LTN_EDGE_DASH] = 3,   [LTN_EDGE_MARK] = 2,
    [LTN_EDGE_OTHER] = 6,
};
static const uint8_t close_left[LTN_EDGES] = {
    [LTN_EDGE_END] = 80,   [LTN_EDGE_SPACE] = 45, [LTN_EDGE_OPEN] = 30,
    [LTN_EDGE_LETTER] = 2, [LTN_EDGE_DIGIT] = 2,  [LTN_EDGE_OTHER] = 4,
};
static const uint8_t close_right[LTN_EDGES] = {
    [LTN_EDGE_OPEN] = 4, [LTN_EDGE_LETTER] = 32, [LTN_EDGE_DIGIT] = 6,
    [LTN_EDGE_MARK] = 1, [LTN_EDGE_OTHER] = 4,   [LTN_EDGE_WIDE] = 4,
};
/* Beside a mark that touches it, by what that one was. */
static const uint8_t open_after[] = {[PLAIN] = 8, [OPEN] = 0, [CLOSE] = 8};
static const uint8_t close_after[] = {[PLAIN] = 4, [OPEN] = 40, [CLOSE] = 0};

/* East Asian marks stand between letters without a space. */
static bool is_wide(const matcher *x, const ltn_qmark *m)
{
    return x->t->glyph[m->glyph].c >= 0x3000;
}

static unsigned nest_cost(const matcher *x, const reading *r, unsigned glyph)
{
    unsigned cost = r->depth >= 3 ? 15 : 0;

    if (r->depth == 0)
        return 0;
    if (r->open[r->depth - 1] == glyph)
        return cost + (x->c->nests[glyph]          ? 0
                       : r->depth == 1 && r->first ? 14
                                                   : 30);
    return cost + 2;
}

static unsigned open_cost(const matcher *x, const reading *r,
                          const ltn_qmark *m)
{
    unsigned cost =
        m->quote + x->c->opening[m->glyph] + nest_cost(x, r, m->glyph);

    if (r->depth == DEEP)
        return IMPOSSIBLE;
    if (m->left == LTN_EDGE_MARK)
        cost += open_after[r->last];
    else
        cost += is_wide(x, m) ? 0 : open_left[m->left];
    if (m->right == LTN_EDGE_SPACE && x->c->spaced[m->glyph])
        return cost;
    return cost + open_right[m->right];
}

static unsigned close_cost(const matcher *x, const reading *r,
                           const ltn_qmark *m)
{
    unsigned cost = m->quote + x->c->closing[m->glyph];

    if (m->left == LTN_EDGE_MARK)
        cost += close_after[r->last];
    else if (m->left != LTN_EDGE_SPACE || !x->c->spaced[m->glyph])
        cost += close_left[m->left];
    return cost + (is_wide(x, m) ? 0 : close_right[m->right]);
}

/* Whether a and b are the same for all that comes. */
static bool alike(const reading *a, const reading *b)
{
    return a->depth == b->depth && memcmp(a->open, b->open, a->depth) == 0;
}

/* Keeps a reading if it is among the best. */
static void keep(matcher *x, const reading *r, const step *s)
{
    unsigned worst = 0, i;

    for (i = 0; i < x->nexts; i++) {
        if (alike(&x->next[i], r)) {
            if (x->next[i].cost <= r->cost)
                return;
            break;
        }
        if (x->next[i].cost > x->next[worst].cost)
            worst = i;
    }
    if (i == x->nexts && x->nexts < READINGS)
        x->nexts++;
    else if (i == x->nexts) {
        i = worst;
        if (x->next[i].cost <= r->cost)
            return;
    }
    x->next[i] = *r;
    x->path[x->steps++] = *s;
    x->next[i].path = x->steps;
}

/* Goes on from r with one act. */
static void go_on(matcher *x, const reading *r, act a, unsigned cost,
                  unsigned drop, const ltn_qmark *m)
{
    reading n = *r;
    step s = {.before = r->path,
              .act = (uint8_t)a,
              .drop = (uint8_t)drop,
              .cost = (uint8_t)(cost < 255 ? cost : 255)};

    n.cost += cost;
    n.last = (uint8_t)a;
    if (a == OPEN) {
        n.first = n.depth == 0 ? m->left == LTN_EDGE_END : n.first;
        n.open[n.depth++] = m->glyph;
    } else if (a == CLOSE)
        n.depth = (uint8_t)(n.depth - 1 - drop);
    keep(x, &n, &s);
}

static void extend(matcher *x, const reading *r, const ltn_qmark *m)
{
    unsigned close = close_cost(x, r, m);

    for (unsigned drop = 0; drop < r->depth && drop < 2; drop++) {
        unsigned o = r->open[r->depth - 1 - drop];
        go_on(x, r, CLOSE, close + x->c->pair[o][m->glyph] + drop * DROPPED,
              drop, 0);
    }
    unsigned open = open_cost(x, r, m);
    if (open < IMPOSSIBLE)
        go_on(x, r, OPEN, open, 0, m);
    unsigned plain = m->plain;
    if (m->left == LTN_EDGE_LETTER && x->c->trailing[m->glyph] < plain)
        plain = x->c->trailing[m->glyph];
    if (x->c->same_inside && m->left != LTN_EDGE_LETTER && r->depth > 0 &&
        m->glyph == x->c->style->glyph[2])
        plain += SAME_INSIDE;
    if (m->left == LTN_EDGE_END && x->c->leads[m->glyph])
        plain += LEADS;
    if (r->depth > 0 && !x->t->glyph[m->glyph].apostrophe)
        plain += 3; /* of two opening marks the first is the lost one */
    go_on(x, r, PLAIN, plain, 0, m);
}

static unsigned best_of(const matcher *x)
{
    unsigned best = 0;

    for (unsigned i = 1; i < x->nows; i++)
        if (x->now[i].cost < x->now[best].cost)
            best = i;
    return best;
}

static bool room_for_steps(matcher *x)
{
    if (x->steps + READINGS * 5 < x->cap)
        return true;
    uint32_t more = x->cap ? x->cap * 2 : 4096;
    step *bigger = realloc(x->path, more * sizeof *bigger);
    if (!bigger) {
        x->failed = true;
        return false;
    }
    x->path = bigger;
    x->cap = more;
    return true;
}

static void advance(matcher *x, const ltn_qmark *m)
{
    if (!room_for_steps(x))
        return;
    unsigned limit = x->now[best_of(x)].cost + HORIZON;
    x->nexts = 0;
    for (unsigned i = 0; i < x->nows; i++)
        if (x->now[i].cost <= limit)
            extend(x, &x->now[i], m);
    memcpy(x->now, x->next, x->nexts * sizeof *x->now);
    x->nows = x->nexts;
}

static unsigned percent_of(unsigned cost)
{
    unsigned loss = cost / 2;

    return loss < 60 ? 98 - loss : 38;
}

/* A quotation from an opening mark to a byte of the text. */
static void put_span(matcher *x, const opened *o, unsigned level, uint32_t end,
                     unsigned cost, bool closed)
{
    const ltn_qmark *m = &x->scan->mark[o->mark];
    const ltn_glyph *g = &x->t->glyph[m->glyph];
    unsigned percent = percent_of(o->cost + cost);

    if (end <= m->at + m->len)
        return;
    ltn_quote_span(x->out, &(ltn_qspan){.start = m->at,
                                        .end = end,
                                        .level = (uint8_t)level,
                                        .percent = (uint8_t)percent,
                                        .open = !closed,
                                        .rule = !closed ? "quote.open"
                                                : g->opens && g->closes
                                                    ? "quote.marks.same"
                                                    : "quote.marks"});
}

static bool may_open(const matcher *x, const ltn_qmark *m)
{
    bool word = m->right >= LTN_EDGE_LETTER;

    if (x->c->spaced[m->glyph] && m->right == LTN_EDGE_SPACE)
        word = x->c->opening[m->glyph] < x->c->closing[m->glyph];
    return m->left <= LTN_EDGE_OPEN && word;
}

static bool may_close(const matcher *x, const ltn_qmark *m)
{
    bool word = m->left == LTN_EDGE_LETTER || m->left == LTN_EDGE_STOP ||
                m->left == LTN_EDGE_DOTS;

    if (x->c->spaced[m->glyph] && m->left == LTN_EDGE_SPACE)
        word = x->c->closing[m->glyph] < x->c->opening[m->glyph];
    return word && m->right <= LTN_EDGE_DOTS && m->right != LTN_EDGE_OPEN;
}

/* Notes a mark that the reading makes nothing of, outside of quotations. */
static void note_stray(matcher *x, uint32_t mark)
{
    const ltn_qmark *m = &x->scan->mark[mark];

    if (x->t->glyph[m->glyph].apostrophe)
        return;
    if (may_open(x, m))
        x->own.open = mark + 1;
    else if (!x->own.marked && !x->own.open && !x->own.close && may_close(x, m))
        x->own.close = mark + 1;
}

static void settle_step(matcher *x, const step *s, uint32_t mark)
{
    const ltn_qmark *m = &x->scan->mark[mark];

    if (s->act == PLAIN && x->depth == 0)
        note_stray(x, mark);
    x->own.marked |= s->act == OPEN;

    if (s->act == OPEN && x->depth < DEEP) {
        x->open[x->depth++] = (opened){.mark = mark, .cost = s->cost};
    } else if (s->act == CLOSE && x->depth > s->drop) {
        x->depth -= 1u + s->drop;
        put_span(x, &x->open[x->depth], x->depth + 1, m->at + m->len, s->cost,
                 true);
    }
}

/* Takes the best reading up to the mark before `mark` for granted. */
static void settle(matcher *x, uint32_t mark)
{
    reading best = x->now[best_of(x)];
    uint32_t before = 0;

    /* Turns the chain of steps round, then follows it. */
    for (uint32_t at = best.path; at > 0;) {
        uint32_t next = x->path[at - 1].before;
        x->path[at - 1].before = before;
        before = at;
        at = next;
    }
    for (uint32_t at = before; at > 0 && x->settled < mark;
         at = x->path[at - 1].before)
        settle_step(x, &x->path[at - 1], x->settled++);
    x->settled = mark;
    x->steps = 0;
    best.path = 0;
    best.cost = 0;
    x->now[0] = best;
    x->nows = 1;
}

/* Whether the paragraph r begins with the mark (or with a dash of dialogue):
 * what its predecessor left open goes on. */
static bool reopens(const matcher *x, const ltn_qrun *r, unsigned glyph)
{
    if (!r || r->kind == LTN_HEADING)
        return false;
    if (r->dash && x->c->dashes)
        return true;
    if (r->marks == 0)
        return false;
    const ltn_qmark *m = &x->scan->mark[r->mark];
    bool closing = x->c->pair[glyph][m->glyph] <= 12; /* » as a reminder */
    return m->left == LTN_EDGE_END && (m->glyph == glyph || closing);
}

/* Whether the run begins with the mark that the one before it left open. */
static bool goes_on(const matcher *x, const ltn_qrun *r)
{
    const ltn_qmark *m = &x->scan->mark[r->mark];

    return x->left > 0 && r->marks > 0 && m->left == LTN_EDGE_END &&
           m->glyph == x->left_open[0];
}

/* What it costs that the outermost quote is open where the run ends. */
static unsigned left_open_cost(const matcher *x, const reading *r,
                               const ltn_qrun *run, const ltn_qrun *next)
{
    if (reopens(x, next, r->open[0]))
        return 0;
    if (!r->first)
        return DROPPED;
    if (goes_on(x, run))
        return GOING_ON;
    return next ? FIRST : FIRST / 2; /* an excerpt may end anywhere */
}

static unsigned end_cost(const matcher *x, const reading *r,
                         const ltn_qrun *run, const ltn_qrun *next)
{
    if (r->depth == 0)
        return 0;
    return left_open_cost(x, r, run, next) + (r->depth - 1u) * DROPPED;
}

static void end_run(matcher *x, const ltn_qrun *first, const ltn_qrun *last,
                    const ltn_qrun *next)
{
    uint32_t end = first->mark;

    for (const ltn_qrun *r = first; r <= last; r++)
        end += r->marks;
    for (unsigned i = 0; i < x->nows; i++)
        x->now[i].cost += end_cost(x, &x->now[i], first, next);
    settle(x, end);
    for (unsigned i = 0; i < x->depth; i++) {
        const ltn_qmark *o = &x->scan->mark[x->open[i].mark];
        bool again = i == 0 && reopens(x, next, o->glyph);
        put_span(x, &x->open[i], i + 1, last->end, again ? 5 : 45, false);
    }
}

/* A paragraph that begins with the mark left open goes on with that quote. */
static void note_again(matcher *x, size_t from, const ltn_qrun *r)
{
    const ltn_qmark *m = &x->scan->mark[r->mark];

    if (!goes_on(x, r))
        return;
    for (size_t i = from; i < x->out->len; i++)
        if (x->out->at[i].start == m->at && x->out->at[i].level == 1)
            x->out->at[i].again = true;
}

static void put_part(matcher *x, uint32_t start, uint32_t end, bool open,
                     bool again)
{
    ltn_quote_span(x->out, &(ltn_qspan){.start = start,
                                        .end = end,
                                        .level = 1,
                                        .percent = ACROSS,
                                        .open = open,
                                        .again = again,
                                        .rule = "quote.across"});
}

/* Whether the run ends as a paragraph does, not in the middle of a sentence
 * that a page break cut. */
static bool ends_sentence(const matcher *x, const ltn_qrun *r)
{
    unsigned char last = (unsigned char)x->text[r->end - 1];

    return memchr(".!?:;\"'", last, 7) || last >= 0x80;
}

/* If an earlier paragraph lost a closing mark and r an opening one: both are
 * those of one quotation. */
static void join_strays(matcher *x, const ltn_qrun *r)
{
    if (!x->lost.open || !x->own.close || !ends_sentence(x, x->lost.in))
        return;
    for (const ltn_qrun *i = x->lost.in + 1; i <= r; i++)
        if (i->dash)
            return; /* others speak */
    const ltn_qmark *o = &x->scan->mark[x->lost.open - 1];
    const ltn_qmark *k = &x->scan->mark[x->own.close - 1];
    if (x->c->pair[o->glyph][k->glyph] > KNOWN_PAIR)
        return;
    if (!x->lost.spanned)
        put_part(x, o->at, x->lost.in->end, true, false);
    for (const ltn_qrun *i = x->lost.in + 1; i < r; i++)
        put_part(x, i->start, i->end, true, true);
    put_part(x, r->start, k->at + k->len, false, true);
}

/* What this paragraph leaves for those after it. */
static void keep_stray(matcher *x, const ltn_qrun *last)
{
    x->lost = (stray){.in = last};
    if (x->depth == 1) {
        x->lost.open = x->open[0].mark + 1;
        x->lost.spanned = true;
    } else if (x->depth == 0)
        x->lost.open = x->own.open;
    x->own = (stray){0};
}

static void match_run(matcher *x, const ltn_qrun *first, const ltn_qrun *last,
                      const ltn_qrun *next)
{
    size_t from = x->out->len;

    x->now[0] = (reading){.last = CLOSE};
    x->nows = 1;
    x->depth = 0;
    x->steps = 0;
    x->settled = first->mark;
    for (const ltn_qrun *r = first; r <= last; r++)
        for (uint32_t i = r->mark; i < r->mark + r->marks && !x->failed; i++) {
            advance(x, &x->scan->mark[i]);
            if (i + 1 - x->settled >= CHUNK)
                settle(x, i + 1);
        }
    if (x->failed)
        return;
    end_run(x, first, last, next);
    note_again(x, from, first);
    join_strays(x, first);
    keep_stray(x, last);
    x->left = (uint8_t)x->depth;
    for (unsigned i = 0; i < x->depth; i++)
        x->left_open[i] = x->scan->mark[x->open[i].mark].glyph;
}

void ltn_quote_span(ltn_qspans *out, const ltn_qspan *s)
{
    if (out->len == out->cap) {
        size_t more = out->cap ? out->cap * 2 : 256;
        ltn_qspan *bigger = realloc(out->at, more * sizeof *bigger);
        if (!bigger) {
            out->failed = true;
            return;
        }
        out->at = bigger;
        out->cap = more;
    }
    out->at[out->len++] = *s;
}

void ltn_quote_match(const ltn_quote_table *t, const ltn_convention *c,
                     const char *text, const ltn_qscan *s, ltn_qspans *out)
{
    matcher *x = calloc(1, sizeof *x);

    if (!x) {
        out->failed = true;
        return;
    }
    *x = (matcher){.t = t, .c = c, .text = text, .scan = s, .out = out};
    for (size_t i = 0, j; i < s->runs && !x->failed; i = j + 1) {
        uint32_t marks = s->run[i].marks;
        for (j = i; j + 1 < s->runs && s->run[j + 1].joined; j++)
            marks += s->run[j + 1].marks;
        if (marks > 0)
            match_run(x, &s->run[i], &s->run[j],
                      j + 1 < s->runs ? &s->run[j + 1] : NULL);
        else
            x->left = 0;
        if (&s->run[j] - x->lost.in > ACROSS_MOST)
            x->lost = (stray){0};
    }
    out->failed |= x->failed;
    free(x->path);
    free(x);
}
