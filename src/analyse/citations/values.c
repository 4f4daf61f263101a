#include "analyse/citations/values.h"

#include "util/unicode.h"
#include "util/utf8.h"

#include <string.h>

/* ---- check digits ---- */

/* The digits of s (X as 10) into d, at most max; 0 when there are more or
 * anything else but blanks, hyphens and dashes. */
static size_t digits(const char *s, size_t len, unsigned char *d, size_t max)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        char c = s[i];
        if (c == ' ' || c == '-' || c == '\n' || (unsigned char)c >= 0x80)
            continue;
        bool x = c == 'X' || c == 'x';
        if ((!x && (c < '0' || c > '9')) || n == max)
            return 0;
        d[n++] = (unsigned char)(x ? 10 : c - '0');
    }
    return n;
}

static bool weights_down(const unsigned char *d, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++) {
        if (d[i] == 10 && i + 1 < n)
            return false;
        sum += d[i] * (unsigned)(n - i);
    }
    return sum % 11 == 0;
}

static unsigned isbn13_sum(const unsigned char *d, size_t n)
{
    unsigned sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += d[i] * (i % 2 ? 3u : 1u);
    return sum;
}

bool ltn_isbn_ok(const char *s, size_t len)
{
    unsigned char d[13];
    size_t n = digits(s, len, d, sizeof d);

    if (n == 10)
        return weights_down(d, n);
    if (n != 13 || memchr(d, 10, n))
        return false;
    return d[0] == 9 && d[1] == 7 && (d[2] == 8 || d[2] == 9) &&
           isbn13_sum(d, n) % 10 == 0;
}

void ltn_isbn13(const char *s, size_t len, char out[14])
{
    unsigned char d[13] = {9, 7, 8};
    size_t n = digits(s, len, d, sizeof d);

    if (n == 10) {
        memmove(d + 3, d, 9);
        memcpy(d, "\x09\x07\x08", 3);
        d[12] = (unsigned char)((10 - isbn13_sum(d, 12) % 10) % 10);
    }
    for (size_t i = 0; i < 13; i++)
        out[i] = (char)('0' + d[i]);
    out[13] = '\0';
}

bool ltn_issn_ok(const char *s, size_t len)
{
    unsigned char d[8];

    return digits(s, len, d, sizeof d) == 8 && weights_down(d, 8);
}

bool ltn_orcid_ok(const char *s, size_t len)
{
    unsigned char d[16];
    unsigned total = 0;

    if (digits(s, len, d, sizeof d) != 16)
        return false;
    for (size_t i = 0; i < 15; i++)
        total = (total + d[i]) * 2 % 11;
    return (12 - total) % 11 == d[15];
}

static bool checked(ltn_cite_check check, const char *s, size_t len)
{
    switch (check) {
    case LTN_CITE_ANY:
    case LTN_CITE_URL:
    case LTN_CITE_DOI:
    case LTN_CITE_CHECKS: break;
    case LTN_CITE_ISBN: return ltn_isbn_ok(s, len);
    case LTN_CITE_ISSN: return ltn_issn_ok(s, len);
    case LTN_CITE_ORCID: return ltn_orcid_ok(s, len);
    }
    return true;
}

/* ---- edits ---- */

unsigned ltn_roman(const char *s, size_t len)
{
    static const char figures[] = "IVXLCDM";
    static const unsigned worth[] = {1, 5, 10, 50, 100, 500, 1000};
    unsigned total = 0, before = 0;

    for (size_t i = len; i-- > 0;) {
        char c = s[i] >= 'a' ? (char)(s[i] - 32) : s[i];
        const char *f = c ? strchr(figures, c) : NULL;
        if (!f || len > 15)
            return 0;
        unsigned v = worth[f - figures];
        if (v < before)
            total -= v;
        else
            total += before = v;
    }
    return total;
}

static void put_roman(ltn_buf *out, const char *s, size_t len)
{
    static const struct {
        unsigned worth;
        const char *figures;
    } steps[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                 {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                 {5, "V"},    {4, "IV"},   {1, "I"}};
    unsigned n = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9' || n > 400) {
            ltn_buf_put(out, s, len); /* Roman already, or no number */
            return;
        }
        n = n * 10 + (unsigned)(s[i] - '0');
    }
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; n >= steps[i].worth; n -= steps[i].worth)
            ltn_buf_puts(out, steps[i].figures);
}

static void put_replaced(ltn_buf *out, const char *s, size_t len,
                         const ltn_cite_edit *e)
{
    size_t n = strlen(e->a);

    for (size_t i = 0; i < len;) {
        if (n > 0 && n <= len - i && memcmp(s + i, e->a, n) == 0) {
            ltn_buf_puts(out, e->b);
            i += n;
        } else {
            ltn_buf_putc(out, s[i++]);
        }
    }
}

static void put_cased(ltn_buf *out, const char *s, size_t len, ltn_cite_op op)
{
    const char *e = s + len;

    for (bool first = true; s < e; first = false) {
        uint32_t c = ltn_utf8_next(&s, e);
        bool upper = op == LTN_CITE_UPPER || (op == LTN_CITE_TITLE && first);
        char bytes[4];
        size_t n = ltn_utf8_put(bytes, upper ? ltn_upper(c) : ltn_lower(c));
        ltn_buf_put(out, bytes, n);
    }
}

static void put_spaced(ltn_buf *out, const char *s, size_t len, bool keep)
{
    const char *e = s + len;
    bool gap = false;

    while (s < e) {
        const char *at = s;
        if (ltn_is_space(ltn_utf8_next(&s, e))) {
            gap = keep && out->len > 0;
            continue;
        }
        if (gap)
            ltn_buf_putc(out, ' ');
        gap = false;
        ltn_buf_put(out, at, (size_t)(s - at));
    }
}

/* POSIX: years 69 to 99 are of the 20th century, 00 to 68 of the 21st. */
static void put_century(ltn_buf *out, const char *s, size_t len)
{
    if (len == 2)
        ltn_buf_puts(out, s[0] >= '5' ? "19" : "20");
    ltn_buf_put(out, s, len);
}

static size_t leading_digits(const char *s, size_t len)
{
    size_t n = 0;

    while (n < len && s[n] >= '0' && s[n] <= '9')
        n++;
    return n;
}

static void put_before(ltn_buf *out, const char *s, size_t len,
                       const char *stop)
{
    size_t n = strlen(stop), i = 0;

    while (i < len && !(n <= len - i && memcmp(s + i, stop, n) == 0))
        i++;
    ltn_buf_put(out, s, i);
}

/* One edit from s to out; false: an unknown key of a `must`. */
static bool edit(ltn_cites *c, const ltn_cite_edit *e, const char *s,
                 size_t len, ltn_buf *out)
{
    const char *found;

    switch (e->op) {
    case LTN_CITE_LOWER:
    case LTN_CITE_UPPER:
    case LTN_CITE_TITLE: put_cased(out, s, len, e->op); break;
    case LTN_CITE_REPLACE: put_replaced(out, s, len, e); break;
    case LTN_CITE_PREFIX:
        if (len > 0)
            ltn_buf_puts(out, e->a);
        ltn_buf_put(out, s, len);
        break;
    case LTN_CITE_PAD:
        for (size_t n = leading_digits(s, len); n > 0 && n < e->n; n++)
            ltn_buf_putc(out, '0');
        ltn_buf_put(out, s, len);
        break;
    case LTN_CITE_BEFORE: put_before(out, s, len, e->a); break;
    case LTN_CITE_SQUEEZE:
    case LTN_CITE_SPACES:
        put_spaced(out, s, len, e->op == LTN_CITE_SPACES);
        break;
    case LTN_CITE_TO_DIGITS: {
        unsigned n = ltn_roman(s, len);
        if (n > 0)
            ltn_buf_putu(out, n);
        else
            ltn_buf_put(out, s, len);
        break;
    }
    case LTN_CITE_TO_ROMAN: put_roman(out, s, len); break;
    case LTN_CITE_CENTURY: put_century(out, s, len); break;
    case LTN_CITE_LOOKUP:
    case LTN_CITE_MUST:
        found = e->table ? ltn_cite_lookup(c, e->table, s, len) : NULL;
        if (!found && e->op == LTN_CITE_MUST && len > 0)
            return false;
        if (found)
            ltn_buf_puts(out, found);
        else
            ltn_buf_put(out, s, len);
        break;
    case LTN_CITE_OPS: break;
    }
    return true;
}

bool ltn_cite_value(ltn_cites *c, const ltn_cite_token *t, const char *s,
                    size_t len, ltn_buf *out)
{
    out->len = 0;
    if (len > 0 && !checked(t->check, s, len))
        return false;
    if (t->check == LTN_CITE_ISBN && len > 0) {
        char thirteen[14];
        ltn_isbn13(s, len, thirteen);
        ltn_buf_puts(out, thirteen);
    } else {
        ltn_buf_put(out, s, len);
    }
    ltn_buf from = {0};
    bool good = true;
    for (const ltn_cite_edit *e = t->edits; e && good; e = e->next) {
        ltn_buf swap = from;
        from = *out;
        *out = swap;
        out->len = 0;
        good = edit(c, e, from.data ? from.data : "", from.len, out);
    }
    ltn_buf_putc(out, '\0');
    c->no_memory |= ltn_buf_status(&from) == LTN_ENOMEM ||
                    ltn_buf_status(out) == LTN_ENOMEM;
    ltn_buf_release(&from);
    if (out->len > 0)
        out->len--;
    return good;
}

/* ---- templates ---- */

/* RFC 3986 #section-2.3, and what is common in paths and queries. */
static void put_encoded(ltn_buf *out, const char *s)
{
    static const char hex[] = "0123456789ABCDEF";

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     (c >= '0' && c <= '9') ||
                     strchr("-._~/:;@!$&'()*+,=?#%", c);
        if (plain) {
            ltn_buf_putc(out, (char)c);
        } else {
            ltn_buf_putc(out, '%');
            ltn_buf_putc(out, hex[c >> 4]);
            ltn_buf_putc(out, hex[c & 15]);
        }
    }
}

typedef struct filling {
    ltn_cite_ask ask;
    const void *from;
    ltn_buf *out;
    bool url;
    bool nested; /* in a template that a table gave */
} filling;

static bool fill(const filling *f, const char *s);

/* {name|default} at s; moves s past it. {@name:table}: the value is a template
 * itself. False: no value. */
static bool fill_name(const filling *f, const char **s)
{
    const char *name = *s + 1, *end = strchr(name, '}');

    if (!end)
        return false;
    bool nested = *name == '@';
    name += nested;
    const char *bar = memchr(name, '|', (size_t)(end - name));
    const char *value =
        f->ask(f->from, name, (size_t)((bar ? bar : end) - name));
    *s = end + 1;
    if (value && *value) {
        if (nested)
            return !f->nested &&
                   fill(&(filling){f->ask, f->from, f->out, f->url, true},
                        value);
        if (f->url)
            put_encoded(f->out, value);
        else
            ltn_buf_puts(f->out, value);
        return true;
    }
    if (bar)
        ltn_buf_put(f->out, bar + 1, (size_t)(end - bar - 1));
    return bar != NULL;
}

static bool fill(const filling *f, const char *s)
{
    size_t mark = 0;
    bool inside = false, whole = true, good = true;

    while (*s) {
        if (*s == '{') {
            bool filled = fill_name(f, &s);
            if (!filled && !strchr(s, '}') && *s == '{')
                return false;
            *(inside ? &whole : &good) &= filled;
        } else if (*s == '[' && !inside) {
            inside = whole = true;
            mark = f->out->len;
            s++;
        } else if (*s == ']' && inside) {
            inside = false;
            if (!whole)
                f->out->len = mark;
            s++;
        } else {
            s += *s == '\\' && s[1];
            ltn_buf_putc(f->out, *s++);
        }
    }
    return good;
}

bool ltn_cite_fill(const char *template, ltn_cite_ask ask, const void *from,
                   bool url, ltn_buf *out)
{
    out->len = 0;
    bool good = fill(&(filling){ask, from, out, url, false}, template);
    ltn_buf_putc(out, '\0');
    if (out->len > 0)
        out->len--;
    return good;
}
