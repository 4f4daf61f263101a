/* Each file that the manifest lists, by its media type. */

#include "validate/epub/content.h"

#include <string.h>
#include <strings.h>

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

/* The value of a pseudo-attribute of an XML declaration, or "". */
static const char *declared(ltn_epub *e, const char *s, const char *name)
{
    const char *at = strstr(s, name);

    at = at ? strpbrk(at, "\"'") : NULL;
    return at ? ltn_epub_copy(e, at + 1, strcspn(at + 1, "\"'")) : "";
}

/* #sec-xml-constraints: XML 1.0, in UTF-8. */
static void check_declaration(ltn_epub *e, const char *s, size_t len)
{
    enum { MOST = 200 };
    size_t bom = len > 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *end;

    s += bom;
    len -= bom;
    if (len < 5 || memcmp(s, "<?xml", 5) != 0 ||
        !(end = memchr(s, '>', len < MOST ? len : MOST)))
        return;
    const char *said = ltn_epub_copy(e, s, (size_t)(end - s));
    const char *version = declared(e, said, "version");
    const char *encoding = declared(e, said, "encoding");
    if (*version && strcmp(version, "1.0") != 0)
        ltn_epub_say(e, (ltn_pos){0}, "HTM-001", "XML %s, not 1.0", version);
    if (*encoding && strncasecmp(encoding, "utf-8", 6) != 0 &&
        strncasecmp(encoding, "utf-16", 6) != 0)
        ltn_epub_say(e, (ltn_pos){0}, "RSC-028", "encoded in %s, not in UTF-8",
                     encoding);
}

bool ltn_epub_encoding(ltn_epub *e, const char *s, size_t len, bool html)
{
    bool wide = len >= 2 && ((s[0] == '\xFF' && s[1] == '\xFE') ||
                             (s[0] == '\xFE' && s[1] == '\xFF') ||
                             (s[0] == '<' && s[1] == '\0') ||
                             (s[0] == '\0' && s[1] == '<'));
    if (wide)
        ltn_epub_say(e, (ltn_pos){0}, html ? "HTM-058" : "RSC-027",
                     "encoded in UTF-16, not in UTF-8");
    if (!wide)
        check_declaration(e, s, len);
    return !wide || !html;
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
    bool good = true;
    if (e->version >= 3)
        good = ltn_epub_grammar(
            e, svg ? "schemas/epub/svg.rnc" : "schemas/epub/content.rnc",
            bytes->data, bytes->len);
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

/* EPUB Dictionaries and Glossaries 1.0 #sec-skm */
static void look_at_search_keys(ltn_epub *e, ltn_epub_item *item,
                                const ltn_buf *b)
{
    const ltn_tree *root = ltn_epub_tree(e, b->data, b->len, true);
    size_t n = strlen(item->href);

    if (n < 4 || strcmp(item->href + n - 4, ".xml") != 0)
        ltn_epub_say(e, item->pos, "OPF-080",
                     "the name of the search key map '%s' should end in .xml",
                     item->href);
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        const char *href = ltn_tree_attr_of(t, "href");
        if (href)
            ltn_epub_add_ref(e, LTN_REF_SEARCH, item, item->path, href, t->pos);
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
    bool keys =
        strcmp(item->type, "application/vnd.epub.search-key-map+xml") == 0;
    bool smil = strcmp(item->type, "application/smil+xml") == 0;

    if (item->remote || !item->exists ||
        !(content || css || ncx || smil || keys || is_image(item->type)))
        return;
    ltn_epub_in(e, item->path);
    if (ncx)
        ltn_epub_ncx(e, item);
    else if (ltn_epub_read(e, item->path, &bytes)) {
        if (content)
            look_at_document(e, item, &bytes);
        else if (keys)
            look_at_search_keys(e, item, &bytes);
        else if (smil)
            ltn_epub_overlay(e, item, bytes.data ? bytes.data : "", bytes.len);
        else if (css)
            ltn_epub_css(e, item, item->path, bytes.data ? bytes.data : "",
                         bytes.len, (ltn_pos){.line = 1, .col = 1}, false);
        else
            look_at_image(e, item, &bytes);
    }
    ltn_buf_release(&bytes);
    ltn_epub_in(e, NULL);
}
