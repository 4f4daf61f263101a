/* What a content document refers to. */

#include "validate/epub/content.h"

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

/* Longer bases are no addresses; each reference would be a copy of it. */
enum { BASE_MAX = 2048 };

/* HTML #the-picture-element: a source with a type is one of several; the img is
 * what is shown when none of them can be. */
static ltn_epub_ref_kind image_kind(ltn_content *c, const ltn_sax_tag *tag)
{
    if (strcmp(ltn_content_parent(c), "picture") != 0)
        return LTN_REF_IMAGE;
    if (strcmp(tag->local, "img") == 0)
        return LTN_REF_LAST;
    return ltn_content_value(c, tag, "type") ? LTN_REF_PICTURE : LTN_REF_SOURCE;
}

static void add_ref(ltn_content *c, ltn_epub_ref_kind kind, const char *url,
                    ltn_pos pos)
{
    const char *joined = NULL; /* HTML #document-base-url */

    if (c->in_nav && kind == LTN_REF_HYPERLINK)
        return; /* nav.c knows better what it is */
    if (c->base && strlen(c->base) <= BASE_MAX && strstr(c->base, "://") &&
        !strstr(url, ":"))
        joined = ltn_arena_join(&c->e->arena, c->base, strlen(c->base), url);
    ltn_epub_add_ref(c->e, kind, c->item, c->path, joined ? joined : url, pos);
}

/* "a.png 1x, b.png 2x": HTML #srcset-attribute. */
static void add_srcset(ltn_content *c, ltn_epub_ref_kind kind, const char *set,
                       ltn_pos pos)
{
    while (set && *set) {
        size_t len;
        const char *url = ltn_epub_word(&set, &len);
        if (!url)
            return;
        bool comma = url[len - 1] == ',' && strncmp(url, "data:", 5) != 0;
        if (strncmp(url, "data:", 5) == 0) {
            add_ref(c, kind, url, pos);
            return;
        }
        add_ref(c, kind, ltn_epub_copy(c->e, url, len - comma), pos);
        while (!comma && *set && *set != ',')
            set++;
        set += !comma && *set == ',';
    }
}

void ltn_content_references(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    bool html = ltn_content_is_html(tag), svg = ltn_content_is_svg(tag);
    char ns = (char)(html ? 'h' : svg ? 's' : 'm');

    for (size_t i = 0; i < sizeof references / sizeof references[0]; i++) {
        if (references[i].uri != ns ||
            strcmp(references[i].element, tag->local) != 0 ||
            (references[i].parent &&
             strcmp(references[i].parent, ltn_content_parent(c)) != 0))
            continue;
        const char *url = ltn_content_value(c, tag, references[i].attr);
        if (!url && ns == 's')
            url = ltn_content_value_of(
                c, ltn_content_attr(tag, LTN_NS_XLINK, references[i].attr));
        bool image = references[i].kind == LTN_REF_IMAGE && ns == 'h';
        if (url)
            add_ref(c, image ? image_kind(c, tag) : references[i].kind, url,
                    pos);
    }
    if (ns == 'h' &&
        (strcmp(tag->local, "img") == 0 || strcmp(tag->local, "source") == 0))
        add_srcset(c, image_kind(c, tag), ltn_content_value(c, tag, "srcset"),
                   pos);
}

void ltn_content_link(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    const char *rel = ltn_content_value(c, tag, "rel"),
               *href = ltn_content_value(c, tag, "href");
    const char *title = ltn_content_value(c, tag, "title");

    if (!href || !ltn_epub_has_word(rel, "stylesheet"))
        return;
    c->uses |= LTN_USES_STYLE;
    add_ref(c, LTN_REF_STYLE, href, pos);
    if (ltn_epub_has_word(rel, "alternate") && (!title || !*title))
        ltn_epub_say(c->e, pos, "CSS-015",
                     "an alternate style sheet has no title");
}
