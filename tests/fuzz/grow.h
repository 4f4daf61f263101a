/* grow.h - a document from any bytes, for those who must take every document.
 *
 * The first byte says what is known beside the tree: bit 0 metadata, bit 1
 * works and entities. Then: under LTN_TEXT opens that kind, with a byte for its
 * class and level and a byte for its props (two more if it has any); 0x80
 * closes; other bytes are leaves (pieces[]).
 */
#ifndef GROW_H
#define GROW_H

#include "model/build.h"
#include "model/edits.h"

#include <string.h>

typedef struct grown {
    const uint8_t *at, *end;
    ltn_builder b;
    size_t text; /* bytes of the text used */
} grown;

static const struct {
    ltn_kind kind;
    const char *text;
} pieces[] = {
    {LTN_TEXT, "word"},
    {LTN_TEXT, " "},
    {LTN_TEXT, "a <b> & \"c\" "},
    {LTN_LINE_BREAK, "\n"},
    {LTN_PAGE_BREAK, "\f"},
    {LTN_PAGE_BREAK, ""},
    {LTN_HYPHEN, "-\n"},
    {LTN_TEXT, "\x01\x1F"},
    {LTN_TEXT, "\xEF\xBF\xBE"},
    {LTN_LINE_BREAK, "\xE2\x80\xA8"},
    {LTN_TEXT, "\xC2\xA0"},
    {LTN_PAGE_BREAK, "\n\f\r\n"},
    {LTN_LINE_BREAK, ""},
    {LTN_TEXT, "\r\n\t"},
    {LTN_HYPHEN, ""},
    {LTN_PAGE_BREAK, "\f\f"},
};

enum { PIECES = sizeof pieces / sizeof *pieces };

/* Values that are hard to put into attributes. */
static const char *const words[] = {
    "A/RES/77/13",
    "https://example.org/a?b=1&c=2#d",
    "http://a/%zz#b#c",
    "two words",
    "",
    "1:2",
    ":",
    "http://[::1]/<x>",
    "\xC3\xA9t\xC3\xA9",
    "2024-02-30",
    "2024-07-19",
    "2024-06/2024-07",
    "-0044-03-15",
    "en",
    "x-\x01",
    "zh-Hant-TW",
    "abcdefghi",
    "\xE2\x80\xA8",
};

enum { WORDS = sizeof words / sizeof *words };

static unsigned next_byte(grown *g)
{
    return g->at < g->end ? *g->at++ : 0;
}

static unsigned classes_of(ltn_kind kind)
{
    unsigned n = 1;

    if (kind == LTN_DIVISION)
        n = LTN_DIV_CLASSES;
    else if (kind == LTN_BLOCK_QUOTE || kind == LTN_QUOTE)
        n = LTN_Q_CLASSES;
    else if (kind == LTN_LIST)
        n = LTN_LIST_CLASSES;
    else if (kind == LTN_FOOTNOTE)
        n = LTN_NOTE_CLASSES;
    else if (kind == LTN_HEADING)
        n = LTN_HEAD_CLASSES;
    else if (kind == LTN_FURNITURE)
        n = LTN_FW_CLASSES;
    else if (kind == LTN_BIBL_PART)
        n = LTN_BIBL_CLASSES;
    else if (kind == LTN_NAME)
        n = LTN_NAME_CLASSES;
    else if (kind == LTN_EMPHASIS)
        n = LTN_EMPH_CLASSES;
    return n;
}

static const char *a_word(unsigned n)
{
    return words[n % WORDS];
}

/* The key of this node (the last given out), or of one near to it. */
static uint32_t near_key(const grown *g, unsigned n)
{
    uint32_t key = g->b.doc->keys + n % 8;

    return key > 4 ? key - 4 : 0;
}

static const ltn_props *some_props(grown *g, unsigned bits)
{
    ltn_props *p = ltn_build_props(&g->b);
    unsigned w = next_byte(g), key = next_byte(g);

    if (!p)
        return NULL;
    if (bits & 1)
        p->label = p->unit = p->from = a_word(w);
    if (bits & 2)
        p->url = a_word(w);
    if (bits & 4)
        p->lang = p->family = a_word(w + 1);
    if (bits & 8)
        p->identifier = p->cref = a_word(w + 2);
    if (bits & 16)
        p->when = p->to = a_word(w + 3);
    if (bits & 32)
        p->target = p->source = p->next = p->prev = near_key(g, key);
    if (bits & 64)
        p->work = p->who = key % 9;
    return p;
}

static void grow_node(grown *g, ltn_kind kind)
{
    static const ltn_decision unsure = {"rule.<&>", "evidence \x02 \"", 70};
    ltn_node *n = ltn_build_open(&g->b, kind);
    unsigned cls = next_byte(g), bits = next_byte(g);
    const ltn_props *props = bits & 127 ? some_props(g, bits) : NULL;

    n->cls = (uint8_t)(cls % classes_of(kind));
    n->level = (uint8_t)(cls / 128);
    if (props)
        n->props = props;
    if (bits & 128)
        n->why = &unsure;
}

static void grow_leaf(grown *g, unsigned byte)
{
    unsigned i = byte % PIECES;
    size_t len = strlen(pieces[i].text);

    ltn_build_leaf(&g->b, pieces[i].kind, g->text, g->text + len);
    g->text += len;
}

/* The text of all leaves, before there are any. */
static void grow_text(grown g, ltn_buf *text)
{
    while (g.at < g.end) {
        unsigned byte = next_byte(&g);
        if (byte > LTN_DOCUMENT && byte < LTN_TEXT) {
            next_byte(&g);
            if (next_byte(&g) & 127) {
                next_byte(&g);
                next_byte(&g);
            }
        } else if (byte != 0x80) {
            ltn_buf_puts(text, pieces[byte % PIECES].text);
        }
    }
}

static void know_metadata(ltn_builder *b)
{
    for (int key = 0; key < LTN_META_KEYS; key++) {
        ltn_meta_value v = {.key = (ltn_meta_key)key,
                            .origin = (ltn_origin)(key % LTN_ORIGINS),
                            .confidence = 60,
                            .rule = "meta.\x03",
                            .text = a_word((unsigned)key),
                            .iso = a_word((unsigned)key + 1)};
        ltn_meta_add(&b->doc->meta, &b->doc->strings, &v);
    }
}

static void know_things(ltn_doc *doc)
{
    static const ltn_decision why = {"thing", NULL, 45};
    ltn_edits e;

    ltn_edits_init(&e, doc);
    for (unsigned i = 0; i < LTN_NAME_CLASSES + 1; i++) {
        ltn_entity n = {.cls = (ltn_name_class)(i % LTN_NAME_CLASSES),
                        .name = "A <name>",
                        .role = i & 1 ? "role" : NULL,
                        .affiliation = i & 2 ? "body" : NULL,
                        .speaker = i == 1,
                        .why = &why};
        ltn_work k = {.name = a_word(i),
                      .author = i & 1 ? "author" : NULL,
                      .date = a_word(9 + i),
                      .identifier = i & 2 ? a_word(i + 1) : NULL,
                      .family = a_word(i + 2),
                      .url = a_word(i + 1),
                      .reference = i};
        ltn_finding f = {"layout", "a <layout>", {"rule", NULL, 90}};
        ltn_edit_entity(&e, &n);
        ltn_edit_work(&e, &k);
        ltn_edit_finding(&e, &f);
    }
    ltn_edits_release(&e);
}

/* The document, or NULL when the builder refuses it. */
static ltn_doc *grow(const uint8_t *data, size_t size, ltn_diags *diags)
{
    grown g = {.at = data, .end = data + size};
    unsigned knows = next_byte(&g);
    ltn_buf text = {0};
    ltn_doc *doc;

    grow_text(g, &text);
    ltn_build_start(&g.b, diags);
    ltn_build_take(&g.b, &text);
    while (g.at < g.end) {
        unsigned byte = next_byte(&g);
        if (byte > LTN_DOCUMENT && byte < LTN_TEXT)
            grow_node(&g, (ltn_kind)byte);
        else if (byte != 0x80)
            grow_leaf(&g, byte);
        else if (g.b.depth > 1)
            ltn_build_close(&g.b);
    }
    if (g.b.status == LTN_OK && knows & 1)
        know_metadata(&g.b);
    ltn_buf_release(&text);
    if (ltn_build_finish(&g.b, &doc) != LTN_OK)
        return NULL;
    doc->source = (ltn_source){.name = "x \"1\".txt",
                               .stem = knows & 4 ? "p1" : "x \"1\"",
                               .media_type = "text/plain",
                               .encoding = "UTF-8",
                               .line_ends = "LF",
                               .sha256 = NULL};
    if (knows & 2)
        know_things(doc);
    return doc;
}

#endif
