/* The NCX: OPF 2.0.1 section 2.4.1, allowed by EPUB 3.3 #sec-opf2-ncx. */

#include "validate/epub/epub.h"

#include "util/ascii.h"

#include <stdlib.h>
#include <string.h>

static void check_uid(ltn_epub *e, const ltn_tree *root)
{
    const ltn_tree *m = ltn_tree_child(ltn_tree_child(root, "head"), "meta");

    for (; m; m = ltn_tree_same(m)) {
        const char *name = ltn_tree_attr_of(m, "name");
        const char *uid = ltn_tree_attr_of(m, "content");
        if (!name || !uid || strcmp(name, "dtb:uid") != 0 || !e->uid)
            continue;
        if (strcmp(ltn_epub_trim(e, uid), e->uid) != 0)
            ltn_epub_say(e, m->pos, "NCX-001",
                         "dtb:uid '%s' is not the identifier '%s' of the book",
                         uid, e->uid);
    }
}

typedef struct point {
    unsigned long order;
    const char *id, *src;
    ltn_pos pos;
} point;

static int by_order(const void *a, const void *b)
{
    const point *x = a, *y = b;

    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_id(const void *a, const void *b)
{
    const point *x = a, *y = b;

    return strcmp(x->id, y->id);
}

/* playOrder runs from 1 without gaps; what shares one leads to one place. */
static void check_order(ltn_epub *e, point *at, size_t n)
{
    size_t numbered = 0;

    qsort(at, n, sizeof *at, by_order);
    for (size_t i = 0; i < n; i++) {
        if (at[i].order == 0)
            continue; /* has none */
        const point *last = numbered++ ? &at[i - 1] : NULL;
        if (!last ? at[i].order != 1 : at[i].order > last->order + 1)
            ltn_epub_say(e, at[i].pos, "RSC-005", "playOrder %lu leaves a gap",
                         at[i].order);
        if (last && last->order == at[i].order &&
            strcmp(last->src, at[i].src) != 0)
            ltn_epub_say(e, at[i].pos, "RSC-005",
                         "playOrder %lu is that of another place", at[i].order);
    }
}

static bool is_point(const ltn_tree *t)
{
    return strcmp(t->local, "navPoint") == 0 ||
           strcmp(t->local, "navTarget") == 0 ||
           strcmp(t->local, "pageTarget") == 0;
}

static void check_points(ltn_epub *e, const ltn_tree *root)
{
    size_t n = 0, cap = 0;

    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root))
        cap += is_point(t);
    point *at = ltn_arena_alloc(&e->arena, (cap + 1) * sizeof *at);
    for (const ltn_tree *t = root; at && t; t = ltn_tree_next(t, root)) {
        if (!is_point(t))
            continue;
        const char *order = ltn_tree_attr_of(t, "playOrder");
        const char *id = ltn_tree_attr_of(t, "id");
        const ltn_tree *content = ltn_tree_child(t, "content");
        const char *src = content ? ltn_tree_attr_of(content, "src") : NULL;
        at[n] =
            (point){.id = id ? id : "", .src = src ? src : "", .pos = t->pos};
        for (; order && ltn_ascii_digit(*order); order++)
            if (at[n].order < 100000000)
                at[n].order = at[n].order * 10 + (unsigned long)(*order - '0');
        n++;
    }
    if (n == 0)
        return;
    check_order(e, at, n);
    qsort(at, n, sizeof *at, by_id);
    for (size_t i = 1; i < n; i++)
        if (at[i].id[0] && by_id(&at[i - 1], &at[i]) == 0)
            ltn_epub_say(e, at[i].pos, "RSC-005", "duplicate id '%s'",
                         at[i].id);
}

void ltn_epub_ncx(ltn_epub *e, ltn_epub_item *item)
{
    ltn_buf bytes = {0};
    const ltn_tree *root = NULL;

    if (ltn_epub_read(e, item->path, &bytes)) {
        ltn_epub_doctype(e, item, bytes.data, bytes.len);
        ltn_epub_grammar(e, "schemas/epub/ncx.rnc", bytes.data, bytes.len);
        root = ltn_epub_tree(e, bytes.data, bytes.len, false);
    }
    ltn_buf_release(&bytes);
    if (!root)
        return;
    check_uid(e, root);
    check_points(e, root);
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        const char *src = ltn_tree_attr_of(t, "src");
        if (src && strcmp(t->local, "content") == 0)
            ltn_epub_add_ref(e, LTN_REF_LANDMARK, item, item->path, src,
                             t->pos);
    }
}
