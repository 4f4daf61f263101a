#include "analyse/citations/units.h"

ltn_units ltn_units_of(const ltn_doc *doc)
{
    return (ltn_units){.it = ltn_iter_at(doc->root)};
}

static bool is_inline(const ltn_node *n)
{
    ltn_group g = ltn_kinds[n->kind].group;

    return g == LTN_INLINES || g == LTN_LEAVES;
}

/* The inlines that follow one another from n on, inside a container. */
static ltn_unit stretch(const ltn_node *n)
{
    ltn_unit u = {n, n->start, n->end};

    while (n->next && is_inline(n->next)) {
        n = n->next;
        u.end = n->end;
    }
    return u;
}

/* Furniture that may cite something: "Source: ...", a notice, a symbol. */
static bool worth_reading(const ltn_node *n)
{
    switch ((ltn_furniture_class)n->cls) {
    case LTN_FW_OTHER:
    case LTN_FW_FRONT_MATTER:
    case LTN_FW_NOTICE:
    case LTN_FW_LETTERHEAD:
    case LTN_FW_CAPTION:
    case LTN_FW_HEADER:
    case LTN_FW_FOOTER: return true;
    case LTN_FW_KICKER:
    case LTN_FW_NAVIGATION:
    case LTN_FW_SHARE:
    case LTN_FW_SPACER:
    case LTN_FW_BYLINE:
    case LTN_FW_PAGE_NUMBER:
    case LTN_FW_RULE:
    case LTN_FW_CLASSES: break;
    }
    return false;
}

bool ltn_units_next(ltn_units *u, ltn_unit *unit)
{
    ltn_event event;

    while ((event = ltn_iter_next(&u->it)) != LTN_DONE) {
        const ltn_node *n = u->it.node;
        if (event == LTN_LEAVE || n->end <= u->covered)
            continue;
        if (n->kind == LTN_FURNITURE && !worth_reading(n)) {
            if (event == LTN_ENTER)
                ltn_iter_skip(&u->it);
            continue;
        }
        if (is_inline(n))
            *unit = stretch(n);
        else if (ltn_kinds[n->kind].group == LTN_BLOCKS)
            *unit = (ltn_unit){n, n->start, n->end};
        else
            continue;
        if (event == LTN_ENTER)
            ltn_iter_skip(&u->it);
        u->covered = unit->end;
        if (unit->end > unit->start)
            return true;
    }
    return false;
}
