/* profiles.h - what archives' own schemas leave out of TEI, and what we write
 * instead. Every profile keeps every character.
 */
#ifndef LTN_WRITE_TEI_PROFILES_H
#define LTN_WRITE_TEI_PROFILES_H

#include "util/diag.h"
#include "vocab/tei.h"

#include <stdbool.h>
#include <stdint.h>

/* Parts of the header that a schema may lack; what they say is then left to
 * paragraphs and notes. */
enum {
    LTN_NO_MEETING = 1 << 0,
    LTN_NO_MEASURE = 1 << 1,
    LTN_NO_AGENTS = 1 << 2, /* persName, orgName */
    LTN_NO_FUNDER = 1 << 3,
    LTN_NO_AUTHORITY = 1 << 4,
    LTN_NO_RECORDING = 1 << 5,
    LTN_NO_EDITORIAL = 1 << 6, /* the parts of editorialDecl */
    LTN_NO_TAGS = 1 << 7,
    LTN_NO_CHARACTERS = 1 << 8,
    LTN_NO_APP = 1 << 9,
    LTN_NO_ABSTRACT = 1 << 10,
    LTN_NO_PEOPLE = 1 << 11, /* particDesc with listPerson */
    LTN_NO_SETTING = 1 << 12,
    LTN_NO_XENODATA = 1 << 13,
    LTN_NO_STANDOFF = 1 << 14,
    LTN_NO_VERSION = 1 << 15, /* TEI/@version */
    LTN_NO_REND = 1 << 16,    /* att.global.rendition */
    LTN_NO_PTR = 1 << 17,
    LTN_NO_INTERVAL = 1 << 19,   /* date/@from, @to */
    LTN_NO_BIBL_QUOTE = 1 << 20, /* quote in bibl */
    LTN_NO_EVENT_NAME = 1 << 18, /* eventName; name of type event */
};

typedef struct ltn_tei_profile {
    const char *name;   /* as in --profile NAME */
    const char *schema; /* its address */
    uint64_t lacks;     /* elements of the text, as bits by ltn_tei_gi */
    uint32_t header;    /* LTN_NO_... */
    uint8_t instead[LTN_TEI_GIS]; /* ltn_tei_gi; 0: nothing */
} ltn_tei_profile;

/* The profile called name (NULL: "lectern"), or NULL with an error that says
 * which ones there are. */
const ltn_tei_profile *ltn_tei_profile_find(const char *name, ltn_diags *diags);

#endif
