#include "validate/relaxng/compact.h"

static const char xml_ns[] = "http://www.w3.org/XML/1998/namespace";
static const char xsd_library[] = "http://www.w3.org/2001/XMLSchema-datatypes";

/* Declarations ------------------------------------------------------------- */

const ltn_rnc_prefix *ltn_rnc_find_prefix(const ltn_rnc_prefix *list,
                                          const char *name)
{
    while (list && strcmp(list->name, name) != 0)
        list = list->next;
    return list;
}

static void add_prefix(ltn_rnc *p, ltn_rnc_prefix **list, const char *name,
                       const char *uri, bool given)
{
    ltn_rnc_prefix *x = ltn_arena_alloc(&p->ast->arena, sizeof *x);

    if (!x) {
        p->ast->status = LTN_ENOMEM;
        return;
    }
    *x = (ltn_rnc_prefix){
        .next = *list, .name = name, .uri = uri, .given = given};
    *list = x;
}

void ltn_rnc_predeclare(ltn_rnc *p)
{
    p->default_ns = p->ast->sources[p->source].ns;
    add_prefix(p, &p->namespaces, "xml", xml_ns, false);
    add_prefix(p, &p->libraries, "xsd", xsd_library, false);
}

/* #declarations: a prefix is declared once; "xml" and its namespace belong
 * together. */
static void declare(ltn_rnc *p, ltn_rnc_prefix **list, const char *name,
                    const char *uri)
{
    const ltn_rnc_prefix *have = ltn_rnc_find_prefix(*list, name);
    bool ns = list == &p->namespaces;

    if (have && have->given)
        ltn_rnc_fail(p, "prefix '%s' is declared twice", name);
    if (ns && strcmp(name, "xmlns") == 0)
        ltn_rnc_fail(p, "prefix 'xmlns' cannot be declared");
    if (ns && (strcmp(name, "xml") == 0) != (uri && strcmp(uri, xml_ns) == 0))
        ltn_rnc_fail(p, "prefix 'xml' belongs to its namespace");
    if (!ns && strcmp(name, "xsd") == 0 && strcmp(uri, xsd_library) != 0)
        ltn_rnc_fail(p, "prefix 'xsd' belongs to the datatypes of XML Schema");
    add_prefix(p, list, name, uri, true);
}

/* A literal, or "inherit": what the file that names this one says. */
static const char *take_namespace(ltn_rnc *p)
{
    size_t len;

    if (ltn_rnc_take_word(p, "inherit"))
        return p->ast->sources[p->source].ns;
    return ltn_rnc_take_literal(p, &len);
}

static void read_default(ltn_rnc *p)
{
    const char *prefix = NULL;

    if (p->has_default)
        ltn_rnc_fail(p, "the default namespace is declared twice");
    if (!ltn_rnc_take_word(p, "namespace"))
        ltn_rnc_fail(p, "'namespace' is missing after 'default'");
    if (!ltn_rnc_is_sign(&p->now, '='))
        prefix = ltn_rnc_take_name(p, true);
    ltn_rnc_expect_sign(p, '=');
    p->default_ns = take_namespace(p);
    p->has_default = true;
    if (prefix)
        declare(p, &p->namespaces, prefix, p->default_ns);
}

void ltn_rnc_declarations(ltn_rnc *p)
{
    for (;;) {
        if (ltn_rnc_take_word(p, "default")) {
            read_default(p);
        } else if (ltn_rnc_take_word(p, "namespace")) {
            const char *name = ltn_rnc_take_name(p, true);
            ltn_rnc_expect_sign(p, '=');
            declare(p, &p->namespaces, name, take_namespace(p));
        } else if (ltn_rnc_take_word(p, "datatypes")) {
            const char *name = ltn_rnc_take_name(p, true);
            size_t len;
            ltn_rnc_expect_sign(p, '=');
            declare(p, &p->libraries, name, ltn_rnc_take_literal(p, &len));
        } else {
            return;
        }
        if (p->ast->status != LTN_OK)
            return;
    }
}

const char *ltn_rnc_uri_of(ltn_rnc *p, const char *prefix)
{
    const ltn_rnc_prefix *x = ltn_rnc_find_prefix(p->namespaces, prefix);

    if (!x)
        ltn_rnc_fail(p, "prefix '%s' is not declared", prefix);
    return x ? x->uri : "";
}

/* Name classes ------------------------------------------------------------- */

/* "- name" after a wildcard. */
static void read_name_except(ltn_rnc *p, ltn_ast_node *wild, bool attribute);

static ltn_ast_node *read_simple_name(ltn_rnc *p, bool attribute)
{
    ltn_rnc_skip_annotations(p);
    ltn_ast_node *n = ltn_rnc_node(p, LTN_AST_NAME);
    if (!n)
        return NULL;
    if (ltn_rnc_take_sign(p, '(')) {
        n = ltn_rnc_enter(p) ? ltn_rnc_name_class(p, attribute) : NULL;
        p->depth--;
        ltn_rnc_expect_sign(p, ')');
    } else if (ltn_rnc_take_sign(p, '*')) {
        n->kind = LTN_AST_ANY_NAME;
    } else if (p->now.kind == LTN_TOKEN_NSNAME) {
        n->kind = LTN_AST_NS_NAME;
        n->ns = ltn_rnc_uri_of(p, p->now.text);
        ltn_rnc_advance(p);
    } else if (p->now.kind == LTN_TOKEN_CNAME) {
        n->ns = ltn_rnc_uri_of(p, p->now.text);
        n->name = p->now.local;
        ltn_rnc_advance(p);
    } else {
        n->ns = attribute ? "" : p->default_ns;
        n->name = ltn_rnc_take_name(p, true);
    }
    ltn_rnc_skip_following(p);
    return n;
}

static void read_name_except(ltn_rnc *p, ltn_ast_node *wild, bool attribute)
{
    ltn_ast_node *except = ltn_rnc_node(p, LTN_AST_NAME_EXCEPT);

    if (!except)
        return;
    except->first = read_simple_name(p, attribute);
    wild->first = except;
}

ltn_ast_node *ltn_rnc_name_class(ltn_rnc *p, bool attribute)
{
    ltn_ast_node *first = NULL, *last = NULL;

    do {
        ltn_ast_node *n = read_simple_name(p, attribute);
        if (!n || p->ast->status != LTN_OK)
            return NULL;
        if (ltn_rnc_is_sign(&p->now, '-')) {
            if ((n->kind != LTN_AST_ANY_NAME && n->kind != LTN_AST_NS_NAME) ||
                n->first)
                ltn_rnc_fail(p, "only a wildcard may be followed by '-'");
            ltn_rnc_advance(p);
            read_name_except(p, n, attribute);
        }
        *(last ? &last->next : &first) = n;
        last = n;
    } while (ltn_rnc_take_sign(p, '|'));
    if (first == last)
        return first;
    ltn_ast_node *choice = ltn_rnc_node(p, LTN_AST_NAME_CHOICE);
    if (choice)
        choice->first = first;
    return choice;
}
