/* The walk: each node to its element, by the room it stands in. */

#include "util/unicode.h"
#include "write/xhtml/map.h"
#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct frame {
    const ltn_node *node;
    const char *element; /* open for the node, or NULL */
    const char *inner;   /* ul, table or td that was opened when needed */
    uint8_t room;        /* ltn_xh_room */
    bool link;           /* inside of an a */
    bool time;           /* inside of a time */
} frame;

typedef struct walk {
    ltn_xh *x;
    ltn_xml *xml;
    unsigned base;           /* levels of the tree above the frames */
    unsigned depth;          /* frames */
    const ltn_node *note;    /* the note that is written, which waits no more */
    const ltn_node *pending; /* a page break that waits for room */
    frame frames[LTN_DEPTH_MAX + 2];
} walk;

static frame *top(walk *w)
{
    return &w->frames[w->depth];
}

static const char *text_of(const walk *w, const ltn_node *n)
{
    return w->x->doc->text.data + n->start;
}

/* Nothing but what XML takes for white space. */
static bool is_layout(const walk *w, const ltn_node *n)
{
    const char *s = text_of(w, n), *end = s + (n->end - n->start);

    while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
        s++;
    return s == end;
}

static bool blank(const walk *w, const ltn_node *n)
{
    return n->start == n->end || ltn_is_blank(text_of(w, n), n->end - n->start);
}

static void id_of(walk *w, const ltn_node *n)
{
    char id[LTN_ID_BYTES];

    if (n->ordinal)
        ltn_xml_attr(w->xml, "id", ltn_node_id(n, id));
}

/* class="css name" */
static void class_of(walk *w, const ltn_node *n, const char *css)
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

static void type_of(walk *w, const char *type, const char *role)
{
    if (w->x->epub)
        ltn_xml_attr(w->xml, "epub:type", type);
    ltn_xml_attr(w->xml, "role", role);
}

/* Page breaks */

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

static void put_break(walk *w, const ltn_node *n)
{
    const char *label = n->props->label;

    if (!label || !n->ordinal)
        return;
    ltn_xml_start(w->xml, "span");
    id_of(w, n);
    ltn_xml_attr(w->xml, "class", "pagebreak");
    type_of(w, "pagebreak", "doc-pagebreak");
    ltn_xml_attr(w->xml, "aria-label", label);
    ltn_xml_close(w->xml, "span");
    remember_page(w->x, n);
}

static void put_waiting_break(walk *w)
{
    const ltn_node *n = w->pending;

    w->pending = NULL;
    if (n)
        put_break(w, n);
}

/* Lists, tables and rows: their element is opened when the first item, row or
 * cell comes and closed when something else does. */

static void close_inner(walk *w, frame *f)
{
    if (!f->inner)
        return;
    ltn_xml_close(w->xml, f->inner);
    ltn_buf_putc(w->xml->out, '\n');
    f->inner = NULL;
}

/* Whether the marker of the item is already in its text. */
static bool has_marker(const walk *w, const ltn_node *item)
{
    const char *label = item->props->label;
    size_t n = label ? strlen(label) : 0;

    return n == 0 || (item->end - item->start >= n &&
                      memcmp(text_of(w, item), label, n) == 0);
}

static void open_list(walk *w, frame *f, const ltn_node *item)
{
    bool bullets =
        f->node->cls == LTN_LIST_BULLETED || f->node->cls == LTN_LIST_SIMPLE;

    f->inner = bullets ? "ul" : "ol";
    ltn_xml_start(w->xml, f->inner);
    class_of(w, f->node, has_marker(w, item) ? "list marked" : "list");
    ltn_xml_raw(w->xml, "\n");
}

static void open_table(walk *w, frame *f)
{
    f->inner = "table";
    ltn_xml_start(w->xml, "table");
    ltn_xml_raw(w->xml, "\n");
}

static void open_cell(walk *w, frame *f)
{
    if (f->inner)
        return;
    f->inner = "td";
    ltn_xml_start(w->xml, "td");
}

/* Makes room for n in the innermost frame; says what room that is. */
static ltn_xh_room make_room(walk *w, const ltn_node *n)
{
    frame *f = top(w);
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
            close_inner(w, f);
            return LTN_XH_ROW;
        }
        open_cell(w, f);
        return LTN_XH_FLOW;
    }
    close_inner(w, f);
    return LTN_XH_FLOW;
}

/* Notes */

static void wait(ltn_xh *x, const ltn_node *note)
{
    if (x->waiting_len == x->waiting_cap) {
        size_t cap = x->waiting_cap ? 2 * x->waiting_cap : 64;
        const ltn_node **p = realloc((void *)x->waiting, cap * sizeof *p);
        if (!p) {
            x->failed = true;
            return;
        }
        x->waiting = p;
        x->waiting_cap = cap;
    }
    ((const ltn_node **)x->waiting)[x->waiting_len++] = note;
}

/* The number or sign of a note. */
static const char *note_label(const ltn_node *note, char out[16])
{
    if (note->props->label && note->props->label[0])
        return note->props->label;
    snprintf(out, 16, "%u", note->ordinal);
    return out;
}

static bool referred_to(const walk *w, const ltn_node *note)
{
    return note->key && w->x->facts[note->key].ref != 0;
}

/* <a epub:type="noteref" role="doc-noteref">: DPUB-ARIA #doc-noteref. */
static void open_noteref(walk *w, const char *href)
{
    ltn_xml_start(w->xml, "a");
    ltn_xml_attr(w->xml, "class", "noteref");
    type_of(w, "noteref", "doc-noteref");
    ltn_xml_attr(w->xml, "href", href);
}

/* A note that nothing refers to stands where it is told: a reference to it. */
static void put_noteref(walk *w, const ltn_node *note, ltn_xh_room room)
{
    char href[LTN_XH_HREF], id[LTN_ID_BYTES], back[LTN_ID_BYTES + 4];
    char label[16];

    if (referred_to(w, note) || top(w)->link || room > LTN_XH_PHRASING ||
        !ltn_xh_href(w->x, note->key, href))
        return;
    w->x->facts[note->key].called = true;
    open_noteref(w, href);
    snprintf(back, sizeof back, "%s-ref", ltn_node_id(note, id));
    ltn_xml_attr(w->xml, "id", back);
    ltn_xml_puts(w->xml, note_label(note, label));
    ltn_xml_close(w->xml, "a");
}

/* Bytes at the front of s that are the label of the note, with its brackets:
 * "1", "[1]", "(a)", "1." */
static size_t label_in(const char *s, size_t len, const char *label)
{
    size_t at = 0, n = strlen(label);

    if (at < len && (s[at] == '[' || s[at] == '('))
        at++;
    if (len - at < n || memcmp(s + at, label, n) != 0)
        return 0;
    at += n;
    if (at < len && strchr(".])", s[at]) && s[at])
        at++;
    return at == len || (unsigned char)s[at] <= ' ' || s[at - 1] == ']' ||
                   s[at - 1] == ')' || s[at - 1] == '*'
               ? at
               : 0;
}

/* Opens the link from a note back to the reference, or a span when there is no
 * reference; returns the element. */
static const char *open_backlink(walk *w, const ltn_node *note)
{
    char href[LTN_XH_HREF] = "", id[LTN_ID_BYTES];
    const ltn_xh_fact *f = &w->x->facts[note->key];

    if (f->called)
        snprintf(href, sizeof href, "#%s-ref", ltn_node_id(note, id));
    else if (!ltn_xh_href(w->x, f->ref, href))
        href[0] = '\0';
    const char *element = href[0] ? "a" : "span";
    ltn_xml_start(w->xml, element);
    ltn_xml_attr(w->xml, "class", "backlink");
    if (href[0]) {
        type_of(w, "backlink", "doc-backlink");
        ltn_xml_attr(w->xml, "href", href);
    }
    return element;
}

/* Writes the back-link that is due before the text at s; returns how many of
 * its bytes have gone into it. */
static size_t put_backlink(walk *w, const char *s, size_t len)
{
    const ltn_node *note = w->x->backlink;
    char number[16];
    const char *label = note_label(note, number);
    size_t used = s ? label_in(s, len, label) : 0;

    w->x->backlink = NULL;
    const char *element = open_backlink(w, note);
    if (used)
        ltn_xh_text(w->xml, s, used);
    else
        ltn_xml_puts(w->xml, label);
    ltn_xml_close(w->xml, element);
    if (!used)
        ltn_buf_putc(w->xml->out, ' ');
    return used;
}

/* Leaves */

/* Whether the text of a link or citation is an address. */
static bool is_address(const ltn_node *n, const char *s, size_t len)
{
    return (n->parent->kind == LTN_LINK || n->parent->kind == LTN_CITATION) &&
           ((len > 8 && memcmp(s, "http", 4) == 0 && strchr(":s", s[4])) ||
            (len > 4 &&
             (memcmp(s, "www.", 4) == 0 || memcmp(s, "doi:", 4) == 0)));
}

static void put_text(walk *w, const ltn_node *n, ltn_xh_room room)
{
    const char *s = text_of(w, n);
    size_t len = n->end - n->start;

    if (w->x->backlink && room != LTN_XH_TEXT && !top(w)->link &&
        !ltn_is_blank(s, len)) {
        size_t space = 0;
        while (s[space] == ' ' || s[space] == '\n' || s[space] == '\t')
            space++;
        size_t used = space + put_backlink(w, s + space, len - space);
        s += used;
        len -= used;
    }
    if (room != LTN_XH_TEXT && is_address(n, s, len))
        ltn_xh_address(w->xml, s, len);
    else
        ltn_xh_text(w->xml, s, len);
}

static bool in_pre(const walk *w)
{
    for (unsigned i = w->depth; i > 0; i--)
        if (w->frames[i].element && strcmp(w->frames[i].element, "pre") == 0)
            return true;
    return false;
}

/* The hyphen of a word that a line end divided is there but not shown. */
static void put_hyphen(walk *w, const ltn_node *n)
{
    size_t len = n->end - n->start;
    const char *s = text_of(w, n);

    while (len > 0 && (unsigned char)s[len - 1] <= ' ')
        len--;
    ltn_xml_start(w->xml, "span");
    ltn_xml_attr(w->xml, "hidden", "hidden");
    ltn_xh_text(w->xml, s, len);
    ltn_xml_close(w->xml, "span");
}

static void put_line_break(walk *w, const ltn_node *n)
{
    if (in_pre(w)) {
        ltn_xh_text(w->xml, text_of(w, n), n->end - n->start);
        return;
    }
    ltn_xml_start(w->xml, "br");
    ltn_xml_end(w->xml, "br");
    ltn_buf_putc(w->xml->out, '\n');
}

static void leaf_in_room(walk *w, const ltn_node *n, ltn_xh_room room)
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
        plain ? ltn_xh_text(w->xml, text_of(w, n), n->end - n->start)
              : put_hyphen(w, n);
        break;
    default: put_text(w, n, room); break;
    }
}

static void put_leaf(walk *w, const ltn_node *n)
{
    ltn_xh_room room = top(w)->room;

    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING)
        put_waiting_break(w);
    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING || room == LTN_XH_TEXT) {
        leaf_in_room(w, n, room);
        return;
    }
    if (n->kind == LTN_PAGE_BREAK && !w->pending)
        w->pending = n; /* not to cut a table in two */
    else if (n->kind == LTN_PAGE_BREAK || !is_layout(w, n))
        leaf_in_room(w, n, make_room(w, n));
}

/* Elements */

static frame *push(walk *w, const ltn_node *n, const char *element,
                   ltn_xh_room room)
{
    bool link = top(w)->link, time = top(w)->time;
    frame *f = &w->frames[++w->depth];

    *f = (frame){.node = n, .element = element, .room = (uint8_t)room};
    f->link = link;
    f->time = time;
    if (element)
        ltn_xml_start(w->xml, element);
    return f;
}

static void lang_of(walk *w, const ltn_node *n)
{
    if (n->props->lang)
        ltn_xh_attr_lang(w->x, n->props->lang);
}

static bool holds_blocks(const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (ltn_kinds[c->kind].group <= LTN_BLOCKS && c->kind != LTN_FOOTNOTE &&
            c->kind != LTN_STAGE && c->kind != LTN_FURNITURE)
            return true;
    return false;
}

/* An element as the table says. */
static void open_plain(walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_xh_map *m = &ltn_xh_maps[n->kind];
    bool flow = room != LTN_XH_PHRASING;
    const char *element = flow ? m->flow : m->phrase;
    ltn_xh_room inside = flow ? m->room : LTN_XH_PHRASING;

    if (flow && ltn_kinds[n->kind].group == LTN_BLOCKS &&
        inside == LTN_XH_PHRASING && holds_blocks(n)) {
        element = "div";
        inside = LTN_XH_FLOW;
    }
    push(w, n, element, inside);
    if (!element)
        return;
    if (m->id)
        id_of(w, n);
    class_of(w, n, m->css);
    lang_of(w, n);
}

static const ltn_node *heading_of(const walk *w, const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (c->kind == LTN_HEADING && w->x->facts[c->key].file && !blank(w, c))
            return c;
    return NULL;
}

static void labelled_by(walk *w, const ltn_node *n)
{
    char id[LTN_ID_BYTES];
    const ltn_node *h = heading_of(w, n);

    if (h)
        ltn_xml_attr(w->xml, "aria-labelledby", ltn_node_id(h, id));
}

static void open_division(walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_xh_role *r = &ltn_xh_divisions_roles[n->cls];
    bool first = w->x->top;

    w->x->top = false;
    open_plain(w, n, room);
    if (!first || room != LTN_XH_FLOW || !r->role)
        return;
    type_of(w, r->type, r->role);
    labelled_by(w, n);
}

static void open_references(walk *w, const ltn_node *n, ltn_xh_room room)
{
    open_plain(w, n, room);
    if (room != LTN_XH_FLOW || w->x->had_references)
        return;
    w->x->had_references = true;
    type_of(w, "bibliography", "doc-bibliography");
    if (heading_of(w, n))
        labelled_by(w, n);
    else
        ltn_xml_attr(w->xml, "aria-label", w->x->words->works);
}

/* Levels never jump, so that a page is an outline (WCAG 1.3.1). */
static unsigned next_level(ltn_xh *x, const ltn_node *n)
{
    unsigned want = ltn_xh_divisions(n);

    if (n->parent->kind == LTN_REFERENCES)
        want++;
    else if (n->parent->kind != LTN_DIVISION && n->level)
        want += n->level - 1u; /* the title of the whole */
    else if (n->parent->kind == LTN_DIVISION && n->parent->first != n &&
             n->level > want)
        want++;
    unsigned level = ltn_xh_nest(&x->levels, want + x->under_title);
    return level > 6 ? 6 : level;
}

static void open_heading(walk *w, const ltn_node *n, ltn_xh_room room)
{
    static const char *const levels[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    ltn_kind in = n->parent ? n->parent->kind : LTN_DOCUMENT;

    if (room != LTN_XH_FLOW || holds_blocks(n) || blank(w, n) ||
        (in != LTN_DOCUMENT && in != LTN_DIVISION && in != LTN_REFERENCES)) {
        open_plain(w, n, room);
    } else if (ltn_xh_is_subheading(n)) {
        push(w, n, "p", LTN_XH_PHRASING);
        id_of(w, n);
        ltn_xml_attr(w->xml, "class", "subtitle");
        lang_of(w, n);
    } else {
        push(w, n, levels[next_level(w->x, n) - 1], LTN_XH_PHRASING);
        id_of(w, n);
        ltn_xml_attr(w->xml, "class",
                     ltn_xh_size_class(text_of(w, n), n->end - n->start));
        lang_of(w, n);
    }
}

/* An image is not in the model: what is known of it is where it was. */
static void open_figure(walk *w, const ltn_node *n, ltn_xh_room room)
{
    open_plain(w, n, room);
    if (room != LTN_XH_FLOW || !ltn_xh_is_url(n->props->url))
        return;
    ltn_xml_start(w->xml, "a");
    ltn_xml_attr(w->xml, "class", "image");
    ltn_xh_attr_url(w->xml, "href", n->props->url);
    ltn_xml_puts(w->xml, n->props->url);
    ltn_xml_close(w->xml, "a");
}

/* HTML #the-figure-element: one figcaption, first or last. */
static void open_caption(walk *w, const ltn_node *n, ltn_xh_room room)
{
    const ltn_node *p = n->parent;
    bool ends =
        p && (p->first == n || (!n->next && p->first->kind != LTN_CAPTION));

    if (p && p->kind == LTN_FIGURE && room == LTN_XH_FLOW && ends &&
        !holds_blocks(n) && !(p->first == n && ltn_xh_is_url(p->props->url))) {
        push(w, n, "figcaption", LTN_XH_PHRASING);
        id_of(w, n);
        lang_of(w, n);
    } else {
        open_plain(w, n, room);
    }
}

static void open_note(walk *w, const ltn_node *n, ltn_xh_room room)
{
    if (w->x->backlink)
        put_backlink(w, NULL, 0);
    open_plain(w, n, room);
    type_of(w, "footnote", "doc-footnote");
    if (n->key)
        w->x->backlink = n;
}

/* Only the characters of what is inside go into the link. */
static void open_note_ref(walk *w, const ltn_node *n, ltn_xh_room room)
{
    char href[LTN_XH_HREF], number[16];
    const ltn_node *note = ltn_doc_node(w->x->doc, n->props->target);

    if (!n->key || top(w)->link || !ltn_xh_href(w->x, n->props->target, href)) {
        open_plain(w, n, room);
        top(w)->room = LTN_XH_TEXT;
        return;
    }
    push(w, n, NULL, LTN_XH_TEXT);
    open_noteref(w, href);
    id_of(w, n);
    top(w)->element = "a";
    top(w)->link = true;
    if (blank(w, n))
        ltn_xml_puts(w->xml, note_label(note, number));
}

static void open_own(walk *w, const ltn_node *n, ltn_xh_room room)
{
    switch ((int)n->kind) {
    case LTN_DIVISION: open_division(w, n, room); break;
    case LTN_REFERENCES: open_references(w, n, room); break;
    case LTN_HEADING: open_heading(w, n, room); break;
    case LTN_FIGURE: open_figure(w, n, room); break;
    case LTN_CAPTION: open_caption(w, n, room); break;
    case LTN_FOOTNOTE: open_note(w, n, room); break;
    default: open_note_ref(w, n, room); break;
    }
}

/* Where the node leads to: its own URL, or a place in the book. */
static const char *link_of(const walk *w, const ltn_node *n,
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
static bool open_link(walk *w, const ltn_node *n)
{
    char href[LTN_XH_HREF];
    const ltn_xh_map *m = &ltn_xh_maps[n->kind];

    if (n->kind != LTN_LINK && n->kind != LTN_CITATION &&
        n->kind != LTN_MENTION)
        return false;
    if (top(w)->link || !n->key || w->x->facts[n->key].linked || blank(w, n))
        return false;
    const char *to = link_of(w, n, href);
    if (!to)
        return false;
    if (w->x->backlink)
        put_backlink(w, NULL, 0);
    push(w, n, "a", LTN_XH_PHRASING)->link = true;
    if (m->id)
        id_of(w, n);
    class_of(w, n, m->css);
    ltn_xh_attr_url(w->xml, "href", to);
    lang_of(w, n);
    return true;
}

static void open_inline(walk *w, const ltn_node *n, ltn_xh_room room)
{
    if (open_link(w, n))
        return;
    if (n->kind != LTN_DATE || top(w)->time ||
        !ltn_xh_is_date(n->props->when)) {
        open_plain(w, n, room);
        return;
    }
    push(w, n, "time", LTN_XH_PHRASING)->time = true;
    ltn_xml_attr(w->xml, "datetime", n->props->when);
}

static void open_emphasis(walk *w, const ltn_node *n)
{
    push(w, n, ltn_xh_emphasis[n->cls], LTN_XH_PHRASING);
    class_of(w, n, NULL);
    lang_of(w, n);
}

/* Items, rows and cells where they belong. */
static bool open_part(walk *w, const ltn_node *n, ltn_xh_room room)
{
    bool head = n->kind == LTN_CELL && n->parent && n->parent->level == 1;

    if (n->kind == LTN_ITEM && room == LTN_XH_LIST)
        push(w, n, "li", LTN_XH_FLOW);
    else if (n->kind == LTN_ROW && room == LTN_XH_TABLE)
        push(w, n, "tr", LTN_XH_ROW);
    else if (n->kind == LTN_CELL && room == LTN_XH_ROW)
        push(w, n, head && !blank(w, n) ? "th" : "td", LTN_XH_FLOW);
    else
        return false;
    if (n->kind == LTN_CELL && strcmp(top(w)->element, "th") == 0)
        ltn_xml_attr(w->xml, "scope", "col");
    if (ltn_xh_maps[n->kind].id)
        id_of(w, n);
    lang_of(w, n);
    return true;
}

static void enter(walk *w, const ltn_node *n, ltn_iter *it)
{
    if (top(w)->room == LTN_XH_TEXT) {
        push(w, n, NULL, LTN_XH_TEXT);
        return;
    }
    bool waits = n->kind == LTN_FOOTNOTE && n != w->note &&
                 (w->x->notes_last || top(w)->room != LTN_XH_FLOW);
    if (waits && w->base + w->depth < LTN_XH_DEPTH) {
        put_noteref(w, n, top(w)->room);
        wait(w->x, n);
        push(w, n, NULL, LTN_XH_TEXT);
        ltn_iter_skip(it);
        return;
    }
    ltn_xh_room room = make_room(w, n);
    if (room == LTN_XH_FLOW || room == LTN_XH_PHRASING)
        put_waiting_break(w);
    if (w->base + w->depth >= LTN_XH_DEPTH)
        push(w, n, NULL, room == LTN_XH_PHRASING ? room : LTN_XH_FLOW);
    else if (open_part(w, n, room))
        ;
    else if (n->kind == LTN_EMPHASIS)
        open_emphasis(w, n);
    else if (ltn_kinds[n->kind].group == LTN_INLINES && n->kind != LTN_NOTE_REF)
        open_inline(w, n, room);
    else if (ltn_xh_maps[n->kind].own)
        open_own(w, n, room);
    else
        open_plain(w, n, room);
}

/* A sign behind a quote that leads to its source, where that is elsewhere. */
static void put_source(walk *w, const ltn_node *quote)
{
    char href[LTN_XH_HREF];
    const ltn_node *c = ltn_doc_node(w->x->doc, quote->props->source);

    if (!c || quote->props->next || top(w)->link ||
        top(w)->room != LTN_XH_PHRASING ||
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

static void leave(walk *w)
{
    frame *f = top(w);
    const ltn_node *n = f->node;

    close_inner(w, f);
    if (w->x->backlink == n && n->kind == LTN_FOOTNOTE)
        put_backlink(w, NULL, 0);
    if (f->element) {
        ltn_xml_close(w->xml, f->element);
        if (ltn_kinds[n->kind].group <= LTN_BLOCKS)
            ltn_buf_putc(w->xml->out, '\n');
    }
    w->depth--;
    if (n->kind == LTN_QUOTE && n->props->source && f->element)
        put_source(w, n);
    if (w->pending && top(w)->room <= LTN_XH_PHRASING)
        put_waiting_break(w);
}

static void walk_tree(walk *w, const ltn_node *root)
{
    for (ltn_iter it = ltn_iter_at(root); ltn_iter_next(&it);) {
        if (it.event == LTN_LEAF)
            put_leaf(w, it.node);
        else if (it.event == LTN_LEAVE)
            leave(w);
        else
            enter(w, it.node, &it);
    }
}

static unsigned depth_of(const ltn_node *n)
{
    unsigned depth = 0;

    while ((n = n->parent))
        depth++;
    return depth;
}

static void start_walk(walk *w, ltn_xh *x, const ltn_node *from,
                       const ltn_node *note)
{
    w->note = note;
    w->x = x;
    w->xml = &x->xml;
    w->base = from ? depth_of(from) : 0;
    w->depth = 0;
    w->pending = NULL;
    w->frames[0] = (frame){.room = LTN_XH_FLOW};
}

void ltn_xh_run(ltn_xh *x, const ltn_node *from, const ltn_node *to)
{
    walk w;

    start_walk(&w, x, from, NULL);
    for (const ltn_node *n = from; n != to && !x->failed; n = n->next)
        walk_tree(&w, n);
    put_waiting_break(&w);
}

void ltn_xh_notes(ltn_xh *x)
{
    walk w;

    while (x->waiting_next < x->waiting_len && !x->failed) {
        const ltn_node *note = x->waiting[x->waiting_next++];
        start_walk(&w, x, note, note);
        walk_tree(&w, note);
        put_waiting_break(&w);
    }
    x->waiting_len = x->waiting_next = 0;
}
