/* Annotations: RELAX NG Compact Syntax #annotations. They are checked and left
 * out. */

#include "validate/relaxng/compact.h"

static const char rng_ns[] = "http://relaxng.org/ns/structure/1.0";
static const char xmlns_ns[] = "http://www.w3.org/2000/xmlns";

/* The names of attributes in one annotation, to find doubles. */
struct seen {
    const struct seen *next;
    const char *uri, *local;
};

static const struct seen *read_annotation_attribute(ltn_rnc *p,
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
                       .uri = prefixed ? ltn_rnc_uri_of(p, p->now.text) : "",
                       .local = prefixed ? p->now.local : p->now.text};
    if (top && !*s->uri)
        ltn_rnc_fail(p, "an annotation attribute needs a namespace");
    if (!*s->uri && strcmp(s->local, "xmlns") == 0)
        ltn_rnc_fail(p, "an annotation attribute cannot be named 'xmlns'");
    if (strcmp(s->uri, xmlns_ns) == 0 || (top && strcmp(s->uri, rng_ns) == 0))
        ltn_rnc_fail(p, "an annotation cannot be in this namespace");
    for (const struct seen *x = before; x; x = x->next)
        if (strcmp(x->uri, s->uri) == 0 && strcmp(x->local, s->local) == 0)
            ltn_rnc_fail(p, "annotation attribute '%s' comes twice", s->local);
    ltn_rnc_advance(p);
    ltn_rnc_expect_sign(p, '=');
    ltn_rnc_take_literal(p, &len);
    return s;
}

/* Between brackets: attributes, then elements (and text: not at the top). */
static void read_annotation_content(ltn_rnc *p, bool top)
{
    const struct seen *seen = NULL;
    bool attributes = true;
    size_t len;

    while (p->ast->status == LTN_OK && !ltn_rnc_is_sign(&p->now, ']')) {
        bool named =
            ltn_rnc_is_any_name(&p->now) || p->now.kind == LTN_TOKEN_CNAME;
        if (named && ltn_rnc_is_sign(&p->then, '=') && attributes) {
            seen = read_annotation_attribute(p, seen, top);
        } else if (named && ltn_rnc_is_sign(&p->then, '[')) {
            attributes = false;
            ltn_rnc_annotation(p, top);
        } else if (p->now.kind == LTN_TOKEN_LITERAL && !top) {
            attributes = false;
            ltn_rnc_take_literal(p, &len);
        } else {
            ltn_rnc_fail(p, "not part of an annotation");
        }
    }
    ltn_rnc_expect_sign(p, ']');
}

/* At the top, an element of RELAX NG would be no annotation. */
void ltn_rnc_annotation(ltn_rnc *p, bool top)
{
    const char *uri = "";

    if (p->now.kind == LTN_TOKEN_CNAME)
        uri = ltn_rnc_uri_of(p, p->now.text);
    else if (!ltn_rnc_is_any_name(&p->now))
        ltn_rnc_fail(p, "an annotation is missing here");
    if (top && strcmp(uri, rng_ns) == 0)
        ltn_rnc_fail(p, "an annotation cannot be in this namespace");
    ltn_rnc_advance(p);
    ltn_rnc_expect_sign(p, '[');
    if (ltn_rnc_enter(p))
        read_annotation_content(p, false);
    p->depth--;
}

/* "[…]" before what it is about. */
void ltn_rnc_skip_annotations(ltn_rnc *p)
{
    while (ltn_rnc_take_sign(p, '['))
        read_annotation_content(p, true);
}

/* ">> name […]" after it. */
void ltn_rnc_skip_following(ltn_rnc *p)
{
    while (p->ast->status == LTN_OK && ltn_rnc_is_follow(&p->now)) {
        ltn_rnc_advance(p);
        ltn_rnc_annotation(p, true);
    }
}
