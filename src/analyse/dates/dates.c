#include "analyse/dates/dates.h"

#include "util/bytes8.h"
#include "util/resources.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char *const link_tags[] = {
    "", "", "", "", "",     "",        "",    "",
    "", "", "", "", "link", "ordinal", "day", NULL,
};

void ltn_date_words_load(ltn_date_words *w)
{
    const ltn_resource *r = ltn_resource_find("src/analyse/dates/months.tsv");
    const char *at = r ? r->data : NULL, *line;
    size_t len, n;

    while (r && (line = ltn_data_line(&at, r->end, &len))) {
        const char *end = line + len;
        ltn_data_field(&line, end, &n);
        const char *number = ltn_data_field(&line, end, &n);
        unsigned month = 0;
        for (size_t i = 0; number && i < n; i++)
            month = month * 10 + (unsigned)(number[i] - '0');
        for (const char *s = line; s < end; s += n + 1) {
            const char *stop = memchr(s, ' ', (size_t)(end - s));
            n = (size_t)((stop ? stop : end) - s);
            if (month >= 1 && month <= 12)
                ltn_words_add(&w->months, s, n, 1u << (month - 1));
        }
    }
    ltn_words_load(&w->months, "src/analyse/dates/links.words", link_tags);
}

/* The value of a decimal digit of any script. Digits of a script lie side by
 * side from 0 to 9 (UAX #44, Nd), so the first of them is 0. */
static unsigned digit_value(uint32_t c)
{
    unsigned v = 0;

    if (c < 0x80)
        return c - '0';
    while (v < 9 && ltn_is_digit(c - v - 1))
        v++;
    return v;
}

typedef enum token_kind { NOTHING, WORD, NUMBER, OTHER } token_kind;

typedef struct token {
    token_kind kind;
    const char *start, *end;
    unsigned number, digits;
    uint32_t tags;
    char before, after; /* ASCII characters that touch it, or 0 */
} token;

typedef struct reader {
    const ltn_date_words *w;
    const char *start, *end;
} reader;

static void finish(const reader *r, token *t)
{
    t->before =
        (char)(t->start > r->start && !(t->start[-1] & 0x80) ? t->start[-1]
                                                             : 0);
    t->after = (char)(t->end < r->end && !(*t->end & 0x80) ? *t->end : 0);
    if (t->kind == WORD)
        t->tags = ltn_words_find(&r->w->months, t->start,
                                 (size_t)(t->end - t->start));
}

/* The month of a Roman number, "X", or 0. */
static unsigned roman_month(const token *t)
{
    static const char *const months[] = {"I",  "II", "III", "IV",
                                         "V",  "VI", "VII", "VIII",
                                         "IX", "X",  "XI",  "XII"};
    size_t len = (size_t)(t->end - t->start);

    for (unsigned i = 0; t->kind == WORD && i < 12; i++)
        if (strlen(months[i]) == len && memcmp(months[i], t->start, len) == 0)
            return i + 1;
    return 0;
}

/* What may lie between the parts of a date. */
static bool is_filler(uint32_t c)
{
    return ltn_is_space(c) || c == ',' || c == '.' || c == '(' || c == '\'' ||
           c == '"' || c == '*' || c == 0xB0 || c == 0xBA || c == 0x2019 ||
           c == 0x201D || c == 0x60C;
}

enum { FILLERS = 4, NUMBER_DIGITS = 9 };

static token token_back(const reader *r, const char *p)
{
    token t = {.kind = NOTHING};
    uint32_t c = 0;

    for (int i = 0;; i++) {
        if (p <= r->start || i > FILLERS)
            return t;
        t.end = p;
        c = ltn_utf8_prev(&p, r->start);
        if (!is_filler(c))
            break;
    }
    t.kind = ltn_is_digit(c) ? NUMBER : ltn_is_letter(c) ? WORD : OTHER;
    unsigned scale = 1;
    for (;;) {
        t.start = p;
        if (t.kind == NUMBER && t.digits++ < NUMBER_DIGITS) {
            t.number += digit_value(c) * scale;
            scale *= 10;
        }
        if (p <= r->start || t.kind == OTHER || t.end - p > LTN_WORD_BYTES)
            break;
        const char *q = p;
        c = ltn_utf8_prev(&q, r->start);
        if (t.kind == NUMBER ? !ltn_is_digit(c) : !ltn_is_letter(c))
            break;
        p = q;
    }
    finish(r, &t);
    return t;
}

static token token_on(const reader *r, const char *p)
{
    token t = {.kind = NOTHING};
    uint32_t c = 0;

    for (int i = 0;; i++) {
        if (p >= r->end || i > FILLERS)
            return t;
        t.start = p;
        c = ltn_utf8_next(&p, r->end);
        if (!is_filler(c))
            break;
    }
    t.kind = ltn_is_digit(c) ? NUMBER : ltn_is_letter(c) ? WORD : OTHER;
    for (;;) {
        t.end = p;
        if (t.kind == NUMBER && t.digits++ < NUMBER_DIGITS)
            t.number = t.number * 10 + digit_value(c);
        if (p >= r->end || t.kind == OTHER || p - t.start > LTN_WORD_BYTES)
            break;
        const char *q = p;
        c = ltn_utf8_next(&q, r->end);
        if (t.kind == NUMBER ? !ltn_is_digit(c) : !ltn_is_letter(c))
            break;
        p = q;
    }
    finish(r, &t);
    return t;
}

static unsigned month_of(const token *t)
{
    uint32_t bits = t->kind == WORD ? t->tags & LTN_DATE_MONTHS : 0;
    unsigned m = 1;

    if (bits == 0 || (bits & (bits - 1)))
        return 0;
    while (!(bits & 1)) {
        bits >>= 1;
        m++;
    }
    return m;
}

static bool has_day(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char days[] = {31, 29, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
           (month != 2 || day < 29 || leap);
}

static void put_number(char *out, unsigned n, int digits)
{
    while (digits-- > 0) {
        out[digits] = (char)('0' + n % 10);
        n /= 10;
    }
}

/* Fills out; day 0: to the month only. */
static bool make(ltn_date *out, unsigned year, unsigned month, unsigned day,
                 const char *rule, unsigned percent)
{
    if (!has_day(year, month, day ? day : 1))
        return false;
    put_number(out->iso, year, 4);
    out->iso[4] = '-';
    put_number(out->iso + 5, month, 2);
    out->iso[7] = day ? '-' : '\0';
    if (day) {
        put_number(out->iso + 8, day, 2);
        out->iso[10] = '\0';
    }
    out->rule = rule;
    out->percent = (uint8_t)percent;
    return true;
}

/* Goes back over the links: "19 de julio de 2024". */
static token before_links(const reader *r, const char *p)
{
    token t = token_back(r, p);

    for (int i = 0; i < 2 && t.kind == WORD && month_of(&t) == 0 &&
                    (t.tags & LTN_DATE_LINK);
         i++)
        t = token_back(r, t.start);
    return t;
}

/* The number of a day that ends before p, with or without its "st". */
static token day_before(const reader *r, const char *p)
{
    token t = before_links(r, p);

    if (t.kind == WORD && (t.tags & LTN_DATE_ORDINAL)) {
        token number = token_back(r, t.start);
        if (number.kind == NUMBER)
            return number;
    }
    return t;
}

static bool is_day(const token *t)
{
    return t->kind == NUMBER && t->digits <= 2 && t->number >= 1 &&
           t->number <= 31;
}

/* The day before two names of one month: "5 تشرين الأول/أكتوبر 2021". */
static token day_before_both(const reader *r, const token *month)
{
    token t = token_back(r, month->start - 1);

    for (int i = 0; i < 2 && t.kind == WORD && (*t.start & 0x80); i++)
        t = token_back(r, t.start);
    return t;
}

/* Whether the number before a month is no part of a longer one: "3/19 July",
 * but of two days, "18-19 July", the last is one. */
static bool may_be_first(const reader *r, const token *day)
{
    if (day->before == '-') {
        token first = token_back(r, day->start - 1);
        return is_day(&first) && first.end == day->start - 1 &&
               first.before != '-' && first.before != '/';
    }
    return day->before != '/';
}

/* "19 July 2024", "July 19, 2024", "July 2024": the year is y. */
static bool words_before(const reader *r, const token *y, ltn_date *out)
{
    token t = before_links(r, y->start);
    token number = t;

    if (t.kind == WORD && (t.tags & LTN_DATE_ORDINAL) && month_of(&t) == 0)
        number = token_back(r, t.start);
    if (is_day(&number)) {
        token m = before_links(r, number.start);
        out->start = m.start;
        return month_of(&m) > 0 && make(out, y->number, month_of(&m),
                                        number.number, "date.month-day", 97);
    }
    unsigned month = month_of(&t);
    if (month == 0)
        return false;
    token day = t.before == '/' && t.start - 1 > r->start
                    ? day_before_both(r, &t)
                    : day_before(r, t.start);
    if (is_day(&day) && may_be_first(r, &day)) {
        out->start = day.start;
        if (make(out, y->number, month, day.number, "date.day-month", 97))
            return true;
    }
    out->start = t.start;
    return make(out, y->number, month, 0, "date.month", 90);
}

static uint32_t char_at(const char *p, const char *end)
{
    return p < end ? ltn_utf8_next(&p, end) : 0;
}

/* The number at p, if the unit comes after it: 7月, 7월. */
static bool counted(const reader *r, const char **p, uint32_t han,
                    uint32_t hangul, unsigned *n)
{
    token t = token_on(r, *p);
    uint32_t unit = t.kind == NUMBER ? char_at(t.end, r->end) : 0;

    if (unit == 0 || (unit != han && unit != hangul))
        return false;
    *n = t.number;
    *p = t.end + 3; /* both are three bytes of UTF-8 */
    return true;
}

/* 2024年7月19日, 2024년 7월 19일 */
static bool east_asian(const reader *r, const token *y, ltn_date *out)
{
    uint32_t unit = char_at(y->end, r->end);
    unsigned month, day = 0;

    if (unit != 0x5E74 && unit != 0xB144)
        return false;
    const char *p = y->end + 3;
    if (!counted(r, &p, 0x6708, 0xC6D4, &month))
        return false;
    counted(r, &p, 0x65E5, 0xC77C, &day);
    out->start = y->start;
    out->end = p;
    return make(out, y->number, month, day, "date.east-asian", 97);
}

/* "2024. július 19." and 2024-07-19, 2024/07/19 */
static bool after_year(const reader *r, const token *y, ltn_date *out)
{
    token m = token_on(r, y->end);

    if (m.kind == WORD && month_of(&m) == 0 && (m.tags & LTN_DATE_LINK))
        m = token_on(r, m.end); /* 2021 m. spalio 5 d. */
    out->start = y->start;
    if (m.kind == WORD && month_of(&m)) {
        token d = token_on(r, m.end);
        out->end = d.end;
        return is_day(&d) && d.after != ':' &&
               make(out, y->number, month_of(&m), d.number, "date.year-first",
                    85);
    }
    if ((y->after != '-' && y->after != '/' && y->after != '.') ||
        y->before == y->after)
        return false;
    m = token_on(r, y->end + 1);
    if (m.kind != NUMBER || m.digits != 2 || m.start != y->end + 1 ||
        m.after != y->after)
        return false;
    token d = token_on(r, m.end + 1);
    out->end = d.end;
    return d.kind == NUMBER && d.digits == 2 && d.start == m.end + 1 &&
           d.after != y->after &&
           make(out, y->number, m.number, d.number, "date.iso", 98);
}

/* 19.7.2024, 19/07/2024; 7/19/2024 only where no day could be meant. */
static bool figures(const reader *r, const token *y, ltn_date *out)
{
    char between = y->before;
    bool spaced =
        between == ' ' && y->start - 1 > r->start && y->start[-2] == '.';

    if (spaced) /* 5. 10. 2021 */
        between = '.';
    if (between != '.' && between != '/' && between != '-')
        return false;
    token b = token_back(r, y->start - 1);
    unsigned named = month_of(&b) ? month_of(&b) : roman_month(&b);
    if (named > 0) {
        b.kind = NUMBER;
        b.number = named;
        b.digits = 2;
    }
    bool dot = spaced && b.before == ' ' && b.start - 1 > r->start &&
               b.start[-2] == '.';
    if (b.kind != NUMBER || b.digits > 2 || (b.before != between && !dot))
        return false;
    token a = token_back(r, b.start - 1);
    if (a.kind != NUMBER || a.digits > 2 || a.before == between)
        return false;
    out->start = a.start;
    if (between == '.' || named > 0 || (a.number > 12 && b.number <= 12))
        return make(out, y->number, b.number, a.number, "date.figures", 92);
    if (b.number > 12)
        return make(out, y->number, a.number, b.number, "date.figures", 90);
    return a.number == b.number &&
           make(out, y->number, b.number, a.number, "date.figures", 92);
}

/* "May (2024)" ends behind its bracket. */
static const char *with_bracket(const ltn_date *d, const token *y)
{
    size_t len = (size_t)(y->start - d->start);

    return y->after == ')' && memchr(d->start, '(', len) ? y->end + 1 : y->end;
}

static bool date_of_year(const reader *r, const token *y, ltn_date *out)
{
    out->end = y->end;
    if (words_before(r, y, out)) {
        out->end = with_bracket(out, y);
        return true;
    }
    return figures(r, y, out) || east_asian(r, y, out) || after_year(r, y, out);
}

/* First bytes of digits that are not ASCII: of Arabic, Persian, Indian. */
static bool may_be_digit(unsigned char c)
{
    return (unsigned)c - '0' < 10 || c == 0xD9 || c == 0xDB || c == 0xE0 ||
           c == 0xEF; /* ... and those of full width */
}

/* The same of eight bytes; it may be true of others too. */
static bool may_have_digit8(const char *s)
{
    uint64_t x = ltn_load8(s), ascii = x & ~LTN_HIGH8;

    return (ltn_between8(ascii, '0', '9' + 1) & ~x) | ltn_any8(x, 0xD9) |
           ltn_any8(x, 0xDB) | ltn_any8(x, 0xE0) | ltn_any8(x, 0xEF);
}

/* The next byte from p on where a number may begin, or end. */
static const char *next_digit(const char *p, const char *end)
{
    while (p < end) {
        while (end - p >= 8 && !may_have_digit8(p))
            p += 8;
        const char *stop = end - p > 8 ? p + 8 : end;
        for (; p < stop; p++)
            if (may_be_digit((unsigned char)*p))
                return p;
    }
    return end;
}

bool ltn_date_next(const ltn_date_words *w, const char *start, const char **at,
                   const char *end, ltn_date *out)
{
    reader r = {.w = w, .start = start, .end = end};
    const char *p = *at;

    while ((p = next_digit(p, end)) < end) {
        const char *q = p;
        if (!ltn_is_digit(ltn_utf8_next(&q, end))) {
            p = q;
            continue;
        }
        token y = token_on(&r, p);
        p = y.end;
        if (y.digits != 4 || y.number < 1000 || y.number > 2999)
            continue;
        if (date_of_year(&r, &y, out) && out->start >= *at) {
            *at = out->end > p ? out->end : p;
            return true;
        }
    }
    *at = end;
    return false;
}
