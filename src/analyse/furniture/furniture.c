/* What is not the author's words: labels, menus, share and cookie lines, lists
 * of other articles, letterheads, notices, running heads.
 *
 * A text has a body: the blocks from the first to the last that are running
 * text. What stands before, after and in it is judged by known phrases (data,
 * one list per language), by shape and by repetition; position decides how
 * much is asked. Only short blocks are looked at.
 */

#include "analyse/analyse.h"
#include "analyse/blocks.h"
#include "analyse/phrases.h"

#include <stdlib.h>
#include <string.h>

typedef enum kind {
    KICKER,
    NAVIGATION,
    RELATED, /* a title over links to other articles */
    NEXT,    /* ... over one link */
    INLINE,  /* inside of articles */
    SHARE,
    NOTICE,
    LETTERHEAD,
    CAPTION,
    BYLINE, /* of a page: who published it */
    PAGE,
    KINDS
} kind;

static const char *const kind_name[KINDS] = {
    "kicker", "navigation", "related", "next",   "inline", "share",
    "notice", "letterhead", "caption", "byline", "page",
};
static const uint8_t class_of[KINDS] = {
    LTN_FW_KICKER,     LTN_FW_NAVIGATION, LTN_FW_NAVIGATION,  LTN_FW_NAVIGATION,
    LTN_FW_NAVIGATION, LTN_FW_SHARE,      LTN_FW_NOTICE,      LTN_FW_LETTERHEAD,
    LTN_FW_CAPTION,    LTN_FW_BYLINE,     LTN_FW_PAGE_NUMBER,
};

typedef struct verdict {
    const char *rule; /* NULL: not furniture */
    uint8_t cls, percent;
} verdict;

/* Of judge.known, beside kinds. */
enum { NOT_KNOWN = -1, UNKNOWN = -2 };

typedef struct judge {
    const ltn_doc *doc;
    const ltn_phrases *phrases;
    ltn_edits *edits;
    ltn_block_list blocks;
    int8_t *known;      /* per block: kind, or one of these */
    bool *whole;        /* per block: the phrase is all of it */
    verdict *given;     /* per block */
    size_t first, last; /* of the body */
} judge;

enum { FURNITURE_BYTES = 240 }; /* longer blocks are text */

static bool is_short(const ltn_block *b)
{
    return b->end - b->start <= FURNITURE_BYTES && b->kind == LTN_PARAGRAPH;
}

static const char *text_of(const judge *j, const ltn_block *b)
{
    return j->doc->text.data + b->start;
}

static void give(judge *j, size_t i, unsigned cls, const char *rule,
                 unsigned percent)
{
    if (!j->given[i].rule)
        j->given[i] = (verdict){rule, (uint8_t)cls, (uint8_t)percent};
}

/* ---- the phrases ---- */

static bool ends_open(const ltn_block *b)
{
    return (b->flags & (LTN_ENDS_STOP | LTN_ENDS_QUOTED)) == 0;
}

/* Finds out whether block i is a known phrase. */
static bool look_up(judge *j, size_t i)
{
    const ltn_block *b = &j->blocks.at[i];

    if (j->known[i] != UNKNOWN)
        return j->known[i] >= 0;
    j->known[i] = NOT_KNOWN;
    if (!is_short(b))
        return false;
    ltn_phrase p =
        ltn_phrases_find(j->phrases, text_of(j, b), ltn_block_bytes(b));
    /* A sentence that only begins like furniture is a sentence, unless it is
     * about cookies or rights. */
    if (p.cls < 0 || (!p.whole && !ends_open(b) && p.cls != SHARE &&
                      p.cls != NOTICE && p.cls != CAPTION))
        return false;
    j->known[i] = (int8_t)p.cls;
    j->whole[i] = p.whole;
    return true;
}

/* ---- the body ---- */

/* least: bytes that a sentence has that is a paragraph of text. */
static bool is_running_text(judge *j, size_t i, size_t least)
{
    const ltn_block *b = &j->blocks.at[i];

    if (b->kind == LTN_FURNITURE || b->kind == LTN_HEADING)
        return false;
    if (b->kind != LTN_PARAGRAPH)
        return true;
    return ((b->flags & LTN_ENDS_STOP) || ltn_block_is_long(b)) &&
           ltn_block_bytes(b) >= least && !look_up(j, i);
}

/* The text from the first to the last running paragraph. The first block is a
 * title, however long, when more text follows. */
static void find_body(judge *j, size_t least)
{
    size_t n = j->blocks.len;

    j->first = 0;
    while (j->first < n && !is_running_text(j, j->first, least))
        j->first++;
    size_t second = j->first + 1;
    while (j->first == 0 && second < n && !is_running_text(j, second, least))
        second++;
    if (j->first == 0 && second < n && is_short(&j->blocks.at[0]))
        j->first = second;
    j->last = n;
    while (j->last > j->first && !is_running_text(j, j->last - 1, least))
        j->last--;
    /* Sentences after it belong to it: "Thank you." */
    while (j->last < n && (j->blocks.at[j->last].flags & LTN_ENDS_STOP) &&
           !look_up(j, j->last))
        j->last++;
}

/* Looks up all blocks but the sentences inside the body. */
static void look_up_all(judge *j)
{
    for (size_t i = 0; i < j->blocks.len; i++) {
        const ltn_block *b = &j->blocks.at[i];
        bool inside = i >= j->first && i < j->last;
        if (inside && (!ends_open(b) || ltn_block_bytes(b) > 120))
            j->known[i] = j->known[i] == UNKNOWN ? NOT_KNOWN : j->known[i];
        else
            look_up(j, i);
    }
}

/* ---- rules ---- */

static const ltn_block *counted(const judge *j, size_t i)
{
    return ltn_block_count(&j->blocks, i, j->doc->text.data);
}

/* Known phrases from one block to another; of the web only, or all. */
static size_t hits(const judge *j, size_t from, size_t to, bool web)
{
    size_t n = 0;

    for (; from < to; from++)
        n += j->known[from] >= 0 && (!web || j->known[from] < NOTICE);
    return n;
}

/* Whether the phrase of block i is believed where it stands: in the body only
 * what can stand there, and one word alone never. */
static bool is_believed(const judge *j, size_t i, size_t others, bool web)
{
    bool inside = i >= j->first && i < j->last;
    size_t words = counted(j, i)->words;

    switch ((kind)j->known[i]) {
    case PAGE: return j->whole[i] || words <= 4;
    case INLINE: return true;
    case NOTICE: return !inside || words > 1;
    case SHARE:
    case CAPTION: return words > 1 || (!inside && others > 1);
    case NAVIGATION: return inside ? words > 2 : words > 1 || others > 1;
    case BYLINE: return !inside && web && words <= 6;
    case KICKER:
    case RELATED:
    case NEXT:
    case LETTERHEAD: return !inside && (words > 1 || others > 1);
    case KINDS: break;
    }
    return false;
}

/* Known phrases, by where they stand. */
static void judge_known(judge *j)
{
    size_t before = hits(j, 0, j->first, false);
    size_t after = hits(j, j->last, j->blocks.len, false);
    bool web = hits(j, 0, j->first, true) > 0;

    for (size_t i = 0; i < j->blocks.len; i++) {
        int k = j->known[i];
        bool inside = i >= j->first && i < j->last;
        if (k < 0 || !is_believed(j, i, i < j->first ? before : after, web))
            continue;
        give(j, i, class_of[k],
             inside ? "furniture.phrase.inside" : "furniture.phrase",
             inside        ? 85
             : j->whole[i] ? 95
                           : 91);
    }
}

/* Links after the title of a list of links, to the end of the text. */
static void judge_related(judge *j)
{
    size_t left = 0;

    for (size_t i = j->last; i < j->blocks.len; i++) {
        const ltn_block *b = counted(j, i);
        int k = j->known[i];
        if (k == RELATED)
            left = SIZE_MAX;
        else if (k == NEXT && left == 0)
            left = 1;
        if (k >= 0 || left == 0 || !is_short(b))
            continue;
        if ((b->flags & LTN_ENDS_STOP) && b->words > 20)
            continue;
        give(j, i, LTN_FW_NAVIGATION, "furniture.related", 90);
        left -= left != SIZE_MAX;
    }
}

/* After the text of a page with furniture there, short lines between known
 * ones are of the same sort: the titles of other articles. */
static void judge_among(judge *j)
{
    size_t n = j->blocks.len, last = n;

    if (hits(j, j->last, n, true) < 2)
        return;
    while (last > j->last && !j->given[last - 1].rule)
        last--;
    for (size_t i = j->last, seen = 0; i < last; i++) {
        const ltn_block *b = counted(j, i);
        seen += j->given[i].rule != NULL;
        if (seen > 0 && !j->given[i].rule && j->known[i] < 0 && is_short(b) &&
            !(b->flags & LTN_ENDS_STOP) && b->words <= 16)
            give(j, i, LTN_FW_NAVIGATION, "furniture.among", 72);
    }
}

/* Short labels before the title of a page that has a menu. */
static void judge_menu(judge *j)
{
    size_t title = j->first, most = 3;

    for (size_t i = 0; i < j->first; i++) {
        const ltn_block *b = counted(j, i);
        if (j->known[i] < 0 && b->words > most && b->words != UINT16_MAX) {
            most = b->words;
            title = i;
        }
    }
    if (hits(j, 0, title, true) == 0)
        return;
    for (size_t i = 0; i < title; i++) {
        const ltn_block *b = &j->blocks.at[i];
        if (j->known[i] < 0 && is_short(b) && b->words <= 3 && ends_open(b) &&
            !(b->flags & LTN_ENDS_OPEN))
            give(j, i, LTN_FW_NAVIGATION, "furniture.menu", 78);
    }
}

/* "Home » News » Statements": short names with signs between them. */
static bool is_path(const char *s, size_t len)
{
    static const char *const signs[] = {"»", "›", ">", "→", "/"};

    for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
        size_t n = 0, m = strlen(signs[k]);
        for (size_t i = 1; i + m < len; i++)
            n += s[i - 1] == ' ' && s[i + m] == ' ' &&
                 memcmp(s + i, signs[k], m) == 0;
        if (n >= 2 || (n == 1 && k < 4 && len < 60))
            return true;
    }
    return false;
}

/* "--000000--", "-oOo-": an end sign. */
static bool is_sign(const char *s, size_t len)
{
    size_t dashes = 0;

    if (len < 3 || len > 40)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!strchr("-*~=_#.oO0 ", s[i]) || s[i] == '\0')
            return false;
        dashes += s[i] != 'o' && s[i] != 'O' && s[i] != '0' && s[i] != '.';
    }
    return dashes >= 2;
}

/* Nothing but an address: "https://...", "www...". */
static bool is_address(const char *s, size_t len)
{
    if (len < 6 || memchr(s, ' ', len))
        return false;
    return memcmp(s, "http", 4) == 0 || memcmp(s, "www.", 4) == 0;
}

/* "3", "- 3 -", "3/17". */
static bool is_page_number(const char *s, size_t len)
{
    size_t digits = 0, signs = 0;

    if (len > 12)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';
        digits += digit;
        signs += s[i] == '/' || s[i] == '-' || s[i] == '|';
        if (!digit && !strchr("/-|[] ", s[i]))
            return false;
    }
    return digits > 0 && digits <= 6 && (signs > 0 || digits <= 3);
}

/* The number of the document and that of the page, set apart:
 * "21-32343      3/17". */
static bool is_numbers_of_both(const char *s, size_t len)
{
    size_t n = 0, page;

    while (n < len && ((s[n] >= '0' && s[n] <= '9') || s[n] == '-'))
        n++;
    for (page = n; page < len && s[page] == ' ';)
        page++;
    return memchr(s, '-', n) && page >= n + 2 &&
           is_page_number(s + page, len - page);
}

static void judge_shapes(judge *j)
{
    for (size_t i = 0; i < j->blocks.len; i++) {
        const ltn_block *b = &j->blocks.at[i];
        const char *s = text_of(j, b);
        size_t len = b->end - b->start;
        bool inside = i >= j->first && i < j->last;
        if (len > 120 || !is_short(b) || !ends_open(b) || j->given[i].rule)
            continue;
        counted(j, i);
        if (is_sign(s, len))
            give(j, i, LTN_FW_RULE, "furniture.sign", 90);
        else if (is_address(s, len) && (b->flags & LTN_HAS_LINK))
            give(j, i, LTN_FW_OTHER, "furniture.address", 78);
        else if (i < j->first && is_path(s, len) && b->words <= 30 &&
                 ends_open(b))
            give(j, i, LTN_FW_NAVIGATION, "furniture.path", 91);
        else if ((b->flags & LTN_HAS_DIGIT) && b->words == 0 &&
                 memchr(s, '/', len) &&
                 ((inside && is_page_number(s, len)) ||
                  is_numbers_of_both(s, len)))
            give(j, i, LTN_FW_PAGE_NUMBER, "furniture.page-number", 82);
    }
}

/* ---- page numbers ---- */

/* The number of a block that is nothing but a number, or 0. */
static unsigned bare_number(const judge *j, size_t i)
{
    const ltn_block *b = &j->blocks.at[i];
    const char *s = text_of(j, b), *end = s + ltn_block_bytes(b);
    unsigned n = 0, digits = 0;

    if (end - s > 8 || !is_short(b))
        return 0;
    for (; s < end; s++) {
        if (*s >= '0' && *s <= '9' && digits < 4)
            n = n * 10 + (unsigned)(*s - '0'), digits++;
        else if (!strchr("-[]| ", *s) || *s == '\0')
            return 0;
    }
    return n;
}

/* Whether block i stands where a paragraph is not at its end. */
static bool is_in_between(const judge *j, size_t i)
{
    const ltn_block *a = i ? &j->blocks.at[i - 1] : NULL;
    const ltn_block *b = i + 1 < j->blocks.len ? &j->blocks.at[i + 1] : NULL;

    return (a && a->kind == LTN_PARAGRAPH &&
            !(a->flags & (LTN_ENDS_STOP | LTN_ENDS_INTRO))) ||
           (b && (b->flags & LTN_OPENS_LOWER));
}

/* Numbers that rise through the text, and that do not stand where the number
 * of a chapter would. */
static void judge_numbers(judge *j)
{
    size_t n = 0, rising = 0, between = 0;
    unsigned last = 0;

    for (size_t i = 0; i < j->blocks.len; i++) {
        unsigned number = bare_number(j, i);
        if (number == 0)
            continue;
        rising += n > 0 && number > last && number < last + 9;
        between += is_in_between(j, i);
        last = number;
        n++;
    }
    if (n < 2 || rising * 10 < (n - 1) * 6 || between == 0)
        return;
    for (size_t i = 0; i < j->blocks.len; i++)
        if (bare_number(j, i))
            give(j, i, LTN_FW_PAGE_NUMBER, "furniture.numbers", 78);
}

/* ---- repetition ---- */

static uint64_t hash_of(const char *s, size_t len)
{
    uint64_t h = 0xCBF29CE484222325u;

    for (size_t i = 0; i < len; i++)
        if (s[i] != ' ' && s[i] != '\n')
            h = (h ^ (unsigned char)s[i]) * 0x100000001B3u;
    return h | 1;
}

/* Lines with a link or a time of day that come again: printed by a browser on
 * every page. */
static bool may_be_printed(const judge *j, size_t i)
{
    const ltn_block *b = &j->blocks.at[i];

    if (b->end - b->start > 120 || !ends_open(b) || !is_short(b))
        return false;
    counted(j, i);
    if (b->flags & LTN_HAS_LINK)
        return true;
    const char *s = text_of(j, b), *end = s + (b->end - b->start);
    for (; (b->flags & LTN_HAS_DIGIT) && s + 2 < end; s++)
        if (*s == ':' && s[1] >= '0' && s[1] <= '9' && s[2] >= '0' &&
            s[2] <= '9' && b->words < 6)
            return true;
    for (s = text_of(j, b); s + 4 < end && !memchr(s, '\n', (size_t)(end - s));
         s++)
        if (*s == '.' && memchr(s, '/', (size_t)(end - s)) && b->words < 12)
            return true;
    return false;
}

static void judge_repeated(judge *j)
{
    size_t n = 0, size = 16;

    for (size_t i = 0; i < j->blocks.len; i++)
        n += may_be_printed(j, i);
    if (n < 2)
        return;
    while (size < n * 2)
        size *= 2;
    struct seen {
        uint64_t hash;
        size_t times;
    } *table = calloc(size, sizeof *table);
    for (int round = 0; table && round < 2; round++)
        for (size_t i = 0; i < j->blocks.len; i++) {
            if (!may_be_printed(j, i))
                continue;
            const ltn_block *b = &j->blocks.at[i];
            uint64_t h = hash_of(text_of(j, b), b->end - b->start);
            size_t k = (size_t)(h >> 9) & (size - 1);
            while (table[k].hash && table[k].hash != h)
                k = (k + 1) & (size - 1);
            table[k].hash = h;
            table[k].times += round == 0;
            if (round == 1 && table[k].times >= 2)
                give(j, i, LTN_FW_HEADER, "furniture.printed", 85);
        }
    free(table);
}

/* What stands between two printed lines, or at the end after one, is of the
 * printer too if it is tiny. */
static void judge_neighbours(judge *j)
{
    for (size_t i = 1; i < j->blocks.len; i++) {
        const ltn_block *b = &j->blocks.at[i];
        if (j->given[i - 1].rule && !j->given[i].rule && is_short(b) &&
            b->end - b->start <= 4 && !(b->flags & LTN_ENDS_STOP) &&
            i + 1 < j->blocks.len && j->given[i + 1].rule)
            give(j, i, LTN_FW_PAGE_NUMBER, "furniture.between", 70);
    }
}

/* ---- what comes of it ---- */

static const ltn_decision *why(judge *j, const verdict *v)
{
    return v->rule ? ltn_edit_why(j->edits, v->rule, v->percent, NULL) : NULL;
}

/* A paragraph of lines of which some are furniture: taken apart. */
static void take_apart(judge *j, size_t i, size_t end)
{
    const ltn_block *at = j->blocks.at;

    ltn_edit_dissolve(j->edits, at[i].node);
    while (i < end) {
        const verdict *v = &j->given[i];
        size_t k = i + 1;
        while (k < end && !j->given[k].rule && !v->rule)
            k++;
        ltn_edit_mark(
            j->edits,
            &(ltn_mark){.start = at[i].start,
                        .end = k < end ? at[k].start : at[k - 1].end,
                        .kind = v->rule ? LTN_FURNITURE : LTN_PARAGRAPH,
                        .cls = v->cls,
                        .why = why(j, v)});
        i = k;
    }
}

static void put_verdicts(judge *j)
{
    const ltn_block *at = j->blocks.at;

    for (size_t i = 0, end; i < j->blocks.len; i = end) {
        size_t n = 0;
        for (end = i; end < j->blocks.len && at[end].node == at[i].node; end++)
            n += j->given[end].rule != NULL;
        if (n > 0 && end - i > 1)
            take_apart(j, i, end);
        else if (n > 0)
            ltn_edit_change(j->edits, at[i].node,
                            &(ltn_mark){.kind = LTN_FURNITURE,
                                        .cls = j->given[i].cls,
                                        .why = why(j, &j->given[i])});
    }
}

static bool start(judge *j, ltn_analysis *a, const ltn_doc *doc)
{
    if (!ltn_blocks_find(&j->blocks, doc, true))
        return false;
    if (!a->furniture)
        a->furniture =
            ltn_phrases_new("src/analyse/furniture/", kind_name, KINDS);
    size_t n = j->blocks.len + 1;
    j->known = calloc(n, sizeof *j->known);
    j->whole = calloc(n, sizeof *j->whole);
    j->given = calloc(n, sizeof *j->given);
    return a->furniture && j->known && j->whole && j->given;
}

static ltn_status run(ltn_analysis *a, const ltn_doc *doc, ltn_edits *edits,
                      ltn_diags *diags)
{
    judge j = {.doc = doc, .edits = edits};
    ltn_status status = start(&j, a, doc) ? LTN_OK : LTN_ENOMEM;

    (void)diags;
    if (status == LTN_OK) {
        j.phrases = a->furniture;
        memset(j.known, UNKNOWN, j.blocks.len);
        find_body(&j, LTN_BLOCK_TEXT);
        if (j.first == j.blocks.len)
            find_body(&j, 10);
        look_up_all(&j);
        judge_known(&j);
        judge_related(&j);
        judge_among(&j);
        judge_shapes(&j);
        judge_numbers(&j);
        judge_repeated(&j);
        judge_menu(&j);
        judge_neighbours(&j);
        put_verdicts(&j);
    }
    ltn_blocks_release(&j.blocks);
    free(j.known);
    free(j.whole);
    free(j.given);
    return status;
}

const ltn_pass ltn_pass_furniture = {.name = "furniture", .run = run};
