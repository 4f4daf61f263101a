#include "codec/zip.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

/* APPNOTE 6.3.10, 4.4: deflate asks for version 2.0 of a reader; bit 11 says
 * that the name is in UTF-8. */
enum { VERSION = 20, UTF8_NAME = 1 << 11, DEFLATED = 8 };

/* MS-DOS date of 1980-01-01, the earliest; the time is 00:00. */
enum { DOS_DATE = 1 << 5 | 1 };

/* What 16 and 32 bits can say; beyond is ZIP64. */
static const size_t ENTRIES_MAX = UINT16_MAX, BYTES_MAX = UINT32_MAX;

/* What the directory says of an entry besides what the caller knows. */
struct record {
    uint32_t crc;
    size_t packed; /* bytes */
    size_t header; /* where its header begins */
    unsigned method;
};

struct maker {
    ltn_buf *out;
    size_t begin; /* of the archive in out */
    struct libdeflate_compressor *compressor;
    unsigned level; /* of it */
    bool failed;    /* no memory for it */
};

static void put16(ltn_buf *out, size_t n)
{
    ltn_buf_putc(out, (char)(n & 0xFF));
    ltn_buf_putc(out, (char)(n >> 8 & 0xFF));
}

static void put32(ltn_buf *out, size_t n)
{
    put16(out, n & 0xFFFF);
    put16(out, n >> 16);
}

static bool is_ascii(const char *s)
{
    while (*s && (unsigned char)*s < 0x80)
        s++;
    return !*s;
}

/* What a header and its record in the directory have in common. */
static void put_common(ltn_buf *out, const ltn_zip_entry *e,
                       const struct record *r)
{
    put16(out, VERSION);
    put16(out, is_ascii(e->name) ? 0 : UTF8_NAME);
    put16(out, r->method);
    put16(out, 0);
    put16(out, DOS_DATE);
    put32(out, r->crc);
    put32(out, r->packed);
    put32(out, e->len);
    put16(out, strlen(e->name));
    put16(out, 0); /* no extra field: EPUB 3.3 #sec-zip-container-mime */
}

/* The compressor of a level; the one before is thrown away. */
static struct libdeflate_compressor *compressor(struct maker *m, unsigned level)
{
    if (m->level != level) {
        libdeflate_free_compressor(m->compressor);
        m->compressor = libdeflate_alloc_compressor((int)level);
        m->level = level;
    }
    m->failed |= !m->compressor;
    return m->compressor;
}

/* Puts the bytes of e, deflated; false if that makes them no less, or so few
 * that nobody would unpack them. */
static bool deflate(struct maker *m, const ltn_zip_entry *e, struct record *r)
{
    if (e->level == 0 || e->len == 0 || !compressor(m, e->level))
        return false;
    char *room = ltn_buf_room(m->out, e->len);
    r->packed = room ? libdeflate_deflate_compress(m->compressor, e->data,
                                                   e->len, room, e->len - 1)
                     : 0;
    if (r->packed == 0 || ltn_zip_is_bomb(e->len, r->packed))
        return false;
    ltn_buf_advance(m->out, r->packed);
    return true;
}

/* The bytes come first, behind the room of the header: its fields depend on
 * them. */
static void put_entry(struct maker *m, const ltn_zip_entry *e, struct record *r)
{
    enum { HEADER = 30 };
    ltn_buf *out = m->out;
    size_t start = out->len, name = strlen(e->name);

    *r = (struct record){.header = start - m->begin,
                         .crc = libdeflate_crc32(0, e->data, e->len)};
    if (!ltn_buf_room(out, HEADER + name))
        return;
    ltn_buf_advance(out, HEADER + name);
    if (deflate(m, e, r)) {
        r->method = DEFLATED;
    } else {
        r->packed = e->len;
        ltn_buf_put(out, e->data, e->len);
    }
    if (ltn_buf_status(out) != LTN_OK)
        return;
    size_t end = out->len;
    out->len = start;
    ltn_buf_put(out, "PK\3\4", 4);
    put_common(out, e, r);
    ltn_buf_put(out, e->name, name);
    out->len = end;
}

static void put_record(ltn_buf *out, const ltn_zip_entry *e,
                       const struct record *r)
{
    ltn_buf_put(out, "PK\1\2", 4);
    put16(out, VERSION);
    put_common(out, e, r);
    put16(out, 0); /* comment */
    put16(out, 0); /* disk */
    put16(out, 0); /* attributes, of the system and of MS-DOS */
    put32(out, 0);
    put32(out, r->header);
    ltn_buf_puts(out, e->name);
}

static void put_directory(struct maker *m, const ltn_zip_entry *entries,
                          const struct record *records, size_t n)
{
    size_t start = m->out->len;

    for (size_t i = 0; i < n; i++)
        put_record(m->out, &entries[i], &records[i]);
    size_t len = m->out->len - start;
    ltn_buf_put(m->out, "PK\5\6", 4);
    put32(m->out, 0); /* disks */
    put16(m->out, n);
    put16(m->out, n);
    put32(m->out, len);
    put32(m->out, start - m->begin);
    put16(m->out, 0); /* comment */
}

/* Whether the format can hold the entries. */
static bool fits(const ltn_zip_entry *entries, size_t n)
{
    size_t most = 0;

    for (size_t i = 0; i < n && most <= BYTES_MAX; i++) {
        size_t name = strlen(entries[i].name);
        if (name > UINT16_MAX || entries[i].len > BYTES_MAX)
            return false;
        most += entries[i].len + 2 * name + 100; /* headers: 76 */
    }
    return n <= ENTRIES_MAX && most <= BYTES_MAX;
}

ltn_status ltn_zip_write(const ltn_zip_entry *entries, size_t n, ltn_buf *out,
                         ltn_diags *diags)
{
    struct maker m = {.out = out, .begin = out->len};

    if (!fits(entries, n)) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "zip.write",
                     "the archive would be larger than 4 GiB");
        return LTN_ELIMIT;
    }
    struct record *records = calloc(n + 1, sizeof *records);
    if (!records)
        return LTN_ENOMEM;
    for (size_t i = 0; i < n; i++)
        put_entry(&m, &entries[i], &records[i]);
    put_directory(&m, entries, records, n);
    libdeflate_free_compressor(m.compressor);
    free(records);
    return m.failed ? LTN_ENOMEM : ltn_buf_status(out);
}
