/* How a speech or a letter ends: thanks, valediction, signatures; and what of
 * the page stands after them. */

#include "analyse/speech/labels.h"
#include "analyse/speech/lines.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    CLOSING = 320,     /* bytes of a block that ends a speech */
    VALEDICTION = 200, /* of one that ends a letter */
    SIGNATURE = 100,   /* of a block of signatures */
    SIGNATURES = 300,  /* ... with the valediction before them */
    LEFT = 160,        /* of what may stand after the end */
    MOST_SIGNED = 6,   /* blocks of signatures */
    CLOSING_BLOCKS = 3
};

typedef struct ending {
    const ltn_lexicon *l;
    ltn_edits *e;
    const ltn_tail *t;
    ltn_signs *signs;
} ending;

const ltn_node *ltn_speech_from_end(const ltn_tail *t, size_t i)
{
    if (i >= t->seen || i >= LTN_TAIL)
        return NULL;
    return t->at[(t->seen - 1 - i) % LTN_TAIL];
}

static ltn_range block(const ending *g, size_t i)
{
    const ltn_node *n = ltn_speech_from_end(g->t, i);
    const char *text = g->e->doc->text.data;

    if (!n)
        return (ltn_range){0};
    ltn_range r = {text + n->start, text + n->end};
    while (r.end > r.start && (unsigned char)r.end[-1] <= ' ')
        r.end--;
    return r;
}

static void change(ending *g, size_t i, ltn_kind kind, unsigned cls,
                   const char *rule, unsigned percent)
{
    const ltn_node *n = ltn_speech_from_end(g->t, i);

    if (ltn_kinds[n->kind].group != LTN_BLOCKS || n->kind == kind)
        return;
    ltn_edit_change(
        g->e, n,
        &(ltn_mark){.kind = (uint8_t)kind,
                    .cls = (uint8_t)cls,
                    .why = ltn_edit_why(g->e, rule, percent, NULL)});
}

/* "11:03 A.M. EDT", "END 3:59 P.M." */
static bool is_time_line(ltn_range b)
{
    if (ltn_range_bytes(b) > 24)
        return false;
    for (const char *p = b.start; p + 2 < b.end; p++)
        if (*p >= '0' && *p <= '9' &&
            (p == b.start || p[-1] == ' ' || p == b.start + 1))
            return ltn_speech_is_time((ltn_range){p, b.end});
    return false;
}

/* "Tashi delek!": a few words after the thanks. */
static bool is_farewell(ltn_range b)
{
    unsigned capitals;

    if (ltn_range_bytes(b) >= 60 || b.end[-1] == ':' || b.end[-1] == ',')
        return false;
    unsigned words = ltn_speech_count(b, &capitals);
    return words > 0 && words <= 4;
}

/* ---- signatures ---- */

static bool starts_with(ltn_range b, const char *s)
{
    for (const char *p = b.start; *s; p++, s++)
        if (p == b.end || (*p | 0x20) != (*s | 0x20))
            return false;
    return true;
}

/* "(Signed) Ann Lee", "/s/ Ann Lee", "Signé : ...", "gez. ..." */
static bool is_signed(ltn_range b)
{
    static const char *const signs[] = {
        "(signed", "[signed", "signed:",  "signed by", "/s/",
        "signé",   "(signé",  "gez. ",    "firmado",   "(firmado",
        "f.to ",   "firmato", "assinado", "подписал",  "(-) "};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (starts_with(b, signs[i]))
            return true;
    return false;
}

static ltn_range without_stop(ltn_range b)
{
    while (b.end > b.start && strchr(".,: ", b.end[-1]))
        b.end--;
    return b;
}

static bool is_loud(ltn_range b)
{
    for (const char *p = b.start; p < b.end;)
        if (ltn_is_lower(ltn_utf8_next(&p, b.end)))
            return false;
    return true;
}

/* A name in capitals, alone: "JAMES MADISON." */
static bool is_loud_name(const ending *g, ltn_range b)
{
    ltn_range name = without_stop(b);
    ltn_line_words n = ltn_speech_words(g->l, name);

    return is_loud(name) && ltn_speech_is_person(g->l, name) && n.links == 0 &&
           n.honors == 0;
}

/* Lines that may stand under a letter: names, offices, "By the President:". */
static bool may_be_signature(const ending *g, ltn_range b)
{
    if (ltn_range_bytes(b) == 0 || ltn_range_bytes(b) > SIGNATURE)
        return false;
    for (const char *p = b.start; p < b.end;) {
        ltn_range line = ltn_speech_line(&p, b.end);
        ltn_line_words n = ltn_speech_words(g->l, line);
        if (n.words > 9 || line.end == line.start ||
            (n.capitals * 2 < n.words && !is_signed(line)))
            return false;
    }
    return true;
}

static void sign(ending *g, size_t from, size_t to, unsigned percent)
{
    for (size_t i = from; i < to; i++)
        change(g, i, LTN_SIGNATURE, 0, "speech.signature", percent);
}

/* The first line of block i says farewell, the others are signatures. */
static void split_valediction(ending *g, size_t i)
{
    const ltn_node *n = ltn_speech_from_end(g->t, i);
    ltn_range b = block(g, i);
    const char *nl = memchr(b.start, '\n', ltn_range_bytes(b));

    if (!nl || ltn_range_bytes(b) > SIGNATURES) {
        change(g, i, LTN_CLOSING, 0, "speech.closing.valediction", 88);
        return;
    }
    ltn_edit_split(
        g->e, n, (uint32_t)(nl + 1 - g->e->doc->text.data),
        &(ltn_mark){
            .kind = LTN_CLOSING,
            .why = ltn_edit_why(g->e, "speech.closing.valediction", 88, NULL)});
    change(g, i, LTN_SIGNATURE, 0, "speech.signature", 80);
}

static bool is_valediction(const ending *g, ltn_range b)
{
    const char *p = b.start;

    if (ltn_range_bytes(b) == 0)
        return false;
    ltn_range line = ltn_speech_line(&p, b.end);
    if (ltn_range_bytes(line) > VALEDICTION || ltn_range_bytes(b) > SIGNATURES)
        return false;
    ltn_phrase f =
        ltn_phrases_find(g->l->speech, line.start, ltn_range_bytes(line));
    return f.cls == LTN_SPEECH_VALEDICTION &&
           (f.begins || line.end[-1] == ',') &&
           (f.whole || line.end[-1] != '.' || ltn_range_bytes(line) > 40);
}

/* "Yours sincerely," and the names after it. */
static bool find_valediction(ending *g)
{
    for (size_t i = 0; i <= MOST_SIGNED && i < g->t->seen; i++) {
        ltn_range b = block(g, i);
        if (is_valediction(g, b)) {
            if (i == 0 && !memchr(b.start, '\n', ltn_range_bytes(b)))
                return false; /* nobody signs */
            split_valediction(g, i);
            sign(g, 0, i, 85);
            g->signs->valediction = true;
            return true;
        }
        if (!may_be_signature(g, b))
            return false;
    }
    return false;
}

/* Names without a valediction: "JAMES MADISON." under the last paragraph. */
static void find_signatures(ending *g, size_t after)
{
    size_t first = MOST_SIGNED + 1;

    for (size_t i = 0; i < after && i <= MOST_SIGNED && i + 1 < g->t->seen;
         i++) {
        ltn_range b = block(g, i);
        const char *p = b.start;
        if (!may_be_signature(g, b))
            break;
        ltn_range line = ltn_speech_line(&p, b.end);
        if (is_signed(b) || is_loud_name(g, line))
            first = i;
    }
    if (first <= MOST_SIGNED)
        sign(g, 0, first + 1, 75);
}

/* ---- thanks ---- */

/* Whether a sentence of the block says thanks or farewell, at its start or
 * near its end: "Congratulations, and thank you." */
static bool closes(const ending *g, ltn_range b)
{
    if (ltn_range_bytes(b) == 0 || ltn_range_bytes(b) > CLOSING)
        return false;
    return ltn_speech_is_closing(g->l, g->e->doc, b);
}

/* What stands after the thanks is not spoken. */
static void put_rest(ending *g, size_t to)
{
    for (size_t i = to; i-- > 0;) {
        ltn_range b = block(g, i);
        if (is_time_line(b))
            change(g, i, LTN_FURNITURE, LTN_FW_OTHER, "speech.time", 80);
        else if (i + 1 == to && is_farewell(b) && ltn_range_bytes(b) < 30 &&
                 strchr(".!", b.end[-1]))
            change(g, i, LTN_CLOSING, 0, "speech.closing.farewell", 70);
        else if (!(b.end[-1] == '.' && ltn_range_bytes(b) > 60))
            change(g, i, LTN_FURNITURE, LTN_FW_NAVIGATION,
                   "speech.after-closing", 65);
    }
}

static bool may_be_left(ltn_range b)
{
    return ltn_range_bytes(b) > 0 && ltn_range_bytes(b) <= LEFT;
}

static void find_thanks(ending *g)
{
    size_t i = 0, found = 0;

    for (; i < LTN_TAIL && i < g->t->seen && !closes(g, block(g, i)); i++)
        if (!may_be_left(block(g, i)))
            return;
    if (i == LTN_TAIL || i == g->t->seen ||
        (i > 3 && ltn_range_bytes(block(g, i)) > 120))
        return;
    size_t last = i;
    for (; found < CLOSING_BLOCKS && closes(g, block(g, i)); i++, found++)
        change(g, i, LTN_CLOSING, 0, "speech.closing.thanks",
               last > 1                            ? 75
               : ltn_range_bytes(block(g, i)) < 80 ? 92
                                                   : 80);
    g->signs->thanks = found > 0;
    bool names = false;
    for (size_t k = 0; k < last; k++) {
        ltn_range b = block(g, k);
        names |= is_signed(b) || (last <= 2 && is_loud_name(g, b));
    }
    if (names)
        find_signatures(g, last);
    else
        put_rest(g, last);
}

/* The last words of a transcript, after which only the time may stand. */
static void end_transcript(ending *g)
{
    size_t i = 0;

    if (is_time_line(block(g, 0)))
        change(g, i++, LTN_FURNITURE, LTN_FW_OTHER, "speech.time", 80);
    ltn_range b = block(g, i);
    if (ltn_range_bytes(b) > 0 && ltn_range_bytes(b) < SIGNATURE &&
        *b.start != '(' &&
        ltn_speech_phrase_of(g->l, b.start, b.end) == LTN_SPEECH_STAGE) {
        change(g, i, LTN_STAGE, 0, "speech.stage.end", 85);
        g->signs->closing = ltn_speech_from_end(g->t, i)->start;
        return;
    }
    if (!closes(g, b) || ltn_speech_label(g->l, b.start, b.end).sign)
        return;
    change(g, i, LTN_CLOSING, 0, "speech.closing.thanks", 75);
    g->signs->thanks = true;
    g->signs->closing = ltn_speech_from_end(g->t, i)->start;
}

void ltn_speech_ending(const ltn_lexicon *l, ltn_edits *e, const ltn_tail *t,
                       bool speech, ltn_signs *signs)
{
    ending g = {.l = l, .e = e, .t = t, .signs = signs};

    if (t->seen < 2)
        return;
    if (signs->turns > 0) {
        end_transcript(&g);
        return;
    }
    if (find_valediction(&g))
        return;
    ltn_range last = block(&g, 0);
    ltn_phrase f = ltn_phrases_find(
        l->speech, last.start,
        ltn_range_bytes(last) < 60 ? ltn_range_bytes(last) : 0);
    if (speech || (f.whole && f.cls == LTN_SPEECH_CLOSING))
        find_thanks(&g);
    if (speech && !signs->thanks)
        find_signatures(&g, MOST_SIGNED);
}
