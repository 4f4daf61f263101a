/* META-INF/encryption.xml: EPUB 3.3 #sec-container-metainf-encryption.xml and
 * #sec-font-obfuscation: only fonts of core media types may be obfuscated. */

#include "validate/epub/epub.h"

#include <string.h>

static bool is_core_font(const char *type)
{
    return ltn_epub_is_core(type) &&
           (strncmp(type, "font/", 5) == 0 ||
            strncmp(type, "application/font-", 17) == 0 ||
            strncmp(type, "application/vnd.ms-opentype", 27) == 0);
}

static bool obfuscates(const ltn_tree *method)
{
    const char *how = ltn_tree_attr_of(method, "Algorithm");

    return how && strcmp(how, "http://www.idpf.org/2008/embedding") == 0;
}

static void check_data(ltn_epub *e, const ltn_tree *data)
{
    bool obfuscated = false;

    for (const ltn_tree *t = data; t; t = ltn_tree_next(t, data)) {
        if (strcmp(t->local, "EncryptionMethod") == 0)
            obfuscated |= obfuscates(t);
        const char *uri = strcmp(t->local, "CipherReference") == 0
                              ? ltn_tree_attr_of(t, "URI")
                              : NULL;
        if (!obfuscated || !uri)
            continue;
        ltn_url u = ltn_epub_resolve(e, "", uri); /* from the top */
        const ltn_epub_item *item = u.path ? ltn_epub_item_at(e, u.path) : NULL;
        if (item && !is_core_font(item->type))
            ltn_epub_say(e, t->pos, "PKG-026",
                         "'%s' of type '%s' is obfuscated, but is no font of a "
                         "core media type",
                         item->path, item->type);
    }
}

/* #sec-container-metainf-signatures.xml: no more than that it is one. */
static void check_signatures(ltn_epub *e)
{
    static const char name[] = "META-INF/signatures.xml";
    ltn_buf bytes = {0};

    if (!ltn_epub_entry_of(e, name))
        return;
    ltn_epub_in(e, name);
    if (ltn_epub_read(e, name, &bytes)) {
        const ltn_tree *root = ltn_epub_tree(e, bytes.data, bytes.len, true);
        if (root && strcmp(root->local, "signatures") != 0)
            ltn_epub_say(e, root->pos, "RSC-005",
                         "expected element \"signatures\", not \"%s\"",
                         root->local);
    }
    ltn_buf_release(&bytes);
    ltn_epub_in(e, e->package);
}

void ltn_epub_encryption(ltn_epub *e)
{
    static const char name[] = "META-INF/encryption.xml";
    ltn_buf bytes = {0};
    const ltn_tree *root = NULL;
    size_t n;

    check_signatures(e);
    if (!e->encrypted)
        return;
    ltn_epub_in(e, name);
    if (ltn_epub_read(e, name, &bytes))
        root = ltn_epub_tree(e, bytes.data, bytes.len, false);
    if (root && strcmp(root->local, "encryption") != 0)
        ltn_epub_say(e, root->pos, "RSC-005",
                     "expected element \"encryption\", not \"%s\"",
                     root->local);
    if (root) /* XML Encryption 1.1: Id is of type ID */
        ltn_epub_ids(e, root, "Id", &n);
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root))
        if (strcmp(t->local, "EncryptedData") == 0)
            check_data(e, t);
    ltn_buf_release(&bytes);
    ltn_epub_in(e, e->package);
}
