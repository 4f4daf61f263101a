/* The label of a turn: "Mr. SMITH (France):", "M. Dupont. –", "Q", "Operator".
 */

#include "analyse/speech/labels.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    LABEL = 110, /* bytes of a label with its brackets */
    WORDS = 8,   /* of a label without its brackets */
    LINE = 80    /* bytes of a label on a line of its own */
};

/* What a label is made of. */
typedef struct shape {
    unsigned words, capitals, loud, initials;
    bool role, honor, label, asks, small;
    ltn_range surname; /* the last word that may be one */
} shape;

static void add_word(const ltn_lexicon *l, shape *s, const char *w,
                     const char *end)
{
    const char *p = w;
    uint32_t first = ltn_utf8_next(&p, end);
    bool upper = !ltn_is_lower(first), loud = upper;
    bool one = p == end;
    uint32_t tags = ltn_speech_tags(&l->names, w, end);

    while (p < end)
        loud &= !ltn_is_lower(ltn_utf8_next(&p, end));
    s->words++;
    s->capitals += upper;
    s->loud += loud;
    s->initials += one && upper;
    s->role |= (tags & LTN_NAME_ROLE_WORD) != 0;
    s->honor |= (tags & LTN_NAME_HONOR) && upper;
    s->label |= (tags & LTN_NAME_LABEL) != 0;
    s->asks |= (tags & LTN_NAME_ASK) != 0;
    s->small |= !upper && !(tags & (LTN_NAME_OF | LTN_NAME_HONOR | LTN_NAME_TO |
                                    LTN_NAME_ROLE_WORD | LTN_NAME_PORTFOLIO |
                                    LTN_NAME_BY | LTN_NAME_LABEL));
    bool name = upper && !one &&
                !(tags & (LTN_NAME_OF | LTN_NAME_HONOR | LTN_NAME_ROLE_WORD |
                          LTN_NAME_PORTFOLIO | LTN_NAME_LABEL | LTN_NAME_TO));
    if (name)
        s->surname = (ltn_range){w, end};
}

/* The words from p to end, up to the first comma after a name. */
static shape shape_of(const ltn_lexicon *l, const char *p, const char *end)
{
    shape s = {.words = 0};
    bool comma = false;

    while (p < end) {
        const char *q = p, *from = p;
        uint32_t c = ltn_utf8_next(&q, end);
        comma |= c == ',';
        if (!ltn_is_letter(c)) {
            p = q;
            continue;
        }
        while (q < end) {
            const char *r = q;
            c = ltn_utf8_next(&r, end);
            if (!ltn_is_letter(c) && c != '-' && c != '\'' && c != 0x2019)
                break;
            q = r;
        }
        shape before = s;
        add_word(l, &s, from, q);
        if (comma && before.surname.start) { /* Martin, ministre de l'eau */
            s.surname = before.surname;
            s.small = before.small;
        }
        p = q;
    }
    return s;
}

static const char *skip_blank(const char *p, const char *end)
{
    while (p < end && ((unsigned char)*p <= ' ' ||
                       (end - p > 1 && memcmp(p, "\xC2\xA0", 2) == 0)))
        p += *p == '\xC2' ? 2 : 1;
    return p;
}

/* Bytes of a dash at p, or 0. */
static size_t dash(const char *p, const char *end)
{
    if (p < end && *p == '-')
        return 1;
    return end - p > 2 && (memcmp(p, "–", 3) == 0 || memcmp(p, "—", 3) == 0)
               ? 3
               : 0;
}

/* Where the brackets that open at p close, or NULL. */
static const char *brackets_end(const char *p, const char *end)
{
    char close = *p == '(' ? ')' : ']';
    const char *q = memchr(p, close, (size_t)(end - p));

    return q ? q + 1 : NULL;
}

/* Q and A with a stop, or with two spaces: how interviews are typed. */
static ltn_label question(const char *p, const char *end)
{
    ltn_label b = {.all = {p, p + 1}, .sure = true, .anybody = true};

    if (end - p < 4 || (*p != 'Q' && *p != 'A'))
        return b;
    bool sign = (p[1] == '.' || p[1] == ':') && (p[2] == ' ' || p[2] == '\n');
    bool gap = *p == 'Q' &&
               (p[1] == '\t' ||
                (p[1] == ' ' && (p[2] == ' ' || ltn_is_upper(0x7F & p[2]))));
    b.asks = *p == 'Q';
    b.name = b.all;
    b.sign = sign  ? (p[1] == ':' ? LTN_LABEL_COLON : LTN_LABEL_STOP)
             : gap ? LTN_LABEL_SPACE
                   : LTN_LABEL_NONE;
    b.text = skip_blank(p + 1 + sign, end);
    return b;
}

/* A number in Roman letters, an initial: "II", "A". */
static bool is_number(const char *p, const char *end)
{
    while (p < end && strchr("IVXLCDM", *p))
        p++;
    return p == end;
}

/* Characters at which a label may end, or cannot go on. */
static bool is_sign(unsigned char c)
{
    return c < 64 ? (1ull << c) & (1ull << '\n' | 1ull << '!' | 1ull << '"' |
                                   1ull << '(' | 1ull << '-' | 1ull << '.' |
                                   1ull << ':' | 1ull << ';' | 1ull << '?')
                  : c == '[' || c == 0xE2 || c == 0xEF;
}

static bool is_wide_colon(const char *p, const char *end)
{
    return end - p > 2 && *p == '\xEF' && memcmp(p, "：", 3) == 0;
}

/* Whether there is a small letter near: else all is in capitals. */
static bool has_small(const char *p, const char *end)
{
    for (const char *stop = end - p > 24 ? p + 24 : end; p < stop;)
        if (ltn_is_lower(ltn_utf8_next(&p, end)))
            return true;
    return false;
}

/* The sign that a stop at q is: "M. Dupont. – Oui", "THE MAYOR. Yes". */
static ltn_label_sign sign_at_stop(const ltn_lexicon *l, const char *p,
                                   const char *q, const char *limit,
                                   const char **text)
{
    if (q + 2 >= limit || q[1] != ' ')
        return LTN_LABEL_NONE;
    size_t d = dash(q + 2, limit);
    *text = q + (d ? 2 + d : 1);
    if (d)
        return LTN_LABEL_DASH;
    if (q - p <= 2 || ltn_is_lower(0x7F & q[-1]) || !has_small(q + 2, limit))
        return LTN_LABEL_NONE;
    shape s = shape_of(l, p, q);
    return s.loud == s.words && s.words > 0 && !is_number(p, q)
               ? LTN_LABEL_STOP
               : LTN_LABEL_NONE;
}

/* Looks for the sign that ends a label; brackets before it are left out of
 * the name. */
static ltn_label find_sign(const ltn_lexicon *l, const char *p, const char *end)
{
    ltn_label b = {.sign = LTN_LABEL_NONE};
    const char *limit = end - p > LABEL ? p + LABEL : end, *q = p;
    const char *name_end = NULL;

    for (; q < limit; q++) {
        if (!is_sign((unsigned char)*q))
            continue;
        if (*q == '(' || *q == '[') {
            const char *stop = brackets_end(q, limit);
            if (!stop)
                return b;
            if (!name_end) {
                b.affiliation = (ltn_range){q + 1, stop - 1};
                name_end = q;
            }
            q = stop - 1;
        } else if (*q == '.') {
            b.sign = sign_at_stop(l, p, q, limit, &b.text);
        } else if (*q == ':' || is_wide_colon(q, limit)) {
            b.sign = LTN_LABEL_COLON;
            b.text = q + (*q == ':' ? 1 : 3);
        } else if (dash(q, limit)) {
            bool apart = q > p && q[-1] == ' ';
            b.sign = apart ? LTN_LABEL_DASH : LTN_LABEL_NONE;
            b.text = q + dash(q, limit);
            q -= apart;
        } else if (!(0x80 & *q)) {
            return b; /* a sentence ends, or the line */
        }
        if (b.sign)
            break;
    }
    if (!b.sign)
        return b;
    b.all = (ltn_range){p, q};
    b.name = (ltn_range){p, name_end ? name_end : q};
    while (b.name.end > p && strchr(" .", b.name.end[-1]))
        b.name.end--;
    return b;
}

/* What is in brackets: "Northport", "Ms. Jane Lee", "spoke in Russian". */
static void read_brackets(const ltn_lexicon *l, ltn_label *b, shape *s)
{
    ltn_range in = b->affiliation;
    const char *p = in.start;

    if (!in.start)
        return;
    if (in.end - in.start < 2 || ltn_is_lower(ltn_utf8_next(&p, in.end))) {
        b->affiliation = (ltn_range){NULL, NULL};
        return;
    }
    shape inside = shape_of(l, in.start, in.end);
    if (inside.honor && inside.surname.start && !s->surname.start) {
        s->surname = inside.surname;
        b->affiliation = (ltn_range){NULL, NULL};
    }
}

/* A line of nothing but a label. */
static ltn_label on_a_line(const ltn_lexicon *l, const char *p, const char *end)
{
    ltn_label b = {.sign = LTN_LABEL_NONE};
    const char *q = p;

    while (end > p && ((unsigned char)end[-1] <= ' ' || end[-1] == ':'))
        end--;
    if (end - p < 2 || end - p > LINE || strchr(".!?,;", end[-1]) ||
        memchr(p, '\n', (size_t)(end - p)))
        return b;
    while (q < end && *q != ',' && !(*q == ' ' && dash(q + 1, end)))
        q++;
    shape s = shape_of(l, p, q), rest = shape_of(l, q, end);
    bool named = q < end && s.words >= 2 && s.words <= 4 &&
                 s.capitals == s.words && s.surname.start &&
                 (rest.role || rest.label);
    bool lone = q == end && s.words <= 2 && s.label;
    bool titled =
        q == end && s.honor && s.surname.start && !s.small && s.words <= 5;
    if (!named && !lone && !titled)
        return b;
    b = (ltn_label){.sign = LTN_LABEL_LINE,
                    .all = {p, end},
                    .name = {p, q},
                    .surname = s.surname,
                    .text = end,
                    .sure = true,
                    .asks = s.asks,
                    .anybody = s.label && !s.surname.start};
    return b;
}

/* "Dear colleagues:" is no name. */
static bool is_address(const ltn_lexicon *l, const ltn_label *b, const shape *s)
{
    if (b->sign != LTN_LABEL_COLON || s->loud == s->words || s->surname.start ||
        s->label)
        return false;
    ltn_phrase f = ltn_phrases_find(l->speech, b->name.start,
                                    (size_t)(b->name.end - b->name.start));
    return f.whole && f.cls == LTN_SPEECH_SALUTATION;
}

ltn_label ltn_speech_label(const ltn_lexicon *l, const char *p, const char *end)
{
    const char *first = p;

    uint32_t c = p < end ? ltn_utf8_next(&first, end) : 0;
    if (!ltn_is_letter(c) || ltn_is_lower(c))
        return (ltn_label){.sign = LTN_LABEL_NONE};
    ltn_label b = question(p, end);
    if (b.sign)
        return b;
    b = on_a_line(l, p, end);
    if (b.sign)
        return b;
    b = find_sign(l, p, end);
    if (!b.sign)
        return b;
    const char *text = skip_blank(b.text, end);
    if (text == end)
        return (ltn_label){.sign = LTN_LABEL_NONE};
    if (text == b.text && b.sign != LTN_LABEL_COLON)
        return (ltn_label){.sign = LTN_LABEL_NONE};
    if (text == b.text && !(0x80 & *text))
        return (ltn_label){.sign = LTN_LABEL_NONE}; /* 12:30, http: */
    b.text = text;
    shape s = shape_of(l, b.name.start, b.name.end);
    if (s.words == 0 || s.words > WORDS || s.small || s.capitals == 0 ||
        is_address(l, &b, &s))
        return (ltn_label){.sign = LTN_LABEL_NONE};
    read_brackets(l, &b, &s);
    bool loud = s.loud == s.words && b.name.end - p > 3 &&
                (b.sign != LTN_LABEL_STOP || s.words > 1 || s.honor || s.role);
    bool initials = s.initials > 0 && s.words == s.initials + 1;
    b.surname = s.surname;
    b.asks = s.asks && !s.surname.start;
    b.anybody = s.label && !s.surname.start;
    b.sure = s.role || s.honor || s.label || loud || initials;
    if (!b.sure && (s.words > 4 || s.capitals < s.words))
        b.sign = LTN_LABEL_NONE;
    return b;
}

bool ltn_speech_same_text(ltn_range a, ltn_range b)
{
    while (a.start < a.end && b.start < b.end)
        if (ltn_lower(ltn_utf8_next(&a.start, a.end)) !=
            ltn_lower(ltn_utf8_next(&b.start, b.end)))
            return false;
    return a.start == a.end && b.start == b.end;
}

/* "The President" and "PRESIDENT" are one. */
static ltn_range without_article(ltn_range r)
{
    const char *blank = memchr(r.start, ' ', (size_t)(r.end - r.start));

    if (blank && blank - r.start <= 3 && (*r.start | 0x20) != 'm')
        r.start = blank + 1;
    return r;
}

bool ltn_speech_same_speaker(const ltn_label *a, const ltn_label *b)
{
    if (a->surname.start && b->surname.start)
        return ltn_speech_same_text(a->surname, b->surname);
    return ltn_speech_same_text(without_article(a->name),
                                without_article(b->name));
}
