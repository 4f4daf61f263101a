#include "analyse/blocks.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 ||
           c == 0xFF01 || c == 0xFF1F || c == 0x61F || c == 0x964;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A ||
           c == 0x300C || c == 0x300D || c == 0x300E || c == 0x300F;
}

/* Takes references to notes off the end: "[2]", "¹". */
static const char *skip_notes(const char *start, const char *end)
{
    for (;;) {
        const char *s = end, *p = end;
        uint32_t c = s > start ? ltn_utf8_prev(&s, start) : 0;
        if (c == 0xB9 || c == 0xB2 || c == 0xB3 ||
            (c >= 0x2070 && c <= 0x2079)) {
            end = s;
            continue;
        }
        if (c != ']')
            return end;
        for (p = s; p > start && p[-1] >= '0' && p[-1] <= '9';)
            p--;
        if (p == s || p == start || p[-1] != '[')
            return end;
        end = p - 1;
    }
}

static uint8_t ending(const char *start, const char *end)
{
    uint8_t flags = 0;

    if (end[-1] == '.')
        return LTN_ENDS_STOP;
    end = skip_notes(start, end);
    while (end > start) {
        uint32_t c = ltn_utf8_prev(&end, start);
        if (is_quote(c))
            flags |= LTN_ENDS_QUOTED;
        else if (is_stop(c))
            return flags | LTN_ENDS_STOP;
        else if (c == ':' || c == 0xFF1A)
            return flags | LTN_ENDS_INTRO | LTN_ENDS_OPEN;
        else if (c == ',' || c == ';' || c == '-' || c == 0x2014 || c == 0x60C)
            return flags | LTN_ENDS_OPEN;
        else if (c != ')' && c != ']' && c != '*' && c != '_' &&
                 !ltn_is_space(c))
            break;
    }
    return flags;
}

static uint8_t opening(const char *s, const char *end)
{
    if (*s >= 'A' && *s <= 'Z')
        return 0;
    uint32_t c = ltn_utf8_next(&s, end);

    while (s < end && (c == '_' || c == '*' || ltn_is_space(c)))
        c = ltn_utf8_next(&s, end);
    if (ltn_is_lower(c))
        return LTN_OPENS_LOWER;
    return is_quote(c) || c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2015
               ? LTN_OPENS_QUOTE
               : 0;
}

typedef struct word {
    size_t letters, capitals;
    uint32_t first; /* letter */
} word;

static void end_word(ltn_block *b, word *w)
{
    if (w->letters > 0) {
        b->words++;
        if (w->letters > 1 && w->capitals == w->letters)
            b->upper++;
        if (ltn_is_upper(w->first))
            b->capital++;
        else if (!ltn_is_lower(w->first))
            b->uncased++;
        else if (w->letters > 3)
            b->lower++;
    }
    *w = (word){0};
}

const ltn_block *ltn_block_count(const ltn_block_list *list, size_t i,
                                 const char *text)
{
    ltn_block *b = &list->at[i];
    const char *s = text + b->start, *end = text + b->end;
    word w = {0};

    if (b->words != UINT16_MAX || ltn_block_is_long(b))
        return b;
    b->words = 0;

    while (s < end) {
        const char *at = s;
        uint32_t c = ltn_utf8_next(&s, end);
        if (ltn_is_letter(c)) {
            w.first = w.letters == 0 ? c : w.first;
            w.letters++;
            w.capitals += ltn_is_upper(c);
            continue;
        }
        if (c == '\'' || c == 0x2019)
            continue;
        if (c >= '0' && c <= '9')
            b->flags |= LTN_HAS_DIGIT;
        if (c == '@' || (c == ':' && end - at > 3 && at[1] == '/') ||
            (c == '.' && at - 3 >= end - (b->end - b->start) &&
             memcmp(at - 3, "www", 3) == 0))
            b->flags |= LTN_HAS_LINK;
        end_word(b, &w);
    }
    end_word(b, &w);
    return b;
}

/* Blank lines in the layout between two blocks. */
static uint8_t blank_lines(const char *s, const char *end)
{
    size_t n = 0;

    for (; s < end; s++)
        n += *s == '\n' || (*s == '\r' && !(s + 1 < end && s[1] == '\n')) ||
             *s == '\f';
    return n > 9 ? 9 : n > 0 ? (uint8_t)(n - 1) : 0;
}

typedef struct gather {
    ltn_block_list *list;
    const char *text;
    uint32_t last; /* end of the block before */
} gather;

static bool add(gather *g, const ltn_node *node, uint32_t start, uint32_t end)
{
    ltn_block_list *list = g->list;

    if (list->len == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 256;
        ltn_block *bigger = realloc(list->at, cap * sizeof *bigger);
        if (!bigger)
            return false;
        list->at = bigger;
        list->cap = cap;
    }
    ltn_block *b = &list->at[list->len++];
    const char *s = g->text + start, *stop = g->text + end;
    *b = (ltn_block){.node = node,
                     .start = start,
                     .end = end,
                     .words = UINT16_MAX,
                     .kind = node->kind};
    b->before = list->len == 1 ? 9 : blank_lines(g->text + g->last, s);
    g->last = end;
    if (start == end)
        return true;
    b->flags = ending(s, stop) | opening(s, stop);
    return true;
}

/* Each line of n, a paragraph with line breaks. */
static bool add_lines(gather *g, const ltn_node *n)
{
    uint32_t start = n->start;

    for (const ltn_node *c = n->first; c; c = c->next) {
        if (c->kind != LTN_LINE_BREAK)
            continue;
        if (c->start > start && !add(g, n, start, c->start))
            return false;
        start = c->end;
    }
    return start == n->end || add(g, n, start, n->end);
}

static bool has_breaks(const ltn_node *n)
{
    const ltn_node *c = n->kind == LTN_PARAGRAPH ? n->first : NULL;

    while (c && c->kind != LTN_LINE_BREAK)
        c = c->next;
    return c != NULL;
}

bool ltn_blocks_find(ltn_block_list *list, const ltn_doc *doc, bool lines)
{
    gather g = {.list = list, .text = doc->text.data};

    *list = (ltn_block_list){0};
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER || n->kind == LTN_DOCUMENT ||
            n->kind == LTN_DIVISION || n->kind == LTN_TURN)
            continue;
        bool ok = lines && has_breaks(n) ? add_lines(&g, n)
                                         : add(&g, n, n->start, n->end);
        if (!ok)
            return false;
        ltn_iter_skip(&it);
    }
    return true;
}

void ltn_blocks_release(ltn_block_list *list)
{
    free(list->at);
    *list = (ltn_block_list){0};
}
