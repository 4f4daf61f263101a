/* The compact syntax (RELAX NG Compact Syntax, #syntax) into the same tree as
 * the XML syntax: patterns and grammars. */

#include "validate/relaxng/compact.h"

#include "validate/relaxng/chars.h"

/* Patterns ----------------------------------------------------------------- */

static ltn_ast_node *read_pattern(ltn_rnc *p);
static ltn_ast_node *read_primary(ltn_rnc *p);
static void read_grammar(ltn_rnc *p, ltn_ast_node *into, bool include);

static ltn_ast_node *read_braced(ltn_rnc *p)
{
    ltn_ast_node *n = NULL;

    ltn_rnc_expect_sign(p, '{');
    if (ltn_rnc_enter(p))
        n = read_pattern(p);
    p->depth--;
    ltn_rnc_expect_sign(p, '}');
    return n;
}

static void read_named(ltn_rnc *p, ltn_ast_node *n)
{
    n->first = ltn_rnc_name_class(p, n->kind == LTN_AST_ATTRIBUTE);
    ltn_ast_node *content = read_braced(p);
    if (n->first)
        n->first->next = content;
}

/* "inherit = prefix": what the file's default namespace is. */
static void read_href(ltn_rnc *p, ltn_ast_node *n)
{
    size_t len;
    const char *href = ltn_rnc_take_literal(p, &len);

    if (memchr(href, '#', len))
        ltn_rnc_fail(p, "'%s' has a fragment identifier", href);
    n->name =
        ltn_ast_resolve(p->ast, p->ast->sources[p->source].path, href, len);
    n->ns = p->default_ns;
    if (ltn_rnc_take_word(p, "inherit")) {
        ltn_rnc_expect_sign(p, '=');
        n->ns = ltn_rnc_uri_of(p, ltn_rnc_take_name(p, true));
    }
}

static void read_params(ltn_rnc *p, ltn_ast_node *data)
{
    ltn_ast_node *last = NULL;

    ltn_rnc_skip_annotations(p);
    while (p->ast->status == LTN_OK && !ltn_rnc_is_sign(&p->now, '}')) {
        ltn_ast_node *n = ltn_rnc_node(p, LTN_AST_PARAM);
        if (!n)
            return;
        n->name = ltn_rnc_take_name(p, true);
        ltn_rnc_expect_sign(p, '=');
        n->text = ltn_rnc_take_literal(p, &n->text_len);
        *(last ? &last->next : &data->first) = n;
        last = n;
        ltn_rnc_skip_annotations(p);
    }
    ltn_rnc_expect_sign(p, '}');
}

static void read_data_except(ltn_rnc *p, ltn_ast_node *data)
{
    ltn_ast_node *except = ltn_rnc_node(p, LTN_AST_EXCEPT),
                 **end = &data->first;

    if (!except)
        return;
    while (*end)
        end = &(*end)->next;
    *end = except;
    except->first = read_primary(p);
    ltn_rnc_skip_following(p);
}

static void set_value(ltn_rnc *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_VALUE;
    n->text = ltn_rnc_take_literal(p, &n->text_len);
    size_t len = n->text_len;
    const char *s = ltn_xml_trim(n->text, &len);
    const char *colon = memchr(s, ':', len);
    n->ns = p->default_ns;
    if (!colon)
        return;
    const ltn_rnc_prefix *x = ltn_rnc_find_prefix(
        p->namespaces, ltn_ast_string(p->ast, s, (size_t)(colon - s)));
    n->ns = x ? x->uri : NULL; /* it matters for a QName only */
}

/* After the name of a datatype: a value, or parameters and except. */
static void read_data(ltn_rnc *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_DATA;
    if (p->now.kind == LTN_TOKEN_LITERAL) {
        set_value(p, n);
        return;
    }
    if (ltn_rnc_take_sign(p, '{'))
        read_params(p, n);
    if (ltn_rnc_take_sign(p, '-'))
        read_data_except(p, n);
}

static void read_type(ltn_rnc *p, ltn_ast_node *n)
{
    const ltn_rnc_prefix *x = ltn_rnc_find_prefix(p->libraries, p->now.text);

    if (!x)
        ltn_rnc_fail(p, "datatype prefix '%s' is not declared", p->now.text);
    n->library = x ? x->uri : "";
    n->name = p->now.local;
    ltn_rnc_advance(p);
    read_data(p, n);
}

static bool read_keyword(ltn_rnc *p, ltn_ast_node *n)
{
    static const struct {
        const char *word;
        ltn_ast_kind kind;
    } words[] = {{"element", LTN_AST_ELEMENT},
                 {"attribute", LTN_AST_ATTRIBUTE},
                 {"mixed", LTN_AST_MIXED},
                 {"list", LTN_AST_LIST},
                 {"empty", LTN_AST_EMPTY},
                 {"text", LTN_AST_TEXT},
                 {"notAllowed", LTN_AST_NOT_ALLOWED},
                 {"parent", LTN_AST_PARENT_REF},
                 {"external", LTN_AST_EXTERNAL_REF},
                 {"grammar", LTN_AST_GRAMMAR},
                 {"string", LTN_AST_DATA},
                 {"token", LTN_AST_DATA}};
    size_t i = 0;

    while (i < sizeof words / sizeof *words &&
           !ltn_rnc_is_word(&p->now, words[i].word))
        i++;
    if (i == sizeof words / sizeof *words)
        return false;
    n->kind = (uint8_t)words[i].kind;
    ltn_rnc_advance(p);
    if (n->kind == LTN_AST_ELEMENT || n->kind == LTN_AST_ATTRIBUTE) {
        read_named(p, n);
    } else if (n->kind == LTN_AST_MIXED || n->kind == LTN_AST_LIST) {
        n->first = read_braced(p);
    } else if (n->kind == LTN_AST_PARENT_REF) {
        n->name = ltn_rnc_take_name(p, false);
    } else if (n->kind == LTN_AST_EXTERNAL_REF) {
        read_href(p, n);
    } else if (n->kind == LTN_AST_GRAMMAR) {
        ltn_rnc_expect_sign(p, '{');
        read_grammar(p, n, true);
    } else if (n->kind == LTN_AST_DATA) {
        n->name = words[i].word;
        n->library = "";
        read_data(p, n);
    }
    return true;
}

static ltn_ast_node *read_primary(ltn_rnc *p)
{
    ltn_rnc_skip_annotations(p);
    ltn_ast_node *n = ltn_rnc_node(p, LTN_AST_REF);
    if (!n || read_keyword(p, n))
        return n;
    if (ltn_rnc_take_sign(p, '(')) {
        n = ltn_rnc_enter(p) ? read_pattern(p) : NULL;
        p->depth--;
        ltn_rnc_expect_sign(p, ')');
    } else if (p->now.kind == LTN_TOKEN_CNAME) {
        read_type(p, n);
    } else if (p->now.kind == LTN_TOKEN_LITERAL) {
        n->name = "token";
        n->library = "";
        set_value(p, n);
    } else if (ltn_rnc_is_identifier(&p->now)) {
        n->name = ltn_rnc_take_name(p, false);
    } else {
        ltn_rnc_fail(p, p->now.kind == LTN_TOKEN_END
                            ? "a pattern is missing at the end"
                            : "not a pattern");
    }
    return n;
}

static ltn_ast_node *read_particle(ltn_rnc *p)
{
    static const char signs[] = "?*+";
    static const ltn_ast_kind kinds[] = {LTN_AST_OPTIONAL, LTN_AST_ZERO_OR_MORE,
                                         LTN_AST_ONE_OR_MORE};
    ltn_ast_node *n = read_primary(p);

    p->followed = ltn_rnc_is_follow(&p->now);
    ltn_rnc_skip_following(p);
    for (unsigned i = 0; i < 3; i++) {
        if (!ltn_rnc_is_sign(&p->now, signs[i]))
            continue;
        ltn_ast_node *repeat = ltn_rnc_node(p, kinds[i]);
        ltn_rnc_advance(p);
        if (repeat)
            repeat->first = n;
        p->followed = ltn_rnc_is_follow(&p->now);
        ltn_rnc_skip_following(p);
        return repeat;
    }
    return n;
}

static ltn_ast_node *read_pattern(ltn_rnc *p)
{
    static const char signs[] = "|,&";
    static const ltn_ast_kind kinds[] = {LTN_AST_CHOICE, LTN_AST_GROUP,
                                         LTN_AST_INTERLEAVE};
    ltn_ast_node *first = read_particle(p), *last = first;
    unsigned i = 0;

    while (i < 3 && !ltn_rnc_is_sign(&p->now, signs[i]))
        i++;
    if (i == 3 || p->ast->status != LTN_OK)
        return first;
    ltn_ast_node *all = ltn_rnc_node(p, kinds[i]);
    while (all && last && ltn_rnc_take_sign(p, signs[i])) {
        last->next = read_particle(p);
        last = last->next;
    }
    for (unsigned k = 0; k < 3; k++)
        if (ltn_rnc_is_sign(&p->now, signs[k]))
            ltn_rnc_fail(p, "'%c' and '%c' cannot be mixed without parentheses",
                         signs[i], signs[k]);
    if (all)
        all->first = first;
    return all;
}

/* Grammars ----------------------------------------------------------------- */

static void read_definition(ltn_rnc *p, ltn_ast_node *n)
{
    if (ltn_rnc_take_word(p, "start")) {
        n->kind = LTN_AST_START;
    } else {
        n->kind = LTN_AST_DEFINE;
        n->name = ltn_rnc_take_name(p, false);
    }
    if (p->now.kind == LTN_TOKEN_TWO && !ltn_rnc_is_follow(&p->now)) {
        n->combine =
            p->now.text[0] == '|' ? LTN_COMBINE_CHOICE : LTN_COMBINE_INTERLEAVE;
        ltn_rnc_advance(p);
    } else {
        ltn_rnc_expect_sign(p, '=');
    }
    n->first = read_pattern(p);
}

static void read_include(ltn_rnc *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_INCLUDE;
    read_href(p, n);
    if (ltn_rnc_take_sign(p, '{'))
        read_grammar(p, n, false);
}

static bool is_annotation(const ltn_rnc *p)
{
    return (ltn_rnc_is_any_name(&p->now) || p->now.kind == LTN_TOKEN_CNAME) &&
           ltn_rnc_is_sign(&p->then, '[');
}

/* What may stand in a grammar, up to "}"; at the top (depth 0) to the end. */
static void read_contents(ltn_rnc *p, ltn_ast_node *into, bool include)
{
    ltn_ast_node *last = NULL;

    for (;;) {
        bool annotated = ltn_rnc_is_sign(&p->now, '[');
        ltn_rnc_skip_annotations(p);
        bool end =
            p->now.kind == LTN_TOKEN_END || ltn_rnc_is_sign(&p->now, '}');
        if (end && annotated)
            ltn_rnc_fail(p, "an annotation of nothing");
        if (end || p->ast->status != LTN_OK)
            return;
        if (!annotated && is_annotation(p)) {
            ltn_rnc_annotation(p, true);
            continue;
        }
        ltn_ast_node *n = ltn_rnc_node(p, LTN_AST_DIV);
        if (!n)
            return;
        if (include && ltn_rnc_take_word(p, "include")) {
            read_include(p, n);
        } else if (ltn_rnc_take_word(p, "div")) {
            ltn_rnc_expect_sign(p, '{');
            read_grammar(p, n, include);
        } else {
            read_definition(p, n);
        }
        ltn_rnc_skip_following(p);
        *(last ? &last->next : &into->first) = n;
        last = n;
    }
}

static void read_grammar(ltn_rnc *p, ltn_ast_node *into, bool include)
{
    if (ltn_rnc_enter(p))
        read_contents(p, into, include);
    p->depth--;
    ltn_rnc_expect_sign(p, '}');
}

/* #topLevel: a grammar without its word and braces, or a pattern. */
static bool is_grammar(const ltn_rnc *p)
{
    if (p->now.kind == LTN_TOKEN_END || ltn_rnc_is_word(&p->now, "start") ||
        ltn_rnc_is_word(&p->now, "div") || ltn_rnc_is_word(&p->now, "include"))
        return true;
    return is_annotation(p) ||
           (ltn_rnc_is_identifier(&p->now) &&
            (ltn_rnc_is_sign(&p->then, '=') ||
             (p->then.kind == LTN_TOKEN_TWO && !ltn_rnc_is_follow(&p->then))));
}

static ltn_ast_node *read_top(ltn_rnc *p)
{
    ltn_rnc_declarations(p);
    ltn_token first = p->now;
    ltn_rnc_skip_annotations(p);
    if (p->ast->status != LTN_OK)
        return NULL;
    if (!is_grammar(p)) {
        ltn_ast_node *n = read_pattern(p);
        bool one = n && n->kind != LTN_AST_CHOICE && n->kind != LTN_AST_GROUP &&
                   n->kind != LTN_AST_INTERLEAVE;
        if (one && p->followed) /* it would stand beside the root */
            ltn_rnc_fail(p, "an annotation behind the whole schema");
        if (p->now.kind != LTN_TOKEN_END)
            ltn_rnc_fail(p, "the pattern has ended before this");
        return n;
    }
    bool annotated = first.offset != p->now.offset;
    ltn_ast_node *grammar = ltn_rnc_node(p, LTN_AST_GRAMMAR);
    if (annotated && p->now.kind == LTN_TOKEN_END)
        ltn_rnc_fail(p, "an annotation of nothing");
    if (grammar)
        read_contents(p, grammar, true);
    if (p->now.kind != LTN_TOKEN_END)
        ltn_rnc_fail(p, "the grammar has ended before this");
    return grammar;
}

ltn_ast_node *ltn_ast_read_compact(ltn_ast *ast, uint32_t source)
{
    ltn_rnc p = {.ast = ast, .source = source};
    ltn_ast_node *root = NULL;

    ltn_rnc_predeclare(&p);
    if (ltn_lexer_init(&p.lexer, ast, source)) {
        ltn_rnc_advance(&p);
        ltn_rnc_advance(&p);
        root = read_top(&p);
    }
    ltn_lexer_release(&p.lexer);
    return root;
}
