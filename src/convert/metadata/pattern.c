/* Metadata in file names, by a pattern such as "{date}_{speaker}_{title}". */

#include "convert/metadata/metadata.h"
#include "convert/registry.h"
#include "util/utf8.h"

#include <stdio.h>
#include <string.h>

/* The next "{key}" or literal of a pattern. */
typedef struct part {
    const char *s;
    size_t len;
    bool key;
    ltn_meta_key meta; /* LTN_META_KEYS: "{_}", passed over */
} part;

static bool next_part(const char **at, part *p)
{
    if (**at == '\0')
        return false;
    if (**at != '{') {
        *p = (part){.s = *at, .len = strcspn(*at, "{")};
        *at += p->len;
        return true;
    }
    const char *end = strchr(*at, '}');
    p->key = true;
    p->s = *at + 1;
    p->len = end ? (size_t)(end - p->s) : strlen(p->s);
    p->meta = ltn_meta_find(p->s, p->len);
    *at = end ? end + 1 : p->s + p->len;
    return true;
}

static bool is_skipped(const part *p)
{
    return p->len == 1 && p->s[0] == '_';
}

ltn_status ltn_pattern_check(const char *pattern, ltn_diags *diags)
{
    size_t said = diags->count[LTN_ERROR], keys = 0;
    bool adjacent = false;
    part p;

    for (const char *at = pattern; next_part(&at, &p);) {
        if (p.key && p.s[p.len] == '\0')
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.pattern",
                         "pattern '%.200s': '{' without '}'", pattern);
        if (p.key && adjacent)
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.pattern",
                         "pattern '%.200s': put something between '}' and '{'",
                         pattern);
        if (p.key && p.meta == LTN_META_KEYS && !is_skipped(&p)) {
            const char *names[LTN_META_KEYS];
            char name[64];
            for (int k = 0; k < LTN_META_KEYS; k++)
                names[k] = ltn_meta_keys[k].name;
            snprintf(name, sizeof name, "%.*s", (int)p.len, p.s);
            const char *guess = ltn_nearest(name, names, LTN_META_KEYS);
            ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.pattern",
                         "pattern '%.200s': no metadata key '%s'%s%s%s",
                         pattern, name, guess ? "; did you mean '" : "",
                         guess ? guess : "", guess ? "'?" : "");
        }
        adjacent = p.key;
        keys += p.key;
    }
    if (keys == 0)
        ltn_diag_add(diags, LTN_ERROR, (ltn_pos){0}, "metadata.pattern",
                     "pattern '%.200s' has no {key}", pattern);
    return diags->count[LTN_ERROR] > said ? LTN_EUSAGE : LTN_OK;
}

/* Where the literal that follows a key begins, at or after s; the last key of
 * a pattern takes all. */
static const char *find_literal(const char *s, const char *end, const char *at)
{
    part p;

    if (!next_part(&at, &p))
        return end;
    for (; (size_t)(end - s) >= p.len; s++)
        if (memcmp(s, p.s, p.len) == 0)
            return s;
    return NULL;
}

static void put_value(ltn_table *t, const part *p, const char *s, size_t len)
{
    char value[256];

    if (len >= sizeof value || is_skipped(p))
        return;
    for (size_t i = 0; i < len; i++)
        value[i] = (char)(s[i] == '_' ? ' ' : s[i]);
    ltn_table_field(t, p->s, p->len, value, len, (ltn_pos){0});
}

ltn_status ltn_pattern_apply(const char *pattern, const char *name,
                             ltn_table *t, ltn_diags *diags)
{
    const char *s = name, *end = ltn_path_suffix(name);
    bool fits = ltn_utf8_check(name, strlen(name)) == strlen(name);
    size_t dot = strlen(pattern) - strlen(ltn_path_suffix(pattern));
    part p;

    if (memchr(pattern + dot, '}', strlen(pattern + dot)) == NULL)
        end = pattern[dot] ? name + strlen(name) : end;
    ltn_table_row(t, (ltn_pos){0});
    for (const char *at = pattern; fits && next_part(&at, &p);) {
        const char *stop = p.key ? find_literal(s, end, at) : s + p.len;
        fits = stop && stop <= end && (p.key || memcmp(s, p.s, p.len) == 0);
        if (fits && p.key)
            put_value(t, &p, s, (size_t)(stop - s));
        s = stop;
    }
    if (fits && s == end)
        return t->failed ? LTN_ENOMEM : LTN_OK;
    if (t->len > 0)
        t->len--;
    ltn_diag_add(diags, LTN_WARNING, (ltn_pos){0}, "metadata.pattern",
                 "the file name does not fit the pattern '%.200s'", pattern);
    return LTN_OK;
}
