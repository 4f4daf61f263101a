#include "analyse/citations/entries.h"

#include "analyse/citations/values.h"
#include "analyse/citations/words.h"
#include "analyse/citations/works.h"

#include <stdio.h>
#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_number(char c)
{
    return digit(c) || letter(c) || c == '.' || c == '(' || c == ')';
}

/* The end of the place that begins at s: "12", "2(7)", "2 (a)", "12a", "1.4",
 * "VIII", "C"; s when none does. */
static const char *place_end(const char *s, const char *e)
{
    const char *p = s;

    while (p < e && *p >= 'A' && *p <= 'Z')
        p++;
    if (p > s)
        return (p == e || !letter(*p)) &&
                       (p == s + 1 || ltn_roman(s, (size_t)(p - s)) > 0)
                   ? p
                   : s;
    while (p < e && digit(*p))
        p++;
    if (p == s)
        return s;
    if (p < e && letter(*p) && (p + 1 == e || !letter(p[1])))
        p++;
    for (;;) {
        const char *q = p < e && *p == ' ' ? p + 1 : p;
        if (q + 2 < e && *q == '(' && memchr(q, ')', (size_t)(e - q)))
            p = (const char *)memchr(q, ')', (size_t)(e - q)) + 1;
        else if (p + 1 < e && *p == '.' && digit(p[1]))
            for (p++; p < e && digit(*p);)
                p++;
        else
            return p;
    }
}

/* s to e as one word, Roman figures as a number. */
static const char *place_word(ltn_edits *edits, const char *s, const char *e)
{
    char word[40];
    size_t n = 0;
    unsigned roman = ltn_roman(s, (size_t)(e - s));

    bool one = e - s == 1 && !strchr("IVX", *s); /* "section C" */
    if (roman > 0 && !digit(*s) && !one) {
        int len = snprintf(word, sizeof word, "%u", roman);
        return ltn_edit_string(edits, word, (size_t)len);
    }
    for (; s < e && n < sizeof word; s++)
        if (in_number(*s))
            word[n++] = *s;
    return ltn_edit_string(edits, word, n);
}

/* "444-45": the end of a range without the digits it shares. */
static const char *range_end(ltn_edits *edits, const char *from, const char *to)
{
    size_t m = from ? strlen(from) : 0, n = to ? strlen(to) : 0;
    char word[12];

    for (size_t i = 0; i < m || i < n; i++)
        if ((i < m && !digit(from[i])) || (i < n && !digit(to[i])))
            return to;
    if (n == 0 || n >= m || m >= sizeof word)
        return to;
    memcpy(word, from, m - n);
    memcpy(word + m - n, to, n);
    return memcmp(word, from, m) > 0 ? ltn_edit_string(edits, word, m) : to;
}

static bool dash_before(const char *s, const char *at)
{
    while (at > s && at[-1] == ' ')
        at--;
    return at > s &&
           (at[-1] == '-' || (at - s > 2 && (unsigned char)at[-3] == 0xE2));
}

/* TEI P5 biblScope: one page has the same @from and @to; an open end ("12 ff.")
 * has no @to, which is "" here. */
void ltn_locator_range(ltn_edits *edits, ltn_props *p, const char *s,
                       size_t len)
{
    const char *e = s + len, *last = NULL, *end = NULL;

    for (const char *at = s; at < e;) {
        bool fresh = at == s || !(letter(at[-1]) || digit(at[-1]));
        const char *stop = fresh ? place_end(at, e) : at;
        if (stop == at) {
            at++;
            continue;
        }
        if (!last)
            p->from = place_word(edits, at, stop);
        else
            end = stop;
        last = at;
        at = stop;
    }
    if (end)
        p->to = place_word(edits, last, end);
    if (end && dash_before(s, last) && p->to)
        p->to = range_end(edits, p->from, p->to);
    if (!end && last && len > 3 && memcmp(e - 3, "ff.", 3) == 0)
        p->to = "";
    if (!end && last && len > 2 && memcmp(e - 2, "ff", 2) == 0)
        p->to = "";
}

/* ---- identifiers ---- */

static bool identifies(const char *family)
{
    static const char *const families[] = {"doi",  "isbn",  "issn",   "arxiv",
                                           "pmid", "orcid", "handle", "urn",
                                           "url",  NULL};

    for (size_t i = 0; families[i]; i++)
        if (strcmp(families[i], family) == 0)
            return true;
    return false;
}

/* The first citation of the run that does not end before `at`. */
static uint32_t first_from(const ltn_cite_run *run, uint32_t at)
{
    uint32_t lo = 0, hi = run->found;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (run->at[mid].end <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static const char *copy(ltn_edits *edits, const char *s)
{
    return s ? ltn_edit_string(edits, s, strlen(s)) : NULL;
}

static void mark_identifier(const ltn_cite *c, ltn_edits *edits)
{
    ltn_props *p = ltn_edit_props(edits, NULL);

    if (!p)
        return;
    bool url = strcmp(c->rule->family, "url") == 0;
    p->family = copy(edits, c->rule->family);
    p->identifier = copy(edits, c->id);
    p->url = copy(edits, c->url);
    ltn_edit_mark(edits,
                  &(ltn_mark){.start = c->start,
                              .end = c->end,
                              .kind = LTN_BIBL_PART,
                              .cls = url ? LTN_BIBL_URL : LTN_BIBL_IDENTIFIER,
                              .props = p,
                              .why = ltn_edit_why(edits, "reference.identifier",
                                                  95, NULL)});
}

/* ---- fields ---- */

static const struct {
    uint8_t kind, cls;
    const char *unit;
} marks[LTN_REF_FIELDS] = {
    [LTN_REF_AUTHOR] = {LTN_BIBL_PART, LTN_BIBL_AUTHOR, NULL},
    [LTN_REF_EDITOR] = {LTN_BIBL_PART, LTN_BIBL_EDITOR, NULL},
    [LTN_REF_TITLE] = {LTN_BIBL_PART, LTN_BIBL_TITLE, NULL},
    [LTN_REF_CONTAINER] = {LTN_BIBL_PART, LTN_BIBL_CONTAINER, NULL},
    [LTN_REF_VOLUME] = {LTN_LOCATOR, 0, "volume"},
    [LTN_REF_PAGES] = {LTN_LOCATOR, 0, "page"},
    [LTN_REF_DATE] = {LTN_BIBL_PART, LTN_BIBL_DATE, NULL},
    [LTN_REF_PLACE] = {LTN_BIBL_PART, LTN_BIBL_PLACE, NULL},
    [LTN_REF_PUBLISHER] = {LTN_BIBL_PART, LTN_BIBL_PUBLISHER, NULL},
    [LTN_REF_EDITION] = {LTN_BIBL_PART, LTN_BIBL_EDITION, NULL},
};

/* Marks around a field that are not of it; a full stop stays behind initials
 * and abbreviations. */
static void trim(ltn_ref_field field, const char **s, const char **e)
{
    bool names = field == LTN_REF_AUTHOR || field == LTN_REF_EDITOR ||
                 field == LTN_REF_CONTAINER;

    while (*s < *e && strchr("([,;: ", **s))
        (*s)++;
    while (*e > *s) {
        char c = (*e)[-1];
        bool open = memchr(*s, '(', (size_t)(*e - *s)) != NULL ||
                    memchr(*s, '[', (size_t)(*e - *s)) != NULL;
        if (strchr(",;: ", c) || (c == '.' && !names) ||
            ((c == ')' || c == ']') && !open))
            (*e)--;
        else
            break;
    }
}

static void mark_field(const ltn_cite_run *run, const ltn_ref_word *first,
                       const ltn_ref_word *last, bool contained,
                       ltn_edits *edits)
{
    ltn_ref_field field = (ltn_ref_field)first->field;
    const char *s = first->s, *e = last->e;
    char iso[11], text[48] = "";

    if (!marks[field].kind)
        return;
    trim(field, &s, &e);
    ltn_props *p = s < e ? ltn_edit_props(edits, NULL) : NULL;
    if (!p)
        return;
    uint8_t cls = marks[field].cls;
    if (field == LTN_REF_TITLE && contained)
        cls = LTN_BIBL_ARTICLE;
    p->unit = marks[field].unit;
    if (p->unit)
        ltn_locator_range(edits, p, s, (size_t)(e - s));
    if (field == LTN_REF_DATE && (size_t)(e - s) < sizeof text) {
        memcpy(text, s, (size_t)(e - s));
        if (ltn_cite_iso_date(text, iso))
            p->when = copy(edits, iso);
    }
    ltn_edit_mark(edits, &(ltn_mark){.start = (uint32_t)(s - run->text),
                                     .end = (uint32_t)(e - run->text),
                                     .kind = marks[field].kind,
                                     .cls = cls,
                                     .props = p,
                                     .why = ltn_edit_why(
                                         edits, "reference.field", 70, NULL)});
}

static void mark_fields(const ltn_cite_run *run, const ltn_ref *r,
                        ltn_edits *edits)
{
    bool contained = false;

    for (unsigned i = 0; i < r->len; i++)
        contained |= r->at[i].field == LTN_REF_CONTAINER;
    for (unsigned i = 0; i < r->len;) {
        unsigned j = i + 1;
        while (j < r->len && r->at[j].field == r->at[i].field)
            j++;
        mark_field(run, &r->at[i], &r->at[j - 1], contained, edits);
        i = j;
    }
}

/* Dates and quoted titles that an earlier pass marked: in a reference they are
 * fields. */
static void dissolve_inlines(const ltn_node *entry, ltn_edits *edits)
{
    for (ltn_iter it = ltn_iter_at(entry); ltn_iter_next(&it);)
        if (it.event == LTN_ENTER &&
            (it.node->kind == LTN_DATE || it.node->kind == LTN_QUOTE))
            ltn_edit_dissolve(edits, it.node);
}

void ltn_entry_mark(const ltn_cite_run *run, const ltn_reference *e,
                    ltn_edits *edits)
{
    ltn_ref r;
    ltn_words *known = &run->cites->known;

    if (known->len == 0)
        ltn_ref_words_load(known);
    bool split =
        ltn_ref_split(&r, run->text + e->body, run->text + e->end, known);

    dissolve_inlines(e->node, edits);
    for (uint32_t i = first_from(run, e->body);
         i < run->found && run->at[i].start < e->end; i++) {
        const ltn_cite *c = &run->at[i];
        if (!identifies(c->rule->family))
            continue;
        mark_identifier(c, edits);
        for (unsigned k = 0; split && k < r.len; k++)
            if (r.at[k].e > run->text + c->start &&
                r.at[k].s < run->text + c->end)
                r.at[k].field = LTN_REF_OTHER;
    }
    if (!split)
        return;
    ltn_ref_parse(&r);
    mark_fields(run, &r, edits);
}
