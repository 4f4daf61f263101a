/* The HTML writer: the whole document as one page that needs no other file, in
 * a syntax that is XML too, so that it can be judged by a grammar. */

#include "util/resources.h"
#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <string.h>

typedef struct page {
    ltn_xh x;
    const ltn_write_options *options;
    ltn_xh_outline outline;
    const char *title;
} page;

static void put_css(page *p, const char *path)
{
    const ltn_resource *css = ltn_resource_find(path);

    ltn_buf_put(p->x.xml.out, css->data, (size_t)(css->end - css->data));
}

static void put_meta(page *p, const char *name, const char *value)
{
    if (!value)
        return;
    ltn_xml_start(&p->x.xml, "meta");
    ltn_xml_attr(&p->x.xml, "name", name);
    ltn_xml_attr(&p->x.xml, "content", value);
    ltn_xml_end(&p->x.xml, "meta");
    ltn_xml_raw(&p->x.xml, "\n");
}

static void put_head(page *p)
{
    ltn_xml *x = &p->x.xml;
    const ltn_meta *m = &p->x.doc->meta;
    const ltn_meta_value *creator = ltn_xh_creator(&p->x);

    ltn_xml_raw(x, "<!DOCTYPE html>\n");
    ltn_xml_start(x, "html");
    ltn_xml_attr(x, "xmlns", "http://www.w3.org/1999/xhtml");
    ltn_xh_attr_lang(&p->x, ltn_meta_text(m, LTN_META_LANGUAGE, "und"));
    ltn_xml_raw(x,
                "\n<head>\n<meta charset=\"utf-8\"/>\n"
                "<meta name=\"viewport\" "
                "content=\"width=device-width, initial-scale=1\"/>\n<title>");
    ltn_xh_text(x, p->title, strlen(p->title));
    ltn_xml_raw(x, "</title>\n");
    for (; creator; creator = ltn_meta_more(creator))
        put_meta(p, "author", creator->text);
    put_meta(p, "description", ltn_meta_text(m, LTN_META_ABSTRACT, NULL));
    put_meta(p, "generator", "lectern");
    ltn_xml_raw(x, "<style>\n");
    put_css(p, "src/write/epub/book.css");
    put_css(p, "src/write/html/page.css");
    ltn_xml_raw(x, "</style>\n</head>\n");
}

/* Whether the document begins with its title, which needs no second one. */
static bool begins_with_title(page *p)
{
    ltn_buf label = {0};
    size_t len = strlen(p->title);
    bool same = false;

    if (p->outline.len > 0)
        ltn_xh_label(p->x.doc, p->outline.at[0].heading, &label);
    if (label.len > 0 && len > 0) {
        size_t most = len < label.len ? len : label.len;
        same = memcmp(label.data, p->title, most) == 0 && most * 2 >= label.len;
    }
    p->x.failed |= ltn_buf_status(&label) != LTN_OK;
    ltn_buf_release(&label);
    return same;
}

static void put_contents(page *p)
{
    ltn_xml *x = &p->x.xml;

    if (p->outline.len < 2)
        return;
    ltn_xml_start(x, "nav");
    ltn_xml_attr(x, "class", "contents");
    ltn_xml_attr(x, "role", "doc-toc");
    ltn_xml_attr(x, "aria-labelledby", "toc-heading");
    ltn_xml_raw(x, "\n");
    ltn_xml_start(x, "p");
    ltn_xml_attr(x, "id", "toc-heading");
    ltn_xh_attr_word(&p->x);
    ltn_xml_puts(x, p->x.words->contents);
    ltn_xml_raw(x, "</p>\n<ol>\n");
    ltn_xh_put_outline(&p->x, &p->outline);
    ltn_xml_raw(x, "</ol>\n</nav>\n");
}

/* <section role="..."> with a heading, closed by the caller. */
static void open_section(page *p, const char *css, const char *role,
                         const char *heading)
{
    ltn_xml *x = &p->x.xml;
    char id[40];

    snprintf(id, sizeof id, "%.30s-heading", css);
    ltn_xml_start(x, "section");
    ltn_xml_attr(x, "class", css);
    ltn_xml_attr(x, "role", role);
    ltn_xml_attr(x, "aria-labelledby", id);
    ltn_xml_raw(x, "\n");
    ltn_xml_start(x, "h2");
    ltn_xml_attr(x, "id", id);
    ltn_xh_attr_word(&p->x);
    ltn_xml_puts(x, heading);
    ltn_xml_close(x, "h2");
    ltn_xml_raw(x, "\n");
}

static void put_notes(page *p)
{
    if (p->x.waiting_len == 0)
        return;
    open_section(p, "notes", "doc-endnotes", p->x.words->notes);
    ltn_xh_notes(&p->x);
    ltn_xml_raw(&p->x.xml, "</section>\n");
}

static void put_body(page *p)
{
    ltn_xml *x = &p->x.xml;

    ltn_xml_raw(x, "<body class=\"page\">\n");
    if (!begins_with_title(p)) {
        ltn_xml_raw(x, "<header class=\"titlepage\">\n");
        ltn_xh_put_title(&p->x);
        ltn_xml_raw(x, "</header>\n");
        ltn_xh_nest(&p->x.levels, 0);
        p->x.under_title = true;
    }
    put_contents(p);
    ltn_xml_raw(x, "<main>\n");
    ltn_xh_run(&p->x, p->x.doc->root->first, NULL);
    put_notes(p);
    if (ltn_xh_has_works(&p->x)) {
        open_section(p, "works-cited", "doc-bibliography", p->x.words->works);
        ltn_xh_put_works(&p->x);
        ltn_xml_raw(x, "</section>\n");
    }
    ltn_xml_raw(x, "</main>\n<footer>\n");
    open_section(p, "about", "doc-colophon", p->x.words->colophon);
    ltn_xh_put_colophon(&p->x, p->options, 3);
    ltn_xml_raw(x, "</section>\n</footer>\n</body>\n</html>\n");
}

static ltn_status write_html(const ltn_doc *doc,
                             const ltn_write_options *options, ltn_buf *out,
                             ltn_diags *diags)
{
    page p = {.options = options};

    (void)diags;
    ltn_xh_init(&p.x, doc, false);
    p.x.xml.out = out;
    p.x.notes_last = true;
    p.x.file = 1;
    p.x.had_references = ltn_xh_has_works(&p.x);
    ltn_xh_claim(&p.x, doc->root->first, NULL, 1);
    if (!p.x.failed) {
        p.outline = ltn_xh_outline_of(&p.x);
        p.title = ltn_xh_title(&p.x);
        put_head(&p);
        put_body(&p);
    }
    bool failed = p.x.failed;
    ltn_xh_release(&p.x);
    return failed ? LTN_ENOMEM : ltn_buf_status(out);
}

const ltn_writer ltn_writer_html = {
    .name = "html",
    .suffix = ".html",
    .media_type = "text/html",
    .title = "one self-contained HTML page",
    .write = write_html,
};
