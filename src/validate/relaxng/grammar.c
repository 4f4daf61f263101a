#include "validate/relaxng/grammar.h"

#include "util/keyhash.h"

#include <string.h>

/* What an include overrides: the names, and whether each was met. */
struct override {
    struct override *next;
    const ltn_ast_node *node;
    bool met;
};

/* Overrides of the includes around the content that is being collected. */
struct layer {
    const struct layer *outer;
    struct override *overrides;
};

struct collector {
    ltn_ast *ast;
    ltn_grammar *grammar;
};

static const char *name_of(const ltn_ast_node *n)
{
    return n->kind == LTN_AST_START ? "" : n->name;
}

static uint32_t slot_of(const ltn_grammar *g, const char *name)
{
    uint32_t mask = g->table_size - 1;
    uint32_t i = (uint32_t)ltn_key_hash(0, name, strlen(name)) & mask;

    while (g->table[i] && strcmp(g->table[i]->name, name) != 0)
        i = (i + 1) & mask;
    return i;
}

ltn_define *ltn_grammar_find(const ltn_grammar *g, const char *name)
{
    return g->table_size ? g->table[slot_of(g, name)] : NULL;
}

static void *alloc(ltn_ast *ast, size_t size)
{
    void *p = ltn_arena_alloc(&ast->arena, size);

    if (!p)
        ast->status = LTN_ENOMEM;
    return p;
}

static bool rehash(ltn_ast *ast, ltn_grammar *g)
{
    g->table_size = g->table_size ? g->table_size * 2 : 64;
    g->table = alloc(ast, g->table_size * sizeof(ltn_define *));
    if (!g->table)
        return false;
    for (ltn_define *d = g->first; d; d = d->next)
        g->table[slot_of(g, d->name)] = d;
    return true;
}

static ltn_define *find_or_add(ltn_ast *ast, ltn_grammar *g, const char *name)
{
    if (g->count * 2 >= g->table_size && !rehash(ast, g))
        return NULL;
    uint32_t slot = slot_of(g, name);
    if (g->table[slot])
        return g->table[slot];
    ltn_define *d = alloc(ast, sizeof *d);
    if (!d)
        return NULL;
    d->name = name;
    d->grammar = g;
    *(g->last ? &g->last->next : &g->first) = d;
    g->last = d;
    g->table[slot] = d;
    g->count++;
    return d;
}

/* RELAX NG #combine: all but one say how to combine, and the same way. */
static void check_combine(ltn_ast *ast, ltn_define *d, const ltn_ast_node *n)
{
    const char *name = *d->name ? d->name : "start";

    if (n->combine == LTN_COMBINE_NONE) {
        if (d->plain)
            ltn_ast_error(ast, n->source, n->offset, "rng.schema.combine",
                          "'%s' is defined more than once without 'combine'",
                          name);
        d->plain = true;
        return;
    }
    if (d->combine != LTN_COMBINE_NONE && d->combine != n->combine)
        ltn_ast_error(ast, n->source, n->offset, "rng.schema.combine",
                      "definitions of '%s' are combined by choice and by "
                      "interleave",
                      name);
    d->combine = n->combine;
}

static void define(struct collector *c, const ltn_ast_node *n)
{
    ltn_define *d = find_or_add(c->ast, c->grammar, name_of(n));
    ltn_part *part = d ? alloc(c->ast, sizeof *part) : NULL;

    if (!part)
        return;
    part->node = n;
    *(d->last ? &d->last->next : &d->first) = part;
    d->last = part;
    check_combine(c->ast, d, n);
}

/* Marks every override of that name; false when there is none. */
static bool is_overridden(const struct layer *layer, const char *name)
{
    bool is = false;

    for (; layer; layer = layer->outer)
        for (struct override *o = layer->overrides; o; o = o->next)
            if (strcmp(name_of(o->node), name) == 0)
                is = o->met = true;
    return is;
}

static void find_overrides(ltn_ast *ast, const ltn_ast_node *first,
                           struct override **list)
{
    for (const ltn_ast_node *n = first; n; n = n->next) {
        if (n->kind == LTN_AST_DIV) {
            find_overrides(ast, n->first, list);
            continue;
        }
        struct override *o = alloc(ast, sizeof *o);
        if (!o)
            return;
        *o = (struct override){.next = *list, .node = n};
        *list = o;
    }
}

static void collect(struct collector *c, const ltn_ast_node *first,
                    const struct layer *layer);

/* RELAX NG #include: the file must be a grammar; what the include defines
 * takes the place of its definitions, which must be there. */
static void include(struct collector *c, const ltn_ast_node *n,
                    const struct layer *outer)
{
    struct layer layer = {.outer = outer};
    const ltn_ast_node *root = ltn_ast_fetch(c->ast, n);

    if (!root)
        return;
    if (root->kind != LTN_AST_GRAMMAR) {
        ltn_ast_error(c->ast, n->source, n->offset, "rng.schema.include",
                      "'%s' is not a grammar", n->name);
        return;
    }
    find_overrides(c->ast, n->first, &layer.overrides);
    collect(c, root->first, &layer);
    for (const struct override *o = layer.overrides; o; o = o->next)
        if (!o->met && c->ast->status == LTN_OK)
            ltn_ast_error(
                c->ast, o->node->source, o->node->offset, "rng.schema.include",
                "'%s' is not defined in the included '%s'",
                *name_of(o->node) ? name_of(o->node) : "start", n->name);
    collect(c, n->first, outer);
}

static void collect(struct collector *c, const ltn_ast_node *first,
                    const struct layer *layer)
{
    for (const ltn_ast_node *n = first; n && c->ast->status == LTN_OK;
         n = n->next) {
        if (n->kind == LTN_AST_DIV)
            collect(c, n->first, layer);
        else if (n->kind == LTN_AST_INCLUDE)
            include(c, n, layer);
        else if (!is_overridden(layer, name_of(n)))
            define(c, n);
    }
}

ltn_grammar *ltn_grammar_new(ltn_ast *ast, const ltn_ast_node *node,
                             ltn_grammar *parent)
{
    ltn_grammar *g = alloc(ast, sizeof *g);
    struct collector c = {.ast = ast, .grammar = g};

    if (!g)
        return NULL;
    g->parent = parent;
    collect(&c, node->first, NULL);
    return g;
}
