/* xsd.h - the value spaces of XML Schema (Part 2, #built-in-primitive-…).
 *
 * A primitive type says what strings it has, which of them are equal (they
 * have one key) and how they are ordered. Strings come in after white space
 * has been treated.
 */
#ifndef LTN_VALIDATE_RELAXNG_XSD_H
#define LTN_VALIDATE_RELAXNG_XSD_H

#include "util/buf.h"
#include "validate/relaxng/types.h"

typedef enum ltn_white { LTN_PRESERVE, LTN_REPLACE, LTN_COLLAPSE } ltn_white;

typedef enum ltn_order {
    LTN_LESS,
    LTN_EQUAL,
    LTN_GREATER,
    LTN_UNORDERED
} ltn_order;

typedef struct ltn_primitive {
    const char *name;
    ltn_white white;
    const char *what; /* "an integer" */

    bool (*allows)(const char *s, size_t len, const ltn_sax *x);

    /* Appends the key of a string that is allowed; NULL: it is its own. */
    void (*key)(const char *s, size_t len, ltn_buf *out);

    /* Compares two strings that are allowed; NULL: not ordered. */
    ltn_order (*compare)(const char *a, size_t a_len, const char *b,
                         size_t b_len);

    /* What length, minLength and maxLength count; NULL: not in this type. */
    size_t (*length)(const char *s, size_t len);

    const char *low, *high; /* bounds of derived numbers, inclusive */
    bool digits;            /* totalDigits and fractionDigits apply */
    bool qname;             /* a key is "{namespace}local" */
    bool context;           /* depends on namespaces or entities */
    uint8_t id;             /* ltn_id_kind */
} ltn_primitive;

/* The types of XML Schema, and of the built-in library; NULL: none. */
const ltn_primitive *ltn_xsd_find(const char *wanted);
const ltn_primitive *ltn_builtin_find(const char *wanted);

/* xsdnumber.c */
bool ltn_xsd_decimal(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_integer(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_double(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_boolean(const char *s, size_t len, const ltn_sax *x);
void ltn_xsd_decimal_key(const char *s, size_t len, ltn_buf *out);
void ltn_xsd_double_key(const char *s, size_t len, ltn_buf *out);
void ltn_xsd_float_key(const char *s, size_t len, ltn_buf *out);
void ltn_xsd_boolean_key(const char *s, size_t len, ltn_buf *out);
ltn_order ltn_xsd_decimal_compare(const char *a, size_t a_len, const char *b,
                                  size_t b_len);
ltn_order ltn_xsd_double_compare(const char *a, size_t a_len, const char *b,
                                 size_t b_len);
/* Digits of a decimal number, all and behind the point, without zeros that
 * say nothing. */
void ltn_xsd_digits(const char *s, size_t len, size_t *total, size_t *fraction);

/* xsdtime.c: one function of each kind for all eight types */
bool ltn_xsd_duration(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_datetime(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_time(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_date(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_gyearmonth(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_gyear(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_gmonthday(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_gday(const char *s, size_t len, const ltn_sax *x);
bool ltn_xsd_gmonth(const char *s, size_t len, const ltn_sax *x);
void ltn_xsd_duration_key(const char *s, size_t len, ltn_buf *out);
void ltn_xsd_time_key(const char *s, size_t len, ltn_buf *out);
ltn_order ltn_xsd_duration_compare(const char *a, size_t a_len, const char *b,
                                   size_t b_len);
ltn_order ltn_xsd_time_compare(const char *a, size_t a_len, const char *b,
                               size_t b_len);

#endif
