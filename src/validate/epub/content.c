/* Content documents, XHTML and SVG, in one pass: what they use, what they refer
 * to, and what their grammar cannot say. EPUB 3.3 #sec-contentdocs. */

#include "validate/epub/content.h"

#include <stdlib.h>
#include <string.h>

bool ltn_content_is_html(const ltn_sax_tag *tag)
{
    return tag->uri && strcmp(tag->uri, LTN_NS_XHTML) == 0;
}

bool ltn_content_is_svg(const ltn_sax_tag *tag)
{
    return tag->uri && strcmp(tag->uri, LTN_NS_SVG) == 0;
}

const ltn_sax_attr *ltn_content_attr(const ltn_sax_tag *tag, const char *uri,
                                     const char *local)
{
    for (unsigned i = 0; i < tag->attr_count; i++) {
        const ltn_sax_attr *a = &tag->attrs[i];
        if (strcmp(a->local, local) == 0 &&
            (uri ? a->uri && strcmp(a->uri, uri) == 0 : !a->uri))
            return a;
    }
    return NULL;
}

const char *ltn_content_value_of(ltn_content *c, const ltn_sax_attr *a)
{
    return a ? ltn_epub_copy(c->e, a->value, (size_t)(a->end - a->value))
             : NULL;
}

const char *ltn_content_value(ltn_content *c, const ltn_sax_tag *tag,
                              const char *local)
{
    return ltn_content_value_of(c, ltn_content_attr(tag, NULL, local));
}

static void push(ltn_content *c, const ltn_sax_tag *tag)
{
    ltn_content_frame f = {.local = tag->local,
                           .html = ltn_content_is_html(tag)};

    if (c->frame_count > 0)
        f.inside = c->frames[c->frame_count - 1].inside;
    if (f.html)
        f.inside |= ltn_content_bit(tag->local, strlen(tag->local));
    if (c->frame_count == c->frame_cap) {
        size_t cap = c->frame_cap ? 2 * c->frame_cap : 64;
        ltn_content_frame *p = realloc(c->frames, cap * sizeof *p);
        if (!p) {
            c->e->failed = true;
            return;
        }
        c->frames = p;
        c->frame_cap = cap;
    }
    c->frames[c->frame_count++] = f;
}

const char *ltn_content_parent(const ltn_content *c)
{
    return c->frame_count > 0 ? c->frames[c->frame_count - 1].local : "";
}

/* HTML #attr-script-type: a script, as against a block of data. */
static bool is_script(ltn_content *c, const ltn_sax_tag *tag)
{
    const char *type = ltn_content_value(c, tag, "type");

    return !type || !*type || strcmp(type, "module") == 0 ||
           strstr(type, "javascript") || strstr(type, "ecmascript");
}

static void check_meta(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *name = ltn_content_value(c, tag, "name");
    const char *content = ltn_content_value(c, tag, "content");

    if (ltn_content_attr(tag, NULL, "charset"))
        c->charsets++;
    const char *equiv = ltn_content_value(c, tag, "http-equiv");
    if (equiv && (equiv[0] | 32) == 'c' && strlen(equiv) == 12)
        c->charsets++;
    if (c->charsets == 2) {
        c->charsets++;
        ltn_epub_say(c->e, pos, "RSC-005",
                     "the character encoding is declared more than once");
    }
    if (name && strcmp(name, "viewport") == 0 && c->item && !c->viewport) {
        c->viewport = true;
        if (c->fixed)
            ltn_content_viewport(c, content ? content : "", pos);
    }
}

static void check_html(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *name = tag->local;

    if (strcmp(name, "html") == 0)
        ltn_epub_note_prefixes(
            c->e, &c->prefixes,
            ltn_content_value_of(c,
                                 ltn_content_attr(tag, LTN_NS_EPUB, "prefix")));
    else if (strcmp(name, "form") == 0 ||
             (strcmp(name, "script") == 0 && is_script(c, tag)))
        c->uses |= LTN_USES_SCRIPT;
    else if (strcmp(name, "link") == 0)
        ltn_content_link(c, tag, pos);
    else if (strcmp(name, "meta") == 0)
        check_meta(c, tag, pos);
    else if (strcmp(name, "base") == 0 && ltn_content_value(c, tag, "href"))
        c->base = ltn_content_value(c, tag, "href");
    ltn_content_nesting(c, tag, pos);
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    ltn_content *c = context;
    ltn_pos pos = ltn_sax_pos(x);
    bool svg = ltn_content_is_svg(tag), html = ltn_content_is_html(tag);

    c->order++;
    if (svg && c->frame_count > 0 && !c->is_svg)
        c->uses |= LTN_USES_SVG;
    if (svg && strcmp(tag->local, "script") == 0)
        c->uses |= LTN_USES_SCRIPT;
    if (tag->uri && strcmp(tag->uri, LTN_NS_MATH) == 0)
        c->uses |= LTN_USES_MATH;
    if (tag->uri && strcmp(tag->uri, LTN_NS_EPUB) == 0 &&
        (strcmp(tag->local, "switch") == 0 ||
         strcmp(tag->local, "trigger") == 0)) {
        if (tag->local[0] == 's')
            c->uses |= LTN_USES_SWITCH;
        ltn_epub_say(c->e, pos, "RSC-017", "'epub:%s' is deprecated",
                     tag->local);
    }
    if (html && strcmp(tag->local, "article") == 0)
        c->uses |= LTN_HOLDS_ARTICLE;
    if (html)
        check_html(c, tag, pos);
    ltn_content_attributes(c, tag, pos);
    ltn_content_references(c, tag, pos);
    if (svg && c->frame_count == 0)
        c->view_box = ltn_content_attr(tag, NULL, "viewBox") != NULL;
    push(c, tag);
    if (strcmp(tag->local, "style") == 0 && (html || svg)) {
        c->uses |= LTN_USES_STYLE;
        c->in_style = true;
        c->style_pos = pos;
        c->style.len = 0;
    }
}

static void on_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    ltn_content *c = context;

    (void)x;
    (void)tag;
    if (c->frame_count > 0)
        c->frame_count--;
    if (c->in_style)
        ltn_epub_css(c->e, c->item, c->path, c->style.data ? c->style.data : "",
                     c->style.len, c->style_pos, false);
    c->in_style = false;
}

static void on_text(void *context, ltn_sax *x, const char *s, size_t len)
{
    ltn_content *c = context;

    (void)x;
    if (c->in_style)
        ltn_buf_put(&c->style, s, len);
}

/* Associating Style Sheets with XML documents 1.0 */
static void on_pi(void *context, ltn_sax *x, const char *target,
                  const char *data)
{
    ltn_content *c = context;

    (void)x;
    (void)data;
    if (strcmp(target, "xml-stylesheet") == 0)
        c->uses |= LTN_USES_STYLE;
}

/* HTML #the-doctype; EPUB 3.3 #sec-xml-constraints for other documents. */
static void on_doctype(void *context, ltn_sax *x, const char *name,
                       const char *public_id, const char *system_id)
{
    ltn_content *c = context;
    bool legacy = system_id && strcmp(system_id, "about:legacy-compat") == 0;

    (void)name;
    if (!public_id && (!system_id || legacy))
        return;
    if (!c->is_svg)
        ltn_epub_say(c->e, ltn_sax_pos(x), "HTM-004",
                     "irregular DOCTYPE; write <!DOCTYPE html>");
    else if (!ltn_epub_allows("image/svg+xml", public_id, system_id))
        ltn_epub_say(c->e, ltn_sax_pos(x), "OPF-073",
                     "an external identifier in the DOCTYPE");
}

/* EPUB 3.3 #sec-xml-constraints */
static void on_external(void *context, ltn_sax *x, const char *name)
{
    const ltn_content *c = context;

    ltn_epub_say(c->e, ltn_sax_pos(x), "HTM-003",
                 "the external entity '%s' is declared", name);
}

/* The pass itself. What is no XML has been said by the grammar. */
void ltn_content_look(ltn_content *c, const char *bytes, size_t len)
{
    static const ltn_sax_handler handler = {.start = on_start,
                                            .end = on_end,
                                            .text = on_text,
                                            .pi = on_pi,
                                            .doctype = on_doctype,
                                            .external = on_external};
    ltn_diags scratch;

    ltn_diags_init(&scratch, c->path);
    ltn_sax_parse(&handler, c, bytes, len, &scratch);
    ltn_diags_release(&scratch);
    ltn_content_check_ids(c);
}

void ltn_content_release(ltn_content *c)
{
    ltn_buf_release(&c->style);
    free(c->frames);
    free(c->ids);
    free(c->idrefs);
}
