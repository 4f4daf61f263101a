/* The walk: each node to its element, by the room it stands in. */

#include "write/xhtml/walk.h"

static void enter(ltn_xh_walk *w, const ltn_node *n, ltn_iter *it)
{
    if (ltn_xh_top(w)->room == LTN_XH_TEXT) {
        ltn_xh_push(w, n, NULL, LTN_XH_TEXT);
        return;
    }
    bool waits = n->kind == LTN_FOOTNOTE && n != w->note &&
                 (w->x->notes_last || ltn_xh_top(w)->room != LTN_XH_FLOW);
    if (waits && w->base + w->depth < LTN_XH_DEPTH) {
        ltn_xh_put_noteref(w, n, ltn_xh_top(w)->room);
        ltn_xh_wait(w->x, n);
        ltn_xh_push(w, n, NULL, LTN_XH_TEXT);
        ltn_iter_skip(it);
        return;
    }
    ltn_xh_room room = ltn_xh_make_room(w, n);
    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING)
        ltn_xh_put_waiting_break(w);
    if (w->base + w->depth >= LTN_XH_DEPTH)
        ltn_xh_push(w, n, NULL, room == LTN_XH_PHRASING ? room : LTN_XH_FLOW);
    else if (ltn_xh_open_part(w, n, room))
        ;
    else if (ltn_kinds[n->kind].group == LTN_INLINES && n->kind != LTN_NOTE_REF)
        ltn_xh_open_inline(w, n, room);
    else if (ltn_xh_maps[n->kind].own)
        ltn_xh_open_block(w, n, room);
    else
        ltn_xh_open_plain(w, n, room);
}

static void leave(ltn_xh_walk *w)
{
    ltn_xh_frame *f = ltn_xh_top(w);
    const ltn_node *n = f->node;

    ltn_xh_close_inner(w, f);
    if (w->x->backlink == n && n->kind == LTN_FOOTNOTE)
        ltn_xh_put_backlink(w, NULL, 0);
    if (f->element) {
        ltn_xml_close(w->xml, f->element);
        if (ltn_kinds[n->kind].group <= LTN_BLOCKS)
            ltn_buf_putc(w->xml->out, '\n');
    }
    w->depth--;
    if (n->kind == LTN_QUOTE && n->props->source && f->element)
        ltn_xh_put_source(w, n);
    if (w->pending && ltn_xh_top(w)->room <= LTN_XH_PHRASING)
        ltn_xh_put_waiting_break(w);
}

static void walk_tree(ltn_xh_walk *w, const ltn_node *root)
{
    for (ltn_iter it = ltn_iter_at(root); ltn_iter_next(&it);) {
        if (it.event == LTN_LEAF)
            ltn_xh_put_leaf(w, it.node);
        else if (it.event == LTN_LEAVE)
            leave(w);
        else
            enter(w, it.node, &it);
    }
}

static void start_walk(ltn_xh_walk *w, ltn_xh *x, const ltn_node *from,
                       const ltn_node *note)
{
    w->note = note;
    w->x = x;
    w->xml = &x->xml;
    w->base = from ? ltn_xh_depth(from) : 0;
    w->depth = 0;
    w->pending = NULL;
    w->frames[0] = (ltn_xh_frame){.room = LTN_XH_FLOW};
}

void ltn_xh_run(ltn_xh *x, const ltn_node *from, const ltn_node *to)
{
    ltn_xh_walk w;

    start_walk(&w, x, from, NULL);
    for (const ltn_node *n = from; n != to && !x->failed; n = n->next)
        walk_tree(&w, n);
    ltn_xh_put_waiting_break(&w);
}

void ltn_xh_notes(ltn_xh *x)
{
    ltn_xh_walk w;

    while (x->waiting_next < x->waiting_len && !x->failed) {
        const ltn_node *note = x->waiting[x->waiting_next++];
        start_walk(&w, x, note, note);
        walk_tree(&w, note);
        ltn_xh_put_waiting_break(&w);
    }
    x->waiting_len = x->waiting_next = 0;
}
