/* RFC 3986 #appendix-A, RFC 3987 #section-2.2, RFC 6570 #section-2. */

#include "validate/jsonschema/format.h"

#include "util/ascii.h"
#include "util/utf8.h"

#include <string.h>

typedef struct text {
    const char *at, *end;
    bool iri;
} text;

/* RFC 3987: ucschar; private use only in a query. */
static bool is_ucschar(uint32_t c, bool query)
{
    if (query &&
        ((c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0x10FFFD)))
        return (c & 0xFFFF) < 0xFFFE;
    return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
           (c >= 0xFDF0 && c <= 0xFFEF) ||
           (c >= 0x10000 && c < 0xF0000 && (c & 0xFFFF) < 0xFFFE &&
            !(c >= 0xE0000 && c < 0xE1000));
}

/* Moves past one character of: unreserved, %XX, sub-delims, those in `more`. */
static bool one(text *t, const char *more, bool query)
{
    const char *p = t->at;
    char c = *p;

    if ((unsigned char)c >= 0x80) {
        if (!t->iri || !is_ucschar(ltn_utf8_next(&p, t->end), query))
            return false;
        t->at = p;
        return true;
    }
    if (c == '%') {
        if (t->end - p < 3 || !ltn_ascii_hex(p[1]) || !ltn_ascii_hex(p[2]))
            return false;
        t->at += 3;
        return true;
    }
    if (!c || (!ltn_ascii_letter(c) && !ltn_ascii_digit(c) &&
               !strchr("-._~!$&'()*+,;=", c) && !strchr(more, c)))
        return false;
    t->at++;
    return true;
}

static bool all(text t, const char *more, bool query)
{
    while (t.at < t.end)
        if (!one(&t, more, query))
            return false;
    return true;
}

/* "IPvFuture" or IPv6 inside brackets. */
static bool is_literal(const char *s, size_t len)
{
    if (len > 0 && (*s | 0x20) == 'v') {
        size_t i = 1;
        while (i < len && ltn_ascii_hex(s[i]))
            i++;
        text rest = {.at = s + i + 1, .end = s + len};
        return i > 1 && i + 1 < len && s[i] == '.' && all(rest, ":", false);
    }
    return ltn_js_fits_ipv6(s, len);
}

static bool is_authority(text t)
{
    const char *at = memchr(t.at, '@', (size_t)(t.end - t.at));
    text user = {.at = t.at, .end = at, .iri = t.iri};

    if (at && !all(user, ":", false))
        return false;
    if (at)
        t.at = at + 1;
    const char *port = t.end;
    while (port > t.at && ltn_ascii_digit(port[-1]))
        port--;
    text host = {.at = t.at,
                 .end = port > t.at && port[-1] == ':' ? port - 1 : t.end,
                 .iri = t.iri};
    if (host.at < host.end && *host.at == '[')
        return host.end[-1] == ']' && host.end - host.at > 2 &&
               is_literal(host.at + 1, (size_t)(host.end - host.at) - 2);
    return all(host, "", false);
}

static const char *until(const char *s, const char *end, const char *stops)
{
    while (s < end && (!*s || !strchr(stops, *s)))
        s++;
    return s;
}

static size_t scheme_len(const text *t)
{
    const char *p = t->at;

    if (p == t->end || !ltn_ascii_letter(*p))
        return 0;
    while (p < t->end && (ltn_ascii_letter(*p) || ltn_ascii_digit(*p) ||
                          (*p && strchr("+-.", *p))))
        p++;
    return p < t->end && *p == ':' ? (size_t)(p - t->at) : 0;
}

static bool is_path(text t, bool scheme, bool authority)
{
    const char *slash = until(t.at, t.end, "/");

    /* the first segment of a relative reference has no ":" */
    if (!scheme && !authority && memchr(t.at, ':', (size_t)(slash - t.at)))
        return false;
    return all(t, ":@/", false);
}

static bool is_reference(text t, bool absolute)
{
    size_t scheme = scheme_len(&t);
    bool authority;

    if (absolute && scheme == 0)
        return false;
    t.at += scheme ? scheme + 1 : 0;
    authority = t.end - t.at >= 2 && t.at[0] == '/' && t.at[1] == '/';
    if (authority) {
        text a = {.at = t.at + 2, .iri = t.iri};
        a.end = until(a.at, t.end, "/?#");
        if (!is_authority(a))
            return false;
        t.at = a.end;
    }
    text path = {.at = t.at, .end = until(t.at, t.end, "?#"), .iri = t.iri};
    text query = {.at = path.end, .iri = t.iri};
    query.end = until(query.at, t.end, "#");
    text fragment = {.at = query.end, .end = t.end, .iri = t.iri};
    query.at += query.at < query.end;
    fragment.at += fragment.at < fragment.end;
    return is_path(path, scheme > 0, authority) && all(query, ":@/?", true) &&
           all(fragment, ":@/?", false);
}

bool ltn_js_fits_uri(const char *s, size_t len)
{
    return is_reference((text){.at = s, .end = s + len}, true);
}

bool ltn_js_fits_uri_reference(const char *s, size_t len)
{
    return is_reference((text){.at = s, .end = s + len}, false);
}

bool ltn_js_fits_iri(const char *s, size_t len)
{
    return is_reference((text){.at = s, .end = s + len, .iri = true}, true);
}

bool ltn_js_fits_iri_reference(const char *s, size_t len)
{
    return is_reference((text){.at = s, .end = s + len, .iri = true}, false);
}

/* RFC 6570 #section-2.3 and 2.4: a variable with a modifier. */
static bool is_variable(const char *s, const char *end)
{
    const char *mod = until(s, end, ":*");

    if (mod == s || s[0] == '.' || mod[-1] == '.')
        return false;
    for (; s < mod; s++) {
        bool coded = *s == '%' && mod - s > 2 && ltn_ascii_hex(s[1]) &&
                     ltn_ascii_hex(s[2]);
        if (!ltn_ascii_letter(*s) && !ltn_ascii_digit(*s) && *s != '_' &&
            *s != '.' && !coded)
            return false;
        s += coded ? 2 : 0;
    }
    if (mod == end)
        return true;
    if (*mod == '*')
        return mod + 1 == end;
    if (end - mod < 2 || end - mod > 5 || mod[1] == '0')
        return false;
    for (mod++; mod < end; mod++)
        if (!ltn_ascii_digit(*mod))
            return false;
    return true;
}

static bool is_expression(const char *s, const char *end)
{
    if (s < end && *s && strchr("+#./;?&", *s))
        s++;
    for (;;) {
        const char *comma = until(s, end, ",");
        if (!is_variable(s, comma))
            return false;
        if (comma == end)
            return true;
        s = comma + 1;
    }
}

/* #section-2.1 */
static bool is_plain(const char **s, const char *end)
{
    unsigned char c = (unsigned char)**s;

    if (c == '%') {
        if (end - *s < 3 || !ltn_ascii_hex((*s)[1]) || !ltn_ascii_hex((*s)[2]))
            return false;
        *s += 3;
        return true;
    }
    if (c >= 0x80) {
        return is_ucschar(ltn_utf8_next(s, end), true);
    }
    (*s)++;
    return c > 0x20 && c < 0x7F && !strchr("\"'<>\\^`{|}", c);
}

bool ltn_js_fits_uri_template(const char *s, size_t len)
{
    const char *end = s + len;

    while (s < end) {
        if (*s != '{') {
            if (!is_plain(&s, end))
                return false;
            continue;
        }
        const char *close = until(s, end, "}");
        if (close == end || !is_expression(s + 1, close))
            return false;
        s = close + 1;
    }
    return true;
}
