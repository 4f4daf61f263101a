#include "analyse/words.h"

#include "util/keyhash.h"
#include "util/resources.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <stdlib.h>
#include <string.h>

/* The slot of the word, or the free one where it belongs. */
static ltn_word *slot(const ltn_words *w, const char *s, size_t len)
{
    size_t i = (size_t)ltn_key_hash(0, s, len) & (w->cap - 1);

    while (w->slots[i].s &&
           (w->slots[i].len != len || memcmp(w->slots[i].s, s, len) != 0))
        i = (i + 1) & (w->cap - 1);
    return &w->slots[i];
}

static bool make_room(ltn_words *w)
{
    if (w->len * 2 < w->cap)
        return true;
    ltn_words bigger = {.cap = w->cap ? w->cap * 2 : 256, .len = w->len};
    bigger.slots = calloc(bigger.cap, sizeof *bigger.slots);
    if (!bigger.slots) {
        w->failed = true;
        return false;
    }
    for (size_t i = 0; i < w->cap; i++)
        if (w->slots[i].s)
            *slot(&bigger, w->slots[i].s, w->slots[i].len) = w->slots[i];
    free(w->slots);
    *w = bigger;
    return true;
}

void ltn_words_add(ltn_words *w, const char *s, size_t len, uint32_t tags)
{
    if (!make_room(w))
        return;
    ltn_word *at = slot(w, s, len);
    w->len += !at->s;
    *at = (ltn_word){.s = s, .len = (uint32_t)len, .tags = at->tags | tags};
}

/* s in lower case into out; 0 when it is too long. */
static size_t lowered(const char *s, size_t len, char out[LTN_WORD_BYTES + 4])
{
    const char *end = s + len;
    size_t n = 0;

    while (s < end && n < LTN_WORD_BYTES) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0x80)
            n += ltn_utf8_put(out + n, ltn_lower(ltn_utf8_next(&s, end)));
        else {
            out[n++] = (char)((unsigned)c - 'A' < 26 ? c + 32 : c);
            s++;
        }
    }
    return s < end ? 0 : n;
}

uint32_t ltn_words_find(const ltn_words *w, const char *s, size_t len)
{
    char key[LTN_WORD_BYTES + 4];
    size_t n = lowered(s, len, key);

    if (n == 0 || w->cap == 0)
        return 0;
    return slot(w, key, n)->tags;
}

void ltn_words_release(ltn_words *w)
{
    free(w->slots);
    *w = (ltn_words){0};
}

const char *ltn_data_line(const char **at, const char *end, size_t *len)
{
    while (*at < end) {
        const char *line = *at;
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            stop = end;
        *at = stop < end ? stop + 1 : end;
        *len = (size_t)(stop - line);
        if (*len > 0 && line[0] != '#')
            return line;
    }
    return NULL;
}

const char *ltn_data_field(const char **at, const char *end, size_t *len)
{
    const char *field = *at;

    if (field >= end)
        return NULL;
    const char *stop = memchr(field, '\t', (size_t)(end - field));
    *at = stop ? stop + 1 : end;
    *len = (size_t)((stop ? stop : end) - field);
    return field;
}

/* The bits of the tags in a field. */
static uint32_t bits_of(const char *s, size_t len, const char *const *tags)
{
    uint32_t bits = 0;
    const char *end = s + len;

    while (s < end) {
        const char *stop = memchr(s, ' ', (size_t)(end - s));
        size_t n = (size_t)((stop ? stop : end) - s);
        for (unsigned i = 0; tags[i]; i++)
            if (strlen(tags[i]) == n && memcmp(tags[i], s, n) == 0)
                bits |= 1u << i;
        s += stop ? n + 1 : n;
    }
    return bits;
}

void ltn_words_load(ltn_words *w, const char *path, const char *const *tags)
{
    const ltn_resource *r = ltn_resource_find(path);
    const char *at = r ? r->data : NULL, *line;
    size_t len, word_len = 0, tags_len = 0;

    while (r && (line = ltn_data_line(&at, r->end, &len))) {
        const char *field = line, *end = line + len;
        const char *word = ltn_data_field(&field, end, &word_len);
        const char *tag = ltn_data_field(&field, end, &tags_len);
        if (tag)
            ltn_words_add(w, word, word_len, bits_of(tag, tags_len, tags));
    }
}
