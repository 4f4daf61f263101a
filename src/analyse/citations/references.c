#include "analyse/citations/references.h"

#include "analyse/citations/units.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    ODD_MAX = 1,        /* paragraphs in a row that look like no entry */
    ENTRIES_MIN = 2,    /* fewer are no list */
    LOOKS_MAX = 100000, /* entries looked at for want of a year, in all */
    SAME_YEAR_MAX = 64, /* entries of one year that are compared */
    NAME_REACH = 200    /* bytes of an entry in which its authors stand */
};

/* ---- recognising ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether s to e is one of titles, perhaps numbered. */
static bool one_of(const char *s, const char *e, const char *const *titles)
{
    while (s < e && (digit(*s) || *s == '.' || *s == ' ' || *s == '\n'))
        s++;
    while (e > s && (e[-1] == ' ' || e[-1] == '\n' || e[-1] == ':' ||
                     e[-1] == '.' || e[-1] == '\r'))
        e--;
    for (size_t i = 0; titles[i]; i++) {
        size_t n = strlen(titles[i]), k = 0;
        while (k < n && s + k < e && lower(s[k]) == titles[i][k])
            k++;
        if (k == n && s + n == e)
            return true;
    }
    return false;
}

/* A heading over numbered notes. */
static bool heads_notes(const char *s, const char *e)
{
    static const char *const titles[] = {"notes",       "endnotes", "footnotes",
                                         "end notes",   "notas",    "note",
                                         "anmerkungen", NULL};

    return one_of(s, e, titles);
}

/* Whether s to e is a heading over a reference list. */
static bool is_title(const char *s, const char *e)
{
    static const char *const titles[] = {
        "references",           "references cited",
        "bibliography",         "works cited",
        "literature",           "literature cited",
        "literaturverzeichnis", "literatur",
        "bibliographie",        "références",
        "references and notes", "bibliografía",
        "referencias",          "referências",
        "bibliografia",         "cited works",
        "select bibliography",  "list of references",
        "reference list",       "sources",
        "works consulted",      "further reading",
        "литература",           NULL};

    return one_of(s, e, titles);
}

/* "[12]", "(12)", "12." or "12" and a blank before a capital at s: where the
 * entry goes on; *number is the label, 0 when there is none. */
static const char *label(const char *s, const char *e, uint32_t *number)
{
    const char *p = s;
    char open = p < e && (*p == '[' || *p == '(') ? *p++ : 0;
    uint32_t n = 0;
    const char *digits = p;

    *number = 0;
    for (; p < e && digit(*p) && p - digits < 4; p++)
        n = n * 10 + (uint32_t)(*p - '0');
    if (p == digits || p - digits == 4 || n == 0)
        return s;
    if (open && (p == e || *p != (open == '[' ? ']' : ')')))
        return s;
    p += open != 0;
    if (!open && p < e && (*p == '.' || *p == ')'))
        p++;
    else if (!open && !(p < e && *p == ' '))
        return s;
    while (p < e && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '.'))
        p++;
    *number = n;
    return p;
}

/* The first year of s to e, perhaps with a letter. */
static void find_year(const char *s, const char *e, ltn_reference *r)
{
    for (const char *p = s; p + 4 <= e; p++) {
        if (!digit(*p) ||
            (p > s && (digit(p[-1]) || p[-1] == '.' || p[-1] == '/')))
            continue;
        unsigned y = 0;
        size_t n = 0;
        for (; p + n < e && digit(p[n]); n++)
            y = y * 10 + (unsigned)(p[n] - '0') % 100000;
        if (n != 4 || y < 1450 || y > 2049) {
            p += n;
            continue;
        }
        bool pages = p > s && (p[-1] == '-' || (unsigned char)p[-1] == 0x93 ||
                               p[-1] == ':');
        if (pages && r->year)
            continue;
        r->year = (uint16_t)y;
        r->letter = p + 4 < e && p[4] >= 'a' && p[4] <= 'h' &&
                            (p + 5 == e || !ltn_is_word((unsigned char)p[5]))
                        ? p[4]
                        : 0;
        if (!pages)
            return;
    }
}

static bool looks_like_entry(const ltn_reference *r, const char *text)
{
    uint32_t n = r->end - r->start;

    if (n < 12 || n > 2500)
        return false;
    return r->year || r->number || memchr(text + r->start, '.', n) != NULL;
}

/* ---- finding ---- */

static bool push(ltn_references *r, const ltn_reference *one)
{
    if (r->len == r->cap) {
        uint32_t more = r->cap ? r->cap * 2 : 64;
        ltn_reference *p = realloc(r->at, more * sizeof *p);
        if (!p) {
            r->failed = true;
            return false;
        }
        r->at = p;
        r->cap = more;
    }
    r->at[r->len++] = *one;
    return true;
}

static ltn_reference entry_of(const ltn_references *r, const ltn_unit *u)
{
    const char *text = r->doc->text.data;
    ltn_reference one = {.node = u->node, .start = u->start, .end = u->end};
    const char *body = label(text + u->start, text + u->end, &one.number);

    one.body = (uint32_t)(body - text);
    find_year(body, text + u->end, &one);
    return one;
}

static void drop_odd_end(ltn_references *r)
{
    const char *text = r->doc->text.data;

    while (r->len > 0 && !looks_like_entry(&r->at[r->len - 1], text))
        r->len--;
}

static int by_year(const void *a, const void *b, const ltn_reference *at)
{
    const ltn_reference *p = &at[*(const uint32_t *)a];
    const ltn_reference *q = &at[*(const uint32_t *)b];

    return p->year != q->year ? (p->year < q->year ? -1 : 1)
           : p < q            ? -1
                              : p > q;
}

/* A sort without a global for what it compares: merge, n log n. */
static void sort_by_year(uint32_t *v, uint32_t *spare, uint32_t n,
                         const ltn_reference *at)
{
    if (n < 2)
        return;
    uint32_t half = n / 2, i = 0, j = half, k = 0;
    sort_by_year(v, spare, half, at);
    sort_by_year(v + half, spare, n - half, at);
    while (i < half && j < n)
        spare[k++] = by_year(&v[i], &v[j], at) <= 0 ? v[i++] : v[j++];
    while (i < half)
        spare[k++] = v[i++];
    while (j < n)
        spare[k++] = v[j++];
    memcpy(v, spare, n * sizeof *v);
}

static void finish(ltn_references *r)
{
    uint32_t labels = 0;

    drop_odd_end(r);
    if (r->len < ENTRIES_MIN) {
        r->len = 0;
        r->heading = NULL;
        return;
    }
    for (uint32_t i = 0; i < r->len; i++) {
        labels += r->at[i].number > 0;
        r->dated += r->at[i].year > 0;
    }
    r->labelled = labels * 2 > r->len;
    for (uint32_t i = 0; i < r->len; i++) {
        if (!r->labelled)
            r->at[i].number = i + 1;
        if (r->labelled && r->at[i].number > r->highest)
            r->highest = r->at[i].number;
    }
    r->by_year = malloc(2 * r->len * sizeof *r->by_year);
    if (!r->by_year) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < r->len; i++)
        r->by_year[i] = i;
    sort_by_year(r->by_year, r->by_year + r->len, r->len, r->at);
}

/* Whether a block of this kind may be an entry; a title page may have been seen
 * in a list that is all of a document. */
static bool may_be_entry(const ltn_unit *u, const ltn_reference *one)
{
    enum { NEVER, DATED, ALWAYS };
    static const uint8_t kinds[LTN_KINDS] = {
        [LTN_PARAGRAPH] = ALWAYS, [LTN_REFERENCE] = ALWAYS,
        [LTN_HEADING] = DATED,    [LTN_BYLINE] = DATED,
        [LTN_SIGNATURE] = DATED,  [LTN_DATELINE] = DATED,
        [LTN_LINE] = DATED,       [LTN_CAPTION] = DATED,
        [LTN_FURNITURE] = DATED};
    uint8_t may = kinds[u->node->kind];

    return may == ALWAYS ||
           (may == DATED && one->year && one->end - one->start > 40);
}

void ltn_references_find(ltn_references *r, const ltn_doc *doc)
{
    ltn_unit unit;
    unsigned odd = 0;
    bool open = false;

    *r = (ltn_references){.doc = doc};
    for (ltn_units u = ltn_units_of(doc); ltn_units_next(&u, &unit);) {
        const char *text = doc->text.data;
        uint32_t n = unit.end - unit.start;
        bool title = n < 60 && is_title(text + unit.start, text + unit.end);
        r->noted |= n < 30 && heads_notes(text + unit.start, text + unit.end);
        if (title) {
            r->len = 0;
            r->heading = unit.node;
            open = true;
            odd = 0;
            continue;
        }
        if (!open)
            continue;
        ltn_reference one = entry_of(r, &unit);
        bool entry = may_be_entry(&unit, &one);
        odd = looks_like_entry(&one, text) ? 0 : odd + 1;
        if (!entry || odd > ODD_MAX || !push(r, &one))
            open = false;
    }
    finish(r);
}

bool ltn_references_has(const ltn_references *r, uint32_t at)
{
    return r->len > 0 && at >= r->at[0].start && at < r->at[r->len - 1].end;
}

/* ---- linking ---- */

/* The name at a (to ae) equals the word at b as far as letters go, case and
 * line-end hyphens aside. */
static bool same_name(const char *a, const char *ae, const char *b,
                      const char *be)
{
    while (a < ae) {
        if (*a == '-' || *a == '\n' || *a == ' ') {
            a++;
            continue;
        }
        while (b < be && *b == '-')
            b++;
        if (b == be)
            return false;
        uint32_t x = ltn_lower(ltn_utf8_next(&a, ae));
        if (x != ltn_lower(ltn_utf8_next(&b, be)))
            return false;
    }
    return b == be || !ltn_is_word((unsigned char)*b) ||
           (unsigned char)*b >= 0x80;
}

/* Whether the capitals of the first words of an entry are the name at a (to
 * ae): "WHO" for "World Health Organization". */
static bool acronym(const char *a, const char *ae, const char *s, const char *e)
{
    if (ae - a < 2 || ae - a > 8)
        return false;
    for (bool fresh = true; s < e && a < ae; s++) {
        if (*s == '.' || *s == '(')
            break;
        bool upper = *s >= 'A' && *s <= 'Z';
        if (fresh && upper && *s != *a++)
            return false;
        fresh = *s == ' ' || *s == '-' || *s == '\n';
    }
    return a == ae;
}

/* How far from its start the entry has the name; the entry's length if it has
 * not. */
static uint32_t name_place(const ltn_references *r, const ltn_reference *e,
                           const ltn_marker_item *item)
{
    const char *text = r->doc->text.data;
    const char *s = text + e->body, *end = text + e->end;
    const char *stop = end - s > NAME_REACH ? s + NAME_REACH : end;

    for (const char *p = s; p < stop; p++) {
        if (p > s &&
            (ltn_is_word((unsigned char)p[-1]) || (unsigned char)p[-1] >= 0x80))
            continue;
        if (same_name(text + item->name, text + item->name_end, p, end))
            return (uint32_t)(p - s);
    }
    if (acronym(text + item->name, text + item->name_end, s, stop))
        return 0;
    return e->end - e->body;
}

static bool small(char c)
{
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

bool ltn_references_names(const ltn_references *refs, const ltn_reference *r,
                          uint32_t s, uint32_t e)
{
    const char *text = refs->doc->text.data;
    const char *from = text + r->body, *end = text + r->end;
    const char *stop = end - from > NAME_REACH ? from + NAME_REACH : end;

    for (const char *p = from; p < stop; p++) {
        if ((digit(*p) && p + 4 <= end && digit(p[1]) && digit(p[2])) ||
            (*p == '.' && p - from > 3 && small(p[-1]) && small(p[-2]) &&
             small(p[-3])))
            return false; /* a year, "Smith, John.": the authors end */
        if (p > from &&
            (ltn_is_word((unsigned char)p[-1]) || (unsigned char)p[-1] >= 0x80))
            continue;
        if ((size_t)(end - p) > e - s && memcmp(p, text + s, e - s) == 0 &&
            !ltn_is_word((unsigned char)p[e - s]) &&
            (unsigned char)p[e - s] < 0x80)
            return true;
    }
    return false;
}

static const ltn_reference *link_number(const ltn_references *r, uint32_t n)
{
    /* Labels go up by one nearly always: look there first. */
    for (uint32_t i = n > 0 ? n - 1 : 0; i < r->len; i++)
        if (r->at[i].number == n)
            return &r->at[i];
    for (uint32_t i = 0; i < r->len && i + 1 < n; i++)
        if (r->at[i].number == n)
            return &r->at[i];
    return NULL;
}

/* Whether the entry says near its front that it has no year. */
static bool undated(const ltn_references *r, const ltn_reference *e)
{
    static const char *const words[] = {"n.d.",  "in press", "forthcoming",
                                        "n. d.", "s.f.",     "s.d."};
    const char *s = r->doc->text.data + e->body;
    const char *end = r->doc->text.data + e->end;

    if (end - s > NAME_REACH)
        end = s + NAME_REACH;
    for (; s < end; s++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if ((size_t)(end - s) >= strlen(words[i]) &&
                memcmp(s, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}

static bool has_year(const ltn_references *r, const ltn_reference *e,
                     unsigned year)
{
    const char *s = r->doc->text.data + e->body;
    const char *end = r->doc->text.data + e->end;
    char want[4] = {(char)('0' + year / 1000), (char)('0' + year / 100 % 10),
                    (char)('0' + year / 10 % 10), (char)('0' + year % 10)};

    for (; s + 4 <= end; s++)
        if (memcmp(s, want, 4) == 0)
            return true;
    return false;
}

/* The nth entry (from a) of the same name and year. */
static const ltn_reference *link_year(const ltn_references *r,
                                      const ltn_marker_item *item)
{
    const ltn_reference *best = NULL;
    uint32_t lo = 0, hi = r->len, place = UINT32_MAX;
    uint32_t nth = item->letter ? (uint32_t)(item->letter - 'a') : 0, seen = 0;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->at[r->by_year[mid]].year < item->year)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (uint32_t n = 0; lo < r->len && n < SAME_YEAR_MAX; lo++, n++) {
        const ltn_reference *e = &r->at[r->by_year[lo]];
        if (e->year != item->year)
            break;
        uint32_t at = name_place(r, e, item);
        if (at >= e->end - e->body)
            continue;
        if (item->letter && e->letter && e->letter != item->letter)
            continue;
        if (at < place || (item->letter && !e->letter && seen++ == nth)) {
            best = e;
            place = at;
        }
    }
    return best;
}

/* An entry whose first year is another one (a reprint, pages like years). */
static const ltn_reference *link_any(ltn_references *r,
                                     const ltn_marker_item *item)
{
    const ltn_reference *best = NULL;
    uint32_t place = 40;

    /* Looked for in every entry: not for ever. */
    if (r->looked > LOOKS_MAX)
        return NULL;
    r->looked += r->len;
    for (uint32_t i = 0; i < r->len; i++) {
        uint32_t at = name_place(r, &r->at[i], item);
        if (at < place && at < r->at[i].end - r->at[i].body &&
            (item->year ? has_year(r, &r->at[i], item->year)
                        : undated(r, &r->at[i]))) {
            best = &r->at[i];
            place = at;
        }
    }
    return best;
}

const ltn_reference *ltn_references_link(ltn_references *r,
                                         const ltn_marker_item *item)
{
    if (r->len == 0 || !r->by_year)
        return NULL;
    if (item->number > 0)
        return r->labelled || !r->noted ? link_number(r, item->number) : NULL;
    const ltn_reference *e = link_year(r, item);
    return e ? e : link_any(r, item);
}

/* ---- marking ---- */

/* Takes lists and items round an entry away: it stands in the list of
 * references itself. */
static void dissolve_lists(const ltn_node *n, ltn_edits *edits,
                           const ltn_node **last)
{
    for (const ltn_node *p = n->parent; p; p = p->parent) {
        if (p->kind == LTN_ITEM) {
            ltn_edit_dissolve(edits, p);
        } else if (p->kind == LTN_LIST) {
            if (p != *last)
                ltn_edit_dissolve(edits, p);
            *last = p;
        } else {
            return;
        }
    }
}

void ltn_references_mark(const ltn_references *r, ltn_edits *edits)
{
    const ltn_node *last = NULL;

    /* The structure pass may have seen to it. */
    if (r->len == 0 || r->at[0].node->kind == LTN_REFERENCE)
        return;
    const ltn_decision *why =
        ltn_edit_why(edits, "references.heading", 90, NULL);
    uint32_t start = r->at[0].start;
    if (r->heading && r->heading->kind == LTN_PARAGRAPH) {
        ltn_edit_change(
            edits, r->heading,
            &(ltn_mark){.kind = LTN_HEADING, .level = 1, .why = why});
        start = r->heading->start;
    }
    ltn_edit_mark(edits, &(ltn_mark){.start = start,
                                     .end = r->at[r->len - 1].end,
                                     .kind = LTN_REFERENCES,
                                     .why = why});
    for (uint32_t i = 0; i < r->len; i++) {
        dissolve_lists(r->at[i].node, edits, &last);
        ltn_edit_change(edits, r->at[i].node,
                        &(ltn_mark){.kind = LTN_REFERENCE, .why = why});
    }
}

void ltn_references_release(ltn_references *r)
{
    free(r->at);
    free(r->by_year);
    *r = (ltn_references){0};
}
