#include "codec/jsonlists.h"

#include <stdio.h>
#include <string.h>

enum { STEPS_MAX = 3, PATH_MAX_LEN = 100 };

struct scan {
    const char *s, *end, *start;
    const char *copied; /* up to here all is in the text, or in a list */
    ltn_json_lists *lists;
    const char *const *paths;
    size_t n;
    char path[PATH_MAX_LEN]; /* of the value at hand */
    size_t path_len;
};

/* Skipping ----------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The next byte that is no white space; NUL at the end. */
static char peek(struct scan *x)
{
    while (x->s < x->end && is_space(*x->s))
        x->s++;
    return x->s < x->end ? *x->s : '\0';
}

static bool pass(struct scan *x, char c)
{
    if (peek(x) != c)
        return false;
    x->s++;
    return true;
}

/* A quote ends a string when an even number of backslashes is before it. */
static bool skip_string(struct scan *x)
{
    const char *from = ++x->s;

    while (x->s < x->end) {
        const char *quote = memchr(x->s, '"', (size_t)(x->end - x->s));
        if (!quote)
            return false;
        const char *slash = quote;
        while (slash > from && slash[-1] == '\\')
            slash--;
        x->s = from = quote + 1;
        if ((quote - slash) % 2 == 0)
            return true;
    }
    return false;
}

static bool skip_container(struct scan *x)
{
    size_t depth = 0;

    while (x->s < x->end) {
        char c = *x->s;
        if (c == '"') {
            if (!skip_string(x))
                return false;
            continue;
        }
        x->s++;
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return false;
}

static bool skip_value(struct scan *x)
{
    char c = peek(x);
    const char *from = x->s;

    if (c == '"')
        return skip_string(x);
    if (c == '{' || c == '[')
        return skip_container(x);
    while (x->s < x->end && !is_space(*x->s) && *x->s != ',' && *x->s != ']' &&
           *x->s != '}')
        x->s++;
    return x->s > from;
}

/* Lists -------------------------------------------------------------------- */

static bool add_span(struct scan *x, size_t list, const char *from)
{
    const uint32_t span[2] = {(uint32_t)(from - x->start),
                              (uint32_t)(x->s - x->start)};
    ltn_buf *spans = &x->lists->spans[list];

    ltn_buf_put(spans, (const char *)span, sizeof span);
    return ltn_buf_status(spans) == LTN_OK;
}

/* At the bracket of a list: in the rest it is "[]". */
static bool take_list(struct scan *x, size_t list)
{
    x->s++;
    ltn_buf_put(&x->lists->text, x->copied, (size_t)(x->s - x->copied));
    if (peek(x) != ']')
        do {
            peek(x);
            const char *from = x->s;
            if (!skip_value(x) || !add_span(x, list, from))
                return false;
        } while (pass(x, ','));
    if (peek(x) != ']')
        return false;
    x->copied = x->s++;
    return true;
}

/* Finding them ------------------------------------------------------------- */

static bool value(struct scan *x, unsigned steps);

/* Whether the value at hand is a list, or has one in it. */
static bool leads(const struct scan *x, size_t *list)
{
    bool some = false;

    *list = x->n;
    for (size_t i = 0; i < x->n; i++) {
        /* a name may have a NUL in it: the path is longer than it looks */
        if (strlen(x->paths[i]) < x->path_len ||
            memcmp(x->paths[i], x->path, x->path_len) != 0)
            continue;
        char next = x->paths[i][x->path_len];
        some |= next == '/' || next == '\0';
        if (next == '\0')
            *list = i;
    }
    return some;
}

/* The value one step further in. */
static bool step(struct scan *x, const char *name, size_t len, unsigned steps)
{
    size_t before = x->path_len;

    if (len + before + 2 > sizeof x->path)
        return skip_value(x);
    x->path[x->path_len++] = '/';
    memcpy(x->path + x->path_len, name, len);
    x->path_len += len;
    x->path[x->path_len] = '\0';
    bool good = value(x, steps + 1);
    x->path_len = before;
    x->path[before] = '\0';
    return good;
}

static bool members(struct scan *x, unsigned steps)
{
    x->s++;
    if (pass(x, '}'))
        return true;
    do {
        if (peek(x) != '"')
            return false;
        const char *name = x->s + 1;
        if (!skip_string(x))
            return false;
        size_t len = (size_t)(x->s - name) - 1;
        if (!pass(x, ':') || !step(x, name, len, steps))
            return false;
    } while (pass(x, ','));
    return pass(x, '}');
}

static bool elements(struct scan *x, unsigned steps)
{
    char index[24];
    size_t i = 0;

    x->s++;
    if (pass(x, ']'))
        return true;
    do {
        int len = snprintf(index, sizeof index, "%zu", i++);
        if (!step(x, index, (size_t)len, steps))
            return false;
    } while (pass(x, ','));
    return pass(x, ']');
}

static bool value(struct scan *x, unsigned steps)
{
    size_t list;
    char c = peek(x);

    if (!leads(x, &list))
        return skip_value(x);
    if (c == '[' && list < x->n)
        return take_list(x, list);
    if (steps < STEPS_MAX && c == '{')
        return members(x, steps);
    if (steps < STEPS_MAX && c == '[')
        return elements(x, steps);
    return skip_value(x);
}

/* -------------------------------------------------------------------------- */

static bool parse_rest(ltn_json_lists *l)
{
    ltn_diags diags;

    ltn_diags_init(&diags, "rest");
    ltn_status status =
        ltn_json_parse_own(l->text.data, l->text.len - 1, &diags, &l->rest);
    ltn_diags_release(&diags);
    return status == LTN_OK;
}

bool ltn_json_lists_open(ltn_json_lists *l, const char *bytes, size_t len,
                         const char *const *paths, size_t n)
{
    struct scan x = {.s = bytes,
                     .start = bytes,
                     .copied = bytes,
                     .end = bytes + len,
                     .lists = l,
                     .paths = paths,
                     .n = n};

    *l = (ltn_json_lists){.bytes = bytes};
    if (n > LTN_JSON_LISTS_MAX || len >= UINT32_MAX)
        return false;
    if (!value(&x, 0))
        return false;
    ltn_buf_put(&l->text, x.copied, (size_t)(x.end - x.copied));
    ltn_buf_putc(&l->text, '\0');
    if (ltn_buf_status(&l->text) != LTN_OK || !parse_rest(l))
        return false;
    l->reader = ltn_json_reader_new();
    return l->reader != NULL;
}

void ltn_json_lists_close(ltn_json_lists *l)
{
    for (size_t i = 0; i < LTN_JSON_LISTS_MAX; i++)
        ltn_buf_release(&l->spans[i]);
    ltn_json_release(&l->rest);
    ltn_buf_release(&l->text);
    ltn_json_reader_free(l->reader);
    *l = (ltn_json_lists){0};
}

size_t ltn_json_lists_count(const ltn_json_lists *l, size_t list)
{
    return l->spans[list].len / (2 * sizeof(uint32_t));
}

const ltn_jv *ltn_json_lists_at(ltn_json_lists *l, size_t list, size_t i,
                                size_t *len)
{
    uint32_t span[2];

    memcpy(span, l->spans[list].data + i * sizeof span, sizeof span);
    *len = span[1] - span[0];
    return ltn_json_reader_read(l->reader, l->bytes + span[0], *len);
}
