/* tei_generate FOLDER COUNT - writes COUNT documents of random shape as TEI,
 * always the same ones. */

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

/* Bytes for grow(): mostly short, with kinds, closes and leaves in a mix that
 * differs from document to document; each fortieth is very deep. */
static size_t invent(uint8_t *data, size_t size)
{
    size_t len = 40 + some((uint32_t)size / 8);
    uint32_t closes = 1 + some(6), leaves = 1 + some(6);
    uint32_t kinds = some(8) == 0 ? LTN_DATELINE : LTN_TEXT;
    bool plain = some(3) == 0;

    if (some(40) == 0) {
        len = size;
        closes = 0;
    }
    data[0] = (uint8_t)some(8);
    for (size_t i = 1; i < len; i++) {
        uint32_t pick = some(8 + closes + leaves);
        if (pick < closes)
            data[i] = 0x80;
        else if (pick < closes + leaves)
            data[i] = (uint8_t)(0x90 + some(16));
        else
            data[i] = (uint8_t)(1 + some(kinds - 1));
        if (data[i] < LTN_TEXT && i + 2 < len) {
            data[++i] = (uint8_t)some(256);
            data[++i] = plain ? 0 : (uint8_t)some(256);
            for (int k = 0; k < 2 && data[i] & 127 && i + 1 < len && !plain;
                 k++)
                data[i + 1] = (uint8_t)some(40);
        }
    }
    return len;
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

int main(int argc, char **argv)
{
    static uint8_t data[1600];
    ltn_write_options options = {.time = 1700000000, .run = "-t tei"};
    int count = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0;

    for (int n = 0; n < count;) {
        ltn_diags diags;
        ltn_buf out = {0};
        ltn_diags_init(&diags, "generated");
        ltn_doc *doc = grow(data, invent(data, sizeof data), &diags);
        if (doc && ltn_writer_tei.write(doc, &options, &out, &diags) == LTN_OK)
            save(argv[1], n++, &out);
        ltn_buf_release(&out);
        ltn_doc_free(doc);
        ltn_diags_release(&diags);
    }
    return count > 0 ? 0 : 2;
}
