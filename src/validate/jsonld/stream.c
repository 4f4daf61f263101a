#include "validate/jsonld/jsonld.h"

#include "codec/jsonlists.h"

#include <stdlib.h>

enum { LISTS = 3 };

/* The long lists of a file, and what their elements are; LTN_JD_ROOT: findings,
 * for the schema alone. */
static const char *const paths[LISTS] = {"/hasPart", "/subjectOf/1/items",
                                         "/subjectOf/0/items"};
static const ltn_jd_list kinds[LISTS] = {LTN_JD_BLOCKS, LTN_JD_ANNOTATIONS,
                                         LTN_JD_ROOT};

struct stream {
    ltn_jd d;
    ltn_json_lists lists;
    ltn_js_run *run;
    const ltn_js_node *schemas[LISTS];
};

/* A name written with escapes is not found: its list is in the rest. */
static bool is_whole(const ltn_jd *d)
{
    const ltn_jv *pages = ltn_jv_get(d->root, "subjectOf");

    return ltn_jv_len(ltn_jv_get(d->root, "hasPart")) == 0 &&
           ltn_jv_len(ltn_jv_get(ltn_jv_item(pages, 0), "items")) == 0 &&
           ltn_jv_len(ltn_jv_get(ltn_jv_item(pages, 1), "items")) == 0;
}

static bool pass_list(struct stream *x, size_t list)
{
    size_t n = ltn_json_lists_count(&x->lists, list), len;

    for (size_t i = 0; i < n && !x->d.bad && !x->d.arena.failed; i++) {
        const ltn_jv *v = ltn_json_lists_at(&x->lists, list, i, &len);
        if (!v || !ltn_jsonschema_suits(x->run, x->schemas[list], v, len))
            return false;
        if (kinds[list] != LTN_JD_ROOT)
            ltn_jd_pass_node(&x->d, kinds[list], i, v);
    }
    return !x->d.bad && !x->d.arena.failed;
}

static bool check(struct stream *x)
{
    ltn_jd *d = &x->d;

    for (size_t i = 0; i < LISTS; i++)
        if (kinds[i] != LTN_JD_ROOT &&
            !ltn_jd_nodes_start(d, kinds[i],
                                ltn_json_lists_count(&x->lists, i)))
            return false;
    ltn_jd_check_context(d);
    ltn_jd_check_source(d);
    ltn_jd_ids_start(d);
    if (d->bad || d->arena.failed)
        return false;
    for (size_t i = 0; i < LISTS; i++)
        if (!pass_list(x, i))
            return false;
    ltn_jd_ids_finish(d);
    ltn_jd_check_works(d);
    ltn_jd_check_passed(d);
    return !d->bad && !d->arena.failed;
}

bool ltn_jd_stream(ltn_schemas *s, const char *bytes, size_t len)
{
    ltn_diags diags; /* the schema is ours: nothing is wrong with it */
    struct stream *x = calloc(1, sizeof *x);

    ltn_diags_init(&diags, "schema");
    ltn_jsonschema *schema =
        ltn_schemas_json(s, "schemas/jsonld/document.schema.json", &diags);
    ltn_diags_release(&diags);
    bool good = x && schema;

    for (size_t i = 0; i < LISTS && good; i++) {
        x->schemas[i] = ltn_jsonschema_elements(schema, paths[i]);
        good = x->schemas[i] != NULL;
    }
    if (!x)
        return false;
    x->d.quiet = true;
    x->run = ltn_jsonschema_run_new(schema);
    good = good && x->run &&
           ltn_json_lists_open(&x->lists, bytes, len, paths, LISTS);
    x->d.root = &x->lists.rest.root;
    good = good && is_whole(&x->d) &&
           ltn_jsonschema_suits(x->run, NULL, x->d.root, len) && check(x);
    ltn_json_lists_close(&x->lists);
    ltn_jsonschema_run_free(x->run);
    ltn_buf_release(&x->d.later);
    ltn_arena_release(&x->d.arena);
    free(x);
    return good;
}
