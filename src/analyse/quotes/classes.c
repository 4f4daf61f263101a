/* What kind of thing stands in quotation marks.
 *
 * Most quoted strings of official prose are not quotations. Each class gathers
 * votes from what stands inside of the marks, before and after them; a vote is
 * in tenths of a bit, so that votes add up to odds and odds to a confidence.
 * Words that vote are data (LANG.words); votes are the table below.
 */

#include "analyse/lexicon.h"
#include "analyse/quotes/view.h"

#include <stdlib.h>
#include <string.h>

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

static unsigned big_share(const ltn_quote_view *v)
{
    unsigned count = v->words > v->small ? v->words - v->small : 1;

    return v->capitals * 100 / count;
}

/* What the words within say. */
static void vote_inside(votes *v, const ltn_quote_view *x)
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
    } else if (x->noun) {
        vote(v, LTN_Q_SOCALLED, 28, "quote.short");
        vote(v, LTN_Q_TERM, 8, "quote.short");
        vote(v, LTN_Q_NAME, 8, "quote.capitals");
        vote(v, LTN_Q_TITLE, 8, "quote.capitals");
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
static bool near_before(const ltn_quote_view *x, unsigned n, uint32_t tag)
{
    for (unsigned i = 0; i < n && i < x->befores; i++)
        if (x->before[i] & tag)
            return true;
    return false;
}

static bool near_after(const ltn_quote_view *x, unsigned n, uint32_t tag)
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
    {LTN_CUE_QUOTE, 1, LTN_Q_QUOTE, 6, 14, "quote.source"},
    {LTN_CUE_QUOTE, 2, LTN_Q_QUOTE, 26, 24, "quote.source"},
    {LTN_CUE_QUOTE, 5, LTN_Q_QUOTE, 10, 8, "quote.source"},
};

/* A capital says nothing about a noun where all nouns have one. A source has
 * more than one word, a term no more than a few. */
static int votes_of(const cue_vote *c, const ltn_quote_view *x)
{
    int n = x->lower ? c->small : c->votes;

    if (x->noun)
        n = c->votes > c->small ? c->votes : c->small;
    bool unlikely = (c->cls == LTN_Q_QUOTE && x->words == 1) ||
                    (c->cls == LTN_Q_TERM && x->words > 5);
    return unlikely ? n / 2 : n;
}

/* Whether what somebody says is reported: said that “we cannot wait”. A few
 * words with which the sentence goes on are no more than its subject: said that
 * “free trade” hurts them. */
static bool is_reported(const ltn_quote_view *x)
{
    bool goes_on = x->afters > 0 && !x->stop && !x->comma;

    return x->lower && x->words > (goes_on ? 3u : 1u) && x->befores > 0 &&
           (x->before[0] & LTN_CUE_THAT) &&
           near_before(x, LTN_NEAR, LTN_CUE_SAID | LTN_CUE_QUOTE);
}

static void vote_cues(votes *v, const ltn_quote_view *x)
{
    for (size_t i = 0; i < sizeof cue_votes / sizeof cue_votes[0]; i++) {
        const cue_vote *c = &cue_votes[i];
        if (near_before(x, c->reach, c->tag))
            vote(v, c->cls, votes_of(c, x), c->rule);
    }
    if (is_reported(x)) {
        vote(v, LTN_Q_QUOTE, 42, "quote.reported");
    } else if (x->befores > 0 && (x->before[0] & LTN_CUE_ARTICLE) &&
               !near_before(x, 3, LTN_CUE_TERM)) {
        vote(v, LTN_Q_SOCALLED, x->lower ? 10 : 4, "quote.article");
        vote(v, LTN_Q_TITLE, x->lower ? 0 : 8, "quote.article");
        vote(v, LTN_Q_QUOTE, -8, NULL);
    }
    if (x->identifier)
        vote(v, LTN_Q_TITLE, 44, "quote.title.identifier");
    if (x->words <= 4 && near_after(x, 1, LTN_CUE_TERM))
        vote(v, LTN_Q_TERM, 34, "quote.term");
    if (!x->lower && near_after(x, 1, LTN_CUE_WORK))
        vote(v, LTN_Q_TITLE, 16, "quote.title.work");
}

/* Speech in a story, words of a source in a speech: with the same cues. */
static void vote_speech(votes *v, const ltn_quote_view *x, bool story)
{
    ltn_quote_class c = story ? LTN_Q_SAID : LTN_Q_QUOTE;
    bool verb = near_before(x, 3, LTN_CUE_SAID);
    bool after = near_after(x, 3, LTN_CUE_SAID);

    if (x->mark_before == ':')
        vote(v, c, 24, "quote.colon");
    if (x->mark_before == ',' && verb)
        vote(v, c, 42, "quote.said.verb-before");
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
    char first[64]; /* bytes of them */
    unsigned titles;
} memory;

static bool is_known_title(const memory *m, const ltn_quote_view *x)
{
    size_t len = (size_t)(x->close - x->open);

    for (unsigned i = 0; i < m->titles; i++)
        if (m->first[i] == *x->open && len > 3 && m->len[i] >= len &&
            memcmp(m->title[i], x->open, len) == 0)
            return true;
    return false;
}

static void remember(memory *m, const ltn_quote_view *x)
{
    unsigned i = m->titles < 64 ? m->titles++ : 63;

    m->title[i] = x->open;
    m->first[i] = *x->open;
    m->len[i] = (size_t)(x->close - x->open);
}

enum { CAST_MAX = 128 /* people of a story who are known by name */ };

typedef struct cast {
    const char *name[CAST_MAX];
    size_t len[CAST_MAX];
    uint32_t entity[CAST_MAX];
    unsigned people;
} cast;

typedef struct classer {
    ltn_edits *edits;
    const ltn_words *cues;
    unsigned threshold;
    bool story;
    memory memory;
    cast cast;
    uint32_t last_who;    /* who says the quotation before, or 0 */
    const ltn_node *last; /* the quote before, and what it was */
    ltn_quote_class last_class;
} classer;

/* The entity of that name, new or old; 0: there are too many. */
static uint32_t entity_of(classer *c, const char *name, size_t len)
{
    cast *all = &c->cast;

    for (unsigned i = 0; i < all->people; i++)
        if (all->len[i] == len && memcmp(all->name[i], name, len) == 0)
            return all->entity[i];
    if (all->people == CAST_MAX)
        return 0;
    ltn_entity who = {
        .cls = LTN_NAME_PERSON,
        .name = ltn_edit_string(c->edits, name, len),
        .speaker = true,
        .why = ltn_edit_why(c->edits, "quote.speaker", 85, NULL),
    };
    all->name[all->people] = name;
    all->len[all->people] = len;
    return all->entity[all->people++] = ltn_edit_entity(c->edits, &who);
}

/* The properties of a quotation that tell who says it, or NULL. */
static const ltn_props *spoken(classer *c, const ltn_quote_view *x)
{
    size_t len;
    const char *name = ltn_quote_speaker(x, c->cues, &len);
    uint32_t who = name                   ? entity_of(c, name, len)
                   : x->node->props->prev ? c->last_who
                                          : 0;
    c->last_who = who;
    ltn_props *props = who ? ltn_edit_props(c->edits, x->node->props) : NULL;

    if (props)
        props->who = who;
    return props;
}

static void decide(classer *c, const ltn_doc *doc, const ltn_node *n)
{
    ltn_quote_view x;
    votes v = {{0}, {0}, {0}};
    unsigned best = LTN_Q_QUOTE;

    ltn_quote_look(&x, doc, n, c->cues);
    if (x.words == 0)
        return;
    vote_inside(&v, &x);
    vote_cues(&v, &x);
    vote_speech(&v, &x, c->story);
    if (is_known_title(&c->memory, &x))
        vote(&v, LTN_Q_TITLE, 36, "quote.title.again");
    if (c->last && c->last->end <= n->start &&
        ltn_quote_listed(x.text + c->last->end, x.text + n->start, c->cues))
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
                    .props = sure && best == LTN_Q_SAID ? spoken(c, &x) : NULL,
                    .why = ltn_edit_why(c->edits, rule, percent, NULL)});
}

enum { SAMPLE = 400 /* quotes that tell a story from a speech */ };

/* Whether quotes are mostly what people in a story say. */
static bool is_story(const ltn_doc *doc, const ltn_words *cues)
{
    unsigned all = 0, said = 0, starts = 0;
    ltn_quote_view x;

    for (ltn_iter it = ltn_iter_at(doc->root);
         all < SAMPLE && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (n->kind == LTN_SALUTATION && all == 0)
            return false; /* somebody addresses an audience */
        if (it.event != LTN_ENTER || n->kind != LTN_QUOTE || n->level > 1)
            continue;
        ltn_quote_look(&x, doc, n, cues);
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
