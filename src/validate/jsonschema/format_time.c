/* Dates, times and durations: RFC 3339 #section-5.6 and its appendix A. */

#include "validate/jsonschema/format.h"

#include <string.h>

/* Reads n digits at *s; -1 when they are not there. */
static int digits(const char **s, const char *end, int n)
{
    int value = 0;

    if (end - *s < n)
        return -1;
    for (; n > 0; n--, (*s)++) {
        if (**s < '0' || **s > '9')
            return -1;
        value = value * 10 + (**s - '0');
    }
    return value;
}

static bool sign(const char **s, const char *end, char c)
{
    if (*s == end || **s != c)
        return false;
    (*s)++;
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

static bool full_date(const char **s, const char *end)
{
    int year = digits(s, end, 4);
    if (year < 0 || !sign(s, end, '-'))
        return false;
    int month = digits(s, end, 2);
    if (month < 1 || month > 12 || !sign(s, end, '-'))
        return false;
    int day = digits(s, end, 2);
    return day >= 1 && day <= days_in(year, month);
}

/* "Z" or "+hh:mm"; *minutes is what to take off for UTC. */
static bool offset(const char **s, const char *end, int *minutes)
{
    *minutes = 0;
    if (*s < end && (**s | 0x20) == 'z') {
        (*s)++;
        return true;
    }
    int way = *s < end && **s == '-' ? -1 : 1;
    if (*s == end || (**s != '+' && **s != '-'))
        return false;
    (*s)++;
    int hour = digits(s, end, 2);
    if (hour < 0 || hour > 23 || !sign(s, end, ':'))
        return false;
    int minute = digits(s, end, 2);
    *minutes = way * (hour * 60 + minute);
    return minute >= 0 && minute <= 59;
}

/* #section-5.7: second 60 only where a leap second may be: 23:59 UTC. */
static bool full_time(const char **s, const char *end)
{
    int minutes;

    int hour = digits(s, end, 2);
    if (hour < 0 || hour > 23 || !sign(s, end, ':'))
        return false;
    int minute = digits(s, end, 2);
    if (minute < 0 || minute > 59 || !sign(s, end, ':'))
        return false;
    int second = digits(s, end, 2);
    if (second < 0 || second > 60)
        return false;
    if (sign(s, end, '.')) {
        if (digits(s, end, 1) < 0)
            return false;
        while (*s < end && **s >= '0' && **s <= '9')
            (*s)++;
    }
    if (!offset(s, end, &minutes))
        return false;
    int utc = (hour * 60 + minute - minutes + 2 * 24 * 60) % (24 * 60);
    return second < 60 || utc == 23 * 60 + 59;
}

bool ltn_js_fits_date(const char *s, size_t len)
{
    const char *end = s + len;

    return full_date(&s, end) && s == end;
}

bool ltn_js_fits_time(const char *s, size_t len)
{
    const char *end = s + len;

    return full_time(&s, end) && s == end;
}

bool ltn_js_fits_date_time(const char *s, size_t len)
{
    const char *end = s + len;

    if (!full_date(&s, end) || s == end || (*s | 0x20) != 't')
        return false;
    s++;
    return full_time(&s, end) && s == end;
}

/* Parts in the order of units, none twice, none left out between two: appendix
 * A has no "P1Y2D". Returns how many. */
static int parts(const char **s, const char *end, const char *units)
{
    int n = 0, last = -1;

    while (*s < end && **s >= '0' && **s <= '9') {
        while (*s < end && **s >= '0' && **s <= '9')
            (*s)++;
        const char *unit = *s < end && **s ? strchr(units, **s) : NULL;
        if (!unit || (last >= 0 && unit - units != last + 1))
            return -1;
        last = (int)(unit - units);
        (*s)++;
        n++;
    }
    return n;
}

bool ltn_js_fits_duration(const char *s, size_t len)
{
    const char *end = s + len, *start;

    if (!sign(&s, end, 'P'))
        return false;
    start = s;
    if (parts(&s, end, "W") == 1 && s == end)
        return true;
    s = start;
    int date = parts(&s, end, "YMD"), time = 0;
    if (date >= 0 && sign(&s, end, 'T')) {
        time = parts(&s, end, "HMS");
        if (time < 1)
            return false;
    }
    return s == end && date >= 0 && date + time > 0;
}
