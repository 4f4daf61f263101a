/* What the lines at the head of a text are, each and together. */

#include "analyse/speech/head.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

static bool has_breaks(const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (c->kind == LTN_LINE_BREAK)
            return true;
    return false;
}

/* "disarmament and peace, held in": a line of running text. Lines of a title
 * begin with a capital or a small word: "on behalf of". */
static bool is_running(const ltn_head *r, ltn_range line)
{
    const char *p = line.start;

    return line.start < line.end && ltn_is_lower(ltn_utf8_next(&p, line.end)) &&
           ltn_speech_first_tags(r->l, line) == 0;
}

/* Whether the lines of the block say something each: they are few and short;
 * where the source has no breaks between them, they are no sentences. */
static bool has_lines(const ltn_head *r, const ltn_node *n)
{
    const char *p = r->text + n->start, *end = r->text + n->end;
    unsigned lines = 0, longest = 0, running = 0;

    for (const ltn_node *c = n->first; c; c = c->next)
        if (ltn_kinds[c->kind].group != LTN_LEAVES)
            return false;
    for (unsigned len; p < end && lines <= LTN_HEAD_LINES; lines++) {
        ltn_range line = ltn_speech_line(&p, end);
        len = (unsigned)(line.end - line.start);
        longest = len > longest ? len : longest;
        running += is_running(r, line);
    }
    if (running > 1 && running * 3 >= lines)
        return false;
    return n->kind != LTN_PREFORMATTED && lines > 1 &&
           lines <= LTN_HEAD_LINES && longest <= LTN_HEAD_BODY &&
           (has_breaks(n) ||
            (n->end - n->start < 400 && longest < 90 && end[-1] != '.'));
}

static void add_block(ltn_head *r, const ltn_node *n)
{
    const char *p = r->text + n->start, *end = r->text + n->end;

    if (!has_lines(r, n)) {
        while (end > p && (unsigned char)end[-1] <= ' ')
            end--;
        if (p < end && r->len < LTN_HEAD_PIECES)
            r->at[r->len++] =
                (ltn_piece){.node = n, .at = {p, end}, .part = LTN_PART_OTHER};
        return;
    }
    bool wrapped = !has_breaks(n);
    while (p < end) {
        ltn_range line = ltn_speech_line(&p, end);
        if (line.start < line.end && r->len < LTN_HEAD_PIECES)
            r->at[r->len++] = (ltn_piece){.node = n,
                                          .at = line,
                                          .part = LTN_PART_OTHER,
                                          .wrapped = wrapped};
    }
}

static void collect(ltn_head *r)
{
    unsigned blocks = 0;

    for (ltn_iter it = ltn_iter_at(r->e->doc->root); blocks < LTN_HEAD_BLOCKS &&
                                                     r->len < LTN_HEAD_PIECES &&
                                                     ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_FURNITURE || n->kind == LTN_FOOTNOTE ||
            n->kind == LTN_LINE_GROUP || n->kind == LTN_TABLE) {
            ltn_iter_skip(&it);
        } else if (ltn_kinds[n->kind].group == LTN_BLOCKS) {
            add_block(r, n);
            blocks++;
        }
    }
}

bool ltn_head_same_block(const ltn_head *r, unsigned i)
{
    return i > 0 && r->at[i].node == r->at[i - 1].node;
}

/* Whether no blank line stands between line i and the line before it. */
bool ltn_head_is_near(const ltn_head *r, unsigned i)
{
    unsigned lines = 0;

    for (const char *p = r->at[i - 1].at.end; p < r->at[i].at.start; p++)
        lines += *p == '\n';
    return lines < 2;
}

bool ltn_head_ends_stop(ltn_range b)
{
    char last = b.end[-1];

    return last == '.' || last == '?' || last == '!' || last == ':' ||
           (ltn_range_bytes(b) > 3 && (memcmp(b.end - 3, "。", 3) == 0 ||
                                       memcmp(b.end - 3, "：", 3) == 0));
}

/* Whether more belongs to a title that ends with line i: "STATEMENT BY". */
static bool is_unfinished(const ltn_head *r, unsigned i)
{
    ltn_range title = r->at[i].at;
    const char *p = title.end;

    if (ltn_range_bytes(title) < 2)
        return false;
    while (p > title.start &&
           (p[-1] & 0x80 || ltn_is_letter((unsigned char)p[-1])))
        p--;
    if (ltn_range_bytes(title) < 16 &&
        !memchr(title.start, ' ', ltn_range_bytes(title)) &&
        ltn_speech_is_title(r->l, title))
        return true; /* STATEMENT */
    return (ltn_words_find(&r->l->names, p, (size_t)(title.end - p)) &
            (LTN_NAME_TO | LTN_NAME_OF | LTN_NAME_BY | LTN_NAME_HONOR)) ||
           title.end[-1] == ',' ||
           (title.end - p == 3 && (p[0] | 0x20) == 't' && (p[1] | 0x20) == 'h');
}

/* Whether the text has letters, and none of them small. */
bool ltn_head_is_loud(ltn_range b)
{
    bool letters = false;

    for (const char *p = b.start; p < b.end;) {
        uint32_t c = ltn_utf8_next(&p, b.end);
        if (ltn_is_lower(c))
            return false;
        letters |= ltn_is_upper(c);
    }
    return letters;
}

/* Whether a line without a comma names an office or who holds it, and does
 * not address anybody. */
static bool is_office_alone(const ltn_head *r, ltn_range b)
{
    uint32_t tags = ltn_speech_first_tags(r->l, b);
    ltn_named named;

    return !r->salutes && ltn_speech_is_open(b) &&
           (tags & LTN_NAME_ROLE_WORD) && !(tags & LTN_NAME_HONOR) &&
           (ltn_speech_is_byline(r->l, r->lang, b, &named) ||
            ltn_speech_is_office(r->l, b));
}

/* Whether the line says that it is a title, alone or with the next: "RWANDA
 * STATEMENT / BY H.E. ...". */
static bool is_title(const ltn_head *r, unsigned i)
{
    ltn_range b = r->at[i].at;

    if (ltn_speech_is_title(r->l, b))
        return true;
    if (i + 1 == r->len || !ltn_head_same_block(r, i + 1) ||
        ltn_range_bytes(b) > 60 ||
        !(ltn_speech_first_tags(r->l, r->at[i + 1].at) &
          (LTN_NAME_BY | LTN_NAME_TO)))
        return false;
    b.end = r->at[i + 1].at.end;
    return ltn_speech_is_title(r->l, b);
}

/* "Hon Dr Ann Lee" before the line with the date: she speaks. */
static bool is_dated_byline(const ltn_head *r, unsigned i)
{
    ltn_range b = r->at[i].at;
    ltn_named named;
    ltn_date d;

    return !r->salutes && r->phrase && i + 1 < r->len &&
           ltn_speech_is_open(b) &&
           ltn_speech_is_byline(r->l, r->lang, b, &named) &&
           ltn_range_bytes(r->at[i + 1].at) < LTN_HEAD_SHORT &&
           ltn_speech_date(r->l, r->at[i + 1].at, &d) &&
           ltn_speech_is_dateline(r->at[i + 1].at, &d);
}

/* "Excellence Monsieur Yang, Président de la / Assemblée générale,": an address
 * that a line end cut. */
static bool is_long_address(const ltn_head *r, unsigned i)
{
    ltn_range b = r->at[i].at;

    if (i + 1 >= r->len || !r->at[i].wrapped ||
        r->at[i + 1].node != r->at[i].node || strchr(",;:.!?", b.end[-1]) ||
        ltn_range_bytes(b) > LTN_HEAD_SHORT)
        return false;
    ltn_range next = r->at[i + 1].at;
    ltn_phrase f = ltn_phrases_find(r->l->speech, b.start, ltn_range_bytes(b));
    return f.cls == LTN_SPEECH_SALUTATION && f.begins &&
           strchr(",;:", next.end[-1]) && !is_office_alone(r, b) &&
           (ltn_speech_first_tags(r->l, b) & LTN_NAME_HONOR);
}

static ltn_part part_of(ltn_head *r, unsigned i, bool *open)
{
    ltn_range b = r->at[i].at;
    ltn_date d;
    bool pending = i > 0 && r->title == i - 1 && is_unfinished(r, i - 1);

    if (i > 1 && r->title < i && i < r->title + 6 && r->lines == i &&
        r->at[i - 1].part == LTN_PART_OTHER)
        pending = is_unfinished(r, i - 1);
    if (pending && ltn_range_bytes(b) < LTN_HEAD_BODY) {
        r->lines = i + 1;
        return LTN_PART_OTHER; /* STATEMENT BY / H.E. MR. LEE */
    }
    if (i < 3 && ltn_speech_is_role_line(r->l, b))
        return LTN_PART_OFFICE; /* no address */
    if (is_long_address(r, i)) {
        *open = true;
        return LTN_PART_SALUTATION;
    }
    if (*open && ltn_head_same_block(r, i) && strchr(",;:", b.end[-1]) &&
        ltn_range_bytes(b) < LTN_HEAD_SHORT) {
        *open = false;
        return LTN_PART_SALUTATION;
    }
    if (ltn_speech_salutes(r->l, b.start, b.end, true, *open) &&
        !is_office_alone(r, b) && !is_dated_byline(r, i)) {
        *open = ltn_speech_is_open(b);
        return LTN_PART_SALUTATION;
    }
    *open = false;
    if (ltn_speech_is_time(b))
        return LTN_PART_TIME;
    if (ltn_range_bytes(b) < LTN_HEAD_SHORT && ltn_speech_date(r->l, b, &d) &&
        ltn_speech_is_dateline(b, &d))
        return LTN_PART_DATE;
    if (!r->phrase && is_title(r, i))
        return LTN_PART_TITLE;
    if (ltn_speech_is_role_line(r->l, b))
        return LTN_PART_OTHER;
    return ltn_range_bytes(b) < LTN_HEAD_BODY &&
                   (!ltn_head_ends_stop(b) || ltn_range_bytes(b) < 60) &&
                   (ltn_range_bytes(b) < LTN_HEAD_SHORT ||
                    !ltn_head_ends_stop(b))
               ? LTN_PART_OTHER
               : LTN_PART_TEXT;
}

/* "SPEECH" alone is a label, unless the next line goes on with it. */
static bool is_kicker(const ltn_head *r, unsigned i)
{
    ltn_range b = r->at[i].at;

    if (ltn_range_bytes(b) > 20 || memchr(b.start, ' ', ltn_range_bytes(b)))
        return false;
    if (i + 1 < r->len) { /* STATEMENT / DELIVERED BY */
        ltn_range both = {b.start, r->at[i + 1].at.end};
        ltn_phrase f =
            ltn_phrases_find(r->l->speech, both.start, ltn_range_bytes(both));
        if (ltn_range_bytes(both) < LTN_HEAD_BODY &&
            f.cls == LTN_SPEECH_TITLE && f.begins &&
            f.len > ltn_range_bytes(b) + 2)
            return false;
    }
    uint32_t tags =
        i + 1 < r->len ? ltn_speech_first_tags(r->l, r->at[i + 1].at) : 0;
    if (tags & LTN_NAME_ARTICLE)
        tags = 0;
    return !(tags & (LTN_NAME_BY | LTN_NAME_OF | LTN_NAME_TO | LTN_NAME_HONOR |
                     LTN_NAME_ROLE_WORD));
}

/* "Messieurs les Chefs d'Etat et de / Gouvernement,": a line between two of
 * salutations is one. */
static void join_salutations(ltn_head *r, unsigned end)
{
    for (unsigned i = 1; i + 1 < end; i++)
        if (r->at[i].part >= LTN_PART_OTHER &&
            r->at[i - 1].part == LTN_PART_SALUTATION &&
            r->at[i + 1].part == LTN_PART_SALUTATION &&
            ltn_head_same_block(r, i) && ltn_head_same_block(r, i + 1) &&
            ltn_range_bytes(r->at[i].at) < LTN_HEAD_SHORT)
            r->at[i].part = LTN_PART_SALUTATION;
}

static void find_parts(ltn_head *r)
{
    bool open = false;
    unsigned texts = 0, i = 0;

    r->title = r->body = r->len;
    for (; i < r->len && texts < 4; i++) {
        ltn_part p = part_of(r, i, &open);
        r->at[i].part = p;
        r->salutes |= p == LTN_PART_SALUTATION;
        if (p == LTN_PART_TITLE && texts == 0 && is_kicker(r, i)) {
            r->at[i].part = LTN_PART_KICKER;
            r->kicker = true;
        } else if (p == LTN_PART_TITLE && texts == 0 && !r->phrase) {
            r->title = i;
            r->lines = i + 1;
            r->phrase = true;
        } else if (p == LTN_PART_TITLE) {
            r->at[i].part = LTN_PART_OTHER;
        }
        texts += p == LTN_PART_TEXT;
        if (texts <= 3)
            r->f->zone = (uint32_t)(r->at[i].at.end - r->text);
        if (r->body == r->len &&
            (p == LTN_PART_TEXT || p == LTN_PART_SALUTATION))
            r->body = i;
    }
    join_salutations(r, i);
    /* A text before the title is a notice or a summary. */
    if (r->phrase && r->body < r->title)
        for (r->body = r->title + 1;
             r->body < i && r->at[r->body].part != LTN_PART_TEXT &&
             r->at[r->body].part != LTN_PART_SALUTATION;)
            r->body++;
}

/* No sentence, no thanks, no "By the President". */
static bool may_be_title(const ltn_head *r, ltn_range b)
{
    return !ltn_head_ends_stop(b) && !strchr(":;,)]", b.end[-1]) &&
           ltn_speech_words(r->l, b).words <= 20 &&
           !ltn_speech_is_closing(r->l, r->e->doc, b) &&
           !(ltn_speech_first_tags(r->l, b) & LTN_NAME_BY);
}

/* Without a title phrase: the first line before the speech that is no date. */
static void guess_title(ltn_head *r)
{
    for (unsigned i = 0; i < r->body; i++)
        if (r->at[i].part == LTN_PART_OTHER && may_be_title(r, r->at[i].at)) {
            r->title = i;
            r->at[i].part = LTN_PART_TITLE;
            return;
        }
}

/* Whether line i goes on the title that ends with the line before it. */
static bool goes_on(const ltn_head *r, unsigned i)
{
    ltn_range last = r->at[i - 1].at, b = r->at[i].at;
    uint32_t tags = ltn_speech_first_tags(r->l, b);
    bool near = ltn_head_is_near(r, i);
    bool date_next = i + 1 < r->len && r->at[i + 1].part == LTN_PART_DATE;

    if (r->at[i].part != LTN_PART_OTHER || i > r->title + 8 ||
        ltn_range_bytes(b) > LTN_HEAD_BODY)
        return false;
    if (is_unfinished(r, i - 1) ||
        (r->at[i].wrapped && ltn_head_same_block(r, i)))
        return true;
    ltn_line_words n = ltn_speech_words(r->l, last);
    if (ltn_speech_is_office(r->l, b) && r->phrase &&
        (n.honors > 0 || ltn_speech_is_person(r->l, last) ||
         (ltn_speech_first_tags(r->l, last) & LTN_NAME_HONOR)) &&
        n.roles == 0)
        return true; /* H.E. Mr. Lee / President of Lakeland */
    if ((tags & LTN_NAME_PORTFOLIO) && r->phrase && i > r->title + 1)
        return true; /* GENERAL ASSEMBLY */
    if ((tags & LTN_NAME_OF) && r->phrase && i > r->title + 1 &&
        ltn_is_lower((unsigned char)*b.start & 0x7F))
        return true;
    if (date_next && ltn_range_bytes(b) < 40 && ltn_speech_is_place(r->l, b) &&
        !(tags & (LTN_NAME_OF | LTN_NAME_TO)))
        return false;
    if (ltn_head_is_loud(last) && ltn_head_is_loud(b))
        return true;
    if ((tags & LTN_NAME_TO) && (i > r->title + 1 || is_unfinished(r, i)) &&
        (!date_next || ltn_speech_words(r->l, b).words > 4))
        return true; /* At the General Debate of the */
    const char *p = b.start;
    if (near && (ltn_is_lower(ltn_utf8_next(&p, b.end)) ||
                 (tags & (LTN_NAME_OF | LTN_NAME_TO | LTN_NAME_BY |
                          LTN_NAME_ROLE_WORD | LTN_NAME_HONOR))))
        return true;
    bool more = i + 1 < r->len && ltn_head_is_near(r, i + 1) &&
                (ltn_speech_first_tags(r->l, r->at[i + 1].at) &
                 (LTN_NAME_TO | LTN_NAME_OF | LTN_NAME_ROLE_WORD));
    if (near && more && ltn_speech_is_person(r->l, b))
        return true;
    return near && !date_next && !ltn_head_ends_stop(b) && i == r->title + 1 &&
           ltn_range_bytes(last) > 40;
}

/* "The Price of Patience" before "Speech by Ann Lee": the title of its own,
 * when it is no name of a body. */
bool ltn_head_is_own_title(const ltn_head *r, unsigned i)
{
    ltn_range b = r->at[i].at;
    ltn_line_words n = ltn_speech_words(r->l, b);

    for (unsigned k = 0; k < i; k++)
        if (r->at[k].part == LTN_PART_OTHER &&
            !(ltn_head_is_loud(r->at[k].at) &&
              ltn_range_bytes(r->at[k].at) < 24))
            return false;
    return r->at[i].part == LTN_PART_OTHER && n.words >= 3 && n.words <= 16 &&
           n.portfolios == 0 && n.roles == 0 && n.honors == 0 &&
           !ltn_head_is_loud(b) && !ltn_head_ends_stop(b) && n.digits == 0 &&
           !memchr(b.start, '|', ltn_range_bytes(b)) &&
           !memchr(b.start, '@', ltn_range_bytes(b));
}

static void find_title(ltn_head *r)
{
    if (r->title == r->len)
        guess_title(r);
    r->title_end = r->title;
    if (r->title == r->len)
        return;
    while (r->title_end + 1 < r->body && goes_on(r, r->title_end + 1))
        r->at[++r->title_end].part = LTN_PART_MORE_TITLE;
}

/* A summary between the title and the first salutation, with a date of its
 * own, is not spoken. */
static void find_summary(ltn_head *r)
{
    unsigned i = r->body, first = r->body;
    ltn_date d;

    /* A sentence before the line with the date is no speech either. */
    if (r->phrase && r->title < r->body && i < r->len &&
        r->at[i].part == LTN_PART_TEXT && ltn_range_bytes(r->at[i].at) < 300) {
        unsigned k = i + 1;
        while (k < r->len && k < i + 7 && r->at[k].part == LTN_PART_OTHER)
            k++;
        if (k < r->len && k < i + 7 && r->at[k].part == LTN_PART_DATE) {
            r->at[i].part = LTN_PART_SUMMARY;
            for (r->body = k + 1; r->body < r->len &&
                                  r->at[r->body].part != LTN_PART_TEXT &&
                                  r->at[r->body].part != LTN_PART_SALUTATION;)
                r->body++;
            return;
        }
    }
    while (i < r->len && i < r->body + 6 &&
           r->at[i].part != LTN_PART_SALUTATION)
        i++;
    if (!r->phrase || r->title >= r->body || i == r->len || i == r->body ||
        r->at[i].part != LTN_PART_SALUTATION)
        return;
    for (unsigned k = first; k < i; k++)
        if (r->at[k].part == LTN_PART_TEXT &&
            (ltn_range_bytes(r->at[k].at) > 400 ||
             !ltn_speech_date(r->l, r->at[k].at, &d)))
            return;
    for (unsigned k = first; k < i; k++)
        if (r->at[k].part == LTN_PART_TEXT)
            r->at[k].part = LTN_PART_SUMMARY;
    r->body = i;
}

/* "Minister for Water / Senator the Hon Ann Lee": who speaks stands before a
 * title that names nobody. */
static void find_bylines_before(ltn_head *r)
{
    ltn_named named;

    for (unsigned i = 0; r->phrase && i < r->title; i++) {
        ltn_range b = r->at[i].at;
        ltn_line_words n = ltn_speech_words(r->l, b);
        if (r->at[i].part != LTN_PART_OTHER || n.honors == 0 || n.words > 8 ||
            n.portfolios > 0 || ltn_head_is_loud(b) ||
            !ltn_speech_is_byline(r->l, r->lang, b, &named))
            continue;
        r->at[i].part = LTN_PART_BYLINE;
        if (i > 0 && r->at[i - 1].part == LTN_PART_OTHER &&
            ltn_head_is_near(r, i) &&
            ltn_speech_is_office(r->l, r->at[i - 1].at))
            r->at[i - 1].part = LTN_PART_BYLINE;
    }
}

static void find_bylines(ltn_head *r)
{
    ltn_named named;

    for (unsigned i = r->title_end + 1; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        if (r->at[i].part == LTN_PART_DATE &&
            (ltn_speech_first_tags(r->l, b) & LTN_NAME_BY) &&
            ltn_speech_is_byline(r->l, r->lang, b, &named))
            r->at[i].part = LTN_PART_BYLINE;
        if (r->at[i].part != LTN_PART_OTHER)
            continue;
        bool office = i + 1 < r->body && r->at[i + 1].part == LTN_PART_OTHER &&
                      ltn_speech_is_office(r->l, r->at[i + 1].at);
        bool alone = r->phrase && i == r->title_end + 1 && !ltn_head_is_loud(b);
        if (alone && !office && ltn_speech_is_person(r->l, b)) {
            r->at[i].part = LTN_PART_BYLINE;
        } else if (office && ltn_speech_is_person(r->l, b)) {
            r->at[i].part = r->at[i + 1].part = LTN_PART_BYLINE;
            r->at[++i].part = LTN_PART_BYLINE;
        } else if (b.end[-1] != ',' &&
                   ltn_speech_is_byline(r->l, r->lang, b, &named)) {
            r->at[i].part = LTN_PART_BYLINE;
            for (; i + 1 < r->body && ltn_head_same_block(r, i + 1) &&
                   r->at[i + 1].part == LTN_PART_OTHER &&
                   ltn_speech_is_office(r->l, r->at[i + 1].at);)
                r->at[++i].part = LTN_PART_BYLINE;
        }
    }
}

/* Whether line k, beside line i, is a date or a place; of two places one has
 * a comma: "Hotel Meridian / Port Royal, Lakeland". */
static bool is_beside(const ltn_head *r, unsigned i, unsigned k)
{
    ltn_part p = r->at[k].part;

    return p == LTN_PART_DATE || p == LTN_PART_TIME ||
           (p == LTN_PART_PLACE &&
            (memchr(r->at[i].at.start, ',', ltn_range_bytes(r->at[i].at)) ||
             memchr(r->at[k].at.start, ',', ltn_range_bytes(r->at[k].at))));
}

/* Lines beside a date that may name a place. */
static void find_places(ltn_head *r)
{
    for (int round = 0; round < 2; round++)
        for (unsigned k = 0; k < r->body && k < r->len; k++) {
            unsigned i = round ? k : r->body - 1 - k;
            bool before = i > 0 && is_beside(r, i, i - 1);
            bool after = i + 1 < r->body && is_beside(r, i, i + 1);
            bool late = r->title < r->len && i > r->title;
            if (r->at[i].part == LTN_PART_OTHER && (before || after) && late &&
                ltn_speech_is_place(r->l, r->at[i].at))
                r->at[i].part = LTN_PART_PLACE;
        }
}

/* "At the Lakeside Forum": where, in a line of its own. */
static bool is_venue(const ltn_head *r, unsigned i)
{
    uint32_t tags = ltn_speech_first_tags(r->l, r->at[i].at);

    return (tags & LTN_NAME_SPOKEN_AT) &&
           ltn_is_upper(0x7F & *r->at[i].at.start);
}

/* Lines between title and speech that are nothing else. */
static void find_subtitles(ltn_head *r)
{
    bool dated = false;

    for (unsigned i = r->title_end + 1; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        dated |=
            r->at[i].part == LTN_PART_DATE || r->at[i].part == LTN_PART_BYLINE;
        if (r->at[i].part != LTN_PART_OTHER || ltn_head_ends_stop(b) ||
            ltn_range_bytes(b) > LTN_HEAD_SHORT)
            continue;
        ltn_line_words n = ltn_speech_words(r->l, b);
        if (n.digits > 1 || memchr(b.start, '@', ltn_range_bytes(b)) ||
            strncmp(b.start, "www.", 4) == 0 || strncmp(b.start, "+", 1) == 0) {
            r->at[i].part = LTN_PART_LETTERHEAD;
        } else if (*b.start == '[' || *b.start == '(' || *b.start == '*') {
            r->at[i].part = LTN_PART_NOTICE;
        } else if (is_venue(r, i)) {
            r->at[i].part = LTN_PART_PLACE;
        } else {
            r->at[i].part = LTN_PART_SUBTITLE;
            r->at[i].subtitle = !dated;
        }
    }
}

/* Names of bodies, addresses and notices before the title of a speech. */
static void find_letterhead(ltn_head *r)
{
    for (unsigned i = 0; r->phrase && i < r->title; i++) {
        ltn_range b = r->at[i].at;
        ltn_line_words n = ltn_speech_words(r->l, b);
        bool after = i > 0 && ltn_head_is_near(r, i) &&
                     r->at[i - 1].part == LTN_PART_LETTERHEAD && n.words < 12;
        if (r->at[i].part == LTN_PART_OTHER && n.words <= 20 &&
            (n.digits > 0 || n.portfolios > 0 || *b.start == '(' ||
             *b.start == '[' || after))
            r->at[i].part = LTN_PART_LETTERHEAD;
    }
}

/* Short lines of capitals before the title of a speech. */
static void find_kickers(ltn_head *r)
{
    for (unsigned i = 0; r->phrase && i < r->title; i++) {
        ltn_range b = r->at[i].at;
        ltn_line_words n = ltn_speech_words(r->l, b);
        if (r->at[i].part == LTN_PART_OTHER && ltn_head_is_loud(b) &&
            n.words <= 4 && n.digits == 0)
            r->at[i].part = LTN_PART_KICKER;
    }
}

void ltn_head_find(ltn_head *r)
{
    collect(r);
    find_parts(r);
}

void ltn_head_find_title(ltn_head *r)
{
    find_title(r);
    find_summary(r);
    find_bylines_before(r);
    find_bylines(r);
    find_places(r);
}

void ltn_head_find_rest(ltn_head *r)
{
    if (r->title < r->len)
        find_subtitles(r);
    find_letterhead(r);
    find_kickers(r);
}
