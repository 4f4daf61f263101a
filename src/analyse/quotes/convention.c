/* Which marks this document opens and closes with.
 *
 * A mark between a space and a letter opens, one between a letter or a stop
 * and a space closes; what such places say is counted for every mark, and the
 * counts decide about the other places. ”Finnish” marks, »German« and «French»
 * chevrons, marks turned the wrong way: all come out of the counts; the table
 * of styles only names what was found and lends its pairs where counts are few.
 */

#include "analyse/quotes/cues.h"
#include "analyse/quotes/quotes.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 4 /* places under which the table of styles helps out */ };

typedef struct counts {
    unsigned open[LTN_GLYPHS_MAX], close[LTN_GLYPHS_MAX];
    unsigned first[LTN_GLYPHS_MAX];    /* opens a paragraph */
    unsigned spaced[LTN_GLYPHS_MAX];   /* between two spaces */
    unsigned trailing[LTN_GLYPHS_MAX]; /* after a letter, before a space */
    unsigned all[LTN_GLYPHS_MAX];
    unsigned pair[LTN_GLYPHS_MAX][LTN_GLYPHS_MAX];
    unsigned nest[LTN_GLYPHS_MAX][LTN_GLYPHS_MAX]; /* [outer][inner] */
} counts;

typedef enum role { UNCLEAR, OPENS, CLOSES } role;

/* What the places beside the mark say. through is what stands behind the marks
 * that touch it. */
static role role_of(const ltn_quote_table *t, const ltn_qmark *m, ltn_edge left,
                    ltn_edge right)
{
    const ltn_glyph *g = &t->glyph[m->glyph];
    bool free_left = left <= LTN_EDGE_OPEN || left == LTN_EDGE_DASH;
    bool free_right = right == LTN_EDGE_END || right == LTN_EDGE_SPACE ||
                      right == LTN_EDGE_STOP || right == LTN_EDGE_DASH ||
                      right == LTN_EDGE_DOTS;
    bool word_left = left == LTN_EDGE_LETTER || left == LTN_EDGE_DIGIT ||
                     left == LTN_EDGE_STOP || left == LTN_EDGE_DOTS ||
                     left == LTN_EDGE_DASH || left == LTN_EDGE_WIDE;
    bool word_right = right == LTN_EDGE_LETTER || right == LTN_EDGE_DIGIT ||
                      right == LTN_EDGE_OPEN || right == LTN_EDGE_WIDE;

    if (!g->apostrophe && right == LTN_EDGE_SPACE &&
        (left == LTN_EDGE_END || left == LTN_EDGE_OPEN))
        return OPENS;
    if (!g->apostrophe && left == LTN_EDGE_SPACE &&
        (right == LTN_EDGE_END || right == LTN_EDGE_STOP ||
         right == LTN_EDGE_DOTS))
        return CLOSES;
    if (free_left && word_right && left != LTN_EDGE_DASH)
        return g->apostrophe && m->plain <= 10 ? UNCLEAR : OPENS;
    if (word_left && free_right && right != LTN_EDGE_DASH &&
        left != LTN_EDGE_DASH)
        return m->plain <= 12 || (g->apostrophe && left == LTN_EDGE_LETTER)
                   ? UNCLEAR
                   : CLOSES;
    return UNCLEAR;
}

/* The edge behind the marks that touch m on its left or right; the apostrophe
 * of an elision (l’« homme ») is a word's end that opens nothing and closes
 * nothing, like a bracket. */
static ltn_edge behind(const ltn_quote_table *t, const ltn_qmark *m,
                       const ltn_qmark *first, const ltn_qmark *end, int step)
{
    const ltn_qmark *x = m;

    for (int far = 0;
         far < 4 && (step < 0 ? x->left : x->right) == LTN_EDGE_MARK; far++) {
        const ltn_qmark *next = x + step;
        if (next < first || next >= end)
            break;
        x = next;
        if (step < 0 && t->glyph[x->glyph].apostrophe &&
            x->left == LTN_EDGE_LETTER && x->plain <= 5)
            return LTN_EDGE_OPEN;
    }
    return (ltn_edge)(step < 0 ? x->left : x->right);
}

/* The marks that are open, as far as clear places tell. */
typedef struct stack {
    uint8_t glyph[4];
    unsigned depth;
} stack;

static void count_opening(counts *n, stack *s, unsigned glyph)
{
    n->open[glyph]++;
    if (s->depth > 0)
        n->nest[s->glyph[s->depth - 1]][glyph]++;
    if (s->depth == 4)
        s->depth = 0;
    s->glyph[s->depth++] = (uint8_t)glyph;
}

static bool is_single(const ltn_glyph *g)
{
    return g->apostrophe || g->c == 0x201A;
}

/* Closes the innermost mark that this one is known to close, or the innermost
 * one when it is clear that something is closed. */
static void count_closing(counts *n, const ltn_quote_table *t, stack *s,
                          unsigned glyph, bool clear)
{
    unsigned d = s->depth;

    n->close[glyph] += clear;
    while (d > 0 && !(t->pair[s->glyph[d - 1]] >> glyph & 1))
        d--;
    if (d == 0 && clear)
        d = s->depth;
    if (d == 0 || (!clear && !is_single(&t->glyph[s->glyph[d - 1]])))
        return;
    n->pair[s->glyph[d - 1]][glyph] += clear;
    s->depth = d - 1;
}

/* A space where words of the quotation should be: L'« homme », dit-il. */
static bool is_spaced(ltn_edge left, ltn_edge right)
{
    if (left == LTN_EDGE_SPACE)
        return right <= LTN_EDGE_DASH && right != LTN_EDGE_OPEN;
    return left <= LTN_EDGE_OPEN && right == LTN_EDGE_SPACE;
}

static void count_run(counts *n, const ltn_quote_table *t,
                      const ltn_qmark *first, const ltn_qmark *end)
{
    stack open = {.depth = 0};

    for (const ltn_qmark *m = first; m < end; m++) {
        ltn_edge left = behind(t, m, first, end, -1);
        ltn_edge right = behind(t, m, first, end, 1);
        role r = role_of(t, m, left, right);
        bool word_end = left == LTN_EDGE_LETTER && right <= LTN_EDGE_DASH;
        n->all[m->glyph]++;
        n->trailing[m->glyph] += word_end;
        n->spaced[m->glyph] += is_spaced(left, right);
        if (m == first && m->left == LTN_EDGE_END)
            n->first[m->glyph]++;
        if (r == OPENS)
            count_opening(n, &open, m->glyph);
        else if (r == CLOSES || word_end)
            count_closing(n, t, &open, m->glyph, r == CLOSES);
    }
}

static void count(counts *n, const ltn_quote_table *t, const ltn_qscan *s)
{
    for (size_t i = 0; i < s->runs && s->marks > 0; i++) {
        const ltn_qmark *first = s->mark + s->run[i].mark;
        if (s->run[i].marks > 0)
            count_run(n, t, first, first + s->run[i].marks);
    }
}

/* Ten times the binary logarithm of all / some, about. */
static unsigned bits(unsigned some, unsigned all)
{
    unsigned long top = (unsigned long)all * 4 + 4, cost = 0;
    unsigned long bottom = (unsigned long)some * 4 + 1;

    while (top >= bottom * 2 && cost < 60) {
        bottom *= 2;
        cost += 10;
    }
    if (top * 2 >= bottom * 3)
        cost += 6;
    return (unsigned)(cost < 60 ? cost : 60);
}

static uint8_t least(unsigned a, unsigned b)
{
    return (uint8_t)(a < b ? a : b);
}

static bool prints_in(const ltn_quote_style *s, const char *lang)
{
    size_t len = strcspn(lang, "-");

    for (uint32_t i = 0; len > 0 && i + len <= s->langs_len; i++)
        if ((i == 0 || s->langs[i - 1] == ' ') &&
            memcmp(s->langs + i, lang, len) == 0 &&
            (i + len == s->langs_len || s->langs[i + len] == ' '))
            return true;
    return false;
}

/* Sets of marks that open and close in print in a language. */
typedef struct habit {
    uint64_t opens, closes;
} habit;

static habit habit_of(const ltn_quote_table *t, const char *lang)
{
    habit h = {0, 0};

    for (unsigned i = 0; i < t->styles; i++) {
        const ltn_quote_style *s = &t->style[i];
        if (!prints_in(s, lang))
            continue;
        h.opens |= (uint64_t)1 << s->glyph[0] | (uint64_t)1 << s->glyph[2];
        h.closes |= (uint64_t)1 << s->glyph[1] | (uint64_t)1 << s->glyph[3];
    }
    return h;
}

/* Where places say little: what the language, or else any of them, does. */
static void lend_counts(const ltn_quote_table *t, const habit *h, unsigned g,
                        unsigned *open, unsigned *close)
{
    uint64_t bit = (uint64_t)1 << g;
    bool used = ((h->opens | h->closes) & bit) != 0;
    bool opens = used ? (h->opens & bit) != 0 : t->glyph[g].opens;
    bool closes = used ? (h->closes & bit) != 0 : t->glyph[g].closes;

    if (opens == closes)
        return;
    *open += opens;
    *close += closes;
}

/* Marks whose places say nothing lean on the table of styles. */
static void decide_roles(ltn_convention *c, const ltn_quote_table *t,
                         const counts *n, const char *lang)
{
    habit h = habit_of(t, lang);

    for (unsigned g = 0; g < t->glyphs; g++) {
        const ltn_glyph *glyph = &t->glyph[g];
        unsigned open = n->open[g], close = n->close[g];
        c->spaced[g] = n->spaced[g] * 3 > n->all[g] && !glyph->apostrophe;
        if (open + close < FEW)
            lend_counts(t, &h, g, &open, &close);
        unsigned o = bits(open, open + close), k = bits(close, open + close);
        unsigned low = o < k ? o : k;
        /* Dialect: many more words end with it than quotes can. */
        c->trailing[g] = glyph->apostrophe && n->trailing[g] + n->close[g] >
                                                  n->open[g] * 2 + 4
                             ? 8
                             : 60;
        c->leads[g] = glyph->apostrophe && n->first[g] >= 3 &&
                      n->first[g] * 4 >= n->open[g];
        c->opening[g] = (uint8_t)(o - low);
        c->closing[g] = (uint8_t)(k - low);
    }
}

/* “ … ’ where ‘ is used as well: the ’ closes that, or is an apostrophe. */
static bool is_crossed(const ltn_quote_table *t, const counts *n, unsigned o,
                       unsigned k)
{
    if (!t->glyph[k].apostrophe || is_single(&t->glyph[o]))
        return false;
    for (unsigned i = 0; i < t->glyphs; i++)
        if (is_single(&t->glyph[i]) && (t->pair[i] >> k & 1) &&
            n->open[i] * 4 > n->open[o])
            return true;
    return false;
}

static void decide_pairs(ltn_convention *c, const ltn_quote_table *t,
                         const counts *n)
{
    for (unsigned o = 0; o < t->glyphs; o++) {
        unsigned all = 0, most = 0;
        for (unsigned k = 0; k < t->glyphs; k++) {
            all += n->pair[o][k];
            if (n->pair[o][k] > most)
                most = n->pair[o][k];
        }
        for (unsigned k = 0; k < t->glyphs; k++) {
            bool known = (t->pair[o] >> k & 1) && !is_crossed(t, n, o, k);
            unsigned seen = n->pair[o][k];
            unsigned cost = known ? 12 : 46;
            if (known && seen * 20 >= most && seen > 0)
                cost = least(cost, bits(seen, most) / 2);
            else if (seen >= 3 && seen * 3 >= all)
                cost = bits(seen, all) + 8;
            c->pair[o][k] = (uint8_t)cost;
        }
        c->nests[o] = n->nest[o][o] >= 2 &&
                      n->nest[o][o] * 25 >= n->open[o] + n->close[o];
    }
}

static unsigned paired(const counts *n, unsigned open, unsigned close)
{
    if (open == close)
        return n->pair[open][close];
    return n->pair[open][close] * 2 > n->nest[open][open] ? n->pair[open][close]
                                                          : 0;
}

/* How much oftener the mark opens within another than another within it. */
static unsigned inside(const counts *n, unsigned glyph)
{
    unsigned most = 0;

    for (unsigned o = 0; o < LTN_GLYPHS_MAX; o++)
        if (n->nest[o][glyph] > n->nest[glyph][o] + most)
            most = n->nest[o][glyph] - n->nest[glyph][o];
    return most;
}

/* How much of what was counted the style explains. */
static unsigned fit(const counts *n, const ltn_quote_style *s, const char *lang)
{
    const uint8_t *g = s->glyph;
    unsigned outer = paired(n, g[0], g[1]), inner = paired(n, g[2], g[3]);

    if (outer == 0 && n->first[g[0]] == 0)
        return 0;
    if (g[0] == g[2] && g[1] == g[3])
        inner = n->nest[g[0]][g[0]];
    unsigned good = outer * 4 + inner * 2 + n->first[g[0]] * 4 +
                    n->nest[g[0]][g[2]] * 4 + (prints_in(s, lang) ? 2 : 0);
    unsigned bad = inside(n, g[0]) * 6;
    return good > bad ? good - bad + 1 : 1;
}

/* The best style, but for `but` and those that share its outer marks. */
static const ltn_quote_style *best(const ltn_quote_table *t, const counts *n,
                                   const char *lang, const ltn_quote_style *but)
{
    const ltn_quote_style *found = NULL;
    unsigned most = 0;

    for (unsigned i = 0; i < t->styles; i++) {
        const ltn_quote_style *s = &t->style[i];
        if (but &&
            (s->glyph[0] == but->glyph[0] || s->glyph[0] == but->glyph[2]))
            continue;
        unsigned f = fit(n, s, lang);
        if (f > most) {
            most = f;
            found = s;
        }
    }
    return found;
}

static unsigned share(unsigned part, unsigned all)
{
    return all ? part * 100 / all : 0;
}

static void name_styles(ltn_convention *c, const ltn_quote_table *t,
                        const counts *n, const char *lang)
{
    unsigned all = 0;

    c->style = best(t, n, lang, NULL);
    if (!c->style)
        return;
    for (unsigned o = 0; o < t->glyphs; o++)
        for (unsigned k = 0; k < t->glyphs; k++)
            all += n->pair[o][k];
    const uint8_t *g = c->style->glyph;
    unsigned outer = n->pair[g[0]][g[1]], inner = n->pair[g[2]][g[3]];
    if (g[0] == g[2])
        inner = 0;
    unsigned sure = share(outer + inner, all);
    c->percent = sure < 30 ? 30 : sure > 99 ? 99 : sure;
    c->opens = n->open[g[0]];
    c->closes = n->close[g[1]];
    const ltn_quote_style *also = best(t, n, lang, c->style);
    if (!also)
        return;
    unsigned other = n->pair[also->glyph[0]][also->glyph[1]];
    if (other >= 3 && other * 8 > all) {
        c->also = also;
        c->also_percent =
            share(other, all) + 40 > 95 ? 95 : share(other, all) + 40;
    }
}

/* A style asked for by the user: its marks have the roles it gives them. */
static void force(ltn_convention *c, const ltn_quote_style *s)
{
    memset(c->opening, 60, sizeof c->opening);
    memset(c->closing, 60, sizeof c->closing);
    memset(c->pair, 60, sizeof c->pair);
    for (int i = 0; i < 4; i += 2) {
        c->opening[s->glyph[i]] = 0;
        c->closing[s->glyph[i + 1]] = 0;
        c->pair[s->glyph[i]][s->glyph[i + 1]] = 0;
    }
    c->style = s;
    c->percent = 100;
}

/* The next — or – at or after p, or NULL. */
static const char *next_dash(const char *p, const char *end)
{
    while (p < end && (p = memchr(p, 0xE2, (size_t)(end - p)))) {
        if (end - p > 2 && (unsigned char)p[1] == 0x80 &&
            ((unsigned char)p[2] & 0xFE) == 0x94)
            return p;
        p++;
    }
    return NULL;
}

/* The inner marks of the style found, where few of them were seen. One that
 * opens and closes looks like an apostrophe: ”Läs ’Pippi’ igen”. */
static void lend_inner(ltn_convention *c, const ltn_quote_table *t,
                       const counts *n)
{
    const uint8_t *g = c->style->glyph;

    if (g[0] == g[2] || n->pair[g[0]][g[1]] < n->open[g[0]] / 2)
        return;
    c->same_inside = g[2] == g[3] && t->glyph[g[2]].c == 0x2019;
    if (!c->same_inside || n->open[g[2]] + n->close[g[2]] >= FEW ||
        n->open[g[3]] + n->close[g[3]] >= FEW)
        return;
    c->opening[g[2]] = 0;
    c->closing[g[3]] = 0;
    c->pair[g[2]][g[3]] = 8;
}

/* Dashes within p to end, and how many of them a verb of saying follows. */
static unsigned narrators(const char *p, const char *end, const ltn_words *cues,
                          unsigned *dashes)
{
    unsigned said = 0;

    while ((p = next_dash(p, end))) {
        size_t n = 0;
        ++*dashes;
        p += 3;
        while (p < end && *p == ' ')
            p++;
        while (p + n < end && n < LTN_WORD_BYTES && !strchr(" .,;:!?", p[n]))
            n++;
        said += (ltn_words_find(cues, p, n) & LTN_CUE_SAID) != 0;
    }
    return said;
}

/* Lines of a list begin with dashes too, but do not end with a stop. */
static void find_dashes(ltn_convention *c, const ltn_qscan *s,
                        const ltn_quote_task *task)
{
    const char *text = task->text;
    unsigned dashed = 0, stopped = 0, inner = 0, said = 0;

    for (size_t i = 0; i < s->runs; i++) {
        const ltn_qrun *r = &s->run[i];
        if (!r->dash || r->end <= r->speech)
            continue;
        dashed++;
        said += narrators(text + r->speech, text + r->end, task->cues, &inner);
        unsigned char last = (unsigned char)text[r->end - 1];
        stopped += memchr(".!?,:\"'*", last, 8) || last >= 0x80;
    }
    c->dash_runs = dashed;
    bool enough = dashed >= 2 || said > 0 || (inner > 0 && s->runs <= 3);
    c->dashes =
        enough && stopped * 4 >= dashed * 3 && (size_t)dashed * 40 >= s->runs;
}

bool ltn_quote_decide(ltn_convention *c, const ltn_quote_table *t,
                      const ltn_qscan *s, const ltn_quote_task *task)
{
    counts *n = calloc(1, sizeof *n);

    *c = (ltn_convention){0};
    if (!n)
        return false;
    count(n, t, s);
    decide_roles(c, t, n, task->lang);
    decide_pairs(c, t, n);
    if (task->forced)
        force(c, task->forced);
    else
        name_styles(c, t, n, task->lang);
    if (!task->forced && c->style)
        lend_inner(c, t, n);
    find_dashes(c, s, task);
    free(n);
    return true;
}
