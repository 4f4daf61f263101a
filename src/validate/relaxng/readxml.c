/* The XML syntax: RELAX NG #full-syntax, #simplification up to #qnames. */

#include "codec/xml.h"
#include "util/limits.h"
#include "validate/relaxng/ast.h"
#include "validate/relaxng/chars.h"

#include <string.h>

static const char rng_ns[] = "http://relaxng.org/ns/structure/1.0";
static const char xml_ns[] = "http://www.w3.org/XML/1998/namespace";

/* What may stand in an element. */
enum {
    PATTERN = 1,
    NAME_CLASS = 2,
    PARAM = 4,
    EXCEPT = 8,
    CONTENT = 16, /* of a grammar */
    INCLUDE = 32,
    NAME_EXCEPT = 64,
    TEXT = 128
};

/* Attributes it takes besides ns and datatypeLibrary. */
enum { NAME = 1, HREF = 2, TYPE = 4, COMBINE = 8, OPTIONAL = 16 };

static const struct rule {
    uint8_t is;          /* one of the above */
    uint8_t children;    /* any of them */
    uint8_t attributes;  /* OPTIONAL: the first of them may be missing */
    uint8_t least, most; /* children; 0 = any number */
} rules[] = {
    [LTN_AST_ELEMENT] = {PATTERN, PATTERN, NAME | OPTIONAL, 1, 0},
    [LTN_AST_ATTRIBUTE] = {PATTERN, PATTERN, NAME | OPTIONAL, 0, 1},
    [LTN_AST_GROUP] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_INTERLEAVE] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_CHOICE] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_OPTIONAL] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_ZERO_OR_MORE] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_ONE_OR_MORE] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_LIST] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_MIXED] = {PATTERN, PATTERN, 0, 1, 0},
    [LTN_AST_REF] = {PATTERN, 0, NAME, 0, 0},
    [LTN_AST_PARENT_REF] = {PATTERN, 0, NAME, 0, 0},
    [LTN_AST_EMPTY] = {PATTERN, 0, 0, 0, 0},
    [LTN_AST_VALUE] = {PATTERN, TEXT, TYPE | OPTIONAL, 0, 0},
    [LTN_AST_DATA] = {PATTERN, PARAM | EXCEPT, TYPE, 0, 0},
    [LTN_AST_NOT_ALLOWED] = {PATTERN, 0, 0, 0, 0},
    [LTN_AST_EXTERNAL_REF] = {PATTERN, 0, HREF, 0, 0},
    [LTN_AST_GRAMMAR] = {PATTERN, CONTENT | INCLUDE, 0, 0, 0},
    [LTN_AST_TEXT] = {PATTERN, 0, 0, 0, 0},
    [LTN_AST_PARAM] = {PARAM, TEXT, NAME, 0, 0},
    [LTN_AST_EXCEPT] = {EXCEPT, PATTERN, 0, 1, 0},
    [LTN_AST_DIV] = {CONTENT, CONTENT | INCLUDE, 0, 0, 0},
    [LTN_AST_INCLUDE] = {INCLUDE, CONTENT, HREF, 0, 0},
    [LTN_AST_START] = {CONTENT, PATTERN, COMBINE | OPTIONAL, 1, 1},
    [LTN_AST_DEFINE] = {CONTENT, PATTERN, NAME | COMBINE, 1, 0},
    [LTN_AST_NAME] = {NAME_CLASS, TEXT, 0, 0, 0},
    [LTN_AST_ANY_NAME] = {NAME_CLASS, NAME_EXCEPT, 0, 0, 1},
    [LTN_AST_NS_NAME] = {NAME_CLASS, NAME_EXCEPT, 0, 0, 1},
    [LTN_AST_NAME_CHOICE] = {NAME_CLASS, NAME_CLASS, 0, 1, 0},
    [LTN_AST_NAME_EXCEPT] = {NAME_EXCEPT, NAME_CLASS, 0, 1, 0},
};

struct frame {
    ltn_ast_node *node, *last; /* the last child */
    const char *ns, *library, *base;
    unsigned children; /* patterns or name classes so far */
    unsigned may;      /* children */
    bool excepted;     /* data: its except has been seen */
};

enum { FRAMES = 260, KINDS = 64 }; /* libxml2 ends at 256 levels */

struct reader {
    ltn_ast *ast;
    ltn_sax *sax;
    uint32_t source;
    ltn_ast_node *root;
    struct frame frames[FRAMES];
    unsigned depth;
    unsigned skip; /* open foreign elements */
    ltn_buf text;
    struct {
        const char *name;
        int kind;
    } kinds[KINDS]; /* by address of the interned name */
};

static void fail(struct reader *r, const char *format, const char *a,
                 const char *b)
{
    ltn_buf out = {0};

    if (r->ast->status != LTN_OK)
        return;
    for (; *format; format++) {
        if (*format == '$')
            ltn_buf_puts(&out, a);
        else if (*format == '#')
            ltn_buf_puts(&out, b);
        else
            ltn_buf_putc(&out, *format);
    }
    ltn_ast_error(r->ast, r->source, ltn_sax_offset(r->sax), "rng.schema",
                  "%.*s", (int)out.len, out.data);
    ltn_buf_release(&out);
    ltn_sax_stop(r->sax);
}

/* Kinds ----------------------------------------------------------------------
 */

static int search_kind(const char *local)
{
    for (int k = 0; k <= LTN_AST_NS_NAME; k++)
        if (strcmp(ltn_ast_names[k], local) == 0)
            return k;
    return -1;
}

static int kind_of(struct reader *r, const char *local)
{
    uintptr_t h = (uintptr_t)local >> 3;

    for (unsigned i = 0; i < 8; i++) {
        unsigned at = (unsigned)((h + i) % KINDS);
        if (r->kinds[at].name == local)
            return r->kinds[at].kind;
        if (!r->kinds[at].name) {
            r->kinds[at].name = local;
            return r->kinds[at].kind = search_kind(local);
        }
    }
    return search_kind(local);
}

/* choice and except mean two things, told by where they stand. */
static int kind_in(int kind, unsigned may)
{
    if (kind == LTN_AST_CHOICE && (may & NAME_CLASS))
        return LTN_AST_NAME_CHOICE;
    if (kind == LTN_AST_EXCEPT && (may & NAME_EXCEPT))
        return LTN_AST_NAME_EXCEPT;
    return kind;
}

/* What may come next in the open element. */
static unsigned expected(const struct frame *f)
{
    const ltn_ast_node *n = f->node;
    const struct rule *rule = &rules[n->kind];

    if ((n->kind == LTN_AST_ELEMENT || n->kind == LTN_AST_ATTRIBUTE) &&
        !n->first)
        return NAME_CLASS;
    if (rule->most > 0 && f->children == rule->most)
        return 0;
    if (n->kind == LTN_AST_DATA && f->excepted)
        return 0;
    return f->may;
}

/* Attributes -----------------------------------------------------------------
 */

struct given {
    const ltn_sax_attr *name, *href, *type, *combine, *ns, *library, *base;
};

static const char *copy(struct reader *r, const ltn_sax_attr *a, bool trim)
{
    size_t len = (size_t)(a->end - a->value);
    const char *s = trim ? ltn_xml_trim(a->value, &len) : a->value;

    return ltn_ast_string(r->ast, s, len);
}

static void sort_attributes(struct reader *r, const ltn_sax_tag *tag, int kind,
                            struct given *g)
{
    unsigned may = rules[kind].attributes;

    for (unsigned i = 0; i < tag->attr_count; i++) {
        const ltn_sax_attr *a = &tag->attrs[i];
        if (a->uri) {
            if (strcmp(a->uri, rng_ns) == 0)
                fail(r, "attribute '$' in the namespace of RELAX NG", a->local,
                     "");
            else if (strcmp(a->uri, xml_ns) == 0 && !strcmp(a->local, "base"))
                g->base = a;
        } else if (strcmp(a->local, "name") == 0 && (may & NAME)) {
            g->name = a;
        } else if (strcmp(a->local, "ns") == 0) {
            g->ns = a;
        } else if (strcmp(a->local, "type") == 0 && (may & TYPE)) {
            g->type = a;
        } else if (strcmp(a->local, "datatypeLibrary") == 0) {
            g->library = a;
        } else if (strcmp(a->local, "href") == 0 && (may & HREF)) {
            g->href = a;
        } else if (strcmp(a->local, "combine") == 0 && (may & COMBINE)) {
            g->combine = a;
        } else {
            fail(r, "attribute '$' not allowed on '#'", a->local,
                 ltn_ast_names[kind]);
        }
    }
}

/* RELAX NG #IDA0ZCR: an absolute URI without a fragment, or empty */
static bool is_library(const char *s)
{
    size_t colon = strcspn(s, ":/?#");

    if (!*s)
        return true;
    if (s[colon] != ':' || !s[colon + 1] || strchr(s, '#') ||
        !((unsigned)((s[0] | 0x20) - 'a') < 26))
        return false;
    for (size_t i = 0; i < colon; i++)
        if (!((unsigned)((s[i] | 0x20) - 'a') < 26) &&
            !strchr("0123456789+-.", s[i]))
            return false;
    for (const char *p = strchr(s, '%'); p; p = strchr(p + 1, '%'))
        if (strspn(p + 1, "0123456789abcdefABCDEF") < 2)
            return false;
    return true;
}

static void set_context(struct reader *r, struct frame *f,
                        const struct given *g)
{
    if (g->ns)
        f->ns = copy(r, g->ns, false);
    if (g->library) {
        f->library = copy(r, g->library, false);
        if (!is_library(f->library))
            fail(r, "datatypeLibrary '$' is not an absolute URI", f->library,
                 "");
    }
    if (g->base)
        f->base = ltn_ast_resolve(r->ast, f->base, g->base->value,
                                  (size_t)(g->base->end - g->base->value));
}

/* A name with its prefix resolved becomes ns and name of n. */
static void set_qname(struct reader *r, ltn_ast_node *n, const char *s,
                      size_t len, const char *ns)
{
    size_t colon;

    s = ltn_xml_trim(s, &len);
    if (!ltn_xml_is_qname(s, len, &colon)) {
        fail(r, "'$' is not a name", ltn_ast_string(r->ast, s, len), "");
        return;
    }
    if (colon > 0) {
        ns = ltn_sax_namespace(r->sax, s, colon);
        if (!ns) {
            fail(r, "prefix of '$' is not declared",
                 ltn_ast_string(r->ast, s, len), "");
            return;
        }
        ns = ltn_ast_string(r->ast, ns, strlen(ns));
        s += colon + 1;
        len -= colon + 1;
    }
    n->ns = ns;
    n->name = ltn_ast_string(r->ast, s, len);
}

static ltn_ast_node *append(struct reader *r, struct frame *f,
                            ltn_ast_kind kind)
{
    ltn_ast_node *n =
        ltn_ast_node_new(r->ast, kind, r->source, ltn_sax_offset(r->sax));

    if (!n) {
        ltn_sax_stop(r->sax);
        return NULL;
    }
    if (f && f->node)
        *(f->last ? &f->last->next : &f->node->first) = n;
    if (f)
        f->last = n;
    return n;
}

/* RELAX NG #IDAVSDR, #IDA41DR: the name attribute of an element or attribute
 * is a name class; an attribute's is in no namespace unless ns is there too. */
static void set_name_class(struct reader *r, struct frame *f,
                           const struct given *g)
{
    bool loose = f->node->kind == LTN_AST_ATTRIBUTE && !g->ns;
    ltn_ast_node *n = append(r, f, LTN_AST_NAME);

    if (n)
        set_qname(r, n, g->name->value, (size_t)(g->name->end - g->name->value),
                  loose ? "" : f->ns);
}

static void set_ncname(struct reader *r, struct frame *f, const ltn_sax_attr *a)
{
    f->node->name = copy(r, a, true);
    if (!ltn_xml_is_ncname(f->node->name, strlen(f->node->name)))
        fail(r, "'$' is not a name without colon", f->node->name, "");
}

static void set_combine(struct reader *r, struct frame *f,
                        const ltn_sax_attr *a)
{
    const char *value = copy(r, a, true);

    if (strcmp(value, "choice") == 0)
        f->node->combine = LTN_COMBINE_CHOICE;
    else if (strcmp(value, "interleave") == 0)
        f->node->combine = LTN_COMBINE_INTERLEAVE;
    else
        fail(r, "combine must be 'choice' or 'interleave', not '$'", value, "");
}

static void set_href(struct reader *r, struct frame *f, const ltn_sax_attr *a)
{
    const char *href = copy(r, a, true);

    if (strchr(href, '#'))
        fail(r, "href '$' has a fragment identifier", href, "");
    f->node->name = ltn_ast_resolve(r->ast, f->base, href, strlen(href));
}

static void take_attributes(struct reader *r, struct frame *f,
                            const struct given *g)
{
    static const char *const names[] = {[NAME] = "name",
                                        [HREF] = "href",
                                        [TYPE] = "type",
                                        [COMBINE] = "combine"};
    ltn_ast_node *n = f->node;
    unsigned must = rules[n->kind].attributes;
    const ltn_sax_attr *first = g->name ? g->name : g->href ? g->href : g->type;

    n->ns = f->ns;
    n->library = f->library;
    if (must && !(must & OPTIONAL) && !first) {
        must &= NAME | HREF | TYPE;
        fail(r, "'$' needs the attribute '#'", ltn_ast_names[n->kind],
             names[must]);
        return;
    }
    if (g->name && (n->kind == LTN_AST_ELEMENT || n->kind == LTN_AST_ATTRIBUTE))
        set_name_class(r, f, g);
    else if (g->name || g->type)
        set_ncname(r, f, g->name ? g->name : g->type);
    if (g->href)
        set_href(r, f, g->href);
    if (g->combine)
        set_combine(r, f, g->combine);
    if (n->kind == LTN_AST_VALUE && !g->type) {
        n->name = "token";
        n->library = "";
    }
}

/* Events ----------------------------------------------------------------------
 */

static bool has_text(const struct reader *r)
{
    return r->depth > 0 &&
           (rules[r->frames[r->depth - 1].node->kind].children & TEXT);
}

static void open_frame(struct reader *r, const ltn_sax_tag *tag, int kind)
{
    struct frame *up = r->depth > 0 ? &r->frames[r->depth - 1] : NULL;
    struct frame *f = &r->frames[r->depth];
    struct given g = {0};

    *f =
        (struct frame){.ns = up ? up->ns : r->ast->sources[r->source].ns,
                       .library = up ? up->library : "",
                       .base = up ? up->base : r->ast->sources[r->source].path};
    f->node = append(r, up, (ltn_ast_kind)kind);
    if (!f->node)
        return;
    f->may = rules[kind].children;
    if (kind == LTN_AST_DIV && up && !(up->may & INCLUDE))
        f->may &= ~(unsigned)INCLUDE;
    r->depth++;
    if (!up)
        r->root = f->node;
    r->text.len = 0;
    sort_attributes(r, tag, kind, &g);
    set_context(r, f, &g);
    take_attributes(r, f, &g);
}

static void on_start(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    struct reader *r = context;
    struct frame *up = r->depth > 0 ? &r->frames[r->depth - 1] : NULL;

    r->sax = x;
    bool ours = tag->uri && strcmp(tag->uri, rng_ns) == 0;
    if (r->skip > 0 || (!ours && r->depth > 0 && !has_text(r))) {
        r->skip++;
        return;
    }
    unsigned may = up ? expected(up) : PATTERN;
    int kind = ours ? kind_in(kind_of(r, tag->local), may) : -1;
    if (kind < 0 || !(rules[kind].is & may) || r->depth == FRAMES) {
        fail(r, up ? "'$' not allowed in '#'" : "'$' is not a pattern",
             tag->local, up ? ltn_ast_names[up->node->kind] : "");
        return;
    }
    if (up) {
        up->children += !(rules[kind].is & NAME_CLASS) ||
                        rules[up->node->kind].children & NAME_CLASS;
        up->excepted |= kind == LTN_AST_EXCEPT;
    }
    open_frame(r, tag, kind);
}

/* RELAX NG #IDA0ZCR: a QName in `value` means what its prefix is bound to
 * here; without one, the ns attribute. */
static void set_value(struct reader *r, ltn_ast_node *n)
{
    size_t len = r->text.len;
    const char *s = ltn_xml_trim(r->text.data, &len);
    const char *colon = len > 0 ? memchr(s, ':', len) : NULL;

    if (!colon)
        return;
    const char *ns = ltn_sax_namespace(r->sax, s, (size_t)(colon - s));
    n->ns = ns ? ltn_ast_string(r->ast, ns, strlen(ns)) : NULL;
}

static void take_text(struct reader *r, struct frame *f)
{
    ltn_ast_node *n = f->node;
    const char *s = r->text.len > 0 ? r->text.data : "";

    if (n->kind == LTN_AST_NAME) {
        set_qname(r, n, s, r->text.len, f->ns);
        return;
    }
    n->text = ltn_ast_string(r->ast, s, r->text.len);
    n->text_len = r->text.len;
    if (n->kind == LTN_AST_VALUE)
        set_value(r, n);
}

static void on_end(void *context, ltn_sax *x, const ltn_sax_tag *tag)
{
    struct reader *r = context;
    (void)tag;

    r->sax = x;
    if (r->skip > 0) {
        r->skip--;
        return;
    }
    struct frame *f = &r->frames[r->depth - 1];
    const struct rule *rule = &rules[f->node->kind];
    if (has_text(r))
        take_text(r, f);
    bool unnamed = expected(f) == NAME_CLASS && !f->node->first;
    if (f->children < rule->least || unnamed)
        fail(r, "'$' is incomplete: it needs a #", ltn_ast_names[f->node->kind],
             unnamed || (rule->children & NAME_CLASS) ? "name" : "pattern");
    r->depth--;
}

static void on_text(void *context, ltn_sax *x, const char *s, size_t len)
{
    struct reader *r = context;

    r->sax = x;
    if (r->skip > 0)
        return;
    if (has_text(r))
        ltn_buf_put(&r->text, s, len);
    else if (!ltn_xml_blank(s, len))
        fail(r, "text not allowed in '$'",
             ltn_ast_names[r->frames[r->depth - 1].node->kind], "");
}

ltn_ast_node *ltn_ast_read_xml(ltn_ast *ast, uint32_t source)
{
    static const ltn_sax_handler handler = {
        .start = on_start, .end = on_end, .text = on_text};
    const ltn_source *s = &ast->sources[source];
    struct reader r = {.ast = ast, .source = source};

    ltn_status status =
        ltn_sax_parse(&handler, &r, s->bytes, s->len, ast->diags);
    if (ast->status == LTN_OK)
        ast->status = status == LTN_OK ? ltn_buf_status(&r.text) : status;
    ltn_buf_release(&r.text);
    return r.root;
}
