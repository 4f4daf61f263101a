#include "codec/zip.h"

#include "util/arena.h"
#include "util/limits.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* APPNOTE 6.3.10: the end record (4.3.16), an entry of the directory (4.3.12),
 * and the header before the bytes of an entry (4.3.7). */
enum { END = 22, RECORD = 46, HEADER = 30, COMMENT_MAX = 65535 };

enum { STORED = 0, DEFLATED = 8, ENCRYPTED = 1 };

struct entry {
    ltn_zip_info info;
    uint32_t crc, header; /* where its header begins */
};

struct ltn_zip_in {
    const char *bytes;
    size_t len;
    ltn_arena arena; /* entries and names */
    struct entry *entries;
    size_t count;
    uint64_t base; /* what stands before the archive */
    uint64_t out;  /* bytes that have come out so far */
    struct libdeflate_decompressor *inflate;
};

static unsigned u16(const char *s)
{
    return (unsigned char)s[0] | (unsigned)(unsigned char)s[1] << 8;
}

static uint32_t u32(const char *s)
{
    return u16(s) | (uint32_t)u16(s + 2) << 16;
}

static ltn_status refuse(ltn_diags *diags, const char *code, const char *what,
                         const char *why)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, code, "%s: %s", what, why);
    return LTN_INVALID;
}

static ltn_status broken(ltn_diags *diags, const char *why)
{
    return refuse(diags, "zip.broken", "not a readable zip archive", why);
}

static ltn_status bad_entry(ltn_diags *diags, const char *why)
{
    return refuse(diags, "zip.entry", "an entry cannot be unpacked", why);
}

/* The last end record whose comment ends where the bytes end. */
static const char *find_end(const char *s, size_t len)
{
    size_t most = len < END + COMMENT_MAX ? len : END + COMMENT_MAX;

    for (size_t back = END; back <= most; back++) {
        const char *at = s + len - back;
        if (memcmp(at, "PK\5\6", 4) == 0 && u16(at + 20) == back - END)
            return at;
    }
    return NULL;
}

/* Takes the record at s, of at most `left` bytes, into e. Its length, or 0. */
static size_t take_record(ltn_zip_in *z, const char *s, size_t left,
                          struct entry *e)
{
    if (left < RECORD || memcmp(s, "PK\1\2", 4) != 0)
        return 0;
    size_t name = u16(s + 28), more = (size_t)u16(s + 30) + u16(s + 32);
    if (left - RECORD < name + more || memchr(s + RECORD, '\0', name))
        return 0;
    unsigned method = u16(s + 10);
    *e = (struct entry){
        .crc = u32(s + 16),
        .header = u32(s + 42),
        .info = {.name = ltn_arena_strndup(&z->arena, s + RECORD, name),
                 .size = u32(s + 24),
                 .packed = u32(s + 20),
                 .deflated = method == DEFLATED,
                 .stored = method == STORED,
                 .encrypted = (u16(s + 8) & ENCRYPTED) != 0}};
    return RECORD + name + more;
}

/* Takes the directory of `size` bytes at s. */
static ltn_status take_directory(ltn_zip_in *z, const char *s, size_t size,
                                 ltn_diags *diags)
{
    z->entries =
        ltn_arena_alloc(&z->arena, (z->count + 1) * sizeof *z->entries);
    for (size_t i = 0; z->entries && i < z->count; i++) {
        size_t taken = take_record(z, s, size, &z->entries[i]);
        if (taken == 0)
            return broken(diags, "its directory is damaged");
        if (!z->entries[i].info.name)
            return LTN_ENOMEM;
        s += taken;
        size -= taken;
    }
    return z->entries ? LTN_OK : LTN_ENOMEM;
}

static ltn_status open_at(ltn_zip_in *z, const char *end, ltn_diags *diags)
{
    if (!end)
        return broken(diags, "it has no directory");
    size_t before = (size_t)(end - z->bytes);
    uint32_t size = u32(end + 12), offset = u32(end + 16);
    z->count = u16(end + 10);
    if (z->count > LTN_ZIP_ENTRIES_MAX) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.entries",
                     "more than %d entries", LTN_ZIP_ENTRIES_MAX);
        return LTN_ELIMIT;
    }
    if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != z->count)
        return broken(diags, "it is one part of several");
    if (size > before || offset > before - size)
        return broken(diags, "its directory is not there");
    z->base = before - size - offset;
    return take_directory(z, end - size, size, diags);
}

ltn_status ltn_zip_open(const char *s, size_t len, ltn_zip_in **out,
                        ltn_diags *diags)
{
    *out = NULL;
    ltn_zip_in *z = calloc(1, sizeof *z);
    if (!z)
        return LTN_ENOMEM;
    z->bytes = s;
    z->len = len;
    z->inflate = libdeflate_alloc_decompressor();
    ltn_status status =
        z->inflate ? open_at(z, find_end(s, len), diags) : LTN_ENOMEM;
    if (status == LTN_OK)
        *out = z;
    else
        ltn_zip_close(z);
    return status;
}

void ltn_zip_close(ltn_zip_in *z)
{
    if (!z)
        return;
    libdeflate_free_decompressor(z->inflate);
    ltn_arena_release(&z->arena);
    free(z);
}

size_t ltn_zip_count(const ltn_zip_in *z)
{
    return z->count;
}

ltn_zip_info ltn_zip_at(const ltn_zip_in *z, size_t i)
{
    return z->entries[i].info;
}

/* Where the bytes of an entry are, all of them in the archive; or NULL. */
static const char *packed_bytes(const ltn_zip_in *z, const struct entry *e)
{
    uint64_t at = z->base + e->header;

    if (at > z->len || z->len - at < HEADER ||
        memcmp(z->bytes + at, "PK\3\4", 4) != 0)
        return NULL;
    at += HEADER + (uint64_t)u16(z->bytes + at + 26) + u16(z->bytes + at + 28);
    if (at > z->len || z->len - at < e->info.packed)
        return NULL;
    return z->bytes + at;
}

bool ltn_zip_is_bomb(uint64_t size, uint64_t packed)
{
    return size > LTN_ZIP_RATIO_FREE && size / LTN_ZIP_RATIO_MAX > packed;
}

/* Whether so many bytes may come out. */
static ltn_status allow(const ltn_zip_in *z, const ltn_zip_info *info,
                        ltn_diags *diags)
{
    if (ltn_zip_is_bomb(info->size, info->packed)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.ratio",
                     "an entry unpacks to more than %d times its size",
                     LTN_ZIP_RATIO_MAX);
        return LTN_ELIMIT;
    }
    if (z->out + info->size > LTN_ZIP_BYTES_MAX) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.size",
                     "the archive unpacks to more than %d bytes",
                     LTN_ZIP_BYTES_MAX);
        return LTN_ELIMIT;
    }
    return LTN_OK;
}

/* Puts the bytes of an entry at `to`, where there is room for what it claims
 * to have. NULL, or why not. */
static const char *unpack(const ltn_zip_in *z, const struct entry *e, char *to)
{
    const char *from = packed_bytes(z, e);
    size_t size = (size_t)e->info.size, packed = (size_t)e->info.packed;

    if (!from)
        return "its bytes are not there";
    if (e->info.encrypted)
        return "it is encrypted";
    if (e->info.stored) {
        if (size != packed)
            return "it is not as long as it claims to be";
        memcpy(to, from, size);
    } else if (!e->info.deflated) {
        return "it is packed by another method than deflate";
    } else if (libdeflate_deflate_decompress(z->inflate, from, packed, to, size,
                                             NULL) != LIBDEFLATE_SUCCESS) {
        return "its bytes are damaged, or more or less than it claims";
    }
    return libdeflate_crc32(0, to, size) == e->crc ? NULL
                                                   : "its checksum is wrong";
}

ltn_status ltn_zip_read(ltn_zip_in *z, size_t i, ltn_buf *out, ltn_diags *diags)
{
    const struct entry *e = &z->entries[i];
    ltn_status status = allow(z, &e->info, diags);

    if (status != LTN_OK)
        return status;
    char *room = ltn_buf_room(out, (size_t)e->info.size + 1);
    if (!room)
        return ltn_buf_status(out);
    const char *why = unpack(z, e, room);
    if (why)
        return bad_entry(diags, why);
    ltn_buf_advance(out, (size_t)e->info.size);
    z->out += e->info.size;
    return LTN_OK;
}
