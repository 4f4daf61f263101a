#include "codec/jsonlex.h"

#include "util/ascii.h"
#include "util/utf8.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ltn_json_wrong(ltn_json_lexer *l, size_t at, const char *code,
                    const char *why)
{
    bool limit = strcmp(code, "json.depth") == 0 ||
                 strcmp(code, "json.members") == 0 ||
                 strcmp(code, "json.size") == 0;

    l->wrong_at = at;
    l->code = code;
    l->why = why;
    l->status = limit ? LTN_ELIMIT : LTN_INVALID;
    return false;
}

char ltn_json_skip(ltn_json_lexer *l)
{
    const char *s = l->text + l->at;

    while (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t')
        s++;
    l->at = (size_t)(s - l->text);
    return *s;
}

/* ---- strings ---- */

/* Whether one of eight bytes is '"', '\' or below space: the classical way to
 * find a zero byte, three times. */
static bool has_special(const char *s)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t w;

    memcpy(&w, s, sizeof w);
    uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\';
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) |
            ((w - ones * 0x20) & ~w)) &
           tops;
}

/* The first of these bytes at or after s; the final NUL is one. */
static char *special(char *s, const char *end)
{
    while (end - s >= 8 && !has_special(s))
        s += 8;
    while (*s != '"' && *s != '\\' && (unsigned char)*s >= 0x20)
        s++;
    return s;
}

static int hex4(const char *s)
{
    int n = 0;

    for (int i = 0; i < 4; i++) {
        char c = s[i], low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            n = n << 4 | (c - '0');
        else if (low >= 'a' && low <= 'f')
            n = n << 4 | (low - 'a' + 10);
        else
            return -1;
    }
    return n;
}

/* RFC 8259 #section-7: \uXXXX, two of them for what is above U+FFFF. *s is at
 * the u. Writes to *to. */
static bool unicode(const char **s, char **to)
{
    int c = hex4(*s + 1), low;

    if (c < 0 || (c >= 0xDC00 && c <= 0xDFFF))
        return false;
    *s += 5;
    if (c >= 0xD800 && c <= 0xDBFF) {
        if ((*s)[0] != '\\' || (*s)[1] != 'u')
            return false;
        low = hex4(*s + 2);
        if (low < 0xDC00 || low > 0xDFFF)
            return false;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        *s += 6;
    }
    *to += ltn_utf8_put(*to, (uint32_t)c);
    return true;
}

/* *s is after the backslash. */
static bool escape(const char **s, char **to)
{
    static const char from[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";

    if (**s == 'u')
        return unicode(s, to);
    const char *which = **s ? strchr(from, **s) : NULL;
    if (!which)
        return false;
    *(*to)++ = means[which - from];
    (*s)++;
    return true;
}

/* The closing quote is at `from`, the end of what the string means at `to`. */
static bool finish(ltn_json_lexer *l, const char *from, const char *to,
                   ltn_jv *out)
{
    size_t len = (size_t)(to - out->is.string);

    if (len > LTN_JSON_LEN_MAX)
        return ltn_json_wrong(l, out->at, "json.size", "a string too long");
    out->len = len & LTN_JSON_LEN_MAX;
    l->at = (size_t)(from - l->text) + 1;
    return true;
}

/* The rest of a string with escapes, moved together. s is at the first. */
static bool undo(ltn_json_lexer *l, char *s, ltn_jv *out)
{
    const char *end = l->text + l->len, *from = s;
    char *to = s;

    while (*from != '"') {
        if (*from != '\\') {
            l->at = (size_t)(from - l->text);
            return ltn_json_wrong(l, l->at, "json.syntax",
                                  l->at == l->len
                                      ? "a string has no end"
                                      : "a control character in a string");
        }
        from++;
        if (!escape(&from, &to))
            return ltn_json_wrong(l, (size_t)(from - l->text) - 1,
                                  "json.syntax", "an escape that is none");
        const char *next = special((char *)(uintptr_t)from, end);
        memmove(to, from, (size_t)(next - from));
        to += next - from;
        from = next;
    }
    *to = '\0';
    return finish(l, from, to, out);
}

bool ltn_json_string_lex(ltn_json_lexer *l, ltn_jv *out)
{
    char *start = l->text + l->at + 1;
    char *stop = special(start, l->text + l->len);

    *out = (ltn_jv){
        .type = LTN_JV_STRING, .at = (uint32_t)l->at, .is.string = start};
    if (*stop != '"')
        return undo(l, stop, out);
    *stop = '\0';
    return finish(l, stop, stop, out);
}

/* ---- numbers ---- */

typedef struct number {
    uint64_t digits; /* the first 19 significant ones */
    int count;       /* of significant digits */
    long exponent;   /* of ten, with what the digits left out */
    bool negative, real;
} number;

static void digit(number *n, char c, bool fraction)
{
    bool zero = n->count == 0 && c == '0';

    if (!zero && n->count < 19) {
        n->digits = n->digits * 10 + (uint64_t)(c - '0');
        n->exponent -= fraction;
    } else if (zero) {
        n->exponent -= fraction;
    } else {
        n->exponent += !fraction;
    }
    n->count += !zero;
}

/* #section-6; NULL when the bytes at s are no number. */
static const char *scan(const char *s, number *n)
{
    n->negative = *s == '-';
    s += n->negative;
    if (!ltn_ascii_digit(*s) || (*s == '0' && ltn_ascii_digit(s[1])))
        return NULL;
    for (; ltn_ascii_digit(*s); s++)
        digit(n, *s, false);
    if (*s == '.') {
        n->real = true;
        if (!ltn_ascii_digit(*++s))
            return NULL;
        for (; ltn_ascii_digit(*s); s++)
            digit(n, *s, true);
    }
    if ((*s | 0x20) != 'e')
        return s;
    n->real = true;
    s++;
    bool less = *s == '-';
    s += *s == '-' || *s == '+';
    if (!ltn_ascii_digit(*s))
        return NULL;
    long e = 0;
    for (; ltn_ascii_digit(*s); s++)
        e = e < 100000 ? e * 10 + (*s - '0') : e;
    n->exponent += less ? -e : e;
    return s;
}

/* Digits and a power of ten, both exact in a double, give the nearest double
 * by one operation (Clinger). Else strtod(), which never sees a decimal point
 * here, so that no locale has a say. Digits past the 19th are dropped. */
static double real(const number *n)
{
    static const double tens[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    char text[64];
    double d = (double)n->digits;

    if (n->digits <= 9007199254740992u && n->exponent >= -22 &&
        n->exponent <= 22) {
        d = n->exponent < 0 ? d / tens[-n->exponent] : d * tens[n->exponent];
    } else {
        snprintf(text, sizeof text, "%llue%ld", (unsigned long long)n->digits,
                 n->exponent);
        d = strtod(text, NULL);
    }
    return n->negative ? -d : d;
}

static bool number_lex(ltn_json_lexer *l, ltn_jv *out)
{
    number n = {0};
    const char *end = scan(l->text + l->at, &n);

    if (!end)
        return ltn_json_wrong(l, l->at, "json.syntax",
                              "a number that is written wrongly");
    uint64_t most = (uint64_t)INT64_MAX + n.negative;
    bool integer = !n.real && n.count <= 19 && n.digits <= most;
    *out = (ltn_jv){.type = integer ? LTN_JV_INTEGER : LTN_JV_REAL,
                    .at = (uint32_t)l->at};
    if (integer)
        out->is.integer =
            (int64_t)(n.negative ? (uint64_t)0 - n.digits : n.digits);
    else
        out->is.real = real(&n);
    if (!integer && isinf(out->is.real))
        return ltn_json_wrong(l, l->at, "json.number",
                              "a number too large for a double");
    l->at = (size_t)(end - l->text);
    return true;
}

/* ---- words ---- */

static bool word(ltn_json_lexer *l, const char *s, ltn_jv_type type,
                 ltn_jv *out)
{
    size_t n = strlen(s);

    if (l->len - l->at < n || memcmp(l->text + l->at, s, n) != 0)
        return ltn_json_wrong(l, l->at, "json.syntax", "a value is expected");
    *out = (ltn_jv){.type = type & 15, .at = (uint32_t)l->at};
    l->at += n;
    return true;
}

bool ltn_json_scalar_lex(ltn_json_lexer *l, ltn_jv *out)
{
    switch (l->text[l->at]) {
    case 'n': return word(l, "null", LTN_JV_NULL, out);
    case 't': return word(l, "true", LTN_JV_TRUE, out);
    case 'f': return word(l, "false", LTN_JV_FALSE, out);
    default: break;
    }
    if (l->text[l->at] == '-' || ltn_ascii_digit(l->text[l->at]))
        return number_lex(l, out);
    return ltn_json_wrong(l, l->at, "json.syntax",
                          l->at == l->len ? "it ends too early"
                                          : "a value is expected");
}
