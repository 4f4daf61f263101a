#include "../../check.h"

#include "validate/jsonschema/uri.h"

#include <string.h>

static void resolves(const char *base, const char *ref, const char *expected)
{
    ltn_arena a = {0};

    assert_string_equal(ltn_js_uri_resolve(&a, base, ref, strlen(ref)),
                        expected);
    ltn_arena_release(&a);
}

/* RFC 3986 #section-5.4, without fragments. */
static void the_examples_of_the_rfc_resolve(void **state)
{
    static const char base[] = "http://a/b/c/d;p?q";
    static const char *const pairs[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {";x", "http://a/b/c/;x"},
        {"g;x?y", "http://a/b/c/g;x?y"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        resolves(base, pairs[i][0], pairs[i][1]);
}

static void file_paths_resolve_too(void **state)
{
    (void)state;

    resolves("dir/a.json", "b.json", "dir/b.json");
    resolves("a.json", "b.json", "b.json");
    resolves("dir/a.json", "../b.json", "b.json");
    resolves("dir/a.json", "../../b.json", "../b.json");
    resolves("../x/a.json", "../b.json", "../b.json");
    resolves("/x/a.json", "../../b.json", "/b.json");
    resolves("", "b.json", "b.json");
    resolves("urn:uuid:1", "", "urn:uuid:1");
    resolves("http://h", "g", "http://h/g");
}

static void percent_signs_are_undone(void **state)
{
    ltn_arena a = {0};
    size_t len;
    (void)state;

    char *s = ltn_js_uri_decode(&a, "a%25%2fb%c3%A9%zz%", 18, &len);
    assert_int_equal(len, 10);
    assert_memory_equal(s, "a%/b\xC3\xA9%zz%", 10);
    ltn_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_rfc_resolve),
        cmocka_unit_test(file_paths_resolve_too),
        cmocka_unit_test(percent_signs_are_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
