/* Title, date, place, event and speaker from the first lines.
 *
 * The lines before the speech proper are judged one by one (lines.c), then
 * together (heads.c); a block whose lines are of different kinds is cut at
 * them. */

#include "analyse/speech/head.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

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
    if (ltn_buf_status(&b) != LTN_OK)
        e->status = LTN_ENOMEM;
    ltn_buf_release(&b);
    return copy;
}

static void add_meta(ltn_head *r, ltn_meta_key key, ltn_range v,
                     const char *rule, unsigned percent)
{
    if (v.start && v.start < v.end)
        ltn_edit_meta(r->e, key, squeezed(r->e, v.start, v.end), NULL, rule,
                      percent);
}

/* ---- what the lines say ---- */

/* Takes the date of a line when it is better than what is known. */
static void take_date(ltn_head *r, ltn_range line, unsigned percent)
{
    ltn_date d;

    if (!ltn_speech_date(r->l, line, &d))
        return;
    ltn_range place = ltn_speech_place_before(r->l, line, &d);
    if (!place.start)
        place = ltn_speech_place_after(r->l, line, &d);
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
static void mark_name(ltn_head *r, ltn_range name, const ltn_decision *why)
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

static void add_speaker(ltn_head *r, const ltn_named *n, const char *rule,
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
    bool two =
        n->name.start && memchr(n->name.start, ' ', ltn_range_bytes(n->name));

    return two && n->role.start ? 92 : two ? 84 : 78;
}

/* Where the speaker's phrase begins: behind "by", or behind the phrase. */
static const char *speaker_at(const ltn_head *r, ltn_range title)
{
    ltn_phrase f =
        ltn_phrases_find(r->l->speech, title.start, ltn_range_bytes(title));
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
static const char *after_articles(const ltn_head *r, const char *p,
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
static void take_event(ltn_head *r, ltn_range title)
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

/* Whether a preposition stands before the speaker's phrase. */
static bool speaker_is_said(const ltn_head *r, ltn_range title)
{
    const char *p = speaker_at(r, title);

    while (p > title.start && !ltn_is_word(0x7F & p[-1]))
        p--;
    const char *from = p;
    while (from > title.start && (unsigned char)from[-1] > ' ')
        from--;
    return (ltn_words_find(&r->l->names, from, (size_t)(p - from)) &
            (LTN_NAME_BY | LTN_NAME_OF)) != 0;
}

static void read_title(ltn_head *r)
{
    const char *rule = r->phrase ? "speech.title.phrase" : "speech.title.first";
    unsigned sure = r->phrase ? 93 : 65, from = r->title;
    ltn_range title = {r->at[from].at.start, r->at[r->title_end].at.end};

    r->f->titled = r->phrase;
    r->f->has_title = true;
    r->f->head_end = (uint32_t)(title.end - r->text);
    for (unsigned i = r->title; i <= r->title_end; i++)
        take_date(r, r->at[i].at, 92);
    if (title.end[-1] == '.' && ltn_range_bytes(title) > 1)
        title.end--;
    if (r->phrase && from > 0 && ltn_head_is_own_title(r, from - 1)) {
        r->at[from - 1].part = LTN_PART_TITLE;
        r->at[from].part = LTN_PART_SUBTITLE;
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
    for (unsigned i = r->title + 1; !n.name.start && i <= r->title_end; i++)
        if ((ltn_speech_first_tags(r->l, r->at[i].at) & LTN_NAME_HONOR) &&
            ltn_speech_is_byline(r->l, r->lang, r->at[i].at, &n))
            break; /* a line of its own in the title */
    bool office = n.role.start && n.role.start <= speaker_at(r, title) + 1 &&
                  (ltn_speech_first_tags(r->l, n.role) & LTN_NAME_ROLE_WORD);
    if (n.name.start || office || speaker_is_said(r, title))
        add_speaker(r, &n, "speech.speaker.title", sure_of(&n));
}

static void read_office(ltn_head *r, ltn_range b)
{
    const char *colon = memchr(b.start, ':', ltn_range_bytes(b));
    ltn_named n = {.role = {b.start, colon}, .name = {colon + 2, b.end}};
    uint32_t end = (uint32_t)(b.end - r->text);

    add_speaker(r, &n, "speech.speaker.label", 92);
    if (r->f->head_end < end)
        r->f->head_end = end;
}

static void read_byline(ltn_head *r, unsigned *i)
{
    ltn_range b = r->at[*i].at;

    while (*i + 1 < r->len && r->at[*i + 1].part == LTN_PART_BYLINE)
        b.end = r->at[++*i].at.end;
    ltn_named n = ltn_speech_named(&r->l->names, r->lang, b.start, b.end);
    add_speaker(r, &n, "speech.speaker.byline", 82);
    take_date(r, b, 85);
}

/* "The mayor Ann Lee gave a speech at ..." */
static void read_summary(ltn_head *r, ltn_range b)
{
    ltn_named n = ltn_speech_named(&r->l->names, r->lang, b.start, b.end);

    take_date(r, b, 80);
    if (n.name.start && n.role.start && n.role.start < b.start + 40)
        add_speaker(r, &n, "speech.speaker.summary", 70);
}

static void read_pieces(ltn_head *r)
{
    for (unsigned i = 0; i < r->body && i < r->len; i++) {
        ltn_range b = r->at[i].at;
        switch (r->at[i].part) {
        case LTN_PART_OFFICE: read_office(r, b); break;
        case LTN_PART_BYLINE: read_byline(r, &i); break;
        case LTN_PART_DATE: take_date(r, b, 95); break;
        case LTN_PART_PLACE:
            if (r->place_percent < 66) {
                r->place = b;
                r->place_percent =
                    memchr(b.start, ',', ltn_range_bytes(b)) ? 66 : 65;
            }
            break;
        case LTN_PART_SUMMARY: read_summary(r, b); break;
        case LTN_PART_OTHER: take_date(r, b, 80); break;
        case LTN_PART_TITLE:
        case LTN_PART_MORE_TITLE:
        case LTN_PART_TIME:
        case LTN_PART_SUBTITLE:
        case LTN_PART_KICKER:
        case LTN_PART_LETTERHEAD:
        case LTN_PART_NOTICE:
        case LTN_PART_SALUTATION:
        case LTN_PART_TEXT: break;
        }
    }
}

static void read_subtitles(ltn_head *r)
{
    for (unsigned i = 0; i < r->body && i < r->len; i++)
        if (r->at[i].subtitle)
            add_meta(r, LTN_META_SUBTITLE, r->at[i].at, "speech.subtitle", 60);
}

/* ---- edits ---- */

static const struct {
    uint8_t kind, cls;
    const char *rule;
    uint8_t percent;
} as_block[LTN_PART_TEXT + 1] = {
    [LTN_PART_TITLE] = {LTN_HEADING, LTN_HEAD_MAIN, "speech.title.phrase", 93},
    [LTN_PART_MORE_TITLE] = {LTN_HEADING, LTN_HEAD_MAIN, "speech.title.goes-on",
                             85},
    [LTN_PART_DATE] = {LTN_DATELINE, 0, "speech.dateline", 92},
    [LTN_PART_PLACE] = {LTN_DATELINE, 0, "speech.place.line", 70},
    [LTN_PART_BYLINE] = {LTN_BYLINE, 0, "speech.byline", 80},
    [LTN_PART_OFFICE] = {LTN_BYLINE, 0, "speech.byline.label", 92},
    [LTN_PART_TIME] = {LTN_FURNITURE, LTN_FW_OTHER, "speech.time", 80},
    [LTN_PART_SUBTITLE] = {LTN_HEADING, LTN_HEAD_SUB, "speech.subtitle", 70},
    [LTN_PART_KICKER] = {LTN_FURNITURE, LTN_FW_KICKER, "speech.kicker", 75},
    [LTN_PART_LETTERHEAD] = {LTN_FURNITURE, LTN_FW_LETTERHEAD,
                             "speech.letterhead", 62},
    [LTN_PART_NOTICE] = {LTN_FURNITURE, LTN_FW_NOTICE, "speech.notice", 65},
    [LTN_PART_SUMMARY] = {LTN_BYLINE, 0, "speech.summary", 60},
    [LTN_PART_SALUTATION] = {LTN_SALUTATION, 0, "speech.salutation", 92},
};

/* The mark for lines that are one block, or a zeroed one for those that stay.
 */
static ltn_mark mark_of(ltn_head *r, unsigned i)
{
    ltn_part p = r->at[i].part;

    if (!as_block[p].rule)
        return (ltn_mark){.kind = r->at[i].node->kind,
                          .cls = r->at[i].node->cls,
                          .level = r->at[i].node->level,
                          .why = r->at[i].node->why};
    if (p == LTN_PART_DATE && r->phrase && i < r->title) /* before the title */
        return (ltn_mark){.kind = LTN_FURNITURE,
                          .cls = LTN_FW_BYLINE,
                          .why =
                              ltn_edit_why(r->e, "speech.date-line", 75, NULL)};
    bool guess = !r->phrase && p <= LTN_PART_MORE_TITLE;
    return (ltn_mark){
        .kind = as_block[p].kind,
        .cls = as_block[p].cls,
        .level =
            as_block[p].kind == LTN_HEADING ? 1 + (p == LTN_PART_SUBTITLE) : 0,
        .why =
            ltn_edit_why(r->e, guess ? "speech.title.first" : as_block[p].rule,
                         guess ? 65 : as_block[p].percent, NULL)};
}

/* Whether line i is of one block with the line before it. */
static bool is_joined(const ltn_head *r, unsigned i)
{
    ltn_part a = r->at[i - 1].part, b = r->at[i].part;

    return ltn_head_same_block(r, i) &&
           (a == b || (a <= LTN_PART_MORE_TITLE && b == LTN_PART_MORE_TITLE) ||
            (a == LTN_PART_DATE && b == LTN_PART_PLACE) ||
            (a == LTN_PART_PLACE && b == LTN_PART_DATE) ||
            (a >= LTN_PART_OTHER && b >= LTN_PART_OTHER));
}

/* A speech without a division gets one, from its title to its end. */
static void put_division(ltn_head *r)
{
    const ltn_node *title = r->at[r->title].node, *last = title;
    const ltn_node *root = r->e->doc->root;

    if (!r->phrase || title->parent != root ||
        r->at[r->title].at.start != r->text + title->start)
        return;
    for (const ltn_node *n = title; n; n = n->next)
        if (n->kind != LTN_FURNITURE)
            last = n;
    ltn_edit_mark(r->e, &(ltn_mark){.start = title->start,
                                    .end = last->end,
                                    .kind = LTN_DIVISION,
                                    .cls = LTN_DIV_SPEECH,
                                    .why = ltn_edit_why(r->e, "speech.division",
                                                        85, NULL)});
}

/* Cuts the blocks of the front at lines that differ, and says what they are.
 */
static void put_blocks(ltn_head *r)
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

/* "GENEVA, 12 May 2014 — The ...": a report begins so. */
static void read_report(ltn_head *r)
{
    ltn_date d;

    for (unsigned i = 0; i < r->len && r->date_percent == 0; i++) {
        ltn_range b = r->at[i].at;
        if (r->at[i].part != LTN_PART_TEXT)
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
static void read_page_dates(ltn_head *r)
{
    const ltn_node *root = r->e->doc->root;

    for (ltn_iter it = ltn_iter_at(root); r->date_percent == 0 &&
                                          ltn_iter_next(&it) &&
                                          it.node->start <= r->f->body;)
        if (it.event == LTN_ENTER && it.node->kind == LTN_FURNITURE &&
            it.node->end - it.node->start < LTN_HEAD_SHORT)
            take_date(
                r,
                (ltn_range){r->text + it.node->start, r->text + it.node->end},
                60);
    r->place_percent = r->place.start ? r->place_percent : 0;
}

/* "My fellow citizens, no people on earth ...": the first words of the text
 * address somebody. */
static bool is_addressed(const ltn_head *r)
{
    ltn_range b = r->body < r->len ? r->at[r->body].at : (ltn_range){0};
    const char *p = b.start;

    while (p < b.end && p < b.start + 80 && *p != ',' && *p != ':')
        p++;
    return p < b.end && p < b.start + 80 &&
           ltn_speech_salutes(r->l, b.start, p + 1, true, false);
}

/* "The following statement was issued today by the mayor, Ann Lee:" */
static void read_issuer(ltn_head *r)
{
    ltn_range b = r->body < r->len ? r->at[r->body].at : (ltn_range){0};

    if (r->f->named || !r->phrase || ltn_range_bytes(b) > 250 ||
        ltn_range_bytes(b) < 20 || b.end[-1] != ':' ||
        r->at[r->body].part != LTN_PART_TEXT)
        return;
    ltn_named n =
        ltn_speech_named(&r->l->names, r->lang, speaker_at(r, b), b.end);
    if (n.name.start && n.role.start)
        add_speaker(r, &n, "speech.speaker.issued", 72);
}

/* The line with the date of a page that is no speech. */
static void read_page(ltn_head *r)
{
    bool head = false;

    for (unsigned i = 0; i < r->body && i < r->len && i < 12; i++) {
        head |= r->at[i].node->kind == LTN_HEADING;
        if (!head || r->at[i].part != LTN_PART_DATE ||
            r->at[i].node->kind != LTN_PARAGRAPH ||
            ltn_range_bytes(r->at[i].at) + 4 <
                r->at[i].node->end - r->at[i].node->start)
            continue;
        take_date(r, r->at[i].at, 75);
        ltn_mark m = mark_of(r, i);
        ltn_edit_change(r->e, r->at[i].node, &m);
        return;
    }
}

static void put_found(ltn_head *r)
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
    ltn_head r = {.l = l,
                  .e = e,
                  .f = f,
                  .text = e->doc->text.data,
                  .lang = ltn_meta_text(&e->doc->meta, LTN_META_LANGUAGE, "")};
    bool office = false;

    *f = (ltn_front){.speech = false};
    ltn_head_find(&r);
    for (unsigned i = 0; i < 3 && i < r.len; i++)
        office |= r.at[i].part == LTN_PART_OFFICE;
    f->speech = r.phrase || r.salutes || office || r.kicker;
    f->body = r.body < r.len ? (uint32_t)(r.at[r.body].at.start - r.text) : 0;
    if (f->speech) {
        ltn_head_find_title(&r);
        if (r.title < r.len)
            read_title(&r);
        read_pieces(&r);
        ltn_head_find_rest(&r);
        read_subtitles(&r);
        read_issuer(&r);
        read_page_dates(&r);
        put_blocks(&r);
        if (r.title < r.len)
            put_division(&r);
    } else {
        read_report(&r);
        read_page(&r);
    }
    f->addressed = f->speech && is_addressed(&r);
    put_found(&r);
}
