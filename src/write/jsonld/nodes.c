#include "write/jsonld/elements.h"
#include "write/jsonld/jsonld.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <stdio.h>
#include <string.h>

/* The id of a node: that of the TEI, or one made of its key for the kinds that
 * have none there; "" for line breaks, which nothing points at. */
static const char *id_of(const ltn_node *n, char out[LTN_ID_BYTES])
{
    if (n->kind == LTN_DOCUMENT)
        return "doc";
    if (!ltn_node_id(n, out)[0] && n->key)
        snprintf(out, LTN_ID_BYTES, "x%u", n->key);
    return out;
}

static void put_node_ref(ltn_ld *ld, const char *name, uint32_t key)
{
    const ltn_node *n = ltn_doc_node(ld->doc, key);
    char id[LTN_ID_BYTES];

    if (n)
        ltn_ld_ref(&ld->j, name, id_of(n, id));
}

/* ---- "teiAttributes" ---- */

typedef struct attributes {
    ltn_ld *ld;
    const ltn_node *node;
    bool open;
} attributes;

static const char *attribute(attributes *a, ltn_ld_prop prop)
{
    if (!a->open) {
        ltn_json_member_object(&a->ld->j, "teiAttributes");
        a->open = true;
    }
    return ltn_ld_attribute(a->node->kind, a->node->cls, prop);
}

static void put_string(attributes *a, ltn_ld_prop prop, const char *value)
{
    if (value && value[0])
        ltn_json_member(&a->ld->j, attribute(a, prop), value);
}

static void put_pointer(attributes *a, ltn_ld_prop prop, uint32_t key)
{
    if (key && ltn_doc_node(a->ld->doc, key))
        put_node_ref(a->ld, attribute(a, prop), key);
}

static void put_id(attributes *a, ltn_ld_prop prop, const char *id)
{
    if (id[0])
        ltn_ld_ref(&a->ld->j, attribute(a, prop), id);
}

static void put_props(attributes *a)
{
    const ltn_props *p = a->node->props;
    char id[LTN_ID_BYTES];

    put_string(a, LTN_LD_FAMILY, p->family);
    put_string(a, LTN_LD_IDENTIFIER, p->identifier);
    put_string(a, LTN_LD_URL, p->url);
    put_string(a, LTN_LD_CREF, p->cref);
    put_string(a, LTN_LD_WHEN, p->when);
    put_string(a, LTN_LD_LANG, p->lang);
    put_string(a, LTN_LD_LABEL, p->label);
    put_string(a, LTN_LD_UNIT, p->unit);
    put_string(a, LTN_LD_FROM, p->from);
    put_string(a, LTN_LD_TO, p->to);
    put_pointer(a, LTN_LD_TARGET, p->target);
    put_pointer(a, LTN_LD_SOURCE, p->source);
    put_pointer(a, LTN_LD_NEXT, p->next);
    put_pointer(a, LTN_LD_PREV, p->prev);
    put_id(a, LTN_LD_WORK, ltn_work_id(a->ld->doc, p->work, id));
    put_id(a, LTN_LD_WHO, ltn_entity_id(a->ld->doc, p->who, id));
}

/* JSON-LD 1.1 #json-literals: one literal, so that no attribute needs a term */
static void put_attributes(ltn_ld *ld, const ltn_node *n,
                           const ltn_ld_element *e)
{
    attributes a = {.ld = ld, .node = n};

    if (e->attr) {
        ltn_json_member_object(&ld->j, "teiAttributes");
        a.open = true;
        ltn_json_member(&ld->j, e->attr, e->value);
    }
    put_props(&a);
    if (n->level > 0)
        ltn_json_member_u(&ld->j, attribute(&a, LTN_LD_LEVEL), n->level);
    if (a.open)
        ltn_json_object_end(&ld->j);
}

/* ---- "selector" ---- */

/* Web Annotation #text-position-selector: start is inclusive, end is not */
static void put_position(ltn_ld *ld, const ltn_node *n)
{
    ltn_json *j = &ld->j;

    ltn_json_object(j);
    ltn_json_member(j, "@type", "TextPositionSelector");
    ltn_json_member_u(j, "start", ltn_codepoints_at(&ld->points, n->start));
    ltn_json_member_u(j, "end", ltn_codepoints_at(&ld->points, n->end));
    ltn_json_object_end(j);
}

enum { CONTEXT = 24 }; /* code points round a quotation */

static const char *back(const char *s, const char *start)
{
    for (int i = 0; i < CONTEXT && s > start; i++)
        ltn_utf8_prev(&s, start);
    return s;
}

static const char *forth(const char *s, const char *end)
{
    for (int i = 0; i < CONTEXT && s < end; i++)
        ltn_utf8_next(&s, end);
    return s;
}

/* Web Annotation #text-quote-selector */
static void put_exact(ltn_ld *ld, const ltn_node *n)
{
    const char *text = ld->text, *end = text + ld->doc->text.len;
    const char *from = text + n->start, *to = text + n->end;
    const char *before = back(from, text), *after = forth(to, end);
    ltn_json *j = &ld->j;

    ltn_json_object(j);
    ltn_json_member(j, "@type", "TextQuoteSelector");
    ltn_json_member_n(j, "exact", from, (size_t)(to - from));
    ltn_json_member_n(j, "prefix", before, (size_t)(from - before));
    ltn_json_member_n(j, "suffix", to, (size_t)(after - to));
    ltn_json_object_end(j);
}

static bool has_exact(ltn_kind kind)
{
    return kind == LTN_QUOTE || kind == LTN_CITATION || kind == LTN_MENTION;
}

static void put_selector(ltn_ld *ld, const ltn_node *n)
{
    ltn_json *j = &ld->j;

    ltn_json_member(j, "source", "#text");
    ltn_json_name(j, "selector");
    if (!has_exact(n->kind)) {
        put_position(ld, n);
        return;
    }
    ltn_json_array(j);
    put_position(ld, n);
    put_exact(ld, n);
    ltn_json_array_end(j);
}

/* ---- quotations ---- */

/* Words of a source, or of someone who is known. Speech in a story is neither,
 * and would have the story twice in the file. */
static bool is_quotation(const ltn_node *n)
{
    bool said = n->kind == LTN_REPORTED;

    if (n->kind == LTN_QUOTE || n->kind == LTN_BLOCK_QUOTE) {
        if (n->cls == LTN_Q_QUOTE)
            return true;
        said = n->cls == LTN_Q_SAID;
    }
    return said && (n->props->who || n->props->source);
}

/* What is quoted and who says it: the work of the citation that sources it, or
 * the citation. */
static void put_source(ltn_ld *ld, const ltn_node *n)
{
    const ltn_node *source = ltn_doc_node(ld->doc, n->props->source);
    char id[LTN_ID_BYTES];

    if (source && source->props->work)
        ltn_ld_work_ref(ld, "isBasedOn", source->props->work);
    else if (source)
        ltn_ld_ref(&ld->j, "isBasedOn", id_of(source, id));
    ltn_ld_ref(&ld->j, "spokenByCharacter",
               ltn_entity_id(ld->doc, n->props->who, id));
}

static bool is_mark(uint32_t c)
{
    return c == '"' || c == '\'' || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A ||
           (c >= 0x300A && c <= 0x300F) || ltn_is_space(c);
}

enum { MARKS = 8 }; /* left out at each end, and no more */

/* Leaves out the marks at both ends and the space inside of them. */
static void put_quoted_text(ltn_ld *ld, const ltn_node *n)
{
    const char *s = ld->text + n->start, *at = s;
    const char *end = ld->text + n->end;

    for (int i = 0; i < MARKS && s < end && is_mark(ltn_utf8_next(&at, end));
         i++)
        s = at;
    at = end;
    for (int i = 0; i < MARKS && end > s && is_mark(ltn_utf8_prev(&at, s)); i++)
        end = at;
    ltn_json_member_n(&ld->j, "text", s, (size_t)(end - s));
}

/* ---- "body" ---- */

static void put_quotation(ltn_ld *ld, const ltn_node *n)
{
    ltn_json *j = &ld->j;

    ltn_json_member_object(j, "body");
    ltn_json_member(j, "@type", "Quotation");
    put_quoted_text(ld, n);
    put_source(ld, n);
    ltn_json_object_end(j);
}

static void put_body(ltn_ld *ld, const ltn_node *n)
{
    const ltn_props *p = n->props;
    char id[LTN_ID_BYTES];

    if (is_quotation(n))
        put_quotation(ld, n);
    else if (p->work)
        ltn_ld_work_ref(ld, "body", p->work);
    else if (n->kind == LTN_NAME)
        ltn_ld_ref(&ld->j, "body", ltn_entity_id(ld->doc, p->who, id));
    else if (p->target)
        put_node_ref(ld, "body", p->target);
    else if (n->kind != LTN_BIBL_PART)
        ltn_ld_iri(&ld->j, "body", p->url);
}

/* ---- blocks ---- */

static const char *block_type(const ltn_node *n)
{
    if (n->kind == LTN_FURNITURE)
        return n->cls == LTN_FW_NAVIGATION ? "SiteNavigationElement"
                                           : "WebPageElement";
    if (n->kind == LTN_DIVISION && n->cls == LTN_DIV_CHAPTER)
        return "Chapter";
    if (n->kind == LTN_TABLE)
        return "Table";
    return is_quotation(n) ? "Quotation" : "CreativeWork";
}

static void put_tei(ltn_ld *ld, const ltn_node *n)
{
    ltn_ld_element e = ltn_ld_element_of(n->kind, n->cls);
    char id[LTN_ID_BYTES];

    ltn_json_member(&ld->j, "teiElement", e.name);
    ltn_ld_ref(&ld->j, "teiParent", id_of(n->parent, id));
    put_attributes(ld, n, &e);
}

static void put_block(ltn_ld *ld, const ltn_node *n, uint32_t position)
{
    ltn_json *j = &ld->j;
    char id[LTN_ID_BYTES];

    ltn_json_object(j);
    unsigned indent = ltn_ld_fold(j);
    ltn_ld_ref(j, "@id", id_of(n, id));
    ltn_ld_types(j, block_type(n), "SpecificResource");
    ltn_json_member_u(j, "position", position);
    put_tei(ld, n);
    put_selector(ld, n);
    if (is_quotation(n))
        put_source(ld, n);
    ltn_ld_decision(j, n->why);
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

void ltn_ld_blocks(ltn_ld *ld)
{
    uint32_t position = 0;

    ltn_json_member_array(&ld->j, "hasPart");
    for (ltn_iter it = ltn_iter_at(ld->doc->root); ltn_iter_next(&it);)
        if (it.event != LTN_LEAVE && it.node->kind != LTN_DOCUMENT &&
            ltn_ld_is_block(it.node->kind))
            put_block(ld, it.node, ++position);
    ltn_json_array_end(&ld->j);
}

/* ---- annotations ---- */

/* Web Annotation vocabulary #motivations */
static const char *motivation(ltn_kind kind)
{
    static const char *const motives[LTN_KINDS] = {
        [LTN_CITATION] = "linking",      [LTN_MENTION] = "linking",
        [LTN_NOTE_REF] = "linking",      [LTN_LINK] = "linking",
        [LTN_NAME] = "identifying",      [LTN_EMPHASIS] = "highlighting",
        [LTN_LINE_BREAK] = "describing", [LTN_PAGE_BREAK] = "describing",
        [LTN_HYPHEN] = "describing",
    };

    return motives[kind] ? motives[kind] : "classifying";
}

static void put_annotation(ltn_ld *ld, const ltn_node *n)
{
    ltn_json *j = &ld->j;
    char id[LTN_ID_BYTES];

    ltn_json_object(j);
    unsigned indent = ltn_ld_fold(j);
    ltn_ld_ref(j, "@id", id_of(n, id));
    ltn_json_member(j, "@type", "Annotation");
    put_tei(ld, n);
    ltn_json_member(j, "motivation", motivation(n->kind));
    put_body(ld, n);
    ltn_json_member_object(j, "target");
    ltn_json_member(j, "@type", "SpecificResource");
    put_selector(ld, n);
    ltn_json_object_end(j);
    ltn_ld_decision(j, n->why);
    ltn_json_object_end(j);
    ltn_ld_spread(j, indent);
}

void ltn_ld_annotations(ltn_ld *ld)
{
    ltn_json *j = &ld->j;

    ltn_json_object(j);
    ltn_json_member(j, "@id", "#annotations");
    ltn_ld_types(j, "Dataset", "AnnotationPage");
    ltn_json_member(j, "name", "Inline markup of the document");
    ltn_json_member_array(j, "items");
    for (ltn_iter it = ltn_iter_at(ld->doc->root); ltn_iter_next(&it);)
        if (it.event != LTN_LEAVE && it.node->kind != LTN_TEXT &&
            !ltn_ld_is_block(it.node->kind))
            put_annotation(ld, it.node);
    ltn_json_array_end(j);
    ltn_json_object_end(j);
}
