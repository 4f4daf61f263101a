/* URLs and the paths they lead to in the container: EPUB 3.3
 * #sec-container-iri. */

#include "util/ascii.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "validate/epub/epub.h"

#include <string.h>

const char *ltn_epub_trim(ltn_epub *e, const char *s)
{
    size_t len = strlen(s);

    while (len > 0 && ltn_ascii_blank(*s)) {
        s++;
        len--;
    }
    while (len > 0 && ltn_ascii_blank(s[len - 1]))
        len--;
    return s[len] == '\0' ? s : ltn_epub_copy(e, s, len);
}

const char *ltn_epub_word(const char **s, size_t *len)
{
    while (ltn_ascii_blank(**s))
        ++*s;
    const char *word = *s;
    while (**s && !ltn_ascii_blank(**s))
        ++*s;
    *len = (size_t)(*s - word);
    return *len ? word : NULL;
}

bool ltn_epub_has_word(const char *list, const char *word)
{
    size_t n = strlen(word), len;
    const char *w;

    while (list && (w = ltn_epub_word(&list, &len)))
        if (len == n && memcmp(w, word, n) == 0)
            return true;
    return false;
}

/* #sec-container-filenames: names are equal that are when composed. */
const char *ltn_epub_name(ltn_epub *e, const char *s)
{
    const char *c = s, *composed;

    while (*c && (unsigned char)*c < 0x80)
        c++;
    if (*c == '\0' || ltn_utf8_check(s, strlen(s)) != strlen(s))
        return s;
    composed = ltn_compose(&e->arena, s);
    return composed ? composed : s;
}

static const char *decode(ltn_epub *e, const char *s, size_t len)
{
    char *out = ltn_arena_alloc(&e->arena, len + 1);
    size_t n = 0;

    for (size_t i = 0; out && i < len; i++) {
        int hi = s[i] == '%' && i + 2 < len ? ltn_hex_value(s[i + 1]) : -1;
        int lo = hi >= 0 ? ltn_hex_value(s[i + 2]) : -1;
        out[n++] = (char)(lo >= 0 ? hi * 16 + lo : s[i]);
        i += lo >= 0 ? 2 : 0;
    }
    return out ? ltn_epub_name(e, out) : "";
}

/* The length of "scheme:" at s, or 0. */
static size_t scheme_of(const char *s)
{
    size_t n = 0;

    while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') ||
           (n > 0 &&
            ((s[n] >= '0' && s[n] <= '9') || (s[n] && strchr("+-.", s[n])))))
        n++;
    return n > 0 && s[n] == ':' ? n + 1 : 0;
}

static bool starts(const char *s, const char *with)
{
    for (; *with; s++, with++)
        if ((*s | 32) != (*with | 32))
            return false;
    return true;
}

/* Puts the segments of s behind those of out, "." and ".." worked out; false
 * when that leads above the top. */
static bool add_segments(char *out, size_t *n, const char *s, size_t len)
{
    for (size_t i = 0; i <= len;) {
        size_t stop = i;
        while (stop < len && s[stop] != '/')
            stop++;
        size_t size = stop - i;
        bool last = stop >= len;
        if (size == 2 && memcmp(s + i, "..", 2) == 0) {
            if (*n == 0)
                return false;
            for (--*n; *n > 0 && out[*n - 1] != '/';)
                --*n;
        } else if (!(size == 1 && s[i] == '.')) {
            memcpy(out + *n, s + i, size);
            *n += size;
            if (!last)
                out[(*n)++] = '/';
        }
        i = stop + 1;
    }
    out[*n] = '\0';
    return true;
}

/* The path of a relative reference. */
static void resolve_path(ltn_epub *e, ltn_url *u, const char *base,
                         const char *s, size_t len)
{
    const char *slash = strrchr(base, '/');
    size_t folder = slash ? (size_t)(slash - base) + 1 : 0, n = folder;
    char *out = ltn_arena_alloc(&e->arena, folder + len + 2);

    if (!out)
        return;
    if (len == 0) {
        u->path = base; /* the document itself */
        return;
    }
    memcpy(out, base, folder);
    if (s[0] == '/') {
        u->leaks = true;
        n = 0;
        s++;
        len--;
    }
    if (!add_segments(out, &n, s, len))
        u->leaks = true;
    u->path = decode(e, out, strlen(out));
}

/* A scheme that says where something is, as against mailto: and the like. */
static void absolute(ltn_url *u, const char *s)
{
    u->data = starts(s, "data:");
    u->file = starts(s, "file:");
    u->remote = starts(s, "http:") || starts(s, "https:") || starts(s, "ftp:");
    u->other = !u->data && !u->file && !u->remote;
    u->bad = u->remote && !strstr(s, "://");
    const char *host = u->remote ? strstr(s, "://") : NULL;
    size_t n = host ? strcspn(host + 3, "/?#") : 0;
    if (host && (n == 0 || (memchr(host + 3, '[', n) != NULL) !=
                               (memchr(host + 3, ']', n) != NULL)))
        u->bad = true; /* RFC 3986 #section-3.2.2 */
    for (; !u->data && *s; s++)
        if ((*s == '%' && !(ltn_ascii_hex(s[1]) && ltn_ascii_hex(s[2]))) ||
            *s == ' ' || *s == '<' || *s == '>' || *s == '"')
            u->bad = true;
}

ltn_url ltn_epub_resolve(ltn_epub *e, const char *base, const char *url)
{
    ltn_url u = {0};
    const char *s = ltn_epub_trim(e, url);
    const char *hash = strchr(s, '#');
    size_t len = hash ? (size_t)(hash - s) : strlen(s);

    if (scheme_of(s)) {
        absolute(&u, s);
        return u;
    }
    if (s[0] == '/' && s[1] == '/') {
        u.remote = true;
        return u;
    }
    if (hash)
        u.fragment = decode(e, hash + 1, strlen(hash + 1));
    const char *query = memchr(s, '?', len);
    if (query) {
        u.query = true;
        len = (size_t)(query - s);
    }
    resolve_path(e, &u, base, s, len);
    return u;
}
