/* tei_generate FOLDER PROFILE COUNT [FILE...] - writes COUNT documents of
 * random shape, always the same ones, and those grown from the bytes of files,
 * as TEI. */

#include "../fuzz/grow.h"

#include "write/writer.h"

#include <stdio.h>
#include <stdlib.h>

static uint32_t seed = 1;

/* xorshift: the same numbers everywhere. */
static uint32_t some(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % below;
}

/* What chance hardly finds: a quotation beside its source, and paragraphs in
 * divisions in paragraphs, too deep for XML if each were an element. */
static const uint8_t cit[] = {
    LTN_PARAGRAPH, 0, 0, LTN_QUOTE, 1, 32,   0,    5,    0x90, 0x80, 0x91,
    LTN_CITATION,  0, 8, 0,         0, 0x90, 0x80, 0x90, 0x80};
static const uint8_t deep[] = {LTN_DIVISION, 0, 0, LTN_PARAGRAPH, 0, 0};

static size_t repeat(uint8_t *data, size_t size, const uint8_t *part,
                     size_t len)
{
    size_t n = 0;

    for (; n + len <= size; n += len)
        memcpy(data + n, part, len);
    return n;
}

/* Opens a node of some kind: two or four bytes follow. */
static size_t invent_node(uint8_t *data, uint32_t kinds, bool plain)
{
    size_t n = 0;

    data[n++] = (uint8_t)(1 + some(kinds - 1));
    data[n++] = (uint8_t)some(256);
    data[n++] = plain ? 0 : (uint8_t)some(256);
    if (data[n - 1] & 127) {
        data[n++] = (uint8_t)some(40);
        data[n++] = (uint8_t)some(40);
    }
    return n;
}

/* Bytes for grow(): nodes, closes and leaves in a mix that differs from
 * document to document; each fortieth is very deep. */
static size_t invent(uint8_t *data, size_t size)
{
    bool is_deep = some(40) == 0, plain = some(3) == 0;
    size_t len = 40 + some((uint32_t)size / 8);
    uint32_t closes = 1 + some(6), leaves = 1 + some(6);
    uint32_t kinds = some(8) == 0 ? LTN_DATELINE : LTN_TEXT;
    size_t n = 1;

    data[0] = (uint8_t)some(8);
    if (is_deep)
        n += repeat(data + n, 330 + some(120), deep, sizeof deep);
    len += n;
    while (n < len) {
        uint32_t pick = some(8 + closes + leaves);
        if (pick < closes)
            data[n++] = 0x80;
        else if (pick < closes + leaves)
            data[n++] = (uint8_t)(0x90 + some(16));
        else if (some(30) == 0)
            n += repeat(data + n, sizeof cit, cit, sizeof cit);
        else
            n += invent_node(data + n, kinds, plain);
    }
    return n;
}

static void save(const char *folder, int n, const ltn_buf *out)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%05d.xml", folder, n);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(out->data, 1, out->len, f) != out->len || fclose(f) != 0) {
        perror(path);
        exit(2);
    }
}

/* Writes the document grown from data as the n-th; false when there is none. */
static bool write_one(char **argv, int n, const uint8_t *data, size_t len)
{
    ltn_write_options options = {
        .time = 1700000000, .run = "-t tei", .profile = argv[2]};
    ltn_diags diags;
    ltn_buf out = {0};

    ltn_diags_init(&diags, "generated");
    ltn_doc *doc = grow(data, len, &diags);
    bool done =
        doc && ltn_writer_tei.write(doc, &options, &out, &diags) == LTN_OK;
    if (done)
        save(argv[1], n, &out);
    ltn_buf_release(&out);
    ltn_doc_free(doc);
    ltn_diags_release(&diags);
    return done;
}

int main(int argc, char **argv)
{
    static uint8_t data[1600];
    int count = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 0, n = 0;

    while (n < count)
        n += write_one(argv, n, data, invent(data, sizeof data));
    for (int i = 4; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        if (!f)
            return 2;
        n += write_one(argv, n, data, fread(data, 1, sizeof data, f));
        fclose(f);
    }
    return n > 0 ? 0 : 2;
}
