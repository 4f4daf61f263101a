/* Dates, times and durations of XML Schema. */

#include "validate/relaxng/xsd.h"

#include <stdint.h>
#include <string.h>

/* A point in time; fields a type does not have are those of a leap year, so
 * that any day may be. */
struct moment {
    int64_t seconds; /* since 0000-03-01 of the proleptic calendar, in UTC or,
                        without a zone, in nobody's time */
    const char *fraction;
    size_t fraction_len; /* without zeros at the end */
    bool zoned;
};

struct reader {
    const char *s, *end;
    bool good;
};

enum { YEAR_MAX = 1000000000 }; /* years and months; larger ones are equal */

static const int64_t count_max = INT64_C(1000000000000);

/* Exactly n digits. */
static int64_t read_fixed(struct reader *r, int n)
{
    int64_t v = 0;

    for (; n > 0; n--) {
        if (r->s == r->end || *r->s < '0' || *r->s > '9') {
            r->good = false;
            return 1;
        }
        v = v * 10 + (*r->s++ - '0');
    }
    return v;
}

static bool take(struct reader *r, char c)
{
    if (r->s < r->end && *r->s == c) {
        r->s++;
        return true;
    }
    return false;
}

static void expect(struct reader *r, char c)
{
    if (!take(r, c))
        r->good = false;
}

static int64_t read_number(struct reader *r, int64_t most)
{
    int64_t v = 0;
    const char *from = r->s;

    for (; r->s < r->end && *r->s >= '0' && *r->s <= '9'; r->s++)
        v = v < most ? v * 10 + (*r->s - '0') : v;
    if (r->s == from)
        r->good = false;
    return v < most ? v : most;
}

static void read_fraction(struct reader *r, const char **s, size_t *len)
{
    *s = r->s;
    while (r->s < r->end && *r->s >= '0' && *r->s <= '9')
        r->s++;
    *len = (size_t)(r->s - *s);
    while (*len > 0 && (*s)[*len - 1] == '0')
        --*len;
}

static int64_t days_of_year(int64_t y)
{
    int64_t floor4 = y >= 0 ? y / 4 : -((-y + 3) / 4);
    int64_t floor100 = y >= 0 ? y / 100 : -((-y + 99) / 100);
    int64_t floor400 = y >= 0 ? y / 400 : -((-y + 399) / 400);

    return y * 365 + floor4 - floor100 + floor400;
}

/* Days since 0000-03-01. */
static int64_t days_of(int64_t y, int64_t month, int64_t day)
{
    int64_t m = (month + 9) % 12; /* March is 0 */

    return days_of_year(month <= 2 ? y - 1 : y) + (m * 306 + 5) / 10 + day - 1;
}

static int64_t days_in(int64_t y, int64_t month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

    return days[month - 1] + (month == 2 && leap);
}

/* XSD 2 #dateTime-lexical-repr: at least four digits, more without a leading
 * zero; there is no year 0000, and -0001 comes before 0001. */
static int64_t read_year(struct reader *r)
{
    bool negative = take(r, '-');
    const char *from = r->s;
    int64_t y = read_number(r, YEAR_MAX);
    size_t n = (size_t)(r->s - from);

    if (n < 4 || (n > 4 && *from == '0') || y == 0)
        r->good = false;
    return negative ? 1 - y : y;
}

static int64_t read_time(struct reader *r, struct moment *m)
{
    int64_t hour = read_fixed(r, 2);
    expect(r, ':');
    int64_t minute = read_fixed(r, 2);
    expect(r, ':');
    int64_t second = read_fixed(r, 2);
    if (take(r, '.')) {
        const char *from = r->s;
        read_fraction(r, &m->fraction, &m->fraction_len);
        r->good = r->good && r->s > from;
    }
    if (minute > 59 || second > 59 || hour > 24 ||
        (hour == 24 && (minute || second || m->fraction_len)))
        r->good = false;
    return (hour * 60 + minute) * 60 + second;
}

/* Seconds to take away. */
static int64_t read_zone(struct reader *r, struct moment *m)
{
    if (r->s == r->end)
        return 0;
    m->zoned = true;
    if (take(r, 'Z'))
        return 0;
    bool west = *r->s == '-';
    if (!west && *r->s != '+')
        r->good = false;
    r->s++;
    int64_t hours = read_fixed(r, 2);
    expect(r, ':');
    int64_t minutes = read_fixed(r, 2);
    if (minutes > 59 || hours * 60 + minutes > INT64_C(14) * 60)
        r->good = false;
    return (hours * 60 + minutes) * (west ? -60 : 60);
}

/* form: letters Y M D T for the fields it has, in this order. */
static bool read_moment(const char *s, size_t len, const char *form,
                        struct moment *m)
{
    struct reader r = {.s = s, .end = s + len, .good = true};
    bool has_year = form[0] == 'Y', has_month = strchr(form, 'M') != NULL;
    int64_t year = 1972, month = 1, day = 1, time = 0;

    *m = (struct moment){0};
    if (has_year) {
        year = read_year(&r);
    } else if (form[0] != 'T') {
        expect(&r, '-');
        expect(&r, '-');
    }
    if (has_month) {
        if (has_year)
            expect(&r, '-');
        month = read_fixed(&r, 2);
    }
    if (strchr(form, 'D')) {
        expect(&r, '-');
        day = read_fixed(&r, 2);
    }
    if (strchr(form, 'T')) {
        if (form[0] != 'T')
            expect(&r, 'T');
        time = read_time(&r, m);
    }
    if (!r.good || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month))
        return false;
    m->seconds = days_of(year, month, day) * 86400 + time - read_zone(&r, m);
    return r.good && r.s == r.end;
}

static const char form_datetime[] = "YMDT", form_date[] = "YMD",
                  form_time[] = "T", form_yearmonth[] = "YM", form_year[] = "Y",
                  form_monthday[] = "MD", form_day[] = "D", form_month[] = "M";

bool ltn_xsd_datetime(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_datetime, &m);
}

bool ltn_xsd_date(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_date, &m);
}

bool ltn_xsd_time(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_time, &m);
}

bool ltn_xsd_gyearmonth(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_yearmonth, &m);
}

bool ltn_xsd_gyear(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_year, &m);
}

bool ltn_xsd_gmonthday(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_monthday, &m);
}

bool ltn_xsd_gday(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_day, &m);
}

bool ltn_xsd_gmonth(const char *s, size_t len, const ltn_sax *x)
{
    struct moment m;
    (void)x;
    return read_moment(s, len, form_month, &m);
}

/* A string of any of the eight types; they do not overlap. */
static void read_any(const char *s, size_t len, struct moment *m)
{
    static const char *const forms[] = {form_date,  form_datetime,  form_time,
                                        form_year,  form_yearmonth, form_day,
                                        form_month, form_monthday};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (read_moment(s, len, forms[i], m))
            return;
}

void ltn_xsd_time_key(const char *s, size_t len, ltn_buf *out)
{
    struct moment m;

    read_any(s, len, &m);
    ltn_buf_printf(out, "%lld.", (long long)m.seconds);
    ltn_buf_put(out, m.fraction, m.fraction_len);
    ltn_buf_putc(out, m.zoned ? 'Z' : ' ');
}

/* Order ----------------------------------------------------------------------
 */

static ltn_order order(int64_t a, int64_t b)
{
    return a < b ? LTN_LESS : a > b ? LTN_GREATER : LTN_EQUAL;
}

static ltn_order compare_fraction(const char *a, size_t a_len, const char *b,
                                  size_t b_len)
{
    size_t n = a_len < b_len ? a_len : b_len;
    int c = n > 0 ? memcmp(a, b, n) : 0;

    if (c != 0)
        return order(c, 0);
    return order((int64_t)a_len, (int64_t)b_len);
}

static ltn_order compare(const struct moment *a, const struct moment *b,
                         int64_t shift)
{
    if (a->seconds != b->seconds + shift)
        return order(a->seconds, b->seconds + shift);
    return compare_fraction(a->fraction, a->fraction_len, b->fraction,
                            b->fraction_len);
}

/* XSD 2 #dateTime-order: a time without a zone may be 14 hours off. */
ltn_order ltn_xsd_time_compare(const char *a, size_t a_len, const char *b,
                               size_t b_len)
{
    const int64_t off = INT64_C(14) * 3600;
    struct moment x, y;

    read_any(a, a_len, &x);
    read_any(b, b_len, &y);
    if (x.zoned == y.zoned)
        return compare(&x, &y, 0);
    if (compare(&x, &y, -off) == LTN_LESS)
        return LTN_LESS;
    return compare(&x, &y, off) == LTN_GREATER ? LTN_GREATER : LTN_UNORDERED;
}

/* Durations ---------------------------------------------------------------- */

struct duration {
    bool negative;
    int64_t months, seconds;
    const char *fraction;
    size_t fraction_len;
};

/* A number before its letter, which must come in the order of `letters`. */
static bool read_part(struct reader *r, const char **letters, int64_t *v,
                      char *letter, struct duration *d)
{
    if (r->s == r->end || *r->s < '0' || *r->s > '9')
        return false;
    *v = read_number(r, count_max);
    bool point = take(r, '.');
    if (point) {
        const char *from = r->s;
        read_fraction(r, &d->fraction, &d->fraction_len);
        r->good = r->good && r->s > from;
    }
    const char *at = r->s < r->end && *r->s ? strchr(*letters, *r->s) : NULL;
    if (!at || (point && *at != 'S')) {
        r->good = false;
        return false;
    }
    *letters = at + 1;
    *letter = *at;
    r->s++;
    return true;
}

static void add_part(struct duration *d, char letter, bool time, int64_t v)
{
    int64_t calendar = v < YEAR_MAX ? v : YEAR_MAX;

    switch (letter) {
    case 'Y': d->months += calendar * 12; break;
    case 'M':
        if (time)
            d->seconds += v * 60;
        else
            d->months += calendar;
        break;
    case 'D': d->seconds += v * 86400; break;
    case 'H': d->seconds += v * 3600; break;
    default: d->seconds += v;
    }
}

static bool read_duration(const char *s, size_t len, struct duration *d)
{
    struct reader r = {.s = s, .end = s + len, .good = true};
    const char *letters = "YMD";
    int64_t v;
    char letter;
    bool some = false, time = false;

    *d = (struct duration){0};
    d->negative = take(&r, '-');
    expect(&r, 'P');
    while (r.good && read_part(&r, &letters, &v, &letter, d)) {
        add_part(d, letter, false, v);
        some = true;
    }
    if (r.good && take(&r, 'T')) {
        letters = "HMS";
        while (r.good && read_part(&r, &letters, &v, &letter, d)) {
            add_part(d, letter, true, v);
            time = true;
        }
        r.good = r.good && time;
    }
    return r.good && r.s == r.end && (some || time);
}

bool ltn_xsd_duration(const char *s, size_t len, const ltn_sax *x)
{
    struct duration d;
    (void)x;

    return read_duration(s, len, &d);
}

void ltn_xsd_duration_key(const char *s, size_t len, ltn_buf *out)
{
    struct duration d;

    read_duration(s, len, &d);
    bool zero = !d.months && !d.seconds && !d.fraction_len;
    ltn_buf_printf(out, "%s%lld/%lld.", d.negative && !zero ? "-" : "",
                   (long long)d.months, (long long)d.seconds);
    ltn_buf_put(out, d.fraction, d.fraction_len);
}

/* What the duration makes of a month, in seconds. */
static int64_t after(const struct duration *d, int64_t year, int64_t month)
{
    int64_t months = year * 12 + month - 1 + (d->negative ? -1 : 1) * d->months;
    int64_t y = months >= 0 ? months / 12 : -((-months + 11) / 12);

    return days_of(y, months - y * 12 + 1, 1) * 86400 +
           (d->negative ? -1 : 1) * d->seconds;
}

/* XSD 2 #duration-order: four months that differ in what follows them. */
ltn_order ltn_xsd_duration_compare(const char *a, size_t a_len, const char *b,
                                   size_t b_len)
{
    static const int starts[][2] = {{1696, 9}, {1697, 2}, {1903, 3}, {1903, 7}};
    struct duration x, y;
    ltn_order all = LTN_UNORDERED;

    read_duration(a, a_len, &x);
    read_duration(b, b_len, &y);
    for (size_t i = 0; i < 4; i++) {
        ltn_order o = order(after(&x, starts[i][0], starts[i][1]),
                            after(&y, starts[i][0], starts[i][1]));
        if (o == LTN_EQUAL) {
            o = compare_fraction(x.fraction, x.fraction_len, y.fraction,
                                 y.fraction_len);
            if (x.negative && o != LTN_EQUAL)
                o = o == LTN_LESS ? LTN_GREATER : LTN_LESS;
        }
        if (i > 0 && o != all)
            return LTN_UNORDERED;
        all = o;
    }
    return all;
}
