#include "model/build.h"

#include "model/edits.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const ltn_props no_props;

static void open_document(ltn_builder *b)
{
    ltn_node *root = ltn_build_open(b, LTN_DOCUMENT);

    if (b->status == LTN_OK)
        b->doc->root = root;
}

void ltn_build_start(ltn_builder *b, ltn_diags *diags)
{
    *b = (ltn_builder){.doc = calloc(1, sizeof *b->doc), .diags = diags};
    if (!b->doc)
        b->status = LTN_ENOMEM;
    else
        b->doc->text.limit = LTN_INPUT_MAX;
    open_document(b);
}

void ltn_build_again(ltn_builder *b, ltn_doc *doc, ltn_diags *diags)
{
    *b = (ltn_builder){.doc = doc, .diags = diags, .again = true};
    open_document(b);
}

void ltn_build_take(ltn_builder *b, ltn_buf *text)
{
    if (b->status != LTN_OK)
        return;
    assert(b->doc->text.len == 0);
    if (text->len > LTN_INPUT_MAX) {
        b->status = LTN_ELIMIT;
        ltn_diag_add(b->diags, LTN_ERROR, (ltn_pos){0}, "model.size",
                     "more than %d bytes of text", LTN_INPUT_MAX);
        return;
    }
    b->doc->text = *text;
    *text = (ltn_buf){0};
}

/* A new node at the end of the innermost open one, or NULL after a failure. */
static ltn_node *append(ltn_builder *b, ltn_kind kind)
{
    if (b->status != LTN_OK)
        return NULL;
    ltn_node *n = ltn_arena_alloc(&b->doc->nodes, sizeof *n);
    if (!n) {
        b->status = LTN_ENOMEM;
        return NULL;
    }
    n->kind = (uint8_t)kind;
    n->props = &no_props;
    n->start = n->end = b->at;
    if (b->depth > 0) {
        ltn_node *last = b->stack[b->depth - 1].last;
        ltn_node *parent = b->stack[b->depth - 1].node;
        n->parent = parent;
        *(last ? &last->next : &parent->first) = n;
        b->stack[b->depth - 1].last = n;
    }
    return n;
}

ltn_node *ltn_build_open(ltn_builder *b, ltn_kind kind)
{
    assert(ltn_kinds[kind].group != LTN_LEAVES);
    assert(kind != LTN_DOCUMENT || b->depth == 0);
    size_t most = b->again ? LTN_DEPTH_MAX : LTN_READ_DEPTH_MAX;
    if (b->status == LTN_OK && b->depth == most) {
        b->status = LTN_ELIMIT;
        ltn_diag_add(b->diags, LTN_ERROR, ltn_doc_pos(b->doc, b->at),
                     "model.depth", "nested more than %zu levels deep", most);
    }
    ltn_node *n = append(b, kind);
    if (!n)
        return &b->sink;
    if (kind != LTN_DOCUMENT && !b->again)
        n->key = ++b->doc->keys;
    b->stack[b->depth].node = n;
    b->stack[b->depth++].last = NULL;
    if (b->depth > b->deepest)
        b->deepest = b->depth;
    b->fresh++;
    return n;
}

void ltn_build_close(ltn_builder *b)
{
    if (b->status != LTN_OK)
        return;
    assert(b->depth > 0 && "more closes than opens");
    ltn_node *n = b->stack[--b->depth].node;
    if (b->fresh > 0) {
        b->fresh--;
        n->start = n->first ? n->first->start : b->at;
    }
    n->end = b->at;
}

/* The nodes that were opened before any leaf begin with this one, or with an
 * empty child before it. */
static void begin_fresh(ltn_builder *b, uint32_t start)
{
    for (size_t i = b->depth; b->fresh > 0; b->fresh--) {
        ltn_node *n = b->stack[--i].node;
        if (n->first && n->first->start < start)
            start = n->first->start;
        n->start = start;
    }
}

static bool in_text(const ltn_builder *b)
{
    ltn_group in = ltn_kinds[b->stack[b->depth - 1].node->kind].group;

    return in == LTN_BLOCKS || in == LTN_INLINES;
}

void ltn_build_cover(ltn_builder *b, size_t start)
{
    if (b->status == LTN_OK && start > b->at && b->fresh == 0 && in_text(b))
        ltn_build_leaf(b, LTN_TEXT, b->at, start);
}

ltn_node *ltn_build_leaf(ltn_builder *b, ltn_kind kind, size_t start,
                         size_t end)
{
    if (b->status != LTN_OK)
        return &b->sink;
    assert(ltn_kinds[kind].group == LTN_LEAVES);
    assert(b->at <= start && start <= end && end <= b->doc->text.len);
    ltn_build_cover(b, start);
    ltn_node *n = append(b, kind);
    if (!n)
        return &b->sink;
    n->start = (uint32_t)start;
    n->end = (uint32_t)end;
    if (kind == LTN_PAGE_BREAK && !b->again)
        n->key = ++b->doc->keys;
    begin_fresh(b, n->start);
    b->at = n->end;
    return n;
}

/* Appends to the text; false when that is refused. */
static bool add_text(ltn_builder *b, const char *s, size_t len)
{
    if (b->status != LTN_OK)
        return false;
    ltn_buf_put(&b->doc->text, s, len);
    b->status = ltn_buf_status(&b->doc->text);
    if (b->status == LTN_ELIMIT)
        ltn_diag_add(b->diags, LTN_ERROR, ltn_doc_pos(b->doc, b->at),
                     "model.size", "more than %zu bytes of text",
                     b->doc->text.limit);
    return b->status == LTN_OK;
}

void ltn_build_text(ltn_builder *b, const char *s, size_t len, ltn_pos pos)
{
    if (len == 0)
        return;
    ltn_build_anchor(b, pos);
    size_t start = b->status == LTN_OK ? b->doc->text.len : 0;
    if (add_text(b, s, len))
        ltn_build_leaf(b, LTN_TEXT, start, b->doc->text.len);
}

void ltn_build_gap(ltn_builder *b, const char *s, size_t len)
{
    size_t start = b->status == LTN_OK ? b->doc->text.len : 0;

    if (add_text(b, s, len) && len > 0 && in_text(b))
        ltn_build_leaf(b, LTN_TEXT, start, b->doc->text.len);
}

void ltn_build_anchor(ltn_builder *b, ltn_pos pos)
{
    if (b->status != LTN_OK || pos.line == 0)
        return;
    ltn_doc *d = b->doc;
    if (d->anchor_len == d->anchor_cap) {
        size_t cap = d->anchor_cap ? d->anchor_cap * 2 : 64;
        ltn_anchor *a = realloc(d->anchors, cap * sizeof *a);
        if (!a) {
            b->status = LTN_ENOMEM;
            return;
        }
        d->anchors = a;
        d->anchor_cap = cap;
    }
    d->anchors[d->anchor_len++] = (ltn_anchor){
        .text = (uint32_t)d->text.len,
        .offset = (uint32_t)pos.offset,
        .line = pos.line,
        .col = pos.col,
    };
}

enum { ANCHOR_BYTES = 4096 }; /* about as far as a position is searched */

/* What comes after the next line end, or NULL when there is none. */
static const char *line_end(const char *s, const char *end, bool only_lf)
{
    if (only_lf) {
        s = memchr(s, '\n', (size_t)(end - s));
        return s ? s + 1 : NULL;
    }
    for (; s < end; s++)
        if (*s == '\n' || (*s == '\r' && !(s + 1 < end && s[1] == '\n')))
            return s + 1;
    return NULL;
}

void ltn_build_lines(ltn_builder *b)
{
    if (b->status != LTN_OK || b->doc->text.len == 0)
        return;
    ltn_buf *text = &b->doc->text;
    size_t len = text->len, last = 0, shift = b->doc->source.bom ? 3 : 0;
    ltn_pos pos = {.line = 1, .col = 1};
    text->len = 0;
    ltn_build_anchor(b, pos);
    const char *s = text->data, *end = s + len;
    bool only_lf = !memchr(s, '\r', len);
    while ((s = line_end(s, end, only_lf))) {
        size_t i = (size_t)(s - text->data);
        pos.line++;
        if (i - last < ANCHOR_BYTES)
            continue;
        last = text->len = i;
        pos.offset = i + shift;
        ltn_build_anchor(b, pos);
    }
    text->len = len;
}

ltn_props *ltn_build_props(ltn_builder *b)
{
    if (b->status != LTN_OK)
        return NULL;
    ltn_props *p = ltn_arena_alloc(&b->doc->strings, sizeof *p);
    if (!p)
        b->status = LTN_ENOMEM;
    return p;
}

const char *ltn_build_string(ltn_builder *b, const char *s, size_t len)
{
    const char *copy = b->status == LTN_OK
                           ? ltn_arena_strndup(&b->doc->strings, s, len)
                           : NULL;

    if (!copy && b->status == LTN_OK)
        b->status = LTN_ENOMEM;
    return copy ? copy : "";
}

void ltn_build_finding(ltn_builder *b, const char *topic, const char *value,
                       const char *rule, unsigned percent, const char *evidence)
{
    if (b->status != LTN_OK)
        return;
    ltn_edits e;
    ltn_edits_init(&e, b->doc);
    ltn_finding f = {.topic = topic};
    f.value = ltn_build_string(b, value, strlen(value));
    f.why = (ltn_decision){.rule = rule, .confidence = (uint8_t)percent};
    if (evidence)
        f.why.evidence = ltn_build_string(b, evidence, strlen(evidence));
    if (ltn_edit_finding(&e, &f) == 0)
        b->status = LTN_ENOMEM;
    ltn_edits_release(&e);
}

/* Gives out the ids: the n-th of its prefix. */
static void give_ordinal(ltn_node *n, uint32_t count[LTN_KINDS])
{
    ltn_kind same = n->kind == LTN_BLOCK_QUOTE ? LTN_QUOTE : n->kind;

    n->ordinal = ltn_kinds[n->kind].id ? ++count[same] : 0;
}

void ltn_build_ordinals(ltn_doc *d)
{
    uint32_t count[LTN_KINDS] = {0};

    for (ltn_iter it = ltn_iter_at(d->root); ltn_iter_next(&it);)
        if (it.event != LTN_LEAVE)
            give_ordinal((ltn_node *)it.node, count); /* ours */
}

/* Fills in the table of keys and gives out the ids. */
static void number_nodes(ltn_doc *d)
{
    uint32_t count[LTN_KINDS] = {0};

    for (ltn_iter it = ltn_iter_at(d->root); ltn_iter_next(&it);) {
        ltn_node *n = (ltn_node *)it.node; /* ours: it is not handed over */
        if (it.event == LTN_LEAVE)
            continue;
        if (n->key)
            d->by_key[n->key] = n;
        give_ordinal(n, count);
    }
}

ltn_status ltn_build_number(ltn_builder *b)
{
    ltn_doc *d = b->doc;

    while (b->status == LTN_OK && b->depth > 0)
        ltn_build_close(b);
    if (b->status == LTN_OK) {
        d->by_key = ltn_arena_alloc(&d->nodes,
                                    ((size_t)d->keys + 1) * sizeof *d->by_key);
        d->placed = d->keys;
        if (!d->by_key)
            b->status = LTN_ENOMEM;
    }
    if (b->status != LTN_OK)
        return b->status;
    /* The document ends where its text does, layout included. */
    ltn_node *root = (ltn_node *)d->root; /* ours until it is handed over */
    root->start = 0;
    root->end = (uint32_t)d->text.len;
    d->deepest = b->deepest;
    number_nodes(d);
    return LTN_OK;
}

ltn_status ltn_build_finish(ltn_builder *b, ltn_doc **out)
{
    *out = NULL;
    /* An empty text has an address too, so that nobody adds to NULL. */
    if (b->status == LTN_OK && !b->doc->text.data &&
        !ltn_buf_room(&b->doc->text, 1))
        b->status = ltn_buf_status(&b->doc->text);
    if (b->doc && ltn_build_number(b) == LTN_OK) {
        *out = b->doc;
        return LTN_OK;
    }
    ltn_doc_free(b->doc);
    b->doc = NULL;
    return b->status;
}
