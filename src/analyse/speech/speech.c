/* The pass; salutations and the closing. */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    LINE = 130,    /* bytes of a line that addresses somebody */
    BLOCK = 500,   /* of a block of such lines */
    CLOSING = 320, /* of a block that ends a speech */
    TAIL = 16,     /* blocks at the end that are looked at */
    CLOSING_BLOCKS = 3
};

/* Words of the line, and how many begin with a capital. */
static unsigned count_words(ltn_range line, unsigned *capitals)
{
    unsigned words = 0;
    bool in = false;

    *capitals = 0;
    for (const char *p = line.start; p < line.end;) {
        uint32_t c = ltn_utf8_next(&p, line.end);
        bool word = ltn_is_word(c) || c == '\'' || c == 0x2019 || c == '-';
        if (word && !in) {
            words++;
            *capitals += ltn_is_upper(c);
        }
        in = word;
    }
    return words;
}

static bool salutes(const ltn_lexicon *l, ltn_range line, bool start)
{
    size_t len = (size_t)(line.end - line.start);
    unsigned capitals;

    if (len == 0 || len > LINE)
        return false;
    ltn_phrase f = ltn_phrases_find(l->speech, line.start, len);
    if (!(f.begins || f.whole) || f.cls != LTN_SPEECH_SALUTATION)
        return false;
    unsigned words = count_words(line, &capitals);
    char last = line.end[-1];
    if (last == ',' || last == ';' || last == '!' || last == ':')
        return words <= 16 && capitals > 0;
    bool dots = len > 3 && memcmp(line.end - 3, "...", 3) == 0;
    if (last == '.' && !dots)
        return f.whole ||
               (words <= (start ? 14 : 5) && capitals * 5 >= words * 3);
    if (last == '?')
        return false;
    return (start || dots) && (words <= 4 || capitals * 2 >= words) &&
           words <= 12;
}

bool ltn_speech_is_open(ltn_range block)
{
    while (block.end > block.start && (unsigned char)block.end[-1] <= ' ')
        block.end--;
    return block.end > block.start && !memchr(",.;:!?", block.end[-1], 6);
}

/* "Assembly.": what a line end cut from the salutation before it. */
static bool is_rest(ltn_range line)
{
    unsigned capitals, words = count_words(line, &capitals);

    return words > 0 && words <= 3 && capitals > 0 && !ltn_speech_is_open(line);
}

bool ltn_speech_salutes(const ltn_lexicon *l, const char *p, const char *end,
                        bool start, bool open)
{
    unsigned lines = 0, good = 0;

    if (end - p > BLOCK)
        return false;
    while (p < end) {
        ltn_range line = ltn_speech_line(&p, end);
        if (line.start == line.end)
            continue;
        bool yes = salutes(l, line, start) || (open && is_rest(line));
        if (line.end - line.start > LINE || (lines == 0 && !yes && !start))
            return false;
        open = yes && ltn_speech_is_open(line);
        lines++;
        good += yes;
    }
    return good > 0 && good * 5 >= lines * 3;
}

/* Whether a sentence of the block says thanks or farewell, at its start. */
static bool closes(const ltn_lexicon *l, const char *p, const char *end)
{
    if (end - p > CLOSING)
        return false;
    return ltn_speech_phrase_of(l, p, end) == LTN_SPEECH_CLOSING;
}

static void change(ltn_edits *e, const ltn_node *n, ltn_kind kind,
                   const char *rule, unsigned percent)
{
    if (ltn_kinds[n->kind].group != LTN_BLOCKS || n->kind == kind)
        return;
    ltn_edit_change(e, n,
                    &(ltn_mark){.kind = (uint8_t)kind,
                                .why = ltn_edit_why(e, rule, percent, NULL)});
}

/* The last blocks of a document, the oldest first. */
typedef struct tail {
    const ltn_node *at[TAIL];
    size_t seen;
} tail;

static const ltn_node *from_end(const tail *t, size_t i)
{
    if (i >= t->seen || i >= TAIL)
        return NULL;
    return t->at[(t->seen - 1 - i) % TAIL];
}

/* "Tashi delek!": a few words after the thanks. */
static bool is_farewell(const char *p, const char *end)
{
    unsigned capitals;
    unsigned words = count_words((ltn_range){p, end}, &capitals);

    return words > 0 && words <= 4 && end[-1] != ':' && end[-1] != ',';
}

static bool is_time_line(const char *p, const char *end)
{
    return end - p < 24 && *p >= '0' && *p <= '9' &&
           memchr(p, ':', (size_t)(end - p)) != NULL;
}

static void find_closing(ltn_lexicon *l, ltn_edits *e, const tail *t,
                         ltn_signs *signs)
{
    const char *text = e->doc->text.data;
    const ltn_node *n, *farewell = NULL;
    unsigned found = 0;

    for (size_t i = 0; (n = from_end(t, i)) && found < CLOSING_BLOCKS; i++) {
        const char *p = text + n->start, *end = text + n->end;
        if (closes(l, p, end)) {
            change(e, n, LTN_CLOSING, "speech.closing.thanks",
                   end - p < 80 ? 92 : 80);
            if (farewell && !found)
                change(e, farewell, LTN_CLOSING, "speech.closing.farewell", 70);
            found++;
            signs->thanks = true;
        } else if (found > 0 || (i > 4 && farewell)) {
            return;
        } else if (is_time_line(p, end)) {
            change(e, n, LTN_FURNITURE, "speech.time", 80);
        } else if (!farewell && is_farewell(p, end)) {
            farewell = n;
        } else {
            return;
        }
    }
}

static void find_salutations(ltn_lexicon *l, ltn_edits *e, const ltn_front *f,
                             tail *t, ltn_signs *signs)
{
    const char *text = e->doc->text.data;
    bool open = false;

    for (ltn_iter it = ltn_iter_at(e->doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_FURNITURE || n->kind == LTN_FOOTNOTE) {
            ltn_iter_skip(&it);
            continue;
        }
        if (ltn_kinds[n->kind].group != LTN_BLOCKS)
            continue;
        ltn_range b = {text + n->start, text + n->end};
        bool start = n->start < f->zone;
        t->at[t->seen++ % TAIL] = n;
        if (n->start < f->head_end)
            continue;
        if ((n->kind == LTN_PARAGRAPH || n->kind == LTN_HEADING) &&
            ltn_speech_salutes(l, b.start, b.end, start, open)) {
            change(e, n, LTN_SALUTATION, "speech.salutation", start ? 92 : 85);
            signs->salutations++;
            open = ltn_speech_is_open(b);
        } else {
            open = false;
        }
    }
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    ltn_lexicon *l = ltn_lexicon_of(a);
    ltn_front front;
    tail last = {.seen = 0};
    ltn_signs signs = {.turns = 0};

    (void)diags;
    (void)doc;
    if (!l)
        return LTN_ENOMEM;
    ltn_speech_front(l, edits, &front);
    if (front.speech) {
        find_salutations(l, edits, &front, &last, &signs);
        find_closing(l, edits, &last, &signs);
    }
    ltn_speech_turns(l, edits, &front, &signs);
    ltn_speech_genre(edits, &front, &signs);
    return edits->status;
}

const ltn_pass ltn_pass_speech = {.name = "speech", .run = run};
