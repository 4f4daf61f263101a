/* Addresses and names of hosts, and of people there. */

#include "validate/jsonschema/format.h"

#include "util/ascii.h"

#include <string.h>

/* RFC 2673 #section-3.2: four decimals, without zeros in front. */
bool ltn_js_fits_ipv4(const char *s, size_t len)
{
    size_t i = 0;

    for (int part = 0; part < 4; part++) {
        int n = 0, value = 0;
        for (; i < len && ltn_ascii_digit(s[i]) && n < 4; i++, n++)
            value = value * 10 + (s[i] - '0');
        if (n == 0 || value > 255 || (n > 1 && s[i - (size_t)n] == '0'))
            return false;
        if (part < 3 && (i == len || s[i++] != '.'))
            return false;
    }
    return i == len;
}

/* RFC 4291 #section-2.2 */
bool ltn_js_fits_ipv6(const char *s, size_t len)
{
    int groups = 0;
    bool gap = false;
    size_t i = 0;

    if (len >= 2 && s[0] == ':' && s[1] == ':') {
        gap = true;
        i = 2;
    }
    while (i < len) {
        size_t n = 0;
        while (i + n < len && ltn_ascii_hex(s[i + n]))
            n++;
        if (i + n < len && s[i + n] == '.') {
            groups += 2;
            return ltn_js_fits_ipv4(s + i, len - i) &&
                   (gap ? groups < 8 : groups == 8);
        }
        if (n == 0 || n > 4)
            return false;
        groups++;
        i += n;
        if (i == len)
            break;
        if (s[i++] != ':' || i == len)
            return false;
        if (s[i] == ':') {
            if (gap)
                return false;
            gap = true;
            i++;
        }
    }
    return gap ? groups < 8 : groups == 8;
}

/* RFC 1123 #section-2.1; RFC 5890 #section-2.3.1: "--" in third place is for
 * A-labels. */
static bool is_label(const char *s, size_t len)
{
    if (len == 0 || len > 63 || s[0] == '-' || s[len - 1] == '-')
        return false;
    for (size_t i = 0; i < len; i++)
        if (!ltn_ascii_alnum(s[i]) && s[i] != '-')
            return false;
    if (len >= 4 && s[2] == '-' && s[3] == '-')
        return (s[0] | 0x20) == 'x' && (s[1] | 0x20) == 'n' &&
               ltn_js_fits_idn_hostname(s, len);
    return true;
}

bool ltn_js_fits_hostname(const char *s, size_t len)
{
    const char *end = s + len;

    if (len == 0 || len > 253)
        return false;
    for (;;) {
        const char *dot = memchr(s, '.', (size_t)(end - s));
        const char *stop = dot ? dot : end;
        if (!is_label(s, (size_t)(stop - s)))
            return false;
        if (!dot)
            return true;
        s = dot + 1;
    }
}

/* ---- RFC 5321 #section-4.1.2, and RFC 6531 for other letters ---- */

static bool is_atom(char c, bool wide)
{
    return ltn_ascii_alnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c)) ||
           (wide && (unsigned char)c >= 0x80);
}

static bool is_dot_string(const char *s, size_t len, bool wide)
{
    bool dot = true; /* none may come first, last or after another */

    for (size_t i = 0; i < len; i++) {
        if (s[i] == '.' ? dot : !is_atom(s[i], wide))
            return false;
        dot = s[i] == '.';
    }
    return !dot;
}

static bool is_quoted(const char *s, size_t len, bool wide)
{
    if (len < 2 || s[0] != '"' || s[len - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x20 || c == '"' || c == 0x7F || (c >= 0x80 && !wide))
            return false;
        if (c == '\\' && ++i + 1 >= len)
            return false;
    }
    return true;
}

static bool is_domain(const char *s, size_t len, bool wide)
{
    if (len > 2 && s[0] == '[' && s[len - 1] == ']') {
        if (len > 7 && memcmp(s + 1, "IPv6:", 5) == 0)
            return ltn_js_fits_ipv6(s + 6, len - 7);
        return ltn_js_fits_ipv4(s + 1, len - 2);
    }
    return wide ? ltn_js_fits_idn_hostname(s, len)
                : ltn_js_fits_hostname(s, len);
}

static bool is_email(const char *s, size_t len, bool wide)
{
    size_t at = len;

    while (at > 0 && s[at - 1] != '@')
        at--;
    if (at == 0)
        return false;
    return (is_dot_string(s, at - 1, wide) || is_quoted(s, at - 1, wide)) &&
           is_domain(s + at, len - at, wide);
}

bool ltn_js_fits_email(const char *s, size_t len)
{
    return is_email(s, len, false);
}

bool ltn_js_fits_idn_email(const char *s, size_t len)
{
    return is_email(s, len, true);
}
