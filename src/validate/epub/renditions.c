/* Several renditions in one container: EPUB Multiple-Rendition Publications 1.1
 * #sec-container, #sec-metadata, #sec-mapping. */

#include "validate/epub/epub.h"

#include <string.h>

/* Each costs the reading of a file; more are not looked into. */
enum { FILES_MAX = 16 };

static bool is_package(const ltn_tree *rootfile)
{
    const char *type = ltn_tree_attr_of(rootfile, "media-type");

    return type && strcmp(type, "application/oebps-package+xml") == 0;
}

static bool selects(const ltn_tree *rootfile)
{
    for (size_t i = 0; i < rootfile->attr_count; i++)
        if (strcmp(rootfile->attrs[i].uri,
                   "http://www.idpf.org/2013/rendition") == 0)
            return true;
    return false;
}

static ltn_tree *tree_of(ltn_epub *e, const char *path)
{
    ltn_buf bytes = {0};
    ltn_tree *t = NULL;

    ltn_epub_in(e, path);
    if (ltn_epub_entry_of(e, path) && ltn_epub_read(e, path, &bytes))
        t = ltn_epub_tree(e, bytes.data, bytes.len, true);
    ltn_buf_release(&bytes);
    return t;
}

/* #sec-metadata: identifies the publication as a whole. */
static void check_metadata(ltn_epub *e, const ltn_tree *metadata)
{
    unsigned modified = 0;

    for (const ltn_tree *m = ltn_tree_child(metadata, "meta"); m;
         m = ltn_tree_same(m)) {
        const char *property = ltn_tree_attr_of(m, "property");
        modified += property && strcmp(property, "dcterms:modified") == 0;
    }
    if (modified != 1)
        ltn_epub_say(e, metadata->pos, "RSC-005",
                     "dcterms:modified must be given once, not %u times",
                     modified);
}

/* EPUB for Education: what one of them is, all are. */
static void check_types(ltn_epub *e, const ltn_tree *files,
                        const ltn_tree *metadata)
{
    bool some = ltn_epub_has_type(metadata, "edupub"), all = some;
    unsigned n = 0;

    for (const ltn_tree *f = ltn_tree_child(files, "rootfile");
         f && n < FILES_MAX; f = ltn_tree_same(f), n++) {
        const char *path = ltn_tree_attr_of(f, "full-path");
        const ltn_tree *t = path && is_package(f) ? tree_of(e, path) : NULL;
        bool is =
            t && ltn_epub_has_type(ltn_tree_child(t, "metadata"), "edupub");
        some |= is;
        all &= is || !t;
    }
    ltn_epub_in(e, "META-INF/metadata.xml");
    if (some && !all)
        ltn_epub_say(e, (ltn_pos){0}, "RSC-005",
                     "the dc:type 'edupub' is not given for the publication "
                     "and each rendition");
}

static void check_mapping(ltn_epub *e, const ltn_tree *link)
{
    const char *href = ltn_tree_attr_of(link, "href");
    const char *type = ltn_tree_attr_of(link, "media-type");

    if (!type || strcmp(type, "application/xhtml+xml") != 0)
        ltn_epub_say(e, link->pos, "RSC-005",
                     "a mapping document is of type application/xhtml+xml");
    ltn_url u = ltn_epub_resolve(e, "", href ? href : "");
    const ltn_tree *root = u.path ? tree_of(e, u.path) : NULL;
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        const char *is = ltn_tree_attr_ns(t, LTN_NS_EPUB, "type");
        if (ltn_tree_is(t, LTN_NS_XHTML, "nav") && (!is || !*is))
            ltn_epub_say(e, t->pos, "RSC-005",
                         "a nav of a mapping document needs an epub:type");
    }
    ltn_epub_in(e, "META-INF/container.xml");
}

void ltn_epub_renditions(ltn_epub *e, const ltn_tree *container)
{
    const ltn_tree *files = ltn_tree_child(container, "rootfiles");
    const ltn_tree *links = ltn_tree_child(container, "links");
    unsigned packages = 0, unselected = 0, mappings = 0;

    for (const ltn_tree *f = ltn_tree_child(files, "rootfile"); f;
         f = ltn_tree_same(f))
        if (is_package(f) && ++packages > 1)
            unselected += !selects(f);
    for (const ltn_tree *l = ltn_tree_child(links, "link"); l;
         l = ltn_tree_same(l)) {
        const char *rel = ltn_tree_attr_of(l, "rel");
        if (rel && ltn_epub_has_word(rel, "mapping") && mappings++ < FILES_MAX)
            check_mapping(e, l);
    }
    if (unselected > 0)
        ltn_epub_say(e, container->pos, "RSC-017",
                     "a rendition should have a rendition selection attribute");
    if (packages < 2)
        return;
    const ltn_tree *metadata = tree_of(e, "META-INF/metadata.xml");
    if (metadata) {
        check_metadata(e, metadata);
        check_types(e, files, metadata);
    }
    ltn_epub_in(e, "META-INF/container.xml");
}
