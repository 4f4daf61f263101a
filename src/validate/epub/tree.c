#include "validate/epub/tree.h"

#include "codec/xml.h"

#include <string.h>

typedef struct growing {
    ltn_arena *arena;
    ltn_tree *root, *open;
    ltn_buf text;  /* of the open elements, one behind the other */
    ltn_buf stack; /* size_t each */
} growing;

static const char *copy(growing *g, const char *s)
{
    const char *c = s ? ltn_arena_strndup(g->arena, s, strlen(s)) : "";

    return c ? c : "";
}

static const ltn_tree_attr *copy_attrs(growing *g, const ltn_sax_tag *tag)
{
    ltn_tree_attr *a =
        ltn_arena_alloc(g->arena, (tag->attr_count + 1) * sizeof *a);

    for (unsigned i = 0; a && i < tag->attr_count; i++) {
        const ltn_sax_attr *from = &tag->attrs[i];
        const char *value = ltn_arena_strndup(
            g->arena, from->value, (size_t)(from->end - from->value));
        a[i] = (ltn_tree_attr){copy(g, from->local), copy(g, from->uri),
                               value ? value : ""};
    }
    return a;
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    growing *g = context;
    ltn_tree *t = ltn_arena_alloc(g->arena, sizeof *t);

    if (!t) {
        ltn_sax_stop(x);
        return;
    }
    t->local = copy(g, tag->local);
    t->uri = copy(g, tag->uri);
    t->text = "";
    t->attrs = copy_attrs(g, tag);
    t->attr_count = t->attrs ? tag->attr_count : 0;
    t->pos = ltn_sax_pos(x);
    t->parent = g->open;
    if (!g->open)
        g->root = t;
    else if (g->open->last)
        g->open->last->next = t;
    else
        g->open->first = t;
    if (g->open)
        g->open->last = t;
    g->open = t;
    ltn_buf_put(&g->stack, (const char *)&g->text.len, sizeof g->text.len);
}

static void on_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    growing *g = context;
    size_t from = 0;

    (void)x;
    (void)tag;
    if (!g->open || g->stack.len < sizeof from)
        return;
    g->stack.len -= sizeof from;
    memcpy(&from, g->stack.data + g->stack.len, sizeof from);
    if (g->text.len > from) {
        const char *text = ltn_arena_strndup(g->arena, g->text.data + from,
                                             g->text.len - from);
        g->open->text = text ? text : "";
    }
    g->text.len = from;
    g->open = g->open->parent;
}

static void on_text(void *context, ltn_sax *x, const char *s, size_t len)
{
    growing *g = context;

    (void)x;
    if (!g->open)
        return;
    /* Text behind a child goes to the parent's own, from where it began. */
    ltn_buf_put(&g->text, s, len);
}

ltn_tree *ltn_tree_parse(ltn_arena *a, const char *bytes, size_t len,
                         ltn_diags *diags)
{
    static const ltn_sax_handler handler = {
        .start = on_start, .end = on_end, .text = on_text};
    growing g = {.arena = a};

    ltn_status status = ltn_sax_parse(&handler, &g, bytes, len, diags);
    bool bad = status != LTN_OK || a->failed ||
               ltn_buf_status(&g.text) != LTN_OK ||
               ltn_buf_status(&g.stack) != LTN_OK;
    ltn_buf_release(&g.text);
    ltn_buf_release(&g.stack);
    return bad ? NULL : g.root;
}

const char *ltn_tree_attr_ns(const ltn_tree *t, const char *uri,
                             const char *local)
{
    for (size_t i = 0; i < t->attr_count; i++)
        if (strcmp(t->attrs[i].local, local) == 0 &&
            strcmp(t->attrs[i].uri, uri) == 0)
            return t->attrs[i].value;
    return NULL;
}

const char *ltn_tree_attr_of(const ltn_tree *t, const char *local)
{
    return ltn_tree_attr_ns(t, "", local);
}

static const ltn_tree *from_here(const ltn_tree *t, const char *local)
{
    while (t && strcmp(t->local, local) != 0)
        t = t->next;
    return t;
}

const ltn_tree *ltn_tree_child(const ltn_tree *t, const char *local)
{
    return t ? from_here(t->first, local) : NULL;
}

const ltn_tree *ltn_tree_same(const ltn_tree *t)
{
    return from_here(t->next, t->local);
}

const ltn_tree *ltn_tree_next(const ltn_tree *t, const ltn_tree *root)
{
    if (t->first)
        return t->first;
    while (t != root && !t->next)
        t = t->parent;
    return t == root ? NULL : t->next;
}

bool ltn_tree_is(const ltn_tree *t, const char *uri, const char *local)
{
    return strcmp(t->local, local) == 0 && strcmp(t->uri, uri) == 0;
}
