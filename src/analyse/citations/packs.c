#include "analyse/citations/packs.h"

#include "analyse/citations/compile.h"
#include "util/resources.h"

#include <stdlib.h>
#include <string.h>

static const char folder[] = "src/analyse/citations/packs/";

ltn_cites *ltn_cites_new(void)
{
    return calloc(1, sizeof(ltn_cites));
}

void ltn_cites_free(ltn_cites *c)
{
    if (!c)
        return;
    ltn_cites_release_code(c);
    ltn_triggers_release(&c->triggers);
    ltn_words_release(&c->known);
    ltn_arena_release(&c->arena);
    free(c);
}

/* Whether path is folder, only (or any name), ".cites". */
static bool is_pack(const char *path, const char *only)
{
    size_t n = sizeof folder - 1;

    if (strncmp(path, folder, n) != 0)
        return false;
    size_t stem = strcspn(path + n, ".");
    return !only ||
           (strlen(only) == stem && strncmp(path + n, only, stem) == 0);
}

ltn_status ltn_cites_builtin(ltn_cites *c, const char *only, ltn_diags *diags)
{
    ltn_diags own;
    ltn_status status = LTN_OK;

    ltn_diags_init(&own, "packs");
    for (const ltn_resource *r = ltn_resources; r->path; r++) {
        if (!is_pack(r->path, only))
            continue;
        ltn_status s =
            ltn_cites_parse(c, r->path, r->data, (size_t)(r->end - r->data),
                            diags ? diags : &own);
        status = s == LTN_OK ? status : s;
    }
    ltn_diags_release(&own);
    return status;
}

/* ---- triggers ---- */

static void add_rule_literal(ltn_cites *c, const char *s, size_t len,
                             const ltn_cite_rule *rule)
{
    if (len >= 2 && len < 100)
        ltn_triggers_add(&c->triggers, s, len, LTN_TRIGGER_RULE, rule->index);
}

static char flip(char c, bool upper)
{
    if (upper)
        return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* A literal in small letters, with a capital, and in capitals. */
static void add_any_case(ltn_cites *c, const char *s, const ltn_cite_rule *rule)
{
    size_t n = strlen(s);

    for (int how = 0; how < 3; how++) {
        char *copy = ltn_arena_strndup(&c->arena, s, n);
        if (!copy)
            return;
        for (size_t i = 0; i < n; i++)
            copy[i] = flip(copy[i], how == 2 || (how == 1 && i == 0));
        if (how == 0 || strcmp(copy, s) != 0 || how == 2)
            add_rule_literal(c, copy, n, rule);
    }
}

/* The length of key without a series at its end: "F. Supp. 2d" is found by
 * "F. Supp.". */
static size_t without_series(const char *key)
{
    size_t n = strlen(key), i = n;

    if (n < 4 || (key[n - 1] != 'd' && key[n - 1] != 'h'))
        return n;
    i -= key[n - 1] == 'h' ? 2 : 1;
    size_t digits = i;
    while (i > 0 && key[i - 1] >= '0' && key[i - 1] <= '9')
        i--;
    if (i == digits || i < 2)
        return n;
    while (i > 2 && key[i - 1] == ' ')
        i--;
    return i;
}

/* "N.Y.S." also as "N. Y. S." and "NYS", "F. Supp." as "F.Supp." and "F Supp":
 * how: 1 blanks out, 2 full stops out, 3 both out, 4 a blank after each full
 * stop. */
static void add_spelling(ltn_cites *c, const char *key, size_t n, int how,
                         const ltn_cite_rule *rule)
{
    char spelled[200];
    size_t k = 0;

    for (size_t i = 0; i < n && k + 2 < sizeof spelled; i++) {
        if ((key[i] == ' ' && (how == 1 || how == 3)) ||
            (key[i] == '.' && (how == 2 || how == 3)))
            continue;
        spelled[k++] = key[i];
        if (how == 4 && key[i] == '.' && i + 1 < n && key[i + 1] != ' ')
            spelled[k++] = ' ';
    }
    if (k == n && memcmp(spelled, key, n) == 0)
        return;
    const char *copy = ltn_arena_strndup(&c->arena, spelled, k);
    if (copy)
        add_rule_literal(c, copy, k, rule);
}

/* The length of key before an apostrophe, which a text may set in two ways. */
static size_t before_apostrophe(const char *key)
{
    const char *curly = strstr(key, "\xE2\x80\x99");
    size_t n = strcspn(key, "'");

    if (curly && (size_t)(curly - key) < n)
        n = (size_t)(curly - key);
    return n < 2 ? strlen(key) : n;
}

static void add_table(ltn_cites *c, const char *name, const ltn_cite_rule *rule)
{
    const ltn_cite_table *t = ltn_cite_table_find(rule->pack, name);

    for (uint32_t i = 0; t && i < t->len; i++) {
        const char *key = t->rows[i].key;
        size_t n = before_apostrophe(key);
        if (!t->squash) {
            add_rule_literal(c, key, n, rule);
            continue;
        }
        n = key[n] ? n : without_series(key);
        add_rule_literal(c, key, n, rule);
        bool blanks = memchr(key, ' ', n), stops = memchr(key, '.', n);
        for (int how = 1; how < 5; how++)
            if (how == 1 ? blanks : how == 3 ? blanks && stops : stops)
                add_spelling(c, key, n, how, rule);
    }
}

static void add_triggers(ltn_cites *c, const ltn_cite_rule *rule)
{
    for (const ltn_cite_list *l = rule->triggers; l; l = l->next) {
        const char *s = l->value.text;
        if (*s == '~' && s[1])
            add_any_case(c, s + 1, rule);
        else if (*s == '@' && s[1])
            add_table(c, s + 1, rule);
        else
            add_rule_literal(c, s, strlen(s), rule);
    }
}

static uint32_t count_contexts(const ltn_cites *c)
{
    uint32_t n = 0;

    for (const ltn_cite_pack *p = c->packs; p; p = p->next)
        for (const ltn_cite_context *x = p->contexts; x; x = x->next)
            n++;
    return n;
}

static void add_contexts(ltn_cites *c)
{
    uint32_t n = 0;

    for (ltn_cite_pack *p = c->packs; p; p = p->next)
        for (ltn_cite_context *x = p->contexts; x; x = x->next) {
            x->number = (uint16_t)n;
            c->contexts[n++] = x;
            for (uint32_t i = 0; i < x->len; i++)
                ltn_triggers_add(&c->triggers, x->rows[i].key,
                                 strlen(x->rows[i].key), x->number, i);
        }
}

void ltn_cites_ready(ltn_cites *c)
{
    if (c->ready)
        return;
    c->by_index =
        ltn_arena_alloc(&c->arena, (c->rule_len + 1) * sizeof *c->by_index);
    c->contexts = ltn_arena_alloc(&c->arena, (count_contexts(c) + 1) *
                                                 sizeof *c->contexts);
    if (!c->by_index || !c->contexts)
        return;
    for (ltn_cite_rule *u = c->rules; u; u = u->next) {
        c->by_index[u->index] = u;
        if (!u->off)
            add_triggers(c, u);
    }
    add_contexts(c);
    c->ready = !c->triggers.failed && !c->arena.failed;
}
