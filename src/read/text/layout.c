#include "read/text/layout.h"

#include "model/kind.h"
#include "read/text/shapes.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 512 }; /* wider lines count as this wide */

/* What all pairs of lines with text tell; by the blank lines between them. */
typedef struct tally {
    size_t lines, pairs[3], sure[3], full[3];
    size_t lower, upper, hyphens;
    uint32_t widths[COLUMNS + 1]; /* of lines that surely go on */
    uint32_t all[COLUMNS + 1];
    uint32_t margins[COLUMNS + 1]; /* indents of lines that go on */
    uint32_t indents[COLUMNS + 1]; /* of all lines */
} tally;

size_t ltn_layout_next(const ltn_lines *l, size_t i)
{
    do
        i++;
    while (i < l->len && ltn_line_blank(&l->at[i]));
    return i;
}

static unsigned clamp(unsigned n)
{
    return n < COLUMNS ? n : COLUMNS;
}

static unsigned reach(const ltn_line *line)
{
    return (unsigned)line->indent + line->width;
}

static bool is_sure(const ltn_line *a, const ltn_line *b)
{
    return !(a->flags & (LTN_ENDS_SENTENCE | LTN_ENDS_COLON)) &&
           (b->flags & LTN_BEGINS_LOWER);
}

/* The column under which `percent` of the counted lie. */
static unsigned percentile(const uint32_t *count, unsigned percent)
{
    size_t total = 0, sum = 0;
    unsigned i = 0;

    for (unsigned k = 0; k <= COLUMNS; k++)
        total += count[k];
    for (; i < COLUMNS; i++) {
        sum += count[i];
        if (sum * 100 >= total * percent && sum > 0)
            break;
    }
    return i;
}

static void tally_pair(tally *t, const ltn_line *a, const ltn_line *b,
                       size_t blanks)
{
    size_t k = blanks < 2 ? blanks : 2;

    t->pairs[k]++;
    t->lower += (b->flags & LTN_BEGINS_LOWER) != 0;
    t->upper += (b->flags & LTN_BEGINS_UPPER) != 0;
    t->hyphens +=
        k < 2 && (a->flags & LTN_ENDS_HYPHEN) && (b->flags & LTN_BEGINS_LOWER);
    if (is_sure(a, b) && k < 2) {
        t->sure[k]++;
        t->widths[clamp(reach(a))]++;
        t->margins[clamp(b->indent)]++;
    }
}

static void tally_lines(tally *t, const ltn_lines *l)
{
    size_t next;

    for (size_t i = ltn_layout_next(l, (size_t)-1); i < l->len; i = next) {
        next = ltn_layout_next(l, i);
        t->lines++;
        t->all[clamp(reach(&l->at[i]))]++;
        t->indents[clamp(l->at[i].indent)]++;
        if (next < l->len)
            tally_pair(t, &l->at[i], &l->at[next], next - i - 1);
    }
}

/* Scripts without case: a line goes on when the next word had no room. */
static void tally_full(tally *t, const ltn_lines *l)
{
    unsigned high = percentile(t->all, 90);
    size_t next;

    for (size_t i = ltn_layout_next(l, (size_t)-1); i < l->len; i = next) {
        next = ltn_layout_next(l, i);
        size_t blanks = next - i - 1;
        if (next == l->len || blanks > 1)
            continue;
        const ltn_line *a = &l->at[i], *b = &l->at[next];
        if (reach(a) + 1 + ltn_line_word(l, b) + 2 <= high ||
            (a->flags & LTN_ENDS_COLON))
            continue;
        t->full[blanks]++;
        t->widths[clamp(reach(a))]++;
        t->margins[clamp(b->indent)]++;
    }
}

/* Lines that are indented after a line that ended a sentence. */
static size_t count_indents(const ltn_lines *l, const ltn_layout *y)
{
    size_t n = 0, most = y->doubled ? 1 : 0, next;

    for (size_t i = ltn_layout_next(l, (size_t)-1); i < l->len; i = next) {
        next = ltn_layout_next(l, i);
        if (next == l->len || next - i - 1 > most)
            continue;
        const ltn_line *a = &l->at[i], *b = &l->at[next];
        n += b->indent > y->base + 1 && b->indent < y->base + 13 &&
             a->indent <= b->indent && (a->flags & LTN_ENDS_SENTENCE);
    }
    return n;
}

/* Whether the script has capitals, so that their lack tells something. */
static bool has_case(const ltn_lines *l)
{
    const char *s = l->text, *end = s + (l->size < 4096 ? l->size : 4096);

    while (s < end)
        if (ltn_is_lower(ltn_utf8_next(&s, l->text + l->size)))
            return true;
    return false;
}

/* Whether lines that are indented are few, and none is the first of a
 * paragraph that goes on at the margin. */
static bool sets_off(const ltn_layout *y, const tally *t, const ltn_lines *l)
{
    size_t deep = 0, firsts = 0;

    for (unsigned k = y->base + 2; k <= COLUMNS; k++)
        deep += t->indents[k];
    if (deep == 0 || deep * 10 > t->lines * 4 || y->doubled || y->indented)
        return false;
    for (size_t i = 0; i + 1 < l->len; i++)
        firsts +=
            l->at[i].indent > y->base + 1 && l->at[i].indent < y->base + 13 &&
            !ltn_line_blank(&l->at[i]) && !ltn_line_blank(&l->at[i + 1]) &&
            l->at[i + 1].indent <= y->base &&
            (i == 0 || ltn_line_blank(&l->at[i - 1]));
    return firsts < 2;
}

static void find_wrapping(ltn_layout *y, tally *t, const ltn_lines *l)
{
    size_t *goes_on = t->sure;

    if (t->lower * 50 < t->upper && t->upper > 8 && !has_case(l)) {
        tally_full(t, l);
        goes_on = t->full;
    }
    y->wrapped = goes_on[0] > 0 && goes_on[0] * 3 >= t->pairs[0];
    if (goes_on[1] * 3 >= t->pairs[1] && goes_on[1] > 2 &&
        t->pairs[0] * 4 < t->pairs[1]) {
        y->wrapped = y->doubled = true;
    }
    y->sure = goes_on[y->doubled];
    y->spaced = t->pairs[0] * 2 < t->pairs[1] + t->pairs[2];
}

ltn_layout ltn_layout_find(const ltn_lines *l)
{
    ltn_layout y = {0};
    tally t = {0};

    tally_lines(&t, l);
    y.lines = t.lines;
    find_wrapping(&y, &t, l);
    if (!y.wrapped) {
        y.base = percentile(t.indents, 50);
        y.sets_off = y.spaced && sets_off(&y, &t, l);
        return y;
    }
    y.low = percentile(t.widths, 5);
    y.high = percentile(t.widths, 95);
    y.base = percentile(t.margins, 50);
    y.hyphenated = t.hyphens > 0 && (t.hyphens * 33 > t.lines || t.lines < 20);
    size_t indents = count_indents(l, &y);
    y.indented = indents > 1 && indents * 50 >= t.lines;
    y.sets_off = sets_off(&y, &t, l);
    return y;
}

void ltn_layout_name(const ltn_layout *y, char out[120])
{
    if (!y->wrapped) {
        snprintf(out, 120, "one line per paragraph%s",
                 y->spaced ? ", blank lines between" : "");
        return;
    }
    snprintf(out, 120, "lines wrapped at %u columns%s%s%s", y->high,
             y->doubled ? ", double-spaced" : "",
             y->indented ? ", first lines indented" : "",
             y->hyphenated ? ", words divided" : "");
}

/* ---- roles ---- */

/* Whether the line stands in the middle between margins of the text. A whole
 * sentence that does is an indented paragraph. */
static bool is_centred(const ltn_layout *y, const ltn_lines *l,
                       const ltn_line *line)
{
    unsigned right = reach(line), width = y->wrapped ? y->high : 72;

    if (line->indent < y->base + 6 || right >= width ||
        memchr(l->text + line->start, '\t', line->first - line->start))
        return false;
    if ((line->flags & LTN_ENDS_SENTENCE) && ltn_shape_has_small(l, line) &&
        line->width > 30)
        return false;
    int lean = (int)(line->indent - y->base) - (int)(width - right);
    return lean * lean <= 36 || (!y->wrapped && line->indent >= 16);
}

/* Blank lines before line i, up to two. */
static size_t blanks_before(const ltn_lines *l, size_t i)
{
    size_t n = 0;

    while (n < 2 && i > n && ltn_line_blank(&l->at[i - n - 1]))
        n++;
    return i > n ? n : 2;
}

typedef struct walk {
    const ltn_layout *y;
    ltn_lines *l;
    size_t last;     /* the last line with text before i, no furniture; or -1 */
    size_t first;    /* the first line of the paragraph `last` is in */
    bool paged;      /* furniture stood between last and i */
    bool verse;      /* the run before was */
    unsigned number; /* of the last chapter whose heading is its number */
} walk;

enum { NO_LINE = -1 };

/* Whether line a is clearly too short to have been broken before b. */
static bool is_short(const walk *w, const ltn_line *a, const ltn_line *b)
{
    unsigned slack = w->y->high / 10, high = w->y->high;
    unsigned with_next = reach(a) + 1 + ltn_line_word(w->l, b);

    return (reach(a) + slack < w->y->low && with_next + slack / 2 < high) ||
           (reach(a) + slack / 2 < w->y->low && with_next + 2 * slack < high);
}

/* b is not indented as a is. */
static bool margin_breaks(const walk *w, const ltn_line *a, const ltn_line *b)
{
    bool first = w->last == w->first;

    if (w->y->indented)
        return b->indent > w->y->base + 1 &&
               (b->indent > a->indent || !first || a->indent == b->indent);
    if (b->indent > a->indent + 2u)
        return (a->flags & LTN_ENDS_SENTENCE) || is_short(w, a, b) || !first;
    return b->indent + 2u < a->indent && !first;
}

/* Whether line i goes on in the paragraph of the line before it. */
static bool joins(const walk *w, size_t i)
{
    const ltn_line *b = &w->l->at[i];

    if (!w->y->wrapped || w->last == (size_t)NO_LINE)
        return false;
    const ltn_line *a = &w->l->at[w->last];
    size_t most = w->y->doubled ? 1 : 0, blanks = 0;
    for (size_t k = w->last + 1; k < i && !w->paged; k++)
        blanks += ltn_line_blank(&w->l->at[k]);
    if (blanks > most || w->paged) {
        if (b->indent > w->y->base + 1 || is_short(w, a, b))
            return false;
        if (w->paged && !(a->flags & (LTN_ENDS_SENTENCE | LTN_ENDS_COLON)))
            return true;
        return (blanks == most + 1 || w->paged) && is_sure(a, b);
    }
    if (margin_breaks(w, a, b))
        return false;
    if (is_short(w, a, b))
        return is_sure(a, b) && !w->y->doubled;
    return true;
}

/* Lines i to the result have no blank line between them. */
static size_t run_end(const ltn_lines *l, size_t i)
{
    while (i < l->len && l->at[i].role == LTN_LINE_OPENS)
        i++;
    return i;
}

/* Whether none of the lines from i to end was broken for want of room. */
static bool are_short(const walk *w, size_t i, size_t end)
{
    unsigned high = w->y->wrapped ? w->y->high : 72, most = 0;

    for (size_t k = i; k < end; k++) {
        const ltn_line *a = &w->l->at[k];
        most = reach(a) > most ? reach(a) : most;
        if (k + 1 < end &&
            reach(a) + 1 + ltn_line_word(w->l, a + 1) + high / 12 > high)
            return false;
    }
    return most < high;
}

/* Whether another run of short lines follows: the next stanza. */
static bool has_next_stanza(const walk *w, size_t end)
{
    size_t next = ltn_layout_next(w->l, end - 1), stop = run_end(w->l, next);
    size_t width = 0, stops = 0, commas = 0;

    for (size_t k = next; k < stop; k++) {
        width += w->l->at[k].width;
        stops += (w->l->at[k].flags & LTN_ENDS_SENTENCE) != 0;
        commas += w->l->text[w->l->at[k].last - 1] == ',';
    }
    return stop - next >= 4 && commas < stop - next &&
           are_short(w, next, stop) && stops < stop - next &&
           width >= 22 * (stop - next) && width <= 60 * (stop - next);
}

/* How many of the lines end without final punctuation, begin a sentence, and
 * how wide they are together. Lines at the head of a text may be addresses. */
static bool looks_like_verse(const walk *w, size_t i, size_t end)
{
    size_t n = end - i, indented = 0, width = 0;

    for (size_t k = i; k < end; k++) {
        indented += w->l->at[k].indent > w->y->base + 1;
        width += w->l->at[k].width;
    }
    if (width < 12 * n || width > 60 * n)
        return false;
    if (w->y->indented || indented < n)
        return n >= 4 && indented == 0 && width >= 22 * n &&
               (i > 12 || w->verse || has_next_stanza(w, end));
    return n >= 2;
}

static void mark_lines(walk *w, size_t i, size_t end, ltn_line_role first,
                       ltn_line_role others)
{
    for (size_t k = i; k < end; k++)
        w->l->at[k].role = (uint8_t)(k == i ? first : others);
    w->first = i;
    w->last = end - 1;
    w->paged = false;
}

static bool is_table(const walk *w, size_t i, size_t end)
{
    size_t n = 0;

    if (!ltn_shape_columns(w->l, &w->l->at[i]) &&
        !ltn_shape_columns(w->l, &w->l->at[i + 1]))
        return false;
    for (size_t k = i; k < end; k++)
        n += ltn_shape_columns(w->l, &w->l->at[k]);
    return n * 10 >= (end - i) * 7;
}

/* A heading of several lines, each of them in the middle. */
static bool are_centred(const walk *w, size_t i, size_t end)
{
    size_t n = 0;

    for (size_t k = i; k < end && end - i <= 5; k++)
        n += is_centred(w->y, w->l, &w->l->at[k]);
    return n == end - i && !(w->l->at[i].flags & LTN_BEGINS_LOWER);
}

/* A whole run that is not running text; false when it is. */
static bool assign_run(walk *w, size_t i, size_t end)
{
    ltn_line *line = &w->l->at[i];

    if (end - i >= 2 && is_table(w, i, end)) {
        mark_lines(w, i, end, LTN_LINE_TABLE, LTN_LINE_TABLE);
        return true;
    }
    if (are_centred(w, i, end)) {
        line->cls = ' ';
        mark_lines(w, i, end, LTN_LINE_TITLE, LTN_LINE_BREAKS);
        return true;
    }
    if (end - i < 2 || end - i > 200 || w->y->doubled || !are_short(w, i, end))
        return false;
    bool dense = !w->y->wrapped && !w->y->spaced;
    if (dense &&
        !(looks_like_verse(w, i, end) && (w->verse || has_next_stanza(w, end))))
        return false;
    if (looks_like_verse(w, i, end)) {
        mark_lines(w, i, end, LTN_LINE_VERSE_OPENS, LTN_LINE_VERSE);
        w->verse = true;
        return true;
    }
    if (w->y->indented)
        return false;
    mark_lines(w, i, end, LTN_LINE_OPENS, LTN_LINE_BREAKS);
    for (size_t k = i + 1; k < end; k++)
        if (ltn_shape_note(w->l, &w->l->at[k]))
            w->l->at[k].role = LTN_LINE_OPENS;
    return true;
}

/* A line that is a heading by its looks; the lines it has, or 0. */
static size_t assign_title(walk *w, size_t i)
{
    ltn_line *line = &w->l->at[i], *under = line + 1;
    char c = i + 1 < w->l->len && under->role == LTN_LINE_OPENS
                 ? ltn_shape_underline(w->l, under)
                 : 0;

    if (c && line->width < 120 && under->width * 3u >= line->width &&
        under->width <= line->width * 2u + 4) {
        line->cls = (uint8_t)c;
        mark_lines(w, i, i + 2, LTN_LINE_TITLE, LTN_LINE_BREAKS);
        return 2;
    }
    return 0;
}

static void assign_line(walk *w, size_t i)
{
    ltn_line *line = &w->l->at[i];

    if (joins(w, i)) {
        line->role = LTN_LINE_CONTINUES;
    } else {
        line->role = LTN_LINE_OPENS;
        w->first = i;
    }
    w->last = i;
    w->paged = false;
}

enum { BY_SIGN = 1, BY_INDENT = 2 }; /* level of the lines of block quotes */

/* A line of nothing but the sign divides paragraphs and stays with the first.
 */
static void assign_quote(walk *w, size_t i, size_t end)
{
    bool opens = true;

    for (size_t k = i; k < end; k++) {
        ltn_line *line = &w->l->at[k];
        bool blank = line->width == 1;
        line->level = BY_SIGN;
        line->role = (uint8_t)(opens   ? LTN_LINE_QUOTE
                               : blank ? LTN_LINE_BREAKS
                                       : LTN_LINE_CONTINUES);
        opens = blank;
    }
    w->first = i;
    w->last = end - 1;
    w->paged = false;
}

/* Lines of mail quotes from i, or i when it is none. */
static size_t mail_quote_end(const ltn_lines *l, size_t i)
{
    size_t end = i, words = 0;

    while (end < l->len && l->at[end].role == LTN_LINE_OPENS &&
           ltn_shape_mail_quote(l, &l->at[end]))
        words += l->at[end++].width > 1;
    return words > 0 ? end : i;
}

/* A run that is set off by its margin: all of its lines are indented alike. One
 * line must have been announced by a colon, or follow another. */
static bool is_set_off(const walk *w, size_t i, size_t end)
{
    const ltn_line *at = w->l->at;
    const ltn_line *before = w->last == (size_t)NO_LINE ? NULL : &at[w->last];

    if (!w->y->sets_off || !before)
        return false;
    for (size_t k = i; k < end; k++)
        if (at[k].indent < w->y->base + 2 ||
            (k > i + 1 && at[k].indent != at[i + 1].indent))
            return false;
    bool follows = before->level == BY_INDENT;
    if (!follows && i > 1 && !(before->flags & LTN_ENDS_COLON) && end - i == 1)
        return false;
    return end - i > 1 || follows || (before->flags & LTN_ENDS_COLON);
}

static void assign_set_off(walk *w, size_t i, size_t end)
{
    for (size_t k = i; k < end; k++)
        w->l->at[k].level = BY_INDENT;
    mark_lines(w, i, end, LTN_LINE_QUOTE, LTN_LINE_CONTINUES);
}

/* A number in the middle, alone: of a page, but when numbers rise from one,
 * then they are those of chapters. */
static bool is_centred_page(walk *w, size_t i)
{
    const ltn_line *line = &w->l->at[i];
    unsigned number = ltn_shape_number(w->l, line);

    if (number == 0 || blanks_before(w->l, i) == 0 ||
        !is_centred(w->y, w->l, line))
        return false;
    if (number == w->number + 1) {
        w->number = number;
        return false;
    }
    return true;
}

static bool begins_run(const ltn_lines *l, size_t i)
{
    return i == 0 || l->at[i - 1].role == LTN_LINE_BLANK ||
           l->at[i - 1].role == LTN_LINE_FURNITURE;
}

static size_t assign_block(walk *w, size_t i)
{
    ltn_lines *l = w->l;
    size_t end = mail_quote_end(l, i);

    if (end > i) {
        assign_quote(w, i, end);
        return end;
    }
    if (ltn_shape_rule(l, &l->at[i])) {
        l->at[i].role = LTN_LINE_FURNITURE;
        l->at[i].cls = LTN_FW_RULE;
        w->last = (size_t)NO_LINE;
        return i + 1;
    }
    if (is_centred_page(w, i)) {
        l->at[i].role = LTN_LINE_FURNITURE;
        l->at[i].cls = LTN_FW_PAGE_NUMBER;
        w->paged = true;
        return i + 1;
    }
    size_t title = assign_title(w, i);
    if (title > 0)
        return i + title;
    if (begins_run(l, i)) {
        end = run_end(l, i);
        if (assign_run(w, i, end))
            return end;
        if (is_set_off(w, i, end)) {
            assign_set_off(w, i, end);
            return end;
        }
    }
    if (blanks_before(l, i) > 0 && is_centred(w->y, l, &l->at[i]) &&
        !(w->y->wrapped && joins(w, i))) {
        l->at[i].cls = ' ';
        mark_lines(w, i, i + 1, LTN_LINE_TITLE, LTN_LINE_TITLE);
        return i + 1;
    }
    assign_line(w, i);
    return i + 1;
}

void ltn_layout_assign(const ltn_layout *y, ltn_lines *l)
{
    walk w = {.y = y, .l = l, .last = (size_t)NO_LINE};

    for (size_t i = 0; i < l->len;) {
        ltn_line *line = &l->at[i];
        if (line->role == LTN_LINE_OPENS) {
            i = assign_block(&w, i);
            continue;
        }
        if (line->role == LTN_LINE_FURNITURE)
            w.paged = true;
        else if (line->role == LTN_LINE_FRONT || line->role == LTN_LINE_ITEM)
            w.first = w.last = i;
        i++;
    }
}
