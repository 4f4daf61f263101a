#include "analyse/citations/reading.h"

#include "util/utf8.h"

#include <string.h>

uint32_t ltn_pack_column(const ltn_pack_reading *r, const char *at)
{
    return (uint32_t)ltn_utf8_count(r->line, (size_t)(at - r->line)) + 1;
}

/* What was kept ends with a NUL where a blank stood. */
bool ltn_pack_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\0';
}

void ltn_pack_skip_blanks(ltn_pack_reading *r)
{
    while (r->s < r->e && ltn_pack_blank(*r->s))
        r->s++;
}

char *ltn_pack_keep(ltn_pack_reading *r, const char *s, const char *e)
{
    char *keep = r->text + (s - r->text);

    keep[e - s] = '\0';
    return keep;
}

/* The next word of the line, or NULL at its end. */
const char *ltn_pack_word(ltn_pack_reading *r)
{
    ltn_pack_skip_blanks(r);
    const char *start = r->s;
    while (r->s < r->e && !ltn_pack_blank(*r->s))
        r->s++;
    return r->s > start ? ltn_pack_keep(r, start, r->s) : NULL;
}

/* The rest of the line as it stands, without the blanks around it. */
ltn_cite_line ltn_pack_rest(ltn_pack_reading *r)
{
    ltn_pack_skip_blanks(r);
    ltn_cite_line l = {ltn_pack_keep(r, r->s, r->e), r->number,
                       ltn_pack_column(r, r->s)};
    r->s = r->e;
    return l;
}

unsigned ltn_pack_number(const char *s)
{
    unsigned n = 0;

    for (; s && *s >= '0' && *s <= '9' && n < 1000000; s++)
        n = n * 10 + (unsigned)(*s - '0');
    return n;
}

ltn_cite_list *ltn_pack_append(ltn_pack_reading *r, ltn_cite_list **list,
                               ltn_cite_line value)
{
    ltn_cite_list *l = ltn_arena_alloc(&r->cites->arena, sizeof *l);

    if (!l)
        return NULL;
    l->value = value;
    while (*list)
        list = &(*list)->next;
    return *list = l;
}

/* Splits the rest of the line at " | " into pieces. */
void ltn_pack_pieces(ltn_pack_reading *r, ltn_cite_list **list)
{
    while (ltn_pack_skip_blanks(r), r->s < r->e) {
        const char *start = r->s, *bar = start;
        while (bar < r->e &&
               !(*bar == '|' && bar > start && ltn_pack_blank(bar[-1])))
            bar++;
        const char *end = bar;
        while (end > start && ltn_pack_blank(end[-1]))
            end--;
        ltn_pack_append(r, list,
                        (ltn_cite_line){ltn_pack_keep(r, start, end), r->number,
                                        ltn_pack_column(r, start)});
        r->s = bar < r->e ? bar + 1 : bar;
    }
}

static bool grow_rows(ltn_pack_reading *r, ltn_cite_row **rows, uint32_t len,
                      uint32_t *cap)
{
    if (len < *cap)
        return true;
    uint32_t more = *cap ? *cap * 2 : 16;
    ltn_cite_row *bigger =
        ltn_arena_alloc(&r->cites->arena, more * sizeof *bigger);
    if (!bigger)
        return false;
    if (len > 0)
        memcpy(bigger, *rows, len * sizeof *bigger);
    *rows = bigger;
    *cap = more;
    return true;
}

/* "left = right" of the line: two strings, the right one may be empty. */
static bool equation(ltn_pack_reading *r, ltn_cite_row *row)
{
    ltn_pack_skip_blanks(r);
    const char *start = r->s, *p = start;

    while (p < r->e && !(*p == '=' && p > start && ltn_pack_blank(p[-1])))
        p++;
    if (p == r->e) {
        ltn_pack_complain(r, start, "cites.row", "a row is 'left = right'");
        return false;
    }
    const char *end = p;
    while (end > start && ltn_pack_blank(end[-1]))
        end--;
    row->key = ltn_pack_keep(r, start, end);
    r->s = p + 1;
    ltn_pack_skip_blanks(r);
    row->value = ltn_pack_keep(r, r->s, r->e);
    return true;
}

static void table_row(ltn_pack_reading *r)
{
    ltn_cite_table *t = r->table;
    ltn_cite_row row;

    if (equation(r, &row) && grow_rows(r, &t->rows, t->len, &t->cap))
        t->rows[t->len++] = row;
}

/* "VALUE = literal | literal". */
static void context_row(ltn_pack_reading *r)
{
    ltn_cite_context *x = r->context;
    ltn_cite_row row;

    if (!equation(r, &row))
        return;
    const char *value = row.key;
    ltn_cite_list *list = NULL;
    r->s = r->e - strlen(row.value);
    ltn_pack_pieces(r, &list);
    for (; list; list = list->next) {
        if (strlen(list->value.text) < 2)
            ltn_pack_complain(r, r->line, "cites.literal",
                              "a literal has two bytes or more");
        else if (grow_rows(r, &x->rows, x->len, &x->cap))
            x->rows[x->len++] = (ltn_cite_row){list->value.text, value};
    }
}

static void open_define(ltn_pack_reading *r)
{
    ltn_cite_define *d = ltn_arena_alloc(&r->cites->arena, sizeof *d);

    if (!d)
        return;
    d->name = ltn_pack_word(r);
    d->text = ltn_pack_rest(r).text;
    d->next = r->pack->defines;
    if (!d->name)
        ltn_pack_complain(r, r->s, "cites.define", "a define needs a name");
    else
        r->pack->defines = d;
}

static void open_table(ltn_pack_reading *r)
{
    ltn_cite_table *t = ltn_arena_alloc(&r->cites->arena, sizeof *t);

    if (!t)
        return;
    t->name = ltn_pack_word(r);
    const char *how = ltn_pack_word(r);
    t->squash = how && strcmp(how, "squash") == 0;
    if (!t->name)
        ltn_pack_complain(r, r->s, "cites.table", "a table needs a name");
    t->name = t->name ? t->name : "";
    t->next = r->pack->tables;
    r->pack->tables = r->table = t;
}

static void open_context(ltn_pack_reading *r)
{
    ltn_cite_context *x = ltn_arena_alloc(&r->cites->arena, sizeof *x);

    if (!x)
        return;
    x->name = ltn_pack_word(r);
    if (!x->name)
        ltn_pack_complain(r, r->s, "cites.context", "a context needs a name");
    x->name = x->name ? x->name : "";
    x->next = r->pack->contexts;
    r->pack->contexts = r->context = x;
}

static const char *labelled(ltn_pack_reading *r, const char *name)
{
    size_t n = strlen(name);
    char *label = ltn_arena_alloc(&r->cites->arena, n + 6);

    if (!label)
        return "cite";
    memcpy(label, "cite.", 5);
    memcpy(label + 5, name, n);
    return label;
}

static void open_rule(ltn_pack_reading *r)
{
    ltn_cite_rule *u = ltn_arena_alloc(&r->cites->arena, sizeof *u);

    if (!u)
        return;
    u->name = ltn_pack_word(r);
    if (!u->name)
        ltn_pack_complain(r, r->s, "cites.rule", "a rule needs a name");
    u->name = u->name ? u->name : "";
    u->family = u->name;
    u->label = labelled(r, u->name);
    u->type = "CreativeWork";
    u->confidence = 90;
    u->priority = 50;
    u->line = r->number;
    u->pack = r->pack;
    u->index = r->cites->rule_len++;
    for (ltn_cite_rule *old = r->cites->rules; old; old = old->next)
        if (strcmp(old->name, u->name) == 0)
            old->off = true;
    *(r->cites->last_rule ? &r->cites->last_rule->next : &r->cites->rules) = u;
    r->cites->last_rule = r->rule = u;
}

/* What a finished rule must have. */
static void close_rule(ltn_pack_reading *r)
{
    ltn_cite_rule *u = r->rule;

    if (!u)
        return;
    const char *missing = !u->pattern.text ? "pattern"
                          : !u->triggers   ? "trigger"
                                           : NULL;
    ltn_pos pos = {.line = u->line, .col = 1};
    if (missing)
        ltn_diag_add(r->diags, LTN_ERROR, pos, "cites.rule",
                     "rule '%s' has no %s", u->name, missing);
    u->off |= missing != NULL;
    r->errors += missing != NULL;
}

static void section(ltn_pack_reading *r, const char *name)
{
    close_rule(r);
    r->rule = NULL;
    r->table = NULL;
    r->context = NULL;
    if (strcmp(name, "rule") == 0)
        open_rule(r);
    else if (strcmp(name, "define") == 0)
        open_define(r);
    else if (strcmp(name, "table") == 0)
        open_table(r);
    else if (strcmp(name, "context") == 0)
        open_context(r);
    else if (strcmp(name, "pack") == 0)
        r->pack->name = ltn_pack_rest(r).text;
    else
        ltn_pack_complain(
            r, r->line, "cites.section",
            "'%s' begins no section; define, table, context and rule do", name);
}

static void read_line(ltn_pack_reading *r)
{
    bool inside = r->s < r->e && ltn_pack_blank(*r->s);

    while (r->e > r->s && ltn_pack_blank(r->e[-1]))
        r->e--;
    ltn_pack_skip_blanks(r);
    if (r->s == r->e || *r->s == '#')
        return;
    const char *at = r->s;
    if (!inside) {
        section(r, ltn_pack_word(r));
    } else if (r->table) {
        table_row(r);
    } else if (r->context) {
        context_row(r);
    } else if (r->rule) {
        ltn_pack_member(r, at, ltn_pack_word(r));
    } else {
        ltn_pack_complain(r, at, "cites.section",
                          "an indented line belongs to nothing");
    }
}

ltn_status ltn_cites_parse(ltn_cites *c, const char *file, const char *text,
                           size_t len, ltn_diags *diags)
{
    ltn_pack_reading r = {.cites = c, .diags = diags};

    ltn_diags_in(diags, file);
    r.pack = ltn_arena_alloc(&c->arena, sizeof *r.pack);
    r.text = ltn_arena_strndup(&c->arena, text, len);
    if (!r.pack || !r.text)
        return LTN_ENOMEM;
    const char *s = r.text, *end = s + len;
    r.pack->file = ltn_arena_strndup(&c->arena, file, strlen(file));
    *(c->last_pack ? &c->last_pack->next : &c->packs) = r.pack;
    c->last_pack = r.pack;
    size_t good = ltn_utf8_check(text, len);
    if (good < len) {
        r.line = s;
        ltn_pack_complain(&r, s, "cites.utf8", "not UTF-8 at byte %zu", good);
        end = s;
    }
    while (s < end) {
        const char *nl = memchr(s, '\n', (size_t)(end - s));
        r.line = r.s = s;
        r.e = nl ? nl : end;
        r.number++;
        s = nl ? nl + 1 : end;
        read_line(&r);
    }
    close_rule(&r);
    ltn_diags_in(diags, NULL);
    return c->arena.failed ? LTN_ENOMEM : r.errors ? LTN_INVALID : LTN_OK;
}
