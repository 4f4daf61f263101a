/* What the table of contents holds, and how it is worded. */

#include "util/unicode.h"
#include "util/utf8.h"
#include "write/xhtml/xhtml.h"

#include <string.h>

unsigned ltn_xh_nest(ltn_xh_levels *l, unsigned want)
{
    while (l->len > 0 && l->want[l->len - 1] >= want)
        l->len--;
    if (l->len < sizeof l->want)
        l->want[l->len++] = (uint8_t)want;
    return l->len;
}

unsigned ltn_xh_divisions(const ltn_node *n)
{
    unsigned count = 0;

    for (n = n->parent; n; n = n->parent)
        count += n->kind == LTN_DIVISION;
    return count;
}

bool ltn_xh_is_subheading(const ltn_node *n)
{
    return n->kind == LTN_HEADING && n->cls == LTN_HEAD_SUB &&
           !(n->parent && n->parent->first == n);
}

static bool is_blank(const ltn_doc *doc, const ltn_node *n)
{
    return ltn_is_blank(doc->text.data + n->start, n->end - n->start);
}

/* Whether n is a line of the table of contents. */
static bool is_entry(const ltn_doc *doc, const ltn_node *n)
{
    return n->kind == LTN_HEADING && !ltn_xh_is_subheading(n) && n->parent &&
           n->start < n->end && !is_blank(doc, n);
}

/* Sections are looked into, nothing else: what stands there is no landmark. */
static bool is_section(const ltn_node *n)
{
    return n->kind == LTN_DOCUMENT || n->kind == LTN_DIVISION ||
           n->kind == LTN_REFERENCES;
}

static size_t count_entries(const ltn_doc *doc)
{
    size_t n = 0;

    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        n += it.event == LTN_ENTER && is_entry(doc, it.node);
        if (it.event == LTN_ENTER && !is_section(it.node))
            ltn_iter_skip(&it);
    }
    return n;
}

/* Depth of a heading: that of its division; a later one of the same division,
 * or one outside of all, by its level. */
static unsigned depth_of(const ltn_node *n)
{
    unsigned depth = ltn_xh_divisions(n);

    if (n->parent->kind == LTN_REFERENCES)
        return depth + 1;
    if (n->parent->kind != LTN_DIVISION)
        return depth + (n->level ? n->level : 1);
    return depth + (n->parent->first != n && n->level > depth);
}

static void add_entry(ltn_xh *x, ltn_xh_outline *o, ltn_xh_levels *levels,
                      const ltn_node *n)
{
    o->at[o->len++] = (ltn_xh_entry){
        .heading = n,
        .depth = ltn_xh_nest(levels, depth_of(n)),
        .file = x->facts[n->key].file,
    };
}

ltn_xh_outline ltn_xh_outline_of(ltn_xh *x)
{
    ltn_xh_levels levels = {0};
    ltn_xh_outline o = {0};
    size_t n = count_entries(x->doc);

    o.at = ltn_arena_alloc(&x->arena, (n + 1) * sizeof *o.at);
    if (!o.at) {
        x->failed = true;
        return o;
    }
    for (ltn_iter it = ltn_iter_at(x->doc->root); ltn_iter_next(&it);) {
        if (it.event != LTN_ENTER)
            continue;
        if (is_entry(x->doc, it.node) && x->facts[it.node->key].file)
            add_entry(x, &o, &levels, it.node);
        if (!is_section(it.node))
            ltn_iter_skip(&it);
    }
    return o;
}

/* Appends text with runs of white space as one space; none at the start. */
static void put_squeezed(ltn_buf *out, size_t from, const char *s, size_t len)
{
    const char *end = s + len;

    while (s < end) {
        const char *at = s;
        uint32_t c = ltn_utf8_next(&s, end);
        if (!ltn_is_space(c) && c >= 0x20)
            ltn_buf_put(out, at, (size_t)(s - at));
        else if (out->len > from && out->data[out->len - 1] != ' ')
            ltn_buf_putc(out, ' ');
    }
}

static void put_words(const ltn_doc *doc, const ltn_node *heading, size_t from,
                      ltn_buf *out)
{
    for (ltn_iter it = ltn_iter_at(heading); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event == LTN_LEAF && n->kind != LTN_HYPHEN)
            put_squeezed(out, from,
                         n->kind == LTN_TEXT ? doc->text.data + n->start : " ",
                         n->kind == LTN_TEXT ? n->end - n->start : 1);
        if (it.event == LTN_ENTER &&
            (n->kind == LTN_NOTE_REF || n->kind == LTN_FOOTNOTE))
            ltn_iter_skip(&it);
    }
    while (out->len > from && out->data[out->len - 1] == ' ')
        out->len--;
}

void ltn_xh_label(const ltn_doc *doc, const ltn_node *heading, ltn_buf *out)
{
    size_t from = out->len;

    put_words(doc, heading, from, out);
    for (const ltn_node *n = heading->next; n && ltn_xh_is_subheading(n);
         n = n->next) {
        size_t end = out->len;
        if (end > from)
            ltn_buf_puts(out, strchr(".:;?!", out->data[end - 1]) ? " " : ": ");
        size_t words = out->len;
        put_words(doc, n, words, out);
        if (out->len == words)
            out->len = end;
    }
}

/* The language a node is in, when that is not the document's. */
static const char *lang_of(const ltn_node *n)
{
    while (n && !n->props->lang)
        n = n->parent;
    return n ? n->props->lang : NULL;
}

static void put_link(ltn_xh *x, const ltn_xh_entry *e, ltn_buf *label)
{
    char href[LTN_XH_HREF];

    ltn_xml_start(&x->xml, "a");
    ltn_xml_attr(&x->xml, "href", ltn_xh_href(x, e->heading->key, href));
    label->len = 0;
    ltn_xh_label(x->doc, e->heading, label);
    if (label->len == 0) {
        ltn_buf_puts(label, x->words->untitled);
        ltn_xh_attr_word(x);
    } else if (lang_of(e->heading)) {
        ltn_xh_attr_lang(x, lang_of(e->heading));
    }
    ltn_xh_text(&x->xml, label->data, label->len);
    ltn_xml_close(&x->xml, "a");
}

void ltn_xh_put_outline(ltn_xh *x, const ltn_xh_outline *o)
{
    ltn_buf label = {0};
    unsigned depth = 0;

    for (size_t i = 0; i < o->len; i++) {
        if (o->at[i].depth > depth)
            ltn_xml_raw(&x->xml, depth ? "\n<ol>\n" : "");
        else
            ltn_xml_raw(&x->xml, "</li>\n");
        for (; depth > o->at[i].depth; depth--)
            ltn_xml_raw(&x->xml, "</ol>\n</li>\n");
        depth = o->at[i].depth;
        ltn_xml_raw(&x->xml, "<li>");
        put_link(x, &o->at[i], &label);
    }
    for (; depth > 0; depth--)
        ltn_xml_raw(&x->xml, depth > 1 ? "</li>\n</ol>\n" : "</li>\n");
    x->failed |= ltn_buf_status(&label) != LTN_OK;
    ltn_buf_release(&label);
}
