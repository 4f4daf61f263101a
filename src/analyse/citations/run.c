#include "analyse/citations/run.h"

#include "analyse/citations/values.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    BACK_MAX = 120,     /* bytes a rule may look back from its trigger */
    BACK_WORDS = 8,     /* ... and words */
    MARGIN = 32,        /* bytes before a match that its lookbehinds see */
    CONTEXT_AFTER = 60, /* bytes behind a citation where a context counts */
    ANTECEDENTS = 100   /* citations that a short form is compared with */
};

static void *bigger(void *old, size_t len, uint32_t *cap, size_t size)
{
    if (len < *cap)
        return old;
    uint32_t more = *cap ? *cap * 2 : 64;
    void *p = realloc(old, more * size);
    if (p)
        *cap = more;
    return p;
}

/* ---- candidates ---- */

typedef struct scan {
    ltn_cite_run *run;
    uint32_t start, end; /* of the unit */
} scan;

static bool boundary(const char *s, size_t at)
{
    return ((unsigned char)s[at] & 0xC0) != 0x80;
}

/* Match `which` of rule at `at`; groups are in the whole text. */
static bool match_at(const scan *sc, ltn_cite_rule *rule, int which,
                     uint32_t at, ltn_cite_span *groups)
{
    const char *text = sc->run->text;
    uint32_t lo = at - sc->start > MARGIN ? at - MARGIN : sc->start;
    uint32_t hi =
        sc->end - at > LTN_CITE_WINDOW ? at + LTN_CITE_WINDOW : sc->end;

    while (lo > sc->start && !boundary(text, lo))
        lo--;
    while (hi > at && hi < sc->end && !boundary(text, hi))
        hi--;
    if (!ltn_cite_match(sc->run->cites, rule, which, text + lo, hi - lo,
                        at - lo, groups))
        return false;
    for (int i = 0; i < LTN_CITE_GROUPS; i++)
        if (groups[i].start <= groups[i].end) {
            groups[i].start += lo;
            groups[i].end += lo;
        }
    return groups[0].end > groups[0].start;
}

/* The value of token t of c from its span; false when a check refuses it. */
static bool evaluate(ltn_cite_run *run, const ltn_cite *c, size_t i)
{
    const ltn_cite_token *t = &c->rule->tokens[i];
    ltn_cite_span g = c->spans[i];
    bool set = g.start < g.end;

    c->values[i] = "";
    if (!set)
        return true;
    if (!ltn_cite_value(run->cites, t, run->text + g.start, g.end - g.start,
                        &run->scratch))
        return false;
    c->values[i] =
        ltn_arena_strndup(&run->arena, run->scratch.data, run->scratch.len);
    return c->values[i] != NULL;
}

static bool room_for_tokens(ltn_cite_run *run, ltn_cite *c)
{
    size_t n = c->rule->token_len;

    c->spans = ltn_arena_alloc(&run->arena, n * sizeof *c->spans + 1);
    c->values = ltn_arena_alloc(&run->arena, n * sizeof *c->values + 1);
    return c->spans && c->values;
}

/* Tokens that are copies take the place of what they copy. */
static void place_copies(ltn_cite *c)
{
    for (unsigned i = 0; i < c->rule->token_len; i++) {
        const char *from = c->rule->tokens[i].copy;
        const ltn_cite_token *t =
            from ? ltn_cite_token_find(c->rule, from, strlen(from)) : NULL;
        if (t)
            c->spans[i] = c->spans[t - c->rule->tokens];
    }
}

/* In a list: "Directives 2002/19/EC and 2002/20/EC" are both directives. */
static void carry(const ltn_cite_run *run, ltn_cite *c)
{
    const ltn_cite *last = run->found > 0 ? &run->at[run->found - 1] : NULL;

    if (c->which != LTN_CITE_MORE || !last || last->rule != c->rule)
        return;
    for (unsigned i = 0; i < c->rule->token_len; i++)
        if (c->rule->tokens[i].carry && c->spans[i].start >= c->spans[i].end)
            c->spans[i] = last->spans[i];
}

/* Takes the tokens out of the groups; false when a check refuses one. */
static bool take_tokens(ltn_cite_run *run, ltn_cite *c,
                        const ltn_cite_span *groups)
{
    if (!room_for_tokens(run, c))
        return false;
    for (size_t i = 0; i < c->rule->token_len; i++)
        c->spans[i] = ltn_cite_group(&c->rule->tokens[i], c->which, groups);
    carry(run, c);
    place_copies(c);
    for (size_t i = 0; i < c->rule->token_len; i++)
        if (!evaluate(run, c, i))
            return false;
    return true;
}

/* The group called "cite" is the citation when the pattern has one. */
static ltn_cite_span cited(const ltn_cite_rule *rule, int which,
                           const ltn_cite_span *groups)
{
    for (unsigned i = 0; i < rule->token_len; i++)
        if (strcmp(rule->tokens[i].name, "cite") == 0) {
            ltn_cite_span g = ltn_cite_group(&rule->tokens[i], which, groups);
            if (g.start < g.end)
                return g;
        }
    return groups[0];
}

static bool add(const scan *sc, ltn_cite_rule *rule, int which,
                const ltn_cite_span *groups)
{
    ltn_cite_run *run = sc->run;
    ltn_cite *grown = bigger(run->at, run->found, &run->cap, sizeof *run->at);

    if (!grown) {
        run->failed = true;
        return false;
    }
    run->at = grown;
    ltn_cite_span g = cited(rule, which, groups);
    ltn_cite c = {.rule = rule,
                  .start = g.start,
                  .end = g.end,
                  .unit = run->units,
                  .which = (uint8_t)which};
    if (!take_tokens(run, &c, groups))
        return false;
    run->at[run->found++] = c;
    return true;
}

/* The items of a list after its first one. */
static void add_list(const scan *sc, ltn_cite_rule *rule, ltn_cite_span *groups)
{
    uint32_t at = groups[0].end;

    for (int n = 0; rule->more.text && n < LTN_CITE_LIST && at < sc->end; n++) {
        if (!match_at(sc, rule, LTN_CITE_MORE, at, groups) ||
            !add(sc, rule, LTN_CITE_MORE, groups))
            break;
        at = groups[0].end;
    }
    sc->run->ends[rule->index] = at;
}

static bool try_at(const scan *sc, ltn_cite_rule *rule, uint32_t at,
                   uint32_t must_cover)
{
    ltn_cite_span groups[LTN_CITE_GROUPS];

    if (!match_at(sc, rule, LTN_CITE_PATTERN, at, groups) ||
        groups[0].end < must_cover)
        return false;
    uint32_t end = groups[0].end;
    bool added = add(sc, rule, LTN_CITE_PATTERN, groups);
    sc->run->ends[rule->index] = added ? end : must_cover;
    if (added)
        add_list(sc, rule, groups);
    return added;
}

/* ---- looking back from a trigger ---- */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Skips white space before `at`. */
static uint32_t before_space(const scan *sc, uint32_t at)
{
    const char *s = sc->run->text + at, *lo = sc->run->text + sc->start;

    while (s > lo) {
        const char *p = s;
        if (!ltn_is_space(ltn_utf8_prev(&p, lo)))
            break;
        s = p;
    }
    return (uint32_t)(s - sc->run->text);
}

/* The start of the word that ends at `at`. */
static uint32_t word_start(const scan *sc, uint32_t at)
{
    const char *s = sc->run->text + at, *lo = sc->run->text + sc->start;
    const char *stop = s - lo > BACK_MAX ? s - BACK_MAX : lo;

    while (s > stop) {
        const char *p = s;
        uint32_t c = ltn_utf8_prev(&p, lo);
        if (!ltn_is_word(c) && !strchr("-.'&/", c < 128 ? (int)c : '-') &&
            c != 0x2019)
            break;
        if (c >= 128 && !ltn_is_word(c) && c != 0x2019)
            break;
        s = p;
    }
    return (uint32_t)(s - sc->run->text);
}

static bool try_digits(const scan *sc, ltn_cite_rule *rule, uint32_t at,
                       uint32_t end)
{
    uint32_t word = before_space(sc, at), s = word;

    /* "2007-NMCERT-008": a hyphen may stand between. */
    if (word == at && word > sc->start && sc->run->text[word - 1] == '-')
        s = --word;

    while (s > sc->start && (digit(sc->run->text[s - 1])) && word - s < 8)
        s--;
    return s < word && try_at(sc, rule, s, end);
}

/* Whether a word of a name: a capital or digit in front, or a small word that
 * joins ("of", "the", "on", "for", "and"). */
static bool name_word(const char *s, size_t len)
{
    static const char joins[] =
        " of the on for and to in de des du la von joint draft new & ";
    const char *p = s;
    char padded[8] = " ";

    if (len > 0 && (ltn_is_upper(ltn_utf8_next(&p, s + len)) || digit(*s)))
        return true;
    if (len == 0 || len > 5)
        return false;
    memcpy(padded + 1, s, len);
    padded[len + 1] = ' ';
    return strstr(joins, padded) != NULL;
}

static bool try_caps(const scan *sc, ltn_cite_rule *rule, uint32_t at,
                     uint32_t end)
{
    uint32_t starts[BACK_WORDS + 1], s = at;
    int n = 0;

    starts[n++] = at;
    while (n <= BACK_WORDS && s > sc->start && at - s < BACK_MAX) {
        uint32_t e = before_space(sc, s), w = word_start(sc, e);
        if (e == s || w == e || !name_word(sc->run->text + w, e - w))
            break;
        starts[n++] = s = w;
    }
    while (n > 0)
        if (starts[--n] >= sc->run->ends[rule->index] &&
            try_at(sc, rule, starts[n], end))
            return true;
    return false;
}

/* From the word before, or from one or two or three words further away. */
static bool try_words(const scan *sc, ltn_cite_rule *rule, uint32_t at,
                      uint32_t end)
{
    uint32_t starts[4] = {at}, s = at;
    int n = 1;

    while (n < 4 && s > sc->start) {
        uint32_t e = before_space(sc, s), w = word_start(sc, e);
        if (e == s || w == e)
            break;
        starts[n++] = s = w;
    }
    while (n > 0)
        if (starts[--n] >= sc->run->ends[rule->index] &&
            try_at(sc, rule, starts[n], end))
            return true;
    return false;
}

static void try_rule(const scan *sc, ltn_cite_rule *rule, uint32_t at,
                     uint32_t end)
{
    ltn_cite_run *run = sc->run;

    if (rule->broken || at < run->ends[rule->index] ||
        run->tried[rule->index] == at + 1 || (run->only && run->only != rule))
        return;
    run->tried[rule->index] = at + 1;
    switch (rule->back) {
    case LTN_CITE_BACK_NONE:
    case LTN_CITE_BACKS: try_at(sc, rule, at, end); break;
    case LTN_CITE_BACK_DIGITS: try_digits(sc, rule, at, end); break;
    case LTN_CITE_BACK_CAPS: try_caps(sc, rule, at, end); break;
    case LTN_CITE_BACK_WORD: try_words(sc, rule, at, end); break;
    }
}

static void see(ltn_cite_run *run, const ltn_trigger *g, uint32_t at)
{
    ltn_cite_seen *grown =
        bigger(run->seen, run->seen_len, &run->seen_cap, sizeof *run->seen);

    if (!grown) {
        run->failed = true;
        return;
    }
    run->seen = grown;
    run->seen[run->seen_len++] =
        (ltn_cite_seen){.at = at, .what = g->what, .row = g->which};
}

static void find(const scan *sc)
{
    ltn_cite_run *run = sc->run;
    const ltn_triggers *t = &run->cites->triggers;
    const ltn_trigger *g;

    for (ltn_trigger_hit hit = {.at = sc->start};
         ltn_triggers_next(t, run->text, sc->end, &hit); hit.at++)
        while ((g = ltn_trigger_take(t, run->text, sc->end, &hit))) {
            uint32_t at = (uint32_t)hit.at;
            if (g->what == LTN_TRIGGER_RULE)
                try_rule(sc, run->cites->by_index[g->which], at, at + g->len);
            else
                see(run, g, at);
        }
}

/* ---- overlaps ---- */

static int earlier(const void *a, const void *b)
{
    const ltn_cite *p = a, *q = b;

    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    if (p->end != q->end)
        return p->end > q->end ? -1 : 1;
    if (p->rule->priority != q->rule->priority)
        return p->rule->priority > q->rule->priority ? -1 : 1;
    return p->rule->index < q->rule->index ? -1
                                           : p->rule->index > q->rule->index;
}

/* Whether b, which overlaps a and comes later, takes its place. */
static bool beats(const ltn_cite *b, const ltn_cite *a)
{
    uint32_t m = a->end - a->start, n = b->end - b->start;

    return n != m ? n > m : b->rule->priority > a->rule->priority;
}

const char *ltn_cite_get(const ltn_cite *c, const char *name)
{
    const ltn_cite_token *t = ltn_cite_token_find(c->rule, name, strlen(name));

    return t && c->values ? c->values[t - c->rule->tokens] : "";
}

static bool shortens(const ltn_cite *c, const ltn_cite *long_form)
{
    const ltn_cite_list *l = c->rule->after;

    if (c->rule->scope != LTN_CITE_DOCUMENT && c->unit != long_form->unit)
        return false;
    while (l && strcmp(l->value.text, "*") != 0 &&
           strcmp(l->value.text, long_form->rule->name) != 0 &&
           strcmp(l->value.text, long_form->rule->family) != 0)
        l = l->next;
    if (!l)
        return false;
    for (unsigned i = 0; i < c->rule->same_len; i++) {
        const char *mine = ltn_cite_get(c, c->rule->same[i]);
        const char *its = ltn_cite_get(long_form, c->rule->same[i]);
        if (!*its || (*mine && strcmp(mine, its) != 0))
            return false;
    }
    return true;
}

/* Whether something before c, found or kept so far, may be what it shortens. */
static bool may_bind(const ltn_cite_run *run, const ltn_cite *c, uint32_t kept)
{
    uint32_t steps = c->rule->scope == LTN_CITE_NEAR ? 2 : ANTECEDENTS;

    for (uint32_t i = kept, n = 0; i-- > 0 && n < steps; n++)
        if (run->at[i].end <= c->start && shortens(c, &run->at[i]))
            return true;
    return false;
}

static uint32_t settle(ltn_cite_run *run, uint32_t from)
{
    ltn_cite *at = run->at;
    uint32_t kept = from, len = run->found;

    if (len == from)
        return from;
    qsort(at + from, len - from, sizeof *at, earlier);
    for (uint32_t i = from; i < len; i++) {
        if (at[i].rule->after && !may_bind(run, &at[i], kept))
            continue;
        if (kept == from || at[kept - 1].end <= at[i].start)
            at[kept++] = at[i];
        else if (beats(&at[i], &at[kept - 1]))
            at[kept - 1] = at[i];
    }
    return kept;
}

/* ---- contexts, short forms, templates ---- */

static const char *context_value(const ltn_cite_run *run, const ltn_cite *c,
                                 const ltn_cite_token *t)
{
    uint16_t what = t->context->number;
    uint32_t lo = 0, hi = run->seen_len;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (run->seen[mid].at < c->end)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t i = lo, n = 0; i-- > 0 && n < 64; n++) {
        if (run->seen[i].at + t->reach < c->start)
            break;
        if (run->seen[i].what == what)
            return t->context->rows[run->seen[i].row].value;
    }
    for (uint32_t i = lo; i < run->seen_len && i < lo + 8; i++)
        if (run->seen[i].at < c->end + CONTEXT_AFTER &&
            run->seen[i].what == what)
            return t->context->rows[run->seen[i].row].value;
    return "";
}

/* Finds what c shortens among the citations before place i; its tokens fill
 * those that c has not. */
static bool bind(ltn_cite_run *run, ltn_cite *c, uint32_t i)
{
    uint32_t steps = c->rule->scope == LTN_CITE_NEAR ? 1 : ANTECEDENTS;

    for (uint32_t n = 0; i-- > 0 && n < steps; n++) {
        const ltn_cite *a = &run->at[i];
        if (!shortens(c, a))
            continue;
        c->antecedent = i + 1;
        for (unsigned k = 0; k < c->rule->token_len; k++)
            if (!*c->values[k])
                c->values[k] = ltn_cite_get(a, c->rule->tokens[k].name);
        return true;
    }
    return false;
}

typedef struct answers {
    const ltn_cite_run *run;
    const ltn_cite *cite;
} answers;

/* The value called name: of c, or of what it shortens. */
static const char *value_of(const answers *a, const char *name, size_t len)
{
    if (len == 2 && memcmp(name, "id", 2) == 0 && a->cite->id)
        return a->cite->id;
    const ltn_cite_token *t = ltn_cite_token_find(a->cite->rule, name, len);
    if (t)
        return a->cite->values[t - a->cite->rule->tokens];
    if (!a->cite->antecedent)
        return NULL;
    const ltn_cite *c = &a->run->at[a->cite->antecedent - 1];
    if (len == 2 && memcmp(name, "id", 2) == 0)
        return c->id;
    t = ltn_cite_token_find(c->rule, name, len);
    return t ? c->values[t - c->rule->tokens] : NULL;
}

/* The same for name:table, the value's row in a table. */
static const char *answer(const void *from, const char *name, size_t len)
{
    const answers *a = from;
    const char *colon = memchr(name, ':', len), *value;

    if (!colon)
        return value_of(a, name, len);
    value = value_of(a, name, (size_t)(colon - name));
    for (ltn_cite_table *t = a->cite->rule->pack->tables; value && t;
         t = t->next)
        if (strlen(t->name) == (size_t)(name + len - colon - 1) &&
            memcmp(t->name, colon + 1, strlen(t->name)) == 0)
            return ltn_cite_lookup(a->run->cites, t, value, strlen(value));
    return NULL;
}

static const char *fill(ltn_cite_run *run, const ltn_cite *c,
                        const ltn_cite_list *templates, bool url)
{
    answers a = {run, c};

    for (; templates; templates = templates->next)
        if (ltn_cite_fill(templates->value.text, answer, &a, url,
                          &run->scratch) &&
            run->scratch.len > 0)
            return ltn_arena_strndup(&run->arena, run->scratch.data,
                                     run->scratch.len);
    return NULL;
}

static void fill_templates(ltn_cite_run *run, ltn_cite *c)
{
    c->id = fill(run, c, c->rule->ids, false);
    c->url = fill(run, c, c->rule->urls, true);
    c->cref = fill(run, c, c->rule->crefs, false);
    c->name = fill(run, c, c->rule->names, false);
}

/* What c says when it is read with the rule of its antecedent: the tokens that
 * c gives itself, those of the antecedent before the first of them, and none
 * of the ones behind. */
static void inherit(ltn_cite_run *run, ltn_cite *c)
{
    const ltn_cite *a = &run->at[c->antecedent - 1];
    ltn_cite as = {.rule = a->source ? a->source : a->rule};
    bool own = false, good = true;

    if (!room_for_tokens(run, &as))
        return;
    for (unsigned i = 0; i < as.rule->token_len; i++) {
        const char *name = as.rule->tokens[i].name;
        const ltn_cite_token *t =
            ltn_cite_token_find(c->rule, name, strlen(name));
        ltn_cite_span g =
            t ? c->spans[t - c->rule->tokens] : (ltn_cite_span){1, 0};
        own |= g.start < g.end;
        as.spans[i] = own ? g : a->said[i];
    }
    place_copies(&as);
    for (unsigned i = 0; i < as.rule->token_len; i++)
        good &= evaluate(run, &as, i);
    if (!good)
        return;
    as.antecedent = 0;
    fill_templates(run, &as);
    c->id = as.id;
    c->url = as.url;
    c->cref = as.cref;
    c->name = as.name;
    c->source = as.rule;
    c->said = as.spans;
}

/* Completes the citation at place i; false when it shortens nothing. */
static bool finish(ltn_cite_run *run, ltn_cite *c, uint32_t i)
{
    for (unsigned k = 0; k < c->rule->token_len; k++)
        if (!*c->values[k] && c->rule->tokens[k].context)
            c->values[k] = context_value(run, c, &c->rule->tokens[k]);
    if (c->rule->after && !bind(run, c, i))
        return false;
    c->said = c->spans;
    if (c->rule->inherit && c->antecedent)
        inherit(run, c);
    else
        fill_templates(run, c);
    return true;
}

/* ---- the run ---- */

void ltn_cite_run_init(ltn_cite_run *run, ltn_cites *c, const char *text,
                       size_t len)
{
    *run = (ltn_cite_run){.cites = c, .text = text, .len = len};
    ltn_cites_ready(c);
    run->tried =
        ltn_arena_alloc(&run->arena, (c->rule_len + 1) * sizeof *run->tried);
    run->ends =
        ltn_arena_alloc(&run->arena, (c->rule_len + 1) * sizeof *run->ends);
    run->failed = !c->ready || !run->tried || !run->ends;
}

void ltn_cite_scan(ltn_cite_run *run, uint32_t start, uint32_t end)
{
    uint32_t from = run->found;

    if (run->failed)
        return;
    run->units++;
    find(&(scan){run, start, end});
    uint32_t len = settle(run, from), kept = from;
    for (uint32_t i = from; i < len; i++)
        if (finish(run, &run->at[i], kept))
            run->at[kept++] = run->at[i];
    run->found = kept;
    run->failed |= run->arena.failed;
}

void ltn_cite_run_release(ltn_cite_run *run)
{
    ltn_arena_release(&run->arena);
    ltn_buf_release(&run->scratch);
    free(run->at);
    free(run->seen);
    *run = (ltn_cite_run){0};
}
