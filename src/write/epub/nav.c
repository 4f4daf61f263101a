/* The navigation document and, for older readers, the NCX. */

#include "write/epub/book.h"

#include <stdio.h>
#include <string.h>

/* Whether the text is one of our own words, not the document's. */
static bool is_word(const ltn_book *b, const char *text)
{
    const ltn_words *w = b->x.words;

    return text == w->cover || text == w->title_page || text == w->contents ||
           text == w->start || text == w->works || text == w->colophon;
}

static void put_item(ltn_book *b, const char *type, const char *href,
                     const char *text)
{
    ltn_xml *x = &b->x.xml;

    ltn_xml_raw(x, "<li>");
    ltn_xml_start(x, "a");
    ltn_xml_attr(x, "epub:type", type);
    ltn_xml_attr(x, "href", href);
    if (is_word(b, text))
        ltn_xh_attr_word(&b->x);
    ltn_xml_puts(x, text);
    ltn_xml_close(x, "a");
    ltn_xml_raw(x, "</li>\n");
}

/* <nav> with its heading, of level 1 for the table of contents; the others are
 * for the menus of reading systems, not for the page. */
static void open_nav(ltn_book *b, const char *type, const char *role,
                     const char *heading)
{
    ltn_xml *x = &b->x.xml;
    const char *element = strcmp(type, "toc") == 0 ? "h1" : "h2";
    char id[32];

    snprintf(id, sizeof id, "%.20s-heading", type);
    ltn_xml_start(x, "nav");
    ltn_xml_attr(x, "epub:type", type);
    ltn_xml_attr(x, "role", role);
    ltn_xml_attr(x, "id", type);
    ltn_xml_attr(x, "hidden", strcmp(type, "toc") == 0 ? NULL : "hidden");
    ltn_xml_attr(x, "aria-labelledby", id);
    ltn_xml_raw(x, "\n");
    ltn_xml_start(x, element);
    ltn_xml_attr(x, "id", id);
    ltn_xh_attr_word(&b->x);
    ltn_xml_puts(x, heading);
    ltn_xml_close(x, element);
    ltn_xml_raw(x, "\n<ol>\n");
}

/* The first file of text: where reading starts. */
static const char *start_of_text(char out[LTN_XH_HREF])
{
    return ltn_xh_file(1, out);
}

/* EPUB 3.3 #sec-nav-toc */
static void put_toc(ltn_book *b)
{
    const ltn_words *w = b->x.words;
    ltn_xml *x = &b->x.xml;
    char href[LTN_XH_HREF];

    open_nav(b, "toc", "doc-toc", w->contents);
    put_item(b, NULL, "title.xhtml", w->title_page);
    if (b->outline.len == 0)
        put_item(b, NULL, start_of_text(href), b->title);
    ltn_xh_put_outline(&b->x, &b->outline);
    if (ltn_xh_has_works(&b->x))
        put_item(b, NULL, "works.xhtml", w->works);
    put_item(b, NULL, "colophon.xhtml", w->colophon);
    ltn_xml_raw(x, "</ol>\n</nav>\n");
}

/* EPUB 3.3 #sec-nav-pagelist */
static void put_pages(ltn_book *b)
{
    ltn_xml *x = &b->x.xml;
    char href[LTN_XH_HREF], id[LTN_ID_BYTES];

    if (b->x.page_len == 0)
        return;
    open_nav(b, "page-list", "doc-pagelist", b->x.words->pages);
    for (size_t i = 0; i < b->x.page_len; i++) {
        const ltn_xh_page *p = &b->x.pages[i];
        char name[LTN_XH_HREF];
        snprintf(href, sizeof href, "%.30s#%s", ltn_xh_file(p->file, name),
                 ltn_node_id(p->node, id));
        put_item(b, NULL, href, p->node->props->label);
    }
    ltn_xml_raw(x, "</ol>\n</nav>\n");
}

/* EPUB 3.3 #sec-nav-landmarks */
static void put_landmarks(ltn_book *b)
{
    const ltn_words *w = b->x.words;
    ltn_xml *x = &b->x.xml;
    char href[LTN_XH_HREF];

    open_nav(b, "landmarks", NULL, w->landmarks);
    put_item(b, "cover", "cover.xhtml", w->cover);
    put_item(b, "titlepage", "title.xhtml", w->title_page);
    put_item(b, "toc", "nav.xhtml#toc", w->contents);
    put_item(b, "bodymatter", start_of_text(href), w->start);
    if (ltn_xh_has_works(&b->x))
        put_item(b, "bibliography", "works.xhtml", w->works);
    put_item(b, "colophon", "colophon.xhtml", w->colophon);
    ltn_xml_raw(x, "</ol>\n</nav>\n");
}

void ltn_book_nav(ltn_book *b)
{
    b->x.file = 0;
    ltn_book_open(b, "EPUB/nav.xhtml");
    ltn_book_head(b, b->x.words->contents);
    ltn_xml_raw(&b->x.xml, "<body>\n");
    put_toc(b);
    put_pages(b);
    put_landmarks(b);
    ltn_book_foot(b);
    ltn_book_close(b);
}

typedef struct ncx {
    ltn_book *b;
    unsigned order, depth, open;
    ltn_buf label;
} ncx;

static void put_text(ltn_book *b, const char *element, const char *s,
                     size_t len)
{
    ltn_xml *x = &b->x.xml;

    ltn_xml_start(x, element);
    ltn_xml_raw(x, "<text>");
    ltn_xh_text(x, s, len);
    ltn_xml_raw(x, "</text>");
    ltn_xml_close(x, element);
}

/* A navPoint, left open. */
static void open_point(ncx *n, const char *href, const char *s, size_t len)
{
    ltn_xml *x = &n->b->x.xml;
    char id[24];

    snprintf(id, sizeof id, "nav-%u", ++n->order);
    ltn_xml_start(x, "navPoint");
    ltn_xml_attr(x, "id", id);
    ltn_xml_attr_u(x, "playOrder", n->order);
    put_text(n->b, "navLabel", s, len);
    ltn_xml_start(x, "content");
    ltn_xml_attr(x, "src", href);
    ltn_xml_end(x, "content");
    n->open++;
}

static void close_points(ncx *n, unsigned left)
{
    for (; n->open > left; n->open--)
        ltn_xml_raw(&n->b->x.xml, "</navPoint>\n");
}

static void put_point(ncx *n, const char *href, const char *text)
{
    close_points(n, 0);
    open_point(n, href, text, strlen(text));
    close_points(n, 0);
}

static void put_points(ncx *n)
{
    ltn_book *b = n->b;
    const ltn_words *w = b->x.words;
    char href[LTN_XH_HREF];

    put_point(n, "title.xhtml", w->title_page);
    if (b->outline.len == 0)
        put_point(n, start_of_text(href), b->title);
    for (size_t i = 0; i < b->outline.len; i++) {
        const ltn_xh_entry *e = &b->outline.at[i];
        close_points(n, e->depth - 1);
        n->label.len = 0;
        ltn_xh_label(b->doc, e->heading, &n->label);
        const char *to = ltn_xh_href(&b->x, e->heading->key, href);
        if (n->label.len > 0)
            open_point(n, to, n->label.data, n->label.len);
        else
            open_point(n, to, w->untitled, strlen(w->untitled));
    }
    close_points(n, 0);
    if (ltn_xh_has_works(&b->x))
        put_point(n, "works.xhtml", w->works);
    put_point(n, "colophon.xhtml", w->colophon);
}

static unsigned deepest(const ltn_xh_outline *o)
{
    unsigned depth = 1;

    for (size_t i = 0; i < o->len; i++)
        depth = o->at[i].depth > depth ? o->at[i].depth : depth;
    return depth;
}

static void put_head(ltn_book *b)
{
    ltn_xml *x = &b->x.xml;

    ltn_xml_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ltn_xml_start(x, "ncx");
    ltn_xml_attr(x, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
    ltn_xml_attr(x, "version", "2005-1");
    ltn_xml_attr(x, "xml:lang", b->lang);
    ltn_xml_raw(x, "\n<head>\n<meta name=\"dtb:uid\" content=\"");
    ltn_xml_raw(x, b->id);
    ltn_xml_raw(x, "\"/>\n<meta name=\"dtb:depth\" content=\"");
    ltn_buf_putu(x->out, deepest(&b->outline));
    ltn_xml_raw(x, "\"/>\n</head>\n");
    put_text(b, "docTitle", b->title, strlen(b->title));
}

void ltn_book_ncx(ltn_book *b)
{
    ncx n = {.b = b};

    b->x.file = 0;
    ltn_book_open(b, "EPUB/toc.ncx");
    put_head(b);
    ltn_xml_raw(&b->x.xml, "\n<navMap>\n");
    put_points(&n);
    ltn_xml_raw(&b->x.xml, "</navMap>\n</ncx>\n");
    ltn_book_close(b);
    b->failed |= ltn_buf_status(&n.label) != LTN_OK;
    ltn_buf_release(&n.label);
}
