/* Media overlays: EPUB 3.3 #sec-media-overlays. The grammar has judged the
 * document; here is what it refers to and what refers to it. */

#include "validate/epub/epub.h"

#include "util/ascii.h"

#include <string.h>

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

/* "1.25" as thousandths; moves *s behind it. */
static uint64_t thousandths(const char **s)
{
    uint64_t n = 0, unit = 1000;

    for (; ltn_ascii_digit(**s); ++*s)
        n = n < 1000000000 ? n * 10 + (uint64_t)(**s - '0') : n;
    n *= 1000;
    if (**s == '.')
        for (++*s; ltn_ascii_digit(**s); ++*s) {
            unit /= 10;
            n += unit * (uint64_t)(**s - '0');
        }
    return n;
}

uint64_t ltn_epub_clock(const char *s)
{
    static const struct {
        const char *name;
        uint64_t ms;
    } units[] = {{"min", MINUTE}, {"ms", 1}, {"s", 1000}, {"h", HOUR}};

    while (ltn_ascii_blank(*s))
        s++;
    uint64_t n = thousandths(&s);
    if (*s == ':') {
        for (; *s == ':';) {
            s++;
            n = n * 60 + thousandths(&s);
        }
        return n;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(s, units[i].name, strlen(units[i].name)) == 0)
            return n * units[i].ms / 1000;
    return n;
}

/* Remembers that the overlay reads the content document aloud. */
static void note_text(ltn_epub *e, ltn_epub_item *overlay, const char *url,
                      ltn_pos pos)
{
    ltn_url u = ltn_epub_resolve(e, overlay->path, url);
    ltn_epub_item *text = u.path ? ltn_epub_item_at(e, u.path) : NULL;

    ltn_epub_add_ref(e, LTN_REF_OVERLAY, overlay, overlay->path, url, pos);
    if (u.fragment && !*u.fragment)
        ltn_epub_say(e, pos, "MED-014", "the fragment of '%s' is empty", url);
    if (!text)
        return;
    if (u.fragment && strpbrk(u.fragment, "(=") &&
        strcmp(text->type, "application/xhtml+xml") == 0)
        ltn_epub_say(e, pos, "MED-017",
                     "'%s' should lead to an element by its id", url);
    if (text->read_by && text->read_by != overlay)
        ltn_epub_say(e, pos, "MED-011", "'%s' is read by another overlay too",
                     text->path);
    else
        text->read_by = overlay;
}

static bool is_core_audio(const char *type)
{
    return strcmp(type, "audio/mpeg") == 0 || strcmp(type, "audio/mp4") == 0 ||
           strncmp(type, "audio/ogg", 9) == 0;
}

static void look_at_audio(ltn_epub *e, ltn_epub_item *overlay,
                          const ltn_tree *t)
{
    const char *src = ltn_tree_attr_of(t, "src");
    const char *from = ltn_tree_attr_of(t, "clipBegin");
    const char *to = ltn_tree_attr_of(t, "clipEnd");
    ltn_url u = ltn_epub_resolve(e, overlay->path, src ? src : "");
    const ltn_epub_item *item = ltn_epub_item_at(e, u.remote ? src
                                                    : u.path ? u.path
                                                             : "");

    if (src)
        ltn_epub_add_ref(e, LTN_REF_SOUND, overlay, overlay->path, src, t->pos);
    if (item && !is_core_audio(item->type))
        ltn_epub_say(e, t->pos, "MED-005", "'%s' of type '%s' is no core audio",
                     src, item->type);
    if (!to)
        return;
    uint64_t begin = from ? ltn_epub_clock(from) : 0, end = ltn_epub_clock(to);
    if (begin > end)
        ltn_epub_say(e, t->pos, "MED-008", "the clip ends before it begins");
    else if (begin == end)
        ltn_epub_say(e, t->pos, "MED-009", "the clip ends where it begins");
}

void ltn_epub_overlay(ltn_epub *e, ltn_epub_item *item, const char *bytes,
                      size_t len)
{
    ltn_epub_doctype(e, item, bytes, len);
    bool good = ltn_epub_grammar(e, "schemas/epub/smil.rnc", bytes, len);
    const ltn_tree *root = ltn_epub_tree(e, bytes, len, false);

    ltn_epub_prefixes prefixes = {0};
    if (root)
        ltn_epub_note_prefixes(e, &prefixes,
                               ltn_tree_attr_ns(root, LTN_NS_EPUB, "prefix"));
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        const char *type = ltn_tree_attr_ns(t, LTN_NS_EPUB, "type");
        if (type)
            ltn_epub_check_types(e, &prefixes, type, t->pos);
        const char *text = ltn_tree_attr_ns(t, LTN_NS_EPUB, "textref");
        if (strcmp(t->local, "text") == 0)
            text = ltn_tree_attr_of(t, "src");
        if (text)
            note_text(e, item, text, t->pos);
        if (good && strcmp(t->local, "audio") == 0)
            look_at_audio(e, item, t);
    }
}

/* #sec-docs-assoc-style: a class is of use only where there is a style sheet.
 */
static bool names_a_class(const ltn_epub *e)
{
    const ltn_tree *metadata = ltn_tree_child(e->root, "metadata");

    for (const ltn_tree *m = ltn_tree_child(metadata, "meta"); m;
         m = ltn_tree_same(m)) {
        const char *property = ltn_tree_attr_of(m, "property");
        if (property && (strcmp(property, "media:active-class") == 0 ||
                         strcmp(property, "media:playback-active-class") == 0))
            return true;
    }
    return false;
}

/* #sec-docs-package: who is read by whom is said on both sides. */
void ltn_epub_overlays(ltn_epub *e)
{
    bool styled = names_a_class(e);

    for (size_t i = 0; i < e->item_count; i++) {
        const ltn_epub_item *item = &e->items[i];
        const ltn_epub_item *said =
            item->overlay ? ltn_epub_item_of(e, item->overlay) : NULL;
        if (!ltn_epub_is_content(item->type))
            continue;
        if (item->read_by && !item->overlay)
            ltn_epub_say(e, item->pos, "MED-010",
                         "'%s' is read by '%s', but names no media-overlay",
                         item->href, item->read_by->href);
        else if (item->read_by && said != item->read_by)
            ltn_epub_say(e, item->pos, "MED-012",
                         "'%s' is read by '%s', not by the media-overlay '%s'",
                         item->href, item->read_by->href, item->overlay);
        else if (said && !item->read_by && said->exists)
            ltn_epub_say(e, item->pos, "MED-013",
                         "the media-overlay '%s' does not read '%s'",
                         item->overlay, item->href);
        if (styled && item->read_by && !(item->uses & LTN_USES_STYLE))
            ltn_epub_say(e, item->pos, "CSS-030",
                         "a class is named for what is read, but '%s' has no "
                         "style sheet",
                         item->href);
    }
}
