/* Where a document is cut into files: at the top divisions, and where there is
 * none for a long while, between paragraphs: readers lay out a whole file. */

#include "util/unicode.h"
#include "write/epub/book.h"

#include <assert.h>
#include <stdlib.h>

/* More files than so many are a burden for readers and for archives
 * (LTN_ZIP_ENTRIES_MAX): then short chapters share one. */
enum { PIECE_BYTES = 200 * 1000, PIECES_MANY = 4000 };

static void add(ltn_pieces *p, const ltn_piece *piece)
{
    if (p->len == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 16;
        ltn_piece *at = realloc(p->at, cap * sizeof *at);
        if (!at) {
            p->failed = true;
            return;
        }
        p->at = at;
        p->cap = cap;
    }
    assert(p->at);
    p->at[p->len++] = *piece;
}

static bool is_chapter(const ltn_node *n)
{
    return n->kind == LTN_DIVISION && n->cls != LTN_DIV_SECTION &&
           n->cls != LTN_DIV_SCENE;
}

static size_t divisions_in(const ltn_node *n)
{
    size_t count = 0;

    for (const ltn_node *c = n->first; c; c = c->next)
        count += c->kind == LTN_DIVISION;
    return count;
}

/* Whether n is but the document again: its sections are the top divisions. */
static bool is_wrapper(const ltn_node *n)
{
    return n->parent && n->parent->kind == LTN_DOCUMENT &&
           n->parent->first == n && !n->next && n->cls == LTN_DIV_SECTION &&
           divisions_in(n) > 1;
}

/* Whether the inside of a division goes into files of its own. */
static bool is_cut(const ltn_node *n)
{
    if (!n->first)
        return false;
    if (n->end - n->start > PIECE_BYTES || is_wrapper(n))
        return true;
    for (const ltn_node *c = n->first; c; c = c->next)
        if (is_chapter(c))
            return true;
    return false;
}

/* White space between blocks. */
static bool is_gap(const ltn_node *n, const ltn_doc *doc)
{
    return n->kind == LTN_TEXT &&
           ltn_is_blank(doc->text.data + n->start, n->end - n->start);
}

/* What is no reason for a file of its own. */
static bool is_beside(const ltn_node *n, const ltn_doc *doc)
{
    return n->kind == LTN_FURNITURE || is_gap(n, doc);
}

static bool all_beside(const ltn_piece *run, const ltn_doc *doc)
{
    const ltn_node *n = run->from;

    while (n != run->to && is_beside(n, doc))
        n = n->next;
    return n == run->to;
}

/* A run of siblings that are no chapters: one file, or some of about the same
 * length. */
static void add_run(ltn_pieces *p, const ltn_piece *run, const ltn_doc *doc)
{
    ltn_piece piece = *run;
    size_t bytes = 0;
    bool gaps = true;

    for (const ltn_node *n = run->from; n != run->to; n = n->next) {
        size_t len = n->end - n->start;
        gaps = gaps && is_gap(n, doc);
        if (bytes > 0 && bytes + len > PIECE_BYTES) {
            piece.to = n;
            add(p, &piece);
            piece =
                (ltn_piece){.from = n, .to = run->to, .section = run->section};
            bytes = 0;
        }
        bytes += len;
    }
    if (!gaps)
        add(p, &piece);
}

typedef struct level {
    const ltn_node *next, *run; /* the next child; first of a run, or NULL */
    const ltn_node *section;
    bool head;
} level;

/* Adds the run that ends before `to`, if there is one. */
static void end_run(ltn_pieces *p, level *l, const ltn_node *to,
                    const ltn_doc *doc)
{
    if (!l->run)
        return;
    ltn_piece run = {
        .from = l->run, .to = to, .section = l->section, .head = l->head};
    ltn_piece *last = p->len > 0 ? &p->at[p->len - 1] : NULL;
    if (last && last->bare && last->to == l->run && all_beside(&run, doc))
        last->to = to;
    else
        add_run(p, &run, doc);
    l->run = NULL;
    l->head = false;
}

static size_t bytes_of(const ltn_piece *piece)
{
    size_t bytes = 0;

    for (const ltn_node *n = piece->from; n != piece->to; n = n->next)
        bytes += n->end - n->start;
    return bytes;
}

/* Joins chapters that follow one another to files of the usual length. */
static void join_chapters(ltn_pieces *p)
{
    size_t kept = 0, bytes = bytes_of(&p->at[0]);

    for (size_t i = 1; i < p->len; i++) {
        ltn_piece *last = &p->at[kept];
        const ltn_piece *next = &p->at[i];
        size_t more = bytes_of(next);
        bool joins = last->bare && next->bare && last->to == next->from &&
                     bytes + more <= PIECE_BYTES;
        if (joins)
            last->to = next->to;
        else
            p->at[++kept] = *next;
        bytes = joins ? bytes + more : more;
    }
    p->len = kept + 1;
}

void ltn_pieces_cut(ltn_pieces *p, const ltn_doc *doc)
{
    level levels[LTN_DEPTH_MAX + 1], *l = levels;

    *l = (level){.next = doc->root->first};
    for (;;) {
        const ltn_node *n = l->next;
        if (!n) {
            end_run(p, l, NULL, doc);
            if (l-- == levels)
                break;
            continue;
        }
        l->next = n->next;
        if (n->kind != LTN_DIVISION) {
            l->run = l->run ? l->run : n;
            continue;
        }
        bool cut = is_cut(n);
        const ltn_node *from = n;
        if (!cut && l->run && !l->head &&
            all_beside(&(ltn_piece){.from = l->run, .to = n}, doc)) {
            from = l->run; /* furniture above the first chapter */
            l->run = NULL;
        }
        end_run(p, l, n, doc);
        if (cut)
            *++l = (level){.next = n->first, .section = n, .head = true};
        else
            add(p, &(ltn_piece){.from = from, .to = n->next, .bare = true});
    }
    if (p->len == 0)
        add(p, &(ltn_piece){0});
    if (p->len > PIECES_MANY)
        join_chapters(p);
}
