#include "validate/relaxng/regex.h"

#include "util/limits.h"
#include "util/utf8.h"
#include "validate/relaxng/charset.h"

#include <stdlib.h>
#include <string.h>

/* Syntax: a tree -------------------------------------------------------------
 */

typedef enum kind { SET, SEQUENCE, EITHER, REPEAT, NOTHING } kind;

struct tree {
    kind kind;
    struct tree *a, *b;
    uint32_t set;      /* SET */
    uint32_t min, max; /* REPEAT; max 0 = no end */
};

enum {
    SETS_MAX = 64,      /* different sets: a character is a word of bits */
    NESTED_MAX = 250,   /* parentheses */
    LENGTH_MAX = 10000, /* bytes of an expression */
    WORK_MAX = 1 << 28  /* states visited in one match */
};

/* Matching: states of the automaton without choice (NFA) are either a set and
 * the next state, or a fork; those of the deterministic one are sets of them.
 */
struct state {
    uint32_t set; /* or FORK, ACCEPT */
    uint32_t next, other;
};

enum {
    FORK = INT32_MAX,
    ACCEPT = INT32_MAX - 1,
    CLASSES_MAX = 128, /* kinds of characters */
    DFA_MAX = 512      /* states; then it is built anew */
};

struct dfa_state {
    uint32_t *states; /* sorted NFA states that are sets, or ACCEPT */
    uint32_t len;
    bool accepts;
    uint16_t next[CLASSES_MAX]; /* DFA state + 1, or 0: not known yet */
};

struct ltn_regex {
    ltn_arena arena;
    ltn_charset *sets[SETS_MAX];
    uint32_t set_count;
    struct state *states;
    uint32_t len, cap, start;
    uint64_t classes[CLASSES_MAX]; /* which sets have such a character */
    uint32_t class_count;
    uint8_t ascii[128]; /* their classes */
    struct dfa_state *dfa[DFA_MAX];
    uint32_t dfa_count;
    uint32_t *marks, mark; /* of closure: states seen in this round */
    uint32_t *stack, *found, found_len;
    uint64_t work; /* NFA states visited, see ltn_regex_work */
};

struct parser {
    ltn_regex *r;
    const char *s, *end;
    const char **why;
    unsigned depth;
    uint32_t work; /* nodes that were unrolled */
};

/* What *why is while memory is refused; callers get NULL. */
static const char no_memory[] = "no memory";

static struct tree *node(struct parser *p, kind k, struct tree *a,
                         struct tree *b)
{
    struct tree *t = ltn_arena_alloc(&p->r->arena, sizeof *t);

    if (!t) {
        *p->why = no_memory;
        return NULL;
    }
    *t = (struct tree){.kind = k, .a = a, .b = b};
    return t;
}

static bool same_set(const ltn_charset *a, const ltn_charset *b)
{
    const ltn_set_part *p = a->parts, *q = b->parts;

    if (a->negated != b->negated || a->minus || b->minus)
        return false;
    for (; p && q; p = p->next, q = q->next)
        if (p->kind != q->kind || p->low != q->low || p->high != q->high ||
            p->negated != q->negated)
            return false;
    return !p && !q;
}

static uint32_t add_set(struct parser *p, ltn_charset *set)
{
    ltn_regex *r = p->r;

    for (uint32_t i = 0; i < r->set_count; i++)
        if (same_set(r->sets[i], set))
            return i;
    if (r->set_count == SETS_MAX) {
        *p->why = "too many different characters and classes";
        return 0;
    }
    r->sets[r->set_count] = set;
    return r->set_count++;
}

static struct tree *parse_either(struct parser *p);

static struct tree *parse_atom(struct parser *p)
{
    if (*p->s == '(') {
        p->s++;
        if (++p->depth > NESTED_MAX) {
            *p->why = "too many nested parentheses";
            return NULL;
        }
        struct tree *t = parse_either(p);
        p->depth--;
        if (!*p->why && (p->s == p->end || *p->s++ != ')'))
            *p->why = "a ')' is missing";
        return t;
    }
    if (strchr("?*+{}])", *p->s) && *p->s) {
        *p->why = "a character must be escaped, or has nothing to repeat";
        return NULL;
    }
    ltn_charset *set = ltn_charset_read(&p->r->arena, &p->s, p->end, p->why);
    struct tree *t = node(p, SET, NULL, NULL);
    if (set && t)
        t->set = add_set(p, set);
    return t;
}

static bool parse_number(struct parser *p, uint32_t *n)
{
    const char *from = p->s;

    for (*n = 0; p->s < p->end && *p->s >= '0' && *p->s <= '9'; p->s++)
        if (*n < LTN_RNG_REGEX_STATES_MAX)
            *n = *n * 10 + (uint32_t)(*p->s - '0');
    return p->s > from;
}

/* XSD 2 #nt-quantity: {n}, {n,}, {n,m}, after the "{" */
static void parse_quantity(struct parser *p, struct tree *t)
{
    bool good = parse_number(p, &t->min), open = false;

    t->max = t->min;
    if (p->s < p->end && *p->s == ',') {
        p->s++;
        open = !parse_number(p, &t->max);
    }
    if (!good || p->s == p->end || *p->s++ != '}' || (!open && t->max < t->min))
        *p->why = "a quantity is not {n}, {n,} or {n,m}";
    if (open)
        t->max = 0;
    else if (t->max == 0)
        t->kind = NOTHING; /* x{0} */
}

static struct tree *parse_piece(struct parser *p)
{
    struct tree *atom = parse_atom(p);

    if (*p->why || p->s == p->end || !strchr("?*+{", *p->s) || !*p->s)
        return atom;
    struct tree *t = node(p, REPEAT, atom, NULL);
    if (!t)
        return NULL;
    switch (*p->s++) {
    case '?': t->max = 1; break;
    case '*': break;
    case '+': t->min = 1; break;
    default: parse_quantity(p, t);
    }
    return t;
}

static struct tree *parse_sequence(struct parser *p)
{
    struct tree *first = NULL, *last = NULL;

    while (!*p->why && p->s < p->end && *p->s != '|' && *p->s != ')') {
        struct tree *t = node(p, SEQUENCE, parse_piece(p), NULL);
        if (!t)
            return NULL;
        *(last ? &last->b : &first) = t;
        last = t;
    }
    return first ? first : node(p, NOTHING, NULL, NULL);
}

static struct tree *parse_either(struct parser *p)
{
    struct tree *t = parse_sequence(p), *first = t;

    while (!*p->why && p->s < p->end && *p->s == '|') {
        p->s++;
        first = node(p, EITHER, first, parse_sequence(p));
    }
    return first;
}

/* Tree to states --------------------------------------------------------------
 */

static uint32_t add_state(struct parser *p, uint32_t set, uint32_t next,
                          uint32_t other)
{
    ltn_regex *r = p->r;

    if (r->len == r->cap && !*p->why) {
        uint32_t more = r->cap ? r->cap * 2 : 32;
        struct state *bigger = realloc(r->states, more * sizeof *bigger);
        if (!bigger || r->len >= LTN_RNG_REGEX_STATES_MAX)
            *p->why = bigger ? "it is too large" : no_memory;
        if (bigger) {
            r->states = bigger;
            r->cap = more;
        }
    }
    if (*p->why)
        return 0;
    r->states[r->len] =
        (struct state){.set = set, .next = next, .other = other};
    return r->len++;
}

/* The state from which t and then `next` is matched. */
static uint32_t emit(struct parser *p, const struct tree *t, uint32_t next)
{
    uint32_t at = next, fork;

    if (++p->work > LTN_RNG_REGEX_STATES_MAX * 4 && !*p->why)
        *p->why = "it is too large";
    if (!t || *p->why)
        return 0;
    switch (t->kind) {
    case NOTHING: return next;
    case SET: return add_state(p, t->set, next, 0);
    case EITHER: {
        uint32_t other = emit(p, t->b, next);
        return add_state(p, FORK, emit(p, t->a, next), other);
    }
    case SEQUENCE:
        if (t->b)
            at = emit(p, t->b, next);
        return emit(p, t->a, at);
    case REPEAT: break;
    }
    if (t->max == 0) {
        at = fork = add_state(p, FORK, next, next);
        uint32_t body = emit(p, t->a, fork);
        if (!*p->why)
            p->r->states[fork].next = body;
    }
    for (uint32_t i = t->min; i < t->max && !*p->why; i++)
        at = add_state(p, FORK, emit(p, t->a, at), next);
    for (uint32_t i = 0; i < t->min && !*p->why; i++)
        at = emit(p, t->a, at);
    return at;
}

/* The automaton ------------------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Adds to `found` what can be reached from state without a character. */
static void close_over(ltn_regex *r, uint32_t state)
{
    uint32_t top = 0;

    r->stack[top++] = state;
    while (top > 0) {
        uint32_t s = r->stack[--top];
        r->work++;
        if (r->marks[s] == r->mark)
            continue;
        r->marks[s] = r->mark;
        if (r->states[s].set != FORK) {
            r->found[r->found_len++] = s;
            continue;
        }
        r->stack[top++] = r->states[s].other;
        r->stack[top++] = r->states[s].next;
    }
}

static void forget_dfa(ltn_regex *r)
{
    for (uint32_t i = 0; i < r->dfa_count; i++) {
        free(r->dfa[i]->states);
        free(r->dfa[i]);
    }
    r->dfa_count = 0;
}

/* The deterministic state for `found`; 0xFFFF when there is no room. */
static uint32_t dfa_state(ltn_regex *r)
{
    size_t size = r->found_len * sizeof *r->found;

    qsort(r->found, r->found_len, sizeof *r->found, by_number);
    for (uint32_t i = 0; i < r->dfa_count; i++)
        if (r->dfa[i]->len == r->found_len &&
            memcmp(r->dfa[i]->states, r->found, size) == 0)
            return i;
    struct dfa_state *d = r->dfa_count < DFA_MAX ? calloc(1, sizeof *d) : NULL;
    uint32_t *states = d ? malloc(size + 1) : NULL;
    if (!states) {
        free(d);
        return 0xFFFF;
    }
    if (size > 0)
        memcpy(states, r->found, size);
    d->states = states;
    d->len = r->found_len;
    for (uint32_t i = 0; i < d->len; i++)
        d->accepts |= r->states[states[i]].set == ACCEPT;
    r->dfa[r->dfa_count] = d;
    return r->dfa_count++;
}

static void begin_found(ltn_regex *r)
{
    r->found_len = 0;
    r->mark++;
}

/* Moves from the n states at `from` over a character of these sets. */
static void step(ltn_regex *r, const uint32_t *from, uint32_t n, uint64_t sets)
{
    begin_found(r);
    r->work += n;
    for (uint32_t i = 0; i < n; i++) {
        const struct state *s = &r->states[from[i]];
        if (s->set < SETS_MAX && (sets >> s->set & 1))
            close_over(r, s->next);
    }
}

static uint64_t sets_of(const ltn_regex *r, uint32_t c)
{
    uint64_t sets = 0;

    for (uint32_t i = 0; i < r->set_count; i++)
        if (ltn_charset_has(r->sets[i], c))
            sets |= UINT64_C(1) << i;
    return sets;
}

/* The class of characters in these sets; CLASSES_MAX when there are too many.
 */
static uint32_t class_of(ltn_regex *r, uint64_t sets)
{
    for (uint32_t i = 0; i < r->class_count; i++)
        if (r->classes[i] == sets)
            return i;
    if (r->class_count == CLASSES_MAX)
        return CLASSES_MAX;
    r->classes[r->class_count] = sets;
    return r->class_count++;
}

/* Without the deterministic automaton: the rest of a string, from `found`. */
static bool match_slowly(ltn_regex *r, const char *s, const char *end)
{
    uint32_t *now = malloc((r->len + 1) * sizeof *now);
    bool accepts = false;

    if (!now)
        return false;
    while (s < end && r->found_len > 0 && r->work < WORK_MAX) {
        uint64_t sets = sets_of(r, ltn_utf8_next(&s, end));
        uint32_t n = r->found_len;
        memcpy(now, r->found, n * sizeof *now);
        step(r, now, n, sets);
    }
    for (uint32_t i = 0; i < r->found_len && s == end; i++)
        accepts |= r->states[r->found[i]].set == ACCEPT;
    free(now);
    return accepts;
}

uint64_t ltn_regex_work(ltn_regex *r)
{
    uint64_t work = r->work;

    r->work = 0;
    return work;
}

static uint32_t first_state(ltn_regex *r)
{
    begin_found(r);
    close_over(r, r->start);
    return dfa_state(r);
}

bool ltn_regex_match(ltn_regex *r, const char *s, size_t len)
{
    const char *end = s + len;

    if (r->dfa_count > DFA_MAX / 2)
        forget_dfa(r);
    uint32_t at = r->dfa_count > 0 ? 0 : first_state(r);
    while (s < end && at < DFA_MAX) {
        uint32_t c = ltn_utf8_next(&s, end);
        uint32_t cls = c < 128 ? r->ascii[c] : class_of(r, sets_of(r, c));
        if (cls < CLASSES_MAX && r->dfa[at]->next[cls]) {
            at = r->dfa[at]->next[cls] - 1u;
            continue;
        }
        const struct dfa_state *d = r->dfa[at];
        step(r, d->states, d->len,
             cls < CLASSES_MAX ? r->classes[cls] : sets_of(r, c));
        uint32_t next = dfa_state(r);
        if (next >= DFA_MAX || cls == CLASSES_MAX)
            return match_slowly(r, s, end);
        r->dfa[at]->next[cls] = (uint16_t)(next + 1);
        at = next;
    }
    return at < DFA_MAX && r->dfa[at]->accepts;
}

/* New and free ------------------------------------------------------------- */

static bool prepare(ltn_regex *r)
{
    size_t n = r->len * 2 + 2;

    r->marks = calloc(n, sizeof *r->marks);
    r->stack = calloc(n, sizeof *r->stack);
    r->found = calloc(n, sizeof *r->found);
    for (uint32_t c = 0; c < 128; c++)
        r->ascii[c] = (uint8_t)class_of(r, sets_of(r, c));
    return r->marks && r->stack && r->found;
}

ltn_regex *ltn_regex_new(const char *s, size_t len, const char **why)
{
    ltn_regex *r = calloc(1, sizeof *r);
    struct parser p = {.r = r, .s = s, .end = s + len, .why = why};

    *why = r && len > LENGTH_MAX ? "it is too large" : NULL;
    if (!r || *why) {
        free(r);
        return NULL;
    }
    struct tree *t = parse_either(&p);
    if (!*why && p.s < p.end)
        *why = "a ')' closes nothing";
    uint32_t accept = add_state(&p, ACCEPT, 0, 0);
    r->start = *why ? 0 : emit(&p, t, accept);
    if (!*why && !prepare(r))
        *why = no_memory;
    if (*why) {
        if (*why == no_memory || r->arena.failed)
            *why = NULL;
        ltn_regex_free(r);
        return NULL;
    }
    return r;
}

void ltn_regex_free(ltn_regex *r)
{
    if (!r)
        return;
    forget_dfa(r);
    ltn_arena_release(&r->arena);
    free(r->states);
    free(r->marks);
    free(r->stack);
    free(r->found);
    free(r);
}
