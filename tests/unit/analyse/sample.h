/* sample.h - a small document of paragraphs for tests of passes. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "analyse/analyse.h"
#include "model/build.h"
#include "read/reader.h"

#include <stdio.h>
#include <string.h>

typedef struct sample {
    ltn_diags diags;
    ltn_doc *doc;
    ltn_analysis analysis;
    char shown[8192];
} sample;

/* A document of paragraphs with an empty line between them. */
static inline void read_text(sample *s, const char *text)
{
    ltn_builder b;
    ltn_buf buf = {0};

    ltn_diags_init(&s->diags, "sample");
    ltn_build_start(&b, &s->diags);
    ltn_buf_puts(&buf, text);
    ltn_build_take(&b, &buf);
    for (size_t at = 0; text[at];) {
        const char *gap = strstr(text + at, "\n\n");
        size_t end = gap ? (size_t)(gap - text) : strlen(text);
        ltn_build_open(&b, LTN_PARAGRAPH);
        ltn_build_leaf(&b, LTN_TEXT, at, end);
        ltn_build_close(&b);
        at = gap ? end + 2 : end;
    }
    assert_int_equal(ltn_build_finish(&b, &s->doc), LTN_OK);
}

/* The document that the text reader makes. */
static inline void read_layout(sample *s, const char *text)
{
    static ltn_builder b; /* its frames are many */

    *s = (sample){0};
    ltn_diags_init(&s->diags, "test.txt");
    ltn_build_start(&b, &s->diags);
    assert_int_equal(ltn_reader_text.read(text, strlen(text),
                                          &(ltn_read_options){0}, &b,
                                          &s->diags),
                     LTN_OK);
    assert_int_equal(ltn_build_finish(&b, &s->doc), LTN_OK);
}

/* Says which language the text is in. */
static inline void in_language(sample *s, const char *lang)
{
    ltn_meta_add(&s->doc->meta, &s->doc->strings,
                 &(ltn_meta_value){.key = LTN_META_LANGUAGE, .text = lang});
}

static inline void run_pass(sample *s, const ltn_pass *pass)
{
    ltn_edits e;
    const char *why;

    ltn_edits_init(&e, s->doc);
    assert_int_equal(pass->run(&s->analysis, s->doc, &e, &s->diags), LTN_OK);
    assert_int_equal(ltn_doc_apply(s->doc, &e, &s->diags), LTN_OK);
    assert_int_equal(ltn_doc_check(s->doc, &why), LTN_OK);
}

static inline void end_sample(sample *s)
{
    ltn_doc_free(s->doc);
    ltn_analysis_release(&s->analysis);
    ltn_diags_release(&s->diags);
}

#endif
