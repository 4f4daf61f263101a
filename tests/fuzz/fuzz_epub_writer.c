/* Any document that passes ltn_doc_check gives a book that our own validator
 * finds valid, twice the same bytes, and an HTML page.
 * Input: two bytes a step. First a kind to open (below LTN_TEXT; its class and
 * properties by the second byte), 0x80 to close, 0x81 to 0x83 a leaf, 0x84 a
 * character, 0x85 a metadata value, else a letter.
 */

#include "model/build.h"
#include "validate/validator.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const strings[] = {
    NULL,
    "https://example.org/a?b=c&d=\xC3\xA9#f",
    "http://bad host/",
    "1",
    "*",
    "en",
    "ar-EG",
    "x",
    "2024-07-19",
    "2024-13-40",
    "mailto:a@example.org",
    "",
    "<&\">",
    "\x01\x0C\xEF\xBF\xBE",
    "fr-Latn-FR-x-y",
    "A/RES/77/13",
};

static const char *string(unsigned i)
{
    return strings[i % (sizeof strings / sizeof strings[0])];
}

static void fill(ltn_builder *b, ltn_node *n, uint8_t seed)
{
    ltn_props *p = ltn_build_props(b);

    if (!p || n == &b->sink)
        return;
    unsigned classes = ltn_class_count((ltn_kind)n->kind);

    n->cls = (uint8_t)(classes ? seed % classes : 0);
    n->level = seed % 8;
    p->url = string(seed);
    p->lang = seed & 16 ? string(seed + 3u) : NULL;
    p->label = seed & 8 ? string(seed / 3u) : NULL;
    p->when = string(seed + 1u);
    p->target = seed % 32;
    p->source = seed % 29;
    p->work = seed % 3;
    p->next = seed & 1;
    n->props = p;
}

static void leaf(ltn_builder *b, uint8_t what, uint8_t seed)
{
    static const ltn_kind kinds[] = {LTN_LINE_BREAK, LTN_PAGE_BREAK,
                                     LTN_HYPHEN};
    size_t at = b->status == LTN_OK ? b->doc->text.len : 0;

    if (what == 0x84) {
        const char *s = string(seed);
        ltn_build_text(b, s ? s : " ", s ? strlen(s) : 1,
                       (ltn_pos){.line = 1, .col = 1});
    } else if (b->status == LTN_OK && at == b->at) {
        fill(b, ltn_build_leaf(b, kinds[what - 0x81], at, at), seed);
    }
}

static void meta(ltn_builder *b, uint8_t seed)
{
    ltn_meta_value v = {.key = seed % LTN_META_KEYS,
                        .origin = LTN_FROM_COMMAND,
                        .text = string(seed / 7u)};

    if (b->status == LTN_OK && v.text)
        ltn_meta_add(&b->doc->meta, &b->doc->strings, &v);
}

static void step(ltn_builder *b, uint8_t what, uint8_t seed)
{
    if (what > LTN_DOCUMENT && what < LTN_TEXT &&
        b->depth == LTN_READ_DEPTH_MAX)
        ltn_build_close(b);
    else if (what > LTN_DOCUMENT && what < LTN_TEXT)
        fill(b, ltn_build_open(b, (ltn_kind)what), seed);
    else if (what == 0x80 && b->depth > 1)
        ltn_build_close(b);
    else if (what > 0x80 && what <= 0x84)
        leaf(b, what, seed);
    else if (what == 0x85)
        meta(b, seed);
    else if (what != 0x80)
        ltn_build_text(b, "x ", 1 + (seed & 1u),
                       (ltn_pos){.line = 1, .col = 1});
}

static ltn_doc *make(const uint8_t *data, size_t size, ltn_diags *diags)
{
    static ltn_work works[] = {
        {.name = "A <work>", .url = "https://example.org/"},
        {.name = "", .author = "N. N.", .date = "2024", .identifier = "x"},
    };
    ltn_builder b;
    ltn_doc *doc;
    const char *why;

    ltn_build_start(&b, diags);
    for (size_t i = 0; i + 2 <= size; i += 2)
        step(&b, data[i], data[i + 1]);
    if (ltn_build_finish(&b, &doc) != LTN_OK)
        return NULL;
    if (ltn_doc_check(doc, &why) != LTN_OK) {
        fprintf(stderr, "%s\n", why);
        abort();
    }
    if (size % 3)
        doc->works = (ltn_works){works, 2, 2};
    doc->source.stem = "fuzz";
    return doc;
}

static void show(const ltn_diags *d)
{
    ltn_buf out = {0};

    ltn_diags_put(d, LTN_NOTE, 20, false, &out);
    fwrite(out.data, 1, out.len, stderr);
    ltn_buf_release(&out);
    abort();
}

static void check(const ltn_writer *w, const ltn_validator *v,
                  const ltn_doc *doc, ltn_schemas *schemas)
{
    const ltn_write_options options = {.time = 1700000000, .run = "fuzz"};
    ltn_buf one = {0}, two = {0};
    ltn_diags d;

    ltn_diags_init(&d, w->name);
    if (w->write(doc, &options, &one, &d) != LTN_OK ||
        w->write(doc, &options, &two, &d) != LTN_OK)
        show(&d);
    if (one.len != two.len || memcmp(one.data, two.data, one.len) != 0)
        abort();
    if (v->validate(schemas, one.data, one.len, &d) != LTN_OK ||
        d.count[LTN_ERROR] + d.count[LTN_WARNING] > 0)
        show(&d);
    ltn_buf_release(&one);
    ltn_buf_release(&two);
    ltn_diags_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ltn_schemas *schemas;
    ltn_diags diags;

    if (!schemas)
        schemas = ltn_schemas_new();
    ltn_diags_init(&diags, "fuzz");
    ltn_doc *doc = make(data, size, &diags);
    if (doc) {
        check(&ltn_writer_epub, &ltn_validator_epub, doc, schemas);
        check(&ltn_writer_html, &ltn_validator_html, doc, schemas);
    }
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
