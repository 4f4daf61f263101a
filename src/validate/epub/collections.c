/* Collections of the package that have a meaning: EPUB 3.3
 * #sec-collection-elem; previews and indexes are defined in
 * EPUB Previews 1.0, EPUB Indexes 1.0 and EPUB Dictionaries 1.0. */

#include "validate/epub/epub.h"

#include <string.h>

static const char search_key_map[] = "application/vnd.epub.search-key-map+xml";

static bool has_role(const ltn_tree *t, const char *role)
{
    const char *said = ltn_tree_attr_of(t, "role");

    return strcmp(t->local, "collection") == 0 && said &&
           ltn_epub_has_word(said, role);
}

/* What a link of a collection leads to, or NULL. */
static ltn_epub_item *linked(ltn_epub *e, const ltn_tree *link, ltn_url *u)
{
    const char *href = ltn_tree_attr_of(link, "href");

    *u = (ltn_url){0};
    if (href)
        *u = ltn_epub_resolve(e, e->package, href);
    return u->path ? ltn_epub_item_at(e, u->path) : NULL;
}

static void check_preview(ltn_epub *e, const ltn_tree *preview)
{
    bool manifest = false;

    for (const ltn_tree *t = preview->first; t; t = t->next) {
        ltn_url u;
        manifest |= has_role(t, "manifest");
        if (strcmp(t->local, "link") != 0)
            continue;
        const ltn_epub_item *item = linked(e, t, &u);
        if (item && strcmp(item->type, "application/xhtml+xml") != 0)
            ltn_epub_say(e, t->pos, "OPF-075",
                         "a preview leads to '%s', which is no XHTML",
                         item->href);
        if (u.fragment && strncmp(u.fragment, "epubcfi(", 8) == 0)
            ltn_epub_say(e, t->pos, "OPF-076",
                         "a preview must not lead to EPUB CFIs");
    }
    if (!manifest)
        ltn_epub_say(e, preview->pos, "RSC-005",
                     "a preview needs a collection of role 'manifest'");
}

static void check_index(ltn_epub *e, const ltn_tree *index)
{
    for (const ltn_tree *t = index; t; t = ltn_tree_next(t, index)) {
        ltn_url u;
        if (strcmp(t->local, "link") != 0)
            continue;
        const ltn_epub_item *item = linked(e, t, &u);
        if (item && ltn_epub_is_content(item->type) &&
            !(item->uses & LTN_HOLDS_INDEX))
            ltn_epub_say(e, t->pos, "RSC-005", "'%s' holds no index",
                         item->href);
    }
}

/* What the documents of indexes and dictionaries are made of. */
static void check_contents(ltn_epub *e, const ltn_epub_item *item, bool indexes,
                           bool dictionary)
{
    bool index = item->uses & LTN_HOLDS_INDEX;
    bool declared = item->properties & LTN_HOLDS_INDEX && item->exists;

    if (!index && !declared && !(item->uses & LTN_HOLDS_DICTIONARY))
        return;
    if (declared && !index)
        ltn_epub_say(e, item->pos, "OPF-015",
                     "'%s' holds no index, as it declares", item->href);
    ltn_epub_in(e, item->path);
    if (declared && !index)
        ltn_epub_say(e, (ltn_pos){0}, "RSC-005",
                     "an index has an element of epub:type 'index'");
    if (index && !(item->uses & LTN_HOLDS_ENTRIES) && (declared || indexes))
        ltn_epub_say(e, (ltn_pos){0}, "RSC-005",
                     "an index has an element of epub:type "
                     "'index-entry-list'");
    if (item->uses & LTN_HOLDS_DICTIONARY &&
        !(item->uses & LTN_HOLDS_ARTICLE) && dictionary)
        ltn_epub_say(e, (ltn_pos){0}, "RSC-005",
                     "the entries of a dictionary are articles");
    ltn_epub_in(e, e->package);
}

/* EPUB Dictionaries and Glossaries 1.0 #sec-pub-dict */
static void check_dictionary(ltn_epub *e, const ltn_tree *dictionary)
{
    unsigned maps = 0;

    for (const ltn_tree *t = dictionary->first; t; t = t->next) {
        ltn_url u;
        const char *href = ltn_tree_attr_of(t, "href");
        if (strcmp(t->local, "link") != 0 || !href)
            continue;
        const ltn_epub_item *item = linked(e, t, &u);
        bool map = item && strcmp(item->type, search_key_map) == 0;
        maps += map;
        if (!item)
            ltn_epub_say(e, t->pos, "OPF-081",
                         "'%s' of a dictionary is not in the manifest", href);
        else if (!map && strcmp(item->type, "application/xhtml+xml") != 0)
            ltn_epub_say(e, t->pos, "OPF-084",
                         "'%s' of a dictionary is neither a search key map nor "
                         "XHTML",
                         item->href);
    }
    if (maps > 1)
        ltn_epub_say(e, dictionary->pos, "OPF-082",
                     "a dictionary with more than one search key map");
    if (maps == 0)
        ltn_epub_say(e, dictionary->pos, "OPF-083",
                     "a dictionary without a search key map");
}

/* What is said of the publication goes with what is in it. */
static void check_publication(ltn_epub *e, bool said)
{
    bool found = false;

    for (size_t i = 0; i < e->item_count; i++)
        found |= (e->items[i].uses & LTN_HOLDS_DICTIONARY) != 0;
    if (said && !found)
        ltn_epub_say(e, (ltn_pos){0}, "OPF-078",
                     "a dictionary without a document of epub:type "
                     "'dictionary'");
    if (found && !said)
        ltn_epub_say(e, (ltn_pos){0}, "OPF-079",
                     "the package should declare the dc:type 'dictionary'");
}

void ltn_epub_collections(ltn_epub *e)
{
    const ltn_tree *metadata = ltn_tree_child(e->root, "metadata");
    bool indexes = ltn_epub_has_type(metadata, "index");
    bool dictionary = ltn_epub_has_type(metadata, "dictionary");

    for (const ltn_tree *t = ltn_tree_child(e->root, "collection"); t;
         t = ltn_tree_same(t)) {
        if (has_role(t, "preview"))
            check_preview(e, t);
        if (has_role(t, "index"))
            check_index(e, t);
        if (has_role(t, "dictionary"))
            check_dictionary(e, t);
    }
    for (size_t i = 0; i < e->item_count; i++)
        check_contents(e, &e->items[i], indexes, dictionary);
    check_publication(e, dictionary);
}
