#include "../../check.h"
#include "model/build.h"
#include "vocab/schema.h"
#include "write/jsonld/metadata.h"

#include <jansson.h>
#include <string.h>

typedef struct given {
    ltn_meta_key key;
    const char *text, *iso;
} given;

static const given speech[] = {
    {LTN_META_TITLE, "Remarks on water", NULL},
    {LTN_META_SPEAKER, "Ada Byron", NULL},
    {LTN_META_SPEAKER_ROLE, "Minister", NULL},
    {LTN_META_AUTHOR, "Ada Byron", NULL},
    {LTN_META_AUTHOR, "Charles Babbage", NULL},
    {LTN_META_DATE, "19 July 2024", "2024-07-19"},
    {LTN_META_EVENT, "Meeting on water", NULL},
    {LTN_META_GENRE, "speech", NULL},
    {LTN_META_DOI, "10.1000/182", NULL},
    {LTN_META_LICENCE, "CC-BY-4.0", NULL},
    {LTN_META_SOURCE_URL, "https://example.org/a b", NULL},
    {LTN_META_SOURCE_RETRIEVED, "2026-01-02", NULL},
    {LTN_META_RECORDING, "not an address", NULL},
    {LTN_META_SERIES, "Speeches", NULL},
};

static ltn_doc *document(const given *meta, size_t n)
{
    ltn_builder b;
    ltn_diags diags;
    ltn_doc *doc;

    ltn_diags_init(&diags, "test");
    ltn_build_start(&b, &diags);
    ltn_build_open(&b, LTN_PARAGRAPH);
    ltn_build_text(&b, "Water.", 6, (ltn_pos){0});
    assert_int_equal(ltn_build_finish(&b, &doc), LTN_OK);
    for (size_t i = 0; i < n; i++)
        ltn_meta_add(&doc->meta, &doc->strings,
                     &(ltn_meta_value){.key = meta[i].key,
                                       .origin = LTN_FROM_COMMAND,
                                       .text = meta[i].text,
                                       .iso = meta[i].iso});
    doc->source = (ltn_source){
        .name = "water.txt",
        .stem = "water",
        .media_type = "text/plain",
        .encoding = "UTF-8",
        .bytes = 6,
        .sha256 = "d3e28cce66357428e1604f4a31d2281e"
                  "c9d9b9a99a8ee511177ac08f78b0fbc0",
    };
    ltn_diags_release(&diags);
    return doc;
}

static json_t *metadata(const given *meta, size_t n)
{
    ltn_doc *doc = document(meta, n);
    ltn_buf out = {0};
    ltn_json j = {.out = &out, .indent = 1};
    ltn_write_options options = {.time = 1721376309};

    ltn_jsonld_metadata(&j, doc, &options);
    json_t *made = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(made);
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    return made;
}

static const char *at(const json_t *o, const char *name)
{
    return json_string_value(json_object_get(o, name));
}

static void metadata_says_what_is_known(void **state)
{
    json_t *m = metadata(speech, sizeof speech / sizeof speech[0]);

    (void)state;
    assert_string_equal(at(m, "name"), "Remarks on water");
    assert_string_equal(at(m, "@type"), "Article");
    assert_string_equal(at(m, "datePublished"), "2024-07-19");
    assert_string_equal(at(m, "license"),
                        "https://creativecommons.org/licenses/by/4.0/");
    assert_string_equal(at(json_object_get(m, "recordedAt"), "startDate"),
                        "2024-07-19");
    assert_string_equal(at(json_object_get(m, "isPartOf"), "name"), "Speeches");
    assert_null(json_object_get(m, "conditionsOfAccess"));
    json_decref(m);
}

static void one_person_who_wrote_and_speaks_is_one_author(void **state)
{
    json_t *m = metadata(speech, sizeof speech / sizeof speech[0]);
    json_t *author = json_object_get(m, "author");

    (void)state;
    assert_int_equal(json_array_size(author), 2);
    assert_string_equal(at(json_array_get(author, 0), "jobTitle"), "Minister");
    assert_null(at(json_array_get(author, 1), "jobTitle"));
    json_decref(m);
}

static void what_is_no_iri_is_made_one_or_left_out(void **state)
{
    json_t *m = metadata(speech, sizeof speech / sizeof speech[0]);

    (void)state;
    assert_string_equal(at(json_object_get(m, "isBasedOn"), "@id"),
                        "https://example.org/a%20b");
    assert_null(json_object_get(m, "recordedIn"));
    json_decref(m);
}

static void nothing_is_invented_when_nothing_is_known(void **state)
{
    json_t *m = metadata(NULL, 0);

    (void)state;
    assert_string_equal(at(m, "name"), "water");
    assert_string_equal(at(m, "@type"), "CreativeWork");
    assert_string_equal(at(m, "inLanguage"), "und");
    assert_null(json_object_get(m, "author"));
    assert_non_null(at(m, "conditionsOfAccess"));
    json_decref(m);
}

/* Every key and every type has a term in the context. */
static void check_terms(const json_t *value, const json_t *context)
{
    const char *key;
    json_t *v;
    size_t i;

    json_array_foreach((json_t *)value, i, v) check_terms(v, context);
    json_object_foreach((json_t *)value, key, v)
    {
        if (key[0] != '@')
            assert_non_null(json_object_get(context, key));
        if (strcmp(key, "@type") == 0 && json_is_string(v))
            assert_non_null(json_object_get(context, json_string_value(v)));
        check_terms(v, context);
    }
}

static void the_small_context_has_every_term_of_the_metadata(void **state)
{
    json_t *m = metadata(speech, sizeof speech / sizeof speech[0]);
    json_t *context = json_incref(json_object_get(m, "@context"));

    (void)state;
    json_object_del(m, "@context");
    check_terms(m, context);
    for (int k = 0; k < LTN_META_KEYS; k++) {
        const char *path = ltn_meta_keys[k].jsonld;
        char term[64];
        while (*path) {
            size_t n = strcspn(path, "/");
            assert_true(n < sizeof term);
            memcpy(term, path, n);
            term[n] = '\0';
            assert_non_null(json_object_get(context, term));
            path += n + (path[n] == '/');
        }
    }
    json_decref(context);
    json_decref(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metadata_says_what_is_known),
        cmocka_unit_test(one_person_who_wrote_and_speaks_is_one_author),
        cmocka_unit_test(what_is_no_iri_is_made_one_or_left_out),
        cmocka_unit_test(nothing_is_invented_when_nothing_is_known),
        cmocka_unit_test(the_small_context_has_every_term_of_the_metadata),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
