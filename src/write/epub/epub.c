/* The EPUB writer: EPUB 3.3, one file a chapter, the same bytes each time. */

#include "codec/hash.h"
#include "codec/zip.h"
#include "util/resources.h"
#include "write/epub/book.h"
#include "write/xhtml/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ltn_book_open(ltn_book *b, const char *name)
{
    if (b->file_len == b->file_cap) {
        size_t cap = b->file_cap ? 2 * b->file_cap : 32;
        ltn_book_file *files = realloc(b->files, cap * sizeof *files);
        if (!files) {
            b->failed = true;
            return;
        }
        b->files = files;
        b->file_cap = cap;
    }
    ltn_book_file *f = &b->files[b->file_len++];
    *f = (ltn_book_file){.start = b->bytes.len};
    snprintf(f->name, sizeof f->name, "%s", name);
    b->x.xml = (ltn_xml){.out = &b->bytes};
}

void ltn_book_close(ltn_book *b)
{
    if (!b->failed)
        b->files[b->file_len - 1].end = b->bytes.len;
}

void ltn_book_head(ltn_book *b, const char *title)
{
    ltn_xml *x = &b->x.xml;

    ltn_xml_raw(x, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<!DOCTYPE html>\n");
    ltn_xml_start(x, "html");
    ltn_xml_attr(x, "xmlns", "http://www.w3.org/1999/xhtml");
    ltn_xml_attr(x, "xmlns:epub", "http://www.idpf.org/2007/ops");
    ltn_xh_attr_lang(&b->x, b->lang);
    ltn_xml_raw(x, "\n<head>\n<meta charset=\"utf-8\"/>\n<title>");
    ltn_xh_text(x, title, strlen(title));
    ltn_xml_raw(x, "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
                   "href=\"book.css\"/>\n</head>\n");
}

void ltn_book_foot(ltn_book *b)
{
    ltn_xml_raw(&b->x.xml, "</body>\n</html>\n");
}

static void put_fixed(ltn_book *b, const char *name, const char *bytes,
                      size_t len)
{
    ltn_book_open(b, name);
    ltn_buf_put(&b->bytes, bytes, len);
    ltn_book_close(b);
}

/* EPUB 3.3 #sec-container-metainf */
static void put_container(ltn_book *b)
{
    static const char mimetype[] = "application/epub+zip";
    static const char container[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" "
        "version=\"1.0\">\n<rootfiles>\n"
        "<rootfile full-path=\"EPUB/package.opf\" "
        "media-type=\"application/oebps-package+xml\"/>\n"
        "</rootfiles>\n</container>\n";

    put_fixed(b, "mimetype", mimetype, sizeof mimetype - 1);
    put_fixed(b, "META-INF/container.xml", container, sizeof container - 1);
}

static void put_css(ltn_book *b)
{
    const ltn_resource *css = ltn_resource_find("src/write/epub/book.css");

    put_fixed(b, "EPUB/book.css", css->data, (size_t)(css->end - css->data));
}

/* <section> round what a division holds when that is not all in one file. */
static void open_section(ltn_book *b, const ltn_piece *p)
{
    ltn_xml *x = &b->x.xml;
    unsigned cls = p->section ? p->section->cls : LTN_DIV_SECTION;
    const ltn_xh_role *role = &ltn_xh_divisions_roles[cls];
    char css[40];

    snprintf(css, sizeof css, "division %s%s",
             ltn_class_name(LTN_DIVISION, cls),
             p->head || !p->section ? "" : " more");
    ltn_xml_start(x, "section");
    ltn_xml_attr(x, "class", css);
    if (p->head && role->role) {
        ltn_xml_attr(x, "epub:type", role->type);
        ltn_xml_attr(x, "role", role->role);
    }
    if (p->section && p->section->props->lang)
        ltn_xh_attr_lang(&b->x, p->section->props->lang);
    ltn_xml_raw(x, "\n");
}

/* The words of the first entry of the outline in this file, else the title. */
static void put_piece_head(ltn_book *b, uint32_t file)
{
    ltn_buf label = {0};
    size_t i = 0;

    while (i < b->outline.len && b->outline.at[i].file < file)
        i++;
    if (i < b->outline.len && b->outline.at[i].file == file)
        ltn_xh_label(b->doc, b->outline.at[i].heading, &label);
    ltn_buf_putc(&label, '\0');
    b->failed |= ltn_buf_status(&label) != LTN_OK;
    ltn_book_head(b, label.len > 1 ? label.data : b->title);
    ltn_buf_release(&label);
}

static void put_piece(ltn_book *b, uint32_t file)
{
    const ltn_piece *p = &b->pieces.at[file - 1];

    char name[LTN_XH_HREF], path[LTN_XH_HREF + 8];

    b->x.file = file;
    b->x.levels.len = 0;
    b->x.top = p->bare;
    b->x.had_references = false;
    snprintf(path, sizeof path, "EPUB/%s", ltn_xh_file(file, name));
    ltn_book_open(b, path);
    put_piece_head(b, file);
    ltn_xml_raw(&b->x.xml, "<body>\n");
    if (!p->bare)
        open_section(b, p);
    ltn_xh_run(&b->x, p->from, p->to);
    if (!p->bare)
        ltn_xml_raw(&b->x.xml, "</section>\n");
    ltn_xh_notes(&b->x);
    ltn_book_foot(b);
    ltn_book_close(b);
}

static void put_title_page(ltn_book *b)
{
    ltn_book_open(b, "EPUB/title.xhtml");
    ltn_book_head(b, b->title);
    ltn_xml_raw(&b->x.xml, "<body>\n<section class=\"titlepage\" "
                           "epub:type=\"titlepage\">\n");
    ltn_xh_put_title(&b->x);
    ltn_xml_raw(&b->x.xml, "</section>\n");
    ltn_book_foot(b);
    ltn_book_close(b);
}

/* A section with a heading of its own; closed by close_matter(). */
static void open_matter(ltn_book *b, const char *name, const char *type,
                        const char *heading)
{
    ltn_xml *x = &b->x.xml;
    char role[40];

    b->x.file = 0;
    ltn_book_open(b, name);
    ltn_book_head(b, heading);
    ltn_xml_raw(x, "<body>\n");
    ltn_xml_start(x, "section");
    ltn_xml_attr(x, "epub:type", type);
    snprintf(role, sizeof role, "doc-%s", type);
    ltn_xml_attr(x, "role", role);
    ltn_xml_attr(x, "aria-labelledby", "heading");
    ltn_xml_raw(x, "\n");
    ltn_xml_start(x, "h1");
    ltn_xml_attr(x, "id", "heading");
    ltn_xh_attr_word(&b->x);
    ltn_xml_puts(x, heading);
    ltn_xml_close(x, "h1");
    ltn_xml_raw(x, "\n");
}

static void close_matter(ltn_book *b)
{
    ltn_xml_raw(&b->x.xml, "</section>\n");
    ltn_book_foot(b);
    ltn_book_close(b);
}

static void put_back_matter(ltn_book *b)
{
    if (ltn_xh_has_works(&b->x)) {
        open_matter(b, "EPUB/works.xhtml", "bibliography", b->x.words->works);
        ltn_xh_put_works(&b->x);
        close_matter(b);
    }
    open_matter(b, "EPUB/colophon.xhtml", "colophon", b->x.words->colophon);
    ltn_xh_put_colophon(&b->x, b->options, 2);
    close_matter(b);
}

/* The name of the book: of its text and of its title, so that two documents
 * of the same words are two books. */
static void name_book(ltn_book *b)
{
    char hex[LTN_SHA256_HEX], ni[LTN_NI_BYTES], uuid[LTN_UUID_BYTES];
    const ltn_buf *text = &b->doc->text;
    ltn_buf name = {0};

    ltn_sha256_hex(text->data, text->len, hex);
    ltn_buf_printf(&name, "%s?title=%.700s", ltn_ni_of_sha256(hex, ni),
                   b->title);
    ltn_buf_putc(&name, '\0');
    if (ltn_buf_status(&name) == LTN_OK)
        snprintf(b->id, sizeof b->id, "urn:uuid:%s",
                 ltn_uuid5_of_url(name.data, uuid));
    b->failed |= ltn_buf_status(&name) != LTN_OK;
    ltn_buf_release(&name);
}

static void start(ltn_book *b)
{
    ltn_xh_init(&b->x, b->doc, true);
    ltn_pieces_cut(&b->pieces, b->doc);
    for (size_t i = 0; i < b->pieces.len; i++) {
        const ltn_piece *p = &b->pieces.at[i];
        ltn_xh_claim(&b->x, p->from, p->to, (uint32_t)i + 1);
    }
    if (b->x.failed || b->pieces.failed)
        return;
    b->outline = ltn_xh_outline_of(&b->x);
    b->title = ltn_xh_title(&b->x);
    ltn_xh_lang(ltn_meta_text(&b->doc->meta, LTN_META_LANGUAGE, "und"),
                b->lang);
    name_book(b);
}

/* The package comes last: it lists what is there. */
static void put_files(ltn_book *b)
{
    put_container(b);
    ltn_book_cover(b);
    put_title_page(b);
    for (size_t i = 0; i < b->pieces.len && !b->x.failed; i++)
        put_piece(b, (uint32_t)i + 1);
    put_back_matter(b);
    ltn_book_nav(b);
    ltn_book_ncx(b);
    put_css(b);
    ltn_book_package(b);
}

/* Deflate: level 2 takes half the time of level 6 and 4 % more room. */
enum { LEVEL = 2 };

static ltn_status zip(const ltn_book *b, ltn_buf *out, ltn_diags *diags)
{
    ltn_zip_entry *e = calloc(b->file_len, sizeof *e);

    if (!e)
        return LTN_ENOMEM;
    for (size_t i = 0; i < b->file_len; i++)
        e[i] = (ltn_zip_entry){
            .name = b->files[i].name,
            .data = b->bytes.data + b->files[i].start,
            .len = b->files[i].end - b->files[i].start,
            .level = i == 0 ? 0 : LEVEL, /* #sec-zip-container-mime */
        };
    ltn_status status = ltn_zip_write(e, b->file_len, out, diags);
    free(e);
    return status;
}

static ltn_status write_epub(const ltn_doc *doc,
                             const ltn_write_options *options, ltn_buf *out,
                             ltn_diags *diags)
{
    ltn_book b = {.doc = doc, .options = options};

    start(&b);
    b.failed |= b.x.failed || b.pieces.failed;
    if (!b.failed)
        put_files(&b);
    b.failed |= b.x.failed || ltn_buf_status(&b.bytes) != LTN_OK;
    ltn_status status = b.failed ? LTN_ENOMEM : zip(&b, out, diags);
    ltn_xh_release(&b.x);
    ltn_buf_release(&b.bytes);
    free(b.pieces.at);
    free(b.files);
    return status;
}

const ltn_writer ltn_writer_epub = {
    .name = "epub",
    .suffix = ".epub",
    .media_type = "application/epub+zip",
    .title = "EPUB 3.3, one file a chapter, with navigation and notes",
    .binary = true,
    .write = write_epub,
};
