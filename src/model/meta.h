/* meta.h - what is known about a document as a whole.
 *
 * One documented list of keys (ltn_meta_keys[]), each value with its origin.
 * For each key the values of the highest origin win: what a user says on the
 * command line beats a sidecar, which beats a table, and so on down to what
 * was detected. A key may have several values (authors); an origin that gives
 * a key replaces all values of lower origins.
 * Ownership: strings belong to the arena given to ltn_meta_add().
 */
#ifndef LTN_MODEL_META_H
#define LTN_MODEL_META_H

#include "util/arena.h"

#include <stddef.h>
#include <stdint.h>

typedef enum ltn_meta_key {
    LTN_META_TITLE,
    LTN_META_SUBTITLE,
    LTN_META_AUTHOR,
    LTN_META_SPEAKER,
    LTN_META_SPEAKER_ROLE,
    LTN_META_SPEAKER_AFFILIATION,
    LTN_META_EDITOR,
    LTN_META_TRANSLATOR,
    LTN_META_CONTRIBUTOR,
    LTN_META_DATE, /* of the speech or of the work's first publication */
    LTN_META_PLACE,
    LTN_META_EVENT,
    LTN_META_ORGANIZATION, /* the body before which it was spoken */
    LTN_META_LANGUAGE,
    LTN_META_GENRE,
    LTN_META_KEYWORDS,
    LTN_META_ABSTRACT,
    LTN_META_PUBLISHER, /* of this encoding */
    LTN_META_PUBLISHED, /* date of this encoding's publication */
    LTN_META_EDITION,
    LTN_META_SERIES,
    LTN_META_SERIES_NUMBER,
    LTN_META_FUNDER,
    LTN_META_PROJECT, /* a sentence for projectDesc */
    LTN_META_LICENCE, /* SPDX identifier or URL */
    LTN_META_RIGHTS,  /* a statement in words */
    LTN_META_IDENTIFIER,
    LTN_META_DOI,
    LTN_META_ISBN,
    LTN_META_SOURCE_TITLE,
    LTN_META_SOURCE_URL,
    LTN_META_SOURCE_PUBLISHER,
    LTN_META_SOURCE_PUBLISHED,
    LTN_META_SOURCE_RETRIEVED,
    LTN_META_RECORDING, /* URL of a recording of the speech */
    LTN_META_NOTE,
    LTN_META_KEYS
} ltn_meta_key;

/* Where a value comes from; later wins. */
typedef enum ltn_origin {
    LTN_DETECTED,
    LTN_FROM_FILENAME,
    LTN_FROM_DOCUMENT, /* front matter, or the metadata of an input format */
    LTN_FROM_TABLE,
    LTN_FROM_SIDECAR,
    LTN_FROM_COMMAND,
    LTN_ORIGINS
} ltn_origin;

typedef enum ltn_meta_type {
    LTN_META_IS_TEXT,
    LTN_META_IS_NAME,     /* of a person or body */
    LTN_META_IS_DATE,     /* ISO 8601-1 / EDTF level 0: 2024, 2024-07-19 */
    LTN_META_IS_LANGUAGE, /* BCP 47 */
    LTN_META_IS_LICENCE,  /* SPDX identifier or absolute URL */
    LTN_META_IS_URL,
    LTN_META_IS_ID
} ltn_meta_type;

typedef struct ltn_meta_info {
    const char *name; /* as in -M NAME=value: "source.url" */
    ltn_meta_type type;
    unsigned many;       /* 1: may have several values */
    const char *meaning; /* for the manual and for messages */
    const char *tei;     /* where it goes in TEI: a path from teiHeader */
    const char *jsonld;  /* ... the JSON-LD term */
    const char *epub;    /* ... the package metadata */
} ltn_meta_info;

extern const ltn_meta_info ltn_meta_keys[LTN_META_KEYS];

typedef struct ltn_meta_value {
    struct ltn_meta_value *next; /* the next value of any key, as added */
    ltn_meta_key key;
    ltn_origin origin;
    uint8_t confidence; /* percent; 100 unless detected */
    const char *rule;   /* what found it, for LTN_DETECTED; else NULL */
    const char *text;   /* as given; never empty */
    const char *iso;    /* dates: the value in ISO 8601; else NULL */
} ltn_meta_value;

typedef struct ltn_meta {
    ltn_meta_value *first, *last;
} ltn_meta;

/* Adds a copy of v (its strings are copied into a; v->next is ignored). Empty
 * texts are not added. Memory failure stays in the arena. */
void ltn_meta_add(ltn_meta *m, ltn_arena *a, const ltn_meta_value *v);

/* The first of the winning values of key, or NULL. */
const ltn_meta_value *ltn_meta_get(const ltn_meta *m, ltn_meta_key key);

/* The next winning value of v's key, or NULL. */
const ltn_meta_value *ltn_meta_more(const ltn_meta_value *v);

/* The winning value's text, or fallback. For dates prefer ->iso. */
const char *ltn_meta_text(const ltn_meta *m, ltn_meta_key key,
                          const char *fallback);

/* The key called name (len bytes), or LTN_META_KEYS. */
ltn_meta_key ltn_meta_find(const char *name, size_t len);

/* "detected", "filename", "document", "table", "sidecar", "command line". */
const char *ltn_origin_name(ltn_origin origin);

#endif
