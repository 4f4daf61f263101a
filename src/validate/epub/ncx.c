/* The NCX: OPF 2.0.1 section 2.4.1, allowed by EPUB 3.3 #sec-opf2-ncx. */

#include "validate/epub/epub.h"

#include <string.h>

static void check_uid(ltn_epub *e, const ltn_tree *root)
{
    const ltn_tree *m = ltn_tree_child(ltn_tree_child(root, "head"), "meta");

    for (; m; m = ltn_tree_same(m)) {
        const char *name = ltn_tree_attr_of(m, "name");
        const char *uid = ltn_tree_attr_of(m, "content");
        if (!name || !uid || strcmp(name, "dtb:uid") != 0 || !e->uid)
            continue;
        if (strcmp(ltn_epub_trim(e, uid), e->uid) != 0)
            ltn_epub_say(e, m->pos, "NCX-001",
                         "dtb:uid '%s' is not the identifier '%s' of the book",
                         uid, e->uid);
    }
}

void ltn_epub_ncx(ltn_epub *e, ltn_epub_item *item)
{
    ltn_buf bytes = {0};
    const ltn_tree *root = NULL;

    if (ltn_epub_read(e, item->path, &bytes)) {
        ltn_epub_doctype(e, item, bytes.data, bytes.len);
        ltn_epub_grammar(e, "schemas/epub/ncx.rnc", bytes.data, bytes.len);
        root = ltn_epub_tree(e, bytes.data, bytes.len, false);
    }
    ltn_buf_release(&bytes);
    if (!root)
        return;
    check_uid(e, root);
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        const char *src = ltn_tree_attr_of(t, "src");
        if (src && strcmp(t->local, "content") == 0)
            ltn_epub_add_ref(e, LTN_REF_LANDMARK, item, item->path, src,
                             t->pos);
    }
}
