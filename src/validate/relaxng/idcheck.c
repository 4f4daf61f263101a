/* IDs: RELAX NG DTD Compatibility #id. */

#include "validate/relaxng/place.h"
#include "validate/relaxng/run.h"

/* IDs ---------------------------------------------------------------------- */

enum { AMBIGUOUS = 100, NOT_FOUND = 101 };

ltn_id_kind ltn_run_id_kind(const ltn_schema *s, ltn_pat value)
{
    const ltn_pattern *q = ltn_pat_at(&s->pats, value);

    return q->kind == LTN_PAT_DATA ? ltn_type_id(&s->types, q->a) : LTN_ID_NONE;
}

/* The ID type that an attribute has in p, together with what was found. */
static uint32_t kind_in(ltn_automaton *a, ltn_pat p, ltn_name_id name,
                        uint32_t found)
{
    const ltn_schema *s = &a->schema;
    const ltn_pattern *q = ltn_pat_at(&s->pats, p);

    if (!(q->flags & LTN_HAS_ATTRIBUTE) || --a->deriver.budget < 0)
        return found;
    if (q->kind == LTN_PAT_ATTRIBUTE) {
        uint32_t kind = ltn_run_id_kind(s, q->b);
        if (!ltn_nc_contains(&s->names, q->a, name) || kind == found)
            return found;
        return found == NOT_FOUND ? kind : AMBIGUOUS;
    }
    if (q->kind == LTN_PAT_GROUP)
        return kind_in(a, q->b, name, kind_in(a, q->a, name, found));
    if (q->kind == LTN_PAT_ONE_OR_MORE)
        return kind_in(a, q->a, name, found);
    for (uint32_t i = 0; i < q->b; i++)
        found = kind_in(a, s->pats.operands[q->a + i], name, found);
    return found;
}

/* RELAX NG DTD Compatibility #id: an attribute of an element has one ID type
 * in the whole schema. Where it has not, it is not checked. */
static uint32_t kind_of(ltn_run *v, ltn_name_id element, ltn_name_id attribute)
{
    const ltn_schema *s = &v->a->schema;
    uint32_t kind = ltn_map_get(&v->a->id_kinds, element, attribute);

    if (kind != LTN_MAP_NONE)
        return kind;
    kind = NOT_FOUND;
    v->a->deriver.budget -= s->element_count / 8;
    for (uint32_t i = 0; i < s->element_count; i++)
        if (s->elements[i].reachable &&
            ltn_nc_contains(&s->names, s->elements[i].nc, element))
            kind = kind_in(v->a, s->elements[i].content, attribute, kind);
    ltn_map_put(&v->a->id_kinds, element, attribute, kind);
    if (kind == AMBIGUOUS)
        ltn_diag_add(v->diags, LTN_WARNING, ltn_sax_pos(v->x), "rng.id.type",
                     "the schema gives this element's ID attribute several "
                     "types; it is not checked");
    return kind;
}

void ltn_run_take_id(ltn_run *v, const ltn_sax_attr *at, ltn_name_id name)
{
    uint32_t kind = kind_of(v, v->frames[v->depth].name, name);
    size_t len = (size_t)(at->end - at->value);

    if (kind > LTN_IDREFS || kind == LTN_ID_NONE ||
        ltn_ids_take(&v->ids, (ltn_id_kind)kind, at->value, len,
                     ltn_sax_offset(v->x)))
        return;
    ltn_buf *b = ltn_run_message(v);
    ltn_buf_puts(b, "ID \"");
    ltn_buf_put(b, at->value, len < 200 ? len : 200);
    ltn_buf_puts(b, "\" has already been defined");
    ltn_run_report(v, "rng.id.duplicate");
}

/* Each ID that something refers to and nothing has. */
void ltn_run_check_references(ltn_run *v, const char *bytes, size_t len)
{
    for (uint32_t i = 0; i < v->ids.len; i++) {
        const ltn_id_entry *e = &v->ids.at[i];
        if (e->defined || !e->referred)
            continue;
        ltn_buf *b = ltn_run_message(v);
        ltn_buf_puts(b, "nothing has the ID \"");
        ltn_buf_put(b, e->id, e->len < 200 ? e->len : 200);
        ltn_buf_puts(b, "\" that is referred to here");
        ltn_run_report_at(v, ltn_place_in(bytes, len, e->offset),
                          "rng.id.dangling");
    }
}
