#include "validate/jsonld/jsonld.h"

#include "codec/hash.h"
#include "util/isotime.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "vocab/schema.h"

#include <stdlib.h>
#include <string.h>

enum { STEP = 64 }; /* code points between two known offsets */

static ltn_jd_place top(const char *member)
{
    return (ltn_jd_place){LTN_JD_ROOT, 0, member};
}

/* ---- context ---- */

static bool defines(const ltn_jv *given, const ltn_term *t)
{
    if (ltn_jv_is(given, LTN_JV_STRING))
        return !t->type && !t->list &&
               strcmp(ltn_jv_string(given), t->iri) == 0;
    return t->type && strcmp(ltn_jd_string(given, "@id"), t->iri) == 0 &&
           strcmp(ltn_jd_string(given, "@type"), t->type) == 0 &&
           strcmp(ltn_jd_string(given, "@container"), t->list ? "@list" : "") ==
               0;
}

static void check_unknown(ltn_jd *d, const ltn_jv *context)
{
    for (size_t i = 0; i < context->len; i++) {
        const char *name = context->is.members[i].name;
        if (name[0] != '@' && !ltn_term_find(name))
            ltn_jd_wrong(d, top("@context"), "jsonld.context.unknown",
                         "'%s' is no term of ours", name);
    }
}

/* The one fixed context: every term of ours, as we define it, and no other.
 * The schema wants three keywords and takes no fourth. */
void ltn_jd_check_context(ltn_jd *d)
{
    const ltn_jv *context = ltn_jv_get(d->root, "@context");
    size_t found = 3;

    for (const ltn_term *t = ltn_terms; t->name; t++) {
        const ltn_jv *given = ltn_jv_get(context, t->name);
        found += given != NULL;
        if (!given)
            ltn_jd_wrong(d, top("@context"), "jsonld.context.missing",
                         "the context lacks the term '%s'", t->name);
        else if (!defines(given, t))
            ltn_jd_wrong(d, top("@context"), "jsonld.context.term",
                         "the term '%s' is not defined as %s", t->name, t->iri);
    }
    if (found != context->len)
        check_unknown(d, context);
}

/* ---- text ---- */

static void find_offsets(ltn_jd *d)
{
    const char *s = d->text, *end = s + d->text_len;
    size_t n = 0;

    d->offsets =
        ltn_arena_alloc(&d->arena, (d->text_len / STEP + 2) * sizeof(uint32_t));
    if (!d->offsets)
        return;
    for (; s < end; s++) {
        if ((*s & 0xC0) == 0x80)
            continue;
        if (n % STEP == 0)
            d->offsets[n / STEP] = (uint32_t)(s - d->text);
        n++;
    }
    d->points = n;
}

/* The byte at code point n <= d->points. */
static const char *byte_at(const ltn_jd *d, size_t n)
{
    if (n == d->points)
        return d->text + d->text_len;
    const char *s = d->text + d->offsets[n / STEP];
    for (size_t i = n % STEP; i > 0; i--)
        ltn_utf8_next(&s, d->text + d->text_len);
    return s;
}

const char *ltn_jd_slice(const ltn_jd *d, size_t start, size_t end, size_t *len)
{
    const char *s = byte_at(d, start);

    *len = (size_t)(byte_at(d, end) - s);
    return s;
}

/* ---- checksum ---- */

static bool is_sha(ltn_jd *d, const char *sha, const char *mark)
{
    char hex[LTN_SHA256_HEX];
    ltn_buf all = {0};

    if (!*mark) {
        ltn_sha256_hex(d->text, d->text_len, hex);
        return strcmp(hex, sha) == 0;
    }
    ltn_buf_puts(&all, mark);
    ltn_buf_put(&all, d->text, d->text_len);
    d->arena.failed |= ltn_buf_status(&all) != LTN_OK;
    ltn_sha256_hex(all.data ? all.data : "", all.len, hex);
    ltn_buf_release(&all);
    return d->arena.failed || strcmp(hex, sha) == 0;
}

/* The text is the file, byte for byte, when both have the same size and the
 * file is UTF-8; a byte order mark is not in the text. Else the text was
 * decoded and the checksum of the file cannot be asked for. */
static void check_sum(ltn_jd *d, const ltn_jv *source)
{
    const char *sha = ltn_jd_string(source, "sha256");
    const char *format = ltn_jd_string(source, "encodingFormat");
    size_t size = strtoull(ltn_jd_string(source, "contentSize"), NULL, 10);
    bool marked = size == d->text_len + 3;
    const char *mark = marked ? "\xEF\xBB\xBF" : "";

    if (!sha[0] || strcmp(format, "text/plain;charset=UTF-8") != 0)
        return;
    bool plain = size == d->text_len || marked;
    if (plain && !is_sha(d, sha, mark))
        ltn_jd_wrong(d, top("encoding/0/sha256"), "jsonld.sha256",
                     "the text does not have this checksum");
    if (!plain && is_sha(d, sha, ""))
        ltn_jd_wrong(d, top("encoding/0/contentSize"), "jsonld.size",
                     "the text has %zu bytes", d->text_len);
}

/* RFC 6920: the base and one of the identifiers are the name of the bytes. */
static void check_name(ltn_jd *d, const ltn_jv *source)
{
    const ltn_jv *ids = ltn_jv_get(d->root, "identifier");
    const ltn_jv *context = ltn_jv_get(d->root, "@context");
    char ni[LTN_NI_BYTES];
    bool found = false;

    if (!ltn_jv_get(source, "sha256"))
        return;
    ltn_ni_of_sha256(ltn_jd_string(source, "sha256"), ni);
    if (strcmp(ltn_jd_string(context, "@base"), ni) != 0)
        ltn_jd_wrong(d, top("@context/@base"), "jsonld.base",
                     "the base is not the name of the source, %s", ni);
    for (size_t i = 0; i < ltn_jv_len(ids); i++) {
        const char *id = ltn_jv_string(ltn_jv_item(ids, i));
        found = found || (id && strcmp(id, ni) == 0);
    }
    if (!found)
        ltn_jd_wrong(d, top("identifier"), "jsonld.identifier",
                     "the name of the source, %s, is not among them", ni);
}

static void check_date(ltn_jd *d, const ltn_jv *o, const char *name,
                       const char *place)
{
    const char *date = ltn_jd_string(o, name);

    if (date[0] && !ltn_is_date(date))
        ltn_jd_wrong(d, top(place), "jsonld.date", "there is no such day: %s",
                     date);
}

static void check_dates(ltn_jd *d)
{
    const ltn_jv *event = ltn_jv_get(d->root, "recordedAt");
    const ltn_jv *origin = ltn_jv_get(d->root, "isBasedOn");

    check_date(d, d->root, "datePublished", "datePublished");
    check_date(d, d->root, "sdDatePublished", "sdDatePublished");
    check_date(d, event, "startDate", "recordedAt/startDate");
    check_date(d, origin, "datePublished", "isBasedOn/datePublished");
}

void ltn_jd_check_source(ltn_jd *d)
{
    const ltn_jv *source = ltn_jv_item(ltn_jv_get(d->root, "encoding"), 0);
    const ltn_jv *text = ltn_jv_get(source, "text");

    d->text = ltn_jv_string(text);
    d->text_len = ltn_jv_len(text);
    find_offsets(d);
    check_sum(d, source);
    check_name(d, source);
    check_dates(d);
    size_t words = ltn_count_words(d->text, d->text_len);
    if ((size_t)ltn_jv_integer(ltn_jv_get(d->root, "wordCount")) != words)
        ltn_jd_wrong(d, top("wordCount"), "jsonld.words",
                     "the text has %zu words", words);
}
