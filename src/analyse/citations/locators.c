/* From "paras. 3 and 7-9" to the first and the last of the places. */

#include "analyse/citations/locators.h"

#include "analyse/citations/values.h"

#include <stdio.h>
#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool in_number(char c)
{
    return digit(c) || letter(c) || c == '.' || c == '(' || c == ')';
}

/* The end of the place that begins at s: "12", "2(7)", "2 (a)", "12a", "1.4",
 * "VIII", "C"; s when none does. */
static const char *place_end(const char *s, const char *e)
{
    const char *p = s;

    while (p < e && *p >= 'A' && *p <= 'Z')
        p++;
    if (p == s + 1 && p < e && digit(*p)) { /* "A1" */
        while (p < e && digit(*p))
            p++;
        return p;
    }
    if (p == s + 1 && p < e && *p == '.') /* "S. 3" */
        return s;
    if (p > s)
        return (p == e || !letter(*p)) &&
                       (p == s + 1 || ltn_roman(s, (size_t)(p - s)) > 0)
                   ? p
                   : s;
    while (p < e && digit(*p))
        p++;
    if (p == s)
        return s;
    if (p < e && letter(*p) && (p + 1 == e || !letter(p[1])))
        p++;
    for (;;) {
        const char *q = p < e && *p == ' ' ? p + 1 : p;
        if (q + 2 < e && *q == '(' && memchr(q, ')', (size_t)(e - q)))
            p = (const char *)memchr(q, ')', (size_t)(e - q)) + 1;
        else if (p + 1 < e && *p == '.' && digit(p[1]))
            for (p++; p < e && digit(*p);)
                p++;
        else
            return p;
    }
}

/* s to e as one word, Roman figures as a number. */
static const char *place_word(ltn_edits *edits, const char *s, const char *e)
{
    char word[40];
    size_t n = 0;
    unsigned roman = ltn_roman(s, (size_t)(e - s));

    bool one = e - s == 1 && !strchr("IVX", *s); /* "section C" */
    if (roman > 0 && !digit(*s) && !one) {
        int len = snprintf(word, sizeof word, "%u", roman);
        return ltn_edit_string(edits, word, (size_t)len);
    }
    for (; s < e && n < sizeof word; s++)
        if (in_number(*s))
            word[n++] = *s;
    return ltn_edit_string(edits, word, n);
}

/* "444-45": the end of a range without the digits it shares. */
static const char *range_end(ltn_edits *edits, const char *from, const char *to)
{
    size_t m = from ? strlen(from) : 0, n = to ? strlen(to) : 0;
    char word[12];

    for (size_t i = 0; i < m || i < n; i++)
        if ((i < m && !digit(from[i])) || (i < n && !digit(to[i])))
            return to;
    if (n == 0 || n >= m || m >= sizeof word)
        return to;
    memcpy(word, from, m - n);
    memcpy(word + m - n, to, n);
    return memcmp(word, from, m) > 0 ? ltn_edit_string(edits, word, m) : to;
}

static bool dash_before(const char *s, const char *at)
{
    while (at > s && at[-1] == ' ')
        at--;
    return at > s &&
           (at[-1] == '-' || (at - s > 2 && (unsigned char)at[-3] == 0xE2));
}

/* TEI P5 biblScope: one page has the same @from and @to; an open end ("12 ff.")
 * has no @to, which is "" here. */
void ltn_locator_range(ltn_edits *edits, ltn_props *p, const char *s,
                       size_t len)
{
    const char *e = s + len, *last = NULL, *end = NULL;

    for (const char *at = s; at < e;) {
        bool fresh = at == s || !(letter(at[-1]) || digit(at[-1]));
        const char *stop = fresh ? place_end(at, e) : at;
        if (stop == at) {
            at++;
            continue;
        }
        if (!last)
            p->from = place_word(edits, at, stop);
        else
            end = stop;
        last = at;
        at = stop;
    }
    if (end)
        p->to = place_word(edits, last, end);
    if (end && dash_before(s, last) && p->to)
        p->to = range_end(edits, p->from, p->to);
    if (!end && last && len > 3 && memcmp(e - 3, "ff.", 3) == 0)
        p->to = "";
    if (!end && last && len > 2 && memcmp(e - 2, "ff", 2) == 0)
        p->to = "";
}
