/* The members of a rule in a pack (docs/cites.md). */

#include "analyse/citations/reading.h"

#include <string.h>

static void joined(ltn_pack_reading *r, ltn_cite_line *pattern)
{
    ltn_cite_line more = ltn_pack_rest(r);

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
static ltn_cite_token *token(ltn_pack_reading *r)
{
    ltn_pack_skip_blanks(r);
    const char *at = r->s, *name = ltn_pack_word(r);

    if (!name) {
        ltn_pack_complain(r, at, "cites.token",
                          "the name of a token is missing");
        return NULL;
    }
    ltn_cite_token *t = ltn_cite_token_find(r->rule, name, strlen(name));
    if (t)
        return t;
    if (r->rule->token_len == LTN_CITE_TOKENS) {
        ltn_pack_complain(r, at, "cites.tokens",
                          "more than %d tokens in one rule", LTN_CITE_TOKENS);
        return NULL;
    }
    t = &r->rule->tokens[r->rule->token_len++];
    t->name = name;
    return t;
}

static void member_token(ltn_pack_reading *r)
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
static const char *argument(ltn_pack_reading *r)
{
    const char *a = ltn_pack_word(r);

    if (!a || strcmp(a, "''") == 0)
        return "";
    return strcmp(a, "_") == 0 ? " " : strcmp(a, "\\_") == 0 ? "_" : a;
}

static void read_edit(ltn_pack_reading *r, ltn_cite_token *t, size_t op)
{
    ltn_cite_edit *e = ltn_arena_alloc(&r->cites->arena, sizeof *e);
    const char *at = r->s;

    if (!e)
        return;
    e->op = ops[op].op;
    e->a = ops[op].args > 0 ? argument(r) : "";
    e->b = ops[op].args > 1 ? argument(r) : "";
    e->n = ltn_pack_number(e->a);
    if (e->op == LTN_CITE_LOOKUP || e->op == LTN_CITE_MUST) {
        e->table = ltn_cite_table_find(r->pack, e->a);
        if (!e->table)
            ltn_pack_complain(r, at, "cites.table",
                              "no table '%s' stands before this line", e->a);
    }
    if (e->op == LTN_CITE_REPLACE && !*e->a)
        ltn_pack_complain(r, at, "cites.edit", "replace needs what to replace");
    ltn_cite_edit **tail = &t->edits;
    while (*tail)
        tail = &(*tail)->next;
    *tail = e;
}

static void member_edit(ltn_pack_reading *r)
{
    ltn_cite_token *t = token(r);

    while (t && (ltn_pack_skip_blanks(r), r->s < r->e)) {
        const char *at = r->s, *name = ltn_pack_word(r);
        size_t i = 0;
        if (strcmp(name, "then") == 0)
            continue;
        while (i < sizeof ops / sizeof *ops && strcmp(ops[i].name, name) != 0)
            i++;
        if (i == sizeof ops / sizeof *ops) {
            ltn_pack_complain(r, at, "cites.edit", "no edit is called '%s'",
                              name);
            return;
        }
        read_edit(r, t, i);
    }
}

/* The place of the next word in names (n of them), or n and a complaint. */
static unsigned choice(ltn_pack_reading *r, const char *const names[],
                       unsigned n, const char *what)
{
    ltn_pack_skip_blanks(r);
    const char *at = r->s, *name = ltn_pack_word(r);

    for (unsigned i = 0; name && i < n; i++)
        if (names[i] && strcmp(names[i], name) == 0)
            return i;
    ltn_pack_complain(r, at, "cites.value", "'%s' is no %s", name ? name : "",
                      what);
    return n;
}

static void member_check(ltn_pack_reading *r)
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

static void member_locator(ltn_pack_reading *r)
{
    ltn_cite_token *t = token(r);
    const char *unit = ltn_pack_word(r);

    if (t)
        t->unit = unit ? unit : t->name;
}

static void member_part(ltn_pack_reading *r)
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

static void member_use(ltn_pack_reading *r)
{
    ltn_cite_token *t = token(r);
    const char *at = r->s, *name = ltn_pack_word(r), *reach = ltn_pack_word(r);
    ltn_cite_context *x = r->pack->contexts;

    while (x && (!name || strcmp(x->name, name) != 0))
        x = x->next;
    if (!x)
        ltn_pack_complain(r, at, "cites.context",
                          "no context '%s' stands before this line",
                          name ? name : "");
    if (!t || !x)
        return;
    t->context = x;
    t->reach = reach ? ltn_pack_number(reach) : 300;
}

static void member_copy(ltn_pack_reading *r)
{
    ltn_cite_token *t = token(r);
    const char *from = ltn_pack_word(r);

    if (t && from)
        t->copy = from;
    else
        ltn_pack_complain(r, r->s, "cites.copy", "copy names two tokens");
}

static void member_carry(ltn_pack_reading *r)
{
    while (ltn_pack_skip_blanks(r), r->s < r->e) {
        ltn_cite_token *t = token(r);
        if (!t)
            return;
        t->carry = true;
    }
}

static void member_back(ltn_pack_reading *r)
{
    static const char *const names[LTN_CITE_BACKS] = {
        [LTN_CITE_BACK_DIGITS] = "digits",
        [LTN_CITE_BACK_CAPS] = "caps",
        [LTN_CITE_BACK_WORD] = "word"};
    unsigned n = choice(r, names, LTN_CITE_BACKS, "way to look back");

    if (n < LTN_CITE_BACKS)
        r->rule->back = (ltn_cite_back)n;
}

static void member_scope(ltn_pack_reading *r)
{
    static const char *const names[] = {"document", "paragraph", "near"};
    unsigned n = choice(r, names, 3, "scope");

    if (n < 3)
        r->rule->scope = (ltn_cite_scope)n;
}

static void member_same(ltn_pack_reading *r)
{
    const char *name;

    while ((name = ltn_pack_word(r)) && r->rule->same_len < 8)
        r->rule->same[r->rule->same_len++] = name;
}

static void member_after(ltn_pack_reading *r)
{
    const char *name;

    while ((name = ltn_pack_word(r)))
        ltn_pack_append(r, &r->rule->after,
                        (ltn_cite_line){name, r->number, 0});
}

/* The next " => " of the line, or its end. */
static const char *arrow(const ltn_pack_reading *r)
{
    for (const char *p = r->s; p + 3 < r->e; p++)
        if (ltn_pack_blank(p[0]) && p[1] == '=' && p[2] == '>' &&
            ltn_pack_blank(p[3]))
            return p;
    return r->e;
}

static char *field(ltn_pack_reading *r)
{
    ltn_pack_skip_blanks(r);
    if (r->s >= r->e)
        return NULL;
    const char *start = r->s, *end = arrow(r);
    r->s = end < r->e ? end + 3 : end;
    while (end > start && ltn_pack_blank(end[-1]))
        end--;
    return ltn_pack_keep(r, start, end);
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

static void add_test(ltn_pack_reading *r, ltn_cite_test **tail)
{
    if (r->cites->untested)
        return;
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
        ltn_pack_complain(r, r->s, "cites.test", "a test needs a text");
    while (*tail)
        tail = &(*tail)->next;
    *tail = t;
}

static void member_pattern(ltn_pack_reading *r)
{
    joined(r, &r->rule->pattern);
}

static void member_more(ltn_pack_reading *r)
{
    joined(r, &r->rule->more);
}

static void member_trigger(ltn_pack_reading *r)
{
    ltn_pack_pieces(r, &r->rule->triggers);
}

static void member_priority(ltn_pack_reading *r)
{
    r->rule->priority = (int)ltn_pack_number(ltn_pack_word(r));
}

static void member_confidence(ltn_pack_reading *r)
{
    r->rule->confidence = ltn_pack_number(ltn_pack_word(r));
}

static void member_mention(ltn_pack_reading *r)
{
    r->rule->mention = true;
}

static void member_inherit(ltn_pack_reading *r)
{
    r->rule->inherit = true;
}

static void member_test(ltn_pack_reading *r)
{
    add_test(r, &r->rule->tests);
}

static void member_reject(ltn_pack_reading *r)
{
    add_test(r, &r->rule->rejects);
}

static void member_id(ltn_pack_reading *r)
{
    ltn_pack_append(r, &r->rule->ids, ltn_pack_rest(r));
}

static void member_url(ltn_pack_reading *r)
{
    ltn_pack_append(r, &r->rule->urls, ltn_pack_rest(r));
}

static void member_cref(ltn_pack_reading *r)
{
    ltn_pack_append(r, &r->rule->crefs, ltn_pack_rest(r));
}

static void member_name(ltn_pack_reading *r)
{
    ltn_pack_append(r, &r->rule->names, ltn_pack_rest(r));
}

static void member_family(ltn_pack_reading *r)
{
    const char *family = ltn_pack_word(r);

    ltn_pack_skip_blanks(r);
    /* It becomes a @type of TEI, a word. */
    if (!family || r->s < r->e)
        ltn_pack_complain(r, r->s, "cites.family", "a family is one word");
    else
        r->rule->family = family;
}

static void member_type(ltn_pack_reading *r)
{
    r->rule->type = ltn_pack_rest(r).text;
}

void ltn_pack_member(ltn_pack_reading *r, const char *at, const char *name)
{
    static const struct {
        const char *name;
        void (*read)(ltn_pack_reading *r);
    } members[] = {
        {"test", member_test},
        {"token", member_token},
        {"reject", member_reject},
        {"edit", member_edit},
        {"id", member_id},
        {"url", member_url},
        {"pattern", member_pattern},
        {"trigger", member_trigger},
        {"family", member_family},
        {"type", member_type},
        {"priority", member_priority},
        {"copy", member_copy},
        {"back", member_back},
        {"locator", member_locator},
        {"name", member_name},
        {"cref", member_cref},
        {"more", member_more},
        {"check", member_check},
        {"part", member_part},
        {"use", member_use},
        {"scope", member_scope},
        {"same", member_same},
        {"after", member_after},
        {"confidence", member_confidence},
        {"mention", member_mention},
        {"inherit", member_inherit},
        {"carry", member_carry},
    };
    size_t n = sizeof members / sizeof *members;

    for (size_t i = 0; i < n; i++)
        if (strcmp(members[i].name, name) == 0) {
            members[i].read(r);
            return;
        }
    ltn_pack_complain(r, at, "cites.member", "a rule has no '%s'", name);
}
