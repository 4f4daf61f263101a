/* One document with every kind of node is valid; each of the changes below
 * makes it invalid, and the message says where. */
#include "../../write/jsonld/everything.h"

#include "validate/validator.h"
#include "write/writer.h"

#include <jansson.h>
#include <stdio.h>

typedef struct mutant {
    const char *pointer; /* of the value to set or, with NULL, to take away */
    const char *value;   /* JSON */
    const char *code;    /* of one of the errors */
} mutant;

static const mutant mutants[] = {
    /* the context */
    {"/@context/@vocab", "\"https://schema.org/\"", "jsonschema."},
    {"/@context/@protected", "false", "jsonschema."},
    {"/@context", "\"https://schema.org\"", "jsonschema."},
    {"/@context/name", NULL, "jsonld.context.missing"},
    {"/@context/name", "\"schema:nmae\"", "jsonld.context.term"},
    {"/@context/hasPart/@container", NULL, "jsonld.context.term"},
    {"/@context/speech", "\"schema:speech\"", "jsonld.context.unknown"},
    {"/@context/@base", "\"file:///\"", "jsonld.base"},

    /* names and types */
    {"/naem", "\"x\"", "jsonschema."},
    {"/name", NULL, "jsonschema."},
    {"/name", "\"\"", "jsonschema."},
    {"/@type", "\"Speech\"", "jsonschema."},
    {"/inLanguage", "\"in English\"", "jsonschema."},
    {"/datePublished", "\"July 2024\"", "jsonschema."},
    {"/datePublished", "\"2023-02-29\"", "jsonld.date"},
    {"/hasPart/0/@type/0", "\"Paragraph\"", "jsonschema."},
    {"/hasPart/0/@type/1", NULL, "jsonschema."},
    {"/hasPart/0/teiElement", "\"tei:chapter\"", "jsonschema."},
    {"/hasPart/0/teiAttributes/type", "\"speach\"", "jsonschema."},
    {"/hasPart/0/teiAttributes/style", "\"x\"", "jsonschema."},
    {"/subjectOf/1/items/0/motivation", "\"guessing\"", "jsonschema."},
    {"/citation/0/@type", "\"Law\"", "jsonschema."},
    {"/mentions/1/@type", "\"person\"", "jsonschema."},
    {"/wasGeneratedBy/startTime", "\"yesterday\"", "jsonschema."},

    /* decisions */
    {"/hasPart/0/confidence", "1.5", "jsonschema."},
    {"/hasPart/0/confidence", NULL, "jsonschema."},
    {"/hasPart/0/rule", NULL, "jsonschema."},
    {"/hasPart/0/wasGeneratedBy", "\"#other\"", "jsonschema."},
    {"/subjectOf/0/items/0/rule", NULL, "jsonschema."},

    /* the source */
    {"/encoding/0/text", NULL, "jsonschema."},
    {"/encoding/0/text", "\"Another text.\"", "jsonld.position.bounds"},
    {"/encoding/0/sha256",
     "\"0000000000000000000000000000000000000000000000000000000000000000\"",
     "jsonld.sha256"},
    {"/encoding/0/contentSize", "\"12 bytes\"", "jsonschema."},
    {"/encoding/0/contentSize", "\"12 B\"", "jsonld.size"},
    {"/wordCount", "7", "jsonld.words"},
    {"/identifier/0", "\"mine\"", "jsonld.identifier"},

    /* ids */
    {"/hasPart/1/@id", "\"#d1\"", "jsonld.id.twice"},
    {"/citation/1/@id", "\"https://example.org/1\"", "jsonld.id.twice"},
    {"/hasPart/0/teiAttributes/next", "\"#p99999\"", "jsonld.id.dangling"},
    {"/hasPart/0/teiAttributes/corresp", "\"#w.9\"", "jsonld.id.dangling"},
    {"/subjectOf/1/items/0/body", "\"#w.9\"", "jsonld.id.dangling"},
    {"/subjectOf/1/items/0/body", "\"#w.2\"", "jsonld.work"},
    {"/citation/1/wasDerivedFrom", "\"#r99\"", "jsonld.id.dangling"},
    {"/citation/1/position", "3", "jsonld.position"},

    /* positions and nesting */
    {"/hasPart/0/position", "2", "jsonld.position"},
    {"/hasPart/1/selector/start", "-1", "jsonschema."},
    {"/hasPart/1/selector/end", "1.5", "jsonschema."},
    {"/hasPart/1/selector/end", "99999", "jsonld.position.bounds"},
    {"/hasPart/2/selector/end", "0", "jsonld.position.order"},
    {"/hasPart/2/selector/start", "0", "jsonld.overlap"},
    {"/hasPart/1/selector/end", "9", "jsonld.nesting"},
    {"/hasPart/4/selector/start", "3", "jsonld.order"},
    {"/hasPart/1/teiParent", "\"#nobody\"", "jsonld.parent"},
    {"/hasPart/1/teiParent", "\"#run\"", "jsonld.parent"},
    {"/hasPart/1/teiParent", "\"#p1\"", "jsonld.parent.order"},
    {"/hasPart/0/teiParent", "\"#p1\"", "jsonld.parent.order"},
    {"/subjectOf/1/items/0/target/selector/0/start", "\"1\"", "jsonschema."},
    {"/subjectOf/1/items/0/target/selector/1/exact", "\"x\"", "jsonld.exact"},
    {"/subjectOf/1/items/0/target/selector/1/prefix", "\"x\"", "jsonld.prefix"},
    {"/subjectOf/1/items/0/target/selector/1/suffix", "\"x\"", "jsonld.suffix"},
    {"/subjectOf/1/items/0/target/source", "\"#tei\"", "jsonschema."},
    {"/subjectOf/1", NULL, "jsonschema."},
};

static ltn_schemas *schemas;

static json_t *valid(void)
{
    ltn_write_options options = {.time = 1721376309, .run = "-t jsonld"};
    ltn_doc *doc = everything();
    ltn_buf out = {0};
    ltn_diags diags;

    ltn_diags_init(&diags, "test");
    ltn_writer_jsonld.write(doc, &options, &out, &diags);
    json_t *made = json_loadb(out.data, out.len, JSON_ALLOW_NUL, NULL);
    ltn_buf_release(&out);
    ltn_diags_release(&diags);
    ltn_doc_free(doc);
    return made;
}

static ltn_status judge(const json_t *doc, ltn_diags *diags)
{
    char *bytes = json_dumps(doc, JSON_INDENT(1));
    ltn_status status =
        ltn_validator_jsonld.validate(schemas, bytes, strlen(bytes), diags);
    free(bytes);
    return status;
}

/* Steps down to the parent of the last token of the pointer, left in *last. */
static json_t *parent_of(json_t *doc, const char *pointer, char last[64])
{
    for (;;) {
        size_t n = strcspn(++pointer, "/");
        memcpy(last, pointer, n);
        last[n] = '\0';
        pointer += n;
        if (!*pointer)
            return doc;
        doc = json_is_array(doc) ? json_array_get(doc, strtoul(last, NULL, 10))
                                 : json_object_get(doc, last);
    }
}

static void change(json_t *doc, const mutant *m)
{
    char last[64];
    json_t *in = parent_of(doc, m->pointer, last);
    json_t *value =
        m->value ? json_loads(m->value, JSON_DECODE_ANY, NULL) : NULL;
    size_t index = strtoul(last, NULL, 10);

    assert_non_null(in);
    assert_true(!m->value || value);
    if (json_is_array(in) && value)
        assert_int_equal(json_array_set_new(in, index, value), 0);
    else if (json_is_array(in))
        assert_int_equal(json_array_remove(in, index), 0);
    else if (value)
        assert_int_equal(json_object_set_new(in, last, value), 0);
    else
        assert_int_equal(json_object_del(in, last), 0);
}

static bool has_code(const ltn_diags *diags, const char *code)
{
    for (const ltn_diag *d = diags->first; d; d = d->next)
        if (strncmp(d->code, code, strlen(code)) == 0 && d->pos.line > 0)
            return true;
    return false;
}

static void show(const ltn_diags *diags)
{
    ltn_buf out = {0};

    ltn_diags_put(diags, LTN_NOTE, 0, false, &out);
    fprintf(stderr, "%.*s", (int)out.len, out.data ? out.data : "");
    ltn_buf_release(&out);
}

static void what_we_write_is_valid(void **state)
{
    json_t *doc = valid();
    ltn_diags diags;

    (void)state;
    ltn_diags_init(&diags, "valid");
    if (judge(doc, &diags) != LTN_OK)
        show(&diags);
    assert_int_equal(ltn_diags_status(&diags), LTN_OK);
    ltn_diags_release(&diags);
    json_decref(doc);
}

static void every_mutant_is_refused_with_its_place(void **state)
{
    json_t *whole = valid();

    (void)state;
    for (size_t i = 0; i < sizeof mutants / sizeof mutants[0]; i++) {
        json_t *doc = json_deep_copy(whole);
        ltn_diags diags;
        ltn_diags_init(&diags, mutants[i].pointer);
        change(doc, &mutants[i]);
        assert_int_equal(judge(doc, &diags), LTN_INVALID);
        if (!has_code(&diags, mutants[i].code))
            show(&diags);
        assert_true(has_code(&diags, mutants[i].code));
        ltn_diags_release(&diags);
        json_decref(doc);
    }
    json_decref(whole);
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "{", "[]", "null", "{\"a\":1,}", "{\"a\":1,\"a\":2}"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ltn_diags diags;
        ltn_diags_init(&diags, "bad");
        assert_int_equal(ltn_validator_jsonld.validate(schemas, bad[i],
                                                       strlen(bad[i]), &diags),
                         LTN_INVALID);
        assert_non_null(diags.first);
        ltn_diags_release(&diags);
    }
}

static void the_format_is_known_by_its_context(void **state)
{
    static const char yes[] = "\n {\n \"@context\": {";
    static const char no[] = "{\"name\": 1}";

    (void)state;
    assert_true(ltn_validator_jsonld.sniff(yes, sizeof yes - 1) > 90);
    assert_true(ltn_validator_jsonld.sniff(no, sizeof no - 1) < 50);
    assert_int_equal(ltn_validator_jsonld.sniff("<TEI", 4), 0);
    assert_int_equal(ltn_validator_jsonld.sniff("", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_we_write_is_valid),
        cmocka_unit_test(every_mutant_is_refused_with_its_place),
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(the_format_is_known_by_its_context),
    };

    schemas = ltn_schemas_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    ltn_schemas_free(schemas);
    return failed;
}
