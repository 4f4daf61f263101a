/* The compact syntax (RELAX NG Compact Syntax, #syntax) into the same tree as
 * the XML syntax. Annotations are read, and left out. */

#include "util/limits.h"
#include "validate/relaxng/chars.h"
#include "validate/relaxng/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char xml_ns[] = "http://www.w3.org/XML/1998/namespace";
static const char rng_ns[] = "http://relaxng.org/ns/structure/1.0";
static const char xmlns_ns[] = "http://www.w3.org/2000/xmlns";
static const char xsd_library[] = "http://www.w3.org/2001/XMLSchema-datatypes";

enum { NESTED_MAX = 1000 }; /* braces, brackets and parentheses */

/* A declared prefix of namespaces or of datatypes. */
struct prefix {
    struct prefix *next;
    const char *name, *uri;
    bool given; /* not one of those that are there without declaration */
};

struct parser {
    ltn_ast *ast;
    uint32_t source;
    ltn_lexer lexer;
    ltn_token now, then; /* this token and the next */
    struct prefix *namespaces, *libraries;
    const char *default_ns;
    bool has_default;
    bool followed; /* the last particle has an annotation behind it */
    unsigned depth;
};

LTN_PRINTF(2, 3)
static void fail(struct parser *p, const char *fmt, ...)
{
    char text[300];
    va_list args;

    if (p->ast->status != LTN_OK)
        return;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    ltn_ast_error(p->ast, p->source, p->now.offset, "rng.schema.syntax", "%s",
                  text);
}

/* Tokens ------------------------------------------------------------------- */

static void advance(struct parser *p)
{
    p->now = p->then;
    p->then = ltn_lexer_next(&p->lexer);
    if (p->ast->status != LTN_OK) /* an error ends everything */
        p->now = p->then = (ltn_token){.offset = p->now.offset, .text = ""};
}

static bool is_sign(const ltn_token *t, char c)
{
    return t->kind == LTN_TOKEN_SIGN && t->text[0] == c;
}

static bool is_word(const ltn_token *t, const char *word)
{
    return t->kind == LTN_TOKEN_NAME && strcmp(t->text, word) == 0;
}

static bool is_follow(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_TWO && t->text[0] == '>';
}

static bool take_sign(struct parser *p, char c)
{
    if (!is_sign(&p->now, c))
        return false;
    advance(p);
    return true;
}

static bool take_word(struct parser *p, const char *word)
{
    if (!is_word(&p->now, word))
        return false;
    advance(p);
    return true;
}

static void expect_sign(struct parser *p, char c)
{
    if (!take_sign(p, c))
        fail(p, "'%c' is missing here", c);
}

static bool is_keyword(const ltn_token *t)
{
    static const char *const words[] = {
        "attribute", "default",  "datatypes", "div",        "element",
        "empty",     "external", "grammar",   "include",    "inherit",
        "list",      "mixed",    "namespace", "notAllowed", "parent",
        "start",     "string",   "text",      "token"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(t, words[i]))
            return true;
    return false;
}

static bool is_identifier(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_QUOTED ||
           (t->kind == LTN_TOKEN_NAME && !is_keyword(t));
}

static bool is_any_name(const ltn_token *t)
{
    return t->kind == LTN_TOKEN_QUOTED || t->kind == LTN_TOKEN_NAME;
}

static const char *take_name(struct parser *p, bool keyword_too)
{
    const char *name = p->now.text;

    if (!(keyword_too ? is_any_name(&p->now) : is_identifier(&p->now))) {
        fail(p, "a name is missing here");
        return "";
    }
    advance(p);
    return name;
}

/* One literal of segments joined by "~". */
static const char *take_literal(struct parser *p, size_t *len)
{
    ltn_buf all = {0};

    if (p->now.kind != LTN_TOKEN_LITERAL) {
        fail(p, "a literal is missing here");
        *len = 0;
        return "";
    }
    ltn_buf_put(&all, p->now.text, p->now.len);
    advance(p);
    while (take_sign(p, '~')) {
        if (p->now.kind != LTN_TOKEN_LITERAL)
            fail(p, "a literal is missing after '~'");
        else
            ltn_buf_put(&all, p->now.text, p->now.len);
        advance(p);
    }
    *len = all.len;
    const char *s = ltn_ast_string(p->ast, all.data ? all.data : "", all.len);
    ltn_buf_release(&all);
    return s;
}

static ltn_ast_node *node(struct parser *p, ltn_ast_kind kind)
{
    return ltn_ast_node_new(p->ast, kind, p->source, p->now.offset);
}

static bool enter(struct parser *p)
{
    if (++p->depth <= NESTED_MAX)
        return true;
    fail(p, "too many levels");
    return false;
}

/* Declarations ------------------------------------------------------------- */

static const struct prefix *find_prefix(const struct prefix *list,
                                        const char *name)
{
    while (list && strcmp(list->name, name) != 0)
        list = list->next;
    return list;
}

static void add_prefix(struct parser *p, struct prefix **list, const char *name,
                       const char *uri, bool given)
{
    struct prefix *x = ltn_arena_alloc(&p->ast->arena, sizeof *x);

    if (!x) {
        p->ast->status = LTN_ENOMEM;
        return;
    }
    *x = (struct prefix){
        .next = *list, .name = name, .uri = uri, .given = given};
    *list = x;
}

/* #declarations: a prefix is declared once; "xml" and its namespace belong
 * together. */
static void declare(struct parser *p, struct prefix **list, const char *name,
                    const char *uri)
{
    const struct prefix *have = find_prefix(*list, name);
    bool ns = list == &p->namespaces;

    if (have && have->given)
        fail(p, "prefix '%s' is declared twice", name);
    if (ns && strcmp(name, "xmlns") == 0)
        fail(p, "prefix 'xmlns' cannot be declared");
    if (ns && (strcmp(name, "xml") == 0) != (uri && strcmp(uri, xml_ns) == 0))
        fail(p, "prefix 'xml' belongs to its namespace");
    if (!ns && strcmp(name, "xsd") == 0 && strcmp(uri, xsd_library) != 0)
        fail(p, "prefix 'xsd' belongs to the datatypes of XML Schema");
    add_prefix(p, list, name, uri, true);
}

/* A literal, or "inherit": what the file that names this one says. */
static const char *take_namespace(struct parser *p)
{
    size_t len;

    if (take_word(p, "inherit"))
        return p->ast->sources[p->source].ns;
    return take_literal(p, &len);
}

static void read_default(struct parser *p)
{
    const char *prefix = NULL;

    if (p->has_default)
        fail(p, "the default namespace is declared twice");
    if (!take_word(p, "namespace"))
        fail(p, "'namespace' is missing after 'default'");
    if (!is_sign(&p->now, '='))
        prefix = take_name(p, true);
    expect_sign(p, '=');
    p->default_ns = take_namespace(p);
    p->has_default = true;
    if (prefix)
        declare(p, &p->namespaces, prefix, p->default_ns);
}

static void read_declarations(struct parser *p)
{
    for (;;) {
        if (take_word(p, "default")) {
            read_default(p);
        } else if (take_word(p, "namespace")) {
            const char *name = take_name(p, true);
            expect_sign(p, '=');
            declare(p, &p->namespaces, name, take_namespace(p));
        } else if (take_word(p, "datatypes")) {
            const char *name = take_name(p, true);
            size_t len;
            expect_sign(p, '=');
            declare(p, &p->libraries, name, take_literal(p, &len));
        } else {
            return;
        }
        if (p->ast->status != LTN_OK)
            return;
    }
}

static const char *uri_of(struct parser *p, const char *prefix)
{
    const struct prefix *x = find_prefix(p->namespaces, prefix);

    if (!x)
        fail(p, "prefix '%s' is not declared", prefix);
    return x ? x->uri : "";
}

/* Annotations -------------------------------------------------------------- */

static void read_annotation_element(struct parser *p, bool top);

/* The names of attributes in one annotation, to find doubles. */
struct seen {
    const struct seen *next;
    const char *uri, *local;
};

static const struct seen *read_annotation_attribute(struct parser *p,
                                                    const struct seen *before,
                                                    bool top)
{
    struct seen *s = ltn_arena_alloc(&p->ast->arena, sizeof *s);
    size_t len;

    if (!s) {
        p->ast->status = LTN_ENOMEM;
        return before;
    }
    bool prefixed = p->now.kind == LTN_TOKEN_CNAME;
    *s = (struct seen){.next = before,
                       .uri = prefixed ? uri_of(p, p->now.text) : "",
                       .local = prefixed ? p->now.local : p->now.text};
    if (top && !*s->uri)
        fail(p, "an annotation attribute needs a namespace");
    if (!*s->uri && strcmp(s->local, "xmlns") == 0)
        fail(p, "an annotation attribute cannot be named 'xmlns'");
    if (strcmp(s->uri, xmlns_ns) == 0 || (top && strcmp(s->uri, rng_ns) == 0))
        fail(p, "an annotation cannot be in this namespace");
    for (const struct seen *x = before; x; x = x->next)
        if (strcmp(x->uri, s->uri) == 0 && strcmp(x->local, s->local) == 0)
            fail(p, "annotation attribute '%s' comes twice", s->local);
    advance(p);
    expect_sign(p, '=');
    take_literal(p, &len);
    return s;
}

/* Between brackets: attributes, then elements (and text: not at the top). */
static void read_annotation_content(struct parser *p, bool top)
{
    const struct seen *seen = NULL;
    bool attributes = true;
    size_t len;

    while (p->ast->status == LTN_OK && !is_sign(&p->now, ']')) {
        bool named = is_any_name(&p->now) || p->now.kind == LTN_TOKEN_CNAME;
        if (named && is_sign(&p->then, '=') && attributes) {
            seen = read_annotation_attribute(p, seen, top);
        } else if (named && is_sign(&p->then, '[')) {
            attributes = false;
            read_annotation_element(p, top);
        } else if (p->now.kind == LTN_TOKEN_LITERAL && !top) {
            attributes = false;
            take_literal(p, &len);
        } else {
            fail(p, "not part of an annotation");
        }
    }
    expect_sign(p, ']');
}

/* At the top, an element of RELAX NG would be no annotation. */
static void read_annotation_element(struct parser *p, bool top)
{
    const char *uri = "";

    if (p->now.kind == LTN_TOKEN_CNAME)
        uri = uri_of(p, p->now.text);
    else if (!is_any_name(&p->now))
        fail(p, "an annotation is missing here");
    if (top && strcmp(uri, rng_ns) == 0)
        fail(p, "an annotation cannot be in this namespace");
    advance(p);
    expect_sign(p, '[');
    if (enter(p))
        read_annotation_content(p, false);
    p->depth--;
}

/* "[…]" before what it is about. */
static void skip_annotations(struct parser *p)
{
    while (take_sign(p, '['))
        read_annotation_content(p, true);
}

/* ">> name […]" after it. */
static void skip_following(struct parser *p)
{
    while (p->ast->status == LTN_OK && is_follow(&p->now)) {
        advance(p);
        read_annotation_element(p, true);
    }
}

/* Name classes ------------------------------------------------------------- */

static ltn_ast_node *read_name_class(struct parser *p, bool attribute);

/* "- name" after a wildcard. */
static void read_name_except(struct parser *p, ltn_ast_node *wild,
                             bool attribute);

static ltn_ast_node *read_simple_name(struct parser *p, bool attribute)
{
    skip_annotations(p);
    ltn_ast_node *n = node(p, LTN_AST_NAME);
    if (!n)
        return NULL;
    if (take_sign(p, '(')) {
        n = enter(p) ? read_name_class(p, attribute) : NULL;
        p->depth--;
        expect_sign(p, ')');
    } else if (take_sign(p, '*')) {
        n->kind = LTN_AST_ANY_NAME;
    } else if (p->now.kind == LTN_TOKEN_NSNAME) {
        n->kind = LTN_AST_NS_NAME;
        n->ns = uri_of(p, p->now.text);
        advance(p);
    } else if (p->now.kind == LTN_TOKEN_CNAME) {
        n->ns = uri_of(p, p->now.text);
        n->name = p->now.local;
        advance(p);
    } else {
        n->ns = attribute ? "" : p->default_ns;
        n->name = take_name(p, true);
    }
    skip_following(p);
    return n;
}

static void read_name_except(struct parser *p, ltn_ast_node *wild,
                             bool attribute)
{
    ltn_ast_node *except = node(p, LTN_AST_NAME_EXCEPT);

    if (!except)
        return;
    except->first = read_simple_name(p, attribute);
    wild->first = except;
}

static ltn_ast_node *read_name_class(struct parser *p, bool attribute)
{
    ltn_ast_node *first = NULL, *last = NULL;

    do {
        ltn_ast_node *n = read_simple_name(p, attribute);
        if (!n || p->ast->status != LTN_OK)
            return NULL;
        if (is_sign(&p->now, '-')) {
            if ((n->kind != LTN_AST_ANY_NAME && n->kind != LTN_AST_NS_NAME) ||
                n->first)
                fail(p, "only a wildcard may be followed by '-'");
            advance(p);
            read_name_except(p, n, attribute);
        }
        *(last ? &last->next : &first) = n;
        last = n;
    } while (take_sign(p, '|'));
    if (first == last)
        return first;
    ltn_ast_node *choice = node(p, LTN_AST_NAME_CHOICE);
    if (choice)
        choice->first = first;
    return choice;
}

/* Patterns ----------------------------------------------------------------- */

static ltn_ast_node *read_pattern(struct parser *p);
static ltn_ast_node *read_primary(struct parser *p);
static void read_grammar(struct parser *p, ltn_ast_node *into, bool include);

static ltn_ast_node *read_braced(struct parser *p)
{
    ltn_ast_node *n = NULL;

    expect_sign(p, '{');
    if (enter(p))
        n = read_pattern(p);
    p->depth--;
    expect_sign(p, '}');
    return n;
}

static void read_named(struct parser *p, ltn_ast_node *n)
{
    n->first = read_name_class(p, n->kind == LTN_AST_ATTRIBUTE);
    ltn_ast_node *content = read_braced(p);
    if (n->first)
        n->first->next = content;
}

/* "inherit = prefix": what the file's default namespace is. */
static void read_href(struct parser *p, ltn_ast_node *n)
{
    size_t len;
    const char *href = take_literal(p, &len);

    if (memchr(href, '#', len))
        fail(p, "'%s' has a fragment identifier", href);
    n->name =
        ltn_ast_resolve(p->ast, p->ast->sources[p->source].path, href, len);
    n->ns = p->default_ns;
    if (take_word(p, "inherit")) {
        expect_sign(p, '=');
        n->ns = uri_of(p, take_name(p, true));
    }
}

static void read_params(struct parser *p, ltn_ast_node *data)
{
    ltn_ast_node *last = NULL;

    skip_annotations(p);
    while (p->ast->status == LTN_OK && !is_sign(&p->now, '}')) {
        ltn_ast_node *n = node(p, LTN_AST_PARAM);
        if (!n)
            return;
        n->name = take_name(p, true);
        expect_sign(p, '=');
        n->text = take_literal(p, &n->text_len);
        *(last ? &last->next : &data->first) = n;
        last = n;
        skip_annotations(p);
    }
    expect_sign(p, '}');
}

static void read_data_except(struct parser *p, ltn_ast_node *data)
{
    ltn_ast_node *except = node(p, LTN_AST_EXCEPT), **end = &data->first;

    if (!except)
        return;
    while (*end)
        end = &(*end)->next;
    *end = except;
    except->first = read_primary(p);
    skip_following(p);
}

static void set_value(struct parser *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_VALUE;
    n->text = take_literal(p, &n->text_len);
    size_t len = n->text_len;
    const char *s = ltn_xml_trim(n->text, &len);
    const char *colon = memchr(s, ':', len);
    n->ns = p->default_ns;
    if (!colon)
        return;
    const struct prefix *x = find_prefix(
        p->namespaces, ltn_ast_string(p->ast, s, (size_t)(colon - s)));
    n->ns = x ? x->uri : NULL; /* it matters for a QName only */
}

/* After the name of a datatype: a value, or parameters and except. */
static void read_data(struct parser *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_DATA;
    if (p->now.kind == LTN_TOKEN_LITERAL) {
        set_value(p, n);
        return;
    }
    if (take_sign(p, '{'))
        read_params(p, n);
    if (take_sign(p, '-'))
        read_data_except(p, n);
}

static void read_type(struct parser *p, ltn_ast_node *n)
{
    const struct prefix *x = find_prefix(p->libraries, p->now.text);

    if (!x)
        fail(p, "datatype prefix '%s' is not declared", p->now.text);
    n->library = x ? x->uri : "";
    n->name = p->now.local;
    advance(p);
    read_data(p, n);
}

static bool read_keyword(struct parser *p, ltn_ast_node *n)
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

    while (i < sizeof words / sizeof *words && !is_word(&p->now, words[i].word))
        i++;
    if (i == sizeof words / sizeof *words)
        return false;
    n->kind = (uint8_t)words[i].kind;
    advance(p);
    if (n->kind == LTN_AST_ELEMENT || n->kind == LTN_AST_ATTRIBUTE) {
        read_named(p, n);
    } else if (n->kind == LTN_AST_MIXED || n->kind == LTN_AST_LIST) {
        n->first = read_braced(p);
    } else if (n->kind == LTN_AST_PARENT_REF) {
        n->name = take_name(p, false);
    } else if (n->kind == LTN_AST_EXTERNAL_REF) {
        read_href(p, n);
    } else if (n->kind == LTN_AST_GRAMMAR) {
        expect_sign(p, '{');
        read_grammar(p, n, true);
    } else if (n->kind == LTN_AST_DATA) {
        n->name = words[i].word;
        n->library = "";
        read_data(p, n);
    }
    return true;
}

static ltn_ast_node *read_primary(struct parser *p)
{
    skip_annotations(p);
    ltn_ast_node *n = node(p, LTN_AST_REF);
    if (!n || read_keyword(p, n))
        return n;
    if (take_sign(p, '(')) {
        n = enter(p) ? read_pattern(p) : NULL;
        p->depth--;
        expect_sign(p, ')');
    } else if (p->now.kind == LTN_TOKEN_CNAME) {
        read_type(p, n);
    } else if (p->now.kind == LTN_TOKEN_LITERAL) {
        n->name = "token";
        n->library = "";
        set_value(p, n);
    } else if (is_identifier(&p->now)) {
        n->name = take_name(p, false);
    } else {
        fail(p, p->now.kind == LTN_TOKEN_END ? "a pattern is missing at the end"
                                             : "not a pattern");
    }
    return n;
}

static ltn_ast_node *read_particle(struct parser *p)
{
    static const char signs[] = "?*+";
    static const ltn_ast_kind kinds[] = {LTN_AST_OPTIONAL, LTN_AST_ZERO_OR_MORE,
                                         LTN_AST_ONE_OR_MORE};
    ltn_ast_node *n = read_primary(p);

    p->followed = is_follow(&p->now);
    skip_following(p);
    for (unsigned i = 0; i < 3; i++) {
        if (!is_sign(&p->now, signs[i]))
            continue;
        ltn_ast_node *repeat = node(p, kinds[i]);
        advance(p);
        if (repeat)
            repeat->first = n;
        p->followed = is_follow(&p->now);
        skip_following(p);
        return repeat;
    }
    return n;
}

static ltn_ast_node *read_pattern(struct parser *p)
{
    static const char signs[] = "|,&";
    static const ltn_ast_kind kinds[] = {LTN_AST_CHOICE, LTN_AST_GROUP,
                                         LTN_AST_INTERLEAVE};
    ltn_ast_node *first = read_particle(p), *last = first;
    unsigned i = 0;

    while (i < 3 && !is_sign(&p->now, signs[i]))
        i++;
    if (i == 3 || p->ast->status != LTN_OK)
        return first;
    ltn_ast_node *all = node(p, kinds[i]);
    while (all && last && take_sign(p, signs[i])) {
        last->next = read_particle(p);
        last = last->next;
    }
    for (unsigned k = 0; k < 3; k++)
        if (is_sign(&p->now, signs[k]))
            fail(p, "'%c' and '%c' cannot be mixed without parentheses",
                 signs[i], signs[k]);
    if (all)
        all->first = first;
    return all;
}

/* Grammars ----------------------------------------------------------------- */

static void read_definition(struct parser *p, ltn_ast_node *n)
{
    if (take_word(p, "start")) {
        n->kind = LTN_AST_START;
    } else {
        n->kind = LTN_AST_DEFINE;
        n->name = take_name(p, false);
    }
    if (p->now.kind == LTN_TOKEN_TWO && !is_follow(&p->now)) {
        n->combine =
            p->now.text[0] == '|' ? LTN_COMBINE_CHOICE : LTN_COMBINE_INTERLEAVE;
        advance(p);
    } else {
        expect_sign(p, '=');
    }
    n->first = read_pattern(p);
}

static void read_include(struct parser *p, ltn_ast_node *n)
{
    n->kind = LTN_AST_INCLUDE;
    read_href(p, n);
    if (take_sign(p, '{'))
        read_grammar(p, n, false);
}

static bool is_annotation(const struct parser *p)
{
    return (is_any_name(&p->now) || p->now.kind == LTN_TOKEN_CNAME) &&
           is_sign(&p->then, '[');
}

/* What may stand in a grammar, up to "}"; at the top (depth 0) to the end. */
static void read_contents(struct parser *p, ltn_ast_node *into, bool include)
{
    ltn_ast_node *last = NULL;

    for (;;) {
        bool annotated = is_sign(&p->now, '[');
        skip_annotations(p);
        bool end = p->now.kind == LTN_TOKEN_END || is_sign(&p->now, '}');
        if (end && annotated)
            fail(p, "an annotation of nothing");
        if (end || p->ast->status != LTN_OK)
            return;
        if (!annotated && is_annotation(p)) {
            read_annotation_element(p, true);
            continue;
        }
        ltn_ast_node *n = node(p, LTN_AST_DIV);
        if (!n)
            return;
        if (include && take_word(p, "include")) {
            read_include(p, n);
        } else if (take_word(p, "div")) {
            expect_sign(p, '{');
            read_grammar(p, n, include);
        } else {
            read_definition(p, n);
        }
        skip_following(p);
        *(last ? &last->next : &into->first) = n;
        last = n;
    }
}

static void read_grammar(struct parser *p, ltn_ast_node *into, bool include)
{
    if (enter(p))
        read_contents(p, into, include);
    p->depth--;
    expect_sign(p, '}');
}

/* #topLevel: a grammar without its word and braces, or a pattern. */
static bool is_grammar(const struct parser *p)
{
    if (p->now.kind == LTN_TOKEN_END || is_word(&p->now, "start") ||
        is_word(&p->now, "div") || is_word(&p->now, "include"))
        return true;
    return is_annotation(p) ||
           (is_identifier(&p->now) &&
            (is_sign(&p->then, '=') ||
             (p->then.kind == LTN_TOKEN_TWO && !is_follow(&p->then))));
}

static ltn_ast_node *read_top(struct parser *p)
{
    read_declarations(p);
    ltn_token first = p->now;
    skip_annotations(p);
    if (p->ast->status != LTN_OK)
        return NULL;
    if (!is_grammar(p)) {
        ltn_ast_node *n = read_pattern(p);
        bool one = n && n->kind != LTN_AST_CHOICE && n->kind != LTN_AST_GROUP &&
                   n->kind != LTN_AST_INTERLEAVE;
        if (one && p->followed) /* it would stand beside the root */
            fail(p, "an annotation behind the whole schema");
        if (p->now.kind != LTN_TOKEN_END)
            fail(p, "the pattern has ended before this");
        return n;
    }
    bool annotated = first.offset != p->now.offset;
    ltn_ast_node *grammar = node(p, LTN_AST_GRAMMAR);
    if (annotated && p->now.kind == LTN_TOKEN_END)
        fail(p, "an annotation of nothing");
    if (grammar)
        read_contents(p, grammar, true);
    if (p->now.kind != LTN_TOKEN_END)
        fail(p, "the grammar has ended before this");
    return grammar;
}

ltn_ast_node *ltn_ast_read_compact(ltn_ast *ast, uint32_t source)
{
    struct parser p = {.ast = ast, .source = source};
    ltn_ast_node *root = NULL;

    p.default_ns = ast->sources[source].ns;
    add_prefix(&p, &p.namespaces, "xml", xml_ns, false);
    add_prefix(&p, &p.libraries, "xsd", xsd_library, false);
    if (ltn_lexer_init(&p.lexer, ast, source)) {
        advance(&p);
        advance(&p);
        root = read_top(&p);
    }
    ltn_lexer_release(&p.lexer);
    return root;
}
