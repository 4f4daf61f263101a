/* Any document gives JSON-LD that our validator accepts.
 * Input: builder calls, a byte each: under LTN_TEXT opens that kind with the
 * properties that follow (four bytes: class, confidence, which ones, whom they
 * point at); 0x80 closes; 0x81 a gap, 0x82 to 0x84 empty leaves; 0xF0 a
 * metadata value of the key that follows; else text.
 */

#include "model/build.h"
#include "model/edits.h"
#include "util/utf8.h"
#include "validate/validator.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct input {
    const uint8_t *at, *end;
    ltn_builder b;
} input;

static unsigned take(input *in)
{
    return in->at < in->end ? *in->at++ : 0;
}

static unsigned classes_of(unsigned kind)
{
    switch (kind) {
    case LTN_DIVISION: return LTN_DIV_CLASSES;
    case LTN_BLOCK_QUOTE:
    case LTN_QUOTE: return LTN_Q_CLASSES;
    case LTN_LIST: return LTN_LIST_CLASSES;
    case LTN_FOOTNOTE: return LTN_NOTE_CLASSES;
    case LTN_HEADING: return LTN_HEAD_CLASSES;
    case LTN_FURNITURE: return LTN_FW_CLASSES;
    case LTN_BIBL_PART: return LTN_BIBL_CLASSES;
    case LTN_NAME: return LTN_NAME_CLASSES;
    case LTN_EMPHASIS: return LTN_EMPH_CLASSES;
    default: return 1;
    }
}

/* Up to ten bytes of the input that are UTF-8, without NUL. */
static const char *string(input *in)
{
    size_t n = (size_t)(in->end - in->at);

    if (n > 10)
        n = 10;
    n = ltn_utf8_check((const char *)in->at, n);
    if (n > 0 && memchr(in->at, 0, n))
        n = strlen((const char *)in->at);
    const char *s = ltn_build_string(&in->b, (const char *)in->at, n);
    in->at += n;
    return s;
}

static void fill(input *in, ltn_node *n)
{
    unsigned which, whom;
    ltn_decision *why =
        ltn_arena_alloc(&in->b.doc->strings, sizeof(ltn_decision));
    ltn_props *p = ltn_build_props(&in->b);

    n->cls = (uint8_t)(take(in) % classes_of(n->kind));
    n->level = n->cls;
    *why = (ltn_decision){"fuzz.rule", NULL, (uint8_t)take(in)};
    which = take(in);
    whom = take(in);
    if (which & 1)
        p->url = string(in);
    if (which & 2)
        p->when = p->identifier = string(in);
    if (which & 4)
        p->label = p->family = string(in);
    if (n->kind == LTN_MENTION && !(p->family && *p->family))
        p->family = "fuzz"; /* model/kind.h: never missing */
    p->target = which & 8 ? whom : 0;
    p->source = which & 16 ? whom : 0;
    p->next = p->prev = which & 32 ? whom : 0;
    p->work = which & 64 ? whom : 0;
    p->who = which & 128 ? whom : 0;
    n->props = p;
    n->why = why;
}

static void meta(input *in)
{
    unsigned key = take(in) % LTN_META_KEYS;
    const char *text = string(in);

    ltn_meta_add(&in->b.doc->meta, &in->b.doc->strings,
                 &(ltn_meta_value){.key = (ltn_meta_key)key,
                                   .confidence = 50,
                                   .rule = key & 1 ? "fuzz" : NULL,
                                   .text = text});
}

static void one(input *in, unsigned c)
{
    ltn_builder *b = &in->b;

    if (c > LTN_DOCUMENT && c < LTN_TEXT)
        fill(in, ltn_build_open(b, (ltn_kind)c));
    else if (c == 0x80 && b->depth > 1)
        ltn_build_close(b);
    else if (c == 0x81)
        ltn_build_gap(b, "\n\n", 2);
    else if (c >= 0x82 && c <= 0x84)
        ltn_build_leaf(b, (ltn_kind)(LTN_LINE_BREAK + (c - 0x82)), b->at,
                       b->at);
    else if (c == 0xF0)
        meta(in);
    else
        ltn_build_text(b, c & 1 ? "\u20AC\"" : "x\0", 2 + 2 * (c & 1),
                       (ltn_pos){0});
}

static void add_things(input *in, ltn_doc *doc)
{
    ltn_edits e;

    ltn_edits_init(&e, doc);
    for (unsigned n = take(in) % 8; n > 0; n--) {
        unsigned cls = take(in) % LTN_NAME_CLASSES;
        ltn_edit_entity(&e, &(ltn_entity){.cls = (ltn_name_class)cls,
                                          .name = "Someone",
                                          .role = string(in)});
        ltn_edit_work(&e, &(ltn_work){.name = "Something",
                                      .type = cls & 1 ? "Legislation" : NULL,
                                      .url = string(in),
                                      .date = string(in),
                                      .reference = cls});
    }
    ltn_edits_release(&e);
}

static void judge(const ltn_doc *doc, ltn_diags *diags)
{
    static ltn_schemas *schemas;
    ltn_write_options options = {0};
    ltn_buf out = {0};

    if (!schemas)
        schemas = ltn_schemas_new();
    if (ltn_writer_jsonld.write(doc, &options, &out, diags) != LTN_OK ||
        ltn_validator_jsonld.validate(schemas, out.data, out.len, diags) !=
            LTN_OK) {
        fprintf(stderr, "%.*s\n", (int)out.len, out.data);
        out.len = 0;
        ltn_diags_put(diags, LTN_NOTE, 0, false, &out);
        fprintf(stderr, "%.*s\n", (int)out.len, out.data);
        abort();
    }
    ltn_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input in = {.at = data, .end = data + size};
    ltn_diags diags;
    ltn_doc *doc;

    if (size > 4096)
        return 0;
    ltn_diags_init(&diags, "fuzz");
    ltn_build_start(&in.b, &diags);
    while (in.at < in.end && in.b.status == LTN_OK)
        one(&in, take(&in));
    in.at = data;
    if (ltn_build_finish(&in.b, &doc) == LTN_OK) {
        add_things(&in, doc);
        judge(doc, &diags);
    }
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
