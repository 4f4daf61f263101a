#define PCRE2_CODE_UNIT_WIDTH 8

#include "analyse/citations/compile.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

enum {
    MATCH_LIMIT = 20000, /* steps; a citation needs some hundred */
    DEPTH_LIMIT = 1000,
    EXPANDED_MAX = 256 * 1024, /* bytes of a pattern with all its names */
    JIT_AFTER = 24 /* matches: below that, compiling costs more than it saves */
};

struct ltn_cite_code {
    pcre2_code *re;
    unsigned runs;
};

struct ltn_cite_tools {
    pcre2_match_data *data;
    pcre2_match_context *context;
};

/* ---- the additions to PCRE2's syntax ---- */

typedef struct expansion {
    ltn_cites *cites;
    ltn_cite_rule *rule;
    ltn_buf out;
    unsigned depth;
    const char *unknown; /* the first name that stands for nothing */
    size_t unknown_len;
} expansion;

static void expand(expansion *x, const char *s, size_t len);

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9');
}

static int longer_first(const void *a, const void *b)
{
    const ltn_cite_row *const *p = a, *const *q = b;
    size_t m = strlen((*p)->key), n = strlen((*q)->key);

    return m != n ? (m < n ? 1 : -1) : strcmp((*p)->key, (*q)->key);
}

static void put_literal(expansion *x, const char *s)
{
    for (; *s; s++) {
        if (*s == ' ') {
            ltn_buf_puts(&x->out, "[\\s\\x{a0}\\x{202f}]++");
            continue;
        }
        if (*s == '\'') {
            ltn_buf_puts(&x->out, "['\\x{2019}]");
            continue;
        }
        if (strchr(".^$*+?()[]{}|\\-#", *s))
            ltn_buf_putc(&x->out, '\\');
        ltn_buf_putc(&x->out, *s);
    }
}

static void put_table(expansion *x, const ltn_cite_table *t)
{
    const ltn_cite_row **rows = calloc(t->len + 1, sizeof *rows);

    if (!rows)
        return;
    for (uint32_t i = 0; i < t->len; i++)
        rows[i] = &t->rows[i];
    qsort(rows, t->len, sizeof *rows, longer_first);
    ltn_buf_puts(&x->out, "(?:");
    for (uint32_t i = 0; i < t->len; i++) {
        if (i > 0)
            ltn_buf_putc(&x->out, '|');
        put_literal(x, rows[i]->key);
    }
    ltn_buf_putc(&x->out, ')');
    free(rows);
}

static const ltn_cite_define *define_find(const expansion *x, const char *s,
                                          size_t len)
{
    for (const ltn_cite_define *d = x->rule->pack->defines; d; d = d->next)
        if (strlen(d->name) == len && memcmp(d->name, s, len) == 0)
            return d;
    return NULL;
}

static bool put_name(expansion *x, const char *s, size_t len)
{
    ltn_cite_token *t = ltn_cite_token_find(x->rule, s, len);
    const ltn_cite_define *d = define_find(x, s, len);
    const char *text = t && t->pattern.text ? t->pattern.text
                       : d                  ? d->text
                                            : NULL;

    if (!text || x->depth == 8)
        return false;
    x->depth++;
    ltn_buf_puts(&x->out, t && t->pattern.text ? "(?<" : "(?:");
    if (t && t->pattern.text) {
        ltn_buf_put(&x->out, s, len);
        ltn_buf_putc(&x->out, '>');
    }
    expand(x, text, strlen(text));
    ltn_buf_putc(&x->out, ')');
    x->depth--;
    return true;
}

/* {name} or {@name} at s: how many bytes it takes, 0 when it is neither. */
static size_t brace(expansion *x, const char *s, const char *e)
{
    const char *p = s + 1;
    bool table = p < e && *p == '@';

    p += table;
    const char *name = p;
    while (p < e && (name_char(*p) || *p == '-'))
        p++;
    if (p == name || p == e || *p != '}' ||
        (!table && *name >= '0' && *name <= '9'))
        return 0;
    bool known = false;
    size_t n = (size_t)(p - name);
    if (table) {
        char *key = ltn_arena_strndup(&x->cites->arena, name, n);
        ltn_cite_table *t = ltn_cite_table_find(x->rule->pack, key ? key : "");
        known = t != NULL;
        if (t)
            put_table(x, t);
    } else {
        known = put_name(x, name, n);
    }
    if (!known && !x->unknown) {
        x->unknown = name;
        x->unknown_len = n;
    }
    return (size_t)(p + 1 - s);
}

static const char *class_end(const char *s, const char *e)
{
    const char *p = s + 1;

    p += p < e && *p == '^';
    p += p < e && *p == ']';
    for (; p < e && *p != ']'; p++)
        p += *p == '\\' && p + 1 < e;
    return p < e ? p + 1 : e;
}

static void expand(expansion *x, const char *s, size_t len)
{
    const char *e = s + len;

    while (s < e) {
        size_t n = 1;
        if (*s == '\\' && s + 1 < e) {
            n = 2;
        } else if (*s == '[') {
            n = (size_t)(class_end(s, e) - s);
        } else if (*s == ' ') {
            ltn_buf_puts(&x->out, "(?:[\\s\\x{a0}\\x{202f}]++)");
            s++;
            continue;
        } else if (*s == '{') {
            n = brace(x, s, e);
            if (n > 0) {
                s += n;
                continue;
            }
            n = 1;
        }
        ltn_buf_put(&x->out, s, n);
        s += n;
    }
}

/* ---- compiling ---- */

static bool make_tools(ltn_cites *c)
{
    if (c->tools)
        return true;
    c->tools = calloc(1, sizeof *c->tools);
    if (!c->tools)
        return false;
    c->tools->data = pcre2_match_data_create(LTN_CITE_GROUPS, NULL);
    c->tools->context = pcre2_match_context_create(NULL);
    if (!c->tools->data || !c->tools->context) {
        pcre2_match_data_free(c->tools->data);
        pcre2_match_context_free(c->tools->context);
        free(c->tools);
        c->tools = NULL;
        return false;
    }
    pcre2_set_match_limit(c->tools->context, MATCH_LIMIT);
    pcre2_set_depth_limit(c->tools->context, DEPTH_LIMIT);
    return true;
}

/* Finds the groups of each token in the name table of the code. */
static void bind_tokens(ltn_cite_rule *rule, int which, const pcre2_code *re)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;

    pcre2_pattern_info(re, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(re, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(re, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < count; i++, table += size) {
        const char *name = (const char *)table + 2;
        unsigned group = (unsigned)table[0] << 8 | table[1];
        ltn_cite_token *t = ltn_cite_token_find(rule, name, strlen(name));
        if (!t && rule->token_len < LTN_CITE_TOKENS) {
            t = &rule->tokens[rule->token_len++];
            t->name = name; /* lives as long as the code */
        }
        for (unsigned j = 0; t && j < 7; j++)
            if (t->groups[which][j] == 0 && group < LTN_CITE_GROUPS) {
                t->groups[which][j] = (uint16_t)group;
                break;
            }
    }
}

static void refuse(ltn_cite_rule *rule, const ltn_cite_line *l, const char *why,
                   ltn_diags *diags)
{
    rule->broken = true;
    if (!diags)
        return;
    ltn_diags_in(diags, rule->pack->file);
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){.line = l->line, .col = l->col},
                 "cites.pattern", "rule '%s': %s", rule->name, why);
    ltn_diags_in(diags, NULL);
}

static void report_pcre(ltn_cite_rule *rule, const ltn_cite_line *l, int error,
                        const expansion *x, size_t at, ltn_diags *diags)
{
    PCRE2_UCHAR text[160];
    ltn_buf why = {0};
    size_t from = at > 20 ? at - 20 : 0;

    pcre2_get_error_message(error, text, sizeof text);
    ltn_buf_printf(&why, "%s, after \"%.*s\"", (const char *)text,
                   (int)(at - from), x->out.data + from);
    ltn_buf_putc(&why, '\0');
    refuse(rule, l, why.data ? why.data : "wrong pattern", diags);
    ltn_buf_release(&why);
}

static void compile_text(ltn_cites *c, ltn_cite_rule *rule, int which,
                         ltn_diags *diags)
{
    const ltn_cite_line *l = which ? &rule->more : &rule->pattern;
    expansion x = {.cites = c, .rule = rule};
    int error;
    size_t at;

    x.out.limit = EXPANDED_MAX;
    expand(&x, l->text, strlen(l->text));
    ltn_buf_putc(&x.out, '\0');
    if (ltn_buf_status(&x.out) == LTN_ENOMEM) {
        c->no_memory = true;
    } else if (ltn_buf_status(&x.out) != LTN_OK) {
        refuse(rule, l, "the pattern is too long", diags);
    } else if (x.unknown) {
        ltn_buf why = {0};
        ltn_buf_printf(&why, "no token, define or table is called '%.*s'",
                       (int)x.unknown_len, x.unknown);
        ltn_buf_putc(&why, '\0');
        refuse(rule, l, why.data ? why.data : "unknown name", diags);
        ltn_buf_release(&why);
    } else {
        pcre2_code *re =
            pcre2_compile((PCRE2_SPTR)x.out.data, x.out.len - 1,
                          PCRE2_UTF | PCRE2_DUPNAMES | PCRE2_ANCHORED |
                              PCRE2_NEVER_BACKSLASH_C,
                          &error, &at, NULL);
        if (re) {
            rule->code[which]->re = re;
            bind_tokens(rule, which, re);
        } else if (error == PCRE2_ERROR_HEAP_FAILED) {
            c->no_memory = true;
        } else {
            report_pcre(rule, l, error, &x, at, diags);
        }
    }
    ltn_buf_release(&x.out);
}

/* Without memory a rule is not broken: it is compiled the next time. */
bool ltn_cite_compile(ltn_cites *c, ltn_cite_rule *rule, int which,
                      ltn_diags *diags)
{
    if (rule->broken)
        return false;
    if (rule->code[which] && rule->code[which]->re)
        return true;
    if (!rule->code[which])
        rule->code[which] = ltn_arena_alloc(&c->arena, sizeof **rule->code);
    if (!rule->code[which] || !make_tools(c)) {
        c->no_memory = true;
        return false;
    }
    compile_text(c, rule, which, diags);
    /* All tokens must be known before the first citation is kept. */
    if (which == LTN_CITE_PATTERN && rule->more.text)
        ltn_cite_compile(c, rule, LTN_CITE_MORE, diags);
    return !rule->broken && rule->code[which]->re;
}

/* ---- matching ---- */

bool ltn_cite_match(ltn_cites *c, ltn_cite_rule *rule, int which, const char *s,
                    size_t len, size_t at, ltn_cite_span *groups)
{
    if (!ltn_cite_compile(c, rule, which, NULL))
        return false;
    struct ltn_cite_code *code = rule->code[which];
    if (++code->runs == JIT_AFTER)
        pcre2_jit_compile(code->re, PCRE2_JIT_COMPLETE);
    int n = pcre2_match(code->re, (PCRE2_SPTR)s, len, at, PCRE2_NO_UTF_CHECK,
                        c->tools->data, c->tools->context);
    c->no_memory |= n == PCRE2_ERROR_NOMEMORY;
    if (n <= 0)
        return false;
    const size_t *v = pcre2_get_ovector_pointer(c->tools->data);
    for (int i = 0; i < LTN_CITE_GROUPS; i++)
        groups[i] =
            i < n && v[2 * i] != PCRE2_UNSET
                ? (ltn_cite_span){(uint32_t)v[2 * i], (uint32_t)v[2 * i + 1]}
                : (ltn_cite_span){1, 0};
    return true;
}

ltn_cite_span ltn_cite_group(const ltn_cite_token *t, int which,
                             const ltn_cite_span *groups)
{
    for (unsigned i = 0; i < 7 && t->groups[which][i]; i++) {
        ltn_cite_span g = groups[t->groups[which][i]];
        if (g.start <= g.end)
            return g;
    }
    return (ltn_cite_span){1, 0};
}

void ltn_cites_release_code(ltn_cites *c)
{
    for (ltn_cite_rule *u = c->rules; u; u = u->next)
        for (int i = 0; i < 2; i++)
            if (u->code[i])
                pcre2_code_free(u->code[i]->re);
    if (c->tools) {
        pcre2_match_data_free(c->tools->data);
        pcre2_match_context_free(c->tools->context);
    }
    free(c->tools);
    c->tools = NULL;
}
