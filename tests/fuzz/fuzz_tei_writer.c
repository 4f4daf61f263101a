/* Any document gives well-formed TEI with every character of the text that is
 * not white space, in order, in any profile.
 * That it is valid too is for tests/conformance/tei.sh to show.
 */

#include "grow.h"

#include "codec/xml.h"
#include "util/utf8.h"
#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct seen {
    const ltn_doc *doc;
    size_t at;      /* in the text of the document */
    unsigned depth; /* inside of <text> */
} seen;

static void fail(const char *why)
{
    fprintf(stderr, "%s\n", why);
    abort();
}

static bool is_layout(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
}

static void expect(seen *s, const char *text, size_t len)
{
    const char *want = s->doc->text.data;

    for (size_t i = 0; i < len; i++) {
        if (is_layout(text[i]))
            continue;
        while (s->at < s->doc->text.len && is_layout(want[s->at]))
            s->at++;
        if (s->at == s->doc->text.len || want[s->at] != text[i])
            fail("a character of the text is not where it should be");
        s->at++;
    }
}

/* "#char.0001" (or "char.0001" where there is no <g>) in place of the character
 * itself. */
static void expect_named(seen *s, const ltn_sax_tag *tag)
{
    char utf8[4];

    for (unsigned i = 0; i < tag->attr_count; i++) {
        const char *name = tag->attrs[i].value;
        name += *name == '#';
        if (strncmp(name, "char.", 5) == 0) {
            uint32_t c = (uint32_t)strtoul(name + 5, NULL, 16);
            expect(s, utf8, ltn_utf8_put(utf8, c));
        }
    }
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    seen *s = context;

    (void)x;
    if (s->depth > 0 || strcmp(tag->local, "text") == 0)
        s->depth++;
    if (s->depth > 0 &&
        (strcmp(tag->local, "g") == 0 || strcmp(tag->local, "seg") == 0))
        expect_named(s, tag);
}

static void on_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    seen *s = context;

    (void)x;
    (void)tag;
    s->depth -= s->depth > 0;
}

static void on_text(void *context, ltn_sax *x, const char *text, size_t len)
{
    seen *s = context;

    (void)x;
    if (s->depth > 0)
        expect(s, text, len);
}

static void check(const ltn_doc *doc, const char *profile, ltn_diags *diags)
{
    static const ltn_sax_handler handler = {
        .start = on_start, .end = on_end, .text = on_text};
    ltn_write_options options = {
        .time = 1700000000, .run = "-t tei <&>", .profile = profile};
    ltn_buf out = {0};
    seen s = {.doc = doc};

    if (ltn_writer_tei.write(doc, &options, &out, diags) != LTN_OK)
        fail("not written");
    if (ltn_sax_parse(&handler, &s, out.data, out.len, diags) != LTN_OK)
        fail(diags->last ? diags->last->text : "not parsed");
    while (s.at < doc->text.len && is_layout(doc->text.data[s.at]))
        s.at++;
    if (s.at != doc->text.len)
        fail("the end of the text is missing");
    ltn_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const profiles[] = {NULL, "lite", "parla",
                                           "simplePrint"};
    ltn_diags diags;

    ltn_diags_init(&diags, "fuzz");
    ltn_doc *doc = grow(data, size, &diags);
    for (size_t i = 0; doc && i < sizeof profiles / sizeof *profiles; i++)
        check(doc, profiles[i], &diags);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return 0;
}
