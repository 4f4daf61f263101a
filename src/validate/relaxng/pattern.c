#include "validate/relaxng/pattern.h"

#include "util/limits.h"
#include "validate/relaxng/grow.h"

#include <stdlib.h>
#include <string.h>

/* Storage ------------------------------------------------------------------ */

static bool grow(ltn_pats *s, void **at, uint32_t need, uint32_t *cap,
                 size_t size)
{
    if (need <= *cap ||
        (s->status == LTN_OK && ltn_rng_grow(at, need, cap, 512, size)))
        return true;
    if (s->status == LTN_OK)
        s->status = LTN_ENOMEM;
    return false;
}

static uint32_t mix(uint32_t h, uint32_t v)
{
    h = (h ^ v) * 0x9E3779B1u;
    return h ^ h >> 15;
}

static bool has_operands(unsigned kind)
{
    return kind == LTN_PAT_CHOICE || kind == LTN_PAT_INTERLEAVE;
}

/* ops is NULL for kinds without operands. */
static uint32_t hash_of(unsigned kind, uint32_t a, uint32_t b,
                        const ltn_pat *ops)
{
    uint32_t h = mix(kind, b);

    if (!ops)
        return mix(h, a);
    for (uint32_t i = 0; i < b; i++)
        h = mix(h, ops[i]);
    return h;
}

static uint32_t hash_at(const ltn_pats *s, ltn_pat p)
{
    const ltn_pattern *q = &s->at[p];
    return hash_of(q->kind, q->a, q->b,
                   has_operands(q->kind) ? s->operands + q->a : NULL);
}

static void link_in(ltn_pats *s, ltn_pat p, uint32_t hash)
{
    uint32_t *head = &s->table[hash & (s->table_size - 1)];

    s->at[p].next = *head;
    *head = p + 1;
}

static void rehash(ltn_pats *s, uint32_t size)
{
    uint32_t *table = calloc(size, sizeof *table);

    if (!table) {
        s->status = LTN_ENOMEM;
        return;
    }
    free(s->table);
    s->table = table;
    s->table_size = size;
    for (ltn_pat p = 0; p < s->len; p++)
        link_in(s, p, hash_at(s, p));
}

static bool same(const ltn_pats *s, ltn_pat p, const ltn_pattern *want,
                 const ltn_pat *ops)
{
    const ltn_pattern *q = &s->at[p];

    if (q->kind != want->kind || q->b != want->b)
        return false;
    if (!ops)
        return q->a == want->a;
    return memcmp(s->operands + q->a, ops, q->b * sizeof *ops) == 0;
}

/* The pattern equal to want, which is added when it is new. */
static ltn_pat intern(ltn_pats *s, const ltn_pattern *want, const ltn_pat *ops)
{
    uint32_t hash = hash_of(want->kind, want->a, want->b, ops);

    if (s->status != LTN_OK)
        return LTN_NOT_ALLOWED_PAT;
    for (uint32_t i = s->table[hash & (s->table_size - 1)]; i;
         i = s->at[i - 1].next)
        if (same(s, i - 1, want, ops))
            return i - 1;
    if (s->len >= LTN_RNG_PATTERNS_MAX || want->height > LTN_RNG_HEIGHT_MAX ||
        s->operand_len > LTN_RNG_PATTERNS_MAX * 8) {
        s->status = LTN_ELIMIT;
        return LTN_NOT_ALLOWED_PAT;
    }
    if (!grow(s, (void **)&s->at, s->len + 1, &s->cap, sizeof *s->at))
        return LTN_NOT_ALLOWED_PAT;
    if (ops && !grow(s, (void **)&s->operands, s->operand_len + want->b,
                     &s->operand_cap, sizeof *s->operands))
        return LTN_NOT_ALLOWED_PAT;
    ltn_pattern *q = &s->at[s->len];
    *q = *want;
    if (ops) {
        q->a = s->operand_len;
        memcpy(s->operands + q->a, ops, want->b * sizeof *ops);
        s->operand_len += want->b;
    }
    link_in(s, s->len++, hash);
    if (s->len > s->table_size)
        rehash(s, s->table_size * 2);
    return s->status == LTN_OK ? s->len - 1 : LTN_NOT_ALLOWED_PAT;
}

void ltn_pats_init(ltn_pats *s)
{
    *s = (ltn_pats){0};
    rehash(s, 4096);
    intern(s,
           &(ltn_pattern){.kind = LTN_PAT_EMPTY,
                          .flags = LTN_HAS_EMPTY | LTN_NULLABLE},
           NULL);
    intern(s, &(ltn_pattern){.kind = LTN_PAT_NOT_ALLOWED}, NULL);
    intern(s,
           &(ltn_pattern){.kind = LTN_PAT_TEXT,
                          .content = LTN_CT_COMPLEX,
                          .flags = LTN_HAS_TEXT | LTN_NULLABLE},
           NULL);
}

void ltn_pats_release(ltn_pats *s)
{
    free(s->at);
    free(s->operands);
    free(s->table);
    free(s->scratch);
    *s = (ltn_pats){0};
}

void ltn_pats_cut(ltn_pats *s, uint32_t len, uint32_t operand_len)
{
    s->len = len;
    s->operand_len = operand_len;
    memset(s->table, 0, s->table_size * sizeof *s->table);
    for (ltn_pat p = 0; p < len; p++)
        link_in(s, p, hash_at(s, p));
    s->status = LTN_OK;
}

/* What follows from the parts ---------------------------------------------- */

static uint16_t higher(const ltn_pats *s, ltn_pat a, ltn_pat b)
{
    uint16_t x = s->at[a].height, y = s->at[b].height;
    return (uint16_t)((x > y ? x : y) + 1);
}

static uint32_t inherited(const ltn_pats *s, ltn_pat p)
{
    return s->at[p].flags &
           (LTN_HERITABLE | LTN_HAS_ID | LTN_ATTRIBUTES_IN_GROUP | LTN_BAD);
}

/* RELAX NG #string-sequences: data goes with nothing but the empty. */
static bool groupable(unsigned a, unsigned b)
{
    return a == LTN_CT_EMPTY || b == LTN_CT_EMPTY ||
           (a == LTN_CT_COMPLEX && b == LTN_CT_COMPLEX);
}

static unsigned max_content(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* Constructors ---------------------------------------------------------------
 */

ltn_pat ltn_pat_group(ltn_pats *s, ltn_pat a, ltn_pat b)
{
    if (a == LTN_NOT_ALLOWED_PAT || b == LTN_NOT_ALLOWED_PAT)
        return LTN_NOT_ALLOWED_PAT;
    if (a == LTN_EMPTY_PAT || (a == LTN_TEXT_PAT && b == LTN_TEXT_PAT))
        return b;
    if (b == LTN_EMPTY_PAT)
        return a;
    if (s->at[a].kind == LTN_PAT_GROUP) {
        ltn_pat first = s->at[a].a, rest = s->at[a].b;
        return ltn_pat_group(s, first, ltn_pat_group(s, rest, b));
    }
    uint32_t flags = inherited(s, a) | inherited(s, b) | LTN_HAS_GROUP |
                     (s->at[a].flags & s->at[b].flags & LTN_NULLABLE);
    if (flags & LTN_HAS_ATTRIBUTE)
        flags |= LTN_ATTRIBUTES_IN_GROUP;
    unsigned ca = s->at[a].content, cb = s->at[b].content;
    if (!groupable(ca, cb))
        flags |= LTN_BAD_STRINGS;
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_GROUP,
                                 .content = (uint8_t)max_content(ca, cb),
                                 .height = higher(s, a, b),
                                 .flags = flags,
                                 .a = a,
                                 .b = b},
                  NULL);
}

/* Ascending; most arrays are short or nearly sorted. */
static void sort(ltn_pat *v, uint32_t n)
{
    uint32_t gap = 1;

    while (gap < n / 3)
        gap = gap * 3 + 1;
    for (; gap > 0; gap /= 3)
        for (uint32_t i = gap; i < n; i++) {
            ltn_pat x = v[i];
            uint32_t j = i;
            for (; j >= gap && v[j - gap] > x; j -= gap)
                v[j] = v[j - gap];
            v[j] = x;
        }
}

/* Puts the operands into scratch, those of operands of the same kind in the
 * place of these. */
static bool flatten(ltn_pats *s, unsigned kind, const ltn_pat *ops, uint32_t n)
{
    s->scratch_len = 0;
    for (uint32_t i = 0; i < n; i++) {
        const ltn_pattern *q = &s->at[ops[i]];
        bool inner = q->kind == kind;
        uint32_t more = inner ? q->b : 1;
        if (!grow(s, (void **)&s->scratch, s->scratch_len + more,
                  &s->scratch_cap, sizeof *s->scratch))
            return false;
        memcpy(s->scratch + s->scratch_len,
               inner ? s->operands + q->a : &ops[i], more * sizeof *ops);
        s->scratch_len += more;
    }
    return true;
}

/* Sorted, each once, without notAllowed; without empty where another operand
 * is nullable. Returns how many are left. */
static uint32_t tidy_choice(const ltn_pats *s, ltn_pat *v, uint32_t n)
{
    uint32_t out = 0;
    bool nullable = false;

    sort(v, n);
    for (uint32_t i = 0; i < n; i++) {
        if (v[i] == LTN_NOT_ALLOWED_PAT || (out > 0 && v[out - 1] == v[i]))
            continue;
        nullable |= v[i] != LTN_EMPTY_PAT && ltn_pat_nullable(s, v[i]);
        v[out++] = v[i];
    }
    if (nullable && v[0] == LTN_EMPTY_PAT)
        memmove(v, v + 1, --out * sizeof *v);
    return out;
}

ltn_pat ltn_pat_choice_of(ltn_pats *s, ltn_pat *operands, uint32_t n)
{
    if (!flatten(s, LTN_PAT_CHOICE, operands, n))
        return LTN_NOT_ALLOWED_PAT;
    ltn_pat *v = s->scratch;
    n = tidy_choice(s, v, s->scratch_len);
    if (n < 2)
        return n == 0 ? LTN_NOT_ALLOWED_PAT : v[0];
    ltn_pattern p = {.kind = LTN_PAT_CHOICE, .b = n, .flags = LTN_HAS_CHOICE};
    for (uint32_t i = 0; i < n; i++) {
        const ltn_pattern *q = &s->at[v[i]];
        p.flags |= inherited(s, v[i]) | (q->flags & LTN_NULLABLE);
        p.content = (uint8_t)max_content(p.content, q->content);
        p.height =
            higher(s, v[i], v[i]) > p.height ? higher(s, v[i], v[i]) : p.height;
    }
    return intern(s, &p, v);
}

ltn_pat ltn_pat_choice(ltn_pats *s, ltn_pat a, ltn_pat b)
{
    if (a == b || b == LTN_NOT_ALLOWED_PAT)
        return a;
    if (a == LTN_NOT_ALLOWED_PAT)
        return b;
    return ltn_pat_choice_of(s, (ltn_pat[]){a, b}, 2);
}

ltn_pat ltn_pat_optional(ltn_pats *s, ltn_pat a)
{
    return a == LTN_NOT_ALLOWED_PAT ? LTN_EMPTY_PAT
                                    : ltn_pat_choice(s, a, LTN_EMPTY_PAT);
}

ltn_pat ltn_pat_interleave_of(ltn_pats *s, ltn_pat *operands, uint32_t n)
{
    if (!flatten(s, LTN_PAT_INTERLEAVE, operands, n))
        return LTN_NOT_ALLOWED_PAT;
    ltn_pat *v = s->scratch;
    uint32_t out = 0;
    for (uint32_t i = 0; i < s->scratch_len; i++) {
        if (v[i] == LTN_NOT_ALLOWED_PAT)
            return LTN_NOT_ALLOWED_PAT;
        if (v[i] != LTN_EMPTY_PAT)
            v[out++] = v[i];
    }
    if (out < 2)
        return out == 0 ? LTN_EMPTY_PAT : v[0];
    sort(v, out);
    ltn_pattern p = {
        .kind = LTN_PAT_INTERLEAVE, .b = out, .flags = LTN_HAS_INTERLEAVE};
    bool nullable = true;
    for (uint32_t i = 0; i < out; i++) {
        const ltn_pattern *q = &s->at[v[i]];
        p.flags |= inherited(s, v[i]);
        nullable = nullable && (q->flags & LTN_NULLABLE);
        if (!groupable(p.content, q->content))
            p.flags |= LTN_BAD_STRINGS;
        p.content = (uint8_t)max_content(p.content, q->content);
        p.height =
            higher(s, v[i], v[i]) > p.height ? higher(s, v[i], v[i]) : p.height;
    }
    if (nullable)
        p.flags |= LTN_NULLABLE;
    if (p.flags & LTN_HAS_ATTRIBUTE)
        p.flags |= LTN_ATTRIBUTES_IN_GROUP;
    return intern(s, &p, v);
}

ltn_pat ltn_pat_interleave(ltn_pats *s, ltn_pat a, ltn_pat b)
{
    if (a == LTN_EMPTY_PAT || b == LTN_EMPTY_PAT)
        return a == LTN_EMPTY_PAT ? b : a;
    return ltn_pat_interleave_of(s, (ltn_pat[]){a, b}, 2);
}

ltn_pat ltn_pat_one_or_more(ltn_pats *s, ltn_pat a)
{
    const ltn_pattern *q = &s->at[a];

    if (a == LTN_NOT_ALLOWED_PAT || a == LTN_EMPTY_PAT || a == LTN_TEXT_PAT ||
        q->kind == LTN_PAT_ONE_OR_MORE)
        return a;
    uint32_t flags = (inherited(s, a) & ~(uint32_t)LTN_BAD_OPEN) |
                     LTN_HAS_ONE_OR_MORE | (q->flags & LTN_NULLABLE);
    if (flags & LTN_ATTRIBUTES_IN_GROUP)
        flags |= LTN_BAD_ONE_OR_MORE;
    if (!groupable(q->content, q->content))
        flags |= LTN_BAD_STRINGS;
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_ONE_OR_MORE,
                                 .content = q->content,
                                 .height = higher(s, a, a),
                                 .flags = flags,
                                 .a = a},
                  NULL);
}

/* RELAX NG #list-restrict */
ltn_pat ltn_pat_list(ltn_pats *s, ltn_pat a)
{
    uint32_t inner = s->at[a].flags;

    if (a == LTN_NOT_ALLOWED_PAT)
        return a;
    uint32_t flags =
        LTN_HAS_LIST | (inner & LTN_BAD & ~(uint32_t)LTN_BAD_STRINGS);
    if (inner & (LTN_HAS_LIST | LTN_HAS_ELEMENT | LTN_HAS_ATTRIBUTE |
                 LTN_HAS_TEXT | LTN_HAS_INTERLEAVE))
        flags |= LTN_BAD_LIST;
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_LIST,
                                 .content = LTN_CT_DATA,
                                 .height = higher(s, a, a),
                                 .flags = flags,
                                 .a = a},
                  NULL);
}

/* RELAX NG #data-except-restrict */
ltn_pat ltn_pat_data(ltn_pats *s, uint32_t type, ltn_pat except)
{
    uint32_t flags = LTN_HAS_DATA;
    uint16_t height = 0;

    if (except == LTN_NOT_ALLOWED_PAT)
        except = LTN_PAT_NONE;
    if (except != LTN_PAT_NONE) {
        uint32_t inner = s->at[except].flags;
        flags |= inner & LTN_BAD;
        height = higher(s, except, except);
        if (inner & (LTN_HAS_ATTRIBUTE | LTN_HAS_ELEMENT | LTN_HAS_LIST |
                     LTN_HAS_TEXT | LTN_HAS_GROUP | LTN_HAS_INTERLEAVE |
                     LTN_HAS_ONE_OR_MORE | LTN_HAS_EMPTY))
            flags |= LTN_BAD_EXCEPT;
    }
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_DATA,
                                 .content = LTN_CT_DATA,
                                 .height = height,
                                 .flags = flags,
                                 .a = type,
                                 .b = except},
                  NULL);
}

ltn_pat ltn_pat_value(ltn_pats *s, uint32_t value)
{
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_VALUE,
                                 .content = LTN_CT_DATA,
                                 .flags = LTN_HAS_DATA,
                                 .a = value},
                  NULL);
}

/* RELAX NG #attribute-restrict: no attribute and no element in an attribute */
ltn_pat ltn_pat_attribute(ltn_pats *s, uint32_t nc, ltn_pat value, bool open,
                          bool id)
{
    uint32_t inner = s->at[value].flags;

    if (value == LTN_NOT_ALLOWED_PAT)
        return value;
    uint32_t flags = LTN_HAS_ATTRIBUTE | (inner & LTN_BAD);
    if (inner & (LTN_HAS_ATTRIBUTE | LTN_HAS_ELEMENT))
        flags |= LTN_BAD_ATTRIBUTE;
    if (open)
        flags |= LTN_BAD_OPEN;
    if (id)
        flags |= LTN_HAS_ID;
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_ATTRIBUTE,
                                 .height = higher(s, value, value),
                                 .flags = flags,
                                 .a = nc,
                                 .b = value},
                  NULL);
}

ltn_pat ltn_pat_element(ltn_pats *s, uint32_t declaration)
{
    return intern(s,
                  &(ltn_pattern){.kind = LTN_PAT_ELEMENT,
                                 .content = LTN_CT_COMPLEX,
                                 .flags = LTN_HAS_ELEMENT,
                                 .a = declaration},
                  NULL);
}
