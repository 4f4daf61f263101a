#include "util/isotime.h"

#include <string.h>

enum { DAY = 24 * 60 * 60 };

typedef struct civil {
    unsigned year, month, day;
} civil;

static bool leap(unsigned year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned month_days(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && leap(year) ? 1u : 0u);
}

/* days counts from 0000-01-01; 400 years are 146,097 days. */
static civil civil_of(uint64_t days)
{
    civil c = {.year = (unsigned)(days / 146097 * 400), .month = 1};
    unsigned rest = (unsigned)(days % 146097);

    while (rest >= (leap(c.year) ? 366u : 365u)) {
        rest -= leap(c.year) ? 366u : 365u;
        c.year++;
    }
    while (rest >= month_days(c.year, c.month)) {
        rest -= month_days(c.year, c.month);
        c.month++;
    }
    c.day = rest + 1;
    return c;
}

static char *put(char *p, unsigned n, unsigned digits, char after)
{
    for (unsigned i = digits; i > 0; i--, n /= 10)
        p[i - 1] = (char)('0' + n % 10);
    p[digits] = after;
    return p + digits + 1;
}

/* Seconds from 0000-01-01, kept inside the years that have four digits. */
static uint64_t since_year_0(int64_t seconds)
{
    static const int64_t epoch = 719528LL * DAY, last = 3652425LL * DAY - 1;

    if (seconds < -epoch)
        return 0;
    return (uint64_t)(seconds > last - epoch ? last : seconds + epoch);
}

static char *put_date(char *p, uint64_t seconds)
{
    civil c = civil_of(seconds / DAY);

    p = put(p, c.year, 4, '-');
    p = put(p, c.month, 2, '-');
    return put(p, c.day, 2, '\0');
}

const char *ltn_date_iso(int64_t seconds, char out[LTN_TIME_BYTES])
{
    put_date(out, since_year_0(seconds));
    return out;
}

const char *ltn_time_iso(int64_t seconds, char out[LTN_TIME_BYTES])
{
    uint64_t all = since_year_0(seconds);
    unsigned rest = (unsigned)(all % DAY);
    char *p = put_date(out, all);

    p[-1] = 'T';
    p = put(p, rest / 3600, 2, ':');
    p = put(p, rest / 60 % 60, 2, ':');
    p = put(p, rest % 60, 2, 'Z');
    *p = '\0';
    return out;
}

/* The number in the first n bytes of s, which must be digits; else 0. */
static unsigned number(const char *s, size_t n)
{
    unsigned value = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return 0;
        value = value * 10 + (unsigned)(s[i] - '0');
    }
    return value;
}

bool ltn_is_date(const char *s)
{
    size_t len = strlen(s);

    if (len != 4 && len != 7 && len != 10)
        return false;
    unsigned year = number(s, 4), month = 1, day = 1;
    if (len >= 7)
        month = s[4] == '-' ? number(s + 5, 2) : 0;
    if (len == 10)
        day = s[7] == '-' ? number(s + 8, 2) : 0;
    return year > 0 && month > 0 && month <= 12 && day > 0 &&
           day <= month_days(year, month);
}
