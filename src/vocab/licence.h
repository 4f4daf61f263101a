/* licence.h - licences by their SPDX identifiers (licences.words). */
#ifndef LTN_VOCAB_LICENCE_H
#define LTN_VOCAB_LICENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { LTN_LICENCE_BYTES = 160 };

/* The identifier as SPDX spells it ("cc-by-4.0" is "CC-BY-4.0"), into out; or
 * false, and out holds the nearest one, or "". */
bool ltn_licence_id(const char *id, char out[LTN_LICENCE_BYTES]);

/* Where the licence can be read: Creative Commons' own deed, else SPDX's page;
 * into out. A value that is a URL already is copied. */
const char *ltn_licence_url(const char *id, char out[LTN_LICENCE_BYTES]);

#endif
