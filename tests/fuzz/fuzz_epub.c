/* No book makes the validator crash or hang. Input: if it begins with "PK" it
 * is the book; else its first byte says which file of a small book it is, and
 * the rest is that file.
 */

#include "codec/zip.h"
#include "validate/validator.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char container[] =
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' "
    "version='1.0'><rootfiles><rootfile full-path='p.opf' "
    "media-type='application/oebps-package+xml'/></rootfiles></container>";
static const char package[] =
    "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' "
    "unique-identifier='u'><metadata "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<dc:identifier id='u'>x</dc:identifier><dc:title>T</dc:title>"
    "<dc:language>en</dc:language></metadata>"
    "<manifest><item id='n' href='n.xhtml' properties='nav' "
    "media-type='application/xhtml+xml'/><item id='c' href='c.xhtml' "
    "media-type='application/xhtml+xml'/><item id='s' href='s.css' "
    "media-type='text/css'/><item id='t' href='t.ncx' "
    "media-type='application/x-dtbncx+xml'/><item id='g' href='g.svg' "
    "media-type='image/svg+xml'/><item id='o' href='o.smil' "
    "media-type='application/smil+xml'/><item id='d' href='d.xhtml' "
    "media-overlay='o' media-type='application/xhtml+xml'/><item id='k' "
    "href='k.xml' media-type='application/vnd.epub.search-key-map+xml'/>"
    "</manifest>"
    "<spine toc='t'><itemref idref='c'/></spine></package>";

static void judge(const char *bytes, size_t len)
{
    static ltn_schemas *schemas;
    ltn_diags d;

    if (!schemas)
        schemas = ltn_schemas_new();
    ltn_diags_init(&d, "fuzz.epub");
    ltn_status status = ltn_validator_epub.validate(schemas, bytes, len, &d);
    if (status != LTN_OK && status != LTN_ENOMEM && d.count[LTN_ERROR] == 0)
        abort(); /* a refusal without a reason */
    ltn_diags_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ltn_zip_entry files[] = {
        {"mimetype", "application/epub+zip", 20, 0},
        {"META-INF/container.xml", container, sizeof container - 1, 0},
        {"p.opf", package, sizeof package - 1, 0},
        {"n.xhtml", "", 0, 0},
        {"c.xhtml", "", 0, 0},
        {"s.css", "", 0, 0},
        {"t.ncx", "", 0, 0},
        {"g.svg", "", 0, 0},
        {"o.smil", "", 0, 0},
        {"k.xml", "", 0, 0},
        {"META-INF/encryption.xml", "", 0, 0},
        {"META-INF/metadata.xml", "", 0, 0},
    };
    enum { FILES = sizeof files / sizeof files[0] };
    ltn_buf book = {0};
    ltn_diags d;

    if (size > 1 && data[0] == 'P' && data[1] == 'K') {
        judge((const char *)data, size);
        return 0;
    }
    if (size < 1)
        return 0;
    ltn_zip_entry *f = &files[1 + (unsigned char)(data[0] - '1') % (FILES - 1)];
    f->data = (const char *)data + 1;
    f->len = size - 1;
    ltn_diags_init(&d, "fuzz");
    if (ltn_zip_write(files, FILES, &book, &d) == LTN_OK)
        judge(book.data, book.len);
    ltn_diags_release(&d);
    ltn_buf_release(&book);
    return 0;
}
