/* format.h - the formats of JSON Schema Validation #section-7.3. */
#ifndef LTN_VALIDATE_JSONSCHEMA_FORMAT_H
#define LTN_VALIDATE_JSONSCHEMA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ltn_js_format {
    const char *name;
    const char *what; /* for messages: "an e-mail address (RFC 5321)" */
    bool (*fits)(const char *s, size_t len); /* valid UTF-8 */
} ltn_js_format;

/* The format called name, or NULL: others are remarks only. */
const ltn_js_format *ltn_js_format_find(const char *name);

/* Grammars that formats are made of. */
typedef bool ltn_js_fits(const char *s, size_t len);

/* format_time.c: RFC 3339 */
ltn_js_fits ltn_js_fits_date, ltn_js_fits_time, ltn_js_fits_date_time,
    ltn_js_fits_duration;

/* format_host.c */
ltn_js_fits ltn_js_fits_ipv4, ltn_js_fits_ipv6, ltn_js_fits_hostname,
    ltn_js_fits_email, ltn_js_fits_idn_email;

/* format_idn.c */
ltn_js_fits ltn_js_fits_idn_hostname;

/* format_uri.c */
ltn_js_fits ltn_js_fits_uri, ltn_js_fits_uri_reference, ltn_js_fits_iri,
    ltn_js_fits_iri_reference, ltn_js_fits_uri_template;

#endif
