/* The viewport of fixed-layout XHTML: EPUB 3.3 #sec-fxl-content-dimensions. */

#include "validate/epub/content.h"

#include <string.h>

static bool is_number(const char *s, size_t len)
{
    size_t digits = 0, points = 0;

    for (size_t i = 0; i < len; i++) {
        digits += s[i] >= '0' && s[i] <= '9';
        points += s[i] == '.';
    }
    return digits > 0 && points <= 1 && digits + points == len;
}

static bool is_value(const char *s, size_t len, const char *name)
{
    return is_number(s, len) ||
           (len == strlen(name) + 7 && memcmp(s, "device-", 7) == 0 &&
            memcmp(s + 7, name, strlen(name)) == 0);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static void trim(const char **s, size_t *len)
{
    while (*len > 0 && is_blank(**s)) {
        ++*s;
        --*len;
    }
    while (*len > 0 && is_blank((*s)[*len - 1]))
        --*len;
}

/* One "name=value" for each of the two that matter. */
static void property(ltn_content *c, const char *s, size_t len, ltn_pos pos,
                     unsigned seen[2])
{
    static const char *const names[] = {"width", "height"};
    const char *equals = memchr(s, '=', len);
    size_t n = equals ? (size_t)(equals - s) : len;
    const char *value = equals ? equals + 1 : s + len;
    size_t rest = equals ? len - n - 1 : 0;

    trim(&s, &n);
    trim(&value, &rest);
    for (int i = 0; i < 2; i++) {
        if (n != strlen(names[i]) || memcmp(s, names[i], n) != 0)
            continue;
        if (seen[i]++ == 1)
            ltn_epub_say(c->e, pos, "HTM-059",
                         "the viewport gives '%s' more than once", names[i]);
        if (!is_value(value, rest, names[i]))
            ltn_epub_say(c->e, pos, "HTM-057",
                         "'%.*s' is no value for '%s' of a viewport", (int)rest,
                         value, names[i]);
    }
}

void ltn_content_viewport(ltn_content *c, const char *value, ltn_pos pos)
{
    unsigned seen[2] = {0, 0};

    for (const char *s = value; *s;) {
        size_t len = strcspn(s, ",;");
        const char *one = s;
        size_t n = len;
        trim(&one, &n);
        if (n > 0 && (one[0] == '=' ||
                      (one[n - 1] == '=' &&
                       (s[len] == '\0' || (len > n && one + n < s + len))))) {
            ltn_epub_say(c->e, pos, "HTM-047",
                         "the viewport '%s' is not well-formed", value);
            return;
        }
        if (n > 0)
            property(c, one, n, pos, seen);
        s += len + (s[len] != '\0');
    }
    if (seen[0] == 0 || seen[1] == 0)
        ltn_epub_say(c->e, pos, "HTM-056", "the viewport lacks its %s",
                     seen[0] == 0 ? "width" : "height");
}
