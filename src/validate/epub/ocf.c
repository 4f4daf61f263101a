/* The container: EPUB 3.3 #sec-ocf. */

#include "util/unicode.h"
#include "util/utf8.h"
#include "validate/epub/epub.h"

#include <stdlib.h>
#include <string.h>

static const ltn_pos nowhere;

/* #sec-zip-container-mime, in the bytes: name, method, extra field, contents
 * stand at fixed places. */
static void check_mimetype(ltn_epub *e, const char *s, size_t len)
{
    static const char type[] = "application/epub+zip";
    enum { HEADER = 30, NAME = 8, TYPE = sizeof type - 1 };

    if (len < HEADER + NAME || memcmp(s + HEADER, "mimetype", NAME) != 0 ||
        s[26] != NAME || s[27] != 0) {
        ltn_epub_say(e, nowhere, "PKG-006",
                     "the first entry is not 'mimetype'");
        return;
    }
    unsigned extra = (unsigned char)s[28] | (unsigned)(unsigned char)s[29] << 8;
    if (extra > 0) {
        ltn_epub_say(e, nowhere, "PKG-005",
                     "'mimetype' has an extra field of %u bytes", extra);
        return;
    }
    size_t size = (unsigned char)s[22] | (size_t)(unsigned char)s[23] << 8;
    if (s[8] != 0 || size != TYPE || len < HEADER + NAME + TYPE ||
        memcmp(s + HEADER + NAME, type, TYPE) != 0)
        ltn_epub_say(e, nowhere, "PKG-007",
                     "'mimetype' does not hold just '%s', stored", type);
}

/* #sec-container-filenames */
static bool forbidden(uint32_t c)
{
    return c < 0x20 || (c < 0x80 && strchr("\"*:<>?\\|", (int)c)) ||
           (c >= 0x7F && c <= 0x9F) || (c >= 0xE000 && c <= 0xF8FF) ||
           (c >= 0xFFF0 && c <= 0xFFFF) || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xE0000 && c <= 0xE0FFF && (c < 0xE0020 || c > 0xE007F)) ||
           c >= 0xF0000;
}

void ltn_epub_check_name(ltn_epub *e, const char *name)
{
    const char *s = name, *end = name + strlen(name);
    bool bad = false, space = false;

    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        bad = bad || forbidden(c);
        space = space || ltn_is_space(c);
    }
    if (bad)
        ltn_epub_say(e, nowhere, "PKG-009",
                     "the file name '%s' has characters that OCF forbids",
                     name);
    if (space)
        ltn_epub_say(e, nowhere, "PKG-010", "the file name '%s' has spaces",
                     name);
    if (end > name && end[-1] == '.')
        ltn_epub_say(e, nowhere, "PKG-011", "the file name '%s' ends in '.'",
                     name);
}

static int by_name(const void *a, const void *b)
{
    const struct ltn_epub_entry *x = a, *y = b;

    return strcmp(x->name, y->name);
}

/* Two names that are one where letters have no case: sorted once more. */
static void check_doubles(ltn_epub *e)
{
    struct ltn_epub_entry *folded =
        ltn_arena_alloc(&e->arena, (e->entry_count + 1) * sizeof *folded);

    for (size_t i = 0; folded && i < e->entry_count; i++) {
        folded[i].name = ltn_fold(&e->arena, e->entries[i].name);
        folded[i].index = i;
        if (!folded[i].name)
            return;
    }
    if (!folded)
        return;
    qsort(folded, e->entry_count, sizeof *folded, by_name);
    for (size_t i = 1; i < e->entry_count; i++)
        if (strcmp(folded[i].name, folded[i - 1].name) == 0)
            ltn_epub_say(e, nowhere, "OPF-060",
                         "'%s' is in the archive more than once, letters of "
                         "either case taken for equal",
                         e->entries[folded[i].index].name);
}

/* A folder that has an entry of its own should hold something. */
static void check_folders(ltn_epub *e)
{
    for (size_t i = 0; i < e->entry_count; i++) {
        const char *name = e->entries[i].name;
        size_t n = strlen(name);
        const char *next = i + 1 < e->entry_count ? e->entries[i + 1].name : "";
        if (n > 0 && name[n - 1] == '/' && strncmp(next, name, n) != 0)
            ltn_epub_say(e, nowhere, "PKG-014", "the folder '%s' is empty",
                         name);
    }
}

/* Takes the names; false when one is no UTF-8. */
static bool list_entries(ltn_epub *e)
{
    size_t n = ltn_zip_count(e->zip);

    e->entries = ltn_arena_alloc(&e->arena, (n + 1) * sizeof *e->entries);
    for (size_t i = 0; e->entries && i < n; i++) {
        const char *name = ltn_zip_at(e->zip, i).name;
        size_t len = strlen(name);
        if (ltn_utf8_check(name, len) != len) {
            ltn_epub_say(e, nowhere, "PKG-027",
                         "the name of entry %zu is not in UTF-8", i + 1);
            return false;
        }
        name = ltn_epub_name(e, ltn_epub_copy(e, name, len));
        len = strlen(name);
        e->entries[e->entry_count++] =
            (struct ltn_epub_entry){.name = name, .index = i};
        if (len > 0 && name[len - 1] != '/')
            ltn_epub_check_name(e, name);
    }
    if (!e->entries)
        return false;
    qsort(e->entries, e->entry_count, sizeof *e->entries, by_name);
    check_doubles(e);
    check_folders(e);
    return true;
}

/* The package documents of container.xml; the first is the book. */
static void read_rootfiles(ltn_epub *e, const ltn_tree *root)
{
    const ltn_tree *files = ltn_tree_child(root, "rootfiles");
    unsigned count = 0;

    for (const ltn_tree *f = ltn_tree_child(files, "rootfile"); f;
         f = ltn_tree_same(f)) {
        const char *path = ltn_tree_attr_of(f, "full-path");
        const char *type = ltn_tree_attr_of(f, "media-type");
        if (!path)
            ltn_epub_say(e, f->pos, "OPF-016", "rootfile has no full-path");
        else if (*path == '\0')
            ltn_epub_say(e, f->pos, "OPF-017", "full-path is empty");
        else if (!type || strcmp(type, "application/oebps-package+xml") != 0)
            continue;
        else if (*path == '/' && count++ == 0)
            ltn_epub_say(e, f->pos, "RSC-026",
                         "'%s' leads out of the container", path);
        else if (count++ == 0)
            e->package = path;
    }
    if (count == 0)
        ltn_epub_say(e, nowhere, "RSC-003",
                     "no rootfile of type application/oebps-package+xml");
    if (count > 1 && !ltn_epub_entry_of(e, "META-INF/metadata.xml"))
        ltn_epub_say(e, nowhere, "RSC-019",
                     "several renditions, but no META-INF/metadata.xml");
}

static bool read_container(ltn_epub *e)
{
    static const char path[] = "META-INF/container.xml";
    ltn_buf bytes = {0};

    if (!ltn_epub_entry_of(e, path)) {
        ltn_epub_say(e, nowhere, "RSC-002", "there is no %s", path);
        return false;
    }
    ltn_epub_in(e, path);
    if (ltn_epub_read(e, path, &bytes)) {
        ltn_epub_grammar(e, "schemas/epub/container.rnc", bytes.data,
                         bytes.len);
        const ltn_tree *root = ltn_epub_tree(e, bytes.data, bytes.len, false);
        if (root) {
            read_rootfiles(e, root);
            ltn_epub_renditions(e, root);
        }
    }
    ltn_buf_release(&bytes);
    ltn_epub_in(e, NULL);
    if (e->package && !ltn_epub_entry_of(e, e->package)) {
        ltn_epub_say(e, nowhere, "OPF-002",
                     "the package document '%s' is not in the container",
                     e->package);
        return false;
    }
    return e->package != NULL;
}

bool ltn_epub_ocf(ltn_epub *e, const char *bytes, size_t len)
{
    ltn_diags scratch;

    if (len < 4 || memcmp(bytes, "PK\3\4", 4) != 0) {
        ltn_epub_say(e, nowhere, len < 58 ? "PKG-003" : "PKG-004",
                     "not a zip archive");
        return false;
    }
    check_mimetype(e, bytes, len);
    ltn_diags_init(&scratch, e->name);
    ltn_status status = ltn_zip_open(bytes, len, &e->zip, &scratch);
    if (status != LTN_OK)
        ltn_epub_say(e, nowhere, "PKG-008", "%s",
                     scratch.first ? scratch.first->text : "no memory");
    ltn_diags_release(&scratch);
    if (status != LTN_OK || !list_entries(e))
        return false;
    e->encrypted = ltn_epub_entry_of(e, "META-INF/encryption.xml") != NULL;
    return read_container(e);
}
