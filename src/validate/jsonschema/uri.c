#include "validate/jsonschema/uri.h"

#include "util/ascii.h"
#include "util/buf.h"

#include <stdbool.h>
#include <string.h>

typedef struct part {
    const char *s;
    size_t len;
    bool there;
} part;

typedef struct uri {
    part scheme, authority, path, query;
} uri;

/* Bytes of "scheme" before its ":", or 0 when there is none. */
static size_t scheme_len(const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && (ltn_ascii_letter(s[i]) ||
                       (i > 0 && ((s[i] >= '0' && s[i] <= '9') || s[i] == '+' ||
                                  s[i] == '-' || s[i] == '.'))))
        i++;
    return i < len && s[i] == ':' ? i : 0;
}

static size_t until(const char *s, size_t len, const char *stops)
{
    size_t i = 0;

    while (i < len && !strchr(stops, s[i]))
        i++;
    return i;
}

/* Takes n bytes off the front of what is left. */
static part take(const char **s, size_t *len, size_t n)
{
    part p = {.s = *s, .len = n, .there = true};

    *s += n;
    *len -= n;
    return p;
}

static uri split(const char *s, size_t len)
{
    uri u = {0};
    size_t n = scheme_len(s, len);

    if (n > 0) {
        u.scheme = take(&s, &len, n);
        take(&s, &len, 1);
    }
    if (len >= 2 && s[0] == '/' && s[1] == '/') {
        take(&s, &len, 2);
        u.authority = take(&s, &len, until(s, len, "/?"));
    }
    u.path = take(&s, &len, until(s, len, "?"));
    if (len > 0) {
        take(&s, &len, 1);
        u.query = take(&s, &len, len);
    }
    return u;
}

/* Takes the last segment off out, back to `floor`; false when there is none or
 * it is a ".." that must stay. */
static bool drop_segment(ltn_buf *out, size_t floor)
{
    size_t i = out->len;

    if (i > floor && out->data[i - 1] == '/')
        i--;
    while (i > floor && out->data[i - 1] != '/')
        i--;
    size_t n = out->len - i;
    if (n == 0 || (n >= 2 && memcmp(out->data + i, "..", 2) == 0))
        return false;
    out->len = i;
    return true;
}

/* RFC 3986 #section-5.2.4: appends path without "." and ".." segments. */
static void put_path(ltn_buf *out, const char *s, size_t len, bool keep_up)
{
    size_t floor = out->len;

    if (len > 0 && *s == '/') {
        ltn_buf_putc(out, '/');
        floor = out->len;
        keep_up = false;
        s++;
        len--;
    }
    while (len > 0) {
        size_t n = until(s, len, "/");
        size_t all = n < len ? n + 1 : n;
        if (n == 2 && s[0] == '.' && s[1] == '.') {
            if (!drop_segment(out, floor) && keep_up)
                ltn_buf_put(out, s, all);
        } else if (!(n == 1 && s[0] == '.')) {
            ltn_buf_put(out, s, all);
        }
        s += all;
        len -= all;
    }
}

/* RFC 3986 #section-5.2.3 and .4: base's folder and the reference's path. */
static void put_merged(ltn_buf *out, const uri *base, const uri *ref)
{
    bool relative = !base->scheme.there && !base->authority.there;
    size_t folder = base->path.len;
    ltn_buf both = {0};

    while (folder > 0 && base->path.s[folder - 1] != '/')
        folder--;
    if (base->authority.there && base->path.len == 0)
        ltn_buf_putc(&both, '/');
    ltn_buf_put(&both, base->path.s, folder);
    ltn_buf_put(&both, ref->path.s, ref->path.len);
    if (ltn_buf_status(&both) != LTN_OK)
        out->status = ltn_buf_status(&both);
    put_path(out, both.data ? both.data : "", both.len, relative);
    ltn_buf_release(&both);
}

static void put_rest(ltn_buf *out, const uri *base, const uri *ref)
{
    const part *query = &ref->query;

    if (ref->authority.there || ref->scheme.there) {
        /* a URN's path is no path */
        if (ref->authority.there || (ref->path.len > 0 && *ref->path.s == '/'))
            put_path(out, ref->path.s, ref->path.len, false);
        else
            ltn_buf_put(out, ref->path.s, ref->path.len);
    } else if (ref->path.len == 0) {
        ltn_buf_put(out, base->path.s, base->path.len);
        if (!query->there)
            query = &base->query;
    } else if (*ref->path.s == '/') {
        put_path(out, ref->path.s, ref->path.len, false);
    } else {
        put_merged(out, base, ref);
    }
    if (query->there) {
        ltn_buf_putc(out, '?');
        ltn_buf_put(out, query->s, query->len);
    }
}

const char *ltn_js_uri_resolve(ltn_arena *a, const char *base, const char *ref,
                               size_t len)
{
    uri b = split(base, strlen(base)), r = split(ref, len);
    ltn_buf out = {0};
    const part *scheme = r.scheme.there ? &r.scheme : &b.scheme;
    const part *authority =
        r.authority.there || r.scheme.there ? &r.authority : &b.authority;

    if (scheme->there) {
        ltn_buf_put(&out, scheme->s, scheme->len);
        ltn_buf_putc(&out, ':');
    }
    if (authority->there) {
        ltn_buf_puts(&out, "//");
        ltn_buf_put(&out, authority->s, authority->len);
    }
    put_rest(&out, &b, &r);
    if (ltn_buf_status(&out) != LTN_OK)
        a->failed = true;
    const char *copy = ltn_arena_strndup(a, out.data, out.len);
    ltn_buf_release(&out);
    return copy;
}

char *ltn_js_uri_decode(ltn_arena *a, const char *s, size_t len,
                        size_t *out_len)
{
    char *out = ltn_arena_alloc(a, len + 1);
    size_t n = 0;

    for (size_t i = 0; out && i < len; i++) {
        bool coded = s[i] == '%' && len - i > 2 &&
                     ltn_hex_value(s[i + 1]) >= 0 &&
                     ltn_hex_value(s[i + 2]) >= 0;
        out[n++] = s[i];
        if (coded) {
            out[n - 1] =
                (char)(ltn_hex_value(s[i + 1]) * 16 + ltn_hex_value(s[i + 2]));
            i += 2;
        }
    }
    *out_len = n;
    return out;
}
