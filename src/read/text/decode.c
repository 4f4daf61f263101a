#include "read/text/decode.h"

#include "util/utf8.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

typedef struct mark {
    const char *bytes;
    size_t len;
    const char *encoding;
} mark;

/* The Unicode Standard 15, table 23-6; the longer ones first. */
static const mark marks[] = {
    {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},
};

static const mark binaries[] = {
    {"PK\3\4", 4, "a zip archive (docx, odt, epub)"},
    {"PK\5\6", 4, "an empty zip archive"},
    {"%PDF-", 5, "a PDF file"},
    {"\x89PNG\r\n", 6, "a PNG image"},
    {"\xFF\xD8\xFF", 3, "a JPEG image"},
    {"GIF8", 4, "a GIF image"},
    {"\x1F\x8B", 2, "a gzip file"},
    {"BZh", 3, "a bzip2 file"},
    {"\xFD"
     "7zXZ",
     5, "an xz file"},
    {"\xD0\xCF\x11\xE0", 4, "an old Office file (doc, xls, ppt)"},
    {"{\\rtf", 5, "an RTF file"},
    {"\x7F"
     "ELF",
     4, "a program"},
    {"II*\0", 4, "a TIFF image"},
    {"MM\0*", 4, "a TIFF image"},
    {"RIFF", 4, "a RIFF file"},
    {"ID3", 3, "an MP3 file"},
    {"OggS", 4, "an Ogg file"},
    {"SQLite format 3", 15, "a database"},
};

enum { MARKS = sizeof marks / sizeof marks[0] };
enum { BINARIES = sizeof binaries / sizeof binaries[0] };

static const mark *begins_with(const mark *list, size_t n, const char *bytes,
                               size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (len >= list[i].len &&
            memcmp(bytes, list[i].bytes, list[i].len) == 0)
            return &list[i];
    return NULL;
}

const char *ltn_binary_name(const char *bytes, size_t len)
{
    const mark *m = begins_with(binaries, BINARIES, bytes, len);

    return m ? m->encoding : NULL;
}

/* Where the byte at offset stands, in a source of one byte per character or
 * valid UTF-8 up to there. */
static ltn_pos place(const char *bytes, size_t offset)
{
    ltn_pos pos = {.line = 1, .col = 1, .offset = offset};
    const char *line = bytes, *end = bytes + offset, *at;

    while ((at = memchr(line, '\n', (size_t)(end - line)))) {
        line = at + 1;
        pos.line++;
    }
    pos.col += (uint32_t)ltn_utf8_count(line, (size_t)(end - line));
    return pos;
}

/* A text has few control characters; a picture or a program has many. */
static bool looks_binary(const char *bytes, size_t len)
{
    size_t n = len < 65536 ? len : 65536, odd = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        odd += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }
    return odd * 10 > n;
}

/* UTF-16 without a mark: in a text of mostly Latin letters every second byte
 * is zero; in any other the blanks are. */
static const char *zeros_tell(const char *bytes, size_t len)
{
    size_t n = len < 4096 ? len : 4096, zero[2] = {0};

    for (size_t i = 0; i < n; i++)
        zero[i & 1] += bytes[i] == '\0';
    if (len % 2 != 0 || n < 4)
        return NULL;
    if (zero[1] * 40 > n && zero[0] * 400 < n)
        return "UTF-16LE";
    if (zero[0] * 40 > n && zero[1] * 400 < n)
        return "UTF-16BE";
    return NULL;
}

/* Where damage begins is said in the terms of the source's bytes. */
static ltn_status refuse(const char *bytes, size_t offset, const char *encoding,
                         ltn_diags *diags)
{
    ltn_diag_add(diags, LTN_ERROR, place(bytes, offset),
                 "text.encoding.invalid",
                 "byte 0x%02X is not valid %s; if the file is in another "
                 "encoding, name it with --encoding",
                 (unsigned char)bytes[offset], encoding);
    return LTN_INVALID;
}

static ltn_status convert(iconv_t cd, const char *bytes, size_t len,
                          const char *encoding, ltn_buf *text, ltn_diags *diags)
{
    char *in = (char *)bytes;
    size_t left = len;

    text->limit = LTN_INPUT_MAX;
    while (left > 0) {
        size_t room = left + left / 2 + 64;
        char *out = ltn_buf_room(text, room), *to = out;
        if (!out)
            break;
        size_t r = iconv(cd, &in, &left, &to, &room);
        ltn_buf_advance(text, (size_t)(to - out));
        if (r == (size_t)-1 && errno != E2BIG)
            return refuse(bytes, len - left, encoding, diags);
    }
    if (ltn_buf_status(text) == LTN_ELIMIT)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "model.size",
                     "more than %d bytes of text", LTN_INPUT_MAX);
    return ltn_buf_status(text);
}

static ltn_status by_iconv(const char *bytes, size_t len, const char *encoding,
                           ltn_buf *text, ltn_diags *diags)
{
    iconv_t cd = iconv_open("UTF-8", encoding);

    if (cd == (iconv_t)-1) {
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "text.encoding.unknown",
                     "no such encoding: '%s'; 'iconv -l' lists them", encoding);
        return LTN_EUSAGE;
    }
    ltn_status status = convert(cd, bytes, len, encoding, text, diags);
    iconv_close(cd);
    return status;
}

static ltn_status as_utf8(const char *bytes, size_t len, ltn_buf *text,
                          ltn_diags *diags)
{
    size_t good = ltn_utf8_check(bytes, len);

    if (good < len)
        return refuse(bytes, good, "UTF-8", diags);
    ltn_buf_put(text, bytes, len);
    return ltn_buf_status(text);
}

/* Whether bytes are UTF-8 that was damaged in a few places: then another
 * encoding would turn the good part into nonsense. */
static bool damaged_utf8(const char *bytes, size_t len)
{
    size_t good = 0, bad = 0;

    for (size_t i = 0; i < len;) {
        size_t n = ltn_utf8_check(bytes + i, len - i);
        for (size_t k = i; k < i + n; k++)
            good += ((unsigned char)bytes[k] & 0xC0) == 0xC0;
        i += n + 1;
        bad += i <= len;
    }
    return good > bad;
}

enum { GUESS_BYTES = 256 * 1024 }; /* more does not change uchardet's mind */

/* uchardet's name for the encoding, into out; "" when it does not know. */
static void guess(const char *bytes, size_t len, char out[32])
{
    uchardet_t u = uchardet_new();
    const char *name = "";

    if (u && uchardet_handle_data(u, bytes,
                                  len < GUESS_BYTES ? len : GUESS_BYTES) == 0) {
        uchardet_data_end(u);
        name = uchardet_get_charset(u);
    }
    size_t n = strlen(name);
    memcpy(out, name, n < 31 ? n : 31);
    out[n < 31 ? n : 31] = '\0';
    if (u)
        uchardet_delete(u);
}

/* The names we store, so that they outlive the call. */
static const char *const known[] = {
    "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
    "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",
    "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-11",  "ISO-8859-13",
    "ISO-8859-15",  "ISO-8859-16",  "WINDOWS-1250", "WINDOWS-1251",
    "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1255", "WINDOWS-1256",
    "WINDOWS-1257", "WINDOWS-1258", "KOI8-R",       "IBM852",
    "IBM855",       "IBM865",       "IBM866",       "TIS-620",
    "VISCII",       "SHIFT_JIS",    "EUC-JP",       "EUC-KR",
    "UHC",          "GB18030",      "BIG5",         "ISO-2022-JP",
    "ISO-2022-KR",  "ISO-2022-CN",  "UTF-16LE",     "UTF-16BE",
    "UTF-32LE",     "UTF-32BE",     "UTF-8",
};

static const char *known_name(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcasecmp(known[i], name) == 0)
            return known[i];
    return NULL;
}

/* Bytes that are not UTF-8 and carry no mark. */
static ltn_status legacy(const char *bytes, size_t len, size_t good,
                         ltn_source *source, ltn_buf *text, ltn_diags *diags)
{
    char name[32];

    if (damaged_utf8(bytes, len))
        return refuse(bytes, good, "UTF-8", diags);
    guess(bytes, len, name);
    const char *encoding = known_name(name);
    if (!encoding || strcmp(encoding, "UTF-8") == 0)
        return refuse(bytes, good, "UTF-8", diags);
    ltn_status status = by_iconv(bytes, len, encoding, text, diags);
    if (status != LTN_OK)
        return status;
    source->encoding = encoding;
    source->decoded = true;
    ltn_diag_add(diags, LTN_WARNING, place(bytes, good),
                 "text.encoding.guessed",
                 "not UTF-8: read as %s; if that is wrong, name the encoding "
                 "with --encoding",
                 encoding);
    return LTN_OK;
}

static bool is_utf8(const char *encoding)
{
    return strcasecmp(encoding, "UTF-8") == 0 ||
           strcasecmp(encoding, "UTF8") == 0;
}

/* An encoding that is known for sure: by mark or by the user. */
static ltn_status known_encoding(const char *bytes, size_t len,
                                 const char *encoding, ltn_source *source,
                                 ltn_buf *text, ltn_diags *diags)
{
    source->encoding = is_utf8(encoding) ? "UTF-8" : encoding;
    source->decoded = !is_utf8(encoding);
    if (!source->decoded)
        return as_utf8(bytes, len, text, diags);
    return by_iconv(bytes, len, encoding, text, diags);
}

static ltn_status refuse_binary(const char *what, ltn_diags *diags)
{
    ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "text.binary",
                 "this is %s, not a plain text", what);
    return LTN_INVALID;
}

/* No mark and no word of the user's. */
static ltn_status find_out(const char *bytes, size_t len, ltn_source *source,
                           ltn_buf *text, ltn_diags *diags)
{
    const char *wide = zeros_tell(bytes, len);

    if (wide) {
        ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "text.encoding.guessed",
                     "no byte order mark: read as %s", wide);
        return known_encoding(bytes, len, wide, source, text, diags);
    }
    if (looks_binary(bytes, len))
        return refuse_binary("a binary file", diags);
    size_t good = ltn_utf8_check(bytes, len);
    if (good < len)
        return legacy(bytes, len, good, source, text, diags);
    source->encoding = "UTF-8";
    ltn_buf_put(text, bytes, len);
    return ltn_buf_status(text);
}

ltn_status ltn_decode(const char *bytes, size_t len, const char *encoding,
                      ltn_source *source, ltn_buf *text, ltn_diags *diags)
{
    const mark *m = begins_with(marks, MARKS, bytes, len);
    const char *binary = ltn_binary_name(bytes, len);

    if (binary)
        return refuse_binary(binary, diags);
    if (m) {
        source->bom = true;
        if (encoding && strcasecmp(encoding, m->encoding) != 0)
            ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "text.encoding.mark",
                         "the byte order mark says %s, not %s; it is believed",
                         m->encoding, encoding);
        return known_encoding(bytes + m->len, len - m->len, m->encoding, source,
                              text, diags);
    }
    if (encoding)
        return known_encoding(bytes, len, encoding, source, text, diags);
    return find_out(bytes, len, source, text, diags);
}
