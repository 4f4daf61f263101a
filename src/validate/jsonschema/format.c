#include "validate/jsonschema/format.h"

#include "validate/jsonschema/regex.h"

#include <string.h>

/* RFC 6901 #section-3: "~" is followed by 0 or 1. */
static bool is_pointer(const char *s, size_t len)
{
    if (len > 0 && s[0] != '/')
        return false;
    for (size_t i = 0; i < len; i++)
        if (s[i] == '~' && (i + 1 == len || (s[i + 1] | 1) != '1'))
            return false;
    return true;
}

/* Relative JSON Pointers (draft-bhutton-relative-json-pointer-00). */
static bool is_relative_pointer(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && s[i] >= '0' && s[i] <= '9')
        i++;
    if (i == 0 || (i > 1 && s[0] == '0'))
        return false;
    return (i + 1 == len && s[i] == '#') || is_pointer(s + i, len - i);
}

/* RFC 4122 #section-3 */
static bool is_uuid(const char *s, size_t len)
{
    if (len != 36)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex = (s[i] >= '0' && s[i] <= '9') ||
                   ((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'f');
        if (dash ? s[i] != '-' : !hex)
            return false;
    }
    return true;
}

static bool is_regex(const char *s, size_t len)
{
    ltn_js_regex r = {0};
    ltn_buf why = {0};
    bool fits = ltn_js_regex_compile(&r, s, len, &why);

    ltn_js_regex_release(&r);
    ltn_buf_release(&why);
    return fits;
}

static const ltn_js_format formats[] = {
    {"date", "a date (RFC 3339: 2024-07-19)", ltn_js_fits_date},
    {"date-time", "a date and time (RFC 3339: 2024-07-19T10:00:00Z)",
     ltn_js_fits_date_time},
    {"duration", "a duration (ISO 8601: P3DT2H)", ltn_js_fits_duration},
    {"email", "an e-mail address", ltn_js_fits_email},
    {"hostname", "a host name", ltn_js_fits_hostname},
    {"idn-email", "an e-mail address", ltn_js_fits_idn_email},
    {"idn-hostname", "a host name", ltn_js_fits_idn_hostname},
    {"ipv4", "an IPv4 address", ltn_js_fits_ipv4},
    {"ipv6", "an IPv6 address", ltn_js_fits_ipv6},
    {"iri", "an IRI", ltn_js_fits_iri},
    {"iri-reference", "an IRI reference", ltn_js_fits_iri_reference},
    {"json-pointer", "a JSON Pointer", is_pointer},
    {"regex", "a regular expression (ECMA-262)", is_regex},
    {"relative-json-pointer", "a relative JSON Pointer", is_relative_pointer},
    {"time", "a time (RFC 3339: 10:00:00Z)", ltn_js_fits_time},
    {"uri", "an absolute URI", ltn_js_fits_uri},
    {"uri-reference", "a URI reference", ltn_js_fits_uri_reference},
    {"uri-template", "a URI template (RFC 6570)", ltn_js_fits_uri_template},
    {"uuid", "a UUID", is_uuid},
};

const ltn_js_format *ltn_js_format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
