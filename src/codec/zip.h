/* zip.h - our edge to libzip: archives in memory, made (zipwrite.c, packed by
 * libdeflate) and taken apart (zip.c).
 *
 * Making: the same entries give the same bytes on any machine. Entries keep
 * their order, have no extra fields and one fixed time, 1980-01-01T00:00 (the
 * earliest the format can say).
 * Taking apart: nothing the archive says about itself is believed. Bytes that
 * come out are counted over the whole archive and against those that went in
 * (LTN_ZIP_*_MAX in util/limits.h); names are bytes, not paths to open.
 * Ownership: an ltn_zip_in borrows the bytes it was opened on.
 */
#ifndef LTN_CODEC_ZIP_H
#define LTN_CODEC_ZIP_H

#include "util/buf.h"
#include "util/diag.h"

#include <stdbool.h>

/* Whether unpacking so few bytes to so many is refused: LTN_ZIP_RATIO_MAX. */
bool ltn_zip_is_bomb(uint64_t size, uint64_t packed);

/* An entry to write. name is ASCII or UTF-8; data is borrowed. */
typedef struct ltn_zip_entry {
    const char *name;
    const char *data;
    size_t len;
    unsigned level; /* of deflate, 1 to 9; 0 = stored, as is what would shrink
                       so much that readers take it for a bomb */
} ltn_zip_entry;

/* Appends the archive of the n entries to out. */
ltn_status ltn_zip_write(const ltn_zip_entry *entries, size_t n, ltn_buf *out,
                         ltn_diags *diags);

typedef struct ltn_zip_in ltn_zip_in;

/* What the archive says of an entry. */
typedef struct ltn_zip_info {
    const char *name;      /* as it is in the archive; may be no UTF-8 */
    uint64_t size, packed; /* bytes, as claimed */
    bool deflated, stored; /* neither: another method */
    bool encrypted;
} ltn_zip_info;

/* Opens the archive in the len bytes at s. On failure *out is NULL and a
 * diagnostic says why: LTN_INVALID ("zip.broken") or LTN_ELIMIT. */
ltn_status ltn_zip_open(const char *s, size_t len, ltn_zip_in **out,
                        ltn_diags *diags);
void ltn_zip_close(ltn_zip_in *z); /* NULL is fine */

/* The number of entries; what is said of the i-th. */
size_t ltn_zip_count(const ltn_zip_in *z);
ltn_zip_info ltn_zip_at(const ltn_zip_in *z, size_t i);

/* Appends what the i-th entry holds to out. LTN_INVALID ("zip.entry") when it
 * cannot be unpacked or its checksum is wrong, LTN_ELIMIT ("zip.size",
 * "zip.ratio") when more comes out than is allowed. */
ltn_status ltn_zip_read(ltn_zip_in *z, size_t i, ltn_buf *out,
                        ltn_diags *diags);

#endif
