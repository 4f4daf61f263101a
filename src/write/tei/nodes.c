#include "write/tei/tei.h"

#include <string.h>

void ltn_tei_id(ltn_tei *w, const ltn_node *n)
{
    const char *prefix = ltn_kinds[n->kind].id;
    ltn_buf *out = w->xml.out;

    if (!prefix || n->ordinal == 0)
        return;
    ltn_buf_puts(out, " xml:id=\"");
    ltn_buf_puts(out, prefix);
    ltn_buf_putu(out, n->ordinal);
    ltn_buf_putc(out, '"');
}

/* The node whose props say where an identifier or a citation leads. */
static const ltn_props *pointing(const ltn_node *n)
{
    const ltn_props *p = n->props;

    if (n->kind == LTN_BIBL_PART && !p->url && !p->cref && n->parent)
        p = n->parent->props;
    return p;
}

bool ltn_tei_points(const ltn_node *n)
{
    const ltn_props *p = pointing(n);

    return p->url || p->cref || p->target ||
           (n->kind == LTN_CITATION && p->identifier);
}

/* TEI P5 #COXR: nodes and URLs by @target, else a canonical reference by
 * @cRef; never both. @n keeps the normalised identifier. */
void ltn_tei_pointer(ltn_tei *w, const ltn_node *n)
{
    const ltn_props *p = pointing(n);
    const char *name = p->cref ? p->cref : p->identifier;
    char id[LTN_ID_BYTES];

    if (ltn_tei_uris(w, "target", ltn_tei_key_id(w, p->target, id), p->url))
        ltn_tei_text_attr(w, "n", name);
    else
        ltn_tei_text_attr(w, "cRef", name);
}

/* TEI P5 #att.pointing: @target lists all that are pointed at. */
static bool put_target_range(ltn_tei *w, const ltn_props *p)
{
    const ltn_node *n = ltn_doc_node(w->doc, p->target);
    const ltn_node *last = ltn_doc_node(w->doc, p->target_last);
    const char *name = " target=\"#";
    char id[LTN_ID_BYTES];

    if (!n || !last || n->parent != last->parent || n->start > last->start)
        return false;
    for (; n && n->start <= last->start; n = n->next) {
        if (n->kind != last->kind || !ltn_tei_key_id(w, n->key, id)[0])
            continue;
        ltn_buf_puts(w->xml.out, name);
        ltn_buf_puts(w->xml.out, id);
        name = " #";
    }
    if (name[1] == '#')
        ltn_buf_putc(w->xml.out, '"');
    return name[1] == '#';
}

/* What is pointed at: a node and an address, else a work. */
static void put_target(ltn_tei *w, const ltn_node *n)
{
    const ltn_props *p = n->props;
    const char *name = p->cref ? p->cref : p->identifier;
    char id[LTN_ID_BYTES];

    if (p->target_last && put_target_range(w, p))
        return;
    ltn_tei_key_id(w, p->target, id);
    if (!id[0] && !p->url)
        ltn_work_id(w->doc, p->work, id);
    if (!ltn_tei_uris(w, "target", id, p->url))
        ltn_tei_text_attr(w, "cRef", name);
    else if (!p->label)
        ltn_tei_text_attr(w, "n", name);
}

static const char *bibl_level(unsigned cls)
{
    static const char *const levels[LTN_BIBL_CLASSES] = {
        [LTN_BIBL_ARTICLE] = "a",
        [LTN_BIBL_CONTAINER] = "j",
        [LTN_BIBL_SERIES] = "s",
    };

    return levels[cls];
}

static void put_bibl_part(ltn_tei *w, const ltn_node *n, ltn_tei_gi gi)
{
    if (gi == LTN_TEI_TITLE)
        ltn_xml_attr(&w->xml, "level", bibl_level(n->cls));
    else if (gi == LTN_TEI_DATE)
        ltn_tei_when(w, n->props->when);
    else if (gi == LTN_TEI_IDNO)
        ltn_tei_word(w, "type", n->props->family);
    else if (gi == LTN_TEI_REF)
        put_target(w, n);
}

/* TEI P5 #COBICOB: a locator outside of a <bibl> is a <seg>, whose @n says
 * the same. */
static void put_locator(ltn_tei *w, const ltn_node *n, ltn_tei_gi gi)
{
    const ltn_props *p = n->props;

    if (gi == LTN_TEI_BIBL_SCOPE) {
        ltn_tei_word(w, "unit", p->unit);
        ltn_tei_word(w, "from", p->from);
        ltn_tei_word(w, "to", p->to ? p->to : p->from);
    } else {
        ltn_tei_word(w, "subtype", p->unit);
        ltn_tei_text_attr(w, "n", p->from);
    }
}

/* TEI P5 #att.ascribed.directed: <quote> has no @who. */
static void put_speaker(ltn_tei *w, const ltn_node *n, ltn_tei_gi gi)
{
    if (gi == LTN_TEI_SP || gi == LTN_TEI_SAID || gi == LTN_TEI_Q)
        ltn_tei_entity(w, "who", n->props->who);
}

static const char *place_of_note(const ltn_tei *w, const ltn_node *n)
{
    if (n->cls == LTN_NOTE_FOOT && ltn_tei_lacks(w, LTN_NO_REND))
        return "bottom"; /* TEI simplePrint lists the places */
    return ltn_class_name(LTN_FOOTNOTE, n->cls);
}

/* TEI simplePrint has @rendition, with names of its own. */
static void put_rendition(ltn_tei *w, const ltn_node *n)
{
    static const char *const simple[LTN_EMPH_CLASSES] = {
        [LTN_EMPH_ITALIC] = "simple:italic",
        [LTN_EMPH_BOLD] = "simple:bold",
        [LTN_EMPH_UNDERLINE] = "simple:underline",
        [LTN_EMPH_SMALL_CAPS] = "simple:smallcaps",
        [LTN_EMPH_SUPERSCRIPT] = "simple:superscript",
        [LTN_EMPH_SUBSCRIPT] = "simple:subscript",
        [LTN_EMPH_STRIKE] = "simple:strikethrough",
        [LTN_EMPH_CODE] = "simple:typewriter",
    };

    if (ltn_tei_lacks(w, LTN_NO_REND))
        ltn_xml_attr(&w->xml, "rendition", simple[n->cls]);
    else
        ltn_xml_attr(&w->xml, "rend", ltn_class_name(LTN_EMPHASIS, n->cls));
}

/* What only one kind of node says by attributes. */
static void put_own(ltn_tei *w, const ltn_node *n, ltn_tei_gi gi)
{
    switch ((ltn_kind)n->kind) {
    case LTN_DIVISION:
        ltn_xml_attr(&w->xml, gi == LTN_TEI_DIV ? "type" : "subtype",
                     ltn_class_name(n->kind, n->cls));
        break;
    case LTN_HEADING:
        if (gi == LTN_TEI_HEAD && n->cls == LTN_HEAD_SUB)
            ltn_xml_attr(&w->xml, "type", "sub");
        break;
    case LTN_FURNITURE:
        ltn_xml_attr(&w->xml, gi == LTN_TEI_FW ? "type" : "subtype",
                     ltn_class_name(n->kind, n->cls));
        break;
    case LTN_LIST:
        if (!ltn_tei_lacks(w, LTN_NO_REND))
            ltn_xml_attr(&w->xml, "rend", ltn_class_name(n->kind, n->cls));
        break;
    case LTN_EMPHASIS: put_rendition(w, n); break;
    case LTN_ROW:
        if (n->level == 1)
            ltn_xml_attr(&w->xml, "role", "label");
        break;
    case LTN_FOOTNOTE:
        ltn_xml_attr(&w->xml, "place", place_of_note(w, n));
        break;
    case LTN_PREFORMATTED:
        ltn_xml_attr(&w->xml, "xml:space", "preserve");
        break;
    case LTN_CITATION:
    case LTN_REFERENCE: ltn_tei_word(w, "type", n->props->family); break;
    case LTN_MENTION:
        ltn_tei_word(w, "type", n->props->family);
        put_target(w, n);
        break;
    case LTN_LINK: put_target(w, n); break;
    case LTN_NOTE_REF:
        ltn_xml_attr(&w->xml, "type", "note");
        put_target(w, n);
        break;
    case LTN_BIBL_PART: put_bibl_part(w, n, gi); break;
    case LTN_LOCATOR: put_locator(w, n, gi); break;
    case LTN_DATE: ltn_tei_when(w, n->props->when); break;
    case LTN_NAME: ltn_tei_entity(w, "ref", n->props->who); break;
    case LTN_TURN:
    case LTN_QUOTE:
    case LTN_BLOCK_QUOTE: put_speaker(w, n, gi); break;
    case LTN_DOCUMENT:
    case LTN_EPIGRAPH:
    case LTN_ITEM:
    case LTN_LINE_GROUP:
    case LTN_TABLE:
    case LTN_FIGURE:
    case LTN_REFERENCES:
    case LTN_PARAGRAPH:
    case LTN_LINE:
    case LTN_CELL:
    case LTN_DATELINE:
    case LTN_BYLINE:
    case LTN_SALUTATION:
    case LTN_CLOSING:
    case LTN_SIGNATURE:
    case LTN_SPEAKER:
    case LTN_STAGE:
    case LTN_CAPTION:
    case LTN_FOREIGN:
    case LTN_REPORTED:
    case LTN_TEXT:
    case LTN_LINE_BREAK:
    case LTN_PAGE_BREAK:
    case LTN_HYPHEN:
    case LTN_KINDS: break;
    }
}

/* TEI P5 #att.global.source, #att.global.linking. */
static void put_links(ltn_tei *w, const ltn_node *n)
{
    const ltn_props *p = n->props;

    ltn_tei_key(w, "source", p->source);
    ltn_tei_key(w, "next", p->next);
    ltn_tei_key(w, "prev", p->prev);
    if (n->kind != LTN_MENTION)
        ltn_tei_work(w, "corresp", p->work);
}

void ltn_tei_attributes(ltn_tei *w, const ltn_node *n, const ltn_tei_way *way)
{
    ltn_tei_id(w, n);
    if (way->type && !(n->kind == LTN_NAME && n->cls == LTN_NAME_EVENT &&
                       ltn_tei_lacks(w, LTN_NO_EVENT_NAME)))
        ltn_xml_attr(&w->xml, way->gi == LTN_TEI_P ? "rend" : "type",
                     way->type);
    put_own(w, n, (ltn_tei_gi)way->gi);
    if (n->props->label && n->kind != LTN_LOCATOR)
        ltn_tei_text_attr(w, "n", n->props->label);
    if (n->props->lang)
        ltn_tei_lang(w, n->props->lang);
    put_links(w, n);
}
