#include "analyse/structure/notes.h"

#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct note {
    uint32_t start, end; /* of the paragraph */
    uint32_t label;      /* bytes of "[12]" or "*" at its start */
    uint32_t after;      /* its reference stands from here, */
    uint32_t upto;       /* ... after the notes before, to the first note of
                            its own group */
    uint32_t key;        /* 0: nothing refers to it (yet) */
} note;

typedef struct notes {
    ltn_edits *edits;
    const char *text;
    note *at;
    size_t len;
    size_t left; /* bytes that may still be searched, so that it ends */
} notes;

/* Bytes of "[12]" at s, or 0. */
static uint32_t bracket(const char *s, const char *end)
{
    const char *p = s + 1;

    if (s == end || *s != '[')
        return 0;
    while (p < end && p - s < 5 && *p >= '0' && *p <= '9')
        p++;
    return p > s + 1 && p < end && *p == ']' ? (uint32_t)(p + 1 - s) : 0;
}

/* Bytes of a number in superscript at s: "¹²"; or 0. */
static uint32_t superscript(const char *s, const char *end)
{
    const char *p = s, *last = s;

    while (p < end && p - s < 9) {
        uint32_t c = ltn_utf8_next(&p, end);
        if (c != 0xB9 && c != 0xB2 && c != 0xB3 && (c < 0x2070 || c > 0x2079))
            break;
        last = p;
    }
    return (uint32_t)(last - s);
}

/* Bytes of the sign that a note may begin with, or 0. */
static uint32_t label_of(const char *s, const char *end)
{
    uint32_t n = bracket(s, end);

    if (n == 0 && end - s > 2 && *s == '*' && s[1] != '*')
        n = 1;
    if (n == 0 && end - s > 4 && memcmp(s, "†", 3) == 0)
        n = 3;
    if (n == 0)
        n = superscript(s, end);
    return n && s + n < end && s[n] != '\n' ? n : 0;
}

/* The paragraphs that may be notes: they begin with a sign. Those in a list of
 * references are its entries. */
static void collect(notes *n, const ltn_block_list *list,
                    const ltn_headline *heads)
{
    bool references = false;

    for (size_t i = 0; i < list->len; i++) {
        const ltn_block *b = &list->at[i];
        if (heads[i].rule)
            references = heads[i].cls == LTN_DIV_BACK;
        char c = (char)(b->start < b->end ? n->text[b->start] : 0);
        if (references || b->kind != LTN_PARAGRAPH ||
            (c != '[' && c != '*' && c != '\xE2' && c != '\xC2'))
            continue;
        uint32_t label = label_of(n->text + b->start, n->text + b->end);
        if (label > 0)
            n->at[n->len++] =
                (note){.start = b->start, .end = b->end, .label = label};
    }
}

/* Notes that follow one another look for their references in the same text:
 * that before the first of them, back to the notes before. */
static void find_ranges(notes *n)
{
    uint32_t after = 0, upto = 0, last_end = 0;

    for (size_t i = 0; i < n->len; i++) {
        note *t = &n->at[i];
        if (i > 0 && t->start > last_end + 16)
            after = n->at[i - 1].end;
        if (i == 0 || t->start > last_end + 16)
            upto = t->start;
        t->after = after;
        t->upto = upto;
        last_end = t->end;
    }
}

/* A reference: the sign stands after a word or its punctuation. */
static bool is_reference(const char *text, uint32_t at)
{
    return at > 0 && text[at - 1] != ' ' && text[at - 1] != '\n' &&
           text[at - 1] != '\r' && text[at - 1] != '\t' &&
           text[at - 1] != '*' && text[at - 1] != '\0';
}

static bool is_same(const char *text, const note *t, uint32_t at)
{
    const char *after = text + at + t->label;
    bool more =
        (text[t->start] & 0x80) && superscript(after, text + t->start) > 0;

    return at + t->label <= t->start && !more &&
           memcmp(text + at, text + t->start, t->label) == 0 &&
           (t->label != 1 || text[at + 1] != '*');
}

/* The first place from `from` on that refers to note t, or its start. */
static uint32_t find_reference(const notes *n, const note *t, uint32_t from)
{
    char first = n->text[t->start];

    for (uint32_t at = from; at < t->upto; at++) {
        const char *p = memchr(n->text + at, first, t->upto - at);
        if (!p)
            break;
        at = (uint32_t)(p - n->text);
        bool bare = first == '[' && at > 0 && n->text[at - 1] == ' ';
        if (is_same(n->text, t, at) && (bare || is_reference(n->text, at)))
            return at;
    }
    return t->start;
}

static void mark(notes *n, note *t, uint32_t at)
{
    ltn_props *label = ltn_edit_props(n->edits, NULL);
    ltn_props *target = ltn_edit_props(n->edits, NULL);
    uint32_t trim = n->text[t->start] == '[';

    if (!label || !target)
        return;
    label->label = ltn_edit_string(n->edits, n->text + t->start + trim,
                                   t->label - 2 * trim);
    const ltn_decision *why =
        ltn_edit_why(n->edits, "note.sign", t->label == 1 ? 75 : 90, NULL);
    t->key = ltn_edit_mark(n->edits, &(ltn_mark){.start = t->start,
                                                 .end = t->end,
                                                 .kind = LTN_FOOTNOTE,
                                                 .cls = LTN_NOTE_FOOT,
                                                 .props = label,
                                                 .why = why});
    target->target = t->key;
    ltn_edit_mark(n->edits, &(ltn_mark){.start = at,
                                        .end = at + t->label,
                                        .kind = LTN_NOTE_REF,
                                        .props = target,
                                        .why = why});
}

/* Which sort of sign a note has: 0 to 3. */
static unsigned sort_of(const char *s)
{
    return *s == '[' ? 0 : *s == '*' ? 1 : memcmp(s, "†", 3) == 0 ? 3 : 2;
}

/* References of one sort stand in the order of their notes, so each search
 * goes on where the one before found something. */
static void link_notes(notes *n)
{
    uint32_t from[4] = {0}, range = UINT32_MAX;

    for (size_t i = 0; i < n->len; i++) {
        note *t = &n->at[i];
        uint32_t *next = &from[sort_of(n->text + t->start)];
        if (t->after != range)
            from[0] = from[1] = from[2] = from[3] = range = t->after;
        uint32_t at = find_reference(n, t, *next);
        size_t looked = (at < t->upto ? at : t->upto) - *next;
        if (looked > n->left)
            return;
        n->left -= looked;
        if (at == t->start)
            continue;
        mark(n, t, at);
        *next = at + t->label;
    }
}

void ltn_notes_find(ltn_edits *edits, const ltn_block_list *list,
                    const ltn_headline *heads)
{
    notes n = {.edits = edits,
               .text = edits->doc->text.data,
               .left = edits->doc->text.len * 16};

    n.at = malloc((list->len + 1) * sizeof *n.at);
    if (!n.at)
        return;
    collect(&n, list, heads);
    find_ranges(&n);
    link_notes(&n);
    free(n.at);
}
