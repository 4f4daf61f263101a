/* The text of the document as <text>, valid for any tree (see ways.h).
 *
 * Open elements are frames. A frame that was not made for a node but to let
 * nodes stand where they are (a wrap) stays open for the next nodes that may
 * join it, so that loose words next to each other share one <ab>.
 */

#include "write/tei/tei.h"

#include <assert.h>
#include <string.h>

#define IS(level)  (UINT64_C(1) << LTN_IS_##level)
#define KIND(kind) (UINT64_C(1) << LTN_##kind)

static ltn_tei_frame *top(ltn_tei *w)
{
    return &w->frame[w->frames - 1];
}

/* XML's white space, which a parser may take for layout. */
static bool is_blank(const ltn_tei *w, const ltn_node *n)
{
    const char *s = w->doc->text.data + n->start;

    for (uint32_t i = n->start; i < n->end; i++, s++)
        if (*s != ' ' && *s != '\n' && *s != '\t' && *s != '\r')
            return false;
    return true;
}

/* The one form feed among the white space of a page break, or NULL: where
 * @rend can say that it was there. */
static const char *form_feed(const ltn_tei *w, const ltn_node *n)
{
    const char *s = w->doc->text.data + n->start, *found = NULL;

    if (n->kind != LTN_PAGE_BREAK || ltn_tei_lacks(w, LTN_NO_REND))
        return NULL;
    for (uint32_t i = n->start; i < n->end; i++, s++) {
        if (*s == '\f' && !found)
            found = s;
        else if (*s != ' ' && *s != '\n' && *s != '\t' && *s != '\r')
            return NULL;
    }
    return found;
}

/* Blocks begin on a line of their own, where white space is layout. */
static void put_line(ltn_tei *w, ltn_tei_level level)
{
    const uint64_t blocks = IS(P) | IS(Q) | IS(QUOTE) | IS(SAID) | IS(LIST) |
                            IS(VERSE) | IS(SP) | IS(STAGE) | IS(BIBL) |
                            IS(LIST_BIBL) | IS(SUBLIST) | IS(DIV) | IS(HEAD) |
                            IS(CAPTION) | IS(TOP) | IS(OPENER) | IS(CLOSER) |
                            IS(BYLINE) | IS(SPEAKER) | IS(ITEM) | IS(ROW) |
                            IS(GLOBAL) | IS(MILESTONE);
    ltn_tei_frame *f = top(w);
    bool holds_text =
        ltn_tei_accepts((ltn_tei_context)f->context, LTN_AT_TOP) & IS(TEXT);

    if (!(blocks >> level & 1) || f->mixed)
        return;
    if (holds_text && (f->context != LTN_IN_SPECIAL ||
                       level == LTN_IS_MILESTONE || level == LTN_IS_GLOBAL))
        return;
    ltn_xml_raw(&w->xml, "\n");
    f->lines = true;
}

/* Opens an element for the node at this depth of the tree. */
static void open_frame(ltn_tei *w, ltn_tei_gi gi, ltn_tei_context context,
                       ltn_tei_wrap wrap, unsigned owner)
{
    assert(w->frames < LTN_TEI_FRAMES);
    const ltn_tei_frame *in = w->frames > 0 ? top(w) : NULL;
    bool line = gi == LTN_TEI_L, verse = line || gi == LTN_TEI_LG;
    ltn_tei_start(w, gi);
    w->frame[w->frames++] = (ltn_tei_frame){
        .gi = (uint8_t)gi,
        .context = (uint8_t)context,
        .wrap = (uint8_t)wrap,
        .owner = (uint16_t)owner,
        .in_line = line || (in && in->in_line && gi != LTN_TEI_NOTE),
        .in_verse =
            verse || (in && in->in_verse && gi != LTN_TEI_FLOATING_TEXT)};
}

static void put_filler(ltn_tei *w, ltn_tei_gi gi)
{
    gi = ltn_tei_gi_of(w, gi);
    ltn_tei_start(w, gi);
    if (gi == LTN_TEI_ROW)
        ltn_tei_empty(w, LTN_TEI_CELL);
    ltn_tei_end(w, gi);
}

static void close_frame(ltn_tei *w)
{
    ltn_tei_frame *f = top(w);
    ltn_tei_gi filler = ltn_tei_filler((ltn_tei_gi)f->gi);

    if (!f->filled && filler != LTN_TEI_GIS)
        put_filler(w, filler);
    if (f->lines && !f->mixed)
        ltn_xml_raw(&w->xml, "\n");
    ltn_tei_end(w, (ltn_tei_gi)f->gi);
    w->frames--;
}

/* Something of this level goes into the innermost open element. */
static void advance(ltn_tei *w, ltn_tei_level level)
{
    ltn_tei_frame *f = top(w);
    bool content = ltn_tei_is_content(level);

    f->mixed |= level == LTN_IS_TEXT;
    f->filled |= content;
    if (f->context == LTN_IN_DIV && level == LTN_IS_DIV)
        f->state = LTN_AT_DIVS;
    else if (f->context == LTN_IN_DIV && f->state != LTN_AT_TOP &&
             (level == LTN_IS_CLOSER || level == LTN_IS_BYLINE))
        f->state = LTN_AT_BOTTOM;
    else if (f->state == LTN_AT_TOP &&
             (content || level == LTN_IS_SPEAKER ||
              (f->context == LTN_IN_LIST_BIBL && level == LTN_IS_MILESTONE)))
        f->state = LTN_AT_COMMON;
}

static void open_wrap(ltn_tei *w, const ltn_node *n, ltn_tei_wrap wrap,
                      unsigned depth)
{
    const ltn_tei_wrapping *r = &ltn_tei_wraps[wrap];
    bool shared = r->joins != 0;

    put_line(w, (ltn_tei_level)r->level);
    advance(w, (ltn_tei_level)r->level);
    open_frame(w, ltn_tei_gi_of(w, (ltn_tei_gi)r->gi),
               (ltn_tei_context)r->context, wrap, depth - shared);
    if (wrap == LTN_WRAP_DIV)
        ltn_xml_attr(&w->xml, "type",
                     n->kind == LTN_HEADING ? "section" : "continuation");
}

/* Kinds that can stand at the end of a division, or anywhere. */
static const uint64_t at_end =
    KIND(DATELINE) | KIND(BYLINE) | KIND(SALUTATION) | KIND(CLOSING) |
    KIND(SIGNATURE) | KIND(FURNITURE) | KIND(FOOTNOTE) | KIND(FIGURE) |
    KIND(PAGE_BREAK) | KIND(LINE_BREAK);

static bool may_end(const ltn_tei *w, const ltn_node *n)
{
    return (at_end >> n->kind & 1) && (ltn_kinds[n->kind].group != LTN_LEAVES ||
                                       is_blank(w, n) || form_feed(w, n));
}

/* Whether only such kinds follow the node in its parent. Looks no further than
 * to the next other sibling and remembers it, so that it stays linear. */
static bool is_tail(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    const ltn_node *s = n->next;

    if (w->ahead[depth].tail || w->ahead[depth].solid)
        return w->ahead[depth].tail;
    while (s && s != w->back && may_end(w, s))
        s = s->next;
    w->ahead[depth].solid = s == w->back ? NULL : s;
    w->ahead[depth].tail = !s || s == w->back;
    return w->ahead[depth].tail;
}

/* The levels that the innermost open element takes. Beside the content models,
 * TEI's Schematron rules: an l holds no l or lg, verse no p or ab, but in notes
 * or a text of its own. */
static uint64_t accepts(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    const ltn_tei_frame *f = top(w);
    uint64_t levels =
        ltn_tei_accepts((ltn_tei_context)f->context, (ltn_tei_state)f->state);

    if (f->context == LTN_IN_DIV && f->state != LTN_AT_TOP &&
        (at_end >> n->kind & 1) && is_tail(w, n, depth))
        levels |= IS(CLOSER) | IS(BYLINE);
    if (f->in_line)
        levels &= ~IS(VERSE);
    if (f->in_verse)
        levels &= ~IS(SP);
    if (f->in_verse && f->gi != LTN_TEI_FIGURE && f->gi != LTN_TEI_NOTE)
        levels &= ~IS(P);
    if (f->context == LTN_IN_BIBL && ltn_tei_lacks(w, LTN_NO_BIBL_QUOTE))
        levels &= ~(IS(QUOTE) | IS(INLINE_QUOTE));
    return levels;
}

/* Whether the node goes into an open wrap with its elder sibling. */
static bool joins(const ltn_tei_frame *f, const ltn_node *n)
{
    if (f->wrap == LTN_WRAP_DIV && n->kind == LTN_HEADING)
        return n->cls == LTN_HEAD_SUB && f->state == LTN_AT_TOP;
    return ltn_tei_wraps[f->wrap].joins >> n->kind & 1;
}

/* Closes the wraps among which the node does not belong. */
static void leave_wraps(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    unsigned i = w->frames;

    while (i > 0 && w->frame[i - 1].wrap && w->frame[i - 1].owner + 1u == depth)
        i--;
    while (i < w->frames && joins(&w->frame[i], n))
        i++;
    while (w->frames > i)
        close_frame(w);
}

/* A level seen from outside once another element stands for its own. */
static ltn_tei_level level_of(ltn_tei_level level, ltn_tei_gi gi)
{
    if (gi == LTN_TEI_NOTE)
        return LTN_IS_GLOBAL;
    if (gi == LTN_TEI_Q && (level == LTN_IS_QUOTE || level == LTN_IS_SAID))
        return LTN_IS_Q;
    if (gi == LTN_TEI_Q)
        return LTN_IS_INLINE_Q;
    return level;
}

/* What @type says of an element that another one stands for. TEI simplePrint
 * lists the types of names. */
static const char *type_instead(ltn_tei_gi gi)
{
    static const char *const types[LTN_TEI_GIS] = {
        [LTN_TEI_PERS_NAME] = "person", [LTN_TEI_ORG_NAME] = "org",
        [LTN_TEI_PLACE_NAME] = "place", [LTN_TEI_ROLE_NAME] = "personRoleName",
        [LTN_TEI_SAID] = "spoken",
    };

    return types[gi] ? types[gi] : ltn_tei_elements[gi].name;
}

/* Whether the text of the node has characters that XML cannot hold. */
static bool has_controls(const ltn_tei *w, const ltn_node *n)
{
    size_t len = n->end - n->start;

    return ltn_xml_run(w->doc->text.data + n->start, len) < len;
}

/* The way as the profile has it; of no level when it lacks the element. */
static ltn_tei_way adapt(const ltn_tei *w, const ltn_node *n,
                         const ltn_tei_way *way)
{
    ltn_tei_way a = *way;
    ltn_tei_gi gi = (ltn_tei_gi)(a.wrap ? ltn_tei_wraps[a.wrap].gi : a.gi);
    ltn_tei_gi instead = ltn_tei_gi_of(w, gi);

    if (instead == gi) {
        if (w->profile->lacks >> gi & 1 ||
            (gi == LTN_TEI_IDNO && w->profile->lacks >> LTN_TEI_G & 1 &&
             has_controls(w, n)))
            a.level = LTN_IS_LEVELS;
        return a;
    }
    a.gi = (uint8_t)instead;
    a.level = (uint8_t)level_of((ltn_tei_level)a.level, instead);
    if (!a.type)
        a.type = type_instead(gi);
    return a;
}

/* The first of the ways whose level is accepted, into w->way. */
static bool find_way(ltn_tei *w, const ltn_node *n, const ltn_tei_way *ways,
                     uint64_t levels)
{
    for (; ways->level != LTN_IS_LEVELS; ways++) {
        w->way = w->profile->lacks ? adapt(w, n, ways) : *ways;
        if (levels >> w->way.level & 1)
            return true;
    }
    return false;
}

static bool has_last_way(const ltn_node *n)
{
    return n->kind == LTN_DIVISION || n->kind == LTN_TURN ||
           n->kind == LTN_BIBL_PART;
}

/* Makes room for the node and returns the way it is to be written there. */
static const ltn_tei_way *find_place(ltn_tei *w, const ltn_node *n,
                                     const ltn_tei_way *ways, unsigned depth)
{
    leave_wraps(w, n, depth);
    for (;;) {
        uint64_t levels = accepts(w, n, depth);
        ltn_tei_frame *f = top(w);
        if (w->profile->lacks && levels & IS(PHRASE) && has_last_way(n) &&
            !find_way(w, n, ways, levels)) {
            w->way = ltn_tei_last_way(n);
            return &w->way;
        }
        if (!find_way(w, n, ways, levels))
            open_wrap(w, n,
                      ltn_tei_default_wrap((ltn_tei_context)f->context,
                                           (ltn_tei_state)f->state),
                      depth);
        else if (w->way.wrap)
            open_wrap(w, n, (ltn_tei_wrap)w->way.wrap, depth);
        else
            return &w->way;
    }
}

/* The citation that sources the quote, when nothing but white space stands
 * between the two. TEI P5 #COHQQ: <cit> holds no text of its own. */
static const ltn_node *touching_source(const ltn_tei *w, const ltn_node *n)
{
    const ltn_node *s = n->next;

    if (n->kind != LTN_QUOTE || !n->props->source || n->cls > LTN_Q_SAID)
        return NULL;
    if (s && s->kind == LTN_TEXT && s->next && is_blank(w, s))
        s = s->next;
    return s && s->kind == LTN_CITATION && s->key == n->props->source ? s
                                                                      : NULL;
}

static void open_cit(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    const ltn_node *source = touching_source(w, n);

    leave_wraps(w, n, depth);
    if (!source || w->cited || w->frames + 4 > LTN_TEI_DEPTH ||
        !(accepts(w, n, depth) & IS(INLINE_SAID)) ||
        top(w)->context == LTN_IN_CIT)
        return;
    open_wrap(w, n, LTN_WRAP_CIT, depth);
    w->cited = source;
}

/* A citation without marked parts leads where it does with all its words. */
static bool is_plain_citation(const ltn_node *n)
{
    if (n->kind != LTN_CITATION || !ltn_tei_points(n))
        return false;
    for (const ltn_node *c = n->first; c; c = c->next)
        if (c->kind == LTN_BIBL_PART || c->kind == LTN_LOCATOR ||
            c->kind == LTN_QUOTE || c->kind == LTN_CITATION)
            return false;
    return n->first != NULL;
}

/* A part that itself is a <ref>. */
static bool is_link(const ltn_node *n)
{
    return n->kind == LTN_BIBL_PART && n->cls == LTN_BIBL_URL;
}

static bool is_identifier(const ltn_node *n)
{
    return n->kind == LTN_BIBL_PART && n->cls == LTN_BIBL_IDENTIFIER;
}

static void open_pointer(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    open_frame(w, LTN_TEI_REF, LTN_IN_PARA, LTN_NO_WRAP, depth);
    ltn_tei_pointer(w, n);
}

/* A citation whose identifier is not one of its parts points by a <ptr>. */
static void put_ptr(ltn_tei *w, const ltn_node *n)
{
    for (const ltn_node *c = n->first; c; c = c->next)
        if (is_identifier(c) || is_link(c))
            return;
    ltn_tei_gi gi = ltn_tei_gi_of(w, LTN_TEI_PTR);
    ltn_tei_start(w, gi);
    ltn_tei_pointer(w, n);
    ltn_tei_end(w, gi);
}

static void put_graphic(ltn_tei *w, const char *url)
{
    if (!url)
        return;
    ltn_tei_start(w, LTN_TEI_GRAPHIC);
    if (!ltn_tei_uri(w, "url", url))
        ltn_xml_attr(&w->xml, "url", "#"); /* @url is required */
    ltn_tei_end(w, LTN_TEI_GRAPHIC);
}

static void enter(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    w->ahead[depth + 1].solid = NULL;
    w->ahead[depth + 1].tail = false;
    if (n->kind == LTN_QUOTE && n->props->source)
        open_cit(w, n, depth);
    if (is_identifier(n) && ltn_tei_points(n)) {
        const ltn_tei_way link[] = {{.level = LTN_IS_PHRASE, .gi = LTN_TEI_REF},
                                    {.level = LTN_IS_LEVELS}};
        find_place(w, n, link, depth);
        advance(w, LTN_IS_PHRASE);
        open_pointer(w, n, depth);
    }
    const ltn_tei_way *way = find_place(w, n, ltn_tei_ways(n), depth);
    put_line(w, (ltn_tei_level)way->level);
    advance(w, (ltn_tei_level)way->level);
    open_frame(w, (ltn_tei_gi)way->gi, (ltn_tei_context)way->context,
               LTN_NO_WRAP, depth);
    ltn_tei_attributes(w, n, way);
    if (n->kind == LTN_FIGURE)
        put_graphic(w, n->props->url);
    else if (is_plain_citation(n))
        open_pointer(w, n, depth);
}

/* The node itself is too deep for XML parsers: only its place is marked. */
static void put_anchor(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    static const ltn_tei_way anchor[] = {
        {.level = LTN_IS_MILESTONE, .gi = LTN_TEI_ANCHOR},
        {.level = LTN_IS_LEVELS}};

    w->ahead[depth + 1].solid = NULL;
    w->ahead[depth + 1].tail = false;
    if (!ltn_kinds[n->kind].id)
        return;
    find_place(w, n, anchor, depth);
    advance(w, LTN_IS_MILESTONE);
    ltn_tei_start(w, LTN_TEI_ANCHOR);
    ltn_tei_id(w, n);
    ltn_xml_attr(&w->xml, "type", "node");
    ltn_tei_end(w, LTN_TEI_ANCHOR);
}

static void leave(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    while (w->frames > 0 && top(w)->owner >= depth) {
        const ltn_tei_frame *f = top(w);
        if (n->kind == LTN_CITATION && f->gi == LTN_TEI_BIBL &&
            f->owner == depth && !f->wrap && ltn_tei_points(n) &&
            !is_plain_citation(n))
            put_ptr(w, n);
        close_frame(w);
    }
    if (n == w->cited) {
        if (top(w)->wrap == LTN_WRAP_CIT)
            close_frame(w);
        w->cited = NULL;
    }
}

/* <lb> and <pb> with the attributes of the leaf. */
static void put_milestone(ltn_tei *w, const ltn_node *n, const char *rend)
{
    ltn_tei_gi gi = n->kind == LTN_PAGE_BREAK ? LTN_TEI_PB : LTN_TEI_LB;

    ltn_tei_start(w, gi);
    ltn_tei_id(w, n);
    if (n->props->label)
        ltn_tei_text_attr(w, "n", n->props->label);
    if (n->kind == LTN_HYPHEN)
        ltn_xml_attr(&w->xml, "break", "no"); /* TEI P5 #PHHY */
    ltn_xml_attr(&w->xml, "rend", rend);
    ltn_tei_end(w, gi);
}

/* A break and the characters that it covers: those of XML's white space are
 * layout between blocks, a form feed is the page break itself. */
static void put_break(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    static const ltn_tei_way milestone[] = {{.level = LTN_IS_MILESTONE},
                                            {.level = LTN_IS_LEVELS}};
    static const ltn_tei_way text[] = {{.level = LTN_IS_TEXT},
                                       {.level = LTN_IS_LEVELS}};
    const char *ff = form_feed(w, n);
    size_t split = ff ? (size_t)(ff - w->doc->text.data) : n->end;

    if (ff || is_blank(w, n))
        find_place(w, n, milestone, depth);
    else
        find_place(w, n, text, depth);
    bool holds_text = accepts(w, n, depth) & IS(TEXT);
    if (holds_text && n->end > n->start)
        advance(w, LTN_IS_TEXT);
    if (holds_text)
        ltn_tei_text(w, n->start, split);
    else
        put_line(w, LTN_IS_MILESTONE);
    advance(w, LTN_IS_MILESTONE);
    put_milestone(w, n, ff ? "form-feed" : NULL);
    if (holds_text && ff)
        ltn_tei_text(w, split + 1, n->end);
}

static void put_text(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    if (n->start == n->end)
        return;
    leave_wraps(w, n, depth);
    if (!(accepts(w, n, depth) & IS(TEXT)) && is_blank(w, n))
        return; /* layout between blocks */
    find_place(w, n, ltn_tei_ways(n), depth);
    advance(w, LTN_IS_TEXT);
    ltn_tei_text(w, n->start, n->end);
}

static void leaf(ltn_tei *w, const ltn_node *n, unsigned depth)
{
    if (n->kind == LTN_TEXT)
        put_text(w, n, depth);
    else
        put_break(w, n, depth);
    while (top(w)->owner >= depth)
        close_frame(w);
}

static const uint64_t between = KIND(FURNITURE) | KIND(FOOTNOTE) |
                                KIND(FIGURE) | KIND(PAGE_BREAK) |
                                KIND(LINE_BREAK);

static bool is_front(const ltn_node *n)
{
    return n->kind == LTN_DIVISION &&
           (n->cls == LTN_DIV_PREFACE || n->cls == LTN_DIV_CONTENTS ||
            n->cls == LTN_DIV_FRONT);
}

static bool is_back(const ltn_node *n)
{
    return n->kind == LTN_DIVISION &&
           (n->cls == LTN_DIV_APPENDIX || n->cls == LTN_DIV_NOTES ||
            n->cls == LTN_DIV_BACK);
}

/* TEI P5 #DS: divisions of front matter before all others make <front>, those
 * of back matter after all others <back>. */
static void find_parts(ltn_tei *w)
{
    const ltn_node *c = w->doc->root->first, *at = c;

    for (; at && (is_front(at) || (between >> at->kind & 1)); at = at->next)
        if (is_front(at))
            c = at->next;
    w->body = c;
    w->back = NULL;
    for (at = c; at; at = at->next) {
        if (is_back(at))
            w->back = w->back ? w->back : at;
        else if (!(between >> at->kind & 1))
            w->back = NULL;
    }
}

static void open_part(ltn_tei *w, ltn_tei_gi gi, ltn_tei_context context)
{
    while (w->frames > 0)
        close_frame(w);
    ltn_xml_raw(&w->xml, "\n");
    open_frame(w, gi, context, LTN_NO_WRAP, 0);
}

/* A child of the document may be the first of a part. */
static void open_parts(ltn_tei *w, const ltn_node *n)
{
    if (n == w->body)
        open_part(w, LTN_TEI_BODY, LTN_IN_DIV);
    if (n == w->back) {
        if (n == w->body)
            top(w)->lines = true;
        open_part(w, LTN_TEI_BACK, LTN_IN_FRONT);
    }
}

static void visit(ltn_tei *w, ltn_event event, const ltn_node *n,
                  unsigned depth)
{
    if (depth == 1 && event != LTN_LEAVE)
        open_parts(w, n);
    if (event != LTN_LEAVE) {
        w->kinds[n->kind]++;
        if (n->kind == LTN_QUOTE || n->kind == LTN_BLOCK_QUOTE)
            w->quotes[n->cls]++;
        if (w->ahead[depth].solid == n)
            w->ahead[depth].solid = NULL;
    }
    if (event == LTN_LEAF)
        leaf(w, n, depth);
    else if (event == LTN_LEAVE)
        leave(w, n, depth);
    else if (w->frames < LTN_TEI_DEPTH)
        enter(w, n, depth);
    else
        put_anchor(w, n, depth);
    if (event != LTN_LEAVE && n->why)
        ltn_tei_decision(w, n);
}

void ltn_tei_put_body(ltn_tei *w)
{
    unsigned depth = 0;

    find_parts(w);
    ltn_tei_start(w, LTN_TEI_TEXT);
    ltn_xml_attr(&w->xml, "xml:id", "text");
    if (w->doc->root->first != w->body)
        open_part(w, LTN_TEI_FRONT, LTN_IN_FRONT);
    for (ltn_iter it = ltn_iter_at(w->doc->root); ltn_iter_next(&it);) {
        depth -= it.event == LTN_LEAVE;
        if (it.node != w->doc->root)
            visit(w, it.event, it.node, depth);
        depth += it.event == LTN_ENTER;
    }
    if (!w->body)
        open_part(w, LTN_TEI_BODY, LTN_IN_DIV);
    while (w->frames > 0)
        close_frame(w);
    ltn_xml_raw(&w->xml, "\n");
    ltn_tei_end(w, LTN_TEI_TEXT);
}
