#include "../../check.h"

#include "codec/zip.h"
#include "validate/validator.h"

#include <stdio.h>
#include <string.h>

/* A small book that is valid, and what a test puts in the place of a piece. */

static const char container[] =
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' "
    "version='1.0'><rootfiles><rootfile full-path='E/p.opf' "
    "media-type='application/oebps-package+xml'/></rootfiles></container>";
static const char package[] =
    "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' "
    "unique-identifier='u'><metadata "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<dc:identifier id='u'>urn:x:1</dc:identifier><dc:title>T</dc:title>"
    "<dc:language>en</dc:language>"
    "<meta property='dcterms:modified'>2024-07-19T00:00:00Z</meta></metadata>"
    "<manifest><item id='n' href='n.xhtml' properties='nav' "
    "media-type='application/xhtml+xml'/><item id='c' href='c.xhtml' "
    "media-type='application/xhtml+xml'/><item id='s' href='s.css' "
    "media-type='text/css'/></manifest>"
    "<spine><itemref idref='c'/></spine></package>";
static const char nav[] =
    "<html xmlns='http://www.w3.org/1999/xhtml' "
    "xmlns:epub='http://www.idpf.org/2007/ops'><head><title>N</title></head>"
    "<body><nav epub:type='toc'><ol><li><a href='c.xhtml#a'>One</a></li></ol>"
    "</nav></body></html>";
static const char chapter[] =
    "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>C</title>"
    "<link rel='stylesheet' href='s.css'/></head><body><h1 id='a'>One</h1>"
    "<p>Text.</p></body></html>";
static const char style[] = "p { margin: 0 }";

static const struct {
    const char *name, *bytes;
} files[] = {
    {"mimetype", "application/epub+zip"},
    {"META-INF/container.xml", container},
    {"E/p.opf", package},
    {"E/n.xhtml", nav},
    {"E/c.xhtml", chapter},
    {"E/s.css", style},
};

static ltn_schemas *schemas; /* grammars are compiled once */

static int start(void **state)
{
    (void)state;
    schemas = ltn_schemas_new();
    return schemas ? 0 : -1;
}

static int finish(void **state)
{
    (void)state;
    ltn_schemas_free(schemas);
    return 0;
}

enum { FILES = sizeof files / sizeof files[0] };

/* One more file of the book, where a test sets it. */
static ltn_zip_entry extra;

/* The codes of what is found, in order, once each: "RSC-012 RSC-007". from is
 * replaced by to in the file called name. */
static const char *found(const char *name, const char *from, const char *to)
{
    static char codes[200], changed[8192];
    ltn_zip_entry entries[FILES + 1];
    ltn_buf zip = {0};
    ltn_diags d;

    for (size_t i = 0; i < FILES; i++) {
        const char *bytes = files[i].bytes, *at = strstr(bytes, from);
        if (name && strcmp(files[i].name, name) == 0) {
            assert_non_null(at);
            snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - bytes),
                     bytes, to, at + strlen(from));
            bytes = changed;
        }
        entries[i] = (ltn_zip_entry){files[i].name, bytes, strlen(bytes), 0};
    }
    entries[FILES] = extra;
    ltn_diags_init(&d, "book.epub");
    assert_int_equal(
        ltn_zip_write(entries, FILES + (extra.name != NULL), &zip, &d), LTN_OK);
    ltn_validator_epub.validate(schemas, zip.data, zip.len, &d);
    codes[0] = '\0';
    for (const ltn_diag *e = d.first; e; e = e->next)
        if (!strstr(codes, e->code))
            snprintf(codes + strlen(codes), sizeof codes - strlen(codes),
                     "%s%s", codes[0] ? " " : "", e->code);
    ltn_diags_release(&d);
    ltn_buf_release(&zip);
    return codes;
}

static void a_good_book_has_no_findings(void **state)
{
    (void)state;
    assert_string_equal(found(NULL, "", ""), "");
}

static void the_container_is_judged(void **state)
{
    (void)state;
    assert_string_equal(found("mimetype", "zip", "zap"), "PKG-007");
    assert_string_equal(
        found("META-INF/container.xml", "<rootfile ", "<other/><rootfile "),
        "RSC-005");
    assert_string_equal(found("META-INF/container.xml", "p.opf", "q.opf"),
                        "OPF-002");
}

static void the_package_is_judged(void **state)
{
    static const char file[] = "E/p.opf";
    (void)state;

    assert_string_equal(found(file, "<dc:title>T</dc:title>", ""), "RSC-005");
    assert_string_equal(found(file, "='u'", "='v'"), "OPF-030 RSC-005");
    assert_string_equal(found(file, "'c.xhtml'", "'d.xhtml'"),
                        "RSC-001 RSC-008");
    assert_string_equal(found(file, "idref='c'", "idref='x'"),
                        "OPF-049 RSC-005 RSC-011");
    assert_string_equal(found(file, "<item id='s'",
                              "<item id='t' href='s.css' media-type='text/css'"
                              "/><item id='s'"),
                        "OPF-074");
    assert_string_equal(found(file, "properties='nav'", "properties='nave'"),
                        "OPF-027 RSC-005");
    assert_string_equal(found(file, "dcterms:modified", "x:modified"),
                        "RSC-005 OPF-028");
    assert_string_equal(found(file, "00:00Z", "00:00"), "RSC-005");
    assert_string_equal(found(file, ">en<", ">e_n<"), "OPF-092");
    assert_string_equal(found(file, "id='c' ", "id='c' fallback='c' "),
                        "OPF-045");
    assert_string_equal(found(file, "<metadata", "<metadata <"), "RSC-016");
}

static void what_refines_what_is_judged(void **state)
{
    static const char file[] = "E/p.opf", end[] = "<meta property='dcterms";
    (void)state;

    assert_string_equal(found(file, end,
                              "<dc:creator id='a'>A</dc:creator>"
                              "<meta property='file-as' refines='#a'>B</meta>"
                              "<meta property='role' refines='#a'>aut</meta>"
                              "<meta property='role' refines='#a'>edt</meta>"
                              "<meta property='dcterms"),
                        "");
    assert_string_equal(found(file, end,
                              "<dc:creator id='a'>A</dc:creator>"
                              "<meta property='file-as' refines='#a'>B</meta>"
                              "<meta property='file-as' refines='#a'>C</meta>"
                              "<meta property='dcterms"),
                        "RSC-005");
    assert_string_equal(found(file, end,
                              "<dc:subject id='a'>A</dc:subject>"
                              "<meta property='term' refines='#a'>B</meta>"
                              "<meta property='dcterms"),
                        "RSC-005");
    assert_string_equal(
        found(file, end,
              "<meta id='k' property='role' refines='#l'>B</meta>"
              "<meta id='l' property='role' refines='#m'>B</meta>"
              "<meta id='m' property='role' refines='#k'>B</meta>"
              "<meta property='dcterms"),
        "RSC-005 OPF-065");
    assert_string_equal(found(file, "version='3.0'",
                              "version='3.0' prefix='x: http://e.org/ "
                              "xy: http://e.org/y'"),
                        "");
    assert_string_equal(found(file, end,
                              "<meta property='x:y'>B</meta>"
                              "<meta property='dcterms"),
                        "OPF-028");
}

/* A chain of expressions, each refining the one before. */
static void put_chain(ltn_buf *out, unsigned n)
{
    const char *end = strstr(package, "<meta");

    ltn_buf_put(out, package, (size_t)(end - package));
    ltn_buf_puts(out, "<meta id='i0' property='role' refines='#u'>x</meta>");
    for (unsigned i = 1; i < n; i++)
        ltn_buf_printf(out,
                       "<meta id='i%u' property='file-as' refines='#i%u'>"
                       "x</meta>",
                       i, i - 1);
    ltn_buf_puts(out, end);
}

/* In the square of it this would take minutes. */
static void ten_thousand_expressions_cost_what_they_are(void **state)
{
    ltn_zip_entry entries[FILES];
    ltn_buf chain = {0}, zip = {0};
    ltn_diags d;

    (void)state;
    put_chain(&chain, 10000);
    for (size_t i = 0; i < FILES; i++) {
        bool is = strcmp(files[i].name, "E/p.opf") == 0;
        entries[i] =
            (ltn_zip_entry){files[i].name, is ? chain.data : files[i].bytes,
                            is ? chain.len : strlen(files[i].bytes), 0};
    }
    ltn_diags_init(&d, "book.epub");
    assert_int_equal(ltn_zip_write(entries, FILES, &zip, &d), LTN_OK);
    ltn_validator_epub.validate(schemas, zip.data, zip.len, &d);
    ltn_diags_release(&d);
    ltn_buf_release(&zip);
    ltn_buf_release(&chain);
}

static void the_content_is_judged(void **state)
{
    static const char file[] = "E/c.xhtml";
    (void)state;

    assert_string_equal(found(file, "<p>", "<p><p/>"), "RSC-005");
    assert_string_equal(found(file, "<p>", "<p id='a'>"), "RSC-005");
    assert_string_equal(found(file, "Text",
                              "<a href='c.xhtml'><i><a href='c.xhtml'>x</a>"
                              "</i></a>"),
                        "RSC-005");
    assert_string_equal(found(file, "<p>", "<p aria-describedby='b'>"),
                        "RSC-005");
    assert_string_equal(found(file, "Text", "<a href='#b'>x</a>"), "RSC-012");
    assert_string_equal(found(file, "Text", "<a href='e.xhtml'>x</a>"),
                        "RSC-007");
    assert_string_equal(
        found(file, "Text", "<img src='https://e.org/i.png' alt=''/>"),
        "RSC-006 OPF-014");
    assert_string_equal(found(file, "Text", "<script>1</script>"), "OPF-014");
    assert_string_equal(found(file, "Text", "<a href='foo:bar'>x</a>"),
                        "HTM-025");
    assert_string_equal(found(file, "<html",
                              "<!DOCTYPE html PUBLIC 'a' 'b'>"
                              "<html"),
                        "HTM-004");
    assert_string_equal(found(file, "</p>", ""), "RSC-016");
    assert_string_equal(found(file, "Text",
                              "<picture><source srcset='data:image/x-y,a'/>"
                              "<img src='data:image/x-y,a' alt=''/></picture>"),
                        "MED-007 MED-003");
    assert_string_equal(
        found(file, "Text",
              "<picture><source type='image/x-y' srcset='data:image/x-y,a'/>"
              "<img src='data:image/png,a' alt=''/></picture>"),
        "");
}

static void attributes_go_with_elements_and_each_other(void **state)
{
    static const char file[] = "E/c.xhtml";
    static const char *const bad[] = {
        "<bdo>x</bdo>",
        "<map name='m' id='n'></map>",
        "<a itemprop='x'>y</a>",
        "<meta itemprop='x'/>",
        "<span role='foo'>x</span>",
        "<a role='foo'>x</a>",
        "<a href='c.xhtml' role='doc-chapter'>x</a>",
        "<img src='data:image/png,a' alt='' role='heading'/>",
        "<span lang='e_n'>x</span>",
        "<input type='foo'/>",
        "<noscript>x</noscript>",
        "<link href='c.xhtml'/>",
        "<a href='http://e.org/%zz'>x</a>",
    };
    (void)state;

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (strncmp(found(file, "Text", bad[i]), "RSC-005", 7) != 0)
            fail_msg("%s: %s", bad[i], found(file, "Text", bad[i]));
    assert_string_equal(found(file, "Text",
                              "<a name='b' role='button'>x</a>"
                              "<a href='c.xhtml' role='doc-noteref'>x</a>"
                              "<bdo dir='rtl'>x</bdo>"
                              "<map name='m' id='m'></map>"),
                        "");
    assert_string_equal(found(file, "<p>", "<p style='color'>"), "CSS-008");
    assert_string_equal(
        found(file, "<p>", "<p style='background: url(\"a;b\"); '>"),
        "RSC-007");
    assert_string_equal(found(file, "Text", "<a href='https:///x'>y</a>"),
                        "RSC-020");
    assert_string_equal(found(file, "<title>", "<title>T</title><title>"),
                        "RSC-005");
}

static void obfuscated_files_are_fonts(void **state)
{
    static const char encryption[] =
        "<encryption xmlns='urn:oasis:names:tc:opendocument:xmlns:container' "
        "xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:EncryptedData Id='a'>"
        "<e:EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/>"
        "<e:CipherData Id='a'><e:CipherReference URI='E/s.css'/></e:CipherData>"
        "</e:EncryptedData></encryption>";
    (void)state;

    extra = (ltn_zip_entry){"META-INF/encryption.xml", encryption,
                            sizeof encryption - 1, 0};
    assert_string_equal(found(NULL, "", ""), "RSC-005 PKG-026");
    extra = (ltn_zip_entry){0};
}

static void the_navigation_is_judged(void **state)
{
    static const char file[] = "E/n.xhtml";
    (void)state;

    assert_string_equal(found(file, "'toc'", "'loi'"), "RSC-005");
    assert_string_equal(found(file, ">One<", "><"), "RSC-005");
    assert_string_equal(found(file, "<ol>", "<ul>"), "RSC-016");
    assert_string_equal(found(file, "c.xhtml#a", "https://e.org/"), "NAV-010");
    assert_string_equal(found(file, "c.xhtml#a", "s.css"), "RSC-010");
    assert_string_equal(found(file, "c.xhtml#a", "../../c.xhtml"),
                        "RSC-026 RSC-007");
}

static void lists_of_places_are_in_order(void **state)
{
    static const char file[] = "E/n.xhtml";
    static const char ncx[] =
        "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/' version='2005-1'>"
        "<head><meta name='dtb:uid' content='urn:x:1'/></head><docTitle><text>"
        "T</text></docTitle><navMap><navPoint id='a' playOrder='%d'><navLabel>"
        "<text>x</text></navLabel><content src='c.xhtml'/></navPoint>"
        "</navMap></ncx>";
    char bytes[600];
    (void)state;

    assert_string_equal(
        found(file, "</nav>",
              "</nav><nav epub:type='landmarks'><ol><li><a epub:type='toc' "
              "href='c.xhtml'>x</a></li><li><a epub:type='toc' "
              "href='c.xhtml'>y</a></li></ol></nav>"),
        "RSC-005");
    assert_string_equal(
        found(file, "</nav>",
              "</nav><nav epub:type='page-list'><ol><li><a href='c.xhtml'>1</a>"
              "<ol><li><a href='c.xhtml'>2</a></li></ol></li></ol></nav>"),
        "RSC-017");
    for (int order = 1; order <= 2; order++) {
        snprintf(bytes, sizeof bytes, ncx, order);
        extra = (ltn_zip_entry){"E/t.ncx", bytes, strlen(bytes), 0};
        assert_string_equal(found("E/p.opf", "</manifest><spine>",
                                  "<item id='t' href='t.ncx' media-type="
                                  "'application/x-dtbncx+xml'/></manifest>"
                                  "<spine toc='t'>"),
                            order == 1 ? "" : "RSC-005");
    }
    extra = (ltn_zip_entry){0};
}

static void xml_is_1_0_in_utf_8(void **state)
{
    static const char file[] = "E/c.xhtml";
    (void)state;

    assert_string_equal(found(file, "<html", "<?xml version='1.1'?><html"),
                        "HTM-001");
    assert_string_equal(
        found(file, "<html",
              "<?xml version='1.0' encoding='ISO-8859-1'?><html"),
        "RSC-028");
    assert_string_equal(
        found(file, "<html", "<?xml version='1.0' encoding='utf-8'?><html"),
        "");
}

static void external_entities_are_found_where_they_are_declared(void **state)
{
    static const char doctype[] = "<!DOCTYPE html [<!ENTITY a 'the SYSTEM'>"
                                  "<!ENTITY b '>'>%s]><html ";
    static const struct {
        const char *declared, *codes;
    } all[] = {
        {"", ""},
        {"<!-- <!ENTITY c SYSTEM 'c.txt'> -->", ""},
        {"<!ENTITY c SYSTEM 'c.txt'>", "HTM-003"},
        {"<!ENTITY % c PUBLIC 'c' 'c.txt'>", "HTM-003"},
        {"<!NOTATION n SYSTEM 'n'><!ENTITY c SYSTEM 'c.png' NDATA n>",
         "HTM-003"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char to[400];
        snprintf(to, sizeof to, doctype, all[i].declared);
        assert_string_equal(found("E/c.xhtml", "<html ", to), all[i].codes);
    }
}

static void style_sheets_are_judged(void **state)
{
    static const char file[] = "E/s.css";
    (void)state;

    assert_string_equal(found(file, "margin", "direction"), "CSS-001");
    assert_string_equal(found(file, "}", ""), "CSS-008");
    assert_string_equal(found(file, "0", "url(x.png)"), "RSC-007");
}

static void what_is_no_archive_is_said_to_be_none(void **state)
{
    ltn_diags d;
    (void)state;

    ltn_diags_init(&d, "x");
    assert_int_equal(ltn_validator_epub.validate(schemas, "no zip", 6, &d),
                     LTN_INVALID);
    assert_string_equal(d.first->code, "PKG-003");
    ltn_diags_release(&d);
}

/* The package of a book whose chapter is read aloud. */
static const char spoken[] =
    "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' "
    "unique-identifier='u'><metadata "
    "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<dc:identifier id='u'>urn:x:1</dc:identifier><dc:title>T</dc:title>"
    "<dc:language>en</dc:language>"
    "<meta property='dcterms:modified'>2024-07-19T00:00:00Z</meta>"
    "<meta property='media:duration'>0:00:02</meta>"
    "<meta property='media:duration' refines='#o'>2000ms</meta></metadata>"
    "<manifest><item id='n' href='n.xhtml' properties='nav' "
    "media-type='application/xhtml+xml'/><item id='c' href='c.xhtml' "
    "media-overlay='o' media-type='application/xhtml+xml'/>"
    "<item id='s' href='s.css' media-type='text/css'/><item id='o' "
    "href='o.smil' media-type='application/smil+xml'/></manifest>"
    "<spine><itemref idref='c'/></spine></package>";

/* The same with an overlay of this body. */
static const char *spoken_by(const char *body)
{
    static char smil[1000];

    snprintf(smil, sizeof smil,
             "<smil xmlns='http://www.w3.org/ns/SMIL' version='3.0'><body>%s"
             "</body></smil>",
             body);
    extra = (ltn_zip_entry){"E/o.smil", smil, strlen(smil), 0};
    const char *codes = found("E/p.opf", package, spoken);
    extra = (ltn_zip_entry){0};
    return codes;
}

static void media_overlays_are_judged(void **state)
{
    static const char audio[] = "https://e.org/a.mp3";
    char par[300];
    (void)state;

    assert_string_equal(spoken_by("<par><text src='c.xhtml#a'/></par>"), "");
    assert_string_equal(spoken_by("<par><text src='c.xhtml#b'/></par>"),
                        "RSC-012");
    assert_string_equal(
        spoken_by("<par epub:type='x:y' xmlns:epub='http://www.idpf.org/2007/"
                  "ops'><text src='c.xhtml#a'/></par>"),
        "OPF-028");
    assert_string_equal(spoken_by("<par><text src='c.xhtml#'/></par>"),
                        "MED-014");
    assert_string_equal(spoken_by("<par><text src='n.xhtml'/></par>"),
                        "MED-010 MED-013");
    assert_string_equal(
        spoken_by("<par><text src='c.xhtml'/><seq><par/></seq></par>"),
        "RSC-005");
    static const struct {
        const char *clip, *codes;
    } clips[] = {
        {"clipBegin='1s' clipEnd='0:00:01.5'", "RSC-008"},
        {"clipBegin='1s' clipEnd='00:01'", "MED-009"},
        {"clipBegin='1min' clipEnd='2s'", "MED-008"},
        {"clipBegin='1:60'", "RSC-005"},
    };
    for (size_t i = 0; i < sizeof clips / sizeof clips[0]; i++) {
        snprintf(par, sizeof par,
                 "<par><text src='c.xhtml'/><audio src='%s' %s/></par>", audio,
                 clips[i].clip);
        assert_non_null(strstr(spoken_by(par), clips[i].codes));
    }
}

static void svg_and_mathml_in_content_are_judged(void **state)
{
    static const char file[] = "E/c.xhtml";
#define SVG                                                                    \
    "<svg xmlns='http://www.w3.org/2000/svg' "                                 \
    "xmlns:h='http://www.w3.org/1999/xhtml'>"
#define MATH "<math xmlns='http://www.w3.org/1998/Math/MathML'>"
    (void)state;

    assert_string_equal(
        found(file, "Text", SVG "<title><h:b>T</h:b></title></svg>"),
        "OPF-014"); /* the property is not declared */
    assert_string_equal(
        found(file, "Text", SVG "<title><h:b href='#a'/></title></svg>"),
        "RSC-005 OPF-014");
    assert_string_equal(found(file, "Text",
                              SVG "<foreignObject><h:title>T</h:title>"
                                  "</foreignObject></svg>"),
                        "RSC-005 OPF-014");
    assert_string_equal(found(file, "Text", MATH "<mi>x</mi></math>"),
                        "OPF-014");
    assert_string_equal(found(file, "Text", MATH "<ci>x</ci></math>"),
                        "RSC-005 OPF-014");
    assert_string_equal(
        found(file, "Text", MATH "<mfrac><mi>x</mi></mfrac></math>"),
        "RSC-005 OPF-014");
}

static void collections_are_judged(void **state)
{
    static const char file[] = "E/p.opf";
    (void)state;

    assert_string_equal(
        found(file, "</package>",
              "<collection role='preview'><collection role='manifest'>"
              "<link href='c.xhtml'/></collection><link href='c.xhtml'/>"
              "</collection></package>"),
        "");
    assert_string_equal(found(file, "</package>",
                              "<collection role='preview'>"
                              "<link href='s.css'/></collection></package>"),
                        "OPF-075 RSC-005");
    assert_string_equal(found(file, "</package>",
                              "<collection role='index'>"
                              "<link href='c.xhtml'/></collection></package>"),
                        "RSC-005");
    assert_string_equal(
        found(file, "<dc:title>", "<dc:type>dictionary</dc:type><dc:title>"),
        "OPF-078");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_book_has_no_findings),
        cmocka_unit_test(the_container_is_judged),
        cmocka_unit_test(the_package_is_judged),
        cmocka_unit_test(what_refines_what_is_judged),
        cmocka_unit_test(ten_thousand_expressions_cost_what_they_are),
        cmocka_unit_test(the_content_is_judged),
        cmocka_unit_test(attributes_go_with_elements_and_each_other),
        cmocka_unit_test(obfuscated_files_are_fonts),
        cmocka_unit_test(the_navigation_is_judged),
        cmocka_unit_test(lists_of_places_are_in_order),
        cmocka_unit_test(xml_is_1_0_in_utf_8),
        cmocka_unit_test(external_entities_are_found_where_they_are_declared),
        cmocka_unit_test(style_sheets_are_judged),
        cmocka_unit_test(media_overlays_are_judged),
        cmocka_unit_test(svg_and_mathml_in_content_are_judged),
        cmocka_unit_test(collections_are_judged),
        cmocka_unit_test(what_is_no_archive_is_said_to_be_none),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
