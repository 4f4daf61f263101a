/* Blocks that are more than an element of the table. */

#include "write/xhtml/walk.h"

#include <assert.h>

static const ltn_node *heading_of(const ltn_xh_walk *w, const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (c->kind == LTN_HEADING && w->x->facts[c->key].file &&
            !ltn_xh_is_blank(w, c))
            return c;
    return NULL;
}

static void labelled_by(ltn_xh_walk *w, const ltn_node *n)
{
    char id[LTN_ID_BYTES];
    const ltn_node *h = heading_of(w, n);

    if (h)
        ltn_xml_attr(w->xml, "aria-labelledby", ltn_node_id(h, id));
}

static void open_division(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_xh_role *r = &ltn_xh_divisions_roles[n->cls];
    bool first = w->x->top;

    w->x->top = false;
    ltn_xh_open_plain(w, n, room);
    if (!first || room != LTN_XH_FLOW || !r->role)
        return;
    ltn_xh_attr_type(w, r->type, r->role);
    labelled_by(w, n);
}

static void open_references(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    ltn_xh_open_plain(w, n, room);
    if (room != LTN_XH_FLOW || w->x->had_references)
        return;
    w->x->had_references = true;
    ltn_xh_attr_type(w, "bibliography", "doc-bibliography");
    if (heading_of(w, n))
        labelled_by(w, n);
    else
        ltn_xml_attr(w->xml, "aria-label", w->x->words->works);
}

/* Levels never jump, so that a page is an outline (WCAG 1.3.1). */
static unsigned next_level(ltn_xh *x, const ltn_node *n)
{
    unsigned want = ltn_xh_divisions(n);

    assert(n->parent); /* a heading is never the document */
    if (n->parent->kind == LTN_DIVISION)
        want += n->parent->first != n && n->level > want;
    else if (n->parent->kind == LTN_REFERENCES)
        want++;
    else if (n->level)
        want += n->level - 1u; /* the title of the whole */
    unsigned level = ltn_xh_nest(&x->levels, want + x->under_title);
    return level > 6 ? 6 : level;
}

static void open_heading(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    static const char *const levels[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    ltn_kind in = n->parent ? n->parent->kind : LTN_DOCUMENT;

    if (room != LTN_XH_FLOW || ltn_xh_holds_blocks(n) ||
        ltn_xh_is_blank(w, n) ||
        (in != LTN_DOCUMENT && in != LTN_DIVISION && in != LTN_REFERENCES)) {
        ltn_xh_open_plain(w, n, room);
    } else if (ltn_xh_is_subheading(n)) {
        ltn_xh_push(w, n, "p", LTN_XH_PHRASING);
        ltn_xh_attr_id(w, n);
        ltn_xml_attr(w->xml, "class", "subtitle");
        ltn_xh_attr_lang_of(w, n);
    } else {
        ltn_xh_push(w, n, levels[next_level(w->x, n) - 1], LTN_XH_PHRASING);
        ltn_xh_attr_id(w, n);
        ltn_xml_attr(w->xml, "class",
                     ltn_xh_size_class(ltn_xh_bytes(w, n), n->end - n->start));
        ltn_xh_attr_lang_of(w, n);
    }
}

/* An image is not in the model: what is known of it is where it was. */
static void open_figure(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    ltn_xh_open_plain(w, n, room);
    if (room != LTN_XH_FLOW || !ltn_xh_is_url(n->props->url))
        return;
    ltn_xml_start(w->xml, "a");
    ltn_xml_attr(w->xml, "class", "image");
    ltn_xh_attr_url(w->xml, "href", n->props->url);
    ltn_xml_puts(w->xml, n->props->url);
    ltn_xml_close(w->xml, "a");
}

/* HTML #the-figure-element: one figcaption, first or last. */
static void open_caption(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_node *p = n->parent;
    bool ends =
        p && (p->first == n || (!n->next && p->first->kind != LTN_CAPTION));

    if (p && p->kind == LTN_FIGURE && room == LTN_XH_FLOW && ends &&
        !ltn_xh_holds_blocks(n) &&
        !(p->first == n && ltn_xh_is_url(p->props->url))) {
        ltn_xh_push(w, n, "figcaption", LTN_XH_PHRASING);
        ltn_xh_attr_id(w, n);
        ltn_xh_attr_lang_of(w, n);
    } else {
        ltn_xh_open_plain(w, n, room);
    }
}

void ltn_xh_open_block(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    switch ((int)n->kind) {
    case LTN_DIVISION: open_division(w, n, room); break;
    case LTN_REFERENCES: open_references(w, n, room); break;
    case LTN_HEADING: open_heading(w, n, room); break;
    case LTN_FIGURE: open_figure(w, n, room); break;
    case LTN_CAPTION: open_caption(w, n, room); break;
    case LTN_FOOTNOTE: ltn_xh_open_note(w, n, room); break;
    default: ltn_xh_open_note_ref(w, n, room); break;
    }
}
