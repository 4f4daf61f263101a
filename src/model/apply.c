/* The new tree from an old one and its edits (model/edits.h).
 *
 * The old tree is walked once. A mark is opened when the walk reaches its
 * start at a place where its kind may stand, and closed at its end; one that
 * reaches past the end of the old node it is in is closed there and its rest
 * waits (`rest`) for the next text.
 */

#include "model/build.h"
#include "model/edits.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* An open element of the new tree. */
typedef struct level {
    uint32_t end;
    const ltn_node *cut;  /* an old block of which this is a part: its rest
                             begins at end; else NULL */
    const ltn_mark *then; /* what becomes of the rest; NULL: it stays */
    bool mark;            /* else an old node */
    ltn_group group;
} level;

typedef struct weave {
    ltn_builder b;
    ltn_edits *e;
    const ltn_mark **by_key; /* changes, by key of the node; or NULL */
    size_t next[2], end[2];  /* the next mark of each stream, and its end */
    ltn_mark rest[LTN_DEPTH_MAX];
    size_t rests, rest_next; /* waiting: from rest_next to rests */
    level open[LTN_DEPTH_MAX];
    size_t depth;
    size_t room, marks; /* marks that may be open at once, that are open */
} weave;

/* Marks come in two streams, as they go round blocks or round characters. */
enum { BLOCK_MARKS, TEXT_MARKS };

static int stream_of(const ltn_mark *m)
{
    return ltn_kinds[m->kind].group == LTN_INLINES ? TEXT_MARKS : BLOCK_MARKS;
}

/* Streams apart; outer before inner: by start, then the longer, then the kind.
 */
static int in_order(const void *x, const void *y)
{
    const ltn_mark *a = x, *b = y;

    if (stream_of(a) != stream_of(b))
        return stream_of(a) - stream_of(b);
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

static unsigned confidence(const ltn_mark *m)
{
    return m->why ? m->why->confidence : 100;
}

/* Takes out of two marks that cross the less certain, the later when equal.
 * `stack` has room for all marks. Those left out get an empty range. */
static void drop_crossing(ltn_edits *e, ltn_mark **stack)
{
    size_t depth = 0;

    for (size_t i = 0; i < e->len; i++) {
        ltn_mark *m = &e->marks[i];
        if (depth > 0 && stream_of(m) != stream_of(stack[0]))
            depth = 0;
        while (depth > 0 && stack[depth - 1]->end <= m->start)
            depth--;
        while (depth > 0 && stack[depth - 1]->end < m->end &&
               confidence(m) > confidence(stack[depth - 1])) {
            stack[depth - 1]->end = stack[depth - 1]->start;
            depth--;
        }
        if (depth > 0 && stack[depth - 1]->end < m->end)
            m->end = m->start;
        else
            stack[depth++] = m;
    }
}

/* Sorts the marks and leaves only ranges that nest, within each stream. */
static ltn_status nest(ltn_edits *e)
{
    if (e->len == 0)
        return LTN_OK;
    ltn_mark **stack = malloc(e->len * sizeof *stack);
    if (!stack)
        return LTN_ENOMEM;
    qsort(e->marks, e->len, sizeof *e->marks, in_order);
    drop_crossing(e, stack);
    free(stack);
    size_t kept = 0;
    for (size_t i = 0; i < e->len; i++)
        if (e->marks[i].end > e->marks[i].start)
            e->marks[kept++] = e->marks[i];
    e->len = kept;
    return LTN_OK;
}

/* Whether change b is about the rest of the block that change a has cut. */
static bool goes_on(const ltn_mark *a, const ltn_mark *b)
{
    return a->key == b->key && a->end > 0 && (b->end == 0 || b->end > a->end) &&
           b->kind != LTN_KINDS;
}

/* The change of what change c has cut off, or NULL. */
static const ltn_mark *next_change(const weave *w, const ltn_mark *c)
{
    const ltn_edits *e = w->e;

    if (!c || c + 1 == e->changes + e->change_len || !goes_on(c, c + 1))
        return NULL;
    return c + 1;
}

static ltn_status index_changes(weave *w)
{
    const ltn_edits *e = w->e;

    if (e->change_len == 0)
        return LTN_OK;
    w->by_key = calloc((size_t)e->doc->keys + 1, sizeof *w->by_key);
    if (!w->by_key)
        return LTN_ENOMEM;
    for (size_t i = 0; i < e->change_len; i++)
        if (i == 0 || !goes_on(&e->changes[i - 1], &e->changes[i]))
            w->by_key[e->changes[i].key] = &e->changes[i];
    return LTN_OK;
}

/* Whether a mark of this kind stands among characters, not among blocks. */
static bool stands_in_text(unsigned kind)
{
    return ltn_kinds[kind].group == LTN_INLINES;
}

/* ... or may stand in either place. */
static bool may_stand_in_text(unsigned kind)
{
    return stands_in_text(kind) || kind == LTN_FURNITURE ||
           kind == LTN_FOOTNOTE || kind == LTN_STAGE;
}

/* Where the innermost old node or block ends: no inline reaches past it. */
static uint32_t limit_of(const weave *w)
{
    for (size_t i = w->depth; i > 0; i--) {
        const level *l = &w->open[i - 1];
        if (!l->mark || l->group != LTN_INLINES)
            return l->end;
    }
    return UINT32_MAX;
}

static void push(weave *w, level l)
{
    assert(w->depth < sizeof w->open / sizeof w->open[0]);
    w->open[w->depth++] = l;
}

/* Keeps what of m lies after `at` for the next text, linked to n. */
static void keep_rest(weave *w, const ltn_mark *m, uint32_t at, ltn_node *n)
{
    if (w->rests == LTN_DEPTH_MAX)
        return;
    ltn_mark r = *m;
    ltn_props *mine = ltn_edit_props(w->e, n->props);
    ltn_props *its = ltn_edit_props(w->e, m->props);
    if (!mine || !its)
        return;
    r.start = at;
    r.key = ++w->b.doc->keys;
    its->prev = n->key;
    mine->next = r.key;
    n->props = mine;
    r.props = its;
    w->rest[w->rests++] = r;
}

/* Opens m at the character or node at `at`. */
static void open_mark(weave *w, const ltn_mark *m, uint32_t at)
{
    uint32_t limit = limit_of(w);
    ltn_build_cover(&w->b, at);
    ltn_node *n = ltn_build_open(&w->b, (ltn_kind)m->kind);

    n->key = m->key;
    n->cls = m->cls;
    n->level = m->level;
    n->why = m->why;
    if (m->props)
        n->props = m->props;
    w->marks++;
    push(w, (level){.end = m->end < limit ? m->end : limit,
                    .mark = true,
                    .group = ltn_kinds[m->kind].group});
    if (m->end > limit && stands_in_text(m->kind))
        keep_rest(w, m, limit, n);
}

static void close_level(weave *w)
{
    w->marks -= w->open[--w->depth].mark;
    ltn_build_close(&w->b);
}

/* Closes the marks that end at or before `at`, down to the old node. */
static void close_marks(weave *w, uint32_t at)
{
    while (w->depth > 0 && w->open[w->depth - 1].mark &&
           w->open[w->depth - 1].end <= at)
        close_level(w);
}

/* The next mark of a stream, or NULL. The rests of split marks come before
 * the other marks of characters. */
static const ltn_mark *pending(const weave *w, int stream)
{
    if (stream == TEXT_MARKS && w->rest_next < w->rests)
        return &w->rest[w->rest_next];
    return w->next[stream] < w->end[stream] ? &w->e->marks[w->next[stream]]
                                            : NULL;
}

/* Takes the mark that pending() returned. */
static ltn_mark consume(weave *w, int stream)
{
    ltn_mark m = *pending(w, stream);

    if (stream == BLOCK_MARKS || w->rests == 0)
        w->next[stream]++;
    else if (++w->rest_next == w->rests)
        w->rest_next = w->rests = 0;
    return m;
}

/* Whether m goes round the old node n, as n is in the new tree. */
static bool goes_round(const ltn_mark *m, const ltn_node *n, unsigned kind)
{
    if (m->start > n->start || m->end < n->end || n->start == n->end)
        return false;
    if (stands_in_text(m->kind) && !stands_in_text(kind) &&
        ltn_kinds[kind].group != LTN_LEAVES)
        return false;
    if (m->start == n->start && m->end == n->end)
        return m->kind < kind;
    return true;
}

/* Whether m may be opened where the walk is. */
static bool fits(const weave *w, const ltn_mark *m)
{
    const level *in = &w->open[w->depth - 1];

    if (w->marks == w->room)
        return false;
    if (stream_of(m) == BLOCK_MARKS && m->end > in->end)
        return false;
    if (in->group == LTN_BLOCKS || in->group == LTN_INLINES)
        return may_stand_in_text(m->kind);
    return true;
}

/* Opens the marks that begin before or at n and go round it. */
static void open_round(weave *w, const ltn_node *n, unsigned kind)
{
    int stream =
        ltn_kinds[kind].group == LTN_INLINES ? TEXT_MARKS : BLOCK_MARKS;
    const ltn_mark *m;

    while ((m = pending(w, stream)) && m->start <= n->start) {
        bool missed = m->end <= n->start && n->start < n->end;
        if (!missed && !goes_round(m, n, kind))
            return;
        ltn_mark copy = consume(w, stream);
        if (!missed && fits(w, &copy))
            open_mark(w, &copy, n->start);
    }
}

/* What becomes of an old node: NULL when it stays as it is. */
static const ltn_mark *change_of(const weave *w, const ltn_node *n)
{
    return w->by_key && n->key ? w->by_key[n->key] : NULL;
}

static bool dissolved(const weave *w, const ltn_node *n)
{
    const ltn_mark *c = change_of(w, n);

    return c && c->kind == LTN_KINDS;
}

/* Opens the block n, or the part of it that change c is about. */
static void open_block(weave *w, const ltn_node *n, const ltn_mark *c)
{
    bool cut = c && c->end > 0;
    unsigned kind = c ? c->kind : n->kind;

    push(w, (level){.end = cut ? c->end : n->end,
                    .cut = cut ? n : NULL,
                    .then = next_change(w, c),
                    .group = ltn_kinds[kind].group});
    ltn_node *copy = ltn_build_open(&w->b, (ltn_kind)kind);
    copy->key = cut ? ++w->b.doc->keys : n->key;
    copy->cls = c ? c->cls : n->cls;
    copy->level = c ? c->level : n->level;
    copy->props = c && (c->props || !cut) ? c->props : n->props;
    copy->why = c ? c->why : n->why;
}

/* At the place where a block is cut: ends the part and opens the next. */
static void cut_block(weave *w, uint32_t at)
{
    const level top = w->open[w->depth - 1];

    if (!top.cut || top.end != at)
        return;
    close_level(w);
    open_block(w, top.cut, top.then);
}

static void enter(weave *w, const ltn_node *n)
{
    const ltn_mark *c = change_of(w, n);

    close_marks(w, n->start);
    cut_block(w, n->start);
    open_round(w, n, c ? c->kind : n->kind);
    ltn_build_cover(&w->b, n->start);
    open_block(w, n, c);
}

/* Closes an old node with the marks that are still open in it. */
static void leave(weave *w)
{
    while (w->open[w->depth - 1].mark)
        close_level(w);
    if (w->depth > 1)
        close_level(w);
}

/* Opens the marks that begin at or before the character at `at`. */
static void open_at(weave *w, uint32_t at)
{
    const ltn_mark *m;

    for (int stream = BLOCK_MARKS; stream <= TEXT_MARKS; stream++)
        while ((m = pending(w, stream)) && m->start <= at) {
            ltn_mark copy = consume(w, stream);
            if (copy.end > at && fits(w, &copy))
                open_mark(w, &copy, at);
        }
}

/* The end of the piece of text that begins at `at`: where the next mark begins
 * or the innermost one ends, at most `end`. */
static uint32_t piece_end(const weave *w, uint32_t at, uint32_t end)
{
    const level *top = &w->open[w->depth - 1];

    for (int stream = BLOCK_MARKS; stream <= TEXT_MARKS; stream++) {
        const ltn_mark *m = pending(w, stream);
        if (m && m->start > at && m->start < end)
            end = m->start;
    }
    if ((top->mark || top->cut) && top->end > at && top->end < end)
        end = top->end;
    return end;
}

/* A line break at the end of a part of a block is layout between blocks. */
static bool is_between(const weave *w, const ltn_node *n)
{
    const level *top = &w->open[w->depth - 1];

    return n->kind == LTN_LINE_BREAK && top->cut && top->end == n->end;
}

static void leaf(weave *w, const ltn_node *n)
{
    uint32_t at = n->start;

    close_marks(w, at);
    if (is_between(w, n))
        return;

    do {
        close_marks(w, at);
        cut_block(w, at);
        open_at(w, at);
        uint32_t end = n->kind == LTN_TEXT ? piece_end(w, at, n->end) : n->end;
        ltn_node *copy = ltn_build_leaf(&w->b, (ltn_kind)n->kind, at, end);
        copy->key = n->key;
        copy->props = n->props;
        at = end;
    } while (at < n->end && w->b.status == LTN_OK);
    close_marks(w, at);
}

static ltn_status walk(weave *w, const ltn_node *root)
{
    w->room = LTN_DEPTH_MAX - w->b.doc->deepest;
    push(w, (level){.end = root->end, .group = LTN_CONTAINERS});
    for (ltn_iter it = ltn_iter_at(root);
         w->b.status == LTN_OK && ltn_iter_next(&it);) {
        if (it.event == LTN_LEAF)
            leaf(w, it.node);
        else if (it.node == root || dissolved(w, it.node))
            continue;
        else if (it.event == LTN_ENTER)
            enter(w, it.node);
        else
            leave(w);
    }
    if (w->b.status == LTN_OK)
        w->b.status = w->e->status;
    return ltn_build_number(&w->b);
}

/* Makes the tree in fresh memory; on failure puts the old one back. */
static ltn_status rebuild(weave *w, ltn_doc *doc, ltn_diags *diags)
{
    ltn_arena nodes = doc->nodes;
    const ltn_node *root = doc->root, **by_key = doc->by_key;
    uint32_t placed = doc->placed;

    while (w->end[BLOCK_MARKS] < w->e->len &&
           stream_of(&w->e->marks[w->end[BLOCK_MARKS]]) == BLOCK_MARKS)
        w->end[BLOCK_MARKS]++;
    w->next[TEXT_MARKS] = w->end[BLOCK_MARKS];
    w->end[TEXT_MARKS] = w->e->len;
    doc->nodes = (ltn_arena){0};
    ltn_build_again(&w->b, doc, diags);
    ltn_status status = walk(w, root);
    if (status == LTN_OK) {
        ltn_arena_release(&nodes);
        return LTN_OK;
    }
    ltn_arena_release(&doc->nodes);
    doc->nodes = nodes;
    doc->root = root;
    doc->by_key = by_key;
    doc->placed = placed;
    return status;
}

/* Whether every edit is a change of a whole node, which needs no new tree. */
static bool only_changes(const ltn_edits *e)
{
    for (size_t i = 0; i < e->change_len; i++)
        if (e->changes[i].kind == LTN_KINDS || e->changes[i].end > 0)
            return false;
    return e->len == 0;
}

/* Makes the changes where the nodes are; nothing of it can fail. */
static void change_in_place(ltn_doc *doc, const ltn_edits *e)
{
    bool renumber = false;

    for (size_t i = 0; i < e->change_len; i++) {
        const ltn_mark *c = &e->changes[i];
        ltn_node *n = (ltn_node *)doc->by_key[c->key]; /* the document's own */
        if (!n)
            continue;
        renumber |= n->kind != c->kind;
        n->kind = c->kind;
        n->cls = c->cls;
        n->level = c->level;
        n->props = c->props;
        n->why = c->why;
    }
    if (renumber)
        ltn_build_ordinals(doc);
}

ltn_status ltn_doc_apply(ltn_doc *doc, ltn_edits *e, ltn_diags *diags)
{
    ltn_status status = e->status;
    weave *w = NULL;

    if (status == LTN_OK && only_changes(e)) {
        change_in_place(doc, e);
    } else if (status == LTN_OK) {
        w = calloc(1, sizeof *w);
        status = w ? LTN_OK : LTN_ENOMEM;
    }
    if (w) {
        w->e = e;
        status = nest(e);
        if (status == LTN_OK)
            status = index_changes(w);
        if (status == LTN_OK)
            status = rebuild(w, doc, diags);
        free(w->by_key);
        free(w);
    }
    ltn_edits_release(e);
    *e = (ltn_edits){.doc = doc};
#ifndef NDEBUG
    const char *why;
    assert(status != LTN_OK || ltn_doc_check(doc, &why) == LTN_OK);
#endif
    return status;
}
