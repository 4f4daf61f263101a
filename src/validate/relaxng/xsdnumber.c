/* Numbers of XML Schema as exact decimals: no rounding, no locale. */

#include "validate/relaxng/xsd.h"

#include <string.h>

/* A number 0.digits * 10^exponent; digits begin and end without zeros. They
 * may be cut in two by a point in the string. */
struct number {
    bool negative;
    const char *whole, *fraction; /* parts of the string */
    size_t whole_len, fraction_len;
    long exponent; /* of the first digit kept, as above */
    int infinite;  /* 1: INF, 2: NaN */
};

enum { EXPONENT_MAX = 1000000 }; /* larger ones are all the same to us */

static size_t digits(const char *s, const char *end)
{
    size_t n = 0;

    while (s + n < end && s[n] >= '0' && s[n] <= '9')
        n++;
    return n;
}

/* [+-]? digits [. digits]; returns where it ends, or NULL. */
static const char *read_decimal(const char *s, const char *end,
                                struct number *n)
{
    *n = (struct number){0};
    if (s < end && (*s == '-' || *s == '+'))
        n->negative = *s++ == '-';
    n->whole = s;
    n->whole_len = digits(s, end);
    s += n->whole_len;
    n->fraction = s;
    if (s < end && *s == '.') {
        n->fraction = ++s;
        n->fraction_len = digits(s, end);
        s += n->fraction_len;
    }
    return n->whole_len + n->fraction_len > 0 ? s : NULL;
}

/* The i-th digit of both parts. */
static char digit_at(const struct number *n, size_t i)
{
    const char *at =
        i < n->whole_len ? n->whole + i : n->fraction + (i - n->whole_len);
    return *at;
}

/* Cuts zeros that say nothing; zero itself has no digits and no sign. */
static void normalise(struct number *n)
{
    while (n->whole_len > 0 && *n->whole == '0') {
        n->whole++;
        n->whole_len--;
    }
    n->exponent += (long)n->whole_len;
    while (n->whole_len == 0 && n->fraction_len > 0 && *n->fraction == '0') {
        n->fraction++;
        n->fraction_len--;
        n->exponent--;
    }
    while (n->fraction_len > 0 && n->fraction[n->fraction_len - 1] == '0')
        n->fraction_len--;
    while (n->fraction_len == 0 && n->whole_len > 0 &&
           n->whole[n->whole_len - 1] == '0')
        n->whole_len--;
    if (n->whole_len + n->fraction_len == 0) {
        n->negative = false;
        n->exponent = 0;
    }
}

static bool read_exponent(const char **s, const char *end, long *out)
{
    bool negative = false;

    *out = 0;
    if (*s == end || (**s != 'e' && **s != 'E'))
        return true;
    ++*s;
    if (*s < end && (**s == '-' || **s == '+'))
        negative = *(*s)++ == '-';
    size_t n = digits(*s, end);
    for (const char *stop = *s + n; *s < stop; ++*s)
        if (*out < EXPONENT_MAX)
            *out = *out * 10 + (**s - '0');
    if (negative)
        *out = -*out;
    return n > 0;
}

static bool read_double(const char *s, size_t len, struct number *n)
{
    const char *end = s + len;
    long exponent = 0;

    *n = (struct number){0};
    if (len == 3 && memcmp(s, "NaN", 3) == 0)
        n->infinite = 2;
    else if (len == 3 && memcmp(s, "INF", 3) == 0)
        n->infinite = 1;
    else if (len == 4 && memcmp(s, "-INF", 4) == 0)
        n->infinite = n->negative = true;
    if (n->infinite)
        return true;
    s = read_decimal(s, end, n);
    if (!s || !read_exponent(&s, end, &exponent) || s != end)
        return false;
    n->exponent = exponent;
    normalise(n);
    return true;
}

bool ltn_xsd_decimal(const char *s, size_t len, const ltn_sax *x)
{
    struct number n;
    (void)x;

    return read_decimal(s, s + len, &n) == s + len;
}

bool ltn_xsd_integer(const char *s, size_t len, const ltn_sax *x)
{
    size_t sign = len > 0 && (*s == '-' || *s == '+');
    (void)x;

    return len > sign && digits(s + sign, s + len) == len - sign;
}

bool ltn_xsd_double(const char *s, size_t len, const ltn_sax *x)
{
    struct number n;
    (void)x;

    return read_double(s, len, &n);
}

bool ltn_xsd_boolean(const char *s, size_t len, const ltn_sax *x)
{
    (void)x;
    return (len == 1 && (*s == '0' || *s == '1')) ||
           (len == 4 && memcmp(s, "true", 4) == 0) ||
           (len == 5 && memcmp(s, "false", 5) == 0);
}

/* Keys --------------------------------------------------------------------- */

static void put_key(const struct number *n, size_t most, ltn_buf *out)
{
    size_t len = n->whole_len + n->fraction_len;

    ltn_buf_putc(out, n->negative ? '-' : '+');
    ltn_buf_printf(out, "%de%ld.", n->infinite, n->exponent);
    for (size_t i = 0; i < len && i < most; i++)
        ltn_buf_putc(out, digit_at(n, i));
}

void ltn_xsd_decimal_key(const char *s, size_t len, ltn_buf *out)
{
    struct number n;

    read_decimal(s, s + len, &n);
    normalise(&n);
    put_key(&n, SIZE_MAX, out);
}

/* 17 digits tell all doubles apart, 9 all floats. */
void ltn_xsd_double_key(const char *s, size_t len, ltn_buf *out)
{
    struct number n;

    read_double(s, len, &n);
    put_key(&n, 17, out);
}

void ltn_xsd_float_key(const char *s, size_t len, ltn_buf *out)
{
    struct number n;

    read_double(s, len, &n);
    put_key(&n, 9, out);
}

void ltn_xsd_boolean_key(const char *s, size_t len, ltn_buf *out)
{
    (void)len;
    ltn_buf_putc(out, *s == '1' || *s == 't' ? '1' : '0');
}

/* Order ----------------------------------------------------------------------
 */

static ltn_order order(long a, long b)
{
    return a < b ? LTN_LESS : a > b ? LTN_GREATER : LTN_EQUAL;
}

/* -1, 0 or 1; infinities lie outside of everything. */
static long sign(const struct number *n)
{
    long one = n->negative ? -1 : 1;

    if (n->infinite)
        return 2 * one;
    return n->whole_len + n->fraction_len > 0 ? one : 0;
}

static ltn_order compare_size(const struct number *a, const struct number *b)
{
    size_t a_len = a->whole_len + a->fraction_len;
    size_t b_len = b->whole_len + b->fraction_len;

    if (a->exponent != b->exponent)
        return order(a->exponent, b->exponent);
    for (size_t i = 0; i < a_len && i < b_len; i++)
        if (digit_at(a, i) != digit_at(b, i))
            return order(digit_at(a, i), digit_at(b, i));
    return order(a_len > b_len, b_len > a_len);
}

static ltn_order compare(const struct number *a, const struct number *b)
{
    if (a->infinite == 2 || b->infinite == 2)
        return a->infinite == b->infinite ? LTN_EQUAL : LTN_UNORDERED;
    if (sign(a) != sign(b))
        return order(sign(a), sign(b));
    return a->negative ? compare_size(b, a) : compare_size(a, b);
}

ltn_order ltn_xsd_decimal_compare(const char *a, size_t a_len, const char *b,
                                  size_t b_len)
{
    struct number x, y;

    read_decimal(a, a + a_len, &x);
    read_decimal(b, b + b_len, &y);
    normalise(&x);
    normalise(&y);
    return compare(&x, &y);
}

ltn_order ltn_xsd_double_compare(const char *a, size_t a_len, const char *b,
                                 size_t b_len)
{
    struct number x, y;

    read_double(a, a_len, &x);
    read_double(b, b_len, &y);
    return compare(&x, &y);
}

void ltn_xsd_digits(const char *s, size_t len, size_t *total, size_t *fraction)
{
    struct number n;

    read_decimal(s, s + len, &n);
    normalise(&n);
    *fraction = n.fraction_len;
    if (n.exponent < 0) /* 0.001: the zeros behind the point count there */
        *fraction += (size_t)-n.exponent;
    *total = n.exponent > 0 ? (size_t)n.exponent + *fraction : *fraction;
    if (n.fraction_len == 0)
        *fraction = 0;
    if (*total == 0)
        *total = 1;
}
