#include "analyse/phrases.h"

#include "util/resources.h"
#include "util/unicode.h"
#include "util/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 64, PHRASE_WORDS = 12 }; /* of a line; of a phrase */
enum { FIRST_WORDS = 512 };             /* times 64 bits */
enum { LISTS = 32 };

typedef struct entry {
    uint64_t hash; /* 0: unused */
    int16_t cls;
    bool before, after; /* the line may have more there */
    uint32_t lists;     /* as bits */
} entry;

struct ltn_phrases {
    entry *at;
    size_t len, size;            /* size is a power of two */
    uint64_t first[FIRST_WORDS]; /* which words may begin a phrase, by hash */
    struct {
        const char *s, *end; /* "cs sk hu" in the resource */
    } langs[LISTS];          /* of each list */
    unsigned lists;
};

typedef struct words {
    uint64_t hash[WORDS];
    size_t end[WORDS]; /* bytes from the start of the line */
    size_t len;
    bool more; /* than fit */
} words;

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2BC;
}

/* A letter or a sign that means something in a line; a digit gives '0'. */
static uint32_t folded(uint32_t c)
{
    if (c - 'a' < 26)
        return c;
    if (c - 'A' < 26)
        return c + ('a' - 'A');
    if (c == ' ')
        return 0;
    if (ltn_is_digit(c))
        return '0';
    if (ltn_is_letter(c))
        return ltn_lower(c);
    return c == 0xA9 || c == '@' ? c : 0;
}

/* Scripts that are written without spaces have signs two columns wide; each
 * of them counts as a word. */
static bool is_wide(uint32_t c)
{
    return c >= 0x1100 && ltn_columns(c) == 2;
}

/* The first `most` words. */
static words words_of(const char *s, size_t len, size_t most)
{
    words w;
    const char *at = s, *end = s + len;
    uint64_t h = 0;
    uint32_t last = 0;

    w.len = 0;
    w.more = false;
    while (at < end) {
        uint32_t raw = ltn_utf8_next(&at, end), c = folded(raw);
        if (raw >= 0x591 && at < end && ltn_is_mark(raw))
            continue; /* vowel signs are often left out */
        if (c && !(c == '0' && last == '0'))
            h = mix(h, c);
        last = c;
        bool wide = c && is_wide(c);
        if (h && (!c || wide || at == end) &&
            !(is_apostrophe(raw) && at < end)) {
            if (w.len == most) {
                w.more = true;
                break;
            }
            w.end[w.len] = (size_t)(at - s);
            w.hash[w.len++] = h;
            h = 0;
        }
    }
    return w;
}

static entry *slot(const ltn_phrases *p, uint64_t hash)
{
    size_t i = (size_t)(hash >> 20) & (p->size - 1);

    while (p->at[i].hash && p->at[i].hash != hash)
        i = (i + 1) & (p->size - 1);
    return &p->at[i];
}

static bool grow(ltn_phrases *p)
{
    ltn_phrases bigger = {.size = p->size ? p->size * 2 : 256};

    if (p->len * 2 < p->size)
        return true;
    bigger.at = calloc(bigger.size, sizeof *bigger.at);
    if (!bigger.at)
        return false;
    for (size_t i = 0; i < p->size; i++)
        if (p->at[i].hash)
            *slot(&bigger, p->at[i].hash) = p->at[i];
    free(p->at);
    p->at = bigger.at;
    p->size = bigger.size;
    return true;
}

static bool add(ltn_phrases *p, const char *s, size_t len, int cls)
{
    bool before = len > 2 && s[0] == '*' && s[1] == ' ';
    bool after = len > 2 && s[len - 1] == '*' && s[len - 2] == ' ';
    words w = words_of(s + before, len - before - after, WORDS);

    assert(w.len <= PHRASE_WORDS && "a phrase has at most twelve words");
    if (w.len == 0)
        return true;
    if (!grow(p))
        return false;
    uint64_t h = 1;
    for (size_t i = 0; i < w.len; i++)
        h = mix(h, w.hash[i]);
    p->first[w.hash[0] >> 55] |= 1ull << (w.hash[0] >> 49 & 63);
    bool open = before || after;
    entry *e = slot(p, mix(h, open));
    p->len += e->hash == 0;
    uint32_t lists = 1u << (p->lists - 1);
    if (e->hash && e->cls == cls) { /* "part *" and "* part" */
        before = before || e->before, after = after || e->after;
        lists |= e->lists;
    }
    *e = (entry){.hash = mix(h, open),
                 .cls = (int16_t)cls,
                 .before = before,
                 .after = after,
                 .lists = lists};
    return true;
}

static int class_of(const char *s, size_t len, const char *const *classes,
                    int n)
{
    int i = 0;

    while (i < n &&
           (strlen(classes[i]) != len || memcmp(classes[i], s, len) != 0))
        i++;
    assert(i < n && "a class that nobody knows");
    return i;
}

/* A list is of these languages, "cs sk hu". */
static void set_languages(ltn_phrases *p, const char *s, size_t len)
{
    p->langs[p->lists - 1].s = s;
    p->langs[p->lists - 1].end = s + len;
}

static bool read_list(ltn_phrases *p, const ltn_resource *r,
                      const char *const *classes, int n)
{
    int cls = 0;
    const char *name = strrchr(r->path, '/') + 1;

    assert(p->lists < LISTS && "more lists than bits");
    p->lists++;
    set_languages(p, name, strcspn(name, "."));
    for (const char *s = r->data; s < r->end;) {
        const char *nl = memchr(s, '\n', (size_t)(r->end - s));
        const char *end = nl ? nl : r->end;
        size_t len = (size_t)(end - s);
        if (len > 2 && *s == '[')
            cls = class_of(s + 1, len - 2, classes, n);
        else if (len > 2 && *s == '(')
            set_languages(p, s + 1, len - 2);
        else if (len > 0 && *s != '#' && !add(p, s, len, cls))
            return false;
        s = end + 1;
    }
    return true;
}

static bool ends_with(const char *s, const char *suffix)
{
    size_t a = strlen(s), b = strlen(suffix);

    return a >= b && strcmp(s + a - b, suffix) == 0;
}

ltn_phrases *ltn_phrases_new(const char *folder, const char *const *classes,
                             int n)
{
    ltn_phrases *p = calloc(1, sizeof *p);
    bool ok = p && grow(p);

    for (const ltn_resource *r = ltn_resources; ok && r->path; r++)
        if (strncmp(r->path, folder, strlen(folder)) == 0 &&
            ends_with(r->path, ".words"))
            ok = read_list(p, r, classes, n);
    if (ok)
        return p;
    ltn_phrases_free(p);
    return NULL;
}

void ltn_phrases_free(ltn_phrases *p)
{
    if (p)
        free(p->at);
    free(p);
}

uint32_t ltn_phrases_lists(const ltn_phrases *p, const char *lang)
{
    size_t len = strcspn(lang, "-"), n = 0;
    uint32_t lists = 0;

    for (unsigned i = 0; i < p->lists; i++)
        for (const char *s = p->langs[i].s; s < p->langs[i].end; s += n + 1) {
            n = strcspn(s, " ).");
            lists |= (uint32_t)(n == len && memcmp(s, lang, n) == 0) << i;
        }
    return lists ? lists : UINT32_MAX;
}

/* How good a match is: whole, beginning, inside; then how long. */
static size_t worth(bool whole, bool begins, size_t n)
{
    return whole ? 200 + n : begins ? 100 + n : n;
}

static bool may_begin(const ltn_phrases *p, uint64_t hash)
{
    return p->first[hash >> 55] >> (hash >> 49 & 63) & 1;
}

bool ltn_phrases_may_begin(const ltn_phrases *p, const char *s, size_t len)
{
    words w = words_of(s, len, 1);

    return w.len > 0 && may_begin(p, w.hash[0]);
}

ltn_phrase ltn_phrases_find(const ltn_phrases *p, const char *s, size_t len)
{
    ltn_phrase best = {.cls = -1};
    size_t most = 0;
    words w = words_of(s, len, WORDS);

    for (size_t i = 0; i < w.len; i++) {
        if (!may_begin(p, w.hash[i]))
            continue;
        uint64_t h = 1;
        for (size_t k = i; k < w.len && k < i + PHRASE_WORDS; k++) {
            h = mix(h, w.hash[k]);
            bool last = k + 1 == w.len && !w.more;
            bool whole = i == 0 && last;
            const entry *e = slot(p, mix(h, !whole));
            if (whole && !e->hash)
                e = slot(p, mix(h, true));
            bool fits = e->hash && (i == 0 || e->before) && (last || e->after);
            if (!fits || worth(whole, i == 0, k - i + 1) <= most)
                continue;
            most = worth(whole, i == 0, k - i + 1);
            best = (ltn_phrase){.cls = e->cls,
                                .whole = whole,
                                .begins = i == 0,
                                .len = w.end[k],
                                .words = (unsigned)(k - i + 1),
                                .lists = e->lists};
        }
    }
    return best;
}
