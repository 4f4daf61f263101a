#include "../check.h"

#include "model/build.h"
#include "model/edits.h"
#include "util/utf8.h"
#include "write/writer.h"

#include <jansson.h>
#include <string.h>

static const ltn_decision unsure = {"quote.class", "a cue", 62};

static void say(ltn_builder *b, const char *s)
{
    ltn_build_text(b, s, strlen(s), (ltn_pos){.line = 1, .col = 1});
}

/* A paragraph with a quotation and its source, and a line of furniture with
 * what a terminal must not be given. */
static ltn_doc *sample(ltn_diags *diags)
{
    ltn_builder b;
    ltn_doc *doc;

    ltn_build_start(&b, diags);
    ltn_build_open(&b, LTN_PARAGRAPH);
    say(&b, "He said ");
    ltn_node *q = ltn_build_open(&b, LTN_QUOTE);
    say(&b, "\"so\"");
    ltn_build_close(&b);
    say(&b, " at a length that no line of a terminal can show, in ");
    ltn_node *c = ltn_build_open(&b, LTN_CITATION);
    say(&b, "A/RES/1");
    ltn_build_close(&b);
    ltn_build_close(&b);
    ltn_build_open(&b, LTN_FURNITURE)->cls = LTN_FW_KICKER;
    say(&b, "Must\x1B[31m\nread\x07");
    ltn_build_close(&b);
    ltn_props *source = ltn_build_props(&b), *family = ltn_build_props(&b);
    source->source = c->key;
    family->family = "un-symbol";
    family->url = "https://undocs.org/A/RES/1";
    q->props = source;
    q->cls = LTN_Q_SAID;
    q->why = &unsure;
    c->props = family;
    ltn_build_finding(&b, "layout", "one line per paragraph", "layout", 90,
                      NULL);
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    doc->source.name = "sample.txt";
    return doc;
}

static void write_with(const ltn_writer *w, const ltn_write_options *options,
                       ltn_buf *out)
{
    ltn_diags diags;

    ltn_diags_init(&diags, "test");
    ltn_doc *doc = sample(&diags);
    assert_int_equal(w->write(doc, options, out, &diags), LTN_OK);
    ltn_buf_putc(out, '\0');
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
}

static void blocks_and_what_is_in_them_have_lines(void **state)
{
    ltn_buf out = {0};

    (void)state;
    write_with(&ltn_writer_outline, &(ltn_write_options){0}, &out);
    assert_non_null(strstr(out.data, "sample.txt\n"));
    assert_non_null(strstr(out.data, "p1     paragraph     He said \"so\" at"));
    assert_non_null(strstr(out.data, "q1     said          from b1 \"so\"\n"));
    assert_non_null(strstr(out.data, "b1     un-symbol     A/RES/1\n"));
    assert_non_null(strstr(out.data, "quotations          1: 1 said\n"));
    assert_null(strstr(out.data, "quote.class"));
    ltn_buf_release(&out);
}

static void explaining_gives_rules_and_addresses(void **state)
{
    ltn_buf out = {0};

    (void)state;
    write_with(&ltn_writer_outline, &(ltn_write_options){.explain = true},
               &out);
    assert_non_null(strstr(out.data, "62 % quote.class: a cue\n"));
    assert_non_null(strstr(out.data, "https://undocs.org/A/RES/1\n"));
    ltn_buf_release(&out);
}

static void no_control_character_reaches_the_terminal(void **state)
{
    ltn_buf out = {0};

    (void)state;
    write_with(&ltn_writer_outline, &(ltn_write_options){0}, &out);
    assert_non_null(strstr(out.data, "kicker        Must [31m read\n"));
    for (size_t i = 0; i + 1 < out.len; i++)
        assert_true(out.data[i] == '\n' || (unsigned char)out.data[i] >= ' ');
    ltn_buf_release(&out);
}

static void lines_are_as_wide_as_the_terminal(void **state)
{
    ltn_buf out = {0};

    (void)state;
    write_with(&ltn_writer_outline, &(ltn_write_options){.width = 50}, &out);
    for (char *s = out.data, *end; (end = strchr(s, '\n')); s = end + 1)
        assert_true(ltn_utf8_count(s, (size_t)(end - s)) <= 50);
    ltn_buf_release(&out);
}

static void colours_end_where_they_began(void **state)
{
    ltn_buf out = {0};
    bool coloured = false;

    (void)state;
    write_with(&ltn_writer_outline, &(ltn_write_options){.colour = true}, &out);
    assert_non_null(strstr(out.data, "\x1B[36m\"so\"\x1B[0m"));
    for (const char *s = out.data; (s = strstr(s, "\x1B[")); s++)
        coloured = strncmp(s, "\x1B[0m", 4) != 0;
    assert_false(coloured);
    ltn_buf_release(&out);
}

static const char *text_at(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static void json_has_the_tree_with_places_and_reasons(void **state)
{
    ltn_buf out = {0};

    (void)state;
    write_with(&ltn_writer_outline_json, &(ltn_write_options){0}, &out);
    json_t *made = json_loads(out.data, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(made);
    json_t *p = json_array_get(json_object_get(made, "outline"), 0);
    json_t *q = json_array_get(json_object_get(p, "children"), 0);
    assert_string_equal(text_at(p, "id"), "p1");
    assert_string_equal(text_at(q, "class"), "said");
    assert_string_equal(text_at(q, "source"), "b1");
    assert_string_equal(text_at(q, "text"), "\"so\"");
    assert_int_equal(json_integer_value(json_object_get(q, "start")), 8);
    assert_string_equal(text_at(json_object_get(q, "why"), "rule"),
                        "quote.class");
    json_decref(made);
    ltn_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_what_is_in_them_have_lines),
        cmocka_unit_test(explaining_gives_rules_and_addresses),
        cmocka_unit_test(no_control_character_reaches_the_terminal),
        cmocka_unit_test(lines_are_as_wide_as_the_terminal),
        cmocka_unit_test(colours_end_where_they_began),
        cmocka_unit_test(json_has_the_tree_with_places_and_reasons),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
