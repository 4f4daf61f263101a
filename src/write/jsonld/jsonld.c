#include "write/jsonld/jsonld.h"

#include "util/unicode.h"

#include <stdlib.h>

/* The text, once and exactly, with the file it came from. */
static void put_encoding(ltn_ld *ld)
{
    ltn_json *j = &ld->j;

    ltn_json_member_array(j, "encoding");
    ltn_ld_source(j, ld->doc);
    ltn_json_member_n(j, "text", ld->text, ld->doc->text.len);
    ltn_json_object_end(j);
    ltn_json_array_end(j);
}

static void put_document(ltn_ld *ld)
{
    const ltn_doc *doc = ld->doc;
    ltn_json *j = &ld->j;

    ltn_json_object(j);
    ltn_ld_context(j, doc, true);
    ltn_ld_metadata(j, doc, ld->options);
    ltn_json_member_u(j, "wordCount", ltn_count_words(ld->text, doc->text.len));
    put_encoding(ld);
    ltn_ld_blocks(ld);
    ltn_ld_works(ld);
    ltn_ld_entities(ld);
    ltn_json_member_array(j, "subjectOf");
    ltn_ld_decisions(ld);
    ltn_ld_annotations(ld);
    ltn_json_array_end(j);
    ltn_json_object_end(j);
    ltn_buf_putc(j->out, '\n');
}

static ltn_status write_jsonld(const ltn_doc *doc,
                               const ltn_write_options *options, ltn_buf *out,
                               ltn_diags *diags)
{
    ltn_ld ld = {.j = {.out = out, .indent = 1},
                 .doc = doc,
                 .text = doc->text.data ? doc->text.data : "",
                 .options = options};

    (void)diags;
    ltn_buf_expect(out, 4 * doc->text.len);
    if (!ltn_codepoints_init(&ld.points, ld.text, doc->text.len))
        return LTN_ENOMEM;
    ltn_ld_name_works(&ld);
    put_document(&ld);
    free(ld.url_is_id);
    ltn_codepoints_release(&ld.points);
    return ltn_buf_status(out);
}

const ltn_writer ltn_writer_jsonld = {
    .name = "jsonld",
    .suffix = ".jsonld",
    .media_type = "application/ld+json",
    .title = "linked data: schema.org and Web Annotation in one closed context",
    .write = write_jsonld,
};
