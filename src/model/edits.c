#include "model/edits.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void ltn_edits_init(ltn_edits *e, ltn_doc *doc)
{
    *e = (ltn_edits){.doc = doc};
}

void ltn_edits_release(ltn_edits *e)
{
    free(e->marks);
    free(e->changes);
    *e = (ltn_edits){0};
}

/* Room for one more mark in a growing array, or NULL. */
static ltn_mark *one_more(ltn_edits *e, ltn_mark **at, size_t *len, size_t *cap)
{
    if (e->status != LTN_OK)
        return NULL;
    if (*len == *cap) {
        size_t more = *cap ? *cap * 2 : 64;
        ltn_mark *bigger = realloc(*at, more * sizeof *bigger);
        if (!bigger) {
            e->status = LTN_ENOMEM;
            return NULL;
        }
        *at = bigger;
        *cap = more;
    }
    return &(*at)[(*len)++];
}

uint32_t ltn_edit_mark(ltn_edits *e, const ltn_mark *mark)
{
    ltn_mark *m = one_more(e, &e->marks, &e->len, &e->cap);

    if (!m)
        return 0;
    *m = *mark;
    m->key = ++e->doc->keys;
    return m->key;
}

void ltn_edit_change(ltn_edits *e, const ltn_node *node, const ltn_mark *as)
{
    ltn_mark *m = one_more(e, &e->changes, &e->change_len, &e->change_cap);

    if (!m)
        return;
    *m = *as;
    m->key = node->key;
    m->end = 0;
    if (!m->props)
        m->props = node->props;
    if (!m->why)
        m->why = node->why;
}

void ltn_edit_split(ltn_edits *e, const ltn_node *node, uint32_t at,
                    const ltn_mark *as)
{
    assert(node->start < at && at < node->end);
    assert(ltn_kinds[node->kind].group == LTN_BLOCKS);
    ltn_mark *m = one_more(e, &e->changes, &e->change_len, &e->change_cap);
    if (!m)
        return;
    *m = *as;
    m->key = node->key;
    m->end = at;
}

void ltn_edit_dissolve(ltn_edits *e, const ltn_node *node)
{
    ltn_edit_change(e, node, &(ltn_mark){.kind = LTN_KINDS});
}

void *ltn_edit_alloc(ltn_edits *e, size_t size)
{
    void *p =
        e->status == LTN_OK ? ltn_arena_alloc(&e->doc->strings, size) : NULL;

    if (!p && e->status == LTN_OK)
        e->status = LTN_ENOMEM;
    return p;
}

ltn_props *ltn_edit_props(ltn_edits *e, const ltn_props *like)
{
    ltn_props *p = ltn_edit_alloc(e, sizeof *p);

    if (p && like)
        *p = *like;
    return p;
}

const ltn_decision *ltn_edit_why(ltn_edits *e, const char *rule,
                                 unsigned percent, const char *evidence)
{
    ltn_decision *d = ltn_edit_alloc(e, sizeof *d);

    if (d)
        *d = (ltn_decision){
            .rule = rule, .evidence = evidence, .confidence = (uint8_t)percent};
    return d;
}

const char *ltn_edit_string(ltn_edits *e, const char *s, size_t len)
{
    char *copy = ltn_edit_alloc(e, len + 1);

    if (copy && len > 0)
        memcpy(copy, s, len);
    return copy;
}

void ltn_edit_meta(ltn_edits *e, ltn_meta_key key, const char *text,
                   const char *iso, const char *rule, unsigned percent)
{
    if (e->status != LTN_OK)
        return;
    ltn_meta_add(&e->doc->meta, &e->doc->strings,
                 &(ltn_meta_value){.key = key,
                                   .origin = LTN_DETECTED,
                                   .confidence = (uint8_t)percent,
                                   .rule = rule,
                                   .text = text,
                                   .iso = iso});
    if (e->doc->strings.failed)
        e->status = LTN_ENOMEM;
}

/* Room for one more of size bytes in an arena array; NULL on failure. What an
 * old array held is copied; the arena keeps the old one until it ends. */
static void *grow(ltn_edits *e, void *at, uint32_t len, uint32_t *cap,
                  size_t size)
{
    if (len < *cap)
        return at;
    uint32_t more = *cap ? *cap * 2 : 16;
    void *bigger = ltn_edit_alloc(e, more * size);
    if (!bigger)
        return NULL;
    if (len > 0)
        memcpy(bigger, at, len * size);
    *cap = more;
    return bigger;
}

uint32_t ltn_edit_work(ltn_edits *e, const ltn_work *w)
{
    ltn_works *a = &e->doc->works;
    ltn_work *at = grow(e, a->at, a->len, &a->cap, sizeof *at);

    if (!at)
        return 0;
    a->at = at;
    at[a->len] = *w;
    return ++a->len;
}

uint32_t ltn_edit_entity(ltn_edits *e, const ltn_entity *n)
{
    ltn_entities *a = &e->doc->entities;
    ltn_entity *at = grow(e, a->at, a->len, &a->cap, sizeof *at);

    if (!at)
        return 0;
    a->at = at;
    at[a->len] = *n;
    return ++a->len;
}

uint32_t ltn_edit_finding(ltn_edits *e, const ltn_finding *f)
{
    ltn_findings *a = &e->doc->findings;
    ltn_finding *at = grow(e, a->at, a->len, &a->cap, sizeof *at);

    if (!at)
        return 0;
    a->at = at;
    at[a->len] = *f;
    return ++a->len;
}
