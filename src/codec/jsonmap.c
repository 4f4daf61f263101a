#include "codec/json.h"

#include "util/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Values in the order of the text: the first inner value of i is i + 1, the one
 * after i and all inside it is values[i].next. */
typedef struct value {
    uint32_t at;   /* byte offset */
    uint32_t name; /* byte offset of its name's quote; 0 = in an array */
    uint32_t next; /* index */
} value;

struct ltn_json_map {
    const char *bytes;
    size_t len;
    value *values;
    size_t count, cap;
    ltn_pos last; /* found last: lines are counted on from there */
};

static value *add(ltn_json_map *m, size_t at, size_t name)
{
    if (m->count == m->cap) {
        size_t more = m->cap ? m->cap * 2 : 256;
        value *bigger = realloc(m->values, more * sizeof *bigger);
        if (!bigger)
            return NULL;
        m->values = bigger;
        m->cap = more;
    }
    m->values[m->count] = (value){.at = (uint32_t)at, .name = (uint32_t)name};
    return &m->values[m->count++];
}

/* The byte after the string whose opening quote is at i. */
static size_t after_string(const char *s, size_t len, size_t i)
{
    for (i++; i < len && s[i] != '"'; i++)
        if (s[i] == '\\')
            i++;
    return i + 1;
}

static bool is_scalar_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' ||
           c == '+' || c == '-' || c == '.';
}

static size_t after_blanks(const char *s, size_t len, size_t i)
{
    while (i < len &&
           (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'))
        i++;
    return i;
}

/* Whether the string that ends before `end` names a member. */
static bool is_name(const char *s, size_t len, size_t end)
{
    size_t i = after_blanks(s, len, end);

    return i < len && s[i] == ':';
}

/* Notes every value; false without memory. The text is known to be JSON of
 * bounded depth, so `open` cannot overflow. */
static bool scan(ltn_json_map *m)
{
    const char *s = m->bytes;
    uint32_t open[LTN_JSON_DEPTH_MAX + 1];
    size_t depth = 0, name = 0, end;

    for (size_t i = 0; i < m->len; i = end) {
        end = i + 1;
        if (s[i] == '{' || s[i] == '[') {
            if (depth > LTN_JSON_DEPTH_MAX || !add(m, i, name))
                return false;
            open[depth++] = (uint32_t)(m->count - 1);
            name = 0;
        } else if (s[i] == '}' || s[i] == ']') {
            if (depth > 0)
                m->values[open[--depth]].next = (uint32_t)m->count;
        } else if (s[i] == '"' || is_scalar_byte(s[i])) {
            bool string = s[i] == '"';
            if (string)
                end = after_string(s, m->len, i);
            while (!string && end < m->len && is_scalar_byte(s[end]))
                end++;
            if (string && is_name(s, m->len, end)) {
                name = i;
                continue;
            }
            value *v = add(m, i, name);
            if (!v)
                return false;
            v->next = (uint32_t)m->count;
            name = 0;
        }
    }
    return true;
}

ltn_json_map *ltn_json_map_new(const char *bytes, size_t len)
{
    ltn_json_map *m = calloc(1, sizeof *m);

    if (!m)
        return NULL;
    *m = (ltn_json_map){.bytes = bytes,
                        .len = len < UINT32_MAX ? len : UINT32_MAX,
                        .last = {.line = 1, .col = 1}};
    if (!scan(m)) {
        ltn_json_map_free(m);
        return NULL;
    }
    return m;
}

void ltn_json_map_free(ltn_json_map *m)
{
    if (m)
        free(m->values);
    free(m);
}

/* Whether the name whose quote is at `at` spells the token of len bytes. */
static bool names(const ltn_json_map *m, size_t at, const char *token,
                  size_t len)
{
    size_t end = after_string(m->bytes, m->len, at);
    const char *raw = m->bytes + at + 1;
    size_t n = end - at - 2;

    if (!memchr(raw, '\\', n))
        return n == len && memcmp(raw, token, n) == 0;
    json_t *s = json_loadb(raw - 1, n + 2, JSON_DECODE_ANY, NULL);
    bool same = s && json_string_length(s) == len &&
                memcmp(json_string_value(s), token, len) == 0;
    json_decref(s);
    return same;
}

/* The decimal array index in a token, or SIZE_MAX. */
static size_t index_of(const char *token, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (token[i] < '0' || token[i] > '9' || n > UINT32_MAX)
            return SIZE_MAX;
        n = n * 10 + (size_t)(token[i] - '0');
    }
    return len > 0 ? n : SIZE_MAX;
}

/* The value under `from` that a token names, or `from` when there is none. */
static size_t step(const ltn_json_map *m, size_t from, const char *token,
                   size_t len)
{
    bool array = m->bytes[m->values[from].at] == '[';
    size_t index = array ? index_of(token, len) : 0;
    size_t i = from + 1, stop = m->values[from].next;

    for (; i < stop; i = m->values[i].next)
        if (array ? index-- == 0 : names(m, m->values[i].name, token, len))
            return i;
    return from;
}

/* Undoes ~1 and ~0 of a reference token; returns its length. */
static size_t unescape(const char *from, size_t len, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        if (from[i] == '~' && i + 1 < len && from[i + 1] != '~') {
            to[n++] = from[++i] == '1' ? '/' : '~';
        } else {
            to[n++] = from[i];
        }
    return n;
}

/* Index of the value at a pointer, or of the nearest one around it. */
static size_t find(const ltn_json_map *m, const char *pointer)
{
    char *token = malloc(strlen(pointer) + 1);
    size_t at = 0;

    while (token && *pointer == '/') {
        size_t len = strcspn(++pointer, "/");
        size_t inner = step(m, at, token, unescape(pointer, len, token));
        if (inner == at)
            break;
        at = inner;
        pointer += len;
    }
    free(token);
    return at;
}

static ltn_pos place(ltn_json_map *m, size_t offset)
{
    ltn_pos p = m->last;

    if (offset < p.offset)
        p = (ltn_pos){.line = 1, .col = 1};
    const char *from = m->bytes + p.offset, *end = m->bytes + offset, *nl;
    while ((nl = memchr(from, '\n', (size_t)(end - from)))) {
        from = nl + 1;
        p.line++;
        p.col = 1;
    }
    p.col += (uint32_t)ltn_utf8_count(from, (size_t)(end - from));
    p.offset = offset;
    return m->last = p;
}

ltn_pos ltn_json_map_at(ltn_json_map *m, const char *pointer)
{
    if (!m || m->count == 0)
        return (ltn_pos){0};
    return place(m, m->values[find(m, pointer)].at);
}

ltn_pos ltn_json_map_name_at(ltn_json_map *m, const char *pointer)
{
    if (!m || m->count == 0)
        return (ltn_pos){0};
    const value *v = &m->values[find(m, pointer)];
    return place(m, v->name > 0 ? v->name : v->at);
}
