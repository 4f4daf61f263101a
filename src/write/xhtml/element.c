/* Elements and their attributes, as the table says. */

#include "util/unicode.h"
#include "write/xhtml/walk.h"

#include <stdio.h>

ltn_xh_frame *ltn_xh_top(ltn_xh_walk *w)
{
    return &w->frames[w->depth];
}

const char *ltn_xh_bytes(const ltn_xh_walk *w, const ltn_node *n)
{
    return w->x->doc->text.data + n->start;
}

bool ltn_xh_is_blank(const ltn_xh_walk *w, const ltn_node *n)
{
    return n->start == n->end ||
           ltn_is_blank(ltn_xh_bytes(w, n), n->end - n->start);
}

void ltn_xh_attr_id(ltn_xh_walk *w, const ltn_node *n)
{
    char id[LTN_ID_BYTES];

    if (n->ordinal)
        ltn_xml_attr(w->xml, "id", ltn_node_id(n, id));
}

/* class="css name" */
void ltn_xh_attr_class(ltn_xh_walk *w, const ltn_node *n, const char *css)
{
    const char *cls = ltn_class_name(n->kind, n->cls);
    char both[64];

    if (n->kind == LTN_EMPHASIS && n->cls != LTN_EMPH_SMALL_CAPS)
        cls = NULL;
    if (!css && !cls)
        return;
    snprintf(both, sizeof both, "%s%s%s", css ? css : "", css && cls ? " " : "",
             cls ? cls : "");
    ltn_xml_attr(w->xml, "class", both);
}

void ltn_xh_attr_type(ltn_xh_walk *w, const char *type, const char *role)
{
    if (w->x->epub)
        ltn_xml_attr(w->xml, "epub:type", type);
    ltn_xml_attr(w->xml, "role", role);
}

ltn_xh_frame *ltn_xh_push(ltn_xh_walk *w, const ltn_node *n,
                          const char *element, ltn_xh_room room)
{
    bool link = ltn_xh_top(w)->link, time = ltn_xh_top(w)->time;
    ltn_xh_frame *f = &w->frames[++w->depth];

    *f = (ltn_xh_frame){.node = n, .element = element, .room = (uint8_t)room};
    f->link = link;
    f->time = time;
    if (element)
        ltn_xml_start(w->xml, element);
    return f;
}

void ltn_xh_attr_lang_of(ltn_xh_walk *w, const ltn_node *n)
{
    if (n->props->lang)
        ltn_xh_attr_lang(w->x, n->props->lang);
}

bool ltn_xh_holds_blocks(const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (ltn_kinds[c->kind].group <= LTN_BLOCKS && c->kind != LTN_FOOTNOTE &&
            c->kind != LTN_STAGE && c->kind != LTN_FURNITURE)
            return true;
    return false;
}

/* An element as the table says. */
void ltn_xh_open_plain(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_xh_map *m = &ltn_xh_maps[n->kind];
    bool flow = room != LTN_XH_PHRASING;
    const char *element = flow ? m->flow : m->phrase;
    ltn_xh_room inside = flow ? m->room : LTN_XH_PHRASING;

    if (flow && ltn_kinds[n->kind].group == LTN_BLOCKS &&
        inside == LTN_XH_PHRASING && ltn_xh_holds_blocks(n)) {
        element = "div";
        inside = LTN_XH_FLOW;
    }
    ltn_xh_push(w, n, element, inside);
    if (!element)
        return;
    if (m->id)
        ltn_xh_attr_id(w, n);
    ltn_xh_attr_class(w, n, m->css);
    ltn_xh_attr_lang_of(w, n);
}
