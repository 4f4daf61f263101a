#include "analyse/citations/rules.h"

#include "util/utf8.h"

#include <string.h>

/* A pack being read. `s` to `e` is what is left of the current line. */
typedef struct reading {
    ltn_cites *cites;
    ltn_cite_pack *pack;
    ltn_diags *diags;
    const char *line, *s, *e; /* line: its first byte */
    uint32_t number;
    size_t errors;
    ltn_cite_rule *rule; /* the section that is open; the others NULL */
    ltn_cite_table *table;
    ltn_cite_context *context;
    ltn_cite_rule **rule_tail;
} reading;

static uint32_t column(const reading *r, const char *at)
{
    return (uint32_t)ltn_utf8_count(r->line, (size_t)(at - r->line)) + 1;
}

#define complain(r, at, code, ...)                                             \
    (ltn_diag_add((r)->diags, LTN_ERROR,                                       \
                  (ltn_pos){.line = (r)->number, .col = column((r), (at))},    \
                  (code), __VA_ARGS__),                                        \
     (r)->errors++)

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void skip_blanks(reading *r)
{
    while (r->s < r->e && blank(*r->s))
        r->s++;
}

static char *keep(reading *r, const char *s, const char *e)
{
    static char nothing[1];
    char *copy = ltn_arena_strndup(&r->cites->arena, s, (size_t)(e - s));

    return copy ? copy : nothing;
}

/* The next word of the line, or NULL at its end. */
static const char *word(reading *r)
{
    skip_blanks(r);
    const char *start = r->s;
    while (r->s < r->e && !blank(*r->s))
        r->s++;
    return r->s > start ? keep(r, start, r->s) : NULL;
}

/* The rest of the line as it stands, without the blanks around it. */
static ltn_cite_line rest(reading *r)
{
    skip_blanks(r);
    ltn_cite_line l = {keep(r, r->s, r->e), r->number, column(r, r->s)};
    r->s = r->e;
    return l;
}

static unsigned number(const char *s)
{
    unsigned n = 0;

    for (; s && *s >= '0' && *s <= '9' && n < 1000000; s++)
        n = n * 10 + (unsigned)(*s - '0');
    return n;
}

static ltn_cite_list *append(reading *r, ltn_cite_list **list,
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
static void pieces(reading *r, ltn_cite_list **list)
{
    while (skip_blanks(r), r->s < r->e) {
        const char *start = r->s, *bar = start;
        while (bar < r->e && !(*bar == '|' && bar > start && blank(bar[-1])))
            bar++;
        const char *end = bar;
        while (end > start && blank(end[-1]))
            end--;
        append(
            r, list,
            (ltn_cite_line){keep(r, start, end), r->number, column(r, start)});
        r->s = bar < r->e ? bar + 1 : bar;
    }
}

/* ---- the members of a rule ---- */

static void joined(reading *r, ltn_cite_line *pattern)
{
    ltn_cite_line more = rest(r);

    if (!pattern->text) {
        *pattern = more;
        return;
    }
    size_t a = strlen(pattern->text), b = strlen(more.text);
    char *both = ltn_arena_alloc(&r->cites->arena, a + b + 1);
    if (!both)
        return;
    memcpy(both, pattern->text, a);
    memcpy(both + a, more.text, b);
    pattern->text = both;
}

ltn_cite_token *ltn_cite_token_find(ltn_cite_rule *rule, const char *name,
                                    size_t len)
{
    for (unsigned i = 0; i < rule->token_len; i++)
        if (strlen(rule->tokens[i].name) == len &&
            memcmp(rule->tokens[i].name, name, len) == 0)
            return &rule->tokens[i];
    return NULL;
}

/* The token that the next word names, made when it is new. */
static ltn_cite_token *token(reading *r)
{
    skip_blanks(r);
    const char *at = r->s, *name = word(r);

    if (!name) {
        complain(r, at, "cites.token", "the name of a token is missing");
        return NULL;
    }
    ltn_cite_token *t = ltn_cite_token_find(r->rule, name, strlen(name));
    if (t)
        return t;
    if (r->rule->token_len == LTN_CITE_TOKENS) {
        complain(r, at, "cites.tokens", "more than %d tokens in one rule",
                 LTN_CITE_TOKENS);
        return NULL;
    }
    t = &r->rule->tokens[r->rule->token_len++];
    t->name = name;
    return t;
}

static void member_token(reading *r)
{
    ltn_cite_token *t = token(r);

    if (t)
        joined(r, &t->pattern);
}

static const struct {
    const char *name;
    ltn_cite_op op;
    unsigned args;
} ops[] = {
    {"lower", LTN_CITE_LOWER, 0},       {"upper", LTN_CITE_UPPER, 0},
    {"title", LTN_CITE_TITLE, 0},       {"replace", LTN_CITE_REPLACE, 2},
    {"prefix", LTN_CITE_PREFIX, 1},     {"pad", LTN_CITE_PAD, 1},
    {"before", LTN_CITE_BEFORE, 1},     {"squeeze", LTN_CITE_SQUEEZE, 0},
    {"spaces", LTN_CITE_SPACES, 0},     {"to-digits", LTN_CITE_TO_DIGITS, 0},
    {"to-roman", LTN_CITE_TO_ROMAN, 0}, {"century", LTN_CITE_CENTURY, 0},
    {"lookup", LTN_CITE_LOOKUP, 1},     {"must", LTN_CITE_MUST, 1},
};

/* An argument of an edit: a word, "_" for a blank, "\_" for what it looks
 * like, two single quotes for nothing. */
static const char *argument(reading *r)
{
    const char *a = word(r);

    if (!a || strcmp(a, "''") == 0)
        return "";
    return strcmp(a, "_") == 0 ? " " : strcmp(a, "\\_") == 0 ? "_" : a;
}

static void read_edit(reading *r, ltn_cite_token *t, size_t op)
{
    ltn_cite_edit *e = ltn_arena_alloc(&r->cites->arena, sizeof *e);
    const char *at = r->s;

    if (!e)
        return;
    e->op = ops[op].op;
    e->a = ops[op].args > 0 ? argument(r) : "";
    e->b = ops[op].args > 1 ? argument(r) : "";
    e->n = number(e->a);
    if (e->op == LTN_CITE_LOOKUP || e->op == LTN_CITE_MUST) {
        e->table = ltn_cite_table_find(r->pack, e->a);
        if (!e->table)
            complain(r, at, "cites.table",
                     "no table '%s' stands before this line", e->a);
    }
    if (e->op == LTN_CITE_REPLACE && !*e->a)
        complain(r, at, "cites.edit", "replace needs what to replace");
    ltn_cite_edit **tail = &t->edits;
    while (*tail)
        tail = &(*tail)->next;
    *tail = e;
}

static void member_edit(reading *r)
{
    ltn_cite_token *t = token(r);

    while (t && (skip_blanks(r), r->s < r->e)) {
        const char *at = r->s, *name = word(r);
        size_t i = 0;
        if (strcmp(name, "then") == 0)
            continue;
        while (i < sizeof ops / sizeof *ops && strcmp(ops[i].name, name) != 0)
            i++;
        if (i == sizeof ops / sizeof *ops) {
            complain(r, at, "cites.edit", "no edit is called '%s'", name);
            return;
        }
        read_edit(r, t, i);
    }
}

/* The place of the next word in names (n of them), or n and a complaint. */
static unsigned choice(reading *r, const char *const names[], unsigned n,
                       const char *what)
{
    skip_blanks(r);
    const char *at = r->s, *name = word(r);

    for (unsigned i = 0; name && i < n; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return i;
    complain(r, at, "cites.value", "'%s' is no %s", name ? name : "", what);
    return n;
}

static void member_check(reading *r)
{
    static const char *const names[LTN_CITE_CHECKS] = {[LTN_CITE_ISBN] = "isbn",
                                                       [LTN_CITE_ISSN] = "issn",
                                                       [LTN_CITE_ORCID] =
                                                           "orcid",
                                                       [LTN_CITE_URL] = "url",
                                                       [LTN_CITE_DOI] = "doi"};
    ltn_cite_token *t = token(r);
    unsigned n = t ? choice(r, names, LTN_CITE_CHECKS, "check") : 0;

    if (t && n < LTN_CITE_CHECKS)
        t->check = (ltn_cite_check)n;
}

static void member_locator(reading *r)
{
    ltn_cite_token *t = token(r);
    const char *unit = word(r);

    if (t)
        t->unit = unit ? unit : t->name;
}

static void member_part(reading *r)
{
    static const char *const names[LTN_BIBL_CLASSES] = {
        [LTN_BIBL_AUTHOR] = "author",
        [LTN_BIBL_EDITOR] = "editor",
        [LTN_BIBL_TITLE] = "title",
        [LTN_BIBL_ARTICLE] = "article",
        [LTN_BIBL_CONTAINER] = "container",
        [LTN_BIBL_SERIES] = "series",
        [LTN_BIBL_DATE] = "date",
        [LTN_BIBL_PUBLISHER] = "publisher",
        [LTN_BIBL_PLACE] = "place",
        [LTN_BIBL_EDITION] = "edition",
        [LTN_BIBL_IDENTIFIER] = "identifier",
        [LTN_BIBL_URL] = "url"};
    ltn_cite_token *t = token(r);
    unsigned n =
        t ? choice(r, names, LTN_BIBL_CLASSES, "part") : LTN_BIBL_CLASSES;

    if (n < LTN_BIBL_CLASSES)
        t->part = (int)n + 1;
}

static void member_use(reading *r)
{
    ltn_cite_token *t = token(r);
    const char *at = r->s, *name = word(r), *reach = word(r);
    ltn_cite_context *x = r->pack->contexts;

    while (x && (!name || strcmp(x->name, name) != 0))
        x = x->next;
    if (!x)
        complain(r, at, "cites.context",
                 "no context '%s' stands before this line", name ? name : "");
    if (!t || !x)
        return;
    t->context = x;
    t->reach = reach ? number(reach) : 300;
}

static void member_copy(reading *r)
{
    ltn_cite_token *t = token(r);
    const char *from = word(r);

    if (t && from)
        t->copy = from;
    else
        complain(r, r->s, "cites.copy", "copy names two tokens");
}

static void member_back(reading *r)
{
    static const char *const names[LTN_CITE_BACKS] = {
        [LTN_CITE_BACK_DIGITS] = "digits",
        [LTN_CITE_BACK_CAPS] = "caps",
        [LTN_CITE_BACK_WORD] = "word"};
    unsigned n = choice(r, names, LTN_CITE_BACKS, "way to look back");

    if (n < LTN_CITE_BACKS)
        r->rule->back = (ltn_cite_back)n;
}

static void member_scope(reading *r)
{
    static const char *const names[] = {"document", "paragraph", "near"};
    unsigned n = choice(r, names, 3, "scope");

    if (n < 3)
        r->rule->scope = (ltn_cite_scope)n;
}

static void member_same(reading *r)
{
    const char *name;

    while ((name = word(r)) && r->rule->same_len < 8)
        r->rule->same[r->rule->same_len++] = name;
}

static void member_after(reading *r)
{
    const char *name;

    while ((name = word(r)))
        append(r, &r->rule->after, (ltn_cite_line){name, r->number, 0});
}

/* The next " => " of the line, or its end. */
static const char *arrow(const reading *r)
{
    for (const char *p = r->s; p + 3 < r->e; p++)
        if (blank(p[0]) && p[1] == '=' && p[2] == '>' && blank(p[3]))
            return p;
    return r->e;
}

static char *field(reading *r)
{
    skip_blanks(r);
    if (r->s >= r->e)
        return NULL;
    const char *start = r->s, *end = arrow(r);
    r->s = end < r->e ? end + 3 : end;
    while (end > start && blank(end[-1]))
        end--;
    return keep(r, start, end);
}

/* U+23CE stands for a line end in the text of a test. */
static void with_line_ends(char *s)
{
    char *to = s;

    while (*s) {
        if (strncmp(s, "\xE2\x8F\x8E", 3) == 0) {
            *to++ = '\n';
            s += 3;
        } else {
            *to++ = *s++;
        }
    }
    *to = '\0';
}

static void add_test(reading *r, ltn_cite_test **tail)
{
    ltn_cite_test *t = ltn_arena_alloc(&r->cites->arena, sizeof *t);

    if (!t)
        return;
    t->line = r->number;
    t->text = field(r);
    if (t->text)
        with_line_ends(t->text);
    t->id = field(r);
    t->url = field(r);
    if (!t->text)
        complain(r, r->s, "cites.test", "a test needs a text");
    while (*tail)
        tail = &(*tail)->next;
    *tail = t;
}

static void member(reading *r, const char *at, const char *name)
{
    ltn_cite_rule *u = r->rule;
    struct {
        const char *name;
        void (*read)(reading *r);
        ltn_cite_line *joined;
        ltn_cite_list **list;
        const char **text;
        ltn_cite_test **test;
    } members[] = {
        {.name = "pattern", .joined = &u->pattern},
        {.name = "token", .read = member_token},
        {.name = "test", .test = &u->tests},
        {.name = "reject", .test = &u->rejects},
        {.name = "edit", .read = member_edit},
        {.name = "more", .joined = &u->more},
        {.name = "check", .read = member_check},
        {.name = "locator", .read = member_locator},
        {.name = "part", .read = member_part},
        {.name = "use", .read = member_use},
        {.name = "copy", .read = member_copy},
        {.name = "back", .read = member_back},
        {.name = "scope", .read = member_scope},
        {.name = "same", .read = member_same},
        {.name = "after", .read = member_after},
        {.name = "id", .list = &u->ids},
        {.name = "url", .list = &u->urls},
        {.name = "cref", .list = &u->crefs},
        {.name = "name", .list = &u->names},
        {.name = "family", .text = &u->family},
        {.name = "type", .text = &u->type},
    };

    if (strcmp(name, "trigger") == 0) {
        pieces(r, &u->triggers);
    } else if (strcmp(name, "priority") == 0) {
        u->priority = (int)number(word(r));
    } else if (strcmp(name, "confidence") == 0) {
        u->confidence = number(word(r));
    } else if (strcmp(name, "mention") == 0) {
        u->mention = true;
    } else if (strcmp(name, "inherit") == 0) {
        u->inherit = true;
    } else {
        size_t i = 0, n = sizeof members / sizeof *members;
        while (i < n && strcmp(members[i].name, name) != 0)
            i++;
        if (i == n)
            complain(r, at, "cites.member", "a rule has no '%s'", name);
        else if (members[i].read)
            members[i].read(r);
        else if (members[i].joined)
            joined(r, members[i].joined);
        else if (members[i].list)
            append(r, members[i].list, rest(r));
        else if (members[i].text)
            *members[i].text = rest(r).text;
        else
            add_test(r, members[i].test);
    }
}

/* ---- sections ---- */

static bool grow_rows(reading *r, ltn_cite_row **rows, uint32_t len,
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
static bool equation(reading *r, ltn_cite_row *row)
{
    skip_blanks(r);
    const char *start = r->s, *p = start;

    while (p < r->e && !(*p == '=' && p > start && blank(p[-1])))
        p++;
    if (p == r->e) {
        complain(r, start, "cites.row", "a row is 'left = right'");
        return false;
    }
    const char *end = p;
    while (end > start && blank(end[-1]))
        end--;
    row->key = keep(r, start, end);
    r->s = p + 1;
    row->value = rest(r).text;
    return true;
}

static void table_row(reading *r)
{
    ltn_cite_table *t = r->table;
    ltn_cite_row row;

    if (equation(r, &row) && grow_rows(r, &t->rows, t->len, &t->cap))
        t->rows[t->len++] = row;
}

/* "VALUE = literal | literal". */
static void context_row(reading *r)
{
    ltn_cite_context *x = r->context;
    ltn_cite_row row;

    if (!equation(r, &row))
        return;
    const char *value = row.key;
    ltn_cite_list *list = NULL;
    r->s = r->e - strlen(row.value);
    pieces(r, &list);
    for (; list; list = list->next) {
        if (strlen(list->value.text) < 2)
            complain(r, r->line, "cites.literal",
                     "a literal has two bytes or more");
        else if (grow_rows(r, &x->rows, x->len, &x->cap))
            x->rows[x->len++] = (ltn_cite_row){list->value.text, value};
    }
}

static void open_define(reading *r)
{
    ltn_cite_define *d = ltn_arena_alloc(&r->cites->arena, sizeof *d);

    if (!d)
        return;
    d->name = word(r);
    d->text = rest(r).text;
    d->next = r->pack->defines;
    if (!d->name)
        complain(r, r->s, "cites.define", "a define needs a name");
    else
        r->pack->defines = d;
}

static void open_table(reading *r)
{
    ltn_cite_table *t = ltn_arena_alloc(&r->cites->arena, sizeof *t);

    if (!t)
        return;
    t->name = word(r);
    const char *how = word(r);
    t->squash = how && strcmp(how, "squash") == 0;
    if (!t->name)
        complain(r, r->s, "cites.table", "a table needs a name");
    t->name = t->name ? t->name : "";
    t->next = r->pack->tables;
    r->pack->tables = r->table = t;
}

static void open_context(reading *r)
{
    ltn_cite_context *x = ltn_arena_alloc(&r->cites->arena, sizeof *x);

    if (!x)
        return;
    x->name = word(r);
    if (!x->name)
        complain(r, r->s, "cites.context", "a context needs a name");
    x->name = x->name ? x->name : "";
    x->next = r->pack->contexts;
    r->pack->contexts = r->context = x;
}

static const char *labelled(reading *r, const char *name)
{
    size_t n = strlen(name);
    char *label = ltn_arena_alloc(&r->cites->arena, n + 6);

    if (!label)
        return "cite";
    memcpy(label, "cite.", 5);
    memcpy(label + 5, name, n);
    return label;
}

static void open_rule(reading *r)
{
    ltn_cite_rule *u = ltn_arena_alloc(&r->cites->arena, sizeof *u);

    if (!u)
        return;
    u->name = word(r);
    if (!u->name)
        complain(r, r->s, "cites.rule", "a rule needs a name");
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
static void close_rule(reading *r)
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

static void section(reading *r, const char *name)
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
        r->pack->name = rest(r).text;
    else
        complain(r, r->line, "cites.section",
                 "'%s' begins no section; define, table, context and rule do",
                 name);
}

static void read_line(reading *r)
{
    bool inside = r->s < r->e && blank(*r->s);

    while (r->e > r->s && blank(r->e[-1]))
        r->e--;
    skip_blanks(r);
    if (r->s == r->e || *r->s == '#')
        return;
    const char *at = r->s;
    if (!inside) {
        section(r, word(r));
    } else if (r->table) {
        table_row(r);
    } else if (r->context) {
        context_row(r);
    } else if (r->rule) {
        member(r, at, word(r));
    } else {
        complain(r, at, "cites.section", "an indented line belongs to nothing");
    }
}

ltn_status ltn_cites_parse(ltn_cites *c, const char *file, const char *text,
                           size_t len, ltn_diags *diags)
{
    reading r = {.cites = c, .diags = diags};
    const char *end = text + len, *s = text;

    ltn_diags_in(diags, file);
    r.pack = ltn_arena_alloc(&c->arena, sizeof *r.pack);
    if (!r.pack)
        return LTN_ENOMEM;
    r.pack->file = ltn_arena_strndup(&c->arena, file, strlen(file));
    *(c->last_pack ? &c->last_pack->next : &c->packs) = r.pack;
    c->last_pack = r.pack;
    size_t good = ltn_utf8_check(text, len);
    if (good < len) {
        r.line = text;
        complain(&r, text, "cites.utf8", "not UTF-8 at byte %zu", good);
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
