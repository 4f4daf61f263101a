#include "validate/jsonld/jsonld.h"

#include "util/keyhash.h"
#include "vocab/schema.h"

#include <string.h>

/* An open hash table: at most half full, its size a power of two. */
struct ltn_jd_ids {
    size_t size;
    struct slot {
        const char *id;
        ltn_jd_id means;
    } * slots;
};

static struct slot *slot_of(const ltn_jd_ids *ids, const char *id)
{
    size_t i = (size_t)ltn_key_hash(0, id, strlen(id)) & (ids->size - 1);

    while (ids->slots[i].id && strcmp(ids->slots[i].id, id) != 0)
        i = (i + 1) & (ids->size - 1);
    return &ids->slots[i];
}

const ltn_jd_id *ltn_jd_id_find(const ltn_jd *d, const char *id)
{
    const struct slot *s = slot_of(d->ids, id);

    return s->id ? &s->means : NULL;
}

static void add(ltn_jd *d, ltn_jd_place place, const char *id,
                ltn_jd_node *node)
{
    struct slot *s = slot_of(d->ids, id);

    if (s->id)
        ltn_jd_wrong(d, place, "jsonld.id.twice",
                     "the id %s is given a second time", id);
    *s = (struct slot){id, {place.list, node}};
}

static bool make_table(ltn_jd *d, size_t most)
{
    size_t size = 64;

    while (size < most * 2)
        size *= 2;
    d->ids = ltn_arena_alloc(&d->arena, sizeof *d->ids);
    struct slot *slots = ltn_arena_alloc(&d->arena, size * sizeof *slots);
    if (!d->ids || !slots)
        return false;
    d->ids->size = size;
    d->ids->slots = slots;
    return true;
}

void ltn_jd_ids_add(ltn_jd *d, ltn_jd_node *n)
{
    const char *id = ltn_jd_string(n->value, "@id");

    if (id[0])
        add(d, (ltn_jd_place){n->list, n->order, "@id"},
            d->quiet ? ltn_jd_keep(d, id) : id, n);
}

static void add_works(ltn_jd *d)
{
    const ltn_jv *works = ltn_jv_get(d->root, "citation");

    for (size_t i = 0; i < ltn_jv_len(works); i++)
        add(d, (ltn_jd_place){LTN_JD_WORKS, i, "@id"},
            ltn_jd_string(ltn_jv_item(works, i), "@id"), NULL);
}

/* What the lists of nodes and works are not in: little, and of known depth. */
typedef void visit(ltn_jd *d, const char *member, const char *key,
                   const char *value);

static bool is_list(const char *key)
{
    return strcmp(key, "hasPart") == 0 || strcmp(key, "citation") == 0 ||
           strcmp(key, "@context") == 0 || strcmp(key, "items") == 0;
}

static void walk(ltn_jd *d, const char *top, const char *key, const ltn_jv *v,
                 visit *each)
{
    if (v->type == LTN_JV_STRING)
        each(d, top, key, v->is.string);
    for (size_t i = 0; v->type == LTN_JV_ARRAY && i < v->len; i++)
        walk(d, top, key, &v->is.items[i], each);
    for (size_t i = 0; v->type == LTN_JV_OBJECT && i < v->len; i++) {
        const ltn_jv_member *m = &v->is.members[i];
        if (!is_list(m->name))
            walk(d, top ? top : m->name, m->name, &m->value, each);
    }
}

/* The origin of the source is called by its address, which may be that of a
 * work, too. */
static void take_id(ltn_jd *d, const char *member, const char *key,
                    const char *value)
{
    if (strcmp(key, "@id") == 0 && value[0] == '#')
        add(d, (ltn_jd_place){LTN_JD_ROOT, 0, member}, value, NULL);
}

static void follow(ltn_jd *d, const char *member, const char *key,
                   const char *value)
{
    const ltn_term *t = value[0] == '#' ? ltn_term_find(key) : NULL;

    if (t && t->type && strcmp(t->type, "@id") == 0)
        ltn_jd_check_reference(d, (ltn_jd_place){LTN_JD_ROOT, 0, member},
                               value);
}

static void count(ltn_jd *d, const char *member, const char *key,
                  const char *value)
{
    (void)member;
    d->id_count += strcmp(key, "@id") == 0 && value[0] == '#';
}

void ltn_jd_ids_start(ltn_jd *d)
{
    d->id_count = d->nodes[LTN_JD_BLOCKS].len +
                  d->nodes[LTN_JD_ANNOTATIONS].len +
                  ltn_jv_len(ltn_jv_get(d->root, "citation"));
    walk(d, NULL, "", d->root, count);
    if (!make_table(d, d->id_count))
        return;
    walk(d, NULL, "", d->root, take_id);
    add_works(d);
}

void ltn_jd_ids_finish(ltn_jd *d)
{
    size_t n = d->later.len / sizeof(const char *);

    d->complete = true;
    walk(d, NULL, "", d->root, follow);
    for (size_t i = 0; i < n; i++) {
        const char *id;
        memcpy(&id, d->later.data + i * sizeof id, sizeof id);
        d->bad = d->bad || !ltn_jd_id_find(d, id);
    }
    d->bad = d->bad || ltn_buf_status(&d->later) != LTN_OK;
}

void ltn_jd_check_reference(ltn_jd *d, ltn_jd_place place, const char *id)
{
    if (id[0] != '#' || ltn_jd_id_find(d, id))
        return;
    if (d->quiet && !d->complete) {
        const char *kept = ltn_jd_keep(d, id);
        ltn_buf_put(&d->later, (const char *)&kept, sizeof kept);
    } else
        ltn_jd_wrong(d, place, "jsonld.id.dangling",
                     "%s is not the id of anything in this file", id);
}
