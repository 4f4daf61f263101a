#include "analyse/structure/headings.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* In the order of ltn_division_class; a list need not have all of them. */
const char *const ltn_heading_lists[LTN_HEAD_LISTS] = {
    "section",  "speech", "chapter", "part",      "book",    "act",
    "scene",    "letter", "debate",  "interview", "preface", "appendix",
    "contents", "notes",  "front",   "back",      "number",
};

static const uint8_t rank_of[LTN_DIV_CLASSES] = {
    [LTN_DIV_SECTION] = LTN_RANK_SECTION,
    [LTN_DIV_SPEECH] = LTN_RANK_CHAPTER,
    [LTN_DIV_CHAPTER] = LTN_RANK_CHAPTER,
    [LTN_DIV_PART] = LTN_RANK_PART,
    [LTN_DIV_BOOK] = LTN_RANK_BOOK,
    [LTN_DIV_ACT] = LTN_RANK_PART,
    [LTN_DIV_SCENE] = LTN_RANK_CHAPTER,
    [LTN_DIV_LETTER] = LTN_RANK_CHAPTER,
    [LTN_DIV_DEBATE] = LTN_RANK_CHAPTER,
    [LTN_DIV_INTERVIEW] = LTN_RANK_CHAPTER,
    [LTN_DIV_PREFACE] = LTN_RANK_CHAPTER,
    [LTN_DIV_APPENDIX] = LTN_RANK_CHAPTER,
    [LTN_DIV_CONTENTS] = LTN_RANK_CHAPTER,
    [LTN_DIV_NOTES] = LTN_RANK_CHAPTER,
    [LTN_DIV_FRONT] = LTN_RANK_CHAPTER,
    [LTN_DIV_BACK] = LTN_RANK_CHAPTER,
};

typedef struct finder {
    const ltn_block_list *list;
    const char *text;
    const ltn_phrases *words;
    ltn_headline *out;
    size_t body;   /* the first block of running text */
    unsigned room; /* blank lines before an ordinary paragraph */
} finder;

static bool is_text(const ltn_block *b)
{
    if (b->kind != LTN_PARAGRAPH)
        return b->kind != LTN_HEADING && b->kind != LTN_FURNITURE;
    return ltn_block_bytes(b) >= LTN_BLOCK_TEXT ||
           ((b->flags & (LTN_ENDS_STOP | LTN_ENDS_INTRO)) &&
            ltn_block_bytes(b) >= 20);
}

static const ltn_block *counted(const finder *f, size_t i)
{
    return ltn_block_count(f->list, i, f->text);
}

/* The next block after i that is not furniture, or the end of the list. */
static size_t after(const finder *f, size_t i)
{
    while (++i < f->list->len && f->list->at[i].kind == LTN_FURNITURE)
        ;
    return i;
}

static const ltn_block *next_of(const finder *f, size_t i)
{
    i = after(f, i);
    return i < f->list->len ? &f->list->at[i] : NULL;
}

static const ltn_block *before(const finder *f, size_t i)
{
    while (i-- > 0)
        if (f->list->at[i].kind != LTN_FURNITURE)
            return counted(f, i);
    return NULL;
}

/* ---- numbers ---- */

/* Bytes of a roman number under 400 at s, or 0: "CIVIL" is none. */
static size_t roman_bytes(const char *s, size_t len)
{
    static const char *const digits[] = {"C",  "XC", "L",  "XL", "X",
                                         "IX", "V",  "IV", "I"};
    static const size_t most[] = {3, 1, 1, 1, 3, 1, 1, 1, 3};
    size_t at = 0;

    if (len == 0 || !strchr("IVXLC", *s))
        return 0;
    for (size_t d = 0; d < 9; d++) {
        size_t n = strlen(digits[d]);
        for (size_t k = 0;
             k < most[d] && len - at >= n && memcmp(s + at, digits[d], n) == 0;
             k++)
            at += n;
    }
    return at;
}

typedef struct number {
    const char *end;  /* after it and its stop */
    unsigned parts;   /* of "1.2.3"; 0: no number */
    bool roman, stop; /* stop: a full stop, a bracket, a colon or a dash */
    bool small;       /* no part has more than two digits */
} number;

static bool ends_word(const char *s, const char *end)
{
    return s == end || !((unsigned char)*s >= 0x80 ||
                         ltn_is_word((uint32_t)(unsigned char)*s));
}

/* A number at s: "1", "1.2.", "XIV.", "A.". */
static number number_at(const char *s, const char *end)
{
    number n = {.small = true};
    const char *p = s;

    if (s == end || !((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z')))
        return (number){0};

    while (p < end && *p >= '0' && *p <= '9') {
        const char *part = p;
        while (p < end && *p >= '0' && *p <= '9')
            p++;
        n.small = n.small && p - part <= 2;
        n.parts++;
        if (p + 1 < end && *p == '.' && p[1] >= '0' && p[1] <= '9')
            p++;
    }
    if (n.parts == 0) {
        p += roman_bytes(p, (size_t)(end - p));
        n.roman = p > s;
        if (p == s && p + 1 < end && *p >= 'A' && *p <= 'Z' && p[1] == '.')
            p++;
        n.parts = p > s;
    }
    if (n.parts == 0 || !ends_word(p, end))
        return (number){0};
    if (p < end && strchr(".):", *p)) {
        n.stop = true;
        p++;
    } else if (end - p >= 3 && memcmp(p, "\xE2\x80\x94", 3) == 0) {
        n.stop = true;
        p += 3;
    }
    n.end = p;
    return n;
}

static const char *skip_signs(const char *s, const char *end)
{
    while (s < end && strchr(" \t_*#~", *s) && *s)
        s++;
    return s;
}

/* ---- forms ---- */

/* Nothing left but signs. */
static bool is_rest_empty(const char *s, const char *end)
{
    while (s < end && (strchr(" \t_*.:-~", *s) && *s))
        s++;
    return s == end;
}

static bool begins_capital(const char *s, const char *end)
{
    while (s < end) {
        uint32_t c = ltn_utf8_next(&s, end);
        if (ltn_is_letter(c))
            return !ltn_is_lower(c);
    }
    return false;
}

/* Words in capitals only. */
static bool is_capitals(const ltn_block *b)
{
    return b->upper > 0 && b->capital == b->words &&
           b->upper * 10 >= b->words * 6;
}

/* Most words that matter begin with a capital. */
static bool is_title_case(const ltn_block *b)
{
    return (b->capital > 0 && b->lower * 3 <= b->capital + 1) ||
           (b->uncased > 0 && b->uncased <= 8);
}

static ltn_headline headline(const char *rule, unsigned rank, unsigned cls,
                             unsigned percent)
{
    return (ltn_headline){.rule = rule,
                          .rank = (uint8_t)rank,
                          .cls = (uint8_t)cls,
                          .percent = (uint8_t)percent};
}

/* Whether what follows the name of a division is its number. */
static bool is_numbered(const finder *f, const char *s, const char *end)
{
    s = skip_signs(s, end);
    if (s < end && *s == '.')
        s = skip_signs(s + 1, end);
    if (number_at(s, end).parts > 0)
        return true;
    if (s < end && *s >= 'A' && *s <= 'Z' &&
        (s + 1 == end || s[1] == ':' || s[1] == '.' ||
         (s[1] == ' ' && end - s > 3 && !ltn_is_lower(0x7F & s[2]))))
        return true; /* Annex A: Towns */
    const char *p = s;
    while (p < end && *p != '.' && *p != ':' && *p != ',' && p - s < 40)
        p++;
    ltn_phrase n = ltn_phrases_find(f->words, s, (size_t)(p - s));
    return n.cls == LTN_HEAD_NUMBER && n.begins;
}

/* "Chapter 3", "PART ONE: The Sea", "Erstes Kapitel", "Preface". */
static ltn_headline by_name(const finder *f, const ltn_block *b)
{
    const char *s = f->text + b->start, *end = f->text + b->end;
    ltn_phrase p = ltn_phrases_find(f->words, s, b->end - b->start);

    if (p.cls < 0 || p.cls == LTN_HEAD_NUMBER || p.cls == LTN_DIV_SPEECH ||
        (b->flags & LTN_ENDS_OPEN) || b->words > 24)
        return (ltn_headline){0};
    unsigned rank = rank_of[p.cls];
    bool all = p.whole && b->words <= 4;
    if (all && !(b->flags & LTN_OPENS_LOWER)) {
        ltn_headline h = headline("heading.name", rank, (unsigned)p.cls, 91);
        h.label = true;
        return h;
    }
    if (p.begins && is_numbered(f, s + p.len, end) &&
        ((b->flags & LTN_ENDS_STOP) == 0 || b->words <= 16)) {
        ltn_headline h =
            headline("heading.name-number", rank, (unsigned)p.cls, 95);
        h.label = b->words <= 3;
        return h;
    }
    /* "Second Part", "Zweites Buch": the number comes first. */
    const char *blank = memchr(s, ' ', b->end - b->start);
    if (!p.begins && b->words <= 3 && !(b->flags & LTN_OPENS_LOWER) && blank &&
        is_numbered(f, s, blank)) {
        ltn_headline h =
            headline("heading.number-name", rank, (unsigned)p.cls, 90);
        h.label = true;
        return h;
    }
    return (ltn_headline){0};
}

/* "II.", "§ 3. Title", "1.2 Title", "IV. THE SEA", "B. Methods". */
static ltn_headline by_number(const finder *f, size_t i)
{
    const ltn_block *b = &f->list->at[i];
    const char *s = f->text + b->start, *end = f->text + b->end;
    bool section = end - s > 2 && memcmp(s, "§", 2) == 0;

    s = skip_signs(section ? s + 2 : s, end);
    number n = number_at(s, end);
    if (n.parts == 0 || b->words > 24)
        return (ltn_headline){0};
    if (is_rest_empty(n.end, end)) {
        bool digits = !n.roman;
        if (digits && !section)
            return (ltn_headline){0};
        ltn_headline h =
            headline("heading.number", LTN_RANK_NUMBER, LTN_DIV_SECTION, 92);
        h.label = true;
        return h;
    }
    bool short_title = (b->flags & LTN_ENDS_OPEN) == 0 && b->words <= 20;
    if (section && short_title)
        return headline("heading.section-sign", LTN_RANK_SECTION,
                        LTN_DIV_SECTION, 92);
    if (!short_title || n.end == end ||
        (!n.roman && *n.end != ' ' && *n.end != '\t'))
        return (ltn_headline){0};
    bool stop = (b->flags & LTN_ENDS_STOP) != 0;
    if (!n.roman && n.parts > 1 && n.small && begins_capital(n.end, end) &&
        (!stop || is_title_case(b)))
        return headline("heading.decimal", LTN_RANK_DECIMAL + n.parts - 1,
                        LTN_DIV_SECTION, 92);
    bool title = is_capitals(b) || (is_title_case(b) && !stop && n.stop);
    if (n.roman && title && b->words > 1)
        return headline("heading.roman", LTN_RANK_NUMBER, LTN_DIV_SECTION, 85);
    const ltn_block *next = next_of(f, i);
    if (n.stop && !n.roman && !stop && b->words > 0 && b->words <= 12 && next &&
        is_text(next) && (is_title_case(b) || b->lower <= 6))
        return headline("heading.numbered", LTN_RANK_DECIMAL, LTN_DIV_SECTION,
                        80);
    return (ltn_headline){0};
}

/* ---- bare lines ---- */

/* A date, a time, a page: few words and a year or the like. */
static bool is_date_like(const finder *f, const ltn_block *b)
{
    const char *s = f->text + b->start, *end = f->text + b->end;
    size_t run = 0, digits = 0;

    if (!(b->flags & LTN_HAS_DIGIT) || b->words > 7)
        return false;
    bool year = false;
    for (; s < end; s++) {
        run = *s >= '0' && *s <= '9' ? run + 1 : 0;
        digits += run > 0;
        year |= run == 4;
    }
    if (year && digits == 4 && b->words > 3)
        return false; /* a year in a title */
    return year || digits >= 4 || b->words <= 2;
}

/* A block that a heading may come after. */
static bool may_precede(const finder *f, size_t i)
{
    const ltn_block *a = before(f, i);

    if (!a || a->kind != LTN_PARAGRAPH)
        return true;
    if (a->words <= 14 && is_title_case(a) &&
        !(a->flags & (LTN_ENDS_OPEN | LTN_OPENS_LOWER)))
        return true; /* it may be a heading itself */
    return (a->flags & (LTN_ENDS_STOP | LTN_ENDS_QUOTED)) != 0;
}

/* A block that may come after a heading: text that begins a sentence, or
 * another heading (blocks are judged from the last to the first). */
static bool may_follow(const finder *f, size_t i)
{
    const ltn_block *b = next_of(f, i);

    if (b && f->out[after(f, i)].rule)
        return true;
    return b && !(b->flags & LTN_OPENS_LOWER) &&
           (is_text(b) || b->kind == LTN_HEADING || b->kind == LTN_LINE_GROUP);
}

static bool has_room(const finder *f, const ltn_block *b)
{
    return b->before > f->room;
}

/* "(TRANSLATION)", "THE PRESIDENT: Yes." */
static bool is_aside(const finder *f, const ltn_block *b)
{
    const char *s = f->text + b->start, *end = f->text + b->end;
    const char *colon = memchr(s, ':', (size_t)(end - s));

    return *s == '(' || *s == '[' ||
           (colon && colon + 1 < end && colon[1] == ' ' && b->upper < b->words);
}

static ltn_headline in_capitals(const finder *f, size_t i)
{
    const ltn_block *b = &f->list->at[i];
    bool stop = (b->flags & LTN_ENDS_STOP) != 0;
    bool loud = stop && f->text[b->end - 1] != '.';

    if (is_aside(f, b) || !is_capitals(b) || (b->flags & LTN_ENDS_OPEN) ||
        b->words > 24 || is_date_like(f, b))
        return (ltn_headline){0};
    if ((b->flags & LTN_OPENS_QUOTE) && !has_room(f, b))
        return (ltn_headline){0};
    if ((loud || b->words < 2) && !has_room(f, b) && b->upper < 1)
        return (ltn_headline){0};
    if (!may_precede(f, i) && !has_room(f, b))
        return (ltn_headline){0};
    if (!may_follow(f, i))
        return (ltn_headline){0};
    /* "JOHN SMITH." may as well be a signature. */
    if (stop && b->words <= 3 && !has_room(f, b)) {
        const ltn_block *next = next_of(f, i);
        if (!ltn_block_is_running(next) && !f->out[after(f, i)].rule)
            return (ltn_headline){0};
        return headline("heading.capitals-stop", LTN_RANK_CAPITALS,
                        LTN_DIV_SECTION, 62);
    }
    return headline("heading.capitals", LTN_RANK_CAPITALS, LTN_DIV_SECTION,
                    loud ? 70 : 85);
}

static ltn_headline bare_title(const finder *f, size_t i)
{
    const ltn_block *b = &f->list->at[i], *next = next_of(f, i);
    bool room = has_room(f, b);

    if ((b->flags &
         (LTN_ENDS_STOP | LTN_ENDS_OPEN | LTN_OPENS_LOWER | LTN_HAS_LINK)) ||
        b->words == 0 || b->words > 14 || is_aside(f, b) || is_date_like(f, b))
        return (ltn_headline){0};
    if ((b->flags & LTN_OPENS_QUOTE) && !room)
        return (ltn_headline){0};
    if (i < f->body || !next || !may_precede(f, i) || !may_follow(f, i))
        return (ltn_headline){0};
    if (!is_title_case(b) && !room)
        return (ltn_headline){0};
    if (room)
        return headline("heading.bare-spaced", LTN_RANK_BARE, LTN_DIV_SECTION,
                        91);
    return ltn_block_is_running(next)
               ? headline("heading.bare", LTN_RANK_BARE, LTN_DIV_SECTION, 80)
               : (ltn_headline){0};
}

/* A heading that the reader found by its looks. */
static ltn_headline given(const finder *f, size_t i)
{
    const ltn_block *b = &f->list->at[i];
    unsigned level = b->node->level;
    ltn_headline h = by_name(f, b);

    if (!h.rule)
        h = by_number(f, i);
    if (!h.rule)
        h = headline("",
                     level == 1  ? LTN_RANK_CHAPTER
                     : level > 1 ? LTN_RANK_SECTION
                                 : LTN_RANK_CAPITALS,
                     LTN_DIV_SECTION, 90);
    if (level > 2)
        h.rank = (uint8_t)(LTN_RANK_DECIMAL + level);
    h.given = true;
    return h;
}

/* A small letter near the beginning: not in capitals. */
static bool has_small(const char *s, size_t len)
{
    for (size_t i = 0; i < len && i < 16; i++)
        if (s[i] >= 'a' && s[i] <= 'z')
            return true;
    return false;
}

enum { HEADING_BYTES = 300, SENTENCE_BYTES = 120 };

/* Most blocks are ruled out without counting their words. */
static bool may_be_heading(const finder *f, const ltn_block *b)
{
    size_t len = ltn_block_bytes(b);

    if (b->kind != LTN_PARAGRAPH || len == 0 || len > HEADING_BYTES ||
        (b->flags & (LTN_OPENS_LOWER | LTN_ENDS_OPEN)))
        return false;
    if (!(b->flags & LTN_ENDS_STOP))
        return true;
    const char *s = f->text + b->start;
    if (len > SENTENCE_BYTES || (b->flags & LTN_ENDS_QUOTED))
        return false;
    return !has_small(s, len) ||
           number_at(skip_signs(s, s + len), s + len).parts ||
           ltn_phrases_may_begin(f->words, s, len);
}

static ltn_headline judge(const finder *f, size_t i)
{
    const ltn_block *b = &f->list->at[i];

    if (b->kind == LTN_HEADING) {
        counted(f, i);
        return given(f, i);
    }
    if (!may_be_heading(f, b))
        return (ltn_headline){0};
    counted(f, i);
    ltn_headline h = by_name(f, b);
    if (!h.rule)
        h = by_number(f, i);
    if (!h.rule)
        h = in_capitals(f, i);
    if (!h.rule)
        h = bare_title(f, i);
    return h;
}

/* "PART ONE", blank, "The Sea": the title of a heading that has none. */
static void add_titles(finder *f)
{
    for (size_t i = 1; i < f->list->len; i++) {
        const ltn_block *b = &f->list->at[i];
        if (f->out[i].rule || !f->out[i - 1].label ||
            b->kind != LTN_PARAGRAPH || ltn_block_is_long(b) ||
            counted(f, i)->words == 0 || b->words > 14 || !may_follow(f, i) ||
            (b->flags & (LTN_ENDS_OPEN | LTN_OPENS_LOWER | LTN_OPENS_QUOTE)) ||
            f->text[b->start] == '[') /* "[1] Smith": a note, a reference */
            continue;
        bool stop = (b->flags & LTN_ENDS_STOP) != 0;
        if (stop && !is_title_case(b))
            continue;
        f->out[i] = headline("heading.after-label", LTN_RANK_BARE,
                             LTN_DIV_SECTION, stop ? 78 : 92);
    }
}

/* Bare titles before the text, where later ones show that the document has
 * such. */
static void judge_head(finder *f)
{
    size_t bare = 0, body = f->body;

    for (size_t i = body; i < f->list->len; i++)
        bare += f->out[i].rule && f->out[i].rank == LTN_RANK_BARE;
    if (bare < 2)
        return;
    f->body = 0;
    for (size_t i = body; i-- > 0;)
        if (!f->out[i].rule && f->list->at[i].kind == LTN_PARAGRAPH &&
            counted(f, i)->words < 14)
            f->out[i] = bare_title(f, i);
    f->body = body;
}

/* ---- the title of the document ---- */

/* Sentences are titles only when they say that they are. */
static bool may_be_title(const finder *f, size_t i, bool *named)
{
    const ltn_block *b = &f->list->at[i];

    *named = false;
    if (b->kind != LTN_PARAGRAPH || b->end - b->start > 400 ||
        (b->flags & (LTN_OPENS_LOWER | LTN_OPENS_QUOTE)) || is_date_like(f, b))
        return false;
    ltn_phrase p =
        ltn_phrases_find(f->words, f->text + b->start, b->end - b->start);
    *named = p.cls == LTN_DIV_SPEECH;
    if (*named)
        return true;
    return (b->flags & (LTN_ENDS_STOP | LTN_ENDS_OPEN)) == 0 && b->words >= 2;
}

/* The block before the text that is its title: one that says so, or the one
 * with most words. */
static void find_title(finder *f)
{
    size_t best = f->list->len;
    bool named = false, this_named;

    for (size_t i = 0; i < f->body && i < 24; i++) {
        const ltn_block *b = counted(f, i);
        if (f->out[i].rule && f->out[i].rank != LTN_RANK_CAPITALS)
            break;
        if (!may_be_title(f, i, &this_named))
            continue;
        bool better =
            best == f->list->len || (this_named && !named) ||
            (named == this_named && i < 12 && f->list->at[best].words < 3 &&
             b->words > f->list->at[best].words);
        if (better) {
            best = i;
            named = this_named;
        }
    }
    if (best == f->list->len || !next_of(f, best))
        return;
    f->out[best] = headline(
        named ? "heading.title-named" : "heading.title", LTN_RANK_TITLE,
        named ? LTN_DIV_SPEECH : LTN_DIV_SECTION, named ? 94 : 85);
}

/* A first heading like the later ones is one of them, not their title. */
static void level_title(finder *f)
{
    size_t title = f->list->len, same[2] = {0};

    for (size_t i = 0; i < f->list->len; i++) {
        if (f->out[i].rule && f->out[i].rank == LTN_RANK_TITLE)
            title = i;
        else if (f->out[i].rule && i > f->body)
            same[0] += f->out[i].rank == LTN_RANK_CAPITALS,
                same[1] += f->out[i].rank == LTN_RANK_BARE;
    }
    if (title == f->list->len || f->out[title].cls == LTN_DIV_SPEECH)
        return;
    counted(f, title);
    if (is_capitals(&f->list->at[title]) && same[0] > 0)
        f->out[title].rank = LTN_RANK_CAPITALS;
    else if (!is_capitals(&f->list->at[title]) && same[1] > 0)
        f->out[title].rank = LTN_RANK_BARE;
}

/* What stands between the title and the text is no heading but by name. */
static void clear_head(finder *f)
{
    bool seen = false;

    for (size_t i = 0; i < f->body && i < f->list->len; i++) {
        ltn_headline *h = &f->out[i];
        if (seen && h->rule && !h->given && h->rank >= LTN_RANK_CAPITALS &&
            h->rank < LTN_RANK_DECIMAL &&
            strcmp(h->rule, "heading.after-label") != 0)
            *h = (ltn_headline){0};
        seen = seen || (h->rule && h->rank == LTN_RANK_TITLE);
    }
}

/* The usual number of blank lines before a paragraph. */
static unsigned usual_room(const ltn_block_list *list)
{
    size_t count[10] = {0}, best = 0;

    for (size_t i = 1; i < list->len; i++)
        if (ltn_block_is_running(&list->at[i]))
            count[list->at[i].before]++;
    for (size_t k = 1; k < 10; k++)
        if (count[k] > count[best])
            best = k;
    return (unsigned)best;
}

void ltn_headings_find(const ltn_block_list *list, const char *text,
                       const ltn_phrases *words, ltn_headline *out)
{
    finder f = {.list = list, .text = text, .words = words, .out = out};

    f.room = usual_room(list);
    while (f.body < list->len && !ltn_block_is_running(&list->at[f.body]))
        f.body++;
    if (f.body == 0 && list->len > 1 && !ltn_block_is_long(&list->at[0])) {
        bool named;
        counted(&f, 0);
        if (may_be_title(&f, 0, &named))
            f.body = 1;
    }
    for (size_t i = list->len; i-- > 0;)
        out[i] = judge(&f, i);
    judge_head(&f);
    add_titles(&f);
    ltn_headings_sequences(list, text, out);
    find_title(&f);
    level_title(&f);
    clear_head(&f);
}
