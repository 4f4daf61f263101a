#include "validate/relaxng/expect.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_MAX = 16, /* names in one message; the rest is counted */
    FOUND_MAX = 1024
};

/* Name classes met, each once. */
struct names {
    uint32_t nc[FOUND_MAX];
    unsigned count;
    bool text, data; /* may come too */
};

static void add_name(struct names *n, uint32_t nc)
{
    for (unsigned i = 0; i < n->count; i++)
        if (n->nc[i] == nc)
            return;
    if (n->count < FOUND_MAX)
        n->nc[n->count++] = nc;
}

/* Walking ends when the document's budget does: a hostile pattern may be
 * reached in too many ways. */
static bool pay(ltn_automaton *a)
{
    return --a->deriver.budget > 0;
}

/* What may come first in p: elements, text, data. */
static void find_first(ltn_automaton *a, ltn_pat p, struct names *n)
{
    const ltn_schema *s = &a->schema;
    const ltn_pattern *q = ltn_pat_at(&s->pats, p);

    if (!pay(a))
        return;
    switch ((ltn_pat_kind)q->kind) {
    case LTN_PAT_TEXT: n->text = true; break;
    case LTN_PAT_DATA:
    case LTN_PAT_VALUE:
    case LTN_PAT_LIST: n->data = true; break;
    case LTN_PAT_ELEMENT: add_name(n, s->elements[q->a].nc); break;
    case LTN_PAT_CHOICE:
    case LTN_PAT_INTERLEAVE:
        for (uint32_t i = 0; i < q->b; i++)
            find_first(a, s->pats.operands[q->a + i], n);
        break;
    case LTN_PAT_GROUP:
        find_first(a, q->a, n);
        if (ltn_pat_nullable(&s->pats, q->a))
            find_first(a, q->b, n);
        break;
    case LTN_PAT_ONE_OR_MORE: find_first(a, q->a, n); break;
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_ATTRIBUTE: break;
    }
}

/* The name that p stands for when it is an element (an attribute), else none.
 */
static uint32_t name_of(const ltn_schema *s, const ltn_pattern *q,
                        unsigned kind)
{
    if (q->kind != kind)
        return LTN_NC_NONE;
    return kind == LTN_PAT_ELEMENT ? s->elements[q->a].nc : q->a;
}

/* Whether p cannot be without an element (attribute) of that name class. */
static bool needs(ltn_automaton *a, ltn_pat p, unsigned kind, uint32_t nc)
{
    const ltn_schema *s = &a->schema;
    const ltn_pattern *q = ltn_pat_at(&s->pats, p);

    if (!pay(a))
        return false;
    switch ((ltn_pat_kind)q->kind) {
    case LTN_PAT_CHOICE:
        for (uint32_t i = 0; i < q->b; i++)
            if (!needs(a, s->pats.operands[q->a + i], kind, nc))
                return false;
        return true;
    case LTN_PAT_INTERLEAVE:
        for (uint32_t i = 0; i < q->b; i++)
            if (needs(a, s->pats.operands[q->a + i], kind, nc))
                return true;
        return false;
    case LTN_PAT_GROUP:
        return needs(a, q->a, kind, nc) || needs(a, q->b, kind, nc);
    case LTN_PAT_ONE_OR_MORE: return needs(a, q->a, kind, nc);
    case LTN_PAT_ELEMENT:
    case LTN_PAT_ATTRIBUTE: return name_of(s, q, kind) == nc;
    case LTN_PAT_EMPTY:
    case LTN_PAT_NOT_ALLOWED:
    case LTN_PAT_TEXT:
    case LTN_PAT_LIST:
    case LTN_PAT_DATA:
    case LTN_PAT_VALUE: break;
    }
    return false;
}

/* Names in p that may be needed: in a choice, those of its first operand (what
 * all need, the first needs). `all`: of every operand. */
static void find_names(ltn_automaton *a, ltn_pat p, unsigned kind, bool all,
                       struct names *n)
{
    const ltn_schema *s = &a->schema;
    const ltn_pattern *q = ltn_pat_at(&s->pats, p);
    uint32_t nc = name_of(s, q, kind);

    if (nc != LTN_NC_NONE)
        add_name(n, nc);
    if (!pay(a))
        return;
    if (q->kind == LTN_PAT_GROUP) {
        find_names(a, q->a, kind, all, n);
        find_names(a, q->b, kind, all, n);
    } else if (q->kind == LTN_PAT_ONE_OR_MORE) {
        find_names(a, q->a, kind, all, n);
    } else if (q->kind == LTN_PAT_INTERLEAVE || q->kind == LTN_PAT_CHOICE) {
        bool first = q->kind == LTN_PAT_CHOICE && !all;
        for (uint32_t i = 0; i < (first ? 1 : q->b); i++)
            find_names(a, s->pats.operands[q->a + i], kind, all, n);
    }
}

static void keep_needed(ltn_automaton *a, ltn_pat p, unsigned kind,
                        struct names *n)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < n->count; i++)
        if (!(n->nc[i] & LTN_NC_WILD) && needs(a, p, kind, n->nc[i]))
            n->nc[kept++] = n->nc[i];
    n->count = kept;
}

/* Words -------------------------------------------------------------------- */

static void put_nc(const ltn_schema *s, uint32_t nc, const char *uri,
                   ltn_buf *out)
{
    if (nc & LTN_NC_WILD) {
        const ltn_nc *c = &s->names.classes[nc & ~(uint32_t)LTN_NC_WILD];
        ltn_buf_puts(out, c->kind == LTN_NC_NS ? "any name from namespace \""
                                               : "any name");
        if (c->kind == LTN_NC_NS) {
            ltn_buf_puts(out, s->names.uris[c->a].uri);
            ltn_buf_putc(out, '"');
        }
        return;
    }
    const ltn_name *name = &s->names.at[nc];
    const char *have = s->names.uris[name->uri].uri;
    if (have && strcmp(have, "http://www.w3.org/XML/1998/namespace") == 0) {
        ltn_buf_printf(out, "\"xml:%s\"", name->local ? name->local : "*");
        return;
    }
    ltn_buf_putc(out, '"');
    ltn_buf_puts(out, name->local ? name->local : "*");
    ltn_buf_putc(out, '"');
    if (have && uri && strcmp(have, uri) != 0) {
        ltn_buf_puts(out, *have ? " from namespace \"" : " in no namespace");
        ltn_buf_puts(out, have);
        ltn_buf_puts(out, *have ? "\"" : "");
    }
}

static void put_separator(ltn_buf *out, unsigned i, unsigned n,
                          const char *last)
{
    if (i > 0 && i + 1 == n)
        ltn_buf_puts(out, last);
    else if (i > 0)
        ltn_buf_puts(out, ", ");
}

static int by_name(const ltn_schema *s, uint32_t a, uint32_t b)
{
    bool wild = a & LTN_NC_WILD || b & LTN_NC_WILD;
    const char *x = wild ? NULL : s->names.at[a].local;
    const char *y = wild ? NULL : s->names.at[b].local;

    if (!x || !y)
        return (a > b) - (a < b);
    return strcmp(x, y);
}

static void sort(const ltn_schema *s, struct names *n)
{
    for (unsigned i = 1; i < n->count; i++)
        for (unsigned k = i; k > 0 && by_name(s, n->nc[k - 1], n->nc[k]) > 0;
             k--) {
            uint32_t swap = n->nc[k];
            n->nc[k] = n->nc[k - 1];
            n->nc[k - 1] = swap;
        }
}

/* more: alternatives that follow the names. */
static void put_names(const ltn_schema *s, struct names *n, const char *uri,
                      const char *last, unsigned more, ltn_buf *out)
{
    unsigned shown = n->count < SHOWN_MAX ? n->count : SHOWN_MAX;
    unsigned all = shown + (shown < n->count) + more;

    sort(s, n);
    for (unsigned i = 0; i < shown; i++) {
        put_separator(out, i, all, last);
        put_nc(s, n->nc[i], uri, out);
    }
    if (shown < n->count) {
        put_separator(out, shown, all, last);
        ltn_buf_printf(out, "one of %u others", n->count - shown);
    }
}

void ltn_expect_content(ltn_automaton *a, ltn_state s, const char *uri,
                        ltn_buf *out)
{
    const ltn_state_info info = a->states[s];
    struct names n = {0};
    bool end = false;

    if (a->mute)
        return;
    for (uint32_t i = 0; i < info.count; i++) {
        ltn_pat p = a->threads[info.first + i];
        find_first(a, p, &n);
        end |= ltn_pat_nullable(&a->schema.pats, p);
    }
    unsigned named = n.count < SHOWN_MAX ? n.count : SHOWN_MAX + 1;
    unsigned more = (unsigned)n.text + n.data + end, all = named + more,
             at = named;
    if (all == 0)
        return;
    ltn_buf_puts(out, "; expected ");
    if (n.count > 0)
        ltn_buf_puts(out, "element ");
    put_names(&a->schema, &n, uri, " or ", more, out);
    if (n.text) {
        put_separator(out, at++, all, " or ");
        ltn_buf_puts(out, "text");
    }
    if (n.data) {
        put_separator(out, at++, all, " or ");
        ltn_buf_puts(out, "data");
    }
    if (end) {
        put_separator(out, at++, all, " or ");
        ltn_buf_puts(out, "the end-tag");
    }
}

static void drop_name(struct names *n, uint32_t nc)
{
    for (unsigned i = 0; i < n->count; i++)
        if (n->nc[i] == nc)
            n->nc[i--] = n->nc[--n->count];
}

unsigned ltn_expect_required(ltn_automaton *a, ltn_state s, ltn_name_id but,
                             const char *uri, ltn_buf *out)
{
    const ltn_state_info info = a->states[s];
    struct names n = {0};

    if (info.count == 0 || a->mute)
        return 0;
    find_names(a, a->threads[info.first], LTN_PAT_ELEMENT, false, &n);
    for (uint32_t i = 0; i < info.count; i++)
        if (a->threads[info.first + i] != LTN_NOT_ALLOWED_PAT)
            keep_needed(a, a->threads[info.first + i], LTN_PAT_ELEMENT, &n);
    drop_name(&n, but);
    put_names(&a->schema, &n, uri, " and ", 0, out);
    return n.count;
}

unsigned ltn_expect_attributes(ltn_automaton *a, const ltn_pat *p, uint32_t n,
                               const ltn_name_id *given, unsigned count,
                               ltn_buf *out)
{
    struct names names = {0};

    for (uint32_t i = 0; i < n && !a->mute; i++)
        find_names(a, p[i], LTN_PAT_ATTRIBUTE, true, &names);
    for (unsigned i = 0; i < count; i++)
        drop_name(&names, given[i]);
    put_names(&a->schema, &names, "", " or ", 0, out);
    return names.count;
}

unsigned ltn_expect_required_attributes(ltn_automaton *a, const ltn_pat *p,
                                        uint32_t n, ltn_buf *out)
{
    struct names names = {0};

    if (n > 0 && !a->mute)
        find_names(a, p[0], LTN_PAT_ATTRIBUTE, false, &names);
    for (uint32_t i = 0; i < n; i++)
        keep_needed(a, p[i], LTN_PAT_ATTRIBUTE, &names);
    put_names(&a->schema, &names, "", " and ", 0, out);
    return names.count;
}

/* Values ------------------------------------------------------------------- */

static void put_value(const ltn_schema *s, uint32_t value, ltn_buf *out)
{
    const ltn_value *v = &s->types.values[value];

    ltn_buf_putc(out, '"');
    ltn_buf_put(out, v->text, v->text_len < 60 ? v->text_len : 60);
    ltn_buf_puts(out, v->text_len < 60 ? "\"" : "…\"");
}

static void put_alternative(const ltn_schema *s, const ltn_pattern *q,
                            ltn_buf *out)
{
    if (q->kind == LTN_PAT_VALUE)
        put_value(s, q->a, out);
    else if (q->kind == LTN_PAT_DATA)
        ltn_type_describe(&s->types, q->a, out);
    else
        ltn_buf_puts(out, q->kind == LTN_PAT_LIST    ? "a list of tokens"
                          : q->kind == LTN_PAT_EMPTY ? "empty"
                                                     : "something else");
}

void ltn_expect_value(ltn_automaton *a, ltn_pat p, ltn_buf *out)
{
    const ltn_schema *s = &a->schema;
    const ltn_pattern *q = ltn_pat_at(&s->pats, p);

    if (q->kind == LTN_PAT_NOT_ALLOWED || q->kind == LTN_PAT_TEXT || a->mute)
        return;
    ltn_buf_puts(out, q->kind == LTN_PAT_VALUE ? "; must be equal to "
                                               : "; must be ");
    if (q->kind != LTN_PAT_CHOICE) {
        put_alternative(s, q, out);
        return;
    }
    unsigned n = q->b < SHOWN_MAX ? q->b : SHOWN_MAX;
    for (unsigned i = 0; i < n; i++) {
        put_separator(out, i, q->b > n ? n + 1 : n, " or ");
        put_alternative(s, ltn_pat_at(&s->pats, s->pats.operands[q->a + i]),
                        out);
    }
    if (q->b > n)
        ltn_buf_printf(out, " or one of %u others", q->b - n);
}
