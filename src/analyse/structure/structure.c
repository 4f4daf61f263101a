/* Headings and the divisions they begin. */

#include "analyse/analyse.h"
#include "analyse/structure/headings.h"
#include "analyse/structure/notes.h"

#include <stdlib.h>
#include <string.h>

typedef struct open_division {
    uint8_t rank, level;
    uint32_t start;
    uint8_t cls;
    const ltn_decision *why;
    bool division; /* false: a title without a division of its own */
} open_division;

enum { LEVELS = 12 }; /* of divisions; deeper ones stay in the twelfth */

typedef struct builder {
    ltn_edits *edits;
    const ltn_block_list *list;
    const ltn_headline *heads;
    open_division open[LEVELS];
    size_t depth;
    uint32_t end; /* of the last block that is not furniture */
} builder;

static void close_to(builder *b, unsigned rank)
{
    while (b->depth > 0 && b->open[b->depth - 1].rank >= rank) {
        const open_division *o = &b->open[--b->depth];
        if (o->division && b->end > o->start)
            ltn_edit_mark(b->edits, &(ltn_mark){.start = o->start,
                                                .end = b->end,
                                                .kind = LTN_DIVISION,
                                                .cls = o->cls,
                                                .why = o->why});
    }
}

static void put_heading(builder *b, size_t i, unsigned level, bool sub,
                        const ltn_decision *why)
{
    const ltn_node *n = b->list->at[i].node;

    ltn_edit_change(b->edits, n,
                    &(ltn_mark){.kind = LTN_HEADING,
                                .cls = sub ? LTN_HEAD_SUB : LTN_HEAD_MAIN,
                                .level = (uint8_t)(level > 6 ? 6 : level),
                                .why = b->heads[i].given ? NULL : why});
}

/* Whether heading i goes on in the division that heading i - 1 began. */
static bool is_sub(const builder *b, size_t i)
{
    const ltn_headline *h = &b->heads[i], *last = i ? &b->heads[i - 1] : NULL;

    if (!last || !last->rule || b->depth == 0 || last->rank == LTN_RANK_TITLE)
        return false;
    return h->rank == last->rank ||
           (last->label && h->rank >= LTN_RANK_NUMBER &&
            h->rank < LTN_RANK_DECIMAL);
}

/* Front matter ends where the numbers of the body begin: "Abstract", then "1.
 * Introduction" beside it. */
static void close_front(builder *b, unsigned rank)
{
    const open_division *top = b->depth ? &b->open[b->depth - 1] : NULL;

    if (top && (top->cls == LTN_DIV_FRONT || top->cls == LTN_DIV_CONTENTS) &&
        (rank == LTN_RANK_DECIMAL || rank == LTN_RANK_NUMBER) &&
        top->rank < rank)
        close_to(b, top->rank);
}

static void begin_division(builder *b, size_t i)
{
    const ltn_headline *h = &b->heads[i];
    const ltn_decision *why = ltn_edit_why(
        b->edits, h->rule[0] ? h->rule : "heading.looks", h->percent, NULL);

    if (is_sub(b, i)) {
        put_heading(b, i, b->open[b->depth - 1].level, true, why);
        return;
    }
    close_front(b, h->rank);
    close_to(b, h->rank);
    if (b->depth == LEVELS)
        close_to(b, b->open[LEVELS - 1].rank);
    unsigned level = b->depth ? b->open[b->depth - 1].level + 1u : 1u;
    put_heading(b, i, level, false, why);
    b->open[b->depth++] = (open_division){
        .rank = h->rank,
        .level = (uint8_t)level,
        .start = b->list->at[i].start,
        .cls = h->cls,
        .why = why,
        .division = h->rank != LTN_RANK_TITLE || h->cls == LTN_DIV_SPEECH,
    };
}

static void build(builder *b)
{
    for (size_t i = 0; i < b->list->len; i++) {
        if (b->heads[i].rule)
            begin_division(b, i);
        if (b->list->at[i].kind != LTN_FURNITURE)
            b->end = b->list->at[i].end;
    }
    close_to(b, 0);
}

/* Verse or a quotation right after a heading, with the line that names its
 * source. */
static void find_epigraphs(builder *b)
{
    const ltn_block *at = b->list->at;

    for (size_t i = 1; i < b->list->len; i++) {
        unsigned kind = at[i].kind;
        if (!b->heads[i - 1].rule ||
            (kind != LTN_LINE_GROUP && kind != LTN_BLOCK_QUOTE))
            continue;
        size_t last = i;
        if (i + 1 < b->list->len && !b->heads[i + 1].rule &&
            at[i + 1].kind == LTN_PARAGRAPH &&
            ltn_block_bytes(&at[i + 1]) <= 60)
            last = i + 1;
        if (last + 1 < b->list->len && at[last + 1].kind == LTN_LINE_GROUP)
            continue; /* a poem */
        if (last == i && kind == LTN_BLOCK_QUOTE) {
            ltn_edit_change(
                b->edits, at[i].node,
                &(ltn_mark){.kind = LTN_EPIGRAPH,
                            .why = ltn_edit_why(
                                b->edits, "epigraph.after-heading", 72, NULL)});
            continue;
        }
        ltn_edit_mark(
            b->edits,
            &(ltn_mark){.start = at[i].start,
                        .end = at[last].end,
                        .kind = LTN_EPIGRAPH,
                        .why = ltn_edit_why(b->edits, "epigraph.after-heading",
                                            72, NULL)});
    }
}

/* Whether the source itself has headings: then only it is believed. */
static bool has_own(const ltn_block_list *list)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->at[i].kind == LTN_HEADING && !list->at[i].node->why)
            return true;
    return false;
}

static void keep_own(const ltn_block_list *list, ltn_headline *heads)
{
    for (size_t i = 0; i < list->len; i++)
        if (!heads[i].given)
            heads[i] = (ltn_headline){0};
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    ltn_block_list list;
    ltn_headline *heads = NULL;
    bool ok = ltn_blocks_find(&list, doc, false);

    (void)diags;
    if (ok && !a->headings)
        a->headings = ltn_phrases_new("src/analyse/structure/",
                                      ltn_heading_lists, LTN_HEAD_LISTS);
    if (ok && a->headings)
        heads = calloc(list.len + 1, sizeof *heads);
    if (heads) {
        ltn_headings_find(&list, doc->text.data, a->headings, heads);
        if (has_own(&list))
            keep_own(&list, heads);
        builder b = {.edits = edits, .list = &list, .heads = heads};
        build(&b);
        find_epigraphs(&b);
        ltn_notes_find(edits, &list, heads);
    }
    ltn_blocks_release(&list);
    free(heads);
    return heads ? LTN_OK : LTN_ENOMEM;
}

const ltn_pass ltn_pass_structure = {.name = "structure", .run = run};
