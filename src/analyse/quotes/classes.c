/* What kind of thing stands in quotation marks.
 *
 * Most quoted strings of official prose are not quotations. Each class gathers
 * votes from what stands inside of the marks, before and after them; a vote is
 * in tenths of a bit, so that votes add up to odds and odds to a confidence.
 * Words that vote are data (LANG.words); votes are the table below.
 */

#include "analyse/lexicon.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEAR = 5,    /* words before and after that are looked at */
    WITHIN = 16, /* words within: more are many */
    AROUND = 200 /* bytes before and after; no longer search */
};

/* A quotation and its surroundings. */
typedef struct view {
    const ltn_node *node;
    const char *text;         /* of the document */
    const char *open, *close; /* the words between the marks */
    const char *start, *end;  /* of the block it is in, or as far as we look */
    bool from_start, to_end;  /* that reaches the ends of the block */
    unsigned words, capitals, small;    /* small: "of" in a title */
    bool lower;                         /* begins with a small letter */
    bool caseless;                      /* in a script without capitals */
    bool sentence;                      /* ends with . ! ? and begins so */
    bool stop;                          /* ends with . ! ? … */
    bool comma;                         /* ends with a comma */
    bool person;                        /* I, we, you ... within */
    bool shouting;                      /* no small letter at all */
    uint32_t before[NEAR], after[NEAR]; /* tags of the words nearest first */
    unsigned befores, afters;
    uint32_t mark_before; /* punctuation right before, or 0 */
    bool identifier;      /* "(A/RES/77/13)" comes after */
    bool at_start;        /* of its block */
    bool whole;           /* is its block, but for a stop */
} view;

typedef struct votes {
    int of[LTN_Q_CLASSES];
    const char *rule[LTN_Q_CLASSES]; /* of the strongest vote */
    int most[LTN_Q_CLASSES];
} votes;

static void vote(votes *v, ltn_quote_class c, int n, const char *rule)
{
    v->of[c] += n;
    if (n > v->most[c]) {
        v->most[c] = n;
        v->rule[c] = rule;
    }
}

/* Whether c, with what is beside it, belongs to a word. */
static bool in_word(uint32_t c)
{
    return ltn_is_word(c) || c == '-' || c == '\'' || c == 0x2019 ||
           c == 0x2010 || c == 0x2011;
}

/* The word that ends at or before p (after start), or NULL; *p moves to its
 * beginning. Sets *gap to the last punctuation met on the way. */
static const char *word_back(const char **p, const char *start, size_t *len,
                             uint32_t *gap)
{
    const char *q = *p, *end;
    uint32_t c = 0;

    *gap = 0;
    for (;;) {
        end = q;
        if (q <= start)
            return NULL;
        c = ltn_utf8_prev(&q, start);
        if (in_word(c) && c != '-')
            break;
        if (!ltn_is_space(c) && !*gap)
            *gap = c;
    }
    const char *first = q;
    while (q > start) {
        const char *r = q;
        if (!in_word(ltn_utf8_prev(&r, start)))
            break;
        first = q = r;
    }
    *p = first;
    *len = (size_t)(end - first);
    return first;
}

/* The next word at or after *p; as above. */
static const char *word_on(const char **p, const char *end, size_t *len,
                           uint32_t *gap)
{
    const char *q = *p;

    *gap = 0;
    while (q < end) {
        const char *first = q;
        uint32_t c = ltn_utf8_next(&q, end);
        if (!ltn_is_word(c)) {
            if (!ltn_is_space(c) && !*gap)
                *gap = c;
            continue;
        }
        const char *r = q;
        while (r < end && in_word(ltn_utf8_next(&r, end)))
            q = r;
        *len = (size_t)(q - first);
        *p = q;
        return first;
    }
    *p = end;
    return NULL;
}

static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

static void look_before(view *v, const ltn_words *cues)
{
    const char *p = v->text + v->node->start, *q = p;
    uint32_t gap;
    size_t len;

    while (q > v->start) {
        const char *r = q;
        uint32_t c = ltn_utf8_prev(&r, v->start);
        if (!ltn_is_space(c)) {
            v->mark_before = ltn_is_word(c) ? 0 : c;
            break;
        }
        q = r;
    }
    v->at_start = q == v->start && v->from_start;
    while (v->befores < NEAR) {
        const char *w = word_back(&p, v->start, &len, &gap);
        if (!w || ends_sentence(gap) || gap == ';')
            return;
        v->before[v->befores++] = ltn_words_find(cues, w, len);
    }
}

/* "(A/RES/77/13)", "(S/2024/5)": capitals or digits with a slash. */
static bool is_identifier(const char *p, const char *end)
{
    bool slash = false, sign = false;

    while (p < end && *p == ' ')
        p++;
    if (p == end || *p != '(')
        return false;
    for (p++; p < end && *p != ')'; p++) {
        slash |= *p == '/';
        sign |= (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z');
    }
    return slash && sign && p < end;
}

/* The tags of a word, or of its first part: "dit-elle". */
static uint32_t tags_of(const ltn_words *cues, const char *w, size_t len)
{
    uint32_t tags = ltn_words_find(cues, w, len);
    const char *hyphen = tags ? NULL : memchr(w, '-', len);

    return hyphen ? ltn_words_find(cues, w, (size_t)(hyphen - w)) : tags;
}

static void look_after(view *v, const ltn_words *cues)
{
    const char *p = v->text + v->node->end, *from = p;
    uint32_t gap;
    size_t len;
    const char *near = v->end - from > 60 ? from + 60 : v->end;

    v->identifier = is_identifier(from, near);
    while (v->afters < NEAR) {
        const char *w = word_on(&p, v->end, &len, &gap);
        if (v->afters == 0)
            v->whole = v->at_start && v->to_end && !w;
        if (!w || (v->afters > 0 && gap) || gap == '.' || gap == ';')
            return;
        v->comma |= v->afters == 0 && gap == ',';
        v->after[v->afters++] = tags_of(cues, w, len);
    }
}

/* The words within, without the marks at both ends. */
static void find_inside(view *v)
{
    const char *p = v->text + v->node->start, *e = v->text + v->node->end;
    const char *q = p;

    v->open = v->close = e;
    while (q < e && q - p < AROUND) {
        const char *r = q;
        if (ltn_is_word(ltn_utf8_next(&r, e)))
            break;
        q = r;
    }
    v->open = q;
    q = e;
    while (q > v->open && e - q < AROUND) {
        const char *r = q;
        uint32_t c = ltn_utf8_prev(&r, v->open);
        if (ltn_is_word(c))
            break;
        v->stop |= ends_sentence(c);
        v->comma |= c == ',';
        q = r;
    }
    v->close = q;
}

/* p, or the next character's start. */
static const char *whole_character(const char *p, const char *end)
{
    while (p < end && ((unsigned char)*p & 0xC0) == 0x80)
        p++;
    return p;
}

static bool has_lower(const char *p, const char *end)
{
    if (end - p > AROUND)
        return true; /* nobody shouts so long */
    while (p < end)
        if (ltn_is_lower(ltn_utf8_next(&p, end)))
            return true;
    return false;
}

static void look_inside(view *v, const ltn_words *cues)
{
    const char *p, *w;
    uint32_t gap;
    size_t len;

    find_inside(v);
    p = v->open;
    const char *stop = v->close;
    if (stop - p > 2 * AROUND)
        stop = whole_character(p + 2 * (ptrdiff_t)AROUND, stop);
    while (v->words < WITHIN && (w = word_on(&p, stop, &len, &gap))) {
        const char *c = w;
        uint32_t first = ltn_utf8_next(&c, w + len);
        bool upper = ltn_is_upper(first);
        uint32_t tags = ltn_words_find(cues, w, len);
        if (v->words++ == 0)
            v->lower = !upper && ltn_is_lower(first);
        v->caseless |=
            v->words == 1 && !upper && !v->lower && !ltn_is_digit(first);
        v->capitals += upper;
        v->small += !upper && (tags & LTN_CUE_SMALL);
        v->person |= (tags & LTN_CUE_PERSON) != 0;
    }
    v->sentence = v->stop && !v->lower && v->words > 1;
    v->shouting = v->words > 0 && !has_lower(v->open, v->close);
}

/* Whether only commas and a conjunction lie between a and b. */
static bool in_one_list(const char *a, const char *b, const ltn_words *cues)
{
    const char *w;
    uint32_t gap;
    size_t len;
    int words = 0;

    if (b < a || b - a > 24)
        return false;
    while ((w = word_on(&a, b, &len, &gap))) {
        if (words++ > 0 || (gap && gap != ','))
            return false;
        if (!(ltn_words_find(cues, w, len) & LTN_CUE_SMALL) || len > 3)
            return false;
    }
    return true;
}

static unsigned big_share(const view *v)
{
    unsigned count = v->words > v->small ? v->words - v->small : 1;

    return v->capitals * 100 / count;
}

/* What the words within say. */
static void vote_inside(votes *v, const view *x)
{
    unsigned big = big_share(x);

    if (x->caseless) {
        bool text = x->stop || x->close - x->open > 36;
        vote(v, LTN_Q_QUOTE, text ? 30 : 8, "quote.sentence");
        vote(v, LTN_Q_TITLE, text ? 0 : 12, "quote.short");
        vote(v, LTN_Q_SOCALLED, text ? 0 : 14, "quote.short");
    } else if (x->lower && x->words <= 3) {
        vote(v, LTN_Q_SOCALLED, 34, "quote.short");
        vote(v, LTN_Q_TERM, 8, "quote.short");
    } else if (x->lower && x->words <= 5) {
        vote(v, LTN_Q_SOCALLED, 18, "quote.short");
        vote(v, LTN_Q_QUOTE, 14, "quote.fragment");
    } else if (x->lower) {
        vote(v, LTN_Q_QUOTE, x->words > 7 ? 42 : 28, "quote.fragment");
    } else if (big >= 70 && x->words >= 2 && !x->sentence) {
        vote(v, LTN_Q_TITLE, 30, "quote.capitals");
        vote(v, LTN_Q_NAME, 12, "quote.capitals");
        vote(v, LTN_Q_SOCALLED, 10, "quote.capitals");
    } else if (x->words == 1) {
        vote(v, LTN_Q_NAME, 16, "quote.capitals");
        vote(v, LTN_Q_SOCALLED, 10, "quote.short");
        vote(v, LTN_Q_TITLE, 8, "quote.capitals");
        vote(v, LTN_Q_QUOTE, x->stop ? 22 : 4, "quote.short");
    } else if (x->words >= 8) {
        vote(v, LTN_Q_QUOTE, 34, "quote.long");
        vote(v, LTN_Q_TITLE, x->stop ? 0 : 12, "quote.long");
    } else {
        vote(v, LTN_Q_QUOTE, 16, "quote.sentence");
        vote(v, LTN_Q_TITLE, x->stop ? 4 : 16, "quote.capitals");
        vote(v, LTN_Q_SOCALLED, 6, "quote.short");
    }
    if (x->sentence && (big < 70 || x->words > 5))
        vote(v, LTN_Q_QUOTE, 18, "quote.sentence");
    if (x->person && x->words > 2)
        vote(v, LTN_Q_QUOTE, 14, "quote.person");
    if (x->shouting && x->words == 1)
        vote(v, LTN_Q_NAME, 6, "quote.capitals");
}

/* Whether one of the n words nearest before has the tag. */
static bool near_before(const view *x, unsigned n, uint32_t tag)
{
    for (unsigned i = 0; i < n && i < x->befores; i++)
        if (x->before[i] & tag)
            return true;
    return false;
}

static bool near_after(const view *x, unsigned n, uint32_t tag)
{
    for (unsigned i = 0; i < n && i < x->afters; i++)
        if (x->after[i] & tag)
            return true;
    return false;
}

/* Votes for a tag among the words before, at most so far away. */
typedef struct cue_vote {
    uint32_t tag;
    unsigned reach;
    ltn_quote_class cls;
    int votes, small; /* for words with a capital, without one */
    const char *rule;
} cue_vote;

static const cue_vote cue_votes[] = {
    {LTN_CUE_TITLE, 1, LTN_Q_TITLE, 42, 24, "quote.title.entitled"},
    {LTN_CUE_TITLE, 4, LTN_Q_TITLE, 16, 6, "quote.title.entitled"},
    {LTN_CUE_WORK, 2, LTN_Q_TITLE, 26, 8, "quote.title.work"},
    {LTN_CUE_WORK, 5, LTN_Q_TITLE, 10, 0, "quote.title.work"},
    {LTN_CUE_SOCALLED, 1, LTN_Q_SOCALLED, 46, 46, "quote.so-called"},
    {LTN_CUE_SOCALLED, 3, LTN_Q_SOCALLED, 14, 20, "quote.so-called"},
    {LTN_CUE_TERM, 1, LTN_Q_TERM, 34, 48, "quote.term"},
    {LTN_CUE_TERM, 3, LTN_Q_TERM, 12, 34, "quote.term"},
    {LTN_CUE_NAME, 1, LTN_Q_NAME, 48, 20, "quote.name"},
    {LTN_CUE_NAME, 3, LTN_Q_NAME, 14, 4, "quote.name"},
    {LTN_CUE_QUOTE, 2, LTN_Q_QUOTE, 26, 24, "quote.source"},
    {LTN_CUE_QUOTE, 5, LTN_Q_QUOTE, 10, 8, "quote.source"},
};

static void vote_cues(votes *v, const view *x)
{
    for (size_t i = 0; i < sizeof cue_votes / sizeof cue_votes[0]; i++) {
        const cue_vote *c = &cue_votes[i];
        if (near_before(x, c->reach, c->tag))
            vote(v, c->cls, x->lower ? c->small : c->votes, c->rule);
    }
    if (x->befores > 0 && (x->before[0] & LTN_CUE_ARTICLE) &&
        !near_before(x, 3, LTN_CUE_TERM)) {
        vote(v, LTN_Q_SOCALLED, x->lower ? 10 : 4, "quote.article");
        vote(v, LTN_Q_TITLE, x->lower ? 0 : 8, "quote.article");
        vote(v, LTN_Q_QUOTE, -8, NULL);
    }
    if (x->identifier)
        vote(v, LTN_Q_TITLE, 44, "quote.title.identifier");
    if (!x->lower && near_after(x, 1, LTN_CUE_WORK))
        vote(v, LTN_Q_TITLE, 16, "quote.title.work");
}

/* Speech in a story, words of a source in a speech: with the same cues. */
static void vote_speech(votes *v, const view *x, bool story)
{
    ltn_quote_class c = story ? LTN_Q_SAID : LTN_Q_QUOTE;
    bool verb = near_before(x, 3, LTN_CUE_SAID);
    bool after = near_after(x, 3, LTN_CUE_SAID);

    if (x->mark_before == ':')
        vote(v, c, 24, "quote.colon");
    if (x->mark_before == ',' && verb)
        vote(v, c, 34, "quote.said.verb-before");
    else if (verb && !x->lower)
        vote(v, c, 12, "quote.said.verb-before");
    if (after && (x->comma || x->stop))
        vote(v, c, 40, "quote.said.verb-after");
    if (x->comma && near_after(x, 1, LTN_CUE_PERSON))
        vote(v, c, 12, "quote.said.verb-after");
    if (x->whole && x->words > 2)
        vote(v, c, 20, "quote.block");
    if (x->at_start && (x->stop || x->comma) && x->words > 1)
        vote(v, c, 14, "quote.at-start");
    if (!story)
        return;
    int shape = v->of[LTN_Q_QUOTE];
    vote(v, LTN_Q_SAID, shape + 24, "quote.said.story");
    if (x->stop || x->comma)
        vote(v, LTN_Q_SAID, 24, "quote.said.story");
    v->of[LTN_Q_QUOTE] -= 12;
}

/* 2^(-n/10) in thousandths. */
static unsigned long halved(int n)
{
    static const unsigned short tenth[] = {1000, 933, 871, 812, 758,
                                           707,  660, 616, 574, 536};
    unsigned long x = tenth[n % 10];

    return n / 10 < 10 ? x >> (n / 10) : 0;
}

/* Votes are less independent than odds want them, but cautious: measured on
 * texts with known classes, the odds are right when taken to this power. */
enum { SHARP = 14 };

/* Percent of a quotation whose ends are beyond doubt. */
enum { SURE = 95 };

static unsigned percent_of(const votes *v, unsigned best)
{
    unsigned long sum = 0;

    for (unsigned c = LTN_Q_QUOTE; c < LTN_Q_CLASSES; c++)
        sum += halved((v->of[best] - v->of[c]) * SHARP / 10);
    unsigned long p = 100000 / (sum ? sum : 1);
    return p > 97 ? 97 : (unsigned)p;
}

/* Titles seen so far, so that their short forms are known again. */
typedef struct memory {
    const char *title[64];
    size_t len[64];
    unsigned titles;
} memory;

static bool is_known_title(const memory *m, const view *x)
{
    size_t len = (size_t)(x->close - x->open);

    for (unsigned i = 0; i < m->titles; i++)
        if (len > 3 && m->len[i] >= len &&
            memcmp(m->title[i], x->open, len) == 0)
            return true;
    return false;
}

static void remember(memory *m, const view *x)
{
    unsigned i = m->titles < 64 ? m->titles++ : 63;

    m->title[i] = x->open;
    m->len[i] = (size_t)(x->close - x->open);
}

typedef struct classer {
    ltn_edits *edits;
    const ltn_words *cues;
    unsigned threshold;
    bool story;
    memory memory;
    const ltn_node *last; /* the quote before, and what it was */
    ltn_quote_class last_class;
} classer;

static void look(view *v, const ltn_doc *doc, const ltn_node *n,
                 const ltn_words *cues)
{
    const ltn_node *block = n->parent;

    while (block->parent && ltn_kinds[block->kind].group == LTN_INLINES)
        block = block->parent;
    const char *text = doc->text.data;
    uint32_t start = block->start, end = block->end;
    if (n->start - start > AROUND)
        start = n->start - AROUND;
    if (end - n->end > AROUND)
        end = n->end + AROUND;
    *v = (view){.node = n, .text = text};
    v->start = whole_character(text + start, text + n->start);
    v->end = whole_character(text + end, text + block->end);
    v->from_start = start == block->start;
    v->to_end = end == block->end;
    look_inside(v, cues);
    look_before(v, cues);
    look_after(v, cues);
}

static void decide(classer *c, const ltn_doc *doc, const ltn_node *n)
{
    view x;
    votes v = {{0}, {0}, {0}};
    unsigned best = LTN_Q_QUOTE;

    look(&x, doc, n, c->cues);
    if (x.words == 0)
        return;
    vote_inside(&v, &x);
    vote_cues(&v, &x);
    vote_speech(&v, &x, c->story);
    if (is_known_title(&c->memory, &x))
        vote(&v, LTN_Q_TITLE, 36, "quote.title.again");
    if (c->last && c->last->end <= n->start &&
        in_one_list(x.text + c->last->end, x.text + n->start, c->cues))
        vote(&v, c->last_class, 40, "quote.list");
    if (n->props->prev && c->last)
        vote(&v, c->last_class, 60, "quote.goes-on");
    for (unsigned k = LTN_Q_QUOTE; k < LTN_Q_CLASSES; k++)
        if (v.of[k] > v.of[best])
            best = k;
    unsigned percent = percent_of(&v, best);
    bool sure = percent >= c->threshold;
    if (n->why && n->why->confidence < SURE)
        percent = percent * n->why->confidence / SURE;
    c->last = n;
    c->last_class = (ltn_quote_class)best;
    if (best == LTN_Q_TITLE)
        remember(&c->memory, &x);
    const char *rule = v.rule[best] ? v.rule[best] : "quote.shape";
    ltn_edit_change(
        c->edits, n,
        &(ltn_mark){.kind = LTN_QUOTE,
                    .cls = (uint8_t)(sure ? best : (unsigned)LTN_Q),
                    .level = n->level,
                    .why = ltn_edit_why(c->edits, rule, percent, NULL)});
}

enum { SAMPLE = 400 /* quotes that tell a story from a speech */ };

/* Whether quotes are mostly what people in a story say. */
static bool is_story(const ltn_doc *doc, const ltn_words *cues)
{
    unsigned all = 0, said = 0, starts = 0;
    view x;

    for (ltn_iter it = ltn_iter_at(doc->root);
         all < SAMPLE && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (n->kind == LTN_SALUTATION && all == 0)
            return false; /* somebody addresses an audience */
        if (it.event != LTN_ENTER || n->kind != LTN_QUOTE || n->level > 1)
            continue;
        look(&x, doc, n, cues);
        all++;
        said += (x.comma || x.stop) && near_after(&x, 3, LTN_CUE_SAID);
        starts += x.at_start && x.stop;
    }
    return all >= 2 && (said * 6 >= all || starts * 2 > all);
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    ltn_lexicon *l = ltn_lexicon_of(a);

    (void)diags;
    if (!l)
        return LTN_ENOMEM;
    classer *c = calloc(1, sizeof *c);
    if (!c)
        return LTN_ENOMEM;
    c->edits = edits;
    c->cues = ltn_lexicon_cues(
        l, ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und"));
    c->threshold =
        a->options.threshold ? a->options.threshold : (unsigned)LTN_THRESHOLD;
    c->story = is_story(doc, c->cues);
    for (ltn_iter it = ltn_iter_at(doc->root);
         edits->status == LTN_OK && ltn_iter_next(&it);)
        if (it.event == LTN_ENTER && it.node->kind == LTN_QUOTE)
            decide(c, doc, it.node);
    free(c);
    return edits->status;
}

const ltn_pass ltn_pass_classes = {.name = "classes", .run = run};
