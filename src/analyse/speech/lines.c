/* What the lines at the head of a text are, each by itself. */

#include "analyse/speech/lines.h"

#include "util/ascii.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

enum {
    SHORT = 120,  /* bytes of a line that stands for itself */
    PLACE = 60,   /* of the name of a place */
    BY_LINE = 160 /* of a line that names a speaker */
};

ltn_range ltn_speech_line(const char **p, const char *end)
{
    const char *s = *p;
    const char *stop = memchr(s, '\n', (size_t)(end - s));
    ltn_range r = {s, stop ? stop : end};

    *p = stop ? stop + 1 : end;
    while (r.end > r.start && (unsigned char)r.end[-1] <= ' ')
        r.end--;
    while (r.start < r.end && (unsigned char)*r.start <= ' ')
        r.start++;
    return r;
}

int ltn_speech_phrase_of(const ltn_lexicon *l, const char *p, const char *end)
{
    ltn_phrase f = ltn_phrases_find(l->speech, p, (size_t)(end - p));

    return f.begins || f.whole ? f.cls : -1;
}

bool ltn_speech_is_closing(const ltn_lexicon *l, const ltn_doc *doc,
                           ltn_range b)
{
    ltn_phrase f = ltn_phrases_find(l->speech, b.start, ltn_range_bytes(b));

    if (f.cls != LTN_SPEECH_CLOSING || !(f.begins || f.whole))
        return false;
    const char *lang = ltn_meta_text(&doc->meta, LTN_META_LANGUAGE, "und");
    return f.whole || f.words > 1 ||
           (f.lists & ltn_phrases_lists(l->speech, lang));
}

uint32_t ltn_speech_first_tags(const ltn_lexicon *l, ltn_range line)
{
    const char *p = line.start;

    while (p < line.end && *p != ' ' && *p != '\n' && *p != ',' && *p != ':')
        p++;
    if (p > line.start + 3 && memchr(line.start, '.', (size_t)(p - line.start)))
        return line.start[1] == '.' ? LTN_NAME_HONOR : 0; /* H.E. */
    while (p > line.start && p[-1] == '.')
        p--;
    return ltn_speech_tags(&l->names, line.start, p);
}

bool ltn_speech_is_title(const ltn_lexicon *l, ltn_range line)
{
    if (ltn_range_bytes(line) == 0 || ltn_range_bytes(line) > 400)
        return false;
    ltn_phrase f =
        ltn_phrases_find(l->speech, line.start, ltn_range_bytes(line));
    if (f.cls != LTN_SPEECH_TITLE)
        return false;
    if (f.begins || f.whole)
        return line.end[-1] != '.' || ltn_range_bytes(line) < 300;
    const char *p = line.start;
    uint32_t c = ltn_utf8_next(&p, line.end);
    for (const char *q = p; q + 2 < line.end; q++)
        if (q[0] == ' ' && q[1] == '>' && q[2] == ' ')
            return false; /* a path */
    return ltn_range_bytes(line) < 200 && line.end[-1] != '.' &&
           line.end[-1] != ',' && !ltn_is_lower(c);
}

bool ltn_speech_date(const ltn_lexicon *l, ltn_range in, ltn_date *d)
{
    const char *at = in.start;

    while (ltn_date_next(&l->dates, in.start, &at, in.end, d))
        if (d->iso[0] != '-' && d->iso[4] == '-' && d->iso[7] == '-')
            return true;
    return false;
}

bool ltn_speech_is_dateline(ltn_range line, const ltn_date *d)
{
    const char *p = line.start;
    unsigned small = 0, words = 0;

    if (ltn_range_bytes(line) > SHORT)
        return false;
    while (p < line.end) {
        bool first = p == line.start || p[-1] == ' ';
        const char *at = p;
        uint32_t c = ltn_utf8_next(&p, line.end);
        if (!first || (at >= d->start && at < d->end))
            continue;
        words += ltn_is_letter(c);
        small += ltn_is_lower(c);
    }
    return small <= 2 && words <= 9 && line.end - d->end < 48;
}

bool ltn_speech_is_time(ltn_range b)
{
    const char *p = b.start;

    if (ltn_range_bytes(b) < 4 || ltn_range_bytes(b) > 24 || *p < '0' ||
        *p > '9')
        return false;
    p += p[1] >= '0' && p[1] <= '9' ? 2 : 1;
    return (*p == ':' || *p == '.') && p[1] >= '0' && p[1] <= '5' &&
           p[2] >= '0' && p[2] <= '9' && p[3] != *p;
}

/* "President: Thomas Jefferson" */
bool ltn_speech_is_role_line(const ltn_lexicon *l, ltn_range b)
{
    const char *colon = memchr(b.start, ':', ltn_range_bytes(b));

    if (!colon || ltn_range_bytes(b) > 80 || colon + 2 >= b.end ||
        memchr(b.start, '\n', ltn_range_bytes(b)))
        return false;
    const char *name = colon + 2;
    return (ltn_speech_first_tags(l, b) & LTN_NAME_ROLE_WORD) &&
           colon[1] == ' ' && ltn_is_upper(ltn_utf8_next(&name, b.end)) &&
           b.end[-1] != '.' && b.end[-1] != '?' && colon - b.start < 30;
}

/* The words of a line by what they are. */
static void count(const ltn_lexicon *l, ltn_range line, ltn_line_words *n)
{
    *n = (ltn_line_words){0};
    for (const char *p = line.start; p < line.end;) {
        const char *from = p;
        uint32_t c = ltn_utf8_next(&p, line.end);
        if (!ltn_is_word(c))
            continue;
        for (const char *q = p; q < line.end; p = q) {
            uint32_t d = ltn_utf8_next(&q, line.end);
            if (!ltn_is_word(d) && d != '-' && d != '\'' && d != 0x2019)
                break;
        }
        uint32_t tags = ltn_speech_tags(&l->names, from, p);
        n->words++;
        n->capitals += !ltn_is_lower(c) && ltn_is_letter(c);
        n->digits += ltn_is_digit(c) && p - from < 5;
        n->roles += (tags & LTN_NAME_ROLE_WORD) != 0;
        n->honors += (tags & LTN_NAME_HONOR) != 0;
        n->portfolios += (tags & LTN_NAME_PORTFOLIO) != 0;
        n->links += (tags & (LTN_NAME_OF | LTN_NAME_TO | LTN_NAME_BY)) != 0;
    }
}

ltn_line_words ltn_speech_words(const ltn_lexicon *l, ltn_range line)
{
    ltn_line_words n;

    count(l, line, &n);
    return n;
}

/* Whether the stop before end is that of initials: "Washington, D.C." */
static bool ends_in_initials(const char *start, const char *end)
{
    return end - start > 5 && end[-1] == '.' && end[-3] == '.' &&
           ltn_ascii_letter(end[-2]);
}

bool ltn_speech_is_place(const ltn_lexicon *l, ltn_range line)
{
    bool initials = ends_in_initials(line.start, line.end);

    if (ltn_range_bytes(line) < 3 || ltn_range_bytes(line) > PLACE ||
        (!initials && strchr(".:;!?)]|", line.end[-1])) || *line.start == '(' ||
        *line.start == '[' || memchr(line.start, ':', ltn_range_bytes(line)) ||
        memcmp(line.end - 3, "\xE2\x80\x9D", 3) == 0 ||
        memchr(line.start, '|', ltn_range_bytes(line)))
        return false;
    ltn_line_words n;
    count(l, line, &n);
    return n.words > 0 && n.words <= 9 && n.roles == 0 &&
           !(ltn_speech_first_tags(l, line) & LTN_NAME_HONOR) &&
           n.digits == 0 && n.capitals * 2 > n.words;
}

/* Takes words of links off the end: "Paris, le", "Stockholm den". */
static const char *without_links(const ltn_lexicon *l, const char *start,
                                 const char *end)
{
    for (;;) {
        while (end > start && !(end[-1] & 0x80) &&
               !ltn_is_word((unsigned char)end[-1]) && end[-1] != ')' &&
               !ends_in_initials(start, end))
            end--;
        const char *p = end;
        while (p > start &&
               ((p[-1] & 0x80) || ltn_is_letter((unsigned char)p[-1])))
            p--;
        if (p == start || p == end || end - p > 12 || ltn_is_upper(*p & 0x7F))
            return end;
        uint32_t tags = ltn_words_find(&l->dates.months, p, (size_t)(end - p));
        if (!(tags & (LTN_DATE_LINK | LTN_DATE_WEEKDAY)))
            return end;
        end = p;
    }
}

/* "Arabic comma" and the like end in bytes over 127. */
static const char *without_commas(const char *start, const char *end)
{
    while (end > start) {
        const char *p = end;
        uint32_t c = ltn_utf8_prev(&p, start);
        if (ltn_is_word(c) || c == ')' || ends_in_initials(start, end))
            break;
        end = p;
    }
    return end;
}

ltn_range ltn_speech_place_before(const ltn_lexicon *l, ltn_range line,
                                  const ltn_date *d)
{
    const char *end = without_links(l, line.start, d->start);
    ltn_range place = {line.start, without_commas(line.start, end)};

    for (const char *p = place.end; p > place.start; p--)
        if (p[-1] == '(' || p[-1] == '|' || p[-1] == ':') {
            place.start = p;
            break;
        }
    while (place.start < place.end && *place.start == ' ')
        place.start++;
    ltn_range last = place; /* "Tuesday," before the date is no place */
    for (const char *p = place.end; p > place.start; p--)
        if (p[-1] == ' ' || p[-1] == ',') {
            last.start = p;
            break;
        }
    if (ltn_words_find(&l->dates.months, last.start, ltn_range_bytes(last)) &
        LTN_DATE_WEEKDAY)
        place.end = without_commas(place.start, last.start);
    if (!ltn_speech_is_place(l, place))
        return (ltn_range){0};
    ltn_line_words n;
    count(l, place, &n);
    return n.words <= 6 && n.portfolios * 2 < n.words + 1 ? place
                                                          : (ltn_range){0};
}

ltn_range ltn_speech_place_after(const ltn_lexicon *l, ltn_range line,
                                 const ltn_date *d)
{
    static const char *const between[] = {"года", "г.", "r.", "in ", "à ",
                                          "en ",  "a ", "w ", "i "};
    ltn_range place = {d->end, line.end};

    for (size_t i = 0; i < sizeof between / sizeof *between;) {
        for (const char *p = place.start; p < place.end; place.start = p)
            if (ltn_is_word(ltn_utf8_next(&p, place.end)))
                break;
        size_t n = strlen(between[i]);
        if ((size_t)(place.end - place.start) > n &&
            memcmp(place.start, between[i], n) == 0) {
            place.start += n;
            i = 0;
        } else {
            i++;
        }
    }
    ltn_line_words n = ltn_speech_words(l, place);
    return n.words >= 1 && n.words <= 3 && n.capitals == n.words &&
                   n.portfolios == 0 && !strchr("-|/(", *place.start) &&
                   ltn_range_bytes(place) > 3 &&
                   ltn_speech_is_place(l, place) &&
                   !ltn_speech_is_title(l, place)
               ? place
               : (ltn_range){0};
}

bool ltn_speech_is_byline(const ltn_lexicon *l, const char *lang,
                          ltn_range line, ltn_named *named)
{
    uint32_t first = ltn_speech_first_tags(l, line);
    ltn_line_words n;

    if (ltn_range_bytes(line) < 4 || ltn_range_bytes(line) > BY_LINE ||
        line.end[-1] == '.' || line.end[-1] == '?' || line.end[-1] == '!')
        return false;
    *named = ltn_speech_named(&l->names, lang, line.start, line.end);
    if (!named->name.start)
        return false;
    count(l, line, &n);
    bool by = (first & LTN_NAME_BY) && ltn_is_upper((unsigned char)*line.start);
    if (by && n.words <= 20)
        return true;
    if ((first & LTN_NAME_HONOR) && n.words <= 16)
        return true;
    return n.roles > 0 && n.words <= 16 && n.capitals * 3 >= n.words * 2;
}

bool ltn_speech_is_person(const ltn_lexicon *l, ltn_range line)
{
    ltn_line_words n;

    count(l, line, &n);
    return n.words >= 2 && n.words <= 4 && n.capitals == n.words &&
           n.roles == 0 && n.portfolios == 0 && n.digits == 0 &&
           ltn_range_bytes(line) < 50 && !strchr(",.:;!?)]", line.end[-1]) &&
           !memchr(line.start, ',', ltn_range_bytes(line));
}

bool ltn_speech_is_office(const ltn_lexicon *l, ltn_range line)
{
    ltn_line_words n;

    count(l, line, &n);
    return n.roles > 0 && n.words <= 16 && ltn_range_bytes(line) < SHORT &&
           !strchr(".:;!?", line.end[-1]) &&
           !memchr(line.start, ':', ltn_range_bytes(line)) &&
           (ltn_speech_first_tags(l, line) &
            (LTN_NAME_ROLE_WORD | LTN_NAME_PORTFOLIO));
}
