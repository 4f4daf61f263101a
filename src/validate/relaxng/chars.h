/* chars.h - names and white space of XML 1.0.
 *
 * Names are those of the fourth edition and before, on which XML Schema and
 * RELAX NG stand; libxml2 itself reads names of the fifth edition.
 */
#ifndef LTN_VALIDATE_RELAXNG_CHARS_H
#define LTN_VALIDATE_RELAXNG_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Space, tab, line feed, carriage return. */
static inline bool ltn_xml_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Whether s has nothing but white space. */
bool ltn_xml_blank(const char *s, size_t len);

/* s without white space at both ends. */
const char *ltn_xml_trim(const char *s, size_t *len);

/* XML 1.0 (4th) #NT-Letter, "_" or ":"; #NT-NameChar */
bool ltn_xml_name_start(uint32_t c);
bool ltn_xml_name_char(uint32_t c);

bool ltn_xml_is_name(const char *s, size_t len);
bool ltn_xml_is_nmtoken(const char *s, size_t len);
bool ltn_xml_is_ncname(const char *s, size_t len); /* a name without colon */

/* Whether s is [NCName ":"] NCName; *colon is the length of the prefix, 0
 * without one. */
bool ltn_xml_is_qname(const char *s, size_t len, size_t *colon);

#endif
