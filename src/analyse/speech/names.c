/* The speaker out of the words of a title. */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { TOKENS = 48, NAME_TOKENS = 6, TAIL_BYTES = 40 };

typedef struct token {
    const char *start, *end;
    uint32_t tags;
    bool capital, initial;
    bool cut; /* a comma, a line end or a dash stands before it */
} token;

typedef struct tokens {
    const char *lang;
    token at[TOKENS];
    unsigned len;
} tokens;

static bool in_word(uint32_t c)
{
    return ltn_is_word(c) || c == '\'' || c == 0x2019 || c == '-' ||
           c == 0x2011;
}

/* The tags of what a longer word ends with: "Bundesaußenministerin" has those
 * of "-ministerin". */
static uint32_t tags_of_tail(const ltn_words *w, const char *p, const char *end)
{
    char key[TAIL_BYTES + 1];

    while (p < end && end - p > TAIL_BYTES)
        ltn_utf8_next(&p, end);
    for (uint32_t tags; end - p > 5;) {
        ltn_utf8_next(&p, end);
        size_t n = 0;
        key[n++] = '-';
        for (const char *q = p; q < end && n <= TAIL_BYTES; q++)
            key[n++] = *q;
        tags = ltn_words_find(w, key, n);
        if (tags)
            return tags;
    }
    return 0;
}

/* The tags of a word, of its last part, or of what it ends with: "M.",
 * "Ministre-présidente". */
uint32_t ltn_speech_tags(const ltn_words *w, const char *p, const char *end)
{
    uint32_t tags = ltn_words_find(w, p, (size_t)(end - p));

    if (tags || end - p < 8)
        return tags;
    for (const char *q = p; q < end; q++)
        if (*q == '-') {
            tags = ltn_words_find(w, p, (size_t)(q - p));
            return tags & LTN_NAME_ROLE_WORD;
        }
    return tags_of_tail(w, p, end);
}

/* "H.E.", "S. A. S.": the letters of an honorific are words of their own. */
static bool is_short_honor(const char *p, const char *end)
{
    static const char *const honors[] = {
        "H.E", "S.E", "S.A.S", "S.A.R", "H.M", "S.M", "H.R.H", "S.S", "I.K.H"};
    size_t len = (size_t)(end - p);

    for (size_t i = 0; i < sizeof honors / sizeof *honors; i++) {
        size_t k = 0;
        while (k < len && honors[i][k] && honors[i][k] == p[k])
            k++;
        if (!honors[i][k] && (k == len || p[k] == '.' || p[k] == ' '))
            return true;
    }
    return false;
}

static bool is_cut(uint32_t c)
{
    return c == ',' || c == '\n' || c == ';' || c == ':' || c == '(' ||
           c == '|' || c == 0x2013 || c == 0x2014 || c == 0x60C;
}

/* "AFFAIRES / ETRANGERES", "of / Cabo Verde": the line was too short. */
static bool goes_on_line(const token *a, const token *b)
{
    return (a->tags & (LTN_NAME_OF | LTN_NAME_PORTFOLIO)) &&
           ((b->tags & LTN_NAME_PORTFOLIO) ||
            (a->tags & (LTN_NAME_OF | LTN_NAME_ARTICLE))) &&
           !(b->tags & (LTN_NAME_HONOR | LTN_NAME_TO));
}

static void cut_words(tokens *t, const ltn_words *w, const char *p,
                      const char *end)
{
    bool cut = false, line = false; /* line: only a line end cuts */

    while (p < end && t->len < TOKENS) {
        const char *q = p;
        uint32_t c = ltn_utf8_next(&q, end);
        if (!ltn_is_word(c)) {
            line = c == '\n' ? !cut : line && !is_cut(c);
            cut |= is_cut(c);
            p = q;
            continue;
        }
        token *k = &t->at[t->len++];
        *k = (token){.start = p, .capital = ltn_is_upper(c), .cut = cut};
        k->initial = k->capital && q < end && *q == '.';
        bool honor = k->initial && is_short_honor(p, end);
        for (k->end = q; q < end; k->end = q) {
            c = ltn_utf8_next(&q, end);
            if (!in_word(c) && !(honor && c == '.'))
                break;
        }
        k->tags = honor ? LTN_NAME_HONOR : ltn_speech_tags(w, k->start, k->end);
        k->initial = k->initial && !honor;
        if (k->cut && line && t->len > 1 && goes_on_line(k - 1, k))
            k->cut = false;
        p = k->end;
        cut = false;
    }
}

static bool is_name(const token *k)
{
    return (k->initial && !(k->tags & LTN_NAME_HONOR)) ||
           (k->capital &&
            !(k->tags & (LTN_NAME_ROLE_WORD | LTN_NAME_HONOR | LTN_NAME_OF |
                         LTN_NAME_TO | LTN_NAME_BY | LTN_NAME_PORTFOLIO)));
}

static bool is_role(const token *k)
{
    return (k->tags & LTN_NAME_ROLE_WORD) != 0;
}

static ltn_range range_of(const token *first, const token *last)
{
    return (ltn_range){first->start, last->end};
}

static bool is_word(const token *k, const char *s)
{
    size_t n = strlen(s);

    return (size_t)(k->end - k->start) == n && memcmp(k->start, s, n) == 0;
}

/* Whether a language (BCP 47) is among "en fr nl"; one that is not known is. */
static bool is_among(const char *langs, const char *lang)
{
    size_t len = strcspn(lang, "-");

    for (; *lang && *langs; langs += strspn(langs, " ")) {
        size_t n = strcspn(langs, " ");
        if (n == len && memcmp(langs, lang, n) == 0)
            return true;
        langs += n;
    }
    return !*lang;
}

/* "President von der Leyen", "minister de Boer": where the word is no "of" of
 * the language it begins a name. */
static bool is_particle(const tokens *t, unsigned i, unsigned end)
{
    static const struct {
        const char *word, *langs;
    } of[] = {
        {"von", "en fr nl de"}, {"van", "en fr nl de"}, {"de", "en nl de"},
        {"da", "en fr de"},     {"di", "en fr de"},     {"du", "en de"},
        {"ter", "en nl de"},    {"zu", "en"},           {"bin", "en fr de"},
        {"al", "en fr de"},     {"el", "en fr de"},     {"der", "en"},
    };
    unsigned k = i + 1;

    while (k < end && k < i + 2 && !t->at[k].capital)
        k++;
    if (k == end || !is_name(&t->at[k]))
        return false;
    for (size_t n = 0; n < sizeof of / sizeof *of; n++)
        if (is_word(&t->at[i], of[n].word))
            return is_among(of[n].langs, t->lang);
    return false;
}

/* "Representative of Lakeland to the United Nations": the office goes on. */
static bool is_accredited(const tokens *t, unsigned i)
{
    bool envoy = false;

    for (unsigned k = 0; k < i; k++)
        envoy |= (t->at[k].tags & LTN_NAME_ENVOY) != 0;
    for (unsigned k = i + 1; envoy && k < i + 3 && k < t->len; k++)
        if (t->at[k].tags & LTN_NAME_PORTFOLIO)
            return true;
    return false;
}

/* Ends the words at one that ends the speaker's phrase: "at", "on". */
static void end_phrase(tokens *t)
{
    if (t->len > 0 && (t->at[0].tags & LTN_NAME_TO) &&
        !(t->at[0].tags & (LTN_NAME_OF | LTN_NAME_BY)))
        t->len = 0;
    for (unsigned i = 1; i < t->len; i++) {
        const token *k = &t->at[i];
        bool office =
            (k->tags & LTN_NAME_OF) &&
            (t->at[i - 1].tags & (LTN_NAME_ROLE_WORD | LTN_NAME_PORTFOLIO));
        bool joined = (k->tags & LTN_NAME_OF) && i + 1 < t->len &&
                      (k[1].tags & LTN_NAME_PORTFOLIO) &&
                      !(k[1].tags & LTN_NAME_ROLE_WORD);
        if (!(k->tags & LTN_NAME_TO) || k->initial || office || joined ||
            is_particle(t, i, t->len))
            continue;
        if (!is_accredited(t, i)) {
            t->len = i;
            return;
        }
        t->at[i].tags = LTN_NAME_OF;
    }
}

/* The end of the segment that begins at i: up to the next cut. */
static unsigned segment_end(const tokens *t, unsigned i)
{
    for (i++; i < t->len && !t->at[i].cut; i++) {
    }
    return i;
}

/* A name from i on, at most up to end: capitals, initials, small words between
 * them ("von", "de la"). */
static unsigned name_end(const tokens *t, unsigned i, unsigned end)
{
    unsigned last = i;

    for (unsigned k = i; k < end && k < i + NAME_TOKENS; k++) {
        if (is_name(&t->at[k]))
            last = k + 1;
        else if ((k > i && !(t->at[k].tags & LTN_NAME_PARTICLE) &&
                  t->at[k].tags) ||
                 (t->at[k].capital && k > i) || k > last + 1 ||
                 is_role(&t->at[k]))
            break;
    }
    return last;
}

/* "Presidente Constitucional de la República": an adjective of the office. */
static bool is_qualified(const tokens *t, unsigned i, unsigned end)
{
    unsigned k = i + 1;

    if (k >= end || !(t->at[k].tags & LTN_NAME_OF) || t->at[k].capital)
        return false;
    while (k < end && (t->at[k].tags & LTN_NAME_OF) && !t->at[k].capital)
        k++;
    return k < end && (t->at[k].tags & LTN_NAME_PORTFOLIO);
}

/* Where the office that begins at i ends. */
static unsigned office_end(const tokens *t, unsigned i, unsigned end)
{
    unsigned last = i + 1;
    bool of = false, article = false, portfolio = false, country = false;

    for (unsigned k = i + 1; k < end; k++) {
        const token *w = &t->at[k];
        if (w->initial || is_particle(t, k, end) ||
            ((w->tags & LTN_NAME_HONOR) && !(w->tags & LTN_NAME_OF)))
            break;
        if (w->tags & (LTN_NAME_ROLE_WORD | LTN_NAME_PORTFOLIO)) {
            portfolio = (w->tags & LTN_NAME_PORTFOLIO) != 0;
            of = country = false;
            last = k + 1;
        } else if (w->tags & (LTN_NAME_OF | LTN_NAME_BY)) {
            article = (w->tags & LTN_NAME_ARTICLE) != 0;
            of = true;
        } else if (of || country) { /* of Lakeland */
            if (!w->capital && !of)
                break;
            /* "of the Nation Ann Lee": an article, one word, a name */
            bool one = of && article && k + 2 < end && end - k <= 5 &&
                       is_name(&t->at[k + 1]) && is_name(&t->at[k + 2]);
            country = w->capital && !one;
            of = false;
            portfolio = false;
            last = k + 1;
        } else if (w->capital && is_qualified(t, k, end)) {
            last = k + 1;
        } else if (w->capital || !portfolio) {
            break;
        }
    }
    return last;
}

/* Reads one segment: body role name, or name alone, or role of somewhere. */
static void read_segment(const tokens *t, unsigned i, unsigned end,
                         ltn_named *out)
{
    unsigned role = i;

    while (role < end && !is_role(&t->at[role]))
        role++;
    unsigned from = i;
    while (from < end && from != role && !is_name(&t->at[from]) &&
           !(from > i && t->at[from].capital &&
             (t->at[from - 1].tags & LTN_NAME_HONOR) &&
             !(t->at[from].tags & LTN_NAME_HONOR)))
        from++; /* Mr. De la Cruz */
    unsigned to = name_end(t, from, role);
    if (role == end) {
        if (to > from && !out->name.start)
            out->name = range_of(&t->at[from], &t->at[to - 1]);
        return;
    }
    unsigned last = office_end(t, role, end);
    while (role > i && (t->at[role - 1].tags & LTN_NAME_PORTFOLIO) &&
           t->at[role - 1].capital && !(t->at[role - 1].tags & LTN_NAME_HONOR))
        role--; /* External Affairs Minister */
    to = to > role ? role : to;
    if (to > from && !out->name.start)
        out->body = range_of(&t->at[from], &t->at[to - 1]);
    if (!out->role.start)
        out->role = range_of(&t->at[role], &t->at[last - 1]);
    while (last < end &&
           ((t->at[last].tags & LTN_NAME_HONOR) ||
            ((t->at[last].tags & LTN_NAME_ARTICLE) && last + 1 < end &&
             (t->at[last + 1].tags & LTN_NAME_HONOR)))) /* the Hon */
        last++;
    bool titled = last > role && (t->at[last - 1].tags & LTN_NAME_HONOR);
    bool particle = last < end &&
                    (is_particle(t, last, end) ||
                     (titled && t->at[last].capital && !is_role(&t->at[last])));
    to = name_end(t, last, end);
    if (to > last && (particle || is_name(&t->at[last])) && !out->name.start)
        out->name = range_of(&t->at[last], &t->at[to - 1]);
}

/* "OF THE REPUBLIC" on a line of its own goes on the office before it. */
static bool goes_on(const tokens *t, unsigned i, const ltn_named *out)
{
    return i > 0 && out->role.start && out->role.end == t->at[i - 1].end &&
           (t->at[i].tags & LTN_NAME_OF) && *out->role.end == '\n';
}

ltn_named ltn_speech_named(const ltn_words *w, const char *lang, const char *p,
                           const char *end)
{
    tokens t = {.lang = lang};
    ltn_named out = {{0}, {0}, {0}};

    cut_words(&t, w, p, end);
    end_phrase(&t);
    for (unsigned i = 0, next; i < t.len; i = next) {
        next = segment_end(&t, i);
        if (goes_on(&t, i, &out))
            out.role.end = t.at[next - 1].end;
        else if (!out.name.start || !out.role.start)
            read_segment(&t, i, next, &out);
    }
    return out;
}
