/* Where quotation marks stand, and between what. */

#include "analyse/quotes/quotes.h"

#include "util/ascii.h"
#include "util/bytes8.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { EARLY = 1 << 18 };               /* bytes */
enum { FRONT = 1, BACK = 2, WORD = 4 }; /* tags of elisions.words */

/* Costs of a mark's being an apostrophe, a prime or a misprint. */
enum {
    SURELY = 3,
    POSSESSIVE = 5,
    FLOATING = 5,
    PRIME = 12,
    MAYBE = 14, /* ’round, or a quotation that begins with that word */
    TRAILING = 22,
    UNLIKELY = 25,
    HARDLY = 60
};

typedef struct scanner {
    ltn_qscan *out;
    const char *text;
    const ltn_quote_table *table;
    const ltn_quote_style *only;
    const ltn_words *elisions;
    const char *start, *end; /* of the run */
    bool last_twice;         /* the last mark that may open stands twice */
    bool lead[256];          /* first bytes of marks in this text */
    bool doubled[128];       /* of ` ' < > , counts when it stands twice */
} scanner;

/* No-break spaces that belong to the mark beside them. */
static bool is_glue(uint32_t c)
{
    return c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x200A;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

static ltn_edge edge_of_ascii(unsigned char c)
{
    if ((unsigned)(c | 0x20) - 'a' < 26u || c == '|') /* | is OCR for I */
        return LTN_EDGE_LETTER;
    if ((unsigned)c - '0' < 10)
        return LTN_EDGE_DIGIT;
    if (c == ' ' || (unsigned)c - '\t' < 5)
        return LTN_EDGE_SPACE;
    if (memchr("([{", c, 3))
        return LTN_EDGE_OPEN;
    if (memchr(",;:!?)]}%", c, 9))
        return LTN_EDGE_STOP;
    if (c == '.')
        return LTN_EDGE_DOTS;
    if (c == '-')
        return LTN_EDGE_DASH;
    if (c == '$')
        return LTN_EDGE_DIGIT;
    return LTN_EDGE_OTHER;
}

static ltn_edge edge_of(const scanner *s, uint32_t c)
{
    if (ltn_quote_glyph(s->table, c, false) >= 0)
        return LTN_EDGE_MARK;
    if (c < 0x80)
        return edge_of_ascii((unsigned char)c);
    if (ltn_is_letter(c))
        return ltn_columns(c) > 1 ? LTN_EDGE_WIDE : LTN_EDGE_LETTER;
    if (ltn_is_space(c))
        return LTN_EDGE_SPACE;
    if (is_dash(c))
        return LTN_EDGE_DASH;
    if (c == 0x2026)
        return LTN_EDGE_DOTS;
    if (c == 0xBF || c == 0xA1) /* inverted marks begin a sentence */
        return LTN_EDGE_OPEN;
    if (ltn_is_digit(c) || c == 0xA3 || c == 0x20AC)
        return LTN_EDGE_DIGIT;
    return ltn_is_punct(c) ? LTN_EDGE_STOP : LTN_EDGE_OTHER;
}

/* Marks of emphasis in plain text are looked through: _"So"_ */
static bool is_see_through(uint32_t c)
{
    return is_glue(c) || c == '_' || c == '*' || c == 0x2060;
}

static ltn_edge edge_before(const scanner *s, const char *p)
{
    for (int i = 0; p > s->start && i < 4; i++) {
        uint32_t c = ltn_utf8_prev(&p, s->start);
        if (!is_see_through(c))
            return edge_of(s, c);
    }
    return p > s->start ? LTN_EDGE_OTHER : LTN_EDGE_END;
}

static ltn_edge edge_after(const scanner *s, const char *p)
{
    for (int i = 0; p < s->end && i < 4; i++) {
        uint32_t c = ltn_utf8_next(&p, s->end);
        if (!is_see_through(c))
            return edge_of(s, c);
    }
    return p < s->end ? LTN_EDGE_OTHER : LTN_EDGE_END;
}

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (unsigned)c - '0' < 10 ||
           (unsigned)(c | 0x20) - 'a' < 26u;
}

/* Of the block of U+2000 to U+203F: the second ’ of ’n’. */
static bool is_punctuation(const char *p, const char *end)
{
    return p + 1 < end && (unsigned char)p[0] == 0xE2 &&
           (unsigned char)p[1] == 0x80;
}

/* Bytes of the word that begins at p, and of the one that ends there. */
static size_t word_after(const scanner *s, const char *p)
{
    size_t n = 0;

    while (p + n < s->end && n < LTN_WORD_BYTES &&
           is_word_byte((unsigned char)p[n]) && !is_punctuation(p + n, s->end))
        n++;
    return n;
}

static size_t word_before(const scanner *s, const char *p)
{
    size_t n = 0;

    while (p - n > s->start && n < LTN_WORD_BYTES &&
           is_word_byte((unsigned char)p[-1 - (ptrdiff_t)n]))
        n++;
    return n;
}

/* ’90s, '97: two digits, then an s or no letter. */
static bool is_year(const char *p, size_t len)
{
    if (len < 2 || !ltn_ascii_digit(p[0]) || !ltn_ascii_digit(p[1]))
        return false;
    return len == 2 || (len == 3 && p[2] == 's');
}

/* Of a mark before the word at p; first: of its paragraph. */
static uint8_t plain_front(const scanner *s, uint32_t c, const char *p,
                           bool first)
{
    size_t len = word_after(s, p);

    if (is_year(p, len))
        return c == 0x2018 ? 10 : SURELY;
    uint8_t none = c == 0x2019 ? 14 : c == '\'' ? 30 : 45;
    uint32_t tags = ltn_words_find(s->elisions, p, len);
    if (!(tags & FRONT))
        return none;
    if ((tags & WORD) && (first || (unsigned char)*p < 'a'))
        return none;
    if (tags & WORD)
        return c == 0x2019 ? SURELY : c == 0x2018 ? none - MAYBE : MAYBE;
    return c == 0x2018 ? 14 : SURELY;
}

static uint8_t plain_back(const scanner *s, const char *p)
{
    size_t len = word_before(s, p);

    if (ltn_words_find(s->elisions, p - len, len) & BACK)
        return SURELY;
    if (len > 1 &&
        (p[-1] == 's' || p[-1] == 'S' || p[-1] == 'z' || p[-1] == 'x'))
        return POSSESSIVE;
    if (len > 3 && p[-1] == 'n' && p[-2] == 'i') /* goin' */
        return POSSESSIVE + 3;
    return TRAILING;
}

/* Touches a word on both sides, or a sign on its left: a misread ordinal. */
static bool is_stuck(const ltn_qmark *m)
{
    bool word = m->right == LTN_EDGE_LETTER || m->right == LTN_EDGE_DIGIT;

    return (m->left == LTN_EDGE_LETTER && word) || m->left == LTN_EDGE_OTHER;
}

/* The cost of m's being no quotation mark. */
static uint8_t plain_cost(const scanner *s, const ltn_qmark *m)
{
    const ltn_glyph *g = &s->table->glyph[m->glyph];
    const char *p = s->text + m->at;

    if (m->left <= LTN_EDGE_SPACE && m->right <= LTN_EDGE_SPACE)
        return g->apostrophe ? FLOATING : HARDLY / 2;
    if (m->left == LTN_EDGE_DIGIT &&
        (g->apostrophe || g->c == '"' || g->c == 0x201D || g->c == 0x2033))
        return PRIME;
    if (!g->apostrophe)
        return is_stuck(m) ? TRAILING : HARDLY;
    if (m->left == LTN_EDGE_LETTER && m->right == LTN_EDGE_OPEN)
        return SURELY; /* f'(x) */
    if (m->left == LTN_EDGE_LETTER)
        return g->c == 0x2018 || g->c == '`' ? HARDLY : plain_back(s, p);
    if (m->right == LTN_EDGE_LETTER || m->right == LTN_EDGE_DIGIT)
        return plain_front(s, g->c, p + m->len, m->left == LTN_EDGE_END);
    return HARDLY;
}

/* Digits, of which a mark is a sign, end before p. */
static bool after_digit(const scanner *s, const char *p)
{
    return p > s->start && ltn_ascii_digit(p[-1]);
}

/* Whether digits and their sign follow at p: the inches of 6' 2". */
static bool has_measure(const scanner *s, const char *p)
{
    while (p < s->end && *p == ' ')
        p++;
    const char *digits = p;
    while (p < s->end && ltn_ascii_digit(*p))
        p++;
    if (p == digits || p == s->end)
        return false;
    uint32_t c = ltn_utf8_next(&p, s->end);
    return c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0x2032 ||
           c == 0x2033;
}

/* Whether feet stand before the inches that end at p. */
static bool follows_measure(const scanner *s, const char *p)
{
    while (after_digit(s, p))
        p--;
    while (p > s->start && p[-1] == ' ')
        p--;
    if (p == s->start)
        return false;
    uint32_t c = ltn_utf8_prev(&p, s->start);
    return (c == '\'' || c == 0x2019 || c == 0x2032) && after_digit(s, p);
}

/* What it costs that a mark which is surely something else is one: '90s. */
static uint8_t quote_cost(const scanner *s, const ltn_qmark *m)
{
    const char *p = s->text + m->at, *after = p + m->len;

    if (m->right == LTN_EDGE_DIGIT && s->table->glyph[m->glyph].apostrophe) {
        size_t len = word_after(s, after);
        return len == 3 && is_year(after, len) ? UNLIKELY : 0;
    }
    if (m->left != LTN_EDGE_DIGIT || !after_digit(s, p))
        return 0;
    if (follows_measure(s, p))
        return UNLIKELY;
    bool feet = s->table->glyph[m->glyph].apostrophe;
    return feet && has_measure(s, after) ? UNLIKELY : 0;
}

/* Room for one more of size bytes, or NULL. */
static void *grown(void *at, size_t len, size_t *cap, size_t size)
{
    if (len < *cap)
        return at;
    size_t more = *cap ? *cap * 2 : 256;
    void *bigger = realloc(at, more * size);
    if (bigger)
        *cap = more;
    return bigger;
}

static void add_mark(ltn_qscan *o, const ltn_qmark *m)
{
    void *bigger = grown(o->mark, o->marks, &o->mark_cap, sizeof *m);

    if (!bigger) {
        o->failed = true;
        return;
    }
    o->mark = bigger;
    o->mark[o->marks++] = *m;
    o->run[o->runs - 1].marks++;
}

static bool in_style(const ltn_quote_style *s, int glyph)
{
    return !s || s->glyph[0] == glyph || s->glyph[1] == glyph ||
           s->glyph[2] == glyph || s->glyph[3] == glyph;
}

/* Whether the mark c at p stands for two. Of three in a row after a word the
 * first one, or the first two, close what was opened last: `Stop.''' */
static bool is_twice(const scanner *s, uint32_t c, const char *p)
{
    if (c >= 0x80 || !s->doubled[c] || s->end - p < 2 || p[1] != p[0])
        return false;
    bool three =
        s->end - p > 2 && p[2] == p[0] && (s->end - p == 3 || p[3] != p[0]);
    return !three || s->last_twice || edge_before(s, p) <= LTN_EDGE_OPEN;
}

/* Looks at the character c, which lies from p to q; returns where to go on. */
static const char *look(scanner *s, uint32_t c, const char *p, const char *q)
{
    bool twice = is_twice(s, c, p);
    int glyph = ltn_quote_glyph(s->table, c, twice);

    if (glyph < 0)
        return q;
    q += twice;
    ltn_qmark m = {
        .at = (uint32_t)(p - s->text),
        .len = (uint8_t)(q - p),
        .glyph = (uint8_t)glyph,
        .left = (uint8_t)edge_before(s, p),
        .right = (uint8_t)edge_after(s, q),
    };
    bool inner = (m.left == LTN_EDGE_LETTER || m.left == LTN_EDGE_DIGIT) &&
                 (m.right == LTN_EDGE_LETTER || m.right == LTN_EDGE_DIGIT);
    if (inner && !twice && s->table->glyph[glyph].apostrophe)
        return q; /* don't, O’Brien, 6'2 */
    if (!in_style(s->only, glyph))
        return q;
    m.plain = plain_cost(s, &m);
    m.quote = quote_cost(s, &m);
    if (m.left <= LTN_EDGE_OPEN || m.left == LTN_EDGE_MARK)
        s->last_twice = twice;
    add_mark(s->out, &m);
    return q;
}

/* Whether one of eight bytes may begin a mark. */
static bool has_lead(const scanner *s, const char *p)
{
    uint64_t x = ltn_load8(p);
    uint64_t any = (x & LTN_HIGH8) | ltn_any8(x, '"') | ltn_any8(x, '\'') |
                   ltn_any8(x, '`');

    if (s->doubled[','])
        any |= ltn_any8(x, ',');
    if (s->doubled['<'])
        any |= ltn_any8(x, '<') | ltn_any8(x, '>');
    return any != 0;
}

/* Looks at the byte at p, which may begin a mark; returns where to go on. */
static const char *look_at(scanner *s, const char *p)
{
    if (*p == '\'' && p > s->start && p + 1 < s->end &&
        ltn_ascii_letter(p[-1]) && ltn_ascii_letter(p[1]))
        return p + 1;
    const char *q = p;
    uint32_t c = ltn_utf8_next(&q, s->end);
    return look(s, c, p, q);
}

/* The marks between two places of the current run. */
static void scan_text(scanner *s, const char *p, const char *end)
{
    while (p < end) {
        const char *stop = end - p > 8 ? p + 8 : end;
        if (stop < end && !has_lead(s, p)) {
            p = stop;
            continue;
        }
        while (p < stop)
            p = s->lead[(unsigned char)*p] ? look_at(s, p) : p + 1;
    }
}

/* The first character at or after p that is no white space, or the end. */
static const char *skip_space(const char *p, const char *end)
{
    while (p < end) {
        const char *q = p;
        if (!ltn_is_space(ltn_utf8_next(&q, end)))
            return p;
        p = q;
    }
    return end;
}

/* Notes a dash at the beginning of the run. */
static void find_dash(const scanner *s, ltn_qrun *r)
{
    const char *p = s->start, *q = p;

    if (p == s->end)
        return;
    uint32_t c = ltn_utf8_next(&q, s->end);
    if (!is_dash(c))
        return;
    if (c == '-' && q < s->end && *q == '-')
        q++;
    r->dash = (uint8_t)(q - p);
    r->speech = (uint32_t)(skip_space(q, s->end) - s->text);
}

static void start_run(scanner *s, const ltn_node *n, const ltn_node *before)
{
    ltn_qscan *o = s->out;
    void *bigger = grown(o->run, o->runs, &o->run_cap, sizeof *o->run);

    if (!bigger) {
        o->failed = true;
        return;
    }
    o->run = bigger;
    s->end = s->text + n->end;
    s->start = skip_space(s->text + n->start, s->end);
    while (s->end > s->start &&
           edge_of_ascii((unsigned char)s->end[-1]) == LTN_EDGE_SPACE)
        s->end--;
    ltn_qrun r = {
        .start = (uint32_t)(s->start - s->text),
        .end = (uint32_t)(s->end - s->text),
        .mark = (uint32_t)o->marks,
        .kind = n->kind,
        .joined = n->kind == LTN_LINE && before && before->kind == LTN_LINE &&
                  before->parent == n->parent,
    };
    bool bullet = n->parent && n->parent->kind == LTN_ITEM;
    if (!bullet) /* its dash is a label, not speech */
        find_dash(s, &r);
    o->run[o->runs++] = r;
}

/* What is read as words in order: not tables, page furniture, labels. */
static bool is_prose(const ltn_node *n)
{
    return n->kind != LTN_FURNITURE && n->kind != LTN_PREFORMATTED &&
           n->kind != LTN_SPEAKER;
}

static void walk(scanner *s, const ltn_doc *doc)
{
    const ltn_node *in = NULL, *before = NULL;

    for (ltn_iter it = ltn_iter_at(doc->root);
         !s->out->failed && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event == LTN_ENTER && !is_prose(n)) {
            ltn_iter_skip(&it);
        } else if (it.event == LTN_ENTER &&
                   ltn_kinds[n->kind].group == LTN_BLOCKS && !in) {
            start_run(s, n, before);
            in = n;
        } else if (it.event == LTN_LEAF && n->kind == LTN_TEXT) {
            if (!in)
                start_run(s, in = n->parent, before);
            if (!s->out->failed)
                scan_text(s, s->text + n->start, s->text + n->end);
        } else if (it.event == LTN_LEAVE && n == in) {
            before = in;
            in = NULL;
        }
    }
}

/* The next place at or after p where c stands twice, or NULL. */
static const char *find_twice(const char *p, const char *end, char c)
{
    while (p < end && (p = memchr(p, c, (size_t)(end - p)))) {
        if (p + 1 < end && p[1] == c)
            return p;
        p++;
    }
    return NULL;
}

/* Whether ' opens often where it stands twice: ''like so''. */
static bool doubles_apostrophes(const char *p, const char *end)
{
    const char *start = p;
    size_t twice = 0, once = 0;

    if (!find_twice(p, end, '\''))
        return false;
    while (p < end && (p = memchr(p, '\'', (size_t)(end - p)))) {
        bool opens =
            p == start || edge_of_ascii((unsigned char)p[-1]) <= LTN_EDGE_OPEN;
        bool two = p + 1 < end && p[1] == '\'';
        p += 1 + two;
        opens &= p < end && ltn_ascii_letter(*p);
        twice += opens && two;
        once += opens && !two;
    }
    return twice * 4 > once;
}

/* Which marks of one character count as another one when they stand twice; a
 * text that doubles its marks does so early. */
static void find_doubled(scanner *s, const ltn_doc *doc)
{
    const char *p = doc->text.data, *end = p;

    memcpy(s->lead, s->table->lead, sizeof s->lead);
    if (!p)
        return;
    end += doc->text.len < EARLY ? doc->text.len : EARLY;
    s->lead['<'] = s->lead['>'] = s->doubled['<'] = s->doubled['>'] =
        find_twice(p, end, '<') != NULL;
    s->doubled[','] = s->lead[','] = find_twice(p, end, ',') != NULL;
    s->doubled['`'] = find_twice(p, end, '`') != NULL;
    s->doubled['\''] = s->doubled['`'] ||
                       (s->doubled[','] && find_twice(p, end, '\'')) ||
                       doubles_apostrophes(p, end);
}

void ltn_quote_scan(ltn_qscan *out, const ltn_doc *doc,
                    const ltn_quote_table *t, const ltn_quote_style *only,
                    const ltn_words *words)
{
    scanner s = {
        .out = out,
        .text = doc->text.data,
        .table = t,
        .only = only,
        .elisions = words,
    };

    find_doubled(&s, doc);
    walk(&s, doc);
}

void ltn_quote_scan_release(ltn_qscan *s)
{
    free(s->mark);
    free(s->run);
    *s = (ltn_qscan){0};
}
