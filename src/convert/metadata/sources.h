/* sources.h - the metadata of a document from all that speak of it: its file
 * name, its own front matter, a table, a sidecar file, the command line. */
#ifndef LTN_CONVERT_SOURCES_H
#define LTN_CONVERT_SOURCES_H

#include "convert/metadata/metadata.h"

/* What is read once for all documents. */
typedef struct ltn_sources {
    ltn_table command, table;
    const char *pattern; /* borrowed from the options */
    bool has_table, sidecars;
    const ltn_row *beside; /* what came with the document at hand, checked; it
                              stands for a sidecar; or NULL */
} ltn_sources;

/* Reads and checks what the options give; LTN_EUSAGE when it is wrong. */
ltn_status ltn_sources_start(ltn_sources *s, const ltn_options *o,
                             ltn_diags *diags);
void ltn_sources_release(ltn_sources *s);

/* Adds to doc what all sources say of the file at path. */
ltn_status ltn_sources_apply(ltn_sources *s, const char *path, ltn_doc *doc,
                             ltn_diags *diags);

#endif
