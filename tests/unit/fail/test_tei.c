/* Every allocation that writing TEI and the outlines asks for is refused once;
 * nothing may crash or leak, and the status must say so. */

#include "refuse.h"

#include "../../fuzz/grow.h"
#include "../check.h"

#include "write/writer.h"

/* Paragraphs with quotations that are not sure, and all metadata. */
static ltn_doc *sample(ltn_diags *diags)
{
    static const uint8_t part[] = {LTN_PARAGRAPH, 0,    0,    0x90,
                                   LTN_QUOTE,     1,    128,  0x92,
                                   0x97,          0x80, 0x90, 0x80};
    uint8_t bytes[1 + 40 * sizeof part] = {3};

    for (size_t i = 0; i < 40; i++)
        memcpy(bytes + 1 + i * sizeof part, part, sizeof part);
    return grow(bytes, sizeof bytes, diags);
}

static void refuse_each(const ltn_writer *w, const char *profile)
{
    ltn_write_options options = {.profile = profile, .explain = true};
    ltn_diags diags;
    long n = 0;

    ltn_diags_init(&diags, "memory");
    ltn_doc *doc = sample(&diags);
    assert_non_null(doc);
    do {
        ltn_buf out = {0};
        fail_at = n++;
        ltn_status status = w->write(doc, &options, &out, &diags);
        bool refused = fail_at < 0;
        fail_at = -1;
        assert_int_equal(status, refused ? LTN_ENOMEM : LTN_OK);
        ltn_buf_release(&out);
        if (!refused)
            break;
    } while (n < 1000);
    assert_in_range(n, 5, 999);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
}

static void tei_says_when_memory_is_refused(void **state)
{
    (void)state;
    refuse_each(&ltn_writer_tei, NULL);
    refuse_each(&ltn_writer_tei, "lite");
}

static void outlines_say_when_memory_is_refused(void **state)
{
    (void)state;
    refuse_each(&ltn_writer_outline, NULL);
    refuse_each(&ltn_writer_outline_json, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tei_says_when_memory_is_refused),
        cmocka_unit_test(outlines_say_when_memory_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
