/* Syntax tree to patterns: RELAX NG #simplification from #constraints on, and
 * #restrictions. Element content is compiled from a list, not by recursion, so
 * that a definition met again while it is compiled is a loop without element.
 */

#include "util/limits.h"
#include "validate/relaxng/grammar.h"
#include "validate/relaxng/grow.h"
#include "validate/relaxng/schema.h"
#include "validate/relaxng/xsd.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEW, BUSY, DONE }; /* ltn_define.state */

/* An element whose content is still to be compiled. */
struct pending {
    ltn_ast_node *node;
    ltn_grammar *grammar;
};

struct compiler {
    ltn_ast *ast;
    ltn_schema *s;
    struct pending *pending; /* parallel to s->elements */
    uint32_t cap;
    ltn_grammar *grammars; /* all, newest first */
    ltn_pat *stack;        /* operands that wait for their siblings */
    uint32_t stack_len, stack_cap;
    uint32_t depth;
    bool unreachable; /* what is compiled is never met */
};

LTN_PRINTF(4, 5)
static void fail(struct compiler *c, const ltn_ast_node *n, const char *code,
                 const char *fmt, ...)
{
    char text[500];
    va_list args;

    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_ast_error(c->ast, n->source, n->offset, code, "%s", text);
}

static bool grow(struct compiler *c, void **at, uint32_t need, uint32_t *cap,
                 size_t size)
{
    if (ltn_rng_grow(at, need, cap, 256, size))
        return true;
    c->ast->status = LTN_ENOMEM;
    return false;
}

static void push(struct compiler *c, ltn_pat p)
{
    if (grow(c, (void **)&c->stack, c->stack_len + 1, &c->stack_cap,
             sizeof *c->stack))
        c->stack[c->stack_len++] = p;
}

/* Name classes ----------------------------------------------------------------
 */

/* RELAX NG #constraints: what may not be in the except of anyName (that), or
 * of nsName (both), and what may not name an attribute. */
static void check_name_class(struct compiler *c, const ltn_ast_node *n,
                             bool attribute, const ltn_ast_node *except_of)
{
    static const char xmlns[] = "http://www.w3.org/2000/xmlns";

    if (except_of &&
        (n->kind == LTN_AST_ANY_NAME ||
         (n->kind == LTN_AST_NS_NAME && except_of->kind == LTN_AST_NS_NAME)))
        fail(c, n, "rng.schema.name", "%s inside the except of a wildcard",
             ltn_ast_names[n->kind]);
    if (!attribute)
        return;
    if (n->kind == LTN_AST_NAME && !*n->ns && strcmp(n->name, "xmlns") == 0)
        fail(c, n, "rng.schema.name", "an attribute may not be named 'xmlns'");
    if ((n->kind == LTN_AST_NAME || n->kind == LTN_AST_NS_NAME) &&
        strncmp(n->ns, xmlns, sizeof xmlns - 1) == 0)
        fail(c, n, "rng.schema.name",
             "an attribute may not be in the namespace of declarations");
}

static uint32_t name_class(struct compiler *c, const ltn_ast_node *n,
                           bool attribute, const ltn_ast_node *except_of);

/* The choice of a node and its siblings. */
static uint32_t name_choice(struct compiler *c, const ltn_ast_node *first,
                            bool attribute, const ltn_ast_node *except_of)
{
    uint32_t all = name_class(c, first, attribute, except_of), count = 0;

    for (const ltn_ast_node *n = first->next; n; n = n->next, count++)
        all = ltn_nc_add(&c->s->names, LTN_NC_CHOICE,
                         name_class(c, n, attribute, except_of), all);
    if (count >= LTN_RNG_CHOICE_MAX && c->ast->status == LTN_OK) {
        fail(c, first, "rng.limit", "too many names in a name class");
        c->ast->status = LTN_ELIMIT;
    }
    return all;
}

static uint32_t name_class(struct compiler *c, const ltn_ast_node *n,
                           bool attribute, const ltn_ast_node *except_of)
{
    ltn_names *names = &c->s->names;
    uint32_t except = LTN_NC_NONE;

    check_name_class(c, n, attribute, except_of);
    if (n->kind == LTN_AST_NAME)
        return ltn_names_add(names, n->ns, n->name);
    if (n->kind == LTN_AST_NAME_CHOICE)
        return name_choice(c, n->first, attribute, except_of);
    if (n->first)
        except = name_choice(c, n->first->first, attribute, n);
    if (n->kind == LTN_AST_ANY_NAME)
        return ltn_nc_add(names, LTN_NC_ANY, 0, except);
    return ltn_nc_add(names, LTN_NC_NS, ltn_names_uri(names, n->ns), except);
}

/* Patterns ----------------------------------------------------------------- */

static ltn_pat compile(struct compiler *c, ltn_ast_node *n, ltn_grammar *g);

/* Compiles a node and its siblings onto the stack; returns how many. */
static uint32_t compile_all(struct compiler *c, ltn_ast_node *first,
                            ltn_grammar *g)
{
    uint32_t n = 0;

    for (ltn_ast_node *at = first; at; at = at->next, n++)
        push(c, compile(c, at, g));
    return c->ast->status == LTN_OK ? n : 0;
}

static ltn_pat compile_group(struct compiler *c, ltn_ast_node *first,
                             ltn_grammar *g)
{
    uint32_t base = c->stack_len, n = compile_all(c, first, g);
    ltn_pat all = LTN_EMPTY_PAT;

    for (uint32_t i = n; i-- > 0;)
        all = ltn_pat_group(&c->s->pats, c->stack[base + i], all);
    c->stack_len = base;
    return all;
}

static ltn_pat compile_choice(struct compiler *c, ltn_ast_node *first,
                              ltn_grammar *g)
{
    uint32_t base = c->stack_len, n = compile_all(c, first, g);
    ltn_pat all = ltn_pat_choice_of(&c->s->pats, c->stack + base, n);

    c->stack_len = base;
    return all;
}

static ltn_pat compile_interleave(struct compiler *c, ltn_ast_node *first,
                                  ltn_grammar *g)
{
    uint32_t base = c->stack_len, n = compile_all(c, first, g);
    ltn_pat all = ltn_pat_interleave_of(&c->s->pats, c->stack + base, n);

    c->stack_len = base;
    return all;
}

static ltn_pat compile_element(struct compiler *c, ltn_ast_node *n,
                               ltn_grammar *g)
{
    ltn_schema *s = c->s;

    if (n->compiled)
        return ltn_pat_element(&s->pats, n->compiled - 1);
    uint32_t cap = c->cap;
    if (!grow(c, (void **)&c->pending, s->element_count + 1, &cap,
              sizeof *c->pending) ||
        !grow(c, (void **)&s->elements, s->element_count + 1, &c->cap,
              sizeof *s->elements))
        return LTN_NOT_ALLOWED_PAT;
    assert(c->pending && s->elements); /* there is room */
    c->pending[s->element_count] = (struct pending){.node = n, .grammar = g};
    n->compiled = ++s->element_count;
    return ltn_pat_element(&s->pats, n->compiled - 1);
}

static bool is_id(const ltn_schema *s, ltn_pat value)
{
    const ltn_pattern *p = ltn_pat_at(&s->pats, value);

    if (p->kind == LTN_PAT_DATA)
        return ltn_type_id(&s->types, p->a) != LTN_ID_NONE;
    return p->kind == LTN_PAT_VALUE &&
           ltn_type_id(&s->types, s->types.values[p->a].type) != LTN_ID_NONE;
}

static ltn_pat compile_attribute(struct compiler *c, ltn_ast_node *n,
                                 ltn_grammar *g)
{
    ltn_schema *s = c->s;
    ltn_pat value = LTN_TEXT_PAT;

    uint32_t nc = name_class(c, n->first, true, NULL);
    if (n->first->next)
        value = compile_group(c, n->first->next, g);
    if (c->ast->status != LTN_OK)
        return LTN_NOT_ALLOWED_PAT;
    return ltn_pat_attribute(&s->pats, nc, value, ltn_nc_is_open(&s->names, nc),
                             is_id(s, value));
}

static uint32_t type_of(struct compiler *c, const ltn_ast_node *n)
{
    enum { MOST = 32 };
    ltn_param params[MOST];
    const ltn_ast_node *nodes[MOST + 1];
    const char *why;
    uint32_t count = 0, wrong;

    for (const ltn_ast_node *p = n->first; p; p = p->next)
        if (p->kind == LTN_AST_PARAM && count < MOST) {
            nodes[count] = p;
            params[count++] = (ltn_param){
                .name = p->name, .value = p->text, .len = p->text_len};
        }
    nodes[count] = n;
    if (count == MOST) {
        fail(c, n, "rng.limit", "too many parameters");
        return UINT32_MAX;
    }
    uint32_t type = ltn_types_add(&c->s->types, n->library, n->name, params,
                                  count, &why, &wrong);
    if (type == UINT32_MAX && why)
        ltn_ast_error(c->ast, nodes[wrong]->source, nodes[wrong]->offset,
                      "rng.schema.datatype", "'%s': %s", nodes[wrong]->name,
                      why);
    else if (type == UINT32_MAX)
        c->ast->status = LTN_ENOMEM;
    return type;
}

static ltn_pat compile_data(struct compiler *c, ltn_ast_node *n, ltn_grammar *g)
{
    uint32_t type = type_of(c, n);
    ltn_pat except = LTN_PAT_NONE;

    for (ltn_ast_node *p = n->first; p; p = p->next)
        if (p->kind == LTN_AST_EXCEPT)
            except = compile_choice(c, p->first, g);
    return type == UINT32_MAX ? LTN_NOT_ALLOWED_PAT
                              : ltn_pat_data(&c->s->pats, type, except);
}

static ltn_pat compile_value(struct compiler *c, const ltn_ast_node *n)
{
    uint32_t type = type_of(c, n);

    if (type == UINT32_MAX)
        return LTN_NOT_ALLOWED_PAT;
    uint32_t value =
        ltn_types_value(&c->s->types, type, n->text, n->text_len, n->ns);
    if (value == UINT32_MAX || (!n->ns && c->s->types.at[type].base->qname)) {
        if (c->s->types.failed)
            c->ast->status = LTN_ENOMEM;
        else
            fail(c, n, "rng.schema.value", "this is no value of type '%s'",
                 n->name);
        return LTN_NOT_ALLOWED_PAT;
    }
    return ltn_pat_value(&c->s->pats, value);
}

/* Definitions -------------------------------------------------------------- */

static ltn_pat combine(struct compiler *c, const ltn_define *d)
{
    uint32_t base = c->stack_len, n = 0;

    for (const ltn_part *p = d->first; p; p = p->next, n++)
        push(c, compile_group(c, p->node->first, d->grammar));
    if (c->ast->status != LTN_OK) {
        c->stack_len = base;
        return LTN_NOT_ALLOWED_PAT;
    }
    ltn_pat all = n == 1 ? c->stack[base]
                  : d->combine == LTN_COMBINE_INTERLEAVE
                      ? ltn_pat_interleave_of(&c->s->pats, c->stack + base, n)
                      : ltn_pat_choice_of(&c->s->pats, c->stack + base, n);
    c->stack_len = base;
    return all;
}

static ltn_pat compile_define(struct compiler *c, ltn_define *d,
                              const ltn_ast_node *by)
{
    if (d->state == DONE)
        return d->pattern;
    if (d->state == BUSY) {
        if (!c->unreachable)
            fail(c, by, "rng.schema.recursion",
                 "'%s' refers to itself without an element in between",
                 *d->name ? d->name : "start");
        return LTN_NOT_ALLOWED_PAT;
    }
    d->state = BUSY;
    d->pattern = combine(c, d);
    d->state = DONE;
    return d->pattern;
}

static ltn_pat compile_ref(struct compiler *c, const ltn_ast_node *n,
                           const ltn_grammar *g)
{
    if (!g) {
        fail(c, n, "rng.schema.ref", "'%s' is referred to outside of a grammar",
             n->name);
        return LTN_NOT_ALLOWED_PAT;
    }
    ltn_define *d = ltn_grammar_find(g, n->name);
    if (!d) {
        fail(c, n, "rng.schema.ref", "'%s' is not defined", n->name);
        return LTN_NOT_ALLOWED_PAT;
    }
    return compile_define(c, d, n);
}

static ltn_pat compile_grammar(struct compiler *c, const ltn_ast_node *n,
                               ltn_grammar *parent)
{
    ltn_grammar *g = ltn_grammar_new(c->ast, n, parent);

    if (!g || c->ast->status != LTN_OK)
        return LTN_NOT_ALLOWED_PAT;
    g->next = c->grammars;
    c->grammars = g;
    ltn_define *start = ltn_grammar_find(g, "");
    if (!start) {
        fail(c, n, "rng.schema.start", "the grammar has no start");
        return LTN_NOT_ALLOWED_PAT;
    }
    return compile_define(c, start, n);
}

static ltn_pat compile_external(struct compiler *c, const ltn_ast_node *n,
                                ltn_grammar *g)
{
    ltn_ast_node *root = ltn_ast_fetch(c->ast, n);

    return root ? compile(c, root, g) : LTN_NOT_ALLOWED_PAT;
}

static ltn_pat compile_kind(struct compiler *c, ltn_ast_node *n, ltn_grammar *g)
{
    ltn_pats *s = &c->s->pats;
    ltn_pat p;

    switch ((ltn_ast_kind)n->kind) {
    case LTN_AST_ELEMENT: return compile_element(c, n, g);
    case LTN_AST_ATTRIBUTE: return compile_attribute(c, n, g);
    case LTN_AST_GROUP: return compile_group(c, n->first, g);
    case LTN_AST_INTERLEAVE: return compile_interleave(c, n->first, g);
    case LTN_AST_CHOICE: return compile_choice(c, n->first, g);
    case LTN_AST_OPTIONAL:
        p = compile_group(c, n->first, g);
        return ltn_pat_optional(s, p);
    case LTN_AST_ZERO_OR_MORE:
        p = compile_group(c, n->first, g);
        return ltn_pat_optional(s, ltn_pat_one_or_more(s, p));
    case LTN_AST_ONE_OR_MORE:
        return ltn_pat_one_or_more(s, compile_group(c, n->first, g));
    case LTN_AST_LIST: return ltn_pat_list(s, compile_group(c, n->first, g));
    case LTN_AST_MIXED:
        p = compile_group(c, n->first, g);
        return ltn_pat_interleave(s, p, LTN_TEXT_PAT);
    case LTN_AST_REF: return compile_ref(c, n, g);
    case LTN_AST_PARENT_REF: return compile_ref(c, n, g ? g->parent : NULL);
    case LTN_AST_EMPTY: return LTN_EMPTY_PAT;
    case LTN_AST_VALUE: return compile_value(c, n);
    case LTN_AST_DATA: return compile_data(c, n, g);
    case LTN_AST_NOT_ALLOWED: return LTN_NOT_ALLOWED_PAT;
    case LTN_AST_EXTERNAL_REF: return compile_external(c, n, g);
    case LTN_AST_GRAMMAR: return compile_grammar(c, n, g);
    case LTN_AST_TEXT: return LTN_TEXT_PAT;
    case LTN_AST_PARAM:
    case LTN_AST_EXCEPT:
    case LTN_AST_DIV:
    case LTN_AST_INCLUDE:
    case LTN_AST_START:
    case LTN_AST_DEFINE:
    case LTN_AST_NAME:
    case LTN_AST_ANY_NAME:
    case LTN_AST_NS_NAME:
    case LTN_AST_NAME_CHOICE:
    case LTN_AST_NAME_EXCEPT: break;
    }
    return LTN_NOT_ALLOWED_PAT;
}

static ltn_pat compile(struct compiler *c, ltn_ast_node *n, ltn_grammar *g)
{
    if (c->ast->status != LTN_OK)
        return LTN_NOT_ALLOWED_PAT;
    if (c->depth == LTN_RNG_HEIGHT_MAX) {
        fail(c, n, "rng.limit", "definitions are nested too deeply");
        c->ast->status = LTN_ELIMIT;
        return LTN_NOT_ALLOWED_PAT;
    }
    c->depth++;
    ltn_pat p = compile_kind(c, n, g);
    c->depth--;
    return p;
}

/* Restrictions ------------------------------------------------------------- */

static void check_flags(struct compiler *c, const ltn_ast_node *n, ltn_pat p)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } breaches[] = {
        {LTN_BAD_ATTRIBUTE, "an attribute contains an attribute or an element"},
        {LTN_BAD_ONE_OR_MORE,
         "a group or interleave with attributes is repeated"},
        {LTN_BAD_LIST, "a list contains a list, an element, an attribute, "
                       "text or an interleave"},
        {LTN_BAD_EXCEPT,
         "the except of data contains more than data and values"},
        {LTN_BAD_STRINGS, "data is put together with data, text or elements"},
        {LTN_BAD_OPEN, "an attribute with any name must stand in oneOrMore"},
    };

    for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++)
        if (ltn_pat_has(&c->s->pats, p, breaches[i].flag))
            fail(c, n, "rng.schema.restriction", "%s", breaches[i].text);
}

/* RELAX NG #start-restrict */
static void check_start(struct compiler *c, const ltn_ast_node *n)
{
    if (ltn_pat_has(&c->s->pats, c->s->start,
                    LTN_HAS_ATTRIBUTE | LTN_HAS_DATA | LTN_HAS_LIST |
                        LTN_HAS_TEXT | LTN_HAS_GROUP | LTN_HAS_INTERLEAVE |
                        LTN_HAS_ONE_OR_MORE | LTN_HAS_EMPTY))
        fail(c, n, "rng.schema.restriction",
             "the start may only be elements and choices of them");
}

static void check_names(struct compiler *c)
{
    ltn_restrict r;
    bool good = ltn_restrict_init(&r, c->s);

    for (uint32_t i = 0; good && c->pending && i < c->s->element_count; i++) {
        if (!c->s->elements[i].reachable)
            continue;
        const char *why = ltn_restrict_check(&r, c->s->elements[i].content);
        if (why)
            fail(c, c->pending[i].node, "rng.schema.restriction", "%s", why);
    }
    if (!good)
        c->ast->status = LTN_ENOMEM;
    if (r.limit && c->pending) {
        fail(c, c->pending[0].node, "rng.limit", "too many wildcards together");
        c->ast->status = LTN_ELIMIT;
    }
    ltn_restrict_release(&r);
}

/* Compiles the contents of the elements from the i-th on, and of those that
 * they bring. */
static void compile_contents(struct compiler *c, uint32_t i)
{
    for (; i < c->s->element_count && c->ast->status == LTN_OK; i++) {
        ltn_ast_node *n = c->pending[i].node;
        uint32_t nc = name_class(c, n->first, false, NULL);
        ltn_pat content =
            compile_group(c, n->first->next, c->pending[i].grammar);
        c->s->elements[i] = (ltn_declaration){.nc = nc, .content = content};
    }
}

/* Marks the elements in p, once for each pattern (seen). */
static void mark_pattern(struct compiler *c, ltn_pat p, uint8_t *seen)
{
    const ltn_pats *s = &c->s->pats;
    const ltn_pattern *q = ltn_pat_at(s, p);

    while ((q->flags & LTN_HAS_ELEMENT) && !seen[p]) {
        seen[p] = 1;
        if (q->kind == LTN_PAT_ELEMENT) {
            ltn_declaration *d = &c->s->elements[q->a];
            if (!d->reachable)
                push(c, d->content);
            d->reachable = true;
            return;
        }
        if (q->kind == LTN_PAT_CHOICE || q->kind == LTN_PAT_INTERLEAVE) {
            for (uint32_t i = 0; i < q->b; i++)
                mark_pattern(c, s->operands[q->a + i], seen);
            return;
        }
        if (q->kind == LTN_PAT_GROUP)
            mark_pattern(c, q->a, seen);
        p = q->kind == LTN_PAT_GROUP ? q->b : q->a;
        q = ltn_pat_at(s, p);
    }
}

/* An element that stood beside notAllowed only is gone (RELAX NG #notAllowed).
 */
static void mark_reachable(struct compiler *c)
{
    uint8_t *seen = calloc(c->s->pats.len, 1);

    if (!seen) {
        c->ast->status = LTN_ENOMEM;
        return;
    }
    push(c, c->s->start);
    while (c->stack_len > 0)
        mark_pattern(c, c->stack[--c->stack_len], seen);
    free(seen);
}

/* What cannot be reached must be right, too, but for the restrictions. */
static void compile_unreachable(struct compiler *c)
{
    uint32_t first = c->s->element_count;

    c->unreachable = true;
    for (ltn_grammar *g = c->grammars; g; g = g->next)
        for (ltn_define *d = g->first; d && c->ast->status == LTN_OK;
             d = d->next)
            compile_define(c, d, d->first->node);
    compile_contents(c, first);
}

static void report_limits(struct compiler *c, const ltn_ast_node *root)
{
    if (c->ast->status != LTN_OK)
        return;
    if (c->s->pats.status == LTN_ENOMEM || c->s->types.failed ||
        c->s->names.failed)
        c->ast->status = LTN_ENOMEM;
    if (c->s->pats.status == LTN_ELIMIT || c->s->names.full) {
        fail(c, root, "rng.limit", "the schema is too large");
        c->ast->status = LTN_ELIMIT;
    }
}

ltn_status ltn_compile(ltn_ast *ast, ltn_ast_node *root, ltn_schema *s)
{
    struct compiler c = {.ast = ast, .s = s};

    if (ast->status == LTN_OK) /* without its constants nothing can be made */
        ast->status = s->pats.status;
    s->start = compile(&c, root, NULL);
    compile_contents(&c, 0);
    if (ast->status == LTN_OK)
        mark_reachable(&c);
    if (ast->status == LTN_OK) {
        check_start(&c, root);
        for (uint32_t i = 0; i < s->element_count; i++)
            if (s->elements[i].reachable)
                check_flags(&c, c.pending[i].node, s->elements[i].content);
    }
    compile_unreachable(&c);
    report_limits(&c, root);
    if (ast->status == LTN_OK)
        check_names(&c);
    free(c.pending);
    free(c.stack);
    return ast->status;
}

ltn_status ltn_schema_init(ltn_schema *s)
{
    *s = (ltn_schema){0};
    ltn_names_init(&s->names);
    ltn_pats_init(&s->pats);
    ltn_types_init(&s->types);
    return s->names.failed ? LTN_ENOMEM : s->pats.status;
}

void ltn_schema_release(ltn_schema *s)
{
    ltn_names_release(&s->names);
    ltn_pats_release(&s->pats);
    ltn_types_release(&s->types);
    free(s->elements);
    *s = (ltn_schema){0};
}
