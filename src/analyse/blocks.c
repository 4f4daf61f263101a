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

static uint8_t ending(const char *start, const char *end)
{
    uint8_t flags = 0;

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
    bool capital; /* its first letter is one */
} word;

static void end_word(ltn_block *b, word *w)
{
    if (w->letters > 0) {
        b->words++;
        b->upper += w->letters > 1 && w->capitals == w->letters;
        b->capital += w->capital;
        b->lower += !w->capital && w->letters > 3;
    }
    *w = (word){0};
}

static void count_words(ltn_block *b, const char *s, const char *end)
{
    word w = {0};

    while (s < end) {
        const char *at = s;
        uint32_t c = ltn_utf8_next(&s, end);
        if (ltn_is_letter(c)) {
            bool capital = ltn_is_upper(c) || !ltn_is_lower(c);
            w.capital = w.letters == 0 ? capital : w.capital;
            w.letters++;
            w.capitals += capital;
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

static bool add(ltn_block_list *list, const ltn_doc *doc, const ltn_node *node,
                uint32_t last)
{
    if (list->len == list->cap) {
        size_t cap = list->cap ? list->cap * 2 : 256;
        ltn_block *bigger = realloc(list->at, cap * sizeof *bigger);
        if (!bigger)
            return false;
        list->at = bigger;
        list->cap = cap;
    }
    ltn_block *b = &list->at[list->len++];
    const char *s = doc->text.data + node->start;
    const char *end = doc->text.data + node->end;
    *b = (ltn_block){.node = node, .start = node->start, .end = node->end};
    b->before = list->len == 1 ? 9 : blank_lines(doc->text.data + last, s);
    if (s == end)
        return true;
    b->flags = ending(s, end) | opening(s, end);
    if (end - s <= LTN_BLOCK_SHORT)
        count_words(b, s, end);
    else
        b->words = UINT16_MAX;
    return true;
}

bool ltn_blocks_find(ltn_block_list *list, const ltn_doc *doc)
{
    uint32_t last = 0;

    *list = (ltn_block_list){0};
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER || n->kind == LTN_DOCUMENT ||
            n->kind == LTN_DIVISION || n->kind == LTN_TURN)
            continue;
        if (!add(list, doc, n, last))
            return false;
        last = n->end;
        ltn_iter_skip(&it);
    }
    return true;
}

void ltn_blocks_release(ltn_block_list *list)
{
    free(list->at);
    *list = (ltn_block_list){0};
}
