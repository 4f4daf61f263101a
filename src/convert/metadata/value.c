/* Values of metadata by their type. */

#include "convert/metadata/metadata.h"
#include "util/ascii.h"
#include "util/isotime.h"
#include "vocab/language.h"
#include "vocab/licence.h"

#include <string.h>

/* RFC 3986 #section-3: a scheme, and nothing that a URI cannot hold. */
static bool is_url(const char *s)
{
    size_t scheme =
        strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
                  "XYZ0123456789+-.");

    if (scheme < 2 || s[scheme] != ':' || s[scheme + 1] == '\0' ||
        ltn_ascii_digit(s[0]))
        return false;
    for (const char *at = s; *at; at++)
        if ((unsigned char)*at <= ' ' || strchr("<>\"\\^`{|}", *at))
            return false;
    return true;
}

/* ISO 26324: "10." registrant "/" suffix; resolvers and labels are taken off.
 */
static const char *doi_of(const char *s, ltn_arena *a)
{
    static const char *const fronts[] = {"https://doi.org/",
                                         "http://doi.org/",
                                         "https://dx.doi.org/",
                                         "http://dx.doi.org/",
                                         "doi:",
                                         "DOI:"};

    for (size_t i = 0; i < sizeof fronts / sizeof fronts[0]; i++)
        if (strncmp(s, fronts[i], strlen(fronts[i])) == 0)
            s += strlen(fronts[i]);
    s += strspn(s, " ");
    const char *slash = strchr(s, '/');
    if (strncmp(s, "10.", 3) != 0 || !slash || slash < s + 7 || !slash[1] ||
        strspn(s + 3, "0123456789.") != (size_t)(slash - s - 3) ||
        strpbrk(slash, " \t<>\""))
        return NULL;
    return ltn_arena_strndup(a, s, strlen(s));
}

/* ISO 2108: ten or thirteen digits whose check digit holds, as thirteen. */
static const char *isbn_of(const char *s, ltn_arena *a)
{
    char digits[14];
    size_t n = 0;
    unsigned sum = 0;

    for (; *s; s++) {
        bool x = (*s == 'X' || *s == 'x') && n == 9;
        if (*s == '-' || *s == ' ')
            continue;
        if (n == 13 || (!ltn_ascii_digit(*s) && !x))
            return NULL;
        digits[n++] = (char)(x ? 'X' : *s);
    }
    if (n == 10) {
        for (size_t i = 0; i < 10; i++)
            sum += (unsigned)(10 - i) *
                   (digits[i] == 'X' ? 10u : (unsigned)(digits[i] - '0'));
        if (sum % 11 != 0)
            return NULL;
        memmove(digits + 3, digits, 9);
        digits[0] = '9'; /* the prefix of all that had ten digits */
        digits[1] = '7';
        digits[2] = '8';
    } else if (n != 13) {
        return NULL;
    }
    sum = 0;
    for (size_t i = 0; i < 12; i++)
        sum += (unsigned)(digits[i] - '0') * (i % 2 ? 3 : 1);
    char check = (char)('0' + (10 - sum % 10) % 10);
    if (n == 13 && digits[12] != check)
        return NULL;
    digits[12] = check;
    return ltn_arena_strndup(a, digits, 13);
}

static const char *refuse(ltn_diags *diags, ltn_pos pos, ltn_meta_key key,
                          const char *value, const char *right,
                          const char *guess)
{
    ltn_diag_add(diags, LTN_ERROR, pos, "metadata.value",
                 "'%.200s' is no value for '%s': %s%s%s%s", value,
                 ltn_meta_keys[key].name, right,
                 guess ? "; did you mean '" : "", guess ? guess : "",
                 guess ? "'?" : "");
    return NULL;
}

static const char *check_language(ltn_meta_key key, const char *value,
                                  ltn_pos pos, ltn_arena *a, ltn_diags *diags)
{
    char tag[LTN_LANGUAGE_BYTES];

    if (ltn_language_tag(value, tag))
        return ltn_arena_strndup(a, tag, strlen(tag));
    return refuse(diags, pos, key, value,
                  "write a BCP 47 tag such as en, fr-CA, zh-Hant",
                  tag[0] ? tag : NULL);
}

static const char *check_licence(ltn_meta_key key, const char *value,
                                 ltn_pos pos, ltn_arena *a, ltn_diags *diags)
{
    char id[LTN_LICENCE_BYTES];

    if (is_url(value) || strncmp(value, "LicenseRef-", 11) == 0)
        return ltn_arena_strndup(a, value, strlen(value));
    if (ltn_licence_id(value, id))
        return ltn_arena_strndup(a, id, strlen(id));
    return refuse(diags, pos, key, value,
                  "write an SPDX identifier such as CC-BY-4.0, or a URL; a "
                  "statement in words is 'rights'",
                  id[0] ? id : NULL);
}

static const char *check_id(ltn_meta_key key, const char *value, ltn_pos pos,
                            ltn_arena *a, ltn_diags *diags)
{
    const char *id = value;

    if (key == LTN_META_DOI && !(id = doi_of(value, a)))
        return refuse(diags, pos, key, value, "a DOI is 10.NNNN/...", NULL);
    if (key == LTN_META_ISBN && !(id = isbn_of(value, a)))
        return refuse(diags, pos, key, value,
                      "not an ISBN, or its check digit is wrong", NULL);
    return ltn_arena_strndup(a, id, strlen(id));
}

/* Text for a header: no control characters, no white space at the ends. */
static const char *clean(const char *value, ltn_arena *a)
{
    size_t len = strlen(value);
    char *copy = ltn_arena_strndup(a, value, len);

    for (char *at = copy; at && *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = ' ';
    while (copy && len > 0 && copy[len - 1] == ' ')
        copy[--len] = '\0';
    return copy ? copy + strspn(copy, " ") : NULL;
}

const char *ltn_value_check(ltn_meta_key key, const char *value, ltn_pos pos,
                            ltn_arena *a, ltn_diags *diags)
{
    const char *v = clean(value, a);

    if (!v)
        return NULL;
    switch (ltn_meta_keys[key].type) {
    case LTN_META_IS_TEXT:
    case LTN_META_IS_NAME: return v;
    case LTN_META_IS_DATE:
        if (ltn_is_date(v))
            return v;
        return refuse(diags, pos, key, v,
                      "write a date of the calendar as 2024, 2024-07 or "
                      "2024-07-19",
                      NULL);
    case LTN_META_IS_LANGUAGE: return check_language(key, v, pos, a, diags);
    case LTN_META_IS_LICENCE: return check_licence(key, v, pos, a, diags);
    case LTN_META_IS_URL:
        if (is_url(v))
            return v;
        return refuse(diags, pos, key, v, "write an absolute URL", NULL);
    case LTN_META_IS_ID: return check_id(key, v, pos, a, diags);
    }
    return v;
}
