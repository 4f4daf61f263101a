/* values.h - from what a pattern captured to what a citation says: edits and
 * checks of tokens, and the id, url, cref and name templates.
 */
#ifndef LTN_ANALYSE_CITATIONS_VALUES_H
#define LTN_ANALYSE_CITATIONS_VALUES_H

#include "analyse/citations/rules.h"

/* The len bytes at s after the edits of t, into out (emptied first, with a NUL
 * that is not counted); false when a check or a `must` refuses it. */
bool ltn_cite_value(ltn_cites *c, const ltn_cite_token *t, const char *s,
                    size_t len, ltn_buf *out);

/* The values that a template may name: asks for name (len bytes); NULL or ""
 * when there is none. */
typedef const char *(*ltn_cite_ask)(const void *from, const char *name,
                                    size_t len);

/* Fills a template into out: {name}, {name|default}, {@name:table} (a template
 * from a table), [optional part], \ before a character that stands for itself.
 * With url, values are percent-encoded. False when a value is missing outside
 * an optional part. */
bool ltn_cite_fill(const char *template, ltn_cite_ask ask, const void *from,
                   bool url, ltn_buf *out);

/* Check digits: ISO 2108 (ISBN), ISO 3297 (ISSN), ISO 7064 MOD 11-2 (ORCID).
 * s holds digits, X, blanks and hyphens. */
bool ltn_isbn_ok(const char *s, size_t len);
bool ltn_issn_ok(const char *s, size_t len);
bool ltn_orcid_ok(const char *s, size_t len);

/* 13 digits of a right ISBN of 10 or 13 digits into out. */
void ltn_isbn13(const char *s, size_t len, char out[14]);

/* A number in Roman figures, or 0. */
unsigned ltn_roman(const char *s, size_t len);

#endif
