/* metadata.h - what users say about their documents.
 *
 * A source (table, sidecar, front matter, file name, command line) becomes
 * rows: fields with a key, a value and a place in the source. Rows are checked
 * once, where they come from, so that a slip is reported with its line; checked
 * rows are added to a document's metadata with their origin.
 * Ownership: a table owns its rows and strings.
 */
#ifndef LTN_CONVERT_METADATA_H
#define LTN_CONVERT_METADATA_H

#include "model/doc.h"

typedef struct ltn_field {
    struct ltn_field *next;
    const char *key, *value;
    ltn_pos pos;           /* of the value in its source */
    ltn_meta_key meta;     /* set by ltn_table_check() */
    const char *canonical; /* the value as it is to be recorded; the same */
} ltn_field;

typedef struct ltn_row {
    const char *file; /* value of the `file` column, or NULL */
    ltn_field *first, *last;
    ltn_pos pos;
} ltn_row;

typedef struct ltn_table {
    ltn_arena arena;
    ltn_row *rows;
    size_t len, cap;
    uint32_t *index; /* of rows, open addressing by file name; or NULL */
    size_t index_len;
    bool failed; /* without memory */
} ltn_table;

void ltn_table_release(ltn_table *t);

/* Adds an empty row, a field to the last row. A `file` field names the row. */
void ltn_table_row(ltn_table *t, ltn_pos pos);
void ltn_table_field(ltn_table *t, const char *key, size_t key_len,
                     const char *value, size_t value_len, ltn_pos pos);

/* Parsers: bytes (UTF-8) to rows. LTN_INVALID with the place of the mistake.
 * CSV and TSV: RFC 4180, a header line, separator ',' or '\t' (CSV also ';'
 * when the header has no comma). YAML 1.1 and JSON: a list of mappings, a
 * mapping of file names to mappings, or one mapping; values are scalars, lists
 * of scalars, or mappings, whose keys are joined with dots. */
ltn_status ltn_table_csv(ltn_table *t, const char *bytes, size_t len,
                         char separator, ltn_diags *diags);
ltn_status ltn_table_yaml(ltn_table *t, const char *bytes, size_t len,
                          ltn_diags *diags);
ltn_status ltn_table_json(ltn_table *t, const char *bytes, size_t len,
                          ltn_diags *diags);

/* The row of one JSON object that is part of the text `bytes`. */
struct ltn_jv;
ltn_status ltn_table_json_object(ltn_table *t, const struct ltn_jv *object,
                                 const char *bytes, ltn_diags *diags);

/* Reads the file at path, by its suffix, without checking keys and values. */
ltn_status ltn_table_read(ltn_table *t, const char *path, ltn_diags *diags);

/* Reads and checks it; errors are reported under its own name. */
ltn_status ltn_table_load(ltn_table *t, const char *path, ltn_diags *diags);

/* The key that a name is, or is a slip of; or NULL. */
const char *ltn_key_near(const char *name);

/* Checks keys and values of all rows; every mistake is an error. `lenient`
 * (front matter, which was not written for us): unknown keys are left out. */
ltn_status ltn_table_check(ltn_table *t, bool lenient, ltn_diags *diags);

/* The row for the file at path: by path, by file name, by stem; or NULL. */
const ltn_row *ltn_table_find(ltn_table *t, const char *path);

/* Adds the fields of a checked row to doc. */
void ltn_row_apply(const ltn_row *row, ltn_origin origin, ltn_doc *doc);

/* "key=value" as a field of the last row of t. */
ltn_status ltn_table_assign(ltn_table *t, const char *assignment,
                            ltn_diags *diags);

/* A pattern of file names: "{date}_{speaker}_{title}". Checks that its keys
 * are keys. */
ltn_status ltn_pattern_check(const char *pattern, ltn_diags *diags);

/* The values that a file name has by a pattern, as a row of t; a name that
 * does not fit gives a warning and no row. A suffix of the name need not be in
 * the pattern; '_' in a value stands for a blank. */
ltn_status ltn_pattern_apply(const char *pattern, const char *name,
                             ltn_table *t, ltn_diags *diags);

/* Gives doc the title and the date that its file name has, where neither the
 * text nor anybody has said them: an ISO date and the words behind it; without
 * them, the name is the title. */
void ltn_filename_apply(ltn_doc *doc);

/* Checks one value and puts it into its canonical form, in a. NULL and an
 * error at pos when it is not of the key's type. */
const char *ltn_value_check(ltn_meta_key key, const char *value, ltn_pos pos,
                            ltn_arena *a, ltn_diags *diags);

#endif
