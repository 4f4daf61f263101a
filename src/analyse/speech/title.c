/* The title and the author of a text that is no speech: its first heading. */

#include "analyse/speech/lines.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum { TITLE_BYTES = 300, BYLINE_BYTES = 120 };

/* Without the signs that make a line a heading: "# Title", "Title / =====". */
static ltn_range without_signs(ltn_range t)
{
    while (t.start < t.end && (*t.start == '#' || *t.start == ' '))
        t.start++;
    const char *nl = t.end;
    while (nl > t.start && nl[-1] != '\n')
        nl--;
    if (nl > t.start && nl < t.end && strchr("=-~^*_#+", *nl)) {
        const char *p = nl;
        while (p < t.end && *p == *nl)
            p++;
        if (p == t.end)
            t.end = nl;
    }
    while (t.end > t.start &&
           ((unsigned char)t.end[-1] <= ' ' || t.end[-1] == '#'))
        t.end--;
    return t;
}

static ltn_range text_of(const ltn_edits *e, const ltn_node *n)
{
    const char *text = e->doc->text.data;

    return (ltn_range){text + n->start, text + n->end};
}

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

/* How surely the heading is the title of the document: the source or its looks
 * say that it is of the highest level, or it stands before all others. */
static unsigned title_percent(const ltn_node *n)
{
    if (!n->why)
        return n->level <= 1 ? 80 : 0;
    if (begins(n->why->rule, "heading.title"))
        return n->why->confidence;
    return begins(n->why->rule, "layout.") ||
                   begins(n->why->rule, "heading.looks")
               ? (n->level <= 1 ? 70 : 0)
               : 0;
}

/* The first heading, unless text stands before it. */
static const ltn_node *first_heading(const ltn_doc *doc, uint32_t from)
{
    for (ltn_iter it = ltn_iter_at(doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_HEADING && n->start >= from)
            return n;
        if (n->kind == LTN_FURNITURE)
            ltn_iter_skip(&it);
        else if (n->kind == LTN_PARAGRAPH && n->end - n->start > 200)
            return NULL;
    }
    return NULL;
}

/* "By Ann Lee", "Ann Lee and John Marsh": names and what joins them. */
static bool is_authors(const ltn_lexicon *l, ltn_range line, ltn_range *names)
{
    uint32_t first = ltn_speech_first_tags(l, line);
    bool by = (first & LTN_NAME_BY) &&
              ltn_is_upper((unsigned char)*line.start & 0x7F);

    if (line.end - line.start > BYLINE_BYTES || line.end - line.start < 5 ||
        strchr(".:;!?", line.end[-1]))
        return false;
    *names = line;
    if (by)
        while (names->start < line.end && *names->start != ' ')
            names->start++;
    while (names->start < line.end && *names->start == ' ')
        names->start++;
    ltn_line_words n = ltn_speech_words(l, *names);
    return n.words >= 2 && n.words <= 12 && n.roles == 0 && n.portfolios == 0 &&
           n.digits == 0 && n.capitals + n.links == n.words &&
           (by || (n.links > 0 && n.capitals >= 4));
}

static const char *copy(ltn_edits *e, ltn_range r)
{
    char *s = ltn_edit_alloc(e, (size_t)(r.end - r.start) + 1);
    size_t n = 0;

    for (const char *p = r.start; s && p < r.end; p++) {
        bool blank = (unsigned char)*p <= ' ';
        if (!blank || (n > 0 && s[n - 1] != ' '))
            s[n++] = (char)(blank ? ' ' : *p);
    }
    return s ? s : "";
}

static void find_author(const ltn_lexicon *l, ltn_edits *e,
                        const ltn_node *title)
{
    const ltn_node *n = title->next;
    ltn_range names;

    while (n && n->kind == LTN_FURNITURE)
        n = n->next;
    if (!n || n->kind != LTN_PARAGRAPH || !is_authors(l, text_of(e, n), &names))
        return;
    const char *name = copy(e, names);
    ltn_edit_change(
        e, n,
        &(ltn_mark){.kind = LTN_BYLINE,
                    .why = ltn_edit_why(e, "title.byline", 70, NULL)});
    ltn_edit_meta(e, LTN_META_AUTHOR, name, NULL, "title.byline", 65);
}

void ltn_speech_title(const ltn_lexicon *l, ltn_edits *e, uint32_t from)
{
    const ltn_node *n = first_heading(e->doc, from);
    unsigned percent = n ? title_percent(n) : 0;

    if (percent == 0)
        return;
    ltn_range title = without_signs(text_of(e, n));
    if (title.end <= title.start || title.end[-1] == ',' ||
        title.end[-1] == ':' || ltn_speech_is_role_line(l, title))
        return; /* who speaks, or to whom */
    if (title.end - title.start > TITLE_BYTES)
        return;
    ltn_edit_meta(e, LTN_META_TITLE, copy(e, title), NULL, "title.heading",
                  percent);
    find_author(l, e, n);
}
