/* Attributes of content documents: ids, languages, semantics, those of others.
 */

#include "validate/epub/content.h"

#include <string.h>

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
    list = ltn_content_value_of(c, a);
    while ((word = ltn_epub_word(&list, &len)))
        ltn_content_add_idref(c, ltn_epub_copy(c->e, word, len), pos);
}

static void check_type(ltn_content *c, const ltn_sax_tag *tag, const char *list,
                       ltn_pos pos)
{
    if (ltn_epub_has_word(list, "index"))
        c->uses |= LTN_HOLDS_INDEX;
    if (ltn_epub_has_word(list, "index-entry-list"))
        c->uses |= LTN_HOLDS_ENTRIES;
    if (ltn_epub_has_word(list, "dictionary"))
        c->uses |= LTN_HOLDS_DICTIONARY;
    bool region = ltn_epub_has_word(list, "region-based") &&
                  (!c->item || !(c->item->properties & LTN_IS_DATA_NAV) ||
                   strcmp(tag->local, "nav") != 0);
    if (region)
        ltn_epub_say(c->e, pos, "HTM-052",
                     "only a nav of a data navigation document can be "
                     "'region-based'");
    ltn_epub_check_types(c->e, &c->prefixes, list, pos);
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
    const ltn_sax_attr *html = ltn_content_attr(tag, NULL, "lang");
    const ltn_sax_attr *xml = ltn_content_attr(tag, LTN_NS_XML, "lang");

    if (html && xml && ltn_content_is_html(tag) && !same_text(html, xml))
        ltn_epub_say(c->e, pos, "RSC-005", "lang and xml:lang differ");
    if (xml || html) {
        const char *tagged = ltn_content_value_of(c, xml ? xml : html);
        if (*tagged && ltn_epub_is_language(tagged)) /* else the grammar's */
            ltn_epub_check_language(c->e, pos, tagged);
    }
}

/* Attributes that need another one: HTML #the-bdo-element, #the-map-element,
 * #values (of microdata). */
static void check_companions(ltn_content *c, const ltn_sax_tag *tag,
                             ltn_pos pos)
{
    static const struct {
        const char *element, *has, *needs;
    } pairs[] = {
        {"bdo", NULL, "dir"},
        {"a", "itemprop", "href"},
        {"area", "itemprop", "href"},
        {"link", "itemprop", "href"},
        {"meta", "itemprop", "content"},
        {"audio", "itemprop", "src"},
        {"embed", "itemprop", "src"},
        {"iframe", "itemprop", "src"},
        {"img", "itemprop", "src"},
        {"source", "itemprop", "src"},
        {"track", "itemprop", "src"},
        {"video", "itemprop", "src"},
        {"object", "itemprop", "data"},
    };
    if (strcmp(tag->local, "link") == 0 &&
        !ltn_content_attr(tag, NULL, "rel") &&
        !ltn_content_attr(tag, NULL, "itemprop") &&
        !ltn_content_attr(tag, NULL, "property"))
        ltn_epub_say(c->e, pos, "RSC-005", "a link needs a 'rel'");
    const char *id = ltn_content_value(c, tag, "id");
    const char *name = ltn_content_value(c, tag, "name");

    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (strcmp(tag->local, pairs[i].element) == 0 &&
            (!pairs[i].has || ltn_content_attr(tag, NULL, pairs[i].has)) &&
            !ltn_content_attr(tag, NULL, pairs[i].needs))
            ltn_epub_say(c->e, pos, "RSC-005", "'%s' needs the attribute '%s'",
                         tag->local, pairs[i].needs);
    if (strcmp(tag->local, "map") == 0 && id && name && strcmp(id, name) != 0)
        ltn_epub_say(c->e, pos, "RSC-005",
                     "id and name of a map are the same, not '%s' and '%s'", id,
                     name);
}

void ltn_content_attributes(ltn_content *c, const ltn_sax_tag *tag, ltn_pos pos)
{
    for (unsigned i = 0; i < tag->attr_count; i++) {
        const ltn_sax_attr *a = &tag->attrs[i];
        size_t len = (size_t)(a->end - a->value);
        if (!a->uri && strcmp(a->local, "id") == 0)
            ltn_content_add_id(c, tag, ltn_epub_copy(c->e, a->value, len), pos);
        else if (!a->uri && strcmp(a->local, "style") == 0)
            ltn_epub_css(c->e, c->item, c->path, a->value, len, pos, true);
        else if (!a->uri && a->local[0] == 'o' && a->local[1] == 'n' &&
                 ltn_content_is_html(tag))
            c->uses |= LTN_USES_SCRIPT;
        else if (a->uri && strcmp(a->uri, LTN_NS_EPUB) == 0 &&
                 strcmp(a->local, "type") == 0)
            check_type(c, tag, ltn_content_value_of(c, a), pos);
        else if (a->uri && strcmp(a->local, "ph") == 0 && len == 0)
            ltn_epub_say(c->e, pos, "HTM-007", "ssml:ph is empty");
        else if (!a->uri && strncmp(a->local, "data-", 5) == 0 &&
                 ltn_content_is_html(tag))
            check_data(c, a->local + 5, pos);
        else if (a->uri)
            check_foreign(c, a, pos);
        else
            add_idrefs(c, a, pos);
    }
    if (ltn_content_is_html(tag))
        check_companions(c, tag, pos);
    if (ltn_content_is_html(tag) && ltn_content_attr(tag, NULL, "role"))
        ltn_content_role(c, tag, pos);
    if (c->item && c->item->properties & LTN_IS_DATA_NAV &&
        strcmp(tag->local, "nav") == 0 &&
        !ltn_content_attr(tag, LTN_NS_EPUB, "type"))
        ltn_epub_say(c->e, pos, "RSC-005",
                     "a nav of a data navigation document needs an epub:type");
    if (ltn_content_attr(tag, NULL, "lang") ||
        ltn_content_attr(tag, LTN_NS_XML, "lang"))
        check_lang(c, tag, pos);
}
