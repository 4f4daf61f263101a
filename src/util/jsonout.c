#include "util/jsonout.h"

#include <string.h>

static void new_line(ltn_json *j)
{
    static const char blanks[] = "                                ";

    if (j->indent == 0)
        return;
    ltn_buf_putc(j->out, '\n');
    for (size_t n = (size_t)j->indent * j->depth; n > 0;) {
        size_t some = n < sizeof blanks - 1 ? n : sizeof blanks - 1;
        ltn_buf_put(j->out, blanks, some);
        n -= some;
    }
}

/* What goes between the last thing and the next value or name. */
static void begin(ltn_json *j)
{
    if (j->named) {
        j->named = false;
        return;
    }
    if (j->more)
        ltn_buf_putc(j->out, ',');
    if (j->depth > 0)
        new_line(j);
}

static void open(ltn_json *j, char c)
{
    begin(j);
    ltn_buf_putc(j->out, c);
    j->depth++;
    j->more = false;
}

static void close(ltn_json *j, char c)
{
    bool empty = !j->more;

    j->depth--;
    if (!empty)
        new_line(j);
    ltn_buf_putc(j->out, c);
    j->more = true;
}

void ltn_json_object(ltn_json *j)
{
    open(j, '{');
}

void ltn_json_object_end(ltn_json *j)
{
    close(j, '}');
}

void ltn_json_array(ltn_json *j)
{
    open(j, '[');
}

void ltn_json_array_end(ltn_json *j)
{
    close(j, ']');
}

/* RFC 8259 #section-7 */
static void put_escape(ltn_buf *out, unsigned char c)
{
    static const char letters[] = "btn-fr"; /* U+0008 to U+000D */
    static const char hex[] = "0123456789abcdef";

    ltn_buf_putc(out, '\\');
    if (c == '"' || c == '\\') {
        ltn_buf_putc(out, (char)c);
    } else if (c >= 8 && c <= 13 && c != 11) {
        ltn_buf_putc(out, letters[c - 8]);
    } else {
        ltn_buf_put(out, "u00", 3);
        ltn_buf_putc(out, hex[c >> 4]);
        ltn_buf_putc(out, hex[c & 15]);
    }
}

/* Whether one of the eight bytes of w is escaped: under 0x20, " or \. Exact
 * for the bytes up to the first such one, which is all that is asked. */
static bool has_escaped(uint64_t w)
{
    const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
    uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\';

    return (((w - ones * 0x20) | (quote - ones) | (slash - ones)) & ~w &
            high) != 0;
}

static bool is_escaped(unsigned char c)
{
    return c < 0x20 || c == '"' || c == '\\';
}

/* Bytes at the front of s that stand for themselves. */
static size_t plain(const char *s, size_t len)
{
    size_t i = 0;

    for (uint64_t w; i + sizeof w <= len; i += sizeof w) {
        memcpy(&w, s + i, sizeof w);
        if (has_escaped(w))
            break;
    }
    while (i < len && !is_escaped((unsigned char)s[i]))
        i++;
    return i;
}

void ltn_json_text_put(ltn_json *j, const char *s, size_t len)
{
    while (len > 0) {
        size_t n = plain(s, len);
        ltn_buf_put(j->out, s, n);
        if (n < len)
            put_escape(j->out, (unsigned char)s[n++]);
        s += n;
        len -= n;
    }
}

void ltn_json_member_object(ltn_json *j, const char *name)
{
    ltn_json_name(j, name);
    ltn_json_object(j);
}

void ltn_json_member_array(ltn_json *j, const char *name)
{
    ltn_json_name(j, name);
    ltn_json_array(j);
}

void ltn_json_text_start(ltn_json *j)
{
    begin(j);
    ltn_buf_putc(j->out, '"');
}

void ltn_json_text_end(ltn_json *j)
{
    ltn_buf_putc(j->out, '"');
    j->more = true;
}

void ltn_json_name(ltn_json *j, const char *name)
{
    ltn_json_string(j, name);
    ltn_buf_put(j->out, ": ", j->indent > 0 ? 2 : 1);
    j->named = true;
}

void ltn_json_string_n(ltn_json *j, const char *s, size_t len)
{
    ltn_json_text_start(j);
    ltn_json_text_put(j, s, len);
    ltn_json_text_end(j);
}

void ltn_json_raw(ltn_json *j, const char *json)
{
    begin(j);
    ltn_buf_puts(j->out, json);
    j->more = true;
}

void ltn_json_string(ltn_json *j, const char *s)
{
    ltn_json_string_n(j, s, strlen(s));
}

void ltn_json_number(ltn_json *j, uint64_t n)
{
    begin(j);
    ltn_buf_putu(j->out, n);
    j->more = true;
}

void ltn_json_bool(ltn_json *j, bool b)
{
    begin(j);
    ltn_buf_puts(j->out, b ? "true" : "false");
    j->more = true;
}

void ltn_json_percent(ltn_json *j, unsigned percent)
{
    begin(j);
    ltn_buf_putu(j->out, percent / 100);
    if (percent % 100 > 0) {
        ltn_buf_putc(j->out, '.');
        ltn_buf_putc(j->out, (char)('0' + percent % 100 / 10));
        if (percent % 10 > 0)
            ltn_buf_putc(j->out, (char)('0' + percent % 10));
    }
    j->more = true;
}

void ltn_json_member_n(ltn_json *j, const char *name, const char *value,
                       size_t len)
{
    ltn_json_name(j, name);
    ltn_json_string_n(j, value, len);
}

void ltn_json_member(ltn_json *j, const char *name, const char *value)
{
    if (value)
        ltn_json_member_n(j, name, value, strlen(value));
}

void ltn_json_member_u(ltn_json *j, const char *name, uint64_t n)
{
    ltn_json_name(j, name);
    ltn_json_number(j, n);
}
