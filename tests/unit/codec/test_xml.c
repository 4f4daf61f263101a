#include "../check.h"

#include "codec/xml.h"

#include <stdio.h>
#include <string.h>

/* What a parse said, one line per event: "+local{uri} a=v @line:col". */
struct log {
    ltn_buf out;
};

static void put_pos(struct log *l, ltn_pos p)
{
    ltn_buf_printf(&l->out, " @%u:%u\n", p.line, p.col);
}

static void log_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    struct log *l = context;

    ltn_buf_printf(&l->out, "+%s", tag->local);
    if (tag->uri)
        ltn_buf_printf(&l->out, "{%s}", tag->uri);
    for (unsigned i = 0; i < tag->attr_count; i++) {
        const ltn_sax_attr *a = &tag->attrs[i];
        ltn_buf_printf(&l->out, " %s=%.*s", a->local, (int)(a->end - a->value),
                       a->value);
    }
    put_pos(l, ltn_sax_pos(x));
}

static void log_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    struct log *l = context;

    ltn_buf_printf(&l->out, "-%s", tag->local);
    put_pos(l, ltn_sax_pos(x));
}

static void log_text(void *context, ltn_sax *x, const char *s, size_t len)
{
    struct log *l = context;

    ltn_buf_printf(&l->out, "'%.*s'", (int)len, s);
    put_pos(l, ltn_sax_pos_at(x, s, s + len));
}

static const ltn_sax_handler logger = {
    .start = log_start, .end = log_end, .text = log_text};

static ltn_status parse(const char *xml, char *log, size_t cap, ltn_diags *d)
{
    struct log l = {0};

    ltn_diags_init(d, "x.xml");
    ltn_status status = ltn_sax_parse(&logger, &l, xml, strlen(xml), d);
    snprintf(log, cap, "%.*s", (int)l.out.len, l.out.data ? l.out.data : "");
    ltn_buf_release(&l.out);
    return status;
}

static void events_come_with_places(void **state)
{
    char log[1000];
    ltn_diags d;
    (void)state;

    assert_int_equal(
        parse("<a xmlns='u'\n x='1 2'><b/>\xC3\xA9t\r\n<c>x</c></a>", log,
              sizeof log, &d),
        LTN_OK);
    assert_string_equal(log, "+a{u} x=1 2 @2:10\n"
                             "+b{u} @2:14\n-b @2:14\n"
                             "'\xC3\xA9t\n' @2:14\n"
                             "+c{u} @3:4\n'x' @3:4\n-c @3:9\n-a @3:13\n");
    ltn_diags_release(&d);
}

static void internal_entities_are_expanded(void **state)
{
    char log[1000];
    ltn_diags d;
    (void)state;

    assert_int_equal(parse("<!DOCTYPE a [<!ENTITY e 'x<b/>&amp;'>"
                           "<!ENTITY f '&lt;&amp;y'>]><a v='&f;&amp;'>&e;</a>",
                           log, sizeof log, &d),
                     LTN_OK);
    assert_non_null(strstr(log, " v=<&y& "));
    assert_non_null(strstr(log, "'x'"));
    assert_non_null(strstr(log, "+b"));
    ltn_diags_release(&d);
}

static void nothing_outside_is_loaded(void **state)
{
    static const char *const hostile[] = {
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a v='&e;'/>",
        "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/passwd'> %e;]><a/>"};
    char log[4000];
    ltn_diags d;
    (void)state;

    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        assert_int_equal(parse(hostile[i], log, sizeof log, &d), LTN_INVALID);
        assert_int_equal(d.count[LTN_ERROR], 1);
        assert_null(strstr(log, "root"));
        ltn_diags_release(&d);
    }
    assert_int_equal(
        parse("<!DOCTYPE a SYSTEM '/nowhere/x.dtd'><a/>", log, sizeof log, &d),
        LTN_OK);
    ltn_diags_release(&d);
}

static void entity_bombs_meet_a_limit(void **state)
{
    static char log[100];
    ltn_buf b = {0};
    ltn_diags d;
    (void)state;

    ltn_buf_puts(&b, "<!DOCTYPE a [<!ENTITY e0 'lollollollol'>");
    for (int i = 1; i < 12; i++)
        ltn_buf_printf(&b, "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;'>", i,
                       i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    ltn_buf_puts(&b, "]><a>&e11;</a>");
    ltn_buf_putc(&b, '\0');
    static const ltn_sax_handler silent = {0};
    ltn_diags_init(&d, "x.xml");
    assert_int_equal(ltn_sax_parse(&silent, log, b.data, b.len - 1, &d),
                     LTN_ELIMIT);
    assert_string_equal(d.first->code, "xml.limit");
    ltn_diags_release(&d);
    ltn_buf_release(&b);
}

static void the_first_violation_is_reported_once(void **state)
{
    char log[1000];
    ltn_diags d;
    (void)state;

    assert_int_equal(parse("<a>\n<b></c>\n</a>", log, sizeof log, &d),
                     LTN_INVALID);
    assert_int_equal(d.count[LTN_ERROR], 1);
    assert_string_equal(d.first->code, "xml.syntax");
    assert_int_equal(d.first->pos.line, 2);
    ltn_diags_release(&d);

    assert_int_equal(parse("<a><p:b/><p:c/></a>", log, sizeof log, &d),
                     LTN_INVALID);
    assert_int_equal(d.count[LTN_ERROR], 2);
    assert_string_equal(d.first->code, "xml.namespace");
    ltn_diags_release(&d);

    assert_int_equal(parse("", log, sizeof log, &d), LTN_INVALID);
    assert_int_equal(d.count[LTN_ERROR], 1);
    ltn_diags_release(&d);
}

static void too_deep_is_a_limit(void **state)
{
    static char log[100], xml[4000];
    static const ltn_sax_handler silent = {0};
    ltn_diags d;
    (void)state;

    for (size_t i = 0; i < 1000; i++)
        memcpy(xml + i * 3, "<a>", 3);
    ltn_diags_init(&d, "x.xml");
    assert_int_equal(ltn_sax_parse(&silent, log, xml, 3000, &d), LTN_ELIMIT);
    ltn_diags_release(&d);
}

static void the_root_is_found_in_a_cut_file(void **state)
{
    static const char tei[] = "<?xml version='1.0'?>\n<!-- x -->\n"
                              "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiH";
    (void)state;

    assert_true(ltn_sax_root_is(tei, sizeof tei - 1, "TEI",
                                "http://www.tei-c.org/ns/1.0"));
    assert_false(ltn_sax_root_is(tei, sizeof tei - 1, "TEI", NULL));
    assert_false(ltn_sax_root_is("plain text", 10, "TEI", NULL));
    assert_true(ltn_sax_root_is("<r/>", 4, "r", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_come_with_places),
        cmocka_unit_test(internal_entities_are_expanded),
        cmocka_unit_test(nothing_outside_is_loaded),
        cmocka_unit_test(entity_bombs_meet_a_limit),
        cmocka_unit_test(the_first_violation_is_reported_once),
        cmocka_unit_test(too_deep_is_a_limit),
        cmocka_unit_test(the_root_is_found_in_a_cut_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
