#include "../check.h"

#include "batch/feed.h"

#include <string.h>
#include <unistd.h>

/* Puts text into a pipe whose other end is the feed's. */
static ltn_feed feed_of(int ends[2], size_t max)
{
    assert_int_equal(pipe(ends), 0);
    return (ltn_feed){.fd = ends[0], .max = max};
}

static void put(int fd, const char *text)
{
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static bool gives(ltn_feed *f, const char *want, uint64_t number)
{
    const char *line;
    size_t len;

    return ltn_feed_get(f, &line, &len) == LTN_FEED_LINE &&
           len == strlen(want) && memcmp(line, want, len) == 0 &&
           f->line == number;
}

static void lines_come_as_they_are_there(void **state)
{
    int ends[2];
    ltn_feed f = feed_of(ends, 100);
    const char *line;
    size_t len;
    (void)state;

    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
    put(ends[1], "one\ntw");
    assert_true(gives(&f, "one", 1));
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
    put(ends[1], "o\n\n \t\r\nthree");
    assert_true(gives(&f, "two", 2));
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
    close(ends[1]);
    assert_true(gives(&f, "three", 5)); /* blank lines are counted */
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_END);
    ltn_feed_release(&f);
    close(ends[0]);
}

static void a_line_that_is_too_long_is_passed_over(void **state)
{
    int ends[2];
    ltn_feed f = feed_of(ends, 10);
    const char *line;
    size_t len;
    char rest[1000];
    (void)state;

    put(ends[1], "{\"id\": 7, \"t");
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
    memset(rest, 'x', sizeof rest);
    for (int i = 0; i < 20; i++) {
        assert_int_equal(write(ends[1], rest, sizeof rest), sizeof rest);
        assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
        assert_true(f.bytes.len <= 10 + sizeof rest);
    }
    put(ends[1], "\nnext\n12345678901\nlast");
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_TOO_LONG);
    assert_memory_equal(line, "{\"id\": 7, \"t", 12);
    assert_true(gives(&f, "next", 2));
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_TOO_LONG);
    assert_int_equal(f.line, 3);
    close(ends[1]);
    assert_true(gives(&f, "last", 4));
    ltn_feed_release(&f);
    close(ends[0]);
}

static void a_too_long_line_may_be_the_last(void **state)
{
    int ends[2];
    ltn_feed f = feed_of(ends, 4);
    const char *line;
    size_t len;
    (void)state;

    put(ends[1], "123456");
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_LATER);
    close(ends[1]);
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_TOO_LONG);
    assert_int_equal(ltn_feed_get(&f, &line, &len), LTN_FEED_END);
    ltn_feed_release(&f);
    close(ends[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_come_as_they_are_there),
        cmocka_unit_test(a_line_that_is_too_long_is_passed_over),
        cmocka_unit_test(a_too_long_line_may_be_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
