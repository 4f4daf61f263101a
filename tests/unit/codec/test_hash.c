#include "../check.h"

#include "codec/hash.h"

#include <string.h>

/* FIPS 180-4 examples. */
static void sha256_is_that_of_the_standard(void **state)
{
    char out[LTN_SHA256_HEX];
    (void)state;

    assert_string_equal(ltn_sha256_hex("abc", 3, out),
                        "ba7816bf8f01cfea414140de5dae2223"
                        "b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(ltn_sha256_hex(NULL, 0, out),
                        "e3b0c44298fc1c149afbf4c8996fb924"
                        "27ae41e4649b934ca495991b7852b855");
}

/* RFC 6920 #section-8.1: "Hello World!". */
static void named_information_is_that_of_the_rfc(void **state)
{
    char hex[LTN_SHA256_HEX], out[LTN_NI_BYTES];
    (void)state;

    ltn_sha256_hex("Hello World!", 12, hex);
    assert_string_equal(
        ltn_ni_of_sha256(hex, out),
        "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
}

static void what_is_no_digest_has_no_name(void **state)
{
    char hex[LTN_SHA256_HEX], out[LTN_NI_BYTES];
    (void)state;

    assert_string_equal(ltn_ni_of_sha256(NULL, out), "");
    assert_string_equal(ltn_ni_of_sha256("abc", out), "");
    ltn_sha256_hex("", 0, hex);
    hex[5] = 'x';
    assert_string_equal(ltn_ni_of_sha256(hex, out), "");
}

static void uuids_are_stable_names(void **state)
{
    char out[LTN_UUID_BYTES];
    (void)state;

    /* python3: uuid.uuid5(uuid.NAMESPACE_URL, "http://www.example.com/") */
    assert_string_equal(ltn_uuid5_of_url("http://www.example.com/", out),
                        "fcde3c85-2270-590f-9e7c-ee003d65e0e2");
}

static void base64url_has_no_padding(void **state)
{
    char out[16];
    (void)state;

    assert_string_equal(ltn_base64url((const unsigned char *)"", 0, out), "");
    assert_string_equal(ltn_base64url((const unsigned char *)"f", 1, out),
                        "Zg");
    assert_string_equal(
        ltn_base64url((const unsigned char *)"\xFB\xFF", 2, out), "-_8");
    assert_string_equal(ltn_base64url((const unsigned char *)"foobar", 6, out),
                        "Zm9vYmFy");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_is_that_of_the_standard),
        cmocka_unit_test(named_information_is_that_of_the_rfc),
        cmocka_unit_test(what_is_no_digest_has_no_name),
        cmocka_unit_test(uuids_are_stable_names),
        cmocka_unit_test(base64url_has_no_padding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
