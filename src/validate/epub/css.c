/* Style sheets, as far as a book depends on them: EPUB 3.3 #sec-css. Tokens of
 * CSS Syntax 3 (#tokenization); of the grammar only that braces match. */

#include "validate/epub/epub.h"

#include "util/ascii.h"

#include <string.h>

typedef struct css {
    ltn_epub *e;
    ltn_epub_item *item;
    const char *file, *s, *end;
    ltn_pos pos;      /* of the sheet */
    const char *line; /* where its last line began that was counted */
    unsigned braces;
    bool import;           /* the next string or url is a sheet */
    bool fresh;            /* a declaration begins here */
    bool words, colon, at; /* of the declaration so far */
    bool face;             /* inside of @font-face */
    bool namespace_;       /* the next string is no reference */
} css;

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool name_is(const char *s, size_t len, const char *name)
{
    if (strlen(name) != len)
        return false;
    for (size_t i = 0; i < len; i++)
        if ((s[i] | 32) != (name[i] | 32))
            return false;
    return true;
}

static void skip_comment(css *c)
{
    for (c->s += 2; c->s < c->end; c->s++)
        if (c->end - c->s >= 2 && c->s[0] == '*' && c->s[1] == '/') {
            c->s += 2;
            return;
        }
    ltn_epub_say(c->e, c->pos, "CSS-008", "a comment does not end");
}

/* The string at c->s, without its quotes; c->s behind it. */
static const char *string(css *c, size_t *len)
{
    char quote = *c->s++;
    const char *from = c->s;

    while (c->s < c->end && *c->s != quote && *c->s != '\n')
        c->s += *c->s == '\\' && c->s + 1 < c->end ? 2 : 1;
    *len = (size_t)(c->s - from);
    if (c->s < c->end && *c->s == quote)
        c->s++;
    else
        ltn_epub_say(c->e, c->pos, "CSS-008", "a string does not end");
    return from;
}

static void refer(css *c, const char *url, size_t len)
{
    ltn_epub_ref_kind kind = c->import ? LTN_REF_STYLE
                             : c->face ? LTN_REF_FONT
                                       : LTN_REF_IMAGE;
    const char *copy = ltn_epub_trim(c->e, ltn_epub_copy(c->e, url, len));

    c->import = false;
    if (*copy == '\0' && c->face)
        ltn_epub_say(c->e, c->pos, "CSS-002", "a font without a URL");
    if (*copy && *copy != '#')
        ltn_epub_add_ref(c->e, kind, c->item, c->file, copy, c->pos);
}

/* Behind "url(". */
static void url(css *c)
{
    size_t len;

    while (c->s < c->end && ltn_ascii_blank(*c->s))
        c->s++;
    if (c->s < c->end && (*c->s == '"' || *c->s == '\'')) {
        const char *from = string(c, &len);
        refer(c, from, len);
        return;
    }
    const char *from = c->s;
    while (c->s < c->end && *c->s != ')')
        c->s++;
    refer(c, from, (size_t)(c->s - from));
}

static void at_rule(css *c)
{
    const char *from = ++c->s;

    while (c->s < c->end && is_name(*c->s))
        c->s++;
    size_t len = (size_t)(c->s - from);
    c->import = name_is(from, len, "import");
    c->namespace_ = name_is(from, len, "namespace");
    c->face = name_is(from, len, "font-face");
}

/* A name: perhaps a function, perhaps a property that EPUB excludes. */
static void name(css *c)
{
    const char *from = c->s;

    while (c->s < c->end && is_name(*c->s))
        c->s++;
    size_t len = (size_t)(c->s - from);
    if (c->s < c->end && *c->s == '(') {
        c->s++;
        if (name_is(from, len, "url") && !c->namespace_)
            url(c);
        return;
    }
    const char *colon = c->s;
    while (colon < c->end && ltn_ascii_blank(*colon))
        colon++;
    /* #sec-css-prefixed, #sec-css-req: direction is the document's to say */
    if (colon < c->end && *colon == ':' && c->braces > 0 &&
        (name_is(from, len, "direction") || name_is(from, len, "unicode-bidi")))
        ltn_epub_say(c->e, c->pos, "CSS-001",
                     "the property '%.*s' must not be used", (int)len, from);
}

/* Whether what stands here goes on to a block: ":root {" */
static bool is_selector(const css *c)
{
    const char *s = c->s;

    while (s < c->end && *s != ';' && *s != '{' && *s != '}')
        s++;
    return s < c->end && *s == '{';
}

/* CSS Syntax #consume-declaration: words in a block are "name: value". */
static void end_declaration(css *c)
{
    if (c->braces > 0 && c->words && !c->colon && !c->at)
        ltn_epub_say(c->e, c->pos, "CSS-008", "a declaration without a value");
    c->words = c->colon = c->at = false;
}

static void token(css *c)
{
    size_t len;
    const char *from;
    char from_byte = *c->s;

    switch (from_byte) {
    case '"':
    case '\'':
        from = string(c, &len);
        if (c->import)
            refer(c, from, len);
        break;
    case '@':
        c->at = true;
        at_rule(c);
        break;
    case '{':
        c->words = c->colon = c->at = false;
        c->braces++;
        c->fresh = true;
        c->s++;
        return;
    case '}':
        end_declaration(c);
        if (c->braces == 0)
            ltn_epub_say(c->e, c->pos, "CSS-008", "a '}' too many");
        else
            c->braces--;
        c->face = false;
        c->s++;
        break;
    case ';':
        end_declaration(c);
        c->import = c->namespace_ = false;
        c->fresh = true;
        c->s++;
        return;
    case ':':
        c->colon = true;
        if (c->fresh && c->braces > 0 && !is_selector(c))
            ltn_epub_say(c->e, c->pos, "CSS-008",
                         "a declaration without a property");
        c->s++;
        break;
    default:
        c->words |= !ltn_ascii_blank(from_byte);
        if (is_name(*c->s))
            name(c);
        else
            c->s++;
        break;
    }
    if (!ltn_ascii_blank(from_byte))
        c->fresh = false;
}

/* Keeps the place of the next finding: each byte is looked at once. */
static void count_lines(css *c)
{
    const char *nl;

    while ((nl = memchr(c->line, '\n', (size_t)(c->s - c->line)))) {
        c->pos.line++;
        c->pos.col = 1;
        c->line = nl + 1;
    }
}

static void check_charset(css *c)
{
    static const char start[] = "@charset \"";
    enum { N = sizeof start - 1 };
    const char *s = c->s;
    size_t len = (size_t)(c->end - s);

    if (len > 2 && ((s[0] == '\xFE' && s[1] == '\xFF') ||
                    (s[0] == '\xFF' && s[1] == '\xFE'))) {
        ltn_epub_say(c->e, c->pos, "CSS-003", "encoded in UTF-16");
        c->s = c->end;
        return;
    }
    if (len > N && memcmp(s, start, N) == 0) {
        const char *from = s + N, *to = memchr(from, '"', len - N);
        size_t n = to ? (size_t)(to - from) : 0;
        if (to && n >= 6 && name_is(from, 6, "utf-16"))
            ltn_epub_say(c->e, c->pos, "CSS-003", "declared as UTF-16");
        else if (to && !name_is(from, n, "utf-8"))
            ltn_epub_say(c->e, c->pos, "CSS-004",
                         "encoded in '%.*s', not in UTF-8", (int)n, from);
    }
}

void ltn_epub_css(ltn_epub *e, ltn_epub_item *item, const char *file,
                  const char *s, size_t len, ltn_pos pos, bool attribute)
{
    css c = {.e = e,
             .item = item,
             .file = file,
             .s = s,
             .end = s + len,
             .pos = pos,
             .line = s,
             .braces = attribute};

    if (!attribute)
        check_charset(&c);
    while (c.s < c.end) {
        count_lines(&c);
        if (c.end - c.s >= 2 && c.s[0] == '/' && c.s[1] == '*')
            skip_comment(&c);
        else
            token(&c);
    }
    if (attribute)
        end_declaration(&c);
    if (!attribute && c.braces > 0)
        ltn_epub_say(e, c.pos, "CSS-008", "a '}' is missing");
}
