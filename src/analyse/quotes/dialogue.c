/* Speech that a dash opens, and what interrupts it.
 *
 * — Tiens, dit-il, le voici.      French: the verb before its subject
 * —Bien —dijo ella—. Vamos.       Spanish: dashes that touch the words
 * — Да, — сказал он. — Пойдём.    Russian: dashes after a comma or a stop
 * What a narrator puts in between is not speech: the speech is cut there, and
 * its parts are linked. French does the same within « ».
 */

#include "analyse/quotes/cues.h"
#include "analyse/quotes/quotes.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* Percent, as measured (docs/quotes.md): where a narrator breaks in is a guess
 * unless dashes tell it. */
enum {
    TURN = 92,
    CUT = 92,
    TURN_BY_COMMAS = 80,
    FIRST_BY_COMMAS = 81, /* what comes before a narrator */
    REST_BY_COMMAS = 62
};

typedef struct cutter {
    const char *text;
    const ltn_words *cues;
    ltn_qspans *out;
    bool inversion;          /* the language breaks in on speech in marks too */
    bool commas;             /* a comma interrupts: — Oui, dit-il */
    bool dashes;             /* a dash interrupts */
    bool turn;               /* what is cut was opened by a dash */
    const char *start, *end; /* of what is cut */
    const char *last;        /* end of the last part put out, or NULL */
    ltn_qspan like;          /* level, percent and rule of the parts */
} cutter;

static bool is_dash(uint32_t c)
{
    return c == 0x2014 || c == 0x2013 || c == 0x2015;
}

/* Punctuation after which an inserted clause may begin. */
static bool is_pause(uint32_t c)
{
    return c == ',' || c == '!' || c == '?' || c == 0x2026 || c == '.' ||
           c == ';' || c == ':' || c == 0xBB || c == 0x201D;
}

static bool ends_sentence(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static const char *skip_space(const char *p, const char *end)
{
    while (p < end) {
        const char *q = p;
        if (!ltn_is_space(ltn_utf8_next(&q, end)))
            break;
        p = q;
    }
    return p;
}

/* The character before p that is no white space, or 0; *p moves behind it. */
static uint32_t before(const char **p, const char *start)
{
    while (*p > start) {
        const char *q = *p;
        uint32_t c = ltn_utf8_prev(&q, start);
        if (!ltn_is_space(c))
            return c;
        *p = q;
    }
    return 0;
}

static uint32_t at(const char *p, const char *end)
{
    return p < end ? ltn_utf8_next(&p, end) : 0;
}

/* Bytes of the word at p: letters, no hyphen, no apostrophe. */
static size_t word(const char *p, const char *end)
{
    const char *q = p;

    while (q < end) {
        const char *r = q;
        if (!ltn_is_letter(ltn_utf8_next(&r, end)))
            break;
        q = r;
    }
    return (size_t)(q - p);
}

static uint32_t cue(const cutter *c, const char *p)
{
    return ltn_words_find(c->cues, p, word(p, c->end));
}

/* Puts out the part from p to q, without white space at its ends. */
static void put(cutter *c, const char *p, const char *q)
{
    ltn_qspan s = c->like;

    p = skip_space(p, q);
    before(&q, p);
    if (p >= q)
        return;
    s.start = (uint32_t)(p - c->text);
    s.end = (uint32_t)(q - c->text);
    s.open = c->like.open || q < c->end;
    s.again = c->last ? true : c->like.again;
    unsigned most = 98;
    if (c->last || s.again)
        most = c->commas ? REST_BY_COMMAS : CUT;
    else if (q < c->end)
        most = c->commas ? FIRST_BY_COMMAS : CUT;
    if (s.percent > most)
        s.percent = (uint8_t)most;
    c->last = q;
    ltn_quote_span(c->out, &s);
}

/* After the verb at p and its pronoun (-t-il) or the first word of its
 * subject; NULL when there is none. */
static const char *after_subject(const cutter *c, const char *p)
{
    p += word(p, c->end);
    if (p < c->end && *p == '-') {
        if (c->end - p > 3 && memcmp(p, "-t-", 3) == 0)
            p += 2;
        p++;
        return cue(c, p) & LTN_CUE_PERSON ? p + word(p, c->end) : NULL;
    }
    const char *subject = skip_space(p, c->end);
    if (subject == p || subject == c->end)
        return NULL;
    size_t n = word(subject, c->end);
    if (n == 0 || !(ltn_is_upper(at(subject, c->end)) ||
                    (cue(c, subject) & (LTN_CUE_ARTICLE | LTN_CUE_PERSON))))
        return NULL;
    return subject + n;
}

/* The verb of saying at p, or after a word that stands before it (lui dit, va
 * dir); NULL when there is none. */
static const char *verb_at(const cutter *c, const char *p)
{
    if (cue(c, p) & LTN_CUE_CLITIC) {
        p += word(p, c->end);
        if (p < c->end && (*p == '\'' || at(p, c->end) == 0x2019))
            ltn_utf8_next(&p, c->end);
        p = skip_space(p, c->end);
    }
    return cue(c, p) & LTN_CUE_SAID ? p : NULL;
}

/* "he called." and "hän sanoi hiljaa,": after the verb, where at most one more
 * word and then a stop follow the pronoun at p and its verb; else NULL. */
static const char *after_pronoun(const cutter *c, const char *p)
{
    if (!(cue(c, p) & LTN_CUE_PERSON))
        return NULL;
    const char *verb = skip_space(p + word(p, c->end), c->end);
    if (!(cue(c, verb) & LTN_CUE_SAID))
        return NULL;
    verb += word(verb, c->end);
    const char *next = skip_space(verb, c->end);
    if (next > verb)
        next = skip_space(next + word(next, c->end), c->end);
    return next == c->end || is_pause(at(next, c->end)) ? verb : NULL;
}

/* Where speech goes on after an inserted clause whose subject ends at p; the
 * end when it does not. */
static const char *after_clause(const cutter *c, const char *p)
{
    while (p < c->end) {
        uint32_t ch = ltn_utf8_next(&p, c->end);
        if (!is_pause(ch))
            continue;
        const char *next = skip_space(p, c->end);
        if (is_dash(at(next, c->end)))
            next = skip_space(next + 3, c->end); /* a dash has three bytes */
        uint32_t tags = cue(c, next);
        if (ch == '.' && next == p)
            continue; /* an abbreviation, an ellipsis */
        if (ends_sentence(ch))
            return tags & LTN_CUE_STORY ? c->end : next;
        if (ch != ',' || !(tags & LTN_CUE_ADJUNCT))
            return next;
    }
    return c->end;
}

/* If an inserted clause begins with the word at p, after the character pause:
 * where speech goes on. */
static const char *inserted(const cutter *c, const char *p, uint32_t pause)
{
    const char *verb = verb_at(c, p);
    const char *subject = verb ? after_subject(c, verb) : NULL;
    bool paused = is_pause(pause);

    if (!subject && paused && c->turn)
        subject = after_pronoun(c, p);
    if (!subject && verb && c->turn && ends_sentence(pause) && pause != '.')
        subject = verb + word(verb, c->end); /* "Miksi? kysyi mies." */
    if (!subject)
        return NULL;
    bool hyphen = verb && verb[word(verb, c->end)] == '-';
    return paused || hyphen ? after_clause(c, subject) : NULL;
}

/* Whether the dash from p to q, while somebody speaks, opens an inserted
 * clause; within marks it has to have a verb of saying. */
static bool interrupts(const cutter *c, const char *p, const char *q)
{
    const char *left = p, *right = skip_space(q, c->end);
    uint32_t l = before(&left, c->start), r = at(right, c->end);

    if (!ltn_is_letter(r) || ltn_is_upper(r) || left == p)
        return false;
    if (is_pause(l) && (c->turn || (cue(c, right) & LTN_CUE_QUOTE)))
        return true;
    return (c->turn || is_pause(l)) && verb_at(c, right);
}

/* Whether the dash from p to q ends an inserted clause; *on: where speech
 * goes on. */
static bool resumes(const cutter *c, const char *p, const char *q,
                    const char **on)
{
    const char *left = p;
    uint32_t l = before(&left, c->start);

    *on = q;
    while (*on < c->end && strchr(".,;:", **on))
        (*on)++;
    return is_pause(l) || *on > q;
}

/* Cuts what lies between start and end. */
static void cut(cutter *c)
{
    const char *from = c->start, *p = c->start;
    bool speech = true, fresh = false;
    uint32_t pause = 0; /* the last character that is no space */

    c->last = NULL;
    while (p < c->end) {
        const char *q = p, *on;
        uint32_t ch = ltn_utf8_next(&q, c->end);
        if (c->dashes && is_dash(ch) && p > c->start) {
            if (speech && interrupts(c, p, q)) {
                put(c, from, p);
                speech = false;
            } else if (!speech && resumes(c, p, q, &on)) {
                speech = true;
                from = q = on;
            }
        } else if (speech && fresh && c->commas && ltn_is_letter(ch) &&
                   (on = inserted(c, p, pause))) {
            put(c, from, p);
            from = q = on;
        }
        if (!ltn_is_space(ch))
            pause = ch;
        fresh = ltn_is_space(ch);
        p = q;
    }
    if (speech)
        put(c, from, c->end);
}

/* Whether a dash interrupts what is cut. */
static bool has_interruption(const cutter *c)
{
    for (const char *p = c->start + 1; p < c->end; p++) {
        p = memchr(p, 0xE2, (size_t)(c->end - p)); /* of dashes, first byte */
        if (!p)
            return false;
        const char *q = p;
        if (is_dash(ltn_utf8_next(&q, c->end)) && interrupts(c, p, q))
            return true;
    }
    return false;
}

/* Speech that the dash of r opens. */
static void put_turn(cutter *c, const ltn_qrun *r)
{
    c->start = c->text + r->start;
    c->end = c->text + r->end;
    c->dashes = c->turn = true;
    c->commas = c->inversion || !has_interruption(c);
    c->like = (ltn_qspan){.level = 1,
                          .percent = c->inversion ? TURN_BY_COMMAS : TURN,
                          .rule = "quote.dash"};
    cut(c);
}

/* A quotation in marks: « Oui, dit-il » and «Да, — сказал он». */
static void put_marked(cutter *c, const ltn_qspan *s)
{
    c->start = c->text + s->start;
    c->end = c->text + s->end;
    c->turn = false;
    c->dashes = s->level == 1 && has_interruption(c);
    c->commas = c->inversion && s->level == 1;
    if (!c->dashes && !c->commas) {
        ltn_quote_span(c->out, s);
        return;
    }
    c->like = *s;
    cut(c);
}

void ltn_quote_dialogue(const char *text, const ltn_qscan *scan,
                        const ltn_convention *conv, const ltn_words *cues,
                        const ltn_qspans *in, ltn_qspans *out)
{
    cutter c = {.text = text, .cues = cues, .out = out};
    size_t i = 0;

    c.inversion = ltn_cues_trait(cues, LTN_CUE_INVERSION);
    for (size_t r = 0; r < scan->runs; r++) {
        const ltn_qrun *run = &scan->run[r];
        size_t from = i;
        bool turn = conv->dashes && run->dash && run->kind != LTN_HEADING;
        while (i < in->len && in->at[i].start < run->end) {
            if (in->at[i].level == 1 && in->at[i].start == run->speech)
                turn = false;
            i++;
        }
        if (turn)
            put_turn(&c, run);
        for (size_t k = from; k < i; k++) {
            ltn_qspan s = in->at[k];
            s.level = (uint8_t)(s.level + turn);
            put_marked(&c, &s);
        }
    }
}
