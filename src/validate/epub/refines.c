/* What refines what in the package metadata: EPUB 3.3 #attrdef-refines. Each
 * question is about all expressions at once, so that it costs one sort. */

#include "validate/epub/epub.h"

#include <stdlib.h>
#include <string.h>

/* A meta element with a property. */
typedef struct expression {
    const char *refines, *property; /* "": of the book; trimmed */
    ltn_pos pos;
    size_t order;
} expression;

typedef struct expressions {
    expression *at;
    size_t len;
} expressions;

static int by_target(const void *a, const void *b)
{
    const expression *x = a, *y = b;
    int order = strcmp(x->refines, y->refines);

    if (order == 0)
        order = strcmp(x->property, y->property);
    return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static expressions collect(ltn_epub *e, const ltn_tree *metadata)
{
    expressions x = {0};
    size_t n = 0;

    for (const ltn_tree *m = ltn_tree_child(metadata, "meta"); m;
         m = ltn_tree_same(m))
        n++;
    x.at = ltn_arena_alloc(&e->arena, (n + 1) * sizeof *x.at);
    if (!x.at)
        return x;
    for (const ltn_tree *m = ltn_tree_child(metadata, "meta"); m;
         m = ltn_tree_same(m)) {
        const char *property = ltn_tree_attr_of(m, "property");
        const char *refines = ltn_tree_attr_of(m, "refines");
        if (!property)
            continue;
        x.at[x.len] = (expression){
            .refines = refines ? refines : "",
            .property = ltn_epub_trim(e, property),
            .pos = m->pos,
            .order = x.len,
        };
        x.len++;
    }
    qsort(x.at, x.len, sizeof *x.at, by_target);
    return x;
}

static void check_once(ltn_epub *e, const expressions *x)
{
    for (size_t i = 1; i < x->len; i++) {
        const expression *a = &x->at[i - 1], *b = &x->at[i];
        if (strcmp(a->refines, b->refines) == 0 &&
            strcmp(a->property, b->property) == 0 &&
            ltn_epub_is_once(b->property))
            ltn_epub_say(e, b->pos, "RSC-005", "'%s' is given more than once",
                         b->property);
    }
}

static int is_about(const void *key, const void *at)
{
    const expression *want = key, *x = at;
    /* want has the id alone */
    int order = x->refines[0] == '#' ? strcmp(want->refines, x->refines + 1)
                                     : '#' - x->refines[0];

    return order ? order : strcmp(want->property, x->property);
}

/* Whether there is such an expression about the element with this id. */
static bool has(const expressions *x, const char *id, const char *property)
{
    const expression want = {.refines = id, .property = property};

    return x->at && bsearch(&want, x->at, x->len, sizeof want, is_about);
}

/* term and authority come together: #term. */
static void check_subjects(ltn_epub *e, const ltn_tree *metadata,
                           const expressions *x)
{
    for (const ltn_tree *s = ltn_tree_child(metadata, "subject"); s;
         s = ltn_tree_same(s)) {
        const char *id = ltn_tree_attr_of(s, "id");
        if (id && has(x, id, "term") != has(x, id, "authority"))
            ltn_epub_say(e, s->pos, "RSC-005",
                         "'term' and 'authority' of a subject come together");
    }
}

/* #sec-mo-package-metadata: how long each overlay is, and all together. */
static void check_durations(ltn_epub *e, const ltn_tree *metadata,
                            const expressions *x)
{
    bool any = false, total = false;
    uint64_t sum = 0, whole = 0;

    for (size_t i = 0; i < e->item_count; i++) {
        const ltn_epub_item *item = &e->items[i];
        const ltn_epub_item *o =
            item->overlay ? ltn_epub_item_of(e, item->overlay) : NULL;
        any |= o != NULL;
        if (o && !has(x, o->id, "media:duration"))
            ltn_epub_say(e, o->pos, "RSC-005",
                         "the overlay '%s' has no media:duration", o->href);
    }
    for (const ltn_tree *m = any ? ltn_tree_child(metadata, "meta") : NULL; m;
         m = ltn_tree_same(m)) {
        const char *property = ltn_tree_attr_of(m, "property");
        bool refines = ltn_tree_attr_of(m, "refines") != NULL;
        if (!property || strcmp(property, "media:duration") != 0)
            continue;
        if (refines)
            sum += ltn_epub_clock(m->text);
        else
            whole = ltn_epub_clock(m->text);
        total |= !refines;
    }
    if (any && !total)
        ltn_epub_say(e, metadata->pos, "RSC-005",
                     "there are overlays, but no media:duration of all");
    else if (any && (sum > whole + 1000 || whole > sum + 1000))
        ltn_epub_say(e, metadata->pos, "MED-016",
                     "media:duration is not the sum of those of the overlays");
}

static int named_so(const void *id, const void *at)
{
    return strcmp(id, ((const ltn_epub_named *)at)->id);
}

/* The index in e->named of what "#id" refers to; named_count: nothing. */
static size_t index_of(const ltn_epub *e, const char *refines)
{
    const ltn_epub_named *at = NULL;

    if (refines && refines[0] == '#' && e->named)
        at = bsearch(refines + 1, e->named, e->named_count, sizeof *at,
                     named_so);
    return at ? (size_t)(at - e->named) : e->named_count;
}

const ltn_tree *ltn_epub_refined(const ltn_epub *e, const char *refines)
{
    size_t i = index_of(e, refines);

    return i < e->named_count ? e->named[i].element : NULL;
}

enum { UNSEEN, ON_THE_WAY, ENDS, RETURNS };

static size_t next_of(const ltn_epub *e, size_t i)
{
    return index_of(e, ltn_tree_attr_of(e->named[i].element, "refines"));
}

/* Whether the way along refines from i leads back to where it was. Every
 * element on the way gets the answer, so that none is gone to twice. */
static bool returns(const ltn_epub *e, unsigned char *marks, size_t from)
{
    size_t end = e->named_count, i = from;

    for (; i < end && marks[i] == UNSEEN; i = next_of(e, i))
        marks[i] = ON_THE_WAY;
    unsigned char found =
        i < end && (marks[i] == ON_THE_WAY || marks[i] == RETURNS) ? RETURNS
                                                                   : ENDS;
    for (i = from; i < end && marks[i] == ON_THE_WAY; i = next_of(e, i))
        marks[i] = found;
    return found == RETURNS;
}

/* "#a refines #b refines #a" */
static void check_rings(ltn_epub *e, const ltn_tree *metadata)
{
    unsigned char *marks = ltn_arena_alloc(&e->arena, e->named_count + 1);

    for (const ltn_tree *t = metadata->first; marks && t; t = t->next) {
        const char *refines = ltn_tree_attr_of(t, "refines");
        if (refines && ltn_tree_attr_of(t, "id") &&
            index_of(e, refines) < e->named_count &&
            returns(e, marks, index_of(e, refines)))
            ltn_epub_say(e, t->pos, "OPF-065", "refines leads back to itself");
    }
}

void ltn_epub_refines(ltn_epub *e, const ltn_tree *metadata)
{
    const expressions x = collect(e, metadata);

    check_once(e, &x);
    check_subjects(e, metadata, &x);
    check_durations(e, metadata, &x);
    check_rings(e, metadata);
}
