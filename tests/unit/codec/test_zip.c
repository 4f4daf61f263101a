#include "../check.h"

#include "codec/zip.h"
#include "util/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void make(const ltn_zip_entry *e, size_t n, ltn_buf *out)
{
    ltn_diags d;

    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_write(e, n, out, &d), LTN_OK);
    ltn_diags_release(&d);
}

static const ltn_zip_entry book[] = {
    {"mimetype", "application/epub+zip", 20, 0},
    {"EPUB/ch-1.xhtml", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 40, 6},
    {"EPUB/na\xC3\xAFve.xhtml", "", 0, 6},
};

/* EPUB 3.3 #sec-zip-container-mime */
static void the_first_entry_is_stored_without_extra_field(void **state)
{
    ltn_buf out = {0};
    (void)state;

    make(book, 3, &out);
    assert_memory_equal(out.data, "PK\3\4", 4);
    assert_memory_equal(out.data + 8, "\0\0", 2);  /* method: stored */
    assert_memory_equal(out.data + 28, "\0\0", 2); /* extra field: none */
    assert_memory_equal(out.data + 30, "mimetypeapplication/epub+zip", 28);
    ltn_buf_release(&out);
}

static void the_time_zone_does_not_reach_the_bytes(void **state)
{
    ltn_buf a = {0}, b = {0};
    (void)state;

    setenv("TZ", "Pacific/Auckland", 1);
    tzset();
    make(book, 3, &a);
    setenv("TZ", "America/New_York", 1);
    tzset();
    make(book, 3, &b);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.data, b.data, a.len);
    ltn_buf_release(&a);
    ltn_buf_release(&b);
}

static void what_goes_in_comes_out(void **state)
{
    ltn_buf zip = {0}, out = {0};
    ltn_diags d;
    ltn_zip_in *z;
    (void)state;

    make(book, 3, &zip);
    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_open(zip.data, zip.len, &z, &d), LTN_OK);
    assert_int_equal(ltn_zip_count(z), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(ltn_zip_at(z, i).name, book[i].name);
        out.len = 0;
        assert_int_equal(ltn_zip_read(z, i, &out, &d), LTN_OK);
        assert_int_equal(out.len, book[i].len);
        assert_memory_equal(out.data ? out.data : "", book[i].data, out.len);
    }
    ltn_zip_close(z);
    ltn_buf_release(&zip);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
}

static void what_is_no_archive_is_refused(void **state)
{
    ltn_diags d;
    ltn_zip_in *z;
    (void)state;

    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_open("", 0, &z, &d), LTN_INVALID);
    assert_int_equal(ltn_zip_open("PK\3\4 and no more", 16, &z, &d),
                     LTN_INVALID);
    assert_null(z);
    assert_int_equal(d.count[LTN_ERROR], 2);
    ltn_diags_release(&d);
}

static void a_damaged_entry_is_an_error(void **state)
{
    ltn_buf zip = {0}, out = {0};
    ltn_diags d;
    ltn_zip_in *z;
    (void)state;

    make(book, 1, &zip);
    zip.data[40] ^= 1; /* in the stored bytes */
    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_open(zip.data, zip.len, &z, &d), LTN_OK);
    assert_int_equal(ltn_zip_read(z, 0, &out, &d), LTN_INVALID);
    assert_string_equal(d.first->code, "zip.entry");
    ltn_zip_close(z);
    ltn_buf_release(&zip);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
}

static void we_make_no_bombs(void **state)
{
    enum { BIG = 16 * 1024 * 1024 };
    ltn_buf zip = {0}, out = {0};
    char *zeros = calloc(1, BIG);
    ltn_diags d;
    ltn_zip_in *z;
    (void)state;

    make(&(ltn_zip_entry){"x", zeros, BIG, 9}, 1, &zip);
    assert_true(zip.len > BIG); /* stored */
    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_open(zip.data, zip.len, &z, &d), LTN_OK);
    assert_int_equal(ltn_zip_read(z, 0, &out, &d), LTN_OK);
    assert_int_equal(out.len, BIG);
    ltn_zip_close(z);
    free(zeros);
    ltn_buf_release(&zip);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
}

static void a_bomb_meets_the_ratio(void **state)
{
    enum { BIG = 4 * 1024 * 1024, CLAIMED = 64 * 1024 * 1024 };
    ltn_buf zip = {0}, out = {0};
    char *zeros = calloc(1, BIG);
    ltn_diags d;
    ltn_zip_in *z;
    (void)state;

    make(&(ltn_zip_entry){"x", zeros, BIG, 9}, 1, &zip);
    memcpy(zip.data + 22, &(uint32_t){CLAIMED}, 4);
    memcpy(zip.data + zip.len - 22 - 47 + 24, &(uint32_t){CLAIMED}, 4);
    ltn_diags_init(&d, "test");
    assert_int_equal(ltn_zip_open(zip.data, zip.len, &z, &d), LTN_OK);
    assert_int_equal(ltn_zip_read(z, 0, &out, &d), LTN_ELIMIT);
    assert_string_equal(d.first->code, "zip.ratio");
    assert_int_equal(out.len, 0);
    ltn_zip_close(z);
    free(zeros);
    ltn_buf_release(&zip);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
}

/* Opens and reads the first entry of the book after the byte at `at`, counted
 * from the end of the archive when negative, was changed: the code of what is
 * said about it. */
static const char *changed(long at, char to)
{
    static char said[20];
    ltn_buf zip = {0}, out = {0};
    ltn_diags d;
    ltn_zip_in *z;

    make(book, 2, &zip);
    zip.data[at < 0 ? (long)zip.len + at : at] = to;
    ltn_diags_init(&d, "test");
    if (ltn_zip_open(zip.data, zip.len, &z, &d) == LTN_OK)
        ltn_zip_read(z, 0, &out, &d);
    snprintf(said, sizeof said, "%s", d.first ? d.first->code : "");
    ltn_zip_close(z);
    ltn_buf_release(&zip);
    ltn_buf_release(&out);
    ltn_diags_release(&d);
    return said;
}

/* The archive ends in two records of 46 bytes and names of 8 and 15 bytes, and
 * an end record of 22. */
static void nothing_an_archive_says_is_believed(void **state)
{
    enum { RECORD = -22 - 46 - 15 - 46 - 8 };

    (void)state;
    assert_string_equal(changed(0, 'P'), "");
    assert_string_equal(changed(-1, 1), "zip.broken");
    assert_string_equal(changed(-18, 1), "zip.broken");
    assert_string_equal(changed(-9, 1), "zip.broken");
    assert_string_equal(changed(-10, 1), "zip.broken");
    assert_string_equal(changed(RECORD + 28, 9), "zip.broken");
    assert_string_equal(changed(RECORD + 48, 0), "zip.broken");
    assert_string_equal(changed(RECORD + 8, 1), "zip.entry");
    assert_string_equal(changed(RECORD + 10, 9), "zip.broken");
    assert_string_equal(changed(RECORD + 24, 19), "zip.broken");
    assert_string_equal(changed(RECORD + 23, 1), "zip.broken");
    assert_string_equal(changed(RECORD + 42, 1), "zip.broken");
    assert_string_equal(changed(0, 'K'), "zip.broken");
}

static void an_archive_is_added_to_what_is_there(void **state)
{
    ltn_buf alone = {0}, after = {0};
    (void)state;

    make(book, 3, &alone);
    ltn_buf_puts(&after, "before");
    make(book, 3, &after);
    assert_int_equal(after.len, alone.len + 6);
    assert_memory_equal(after.data + 6, alone.data, alone.len);
    ltn_buf_release(&alone);
    ltn_buf_release(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_entry_is_stored_without_extra_field),
        cmocka_unit_test(the_time_zone_does_not_reach_the_bytes),
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(what_is_no_archive_is_refused),
        cmocka_unit_test(a_damaged_entry_is_an_error),
        cmocka_unit_test(we_make_no_bombs),
        cmocka_unit_test(a_bomb_meets_the_ratio),
        cmocka_unit_test(nothing_an_archive_says_is_believed),
        cmocka_unit_test(an_archive_is_added_to_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
