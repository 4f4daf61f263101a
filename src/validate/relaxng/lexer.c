#include "validate/relaxng/lexer.h"

#include "util/utf8.h"
#include "validate/relaxng/chars.h"

#include <stdlib.h>
#include <string.h>

/* Stands for a line feed that was written as an escape: it may be in a literal
 * between single quotes. NUL cannot occur otherwise. */
enum { ESCAPED_LF = '\0' };

static void fail(ltn_lexer *x, size_t offset, const char *what)
{
    if (x->ast->status == LTN_OK)
        ltn_ast_error(x->ast, x->source, offset, "rng.schema.syntax", "%s",
                      what);
}

/* Characters --------------------------------------------------------------- */

static void add_shift(ltn_lexer *x, size_t offset)
{
    if (x->shift_len == x->shift_cap) {
        uint32_t more = x->shift_cap ? x->shift_cap * 2 : 16;
        struct ltn_shift *bigger = realloc(x->shifts, more * sizeof *bigger);
        if (!bigger) {
            x->ast->status = LTN_ENOMEM;
            return;
        }
        x->shifts = bigger;
        x->shift_cap = more;
    }
    x->shifts[x->shift_len++] =
        (struct ltn_shift){.at = x->text.len, .shift = offset - x->text.len};
}

/* XML 1.0 #NT-Char */
static bool is_char(uint32_t c)
{
    return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

/* #escapes: \x{hex} with any number of x; the bytes it takes, or 0. What begins
 * like one must be one: *c is then UINT32_MAX. */
static size_t read_escape(const char *s, const char *end, uint32_t *c)
{
    const char *at = s + 1;

    *c = 0;
    while (at < end && *at == 'x')
        at++;
    if (at == s + 1 || at == end || *at++ != '{')
        return 0;
    *c = UINT32_MAX;
    if (at == end || *at == '}')
        return 1;
    for (*c = 0; at < end && *at != '}'; at++) {
        unsigned digit = (unsigned)(*at - '0');
        if (digit > 9)
            digit = (unsigned)((*at | 0x20) - 'a') + 10;
        if (digit > 15 || (*at > '9' && (*at | 0x20) < 'a') || *c > 0x10FFFF)
            *c = UINT32_MAX;
        if (*c == UINT32_MAX)
            return 1;
        *c = *c * 16 + digit;
    }
    if (at == end)
        *c = UINT32_MAX;
    return (size_t)(at + 1 - s);
}

static size_t put_escape(ltn_lexer *x, const char *bytes, size_t i, size_t len)
{
    uint32_t c;
    char out[4];
    size_t n = read_escape(bytes + i, bytes + len, &c);

    if (n == 0) {
        ltn_buf_putc(&x->text, '\\');
        return 1;
    }
    if (!is_char(c) && c != '\r')
        fail(x, i, "an escape stands for no character of XML");
    else if (c == '\n' || c == '\r')
        ltn_buf_putc(&x->text, ESCAPED_LF);
    else
        ltn_buf_put(&x->text, out, ltn_utf8_put(out, c));
    add_shift(x, i + n);
    return n;
}

/* Escapes become characters, CR LF and CR become LF. */
static void put_characters(ltn_lexer *x, const char *s, size_t len)
{
    size_t i = 0;

    while (i < len && x->ast->status == LTN_OK) {
        size_t n = 0;
        while (i + n < len && s[i + n] != '\\' && s[i + n] != '\r' && s[i + n])
            n++;
        ltn_buf_put(&x->text, s + i, n);
        i += n;
        if (i == len)
            break;
        if (s[i] == '\\') {
            i += put_escape(x, s, i, len);
        } else if (s[i] == '\r') {
            bool crlf = i + 1 < len && s[i + 1] == '\n';
            ltn_buf_putc(&x->text, '\n');
            i += crlf ? 2 : 1;
            add_shift(x, i);
        } else {
            fail(x, i, "a NUL is no character of XML");
        }
    }
}

/* UTF-16 with a byte order mark becomes UTF-8; places are lost. */
static void put_utf16(ltn_lexer *x, const char *s, size_t len)
{
    bool little = s[0] == '\xFF';
    ltn_buf utf8 = {0};

    for (size_t i = 2; i + 1 < len; i += 2) {
        const unsigned char *u = (const unsigned char *)s + i;
        uint32_t c =
            little ? u[0] | (uint32_t)u[1] << 8 : u[1] | (uint32_t)u[0] << 8;
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < len) {
            uint32_t d = little ? u[2] | (uint32_t)u[3] << 8
                                : u[3] | (uint32_t)u[2] << 8;
            c = 0x10000 + ((c & 0x3FF) << 10 | (d & 0x3FF));
            i += 2;
        }
        char out[4];
        ltn_buf_put(&utf8, out, ltn_utf8_put(out, c));
    }
    put_characters(x, utf8.data ? utf8.data : "", utf8.len);
    ltn_buf_release(&utf8);
}

bool ltn_lexer_init(ltn_lexer *x, ltn_ast *ast, uint32_t source)
{
    const ltn_source *s = &ast->sources[source];
    size_t good;

    *x = (ltn_lexer){.ast = ast, .source = source};
    if (s->len >= 2 && (memcmp(s->bytes, "\xFF\xFE", 2) == 0 ||
                        memcmp(s->bytes, "\xFE\xFF", 2) == 0))
        put_utf16(x, s->bytes, s->len);
    else if ((good = ltn_utf8_check(s->bytes, s->len)) < s->len)
        fail(x, good, "this is not UTF-8");
    else
        put_characters(x, s->bytes, s->len);
    ltn_buf_putc(&x->text, '\n'); /* a character may always be looked at */
    if (ltn_buf_status(&x->text) != LTN_OK)
        ast->status = LTN_ENOMEM;
    if (ast->status != LTN_OK)
        return false;
    bool mark = x->text.len > 3 && memcmp(x->text.data, "\xEF\xBB\xBF", 3) == 0;
    x->s = x->text.data;
    x->at = x->s + (mark ? 3 : 0);
    x->end = x->s + x->text.len - 1;
    return true;
}

void ltn_lexer_release(ltn_lexer *x)
{
    ltn_buf_release(&x->text);
    free(x->shifts);
}

/* Where the lexer stands in the source; it only goes forward. */
static size_t source_offset(ltn_lexer *x)
{
    size_t at = (size_t)(x->at - x->s);

    while (x->shift_at < x->shift_len && x->shifts[x->shift_at].at <= at)
        x->shift_at++;
    return at + (x->shift_at > 0 ? x->shifts[x->shift_at - 1].shift : 0);
}

/* Tokens ------------------------------------------------------------------- */

/* White space and comments. An escaped line feed is neither. */
static void skip_space(ltn_lexer *x)
{
    while (x->at < x->end) {
        if (*x->at == '#') {
            while (x->at < x->end && *x->at != '\n')
                x->at++;
        } else if (ltn_xml_space(*x->at)) {
            x->at++;
        } else {
            return;
        }
    }
}

/* Bytes of the NCName at s, or 0. */
static size_t name_length(const ltn_lexer *x, const char *s)
{
    const char *at = s, *next = s;

    while (at < x->end) {
        uint32_t c = ltn_utf8_next(&next, x->end);
        if (c == ':' ||
            !(at == s ? ltn_xml_name_start(c) : ltn_xml_name_char(c)))
            break;
        at = next;
    }
    return (size_t)(at - s);
}

static ltn_token read_name(ltn_lexer *x, ltn_token t)
{
    bool quoted = *x->at == '\\';

    x->at += quoted;
    size_t n = name_length(x, x->at);
    if (n == 0) {
        fail(x, t.offset, "a character that may not be here");
        return (ltn_token){0};
    }
    t.kind = quoted ? LTN_TOKEN_QUOTED : LTN_TOKEN_NAME;
    t.text = ltn_ast_string(x->ast, x->at, n);
    t.len = n;
    x->at += n;
    if (quoted || x->at == x->end || *x->at != ':')
        return t;
    n = name_length(x, x->at + 1);
    if (n > 0) {
        t.kind = LTN_TOKEN_CNAME;
        t.local = ltn_ast_string(x->ast, x->at + 1, n);
        x->at += n + 1;
    } else if (x->at[1] == '*') {
        t.kind = LTN_TOKEN_NSNAME;
        x->at += 2;
    }
    return t;
}

/* #literals: "…", '…', and three quotes at both ends, which may hold line
 * feeds. */
static ltn_token read_literal(ltn_lexer *x, ltn_token t)
{
    char quote = *x->at;
    bool three = x->end - x->at >= 3 && x->at[1] == quote && x->at[2] == quote;
    char *from = x->at += three ? 3 : 1;

    for (; x->at < x->end; x->at++) {
        if (*x->at == '\n' && !three)
            break;
        if (*x->at == quote &&
            (!three ||
             (x->end - x->at >= 3 && x->at[1] == quote && x->at[2] == quote)))
            break;
        if (*x->at == ESCAPED_LF)
            *x->at = '\n';
    }
    if (x->at == x->end || *x->at != quote) {
        fail(x, t.offset, "a literal is not ended");
        return (ltn_token){0};
    }
    t.kind = LTN_TOKEN_LITERAL;
    t.len = (size_t)(x->at - from);
    t.text = ltn_ast_string(x->ast, from, t.len);
    x->at += three ? 3 : 1;
    return t;
}

ltn_token ltn_lexer_next(ltn_lexer *x)
{
    skip_space(x);
    ltn_token t = {.offset = source_offset(x), .text = x->at, .len = 1};
    if (x->ast->status != LTN_OK || x->at == x->end)
        return (ltn_token){.offset = t.offset, .text = ""};
    char c = *x->at;
    if (c == '"' || c == '\'')
        return read_literal(x, t);
    if (((c == '|' || c == '&') && x->at[1] == '=') ||
        (c == '>' && x->at[1] == '>')) {
        t.kind = LTN_TOKEN_TWO;
        x->at += 2;
        return t;
    }
    if (c && strchr("{}()[],&|-=?*+~", c)) {
        t.kind = LTN_TOKEN_SIGN;
        x->at++;
        return t;
    }
    return read_name(x, t);
}
