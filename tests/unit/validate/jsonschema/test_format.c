#include "../../check.h"

#include "validate/jsonschema/format.h"

#include <string.h>

/* Lists end with NULL. */
static void check(const char *name, const char *const *good,
                  const char *const *bad)
{
    const ltn_js_format *f = ltn_js_format_find(name);

    assert_non_null(f);
    for (; *good; good++)
        if (!f->fits(*good, strlen(*good)))
            fail_msg("'%s' is a %s", *good, name);
    for (; *bad; bad++)
        if (f->fits(*bad, strlen(*bad)))
            fail_msg("'%s' is no %s", *bad, name);
}

#define LIST(...)                                                              \
    (const char *const[])                                                      \
    {                                                                          \
        __VA_ARGS__, NULL                                                      \
    }

static void dates_and_times(void **state)
{
    (void)state;

    check("date", LIST("2024-02-29", "0000-01-01"),
          LIST("2023-02-29", "2024-2-9", "2024-13-01", "2024-04-31", "",
               "２024"));
    check("time", LIST("23:59:60Z", "10:00:00.5+01:00", "08:59:60+09:00"),
          LIST("24:00:00Z", "10:00:60Z", "10:00:00", "10:00Z", "1:00:00Z"));
    check("date-time", LIST("2024-07-19T10:00:00Z", "2024-07-19t10:00:00z"),
          LIST("2024-07-19 10:00:00Z", "2024-07-19T10:00:00", "T10:00:00Z"));
    check("duration", LIST("P3Y", "P4DT12H30M5S", "PT36H", "P2W"),
          LIST("P", "PT", "P1Y2W", "P1D2H", "P2S", "P1Y2D", "1D", "P1"));
}

static void hosts_and_addresses(void **state)
{
    (void)state;

    check("ipv4", LIST("192.0.2.1", "0.0.0.0"),
          LIST("256.0.0.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 "));
    check("ipv6",
          LIST("::", "::1", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4",
               "1:2:3:4:5:6:7:8", "1::"),
          LIST(":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
               "12345::", "1:2:3:4:5:6:7:8::", "::1.2.3", "fe80::1%eth0",
               "1:"));
    check("hostname",
          LIST("a", "www.example.org", "xn--9n2bp8q.xn--9t4b11yi5a"),
          LIST("", "-a", "a-", "a_b", "a..b", "a.", "é.org", "ab--c"));
    check("idn-hostname", LIST("실례.테스트", "l·l", "ascii.org", "א׳ב"),
          LIST("a·b", "〮a", "-é", "É.org", "a。。b", "a\u0640"));
    check("email",
          LIST("a@example.org", "\"a b\"@example.org", "a@[192.0.2.1]"),
          LIST("a", "@b", "a@", ".a@b", "a.@b", "a b@c", "a@[1.2]", "a@b@c"));
}

static void uris(void **state)
{
    (void)state;

    check("uri",
          LIST("http://u:p@h:80/a?b#c", "urn:a:b", "http://[::1]/", "a:"),
          LIST("//h/p", "a", "http://h/a b", "http://h/%zz", "http://[::1",
               "http://h/é", "1a:b", "http://h:8a/"));
    check("uri-reference", LIST("", "a/b", "//h", "?q", "#f", "./a:b"),
          LIST("a b", "\\a", "#a#b", ":a"));
    check("iri", LIST("http://é.org/ü?ö#ä"), LIST("http://h/\u200e ", "é"));
    check("uri-template", LIST("/a{b}{?c,d*}{e:3}", "", "{+x.y}"),
          LIST("{", "}", "{a", "{}", "{a b}", "{a:0}", "{a:12345}", "a b"));
}

static void other_formats(void **state)
{
    (void)state;

    check("uuid", LIST("2eb8aa08-aa98-11ea-b4aa-73b441d16380"),
          LIST("2eb8aa08aa9811eab4aa73b441d16380",
               "2eb8aa08-aa98-11ea-b4aa-73b441d1638g"));
    check("json-pointer", LIST("", "/a~0b~1c", "/"), LIST("a", "/~", "/~2"));
    check("relative-json-pointer", LIST("0", "1/a", "2#"),
          LIST("", "01/a", "-1", "/a", "1#a"));
    check("regex", LIST("^a+$"), LIST("(", "\\Z"));
    assert_null(ltn_js_format_find("colour"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_and_times),
        cmocka_unit_test(hosts_and_addresses),
        cmocka_unit_test(uris),
        cmocka_unit_test(other_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
