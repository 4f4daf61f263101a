/* Notes: references that readers show in a popup, the notes themselves, and the
 * way back. */

#include "write/xhtml/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ltn_xh_wait(ltn_xh *x, const ltn_node *note)
{
    if (x->waiting_len == x->waiting_cap) {
        size_t cap = x->waiting_cap ? 2 * x->waiting_cap : 64;
        const ltn_node **p = realloc((void *)x->waiting, cap * sizeof *p);
        if (!p) {
            x->failed = true;
            return;
        }
        x->waiting = p;
        x->waiting_cap = cap;
    }
    ((const ltn_node **)x->waiting)[x->waiting_len++] = note;
}

/* The number or sign of a note. */
static const char *note_label(const ltn_node *note, char out[16])
{
    if (note->props->label && note->props->label[0])
        return note->props->label;
    snprintf(out, 16, "%u", note->ordinal);
    return out;
}

static bool referred_to(const ltn_xh_walk *w, const ltn_node *note)
{
    return note->key && w->x->facts[note->key].ref != 0;
}

/* <a epub:type="noteref" role="doc-noteref">: DPUB-ARIA #doc-noteref. */
static void open_noteref(ltn_xh_walk *w, const char *href)
{
    ltn_xml_start(w->xml, "a");
    ltn_xml_attr(w->xml, "class", "noteref");
    ltn_xh_attr_type(w, "noteref", "doc-noteref");
    ltn_xml_attr(w->xml, "href", href);
}

/* A note that nothing refers to stands where it is told: a reference to it. */
void ltn_xh_put_noteref(ltn_xh_walk *w, const ltn_node *note, ltn_xh_room room)
{
    char href[LTN_XH_HREF], id[LTN_ID_BYTES], back[LTN_ID_BYTES + 4];
    char label[16];

    if (referred_to(w, note) || ltn_xh_top(w)->link || room > LTN_XH_PHRASING ||
        !ltn_xh_href(w->x, note->key, href))
        return;
    w->x->facts[note->key].called = true;
    open_noteref(w, href);
    snprintf(back, sizeof back, "%s-ref", ltn_node_id(note, id));
    ltn_xml_attr(w->xml, "id", back);
    ltn_xml_puts(w->xml, note_label(note, label));
    ltn_xml_close(w->xml, "a");
}

/* Bytes at the front of s that are the label of the note, with its brackets:
 * "1", "[1]", "(a)", "1." */
static size_t label_in(const char *s, size_t len, const char *label)
{
    size_t at = 0, n = strlen(label);

    if (at < len && (s[at] == '[' || s[at] == '('))
        at++;
    if (len - at < n || memcmp(s + at, label, n) != 0)
        return 0;
    at += n;
    if (at < len && strchr(".])", s[at]) && s[at])
        at++;
    return at == len || (unsigned char)s[at] <= ' ' || s[at - 1] == ']' ||
                   s[at - 1] == ')' || s[at - 1] == '*'
               ? at
               : 0;
}

/* Opens the link from a note back to the reference, or a span when there is no
 * reference; returns the element. */
static const char *open_backlink(ltn_xh_walk *w, const ltn_node *note)
{
    char href[LTN_XH_HREF] = "", id[LTN_ID_BYTES];
    const ltn_xh_fact *f = &w->x->facts[note->key];

    if (f->called)
        snprintf(href, sizeof href, "#%s-ref", ltn_node_id(note, id));
    else if (!ltn_xh_href(w->x, f->ref, href))
        href[0] = '\0';
    const char *element = href[0] ? "a" : "span";
    ltn_xml_start(w->xml, element);
    ltn_xml_attr(w->xml, "class", "backlink");
    if (href[0]) {
        ltn_xh_attr_type(w, "backlink", "doc-backlink");
        ltn_xml_attr(w->xml, "href", href);
    }
    return element;
}

/* Writes the back-link that is due before the text at s; returns how many of
 * its bytes have gone into it. */
size_t ltn_xh_put_backlink(ltn_xh_walk *w, const char *s, size_t len)
{
    const ltn_node *note = w->x->backlink;
    char number[16];
    const char *label = note_label(note, number);
    size_t used = s ? label_in(s, len, label) : 0;

    w->x->backlink = NULL;
    const char *element = open_backlink(w, note);
    if (used)
        ltn_xh_text(w->xml, s, used);
    else
        ltn_xml_puts(w->xml, label);
    ltn_xml_close(w->xml, element);
    if (!used)
        ltn_buf_putc(w->xml->out, ' ');
    return used;
}

void ltn_xh_open_note(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    if (w->x->backlink)
        ltn_xh_put_backlink(w, NULL, 0);
    ltn_xh_open_plain(w, n, room);
    ltn_xh_attr_type(w, "footnote", "doc-footnote");
    if (n->key)
        w->x->backlink = n;
}

/* Only the characters of what is inside go into the link. */
void ltn_xh_open_note_ref(ltn_xh_walk *w, const ltn_node *n, ltn_xh_room room)
{
    char href[LTN_XH_HREF], number[16];
    const ltn_node *note = ltn_doc_node(w->x->doc, n->props->target);

    if (!n->key || ltn_xh_top(w)->link ||
        !ltn_xh_href(w->x, n->props->target, href)) {
        ltn_xh_open_plain(w, n, room);
        ltn_xh_top(w)->room = LTN_XH_TEXT;
        return;
    }
    ltn_xh_push(w, n, NULL, LTN_XH_TEXT);
    open_noteref(w, href);
    ltn_xh_attr_id(w, n);
    ltn_xh_top(w)->element = "a";
    ltn_xh_top(w)->link = true;
    if (ltn_xh_is_blank(w, n))
        ltn_xml_puts(w->xml, note_label(note, number));
}
