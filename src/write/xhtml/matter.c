/* What the document does not say itself: title page and works cited. */

#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <string.h>

static const char *meta(const ltn_xh *x, ltn_meta_key key)
{
    return ltn_meta_text(&x->doc->meta, key, NULL);
}

static void put_text(ltn_xh *x, const char *s)
{
    ltn_xh_text(&x->xml, s, strlen(s));
}

/* <name class="css">text</name> and a line end; nothing when text is NULL. */
static void put_element(ltn_xh *x, const char *name, const char *css,
                        const char *text)
{
    if (!text)
        return;
    ltn_xml_start(&x->xml, name);
    ltn_xml_attr(&x->xml, "class", css);
    put_text(x, text);
    ltn_xml_close(&x->xml, name);
    ltn_buf_putc(x->xml.out, '\n');
}

/* The words of the first heading, or NULL. */
static const char *first_heading(ltn_xh *x)
{
    ltn_buf label = {0};
    const char *copy = NULL;
    ltn_xh_outline o = ltn_xh_outline_of(x);

    if (o.len > 0)
        ltn_xh_label(x->doc, o.at[0].heading, &label);
    if (label.len > 0)
        copy = ltn_arena_strndup(&x->arena, label.data, label.len);
    x->failed |= ltn_buf_status(&label) == LTN_ENOMEM;
    ltn_buf_release(&label);
    return copy;
}

const char *ltn_xh_title(ltn_xh *x)
{
    const char *title = meta(x, LTN_META_TITLE);

    if (!title)
        title = first_heading(x);
    if (!title)
        title = x->doc->source.stem;
    return title && title[0] ? title : x->words->untitled;
}

const ltn_meta_value *ltn_xh_creator(const ltn_xh *x)
{
    const ltn_meta_value *v = ltn_meta_get(&x->doc->meta, LTN_META_AUTHOR);

    return v ? v : ltn_meta_get(&x->doc->meta, LTN_META_SPEAKER);
}

void ltn_xh_put_title(ltn_xh *x)
{
    static const struct {
        ltn_meta_key key;
        const char *css;
    } lines[] = {
        {LTN_META_SPEAKER_ROLE, "role"},
        {LTN_META_SPEAKER_AFFILIATION, "affiliation"},
        {LTN_META_EVENT, "event"},
        {LTN_META_ORGANIZATION, "event"},
        {LTN_META_PLACE, "place"},
        {LTN_META_DATE, "date"},
        {LTN_META_SERIES, "series"},
        {LTN_META_PUBLISHER, "publisher"},
    };
    const char *title = ltn_xh_title(x);
    const char *size = ltn_xh_size_class(title, strlen(title));
    char css[24];

    snprintf(css, sizeof css, size ? "title %.10s" : "title", size);
    put_element(x, "h1", css, title);
    put_element(x, "p", "subtitle", meta(x, LTN_META_SUBTITLE));
    for (const ltn_meta_value *v = ltn_xh_creator(x); v; v = ltn_meta_more(v))
        put_element(x, "p", "author", v->text);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        put_element(x, "p", lines[i].css, meta(x, lines[i].key));
}

/* Works cited */

bool ltn_xh_has_works(const ltn_xh *x)
{
    return x->doc->works.len > 0;
}

const char *ltn_xh_work_href(const ltn_xh *x, uint32_t index,
                             char out[LTN_XH_HREF])
{
    char id[LTN_ID_BYTES];

    if (index == 0 || index > x->doc->works.len ||
        !ltn_work_id(x->doc, index, id)[0])
        return NULL;
    snprintf(out, LTN_XH_HREF, "%s#%s", x->epub ? "works.xhtml" : "", id);
    return out;
}

/* Citing nodes by work: heads[work] is a key, nexts[key] the next one. */
typedef struct citing {
    uint32_t *heads, *nexts;
} citing;

static bool find_citing(ltn_xh *x, citing *c)
{
    const ltn_doc *doc = x->doc;
    size_t works = (size_t)doc->works.len + 1, keys = (size_t)doc->keys + 1;

    c->heads = ltn_arena_alloc(&x->arena, works * sizeof *c->heads);
    c->nexts = ltn_arena_alloc(&x->arena, keys * sizeof *c->nexts);
    if (!c->heads || !c->nexts)
        return false;
    for (uint32_t key = doc->keys; key > 0; key--) {
        const ltn_node *n = ltn_doc_node(doc, key);
        if (!n || n->kind != LTN_CITATION || n->props->work >= works ||
            x->facts[key].file == 0)
            continue;
        c->nexts[key] = c->heads[n->props->work];
        c->heads[n->props->work] = key;
    }
    return true;
}

/* Links to where a work is cited: 1 2 3 */
static void put_citing(ltn_xh *x, const citing *c, uint32_t work)
{
    char href[LTN_XH_HREF], label[96];
    unsigned n = 0;

    if (c->heads[work])
        ltn_xml_raw(&x->xml, " <span class=\"cited\">");
    for (uint32_t key = c->heads[work]; key; key = c->nexts[key]) {
        ltn_xml_raw(&x->xml, n++ ? " " : "");
        ltn_xml_start(&x->xml, "a");
        if (x->epub)
            ltn_xml_attr(&x->xml, "epub:type", "backlink");
        ltn_xml_attr(&x->xml, "role", "doc-backlink");
        ltn_xml_attr(&x->xml, "href", ltn_xh_href(x, key, href));
        snprintf(label, sizeof label, "%.60s %u", x->words->back, n);
        ltn_xml_attr(&x->xml, "aria-label", label);
        ltn_buf_printf(x->xml.out, ">%u", n);
        x->xml.open = false;
        ltn_xml_close(&x->xml, "a");
    }
    if (n)
        ltn_xml_raw(&x->xml, "</span>");
}

/* "Title, identifier, date. " */
static void put_name(ltn_xh *x, const ltn_work *w, const char *name)
{
    const char *id = w->identifier;

    ltn_xml_start(&x->xml, "cite");
    put_text(x, name);
    ltn_xml_close(&x->xml, "cite");
    if (id && strcmp(id, name) != 0) {
        ltn_xml_raw(&x->xml, ", ");
        put_text(x, id);
    }
    if (w->date) {
        ltn_xml_raw(&x->xml, ", ");
        put_text(x, w->date);
    }
    ltn_xml_raw(&x->xml, ". ");
}

static void put_work(ltn_xh *x, const citing *c, uint32_t index)
{
    const ltn_work *w = &x->doc->works.at[index - 1];
    const char *name = w->name ? w->name : "";
    char anchor[LTN_ID_BYTES];

    ltn_xml_start(&x->xml, "li");
    ltn_xml_attr(&x->xml, "id", ltn_work_id(x->doc, index, anchor));
    if (w->author) {
        put_text(x, w->author);
        ltn_xml_raw(&x->xml, ". ");
    }
    if (!w->url || strcmp(w->url, name) != 0)
        put_name(x, w, name);
    if (ltn_xh_is_url(w->url))
        ltn_xh_put_url(x, w->url);
    else if (w->url && strcmp(w->url, name) == 0)
        put_text(x, name);
    put_citing(x, c, index);
    ltn_xml_close(&x->xml, "li");
    ltn_buf_putc(x->xml.out, '\n');
}

void ltn_xh_put_works(ltn_xh *x)
{
    citing c;

    if (!ltn_xh_has_works(x))
        return;
    if (!find_citing(x, &c)) {
        x->failed = true;
        return;
    }
    ltn_xml_raw(&x->xml, "<ul class=\"works\">\n");
    for (uint32_t i = 1; i <= x->doc->works.len; i++)
        put_work(x, &c, i);
    ltn_xml_raw(&x->xml, "</ul>\n");
}
