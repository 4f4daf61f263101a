/* The turns of transcripts: paragraphs that begin with labels (labels.h).
 *
 * A document has turns when its labels come back or differ; one label alone is
 * how a single speech is typed, not a dialogue. */

#include "analyse/speech/labels.h"

#include <stdlib.h>
#include <string.h>

enum {
    STAGE = 64,     /* bytes of "(Applause.)" */
    SPEAKERS = 200, /* told apart; more are one */
    OFFICES = 3     /* labels that are surely ones and need not come back */
};

typedef struct label {
    const ltn_node *node;
    ltn_label label;
    unsigned speaker; /* index in speakers */
} label;

typedef struct speaker {
    ltn_label label; /* the first of it */
    unsigned turns;
    uint32_t entity; /* 1-based; 0: not yet */
} speaker;

struct ltn_turns {
    const ltn_lexicon *l;
    ltn_edits *e;
    const ltn_front *front;
    label *at;
    size_t len, cap;
    size_t paragraphs; /* from the first label on */
    speaker speakers[SPEAKERS];
    unsigned count;
    uint32_t end; /* bytes: what is after it is of nobody; 0: all */
};

static unsigned speaker_of(ltn_turns *t, const ltn_label *b)
{
    unsigned i = 0;

    while (i < t->count && !ltn_speech_same_speaker(&t->speakers[i].label, b))
        i++;
    if (i == t->count && t->count < SPEAKERS)
        t->speakers[t->count++] = (speaker){.label = *b};
    else if (i == t->count)
        i--;
    t->speakers[i].turns++;
    return i;
}

static void add_label(ltn_turns *t, const ltn_node *n, const ltn_label *b)
{
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
    t->at[t->len++] = (label){.node = n, .label = *b};
}

/* "(Applause.)" */
static bool is_stage(const ltn_turns *t, const char *p, const char *end)
{
    while (end > p && (unsigned char)end[-1] <= ' ')
        end--;
    if (end - p < 4 || end - p > STAGE)
        return false;
    if (!(*p == '(' && end[-1] == ')') && !(*p == '[' && end[-1] == ']'))
        return false;
    return ltn_speech_phrase_of(t->l, p, end) == LTN_SPEECH_STAGE;
}

/* Lines of labels have often been taken for headings. */
static bool may_be_label(const ltn_node *n, uint32_t from)
{
    return (n->kind == LTN_PARAGRAPH || n->kind == LTN_HEADING) &&
           n->start >= from;
}

static void collect(ltn_turns *t)
{
    const char *text = t->e->doc->text.data;
    uint32_t from = t->front->head_end;

    for (ltn_iter it = ltn_iter_at(t->e->doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER || !may_be_label(n, from))
            continue;
        const char *p = text + n->start, *end = text + n->end;
        t->paragraphs += t->len > 0;
        if (n->kind == LTN_PARAGRAPH && is_stage(t, p, end))
            ltn_edit_change(t->e, n,
                            &(ltn_mark){.kind = LTN_STAGE,
                                        .why = ltn_edit_why(
                                            t->e, "speech.stage", 90, NULL)});
        ltn_label b = ltn_speech_label(t->l, p, end);
        if (b.sign && (n->kind == LTN_PARAGRAPH || b.sign == LTN_LABEL_LINE ||
                       (n->why && b.sign == LTN_LABEL_STOP)))
            add_label(t, n, &b);
    }
}

/* Keeps the labels that are set apart as most of the sure ones are. */
static void keep_sign(ltn_turns *t)
{
    size_t count[LTN_LABEL_SIGNS] = {0}, kept = 0;
    unsigned best = LTN_LABEL_COLON;

    for (size_t i = 0; i < t->len; i++)
        count[t->at[i].label.sign] += t->at[i].label.sure ? 2 : 1;
    for (unsigned k = 0; k < LTN_LABEL_SIGNS; k++)
        if (k != LTN_LABEL_SPACE && count[k] > count[best])
            best = k;
    for (size_t i = 0; i < t->len; i++)
        if (t->at[i].label.sign == best ||
            t->at[i].label.sign == LTN_LABEL_SPACE)
            t->at[kept++] = t->at[i];
    t->len = kept;
    for (size_t i = 0; i < t->len && t->e->status == LTN_OK; i++)
        t->at[i].speaker = speaker_of(t, &t->at[i].label);
}

/* Leaves out labels of nobody: what is not sure has to come back. */
static void keep_speakers(ltn_turns *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->len; i++) {
        const speaker *s = &t->speakers[t->at[i].speaker];
        if (t->at[i].label.sure || s->label.sure || s->turns > 1)
            t->at[kept++] = t->at[i];
    }
    t->len = kept;
}

/* Whether the labels are speakers: known offices that alternate, or names that
 * come back. */
static bool are_speakers(const ltn_turns *t)
{
    unsigned sure = 0, back = 0, weak = 0, titled = 0;

    for (unsigned i = 0; i < t->count; i++) {
        const speaker *s = &t->speakers[i];
        sure += s->label.sure;
        back += s->turns > 1;
        weak += !s->label.sure && s->turns > 1;
        titled += s->label.sure && s->label.surname.start &&
                  s->label.affiliation.start;
    }
    if (t->count < 2 || t->len < 3)
        return false;
    if (t->len > 0 && t->at[0].label.sign == LTN_LABEL_LINE)
        return back >= 2 && t->len * 4 >= t->paragraphs;
    if (sure == 0) /* names alone: the whole text is a dialogue */
        return weak >= 2 && t->len >= 4 && t->len * 3 >= t->paragraphs;
    bool dense = t->len * 4 >= t->paragraphs;
    return (back > 0 && (sure > 1 || weak > 0)) ||
           (dense && (titled >= 1 || sure >= OFFICES) && sure >= OFFICES - 1);
}

/* Whether the label is of the speaker of the title: by surname, or by office:
 * THE PRESIDENT, where the title has President Lee. */
static bool is_main_speaker(const ltn_turns *t, const ltn_label *b)
{
    const ltn_front *f = t->front;
    ltn_range name = b->name, main = f->name;

    if (!f->named)
        return false;
    if (b->surname.start) {
        for (const char *p = main.end; p > main.start; p--)
            if (p[-1] == ' ') {
                main.start = p;
                break;
            }
        return ltn_speech_same_text(main, b->surname);
    }
    const char *blank =
        memchr(name.start, ' ', (size_t)(name.end - name.start));
    if (blank && blank - name.start <= 3)
        name.start = blank + 1;
    return f->role.start && ltn_speech_same_text(f->role, name);
}

static const char *copy(ltn_turns *t, ltn_range r)
{
    return r.start ? ltn_edit_string(t->e, r.start, (size_t)(r.end - r.start))
                   : NULL;
}

static uint32_t entity_of(ltn_turns *t, unsigned i)
{
    speaker *s = &t->speakers[i];

    if (is_main_speaker(t, &s->label))
        s->entity = t->front->entity;
    if (s->entity || (s->label.anybody && !s->label.surname.start))
        return s->entity;
    return s->entity = ltn_edit_entity(
               t->e, &(ltn_entity){
                         .cls = LTN_NAME_PERSON,
                         .name = copy(t, s->label.name),
                         .affiliation = copy(t, s->label.affiliation),
                         .speaker = true,
                         .why = ltn_edit_why(t->e, "speech.turn.label",
                                             s->label.sure ? 88 : 75, NULL)});
}

/* The end of the turn that begins at l: the last block before the next label,
 * a heading or the end of its parent. */
static uint32_t turn_end(const ltn_turns *t, const label *l, const label *next)
{
    const ltn_node *last = l->node;

    for (const ltn_node *n = last->next; n; n = n->next) {
        if ((next && n == next->node) || n->kind == LTN_HEADING ||
            n->kind == LTN_DIVISION || (t->end && n->start >= t->end))
            break;
        if (n->kind != LTN_FURNITURE)
            last = n;
    }
    return last->end;
}

static void dissolve_division(ltn_turns *t, const label *l)
{
    const ltn_node *parent = l->node->parent;

    if (parent && parent->kind == LTN_DIVISION && parent->first == l->node)
        ltn_edit_dissolve(t->e, parent);
}

/* A label on a line of its own, which was taken for the heading of a division.
 */
static void put_line(ltn_turns *t, const label *l, const ltn_decision *why)
{
    ltn_edit_change(t->e, l->node,
                    &(ltn_mark){.kind = LTN_SPEAKER, .why = why});
    dissolve_division(t, l);
}

static void put_turn(ltn_turns *t, const label *l, const label *next)
{
    const char *text = t->e->doc->text.data;
    const speaker *s = &t->speakers[l->speaker];
    const ltn_decision *why =
        ltn_edit_why(t->e, "speech.turn.label", s->label.sure ? 88 : 75, NULL);
    ltn_props *props = ltn_edit_props(t->e, NULL);
    bool line = l->label.sign == LTN_LABEL_LINE;

    if (!props)
        return;
    props->who = entity_of(t, l->speaker);
    ltn_edit_mark(t->e, &(ltn_mark){.start = l->node->start,
                                    .end = turn_end(t, l, next),
                                    .kind = LTN_TURN,
                                    .props = props,
                                    .why = why});
    if (line) {
        put_line(t, l, why);
        return;
    }
    ltn_edit_split(t->e, l->node, (uint32_t)(l->label.text - text),
                   &(ltn_mark){.kind = LTN_SPEAKER, .why = why});
    if (l->node->kind == LTN_HEADING) { /* it only looked like one */
        ltn_edit_change(t->e, l->node,
                        &(ltn_mark){.kind = LTN_PARAGRAPH, .why = why});
        dissolve_division(t, l);
    }
}

static void count_turns(const ltn_turns *t, ltn_signs *signs)
{
    signs->turns = t->len;
    for (size_t i = 0; i < t->len; i++)
        signs->questions += t->at[i].label.asks;
}

ltn_turns *ltn_speech_turns_find(ltn_lexicon *l, ltn_edits *e,
                                 const ltn_front *f, ltn_signs *signs)
{
    ltn_turns *t = calloc(1, sizeof *t);

    if (!t) {
        e->status = LTN_ENOMEM;
        return NULL;
    }
    t->l = l;
    t->e = e;
    t->front = f;
    collect(t);
    keep_sign(t);
    if (e->status == LTN_OK && are_speakers(t)) {
        keep_speakers(t);
        count_turns(t, signs);
    } else {
        t->len = 0;
    }
    return t;
}

void ltn_speech_turns_put(ltn_turns *t, uint32_t end)
{
    if (!t)
        return;
    t->end = end;
    for (size_t i = 0; i < t->len && t->e->status == LTN_OK; i++)
        put_turn(t, &t->at[i], i + 1 < t->len ? &t->at[i + 1] : NULL);
    free(t->at);
    free(t);
}
