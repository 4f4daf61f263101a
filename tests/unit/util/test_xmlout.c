#include "../check.h"

#include "util/xmlout.h"

#include <string.h>

static void assert_made(ltn_buf *out, const char *want)
{
    assert_int_equal(out->len, strlen(want));
    assert_memory_equal(out->data, want, out->len);
    ltn_buf_release(out);
}

static void elements_open_close_and_are_empty(void **state)
{
    ltn_buf out = {0};
    ltn_xml x = {.out = &out};
    (void)state;

    ltn_xml_start(&x, "a");
    ltn_xml_attr(&x, "b", "1");
    ltn_xml_attr(&x, "none", NULL);
    ltn_xml_attr_u(&x, "n", 42);
    ltn_xml_start(&x, "c");
    ltn_xml_end(&x, "c");
    ltn_xml_puts(&x, "t");
    ltn_xml_element(&x, "d", "e");
    ltn_xml_element(&x, "none", NULL);
    ltn_xml_start(&x, "i");
    ltn_xml_close(&x, "i");
    ltn_xml_end(&x, "a");
    assert_made(&out, "<a b=\"1\" n=\"42\"><c/>t<d>e</d><i></i></a>");
}

static void text_and_values_are_escaped(void **state)
{
    ltn_buf out = {0};
    ltn_xml x = {.out = &out};
    (void)state;

    ltn_xml_start(&x, "a");
    ltn_xml_attr(&x, "b", "<\"&\n\t\r'>");
    ltn_xml_puts(&x, "<\"&\n\t\r'>");
    ltn_xml_end(&x, "a");
    assert_made(&out, "<a b=\"&lt;&quot;&amp;&#10;&#9;&#13;'&gt;\">"
                      "&lt;\"&amp;\n\t&#13;'&gt;</a>");
}

static void what_xml_cannot_hold_is_replaced_and_found(void **state)
{
    static const char bad[] = "a\0b\x1f\xEF\xBF\xBF\xEF\xBC\x81\xEF\xBF\xBD";
    ltn_buf out = {0};
    ltn_xml x = {.out = &out};
    (void)state;

    ltn_xml_text(&x, bad, sizeof bad - 1);
    assert_made(&out, "a\xEF\xBF\xBD"
                      "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBC\x81\xEF\xBF\xBD");
    assert_int_equal(ltn_xml_run(bad, sizeof bad - 1), 1);
    assert_int_equal(ltn_xml_run(bad + 2, sizeof bad - 3), 1);
    assert_int_equal(ltn_xml_run(bad + 4, sizeof bad - 5), 0);
    assert_int_equal(ltn_xml_run(bad + 7, sizeof bad - 8), sizeof bad - 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_open_close_and_are_empty),
        cmocka_unit_test(text_and_values_are_escaped),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced_and_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
