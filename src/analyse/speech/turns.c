/* The speakers of transcripts: "Mr. SMITH (France): ...", "Q  ...".
 *
 * A label is a name or an office before a colon (or a full stop, in capitals)
 * at the start of a paragraph. A document has turns when labels come back or
 * differ; one label alone is how a single speech is typed, not a dialogue.
 */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    LABEL = 64,     /* bytes of a label */
    SPEAKERS = 200, /* told apart; more are one */
    WORDS = 7       /* of a label without its brackets */
};

/* The label of one paragraph. */
typedef struct label {
    const ltn_node *node;
    const char *text; /* where the speech begins */
    unsigned speaker; /* index in speakers */
} label;

typedef struct speaker {
    ltn_range name;
    unsigned turns;
    bool office;     /* has an honorific or an office: surely a person */
    uint32_t entity; /* 1-based; 0: not yet */
} speaker;

typedef struct turns {
    const ltn_lexicon *l;
    ltn_edits *e;
    const ltn_front *front;
    label *at;
    size_t len, cap;
    speaker speakers[SPEAKERS];
    unsigned count;
} turns;

/* What a label is made of. */
typedef struct shape {
    unsigned words, capitals, shouted;
    bool office, small;
} shape;

static void add_word(const turns *t, shape *s, const char *w, const char *end)
{
    const char *p = w;
    bool upper = ltn_is_upper(ltn_utf8_next(&p, end)), loud = upper;
    uint32_t tags = ltn_words_find(&t->l->names, w, (size_t)(end - w));

    while (p < end)
        loud &= !ltn_is_lower(ltn_utf8_next(&p, end));
    s->words++;
    s->capitals += upper;
    s->shouted += loud;
    s->office |= (tags & LTN_NAME_ROLE_WORD) ||
                 ((tags & LTN_NAME_HONOR) && upper && end - w > 1);
    s->small |=
        !upper && !(tags & (LTN_NAME_OF | LTN_NAME_HONOR | LTN_NAME_ROLE_WORD));
}

/* The words from p to end, without what is in brackets. */
static shape shape_of(const turns *t, const char *p, const char *end)
{
    shape s = {.words = 0};

    while (p < end && *p != '(') {
        const char *q = p, *from = p;
        if (!ltn_is_letter(ltn_utf8_next(&q, end))) {
            p = q;
            continue;
        }
        while (q < end && *q != '(') {
            const char *r = q;
            uint32_t c = ltn_utf8_next(&r, end);
            if (!ltn_is_letter(c) && c != '-' && c != '\'' && c != 0x2019)
                break;
            q = r;
        }
        add_word(t, &s, from, q);
        p = q;
    }
    return s;
}

/* Q and A with a stop, or with two spaces: how interviews are typed. */
static const char *question_label(const char *p, const char *end)
{
    if (end - p < 4 || (*p != 'Q' && *p != 'A'))
        return NULL;
    if ((p[1] == '.' || p[1] == ':') && p[2] == ' ')
        return p + 2;
    return *p == 'Q' && p[1] == ' ' && p[2] == ' ' ? p + 1 : NULL;
}

/* The end of the label at the start of a paragraph, or NULL. */
static const char *label_end(const turns *t, const char *p, const char *end,
                             bool *office)
{
    const char *q = question_label(p, end), *limit = end;

    *office = q != NULL;
    if (q)
        return q;
    if (limit - p > LABEL)
        limit = p + LABEL;
    for (q = p; q < limit && *q != ':' && *q != '\n'; q++)
        if (*q == '.' && q + 1 < limit && q[1] == ' ') {
            shape s = shape_of(t, p, q);
            if (s.words >= 2 && s.shouted == s.words && q - p > 6)
                break;
        }
    if (q >= limit || *q == '\n' || q + 1 >= end ||
        (q[1] != ' ' && q[1] != '\n'))
        return NULL;
    shape s = shape_of(t, p, q);
    ltn_phrase f = ltn_phrases_find(t->l->speech, p, (size_t)(q - p));
    if (s.words == 0 || s.words > WORDS || s.small ||
        (f.whole && f.cls == LTN_SPEECH_SALUTATION))
        return NULL;
    *office = s.office;
    bool loud = s.shouted == s.words && q - p > 3;
    return (s.office && s.capitals > 0) || loud ? q + 1 : NULL;
}

static bool same(ltn_range a, ltn_range b)
{
    size_t len = (size_t)(a.end - a.start);

    return len == (size_t)(b.end - b.start) &&
           memcmp(a.start, b.start, len) == 0;
}

static unsigned speaker_of(turns *t, ltn_range name, bool office)
{
    unsigned i = 0;

    while (i < t->count && !same(t->speakers[i].name, name))
        i++;
    if (i == t->count && t->count < SPEAKERS)
        t->speakers[t->count++] = (speaker){.name = name, .office = office};
    else if (i == t->count)
        i--;
    t->speakers[i].turns++;
    return i;
}

static void add_label(turns *t, const ltn_node *n, const char *end, bool office)
{
    const char *text = t->e->doc->text.data, *p = text + n->start;
    const char *stop = text + n->end, *q = end;

    if (t->len == t->cap) {
        size_t more = t->cap ? t->cap * 2 : 64;
        label *bigger = realloc(t->at, more * sizeof *bigger);
        if (!bigger) {
            t->e->status = LTN_ENOMEM;
            return;
        }
        t->at = bigger;
        t->cap = more;
    }
    while (q < stop && (unsigned char)*q <= ' ')
        q++;
    while (end > p && (end[-1] == ':' || end[-1] == '.' || end[-1] == ' '))
        end--;
    if (q < stop)
        t->at[t->len++] =
            (label){.node = n,
                    .text = q,
                    .speaker = speaker_of(t, (ltn_range){p, end}, office)};
}

/* "(Applause.)" */
static bool is_stage(const turns *t, const char *p, const char *end)
{
    while (end > p && (unsigned char)end[-1] <= ' ')
        end--;
    if (end - p < 4 || end - p > LABEL)
        return false;
    if (!(*p == '(' && end[-1] == ')') && !(*p == '[' && end[-1] == ']'))
        return false;
    return ltn_speech_phrase_of(t->l, p, end) == LTN_SPEECH_STAGE;
}

static void collect(turns *t)
{
    const char *text = t->e->doc->text.data;
    const ltn_front *f = t->front;
    uint32_t from = f->speech ? f->body : 0;
    bool office;

    for (ltn_iter it = ltn_iter_at(t->e->doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER || n->kind != LTN_PARAGRAPH ||
            n->start < from)
            continue;
        const char *p = text + n->start, *end = text + n->end;
        if (is_stage(t, p, end))
            ltn_edit_change(t->e, n,
                            &(ltn_mark){.kind = LTN_STAGE,
                                        .why = ltn_edit_why(
                                            t->e, "speech.stage", 90, NULL)});
        const char *stop = label_end(t, p, end, &office);
        if (stop)
            add_label(t, n, stop, office);
    }
}

/* Whether the labels are speakers: known offices that alternate, or names that
 * come back. */
static bool are_speakers(const turns *t)
{
    unsigned offices = 0, back = 0;

    for (unsigned i = 0; i < t->count; i++) {
        offices += t->speakers[i].office;
        back += t->speakers[i].turns > 1;
    }
    return t->count >= 2 && t->len >= 3 && back > 0 &&
           (offices > 0 || back >= 2);
}

/* Whether the label names the office of the speaker of the title: THE
 * PRESIDENT, where the title has President Lee. */
static bool is_main_speaker(const turns *t, ltn_range name)
{
    ltn_range role = t->front->role;
    const char *p = name.start;

    if (!role.start)
        return false;
    for (const char *q = p; q < name.end; q++)
        if (*q == ' ') { /* an article before it */
            p = q - p <= 3 ? q + 1 : p;
            break;
        }
    if (name.end - p != role.end - role.start)
        return false;
    for (const char *r = role.start; r < role.end; r++, p++)
        if ((*r | 0x20) != (*p | 0x20))
            return false;
    return true;
}

static uint32_t entity_of(turns *t, unsigned i)
{
    speaker *s = &t->speakers[i];

    if (is_main_speaker(t, s->name))
        s->entity = t->front->entity;
    size_t len = (size_t)(s->name.end - s->name.start);
    if (s->entity || len < 2) /* Q and A name nobody */
        return s->entity;
    return s->entity = ltn_edit_entity(
               t->e,
               &(ltn_entity){.cls = LTN_NAME_PERSON,
                             .name = ltn_edit_string(t->e, s->name.start, len),
                             .speaker = true,
                             .why = ltn_edit_why(t->e, "speech.turn.label",
                                                 s->office ? 88 : 75, NULL)});
}

/* The end of the turn that begins at l: the last block before the next label,
 * a heading or the end of its parent. */
static uint32_t turn_end(const label *l, const label *next)
{
    const ltn_node *last = l->node;

    for (const ltn_node *n = last->next; n; n = n->next) {
        if ((next && n == next->node) || n->kind == LTN_HEADING ||
            n->kind == LTN_DIVISION || n->kind == LTN_CLOSING)
            break;
        if (n->kind != LTN_FURNITURE)
            last = n;
    }
    return last->end;
}

static void put_turn(turns *t, const label *l, const label *next)
{
    const char *text = t->e->doc->text.data;
    const speaker *s = &t->speakers[l->speaker];
    const ltn_decision *why =
        ltn_edit_why(t->e, "speech.turn.label", s->office ? 88 : 75, NULL);
    ltn_props *props = ltn_edit_props(t->e, NULL);

    if (!props)
        return;
    props->who = entity_of(t, l->speaker);
    ltn_edit_mark(t->e, &(ltn_mark){.start = l->node->start,
                                    .end = turn_end(l, next),
                                    .kind = LTN_TURN,
                                    .props = props,
                                    .why = why});
    ltn_edit_split(t->e, l->node, (uint32_t)(l->text - text),
                   &(ltn_mark){.kind = LTN_SPEAKER, .why = why});
}

/* Turns, and those of who is called Q, or something like it. */
static void count_turns(const turns *t, ltn_signs *signs)
{
    signs->turns = t->len;
    for (size_t i = 0; i < t->len; i++) {
        ltn_range name = t->speakers[t->at[i].speaker].name;
        signs->questions +=
            *name.start == 'Q' &&
            (name.end - name.start == 1 ||
             (name.end - name.start == 8 && (name.start[1] | 0x20) == 'u'));
    }
}

void ltn_speech_turns(ltn_lexicon *l, ltn_edits *e, const ltn_front *f,
                      ltn_signs *signs)
{
    turns *t = calloc(1, sizeof *t);

    if (!t) {
        e->status = LTN_ENOMEM;
        return;
    }
    t->l = l;
    t->e = e;
    t->front = f;
    collect(t);
    if (e->status == LTN_OK && are_speakers(t)) {
        for (size_t i = 0; i < t->len; i++)
            put_turn(t, &t->at[i], i + 1 < t->len ? &t->at[i + 1] : NULL);
        count_turns(t, signs);
    }
    free(t->at);
    free(t);
}
