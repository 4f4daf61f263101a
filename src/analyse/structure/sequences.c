/* Headings that only their company shows: numbers that count, lines that come
 * again and again between paragraphs. */

#include "analyse/structure/headings.h"

#include "util/unicode.h"
#include "util/utf8.h"

enum {
    LINE = 100,     /* bytes of a numbered line */
    BARE = 72,      /* of a line without a number */
    BARE_WORDS = 9, /* of it */
    MOST = 999      /* the highest number */
};

typedef struct sequence {
    const ltn_block_list *list;
    const char *text;
    ltn_headline *out;
} sequence;

/* A short line that does not end as a sentence does. */
static bool is_line(const sequence *s, size_t i, size_t bytes)
{
    const ltn_block *b = &s->list->at[i];

    return b->kind == LTN_PARAGRAPH && ltn_block_bytes(b) <= bytes &&
           ltn_block_bytes(b) > 2 &&
           !(b->flags & (LTN_ENDS_STOP | LTN_ENDS_OPEN | LTN_OPENS_LOWER |
                         LTN_OPENS_QUOTE | LTN_HAS_LINK));
}

/* The number before a title, "2 Methods", or 0. */
static unsigned number_of(const sequence *s, size_t i)
{
    const ltn_block *b = &s->list->at[i];
    const char *p = s->text + b->start, *end = s->text + b->end;
    unsigned n = 0;

    if (!is_line(s, i, LINE) || !(b->flags & LTN_HAS_DIGIT))
        return 0;
    while (p < end && *p >= '0' && *p <= '9' && n <= MOST)
        n = n * 10 + (unsigned)(*p++ - '0');
    if (p < end && (*p == '.' || *p == ')'))
        p++;
    if (n == 0 || n > MOST || p >= end || (*p != ' ' && *p != '\t'))
        return 0;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    return p < end && ltn_is_upper(ltn_utf8_next(&p, end)) ? n : 0;
}

/* The first block after i that is not furniture. */
static size_t next_of(const sequence *s, size_t i)
{
    for (i++; i < s->list->len && s->list->at[i].kind == LTN_FURNITURE; i++) {
    }
    return i;
}

static bool is_prose(const sequence *s, size_t i)
{
    return i < s->list->len && !s->out[i].rule &&
           s->list->at[i].kind == LTN_PARAGRAPH &&
           (s->list->at[i].flags & (LTN_ENDS_STOP | LTN_ENDS_INTRO));
}

static void mark_number(sequence *s, size_t i)
{
    if (!s->out[i].rule)
        s->out[i] = (ltn_headline){.rule = "heading.counts",
                                   .rank = LTN_RANK_DECIMAL,
                                   .cls = LTN_DIV_SECTION,
                                   .percent = 78};
}

/* Lines with numbers that rise by one, with text after each of them. */
static void find_numbers(sequence *s)
{
    size_t last = s->list->len;
    unsigned n = 0;

    for (size_t i = 0; i < s->list->len; i++) {
        unsigned number = number_of(s, i);
        if (number == 0)
            continue;
        bool text = is_prose(s, next_of(s, i));
        if (n > 0 && number == n + 1 && text && i > last + 1) {
            mark_number(s, last);
            mark_number(s, i);
        }
        bool starts = text && (number == 1 || (s->out[i].rule && n == 0));
        n = text && (number == n + 1 || starts) ? number : n;
        if (n == number)
            last = i;
    }
}

/* A line of a few words between two paragraphs of text. */
static bool is_bare(const sequence *s, size_t i, size_t before)
{
    size_t next = next_of(s, i);
    const ltn_block *b = &s->list->at[i];

    if (s->out[i].rule || !is_line(s, i, BARE) || (b->flags & LTN_HAS_DIGIT) ||
        next >= s->list->len || before >= s->list->len)
        return false;
    const ltn_block *a = &s->list->at[before], *c = &s->list->at[next];
    if (!(s->out[before].rule ||
          (ltn_block_is_running(a) && (a->flags & LTN_ENDS_STOP))) ||
        !ltn_block_is_running(c) || (c->flags & LTN_OPENS_LOWER))
        return false;
    b = ltn_block_count(s->list, i, s->text);
    return b->words >= 2 && b->words <= BARE_WORDS && b->capital > 0;
}

/* Marks bare lines, or with mark == false counts them. */
static size_t bare_lines(sequence *s, bool mark)
{
    size_t before = s->list->len, n = 0;

    for (size_t i = 0; i < s->list->len; i++) {
        if (s->list->at[i].kind == LTN_FURNITURE)
            continue;
        if (is_bare(s, i, before)) {
            n++;
            if (mark)
                s->out[i] = (ltn_headline){.rule = "heading.bare-line",
                                           .rank = LTN_RANK_BARE,
                                           .cls = LTN_DIV_SECTION,
                                           .percent = 70};
        }
        before = i;
    }
    return n;
}

void ltn_headings_sequences(const ltn_block_list *list, const char *text,
                            ltn_headline *out)
{
    sequence s = {.list = list, .text = text, .out = out};
    size_t bare = 0;

    find_numbers(&s);
    for (size_t i = 0; i < list->len; i++)
        bare += out[i].rule && out[i].rank == LTN_RANK_BARE;
    if (bare + bare_lines(&s, false) >= 2)
        bare_lines(&s, true);
}
