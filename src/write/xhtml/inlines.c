/* Links, dates, emphasis: what they lead to. */

#include "write/xhtml/walk.h"

/* Where the node leads to: its own URL, or a place in the book. */
static const char *link_of(const ltn_xh_walk *w, const ltn_node *n,
                           char out[LTN_XH_HREF])
{
    const ltn_props *p = n->props;

    if (n->kind != LTN_MENTION && ltn_xh_is_url(p->url))
        return p->url;
    if (n->kind == LTN_MENTION && ltn_xh_href(w->x, p->target, out))
        return out;
    return n->kind == LTN_LINK ? NULL : ltn_xh_work_href(w->x, p->work, out);
}

/* A link, unless it is in one or has one inside of it. */
static bool open_link(ltn_xh_walk *w, const ltn_node *n)
{
    char href[LTN_XH_HREF];
    const ltn_xh_map *m = &ltn_xh_maps[n->kind];

    if (n->kind != LTN_LINK && n->kind != LTN_CITATION &&
        n->kind != LTN_MENTION)
        return false;
    if (ltn_xh_top(w)->link || !n->key || w->x->facts[n->key].linked ||
        ltn_xh_is_blank(w, n))
        return false;
    const char *to = link_of(w, n, href);
    if (!to)
        return false;
    if (w->x->backlink)
        ltn_xh_put_backlink(w, NULL, 0);
    ltn_xh_push(w, n, "a", LTN_XH_PHRASING)->link = true;
    if (m->id)
        ltn_xh_attr_id(w, n);
    ltn_xh_attr_class(w, n, m->css);
    ltn_xh_attr_url(w->xml, "href", to);
    ltn_xh_attr_lang_of(w, n);
    return true;
}

static void open_emphasis(ltn_xh_walk *w, const ltn_node *n)
{
    ltn_xh_push(w, n, ltn_xh_emphasis[n->cls], LTN_XH_PHRASING);
    ltn_xh_attr_class(w, n, NULL);
    ltn_xh_attr_lang_of(w, n);
}

void ltn_xh_open_inline(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    if (n->kind == LTN_EMPHASIS) {
        open_emphasis(w, n);
        return;
    }
    if (open_link(w, n))
        return;
    if (n->kind != LTN_DATE || ltn_xh_top(w)->time ||
        !ltn_xh_is_date(n->props->when)) {
        ltn_xh_open_plain(w, n, room);
        return;
    }
    ltn_xh_push(w, n, "time", LTN_XH_PHRASING)->time = true;
    ltn_xml_attr(w->xml, "datetime", n->props->when);
}

/* A sign behind a quote that leads to its source, where that is elsewhere. */
void ltn_xh_put_source(ltn_xh_walk *w, const ltn_node *quote)
{
    char href[LTN_XH_HREF];
    const ltn_node *c = ltn_doc_node(w->x->doc, quote->props->source);

    if (!c || quote->props->next || ltn_xh_top(w)->link ||
        ltn_xh_top(w)->room != LTN_XH_PHRASING ||
        (c->start <= quote->end + 3 && c->end + 3 >= quote->start))
        return;
    if (!ltn_xh_work_href(w->x, c->props->work, href) &&
        !ltn_xh_href(w->x, c->key, href))
        return;
    ltn_xml_start(w->xml, "a");
    ltn_xml_attr(w->xml, "class", "source");
    ltn_xml_attr(w->xml, "href", href);
    ltn_xml_attr(w->xml, "aria-label", w->x->words->source);
    ltn_xml_close(w->xml, "a");
}
