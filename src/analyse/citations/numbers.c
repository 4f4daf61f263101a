/* Pages, volumes, dates and notes of a reference. */

#include "analyse/citations/fields.h"

#include <string.h>

static bool ranged(const ltn_ref_word *w)
{
    const char *s = w->core;
    bool digits = false;

    if (s < w->end && *s >= 'A' && *s <= 'Z')
        s++;
    for (; s < w->end; s++) {
        if (*s >= '0' && *s <= '9') {
            digits = true;
        } else if (*s == '-' || (unsigned char)*s == 0xE2) {
            return digits;
        } else if (!((unsigned char)*s >= 0x80)) {
            return false;
        }
    }
    return false;
}

static bool numeric(const ltn_ref_word *w)
{
    return w->number || ranged(w) ||
           (w->core < w->end && *w->core >= 'A' && *w->core <= 'Z' &&
            w->core + 1 < w->end && w->core[1] >= '0' && w->core[1] <= '9');
}

static bool bare_mark(const ltn_ref_word *w)
{
    const char *s = w->s;

    while (s < w->e && strchr(",;:.()-", *s))
        s++;
    while (s < w->e && (unsigned char)*s >= 0x80)
        s++;
    return s == w->e && w->core == w->end;
}

/* Numbers behind "pp.": to the mark that ends them. */
static unsigned numbers_end(const ltn_fields *p, unsigned i)
{
    const ltn_ref *r = p->r;

    while (ltn_field_free(p, i)) {
        const ltn_ref_word *w = &r->at[i];
        bool dash =
            w->e - w->s <= 3 && (*w->s == '-' || (unsigned char)*w->s >= 0x80);
        bool more = w->joins && i + 1 < r->len && numeric(&r->at[i + 1]);
        if (w->open_paren && w->year)
            break;
        if (!numeric(w) && !dash && !more && !w->year)
            break;
        i++;
        if ((w->comma || w->period || w->close_paren) &&
            !(i < r->len && r->at[i].joins && i + 1 < r->len &&
              numeric(&r->at[i + 1])))
            break;
    }
    return i;
}

static bool page_word(const ltn_ref_word *w)
{
    static const char *const words[] = {"p", "pp", "page", "pages", "s", NULL};
    const char *s = w->core;

    if (w->comma) /* "edited by Tim Page, 308" */
        return false;
    if (ltn_ref_is(w, words))
        return !ltn_field_is(w, "s") || w->period;
    /* "pp.679-" */
    return w->end - s > 3 && s[0] == 'p' &&
           ((s[1] == '.' && s[2] >= '0' && s[2] <= '9') ||
            (s[1] == 'p' && s[2] == '.' && s[3] >= '0' && s[3] <= '9'));
}

void ltn_field_pages(ltn_fields *p)
{
    ltn_ref *r = p->r;

    for (unsigned i = p->rest; i < r->len; i++) {
        if (!ltn_field_free(p, i))
            continue;
        if (page_word(&r->at[i])) {
            unsigned end = numbers_end(p, i + 1);
            bool glued = r->at[i].end - r->at[i].core > 5;
            if (end > i + 1 || glued)
                ltn_field_give(r, i, end, LTN_REF_PAGES);
        } else if (r->at[i].open_paren && r->at[i].close_paren &&
                   ranged(&r->at[i]) && !r->at[i].year) {
            ltn_field_give(r, i, i + 1, LTN_REF_PAGES); /* "(185–199)" */
        } else if (r->at[i].number && ltn_field_free(p, i + 1) &&
                   ltn_ref_is(
                       &r->at[i + 1],
                       (const char *const[]){"pp", "p", "pages", NULL}) &&
                   !(i + 2 < r->len && numeric(&r->at[i + 2]))) {
            ltn_field_give(r, i, i + 2, LTN_REF_PAGES); /* "151 pp." */
        }
    }
}

static bool volume_word(const ltn_ref_word *w)
{
    static const char *const words[] = {
        "vol",  "vols", "volume", "no",     "nr",  "n",  "n°", "bd", "band",
        "tome", "t",    "issue",  "number", "núm", "nº", "№",  NULL};

    return ltn_ref_is(w, words) &&
           (w->period || w->end - w->core > 2 || ltn_field_is(w, "n°") ||
            ltn_field_is(w, "no"));
}

/* What counts the parts of a volume. */
static bool issue_word(const ltn_ref_word *w)
{
    static const char *const words[] = {"no",  "nr", "n", "n°", "issue",
                                        "nos", "nº", "№", NULL};

    return ltn_ref_is(w, words);
}

static bool roman(const ltn_ref_word *w)
{
    const char *s = w->core;

    while (s < w->end && strchr("IVXLCivxlc", *s))
        s++;
    return s == w->end && s > w->core && s - w->core < 8;
}

void ltn_field_volumes(ltn_fields *p)
{
    ltn_ref *r = p->r;

    for (unsigned i = p->rest; i < r->len; i++) {
        const ltn_ref_word *w = &r->at[i];
        bool glued = w->end - w->core > 3 &&
                     (unsigned char)w->core[1] == 0xC2 &&
                     w->core[0] == 'n'; /* "n°54." */
        if (!ltn_field_free(p, i) || !(volume_word(w) || glued))
            continue;
        if (glued) {
            ltn_field_give(r, i, i + 1, LTN_REF_VOLUME);
            continue;
        }
        unsigned end = i + 1, from = i;
        if (issue_word(w) && i > p->rest && ltn_field_free(p, i - 1) &&
            numeric(&r->at[i - 1]) && (!r->at[i - 1].year || p->dated))
            from = i - 1; /* "12, no. 3" */
        if (ltn_field_free(p, end) &&
            (numeric(&r->at[end]) || roman(&r->at[end])) &&
            !(r->at[end].year && r->at[end].open_paren)) {
            end++;
            while (ltn_field_free(p, end) && r->at[end].open_paren &&
                   !r->at[end].year && !r->at[end].month && end - i < 6 &&
                   (numeric(&r->at[end]) || volume_word(&r->at[end])))
                end += volume_word(&r->at[end]) ? 2 : 1;
            ltn_field_give(r, from, end, LTN_REF_VOLUME);
            p->journal = true;
        } else if (i > p->rest && r->at[i - 1].number &&
                   ltn_field_is(w, "vols")) {
            ltn_field_give(r, i - 1, i + 1, LTN_REF_VOLUME); /* "2 vols." */
        }
    }
}

void ltn_field_date(ltn_fields *p)
{
    ltn_ref *r = p->r;

    for (unsigned i = r->len; i-- > p->rest && !p->dated;) {
        if (!ltn_field_free(p, i) || !r->at[i].year)
            continue;
        if (i + 1 < r->len && r->at[i].core[0] == '1' && !r->at[i].comma &&
            !r->at[i].period && !r->at[i].close_paren && !r->at[i].semicolon &&
            !r->at[i].colon && r->at[i + 1].capital && i + 3 < r->len)
            continue; /* "Proc. 1994 Winter USENIX Conference" */
        unsigned from = i;
        while (from > p->rest && i - from < 4 && ltn_field_free(p, from - 1)) {
            const ltn_ref_word *b = &r->at[from - 1];
            bool day =
                b->number && !b->close_paren && b->end - b->core <= 2 &&
                (r->at[from].month || (from >= 2 && r->at[from - 2].month));
            bool slash = b->e - b->s == 1 && *b->s == '/';
            if ((!b->month && !day && !slash) || r->at[from].open_paren)
                break;
            from--;
        }
        ltn_field_give(r, from, i + 1, LTN_REF_DATE);
        p->dated = true;
    }
    /* The year once more, behind a volume. */
    for (unsigned i = p->rest; i < r->len; i++)
        if (ltn_field_free(p, i) && r->at[i].year && r->at[i].open_paren &&
            r->at[i].close_paren)
            ltn_field_give(r, i, i + 1, LTN_REF_DATE);
}

void ltn_field_notes(ltn_fields *p)
{
    static const char *const heads[] = {
        "retrieved", "accessed",    "available", "url",   "doi",
        "see",       "link",        "arxiv",     "isbn",  "issn",
        "reprinted", "forthcoming", "http",      "https", "consulted",
        "abgerufen", "disponible",  "pmid",      NULL};
    static const char *const asides[] = {
        "internet", "online",   "cited", "accessed", "electronic", "cd-rom",
        "on-line",  "consulté", "web",   "abstract", NULL};
    ltn_ref *r = p->r;

    for (unsigned i = p->rest; i < r->len; i++) {
        const ltn_ref_word *w = &r->at[i];
        if (!ltn_field_free(p, i))
            continue;
        if (*w->s == '[' && ltn_ref_is(w, asides)) { /* "[cited 2012]" */
            unsigned end = i;
            while (end + 1 < r->len && end - i < 8 && !r->at[end].close_paren)
                end++;
            if (r->at[end].close_paren)
                ltn_field_give(r, i, end + 1, LTN_REF_OTHER);
            continue;
        }
        bool web = w->end - w->core > 7 && (strncmp(w->core, "http", 4) == 0 ||
                                            strncmp(w->core, "www.", 4) == 0 ||
                                            strncmp(w->core, "10.", 3) == 0);
        bool preprint =
            w->end - w->core > 6 && strncmp(w->core, "arXiv", 5) == 0;
        if (!ltn_ref_is(w, heads) && !web && !preprint)
            continue;
        bool whole = ltn_field_is(w, "retrieved") ||
                     ltn_field_is(w, "available") ||
                     ltn_field_is(w, "accessed") || ltn_field_is(w, "see");
        ltn_field_give(r, i, i + 1, LTN_REF_OTHER);
        for (unsigned j = i + 1; whole && j < r->len && j - i < 12; j++)
            ltn_field_give(r, j, j + 1, LTN_REF_OTHER);
    }
}

/* "67th", "2nd", "1st": part of a name, no volume. */
static bool ordinal(const ltn_ref_word *w)
{
    size_t n = (size_t)(w->end - w->core);
    const char *e = w->end;

    return n > 2 &&
           (strncmp(e - 2, "th", 2) == 0 || strncmp(e - 2, "nd", 2) == 0 ||
            strncmp(e - 2, "rd", 2) == 0 || strncmp(e - 2, "st", 2) == 0);
}

/* "115-131" alone is pages; "26-27" before a date is an issue. */
static bool pages_only(const ltn_ref_word *w)
{
    return w->end - w->core > 4;
}

/* "3 edition", "Technical Report 14", "US Patent 3,712,959". */
static bool counts_else(const ltn_ref *r, unsigned i)
{
    const ltn_ref_word *w = &r->at[i];
    bool edition =
        i + 1 < r->len &&
        ltn_ref_is(&r->at[i + 1],
                   (const char *const[]){"edition", "ed", "edn", NULL});

    return edition || (i > 0 && (r->at[i - 1].tags & LTN_TAG_GENRE)) ||
           (i > 0 && ltn_field_is(&r->at[i - 1], "tr")) ||
           memchr(w->core, ',', (size_t)(w->end - w->core)) != NULL;
}

/* "26, 286-320", "9:1871–1874", "57 (1): 125", "564, 683" from i on. */
void ltn_field_numbers(ltn_fields *p)
{
    ltn_ref *r = p->r;
    unsigned i = p->rest;

    while (i < r->len &&
           !(ltn_field_free(p, i) && i > p->rest &&
             (numeric(&r->at[i]) ||
              (roman(&r->at[i]) && r->at[i].comma && r->at[i - 1].comma)) &&
             !r->at[i].year && !ordinal(&r->at[i]) && !counts_else(r, i)))
        i++;
    if (i == r->len)
        return;
    bool volume = ltn_field_has(r, LTN_REF_VOLUME),
         paged = ltn_field_has(r, LTN_REF_PAGES);
    for (unsigned n = 0; i < r->len && n < 8; i++, n++) {
        const ltn_ref_word *w = &r->at[i];
        if (r->at[i].field == LTN_REF_DATE)
            continue;
        if (!ltn_field_free(p, i))
            break;
        if (bare_mark(w)) {
            ltn_field_give(r, i, i + 1,
                           volume ? LTN_REF_VOLUME : LTN_REF_OTHER);
            continue;
        }
        if (!numeric(w) && !roman(w))
            break;
        bool issue = w->open_paren && volume;
        bool colon =
            i > 0 && r->at[i - 1].colon && !ranged(w) && w->comma &&
            i + 1 < r->len &&
            (page_word(&r->at[i + 1]) || r->at[i + 1].field == LTN_REF_PAGES);
        if (issue || colon || paged ||
            (!volume && !(ranged(w) && n == 0 && pages_only(w)))) {
            ltn_field_give(r, i, i + 1, LTN_REF_VOLUME);
            volume = true;
            p->journal = true;
        } else {
            ltn_field_give(r, i, i + 1, LTN_REF_PAGES);
            if (w->period || w->close_paren)
                return;
        }
    }
}
