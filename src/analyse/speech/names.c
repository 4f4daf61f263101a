/* The speaker out of the words of a title. */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

enum { TOKENS = 40, NAME_TOKENS = 6 };

typedef struct token {
    const char *start, *end;
    uint32_t tags;
    bool capital;
    bool cut; /* a comma, a line end or a dash stands before it */
} token;

typedef struct tokens {
    token at[TOKENS];
    unsigned len;
} tokens;

static bool in_word(uint32_t c)
{
    return ltn_is_word(c) || c == '\'' || c == 0x2019 || c == '-';
}

/* The words up to one that ends the speaker's phrase ("at", "on"). */
static void cut_words(tokens *t, const ltn_words *w, const char *p,
                      const char *end)
{
    bool cut = false;

    while (p < end && t->len < TOKENS) {
        const char *q = p;
        uint32_t c = ltn_utf8_next(&q, end);
        if (!ltn_is_word(c)) {
            cut |= c == ',' || c == '\n' || c == ';' || c == ':' || c == '(' ||
                   c == '|' || c == 0x2013 || c == 0x2014;
            p = q;
            continue;
        }
        token *k = &t->at[t->len];
        *k = (token){.start = p, .capital = ltn_is_upper(c), .cut = cut};
        for (k->end = q; q < end && in_word(ltn_utf8_next(&q, end));)
            k->end = q;
        k->tags = ltn_words_find(w, k->start, (size_t)(k->end - k->start));
        bool office = t->len > 0 && (k->tags & LTN_NAME_OF) &&
                      (k[-1].tags & LTN_NAME_ROLE_WORD);
        if ((k->tags & LTN_NAME_TO) && !office && t->len > 0)
            return;
        p = k->end;
        cut = false;
        t->len++;
    }
}

static bool is_name(const token *k)
{
    return k->capital && !(k->tags & (LTN_NAME_ROLE_WORD | LTN_NAME_HONOR |
                                      LTN_NAME_OF | LTN_NAME_TO));
}

static ltn_range range_of(const token *first, const token *last)
{
    return (ltn_range){first->start, last->end};
}

/* The end of the segment that begins at i: up to the next cut. */
static unsigned segment_end(const tokens *t, unsigned i)
{
    for (i++; i < t->len && !t->at[i].cut; i++) {
    }
    return i;
}

/* Reads one segment: body role name, or name alone, or role of somewhere. */
static void read_segment(const tokens *t, unsigned i, unsigned end,
                         ltn_named *out)
{
    unsigned role = end, last = end;

    for (unsigned k = i; k < end; k++)
        if (t->at[k].tags & LTN_NAME_ROLE_WORD) {
            if (role == end)
                role = k;
            if (last == end || last + 1 == k)
                last = k;
        }
    while (i < end && i != role && !is_name(&t->at[i]))
        i++;
    if (role < end && last + 1 < end && !is_name(&t->at[last + 1])) {
        if (!out->role.start) /* President of the Republic */
            out->role = range_of(&t->at[role], &t->at[end - 1]);
        return;
    }
    if (role < end && !out->role.start)
        out->role = range_of(&t->at[role], &t->at[last]);
    if (role < end && i < role && !out->name.start)
        out->body = range_of(&t->at[i], &t->at[role - 1]);
    unsigned from = role < end ? last + 1 : i, to = from;
    while (to < end && to - from < NAME_TOKENS &&
           (is_name(&t->at[to]) || (to + 1 < end && !t->at[to].capital &&
                                    to > from && is_name(&t->at[to + 1]))))
        to++;
    if (to > from && !out->name.start)
        out->name = range_of(&t->at[from], &t->at[to - 1]);
}

ltn_named ltn_speech_named(const ltn_words *w, const char *p, const char *end)
{
    tokens t = {.len = 0};
    ltn_named out = {{0}, {0}, {0}};

    cut_words(&t, w, p, end);
    for (unsigned i = 0, next; i < t.len; i = next) {
        next = segment_end(&t, i);
        if (out.name.start && out.role.start)
            break;
        if (!(t.at[i].tags & LTN_NAME_OF) || t.at[i].tags & LTN_NAME_HONOR)
            read_segment(&t, i, next, &out);
    }
    return out;
}
