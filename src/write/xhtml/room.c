/* Lists, tables and rows: their element is opened when the first item, row or
 * cell comes and closed when something else does. */

#include "write/xhtml/walk.h"

#include <string.h>

void ltn_xh_close_inner(ltn_xh_walk *w, ltn_xh_frame *f)
{
    if (!f->inner)
        return;
    ltn_xml_close(w->xml, f->inner);
    ltn_buf_putc(w->xml->out, '\n');
    f->inner = NULL;
}

/* Whether the marker of the item is already in its text. */
static bool has_marker(const ltn_xh_walk *w, const ltn_node *item)
{
    const char *label = item->props->label;
    size_t n = label ? strlen(label) : 0;

    return n == 0 || (item->end - item->start >= n &&
                      memcmp(ltn_xh_bytes(w, item), label, n) == 0);
}

static void open_list(ltn_xh_walk *w, ltn_xh_frame *f, const ltn_node *item)
{
    bool bullets =
        f->node->cls == LTN_LIST_BULLETED || f->node->cls == LTN_LIST_SIMPLE;

    f->inner = bullets ? "ul" : "ol";
    ltn_xml_start(w->xml, f->inner);
    ltn_xh_attr_class(w, f->node, has_marker(w, item) ? "list marked" : "list");
    ltn_xml_raw(w->xml, "\n");
}

static void open_table(ltn_xh_walk *w, ltn_xh_frame *f)
{
    f->inner = "table";
    ltn_xml_start(w->xml, "table");
    ltn_xml_raw(w->xml, "\n");
}

static void open_cell(ltn_xh_walk *w, ltn_xh_frame *f)
{
    if (f->inner)
        return;
    f->inner = "td";
    ltn_xml_start(w->xml, "td");
}

/* Makes room for n in the innermost frame; says what room that is. */
ltn_xh_room ltn_xh_make_room(ltn_xh_walk *w, const ltn_node *n)
{
    ltn_xh_frame *f = ltn_xh_top(w);
    ltn_kind kind = n->kind;

    switch ((ltn_xh_room)f->room) {
    case LTN_XH_FLOW:
    case LTN_XH_PHRASING:
    case LTN_XH_TEXT: return f->room;
    case LTN_XH_LIST:
        if (kind != LTN_ITEM)
            break;
        if (!f->inner)
            open_list(w, f, n);
        return LTN_XH_LIST;
    case LTN_XH_TABLE:
        if (kind != LTN_ROW)
            break;
        if (!f->inner)
            open_table(w, f);
        return LTN_XH_TABLE;
    case LTN_XH_ROW:
        if (kind == LTN_CELL) {
            ltn_xh_close_inner(w, f);
            return LTN_XH_ROW;
        }
        open_cell(w, f);
        return LTN_XH_FLOW;
    }
    ltn_xh_close_inner(w, f);
    return LTN_XH_FLOW;
}

/* Items, rows and cells where they belong. */
bool ltn_xh_open_part(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    bool head = n->kind == LTN_CELL && n->parent && n->parent->level == 1;

    if (n->kind == LTN_ITEM && room == LTN_XH_LIST)
        ltn_xh_push(w, n, "li", LTN_XH_FLOW);
    else if (n->kind == LTN_ROW && room == LTN_XH_TABLE)
        ltn_xh_push(w, n, "tr", LTN_XH_ROW);
    else if (n->kind == LTN_CELL && room == LTN_XH_ROW)
        ltn_xh_push(w, n, head && !ltn_xh_is_blank(w, n) ? "th" : "td",
                    LTN_XH_FLOW);
    else
        return false;
    if (n->kind == LTN_CELL && strcmp(ltn_xh_top(w)->element, "th") == 0)
        ltn_xml_attr(w->xml, "scope", "col");
    if (ltn_xh_maps[n->kind].id)
        ltn_xh_attr_id(w, n);
    ltn_xh_attr_lang_of(w, n);
    return true;
}
