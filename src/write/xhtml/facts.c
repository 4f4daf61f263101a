/* What must be known before the first byte is written: where each id will
 * stand, which nodes may be links, who refers to a note. */

#include "write/xhtml/map.h"
#include "write/xhtml/xhtml.h"

#include <stdio.h>
#include <stdlib.h>

static ltn_xh_fact *fact(const ltn_xh *x, uint32_t key)
{
    return &x->facts[key <= x->doc->keys ? key : 0];
}

void ltn_xh_init(ltn_xh *x, const ltn_doc *doc, bool epub)
{
    const char *tag = ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und");

    *x = (ltn_xh){.doc = doc, .epub = epub, .words = ltn_words_for(tag)};
    x->facts =
        ltn_arena_alloc(&x->arena, ((size_t)doc->keys + 1) * sizeof *x->facts);
    x->failed = !x->facts;
}

void ltn_xh_release(ltn_xh *x)
{
    ltn_arena_release(&x->arena);
    free((void *)x->waiting);
    free(x->pages);
}

unsigned ltn_xh_depth(const ltn_node *n)
{
    unsigned depth = 0;

    while ((n = n->parent))
        depth++;
    return depth;
}

/* Every node round n has a link inside of it. Stops at the first that knows
 * already, so that the whole is linear. */
static void tell_parents(ltn_xh *x, const ltn_node *n)
{
    for (n = n->parent; n && n->key && !fact(x, n->key)->linked; n = n->parent)
        fact(x, n->key)->linked = true;
}

/* Whether n is a link wherever it may be one; seen from inside. */
static bool may_link(const ltn_node *n)
{
    switch ((int)n->kind) {
    case LTN_NOTE_REF: return n->props->target != 0;
    case LTN_LINK: return ltn_xh_is_url(n->props->url);
    case LTN_CITATION: return n->props->work || ltn_xh_is_url(n->props->url);
    case LTN_MENTION: return n->props->work || n->props->target;
    default: return false;
    }
}

static void claim_one(ltn_xh *x, const ltn_node *n, uint32_t file)
{
    ltn_xh_fact *f = fact(x, n->key);

    if (n->key == 0)
        return;
    if (n->ordinal && (n->kind == LTN_PAGE_BREAK ? n->props->label != NULL
                                                 : ltn_xh_maps[n->kind].id))
        f->file = file;
    if (n->kind == LTN_NOTE_REF && n->props->target &&
        fact(x, n->props->target)->ref == 0)
        fact(x, n->props->target)->ref = n->key;
    if (may_link(n))
        tell_parents(x, n);
}

void ltn_xh_claim(ltn_xh *x, const ltn_node *from, const ltn_node *to,
                  uint32_t file)
{
    unsigned base = from ? ltn_xh_depth(from) : 0;

    for (const ltn_node *n = from; n && n != to && !x->failed; n = n->next) {
        unsigned depth = base;
        for (ltn_iter it = ltn_iter_at(n); ltn_iter_next(&it);) {
            if (it.event == LTN_LEAVE) {
                depth--;
                continue;
            }
            if (depth < LTN_XH_DEPTH)
                claim_one(x, it.node, file);
            if (it.event != LTN_ENTER)
                continue;
            depth++;
            if (it.node->kind == LTN_NOTE_REF || depth > LTN_XH_DEPTH)
                ltn_iter_skip(&it);
        }
    }
}

const char *ltn_xh_file(uint32_t file, char out[LTN_XH_HREF])
{
    snprintf(out, LTN_XH_HREF, "ch%03u.xhtml", file);
    return out;
}

const char *ltn_xh_href(const ltn_xh *x, uint32_t key, char out[LTN_XH_HREF])
{
    char id[LTN_ID_BYTES], name[LTN_XH_HREF] = "";
    const ltn_node *n = ltn_doc_node(x->doc, key);
    uint32_t file = n ? fact(x, key)->file : 0;

    if (file == 0 || !ltn_node_id(n, id)[0])
        return NULL;
    if (x->epub && file != x->file)
        ltn_xh_file(file, name);
    snprintf(out, LTN_XH_HREF, "%.30s#%s", name, id);
    return out;
}
