#include "validate/relaxng/charset.h"

#include "util/resources.h"
#include "util/unicode.h"
#include "util/utf8.h"
#include "validate/relaxng/chars.h"

#include <string.h>

enum { NESTED_MAX = 50 }; /* subtractions in subtractions */

static bool part_has(const ltn_set_part *p, uint32_t c)
{
    switch ((ltn_set_kind)p->kind) {
    case LTN_SET_RANGE: return c >= p->low && c <= p->high;
    case LTN_SET_CATEGORY: return p->low >> ltn_category(c) & 1;
    case LTN_SET_NAME_START: return ltn_xml_name_start(c);
    case LTN_SET_NAME_CHAR: return ltn_xml_name_char(c);
    case LTN_SET_SPACE: return c < 0x80 && ltn_xml_space((char)c);
    }
    return false;
}

bool ltn_charset_has(const ltn_charset *set, uint32_t c)
{
    bool has = false;

    for (const ltn_set_part *p = set->parts; p && !has; p = p->next)
        has = part_has(p, c) != p->negated;
    if (has == set->negated)
        return false;
    return !set->minus || !ltn_charset_has(set->minus, c);
}

static const char *read_hex(const char *s, uint32_t *out)
{
    for (*out = 0; *s > ' '; s++)
        *out = *out * 16 + (uint32_t)(*s <= '9' ? *s - '0' : *s - 'A' + 10);
    return s + 1;
}

/* blocks.tsv: name, first, last of Unicode's Blocks.txt. */
bool ltn_block_find(const char *name, size_t len, uint32_t *low, uint32_t *high)
{
    const ltn_resource *r =
        ltn_resource_find("src/validate/relaxng/blocks.tsv");

    for (const char *s = r ? r->data : ""; *s; s += strcspn(s, "\n") + 1)
        if (strncmp(s, name, len) == 0 && s[len] == '\t') {
            read_hex(read_hex(s + len + 1, low), high);
            return true;
        }
    return false;
}

/* Reading ---------------------------------------------------------------------
 */

struct input {
    ltn_arena *arena;
    const char *s, *end;
    const char **why;
    unsigned depth;
};

static void add(struct input *in, ltn_charset *set, const ltn_set_part *part)
{
    ltn_set_part *p = ltn_arena_alloc(in->arena, sizeof *p);

    if (!p) {
        *in->why = "no memory";
        return;
    }
    *p = *part;
    p->next = set->parts;
    set->parts = p;
}

static void add_range(struct input *in, ltn_charset *set, uint32_t low,
                      uint32_t high)
{
    add(in, set,
        &(ltn_set_part){.kind = LTN_SET_RANGE, .low = low, .high = high});
}

/* XSD 2 #nt-charProp: \p{Lu}, \P{IsGreek}, after the backslash */
static void read_property(struct input *in, ltn_charset *set)
{
    bool negated = *in->s++ == 'P';
    const char *close = in->s < in->end && *in->s == '{'
                            ? memchr(in->s, '}', (size_t)(in->end - in->s))
                            : NULL;
    ltn_set_part p = {.kind = LTN_SET_RANGE, .negated = negated};

    if (!close) {
        *in->why = "\\p must be followed by a name in braces";
        return;
    }
    const char *name = in->s + 1;
    size_t len = (size_t)(close - name);
    in->s = close + 1;
    if (len > 2 && memcmp(name, "Is", 2) == 0) {
        if (!ltn_block_find(name + 2, len - 2, &p.low, &p.high))
            *in->why = "no such block of characters";
    } else {
        p.kind = LTN_SET_CATEGORY;
        p.low = ltn_category_mask(name, len);
        if (!p.low)
            *in->why = "no such category of characters";
    }
    add(in, set, &p);
}

/* XSD 2 #nt-MultiCharEsc */
static bool read_multi(struct input *in, ltn_charset *set)
{
    ltn_set_part p = {0};
    char c = *in->s;

    switch (c | 0x20) {
    case 's': p.kind = LTN_SET_SPACE; break;
    case 'i': p.kind = LTN_SET_NAME_START; break;
    case 'c': p.kind = LTN_SET_NAME_CHAR; break;
    case 'd':
        p.kind = LTN_SET_CATEGORY;
        p.low = ltn_category_mask("Nd", 2);
        break;
    case 'w':
        p.kind = LTN_SET_CATEGORY;
        p.low = ltn_category_mask("P", 1) | ltn_category_mask("Z", 1) |
                ltn_category_mask("C", 1);
        p.negated = true;
        break;
    default: return false;
    }
    p.negated ^= !(c & 0x20);
    in->s++;
    add(in, set, &p);
    return true;
}

/* XSD 2 #nt-SingleCharEsc: the character meant, or 0. */
static uint32_t single_escape(char c)
{
    switch (c) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c && strchr("\\|.?*+(){}-[]^", c) ? (uint32_t)c : 0;
    }
}

/* After a backslash: a set into `set` (true), or one character into *c. */
static bool read_escape(struct input *in, ltn_charset *set, uint32_t *c)
{
    *c = 0;
    if (in->s == in->end) {
        *in->why = "a backslash ends it";
        return true;
    }
    if (*in->s == 'p' || *in->s == 'P') {
        read_property(in, set);
        return true;
    }
    if (read_multi(in, set))
        return true;
    *c = single_escape(*in->s++);
    if (!*c)
        *in->why = "no such escape";
    return false;
}

/* One end of a range, or a whole escape (false: it is in the set already). */
static bool read_end(struct input *in, ltn_charset *set, uint32_t *c)
{
    if (*in->s == '\\') {
        in->s++;
        return !read_escape(in, set, c);
    }
    if (*in->s == '[') {
        *in->why = "'[' in brackets must be escaped";
        return false;
    }
    *c = ltn_utf8_next(&in->s, in->end);
    return true;
}

static ltn_charset *read_class(struct input *in);

/* "-" at s begins a subtraction, or stands for itself. */
static bool is_range(const struct input *in)
{
    return in->end - in->s >= 2 && in->s[0] == '-' && in->s[1] != '[' &&
           in->s[1] != ']';
}

static void read_member(struct input *in, ltn_charset *set)
{
    uint32_t low, high;

    if (!read_end(in, set, &low))
        return;
    high = low;
    if (is_range(in)) {
        in->s++;
        if (!read_end(in, set, &high) || high < low)
            *in->why = "a range of characters is empty";
    }
    add_range(in, set, low, high);
}

/* XSD 2 #nt-charClassExpr, after the "[" */
static ltn_charset *read_class(struct input *in)
{
    ltn_charset *set = ltn_arena_alloc(in->arena, sizeof *set);

    if (!set || ++in->depth > NESTED_MAX) {
        *in->why = set ? "too many classes in classes" : "no memory";
        return set;
    }
    if (in->s < in->end && *in->s == '^') {
        set->negated = true;
        in->s++;
    }
    while (!*in->why && in->s < in->end && *in->s != ']') {
        if (in->end - in->s >= 2 && in->s[0] == '-' && in->s[1] == '[' &&
            set->parts) {
            in->s += 2;
            set->minus = read_class(in);
            if (!*in->why && (in->s == in->end || *in->s != ']'))
                *in->why = "nothing may follow a subtraction";
            break;
        }
        read_member(in, set);
    }
    if (!*in->why && (in->s == in->end || !set->parts))
        *in->why = set->parts ? "a ']' is missing" : "a class is empty";
    else if (!*in->why)
        in->s++;
    in->depth--;
    return set;
}

ltn_charset *ltn_charset_read(ltn_arena *a, const char **s, const char *end,
                              const char **why)
{
    struct input in = {.arena = a, .s = *s, .end = end, .why = why};
    ltn_charset *set = ltn_arena_alloc(a, sizeof *set);
    uint32_t c;

    if (!set) {
        *why = "no memory";
        return NULL;
    }
    if (*in.s == '[') {
        in.s++;
        set = read_class(&in);
    } else if (*in.s == '.') {
        in.s++;
        add_range(&in, set, '\n', '\n');
        add_range(&in, set, '\r', '\r');
        set->negated = true;
    } else if (*in.s == '\\') {
        in.s++;
        if (!read_escape(&in, set, &c))
            add_range(&in, set, c, c);
    } else {
        c = ltn_utf8_next(&in.s, end);
        add_range(&in, set, c, c);
    }
    *s = in.s;
    return *why ? NULL : set;
}
