/* The package document: manifest, spine, fallbacks. */

#include "validate/epub/epub.h"

#include <stdlib.h>
#include <string.h>

static const char *const core_types[] = {
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "text/css",
    "font/ttf",
    "application/font-sfnt",
    "font/otf",
    "application/vnd.ms-opentype",
    "font/woff",
    "application/font-woff",
    "font/woff2",
    "application/xhtml+xml",
    "application/javascript",
    "application/ecmascript",
    "text/javascript",
    "application/x-dtbncx+xml",
    "application/smil+xml",
};

/* Whether type is one of the list, parameters aside. */
static bool is_type(const char *type, const char *one)
{
    size_t n = strlen(one);

    return strncmp(type, one, n) == 0 &&
           (type[n] == '\0' || type[n] == ';' || type[n] == ' ');
}

bool ltn_epub_is_core(const char *type)
{
    for (size_t i = 0; i < sizeof core_types / sizeof core_types[0]; i++)
        if (is_type(type, core_types[i]))
            return true;
    return false;
}

bool ltn_epub_is_content(const char *type)
{
    return is_type(type, "application/xhtml+xml") ||
           is_type(type, "image/svg+xml");
}

ltn_epub_item *ltn_epub_item_of(const ltn_epub *e, const char *id)
{
    size_t lo = 0, hi = e->by_id ? e->item_count : 0;

    while (id && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(e->by_id[mid]->id, id);
        if (order == 0)
            return e->by_id[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

ltn_epub_item *ltn_epub_item_at(const ltn_epub *e, const char *path)
{
    size_t lo = 0, hi = e->item_count;

    while (path && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(e->by_path[mid]->path, path);
        if (order == 0)
            return e->by_path[mid];
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

static int by_path(const void *a, const void *b)
{
    const ltn_epub_item *const *x = a, *const *y = b;

    return strcmp((*x)->path, (*y)->path);
}

static int items_by_id(const void *a, const void *b)
{
    const ltn_epub_item *const *x = a, *const *y = b;

    return strcmp((*x)->id, (*y)->id);
}

/* Item properties: EPUB 3.3 #app-item-properties-vocab. */
static const struct {
    const char *name;
    unsigned bit;
    const char *only; /* media type it is for; NULL: any */
} item_properties[] = {
    {"cover-image", LTN_USES_COVER, "image/"},
    {"mathml", LTN_USES_MATH, "application/xhtml+xml"},
    {"nav", LTN_USES_NAV, "application/xhtml+xml"},
    {"remote-resources", LTN_USES_REMOTE, NULL},
    {"scripted", LTN_USES_SCRIPT, NULL},
    {"svg", LTN_USES_SVG, "application/xhtml+xml"},
    {"switch", LTN_USES_SWITCH, "application/xhtml+xml"},
    {"data-nav", LTN_IS_DATA_NAV, "application/xhtml+xml"},
    {"index", LTN_HOLDS_INDEX, "application/xhtml+xml"},
    {"dictionary", 0, NULL},
    {"glossary", 0, NULL},
    {"search-key-map", 0, NULL},
};

static void read_properties(ltn_epub *e, ltn_epub_item *item,
                            const char *properties)
{
    const size_t n = sizeof item_properties / sizeof item_properties[0];
    const char *word;
    size_t len, i;

    while (properties && (word = ltn_epub_word(&properties, &len))) {
        if (memchr(word, ':', len)) {
            continue; /* of another vocabulary: metadata.c */
        }
        for (i = 0; i < n; i++)
            if (strlen(item_properties[i].name) == len &&
                memcmp(item_properties[i].name, word, len) == 0)
                break;
        if (i == n) {
            ltn_epub_say(e, item->pos, "OPF-027", "undefined property '%.*s'",
                         (int)len, word);
            continue;
        }
        const char *only = item_properties[i].only;
        item->properties |= item_properties[i].bit;
        if (only && strncmp(item->type, only, strlen(only)) != 0)
            ltn_epub_say(e, item->pos, "OPF-012",
                         "the property '%s' is not for items of type '%s'",
                         item_properties[i].name, item->type);
    }
}

/* #sec-item-resource-properties: what href may be. */
static void read_href(ltn_epub *e, ltn_epub_item *item)
{
    ltn_url u = ltn_epub_resolve(e, e->package, item->href);

    item->remote = u.remote || u.data || u.file || u.other;
    item->path = item->remote || !u.path ? item->href : u.path;
    if (u.data)
        ltn_epub_say(e, item->pos, "RSC-029", "an item cannot be a data: URL");
    else if (u.file)
        ltn_epub_say(e, item->pos, "RSC-030", "file: URL '%s'", item->href);
    else if (u.bad)
        ltn_epub_say(e, item->pos, "RSC-020", "'%s' is not a valid URL",
                     item->href);
    if (item->remote)
        return;
    if (strpbrk(ltn_epub_trim(e, item->href), " <>\"{}|^`\\"))
        ltn_epub_say(e, item->pos, "RSC-020",
                     "'%s' is not a valid URL: write %%20 for a space",
                     item->href);
    if (u.leaks)
        ltn_epub_say(e, item->pos, "RSC-026", "'%s' leads out of the container",
                     item->href);
    if (u.query)
        ltn_epub_say(e, item->pos, "RSC-033", "'%s' has a query", item->href);
    if (u.fragment)
        ltn_epub_say(e, item->pos, "OPF-091", "'%s' has a fragment",
                     item->href);
    if (strncmp(item->path, "META-INF/", 9) == 0)
        ltn_epub_say(e, item->pos, "PKG-025", "'%s' lies in META-INF",
                     item->path);
    struct ltn_epub_entry *entry = ltn_epub_entry_of(e, item->path);
    item->exists = entry != NULL;
    if (strcmp(item->path, e->package) == 0)
        ltn_epub_say(e, item->pos, "OPF-099",
                     "the manifest lists the package document");
    else if (!entry && !u.leaks && item->id && *item->id)
        ltn_epub_say(e, item->pos, "RSC-001", "'%s' is not in the container",
                     item->path);
}

static void read_item(ltn_epub *e, const ltn_tree *t)
{
    ltn_epub_item *item = &e->items[e->item_count];
    const char *href = ltn_tree_attr_of(t, "href");
    const char *type = ltn_tree_attr_of(t, "media-type");

    if (!href)
        return;
    *item = (ltn_epub_item){
        .id = ltn_tree_attr_of(t, "id"),
        .href = href,
        .type = type ? ltn_epub_trim(e, type) : "",
        .fallback = ltn_tree_attr_of(t, "fallback"),
        .overlay = ltn_tree_attr_of(t, "media-overlay"),
        .pos = t->pos,
    };
    item->id = item->id ? ltn_epub_trim(e, item->id) : "";
    e->item_count++;
    read_href(e, item);
    if (strcmp(item->type, "text/html") == 0 && !item->remote)
        ltn_epub_say(e, t->pos, "OPF-035",
                     "text/html is not for content documents");
    read_properties(e, item, ltn_tree_attr_of(t, "properties"));
}

static void sort_items(ltn_epub *e)
{
    e->by_path =
        ltn_arena_alloc(&e->arena, (e->item_count + 1) * sizeof *e->by_path);
    e->by_id =
        ltn_arena_alloc(&e->arena, (e->item_count + 1) * sizeof *e->by_id);
    if (!e->by_path || !e->by_id) {
        e->item_count = 0;
        return;
    }
    for (size_t i = 0; i < e->item_count; i++)
        e->by_path[i] = e->by_id[i] = &e->items[i];
    qsort(e->by_id, e->item_count, sizeof *e->by_id, items_by_id);
    qsort(e->by_path, e->item_count, sizeof *e->by_path, by_path);
    for (size_t i = 1; i < e->item_count; i++)
        if (strcmp(e->by_path[i]->path, e->by_path[i - 1]->path) == 0)
            ltn_epub_say(e, e->by_path[i]->pos, "OPF-074",
                         "'%s' is declared by several items",
                         e->by_path[i]->path);
}

static void read_manifest(ltn_epub *e, const ltn_tree *manifest)
{
    size_t n = 0, navs = 0, covers = 0;

    for (const ltn_tree *t = ltn_tree_child(manifest, "item"); t;
         t = ltn_tree_same(t))
        n++;
    e->items = ltn_arena_alloc(&e->arena, (n + 1) * sizeof *e->items);
    if (!e->items)
        return;
    for (const ltn_tree *t = ltn_tree_child(manifest, "item"); t;
         t = ltn_tree_same(t))
        read_item(e, t);
    sort_items(e);
    for (size_t i = 0; i < e->item_count; i++) {
        navs += (e->items[i].properties & LTN_USES_NAV) != 0;
        covers += (e->items[i].properties & LTN_USES_COVER) != 0;
    }
    if (manifest && e->version >= 3 && navs != 1)
        ltn_epub_say(e, manifest->pos, "RSC-005",
                     "exactly one item must have the property 'nav', %zu have",
                     navs);
    if (covers > 1)
        ltn_epub_say(e, manifest->pos, "RSC-005",
                     "more than one item has the property 'cover-image'");
}

/* Follows the fallbacks of an item to what is known already, a ring or an end;
 * then, from there back, says to each item what it comes to. Linear in all.
 * way has room for every item. */
static void follow_fallbacks(ltn_epub *e, ltn_epub_item *item, uint32_t mark,
                             ltn_epub_item **way)
{
    ltn_epub_item *at = item;
    size_t n = 0;

    while (at && !at->mark) {
        ltn_epub_item *next = ltn_epub_item_of(e, at->fallback);
        if (at->fallback && !next)
            ltn_epub_say(e, at->pos, "OPF-040", "the fallback '%s' is no item",
                         at->fallback);
        at->mark = mark;
        way[n++] = at;
        at = next;
    }
    if (n > 0 && at && at->mark == mark)
        ltn_epub_say(e, at->pos, "OPF-045",
                     "the fallbacks of '%s' go round in a ring", at->id);
    unsigned found = at && at->mark != mark ? at->comes_to : 0;
    while (n > 0) {
        at = way[--n];
        found |= (ltn_epub_is_content(at->type) ? LTN_TO_CONTENT : 0u) |
                 (ltn_epub_is_core(at->type) ? LTN_TO_CORE : 0u);
        at->comes_to = (uint8_t)found;
    }
}

/* #sec-manifest-fallbacks, #attrdef-item-media-overlay */
static void check_fallbacks(ltn_epub *e)
{
    ltn_epub_item **way =
        ltn_arena_alloc(&e->arena, (e->item_count + 1) * sizeof *way);

    for (size_t i = 0; way && i < e->item_count; i++) {
        ltn_epub_item *item = &e->items[i];
        follow_fallbacks(e, item, (uint32_t)i + 1, way);
        const ltn_epub_item *o = ltn_epub_item_of(e, item->overlay);
        if (item->overlay && (!o || !is_type(o->type, "application/smil+xml")))
            ltn_epub_say(e, item->pos, "RSC-005",
                         "media-overlay '%s' is no media overlay document",
                         item->overlay);
    }
}

/* #sec-spine-elem */
static void read_itemref(ltn_epub *e, const ltn_tree *t, uint32_t place)
{
    const char *id = ltn_tree_attr_of(t, "idref");
    const char *linear = ltn_tree_attr_of(t, "linear");
    ltn_epub_item *item = ltn_epub_item_of(e, id ? ltn_epub_trim(e, id) : NULL);

    if (!id)
        return;
    if (!item) {
        ltn_epub_say(e, t->pos, "OPF-049", "no item has the id '%s'", id);
        if (e->version >= 3)
            ltn_epub_say(e, t->pos, "RSC-005", "idref '%s' leads nowhere", id);
        return;
    }
    if (item->spine)
        ltn_epub_say(e, t->pos, e->version >= 3 ? "RSC-005" : "OPF-034",
                     "the item '%s' is in the spine more than once", id);
    else
        item->spine = place;
    item->linear |= !linear || !ltn_epub_has_word(linear, "no");
    const char *own = ltn_tree_attr_of(t, "properties");
    item->fixed =
        ltn_epub_has_word(own, "rendition:layout-pre-paginated") ||
        (e->fixed && !ltn_epub_has_word(own, "rendition:layout-reflowable"));
    if (item->properties & LTN_IS_DATA_NAV)
        ltn_epub_say(e, t->pos, "OPF-077",
                     "a data navigation document is in the spine");
    if (ltn_epub_is_content(item->type))
        return;
    if (!item->fallback)
        ltn_epub_say(e, t->pos, "OPF-043",
                     "'%s' of type '%s' is in the spine without a fallback",
                     item->href, item->type);
    else if (!(item->comes_to & LTN_TO_CONTENT))
        ltn_epub_say(e, t->pos, "OPF-044",
                     "'%s' has no content document among its fallbacks",
                     item->href);
}

static void read_spine(ltn_epub *e, const ltn_tree *spine)
{
    uint32_t place = 0, linear = 0;

    if (!spine)
        return; /* the grammar says that there must be one */
    const char *toc = ltn_tree_attr_of(spine, "toc");
    for (const ltn_tree *t = ltn_tree_child(spine, "itemref"); t;
         t = ltn_tree_same(t)) {
        const char *value = ltn_tree_attr_of(t, "linear");
        read_itemref(e, t, ++place);
        linear += !value || !ltn_epub_has_word(value, "no");
    }
    if (place > 0 && linear == 0)
        ltn_epub_say(e, spine->pos, "OPF-033",
                     "nothing in the spine is linear");
    const ltn_epub_item *ncx = ltn_epub_item_of(e, toc);
    if (toc && !ncx) {
        ltn_epub_say(e, spine->pos, "OPF-049", "no item has the id '%s'", toc);
        ltn_epub_say(e, spine->pos, "RSC-005", "toc '%s' is no item", toc);
    } else if (ncx && !is_type(ncx->type, "application/x-dtbncx+xml"))
        ltn_epub_say(e, spine->pos, "OPF-050",
                     "toc refers to an item of type '%s'", ncx->type);
    for (size_t i = 0; !toc && i < e->item_count; i++)
        if (is_type(e->items[i].type, "application/x-dtbncx+xml"))
            ltn_epub_say(e, spine->pos, "RSC-005",
                         "there is an NCX, but toc does not refer to it");
}

static int by_name(const void *a, const void *b)
{
    const ltn_epub_named *x = a, *y = b;

    return strcmp(x->id, y->id);
}

ltn_epub_named *ltn_epub_ids(ltn_epub *e, const ltn_tree *root,
                             const char *attribute, size_t *count)
{
    size_t n = 0, cap = 0;

    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root))
        cap += ltn_tree_attr_of(t, attribute) != NULL;
    ltn_epub_named *all = ltn_arena_alloc(&e->arena, (cap + 1) * sizeof *all);
    for (const ltn_tree *t = root; all && t; t = ltn_tree_next(t, root)) {
        const char *id = ltn_tree_attr_of(t, attribute);
        if (id)
            all[n++] = (ltn_epub_named){id, t};
    }
    if (n > 1)
        qsort(all, n, sizeof *all, by_name);
    for (size_t i = 1; i < n; i++)
        if (by_name(&all[i - 1], &all[i]) == 0)
            ltn_epub_say(e, all[i].element->pos, "RSC-005", "duplicate id '%s'",
                         all[i].id);
    *count = n;
    return all;
}

/* #sec-package-metadata-identifiers */
static void read_uid(ltn_epub *e, const ltn_tree *root)
{
    const char *id = ltn_tree_attr_of(root, "unique-identifier");
    const ltn_tree *metadata = ltn_tree_child(root, "metadata");

    if (!id) {
        ltn_epub_say(e, root->pos, "OPF-048",
                     "package has no unique-identifier");
        ltn_epub_say(e, root->pos, "OPF-030", "no identifier is unique");
        return;
    }
    for (const ltn_tree *t = ltn_tree_child(metadata, "identifier"); t;
         t = ltn_tree_same(t)) {
        const char *own = ltn_tree_attr_of(t, "id");
        if (own && strcmp(ltn_epub_trim(e, own), ltn_epub_trim(e, id)) == 0)
            e->uid = ltn_epub_trim(e, t->text);
    }
    if (!e->uid) {
        ltn_epub_say(e, root->pos, "OPF-030",
                     "no dc:identifier has the id '%s'", id);
        ltn_epub_say(e, root->pos, "RSC-005",
                     "unique-identifier '%s' leads nowhere", id);
    }
}

static void read_package(ltn_epub *e, const ltn_tree *root)
{
    const char *version = ltn_tree_attr_of(root, "version");

    e->version = version && version[0] == '2' ? 2 : 3;
    if (!version)
        ltn_epub_say(e, root->pos, "OPF-001", "package has no version");
    read_uid(e, root);
    e->named = ltn_epub_ids(e, root, "id", &e->named_count);
    read_manifest(e, ltn_tree_child(root, "manifest"));
    check_fallbacks(e);
    if (e->version >= 3)
        ltn_epub_metadata(e, root);
    read_spine(e, ltn_tree_child(root, "spine"));
}

bool ltn_epub_package(ltn_epub *e)
{
    ltn_buf bytes = {0};
    const ltn_tree *root = NULL;

    ltn_epub_in(e, e->package);
    if (ltn_epub_read(e, e->package, &bytes)) {
        ltn_epub_encoding(e, bytes.data, bytes.len, false);
        root = ltn_epub_tree(e, bytes.data, bytes.len, true);
        const char *said = root ? ltn_tree_attr_of(root, "version") : NULL;
        if (said && strcmp(said, "3.0") != 0 && said[0] != '2') {
            ltn_epub_say(e, root->pos, "OPF-001",
                         "the version '%s' is not known; write 3.0", said);
            root = NULL;
        }
        if (root) {
            e->root = root;
            const char *version = ltn_tree_attr_of(root, "version");
            if (!version || version[0] != '2')
                ltn_epub_grammar(e, "schemas/epub/package.rnc", bytes.data,
                                 bytes.len);
            ltn_epub_item self = {.type = "application/oebps-package+xml",
                                  .path = e->package};
            if (!version || version[0] != '2')
                ltn_epub_doctype(e, &self, bytes.data, bytes.len);
            read_package(e, root);
        }
    }
    ltn_buf_release(&bytes);
    ltn_epub_in(e, NULL);
    return root != NULL;
}
