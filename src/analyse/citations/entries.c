#include "analyse/citations/entries.h"

#include "analyse/citations/words.h"
#include "analyse/citations/works.h"

#include <string.h>

void ltn_locator_range(ltn_edits *edits, ltn_props *p, const char *s,
                       size_t len)
{
    const char *first = NULL, *last = NULL;
    size_t first_len = 0, last_len = 0;

    for (size_t i = 0; i < len;) {
        size_t start = i;
        while (i < len &&
               ((s[i] >= '0' && s[i] <= '9') || memchr("IVXLC", s[i], 5)))
            i++;
        if (i > start &&
            (start == 0 || s[start - 1] == ' ' || s[start - 1] == '-' ||
             s[start - 1] < ' ' || (unsigned char)s[start - 1] >= 0x80)) {
            first_len = first ? first_len : i - start;
            first = first ? first : s + start;
            last = s + start;
            last_len = i - start;
        }
        i += i == start;
    }
    if (!first)
        return;
    p->from = ltn_edit_string(edits, first, first_len);
    if (last != first)
        p->to = ltn_edit_string(edits, last, last_len);
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
