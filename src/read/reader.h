/* reader.h - what a file format has to offer to be read.
 *
 * One constant ltn_reader per format, defined in read/<name>.c (or
 * read/<name>/) and listed in convert/registry.c. A reader turns bytes into
 * builder calls (model/build.h) and keeps every character, in order; it says
 * how the source is built, never what the words mean: that is analysis.
 * It sets doc->source.media_type, encoding, line_ends, bom and decoded; the
 * pipeline sets the rest of doc->source.
 */
#ifndef LTN_READ_READER_H
#define LTN_READ_READER_H

#include "model/build.h"

typedef struct ltn_read_options {
    const char *encoding; /* IANA name given by the user; NULL = find out */
} ltn_read_options;

typedef struct ltn_reader {
    const char *name;       /* as in -f NAME: lower case ASCII */
    const char *suffixes;   /* of input files: ".txt .text" */
    const char *media_type; /* "text/plain" */
    const char *title;      /* for `lectern formats` and the manual */

    /* How sure, 0 to 100, that bytes are of this format; they may be cut. */
    unsigned (*sniff)(const char *bytes, size_t len);

    /* Reads the whole file into b. Bad input leaves an error in diags, with
     * its place; a refusal by the builder stays in the builder. */
    ltn_status (*read)(const char *bytes, size_t len,
                       const ltn_read_options *options, ltn_builder *b,
                       ltn_diags *diags);
} ltn_reader;

extern const ltn_reader ltn_reader_text;

#endif
