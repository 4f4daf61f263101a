/* rebuild.h - the model again, from nothing but the JSON-LD.
 *
 * ltn_rebuild_differs() makes each node out of its element, its attributes and
 * its selector and compares it with the node of the document; what it returns
 * says what is not the same, NULL that nothing is.
 */
#ifndef REBUILD_H
#define REBUILD_H

#include "model/doc.h"
#include "util/codepoints.h"
#include "write/jsonld/elements.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct rebuild {
    const ltn_doc *doc;
    const json_t *root, *blocks, *annotations;
    ltn_codepoints points;
    char why[300];
} rebuild;

static const char *rebuild_at(const json_t *o, const char *name)
{
    const char *s = json_string_value(json_object_get(o, name));

    return s ? s : "";
}

static unsigned rebuild_classes(ltn_kind kind)
{
    return ltn_class_count(kind) ? ltn_class_count(kind) : 1;
}

static bool rebuild_fits(const json_t *node, ltn_kind kind, unsigned cls)
{
    ltn_ld_element e = ltn_ld_element_of(kind, cls);
    const json_t *attributes = json_object_get(node, "teiAttributes");

    return e.name && strcmp(e.name, rebuild_at(node, "teiElement")) == 0 &&
           (!e.attr || strcmp(rebuild_at(attributes, e.attr), e.value) == 0);
}

/* The kind and class that a node says it is: of those that fit, one that asks
 * for an attribute is meant before one that does not. False: none, or several.
 */
static bool rebuild_kind(const json_t *node, bool block, ltn_kind *kind,
                         unsigned *cls)
{
    unsigned fits = 0, asks = 0;

    for (int k = LTN_DOCUMENT + 1; k < LTN_KINDS; k++)
        for (unsigned c = 0; c < rebuild_classes((ltn_kind)k); c++) {
            if (k == LTN_TEXT || ltn_ld_is_block((ltn_kind)k) != block ||
                !rebuild_fits(node, (ltn_kind)k, c))
                continue;
            bool asked = ltn_ld_element_of((ltn_kind)k, c).attr != NULL;
            if (asks && !asked)
                continue;
            fits = asked && !asks ? 1 : fits + 1;
            asks += asked;
            *kind = (ltn_kind)k;
            *cls = c;
        }
    return fits == 1;
}

/* The id a node of the model has in the JSON-LD. */
static const char *rebuild_id(const ltn_node *n, char out[LTN_ID_BYTES + 1])
{
    char id[LTN_ID_BYTES];

    if (n->kind == LTN_DOCUMENT)
        snprintf(out, LTN_ID_BYTES + 1, "#doc");
    else if (ltn_node_id(n, id)[0])
        snprintf(out, LTN_ID_BYTES + 1, "#%s", id);
    else if (n->key)
        snprintf(out, LTN_ID_BYTES + 1, "#x%u", n->key);
    else
        out[0] = '\0';
    return out;
}

static bool rebuild_same(const char *made, const char *model)
{
    return strcmp(made, model ? model : "") == 0;
}

static const char *rebuild_says(const rebuild *r, const json_t *node,
                                const ltn_node *n, ltn_ld_prop prop)
{
    (void)r;
    return rebuild_at(json_object_get(node, "teiAttributes"),
                      ltn_ld_attribute((ltn_kind)n->kind, n->cls, prop));
}

static const char *rebuild_strings(const rebuild *r, const json_t *node,
                                   const ltn_node *n)
{
    const ltn_props *p = n->props;
    const struct {
        ltn_ld_prop prop;
        const char *model, *name;
    } all[] = {
        {LTN_LD_FAMILY, p->family, "family"},
        {LTN_LD_IDENTIFIER, p->identifier, "identifier"},
        {LTN_LD_URL, p->url, "url"},
        {LTN_LD_CREF, p->cref, "cref"},
        {LTN_LD_WHEN, p->when, "when"},
        {LTN_LD_LANG, p->lang, "lang"},
        {LTN_LD_LABEL, p->label, "label"},
        {LTN_LD_UNIT, p->unit, "unit"},
        {LTN_LD_FROM, p->from, "from"},
        {LTN_LD_TO, p->to, "to"},
    };

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (!rebuild_same(rebuild_says(r, node, n, all[i].prop), all[i].model))
            return all[i].name;
    return NULL;
}

static const char *rebuild_pointers(const rebuild *r, const json_t *node,
                                    const ltn_node *n)
{
    const ltn_props *p = n->props;
    const struct {
        ltn_ld_prop prop;
        uint32_t key;
        const char *name;
    } all[] = {
        {LTN_LD_TARGET, p->target, "target"},
        {LTN_LD_SOURCE, p->source, "source"},
        {LTN_LD_NEXT, p->next, "next"},
        {LTN_LD_PREV, p->prev, "prev"},
    };
    char id[LTN_ID_BYTES + 1];

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const ltn_node *to = ltn_doc_node(r->doc, all[i].key);
        if (!rebuild_same(rebuild_says(r, node, n, all[i].prop),
                          to ? rebuild_id(to, id) : NULL))
            return all[i].name;
    }
    return NULL;
}

static const char *rebuild_things(const rebuild *r, const json_t *node,
                                  const ltn_node *n)
{
    const char *work = rebuild_says(r, node, n, LTN_LD_WORK);
    const char *who = rebuild_says(r, node, n, LTN_LD_WHO);
    char id[LTN_ID_BYTES];

    if (!rebuild_same(work[0] ? work + 1 : work,
                      ltn_work_id(r->doc, n->props->work, id)))
        return "work";
    if (!rebuild_same(who[0] ? who + 1 : who,
                      ltn_entity_id(r->doc, n->props->who, id)))
        return "who";
    return NULL;
}

static const char *rebuild_decision(const json_t *node, const ltn_node *n)
{
    double sure = json_number_value(json_object_get(node, "confidence"));

    if (!rebuild_same(rebuild_at(node, "rule"), n->why ? n->why->rule : NULL))
        return "rule";
    if (!rebuild_same(rebuild_at(node, "evidence"),
                      n->why ? n->why->evidence : NULL))
        return "evidence";
    if ((unsigned)(sure * 100 + 0.5) != (n->why ? n->why->confidence : 0u))
        return "confidence";
    return NULL;
}

static const char *rebuild_range(const rebuild *r, const json_t *node,
                                 const ltn_node *n)
{
    const json_t *selector = json_object_get(node, "selector");

    if (!selector)
        selector = json_object_get(json_object_get(node, "target"), "selector");
    if (json_is_array(selector))
        selector = json_array_get(selector, 0);
    json_int_t start = json_integer_value(json_object_get(selector, "start"));
    json_int_t end = json_integer_value(json_object_get(selector, "end"));
    if (start != ltn_codepoints_at(&r->points, n->start) ||
        end != ltn_codepoints_at(&r->points, n->end))
        return "range";
    return NULL;
}

/* What of a node is not the same, or NULL. */
static const char *rebuild_node(const rebuild *r, const json_t *node,
                                const ltn_node *n)
{
    const json_t *attributes = json_object_get(node, "teiAttributes");
    json_int_t level = json_integer_value(json_object_get(attributes, "depth"));
    char id[LTN_ID_BYTES + 1];
    ltn_kind kind = LTN_DOCUMENT;
    unsigned cls = 0;
    const char *why;

    if (!rebuild_kind(node, ltn_ld_is_block((ltn_kind)n->kind), &kind, &cls) ||
        kind != n->kind)
        return "kind";
    if (cls != n->cls || level != n->level)
        return cls != n->cls ? "class" : "level";
    if (!rebuild_same(rebuild_at(node, "@id"), rebuild_id(n, id)) ||
        !rebuild_same(rebuild_at(node, "teiParent"), rebuild_id(n->parent, id)))
        return "id or parent";
    if ((why = rebuild_range(r, node, n)) ||
        (why = rebuild_strings(r, node, n)) ||
        (why = rebuild_pointers(r, node, n)) ||
        (why = rebuild_things(r, node, n)))
        return why;
    return rebuild_decision(node, n);
}

static bool rebuild_nodes(rebuild *r)
{
    size_t blocks = 0, annotations = 0;

    for (ltn_iter it = ltn_iter_at(r->doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event == LTN_LEAVE || n->kind == LTN_DOCUMENT ||
            n->kind == LTN_TEXT)
            continue;
        const json_t *node =
            ltn_ld_is_block((ltn_kind)n->kind)
                ? json_array_get(r->blocks, blocks++)
                : json_array_get(r->annotations, annotations++);
        const char *why = rebuild_node(r, node, n);
        if (why) {
            snprintf(r->why, sizeof r->why, "%s of the %s at %u to %u", why,
                     ltn_kinds[n->kind].name, n->start, n->end);
            return false;
        }
    }
    snprintf(r->why, sizeof r->why, "more nodes than there are");
    return blocks == json_array_size(r->blocks) &&
           annotations == json_array_size(r->annotations);
}

static bool rebuild_text(rebuild *r)
{
    const json_t *source =
        json_array_get(json_object_get(r->root, "encoding"), 0);
    const json_t *text = json_object_get(source, "text");

    snprintf(r->why, sizeof r->why, "the text");
    return json_string_length(text) == r->doc->text.len &&
           (r->doc->text.len == 0 ||
            memcmp(json_string_value(text), r->doc->text.data,
                   r->doc->text.len) == 0);
}

static bool rebuild_work(const ltn_work *w, const json_t *made)
{
    const char *id = rebuild_at(made, "@id");
    const json_t *identifier = json_object_get(made, "identifier");

    return rebuild_same(rebuild_at(made, "name"), w->name) &&
           rebuild_same(id[0] == '#' ? rebuild_at(made, "url") : id, w->url) &&
           rebuild_same(rebuild_at(identifier, "value"), w->identifier) &&
           (!w->identifier ||
            rebuild_same(rebuild_at(identifier, "propertyID"), w->family));
}

static bool rebuild_works(rebuild *r)
{
    const json_t *works = json_object_get(r->root, "citation");

    snprintf(r->why, sizeof r->why, "the number of works");
    if (json_array_size(works) != r->doc->works.len)
        return false;
    for (uint32_t i = 0; i < r->doc->works.len; i++) {
        snprintf(r->why, sizeof r->why, "work %u", i + 1);
        if (!rebuild_work(&r->doc->works.at[i], json_array_get(works, i)))
            return false;
    }
    return true;
}

/* NULL, or what differs, in why. */
static const char *rebuild_differs(const ltn_doc *doc, const char *bytes,
                                   size_t len, char why[300])
{
    rebuild r = {.doc = doc};
    json_t *root =
        json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

    r.root = root;
    r.blocks = json_object_get(root, "hasPart");
    r.annotations = json_object_get(
        json_array_get(json_object_get(root, "subjectOf"), 1), "items");
    snprintf(r.why, sizeof r.why, "no JSON");
    bool same = root &&
                ltn_codepoints_init(&r.points, doc->text.data, doc->text.len) &&
                rebuild_text(&r) && rebuild_works(&r) && rebuild_nodes(&r);
    ltn_codepoints_release(&r.points);
    json_decref(root);
    memcpy(why, r.why, sizeof r.why);
    return same ? NULL : why;
}

#endif
