#include "analyse/citations/citations.h"

#include "analyse/citations/locators.h"
#include "analyse/citations/marking.h"
#include "analyse/citations/packs.h"
#include "analyse/citations/units.h"
#include "analyse/lexicon.h"

#include <stdlib.h>
#include <string.h>

ltn_cites *ltn_analysis_cites(ltn_analysis *a, ltn_diags *diags)
{
    if (!a->cites) {
        a->cites = ltn_cites_new();
        if (!a->cites)
            return NULL;
        a->cites->untested = true;
        ltn_cites_builtin(a->cites, NULL, diags);
    }
    return a->cites;
}

/* ---- quotes, which a citation must not cut in two, and dates ---- */

static bool push(ltn_node_list *l, const ltn_node *n)
{
    if (l->len == l->cap) {
        size_t cap = l->cap ? l->cap * 2 : 64;
        const ltn_node **more = realloc(l->at, cap * sizeof *more);
        if (!more)
            return false;
        l->at = more;
        l->cap = cap;
    }
    l->at[l->len++] = n;
    return true;
}

static bool collect_inlines(ltn_marking *m)
{
    bool good = true;

    for (ltn_iter it = ltn_iter_at(m->doc->root); ltn_iter_next(&it);) {
        if (it.event != LTN_ENTER)
            continue;
        if (it.node->kind == LTN_QUOTE)
            good &= push(&m->quotes, it.node);
        else if (it.node->kind == LTN_DATE)
            good &= push(&m->dates, it.node);
    }
    return good;
}

/* The place of the first node of l that does not start before `at`. */
static size_t first_at(const ltn_node_list *l, uint32_t at)
{
    size_t lo = 0, hi = l->len;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (l->at[mid]->start < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool ltn_marking_cuts_quote(const ltn_marking *m, uint32_t start, uint32_t end)
{
    for (size_t i = first_at(&m->quotes, end), n = 0; i-- > 0 && n < 8; n++) {
        const ltn_node *q = m->quotes.at[i];
        bool overlap = q->end > start;
        bool nested = (q->start >= start && q->end <= end) ||
                      (q->start <= start && q->end >= end);
        if (overlap && !nested)
            return true;
    }
    return false;
}

/* The date of a citation is its own: what an earlier pass marked there goes,
 * be it shorter, longer or the same. */
static void dissolve_dates(ltn_marking *m, ltn_cite_span g)
{
    const ltn_node_list *l = &m->dates;

    for (size_t i = first_at(l, g.end); i-- > 0 && l->at[i]->end > g.start;)
        ltn_edit_dissolve(m->edits, l->at[i]);
}

/* Whether c lies in more than one block. */
static bool crosses_block(const ltn_marking *m, const ltn_cite *c)
{
    size_t lo = 0, hi = m->end_len;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (m->ends[mid] <= c->start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->end_len && m->ends[lo] < c->end;
}

/* ---- marks ---- */

static const char *copy(ltn_marking *m, const char *s)
{
    return s && *s ? ltn_edit_string(m->edits, s, strlen(s)) : NULL;
}

static const struct ltn_marking_labels *labels_of(ltn_marking *m,
                                                  const ltn_cite_rule *rule)
{
    struct ltn_marking_labels *l = &m->labels[rule->index];

    if (!l->label)
        *l = (struct ltn_marking_labels){
            copy(m, rule->label), copy(m, rule->family), copy(m, rule->type)};
    return l;
}

static uint32_t work_of(ltn_marking *m, const ltn_cite *c, const ltn_props *p)
{
    char iso[11];
    const char *date = ltn_cite_get(c, "date");

    if (!*date)
        date = ltn_cite_get(c, "year");
    ltn_work w = {.identifier = p->identifier,
                  .family = p->family,
                  .url = p->url,
                  .type = labels_of(m, c->rule)->type,
                  .name = copy(m, c->name),
                  .author = copy(m, ltn_cite_get(c, "author"))};
    if (!w.name)
        w.name = p->identifier ? p->identifier : p->cref;
    if (ltn_cite_iso_date(m->date_words, date, strlen(date), iso))
        w.date = copy(m, iso);
    return w.name ? ltn_work_table_put(&m->works, &w) : 0;
}

/* What a locator counts: as the rule says, or as one of its tokens does. */
static const char *unit_of(ltn_marking *m, const ltn_cite *c,
                           const ltn_cite_token *t)
{
    char name[32] = {0};
    size_t n = strlen(t->unit);

    if (*t->unit != '{' || n < 3 || n - 2 >= sizeof name)
        return t->unit;
    memcpy(name, t->unit + 1, n - 2);
    const char *unit = copy(m, ltn_cite_get(c, name));
    return unit ? unit : "part";
}

static void mark_part(ltn_marking *m, const ltn_cite *c, unsigned i,
                      ltn_cite_span inside)
{
    const ltn_cite_token *t = &c->rule->tokens[i];
    ltn_cite_span g = c->spans[i];
    char iso[11];

    if (g.start >= g.end || g.start < inside.start || g.end > inside.end ||
        ltn_marking_cuts_quote(m, g.start, g.end))
        return;
    ltn_props *p = ltn_edit_props(m->edits, NULL);
    if (!p)
        return;
    ltn_mark mark = {.start = g.start, .end = g.end, .props = p};
    if (t->unit) {
        mark.kind = LTN_LOCATOR;
        p->unit = unit_of(m, c, t);
        ltn_locator_range(m->edits, p, m->run.text + g.start, g.end - g.start);
    } else {
        mark.kind = LTN_BIBL_PART;
        mark.cls = (uint8_t)(t->part - 1);
    }
    if (!t->unit && mark.cls == LTN_BIBL_DATE) {
        dissolve_dates(m, g);
        if (ltn_cite_iso_date(m->date_words, c->values[i], strlen(c->values[i]),
                              iso))
            p->when = copy(m, iso);
    } else if (!t->unit && mark.cls == LTN_BIBL_IDENTIFIER) {
        p->family = labels_of(m, c->rule)->family;
        p->identifier = copy(m, c->values[i]);
    } else if (!t->unit && mark.cls == LTN_BIBL_URL) {
        if (g.start == inside.start && g.end == inside.end)
            return; /* the whole citation leads there */
        p->identifier = copy(m, c->id);
        p->url = copy(m, c->url);
        p->cref = copy(m, c->cref);
    }
    ltn_edit_mark(m->edits, &mark);
}

/* Whether s to e holds a digit. */
static bool has_digit(const char *s, const char *e)
{
    while (s < e && !(*s >= '0' && *s <= '9'))
        s++;
    return s < e;
}

/* The part of c to mark: all of it, but where lines were taken for paragraphs
 * ("resolutions / 1595 (2005)") the line that says most. */
static ltn_cite_span part_to_mark(const ltn_marking *m, const ltn_cite *c)
{
    const char *text = m->doc->text.data, *s = text + c->start;
    const char *end = text + c->end;
    ltn_cite_span best = {c->start, c->end};
    bool digit = false;

    if (!crosses_block(m, c))
        return best;
    best.end = best.start;
    while (s < end) {
        const char *nl = memchr(s, '\n', (size_t)(end - s));
        const char *e = nl ? nl : end;
        bool d = has_digit(s, e);
        if (d > digit ||
            (d == digit && (uint32_t)(e - s) > best.end - best.start)) {
            best = (ltn_cite_span){(uint32_t)(s - text), (uint32_t)(e - text)};
            digit = d;
        }
        s = e + 1;
    }
    if (best.end - best.start > 3 && memcmp(text + best.end - 3, " of", 3) == 0)
        best.end -= 3;
    return best;
}

static void mark_citation(ltn_marking *m, uint32_t i)
{
    const ltn_cite *c = &m->run.at[i];

    if (ltn_references_has(&m->references, c->start))
        return; /* a part of the entry */
    if (ltn_marking_cuts_quote(m, c->start, c->end) &&
        strcmp(c->rule->family, "work") == 0)
        return;
    ltn_props *p = ltn_edit_props(m->edits, NULL);
    if (!p)
        return;
    p->family = labels_of(m, c->rule)->family;
    p->identifier = copy(m, c->id);
    p->url = copy(m, c->url);
    p->cref = copy(m, c->cref);
    uint32_t full;
    if (ltn_shorts_is(&m->shorts, &m->run, c, &full))
        p->work = m->about[full];
    else
        p->work = work_of(m, c, p);
    m->about[i] = p->work;
    if (c->antecedent)
        p->target = m->keys[c->antecedent - 1];
    ltn_cite_span g = part_to_mark(m, c);
    m->keys[i] = ltn_edit_mark(
        m->edits,
        &(ltn_mark){.start = g.start,
                    .end = g.end,
                    .kind = c->rule->mention ? LTN_MENTION : LTN_CITATION,
                    .props = p,
                    .why = ltn_edit_why(m->edits, labels_of(m, c->rule)->label,
                                        c->rule->confidence, NULL)});
    for (unsigned k = 0; k < c->rule->token_len; k++)
        if (c->rule->tokens[k].unit || c->rule->tokens[k].part)
            mark_part(m, c, k, g);
}

/* Whether a sentence may go on from the paragraph that ends at `end` to the
 * one that starts at `start`: a source whose lines were taken for paragraphs.
 */
static bool goes_on(const char *text, uint32_t end, uint32_t start)
{
    if (start - end > 2 || text[start - 1] != '\n' ||
        (start - end == 2 && text[end] != '\r'))
        return false;
    for (uint32_t i = end; i > 0 && end - i < 4; i--) {
        char c = text[i - 1];
        if (c == ' ' || c == '\r')
            continue;
        if (c == '.' && i > 2 && text[i - 2] >= 'A' && text[i - 2] <= 'Z')
            return text[i - 3] == '.' || text[i - 3] == ' '; /* "1 U.S." */
        return !strchr(".!?:;\"", c) && (unsigned char)c < 0x80;
    }
    return false;
}

/* A block that a line of a paragraph may have been taken for. */
static bool may_be_line(const ltn_node *n)
{
    return n->kind == LTN_PARAGRAPH || n->kind == LTN_HEADING ||
           n->kind == LTN_DATELINE || n->kind == LTN_BYLINE ||
           n->kind == LTN_FURNITURE;
}

static void note_end(ltn_marking *m, uint32_t end)
{
    if (m->end_len == m->end_cap) {
        uint32_t cap = m->end_cap ? m->end_cap * 2 : 64;
        uint32_t *more = realloc(m->ends, cap * sizeof *more);
        if (!more) {
            m->run.failed = true;
            return;
        }
        m->ends = more;
        m->end_cap = cap;
    }
    m->ends[m->end_len++] = end;
}

/* Scholarly markers; a sign that calls a note is none. */
static void collect_markers(ltn_marking *m, const ltn_unit *unit)
{
    uint32_t from = unit->start;

    for (ltn_iter it = ltn_iter_at(unit->node); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER || n->kind != LTN_NOTE_REF ||
            n->start < from || n->end > unit->end)
            continue;
        ltn_markers_collect(&m->markers, from, n->start);
        from = n->end;
    }
    ltn_markers_collect(&m->markers, from, unit->end);
}

static void scan(ltn_marking *m, const ltn_unit *unit)
{
    ltn_cite_scan(&m->run, unit->start, unit->end);
    if (!ltn_references_has(&m->references, unit->start))
        collect_markers(m, unit);
}

/* Scans the units of the document, those that go on together. */
static void scan_units(ltn_marking *m)
{
    ltn_unit unit, next;
    ltn_units u = ltn_units_of(m->doc);

    if (!ltn_units_next(&u, &unit))
        return;
    while (ltn_units_next(&u, &next)) {
        if (may_be_line(unit.node) && may_be_line(next.node) &&
            goes_on(m->doc->text.data, unit.end, next.start)) {
            note_end(m, unit.end);
            unit.end = next.end;
            continue;
        }
        scan(m, &unit);
        unit = next;
    }
    scan(m, &unit);
}

static ltn_status run_pass(ltn_analysis *a, const ltn_doc *doc,
                           ltn_edits *edits, ltn_diags *diags)
{
    ltn_marking m = {.doc = doc, .edits = edits};
    ltn_cites *cites = ltn_analysis_cites(a, diags);
    const ltn_lexicon *lexicon = ltn_lexicon_of(a);

    if (!cites || !lexicon)
        return LTN_ENOMEM;
    m.date_words = &lexicon->dates;
    cites->no_memory = false;
    ltn_cite_run_init(&m.run, cites, doc->text.data, doc->text.len);
    m.markers.text = doc->text.data;
    ltn_references_find(&m.references, doc);
    scan_units(&m);
    m.keys = calloc(m.run.found + 1, sizeof *m.keys);
    m.about = calloc(m.run.found + 1, sizeof *m.about);
    ltn_shorts_find(&m.shorts, &m.run);
    m.labels = calloc(cites->rule_len + 1, sizeof *m.labels);
    if (m.run.failed || m.markers.failed || m.references.failed || !m.keys ||
        m.shorts.failed || !m.about || !m.labels || !collect_inlines(&m))
        edits->status = LTN_ENOMEM;
    ltn_work_table_init(&m.works, edits);
    for (uint32_t i = 0; i < m.run.found && edits->status == LTN_OK; i++)
        mark_citation(&m, i);
    if (edits->status == LTN_OK) {
        ltn_marking_shorts(&m);
        ltn_marking_entries(&m);
        ltn_marking_markers(&m);
    }
    if (cites->no_memory)
        edits->status = LTN_ENOMEM;
    ltn_references_release(&m.references);
    ltn_markers_release(&m.markers);
    ltn_work_table_release(&m.works);
    ltn_shorts_release(&m.shorts);
    free(m.about);
    free(m.keys);
    free(m.labels);
    free(m.quotes.at);
    free(m.dates.at);
    free(m.ends);
    ltn_cite_run_release(&m.run);
    return edits->status;
}

const ltn_pass ltn_pass_citations = {"citations", run_pass};
