/* Content documents, XHTML and SVG, in one pass: what they use, what they refer
 * to, and what their grammar cannot say. EPUB 3.3 #sec-contentdocs. */

#include "validate/epub/content.h"

#include <stdlib.h>
#include <string.h>

/* Which attribute of which element refers to what. parent: only in such an
 * element. uri 'h': XHTML, 's': SVG. */
static const struct {
    char uri;
    const char *element, *attr, *parent;
    ltn_epub_ref_kind kind;
} references[] = {
    {'h', "a", "href", NULL, LTN_REF_HYPERLINK},
    {'h', "area", "href", NULL, LTN_REF_HYPERLINK},
    {'h', "img", "src", NULL, LTN_REF_IMAGE},
    {'h', "input", "src", NULL, LTN_REF_IMAGE},
    {'h', "video", "src", NULL, LTN_REF_VIDEO},
    {'h', "video", "poster", NULL, LTN_REF_IMAGE},
    {'h', "audio", "src", NULL, LTN_REF_AUDIO},
    {'h', "source", "src", "video", LTN_REF_VIDEO},
    {'h', "source", "src", "audio", LTN_REF_AUDIO},
    {'h', "track", "src", NULL, LTN_REF_TRACK},
    {'h', "iframe", "src", NULL, LTN_REF_FRAME},
    {'h', "embed", "src", NULL, LTN_REF_FRAME},
    {'h', "object", "data", NULL, LTN_REF_FRAME},
    {'h', "script", "src", NULL, LTN_REF_SCRIPT},
    {'h', "blockquote", "cite", NULL, LTN_REF_CITE},
    {'h', "q", "cite", NULL, LTN_REF_CITE},
    {'h', "ins", "cite", NULL, LTN_REF_CITE},
    {'h', "del", "cite", NULL, LTN_REF_CITE},
    {'s', "a", "href", NULL, LTN_REF_HYPERLINK},
    {'s', "image", "href", NULL, LTN_REF_IMAGE},
    {'s', "use", "href", NULL, LTN_REF_USE},
    {'s', "script", "href", NULL, LTN_REF_SCRIPT},
    {'s', "font-face-uri", "href", NULL, LTN_REF_FONT},
    {'m', "math", "altimg", NULL, LTN_REF_IMAGE},
};

/* HTML: what may not be inside of what, whatever is between. */
static const struct {
    const char *element;
    const char *inside; /* ancestors it is not allowed in */
} nestings[] = {
    {"a", "a button"},
    {"address", "address"},
    {"audio", "a button"},
    {"button", "a button"},
    {"details", "a button"},
    {"dfn", "dfn"},
    {"embed", "a button"},
    {"footer", "address dt footer header th"},
    {"form", "form"},
    {"header", "address dt footer header th"},
    {"iframe", "a button"},
    {"input", "a button"},
    {"label", "a button label"},
    {"main", "article aside footer header nav"},
    {"meter", "meter"},
    {"progress", "progress"},
    {"select", "a button"},
    {"table", "caption"},
    {"textarea", "a button"},
    {"time", "time"},
    {"video", "a button"},
};

/* Ancestors of interest, for nestings: one bit each. */
static const char *const ancestors[] = {
    "a",        "button",  "address", "dfn",     "footer", "header",  "dt",
    "th",       "form",    "label",   "article", "aside",  "nav",     "meter",
    "progress", "caption", "time",    "video",   "audio",  "picture", "object",
};

static unsigned bit_of(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof ancestors / sizeof ancestors[0]; i++)
        if (strlen(ancestors[i]) == len && memcmp(ancestors[i], name, len) == 0)
            return 1u << i;
    return 0;
}

static bool is_xhtml(const ltn_sax_tag *tag)
{
    return tag->uri && strcmp(tag->uri, LTN_NS_XHTML) == 0;
}

static bool is_svg(const ltn_sax_tag *tag)
{
    return tag->uri && strcmp(tag->uri, LTN_NS_SVG) == 0;
}

static const ltn_sax_attr *attr(const ltn_sax_tag *tag, const char *uri,
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

static const char *value_of(ltn_content *c, const ltn_sax_attr *a)
{
    return a ? ltn_epub_copy(c->e, a->value, (size_t)(a->end - a->value))
             : NULL;
}

static const char *value(ltn_content *c, const ltn_sax_tag *tag,
                         const char *local)
{
    return value_of(c, attr(tag, NULL, local));
}

/* Frames */

static void push(ltn_content *c, const ltn_sax_tag *tag)
{
    ltn_content_frame f = {.local = tag->local, .html = is_xhtml(tag)};

    if (c->frame_count > 0)
        f.inside = c->frames[c->frame_count - 1].inside;
    if (f.html)
        f.inside |= bit_of(tag->local, strlen(tag->local));
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

static const char *parent_name(const ltn_content *c)
{
    return c->frame_count > 0 ? c->frames[c->frame_count - 1].local : "";
}

static unsigned inside(const ltn_content *c)
{
    return c->frame_count > 0 ? c->frames[c->frame_count - 1].inside : 0;
}

static void check_nesting(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    for (size_t i = 0; i < sizeof nestings / sizeof nestings[0]; i++) {
        const char *list = nestings[i].inside, *word;
        size_t len;
        if (strcmp(nestings[i].element, tag->local) != 0)
            continue;
        while ((word = ltn_epub_word(&list, &len)))
            if (inside(c) & bit_of(word, len))
                ltn_epub_say(c->e, pos, "RSC-005",
                             "element '%s' is not allowed inside of '%.*s'",
                             tag->local, (int)len, word);
    }
}

/* References */

static const char *join(ltn_content *c, const char *url)
{
    size_t n = strlen(c->base), more = strlen(url);
    char *both = ltn_arena_alloc(&c->e->arena, n + more + 1);

    if (!both)
        return url;
    memcpy(both, c->base, n);
    memcpy(both + n, url, more);
    return both;
}

static void add_ref(ltn_content *c, ltn_epub_ref_kind kind, const char *url,
                    ltn_pos pos)
{
    if (c->in_nav && kind == LTN_REF_HYPERLINK)
        return; /* nav.c knows better what it is */
    if (c->base && strstr(c->base, "://") && !strstr(url, ":"))
        url = join(c, url); /* HTML #document-base-url */
    ltn_epub_add_ref(c->e, kind, c->item, c->path, url, pos);
}

/* "a.png 1x, b.png 2x": HTML #srcset-attribute. */
static void add_srcset(ltn_content *c, const char *set, ltn_pos pos)
{
    while (set && *set) {
        size_t len;
        const char *url = ltn_epub_word(&set, &len);
        if (!url)
            return;
        bool comma = url[len - 1] == ',' && strncmp(url, "data:", 5) != 0;
        if (strncmp(url, "data:", 5) == 0) {
            add_ref(c, LTN_REF_IMAGE, url, pos);
            return;
        }
        add_ref(c, LTN_REF_IMAGE, ltn_epub_copy(c->e, url, len - comma), pos);
        while (!comma && *set && *set != ',')
            set++;
        set += !comma && *set == ',';
    }
}

static void check_references(ltn_content *c, const ltn_sax_tag *tag,
                             ltn_pos pos)
{
    char ns = is_xhtml(tag) ? 'h' : is_svg(tag) ? 's' : 'm';

    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
        if (references[i].uri != ns ||
            strcmp(references[i].element, tag->local) != 0 ||
            (references[i].parent &&
             strcmp(references[i].parent, parent_name(c)) != 0))
            continue;
        const char *url = value(c, tag, references[i].attr);
        if (!url && ns == 's')
            url = value_of(c, attr(tag, LTN_NS_XLINK, references[i].attr));
        if (url)
            add_ref(c, references[i].kind, url, pos);
    }
    if (ns == 'h' &&
        (strcmp(tag->local, "img") == 0 || strcmp(tag->local, "source") == 0))
        add_srcset(c, value(c, tag, "srcset"), pos);
}

static void check_link(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *rel = value(c, tag, "rel"), *href = value(c, tag, "href");
    const char *title = value(c, tag, "title");

    if (!href || !ltn_epub_has_word(rel, "stylesheet"))
        return;
    add_ref(c, LTN_REF_STYLE, href, pos);
    if (ltn_epub_has_word(rel, "alternate") && (!title || !*title))
        ltn_epub_say(c->e, pos, "CSS-015",
                     "an alternate style sheet has no title");
}

/* Attributes */

static void add_idrefs(ltn_content *c, const ltn_sax_attr *a, ltn_pos pos)
{
    static const char names[] =
        "aria-activedescendant aria-controls aria-describedby aria-details "
        "aria-errormessage aria-flowto aria-labelledby aria-owns for headers "
        "list form";
    const char *list, *word;
    size_t len;

    if (a->uri || !ltn_epub_has_word(names, a->local))
        return;
    list = value_of(c, a);
    while ((word = ltn_epub_word(&list, &len)))
        ltn_content_add_idref(c, ltn_epub_copy(c->e, word, len), pos);
}

static void check_type(ltn_content *c, const char *list, ltn_pos pos)
{
    static const char known[] = "a11y dcterms marc media msv onix prism "
                                "rendition schema xsd z3998";
    const char *word;
    size_t len;

    while ((word = ltn_epub_word(&list, &len))) {
        const char *colon = memchr(word, ':', len);
        const char *prefix =
            colon ? ltn_epub_copy(c->e, word, (size_t)(colon - word) + 1) : "";
        size_t n = strlen(prefix);
        if (!colon || ltn_epub_has_word(c->prefixes, prefix))
            continue;
        if (!ltn_epub_has_word(known, ltn_epub_copy(c->e, prefix, n - 1)))
            ltn_epub_say(c->e, pos, "OPF-028",
                         "the prefix '%.*s' is not declared", (int)n - 1,
                         prefix);
    }
}

static void check_foreign(ltn_content *c, const ltn_sax_attr *a, ltn_pos pos)
{
    const char *host = a->uri ? strstr(a->uri, "://") : NULL;
    size_t n = host ? strcspn(host + 3, "/") : 0;
    static const char *const ours[] = {LTN_NS_EPUB,
                                       LTN_NS_XML,
                                       LTN_NS_XLINK,
                                       LTN_NS_SVG,
                                       LTN_NS_XHTML,
                                       LTN_NS_MATH,
                                       "http://www.w3.org/2001/10/synthesis",
                                       "http://www.w3.org/ns/rdfa#",
                                       "http://www.w3.org/2001/xml-events",
                                       "http://www.w3.org/2005/11/its"};

    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        if (!host || strcmp(a->uri, ours[i]) == 0)
            return;
    const char *domain = ltn_epub_copy(c->e, host + 3, n);
    if (strstr(domain, "w3.org") || strstr(domain, "idpf.org"))
        ltn_epub_say(c->e, pos, "HTM-054",
                     "the namespace '%s' of a custom attribute is reserved",
                     a->uri);
}

/* HTML #custom-data-attribute */
static void check_data(ltn_content *c, const char *name, ltn_pos pos)
{
    bool good = *name != '\0';

    for (const char *s = name; *s; s++)
        good = good && !(*s >= 'A' && *s <= 'Z') && *s != ':';
    if (!good)
        ltn_epub_say(c->e, pos, "HTM-061",
                     "'data-%s' is no custom data attribute", name);
}

static bool same_text(const ltn_sax_attr *a, const ltn_sax_attr *b)
{
    size_t n = (size_t)(a->end - a->value);

    if ((size_t)(b->end - b->value) != n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char x = a->value[i], y = b->value[i];
        if (x != y && ((x | 32) != (y | 32) || (x | 32) < 'a'))
            return false;
    }
    return true;
}

static void check_lang(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const ltn_sax_attr *html = attr(tag, NULL, "lang");
    const ltn_sax_attr *xml = attr(tag, LTN_NS_XML, "lang");

    if (html && xml && is_xhtml(tag) && !same_text(html, xml))
        ltn_epub_say(c->e, pos, "RSC-005", "lang and xml:lang differ");
    if (xml || html) {
        const char *tagged = value_of(c, xml ? xml : html);
        if (*tagged)
            ltn_epub_check_language(c->e, pos, tagged);
    }
}

static void check_attributes(ltn_content *c, const ltn_sax_tag *tag,
                             ltn_pos pos)
{
    for (unsigned i = 0; i < tag->attr_count; i++) {
        const ltn_sax_attr *a = &tag->attrs[i];
        size_t len = (size_t)(a->end - a->value);
        if (!a->uri && strcmp(a->local, "id") == 0)
            ltn_content_add_id(c, tag, ltn_epub_copy(c->e, a->value, len), pos);
        else if (!a->uri && strcmp(a->local, "style") == 0)
            ltn_epub_css(c->e, c->item, c->path, a->value, len, pos, true);
        else if (!a->uri && a->local[0] == 'o' && a->local[1] == 'n' &&
                 is_xhtml(tag))
            c->uses |= LTN_USES_SCRIPT;
        else if (a->uri && strcmp(a->uri, LTN_NS_EPUB) == 0 &&
                 strcmp(a->local, "type") == 0)
            check_type(c, value_of(c, a), pos);
        else if (a->uri && strcmp(a->local, "ph") == 0 && len == 0)
            ltn_epub_say(c->e, pos, "HTM-007", "ssml:ph is empty");
        else if (!a->uri && strncmp(a->local, "data-", 5) == 0 && is_xhtml(tag))
            check_data(c, a->local + 5, pos);
        else if (a->uri)
            check_foreign(c, a, pos);
        else
            add_idrefs(c, a, pos);
    }
    if (attr(tag, NULL, "lang") || attr(tag, LTN_NS_XML, "lang"))
        check_lang(c, tag, pos);
}

/* Elements */

/* HTML #attr-script-type: a script, as against a block of data. */
static bool is_script(ltn_content *c, const ltn_sax_tag *tag)
{
    const char *type = value(c, tag, "type");

    return !type || !*type || strcmp(type, "module") == 0 ||
           strstr(type, "javascript") || strstr(type, "ecmascript");
}

static void check_meta(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *name = value(c, tag, "name");
    const char *content = value(c, tag, "content");

    if (attr(tag, NULL, "charset"))
        c->charsets++;
    const char *equiv = value(c, tag, "http-equiv");
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
        c->prefixes = value_of(c, attr(tag, LTN_NS_EPUB, "prefix"));
    else if (strcmp(name, "script") == 0 && is_script(c, tag))
        c->uses |= LTN_USES_SCRIPT;
    else if (strcmp(name, "form") == 0)
        c->uses |= LTN_USES_SCRIPT;
    else if (strcmp(name, "link") == 0)
        check_link(c, tag, pos);
    else if (strcmp(name, "meta") == 0)
        check_meta(c, tag, pos);
    else if (strcmp(name, "base") == 0 && value(c, tag, "href"))
        c->base = value(c, tag, "href");
    check_nesting(c, tag, pos);
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    ltn_content *c = context;
    ltn_pos pos = ltn_sax_pos(x);
    bool svg = is_svg(tag), html = is_xhtml(tag);

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
    if (html)
        check_html(c, tag, pos);
    check_attributes(c, tag, pos);
    check_references(c, tag, pos);
    if (svg && c->frame_count == 0)
        c->view_box = attr(tag, NULL, "viewBox") != NULL;
    push(c, tag);
    if (strcmp(tag->local, "style") == 0 && (html || svg)) {
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
    else if (!public_id || strcmp(public_id, "-//W3C//DTD SVG 1.1//EN") != 0)
        ltn_epub_say(c->e, ltn_sax_pos(x), "OPF-073",
                     "an external identifier in the DOCTYPE");
}

/* The pass itself. What is no XML has been said by the grammar. */
void ltn_content_look(ltn_content *c, const char *bytes, size_t len)
{
    static const ltn_sax_handler handler = {.start = on_start,
                                            .end = on_end,
                                            .text = on_text,
                                            .doctype = on_doctype};
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

/* #sec-item-resource-properties: what is used is declared, and the reverse. */
static void compare_properties(ltn_epub *e, ltn_epub_item *item)
{
    static const struct {
        unsigned bit;
        const char *name;
    } uses[] = {
        {LTN_USES_SCRIPT, "scripted"},
        {LTN_USES_SVG, "svg"},
        {LTN_USES_MATH, "mathml"},
        {LTN_USES_SWITCH, "switch"},
    };

    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        bool used = item->uses & uses[i].bit;
        bool said = item->properties & uses[i].bit;
        if (used && !said)
            ltn_epub_say(e, (ltn_pos){0}, "OPF-014",
                         "the package should declare the property '%s'",
                         uses[i].name);
        if (said && !used)
            ltn_epub_say(e, (ltn_pos){0}, "OPF-015",
                         "the package should not declare the property '%s'",
                         uses[i].name);
    }
}

/* Encodings: EPUB 3.3 #sec-xml-constraints. False: not to be looked into. */
bool ltn_epub_encoding(ltn_epub *e, const char *s, size_t len, bool html)
{
    bool wide = len >= 2 && ((s[0] == '\xFF' && s[1] == '\xFE') ||
                             (s[0] == '\xFE' && s[1] == '\xFF') ||
                             (s[0] == '<' && s[1] == '\0') ||
                             (s[0] == '\0' && s[1] == '<'));
    if (wide)
        ltn_epub_say(e, (ltn_pos){0}, html ? "HTM-058" : "RSC-027",
                     "encoded in UTF-16, not in UTF-8");
    return !wide || !html;
}

/* <!ENTITY name SYSTEM "...">: EPUB 3.3 #sec-xml-constraints. */
static void check_entities(ltn_epub *e, const char *s, size_t len)
{
    static const char open[] = "<!ENTITY";
    enum { N = sizeof open - 1 };

    for (const char *end = s + len; (size_t)(end - s) > N; s++) {
        s = memchr(s, '<', (size_t)(end - s));
        if (!s || (size_t)(end - s) <= N || (s[1] != '!' && s[1] != '?'))
            return; /* the document element */
        const char *close = memchr(s, '>', (size_t)(end - s));
        if (memcmp(s, "<!DOCTYPE", 9) != 0)
            continue;
        for (; close && (size_t)(end - s) > N; s++) {
            if (*s == '>' && s > close)
                return;
            if (memcmp(s, open, N) != 0)
                continue;
            const char *stop = memchr(s, '>', (size_t)(end - s));
            for (const char *w = s + N; stop && w + 6 < stop; w++)
                if (memcmp(w, "SYSTEM", 6) == 0 ||
                    memcmp(w, "PUBLIC", 6) == 0) {
                    ltn_epub_say(e, (ltn_pos){0}, "HTM-003",
                                 "an external entity is declared");
                    return;
                }
        }
        return;
    }
}

static void look_at_document(ltn_epub *e, ltn_epub_item *item,
                             const ltn_buf *bytes)
{
    bool svg = strncmp(item->type, "image/svg+xml", 13) == 0;
    bool nav = item->properties & LTN_USES_NAV;
    ltn_content c = {.e = e,
                     .item = item,
                     .path = item->path,
                     .is_svg = svg,
                     .fixed = item->fixed,

                     .in_nav = nav};

    if (!ltn_epub_encoding(e, bytes->data, bytes->len, !svg))
        return;
    check_entities(e, bytes->data, bytes->len);
    bool good = true;
    if (e->version >= 3 && !svg)
        good = ltn_epub_grammar(e, "schemas/epub/content.rnc", bytes->data,
                                bytes->len);
    else
        ltn_epub_tree(e, bytes->data, bytes->len, true);
    if (good && nav && e->version >= 3)
        ltn_epub_grammar(e, "schemas/epub/nav.rnc", bytes->data, bytes->len);
    ltn_content_look(&c, bytes->data, bytes->len);
    ltn_content_release(&c);
    if (c.fixed && svg && !c.view_box)
        ltn_epub_say(e, (ltn_pos){0}, "HTM-048",
                     "a fixed-layout SVG document without a viewBox");
    item->uses |= c.uses;
    if (e->version >= 3 && !svg)
        compare_properties(e, item);
    if (c.fixed && !svg && !c.viewport)
        ltn_epub_say(e, (ltn_pos){0}, "HTM-046",
                     "a fixed-layout document without a viewport");
    if (nav) {
        const ltn_tree *t = ltn_epub_tree(e, bytes->data, bytes->len, false);
        if (t)
            ltn_epub_nav(e, item, t);
    }
}

/* The first bytes of an image say what it is. */
static void look_at_image(ltn_epub *e, const ltn_epub_item *item,
                          const ltn_buf *b)
{
    static const struct {
        const char *type, *magic;
        size_t len;
    } images[] = {
        {"image/jpeg", "\xFF\xD8", 2},
        {"image/gif", "GIF8", 4},
        {"image/png", "\x89PNG", 4},
    };
    const char *is = NULL;

    for (size_t i = 0; i < 3; i++)
        if (b->len > 4 && memcmp(b->data, images[i].magic, images[i].len) == 0)
            is = images[i].type;
    if (is && strcmp(is, item->type) != 0)
        ltn_epub_say(e, item->pos, "OPF-029", "'%s' is declared %s, but is %s",
                     item->path, item->type, is);
    if (!is) {
        ltn_epub_say(e, item->pos, "MED-004", "the image '%s' is damaged",
                     item->path);
        ltn_epub_say(e, item->pos, "PKG-021", "the image '%s' is damaged",
                     item->path);
    }
}

static bool is_image(const char *type)
{
    return strcmp(type, "image/jpeg") == 0 || strcmp(type, "image/png") == 0 ||
           strcmp(type, "image/gif") == 0;
}

void ltn_epub_content(ltn_epub *e, ltn_epub_item *item)
{
    ltn_buf bytes = {0};
    bool content = ltn_epub_is_content(item->type);
    bool css = strncmp(item->type, "text/css", 8) == 0;
    bool ncx = strcmp(item->type, "application/x-dtbncx+xml") == 0;

    if (item->remote || !item->exists ||
        !(content || css || ncx || is_image(item->type)))
        return;
    ltn_epub_in(e, item->path);
    if (ncx)
        ltn_epub_ncx(e, item);
    else if (ltn_epub_read(e, item->path, &bytes)) {
        if (content)
            look_at_document(e, item, &bytes);
        else if (css)
            ltn_epub_css(e, item, item->path, bytes.data ? bytes.data : "",
                         bytes.len, (ltn_pos){.line = 1, .col = 1}, false);
        else
            look_at_image(e, item, &bytes);
    }
    ltn_buf_release(&bytes);
    ltn_epub_in(e, NULL);
}
