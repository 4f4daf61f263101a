#include "codec/json.h"

#include "util/utf8.h"

#include <string.h>

static const char bom[] = "\xEF\xBB\xBF";

static size_t bom_len(const char *bytes, size_t len)
{
    return len >= 3 && memcmp(bytes, bom, 3) == 0 ? 3 : 0;
}

/* Line and column of a byte; what is not UTF-8 counts a column per byte. */
static ltn_pos place(const char *bytes, size_t at)
{
    ltn_pos pos = {.line = 1, .col = 1, .offset = at};
    const char *line = bytes, *end = bytes + at, *nl;

    while ((nl = memchr(line, '\n', (size_t)(end - line)))) {
        line = nl + 1;
        pos.line++;
    }
    size_t good = ltn_utf8_check(line, (size_t)(end - line));
    pos.col += (uint32_t)ltn_utf8_count(line, good) +
               (uint32_t)((size_t)(end - line) - good);
    return pos;
}

/* jansson tells where it stopped reading: after the token it did not like,
 * which it shows at the end of its message: "... near 'token'". */
static size_t token_start(const char *bytes, size_t len, const json_error_t *e)
{
    size_t at = e->position > 0 ? (size_t)e->position : 0;
    const char *near = strstr(e->text, " near '");

    if (at > len)
        at = len;
    if (!near)
        return at;
    near += strlen(" near '");
    size_t n = strlen(near);
    if (n > 0 && near[n - 1] == '\'')
        n--;
    return n <= at && memcmp(bytes + at - n, near, n) == 0 ? at - n : at;
}

static void report(const char *bytes, size_t len, const json_error_t *e,
                   ltn_diags *diags)
{
    enum json_error_code why = json_error_code(e);
    size_t skip = bom_len(bytes, len);
    ltn_pos pos = place(bytes, skip + token_start(bytes + skip, len - skip, e));
    const char *code = why == json_error_stack_overflow     ? "json.depth"
                       : why == json_error_duplicate_key    ? "json.duplicate"
                       : why == json_error_invalid_utf8     ? "json.utf8"
                       : why == json_error_numeric_overflow ? "json.number"
                                                            : "json.syntax";

    ltn_diag_add(diags, LTN_ERROR, pos, code, "not JSON: %s", e->text);
}

static json_t *parse(const char *bytes, size_t len, size_t more_flags,
                     json_error_t *e)
{
    const size_t flags =
        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL | more_flags;

    return json_loadb(bytes, len, flags, e);
}

ltn_status ltn_json_load(const char *bytes, size_t len, ltn_diags *diags,
                         json_t **out)
{
    size_t skip = bom_len(bytes, len);
    json_error_t e = {0};

    *out = parse(bytes + skip, len - skip, 0, &e);
    if (!*out && json_error_code(&e) == json_error_numeric_overflow)
        *out = parse(bytes + skip, len - skip, JSON_DECODE_INT_AS_REAL, &e);
    if (*out)
        return LTN_OK;
    if (json_error_code(&e) == json_error_out_of_memory)
        return LTN_ENOMEM;
    report(bytes, len, &e, diags);
    return json_error_code(&e) == json_error_stack_overflow ? LTN_ELIMIT
                                                            : LTN_INVALID;
}

void ltn_json_pointer_put(ltn_buf *pointer, const char *name, size_t len)
{
    ltn_buf_putc(pointer, '/');
    for (size_t i = 0; i < len; i++)
        if (name[i] == '~')
            ltn_buf_puts(pointer, "~0");
        else if (name[i] == '/')
            ltn_buf_puts(pointer, "~1");
        else
            ltn_buf_putc(pointer, name[i]);
}
