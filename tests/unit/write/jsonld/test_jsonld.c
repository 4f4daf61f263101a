/* With a file name, writes the document of everything there for other judges.
 */
#include "everything.h"

#include "util/utf8.h"
#include "write/writer.h"

#include <jansson.h>
#include <stdio.h>

static void write_doc(const ltn_doc *doc, ltn_buf *out)
{
    ltn_write_options options = {.time = 1721376309, .run = "-t jsonld"};
    ltn_diags diags;

    ltn_diags_init(&diags, "test");
    assert_int_equal(ltn_writer_jsonld.write(doc, &options, out, &diags),
                     LTN_OK);
    ltn_diags_release(&diags);
}

static json_t *written(void)
{
    ltn_doc *doc = everything();
    ltn_buf out = {0};

    write_doc(doc, &out);
    json_t *made = json_loadb(out.data, out.len,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    assert_non_null(made);
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    return made;
}

static const char *at(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static json_t *source(const json_t *doc)
{
    return json_array_get(json_object_get(doc, "encoding"), 0);
}

static json_t *annotations(const json_t *doc)
{
    json_t *pages = json_object_get(doc, "subjectOf");

    return json_object_get(json_array_get(pages, 1), "items");
}

/* The text from code point start to end. */
static void slice(const json_t *text, const json_t *selector, ltn_buf *out)
{
    const char *s = json_string_value(text);
    const char *end = s + json_string_length(text), *from = NULL;
    json_int_t n = 0;
    json_int_t first = json_integer_value(json_object_get(selector, "start"));
    json_int_t last = json_integer_value(json_object_get(selector, "end"));

    for (;; n++) {
        if (n == first)
            from = s;
        if (n == last || s == end)
            break;
        ltn_utf8_next(&s, end);
    }
    assert_int_equal(n, last);
    out->len = 0;
    ltn_buf_put(out, from, (size_t)(s - from));
}

static void the_text_is_there_once_and_exactly(void **state)
{
    ltn_doc *doc = everything();
    json_t *made = written();
    json_t *text = json_object_get(source(made), "text");

    (void)state;
    assert_int_equal(json_string_length(text), doc->text.len);
    assert_memory_equal(json_string_value(text), doc->text.data, doc->text.len);
    json_decref(made);
    ltn_doc_free(doc);
}

static void positions_count_code_points(void **state)
{
    json_t *made = written(), *a;
    json_t *text = json_object_get(source(made), "text");
    ltn_buf cut = {0};
    size_t i, seen = 0;

    (void)state;
    json_array_foreach(annotations(made), i, a)
    {
        json_t *selector =
            json_object_get(json_object_get(a, "target"), "selector");
        if (!json_is_array(selector))
            continue;
        slice(text, json_array_get(selector, 0), &cut);
        json_t *exact = json_object_get(json_array_get(selector, 1), "exact");
        assert_int_equal(cut.len, json_string_length(exact));
        assert_memory_equal(cut.data, json_string_value(exact), cut.len);
        seen++;
    }
    assert_int_equal(seen, LTN_Q_CLASSES + 2);
    ltn_buf_release(&cut);
    json_decref(made);
}

static void a_decision_names_its_rule_and_the_run(void **state)
{
    json_t *made = written();
    json_t *block = json_array_get(json_object_get(made, "hasPart"), 0);

    (void)state;
    assert_string_equal(at(block, "rule"), "test.rule");
    assert_string_equal(at(block, "evidence"), "because \"x\"");
    assert_string_equal(at(block, "wasGeneratedBy"), "#run");
    assert_true(json_real_value(json_object_get(block, "confidence")) > 0.84);
    json_decref(made);
}

static void a_work_is_called_by_its_address_unless_it_is_taken(void **state)
{
    json_t *made = written();
    json_t *works = json_object_get(made, "citation");

    (void)state;
    assert_string_equal(at(json_array_get(works, 0), "@id"),
                        "https://example.org/1");
    assert_string_equal(at(json_array_get(works, 1), "@id"), "#w.2");
    assert_string_equal(at(json_array_get(works, 1), "url"),
                        "https://example.org/1");
    assert_string_equal(at(json_array_get(works, 1), "@type"), "CreativeWork");
    assert_string_equal(at(json_array_get(works, 2), "@id"), "#w.3");
    json_decref(made);
}

static void a_quotation_has_its_words_without_the_marks(void **state)
{
    json_t *made = written(), *a, *quotation = NULL;
    size_t i;

    (void)state;
    json_array_foreach(annotations(made), i,
                       a) if (!quotation &&
                              strcmp(at(a, "teiElement"), "tei:quote") == 0)
        quotation = json_object_get(a, "body");
    assert_non_null(quotation);
    assert_string_equal(at(quotation, "text"), "\u00E9a\U0001F600\" \\");
    assert_string_equal(at(quotation, "spokenByCharacter"), "#per.2");
    json_decref(made);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    ltn_doc *doc = everything();
    ltn_buf one = {0}, two = {0};

    (void)state;
    write_doc(doc, &one);
    write_doc(doc, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    ltn_buf_release(&one);
    ltn_buf_release(&two);
    ltn_doc_free(doc);
}

static int dump(const char *name)
{
    ltn_doc *doc = everything();
    ltn_buf out = {0};
    FILE *f = fopen(name, "wb");

    write_doc(doc, &out);
    int failed = !f || fwrite(out.data, 1, out.len, f) != out.len;
    if (f && fclose(f) != 0)
        failed = 1;
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    return failed;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_is_there_once_and_exactly),
        cmocka_unit_test(positions_count_code_points),
        cmocka_unit_test(a_decision_names_its_rule_and_the_run),
        cmocka_unit_test(a_work_is_called_by_its_address_unless_it_is_taken),
        cmocka_unit_test(a_quotation_has_its_words_without_the_marks),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
    };

    if (argc > 1)
        return dump(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
