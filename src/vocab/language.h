/* language.h - language tags (BCP 47: RFC 5646) and names of languages.
 *
 * languages.tsv lists primary language subtags that are in use, with the
 * three-letter codes that a two-letter code stands for, and English names.
 */
#ifndef LTN_VOCAB_LANGUAGE_H
#define LTN_VOCAB_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { LTN_LANGUAGE_BYTES = 64 };

/* Puts tag into canonical case, with the shortest primary subtag ("ENG-us" is
 * "en-US"), into out. False when it is not well-formed (RFC 5646 #section-2.1)
 * or its primary subtag is no language: then out holds the tag of the language
 * with that English name ("Spanish" is "es"), or "". */
bool ltn_language_tag(const char *tag, char out[LTN_LANGUAGE_BYTES]);

/* The English name of the language of a tag, into out, or NULL. */
const char *ltn_language_name(const char *tag, char *out, size_t size);

#endif
