/* What was understood of a document, for programs (`lectern inspect --json`).
 *
 * One object:
 *   source    name, mediaType, encoding, lineEnds, sha256, bytes
 *   counts    words, characters, and nodes of each kind that occurs
 *   metadata  [{key, value, iso, origin, rule, confidence}], winning values
 *   findings  [{topic, value, why}]       layout, convention of quotation, ...
 *   entities  [{id, class, name, role, affiliation, speaker, why}]
 *   works     [{id, name, author, date, identifier, family, url, type}]
 *   outline   the tree below the document: [node]
 * A node: kind, id, class, level, start and end (bytes in the text), line and
 * col in the source, the props that are set (family, identifier, url, cref,
 * when, lang, label, unit, from, to; target, source, next, prev as ids; work
 * and who as ids), why {rule, evidence, confidence from 0 to 1}; for blocks
 * and inlines the text; children, without the characters between them.
 */

#include "model/doc.h"
#include "util/jsonout.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "write/writer.h"

static void put_why(ltn_json *j, const ltn_decision *why)
{
    if (!why)
        return;
    ltn_json_member_object(j, "why");
    ltn_json_member(j, "rule", why->rule);
    ltn_json_member(j, "evidence", why->evidence);
    ltn_json_name(j, "confidence");
    ltn_json_percent(j, why->confidence);
    ltn_json_object_end(j);
}

static void put_source(ltn_json *j, const ltn_source *s)
{
    ltn_json_member_object(j, "source");
    ltn_json_member(j, "name", s->name);
    ltn_json_member(j, "mediaType", s->media_type);
    ltn_json_member(j, "encoding", s->encoding);
    ltn_json_member(j, "lineEnds", s->line_ends);
    ltn_json_member(j, "sha256", s->sha256);
    ltn_json_member_u(j, "bytes", s->bytes);
    ltn_json_object_end(j);
}

static void put_counts(ltn_json *j, const ltn_doc *doc)
{
    uint32_t kinds[LTN_KINDS] = {0};

    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);)
        kinds[it.node->kind] += it.event != LTN_LEAVE;
    ltn_json_member_object(j, "counts");
    ltn_json_member_u(j, "words",
                      ltn_count_words(doc->text.data, doc->text.len));
    ltn_json_member_u(j, "characters",
                      ltn_utf8_count(doc->text.data, doc->text.len));
    for (int k = LTN_DOCUMENT + 1; k < LTN_KINDS; k++)
        if (kinds[k] > 0)
            ltn_json_member_u(j, ltn_kinds[k].name, kinds[k]);
    ltn_json_object_end(j);
}

static void put_value(ltn_json *j, const ltn_meta_value *v)
{
    ltn_json_object(j);
    ltn_json_member(j, "key", ltn_meta_keys[v->key].name);
    ltn_json_member(j, "value", v->text);
    ltn_json_member(j, "iso", v->iso);
    ltn_json_member(j, "origin", ltn_origin_name(v->origin));
    ltn_json_member(j, "rule", v->rule);
    ltn_json_name(j, "confidence");
    ltn_json_percent(j, v->confidence);
    ltn_json_object_end(j);
}

static void put_metadata(ltn_json *j, const ltn_doc *doc)
{
    ltn_json_member_array(j, "metadata");
    for (int key = 0; key < LTN_META_KEYS; key++)
        for (const ltn_meta_value *v =
                 ltn_meta_get(&doc->meta, (ltn_meta_key)key);
             v; v = ltn_meta_more(v))
            put_value(j, v);
    ltn_json_array_end(j);
}

static void put_findings(ltn_json *j, const ltn_doc *doc)
{
    ltn_json_member_array(j, "findings");
    for (uint32_t i = 0; i < doc->findings.len; i++) {
        const ltn_finding *f = &doc->findings.at[i];
        ltn_json_object(j);
        ltn_json_member(j, "topic", f->topic);
        ltn_json_member(j, "value", f->value);
        put_why(j, &f->why);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_entities(ltn_json *j, const ltn_doc *doc)
{
    char id[LTN_ID_BYTES];

    ltn_json_member_array(j, "entities");
    for (uint32_t i = 0; i < doc->entities.len; i++) {
        const ltn_entity *e = &doc->entities.at[i];
        ltn_json_object(j);
        ltn_json_member(j, "id", ltn_entity_id(doc, i + 1, id));
        ltn_json_member(j, "class", ltn_class_name(LTN_NAME, e->cls));
        ltn_json_member(j, "name", e->name);
        ltn_json_member(j, "role", e->role);
        ltn_json_member(j, "affiliation", e->affiliation);
        ltn_json_name(j, "speaker");
        ltn_json_bool(j, e->speaker);
        put_why(j, e->why);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_works(ltn_json *j, const ltn_doc *doc)
{
    char id[LTN_ID_BYTES];

    ltn_json_member_array(j, "works");
    for (uint32_t i = 0; i < doc->works.len; i++) {
        const ltn_work *k = &doc->works.at[i];
        ltn_json_object(j);
        ltn_json_member(j, "id", ltn_work_id(doc, i + 1, id));
        ltn_json_member(j, "name", k->name);
        ltn_json_member(j, "author", k->author);
        ltn_json_member(j, "date", k->date);
        ltn_json_member(j, "identifier", k->identifier);
        ltn_json_member(j, "family", k->family);
        ltn_json_member(j, "url", k->url);
        ltn_json_member(j, "type", k->type);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static void put_key(ltn_json *j, const ltn_doc *doc, const char *name,
                    uint32_t key)
{
    const ltn_node *n = key ? ltn_doc_node(doc, key) : NULL;
    char id[LTN_ID_BYTES];

    if (n && ltn_node_id(n, id)[0])
        ltn_json_member(j, name, id);
}

static void put_props(ltn_json *j, const ltn_doc *doc, const ltn_props *p)
{
    char id[LTN_ID_BYTES];

    ltn_json_member(j, "family", p->family);
    ltn_json_member(j, "identifier", p->identifier);
    ltn_json_member(j, "url", p->url);
    ltn_json_member(j, "cref", p->cref);
    ltn_json_member(j, "when", p->when);
    ltn_json_member(j, "lang", p->lang);
    ltn_json_member(j, "label", p->label);
    ltn_json_member(j, "unit", p->unit);
    ltn_json_member(j, "from", p->from);
    ltn_json_member(j, "to", p->to);
    put_key(j, doc, "target", p->target);
    put_key(j, doc, "source", p->source);
    put_key(j, doc, "next", p->next);
    put_key(j, doc, "prev", p->prev);
    if (ltn_work_id(doc, p->work, id)[0])
        ltn_json_member(j, "work", id);
    if (ltn_entity_id(doc, p->who, id)[0])
        ltn_json_member(j, "who", id);
}

static void put_place(ltn_json *j, const ltn_doc *doc, const ltn_node *n)
{
    ltn_pos pos = ltn_doc_pos(doc, n->start);

    ltn_json_member_u(j, "start", n->start);
    ltn_json_member_u(j, "end", n->end);
    if (pos.line == 0)
        return;
    ltn_json_member_u(j, "line", pos.line);
    ltn_json_member_u(j, "col", pos.col);
}

static bool has_text(const ltn_node *n)
{
    ltn_group group = ltn_kinds[n->kind].group;

    return group == LTN_BLOCKS || group == LTN_INLINES;
}

static void open_node(ltn_json *j, const ltn_doc *doc, const ltn_node *n)
{
    const char *cls = ltn_class_name((ltn_kind)n->kind, n->cls);
    char id[LTN_ID_BYTES];

    ltn_json_object(j);
    ltn_json_member(j, "kind", ltn_kinds[n->kind].name);
    if (ltn_node_id(n, id)[0])
        ltn_json_member(j, "id", id);
    ltn_json_member(j, "class", cls);
    if (n->level > 0)
        ltn_json_member_u(j, "level", n->level);
    put_place(j, doc, n);
    put_props(j, doc, n->props);
    put_why(j, n->why);
    if (has_text(n))
        ltn_json_member_n(j, "text", doc->text.data + n->start,
                          n->end - n->start);
    ltn_json_member_array(j, "children");
}

static void put_outline(ltn_json *j, const ltn_doc *doc)
{
    ltn_json_member_array(j, "outline");
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        if (it.node == doc->root || it.event == LTN_LEAF)
            continue;
        if (it.event == LTN_ENTER) {
            open_node(j, doc, it.node);
            continue;
        }
        ltn_json_array_end(j);
        ltn_json_object_end(j);
    }
    ltn_json_array_end(j);
}

static ltn_status write_json(const ltn_doc *doc,
                             const ltn_write_options *options, ltn_buf *out,
                             ltn_diags *diags)
{
    ltn_json j = {.out = out, .indent = 1};

    (void)options;
    (void)diags;
    ltn_json_object(&j);
    put_source(&j, &doc->source);
    put_counts(&j, doc);
    put_metadata(&j, doc);
    put_findings(&j, doc);
    put_entities(&j, doc);
    put_works(&j, doc);
    put_outline(&j, doc);
    ltn_json_object_end(&j);
    ltn_buf_putc(out, '\n');
    return ltn_buf_status(out);
}

const ltn_writer ltn_writer_outline_json = {
    .name = "outline-json",
    .suffix = ".json",
    .media_type = "application/json",
    .title = "what was understood, for programs",
    .write = write_json,
};
