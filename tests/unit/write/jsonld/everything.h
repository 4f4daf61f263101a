/* everything.h - a document with every kind, every class and every property,
 * and characters of one to four bytes. */
#ifndef EVERYTHING_H
#define EVERYTHING_H

#include "../../check.h"
#include "codec/hash.h"
#include "model/build.h"
#include "model/edits.h"

#include <string.h>

static const ltn_decision unsure = {"test.rule", "because \"x\"", 85};

static unsigned classes_of(ltn_kind kind)
{
    return ltn_class_count(kind) ? ltn_class_count(kind) : 1;
}

static void put_text(ltn_builder *b, const char *s)
{
    ltn_build_text(b, s, strlen(s), (ltn_pos){.line = 1, .col = 1});
}

static void fill(ltn_builder *b, ltn_node *n, bool pointers)
{
    ltn_props *p = ltn_build_props(b);

    *p = (ltn_props){.family = "un-resolution",
                     .identifier = "A/RES/77/13",
                     .url = "https://example.org/a b\\c",
                     .cref = "Charter \u00A7 1",
                     .when = "2024-07-19",
                     .lang = "fr",
                     .label = "\u2022",
                     .unit = "paragraph",
                     .from = "8",
                     .to = "12",
                     .work = 1,
                     .who = 2};
    if (pointers) {
        p->target = 1;
        p->source = 2;
        p->next = 3;
        p->prev = 4;
    }
    n->props = p;
    n->level = 3;
    n->why = &unsure;
}

/* One node of the kind and class with a little text, inside what is open. */
static void put_node(ltn_builder *b, ltn_kind kind, unsigned cls)
{
    bool container = ltn_kinds[kind].group == LTN_CONTAINERS;
    ltn_node *n = ltn_build_open(b, kind);

    n->cls = (uint8_t)cls;
    fill(b, n, true);
    if (container)
        ltn_build_open(b, LTN_PARAGRAPH);
    put_text(b, "\u201C\u00E9a\U0001F600\" \\\u201D");
    if (container)
        ltn_build_close(b);
    ltn_build_close(b);
}

static void put_kinds(ltn_builder *b, ltn_group group)
{
    for (int kind = LTN_DOCUMENT + 1; kind < LTN_KINDS; kind++)
        for (unsigned c = 0; c < classes_of((ltn_kind)kind); c++)
            if (ltn_kinds[kind].group == group) {
                put_node(b, (ltn_kind)kind, c);
                if (group != LTN_INLINES)
                    ltn_build_gap(b, "\n\n", 2);
            }
}

static void put_leaves(ltn_builder *b)
{
    put_text(b, "two ");
    ltn_build_leaf(b, LTN_LINE_BREAK, b->at, b->at);
    ltn_build_open(b, LTN_EMPHASIS);
    ltn_build_open(b, LTN_EMPHASIS);
    ltn_build_text(b, "li\0nes\x01", 7, (ltn_pos){0});
    ltn_build_leaf(b, LTN_HYPHEN, b->at, b->at);
    ltn_build_close(b);
    ltn_build_close(b);
    ltn_build_leaf(b, LTN_PAGE_BREAK, b->at, b->at)->props = ltn_build_props(b);
}

static void name_things(ltn_doc *doc)
{
    static const ltn_work works[] = {
        {"Resolution", "General Assembly", "2022-11-21", "A/RES/77/13",
         "un-resolution", "https://example.org/1", "Legislation", 0},
        {"Same address", NULL, "long ago", NULL, NULL, "https://example.org/1",
         "NoSuchType", 3},
        {"A book", "Someone", "1999", "978-3-16-148410-0", "isbn", NULL, "Book",
         0},
    };
    ltn_edits e;

    ltn_edits_init(&e, doc);
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++)
        ltn_edit_work(&e, &works[i]);
    for (int c = 0; c < LTN_NAME_CLASSES; c++)
        ltn_edit_entity(&e, &(ltn_entity){.cls = (ltn_name_class)c,
                                          .name = "Some \u201Cname\u201D",
                                          .role = "Chair",
                                          .affiliation = "Body",
                                          .why = c % 2 ? &unsure : NULL});
    ltn_edit_finding(&e, &(ltn_finding){"quotation", "curly", unsure});
    ltn_edit_meta(&e, LTN_META_DATE, "19 July 2024", "2024-07-19", "meta.date",
                  70);
    ltn_edits_release(&e);
}

static void name_source(ltn_doc *doc)
{
    char hex[LTN_SHA256_HEX];

    ltn_sha256_hex(doc->text.data, doc->text.len, hex);
    doc->source = (ltn_source){
        .name = "every thing.txt",
        .stem = "every thing",
        .media_type = "text/plain",
        .encoding = "UTF-8",
        .bytes = doc->text.len,
        .sha256 = ltn_arena_strndup(&doc->strings, hex, strlen(hex)),
    };
}

static ltn_doc *everything(void)
{
    ltn_builder b;
    ltn_diags diags;
    ltn_doc *doc;

    ltn_diags_init(&diags, "everything");
    ltn_build_start(&b, &diags);
    put_kinds(&b, LTN_CONTAINERS);
    put_kinds(&b, LTN_BLOCKS);
    ltn_build_open(&b, LTN_PARAGRAPH);
    put_kinds(&b, LTN_INLINES);
    put_leaves(&b);
    ltn_build_close(&b);
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    name_things(doc);
    name_source(doc);
    ltn_diags_release(&diags);
    return doc;
}

#endif
