#include "validate/jsonld/jsonld.h"

#include <stdlib.h>
#include <string.h>

static ltn_jd_place at(const ltn_jd_node *n, const char *member)
{
    return (ltn_jd_place){n->list, n->order, member};
}

/* ---- collecting ---- */

/* Of a selector: the TextPositionSelector, alone or before the words. */
static const ltn_jv *position_of(const ltn_jv *selector)
{
    return ltn_jv_is(selector, LTN_JV_ARRAY) ? ltn_jv_item(selector, 0)
                                             : selector;
}

static size_t point(const ltn_jv *position, const char *name)
{
    return (size_t)ltn_jv_integer(ltn_jv_get(position, name));
}

static const ltn_jv *selector_of(const ltn_jd_node *n)
{
    const ltn_jv *from =
        n->list == LTN_JD_BLOCKS ? n->value : ltn_jv_get(n->value, "target");

    return ltn_jv_get(from, "selector");
}

bool ltn_jd_nodes_start(ltn_jd *d, ltn_jd_list list, size_t n)
{
    ltn_jd_nodes *nodes = &d->nodes[list];

    nodes->at = ltn_arena_alloc(&d->arena, n * sizeof *nodes->at + 1);
    nodes->len = nodes->at ? n : 0;
    return nodes->at != NULL;
}

static ltn_jd_node *take_node(ltn_jd *d, ltn_jd_list list, size_t i,
                              const ltn_jv *value)
{
    ltn_jd_node *x = &d->nodes[list].at[i];

    *x = (ltn_jd_node){.value = value, .list = list, .order = i};
    const ltn_jv *position = position_of(selector_of(x));
    x->start = point(position, "start");
    x->end = point(position, "end");
    x->up = ltn_jd_string(value, "teiParent");
    return x;
}

static void take(ltn_jd *d, ltn_jd_list list, const ltn_jv *items)
{
    size_t n = ltn_jv_len(items);

    if (!ltn_jd_nodes_start(d, list, n))
        return;
    for (size_t i = 0; i < n; i++)
        take_node(d, list, i, ltn_jv_item(items, i));
}

void ltn_jd_nodes_collect(ltn_jd *d)
{
    const ltn_jv *pages = ltn_jv_get(d->root, "subjectOf");

    take(d, LTN_JD_BLOCKS, ltn_jv_get(d->root, "hasPart"));
    take(d, LTN_JD_ANNOTATIONS, ltn_jv_get(ltn_jv_item(pages, 1), "items"));
}

/* ---- bounds ---- */

static void check_bounds(ltn_jd *d, ltn_jd_node *n)
{
    if (n->end < n->start)
        ltn_jd_wrong(d, at(n, NULL), "jsonld.position.order",
                     "it ends at %zu, before it starts at %zu", n->end,
                     n->start);
    if (n->start > d->points || n->end > d->points)
        ltn_jd_wrong(d, at(n, NULL), "jsonld.position.bounds",
                     "%zu to %zu is outside of the text of %zu code points",
                     n->start, n->end, d->points);
}

/* ---- parents ---- */

/* Where a node may hang without a circle: below an earlier one of its list, or
 * below one of the other list that is itself below an earlier one. */
static bool may_hang(const ltn_jd_node *n, const ltn_jd_node *parent)
{
    if (parent->list == n->list)
        return parent->order < n->order;
    return n->list == LTN_JD_ANNOTATIONS || parent->home <= n->order;
}

static void find_parent(ltn_jd *d, ltn_jd_node *n)
{
    const char *name = n->up;
    const ltn_jd_id *id = ltn_jd_id_find(d, name);

    if (!id || (!id->node && strcmp(name, "#doc") != 0)) {
        ltn_jd_wrong(d, at(n, "teiParent"), "jsonld.parent",
                     "%s is no block and no annotation", name);
        return;
    }
    if (id->node && !may_hang(n, id->node)) {
        ltn_jd_wrong(d, at(n, "teiParent"), "jsonld.parent.order",
                     "%s does not come before what is in it", name);
        return;
    }
    n->parent = id->node;
    if (n->list == LTN_JD_ANNOTATIONS && n->parent)
        n->home = n->parent->list == LTN_JD_BLOCKS ? n->parent->order + 1
                                                   : n->parent->home;
}

static void check_inside(ltn_jd *d, const ltn_jd_node *n)
{
    const ltn_jd_node *p = n->parent;

    if (p && (n->start < p->start || n->end > p->end))
        ltn_jd_wrong(d, at(n, NULL), "jsonld.nesting",
                     "%zu to %zu is not inside of its parent, %zu to %zu",
                     n->start, n->end, p->start, p->end);
}

/* ---- order ---- */

/* How many nodes a node is in, itself counted. Each is counted once: what is
 * above the first one that knows is not walked again. */
static size_t depth_of(ltn_jd_node *n)
{
    size_t depth = 0;

    for (const ltn_jd_node *x = n; x; x = x->parent) {
        if (x->depth > 0) {
            depth += x->depth;
            break;
        }
        depth++;
    }
    for (ltn_jd_node *x = n; x && x->depth == 0; x = x->parent)
        x->depth = depth--;
    return n->depth;
}

/* Whether a comes before b in the text: at one place, what is higher up, and
 * of siblings the one that has no extent. */
static bool before(ltn_jd_node *a, ltn_jd_node *b)
{
    if (a->start != b->start)
        return a->start < b->start;
    if (depth_of(a) != depth_of(b))
        return a->depth < b->depth;
    return a->end == a->start;
}

static void check_sibling(ltn_jd *d, ltn_jd_node *n, size_t *last)
{
    if (n->start < *last)
        ltn_jd_wrong(d, at(n, NULL), "jsonld.overlap",
                     "it starts at %zu, inside of what stands before it, which "
                     "ends at %zu",
                     n->start, *last);
    if (n->end > *last)
        *last = n->end;
}

/* Both lists in the order of the text: children of one parent follow each
 * other, whichever list they are in. */
static void check_order(ltn_jd *d)
{
    ltn_jd_nodes *b = &d->nodes[LTN_JD_BLOCKS];
    ltn_jd_nodes *a = &d->nodes[LTN_JD_ANNOTATIONS];
    size_t whole = 0;

    for (size_t i = 0, k = 0; i < b->len || k < a->len;) {
        bool next_is_block =
            k == a->len || (i < b->len && !before(&a->at[k], &b->at[i]));
        ltn_jd_node *n = next_is_block ? &b->at[i++] : &a->at[k++];
        check_sibling(d, n, n->parent ? &n->parent->children : &whole);
    }
}

static void check_sorted(ltn_jd *d, const ltn_jd_nodes *nodes)
{
    for (size_t i = 1; i < nodes->len; i++)
        if (nodes->at[i].start < nodes->at[i - 1].start)
            ltn_jd_wrong(d, at(&nodes->at[i], NULL), "jsonld.order",
                         "it starts at %zu, before the one listed before it",
                         nodes->at[i].start);
}

static void check_number(ltn_jd *d, const ltn_jd_node *n)
{
    int64_t is = ltn_jv_integer(ltn_jv_get(n->value, "position"));

    if ((size_t)is != n->order + 1)
        ltn_jd_wrong(d, at(n, "position"), "jsonld.position",
                     "it is number %zu in the list", n->order + 1);
}

/* ---- words ---- */

enum { MARKS = 32 }; /* bytes of quotation marks and space round a quotation */

static bool same(const ltn_jv *words, const char *s, size_t len)
{
    return ltn_jv_len(words) == len &&
           memcmp(ltn_jv_string(words), s, len) == 0;
}

/* Whether the words stand in s, behind a few marks. */
static bool contains(const char *s, size_t len, const ltn_jv *words)
{
    size_t n = ltn_jv_len(words);

    for (size_t i = 0; i + n <= len && i <= MARKS; i++)
        if (memcmp(s + i, ltn_jv_string(words), n) == 0)
            return true;
    return false;
}

/* The words before and after, whose length is up to the writer. */
static void check_context(ltn_jd *d, const ltn_jd_node *n, const ltn_jv *quote)
{
    const ltn_jv *prefix = ltn_jv_get(quote, "prefix");
    const ltn_jv *suffix = ltn_jv_get(quote, "suffix");
    size_t before, after, np = ltn_jv_len(prefix);
    size_t ns = ltn_jv_len(suffix);
    const char *p = ltn_jd_slice(d, 0, n->start, &before);
    const char *s = ltn_jd_slice(d, n->end, d->points, &after);

    if (np > before || !same(prefix, p + before - np, np))
        ltn_jd_wrong(d, at(n, "target/selector/1/prefix"), "jsonld.prefix",
                     "these words do not stand before it");
    if (ns > after || !same(suffix, s, ns))
        ltn_jd_wrong(d, at(n, "target/selector/1/suffix"), "jsonld.suffix",
                     "these words do not stand after it");
}

static void check_words(ltn_jd *d, const ltn_jd_node *n)
{
    const ltn_jv *quote = ltn_jv_item(selector_of(n), 1);
    const ltn_jv *said = ltn_jv_get(ltn_jv_get(n->value, "body"), "text");
    size_t len;

    if (n->start > n->end || n->end > d->points || (!quote && !said))
        return;
    const char *s = ltn_jd_slice(d, n->start, n->end, &len);
    if (quote && !same(ltn_jv_get(quote, "exact"), s, len))
        ltn_jd_wrong(d, at(n, "target/selector/1/exact"), "jsonld.exact",
                     "these are not the words from %zu to %zu", n->start,
                     n->end);
    if (said && !contains(s, len, said))
        ltn_jd_wrong(d, at(n, "body/text"), "jsonld.quotation",
                     "these words are not in the quotation");
    if (quote)
        check_context(d, n, quote);
}

/* ---- references ---- */

/* The work that "#w.3" means, called by its address in the list of works. */
static const ltn_jv *work_of(const ltn_jd *d, const char *id)
{
    const ltn_jv *works = ltn_jv_get(d->root, "citation");
    size_t n = strncmp(id, "#w.", 3) == 0 ? strtoul(id + 3, NULL, 10) : 0;

    return n > 0 ? ltn_jv_item(works, n - 1) : NULL;
}

/* The address of a link or of a work is an address, whatever it is; that of a
 * name is who is named. */
static bool points(const ltn_jd_node *n, const char *attribute)
{
    const char *element = ltn_jd_string(n->value, "teiElement");

    if (strcmp(attribute, "target") == 0)
        return strcmp(
                   ltn_jd_string(ltn_jv_get(n->value, "teiAttributes"), "type"),
                   "link") != 0;
    if (strcmp(attribute, "ref") != 0)
        return true;
    size_t len = strlen(element);
    return strcmp(element, "tei:name") == 0 ||
           (len > 8 && strcmp(element + len - 4, "Name") == 0);
}

static void check_pointers(ltn_jd *d, const ltn_jd_node *n)
{
    static const char *const pointers[] = {"source",  "next", "prev", "target",
                                           "corresp", "who",  "ref",  "ana"};
    const ltn_jv *attributes = ltn_jv_get(n->value, "teiAttributes");

    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
        const char *id = ltn_jd_string(attributes, pointers[i]);
        if (id[0] == '#' && points(n, pointers[i]) && !work_of(d, id))
            ltn_jd_check_reference(d, at(n, "teiAttributes"), id);
    }
}

/* The body of what names a work is that work. */
static void check_work(ltn_jd *d, const ltn_jd_node *n)
{
    const ltn_jv *attributes = ltn_jv_get(n->value, "teiAttributes");
    const ltn_jv *body = ltn_jv_get(n->value, "body");
    const ltn_jv *work = work_of(d, ltn_jd_string(attributes, "corresp"));

    if (work && ltn_jv_is(body, LTN_JV_STRING) &&
        strcmp(ltn_jv_string(body), ltn_jd_string(work, "@id")) != 0)
        ltn_jd_wrong(d, at(n, "body"), "jsonld.work",
                     "the body is not the work that the attributes name, %s",
                     ltn_jd_string(work, "@id"));
}

static void check_references(ltn_jd *d, const ltn_jd_node *n)
{
    const ltn_jv *body = ltn_jv_get(n->value, "body");
    const ltn_jv *holder = ltn_jv_is(body, LTN_JV_OBJECT) ? body : n->value;
    bool inside = holder == body;

    check_pointers(d, n);
    check_work(d, n);
    if (ltn_jv_is(body, LTN_JV_STRING))
        ltn_jd_check_reference(d, at(n, "body"), ltn_jv_string(body));
    ltn_jd_check_reference(d, at(n, inside ? "body/isBasedOn" : "isBasedOn"),
                           ltn_jd_string(holder, "isBasedOn"));
    ltn_jd_check_reference(
        d, at(n, inside ? "body/spokenByCharacter" : "spokenByCharacter"),
        ltn_jd_string(holder, "spokenByCharacter"));
}

/* ---- all ---- */

/* A block in an annotation asks what block that is in. */
static void find_parents(ltn_jd *d)
{
    ltn_jd_nodes *blocks = &d->nodes[LTN_JD_BLOCKS];
    ltn_jd_nodes *annotations = &d->nodes[LTN_JD_ANNOTATIONS];

    for (size_t i = 0; i < annotations->len; i++)
        find_parent(d, &annotations->at[i]);
    for (size_t i = 0; i < blocks->len; i++)
        find_parent(d, &blocks->at[i]);
}

static void check_list(ltn_jd *d, ltn_jd_nodes *nodes)
{
    for (size_t i = 0; i < nodes->len; i++) {
        ltn_jd_node *n = &nodes->at[i];
        check_bounds(d, n);
        check_inside(d, n);
        check_words(d, n);
        check_references(d, n);
        if (n->list == LTN_JD_BLOCKS)
            check_number(d, n);
    }
    check_sorted(d, nodes);
}

void ltn_jd_check_nodes(ltn_jd *d)
{
    find_parents(d);
    check_list(d, &d->nodes[LTN_JD_BLOCKS]);
    check_list(d, &d->nodes[LTN_JD_ANNOTATIONS]);
    check_order(d);
}

void ltn_jd_pass_node(ltn_jd *d, ltn_jd_list list, size_t i,
                      const ltn_jv *value)
{
    ltn_jd_node *n = take_node(d, list, i, value);
    const ltn_jd_node *before = i > 0 ? n - 1 : NULL;

    n->up = before && strcmp(before->up, n->up) == 0 ? before->up
                                                     : ltn_jd_keep(d, n->up);
    ltn_jd_ids_add(d, n);
    check_words(d, n);
    check_references(d, n);
    if (list == LTN_JD_BLOCKS)
        check_number(d, n);
    n->value = NULL;
}

void ltn_jd_check_passed(ltn_jd *d)
{
    find_parents(d);
    for (ltn_jd_list l = LTN_JD_BLOCKS; l <= LTN_JD_ANNOTATIONS; l++) {
        ltn_jd_nodes *nodes = &d->nodes[l];
        for (size_t i = 0; i < nodes->len; i++) {
            check_bounds(d, &nodes->at[i]);
            check_inside(d, &nodes->at[i]);
        }
        check_sorted(d, nodes);
    }
    check_order(d);
}

void ltn_jd_check_works(ltn_jd *d)
{
    const ltn_jv *works = ltn_jv_get(d->root, "citation");

    for (size_t i = 0; i < ltn_jv_len(works); i++) {
        const ltn_jv *w = ltn_jv_item(works, i);
        ltn_jd_place place = {LTN_JD_WORKS, i, "position"};
        if (ltn_jv_integer(ltn_jv_get(w, "position")) != (int64_t)i + 1)
            ltn_jd_wrong(d, place, "jsonld.position",
                         "it is number %zu in the list", i + 1);
        place.member = "wasDerivedFrom";
        ltn_jd_check_reference(d, place, ltn_jd_string(w, "wasDerivedFrom"));
    }
}
