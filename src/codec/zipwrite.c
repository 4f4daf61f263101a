#include "codec/zip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* MS-DOS date and time of 1980-01-01T00:00. Given as such: a time_t would be
 * put in by the local time zone. */
enum { DOS_DATE = 1 << 5 | 1, DOS_TIME = 0 };

/* Bytes of an entry on their way into the archive, packed already: libdeflate
 * packs in half the time of what libzip would call, and libzip puts them in as
 * they are. */
typedef struct packed {
    const char *data; /* to write */
    char *own;        /* the same, when it is to be freed */
    zip_uint64_t len, at;
    zip_uint64_t size; /* unpacked */
    uint32_t crc;
    bool deflated;
} packed;

static zip_int64_t tell(const packed *p, zip_stat_t *st)
{
    zip_stat_init(st);
    st->size = p->size;
    st->comp_size = p->len;
    st->crc = p->crc;
    st->comp_method = p->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
    st->encryption_method = ZIP_EM_NONE;
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC |
                ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    return sizeof *st;
}

static zip_int64_t hand_over(packed *p, void *data, zip_uint64_t len)
{
    zip_uint64_t n = p->len - p->at < len ? p->len - p->at : len;

    if (n > 0)
        memcpy(data, p->data + p->at, (size_t)n);
    p->at += n;
    return (zip_int64_t)n;
}

/* zip_source_function(3) */
static zip_int64_t serve(void *state, void *data, zip_uint64_t len,
                         zip_source_cmd_t command)
{
    packed *p = state;

    switch ((int)command) {
    case ZIP_SOURCE_OPEN: p->at = 0; return 0;
    case ZIP_SOURCE_READ: return hand_over(p, data, len);
    case ZIP_SOURCE_CLOSE: return 0;
    case ZIP_SOURCE_STAT: return tell(p, data);
    case ZIP_SOURCE_ERROR: /* libzip's number, errno; what we do cannot fail */
        memcpy(data, (int[]){ZIP_ER_INTERNAL, 0}, 2 * sizeof(int));
        return 2 * sizeof(int);
    case ZIP_SOURCE_FREE:
        free(p->own);
        free(p);
        return 0;
    case ZIP_SOURCE_SUPPORTS: return ZIP_SOURCE_SUPPORTS_READABLE;
    default: return -1;
    }
}

/* The compressor of a level, kept from one entry to the next. */
typedef struct packer {
    struct libdeflate_compressor *compressor;
    unsigned level;
} packer;

static bool set_level(packer *k, unsigned level)
{
    if (k->level != level) {
        libdeflate_free_compressor(k->compressor);
        k->compressor = libdeflate_alloc_compressor((int)level);
        k->level = level;
    }
    return k->compressor != NULL;
}

/* Deflates p, unless that makes it no smaller, or so small that readers would
 * take it for a bomb. False: no memory. */
static bool deflate(packer *k, unsigned level, packed *p)
{
    if (p->size == 0)
        return true;
    p->own = malloc((size_t)p->size);
    if (!p->own || !set_level(k, level))
        return false;
    size_t n = libdeflate_deflate_compress(
        k->compressor, p->data, (size_t)p->size, p->own, (size_t)p->size - 1);
    if (n > 0 && !ltn_zip_is_bomb(p->size, n)) {
        p->data = p->own;
        p->len = n;
        p->deflated = true;
    }
    return true;
}

/* The source of an entry, or NULL without memory. */
static zip_source_t *source(zip_t *z, packer *k, const ltn_zip_entry *e)
{
    packed *p = calloc(1, sizeof *p);

    if (!p)
        return NULL;
    p->data = e->data;
    p->len = p->size = e->len;
    p->crc = libdeflate_crc32(0, e->data, e->len);
    zip_source_t *s = NULL;
    if (e->level == 0 || deflate(k, e->level, p))
        s = zip_source_function(z, serve, p);
    if (!s) {
        free(p->own);
        free(p);
    }
    return s;
}

/* Adds an entry; false when libzip refuses. */
static bool add_entry(zip_t *z, packer *k, const ltn_zip_entry *e)
{
    zip_source_t *data = source(z, k, e);
    zip_stat_t st;

    if (!data)
        return false;
    zip_int64_t i = zip_source_stat(data, &st) < 0
                        ? -1
                        : zip_file_add(z, e->name, data, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(data);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)i;
    return zip_set_file_compression(z, at, st.comp_method, 0) == 0 &&
           zip_file_set_dostime(z, at, DOS_TIME, DOS_DATE, 0) == 0;
}

/* Copies what was written into store to out. */
static ltn_status take(zip_source_t *store, ltn_buf *out)
{
    zip_stat_t st;

    if (zip_source_stat(store, &st) < 0 || zip_source_open(store) < 0)
        return LTN_ENOMEM;
    char *room = ltn_buf_room(out, (size_t)st.size);
    if (room) {
        zip_int64_t got = zip_source_read(store, room, st.size);
        ltn_buf_advance(out, got < 0 ? 0 : (size_t)got);
    }
    zip_source_close(store);
    return ltn_buf_status(out);
}

ltn_status ltn_zip_write(const ltn_zip_entry *entries, size_t n, ltn_buf *out,
                         ltn_diags *diags)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *store = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *z = store ? zip_open_from_source(store, ZIP_TRUNCATE, &error) : NULL;
    packer k = {0};
    bool good = z != NULL;

    if (z)
        zip_source_keep(store);
    for (size_t i = 0; good && i < n; i++)
        good = add_entry(z, &k, &entries[i]);
    libdeflate_free_compressor(k.compressor);
    if (good)
        good = zip_close(z) == 0;
    ltn_status status = good ? take(store, out) : LTN_INVALID;
    if (!good) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.write",
                     "the archive cannot be made: %s",
                     zip_error_strerror(z ? zip_get_error(z) : &error));
        if (z)
            zip_discard(z);
    }
    zip_source_free(store);
    zip_error_fini(&error);
    return status;
}
