#include "analyse/citations/entries.h"

#include "analyse/citations/locators.h"
#include "analyse/citations/words.h"
#include "analyse/citations/works.h"

#include <string.h>

enum { STYLE_SAMPLE = 40 /* entries that show the style of a list */ };

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

static void mark_field(const ltn_entry_reader *reader,
                       const ltn_ref_word *first, const ltn_ref_word *last,
                       bool contained)
{
    ltn_edits *edits = reader->edits;
    const char *doc = reader->run->text;
    ltn_ref_field field = (ltn_ref_field)first->field;
    const char *s = first->s, *e = last->e;
    char iso[11];

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
    if (field == LTN_REF_DATE &&
        ltn_cite_iso_date(reader->dates, s, (size_t)(e - s), iso))
        p->when = copy(edits, iso);
    ltn_edit_mark(edits, &(ltn_mark){.start = (uint32_t)(s - doc),
                                     .end = (uint32_t)(e - doc),
                                     .kind = marks[field].kind,
                                     .cls = cls,
                                     .props = p,
                                     .why = ltn_edit_why(
                                         edits, "reference.field", 70, NULL)});
}

static void mark_fields(const ltn_entry_reader *reader, const ltn_ref *r)
{
    bool contained = false;

    for (unsigned i = 0; i < r->len; i++)
        contained |= r->at[i].field == LTN_REF_CONTAINER;
    for (unsigned i = 0; i < r->len;) {
        unsigned j = i + 1;
        while (j < r->len && r->at[j].field == r->at[i].field)
            j++;
        mark_field(reader, &r->at[i], &r->at[j - 1], contained);
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

/* ---- the work that an entry is about ---- */

/* The first words of r that have the field, as a string with single blanks, or
 * NULL. */
static const char *text_of(const ltn_ref *r, ltn_ref_field field,
                           ltn_edits *edits)
{
    unsigned i = 0, j;
    ltn_buf out = {0};

    while (i < r->len && r->at[i].field != field)
        i++;
    for (j = i; j < r->len && r->at[j].field == field; j++)
        ;
    if (i == j)
        return NULL;
    const char *s = r->at[i].s, *e = r->at[j - 1].e;
    trim(field, &s, &e);
    for (bool blank = false; s < e; s++) {
        bool space = *s <= ' ' && *s > 0;
        if (!space)
            ltn_buf_putc(&out, *s);
        else if (!blank)
            ltn_buf_putc(&out, ' ');
        blank = space;
    }
    const char *text =
        out.len > 0 ? ltn_edit_string(edits, out.data, out.len) : NULL;
    if (ltn_buf_status(&out) != LTN_OK)
        edits->status = LTN_ENOMEM;
    ltn_buf_release(&out);
    return text;
}

static bool has_field(const ltn_ref *r, ltn_ref_field field)
{
    for (unsigned i = 0; i < r->len; i++)
        if (r->at[i].field == field)
            return true;
    return false;
}

static const char *type_of(const ltn_ref *r)
{
    if (has_field(r, LTN_REF_CONTAINER))
        return has_field(r, LTN_REF_PUBLISHER) ? "Chapter" : "ScholarlyArticle";
    return has_field(r, LTN_REF_PUBLISHER) ? "Book" : "CreativeWork";
}

static void describe(const ltn_entry_reader *reader, const ltn_ref *r,
                     ltn_work *work)
{
    ltn_edits *edits = reader->edits;
    char iso[11];
    const char *date = text_of(r, LTN_REF_DATE, edits);

    work->name = text_of(r, LTN_REF_TITLE, edits);
    work->author = text_of(r, LTN_REF_AUTHOR, edits);
    work->type = type_of(r);
    if (date && ltn_cite_iso_date(reader->dates, date, strlen(date), iso))
        work->date = ltn_edit_string(edits, iso, strlen(iso));
}

/* ---- all of it ---- */

static ltn_words *known_words(const ltn_cite_run *run)
{
    ltn_words *known = &run->cites->known;

    if (known->len == 0)
        ltn_ref_words_load(known);
    return known;
}

ltn_entry_reader ltn_entries_open(const ltn_cite_run *run, ltn_edits *edits,
                                  const ltn_date_words *dates,
                                  const ltn_references *list)
{
    ltn_entry_reader reader = {.run = run, .edits = edits, .dates = dates};
    uint32_t sure = 0, may = 0, seen = 0;
    ltn_ref r;

    for (uint32_t i = 0; i < list->len && seen < STYLE_SAMPLE; i++, seen++) {
        const ltn_reference *e = &list->at[i];
        if (!ltn_ref_split(&r, run->text + e->body, run->text + e->end,
                           known_words(run)))
            continue;
        sure += ltn_ref_is_vancouver(&r, 2);
        may += ltn_ref_is_vancouver(&r, 1);
    }
    reader.vancouver = sure > 0 && may * 2 > seen;
    return reader;
}

/* The identifiers in e are no words of its fields; the first that names the
 * work itself is its identifier. */
static void take_identifiers(const ltn_entry_reader *reader,
                             const ltn_reference *e, ltn_ref *r, ltn_work *work)
{
    const ltn_cite_run *run = reader->run;

    for (uint32_t i = first_from(run, e->body);
         i < run->found && run->at[i].start < e->end; i++) {
        const ltn_cite *c = &run->at[i];
        if (!identifies(c->rule->family))
            continue;
        mark_identifier(c, reader->edits);
        bool page = strcmp(c->rule->family, "url") == 0;
        if (!work->identifier && !page) {
            work->identifier = copy(reader->edits, c->id);
            work->family = copy(reader->edits, c->rule->family);
            work->url = copy(reader->edits, c->url);
        } else if (!work->url) {
            work->url = copy(reader->edits, c->url);
        }
        for (unsigned k = 0; k < r->len; k++)
            if (r->at[k].e > run->text + c->start &&
                r->at[k].s < run->text + c->end)
                r->at[k].field = LTN_REF_OTHER;
    }
}

void ltn_entry_mark(const ltn_entry_reader *reader, const ltn_reference *e,
                    ltn_work *work)
{
    const char *text = reader->run->text;
    ltn_ref r = {.vancouver = reader->vancouver};

    *work = (ltn_work){.reference = e->node->key};
    dissolve_inlines(e->node, reader->edits);
    bool split = ltn_ref_split(&r, text + e->body, text + e->end,
                               known_words(reader->run));
    take_identifiers(reader, e, &r, work);
    if (!split)
        return;
    ltn_ref_parse(&r);
    mark_fields(reader, &r);
    describe(reader, &r, work);
}
