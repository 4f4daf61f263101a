/* Leaves: text, line ends, page breaks, hyphens. */

#include "util/unicode.h"
#include "write/xhtml/walk.h"

#include <stdlib.h>
#include <string.h>

/* Nothing but what XML takes for white space. */
static bool is_layout(const ltn_xh_walk *w, const ltn_node *n)
{
    const char *s = ltn_xh_bytes(w, n), *end = s + (n->end - n->start);

    while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
        s++;
    return s == end;
}

static void remember_page(ltn_xh *x, const ltn_node *n)
{
    if (x->page_len == x->page_cap) {
        size_t cap = x->page_cap ? 2 * x->page_cap : 64;
        ltn_xh_page *p = realloc(x->pages, cap * sizeof *p);
        if (!p) {
            x->failed = true;
            return;
        }
        x->pages = p;
        x->page_cap = cap;
    }
    x->pages[x->page_len++] = (ltn_xh_page){n, x->file};
}

static void put_break(ltn_xh_walk *w, const ltn_node *n)
{
    const char *label = n->props->label;

    if (!label || !n->ordinal)
        return;
    ltn_xml_start(w->xml, "span");
    ltn_xh_attr_id(w, n);
    ltn_xml_attr(w->xml, "class", "pagebreak");
    ltn_xh_attr_type(w, "pagebreak", "doc-pagebreak");
    ltn_xml_attr(w->xml, "aria-label", label);
    ltn_xml_close(w->xml, "span");
    remember_page(w->x, n);
}

void ltn_xh_put_waiting_break(ltn_xh_walk *w)
{
    const ltn_node *n = w->pending;

    w->pending = NULL;
    if (n)
        put_break(w, n);
}

/* Whether the text of a link or citation is an address. */
static bool is_address(const ltn_node *n, const char *s, size_t len)
{
    return (n->parent->kind == LTN_LINK || n->parent->kind == LTN_CITATION) &&
           ((len > 8 && memcmp(s, "http", 4) == 0 && strchr(":s", s[4])) ||
            (len > 4 &&
             (memcmp(s, "www.", 4) == 0 || memcmp(s, "doi:", 4) == 0)));
}

static void put_text(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    const char *s = ltn_xh_bytes(w, n);
    size_t len = n->end - n->start;

    if (w->x->backlink && room != LTN_XH_TEXT && !ltn_xh_top(w)->link &&
        !ltn_is_blank(s, len)) {
        size_t space = 0;
        while (s[space] == ' ' || s[space] == '\n' || s[space] == '\t')
            space++;
        size_t used = space + ltn_xh_put_backlink(w, s + space, len - space);
        s += used;
        len -= used;
    }
    if (room != LTN_XH_TEXT && is_address(n, s, len))
        ltn_xh_address(w->xml, s, len);
    else
        ltn_xh_text(w->xml, s, len);
}

static bool in_pre(const ltn_xh_walk *w)
{
    for (unsigned i = w->depth; i > 0; i--)
        if (w->frames[i].element && strcmp(w->frames[i].element, "pre") == 0)
            return true;
    return false;
}

/* The hyphen of a word that a line end divided is there but not shown. */
static void put_hyphen(ltn_xh_walk *w, const ltn_node *n)
{
    size_t len = n->end - n->start;
    const char *s = ltn_xh_bytes(w, n);

    while (len > 0 && (unsigned char)s[len - 1] <= ' ')
        len--;
    ltn_xml_start(w->xml, "span");
    ltn_xml_attr(w->xml, "hidden", "hidden");
    ltn_xh_text(w->xml, s, len);
    ltn_xml_close(w->xml, "span");
}

static void put_line_break(ltn_xh_walk *w, const ltn_node *n)
{
    if (in_pre(w)) {
        ltn_xh_text(w->xml, ltn_xh_bytes(w, n), n->end - n->start);
        return;
    }
    ltn_xml_start(w->xml, "br");
    ltn_xml_end(w->xml, "br");
    ltn_buf_putc(w->xml->out, '\n');
}

static void leaf_in_room(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    bool plain = room == LTN_XH_TEXT; /* characters only */

    switch ((int)n->kind) {
    case LTN_LINE_BREAK:
        plain ? ltn_xml_puts(w->xml, " ") : put_line_break(w, n);
        break;
    case LTN_PAGE_BREAK:
        if (!plain)
            put_break(w, n);
        break;
    case LTN_HYPHEN:
        plain ? ltn_xh_text(w->xml, ltn_xh_bytes(w, n), n->end - n->start)
              : put_hyphen(w, n);
        break;
    default: put_text(w, n, room); break;
    }
}

void ltn_xh_put_leaf(ltn_xh_walk *w, const ltn_node *n)
{
    ltn_xh_room room = ltn_xh_top(w)->room;

    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING)
        ltn_xh_put_waiting_break(w);
    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING || room == LTN_XH_TEXT) {
        leaf_in_room(w, n, room);
        return;
    }
    if (n->kind == LTN_PAGE_BREAK && !w->pending)
        w->pending = n; /* not to cut a table in two */
    else if (n->kind == LTN_PAGE_BREAK || !is_layout(w, n))
        leaf_in_room(w, n, ltn_xh_make_room(w, n));
}
