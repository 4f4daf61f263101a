/* Which citation sources a quotation. Ways to say it, the surest first: the
 * citation in parentheses behind the quotation, a note there, a citation
 * earlier in the sentence, one in the sentence before when this one points
 * back ("It notes that ..."). */

#include "analyse/analyse.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
    GAP_MAX = 40,      /* bytes between a quotation and its parentheses */
    SENTENCE_MAX = 900 /* bytes a sentence is followed back */
};

typedef struct pairing {
    const ltn_doc *doc;
    ltn_edits *edits;
    const char *text;
    const ltn_node **cites, **quotes; /* in document order */
    size_t cite_len, cite_cap, quote_len, quote_cap;
    bool *taken; /* per citation: stands in parentheses behind a quotation */
} pairing;

typedef struct verdict {
    const ltn_node *cite;
    const char *rule;
    unsigned confidence;
} verdict;

static bool push(const ltn_node ***at, size_t *len, size_t *cap,
                 const ltn_node *n)
{
    if (*len == *cap) {
        size_t more = *cap ? *cap * 2 : 64;
        const ltn_node **p = realloc(*at, more * sizeof *p);
        if (!p)
            return false;
        *at = p;
        *cap = more;
    }
    (*at)[(*len)++] = n;
    return true;
}

static bool collect(pairing *p)
{
    bool good = true;
    uint32_t quoted = 0; /* end of the quotation we are in */

    for (ltn_iter it = ltn_iter_at(p->doc->root); ltn_iter_next(&it);) {
        const ltn_node *n = it.node;
        if (it.event != LTN_ENTER)
            continue;
        if (n->kind == LTN_CITATION || n->kind == LTN_MENTION) {
            /* What a quotation cites is not where it comes from. */
            if (n->start >= quoted)
                good &= push(&p->cites, &p->cite_len, &p->cite_cap, n);
        } else if ((n->kind == LTN_QUOTE && n->level <= 1) ||
                   n->kind == LTN_BLOCK_QUOTE) {
            quoted = n->end > quoted ? n->end : quoted;
            good &= push(&p->quotes, &p->quote_len, &p->quote_cap, n);
        }
    }
    p->taken = calloc(p->cite_len + 1, sizeof *p->taken);
    return good && p->taken;
}

/* The place in cites of the first that does not start before `at`. */
static size_t cite_from(const pairing *p, uint32_t at)
{
    size_t lo = 0, hi = p->cite_len;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->cites[mid]->start < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* ---- words ---- */

static bool word_byte(char c)
{
    return (unsigned char)c < 0x80 && ltn_is_word((unsigned char)c);
}

static bool is_word(const char *s, const char *e, const char *word)
{
    size_t n = strlen(word);

    return (size_t)(e - s) >= n && strncmp(s, word, n) == 0 &&
           (s + n == e || !word_byte(s[n]));
}

/* Whether one of words stands in s to e as a word. */
static bool has_word(const char *s, const char *e, const char *const words[])
{
    for (const char *p = s; p < e; p++) {
        if (p > s && word_byte(p[-1]))
            continue;
        for (size_t i = 0; words[i]; i++)
            if (is_word(p, e, words[i]))
                return true;
    }
    return false;
}

/* The last word before e, letters only. */
static const char *last_word(const char *s, const char *e, size_t *len)
{
    while (e > s && (*(e - 1) == ' ' || *(e - 1) == '\n' || *(e - 1) == '\r'))
        e--;
    const char *end = e;
    while (e > s && word_byte(e[-1]))
        e--;
    *len = (size_t)(end - e);
    return e;
}

static size_t count_words(const char *s, const char *e)
{
    size_t n = 0;
    bool in = false;

    for (; s < e; s++) {
        bool w = *s > ' ';
        n += w && !in;
        in = w;
    }
    return n;
}

/* ---- sentences ---- */

/* Full stops that end no sentence come after these, or after one letter. */
static bool abbreviated(const char *lo, const char *stop)
{
    enum { LONGEST = 5 }; /* "paras" */
    static const char words[][LONGEST + 1] = {
        "Mr",   "Mrs",  "Ms",  "Dr", "No", "Nos", "para", "paras", "art",
        "arts", "p",    "pp",  "ch", "St", "cf",  "vs",   "v",     "Add",
        "Rev",  "Corr", "vol", "al", "op", "cit", "chap", "sect"};
    size_t n;
    const char *w = last_word(lo, stop, &n);

    if (n == 1)
        return true;
    for (size_t i = 0; n <= LONGEST && i < sizeof words / sizeof *words; i++)
        if (memcmp(w, words[i], n) == 0 && !words[i][n])
            return true;
    return false;
}

static bool ends_sentence(const char *lo, const char *p, const char *hi)
{
    if (*p != '.' && *p != '!' && *p != '?')
        return false;
    const char *q = p + 1;
    while (q < hi && (*q == ')' || *q == '"' || *q == '\'' || *q == ']' ||
                      (unsigned char)*q >= 0x80))
        q++;
    if (q < hi && *q != ' ' && *q != '\n' && *q != '\r')
        return false;
    return !abbreviated(lo, p);
}

/* Whether text ends at p (after white space) so that what follows belongs to
 * it: with a colon or a comma. */
static bool goes_on(const char *lo, const char *p)
{
    while (p > lo && (p[-1] == ' ' || p[-1] == '\n' || p[-1] == '\r'))
        p--;
    return p > lo && (p[-1] == ':' || p[-1] == ',');
}

/* The start of the sentence that `at` is in (or that it ends). */
static uint32_t sentence_start(const pairing *p, uint32_t at)
{
    const char *lo = at > SENTENCE_MAX ? p->text + at - SENTENCE_MAX : p->text;
    const char *here = p->text + at, *s = here;

    while (s > lo) {
        const char *c = s - 1;
        if (c + 1 < here && ends_sentence(lo, c, here))
            break;
        if (c > lo && c[0] == '\n' && c[-1] == '\n' && !goes_on(lo, c))
            break;
        s--;
    }
    while (s < here && (*s == ' ' || *s == '\n' || *s == '\r' || *s == ')'))
        s++;
    return (uint32_t)(s - p->text);
}

/* ---- the ways ---- */

/* Whether s to e is nothing but marks and blanks, with an opening bracket, and
 * perhaps "see". */
static bool opens_bracket(const char *s, const char *e)
{
    static const char *const see[] = {"see", "See", "cf", "Cf", "in", NULL};
    bool bracket = false;

    while (s < e) {
        unsigned char c = (unsigned char)*s;
        if (c == '(' || c == '[')
            bracket = true;
        if (!word_byte((char)c)) {
            s++;
            continue;
        }
        size_t i = 0;
        while (see[i] && !is_word(s, e, see[i]))
            i++;
        if (!see[i] || !bracket)
            return false;
        s += strlen(see[i]);
    }
    return bracket;
}

/* ", as set out in", " (as stated in" and the like. */
static bool ascribes(const char *s, const char *e)
{
    while (s < e && !word_byte(*s))
        s++;
    return is_word(s, e, "as") || is_word(s, e, "according") ||
           is_word(s, e, "quoted");
}

static bool marker(const ltn_node *c)
{
    const char *f = c->props->family;

    return f && (strcmp(f, "superscript") == 0 || strcmp(f, "numeric") == 0);
}

static verdict behind(pairing *p, const ltn_node *q)
{
    size_t i = cite_from(p, q->end);
    const ltn_node *c = i < p->cite_len ? p->cites[i] : NULL;
    const char *s = p->text + q->end;

    if (!c || c->start - q->end > GAP_MAX)
        return (verdict){0};
    const char *e = p->text + c->start;
    if (opens_bracket(s, e))
        return (verdict){c, "source.behind.brackets", 95};
    if (marker(c) &&
        !has_word(s, e, (const char *const[]){"and", "the", NULL}) &&
        count_words(s, e) <= 1)
        return (verdict){c, "source.behind.marker", 90};
    if (ascribes(s, e))
        return (verdict){c, "source.behind.as", 80};
    return (verdict){0};
}

/* The first citation in the note that is referred to right behind q. */
static verdict in_note(pairing *p, const ltn_node *q)
{
    const ltn_node *ref = NULL;

    for (const ltn_node *n = q->next; n && n->start <= q->end + 3; n = n->next)
        if (n->kind == LTN_NOTE_REF)
            ref = n;
    const ltn_node *note =
        ref ? ltn_doc_node(p->doc, ref->props->target) : NULL;
    if (!note)
        return (verdict){0};
    size_t i = cite_from(p, note->start);
    if (i == p->cite_len || p->cites[i]->end > note->end)
        return (verdict){0};
    return (verdict){p->cites[i], "source.note", 85};
}

/* What stands before a quotation that is a name or a word, not words of a
 * source. */
static bool labelled(const char *s, const char *e)
{
    static const char *const labels[] = {
        "entitled",  "titled",  "called",     "named",  "termed", "dubbed",
        "theme",     "words",   "word",       "term",   "phrase", "item",
        "title",     "report",  "expression", "slogan", "known",  "document",
        "programme", "project", "initiative", NULL};
    size_t n;
    const char *w = last_word(s, e, &n);

    for (size_t i = 0; labels[i]; i++)
        if (strlen(labels[i]) == n && strncmp(w, labels[i], n) == 0)
            return true;
    return n == 2 && strncmp(w, "as", 2) == 0 &&
           has_word(w - (w - s > 12 ? 12 : w - s), e,
                    (const char *const[]){"known", "to", NULL});
}

/* Whether all longer words of the quotation begin with a capital: a title. */
static bool title_case(const pairing *p, const ltn_node *q)
{
    const char *s = p->text + q->start, *e = p->text + q->end;
    size_t words = 0, capitals = 0;

    for (const char *w = s; w < e; w++) {
        if (!word_byte(*w) || (w > s && (word_byte(w[-1]) || w[-1] == '\'' ||
                                         (unsigned char)w[-1] >= 0x80)))
            continue;
        size_t n = 0;
        while (w + n < e && word_byte(w[n]))
            n++;
        words += n > 3;
        capitals += n > 3 && ltn_is_upper((unsigned char)*w);
    }
    return words > 0 && capitals == words && words < 12;
}

/* Whether what was taken for a title reads like a sentence: it begins inside
 * one ("[t]o date", small letter) or is longer than titles are. */
static bool no_title(const pairing *p, const ltn_node *q)
{
    const char *s = p->text + q->start, *e = p->text + q->end;

    if (q->cls != LTN_Q_TITLE || title_case(p, q))
        return false;
    while (s < e && !word_byte(*s) && *s != '[')
        s++;
    return s < e &&
           (*s == '[' || (*s >= 'a' && *s <= 'z') || count_words(s, e) > 14);
}

/* Whether a quotation may be words of a source at all. */
static bool eligible(const pairing *p, const ltn_node *q, uint32_t sentence)
{
    size_t words = count_words(p->text + q->start, p->text + q->end);

    switch ((ltn_quote_class)q->cls) {
    case LTN_Q_TITLE: return words >= 4 && no_title(p, q);
    case LTN_Q_SOCALLED:
    case LTN_Q_TERM:
    case LTN_Q_NAME: return false;
    case LTN_Q_QUOTE:
    case LTN_Q_SAID: return words >= 2;
    case LTN_Q:
    case LTN_Q_CLASSES: break;
    }
    return words >= 4 && !title_case(p, q) &&
           !labelled(p->text + sentence, p->text + q->start);
}

/* The last citation between from and to that no quotation has in brackets. */
static const ltn_node *last_cite(const pairing *p, uint32_t from, uint32_t to,
                                 bool any)
{
    for (size_t i = cite_from(p, to); i-- > 0;) {
        if (p->cites[i]->start < from)
            return NULL;
        if (p->cites[i]->end <= to && (any || !p->taken[i]))
            return p->cites[i];
    }
    return NULL;
}

static verdict before(const pairing *p, const ltn_node *q, uint32_t sentence)
{
    const ltn_node *c = last_cite(p, sentence, q->start, false);

    if (!c)
        return (verdict){0};
    const char *s = p->text + c->end, *e = p->text + q->start;
    bool direct = e > s && count_words(s, e) <= 4;
    return (verdict){c, "source.before.sentence", direct ? 90 : 78};
}

/* Whether the sentence points back to a text spoken of before. */
static bool points_back(const char *s, const char *e)
{
    static const char *const texts[] = {
        "report",    "resolution",  "document",    "statement",  "letter",
        "text",      "declaration", "Declaration", "Charter",    "article",
        "treaty",    "Treaty",      "decision",    "paper",      "study",
        "agreement", "Agreement",   "judgment",    "Convention", "book",
        "same",      "paragraph",   "preamble",    NULL};
    static const char *const heads[] = {"It",  "This", "That", "The",
                                        "Its", "they", "it",   NULL};
    size_t i = 0;

    while (heads[i] && !is_word(s, e, heads[i]))
        i++;
    if (heads[i] && *s == 'I' && s[1] == 't')
        return true;
    if (heads[i] && (e - s < 160) && has_word(s, e, texts))
        return true;
    return has_word(s, e, (const char *const[]){"same", NULL}) &&
           has_word(s, e, texts);
}

static verdict sentence_before(const pairing *p, const ltn_node *q,
                               uint32_t sentence)
{
    const char *s = p->text + sentence, *e = p->text + q->start;

    if (s >= e || !points_back(s, e))
        return (verdict){0};
    uint32_t at = sentence;
    while (at > 0 && p->text[at - 1] <= ' ' && p->text[at - 1] > 0)
        at--;
    uint32_t earlier = sentence_start(p, at);
    const ltn_node *c = last_cite(p, earlier, at, true);
    if (!c)
        c = last_cite(p, sentence_start(p, earlier > 2 ? earlier - 2 : 0), at,
                      true);
    return c ? (verdict){c, "source.before.pronoun", 80} : (verdict){0};
}

static verdict find_source(pairing *p, const ltn_node *q)
{
    uint32_t sentence = sentence_start(p, q->start);
    verdict v = {0};

    bool can = eligible(p, q, sentence);
    if (can || q->cls == LTN_Q)
        v = behind(p, q);
    if (!can)
        return v.cite &&
                       count_words(p->text + q->start, p->text + q->end) >= 4 &&
                       !labelled(p->text + sentence, p->text + q->start) &&
                       !title_case(p, q)
                   ? v
                   : (verdict){0};
    if (!v.cite)
        v = in_note(p, q);
    if (!v.cite)
        v = before(p, q, sentence);
    if (!v.cite)
        v = sentence_before(p, q, sentence);
    return v;
}

static void pair(pairing *p, const ltn_node *q)
{
    verdict v = find_source(p, q);
    ltn_props *props = v.cite ? ltn_edit_props(p->edits, q->props) : NULL;

    if (!props)
        return;
    props->source = v.cite->key;
    if (v.cite->start >= q->end)
        p->taken[cite_from(p, v.cite->start)] = true;
    const ltn_decision *why = ltn_edit_why(p->edits, v.rule, v.confidence,
                                           q->why ? q->why->rule : NULL);
    ltn_edit_change(p->edits, q,
                    &(ltn_mark){.kind = q->kind,
                                .cls = q->cls == LTN_Q || q->cls == LTN_Q_TITLE
                                           ? LTN_Q_QUOTE
                                           : q->cls,
                                .level = q->level,
                                .props = props,
                                .why = why});
}

static ltn_status run_pass(ltn_analysis *a, const ltn_doc *doc,
                           ltn_edits *edits, ltn_diags *diags)
{
    pairing p = {.doc = doc, .edits = edits, .text = doc->text.data};

    (void)a;
    (void)diags;
    if (!collect(&p))
        edits->status = LTN_ENOMEM;
    for (size_t i = 0; i < p.quote_len && edits->status == LTN_OK; i++)
        pair(&p, p.quotes[i]);
    free(p.cites);
    free(p.quotes);
    free(p.taken);
    return edits->status;
}

const ltn_pass ltn_pass_sources = {"sources", run_pass};
