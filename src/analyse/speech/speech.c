/* The pass; salutations. */

#include "analyse/speech/speech.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    LINE = 130, /* bytes of a line that addresses somebody */
    BLOCK = 500 /* of a block of such lines */
};

unsigned ltn_speech_count(ltn_range line, unsigned *capitals)
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

static bool has_quotes(ltn_range line)
{
    for (const char *p = line.start; p < line.end; p++)
        if (*p == '"' || memcmp(p, "\xE2\x80\x9C", 3) == 0 ||
            memcmp(p, "\xC2\xAB", 2) == 0)
            return true;
    return false;
}

/* Whether the phrase is an office alone: then a comma makes it an address. */
static bool is_one_office(const ltn_lexicon *l, ltn_range line, size_t len)
{
    const char *end = line.start + len;

    if (end > line.end)
        end = line.end;
    while (end > line.start && !ltn_is_word(0x7F & end[-1]))
        end--;
    size_t n = (size_t)(end - line.start);
    return !memchr(line.start, ' ', n) &&
           (ltn_words_find(&l->names, line.start, n) & LTN_NAME_ROLE_WORD);
}

/* Without a bullet, or what a scanner made of one: "e Excellences,". */
static ltn_range without_bullet(ltn_range line)
{
    const char *p = line.start, *q = p;
    uint32_t c = p < line.end ? ltn_utf8_next(&q, line.end) : 0;

    if (q + 2 < line.end && *q == ' ' &&
        (c == 'e' || (c && !ltn_is_word(c) && c != '(' && c != '[')) &&
        !ltn_is_lower(0x7F & q[1]))
        line.start = q + 1;
    return line;
}

static bool salutes(const ltn_lexicon *l, ltn_range line, bool start)
{
    line = start ? without_bullet(line) : line;

    size_t len = (size_t)(line.end - line.start);
    unsigned capitals;

    if (len == 0 || len > LINE ||
        !ltn_phrases_may_begin(l->speech, line.start, len))
        return false;
    ltn_phrase f = ltn_phrases_find(l->speech, line.start, len);
    if (!(f.begins || f.whole) || f.cls != LTN_SPEECH_SALUTATION)
        return false;
    unsigned words = ltn_speech_count(line, &capitals);
    char last = line.end[-1];
    if (len > 5 && (memcmp(line.end - 3, "—", 3) == 0 ||
                    memcmp(line.end - 3, "–", 3) == 0))
        last = ','; /* President, friends — */
    if (last == ',' || last == ';' || last == '!' || last == ':')
        return words <= 16 && capitals > 0;
    if (is_one_office(l, line, f.len) || has_quotes(line) ||
        (line.start[1] == '.' && line.start[3] == '.')) /* H.E. */
        return false;
    bool dots = len > 3 && memcmp(line.end - 3, "...", 3) == 0;
    if (last == '.' && !dots)
        return f.whole ||
               (words <= (start ? 14 : 5) && capitals * 5 >= words * 3);
    if (last == '?')
        return false;
    bool formula = f.len > 18 && words <= 12; /* in the name of God */
    return (start || dots) &&
           (formula || words <= 4 || capitals * 2 >= words) && words <= 12;
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
    unsigned capitals, words = ltn_speech_count(line, &capitals);

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

static void change(ltn_edits *e, const ltn_node *n, ltn_kind kind,
                   const char *rule, unsigned percent)
{
    if (ltn_kinds[n->kind].group != LTN_BLOCKS || n->kind == kind)
        return;
    ltn_edit_change(e, n,
                    &(ltn_mark){.kind = (uint8_t)kind,
                                .why = ltn_edit_why(e, rule, percent, NULL)});
}

/* A stop, a bracket, a mark of another script: the end of a paragraph. */
static bool ends_somehow(char c)
{
    return (c & 0x80) || !(ltn_is_word(0x7F & c) || c == ',');
}

static void find_salutations(ltn_lexicon *l, ltn_edits *e, const ltn_front *f,
                             ltn_tail *t, ltn_signs *signs)
{
    const char *text = e->doc->text.data;
    bool open = false, cut = false; /* cut: a paragraph is not at its end */

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
        t->at[t->seen++ % LTN_TAIL] = n;
        if (n->start < f->head_end || !f->speech)
            continue;
        if (n->start < f->done) {
            signs->salutations +=
                ltn_speech_salutes(l, b.start, b.end, true, false);
            continue;
        }
        if ((n->kind == LTN_PARAGRAPH || n->kind == LTN_HEADING) && !cut &&
            ltn_speech_salutes(l, b.start, b.end, start, open)) {
            change(e, n, LTN_SALUTATION, "speech.salutation", start ? 92 : 85);
            signs->salutations++;
            open = ltn_speech_is_open(b);
        } else {
            open = false;
            cut = n->kind == LTN_PARAGRAPH && b.end - b.start > 60 &&
                  !ends_somehow(b.end[-1]);
        }
    }
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    ltn_lexicon *l = ltn_lexicon_of(a);
    ltn_front front;
    ltn_tail last = {.seen = 0};
    ltn_signs signs = {.turns = 0};

    (void)diags;
    (void)doc;
    if (!l)
        return LTN_ENOMEM;
    ltn_speech_front(l, edits, &front);
    find_salutations(l, edits, &front, &last, &signs);
    ltn_turns *turns = ltn_speech_turns_find(l, edits, &front, &signs);
    ltn_speech_ending(l, edits, &last, front.speech, &signs);
    ltn_speech_turns_put(turns, signs.closing);
    if (!front.has_title)
        ltn_speech_title(l, edits, front.done);
    ltn_speech_genre(edits, &front, &signs);
    return edits->status;
}

const ltn_pass ltn_pass_speech = {.name = "speech", .run = run};
