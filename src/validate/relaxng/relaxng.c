#include "validate/relaxng/relaxng.h"

#include "util/limits.h"
#include "validate/relaxng/validate.h"

#include <stdlib.h>

struct ltn_rng {
    ltn_automaton automaton;
};

/* Derived patterns beyond which the next document begins anew. */
enum { KEPT_MAX = LTN_RNG_PATTERNS_MAX / 4 };

ltn_status ltn_rng_load(const char *bytes, size_t len, const char *path,
                        bool compact, ltn_fetch *fetch, void *context,
                        ltn_diags *diags, ltn_rng **out)
{
    ltn_rng *r = calloc(1, sizeof *r);
    ltn_ast ast;

    *out = NULL;
    if (!r || ltn_ast_init(&ast, fetch, context, diags) != LTN_OK) {
        free(r);
        return LTN_ENOMEM;
    }
    ltn_status status = ltn_automaton_init(&r->automaton);
    ltn_ast_node *root =
        status == LTN_OK ? ltn_ast_read(&ast, path, bytes, len, compact) : NULL;
    if (root)
        status = ltn_compile(&ast, root, &r->automaton.schema);
    else if (status == LTN_OK)
        status = ast.status != LTN_OK ? ast.status : LTN_ENOMEM;
    ltn_ast_release(&ast);
    if (status == LTN_OK)
        status = ltn_automaton_reset(&r->automaton);
    if (status == LTN_OK)
        *out = r;
    else
        ltn_rng_free(r);
    return status;
}

ltn_status ltn_rng_validate(ltn_rng *schema, const char *bytes, size_t len,
                            ltn_diags *diags)
{
    ltn_automaton *a = &schema->automaton;

    if (a->status != LTN_OK || a->deriver.status != LTN_OK ||
        a->schema.pats.len > a->base_patterns + KEPT_MAX ||
        a->state_len > KEPT_MAX) {
        ltn_status status = ltn_automaton_reset(a);
        if (status != LTN_OK)
            return status;
    }
    return ltn_rng_run(a, bytes, len, diags);
}

void ltn_rng_forgive(ltn_rng *schema, bool (*forgive)(const ltn_sax_attr *at))
{
    schema->automaton.forgive = forgive;
}

void ltn_rng_free(ltn_rng *schema)
{
    if (!schema)
        return;
    ltn_automaton_release(&schema->automaton);
    free(schema);
}
