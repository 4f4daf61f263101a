#include "vocab/language.h"

#include "util/ascii.h"
#include "util/resources.h"

#include <string.h>
#include <strings.h>

/* One line of languages.tsv: code, other codes, name. */
typedef struct row {
    const char *code, *others, *name;
    size_t code_len, others_len, name_len;
} row;

static const char *field(const char *at, const char *end, const char **s,
                         size_t *len)
{
    const char *stop = at;

    while (stop < end && *stop != '\t' && *stop != '\n')
        stop++;
    *s = at;
    *len = (size_t)(stop - at);
    return stop < end ? stop + 1 : end;
}

/* Whether one of the words of list (len bytes) is code. */
static bool listed(const char *list, size_t len, const char *code, size_t n)
{
    for (size_t i = 0; i + n <= len; i++)
        if ((i == 0 || list[i - 1] == ' ') &&
            (i + n == len || list[i + n] == ' ') &&
            strncasecmp(list + i, code, n) == 0)
            return true;
    return false;
}

/* The row of a primary subtag, or with that name. */
static bool find(const char *key, size_t len, bool by_name, row *r)
{
    const ltn_resource *table = ltn_resource_find("src/vocab/languages.tsv");

    for (const char *at = table->data; len > 0 && at < table->end;) {
        at = field(at, table->end, &r->code, &r->code_len);
        at = field(at, table->end, &r->others, &r->others_len);
        at = field(at, table->end, &r->name, &r->name_len);
        if (by_name ? r->name_len == len && !strncasecmp(r->name, key, len)
                    : (r->code_len == len && !strncasecmp(r->code, key, len)) ||
                          listed(r->others, r->others_len, key, len))
            return true;
    }
    return false;
}

/* RFC 5646 #section-2.1: what the n-th subtag may be, by its shape; `stage`
 * goes from 0 (after the language) up and never back. */
enum { EXTLANG, SCRIPT, REGION, VARIANT, EXTENSION, PRIVATE };

static int stage_of(const char *s, size_t len, int stage)
{
    bool alpha = true, digits = true;

    for (size_t i = 0; i < len; i++) {
        if (!ltn_ascii_letter(s[i]) && !ltn_ascii_digit(s[i]))
            return -1;
        alpha &= ltn_ascii_letter(s[i]);
        digits &= ltn_ascii_digit(s[i]);
    }
    if (len == 0 || len > 8)
        return -1;
    if (stage >= EXTENSION)
        return len == 1 ? (ltn_ascii_lower(s[0]) == 'x' ? PRIVATE : EXTENSION)
                        : stage;
    if (len == 1)
        return ltn_ascii_lower(s[0]) == 'x' ? PRIVATE : EXTENSION;
    if (stage <= EXTLANG && len == 3 && alpha)
        return EXTLANG;
    if (stage < SCRIPT && len == 4 && alpha)
        return SCRIPT;
    if (stage < REGION && ((len == 2 && alpha) || (len == 3 && digits)))
        return REGION;
    if (len >= 5 || (len == 4 && ltn_ascii_digit(s[0])))
        return VARIANT;
    return -1;
}

static void put_subtag(char *out, const char *s, size_t len, int stage)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (char)(stage == REGION || (stage == SCRIPT && i == 0)
                            ? ltn_ascii_upper(s[i])
                            : ltn_ascii_lower(s[i]));
    out[len] = '\0';
}

bool ltn_language_tag(const char *tag, char out[LTN_LANGUAGE_BYTES])
{
    size_t len = strcspn(tag, "-");
    row r;

    out[0] = '\0';
    if (strlen(tag) >= LTN_LANGUAGE_BYTES)
        return false;
    if (strcasecmp(tag, "und") == 0 || strcasecmp(tag, "mul") == 0 ||
        strcasecmp(tag, "zxx") == 0 || strcasecmp(tag, "mis") == 0) {
        put_subtag(out, tag, 3, EXTLANG);
        return true;
    }
    if (!find(tag, len, false, &r)) {
        if (find(tag, strlen(tag), true, &r))
            put_subtag(out, r.code, r.code_len, EXTLANG);
        return false;
    }
    put_subtag(out, r.code, r.code_len, EXTLANG);
    size_t used = r.code_len;
    int stage = EXTLANG;
    for (const char *at = tag + len; *at;) {
        size_t n = strcspn(++at, "-");
        stage = stage_of(at, n, stage);
        if (stage < 0 || at[n + (at[n] == '-')] == '-' ||
            (at[n] == '-' && at[n + 1] == '\0'))
            return false;
        out[used++] = '-';
        put_subtag(out + used, at, n, stage);
        used += n;
        at += n;
    }
    return used < 2 || out[used - 2] != '-'; /* a singleton says nothing */
}

const char *ltn_language_name(const char *tag, char *out, size_t size)
{
    row r;

    if (size == 0 || !find(tag, strcspn(tag, "-"), false, &r))
        return NULL;
    size_t len = r.name_len < size ? r.name_len : size - 1;
    memcpy(out, r.name, len);
    out[len] = '\0';
    return out;
}
