/* Title, date, place, event and speaker from the first blocks. */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    TITLE_BYTES = 500, /* longer blocks are no titles */
    SHORT = 120,       /* bytes of a line that stands for itself */
    BODY = 200         /* bytes of a block that is no front matter */
};

typedef struct reading {
    ltn_lexicon *l;
    ltn_edits *e;
    ltn_front *f;
    const char *text;
    ltn_date date; /* the best so far */
    unsigned date_percent;
    unsigned title, title_end; /* its blocks; title == blocks: none */
    bool salutes, dated;
    bool open;        /* the last block was an unfinished salutation */
    unsigned role_at; /* "President: Ann Lee"; blocks: none */
} reading;

ltn_range ltn_speech_line(const char **p, const char *end)
{
    const char *s = *p;
    const char *stop = memchr(s, '\n', (size_t)(end - s));
    ltn_range r = {s, stop ? stop : end};

    *p = stop ? stop + 1 : end;
    while (r.end > r.start && (unsigned char)r.end[-1] <= ' ')
        r.end--;
    while (r.start < r.end && (unsigned char)*r.start <= ' ')
        r.start++;
    return r;
}

int ltn_speech_phrase_of(const ltn_lexicon *l, const char *p, const char *end)
{
    ltn_phrase f = ltn_phrases_find(l->speech, p, (size_t)(end - p));

    return f.begins || f.whole ? f.cls : -1;
}

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

static void add_meta(reading *r, ltn_meta_key key, const char *p,
                     const char *end, const char *rule, unsigned percent)
{
    if (p && p < end)
        ltn_edit_meta(r->e, key, squeezed(r->e, p, end), NULL, rule, percent);
}

static ltn_range range_of(const reading *r, unsigned i)
{
    const ltn_node *n = r->f->block[i];

    return (ltn_range){r->text + n->start, r->text + n->end};
}

/* Where in the block a title begins: at a line that begins with such a phrase,
 * or at its start when the phrase comes later; NULL: nowhere. */
static const char *title_at(const reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);

    for (const char *p = b.start; p < b.end;) {
        ltn_range line = ltn_speech_line(&p, b.end);
        if (ltn_speech_phrase_of(r->l, line.start, line.end) ==
            LTN_SPEECH_TITLE)
            return line.start;
    }
    ltn_phrase f =
        ltn_phrases_find(r->l->speech, b.start, (size_t)(b.end - b.start));
    return f.cls == LTN_SPEECH_TITLE && !f.begins ? b.start : NULL;
}

static bool find_date(const reading *r, ltn_range in, ltn_date *d)
{
    const char *at = in.start;

    while (ltn_date_next(&r->l->dates, in.start, &at, in.end, d))
        if (d->iso[7] == '-')
            return true;
    return false;
}

/* Whether nearly all of the line is the date and a place. */
static bool is_dateline(ltn_range line, const ltn_date *d)
{
    const char *p = line.start;
    unsigned small = 0;

    if (line.end - line.start > SHORT)
        return false;
    while (p < line.end) {
        bool first = p == line.start || p[-1] == ' ';
        const char *at = p;
        uint32_t c = ltn_utf8_next(&p, line.end);
        if (first && ltn_is_lower(c) && (at < d->start || at >= d->end))
            small++;
    }
    return small <= 1 && line.end - d->end < 30;
}

/* Takes the date of a line when it is better than what is known. */
static void take_date(reading *r, const ltn_date *d, unsigned percent)
{
    if (percent <= r->date_percent)
        return;
    r->date = *d;
    r->date_percent = percent;
}

/* The place before the date of a dateline: "NEW YORK, 27 SEPTEMBER 2024". */
static void take_place(reading *r, ltn_range line, const ltn_date *d)
{
    const char *end = d->start;
    unsigned letters = 0, commas = 0;

    while (end > line.start && !(end[-1] & 0x80) &&
           !ltn_is_word((unsigned char)end[-1]))
        end--;
    for (const char *p = line.start; p < end;) {
        uint32_t c = ltn_utf8_next(&p, end);
        letters += ltn_is_letter(c);
        commas += c == ',';
        if (ltn_is_digit(c) || c == '\n')
            return;
    }
    if (letters > 2 && commas < 3 && end - line.start < 60)
        add_meta(r, LTN_META_PLACE, line.start, end, "speech.place.dateline",
                 80);
}

/* 10:53 A.M. EDT */
static bool is_time(ltn_range b)
{
    const char *p = b.start;
    size_t len = (size_t)(b.end - p);

    if (len < 4 || len > 24 || *p < '0' || *p > '9')
        return false;
    p += p[1] >= '0' && p[1] <= '9' ? 2 : 1;
    return *p == ':' && p[1] >= '0' && p[1] <= '5';
}

/* "President: Thomas Jefferson" */
static bool is_role_line(const reading *r, ltn_range b)
{
    const char *colon = memchr(b.start, ':', (size_t)(b.end - b.start));

    if (!colon || b.end - b.start > 80 || colon + 2 >= b.end ||
        memchr(b.start, '\n', (size_t)(b.end - b.start)))
        return false;
    const char *p = b.start;
    while (p < colon && *p != ' ')
        p++;
    uint32_t tags =
        ltn_words_find(&r->l->names, b.start, (size_t)(p - b.start));
    const char *name = colon + 2;
    return (tags & LTN_NAME_ROLE_WORD) && colon[1] == ' ' &&
           ltn_is_upper(ltn_utf8_next(&name, b.end)) && b.end[-1] != '.';
}

static void change(reading *r, unsigned i, ltn_kind kind, unsigned cls,
                   const char *rule, unsigned percent)
{
    const ltn_node *n = r->f->block[i];
    uint8_t level = kind == LTN_HEADING ? 1 : 0;

    if (n->kind == kind || ltn_kinds[n->kind].group != LTN_BLOCKS)
        return;
    ltn_edit_change(
        r->e, n,
        &(ltn_mark){.kind = (uint8_t)kind,
                    .cls = (uint8_t)cls,
                    .level = level,
                    .why = ltn_edit_why(r->e, rule, percent, NULL)});
}

/* Whether more belongs to the title: "STATEMENT BY", "... AT THE". */
static bool is_unfinished(const reading *r, ltn_range title)
{
    const char *p = title.end;

    while (p > title.start &&
           (p[-1] & 0x80 || ltn_is_letter((unsigned char)p[-1])))
        p--;
    return title.end - title.start < 16 ||
           (ltn_words_find(&r->l->names, p, (size_t)(title.end - p)) &
            (LTN_NAME_TO | LTN_NAME_OF | LTN_NAME_BY)) ||
           (title.end - p == 3 && (p[0] | 0x20) == 't' && (p[1] | 0x20) == 'h');
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

/* What the block is; the first three are front matter. */
typedef enum part { TITLE, DATE, OTHER_FRONT, SALUTATION, TEXT } part;

static part part_of(reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);
    size_t len = (size_t)(b.end - b.start);
    ltn_date d;

    bool titled = i > 0 && r->title == i - 1;
    if (titled && is_unfinished(r, range_of(r, i - 1)))
        return OTHER_FRONT;          /* STATEMENT BY / H.E. MR. LEE */
    if (i < 3 && is_role_line(r, b)) /* not an address: "President: Lee" */
        return OTHER_FRONT;
    if (ltn_speech_salutes(r->l, b.start, b.end, true, r->open)) {
        r->open = ltn_speech_is_open(b);
        return SALUTATION;
    }
    r->open = false;
    if (len < TITLE_BYTES && r->title == r->f->blocks && title_at(r, i))
        return TITLE;
    if (len < SHORT && find_date(r, b, &d) && is_dateline(b, &d))
        return DATE;
    if (is_time(b) || is_role_line(r, b))
        return OTHER_FRONT;
    char last = b.end > b.start ? b.end[-1] : 0;
    bool ends = last == '.' || last == '?' || last == '!' || last == ':';
    return len < BODY && (!ends || r->title == r->f->blocks) && len < SHORT
               ? OTHER_FRONT
               : TEXT;
}

/* Finds the parts and where the speech proper begins. */
static void find_parts(reading *r, part *parts)
{
    ltn_front *f = r->f;
    unsigned texts = 0;

    f->body = f->blocks;
    r->title = r->role_at = f->blocks;
    for (unsigned i = 0; i < f->blocks; i++) {
        parts[i] = part_of(r, i);
        r->salutes |= parts[i] == SALUTATION;
        if (parts[i] == TITLE)
            r->title = i;
        if (parts[i] == OTHER_FRONT && is_role_line(r, range_of(r, i)) && i < 3)
            r->role_at = i;
        texts += parts[i] == TEXT;
        if (texts <= 3)
            f->zone = f->block[i]->end;
        if (texts == 1 && f->body == f->blocks && parts[i] == TEXT &&
            r->title < f->blocks)
            f->body = i;
        if (texts >= 4)
            break;
    }
    for (unsigned i = 0; i < f->body && f->body == f->blocks; i++)
        if (parts[i] == TEXT || parts[i] == SALUTATION)
            f->body = i;
    f->speech = r->title < f->blocks || r->salutes || r->role_at < f->blocks;
}

/* The title's lines, without those at its end that hold only date and place. */
static ltn_range title_of(reading *r, ltn_range b)
{
    ltn_range title = {b.start, b.start};
    ltn_date d;

    for (const char *p = b.start; p < b.end;) {
        ltn_range line = ltn_speech_line(&p, b.end);
        if (line.start > b.start && find_date(r, line, &d) &&
            is_dateline(line, &d)) {
            take_date(r, &d, 95);
            take_place(r, line, &d);
            break;
        }
        if (find_date(r, line, &d))
            take_date(r, &d, 92);
        title.end = line.end;
    }
    if (title.end > title.start && title.end[-1] == '.')
        title.end--;
    return title;
}

/* Where the speaker's phrase begins: behind "by", or behind the phrase. */
static const char *speaker_at(const reading *r, ltn_range title)
{
    ltn_phrase f = ltn_phrases_find(r->l->speech, title.start,
                                    (size_t)(title.end - title.start));
    const char *p = title.start + (f.begins ? f.len : 0);

    for (const char *q = title.start; q + 4 < title.end; q++)
        if ((q[0] == ' ' || q[0] == '\n') && (q[1] | 0x20) == 'b' &&
            (q[2] | 0x20) == 'y' && (q[3] == ' ' || q[3] == '\n'))
            return q + 4;
    return p;
}

/* Strips "the", "an" from the front of a phrase. */
static const char *after_article(const char *p, const char *end)
{
    static const char *const articles[] = {"the ", "an ", "a ", "la ", "le "};

    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        size_t n = strlen(articles[i]);
        if ((size_t)(end - p) > n) {
            size_t k = 0;
            while (k < n &&
                   (articles[i][k] == ' ' ? p[k] == ' ' || p[k] == '\n'
                                          : (p[k] | 0x20) == articles[i][k]))
                k++;
            if (k == n)
                return p + n;
        }
    }
    return p;
}

/* "at the UN Security Council meeting on ..." */
static void take_event(reading *r, ltn_range title)
{
    for (const char *p = title.start; p + 5 < title.end; p++) {
        if ((p[0] != ' ' && p[0] != '\n') || (p[1] | 0x20) != 'a' ||
            (p[2] | 0x20) != 't' || (p[3] != ' ' && p[3] != '\n'))
            continue;
        const char *from = after_article(p + 4, title.end), *to = from;
        while (to < title.end && *to != ',' && *to != '|' && *to != ';' &&
               (to + 4 > title.end || memcmp(to, " on ", 4) != 0))
            to++;
        if (to - from > 6)
            add_meta(r, LTN_META_EVENT, from, to, "speech.event.title", 75);
        return;
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
    if (n->role.start)
        add_meta(r, LTN_META_SPEAKER_ROLE, n->role.start, n->role.end, rule,
                 percent - 5);
    if (n->body.start)
        add_meta(r, LTN_META_SPEAKER_AFFILIATION, n->body.start, n->body.end,
                 rule, percent - 5);
    if (!n->name.start || r->f->named)
        return;
    add_meta(r, LTN_META_SPEAKER, n->name.start, n->name.end, rule, percent);
    ltn_entity who = {.cls = LTN_NAME_PERSON, .speaker = true};
    who.name = squeezed(r->e, n->name.start, n->name.end);
    if (n->role.start)
        who.role = squeezed(r->e, n->role.start, n->role.end);
    if (n->body.start)
        who.affiliation = squeezed(r->e, n->body.start, n->body.end);
    who.why = ltn_edit_why(r->e, rule, percent, NULL);
    r->f->entity = ltn_edit_entity(r->e, &who);
    r->f->role = n->role;
    r->f->named = true;
    mark_name(r, n->name, who.why);
}

static unsigned sure_of(const ltn_named *n)
{
    bool two = n->name.start && memchr(n->name.start, ' ',
                                       (size_t)(n->name.end - n->name.start));

    return two && n->role.start ? 92 : two ? 84 : 78;
}

/* Whether the next block belongs to the title: what is unfinished, and lines
 * of capitals after one of them. */
static bool goes_on(const reading *r, const part *parts, ltn_range title)
{
    unsigned next = r->title_end + 1;

    if (next >= r->f->body || next > r->title + 6 || parts[next] != OTHER_FRONT)
        return false;
    return is_unfinished(r, title) ||
           (is_loud(title) && is_loud(range_of(r, next)));
}

static void read_title(reading *r, const part *parts)
{
    const char *from = title_at(r, r->title);
    ltn_range title = range_of(r, r->title);
    const char *rule = from ? "speech.title.phrase" : "speech.title.first";
    unsigned sure = from ? 93 : 65;
    r->f->titled = from != NULL;

    if (from)
        title.start = from;
    title = title_of(r, title);
    change(r, r->title, LTN_HEADING, LTN_HEAD_MAIN, rule, sure);
    while (goes_on(r, parts, title)) {
        title.end = range_of(r, ++r->title_end).end;
        title = title_of(r, title);
        change(r, r->title_end, LTN_HEADING, LTN_HEAD_MAIN, rule, sure);
    }
    r->f->head_end = r->f->block[r->title_end]->end;
    add_meta(r, LTN_META_TITLE, title.start, title.end, rule, sure);
    if (!from)
        return;
    take_event(r, title);
    ltn_named n =
        ltn_speech_named(&r->l->names, speaker_at(r, title), title.end);
    add_speaker(r, &n, "speech.speaker.title", sure_of(&n));
}

static void read_role_line(reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);
    const char *colon = memchr(b.start, ':', (size_t)(b.end - b.start));
    ltn_named n = {.role = {b.start, colon}, .name = {colon + 2, b.end}};

    add_speaker(r, &n, "speech.speaker.label", 92);
    change(r, i, LTN_BYLINE, 0, "speech.byline.label", 92);
    if (r->f->head_end < r->f->block[i]->end)
        r->f->head_end = r->f->block[i]->end;
}

/* A line with an honorific before the speech: "H.E. Mr. Ann Lee". */
static void read_honor_line(reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);

    for (const char *p = b.start; p < b.end && !r->f->named;) {
        ltn_range line = ltn_speech_line(&p, b.end);
        const char *q = line.start;
        while (q < line.end && *q != ' ' && *q != '.')
            q++;
        uint32_t tags =
            ltn_words_find(&r->l->names, line.start, (size_t)(q - line.start));
        if (!(tags & LTN_NAME_HONOR))
            continue;
        ltn_named n = ltn_speech_named(&r->l->names, line.start, b.end);
        if (n.name.start)
            add_speaker(r, &n, "speech.speaker.honorific", 80);
    }
}

static void read_date_block(reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);
    ltn_date d;

    if (!find_date(r, b, &d))
        return;
    take_date(r, &d, 95);
    take_place(r, b, &d);
    r->dated = true;
    change(r, i, LTN_DATELINE, 0, "speech.dateline", 92);
}

/* "Veterans Memorial Park": no sentence, no label. */
static bool is_place(ltn_range b)
{
    return b.end - b.start < 80 && ltn_speech_is_open(b) && b.end[-1] != ')' &&
           !memchr(b.start, ':', (size_t)(b.end - b.start));
}

static void read_other(reading *r, unsigned i)
{
    ltn_range b = range_of(r, i);
    ltn_date d;

    if (!r->f->named)
        read_honor_line(r, i);
    if (find_date(r, b, &d))
        take_date(r, &d, 80);
    if (is_time(b)) {
        change(r, i, LTN_FURNITURE, LTN_FW_OTHER, "speech.time", 80);
    } else if (r->dated && i > r->title && is_place(b)) {
        change(r, i, LTN_DATELINE, 0, "speech.place.line", 70);
        add_meta(r, LTN_META_PLACE, b.start, b.end, "speech.place.line", 65);
    } else if (!r->dated && i > r->title && r->title < r->f->blocks) {
        change(r, i, LTN_HEADING, LTN_HEAD_SUB, "speech.subtitle", 65);
        add_meta(r, LTN_META_SUBTITLE, b.start, b.end, "speech.subtitle", 60);
    }
}

/* A summary between the title and the first salutation, with a date of its
 * own, is not spoken. */
static void read_summary(reading *r, const part *parts, unsigned i)
{
    unsigned k = i + 1;
    ltn_date d;

    for (unsigned before = 0; before < i; before++)
        if (parts[before] == SALUTATION)
            return;
    while (k < i + 4 && k < r->f->blocks && parts[k] == OTHER_FRONT)
        k++;
    ltn_range b = range_of(r, i);
    if (k < r->f->blocks && parts[k] == SALUTATION && b.end - b.start < 400 &&
        find_date(r, b, &d))
        change(r, i, LTN_BYLINE, 0, "speech.summary", 60);
}

/* Without a title phrase: the first line before the speech that is no date. */
static void guess_title(reading *r, const part *parts)
{
    for (unsigned i = 0; i < r->f->body; i++)
        if (parts[i] == OTHER_FRONT && i != r->role_at &&
            !is_time(range_of(r, i))) {
            r->title = i;
            return;
        }
}

static void collect(ltn_front *f, const ltn_node *root)
{
    for (ltn_iter it = ltn_iter_at(root);
         f->blocks < LTN_FRONT_MAX && ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_FURNITURE || n->kind == LTN_FOOTNOTE)
            ltn_iter_skip(&it);
        else if (ltn_kinds[n->kind].group == LTN_BLOCKS)
            f->block[f->blocks++] = n;
    }
}

void ltn_speech_front(ltn_lexicon *l, ltn_edits *e, ltn_front *f)
{
    part parts[LTN_FRONT_MAX] = {TITLE};
    reading r = {.l = l, .e = e, .f = f, .text = e->doc->text.data};

    *f = (ltn_front){.blocks = 0};
    collect(f, e->doc->root);
    find_parts(&r, parts);
    if (!f->speech)
        return;
    if (r.title == f->blocks)
        guess_title(&r, parts);
    r.title_end = r.title;
    if (r.title < f->blocks)
        read_title(&r, parts);
    if (r.role_at < f->blocks)
        read_role_line(&r, r.role_at);
    for (unsigned i = 0; i < f->body; i++) {
        bool title = i >= r.title && i <= r.title_end;
        if (parts[i] == DATE && !title)
            read_date_block(&r, i);
        else if (parts[i] == OTHER_FRONT && !title && i != r.role_at)
            read_other(&r, i);
    }
    if (r.title < f->body && f->body < f->blocks && parts[f->body] == TEXT)
        read_summary(&r, parts, f->body);
    if (r.date_percent > 0)
        ltn_edit_meta(e, LTN_META_DATE, squeezed(e, r.date.start, r.date.end),
                      ltn_edit_string(e, r.date.iso, strlen(r.date.iso)),
                      "speech.date", r.date_percent);
}
