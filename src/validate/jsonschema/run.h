/* run.h - one judgement of one value.
 *
 * First everything is tried quietly, stopping at the first failure; only when
 * that fails it is done again to say why.
 */
#ifndef LTN_VALIDATE_JSONSCHEMA_RUN_H
#define LTN_VALIDATE_JSONSCHEMA_RUN_H

#include "validate/jsonschema/schema.h"

/* Resources entered on the way here, Core #section-7.1. */
typedef struct ltn_js_scope {
    const struct ltn_js_scope *outer;
    const ltn_js_resource *resource;
} ltn_js_scope;

/* Something wrong at a place of the instance; everything else about the place
 * is found out when it is told. */
typedef struct ltn_js_error {
    uint32_t at;    /* byte offset of a value, or of the name of a member */
    uint32_t level; /* how deep in the instance */
    uint32_t order; /* as found */
    const char *code, *text;
} ltn_js_error;

enum {
    LTN_JS_UNMARKED = -1,
    LTN_JS_SUGGEST_MAX = 200 /* names tried for "did you mean" */
};

struct ltn_js_run {
    const ltn_jsonschema *schema;
    const ltn_js_scope *scope;
    size_t depth;   /* of schemas */
    uint32_t level; /* of the value at hand in the instance */
    uint64_t steps; /* left */
    bool quiet;
    ltn_status status; /* what stopped it: LTN_ELIMIT, LTN_ENOMEM */
    const char *limit; /* the code of the limit met */
    uint32_t limit_at; /* the value at which it was, byte offset plus one */
    ltn_js_matcher matcher;

    /* What has been evaluated of the value at hand, Core #section-11: a byte
     * for each member or element at marks[mine], or LTN_JS_UNMARKED when no
     * one will ask. A stack. */
    char *marks;
    size_t marks_len, marks_cap;
    ptrdiff_t mine;

    ltn_arena arena; /* errors and their strings */
    ltn_js_error *errors;
    size_t errors_len, errors_cap;
};

/* Whether v satisfies n where v is; evaluated members go up to r's marks. */
bool ltn_js_holds(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v);

/* Whether a value one step further in satisfies n. */
bool ltn_js_holds_inside(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v);

/* The same as ltn_js_holds(), without saying why not. */
bool ltn_js_holds_quietly(ltn_js_run *r, const ltn_js_node *n, const ltn_jv *v);

/* Spends n steps; false when none are left. */
bool ltn_js_spend(ltn_js_run *r, uint64_t n);

/* Whether a regular expression matches; false, too, when that stops the run. */
bool ltn_js_matches(ltn_js_run *r, const ltn_js_regex *regex, const char *s,
                    size_t len);

/* Reports (unless quiet) what is wrong with the value, or the name, at an
 * offset of the instance; returns false. */
bool ltn_js_fail(ltn_js_run *r, uint32_t at, const char *code, const char *fmt,
                 ...) LTN_PRINTF(4, 5);

/* Stops everything with LTN_ELIMIT. */
bool ltn_js_stop(ltn_js_run *r, const char *code);

/* report.c: whether the run goes on after it found something wrong. */
bool ltn_js_goes_on(const ltn_js_run *r);

/* report.c: says why none of the alternatives fits: the errors of the one that
 * got furthest. Returns false. */
bool ltn_js_fail_alternatives(ltn_js_run *r, const ltn_js_nodes *nodes,
                              const ltn_jv *v, const char *code);

/* Reports the errors in the order of the text. */
void ltn_js_report(ltn_js_run *r, const ltn_jv *root, const char *bytes,
                   ltn_diags *diags);

/* ---- holds functions of rules ---- */

typedef bool ltn_js_rule_holds(ltn_js_run *r, const ltn_js_rule *rule,
                               const ltn_jv *v);

/* check.c */
ltn_js_rule_holds ltn_js_holds_type, ltn_js_holds_enum, ltn_js_holds_const,
    ltn_js_holds_minimum, ltn_js_holds_maximum, ltn_js_holds_above,
    ltn_js_holds_below, ltn_js_holds_multiple, ltn_js_holds_min_length,
    ltn_js_holds_max_length, ltn_js_holds_min_items, ltn_js_holds_max_items,
    ltn_js_holds_min_members, ltn_js_holds_max_members, ltn_js_holds_pattern,
    ltn_js_holds_unique, ltn_js_holds_required, ltn_js_holds_format,
    ltn_js_holds_format_if_asked;

/* apply.c */
ltn_js_rule_holds ltn_js_holds_ref, ltn_js_holds_all, ltn_js_holds_any,
    ltn_js_holds_one, ltn_js_holds_not, ltn_js_holds_if, ltn_js_holds_dependent;

/* inside.c */
ltn_js_rule_holds ltn_js_holds_members, ltn_js_holds_names, ltn_js_holds_items,
    ltn_js_holds_contains, ltn_js_holds_unevaluated_members,
    ltn_js_holds_unevaluated_items;

#endif
