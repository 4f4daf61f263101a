/* Markers, entries and short names as marks in the document. */

#include "analyse/citations/marking.h"

#include "analyse/citations/entries.h"
#include "analyse/citations/locators.h"

#include <string.h>

enum {
    NAME_WORDS = 8, /* of the authors of a narrative marker */
    DATED_MIN = 5   /* entries with years: a list that is complete enough */
};

/* Whether some citation of a pack lies in start to end. */
static bool already_cited(const ltn_marking *m, uint32_t start, uint32_t end)
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
static void mark_item(ltn_marking *m, const ltn_marker_item *item,
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
static void mark_place(ltn_marking *m, const ltn_marker *k)
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
static uint32_t names_start(const ltn_marking *m, const ltn_reference *e,
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

static void mark_marker(ltn_marking *m, ltn_marker *k)
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
        ltn_marking_cuts_quote(m, k->start, k->end))
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

void ltn_marking_markers(ltn_marking *m)
{
    const ltn_references *r = &m->references;

    ltn_markers_decide(&m->markers, r->len > 0, r->labelled ? r->highest : 0);
    for (uint32_t i = 0; i < m->markers.len; i++)
        if (m->markers.at[i].taken)
            mark_marker(m, &m->markers.at[i]);
}

void ltn_marking_entries(ltn_marking *m)
{
    ltn_references *list = &m->references;
    ltn_entry_reader reader =
        ltn_entries_open(&m->run, m->edits, m->date_words, list);

    ltn_references_mark(list, m->edits);
    for (uint32_t i = 0; i < list->len; i++) {
        ltn_work w;
        ltn_entry_mark(&reader, &list->at[i], &w);
        if (w.name)
            list->at[i].work = ltn_work_table_put(&m->works, &w);
    }
}

void ltn_marking_shorts(ltn_marking *m)
{
    for (uint32_t i = 0; i < m->shorts.len; i++) {
        const ltn_short *s = &m->shorts.at[i];
        uint32_t work = m->about[s->cite];
        if (work == 0 || already_cited(m, s->start, s->end) ||
            ltn_marking_cuts_quote(m, s->start, s->end) ||
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
