#include "read/text/blocks.h"

static const ltn_decision underlined = {"layout.underlined", NULL, 95};
static const ltn_decision centred = {"layout.centred", NULL, 91};
static const ltn_decision verse = {"layout.verse", "short lines, set apart",
                                   75};
static const ltn_decision list = {"layout.list", "markers in a row", 85};
static const ltn_decision mail = {"layout.quote-marks", "> before each line",
                                  95};
static const ltn_decision set_off = {"layout.set-off", "indented alike", 75};
static const ltn_decision table = {"layout.columns", NULL, 80};
static const ltn_decision paged = {"furniture.page", "counts from page to page",
                                   94};
static const ltn_decision rule = {"furniture.rule", NULL, 95};
static const ltn_decision blank = {"furniture.spacer", NULL, 98};
static const ltn_decision front = {"furniture.front-matter",
                                   "key: value between --- lines", 95};

typedef struct emitter {
    ltn_builder *b;
    const ltn_layout *y;
    ltn_lines *l;
    size_t lists; /* open lists */
} emitter;

/* Lines between two lines of one paragraph: level 1. */
static void mark_inner(ltn_lines *l)
{
    bool inside = false;

    for (size_t i = l->len; i-- > 0;) {
        ltn_line *line = &l->at[i];
        bool between =
            line->role == LTN_LINE_BLANK || line->role == LTN_LINE_FURNITURE;
        if (between)
            line->level = inside;
        else
            inside = line->role == LTN_LINE_CONTINUES;
    }
}

static bool goes_on(const ltn_line *line)
{
    switch ((ltn_line_role)line->role) {
    case LTN_LINE_CONTINUES:
    case LTN_LINE_BREAKS: return true;
    case LTN_LINE_BLANK:
    case LTN_LINE_FURNITURE: return line->level == 1;
    case LTN_LINE_OPENS:
    case LTN_LINE_VERSE:
    case LTN_LINE_VERSE_OPENS:
    case LTN_LINE_ITEM:
    case LTN_LINE_QUOTE:
    case LTN_LINE_TABLE:
    case LTN_LINE_TITLE:
    case LTN_LINE_FRONT: break;
    }
    return false;
}

static ltn_node *open_node(emitter *e, ltn_kind kind, unsigned cls,
                           const ltn_decision *why)
{
    ltn_node *n = ltn_build_open(e->b, kind);

    n->cls = (uint8_t)cls;
    n->why = why;
    return n;
}

/* A form feed before the line is where a page begins. */
static void page_break(emitter *e, const ltn_line *line)
{
    if (line->flags & LTN_BEGINS_PAGE)
        ltn_build_leaf(e->b, LTN_PAGE_BREAK, line->start - 1, line->start);
}

static void furniture(emitter *e, const ltn_line *line)
{
    open_node(e, LTN_FURNITURE, line->cls,
              line->cls == LTN_FW_RULE ? &rule : &paged);
    ltn_build_leaf(e->b, LTN_TEXT, line->first, line->last);
    ltn_build_close(e->b);
}

/* Bytes of the hyphen that divides a word between lines a and b, or 0. */
static uint32_t divided(const emitter *e, const ltn_line *a, const ltn_line *b)
{
    if (!e->y->hyphenated || !(a->flags & LTN_ENDS_HYPHEN) ||
        !(b->flags & LTN_BEGINS_LOWER))
        return 0;
    unsigned char c = (unsigned char)e->l->text[a->last - 1];
    return c == '-' ? 1 : c == 0xAD ? 2 : 3;
}

/* The leaves of the paragraph that begins at line i; returns the line after
 * it. The text goes in as few leaves as it can. */
static size_t text(emitter *e, size_t i)
{
    const ltn_line *at = e->l->at, *last = &at[i];
    uint32_t start = last->first;
    bool cut = false;
    size_t k = i + 1;

    for (; k < e->l->len && goes_on(&at[k]); k++) {
        const ltn_line *line = &at[k];
        bool page = (line->flags & LTN_BEGINS_PAGE) != 0;
        if (line->role == LTN_LINE_BLANK && !page) {
            last = line->first < line->last ? line : last; /* U+00A0 is text */
            continue;
        }
        uint32_t hyphen = cut || page ? 0 : divided(e, last, line);
        bool whole = line->role == LTN_LINE_CONTINUES && !hyphen && !page;
        if (!whole && start < last->last - hyphen)
            ltn_build_leaf(e->b, LTN_TEXT, start, last->last - hyphen);
        if (hyphen)
            ltn_build_leaf(e->b, LTN_HYPHEN, last->last - hyphen, line->first);
        page_break(e, line);
        cut = line->role == LTN_LINE_FURNITURE;
        if (cut)
            furniture(e, line);
        else if (line->role == LTN_LINE_BREAKS && !page && !hyphen)
            ltn_build_leaf(e->b, LTN_LINE_BREAK, last->last, line->first);
        bool blank_line = line->role == LTN_LINE_BLANK;
        if (!whole)
            start = cut ? line->last : blank_line ? line->start : line->first;
        last = blank_line ? last : line;
        cut = cut || blank_line;
    }
    if (start < last->last)
        ltn_build_leaf(e->b, LTN_TEXT, start, last->last);
    return k;
}

static size_t paragraph(emitter *e, size_t i)
{
    open_node(e, LTN_PARAGRAPH, 0, NULL);
    i = text(e, i);
    ltn_build_close(e->b);
    return i;
}

static size_t title(emitter *e, size_t i)
{
    char sign = (char)e->l->at[i].cls;
    ltn_node *n =
        open_node(e, LTN_HEADING, 0, sign == ' ' ? &centred : &underlined);

    n->level = sign == '=' || sign == '#' || sign == '*' ? 1
               : sign == ' '                             ? 0
                                                         : 2;
    i = text(e, i);
    ltn_build_close(e->b);
    return i;
}

static size_t verse_lines(emitter *e, size_t i)
{
    open_node(e, LTN_LINE_GROUP, 0, &verse);
    do {
        page_break(e, &e->l->at[i]);
        open_node(e, LTN_LINE, 0, NULL);
        ltn_build_leaf(e->b, LTN_TEXT, e->l->at[i].first, e->l->at[i].last);
        ltn_build_close(e->b);
    } while (++i < e->l->len && e->l->at[i].role == LTN_LINE_VERSE);
    ltn_build_close(e->b);
    return i;
}

/* Lines of one role, kept as they stand, in one block. */
static size_t as_it_stands(emitter *e, size_t i)
{
    const ltn_line *at = e->l->at, *first = &at[i];

    while (i + 1 < e->l->len && at[i + 1].role == first->role)
        i++;
    ltn_build_leaf(e->b, LTN_TEXT, first->first, at[i].last);
    ltn_build_close(e->b);
    return i + 1;
}

static void close_lists(emitter *e, size_t keep)
{
    for (; e->lists > keep; e->lists--) {
        ltn_build_close(e->b); /* the item */
        ltn_build_close(e->b);
    }
}

/* The marker at the beginning of an item, as its label. */
static void label(emitter *e, ltn_node *item, const ltn_line *line)
{
    const char *s = e->l->text + line->first;
    size_t len = 1;
    ltn_props *p = ltn_build_props(e->b);

    while (len < 8 && s[len] != ' ' && s[len] != '\t')
        len++;
    if (!p)
        return;
    p->label = ltn_build_string(e->b, s, len);
    item->props = p;
}

static size_t item(emitter *e, size_t i)
{
    const ltn_line *line = &e->l->at[i];
    size_t level = line->level;

    if (level > e->lists + 1)
        level = e->lists + 1;
    close_lists(e, level);
    if (e->lists == level) {
        ltn_build_close(e->b);
    } else {
        open_node(e, LTN_LIST, line->cls, &list);
        e->lists++;
    }
    label(e, ltn_build_open(e->b, LTN_ITEM), line);
    return paragraph(e, i);
}

/* The next line after i that is not blank through and through. */
static size_t skip_blank(const emitter *e, size_t i)
{
    while (i < e->l->len && ltn_line_blank(&e->l->at[i]) &&
           e->l->at[i].first == e->l->at[i].last &&
           !(e->l->at[i].flags & LTN_BEGINS_PAGE))
        i++;
    return i;
}

/* Paragraphs that are quoted in the same way make one block. */
static size_t quote(emitter *e, size_t i)
{
    unsigned level = e->l->at[i].level;

    open_node(e, LTN_BLOCK_QUOTE, LTN_Q_QUOTE, level == 1 ? &mail : &set_off);
    for (;;) {
        i = paragraph(e, i);
        size_t next = skip_blank(e, i);
        if (next == e->l->len || e->l->at[next].role != LTN_LINE_QUOTE ||
            e->l->at[next].level != level ||
            (e->l->at[next].flags & LTN_BEGINS_PAGE))
            break;
        i = next;
    }
    ltn_build_close(e->b);
    return i;
}

/* A line without text, but not without characters: U+00A0. */
static size_t spacer(emitter *e, size_t i)
{
    const ltn_line *line = &e->l->at[i];

    if (line->first < line->last) {
        open_node(e, LTN_FURNITURE, LTN_FW_SPACER, &blank);
        ltn_build_leaf(e->b, LTN_TEXT, line->first, line->last);
        ltn_build_close(e->b);
    }
    return i + 1;
}

static size_t block(emitter *e, size_t i)
{
    const ltn_line *line = &e->l->at[i];

    if (line->role != LTN_LINE_BLANK && line->role != LTN_LINE_ITEM)
        close_lists(e, 0);
    page_break(e, line);
    switch ((ltn_line_role)line->role) {
    case LTN_LINE_BLANK: return spacer(e, i);
    case LTN_LINE_ITEM: return item(e, i);
    case LTN_LINE_QUOTE: return quote(e, i);
    case LTN_LINE_TITLE: return title(e, i);
    case LTN_LINE_VERSE:
    case LTN_LINE_VERSE_OPENS: return verse_lines(e, i);
    case LTN_LINE_TABLE:
        open_node(e, LTN_PREFORMATTED, 0, &table);
        return as_it_stands(e, i);
    case LTN_LINE_FRONT:
        open_node(e, LTN_FURNITURE, LTN_FW_FRONT_MATTER, &front);
        return as_it_stands(e, i);
    case LTN_LINE_FURNITURE: furniture(e, line); return i + 1;
    case LTN_LINE_OPENS:
    case LTN_LINE_CONTINUES:
    case LTN_LINE_BREAKS: break;
    }
    return paragraph(e, i);
}

void ltn_text_blocks(ltn_builder *b, const ltn_layout *y, ltn_lines *l)
{
    emitter e = {.b = b, .y = y, .l = l};

    mark_inner(l);
    for (size_t i = 0; i < l->len && b->status == LTN_OK;)
        i = block(&e, i);
    if (b->status == LTN_OK)
        close_lists(&e, 0);
}
