#include "../check.h"

#include "batch/record.h"
#include "convert/registry.h"

#include <string.h>

static bool does(const char *line, const char *want)
{
    ltn_diags *d = ltn_diags_new("test");
    ltn_engine *e = NULL;
    ltn_record_mark mark = {.line = 3};
    ltn_buf out = {0};

    assert_int_equal(ltn_engine_new(&(ltn_options){.time = 1}, d, &e), LTN_OK);
    const ltn_writer *const writers[] = {ltn_writer_find("text", d)};
    ltn_record_do(e, writers, 1, line, strlen(line), &mark, &out);
    ltn_buf_putc(&out, '\0');
    bool found = out.data && strstr(out.data, want) != NULL;
    if (!found)
        print_message("%s", out.data);
    assert_null(e->from); /* the engine is as it was */
    assert_null(e->sources.beside);
    ltn_buf_release(&out);
    ltn_engine_free(e);
    ltn_diags_free(d);
    return found;
}

static void a_record_becomes_a_result(void **state)
{
    (void)state;
    assert_true(does("{\"id\":\"a\",\"text\":\"Some \\u201cwords\\u201d.\"}",
                     "{\"id\":\"a\",\"line\":3,\"status\":\"ok\",\"outputs\":{"
                     "\"text\":{\"mediaType\":\"text/plain\",\"text\":\"Some "
                     "\u201cwords\u201d."));
    assert_true(does("{\"text\":\"x\",\"id\":-7,\"more\":[1]}", "{\"id\":-7,"));
    assert_true(does("{\"text\":\"x\"}", "{\"id\":null,"));
    assert_true(does("{\"text\":\"x\",\"metadata\":{\"title\":\"T\"}}",
                     "\"found\":{\"title\":\"T\""));
}

static void a_bad_record_becomes_one_too(void **state)
{
    (void)state;
    assert_true(does("", "\"code\":\"json.syntax\""));
    assert_true(does("[]", "\"a record is an object\""));
    assert_true(does("{\"id\":\"a\"}", "\"code\":\"stream.text\""));
    assert_true(does("{\"id\":\"a\",\"text\":1}", "\"code\":\"stream.type\""));
    assert_true(does("{\"id\":{},\"text\":\"x\"}", "\"code\":\"stream.type\""));
    assert_true(does("{\"id\":\"a\",\"text\":\"\\ud800\"}", "{\"id\":\"a\","));
    assert_true(does("{\"id\": \"a\", \"text\": \"", "{\"id\":\"a\","));
    assert_true(does("{\"id\":\"a\",\"text\":\"x\",\"format\":\"tei2\"}",
                     "\"code\":\"format.unknown\""));
}

static void a_slip_in_metadata_is_a_warning(void **state)
{
    (void)state;
    assert_true(does("{\"text\":\"x\",\"metadata\":{\"titel\":\"T\","
                     "\"date\":\"May\",\"speaker\":\"S\"}}",
                     "did you mean 'title'"));
    assert_true(does("{\"text\":\"x\",\"metadata\":{\"titel\":\"T\","
                     "\"date\":\"May\",\"speaker\":\"S\"}}",
                     "\"speaker\":\"S\""));
    assert_true(does("{\"text\":\"x\",\"metadata\":{\"date\":1.5}}",
                     "\"status\":\"ok\""));
}

static void an_id_is_only_guessed_where_it_is_one(void **state)
{
    static const char *const pairs[][2] = {
        {"{\"id\": \"a b\", \"x", "\"a b\""},
        {"{\"n\":1,\"id\":12,", "12"},
        {"{\"text\":\"\\\"id\\\": 5, ", ""},
        {"{\"id\":\"cut", ""},
        {"{\"id\":1", ""}, /* perhaps 12 */
        {"{\"id\":\"a\\u0041\",", ""},
        {"{\"id\":true,", ""},
        {"\"id\"", ""},
    };
    (void)state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ltn_record_mark mark = {0};
        ltn_record_guess(pairs[i][0], strlen(pairs[i][0]), &mark);
        assert_string_equal(mark.id, pairs[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_becomes_a_result),
        cmocka_unit_test(a_bad_record_becomes_one_too),
        cmocka_unit_test(a_slip_in_metadata_is_a_warning),
        cmocka_unit_test(an_id_is_only_guessed_where_it_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
