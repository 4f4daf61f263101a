/* The reader of plain text: decode, split into lines, find the layout, build.
 * The text of the document is the text of the file, white space and all. */

#include "read/reader.h"
#include "read/text/blocks.h"
#include "read/text/decode.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdio.h>
#include <string.h>

static unsigned sniff(const char *bytes, size_t len)
{
    if (ltn_binary_name(bytes, len) || memchr(bytes, '\0', len))
        return 0;
    /* Anything that is text can be read as plain text, if by nobody else. */
    size_t good = ltn_utf8_check(bytes, len);
    return good + 4 > len ? 20 : 5;
}

static void report_controls(const ltn_lines *l, ltn_builder *b,
                            ltn_diags *diags)
{
    if (l->controls > 0)
        ltn_diag_add(diags, LTN_WARNING, ltn_doc_pos(b->doc, l->first_control),
                     "text.control",
                     "%zu control character%s (the first is U+%04X) kept in "
                     "the text",
                     l->controls, l->controls == 1 ? "" : "s",
                     (unsigned)(unsigned char)l->text[l->first_control]);
}

static void add_findings(ltn_builder *b, const ltn_layout *y)
{
    char name[120], evidence[120];
    ltn_source *source = &b->doc->source;
    unsigned sure = y->lines > 0 ? (unsigned)(y->sure * 100 / y->lines) : 0;

    ltn_layout_name(y, name);
    snprintf(evidence, sizeof evidence,
             "%zu of %zu lines go on in the next line", y->sure, y->lines);
    ltn_build_finding(b, "layout", name, "layout.file",
                      y->lines < 8  ? 60
                      : !y->wrapped ? (sure < 10 ? 95 : 80)
                      : sure > 30   ? 95
                                    : 80,
                      evidence);
    if (source->decoded)
        ltn_build_finding(b, "encoding", source->encoding, "text.encoding",
                          source->bom ? 100 : 75,
                          source->bom ? "byte order mark" : "by its bytes");
    if (strcmp(source->line_ends, "LF") != 0)
        ltn_build_finding(b, "line ends", source->line_ends, "text.line-ends",
                          100, NULL);
}

/* A mapping between a first line `---` and the next `---` or `...`. */
static void find_front_matter(ltn_lines *l)
{
    enum { FRONT_LINES = 400 };
    const char *text = l->text;
    size_t end = 1;

    if (l->len < 3 || l->at[0].width != 3 ||
        memcmp(text + l->at[0].first, "---", 3) != 0 || l->at[0].indent > 0)
        return;
    for (;; end++) {
        const ltn_line *line = &l->at[end];
        if (end >= l->len || end > FRONT_LINES)
            return;
        if (line->width == 3 && line->indent == 0 &&
            (memcmp(text + line->first, "---", 3) == 0 ||
             memcmp(text + line->first, "...", 3) == 0))
            break;
        const char *s = text + line->first;
        const char *colon = memchr(s, ':', line->last - line->first);
        bool ours = ltn_line_blank(line) || *s == '#' || *s == '-' ||
                    line->indent > 0 || (colon && colon > s);
        if (!ours)
            return;
    }
    for (size_t i = 0; end > 1 && i <= end; i++)
        l->at[i].role = LTN_LINE_FRONT;
}

static void build(ltn_builder *b, ltn_lines *l, ltn_diags *diags)
{
    b->doc->source.line_ends = l->ends;
    ltn_build_lines(b);
    report_controls(l, b, diags);
    find_front_matter(l);
    ltn_layout y = ltn_layout_find(l);
    ltn_layout_pages(&y, l);
    ltn_layout_lists(&y, l);
    ltn_layout_assign(&y, l);
    ltn_text_blocks(b, &y, l);
    add_findings(b, &y);
}

static ltn_status refuse_empty(ltn_diags *diags)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "text.empty",
                 "nothing to convert: the file has no text");
    return LTN_INVALID;
}

static ltn_status read_text(const char *bytes, size_t len,
                            const ltn_read_options *options, ltn_builder *b,
                            ltn_diags *diags)
{
    ltn_buf text = {0};
    ltn_lines lines = {0};
    ltn_status status = b->status;

    if (status != LTN_OK)
        return status;
    b->doc->source.media_type = "text/plain";
    status = ltn_decode(bytes, len, options ? options->encoding : NULL,
                        &b->doc->source, &text, diags);
    if (status == LTN_OK && ltn_is_blank(text.data, text.len))
        status = refuse_empty(diags);
    if (status == LTN_OK) {
        ltn_build_take(b, &text);
        status = b->status;
    }
    if (status == LTN_OK) {
        if (ltn_lines_split(&lines, b->doc->text.data, b->doc->text.len))
            build(b, &lines, diags);
        else
            status = LTN_ENOMEM;
    }
    ltn_lines_release(&lines);
    ltn_buf_release(&text);
    return status == LTN_OK ? b->status : status;
}

const ltn_reader ltn_reader_text = {
    .name = "text",
    .suffixes = ".txt .text",
    .media_type = "text/plain",
    .title = "plain text",
    .sniff = sniff,
    .read = read_text,
};
