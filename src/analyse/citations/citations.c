#include "analyse/citations/citations.h"

#include "analyse/citations/entries.h"
#include "analyse/citations/locators.h"
#include "analyse/citations/markers.h"
#include "analyse/citations/packs.h"
#include "analyse/citations/references.h"
#include "analyse/citations/run.h"
#include "analyse/citations/shorts.h"
#include "analyse/citations/units.h"
#include "analyse/citations/works.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAME_WORDS = 8, /* of the authors of a narrative marker */
    DATED_MIN = 5   /* entries with years: a list that is complete enough */
};

typedef struct node_list {
    const ltn_node **at;
    size_t len, cap;
} node_list;

/* What is kept while one document is marked. */
typedef struct marking {
    const ltn_doc *doc;
    ltn_edits *edits;
    ltn_cite_run run;
    ltn_work_table works;
    ltn_markers markers;
    ltn_references references;
    node_list quotes, dates; /* those of the document, in order */
    uint32_t *ends;          /* of the units that go on in the next one */
    uint32_t end_len, end_cap;
    uint32_t *keys;  /* of the marks of the citations of the run */
    uint32_t *about; /* of each of these: the work, 0 when it is not marked */
    ltn_shorts shorts;
    struct labels {
        const char *label, *family, *type; /* of each rule, in the document */
    } * labels;
} marking;

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

static bool push(node_list *l, const ltn_node *n)
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

static bool collect_inlines(marking *m)
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
static size_t first_at(const node_list *l, uint32_t at)
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

/* Whether start to end begins in one quote and ends outside of it, or the
 * other way round. */
static bool cuts_quote(const marking *m, uint32_t start, uint32_t end)
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

/* The date of a citation is its own: what an earlier pass marked there goes. */
static void dissolve_dates(marking *m, ltn_cite_span g)
{
    const node_list *l = &m->dates;

    for (size_t i = first_at(l, g.start); i < l->len && l->at[i]->end <= g.end;
         i++)
        ltn_edit_dissolve(m->edits, l->at[i]);
}

/* Whether c lies in more than one block. */
static bool crosses_block(const marking *m, const ltn_cite *c)
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

static const char *copy(marking *m, const char *s)
{
    return s && *s ? ltn_edit_string(m->edits, s, strlen(s)) : NULL;
}

static const struct labels *labels_of(marking *m, const ltn_cite_rule *rule)
{
    struct labels *l = &m->labels[rule->index];

    if (!l->label)
        *l = (struct labels){copy(m, rule->label), copy(m, rule->family),
                             copy(m, rule->type)};
    return l;
}

static uint32_t work_of(marking *m, const ltn_cite *c, const ltn_props *p)
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
    if (*date && ltn_cite_iso_date(date, iso))
        w.date = copy(m, iso);
    return w.name ? ltn_work_table_put(&m->works, &w) : 0;
}

/* What a locator counts: as the rule says, or as one of its tokens does. */
static const char *unit_of(marking *m, const ltn_cite *c,
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

static void mark_part(marking *m, const ltn_cite *c, unsigned i,
                      ltn_cite_span inside)
{
    const ltn_cite_token *t = &c->rule->tokens[i];
    ltn_cite_span g = c->spans[i];
    char iso[11];

    if (g.start >= g.end || g.start < inside.start || g.end > inside.end ||
        cuts_quote(m, g.start, g.end))
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
        if (ltn_cite_iso_date(c->values[i], iso))
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
static ltn_cite_span part_to_mark(const marking *m, const ltn_cite *c)
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

static void mark_citation(marking *m, uint32_t i)
{
    const ltn_cite *c = &m->run.at[i];

    if (ltn_references_has(&m->references, c->start))
        return; /* a part of the entry */
    if (cuts_quote(m, c->start, c->end) && strcmp(c->rule->family, "work") == 0)
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
           n->kind == LTN_DATELINE || n->kind == LTN_BYLINE;
}

static void note_end(marking *m, uint32_t end)
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
static void collect_markers(marking *m, const ltn_unit *unit)
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

static void scan(marking *m, const ltn_unit *unit)
{
    ltn_cite_scan(&m->run, unit->start, unit->end);
    if (!ltn_references_has(&m->references, unit->start))
        collect_markers(m, unit);
}

/* Scans the units of the document, those that go on together. */
static void scan_units(marking *m)
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

/* ---- markers ---- */

/* Whether some citation of a pack lies in start to end. */
static bool already_cited(const marking *m, uint32_t start, uint32_t end)
{
    uint32_t lo = 0, hi = m->run.found;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (m->run.at[mid].end <= start)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < m->run.found && m->run.at[lo].start < end;
}

/* Points one item at its entry: with the marker itself when it is the only
 * one, with a mention inside the marker otherwise. */
static void mark_item(marking *m, const ltn_marker_item *item,
                      const char *family)
{
    const ltn_reference *e = ltn_references_link(&m->references, item);
    ltn_props *p = e ? ltn_edit_props(m->edits, NULL) : NULL;

    if (!p)
        return;
    p->family = family;
    p->target = e->node->key;
    p->work = item->last ? 0 : e->work;
    if (item->last) {
        ltn_marker_item end = {.number = item->last};
        const ltn_reference *last = ltn_references_link(&m->references, &end);
        p->target_last = last ? last->node->key : 0;
    }
    ltn_edit_mark(m->edits, &(ltn_mark){.start = item->start,
                                        .end = item->end,
                                        .kind = LTN_MENTION,
                                        .props = p});
}

/* Marks the page or other place that an author-year marker gives: ", p. 44",
 * ", pp. 3-5", ", ch. 2", ": 12". */
static void mark_place(marking *m, const ltn_marker *k)
{
    static const struct {
        const char *word, *unit;
    } words[] = {
        {"pp.", "page"},        {"p.", "page"},         {"pp", "page"},
        {"page", "page"},       {"pages", "page"},      {"ch.", "chapter"},
        {"chap.", "chapter"},   {"vol.", "volume"},     {"sec.", "section"},
        {"para.", "paragraph"}, {"fn.", "note"},        {"fig.", "figure"},
        {"Sec.", "section"},    {"Sect.", "section"},   {"Section", "section"},
        {"Ch.", "chapter"},     {"Chap.", "chapter"},   {"Chapter", "chapter"},
        {"chapter", "chapter"}, {"Fig.", "figure"},     {"Figure", "figure"},
        {"Theorem", "theorem"}, {"Table", "table"},     {"Part", "part"},
        {"art.", "article"},    {"\xC2\xA7", "section"}};
    const char *text = m->doc->text.data;
    const char *s = text + k->start, *e = text + k->end;

    for (const char *p = s; p + 4 < e; p++) {
        if (*p != ',' && *p != ':')
            continue;
        const char *w = p + 1 + (p[1] == ' ');
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t n = strlen(words[i].word);
            if ((size_t)(e - w) <= n + 1 || strncmp(w, words[i].word, n) != 0)
                continue;
            const char *d = w + n + (w[n] == ' '), *end = d;
            while (end < e && !strchr(")];,", *end))
                end++;
            ltn_props *props = ltn_edit_props(m->edits, NULL);
            if (!props || d == end || *d < '0' || *d > '9')
                return;
            props->unit = words[i].unit;
            ltn_locator_range(m->edits, props, d, (size_t)(end - d));
            ltn_edit_mark(m->edits, &(ltn_mark){.start = (uint32_t)(w - text),
                                                .end = (uint32_t)(end - text),
                                                .kind = LTN_LOCATOR,
                                                .props = props});
            p = end;
            break;
        }
    }
}

static bool name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '\'' || (unsigned char)c >= 0x80;
}

/* Words inside names and between them. */
static bool joins_names(const char *s, size_t n)
{
    static const char words[] = " de la le du da di dos del della van von der "
                                "den ter ten el al bin ibn and und et y e ";
    char padded[10] = " ";

    if (n > sizeof padded - 3)
        return false;
    memcpy(padded + 1, s, n);
    padded[n + 1] = ' ';
    return strstr(words, padded) != NULL;
}

/* Where the names of a narrative marker begin that reads as starting at s: as
 * far back as they are among the authors of its entry, "de la Cruz and García
 * Márquez (2016)". */
static uint32_t names_start(const marking *m, const ltn_reference *e,
                            uint32_t s)
{
    const char *text = m->doc->text.data;
    uint32_t at = s;

    for (int words = 0; words < NAME_WORDS; words++) {
        uint32_t end = at, w;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        for (w = end; w > 0 && end - w < 40 && name_byte(text[w - 1]);)
            w--;
        if (end == at || w == end)
            return s;
        bool small = joins_names(text + w, end - w);
        bool known = ltn_references_names(&m->references, e, w, end);
        if (!small && !(known && !(text[w] >= 'a' && text[w] <= 'z')))
            return s;
        at = w;
        s = known ? w : s;
    }
    return s;
}

static void mark_marker(marking *m, ltn_marker *k)
{
    static const char *const rules[LTN_MARKER_KINDS] = {
        [LTN_MARKER_BRACKETS] = "marker.brackets",
        [LTN_MARKER_PARENTHESES] = "marker.parentheses",
        [LTN_MARKER_RAISED] = "marker.raised",
        [LTN_MARKER_DIGITS] = "marker.digits",
        [LTN_MARKER_GROUP] = "marker.author-year.group",
        [LTN_MARKER_NARRATIVE] = "marker.author-year.narrative",
        [LTN_MARKER_BARE] = "marker.author-year.bare"};
    ltn_marker_item *items = &m->markers.items[k->item];
    ltn_props *p = ltn_edit_props(m->edits, NULL);

    if (k->kind == LTN_MARKER_NARRATIVE || k->kind == LTN_MARKER_BARE) {
        const ltn_reference *e = ltn_references_link(&m->references, items);
        if (e)
            k->start = items->start = names_start(m, e, items->start);
        else if (k->sure < 2 && m->references.dated >= DATED_MIN)
            return; /* "the film Metropolis (1927)" */
    }
    if (!p || already_cited(m, k->start, k->end) ||
        cuts_quote(m, k->start, k->end))
        return;
    p->family = ltn_marker_family((ltn_marker_kind)k->kind);
    const ltn_reference *only =
        k->items == 1 ? ltn_references_link(&m->references, items) : NULL;
    p->target = only ? only->node->key : 0;
    p->work = only ? only->work : 0;
    ltn_edit_mark(
        m->edits,
        &(ltn_mark){.start = k->start,
                    .end = k->end,
                    .kind = only ? LTN_MENTION : LTN_CITATION,
                    .props = p,
                    .why = ltn_edit_why(m->edits, rules[k->kind],
                                        k->sure == 2 ? 90 : 75, NULL)});
    for (uint32_t i = 0; k->items > 1 && i < k->items; i++)
        mark_item(m, &items[i], p->family);
    if (items->number == 0 || k->kind == LTN_MARKER_BRACKETS)
        mark_place(m, k);
}

static void mark_markers(marking *m)
{
    const ltn_references *r = &m->references;

    ltn_markers_decide(&m->markers, r->len > 0, r->labelled ? r->highest : 0);
    for (uint32_t i = 0; i < m->markers.len; i++)
        if (m->markers.at[i].taken)
            mark_marker(m, &m->markers.at[i]);
}

/* The list of references, its entries and the works they are about. */
static void mark_entries(marking *m)
{
    ltn_references *list = &m->references;
    ltn_entry_reader reader = ltn_entries_open(&m->run, m->edits, list);

    ltn_references_mark(list, m->edits);
    for (uint32_t i = 0; i < list->len; i++) {
        ltn_work w;
        ltn_entry_mark(&reader, &list->at[i], &w);
        if (w.name)
            list->at[i].work = ltn_work_table_put(&m->works, &w);
    }
}

/* Names that stand for a work which was cited in full before. */
static void mark_shorts(marking *m)
{
    for (uint32_t i = 0; i < m->shorts.len; i++) {
        const ltn_short *s = &m->shorts.at[i];
        uint32_t work = m->about[s->cite];
        if (work == 0 || already_cited(m, s->start, s->end) ||
            cuts_quote(m, s->start, s->end) ||
            ltn_references_has(&m->references, s->start))
            continue;
        ltn_props *p = ltn_edit_props(m->edits, NULL);
        if (!p)
            return;
        p->family = "short";
        p->work = work;
        ltn_edit_mark(
            m->edits,
            &(ltn_mark){.start = s->start,
                        .end = s->end,
                        .kind = LTN_CITATION,
                        .props = p,
                        .why = ltn_edit_why(m->edits, "cite.short", 75, NULL)});
    }
}

static ltn_status run_pass(ltn_analysis *a, const ltn_doc *doc,
                           ltn_edits *edits, ltn_diags *diags)
{
    marking m = {.doc = doc, .edits = edits};
    ltn_cites *cites = ltn_analysis_cites(a, diags);

    if (!cites)
        return LTN_ENOMEM;
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
        mark_shorts(&m);
        mark_entries(&m);
        mark_markers(&m);
    }
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
