/* Title, date, place, event and speaker from the first lines.
 *
 * The lines before the speech proper are judged one by one (lines.c), then
 * together; a block whose lines are of different kinds is cut at them. */

#include "analyse/speech/lines.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    BLOCKS = 40, /* blocks at the start that are looked at */
    PIECES = 80, /* lines in them */
    SHORT = 120, /* bytes of a line that stands for itself */
    BODY = 200,  /* bytes of a line that is no front matter */
    LINES = 16   /* of a block that is cut */
};

/* What a line is. */
typedef enum part {
    TITLE,
    MORE_TITLE,
    DATE,
    PLACE,
    BYLINE,
    OFFICE, /* "President: Ann Lee" */
    TIME,
    SUBTITLE,
    KICKER,
    NOTICE,
    SUMMARY,
    SALUTATION,
    OTHER,
    TEXT
} part;

typedef struct piece {
    const ltn_node *node;
    ltn_range at;
    part part;
} piece;

typedef struct reading {
    ltn_lexicon *l;
    ltn_edits *e;
    ltn_front *f;
    const char *text, *lang;
    piece at[PIECES];
    unsigned len, body;        /* pieces; the first of the speech proper */
    unsigned title, title_end; /* title == len: none */
    bool phrase, salutes, kicker;
    ltn_date date; /* the best so far */
    unsigned date_percent;
    ltn_range place;
    unsigned place_percent;
} reading;

/* A copy with one space for each run of white space. */
static const char *squeezed(ltn_edits *e, const char *p, const char *end)
{
    ltn_buf b = {0};

    while (p < end) {
        const char *q = p;
        if (ltn_is_space(ltn_utf8_next(&q, end))) {
            if (b.len > 0 && b.data[b.len - 1] != ' ')
                ltn_buf_putc(&b, ' ');
        } else {
            ltn_buf_put(&b, p, (size_t)(q - p));
        }
        p = q;
    }
    while (b.len > 0 && b.data[b.len - 1] == ' ')
        b.len--;
    const char *copy = ltn_edit_string(e, b.data ? b.data : "", b.len);
    ltn_buf_release(&b);
    return copy;
}

static void add_meta(reading *r, ltn_meta_key key, ltn_range v,
                     const char *rule, unsigned percent)
{
    if (v.start && v.start < v.end)
        ltn_edit_meta(r->e, key, squeezed(r->e, v.start, v.end), NULL, rule,
                      percent);
}

/* ---- the lines ---- */

/* Whether the lines of the block are lines of their own: they are few and
 * short; where the source has no breaks between them, they are no sentences. */
static bool has_lines(const reading *r, const ltn_node *n)
{
    const char *p = r->text + n->start, *end = r->text + n->end;
    unsigned lines = 0, longest = 0;
    bool breaks = false;

    for (const ltn_node *c = n->first; c; c = c->next) {
        if (ltn_kinds[c->kind].group != LTN_LEAVES)
            return false;
        breaks |= c->kind == LTN_LINE_BREAK;
    }
    for (unsigned len; p < end && lines <= LINES; lines++) {
        ltn_range line = ltn_speech_line(&p, end);
        len = (unsigned)(line.end - line.start);
        longest = len > longest ? len : longest;
    }
    return n->kind != LTN_PREFORMATTED && lines > 1 && lines <= LINES &&
           longest <= BODY &&
           (breaks ||
            (n->end - n->start < 400 && longest < 90 && end[-1] != '.'));
}

static void add_block(reading *r, const ltn_node *n)
{
    const char *p = r->text + n->start, *end = r->text + n->end;

    if (!has_lines(r, n)) {
        while (end > p && (unsigned char)end[-1] <= ' ')
            end--;
        if (p < end && r->len < PIECES)
            r->at[r->len++] = (piece){.node = n, .at = {p, end}, .part = OTHER};
        return;
    }
    while (p < end) {
        ltn_range line = ltn_speech_line(&p, end);
        if (line.start < line.end && r->len < PIECES)
            r->at[r->len++] = (piece){.node = n, .at = line, .part = OTHER};
    }
}

static void collect(reading *r)
{
    unsigned blocks = 0;

    for (ltn_iter it = ltn_iter_at(r->e->doc->root);
         blocks < BLOCKS && r->len < PIECES && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_FURNITURE || n->kind == LTN_FOOTNOTE) {
            ltn_iter_skip(&it);
        } else if (ltn_kinds[n->kind].group == LTN_BLOCKS) {
            add_block(r, n);
            blocks++;
        }
    }
}

static size_t bytes(ltn_range b)
{
    return (size_t)(b.end - b.start);
}

static bool same_block(const reading *r, unsigned i)
{
    return i > 0 && r->at[i].node == r->at[i - 1].node;
}

/* Whether no blank line stands between line i and the line before it. */
static bool is_near(const reading *r, unsigned i)
{
    unsigned lines = 0;

    for (const char *p = r->at[i - 1].at.end; p < r->at[i].at.start; p++)
        lines += *p == '\n';
    return lines < 2;
}

static bool ends_stop(ltn_range b)
{
    char last = b.end[-1];

    return last == '.' || last == '?' || last == '!' || last == ':' ||
           (bytes(b) > 3 && (memcmp(b.end - 3, "。", 3) == 0 ||
                             memcmp(b.end - 3, "：", 3) == 0));
}

/* Whether more belongs to a title that ends with line i: "STATEMENT BY". */
static bool is_unfinished(const reading *r, unsigned i)
{
    ltn_range title = r->at[i].at;
    const char *p = title.end;

    if (bytes(title) < 4)
        return false;
    while (p > title.start &&
           (p[-1] & 0x80 || ltn_is_letter((unsigned char)p[-1])))
        p--;
    if (bytes(title) < 16 && !memchr(title.start, ' ', bytes(title)) &&
        ltn_speech_is_title(r->l, title))
        return true; /* STATEMENT */
    return (ltn_words_find(&r->l->names, p, (size_t)(title.end - p)) &
            (LTN_NAME_TO | LTN_NAME_OF | LTN_NAME_BY)) ||
           title.end[-1] == ',' ||
           (title.end - p == 3 && (p[0] | 0x20) == 't' && (p[1] | 0x20) == 'h');
}

/* Whether a line without a comma names an office or who holds it, and does
 * not address anybody. */
static bool is_office_alone(const reading *r, ltn_range b)
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
static bool is_title(const reading *r, unsigned i)
{
    ltn_range b = r->at[i].at;

    if (ltn_speech_is_title(r->l, b))
        return true;
    if (i + 1 == r->len || !same_block(r, i + 1) || bytes(b) > 60 ||
        !(ltn_speech_first_tags(r->l, r->at[i + 1].at) &
          (LTN_NAME_BY | LTN_NAME_TO)))
        return false;
    b.end = r->at[i + 1].at.end;
    return ltn_speech_is_title(r->l, b);
}

static part part_of(reading *r, unsigned i, bool *open)
{
    ltn_range b = r->at[i].at;
    ltn_date d;
    bool pending = i > 0 && r->title == i - 1 && is_unfinished(r, i - 1);

    if (i > 1 && r->title < i && i < r->title + 6 && !pending &&
        r->at[i - 1].part == OTHER)
        pending = same_block(r, i) && is_unfinished(r, i - 1);
    if (pending && bytes(b) < BODY)
        return OTHER; /* STATEMENT BY / H.E. MR. LEE */
    if (i < 3 && ltn_speech_is_role_line(r->l, b))
        return OFFICE; /* no address */
    if (ltn_speech_salutes(r->l, b.start, b.end, true, *open) &&
        !is_office_alone(r, b)) {
        *open = ltn_speech_is_open(b);
        return SALUTATION;
    }
    *open = false;
    if (ltn_speech_is_time(b))
        return TIME;
    if (bytes(b) < SHORT && ltn_speech_date(r->l, b, &d) &&
        ltn_speech_is_dateline(b, &d))
        return DATE;
    if (!r->phrase && is_title(r, i))
        return TITLE;
    if (ltn_speech_is_role_line(r->l, b))
        return OTHER;
    return bytes(b) < BODY && (!ends_stop(b) || bytes(b) < 60) &&
                   (bytes(b) < SHORT || !ends_stop(b))
               ? OTHER
               : TEXT;
}

/* Whether the text has letters, and none of them small. */
static bool is_loud(ltn_range b)
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

/* Whether line i goes on the title that ends with the line before it. */
static bool goes_on(const reading *r, unsigned i)
{
    ltn_range last = r->at[i - 1].at, b = r->at[i].at;
    uint32_t tags = ltn_speech_first_tags(r->l, b);
    bool near = is_near(r, i);
    bool date_next = i + 1 < r->len && r->at[i + 1].part == DATE;

    if (r->at[i].part != OTHER || i > r->title + 8 || bytes(b) > BODY)
        return false;
    if (is_unfinished(r, i - 1))
        return true;
    if (date_next && bytes(b) < 40 && ltn_speech_is_place(r->l, b) &&
        !(tags & (LTN_NAME_OF | LTN_NAME_TO)))
        return false;
    if (is_loud(last) && is_loud(b))
        return true;
    const char *p = b.start;
    if (near && (ltn_is_lower(ltn_utf8_next(&p, b.end)) ||
                 (tags & (LTN_NAME_OF | LTN_NAME_TO | LTN_NAME_BY |
                          LTN_NAME_ROLE_WORD | LTN_NAME_HONOR))))
        return true;
    return near && !date_next && !ends_stop(b) && i == r->title + 1 &&
           bytes(last) > 40;
}

/* ---- from the first line to the speech proper ---- */

/* "SPEECH" alone is a label, unless the next line goes on with it. */
static bool is_kicker(const reading *r, unsigned i)
{
    ltn_range b = r->at[i].at;

    if (bytes(b) > 20 || memchr(b.start, ' ', bytes(b)))
        return false;
    uint32_t tags =
        i + 1 < r->len ? ltn_speech_first_tags(r->l, r->at[i + 1].at) : 0;
    if (tags & LTN_NAME_ARTICLE)
        tags = 0;
    return !(tags & (LTN_NAME_BY | LTN_NAME_OF | LTN_NAME_TO | LTN_NAME_HONOR |
                     LTN_NAME_ROLE_WORD));
}

/* "Messieurs les Chefs d'Etat et de / Gouvernement,": a line between two of
 * salutations is one. */
static void join_salutations(reading *r, unsigned end)
{
    for (unsigned i = 1; i + 1 < end; i++)
        if (r->at[i].part >= OTHER && r->at[i - 1].part == SALUTATION &&
            r->at[i + 1].part == SALUTATION && same_block(r, i) &&
            same_block(r, i + 1) && bytes(r->at[i].at) < SHORT)
            r->at[i].part = SALUTATION;
}

static void find_parts(reading *r)
{
    bool open = false;
    unsigned texts = 0, i = 0;

    r->title = r->body = r->len;
    for (; i < r->len && texts < 4; i++) {
        part p = part_of(r, i, &open);
        r->at[i].part = p;
        r->salutes |= p == SALUTATION;
        if (p == TITLE && texts == 0 && is_kicker(r, i)) {
            r->at[i].part = KICKER;
            r->kicker = true;
        } else if (p == TITLE && texts == 0 && !r->phrase) {
            r->title = i;
            r->phrase = true;
        } else if (p == TITLE) {
            r->at[i].part = OTHER;
        }
        texts += p == TEXT;
        if (texts <= 3)
            r->f->zone = (uint32_t)(r->at[i].at.end - r->text);
        if (r->body == r->len && (p == TEXT || p == SALUTATION))
            r->body = i;
    }
    join_salutations(r, i);
    /* A text before the title is a notice or a summary. */
    if (r->phrase && r->body < r->title)
        for (r->body = r->title + 1; r->body < i &&
                                     r->at[r->body].part != TEXT &&
                                     r->at[r->body].part != SALUTATION;)
            r->body++;
}

/* Without a title phrase: the first line before the speech that is no date. */
static void guess_title(reading *r)
{
    for (unsigned i = 0; i < r->body; i++)
        if (r->at[i].part == OTHER) {
            r->title = i;
            r->at[i].part = TITLE;
            return;
        }
}

/* "The Price of Patience" before "Speech by Ann Lee": the title of its own,
 * when it is no name of a body. */
static bool is_own_title(const reading *r, unsigned i)
{
    ltn_range b = r->at[i].at;
    ltn_line_words n = ltn_speech_words(r->l, b);

    for (unsigned k = 0; k < i; k++)
        if (r->at[k].part == OTHER)
            return false;
    return r->at[i].part == OTHER && n.words >= 3 && n.words <= 16 &&
           n.portfolios == 0 && n.roles == 0 && n.honors == 0 && !is_loud(b) &&
           !ends_stop(b) && n.digits == 0 && !memchr(b.start, '|', bytes(b)) &&
           !memchr(b.start, '@', bytes(b));
}

static void find_title(reading *r)
{
    if (r->title == r->len)
        guess_title(r);
    r->title_end = r->title;
    if (r->title == r->len)
        return;
    while (r->title_end + 1 < r->body && goes_on(r, r->title_end + 1))
        r->at[++r->title_end].part = MORE_TITLE;
}

/* A summary between the title and the first salutation, with a date of its
 * own, is not spoken. */
static void find_summary(reading *r)
{
    unsigned i = r->body, first = r->body;
    ltn_date d;

    while (i < r->len && i < r->body + 6 && r->at[i].part != SALUTATION)
        i++;
    if (!r->phrase || r->title >= r->body || i == r->len || i == r->body ||
        r->at[i].part != SALUTATION)
        return;
    for (unsigned k = first; k < i; k++)
        if (r->at[k].part == TEXT && (bytes(r->at[k].at) > 400 ||
                                      !ltn_speech_date(r->l, r->at[k].at, &d)))
            return;
    for (unsigned k = first; k < i; k++)
        if (r->at[k].part == TEXT)
            r->at[k].part = SUMMARY;
    r->body = i;
}

static void find_bylines(reading *r)
{
    ltn_named named;

    for (unsigned i = r->title_end + 1; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        if (r->at[i].part == DATE &&
            (ltn_speech_first_tags(r->l, b) & LTN_NAME_BY) &&
            ltn_speech_is_byline(r->l, r->lang, b, &named))
            r->at[i].part = BYLINE;
        if (r->at[i].part != OTHER)
            continue;
        bool office = i + 1 < r->body && r->at[i + 1].part == OTHER &&
                      ltn_speech_is_office(r->l, r->at[i + 1].at);
        if (office && ltn_speech_is_person(r->l, b)) {
            r->at[i].part = r->at[i + 1].part = BYLINE;
            r->at[++i].part = BYLINE;
        } else if (ltn_speech_is_byline(r->l, r->lang, b, &named)) {
            r->at[i].part = BYLINE;
            for (; i + 1 < r->body && same_block(r, i + 1) &&
                   r->at[i + 1].part == OTHER &&
                   ltn_speech_is_office(r->l, r->at[i + 1].at);)
                r->at[++i].part = BYLINE;
        }
    }
}

/* Whether line k, beside line i, is a date or a place; of two places one has
 * a comma: "Hotel Meridian / Port Royal, Lakeland". */
static bool is_beside(const reading *r, unsigned i, unsigned k)
{
    part p = r->at[k].part;

    return p == DATE || p == TIME ||
           (p == PLACE && (memchr(r->at[i].at.start, ',', bytes(r->at[i].at)) ||
                           memchr(r->at[k].at.start, ',', bytes(r->at[k].at))));
}

/* Lines beside a date that may name a place. */
static void find_places(reading *r)
{
    for (int round = 0; round < 2; round++)
        for (unsigned k = 0; k < r->body && k < r->len; k++) {
            unsigned i = round ? k : r->body - 1 - k;
            bool before = i > 0 && is_beside(r, i, i - 1);
            bool after = i + 1 < r->body && is_beside(r, i, i + 1);
            bool late = r->title < r->len && i > r->title;
            if (r->at[i].part == OTHER && (before || after) && late &&
                ltn_speech_is_place(r->l, r->at[i].at))
                r->at[i].part = PLACE;
        }
}

/* ---- what the lines say ---- */

/* Takes the date of a line when it is better than what is known. */
static void take_date(reading *r, ltn_range line, unsigned percent)
{
    ltn_date d;

    if (!ltn_speech_date(r->l, line, &d))
        return;
    ltn_range place = ltn_speech_place_before(r->l, line, &d);
    if (place.start && r->place_percent < percent) {
        r->place = place;
        r->place_percent = percent - 12;
    }
    if (percent > r->date_percent) {
        r->date = d;
        r->date_percent = percent;
    }
}

/* The name in the text, as that of the entity. */
static void mark_name(reading *r, ltn_range name, const ltn_decision *why)
{
    ltn_props *props = ltn_edit_props(r->e, NULL);

    if (!props)
        return;
    props->who = r->f->entity;
    ltn_edit_mark(r->e, &(ltn_mark){.start = (uint32_t)(name.start - r->text),
                                    .end = (uint32_t)(name.end - r->text),
                                    .kind = LTN_NAME,
                                    .cls = LTN_NAME_PERSON,
                                    .props = props,
                                    .why = why});
}

static void add_speaker(reading *r, const ltn_named *n, const char *rule,
                        unsigned percent)
{
    bool known = r->f->role.start != NULL;

    if (r->f->named || (!n->name.start && known))
        return;
    if (n->role.start && !known)
        add_meta(r, LTN_META_SPEAKER_ROLE, n->role, rule, percent - 5);
    if (n->body.start && !known)
        add_meta(r, LTN_META_SPEAKER_AFFILIATION, n->body, rule, percent - 5);
    if (!known)
        r->f->role = n->role;
    if (!n->name.start)
        return;
    add_meta(r, LTN_META_SPEAKER, n->name, rule, percent);
    ltn_entity who = {.cls = LTN_NAME_PERSON, .speaker = true};
    who.name = squeezed(r->e, n->name.start, n->name.end);
    if (r->f->role.start)
        who.role = squeezed(r->e, r->f->role.start, r->f->role.end);
    if (n->body.start)
        who.affiliation = squeezed(r->e, n->body.start, n->body.end);
    who.why = ltn_edit_why(r->e, rule, percent, NULL);
    r->f->entity = ltn_edit_entity(r->e, &who);
    r->f->named = true;
    r->f->name = n->name;
    mark_name(r, n->name, who.why);
}

static unsigned sure_of(const ltn_named *n)
{
    bool two = n->name.start && memchr(n->name.start, ' ', bytes(n->name));

    return two && n->role.start ? 92 : two ? 84 : 78;
}

/* Where the speaker's phrase begins: behind "by", or behind the phrase. */
static const char *speaker_at(const reading *r, ltn_range title)
{
    ltn_phrase f = ltn_phrases_find(r->l->speech, title.start, bytes(title));
    const char *p = title.start + (f.begins || f.whole ? f.len : 0);

    for (const char *q = title.start; q + 4 < title.end; q++) {
        if (*q != ' ' && *q != '\n')
            continue;
        const char *w = q + 1, *stop = w;
        while (stop < title.end && *stop != ' ' && *stop != '\n')
            stop++;
        uint32_t tags =
            stop - w < 6 ? ltn_words_find(&r->l->names, w, (size_t)(stop - w))
                         : 0;
        if ((tags & LTN_NAME_BY) && !(tags & (LTN_NAME_OF | LTN_NAME_TO)))
            return stop;
    }
    const char *w = p;
    while (w > title.start && !ltn_is_word(0x7F & w[-1]))
        w--;
    const char *from = w;
    while (from > title.start && (unsigned char)from[-1] > ' ')
        from--;
    uint32_t tags = ltn_words_find(&r->l->names, from, (size_t)(w - from));
    bool to = (tags & LTN_NAME_TO) && !(tags & (LTN_NAME_OF | LTN_NAME_BY));
    return p < title.end && !to && (f.begins || f.whole) ? p : title.end;
}

/* The end of the word at p, and where the next begins. */
static const char *word_end(const char *p, const char *end)
{
    while (p < end && *p != ' ' && *p != '\n')
        p++;
    return p;
}

/* Small words before what an event is called: "of the", "de la", "der". */
static const char *after_articles(const reading *r, const char *p,
                                  const char *end)
{
    for (;;) {
        const char *stop = word_end(p, end), *q = p;
        uint32_t tags = ltn_words_find(&r->l->names, p, (size_t)(stop - p));
        bool small = stop - p < 4 && !ltn_is_upper(ltn_utf8_next(&q, end));
        bool the =
            stop - p == 3 && (p[0] | 0x20) == 't' && (p[1] | 0x20) == 'h';
        bool article = the || (small && ((tags & LTN_NAME_OF) || stop - p < 3));
        if (!article || stop >= end)
            return p;
        p = stop + 1;
    }
}

/* "at the UN Security Council meeting on ..." */
static void take_event(reading *r, ltn_range title)
{
    for (const char *p = title.start, *stop; p < title.end; p = stop + 1) {
        stop = word_end(p, title.end);
        uint32_t tags = ltn_words_find(&r->l->names, p, (size_t)(stop - p));
        if (p == title.start || !(tags & LTN_NAME_SPOKEN_AT) ||
            stop >= title.end)
            continue;
        ltn_date d;
        const char *from = after_articles(r, stop + 1, title.end), *to = from;
        while (to < title.end && *to != ',' && *to != '|' && *to != ';')
            to++;
        if (ltn_speech_date(r->l, (ltn_range){from, title.end}, &d) &&
            d.start < to) {
            for (to = d.start; to > from && to[-1] == ' ';)
                to--;
            if (to - from > 3 && memcmp(to - 3, " on", 3) == 0)
                to -= 3;
        }
        const char *q = from;
        if (to - from > 6 && ltn_is_upper(ltn_utf8_next(&q, to)))
            add_meta(r, LTN_META_EVENT, (ltn_range){from, to},
                     "speech.event.title", 75);
        return;
    }
}

static void read_title(reading *r)
{
    const char *rule = r->phrase ? "speech.title.phrase" : "speech.title.first";
    unsigned sure = r->phrase ? 93 : 65, from = r->title;
    ltn_range title = {r->at[from].at.start, r->at[r->title_end].at.end};

    r->f->titled = r->phrase;
    r->f->has_title = true;
    r->f->head_end = (uint32_t)(title.end - r->text);
    for (unsigned i = r->title; i <= r->title_end; i++)
        take_date(r, r->at[i].at, 92);
    if (title.end[-1] == '.' && bytes(title) > 1)
        title.end--;
    if (r->phrase && from > 0 && is_own_title(r, from - 1)) {
        r->at[from - 1].part = TITLE;
        r->at[from].part = SUBTITLE;
        add_meta(r, LTN_META_TITLE, r->at[from - 1].at, "speech.title.before",
                 75);
        add_meta(r, LTN_META_SUBTITLE, title, rule, 75);
    } else {
        add_meta(r, LTN_META_TITLE, title, rule, sure);
    }
    if (!r->phrase)
        return;
    take_event(r, title);
    ltn_named n = ltn_speech_named(&r->l->names, r->lang, speaker_at(r, title),
                                   title.end);
    add_speaker(r, &n, "speech.speaker.title", sure_of(&n));
}

static void read_office(reading *r, ltn_range b)
{
    const char *colon = memchr(b.start, ':', bytes(b));
    ltn_named n = {.role = {b.start, colon}, .name = {colon + 2, b.end}};
    uint32_t end = (uint32_t)(b.end - r->text);

    add_speaker(r, &n, "speech.speaker.label", 92);
    if (r->f->head_end < end)
        r->f->head_end = end;
}

static void read_byline(reading *r, unsigned *i)
{
    ltn_range b = r->at[*i].at;

    while (*i + 1 < r->len && r->at[*i + 1].part == BYLINE)
        b.end = r->at[++*i].at.end;
    ltn_named n = ltn_speech_named(&r->l->names, r->lang, b.start, b.end);
    add_speaker(r, &n, "speech.speaker.byline", 82);
    take_date(r, b, 85);
}

static void read_pieces(reading *r)
{
    for (unsigned i = 0; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        switch (r->at[i].part) {
        case OFFICE: read_office(r, b); break;
        case BYLINE: read_byline(r, &i); break;
        case DATE: take_date(r, b, 95); break;
        case PLACE:
            if (r->place_percent < 66) {
                r->place = b;
                r->place_percent = memchr(b.start, ',', bytes(b)) ? 66 : 65;
            }
            break;
        case SUMMARY:
        case OTHER: take_date(r, b, 80); break;
        case TITLE:
        case MORE_TITLE:
        case TIME:
        case SUBTITLE:
        case KICKER:
        case NOTICE:
        case SALUTATION:
        case TEXT: break;
        }
    }
}

/* ---- edits ---- */

static const struct {
    uint8_t kind, cls;
    const char *rule;
    uint8_t percent;
} as_block[TEXT + 1] = {
    [TITLE] = {LTN_HEADING, LTN_HEAD_MAIN, "speech.title.phrase", 93},
    [MORE_TITLE] = {LTN_HEADING, LTN_HEAD_MAIN, "speech.title.goes-on", 85},
    [DATE] = {LTN_DATELINE, 0, "speech.dateline", 92},
    [PLACE] = {LTN_DATELINE, 0, "speech.place.line", 70},
    [BYLINE] = {LTN_BYLINE, 0, "speech.byline", 80},
    [OFFICE] = {LTN_BYLINE, 0, "speech.byline.label", 92},
    [TIME] = {LTN_FURNITURE, LTN_FW_OTHER, "speech.time", 80},
    [SUBTITLE] = {LTN_HEADING, LTN_HEAD_SUB, "speech.subtitle", 70},
    [KICKER] = {LTN_FURNITURE, LTN_FW_KICKER, "speech.kicker", 75},
    [NOTICE] = {LTN_FURNITURE, LTN_FW_NOTICE, "speech.notice", 65},
    [SUMMARY] = {LTN_BYLINE, 0, "speech.summary", 60},
    [SALUTATION] = {LTN_SALUTATION, 0, "speech.salutation", 92},
};

/* The mark for lines that are one block, or a zeroed one for those that stay.
 */
static ltn_mark mark_of(reading *r, unsigned i)
{
    part p = r->at[i].part;

    if (!as_block[p].rule)
        return (ltn_mark){.kind = r->at[i].node->kind,
                          .cls = r->at[i].node->cls,
                          .level = r->at[i].node->level,
                          .why = r->at[i].node->why};
    if (p == DATE && r->phrase && i < r->title) /* before the title */
        return (ltn_mark){.kind = LTN_FURNITURE,
                          .cls = LTN_FW_BYLINE,
                          .why =
                              ltn_edit_why(r->e, "speech.date-line", 75, NULL)};
    bool guess = !r->phrase && p <= MORE_TITLE;
    return (ltn_mark){
        .kind = as_block[p].kind,
        .cls = as_block[p].cls,
        .level = as_block[p].kind == LTN_HEADING ? 1 + (p == SUBTITLE) : 0,
        .why =
            ltn_edit_why(r->e, guess ? "speech.title.first" : as_block[p].rule,
                         guess ? 65 : as_block[p].percent, NULL)};
}

/* Whether line i is of one block with the line before it. */
static bool is_joined(const reading *r, unsigned i)
{
    part a = r->at[i - 1].part, b = r->at[i].part;

    return same_block(r, i) &&
           (a == b || (a <= MORE_TITLE && b == MORE_TITLE) ||
            (a == DATE && b == PLACE) || (a == PLACE && b == DATE) ||
            (a >= OTHER && b >= OTHER));
}

/* Cuts the blocks of the front at lines that differ, and says what they are.
 */
static void put_blocks(reading *r)
{
    for (unsigned i = 0, next; i < r->len; i = next) {
        const ltn_node *n = r->at[i].node;
        bool changed = false;
        for (next = i; next < r->len && r->at[next].node == n; next++)
            changed |= as_block[r->at[next].part].rule != NULL;
        bool all =
            next < r->len || r->at[next - 1].at.end + 4 >= r->text + n->end;
        if (!changed || !all || ltn_kinds[n->kind].group != LTN_BLOCKS)
            continue;
        if (i > r->body && i > r->title_end && n->start >= r->f->zone)
            break;
        for (unsigned k = i + 1; k < next; k++) {
            if (is_joined(r, k))
                continue;
            ltn_mark m = mark_of(r, k - 1);
            ltn_edit_split(r->e, n, (uint32_t)(r->at[k].at.start - r->text),
                           &m);
        }
        ltn_mark last = mark_of(r, next - 1);
        ltn_edit_change(r->e, n, &last);
        r->f->done = n->end;
    }
}

/* "At the Lakeside Forum": where, in a line of its own. */
static bool is_venue(const reading *r, unsigned i)
{
    uint32_t tags = ltn_speech_first_tags(r->l, r->at[i].at);

    return (tags & LTN_NAME_SPOKEN_AT) &&
           ltn_is_upper(0x7F & *r->at[i].at.start);
}

/* Lines between title and speech that are nothing else. */
static void find_subtitles(reading *r)
{
    bool dated = false;

    for (unsigned i = r->title_end + 1; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        dated |= r->at[i].part == DATE || r->at[i].part == BYLINE;
        if (r->at[i].part != OTHER || ends_stop(b) || bytes(b) > SHORT)
            continue;
        if (*b.start == '[' || *b.start == '(' || *b.start == '*') {
            r->at[i].part = NOTICE;
        } else if (is_venue(r, i)) {
            r->at[i].part = PLACE;
        } else {
            r->at[i].part = SUBTITLE;
            if (!dated)
                add_meta(r, LTN_META_SUBTITLE, b, "speech.subtitle", 60);
        }
    }
}

/* Short lines of capitals before the title of a speech. */
static void find_kickers(reading *r)
{
    for (unsigned i = 0; r->phrase && i < r->title; i++) {
        ltn_range b = r->at[i].at;
        ltn_line_words n = ltn_speech_words(r->l, b);
        if (r->at[i].part == OTHER && is_loud(b) && n.words <= 4 &&
            n.digits == 0)
            r->at[i].part = KICKER;
    }
}

/* "GENEVA, 12 May 2014 — The ...": a report begins so. */
static void read_report(reading *r)
{
    ltn_date d;

    for (unsigned i = 0; i < r->len && r->date_percent == 0; i++) {
        ltn_range b = r->at[i].at;
        if (r->at[i].part != TEXT)
            continue;
        const char *end = b.end - b.start > 90 ? b.start + 90 : b.end;
        while (end > b.start && (*end & 0xC0) == 0x80 && end < b.end)
            end--;
        if (!ltn_speech_date(r->l, (ltn_range){b.start, end}, &d) ||
            d.start - b.start > 50)
            return;
        const char *p = d.end;
        while (p < b.end && strchr(" ().,", *p))
            p++;
        bool dash = p < b.end && (*p == '-' || memcmp(p, "—", 3) == 0 ||
                                  memcmp(p, "–", 3) == 0);
        ltn_range place = ltn_speech_place_before(r->l, b, &d);
        if (!dash || !place.start)
            return;
        take_date(r, (ltn_range){b.start, d.end}, 85);
        return;
    }
}

/* Dates in lines that are known to be of the page: "Published on ...". */
static void read_page_dates(reading *r)
{
    const ltn_node *root = r->e->doc->root;

    for (ltn_iter it = ltn_iter_at(root); r->date_percent == 0 &&
                                          ltn_iter_next(&it) &&
                                          it.node->start <= r->f->body;)
        if (it.event == LTN_ENTER && it.node->kind == LTN_FURNITURE &&
            it.node->end - it.node->start < SHORT)
            take_date(
                r,
                (ltn_range){r->text + it.node->start, r->text + it.node->end},
                60);
    r->place_percent = r->place.start ? r->place_percent : 0;
}

/* "My fellow citizens, no people on earth ...": the first words of the text
 * address somebody. */
static bool is_addressed(const reading *r)
{
    ltn_range b = r->body < r->len ? r->at[r->body].at : (ltn_range){0};
    const char *p = b.start;

    while (p < b.end && p < b.start + 80 && *p != ',' && *p != ':')
        p++;
    return p < b.end && p < b.start + 80 &&
           ltn_speech_salutes(r->l, b.start, p + 1, true, false);
}

/* "The following statement was issued today by the mayor, Ann Lee:" */
static void read_issuer(reading *r)
{
    ltn_range b = r->body < r->len ? r->at[r->body].at : (ltn_range){0};

    if (r->f->named || !r->phrase || bytes(b) > 250 || bytes(b) < 20 ||
        b.end[-1] != ':' || r->at[r->body].part != TEXT)
        return;
    ltn_named n =
        ltn_speech_named(&r->l->names, r->lang, speaker_at(r, b), b.end);
    if (n.name.start && n.role.start)
        add_speaker(r, &n, "speech.speaker.issued", 72);
}

static void put_found(reading *r)
{
    if (r->date_percent > 0)
        ltn_edit_meta(r->e, LTN_META_DATE,
                      squeezed(r->e, r->date.start, r->date.end),
                      ltn_edit_string(r->e, r->date.iso, strlen(r->date.iso)),
                      "speech.date", r->date_percent);
    if (r->place.start)
        add_meta(r, LTN_META_PLACE, r->place, "speech.place", r->place_percent);
}

void ltn_speech_front(ltn_lexicon *l, ltn_edits *e, ltn_front *f)
{
    reading r = {.l = l,
                 .e = e,
                 .f = f,
                 .text = e->doc->text.data,
                 .lang = ltn_meta_text(&e->doc->meta, LTN_META_LANGUAGE, "")};
    bool office = false;

    *f = (ltn_front){.speech = false};
    collect(&r);
    find_parts(&r);
    for (unsigned i = 0; i < 3 && i < r.len; i++)
        office |= r.at[i].part == OFFICE;
    f->speech = r.phrase || r.salutes || office || r.kicker;
    f->body = r.body < r.len ? (uint32_t)(r.at[r.body].at.start - r.text) : 0;
    if (f->speech) {
        find_title(&r);
        find_summary(&r);
        find_bylines(&r);
        find_places(&r);
        if (r.title < r.len)
            read_title(&r);
        read_pieces(&r);
        if (r.title < r.len)
            find_subtitles(&r);
        find_kickers(&r);
        read_issuer(&r);
        read_page_dates(&r);
        put_blocks(&r);
    } else {
        read_report(&r);
    }
    f->addressed = f->speech && is_addressed(&r);
    put_found(&r);
}
