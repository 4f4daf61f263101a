#include "codec/zip.h"

#include "util/limits.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

static ltn_status refuse(ltn_diags *diags, const char *code, const char *what,
                         const char *why)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, code, "%s: %s", what, why);
    return LTN_INVALID;
}

bool ltn_zip_is_bomb(uint64_t size, uint64_t packed)
{
    return size > LTN_ZIP_RATIO_FREE && size / LTN_ZIP_RATIO_MAX > packed;
}

struct ltn_zip_in {
    zip_t *zip;
    uint64_t bytes; /* that have come out so far */
};

static unsigned u16(const char *s)
{
    return (unsigned char)s[0] | (unsigned)(unsigned char)s[1] << 8;
}

/* How many entries the end record claims; 0 when there is none. libzip keeps
 * some hundred bytes for each, so it is asked for before. */
static unsigned claimed(const char *s, size_t len)
{
    enum { END = 22, COMMENT_MAX = 65535 };
    size_t most = len < END + COMMENT_MAX ? len : END + COMMENT_MAX;

    for (size_t back = END; back <= most; back++) {
        const char *at = s + len - back;
        if (memcmp(at, "PK\5\6", 4) == 0)
            return u16(at + 10);
    }
    return 0;
}

ltn_status ltn_zip_open(const char *s, size_t len, ltn_zip_in **out,
                        ltn_diags *diags)
{
    zip_error_t error;

    *out = NULL;
    if (len == 0) /* to libzip an archive without entries */
        return refuse(diags, "zip.broken", "not a readable zip archive",
                      "it is empty");
    if (claimed(s, len) > LTN_ZIP_ENTRIES_MAX) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.entries",
                     "more than %d entries", LTN_ZIP_ENTRIES_MAX);
        return LTN_ELIMIT;
    }
    ltn_zip_in *z = calloc(1, sizeof *z);
    if (!z)
        return LTN_ENOMEM;
    zip_error_init(&error);
    zip_source_t *src = zip_source_buffer_create(s, len, 0, &error);
    z->zip = src ? zip_open_from_source(src, ZIP_RDONLY | ZIP_CHECKCONS, &error)
                 : NULL;
    if (!z->zip) {
        refuse(diags, "zip.broken", "not a readable zip archive",
               zip_error_strerror(&error));
        zip_source_free(src);
        free(z);
    } else {
        *out = z;
    }
    zip_error_fini(&error);
    return *out ? LTN_OK : LTN_INVALID;
}

void ltn_zip_close(ltn_zip_in *z)
{
    if (!z)
        return;
    zip_discard(z->zip);
    free(z);
}

size_t ltn_zip_count(const ltn_zip_in *z)
{
    zip_int64_t n = zip_get_num_entries(z->zip, 0);

    return n < 0 ? 0 : (size_t)n;
}

ltn_zip_info ltn_zip_at(const ltn_zip_in *z, size_t i)
{
    zip_stat_t st;

    if (zip_stat_index(z->zip, i, ZIP_FL_ENC_RAW, &st) < 0 || !st.name)
        return (ltn_zip_info){.name = ""};
    return (ltn_zip_info){
        .name = st.name,
        .size = st.size,
        .packed = st.comp_size,
        .deflated = st.comp_method == ZIP_CM_DEFLATE,
        .stored = st.comp_method == ZIP_CM_STORE,
        .encrypted = st.encryption_method != ZIP_EM_NONE,
    };
}

/* Counts n more bytes, of which `own` are of an entry of `packed` bytes. */
static ltn_status count(ltn_zip_in *z, uint64_t n, uint64_t own,
                        uint64_t packed, ltn_diags *diags)
{
    z->bytes += n;
    if (z->bytes > LTN_ZIP_BYTES_MAX) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.size",
                     "the archive unpacks to more than %d bytes",
                     LTN_ZIP_BYTES_MAX);
        return LTN_ELIMIT;
    }
    if (ltn_zip_is_bomb(own, packed)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.ratio",
                     "an entry unpacks to more than %d times its size",
                     LTN_ZIP_RATIO_MAX);
        return LTN_ELIMIT;
    }
    return LTN_OK;
}

/* Unpacks f to its end, where libzip compares the checksum. */
static ltn_status unpack(ltn_zip_in *z, zip_file_t *f, uint64_t packed,
                         ltn_buf *out, ltn_diags *diags)
{
    enum { PIECE = 64 * 1024 };
    ltn_status status = LTN_OK;
    uint64_t own = 0;

    while (status == LTN_OK) {
        char *room = ltn_buf_room(out, PIECE);
        if (!room)
            return ltn_buf_status(out);
        zip_int64_t got = zip_fread(f, room, PIECE);
        if (got < 0)
            return refuse(diags, "zip.entry", "an entry cannot be unpacked",
                          zip_error_strerror(zip_file_get_error(f)));
        if (got == 0)
            break;
        ltn_buf_advance(out, (size_t)got);
        own += (uint64_t)got;
        status = count(z, (uint64_t)got, own, packed, diags);
    }
    return status;
}

ltn_status ltn_zip_read(ltn_zip_in *z, size_t i, ltn_buf *out, ltn_diags *diags)
{
    ltn_zip_info said = ltn_zip_at(z, i);
    ltn_status status = count(z, 0, said.size, said.packed, diags);

    if (status != LTN_OK)
        return status;
    zip_file_t *f = zip_fopen_index(z->zip, i, 0);
    if (!f)
        return refuse(diags, "zip.entry", "an entry cannot be opened",
                      zip_strerror(z->zip));
    status = unpack(z, f, said.packed, out, diags);
    zip_fclose(f);
    return status;
}
