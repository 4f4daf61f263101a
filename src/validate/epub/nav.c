/* The navigation document, beyond its grammar: EPUB 3.3 #sec-nav. */

#include "validate/epub/epub.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef struct nav {
    ltn_epub *e;
    ltn_epub_item *item;
    const char *type; /* of the nav being looked at */
    ltn_epub_ref_kind kind;
} nav;

static bool is(const ltn_tree *t, const char *local)
{
    return ltn_tree_is(t, LTN_NS_XHTML, local);
}

static const char *type_of(const ltn_tree *t)
{
    return ltn_tree_attr_ns(t, LTN_NS_EPUB, "type");
}

static bool has_words(const char *s)
{
    size_t len;

    return s && ltn_epub_word(&s, &len);
}

/* Whether the element has words, or an image or the like with some. */
static bool has_label(const ltn_tree *root)
{
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        if (has_words(t->text) || has_words(ltn_tree_attr_of(t, "alt")))
            return true;
        if (t != root && (has_words(ltn_tree_attr_of(t, "title")) ||
                          has_words(ltn_tree_attr_of(t, "aria-label"))))
            return true;
        if (!is(t, "a") && !is(t, "span") && strcmp(t->uri, LTN_NS_XHTML) != 0)
            return true; /* SVG, MathML */
    }
    return false;
}

static void check_heading(nav *n, const ltn_tree *t)
{
    if (t->local[0] == 'h' && t->local[1] >= '1' && t->local[1] <= '6' &&
        t->local[2] == '\0' && !has_label(t))
        ltn_epub_say(n->e, t->pos, "RSC-005", "the heading is empty");
}

static void check_link(nav *n, const ltn_tree *a)
{
    const char *href = ltn_tree_attr_of(a, "href");

    if (!has_label(a))
        ltn_epub_say(n->e, a->pos, "RSC-005", "the link has no text");
    if (n->kind == LTN_REF_LANDMARK && n->type &&
        ltn_epub_has_word(n->type, "landmarks") && !has_words(type_of(a)))
        ltn_epub_say(n->e, a->pos, "RSC-005",
                     "a link of landmarks needs an epub:type");
    if (!href)
        return;
    ltn_url u = ltn_epub_resolve(n->e, n->item->path, href);
    if (n->type && (u.remote || u.other) &&
        (ltn_epub_has_word(n->type, "toc") ||
         ltn_epub_has_word(n->type, "landmarks") ||
         ltn_epub_has_word(n->type, "page-list"))) {
        ltn_epub_say(n->e, a->pos, "NAV-010",
                     "the %s nav must not link out of the book: '%s'", n->type,
                     href);
        return;
    }
    ltn_epub_add_ref(n->e, n->kind, n->item, n->item->path, href, a->pos);
    if (n->e->ref_count > 0)
        n->e->refs[n->e->ref_count - 1].ordered =
            n->type && ltn_epub_has_word(n->type, "toc");
}

/* By type and place, so that equal ones meet. */
static int by_landmark(const void *a, const void *b)
{
    const ltn_tree *const *x = a, *const *y = b;
    int order = strcmp(type_of(*x), type_of(*y));

    return order ? order
                 : strcmp(ltn_tree_attr_of(*x, "href"),
                          ltn_tree_attr_of(*y, "href"));
}

/* #sec-nav-landmarks: each kind of place leads to a place once. */
static void check_landmarks(nav *n, const ltn_tree *root)
{
    size_t len = 0, cap = 0;

    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root))
        cap += is(t, "a");
    const ltn_tree **all =
        ltn_arena_alloc(&n->e->arena, (cap + 1) * sizeof *all);
    for (const ltn_tree *t = root; all && t; t = ltn_tree_next(t, root))
        if (is(t, "a") && type_of(t) && ltn_tree_attr_of(t, "href"))
            all[len++] = t;
    if (len > 1)
        qsort((void *)all, len, sizeof *all, by_landmark);
    for (size_t i = 1; i < len; i++)
        if (by_landmark(&all[i - 1], &all[i]) == 0)
            ltn_epub_say(n->e, all[i]->pos, "RSC-005",
                         "the landmark '%s' leads twice to '%s'",
                         type_of(all[i]), ltn_tree_attr_of(all[i], "href"));
}

static void check_nav(nav *n, const ltn_tree *root)
{
    const char *type = n->type;
    bool flat = type && (ltn_epub_has_word(type, "page-list") ||
                         ltn_epub_has_word(type, "landmarks"));

    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        if (is(t, "a"))
            check_link(n, t);
        else if (type && is(t, "span") && !has_label(t))
            ltn_epub_say(n->e, t->pos, "RSC-005", "the label is empty");
        else if (type)
            check_heading(n, t);
        if (flat && is(t, "ol") && !is(t->parent, "nav"))
            ltn_epub_say(n->e, t->pos, "RSC-017",
                         "page-list and landmarks should have no lists in "
                         "lists");
    }
    if (type && ltn_epub_has_word(type, "landmarks"))
        check_landmarks(n, root);
}

/* A nav of a type of its own needs a heading to say what it is. */
static void check_has_heading(nav *n, const ltn_tree *t)
{
    static const char own[] = "toc page-list landmarks";
    const char *list = n->type, *word;
    size_t len;

    while ((word = ltn_epub_word(&list, &len)))
        if (ltn_epub_has_word(own, ltn_epub_copy(n->e, word, len)))
            return;
    if (t->first && is(t->first, "ol"))
        ltn_epub_say(n->e, t->pos, "RSC-005", "this nav needs a heading");
}

void ltn_epub_nav(ltn_epub *e, ltn_epub_item *item, const ltn_tree *root)
{
    static const char *const once[] = {"toc", "page-list", "landmarks"};
    unsigned count[3] = {0};

    assert(root);
    for (const ltn_tree *t = root; t; t = ltn_tree_next(t, root)) {
        if (is(t, "a")) {
            const ltn_tree *p = t->parent;
            while (p && !is(p, "nav"))
                p = p->parent;
            const char *href = ltn_tree_attr_of(t, "href");
            if (!p && href)
                ltn_epub_add_ref(e, LTN_REF_HYPERLINK, item, item->path, href,
                                 t->pos);
        }
        if (!is(t, "nav"))
            continue;
        nav n = {.e = e, .item = item, .type = type_of(t)};
        for (int i = 0; i < 3; i++)
            count[i] += ltn_epub_has_word(n.type, once[i]);
        n.kind = ltn_epub_has_word(n.type, "toc") ||
                         ltn_epub_has_word(n.type, "page-list")
                     ? LTN_REF_NAV
                 : n.type ? LTN_REF_LANDMARK
                          : LTN_REF_HYPERLINK;
        check_nav(&n, t);
        if (n.type)
            check_has_heading(&n, t);
    }
    if (count[0] != 1)
        ltn_epub_say(e, root->pos, "RSC-005",
                     "exactly one nav must be the toc, not %u", count[0]);
    for (int i = 1; i < 3; i++)
        if (count[i] > 1)
            ltn_epub_say(e, root->pos, "RSC-005", "more than one nav is a '%s'",
                         once[i]);
}
